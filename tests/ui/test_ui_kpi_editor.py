"""The indicator editor and new frameworks on the sample year, worked by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from accessibility import assert_reachable, same_alt_keys, tab_order
from desks import a_desk
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from cspdesk.desk import Desk
from cspdesk.kpis.editing import edit_form
from cspdesk.kpis.frameworks import frameworks
from cspdesk.kpis.indicator_commands import EditIndicator
from cspdesk.kpis.records import IndicatorLine
from db.vocabulary import Comparator, Direction, Measured, Publicity, Rag, TargetKind, Unit
from ui.jobs import InlineRunner
from ui.kpis.editor import IndicatorEditor
from ui.kpis.editor_comparators import ComparatorModel
from ui.kpis.frameworks import CarryModel, StartFrameworkDialog
from ui.kpis.frameworks_bar import RETIRED
from ui.kpis.page import KpisPage
from ui.pages import PageSpec, ShellView
from ui.state import WindowState
from ui.window import MainWindow

PAGES = [PageSpec("kpis", "KPIs and RAG", "Ctrl+6", KpisPage)]
CTRL = Qt.KeyboardModifier.ControlModifier


def shown(qtbot: QtBot, desk: Desk, folder: Path) -> KpisPage:
    window = MainWindow(
        desk, PAGES, state=WindowState(folder), jobs=InlineRunner(), shell=lambda _: ShellView("T")
    )
    qtbot.addWidget(window)
    window.resize(1366, 700)
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


def edit(page: KpisPage, qtbot: QtBot, code: str, tab: str = "about") -> IndicatorEditor:
    """Ctrl+E on the chosen row."""
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    assert page.list.view.choose(line(page, code).id)
    page.list.view.setFocus()
    qtbot.keyClick(page.list.view, Qt.Key.Key_E, CTRL)
    editor = page.framework.editor
    assert isinstance(editor, IndicatorEditor)
    qtbot.waitUntil(editor.isActiveWindow)
    editor.show_tab(tab)
    return editor


def type_words(editor: IndicatorEditor, qtbot: QtBot, words: str) -> None:
    editor.target.words.setFocus()
    editor.target.words.selectAll()
    qtbot.keyClicks(editor.target.words, words)


def is_open(page: KpisPage) -> bool:
    return any(
        isinstance(widget, IndicatorEditor) and widget.isVisible()
        for widget in QApplication.topLevelWidgets()
    )


# Saving


def test_enter_saves_what_was_typed_as_one_step(page: KpisPage, qtbot: QtBot) -> None:
    editor = edit(page, qtbot, "M4")
    name = editor.about.lines["name"]
    name.setFocus()
    name.selectAll()
    qtbot.keyClicks(name, "Vehicle theft")
    assert editor.told.text().startswith("Not saved yet")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert not is_open(page)
    assert line(page, "M4").name == "Vehicle theft"
    assert page.desk.undo_label == "Changed the name of M4"
    assert page.detail.name.text() == "Vehicle theft"
    page.operations.undo()
    assert line(page, "M4").name == "Theft of vehicles"


def test_every_field_of_the_first_tab_reaches_the_file(page: KpisPage, qtbot: QtBot) -> None:
    editor = edit(page, qtbot, "M4")
    about = editor.about
    for name, text in (("code", "M9"), ("source", "MPS"), ("data_source", "Met"),
                       ("unit_words", "thefts")):  # fmt: skip
        about.lines[name].setText(text)
    for name, part in about.texts.items():
        part.setPlainText(f"Our {name}")
    about.choice("priority_id").setCurrentIndex(1)
    about.theme_box.setEditText("Vehicles")
    about.choice("owner_id").setCurrentIndex(2)
    about.choice("publicity").choose(Publicity.RESTRICTED)
    about.lines["exempt_paragraph"].setText("7")
    about.choice("unit").choose(Unit.RATE)
    about.choice("direction").choose(Direction.HIGHER)
    about.decimals.setText("2")
    about.lag.setText("60")
    boxes = list(about.outcomes.values())
    boxes[0].click()
    wished = editor.draft()
    editor.save.click()
    form = page.desk.ask(edit_form, editor.form.id or 0)
    assert form is not None
    assert form.draft == wished
    assert form.draft != editor.form.draft
    assert (form.draft.decimals, form.draft.lag_days, form.draft.theme) == (2, 60, "Vehicles")


def test_saving_without_a_change_closes_and_is_no_step(page: KpisPage, qtbot: QtBot) -> None:
    editor = edit(page, qtbot, "M4")
    editor.save.click()
    assert not is_open(page)
    assert page.desk.undo_label is None


def test_opening_any_indicator_counts_as_no_change(page: KpisPage, qtbot: QtBot) -> None:
    for code in ("R1", "P4", "P5", "P7", "C2", "C4", "C6", "M4"):
        editor = edit(page, qtbot, code)
        for key in editor.parts:
            editor.show_tab(key)
        assert not editor.changed, code
        qtbot.keyClick(editor, Qt.Key.Key_Escape)
        assert not is_open(page)


# Not losing words


def test_esc_asks_before_it_loses_what_was_typed(page: KpisPage, qtbot: QtBot) -> None:
    editor = edit(page, qtbot, "M4")
    caveats = editor.about.texts["caveats"]
    caveats.setFocus()
    qtbot.keyClicks(caveats, "Mind the mopeds. ")
    qtbot.keyClick(caveats, Qt.Key.Key_Escape)
    assert is_open(page)
    assert editor.go_on.hasFocus()
    assert editor.go_on.isDefault()
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert is_open(page)
    assert caveats.hasFocus()
    assert editor.save.isDefault()
    assert caveats.toPlainText().startswith("Mind the mopeds. ")
    editor.reject()
    editor.throw.click()
    assert not is_open(page)
    assert page.desk.undo_label is None


def test_the_cross_of_the_window_asks_too(page: KpisPage, qtbot: QtBot) -> None:
    editor = edit(page, qtbot, "M4")
    editor.about.lines["name"].setText("Other")
    assert not editor.close()
    assert is_open(page)
    assert editor.go_on.isVisible()


def test_a_refusal_keeps_the_form_and_goes_to_the_field(page: KpisPage, qtbot: QtBot) -> None:
    editor = edit(page, qtbot, "M4", "series")
    editor.about.lines["code"].setText("M5")
    editor.about.lines["name"].setText("Mine")
    editor.save.click()
    assert is_open(page)
    assert editor.tabs.current == "about"
    assert editor.about.lines["code"].hasFocus()
    assert editor.about.places["code"].problem.text() == "M5 is taken by Theft from person."
    assert editor.about.lines["name"].text() == "Mine"


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(
    page: KpisPage, qtbot: QtBot
) -> None:
    editor = edit(page, qtbot, "M4")
    form = editor.form
    from dataclasses import replace

    page.desk.run(EditIndicator(form.id or 0, replace(form.draft, caveats="Theirs"), form.seen))
    editor.about.lines["name"].setText("Mine")
    editor.save.click()
    assert is_open(page)
    assert editor.about.lines["name"].text() == "Mine"
    stored = page.desk.ask(edit_form, form.id or 0)
    assert stored is not None
    assert (stored.draft.caveats, stored.draft.name) == ("Theirs", "Theft of vehicles")


# The target in words


def test_words_fill_the_fields_and_are_shown_back_as_words_and_a_line(
    page: KpisPage, qtbot: QtBot
) -> None:
    editor = edit(page, qtbot, "M4", "target")
    target = editor.target
    type_words(editor, qtbot, "reduce by 40% over 4 years from 2012/13")
    assert target.kind.value is TargetKind.CHANGE_ON_BASELINE
    assert target.numbers["change_percent"].text() == "−40"
    assert target.numbers["baseline"].text() == "851"
    assert target.days["by"].text() == "31 March 2017"
    assert target.days["baseline_at"].text() == "31 March 2013"
    assert target.said.text().startswith("Down 40% by March 2017 on a baseline of 851")
    assert "The baseline is 851, the figure for the 12 months to Mar 2013." in target.notes.text()
    assert target.chart.isVisible()
    drawing = target.chart.drawing()
    assert drawing is not None
    assert "510.6" in target.chart.accessibleName()
    assert drawing.table[1] == ("Baseline", "Mar 2013", "851")
    assert drawing.table[-1] == ("Target", "Mar 2017", "511")
    qtbot.keyClick(target.words, Qt.Key.Key_Return)
    assert not is_open(page)
    assert page.desk.undo_label == "Changed the target of M4"
    assert line(page, "M4").rating.rag is Rag.RED


@pytest.mark.parametrize(
    ("words", "kind", "shown_fields"),
    [
        ("from 70 to 310 by March 2017", TargetKind.COUNT_UP_TO, {"value", "by", "baseline"}),
        ("28% by 2016/17", TargetKind.LEVEL_BY_DATE, {"value", "by"}),
        ("reduce burglary", TargetKind.DIRECTION_ONLY, {"measured", "tolerance"}),
        ("yes by March 2018", TargetKind.MILESTONES, {"milestones"}),
        ("ensure awareness", TargetKind.NARRATIVE, {"assumption"}),
        ("currently no indicators", TargetKind.GAP, {"assumption"}),
    ],
)
def test_each_kind_of_target_shows_its_own_fields(
    page: KpisPage, qtbot: QtBot, words: str, kind: TargetKind, shown_fields: set[str]
) -> None:
    editor = edit(page, qtbot, "R5", "target")
    type_words(editor, qtbot, words)
    assert editor.target.kind.value is kind
    visible = {name for name, place in editor.target.places.items() if place.isVisible()}
    assert shown_fields <= visible
    assert ("change_percent" in visible) == (kind is TargetKind.CHANGE_ON_BASELINE)
    assert editor.draft().target is not None
    assert_reachable(editor)


def test_words_that_cannot_be_read_change_nothing_and_are_not_saved(
    page: KpisPage, qtbot: QtBot
) -> None:
    editor = edit(page, qtbot, "C1", "target")
    before = editor.draft().target
    assert before is not None
    type_words(editor, qtbot, "top quartile")
    problem = editor.target.places["words_of_target"].problem
    assert problem.text() == "", "nobody is scolded while typing"
    qtbot.waitUntil(lambda: problem.isVisible(), timeout=3000)
    assert "neither a number nor a direction" in problem.text()
    assert "“28% by 2016/17”" in problem.text()
    after = editor.draft().target
    assert after is not None
    assert (after.kind, after.change_percent, after.by) == (
        before.kind, before.change_percent, before.by,
    )  # fmt: skip
    assert "stays as it was" in editor.target.notes.text()
    editor.save.click()
    assert is_open(page)
    assert page.desk.undo_label is None


def test_a_field_changed_by_hand_leaves_the_words_of_the_source(
    page: KpisPage, qtbot: QtBot
) -> None:
    editor = edit(page, qtbot, "C1", "target")
    words = editor.target.words.text()
    assert words
    number = editor.target.numbers["change_percent"]
    number.setFocus()
    number.selectAll()
    qtbot.keyClicks(number, "12")
    assert editor.target.said.text().startswith("Up 12% by March 2018")
    assert editor.target.words.text() == words
    editor.save.click()
    form = page.desk.ask(edit_form, line(page, "C1").id)
    assert form is not None
    assert form.draft.target is not None
    assert (form.draft.target.change_percent, form.draft.target.words) == (12, words)


def test_half_typed_words_leave_no_trace_in_the_target(page: KpisPage, qtbot: QtBot) -> None:
    """ "From 70" on the way to something else must not leave a baseline of 70 behind."""
    editor = edit(page, qtbot, "M4", "target")
    before = editor.draft().target
    assert before is not None
    type_words(editor, qtbot, "from 70 to 310")
    type_words(editor, qtbot, "15% reduction by 2017/18")
    after = editor.draft().target
    assert after is not None
    assert after.baseline == before.baseline != 70


def test_a_field_that_cannot_be_read_is_named_when_saving(page: KpisPage, qtbot: QtBot) -> None:
    editor = edit(page, qtbot, "C1", "target")
    editor.target.days["by"].setText("soon")
    editor.show_tab("about")
    editor.save.click()
    assert editor.tabs.current == "target"
    assert "“soon” is not a day" in editor.target.places["by"].problem.text()
    assert editor.target.days["by"].hasFocus()


def test_a_day_that_cannot_be_read_is_said_beside_its_field(page: KpisPage, qtbot: QtBot) -> None:
    editor = edit(page, qtbot, "M4", "target")
    day, place = editor.target.days["baseline_at"], editor.target.places["baseline_at"]
    day.setFocus()
    day.selectAll()
    qtbot.keyClicks(day, "rubbish")
    assert place.problem.text() == "", "nobody is scolded while typing"
    assert editor.target.said.text() == "“Baseline at” cannot be read yet."
    qtbot.keyClick(day, Qt.Key.Key_Tab)
    assert "“rubbish” is not a day" in place.problem.text()
    day.setFocus()
    day.selectAll()
    qtbot.keyClicks(day, "March 2013")
    assert place.problem.text() == ""


def test_a_percentage_for_a_count_is_refused_beside_the_words(page: KpisPage, qtbot: QtBot) -> None:
    editor = edit(page, qtbot, "M4", "target")
    type_words(editor, qtbot, "28% by 2016/17")
    editor.save.click()
    assert is_open(page)
    assert "is “Count”" in editor.target.places["words_of_target"].problem.text()
    assert page.desk.undo_label is None
    editor.about.choices["unit"].choose(Unit.PERCENT)
    assert editor.target.said.text().startswith("28% by March 2017")
    assert editor.target.unread == ""


def test_what_is_still_to_do_is_shown_and_never_printed(page: KpisPage, qtbot: QtBot) -> None:
    editor = edit(page, qtbot, "M4", "target")
    number = editor.target.numbers["baseline"]
    number.clear()
    editor.target.days["baseline_at"].clear()
    editor.target.edited.emit()
    type_words(editor, qtbot, "reduce by 40% over 4 years from 1998/99")
    assert "no figure for the baseline yet" in editor.target.notes.text()
    assert "no figure" not in editor.target.assumption.text
    number.setFocus()
    qtbot.keyClicks(number, "851")
    assert "no figure for the baseline yet" not in editor.target.notes.text()


def test_days_and_numbers_are_written_out_when_their_field_is_left(
    page: KpisPage, qtbot: QtBot
) -> None:
    editor = edit(page, qtbot, "C1", "target")
    day, number = editor.target.days["by"], editor.target.numbers["baseline"]
    day.setFocus()
    day.selectAll()
    qtbot.keyClicks(day, "2018/19")
    number.setFocus()
    assert day.text() == "31 March 2019"
    number.selectAll()
    qtbot.keyClicks(number, "1,234.50%")
    day.setFocus()
    assert number.text() == "1,234.5"


def test_milestones_are_added_and_removed_by_keyboard(page: KpisPage, qtbot: QtBot) -> None:
    editor = edit(page, qtbot, "P7", "target")
    steps = editor.target.steps
    steps.more.setFocus()
    qtbot.keyClick(steps.more, Qt.Key.Key_Space)
    words, due, done = steps.controls()[0]
    assert words.hasFocus()
    assert words.accessibleName() == "Milestone, milestone 1"
    qtbot.keyClicks(words, "Plan agreed")
    qtbot.keyClicks(due, "31/01/2017")
    qtbot.keyClicks(done, "9 Feb 2017")
    qtbot.keyClick(steps.more, Qt.Key.Key_Space)
    steps.rows[1][1][-1].click()
    assert len(steps.rows) == 1
    editor.save.click()
    form = page.desk.ask(edit_form, line(page, "P7").id)
    assert form is not None
    (step,) = form.draft.milestones
    assert (step.words, step.due, step.done) == (
        "Plan agreed", date(2017, 1, 31), date(2017, 2, 9),
    )  # fmt: skip


# Series and comparison


def test_a_break_and_comparators_are_kept_with_the_indicator(page: KpisPage, qtbot: QtBot) -> None:
    editor = edit(page, qtbot, "M4", "series")
    series = editor.series
    series.breaks.more.click()
    start, kind, reason = series.breaks.controls()[0]
    assert isinstance(start, QLineEdit)
    qtbot.keyClicks(start, "sep 16")
    kind.choose(True)  # type: ignore[attr-defined]
    qtbot.keyClicks(reason, "Mopeds")
    table = series.table
    table.setFocus()
    table.setCurrentIndex(series.model.index(1, 2))
    QGuiApplication.clipboard().setText("3,312\t88.5\r\n3,190\t91\r\n")
    qtbot.keyClick(table, Qt.Key.Key_V, CTRL)
    editor.save.click()
    form = page.desk.ask(edit_form, line(page, "M4").id)
    assert form is not None
    (held,) = form.draft.breaks
    assert (held.start, held.rebase, held.reason) == (date(2016, 9, 1), True, "Mopeds")
    assert [(f.area, f.start, f.value) for f in form.draft.comparators] == [
        (Comparator.LONDON, date(2016, 11, 1), 3190.0),
        (Comparator.SIMILAR, date(2016, 11, 1), 91.0),
        (Comparator.LONDON, date(2016, 12, 1), 3312.0),
        (Comparator.SIMILAR, date(2016, 12, 1), 88.5),
    ]
    assert page.desk.undo_label == "Changed the series breaks and comparators of M4"


def test_a_comparator_that_is_no_number_is_named_with_its_period(
    page: KpisPage, qtbot: QtBot
) -> None:
    editor = edit(page, qtbot, "M4", "series")
    editor.series.model.setData(editor.series.model.index(1, 2), "lots")
    editor.save.click()
    problem = editor.series.places["comparators"].problem.text()
    assert problem == "London, Dec 2016: “lots” is not a number."


def test_typing_into_a_comparator_and_enter_goes_down(page: KpisPage, qtbot: QtBot) -> None:
    editor = edit(page, qtbot, "M4", "series")
    table = editor.series.table
    table.setFocus()
    table.setCurrentIndex(editor.series.model.index(1, 3))
    qtbot.keyClicks(table, "9")
    cell = table.findChild(QLineEdit)
    assert cell is not None
    qtbot.keyClicks(cell, "5")
    qtbot.keyClick(cell, Qt.Key.Key_Return)
    assert is_open(page), "Enter in a cell does not save the form"
    assert editor.series.model.index(1, 3).data() == "95"
    assert table.currentIndex().row() == 2
    qtbot.keyClick(table, Qt.Key.Key_Up)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert editor.series.model.index(1, 3).data() == ""


def test_the_models_keep_qts_rules(page: KpisPage, qtbot: QtBot) -> None:
    editor = edit(page, qtbot, "M4", "series")
    model = ComparatorModel(editor)
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    QAbstractItemModelTester(model, mode, model)
    form = editor.form
    periods = tuple(period for period, _value in form.figures)
    model.show_figures(periods, dict(form.figures), Unit.COUNT, 0, ())
    model.setData(model.index(0, 2), "5")
    model.show_figures(periods[:3], dict(form.figures), Unit.COUNT, 0, ())
    carry = CarryModel(page.framework.groups(None), editor)
    QAbstractItemModelTester(carry, mode, carry)
    carry.tick_all(True)


# The end of one


def test_the_merge_link_leads_to_the_twin_and_merges(page: KpisPage, qtbot: QtBot) -> None:
    page.list.view.link_pressed.emit(line(page, "P5"), "merge")
    editor = page.framework.editor
    assert isinstance(editor, IndicatorEditor)
    assert editor.tabs.current == "life"
    assert editor.life is not None
    assert editor.life.into.currentText() == "P4 Reported DV"
    assert editor.save.isHidden(), "no second button that might seem to retire or merge"
    assert editor.cancel.text() == "Close"
    assert "The buttons above act at once" in editor.told.text()
    next(b for b in editor.life.buttons if "erge" in b.text()).click()
    assert not is_open(page)
    gap = line(page, "P5").gap
    assert gap is not None
    assert gap.sentence == "Counted with P4."
    assert page.desk.undo_label == "Merged P5 into P4"


def test_retired_indicators_stay_readable_and_come_back(page: KpisPage, qtbot: QtBot) -> None:
    editor = edit(page, qtbot, "C2", "life")
    life = editor.life
    assert life is not None
    life.buttons[0].click()
    assert life.places["reason"].problem.text().startswith("Say why")
    assert life.reason.hasFocus()
    qtbot.keyClicks(life.reason, "The survey has ended")
    life.buttons[0].click()
    assert not is_open(page)
    assert "C2" not in [record.code for record in page.list.view.rows.records()]
    page.framework.show_framework(RETIRED)
    assert [record.code for record in page.list.view.rows.records()] == ["C2"]
    assert page.detail.code.text() == "C2"
    assert not page.record.isEnabled()
    editor = edit(page, qtbot, "C2", "life")
    assert editor.life is not None
    editor.life.buttons[0].click()
    page.framework.show_framework(None)
    assert line(page, "C2")


def test_a_reason_to_retire_is_not_lost_by_enter_save_or_esc(page: KpisPage, qtbot: QtBot) -> None:
    editor = edit(page, qtbot, "C2", "life")
    life = editor.life
    assert life is not None
    life.reason.setFocus()
    qtbot.keyClicks(life.reason, "Too long")
    qtbot.keyClick(life.reason, Qt.Key.Key_Return)
    assert is_open(page)
    editor.save.click()
    assert is_open(page)
    assert "press Retire" in life.places["reason"].problem.text()
    qtbot.keyClick(life.reason, Qt.Key.Key_Escape)
    assert is_open(page)
    assert editor.go_on.hasFocus()
    editor.go_on.click()
    assert life.reason.text() == "Too long"
    assert page.desk.undo_label is None


def test_retire_and_replace_opens_a_form_that_is_linked(page: KpisPage, qtbot: QtBot) -> None:
    editor = edit(page, qtbot, "C3", "life")
    assert editor.life is not None
    editor.life.reason.setText("A new survey")
    editor.life.buttons[1].click()
    successor = editor._successor
    assert successor is not None
    qtbot.waitUntil(successor.isVisible)
    assert "life" not in successor.parts
    successor.about.lines["name"].setText("Satisfied with the area")
    successor.save.click()
    assert page.desk.undo_label == "Replaced C3, Proud of area with Satisfied with the area"
    assert page.detail.name.text() == "Satisfied with the area"
    form = page.desk.ask(edit_form, line(page, "C3").id)
    assert form is not None
    assert form.replaces == "C3 Proud of area"


def test_these_steps_wait_until_the_changes_are_saved(page: KpisPage, qtbot: QtBot) -> None:
    editor = edit(page, qtbot, "C3")
    assert editor.life is not None
    assert all(button.isEnabled() for button in editor.life.buttons)
    qtbot.keyClicks(editor.about.lines["name"], "!")
    assert not any(button.isEnabled() for button in editor.life.buttons)
    assert editor.life.buttons[0].toolTip() == "Save the changes first."


# New ones


def test_ctrl_n_makes_an_indicator_under_the_chosen_priority(page: KpisPage, qtbot: QtBot) -> None:
    page.list.view.choose(line(page, "P1").id)
    page.list.view.setFocus()
    qtbot.keyClick(page.list.view, Qt.Key.Key_N, CTRL)
    editor = page.framework.editor
    assert isinstance(editor, IndicatorEditor)
    assert editor.about.choice("priority_id").currentText() == "Priority 2: Prevention"
    assert "life" not in editor.parts
    qtbot.keyClicks(editor.about.lines["code"], "P8")
    qtbot.keyClicks(editor.about.lines["name"], "Knife injuries")
    editor.show_tab("target")
    type_words(editor, qtbot, "at least 80% of cases by 2017/18")
    assert editor.about.choice("unit").value is Unit.PERCENT
    assert editor.about.choice("direction").value is Direction.HIGHER
    assert editor.target.measured.value is Measured.LATEST
    editor.save.click()
    assert not is_open(page)
    assert page.detail.code.text() == "P8"
    assert line(page, "P8").target_words == "at least 80% of cases by 2017/18"


def test_a_blank_partnership_can_start_with_its_own_indicator(qtbot: QtBot, tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    page = shown(qtbot, desk, tmp_path)
    page.empty.button.click()
    editor = page.framework.editor
    assert isinstance(editor, IndicatorEditor)
    assert_reachable(editor)
    qtbot.keyClicks(editor.about.lines["code"], "A1")
    qtbot.keyClicks(editor.about.lines["name"], "Burglary")
    editor.save.click()
    assert [record.code for record in page.list.view.rows.records()] == ["A1"]
    desk.close()


# Keyboard and screen reader


@pytest.mark.parametrize("tab", ["about", "target", "series", "life"])
def test_every_control_of_a_tab_is_named_reached_and_has_a_key_of_its_own(
    page: KpisPage, qtbot: QtBot, tab: str
) -> None:
    editor = edit(page, qtbot, "M4", tab)
    assert_reachable(editor)
    assert same_alt_keys(editor) == []


def test_tab_goes_through_the_first_tab_in_reading_order(page: KpisPage, qtbot: QtBot) -> None:
    editor = edit(page, qtbot, "M4")
    about = editor.about
    order = [widget for widget in tab_order(editor) if about.isAncestorOf(widget)]
    wanted = [
        about.lines["code"], about.lines["name"], about.texts["words"],
        about.choice("priority_id"), about.theme_box, about.choice("owner_id"),
        *about.outcomes.values(), about.choice("unit"),
    ]  # fmt: skip
    assert [w for w in order if w in wanted] == wanted
    assert all(isinstance(widget, type(widget)) for widget in order)


def test_ctrl_digits_change_the_tab(page: KpisPage, qtbot: QtBot) -> None:
    editor = edit(page, qtbot, "M4")
    for digit, key in ((Qt.Key.Key_2, "target"), (Qt.Key.Key_4, "life"), (Qt.Key.Key_1, "about")):
        qtbot.keyClick(editor, digit, CTRL)
        assert editor.tabs.current == key
        assert editor.parts[key].isAncestorOf(editor.focusWidget())


def test_a_file_open_for_reading_only_cannot_be_edited(
    page: KpisPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(page.desk), "read_only", property(lambda _desk: True))
    page.list.view.choose(line(page, "M4").id)
    page.framework.edit_indicator()
    page.framework.new_indicator()
    assert not is_open(page)


# Frameworks


def filled(page: KpisPage, qtbot: QtBot) -> StartFrameworkDialog:
    page.framework.new_framework()
    dialog = page.framework.dialog
    assert isinstance(dialog, StartFrameworkDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.name.setText("Police and Crime Plan 2017–21")
    dialog.starts.setText("1/4/2017")
    dialog.priorities.setPlainText("High-harm crimes: Domestic abuse; Knife crime\nPrevention")
    dialog.outcomes.setPlainText("Fewer victims")
    return dialog


def test_a_new_framework_is_read_back_started_and_shown(page: KpisPage, qtbot: QtBot) -> None:
    dialog = filled(page, qtbot)
    assert dialog.said.text().splitlines() == [
        "Priority 1: High-harm crimes (H), with 2 themes: Domestic abuse, Knife crime",
        "Priority 2: Prevention (P)",
        "O1: Fewer victims",
    ]
    places = [at for at, (held, _group) in enumerate(dialog.model.lines) if held.code == "P4"]
    index = dialog.model.index(places[0])
    dialog.list.setCurrentIndex(index)
    dialog.list.setFocus()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert index.data(Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Checked
    visible = [choice for choice in dialog.goes.values() if choice.isVisible()]
    assert [choice.currentText() for choice in visible] == ["Prevention"]
    assert_reachable(dialog)
    assert same_alt_keys(dialog) == []
    dialog.save.click()
    assert page.desk.undo_label == (
        "Started the framework Police and Crime Plan 2017–21 with 1 indicator carried over"
    )
    assert [group.title for group in page.list.view.rows.groups()] == ["Prevention"]
    assert [record.code for record in page.list.view.rows.records()] == ["P4"]
    assert page.framework.name.accessibleName() == (
        "Framework: Police and Crime Plan 2017–21 (from 1 Apr 2017)"
    )
    page.operations.undo()
    assert len(page.list.view.rows.records()) == 29, "what is gone is not shown any more"


def test_the_menu_offers_every_framework_and_marks_the_one_shown(
    page: KpisPage, qtbot: QtBot
) -> None:
    filled(page, qtbot).save.click()
    menu = page.framework.make_menu()
    qtbot.addWidget(menu)
    words = [action.text() for action in menu.actions() if action.isCheckable()]
    assert words == [
        "Police and Crime Plan 2017–21 (from 1 Apr 2017, 0)",
        "Community Safety Strategy 2013–17, refresh 2016/17 (in force, 29)",
    ]
    assert [action.isChecked() for action in menu.actions()[:2]] == [True, False]
    menu.actions()[1].trigger()
    assert len(page.list.view.rows.records()) == 29
    assert page.framework.shown is None


def test_what_is_typed_into_a_new_framework_is_not_lost(page: KpisPage, qtbot: QtBot) -> None:
    dialog = filled(page, qtbot)
    dialog.starts.setText("sometime")
    dialog.save.click()
    assert dialog.isVisible()
    assert "is not a day" in dialog.fields.field("starts_on").problem.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.go_on.hasFocus()
    dialog.go_on.click()
    assert dialog.name.text() == "Police and Crime Plan 2017–21"
    dialog.reject()
    dialog.throw.click()
    assert len(page.desk.ask(frameworks)) == 1


def test_a_framework_is_renamed(page: KpisPage, qtbot: QtBot) -> None:
    page.framework.rename_framework()
    dialog = page.framework.dialog
    dialog.name.setText("The strategy")
    assert_reachable(dialog)
    dialog.save.click()
    assert page.desk.undo_label == "Changed the framework The strategy"
    assert page.framework.name.accessibleName() == "Framework: The strategy"
