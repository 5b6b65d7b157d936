"""Entering figures by keyboard, on a real desk with a year of figures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from accessibility import nameless
from desks import a_desk
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from cspdesk.desk import Desk
from cspdesk.kpis.entry import entry_grid
from db.changes import ChangeSet
from db.vocabulary import Frequency, MeasurementState
from ui.jobs import InlineRunner
from ui.kpis.entry import EntryView
from ui.kpis.entry_grid import EntryTable
from ui.pages import PageSpec, ShellView
from ui.state import WindowState
from ui.widgets.page import Page
from ui.window import MainWindow


class HostPage(Page):
    """A screen that holds the grid as the KPI screen does."""

    title = "KPIs and RAG"
    tables = frozenset({"measurement", "indicator"})

    def build(self) -> None:
        self.view = EntryView(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.view)

    def refresh(self, changes: ChangeSet | None) -> None:
        self.view.refresh(changes)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = a_desk(tmp_path / "desk", preset="haringey", sample=True)
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, desk: Desk) -> MainWindow:
    pages = [PageSpec("kpis", "KPIs and RAG", "Ctrl+6", HostPage)]
    made = MainWindow(
        desk,
        pages,
        state=WindowState(tmp_path),
        jobs=InlineRunner(),
        shell=lambda _desk: ShellView(title="Test"),
    )
    qtbot.addWidget(made)
    made.resize(1440, 870)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made)
    return made


@pytest.fixture
def view(window: MainWindow) -> EntryView:
    page = window.open_pages["kpis"]
    assert isinstance(page, HostPage)
    page.view.take_focus()
    return page.view


@pytest.fixture
def monthly(view: EntryView) -> EntryTable:
    return view.tables[0]


def held(desk: Desk, code: str, place: int = -1) -> tuple[str, MeasurementState | None]:
    """What the file holds, read afresh: the text and state of a cell."""
    for frequency in (Frequency.MONTHLY, Frequency.QUARTERLY):
        for row in desk.ask(entry_grid, frequency, 5).rows:
            if row.code == code:
                return row.cells[place].text, row.cells[place].state
    raise AssertionError(code)


def go(table: EntryTable, code: str, place: int = -1) -> None:
    row = [each.code for each in table.cells.grid.rows].index(code)
    column = table.cells.first_period + range(len(table.cells.grid.periods))[place]
    table.setFocus()
    table.choose(table.cells.index(row, column))


def type_in(qtbot: QtBot, table: EntryTable, text: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
    """Type the first character into the grid, the others into the cell that opened, then a key."""
    qtbot.keyClicks(table, text[0])
    editor = table.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, text[1:])
    qtbot.keyClick(editor, end)


def choose_block(table: EntryTable, codes: tuple[str, ...], place: int = -1) -> None:
    go(table, codes[0], place)
    for code in codes[1:]:
        row = [each.code for each in table.cells.grid.rows].index(code)
        index = table.cells.index(row, table.currentIndex().column())
        table.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)


def test_the_grids_show_what_is_due_and_keep_to_the_rules_of_models(view: EntryView) -> None:
    for table in view.tables:
        QAbstractItemModelTester(table.cells, QAbstractItemModelTester.FailureReportingMode.Fatal)
    monthly = view.tables[0]
    assert monthly.hasFocus()
    assert monthly.cells.where(monthly.currentIndex()) == "M1, Jan 17"
    assert nameless(view) == []


def test_a_typed_figure_is_saved_and_enter_goes_down(
    qtbot: QtBot, desk: Desk, monthly: EntryTable
) -> None:
    type_in(qtbot, monthly, "211")
    assert held(desk, "M1") == ("211", MeasurementState.FINAL)
    assert monthly.cells.where(monthly.currentIndex()) == "M2, Jan 17"
    assert monthly.hasFocus()
    assert desk.undo_label == "Entered 211 for M1, Jan 2017"
    desk.undo()
    assert held(desk, "M1") == ("", None)


def test_tab_goes_right_and_on_to_the_next_row(
    qtbot: QtBot, desk: Desk, monthly: EntryTable
) -> None:
    go(monthly, "M1", -2)
    type_in(qtbot, monthly, "223", Qt.Key.Key_Tab)
    assert held(desk, "M1", -2) == ("223", MeasurementState.PROVISIONAL)
    assert monthly.cells.where(monthly.currentIndex()) == "M1, Jan 17"
    qtbot.keyClick(monthly, Qt.Key.Key_Tab)
    assert monthly.cells.where(monthly.currentIndex()) == "M2, Aug 16"


def test_what_is_no_figure_stays_in_the_cell_with_one_sentence_naming_it(
    qtbot: QtBot, desk: Desk, view: EntryView, monthly: EntryTable
) -> None:
    go(monthly, "M4")
    type_in(qtbot, monthly, "4 score")
    assert view.side.message.text().startswith("M4, Jan 17: “4 score” is not a number.")
    assert view.side.said.isVisible()
    assert held(desk, "M4") == ("", None)
    assert monthly.cells.where(monthly.currentIndex()) == "M4, Jan 17"
    editor = monthly.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "80")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert held(desk, "M4") == ("80", MeasurementState.FINAL)
    assert not view.side.said.isVisible()


def test_p_marks_provisional_and_takes_it_back(
    qtbot: QtBot, desk: Desk, view: EntryView, monthly: EntryTable
) -> None:
    go(monthly, "M1", -2)
    qtbot.keyClicks(monthly, "p")
    assert held(desk, "M1", -2) == ("222", MeasurementState.FINAL)
    qtbot.keyClicks(monthly, "p")
    assert held(desk, "M1", -2) == ("222", MeasurementState.PROVISIONAL)
    go(monthly, "M1")
    qtbot.keyClicks(monthly, "p")
    assert view.side.message.text() == "M1, Jan 17: type a figure first, then P."


def test_n_enters_not_available_and_del_clears(
    qtbot: QtBot, desk: Desk, monthly: EntryTable
) -> None:
    go(monthly, "M2")
    qtbot.keyClicks(monthly, "n")
    assert held(desk, "M2") == ("n/a", MeasurementState.NOT_AVAILABLE)
    qtbot.keyClick(monthly, Qt.Key.Key_Delete)
    assert held(desk, "M2") == ("", None)


def test_ctrl_d_copies_from_above(qtbot: QtBot, desk: Desk, monthly: EntryTable) -> None:
    go(monthly, "M2", -2)
    qtbot.keyClick(monthly, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert held(desk, "M2", -2)[0] == "222"


def test_ctrl_d_fills_a_block_from_its_first_row_as_one_step(
    qtbot: QtBot, desk: Desk, monthly: EntryTable
) -> None:
    choose_block(monthly, ("M1", "M2", "M3"), -2)
    qtbot.keyClick(monthly, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert [held(desk, code, -2)[0] for code in ("M1", "M2", "M3")] == ["222", "222", "222"]
    desk.undo()
    assert [held(desk, code, -2)[0] for code in ("M1", "M2", "M3")] == ["222", "170", "223"]


def test_a_block_from_excel_is_one_step_and_its_gaps_leave_what_is_there(
    qtbot: QtBot, desk: Desk, monthly: EntryTable
) -> None:
    go(monthly, "M1", -2)
    QGuiApplication.clipboard().setText("230\t211\r\n\t1,120\r\n224\tn/a\r\n")
    qtbot.keyClick(monthly, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    now = [[held(desk, code, place)[0] for place in (-2, -1)] for code in ("M1", "M2", "M3")]
    assert now == [["230", "211"], ["170", "1,120"], ["224", "n/a"]]
    desk.undo()
    now = [[held(desk, code, place)[0] for place in (-2, -1)] for code in ("M1", "M2", "M3")]
    assert now == [["222", ""], ["170", ""], ["223", ""]]


def test_one_bad_cell_of_a_block_leaves_everything_and_is_named(
    qtbot: QtBot, desk: Desk, view: EntryView, monthly: EntryTable
) -> None:
    go(monthly, "M1")
    QGuiApplication.clipboard().setText("211\ntwo hundred\n166")
    qtbot.keyClick(monthly, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert view.side.message.text().startswith("M2, Jan 17: “two hundred” is not a number.")
    assert [held(desk, code)[0] for code in ("M1", "M2", "M3")] == ["", "", ""]


def test_a_block_that_does_not_fit_is_not_cut(
    qtbot: QtBot, desk: Desk, view: EntryView, monthly: EntryTable
) -> None:
    go(monthly, "M1")
    QGuiApplication.clipboard().setText("1\t2")
    qtbot.keyClick(monthly, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert view.side.message.text().endswith("Nothing was pasted.")
    assert held(desk, "M1") == ("", None)


def test_chosen_cells_are_copied_for_excel(qtbot: QtBot, monthly: EntryTable) -> None:
    choose_block(monthly, ("M1", "M2", "M3"), -2)
    qtbot.keyClick(monthly, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "222\n170\n223"


def test_arrows_lead_from_the_monthly_figures_to_the_quarterly_ones(
    qtbot: QtBot, view: EntryView, monthly: EntryTable
) -> None:
    go(monthly, "P6")
    qtbot.keyClick(monthly, Qt.Key.Key_Down)
    quarterly = view.tables[1]
    assert quarterly.hasFocus()
    assert quarterly.cells.where(quarterly.currentIndex()) == "R1, Q3 16/17"
    qtbot.keyClick(quarterly, Qt.Key.Key_Up)
    assert monthly.cells.where(monthly.currentIndex()) == "P6, Jan 17"


def test_a_slip_of_ten_times_is_doubted_at_once(
    qtbot: QtBot, view: EntryView, window: MainWindow
) -> None:
    quarterly = view.tables[1]
    go(quarterly, "R8")
    type_in(qtbot, quarterly, "7.7")
    row = next(each for each in quarterly.cells.grid.rows if each.code == "R8")
    assert row.doubtful
    assert view.side.title.text() == "To check"
    assert view.side.checks.text() == f"R8 Victim-survivors: 7.7: {row.doubt.sentence}"


def test_a_doubt_is_answered_beside_the_grid(
    qtbot: QtBot, desk: Desk, view: EntryView, window: MainWindow
) -> None:
    quarterly = view.tables[1]
    go(quarterly, "R8")
    type_in(qtbot, quarterly, "7.7")
    (card,) = view.side.checks.cards
    assert (card.use.text(), card.keep.text()) == ("Use 77", "Keep 7.7")
    qtbot.keyClick(card.keep, Qt.Key.Key_Space)
    assert view.side.checks.cards == []
    assert held(desk, "R8")[0] == "7.7"
    desk.undo()
    view.refresh(None)
    (card,) = view.side.checks.cards
    qtbot.keyClick(card.use, Qt.Key.Key_Space)
    assert held(desk, "R8")[0] == "77"


def test_the_filter_keeps_a_row_until_it_is_chosen_again(
    qtbot: QtBot, desk: Desk, view: EntryView, monthly: EntryTable
) -> None:
    qtbot.mouseClick(view.filter.kinds.button("empty"), Qt.MouseButton.LeftButton)
    codes = [row.code for row in monthly.cells.grid.rows]
    assert "M1" in codes
    go(monthly, "M1")
    type_in(qtbot, monthly, "211")
    assert [row.code for row in monthly.cells.grid.rows] == codes
    qtbot.mouseClick(view.filter.kinds.button("empty"), Qt.MouseButton.LeftButton)
    assert [row.code for row in monthly.cells.grid.rows] == codes[1:]


def test_alt_left_shows_earlier_periods_and_a_figure_can_be_entered_there(
    qtbot: QtBot, desk: Desk, view: EntryView, monthly: EntryTable
) -> None:
    for _ in range(6):
        qtbot.keyClick(monthly, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert monthly.cells.grid.periods[-1][1] == "Jul 16"
    go(monthly, "M1")
    type_in(qtbot, monthly, "200")
    assert desk.undo_label == "Entered 200 for M1, Jul 2016"
    for _ in range(8):
        qtbot.keyClick(monthly, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert monthly.cells.grid.periods[-1][1] == "Jan 17"
    assert not view.filter.later.isEnabled()


def test_what_a_figure_does_is_shown_while_it_is_typed(
    qtbot: QtBot, desk: Desk, view: EntryView, monthly: EntryTable
) -> None:
    go(monthly, "M4")
    qtbot.keyClicks(monthly, "8")
    editor = monthly.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "0")
    chosen = view.side.chosen
    qtbot.waitUntil(lambda: chosen.saving.text() == "If you save 80")
    assert chosen.facts.window.text() == "1,035, was 1,009"
    assert held(desk, "M4") == ("", None)


def test_finish_leads_to_what_is_open(qtbot: QtBot, view: EntryView) -> None:
    qtbot.keyClick(view.filter.finish, Qt.Key.Key_Space)
    assert view.filter.kinds.current == "empty"
    assert "Awaited: Police: M1" in view.side.message.text()


def test_a_note_is_kept_with_its_figure(
    qtbot: QtBot, desk: Desk, view: EntryView, monthly: EntryTable
) -> None:
    go(monthly, "M1", -2)
    qtbot.keyClick(monthly, Qt.Key.Key_F4)
    assert view.side.note.hasFocus()
    qtbot.keyClicks(view.side.note, "Recount")
    qtbot.keyClick(view.side.note, Qt.Key.Key_Return)
    assert desk.ask(entry_grid, Frequency.MONTHLY, 2).rows[0].cells[0].note == "Recount"
    assert monthly.hasFocus()


def test_why_a_figure_was_not_taken_stands_in_its_row(
    qtbot: QtBot, view: EntryView, monthly: EntryTable
) -> None:
    go(monthly, "M4")
    type_in(qtbot, monthly, "-5")
    row = [each.code for each in monthly.cells.grid.rows].index("M4")
    check = monthly.cells.index(row, monthly.cells.columnCount() - 1)
    assert check.data().startswith("“-5” is below nought")
    editor = monthly.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, "80")
    assert not str(check.data()).startswith("“")
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def test_what_is_to_be_checked_stays_so_while_looking_back(qtbot: QtBot, view: EntryView) -> None:
    quarterly = view.tables[1]
    go(quarterly, "R8")
    type_in(qtbot, quarterly, "7.7")
    qtbot.keyClick(quarterly, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert [card.title.text() for card in view.side.checks.cards] == ["R8 Victim-survivors: 7.7"]


def test_in_a_narrow_window_the_period_that_is_due_stays_in_sight(
    qtbot: QtBot, window: MainWindow, view: EntryView, monthly: EntryTable
) -> None:
    window.resize(960, 580)
    qtbot.waitUntil(lambda: monthly.isColumnHidden(monthly.cells.lead.index("Unit")))
    due = monthly.cells.due_column
    right = monthly.columnViewportPosition(due) + monthly.columnWidth(due)
    assert 0 < right <= monthly.viewport().width()
    assert not view.filter.paste.isVisible()
    window.resize(1440, 870)
    qtbot.waitUntil(lambda: monthly.first_shown() == monthly.cells.first_period)
    assert view.filter.paste.isVisible()
