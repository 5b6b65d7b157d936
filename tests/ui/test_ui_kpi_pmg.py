"""PMG's assessment: beside the detail with F2, and the sheet that PMG walks through by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from accessibility import assert_reachable
from desks import a_desk
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cspdesk.desk import Desk
from cspdesk.kpis.assessments import assessment_card
from cspdesk.kpis.facts import Judgement
from cspdesk.meetings.queries import current_cycle, cycles
from db.vocabulary import Rag
from ui.jobs import InlineRunner
from ui.kpis.page import KpisPage
from ui.kpis.pmg_panel import AssessmentPanel
from ui.kpis.pmg_review import PmgReviewView
from ui.pages import PageSpec, ShellView
from ui.state import WindowState
from ui.theme import theme
from ui.widgets.tables import LETTER_KEYS
from ui.window import MainWindow

PAGES = [PageSpec("kpis", "KPIs and RAG", "Ctrl+6", KpisPage)]
CTRL = Qt.KeyboardModifier.ControlModifier


def shown(qtbot: QtBot, desk: Desk, folder: Path) -> KpisPage:
    window = MainWindow(
        desk, PAGES, state=WindowState(folder), jobs=InlineRunner(), shell=lambda *_: ShellView("T")
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


@pytest.fixture
def sheet(page: KpisPage) -> PmgReviewView:
    """The review of the first cycle after the sample year: nothing is assessed yet."""
    strip = page.desk.ask(current_cycle)
    assert strip is not None
    ids = [line.id for line in page.desk.ask(cycles)]
    page.context.cycle.choose(ids[ids.index(strip.cycle.id) + 1])
    page.show_view("pmg")
    view = page.views.currentWidget()
    assert isinstance(view, PmgReviewView)
    view.view.setFocus()
    return view


def choose(view: PmgReviewView, code: str) -> None:
    rows = view.view.rows.records()
    assert view.view.choose(next(row.line.id for row in rows if row.line.code == code))


def held(panel: AssessmentPanel) -> Judgement | None:
    """What the file says of the indicator shown."""
    assert panel.card is not None
    found = panel.page.desk.ask(assessment_card, panel.card.card.line.id, panel.card.cycle_id)
    assert found is not None
    return found.judgement


def rag(panel: AssessmentPanel) -> Rag | None:
    found = held(panel)
    return found.rag if found else None


def test_a_key_rates_the_indicator_and_progress_counts_it(
    sheet: PmgReviewView, qtbot: QtBot
) -> None:
    assert sheet.list.count.text() == "0 of 29 assessed"
    choose(sheet, "M1")
    qtbot.keyClick(sheet.view, Qt.Key.Key_G)
    assert rag(sheet.panel) is Rag.GREEN
    assert sheet.list.count.text() == "1 of 29 assessed"
    assert sheet.panel.rating.current == "green"
    assert "Rated on Thu 9 Feb" in sheet.panel.said.text()


def test_a_differing_rating_waits_for_its_reason(sheet: PmgReviewView, qtbot: QtBot) -> None:
    choose(sheet, "M1")
    qtbot.keyClick(sheet.view, Qt.Key.Key_R)
    reason = sheet.panel.parts["reason"]
    assert rag(sheet.panel) is None
    assert reason.editing
    assert "Say why PMG rates it Red where Green was calculated" in reason.problem.text()
    qtbot.keyClicks(reason.editor, "Two wards are rising")
    qtbot.keyClick(reason.editor, Qt.Key.Key_Return, CTRL)
    found = held(sheet.panel)
    assert found is not None
    assert (found.rag, found.reason, found.by_role) == (
        Rag.RED, "Two wards are rising", "PMG chair",
    )  # fmt: skip
    assert sheet.list.count.text() == "1 of 29 assessed"
    assert not reason.problem.isVisible()


def test_a_rating_that_waits_is_found_again_and_written_nowhere_else(
    sheet: PmgReviewView, qtbot: QtBot
) -> None:
    choose(sheet, "M1")
    qtbot.keyClick(sheet.view, Qt.Key.Key_R)
    sheet.step(1)
    assert held(sheet.panel) is None
    assert sheet.panel.rating.current == ""
    choose(sheet, "M1")
    assert sheet.panel.rating.current == "red"
    assert sheet.panel.parts["reason"].editing
    assert rag(sheet.panel) is None


def test_the_sheet_is_walked_by_keyboard_alone(sheet: PmgReviewView, qtbot: QtBot) -> None:
    codes = [row.line.code for row in sheet.view.rows.records()]
    choose(sheet, codes[0])
    for code in codes:
        assert sheet.middle.code.text() == code
        qtbot.keyClick(sheet.view, Qt.Key.Key_PageDown)
    assert sheet.middle.code.text() == codes[-1]
    qtbot.keyClick(sheet.view, Qt.Key.Key_PageUp)
    assert sheet.middle.code.text() == codes[-2]
    assert sheet.middle.place.text() == "28 of 29"


def test_the_next_to_assess_passes_over_what_is_done(sheet: PmgReviewView, qtbot: QtBot) -> None:
    choose(sheet, "M2")
    qtbot.keyClick(sheet.view, Qt.Key.Key_R)
    choose(sheet, "M1")
    qtbot.keyClick(sheet.view, Qt.Key.Key_T)
    assert sheet.middle.code.text() == "M3"


def test_keys_rate_from_the_chart_as_well(sheet: PmgReviewView, qtbot: QtBot) -> None:
    choose(sheet, "M1")
    sheet.middle.chart.setFocus()
    qtbot.keyClick(sheet.middle.chart, Qt.Key.Key_G)
    assert rag(sheet.panel) is Rag.GREEN


def test_undo_takes_the_rating_back(sheet: PmgReviewView, qtbot: QtBot) -> None:
    choose(sheet, "M1")
    qtbot.keyClick(sheet.view, Qt.Key.Key_G)
    sheet.page.operations.undo()
    assert sheet.list.count.text() == "0 of 29 assessed"
    assert sheet.panel.rating.current == ""


def test_the_cycle_before_stands_under_the_chart(sheet: PmgReviewView) -> None:
    choose(sheet, "M4")
    assert sheet.middle.before.title.text() == "PMG on Tue 17 Jan"
    assert "Something has changed" in sheet.middle.before.words.text()
    assert sheet.panel.before.isHidden()


def test_business_intelligence_agrees_or_not_or_has_not_said(sheet: PmgReviewView) -> None:
    choose(sheet, "M4")
    for key, agrees in (("yes", True), ("no", False), ("open", None)):
        sheet.panel.agreement.button(key).click()
        found = held(sheet.panel)
        assert found is not None
        assert found.bi_agrees is agrees


def test_f2_opens_the_assessment_of_the_chosen_indicator(page: KpisPage, qtbot: QtBot) -> None:
    lines = page.list.view.rows.records()
    page.list.view.choose(next(line.id for line in lines if line.code == "M4"))
    page.list.view.setFocus()
    qtbot.keyClick(page.list.view, Qt.Key.Key_F2)
    panel = page.assessment
    assert panel.isVisible()
    assert panel.title.text() == "Theft of vehicles"
    assert panel.rating.button("red").hasFocus()
    assert page.panes() == [page.list, page.detail, panel]
    assert_reachable(page)
    page.list.view.choose(next(line.id for line in lines if line.code == "M5"))
    assert panel.title.text() == "Theft from person"
    page.escape()
    assert panel.isHidden()
    assert page.list.view.hasFocus()
    assert page.detail.words.isVisible()


def test_an_edit_in_the_panel_is_one_step_with_a_label(page: KpisPage) -> None:
    page.toggle_assessment()
    page.assessment.parts["trend_note"].start_editing()
    page.assessment.parts["trend_note"].editor.setPlainText("Falling for two years.")
    page.assessment.parts["trend_note"].editor.done.emit()
    assert page.desk.undo_label == "Changed the trend note of R1"
    found = held(page.assessment)
    assert found is not None
    assert found.trend_note == "Falling for two years."


def test_an_issued_cycle_is_read_only_and_says_why(page: KpisPage, qtbot: QtBot) -> None:
    before = next(line.id for line in page.desk.ask(cycles) if line.number == 3)
    page.context.cycle.choose(before)
    page.show_view("pmg")
    view = page.views.currentWidget()
    assert isinstance(view, PmgReviewView)
    choose(view, "M1")
    assert "What was issued stays as it was" in view.panel.said.text()
    was = rag(view.panel)
    qtbot.keyClick(view.view, Qt.Key.Key_R)
    assert rag(view.panel) is was
    assert not view.panel.rating.isEnabled()


def test_every_control_of_the_sheet_is_named_and_reached(sheet: PmgReviewView) -> None:
    choose(sheet, "M4")
    assert_reachable(sheet.page)


def test_without_a_cycle_the_review_says_what_to_do(qtbot: QtBot, tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    page = shown(qtbot, desk, tmp_path)
    assert not page.record.isEnabled()
    page.show_view("pmg")
    view = page.views.currentWidget()
    assert isinstance(view, PmgReviewView)
    assert view.empty.isVisible()
    assert_reachable(page)
    desk.close()


def test_with_large_text_the_chart_keeps_its_room(sheet: PmgReviewView, qtbot: QtBot) -> None:
    choose(sheet, "M4")
    try:
        theme().set_zoom(1.5)
        sheet.page.window().resize(1366, 697)
        qtbot.waitUntil(lambda: sheet.view.isColumnHidden(1))
        qtbot.waitUntil(lambda: sheet.middle.width() > 500)
        assert sheet.middle.before.isHidden()
        assert sheet.panel.before.isVisible()
    finally:
        theme().set_zoom(1.0)


def test_letters_do_nothing_once_they_are_switched_off(sheet: PmgReviewView, qtbot: QtBot) -> None:
    choose(sheet, "M1")
    app = QApplication.instance()
    assert app is not None
    app.setProperty(LETTER_KEYS, False)
    try:
        for target in (sheet.view, sheet.middle.chart, sheet.panel.rating.button("green")):
            qtbot.keyClick(target, Qt.Key.Key_G)
        assert rag(sheet.panel) is None
    finally:
        app.setProperty(LETTER_KEYS, None)


def test_rating_does_not_read_every_figure_again(
    sheet: PmgReviewView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cspdesk.kpis import known

    choose(sheet, "M1")
    monkeypatch.setattr(known, "read_known", lambda *_: pytest.fail("read every figure"))
    qtbot.keyClick(sheet.view, Qt.Key.Key_G)
    assert sheet.list.count.text() == "1 of 29 assessed"
