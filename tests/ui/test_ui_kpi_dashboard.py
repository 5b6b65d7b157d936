"""The dashboard on a real desk: by keyboard to the indicator behind a line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from accessibility import nameless
from desks import a_desk
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cspdesk.desk import Desk
from ui.jobs import InlineRunner
from ui.kpis.dashboard import DashboardView
from ui.kpis.page import KpisPage
from ui.pages import standard_pages
from ui.state import WindowState
from ui.window import MainWindow


@pytest.fixture(params=[("haringey", True), ("blank", False)], ids=["sample", "blank"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    preset, sample = request.param
    made = a_desk(tmp_path / "desk", preset=preset, sample=sample)
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path, desk: Desk) -> KpisPage:
    window = MainWindow(desk, standard_pages(), state=WindowState(tmp_path), jobs=InlineRunner())
    qtbot.addWidget(window)
    window.resize(1366, 697)
    window.show()
    window.go("kpis", "dashboard")
    made = window.findChild(KpisPage)
    assert made is not None
    return made


def _view(page: KpisPage) -> DashboardView:
    found = page.findChild(DashboardView)
    assert found is not None
    return found


@pytest.mark.parametrize("desk", [("haringey", True)], indirect=True)
def test_enter_on_a_line_opens_its_indicator(qtbot: QtBot, page: KpisPage) -> None:
    view = _view(page)
    view.moved.choose_first()
    qtbot.keyClick(view.moved, Qt.Key.Key_Down)
    qtbot.keyClick(view.moved, Qt.Key.Key_Return)
    assert page.view == "kpis"
    assert page.list.view.current_record().code == "M4"


@pytest.mark.parametrize("desk", [("haringey", True)], indirect=True)
def test_each_way_of_counting_shows_its_own_names(qtbot: QtBot, page: KpisPage) -> None:
    view = _view(page)
    for key, name in (("by_theme", "VAWG"), ("by_outcome", "O6 PREVENT"), ("by_owner", "Police")):
        qtbot.mouseClick(view.ways.button(key), Qt.MouseButton.LeftButton)
        assert name in [row.name for row in view.tallies.rows.records()]


@pytest.mark.parametrize("desk", [("haringey", True)], indirect=True)
def test_the_coverage_matrix_has_a_column_for_each_outcome(page: KpisPage) -> None:
    coverage = _view(page).coverage
    assert coverage is not None
    titles = [column.title for column in coverage.rows.columns]
    assert titles == ["Ref", "Indicator", "O1", "O2", "O3", "O4", "O5", "O6", "Owner", "RAG"]
    QAbstractItemModelTester(coverage.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_every_control_has_a_name(page: KpisPage) -> None:
    assert nameless(_view(page)) == []


@pytest.mark.parametrize("desk", [("blank", False)], indirect=True)
def test_an_empty_partnership_is_told_so_in_every_pane_and_nothing_else(page: KpisPage) -> None:
    view = _view(page)
    view.refresh(None)
    assert view.coverage is not None
    panes = (view.tallies, view.coverage, view.moved, view.late, view.lacks, view.holes)
    assert {pane.empty_text for pane in panes} == {"There are no indicators yet."}


@pytest.mark.parametrize("desk", [("haringey", True)], indirect=True)
def test_with_indicators_an_empty_pane_says_what_it_means(page: KpisPage) -> None:
    view = _view(page)
    assert view.late.empty_text == "Every figure that is due has come."
    assert view.lacks.empty_text == "Every indicator is rated."


def test_names_in_the_coverage_keep_their_room(page: KpisPage) -> None:
    view = _view(page)
    coverage = view.coverage
    assert coverage is not None
    rag = len(coverage.rows.columns) - 1
    for width in (330, 460, 580, 900):
        coverage.setFixedWidth(width)
        QApplication.processEvents()
        assert coverage.columnWidth(1) >= 120
        assert not coverage.isColumnHidden(rag)
    if rag == 3:
        return  # no outcomes: there is room for the owners
    coverage.setFixedWidth(400)
    QApplication.processEvents()
    assert coverage.isColumnHidden(rag - 1)
