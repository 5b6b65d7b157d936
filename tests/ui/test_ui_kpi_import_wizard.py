"""The import wizard: sheets, columns, decisions by keyboard, paste, rejects and return forms."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from accessibility import nameless
from desks import a_desk
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QFileDialog, QVBoxLayout
from pytestqt.qtbot import QtBot

from cspdesk.desk import Desk
from cspdesk.kpis.imports import kept_recipes
from cspdesk.sheets.layout import ColumnRole
from db.changes import ChangeSet
from db.vocabulary import RowFate
from ui.jobs import InlineRunner
from ui.kpis.import_rows import kpi_words, plan_rows
from ui.kpis.import_sheets import LINES, SheetLine, SheetsPage
from ui.kpis.importing import FILE, PREVIEW, SHEETS, ImportView
from ui.pages import PageSpec, ShellView
from ui.state import WindowState
from ui.widgets.page import Page
from ui.window import MainWindow

Table = list[list[object]]


class WizardPage(Page):
    """A screen that holds the import as the KPI screen does."""

    title = "KPIs and RAG"

    def build(self) -> None:
        self.view = ImportView(self)
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
def view(qtbot: QtBot, desk: Desk, tmp_path: Path) -> ImportView:
    window = MainWindow(
        desk,
        [PageSpec("kpis", "KPIs and RAG", "Ctrl+6", WizardPage)],
        state=WindowState(tmp_path),
        jobs=InlineRunner(),
        shell=lambda _desk: ShellView(title="Test"),
    )
    qtbot.addWidget(window)
    window.resize(1440, 870)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    page = window.open_pages["kpis"]
    assert isinstance(page, WizardPage)
    return page.view


def paste(qtbot: QtBot, view: ImportView, text: str) -> None:
    QApplication.clipboard().setText(text)
    view.take_focus()
    qtbot.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def book(path: Path, tables: dict[str, Table]) -> Path:
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in tables.items():
        page = made.create_sheet(name)
        for row in rows:
            page.append(row)
    made.save(path)
    return path


NAMES = "Indicator\tPeriod\tValue\nMARAC repeat victimisation rate\tQ3 16/17\t26%\n"
TWICE = "Indicator\tPeriod\tValue\nBurglary\tJan-17\t229\nBurglary\tJan-17\t231\n"


def test_a_pasted_table_goes_the_same_way(qtbot: QtBot, view: ImportView) -> None:
    paste(qtbot, view, "Indicator\tPeriod\tValue\nBurglary\tJan-17\t211\n")
    assert view.step == PREVIEW
    assert view.plan is not None
    assert (view.plan.file_name, view.plan.counts.new) == ("Pasted text", 1)
    assert nameless(view) == []


def test_pasting_what_is_no_table_says_so(qtbot: QtBot, view: ImportView) -> None:
    paste(qtbot, view, "Dear colleague, see you on Thursday")
    assert view.step == FILE
    assert "no table of figures" in view.start.problem.text()


def test_a_suggested_match_is_confirmed_with_one_key(
    qtbot: QtBot, view: ImportView, desk: Desk
) -> None:
    paste(qtbot, view, NAMES)
    assert view.plan is not None
    assert kpi_words(plan_rows(view.plan)[0]) == "R9?"
    assert not view.preview.apply.isEnabled()
    qtbot.keyClick(view.preview.table, Qt.Key.Key_1)
    row = view.plan.rows[0]
    assert (row.fate, row.indicator and row.indicator.code) == (RowFate.CHANGED, "R9")
    view.import_figures()
    assert len(desk.ask(kept_recipes)) == 1
    paste(qtbot, view, NAMES.replace("26%", "27%"))
    assert view.plan.rows[0].fate is RowFate.CHANGED


def test_enter_goes_to_the_answers_and_space_gives_one(qtbot: QtBot, view: ImportView) -> None:
    paste(qtbot, view, NAMES)
    qtbot.keyClick(view.preview.table, Qt.Key.Key_Return)
    answer = view.preview.decide.options[0]
    assert answer.hasFocus()
    qtbot.keyClick(answer, Qt.Key.Key_Space)
    assert view.plan is not None
    assert len(view.plan.changes) == 1


def test_another_kpi_than_the_suggested_can_be_chosen(view: ImportView, qtbot: QtBot) -> None:
    paste(qtbot, view, NAMES.replace("26%", "26"))
    other = view.preview.decide.other
    place = next(n for n in range(other.count()) if other.itemText(n).startswith("M1 "))
    other.setCurrentIndex(place)
    other.activated.emit(place)
    assert view.plan is not None
    assert [row.reason for row in view.plan.rows] == [
        "Q3 2016/17 is a quarter, and a month is wanted"
    ]


def test_a_second_name_of_a_kpi_is_added_not_switched(qtbot: QtBot, view: ImportView) -> None:
    paste(qtbot, view, "Indicator\tPeriod\tValue\nBurglary\tJan-17\t200\nBurglry\tJan-17\t11\n")
    view.preview.next_problem()
    assert "added to “Burglary”" in view.preview.decide.options[0].text()
    qtbot.keyClick(view.preview.table, Qt.Key.Key_1)
    assert view.plan is not None
    assert [(row.value, row.text) for row in view.plan.rows] == [(211, "200 + 11")]


def test_one_of_two_figures_is_kept(qtbot: QtBot, view: ImportView) -> None:
    paste(qtbot, view, TWICE)
    assert [b.text().split()[0] for b in view.preview.decide.options] == ["229", "231", "Leave"]
    qtbot.keyClick(view.preview.table, Qt.Key.Key_2)
    assert view.plan is not None
    assert [row.value for row in view.plan.changes] == [231]
    assert view.preview.decide.options[1].isChecked()


def test_a_fraction_is_asked_about(qtbot: QtBot, view: ImportView) -> None:
    paste(qtbot, view, "Indicator\tPeriod\tValue\nMARAC repeats\tQ3 16/17\t0.26\n")
    assert [b.text().split()[0] for b in view.preview.decide.options] == ["26%", "0.26%"]
    qtbot.keyClick(view.preview.table, Qt.Key.Key_1)
    assert view.plan is not None
    assert view.plan.rows[0].value == 26


def test_a_sheet_of_another_borough_is_asked_about(qtbot: QtBot, view: ImportView) -> None:
    paste(qtbot, view, "London Borough of Enfield\n\nIndicator\tJan-17\tDec-16\nBurglary\t1\t2\n")
    assert view.preview.decide.title.text() == "The sheet says it is about Enfield"
    assert not view.preview.apply.isEnabled()
    qtbot.keyClick(view.preview.table, Qt.Key.Key_1)
    assert view.preview.apply.isEnabled()


def test_a_column_taken_for_another_is_put_right(view: ImportView, qtbot: QtBot) -> None:
    paste(qtbot, view, "Indicator\tPeriod\tThis\tLast\nBurglary\tJan-17\t5\t6\n")
    view.preview.strip.choose("C", ColumnRole.UNUSED)
    view.preview.strip.choose("D", ColumnRole.VALUE)
    assert view.plan is not None
    assert view.plan.rows[0].value == 6
    assert [card.role.currentData() for card in view.preview.strip.cards] == [
        "name", "period", "unused", "value",
    ]  # fmt: skip


def test_sheets_are_chosen_and_their_header_row(
    qtbot: QtBot, view: ImportView, tmp_path: Path
) -> None:
    path = book(
        tmp_path / "r.xlsx",
        {
            "Nov": [["Indicator", "Nov-16"], ["Burglary", 1], ["Robbery", 2]],
            "Jan": [["Indicator", "Jan-17"], ["Burglary", 3], ["Robbery", 4]],
            "Notes": [["Read me"]],
        },
    )
    view.read(path)
    assert view.plan is not None
    assert [table.sheet for table in view.plan.tables] == ["Nov", "Jan"]
    qtbot.mouseClick(view.preview.back, Qt.MouseButton.LeftButton)
    assert view.step == SHEETS
    QAbstractItemModelTester(view.sheets.cells, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert nameless(view) == []
    view.sheets.list.choose("Nov")
    qtbot.keyClick(view.sheets.list, Qt.Key.Key_Space)
    qtbot.keyClick(view.sheets.list, Qt.Key.Key_Return)
    assert view.step == PREVIEW
    assert view.plan.sheet == "Jan"
    view.show_step(SHEETS)
    view.sheets.list.choose("Jan")
    assert view.sheets.header.itemText(0) == "1: Indicator, Jan-17"
    view.sheets.header.activated.emit(1)
    assert view.sheets.words.text() == "No table of figures is found this way."
    assert not view.sheets.go.isEnabled()
    view.sheets.header.activated.emit(0)
    assert view.sheets.go.isEnabled()


def test_the_preview_opens_on_the_sheet_that_is_ticked(qtbot: QtBot) -> None:
    page = SheetsPage()
    qtbot.addWidget(page)
    none = "No table of figures."
    page.show_lines(
        [
            SheetLine("Cover", 3, none, chosen=False, possible=False, header=-1, first=0),
            SheetLine(
                "Monthly", 9, "Periods run across: 6, Oct 2016 to Mar 2017, in columns B to G.",
                chosen=True, possible=True, header=3, first=4,
            ),
        ]
    )  # fmt: skip
    line = page.list.current_record()
    assert line is not None
    assert line.name == "Monthly"
    found = next(column for column in LINES if column.title == "What was found")
    assert found.text(line).startswith("Periods: 6, Oct 2016 to Mar 2017")


def test_the_rejected_rows_are_saved(
    qtbot: QtBot, view: ImportView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paste(qtbot, view, TWICE)
    path = tmp_path / "mend.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    qtbot.mouseClick(view.preview.rejects, Qt.MouseButton.LeftButton)
    assert view.preview.outcome.text() == "Wrote 2 rejected rows to mend.xlsx."
    rows = list(load_workbook(path).worksheets[0].iter_rows(min_row=5, values_only=True))
    assert [row[2] for row in rows] == ["229", "231"]


def test_a_return_form_is_made_and_comes_back(
    qtbot: QtBot, view: ImportView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "form.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    qtbot.mouseClick(view.start.make, Qt.MouseButton.LeftButton)
    assert view.start.message.text().endswith("to form.xlsx.")
    form = load_workbook(path)
    form["Return"]["F11"] = 5
    form.save(path)
    view.read(path)
    assert view.plan is not None
    assert (view.plan.counts.new, view.plan.counts.rejected) == (1, 0)
    assert view.preview.decide.kept.isHidden()


def test_the_mapping_is_kept_under_the_officers_name(
    qtbot: QtBot, view: ImportView, desk: Desk
) -> None:
    paste(qtbot, view, NAMES)
    qtbot.keyClick(view.preview.table, Qt.Key.Key_1)
    name = view.preview.decide.name
    name.setText("BI quarterly return")
    name.editingFinished.emit()
    view.import_figures()
    assert [recipe["name"] for recipe in desk.ask(kept_recipes)] == ["BI quarterly return"]


def test_a_mapping_that_is_not_to_be_kept_is_not_kept(
    qtbot: QtBot, view: ImportView, desk: Desk
) -> None:
    paste(qtbot, view, NAMES)
    qtbot.keyClick(view.preview.table, Qt.Key.Key_1)
    view.preview.decide.remember.click()
    view.import_figures()
    assert desk.ask(kept_recipes) == ()
