"""Partner ownership by keyboard: figures in words, another time, records that lead to a place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from accessibility import assert_reachable
from desks import a_desk, a_window
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from cspdesk.ownership.queries import ownership_ledger
from cspdesk.ownership.records import ownership_of
from ui.actions.page import ActionsPage
from ui.homework.page import HomeworkPage
from ui.jobs import InlineRunner
from ui.models.columns import CELL
from ui.ownership.bars import Bar
from ui.ownership.page import OwnershipPage
from ui.pages import PageSpec
from ui.state import WindowState
from ui.window import MainWindow

KEY = Qt.Key
PAGES = [
    PageSpec("ownership", "Partner ownership", "Ctrl+Shift+2", OwnershipPage),
    PageSpec("homework", "Partner homework", "Ctrl+3", HomeworkPage),
    PageSpec("actions", "Action tracking", "Ctrl+4", ActionsPage),
]


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[OwnershipPage]:
    with a_desk(tmp_path / "file", sample=True, preset="haringey") as desk:
        window = a_window(qtbot, tmp_path, desk, PAGES)
        window.go("ownership", "")
        made = window.open_pages["ownership"]
        assert isinstance(made, OwnershipPage)
        yield made


def choose(page: OwnershipPage, code: str) -> None:
    assert page.view is not None
    one = next(one for one in page.view.partners if one.owner.code == code)
    assert page.list.choose(one.owner.id)


def window_of(page: OwnershipPage) -> MainWindow:
    window = page.window()
    assert isinstance(window, MainWindow)
    return window


def press_link(page: OwnershipPage, qtbot: QtBot, start: str) -> None:
    link = next(one for one in page.inspector.links if one.accessibleName().startswith(start))
    link.setFocus()
    qtbot.keyClick(link, KEY.Key_Space)


def test_every_partner_is_there_with_its_figures_in_words(page: OwnershipPage) -> None:
    view = ownership_of(page.desk.ask(ownership_ledger))
    assert page.list.rows.records() == list(view.partners)
    assert page.shares.rows.records() == list(view.shares)
    assert view.finding in page.finding.text()
    assert page.list.hasFocus()
    QAbstractItemModelTester(page.list.rows)
    QAbstractItemModelTester(page.shares.rows)
    assert_reachable(page)


def test_a_bar_always_stands_under_the_words_of_its_number(page: OwnershipPage) -> None:
    """Never by colour or length alone: the text of a cell says what its bar shows."""
    for shown in (page.list.rows, page.shares.rows):
        for row in range(shown.rowCount()):
            for column in range(shown.columnCount()):
                index = shown.index(row, column)
                cell = index.data(CELL)
                if isinstance(cell, Bar):
                    assert cell.words
                    assert cell.words in str(index.data())
                    assert (cell.share is None) == (" of " not in cell.words)


def test_another_time_counts_only_its_own_and_names_who_has_nothing(
    page: OwnershipPage, qtbot: QtBot
) -> None:
    before = page.list.rows.records()
    page.time.setFocus()
    page.time.choose(4)
    assert page.list.rows.records() != before
    assert "London CRC owns nothing in this time." in page.finding.text()
    choose(page, "CRC")
    assert page.inspector.state.accessibleName() == "Owns nothing"
    page.context.cycle.choose(3)
    assert page.time.key == 3
    qtbot.keyClick(page.time, KEY.Key_Home)
    assert page.cycle_ids() is None
    assert page.list.rows.records() == before


def test_a_column_sorts_and_what_has_no_record_goes_last(page: OwnershipPage) -> None:
    page.time.choose(4)
    page.list.sort_by(2, Qt.SortOrder.AscendingOrder)
    last = page.list.proxy.rowCount() - 1
    assert page.list.proxy.index(last, 0).data().startswith("London CRC")


def test_an_action_behind_a_figure_is_one_key_away(page: OwnershipPage, qtbot: QtBot) -> None:
    choose(page, "CRC")
    page.list.setFocus()
    qtbot.keyClick(page.list, KEY.Key_Return)
    assert page.inspector.links[0].hasFocus()
    press_link(page, qtbot, "2.08")
    window = window_of(page)
    assert window.current_key() == "actions"
    shown = window.open_pages["actions"]
    assert isinstance(shown, ActionsPage)
    card = shown.actions.inspector.card
    assert card is not None
    assert card.line.ref == "2.08"


def test_a_question_of_an_earlier_board_is_shown_in_its_own_cycle(
    page: OwnershipPage, qtbot: QtBot
) -> None:
    choose(page, "CRC")
    press_link(page, qtbot, "Seats, Board of 22 Sep 2016")
    window = window_of(page)
    shown = window.open_pages["homework"]
    assert isinstance(shown, HomeworkPage)
    assert window.current_key() == "homework"
    assert page.context.cycle.cycle_id == 2
    assert shown.inspector.card is not None
    assert shown.inspector.card.organisation == "London CRC"


def test_a_target_leads_to_a_partner_and_to_a_time(page: OwnershipPage) -> None:
    page.show_target("organisation:7")
    assert page.list.current_record().owner.id == 7
    page.show_target("cycle:3")
    assert page.time.currentText() == "Cycle 3, 2016/17"
    page.show_target("nonsense")


def test_the_workbook_is_saved_where_the_officer_says(
    page: OwnershipPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "shares"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(out), ""))
    page.save.click()
    assert out.with_suffix(".xlsx").read_bytes().startswith(b"PK")
    assert page.save.isEnabled()


@pytest.mark.expects_log
def test_a_folder_that_is_gone_leaves_no_file_and_a_way_to_try_again(
    page: OwnershipPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = tmp_path / "no such folder" / "x.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(bad), ""))
    page.save.click()
    assert page.save.isEnabled()
    assert not bad.exists()


def test_an_empty_partnership_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    with a_desk(tmp_path / "file") as desk:
        window = MainWindow(desk, PAGES, state=WindowState(tmp_path), jobs=InlineRunner())
        qtbot.addWidget(window)
        window.show()
        window.go("ownership", "")
        page = window.open_pages["ownership"]
        assert isinstance(page, OwnershipPage)
        assert page.list.rows.rowCount() == 0
        assert "No partner has a seat yet." in page.finding.text()
        assert not page.save.isEnabled()
