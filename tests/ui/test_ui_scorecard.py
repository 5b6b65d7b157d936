"""The refresh scorecard on screen: measures under their findings, the records one key away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from accessibility import nameless
from desks import a_desk, a_window
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ui.actions.page import ActionsPage
from ui.pages import PageSpec
from ui.scorecard.page import EMPTY, ScorecardPage
from ui.window import MainWindow

KEY = Qt.Key
PAGES = [
    PageSpec("scorecard", "Refresh scorecard", "Ctrl+Shift+3", ScorecardPage),
    PageSpec("actions", "Action tracking", "Ctrl+4", ActionsPage),
]


def a_page(qtbot: QtBot, folder: Path, *, sample: bool) -> Iterator[ScorecardPage]:
    preset = "haringey" if sample else "blank"
    with a_desk(folder / "file", sample=sample, preset=preset) as desk:
        window = a_window(qtbot, folder, desk, PAGES)
        window.go("scorecard")
        made = window.open_pages["scorecard"]
        assert isinstance(made, ScorecardPage)
        yield made


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[ScorecardPage]:
    yield from a_page(qtbot, tmp_path, sample=True)


@pytest.fixture
def empty(qtbot: QtBot, tmp_path: Path) -> Iterator[ScorecardPage]:
    yield from a_page(qtbot, tmp_path, sample=False)


def test_every_measure_has_its_chart_in_words_and_its_records(page: ScorecardPage) -> None:
    QAbstractItemModelTester(page.measures.model())
    QAbstractItemModelTester(page.records.model())
    assert nameless(page) == []
    assert page.header.detail.text().startswith("Of 13 measures:")
    spoken = page.measures.row_text(page.measures.currentIndex())
    assert "Jul 2016 8%; Sep 2016 21%; Nov 2016 31%; Feb 2017 57%." in spoken
    assert page.sentence.text() == "31% in Nov 2016, up from 8% in Jul 2016."
    assert len(page.records.rows.records()) > 20


def test_enter_leads_from_a_measure_to_its_records_and_on_to_the_record(
    page: ScorecardPage, qtbot: QtBot
) -> None:
    page.show_target("carried")
    assert page.behind.title.text() == "Actions with Police or Council"
    qtbot.keyClick(page.measures, KEY.Key_Return)
    assert page.records.hasFocus()
    wanted = page.records.current_record()[1]
    qtbot.keyClick(page.records, KEY.Key_Return)
    window = page.window()
    assert isinstance(window, MainWindow)
    assert window.current_key() == "actions"
    actions = window.open_pages["actions"]
    assert isinstance(actions, ActionsPage)
    chosen = actions.actions.inspector.card
    assert chosen is not None
    assert wanted.target == f"action:{chosen.id}"


def test_a_year_narrows_what_is_shown(page: ScorecardPage) -> None:
    page.year.choose("2016/17")
    assert page.found is not None
    assert [cycle.year for cycle in page.found.cycles] == ["2016/17"] * 4
    assert page.year.key == "2016/17"


def test_it_is_saved_as_a_pdf(
    page: ScorecardPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "card.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    page.save.click()
    assert out.read_bytes().startswith(b"%PDF-")
    assert page.save.isEnabled()


def test_a_new_partnership_is_told_how_the_scorecard_fills(empty: ScorecardPage) -> None:
    assert empty.measures.rows.records() == []
    assert EMPTY in empty.measures.accessibleDescription()
    assert not empty.save.isEnabled()
