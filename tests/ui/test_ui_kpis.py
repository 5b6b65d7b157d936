"""The KPI screen on the sample year: list, detail, chart and figures, worked by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from accessibility import assert_reachable
from desks import a_desk
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cspdesk.desk import Desk
from cspdesk.kpis.records import IndicatorLine
from ui.jobs import InlineRunner
from ui.kpis.page import KpisPage
from ui.pages import PageSpec, ShellView
from ui.state import WindowState
from ui.theme import theme
from ui.widgets.statusbar import StatusLine
from ui.window import MainWindow

PAGES = [PageSpec("kpis", "KPIs and RAG", "Ctrl+6", KpisPage)]
CTRL = Qt.KeyboardModifier.ControlModifier


def shown(qtbot: QtBot, desk: Desk, folder: Path) -> KpisPage:
    window = MainWindow(
        desk, PAGES, state=WindowState(folder), jobs=InlineRunner(), shell=lambda _: ShellView("T")
    )
    qtbot.addWidget(window)
    window.resize(1440, 870)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    page = window.current_page()
    assert isinstance(page, KpisPage)
    return page


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[KpisPage]:
    desk = a_desk(tmp_path, preset="haringey", sample=True)
    yield shown(qtbot, desk, tmp_path)
    desk.close()


def line(page: KpisPage, code: str) -> IndicatorLine:
    records = page.list.view.rows.records()
    return next(record for record in records if record.code == code)


def choose(page: KpisPage, code: str) -> None:
    assert page.list.view.choose(line(page, code).id)


def test_the_sample_shows_29_indicators_in_four_groups_with_tallies(page: KpisPage) -> None:
    groups = page.list.view.rows.groups()
    assert [group.title for group in groups] == [
        "Reoffending", "Prevention", "Public confidence", "MOPAC 7",
    ]  # fmt: skip
    assert len(page.list.view.rows.records()) == 29
    assert page.count.text() == "29 KPIs"
    assert [tally.text for tally in groups[0].tallies] == ["3 red", "4 amber", "2 green"]
    for group in groups:
        assert sum(int(tally.text.split()[0]) for tally in group.tallies) == len(group.rows)


def test_moving_with_the_arrow_keys_changes_the_detail(page: KpisPage, qtbot: QtBot) -> None:
    choose(page, "M3")
    page.list.view.setFocus()
    qtbot.keyClick(page.list.view, Qt.Key.Key_Down)
    assert page.detail.code.text() == "M4"
    assert page.detail.chart.accessibleName().startswith("Theft of vehicles")
    qtbot.keyClick(page.list.view, Qt.Key.Key_Down)
    assert page.detail.code.text() == "M5"


def test_a_group_row_leaves_the_indicator_in_place(page: KpisPage, qtbot: QtBot) -> None:
    choose(page, "M1")
    page.list.view.setFocus()
    qtbot.keyClick(page.list.view, Qt.Key.Key_Up)
    assert page.list.view.current_record() is None
    assert page.detail.code.text() == "M1"


def test_m4_shows_its_figure_target_and_both_ratings(page: KpisPage) -> None:
    choose(page, "M4")
    facts = page.detail.strip.texts()
    assert facts[0] == "12 months to Dec 2016: 1,009"
    assert facts[1] == "Target: 997"
    assert facts[2].startswith("Calculated: Amber")
    assert facts[3] == "PMG: Red"
    assert "+39% Worse" in facts[4]
    assert page.detail.finding.text().startswith("Above the limit in Sep, Oct and Nov 2016.")
    words = page.detail.words.text()
    assert "Something has changed" in words
    assert "mopeds" in words
    assert "Assumption: Not from Appendix 2" in words


def test_a_rating_that_differs_from_the_sum_says_so(page: KpisPage) -> None:
    column = page.list.view.rows.columns[4]
    assert column.text(line(page, "M4")) == "Red, calculated Amber"
    assert column.text(line(page, "M5")) == "Red"


def test_a_gap_stands_in_place_of_the_figures(page: KpisPage) -> None:
    missing = line(page, "C6")
    columns = page.list.view.rows.columns
    assert columns[2].text(missing).startswith("No indicator: ")
    cell = columns[2].cell
    assert cell is not None
    assert cell(missing).pieces[0].box == "dashed"
    choose(page, "C6")
    assert page.detail.stack.currentWidget() is page.detail.nothing
    assert not page.copy.isEnabled()


def test_ctrl_t_swaps_chart_and_figures(page: KpisPage, qtbot: QtBot) -> None:
    choose(page, "M4")
    page.list.view.setFocus()
    qtbot.keyClick(page.list.view, Qt.Key.Key_T, CTRL)
    assert page.detail.shows_figures
    rows = [row.cells for row in page.detail.figures.table.rows.records()]
    assert len(rows) == 24
    assert rows[-1][:2] == ("Dec 2016", "100")
    assert rows[-4][1] == "138"
    qtbot.keyClick(page.list.view, Qt.Key.Key_T, CTRL)
    assert page.detail.stack.currentWidget() is page.detail.chart


def test_the_figures_follow_the_indicator_and_the_kind_of_chart(page: KpisPage) -> None:
    choose(page, "M4")
    page.detail.toggle_figures()
    before = page.detail.figures.heads
    page.detail.kind.button("years").click()
    assert page.detail.shows_figures
    assert page.detail.figures.heads != before
    choose(page, "M1")
    assert "Burglary" in page.detail.figures.table.accessibleName()


def test_the_year_is_named_by_how_often_the_indicator_is_measured(page: KpisPage) -> None:
    for code, words in (("M4", "12 months"), ("P1", "4 quarters"), ("C3", "Years")):
        choose(page, code)
        assert page.detail.kind.button("years").text() == words


def test_every_indicator_can_be_shown_in_both_charts(page: KpisPage) -> None:
    for kind in ("xmr", "years"):
        page.detail.kind.button(kind).click()
        for record in page.list.view.rows.records():
            assert page.list.view.choose(record.id)
            assert page.detail.code.text() == record.code
            drawing = page.detail.chart.drawing()
            assert (drawing is None) == (len(record.spark) == 0)


def test_the_chart_goes_to_the_clipboard_as_a_picture(page: KpisPage) -> None:
    choose(page, "M4")
    QGuiApplication.clipboard().clear()
    page.copy.click()
    image = QGuiApplication.clipboard().image()
    assert image.width() == page.detail.chart.width() * 2


def test_a_target_leads_to_one_indicator(page: KpisPage) -> None:
    page.show_target(f"indicator:{line(page, 'C1').id}")
    assert page.detail.code.text() == "C1"


def test_a_chosen_view_comes_to_the_front_and_the_list_keeps_its_place(page: KpisPage) -> None:
    choose(page, "M4")
    for key in page.makers:
        page.tabs.button(key).click()
        assert page.view == key
        front = page.views.currentWidget()
        assert page.panes()
        assert all(pane is front or front.isAncestorOf(pane) for pane in page.panes())
        assert page.key_hints() == page.views.currentWidget().key_hints()
        assert not page.copy.isVisible()
        status = page.window().findChild(StatusLine)
        assert status is not None
        assert status.hints[:-2] == page.key_hints()
        page.refresh(None)
        assert_reachable(page)
    page.tabs.button("kpis").click()
    assert page.detail.code.text() == "M4"
    assert page.copy.isVisible()


def test_a_view_that_is_not_there_has_no_sub_tab(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.kpis import page as module

    monkeypatch.setattr(module, "module_exists", lambda _name: False)
    desk = a_desk(tmp_path, preset="haringey", sample=True)
    page = shown(qtbot, desk, tmp_path)
    assert list(page.makers) == []
    page.show_target("entry")
    assert page.view == "kpis"
    desk.close()


def test_names_stay_readable_in_a_narrow_list(page: KpisPage) -> None:
    view = page.list.view
    for width, hidden in ((694, []), (600, [6]), (540, [5, 6]), (470, [3, 5, 6])):
        page.splitter.setSizes([width, page.splitter.width() - width])
        assert [at for at in range(8) if view.isColumnHidden(at)] == hidden
        assert view.header().sectionSize(1) >= 90


def test_every_control_is_named_and_reached_by_keyboard(page: KpisPage) -> None:
    choose(page, "M4")
    assert_reachable(page)
    page.detail.toggle_figures()
    assert_reachable(page)


def test_f6_goes_from_the_list_to_the_chart(page: KpisPage) -> None:
    choose(page, "M4")
    page.detail.take_focus()
    assert page.detail.chart.hasFocus()
    page.escape()
    assert page.list.view.hasFocus()


def test_a_blank_desk_says_that_there_are_no_indicators(qtbot: QtBot, tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    page = shown(qtbot, desk, tmp_path)
    assert page.empty.isVisible()
    assert "no indicators yet" in page.empty.why.text()
    assert page.count.text() == ""
    assert_reachable(page)
    desk.close()


@pytest.mark.parametrize("width", [960, 1024, 1366, 1440])
def test_sub_tabs_are_whole_and_lesser_tools_give_way(page: KpisPage, width: int) -> None:
    page.setFixedWidth(width)
    QApplication.processEvents()
    assert page.tabs.width() >= page.tabs.sizeHint().width()
    assert page.record.isVisible()
    assert page.record.geometry().right() <= width
    assert page.count.isVisible() == page.copy.isVisible() or not page.count.isVisible()
    assert page.copy.isVisible() == (width >= 1366)
    tools = [tool for tool in (page.count, page.copy, page.record) if tool.isVisible()]
    assert all(tool.x() >= page.tabs.geometry().right() for tool in tools)


@pytest.mark.parametrize("width", [330, 480, 700, 900])
def test_facts_are_never_cut(page: KpisPage, width: int) -> None:
    strip = page.detail.strip
    for code in ("R1", "M4", "C2"):
        choose(page, code)
        strip.setFixedWidth(width)
        QApplication.processEvents()
        for cell in strip.cells:
            assert cell.width() >= cell.sizeHint().width()
            assert strip.rect().contains(cell.geometry())
        assert len(strip.rows()) == (1 if width >= 700 else 2)


def test_names_stay_readable_beside_the_open_assessment(page: KpisPage) -> None:
    page.toggle_assessment()
    QApplication.processEvents()
    assert page.list.view.columnWidth(1) >= 120


def test_a_calculated_rating_beside_the_chip_has_its_room(page: KpisPage) -> None:
    look, beside = theme(), "calc. Amber"
    chip = look.metrics("label-strong").horizontalAdvance("Amber") + look.px(32)
    room = chip + look.px(6 + 16) + look.metrics("tick").horizontalAdvance(beside)
    assert page.list.view.columnWidth(4) >= room


def test_a_second_window_offers_nothing_that_it_cannot_do(qtbot: QtBot, tmp_path: Path) -> None:
    first = a_desk(tmp_path, preset="haringey", sample=True)
    second = Desk.open(first.path)
    page = shown(qtbot, second, tmp_path / "state")
    assert not page.record.isEnabled()
    assert page.record.toolTip() == page.operations.refusal
    doubled = next(one for one in page.list.view.rows.records() if one.code == "P5")
    cell = page.list.view.rows.columns[2].cell
    assert cell is not None
    assert "Merge" not in cell(doubled).spoken
    page.toggle_assessment()
    choose(page, "R1")
    assert not page.assessment.rating.isEnabled()
    assert page.assessment.rating.toolTip() == page.operations.refusal
    for desk in (second, first):
        desk.close()
