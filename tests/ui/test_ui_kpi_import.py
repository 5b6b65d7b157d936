"""Importing figures: the plan on show, what it does, what it refuses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from accessibility import nameless
from desks import a_desk
from openpyxl import Workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QVBoxLayout
from pytestqt.qtbot import QtBot

from cspdesk.desk import Desk
from cspdesk.kpis.commands import EnterFigures, Entry
from cspdesk.kpis.entry import entry_grid
from db.changes import ChangeSet
from db.vocabulary import Frequency, RowFate
from ui.jobs import InlineRunner, JobRunner
from ui.kpis.import_rows import becomes, plan_rows
from ui.kpis.importing import ImportView
from ui.pages import PageSpec, ShellView
from ui.state import WindowState
from ui.widgets.page import Page
from ui.window import MainWindow

RETURN = (
    ("Indicator", "Period", "Value", "Prov.", "Comment"),
    ("Burglary", "Jan-17", 211, "", ""),
    ("Robbery", "Dec-16", 171, "", ""),
    ("Theft from vehicle", "Nov-16", 177, "", ""),
    ("Criminal damage", "Jan-17", "two hundred", "", ""),
)


class ImportPage(Page):
    """A screen that holds the import as the KPI screen does."""

    title = "KPIs and RAG"

    def build(self) -> None:
        self.view = ImportView(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.view)

    def refresh(self, changes: ChangeSet | None) -> None:
        self.view.refresh(changes)


def the_return(folder: Path) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in RETURN:
        page.append(list(row))
    book.save(folder / "return.xlsx")
    return folder / "return.xlsx"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = a_desk(tmp_path / "desk", preset="haringey", sample=True)
    yield made
    made.close()


def window_on(qtbot: QtBot, desk: Desk, folder: Path, jobs: JobRunner) -> MainWindow:
    pages = [PageSpec("kpis", "KPIs and RAG", "Ctrl+6", ImportPage)]
    made = MainWindow(
        desk,
        pages,
        state=WindowState(folder),
        jobs=jobs,
        shell=lambda _desk: ShellView(title="Test"),
    )
    qtbot.addWidget(made)
    made.resize(1440, 870)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made)
    return made


def import_view(window: MainWindow) -> ImportView:
    page = window.open_pages["kpis"]
    assert isinstance(page, ImportPage)
    return page.view


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, desk: Desk) -> MainWindow:
    return window_on(qtbot, desk, tmp_path, InlineRunner())


@pytest.fixture
def view(window: MainWindow) -> ImportView:
    return import_view(window)


def january(desk: Desk, code: str, place: int = -1) -> str:
    rows = desk.ask(entry_grid, Frequency.MONTHLY, 3).rows
    return next(row.cells[place].text for row in rows if row.code == code)


def shown(view: ImportView) -> list[str]:
    proxy = view.preview.table.proxy
    return [str(proxy.index(row, 1).data()) for row in range(proxy.rowCount())]


def test_the_plan_says_what_becomes_of_every_figure_and_writes_nothing(
    view: ImportView, desk: Desk, tmp_path: Path
) -> None:
    QAbstractItemModelTester(
        view.preview.table.rows, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    view.read(the_return(tmp_path))
    assert view.plan is not None
    fates = {row.label: row.fate for row in view.plan.rows}
    assert fates == {
        "Burglary": RowFate.NEW,
        "Robbery": RowFate.CHANGED,
        "Theft from vehicle": RowFate.SAME,
        "Criminal damage": RowFate.REJECTED,
    }
    assert [becomes(row) for row in plan_rows(view.plan)] == ["211", "171", "177", ""]
    assert view.preview.apply.text() == "Import 2 figures"
    assert view.preview.decide.sentences.text().splitlines() == list(view.plan.sentences)
    assert january(desk, "M1") == ""
    assert nameless(view) == []


def test_the_counts_filter_the_figures(qtbot: QtBot, view: ImportView, tmp_path: Path) -> None:
    view.read(the_return(tmp_path))
    assert view.preview.fates.button("").accessibleName() == "All rows 4"
    qtbot.keyClick(view.preview.fates.button("rejected"), Qt.Key.Key_Space)
    assert shown(view) == ["Criminal damage"]
    qtbot.keyClick(view.preview.fates.button(""), Qt.Key.Key_Space)
    assert len(shown(view)) == 4


def test_f8_goes_to_what_was_rejected(qtbot: QtBot, view: ImportView, tmp_path: Path) -> None:
    view.read(the_return(tmp_path))
    assert view.preview.table.hasFocus()
    qtbot.keyClick(view.preview.table, Qt.Key.Key_F8)
    assert view.preview.table.current_record().figure.label == "Criminal damage"
    assert ("F8", "next rejected") in view.key_hints()


def test_importing_is_one_step_that_undo_takes_back(
    qtbot: QtBot, window: MainWindow, view: ImportView, desk: Desk, tmp_path: Path
) -> None:
    view.read(the_return(tmp_path))
    qtbot.keyClick(view.preview.apply, Qt.Key.Key_Space)
    assert (january(desk, "M1"), january(desk, "M2", -2)) == ("211", "171")
    assert view.start.message.text().startswith("Imported 2 figures from return.xlsx.")
    assert window.operations is not None
    window.operations.undo()
    assert (january(desk, "M1"), january(desk, "M2", -2)) == ("", "170")
    assert view.start.message.text() == ""


def test_the_same_file_again_has_nothing_to_import(
    view: ImportView, desk: Desk, tmp_path: Path
) -> None:
    view.read(the_return(tmp_path))
    view.import_figures()
    view.read(the_return(tmp_path))
    assert not view.preview.apply.isEnabled()
    assert (
        view.preview.apply.toolTip()
        == "Every figure of this file is here already, or was rejected."
    )


def test_a_damaged_workbook_is_refused_with_its_name(view: ImportView, tmp_path: Path) -> None:
    from openpyxl import Workbook

    path = tmp_path / "half.xlsx"
    Workbook().save(path)
    path.write_bytes(path.read_bytes()[:2000])
    view.read(path)
    assert view.start.problem.text().startswith("✕ half.xlsx: The workbook is damaged")
    assert view.start.problem.isVisibleTo(view)


def test_a_file_that_is_no_spreadsheet_is_refused_in_a_sentence(
    view: ImportView, tmp_path: Path
) -> None:
    bad = tmp_path / "notes.xlsx"
    bad.write_bytes(b"PK not really a workbook")
    view.read(bad)
    said = view.start.problem.text().split("\n")[0]
    assert view.start.problem.isVisibleTo(view)
    assert said.startswith("✕ notes.xlsx is text, not a workbook")
    assert view.plan is None
    assert said.endswith(".")
    assert len(said) > 20
    assert not said.startswith("Reading")
    assert view.start.button.isEnabled()


def test_a_dropped_file_is_read(view: ImportView, tmp_path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(the_return(tmp_path)))])
    view.dropEvent(
        QDropEvent(
            QPointF(50, 50),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert view.plan is not None
    assert view.plan.file_name == "return.xlsx"


def test_figures_entered_meanwhile_change_the_plan_that_is_on_show(
    window: MainWindow, view: ImportView, desk: Desk, tmp_path: Path
) -> None:
    view.read(the_return(tmp_path))
    row = next(r for r in desk.ask(entry_grid, Frequency.MONTHLY, 1).rows if r.code == "M1")
    assert window.operations is not None
    window.operations.run(EnterFigures((Entry(row.id, row.cells[0].start, "9"),)))
    assert view.plan is not None
    burglary = view.plan.rows[0]
    assert (burglary.fate, burglary.reason) == (RowFate.CHANGED, "Was 9")
    view.import_figures()
    assert january(desk, "M1") == "211"


def test_reading_can_be_cancelled(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    jobs = JobRunner()
    view = import_view(window_on(qtbot, desk, tmp_path, jobs))
    with qtbot.waitSignal(jobs.cancelled, timeout=20_000):
        view.read(the_return(tmp_path))
        assert view.start.cancel.isVisible()
        qtbot.keyClick(view.start.cancel, Qt.Key.Key_Space)
    assert view.start.message.text().startswith("Reading was stopped. Nothing was changed.")
    assert view.plan is None
    assert not view.start.cancel.isVisible()
    assert jobs.close()


def test_reading_in_the_background_brings_the_plan_to_the_window(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    jobs = JobRunner()
    steps: list[tuple[int, str]] = []
    jobs.progress.connect(lambda _token, done, _total, text: steps.append((done, text)))
    view = import_view(window_on(qtbot, desk, tmp_path, jobs))
    view.read(the_return(tmp_path))
    assert view.start.cancel.isVisible()
    qtbot.waitUntil(lambda: view.plan is not None, timeout=20_000)
    assert view.preview.apply.text() == "Import 2 figures"
    assert (3, "Finding the figures") in steps
    qtbot.waitUntil(lambda: not jobs.running(), timeout=20_000)
    assert jobs.close()
