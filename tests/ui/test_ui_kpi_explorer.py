"""The explorer on the sample year, and what the chart's own menu does: by keyboard, read aloud."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from accessibility import nameless, same_alt_keys
from desks import a_desk
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cspdesk.desk import Desk
from cspdesk.kpis.explore_lines import Form, PlotLine
from cspdesk.kpis.exploring import choices
from db.tables import ComparatorRow
from db.vocabulary import Comparator, Unit
from ui.jobs import InlineRunner
from ui.kpis.page import KpisPage
from ui.pages import PageSpec, ShellView
from ui.state import WindowState
from ui.theme import theme
from ui.window import MainWindow

PAGES = [PageSpec("kpis", "KPIs and RAG", "Ctrl+6", KpisPage)]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[KpisPage]:
    desk = a_desk(tmp_path, preset="haringey", sample=True)
    window = MainWindow(
        desk, PAGES, state=WindowState(tmp_path), jobs=InlineRunner(), shell=lambda _: ShellView("")
    )
    qtbot.addWidget(window)
    window.resize(1440, 870)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    shown = window.current_page()
    assert isinstance(shown, KpisPage)
    choose(shown, "M4")
    yield shown
    desk.close()


@pytest.fixture
def explorer(page: KpisPage, qtbot: QtBot):  # type: ignore[no-untyped-def]
    qtbot.keyClick(page.list.view, Qt.Key.Key_E, CTRL | SHIFT)
    made = page.detail.actions_of_chart.explorer
    assert made is not None
    qtbot.waitUntil(lambda: made.isVisible())
    return made


def choose(page: KpisPage, code: str) -> None:
    line = next(one for one in page.list.view.rows.records() if one.code == code)
    assert page.list.view.choose(line.id)


def ids(desk: Desk) -> dict[str, int]:
    return {one.code: one.id for one in desk.ask(choices)}


def entries(page: KpisPage) -> dict[str, QAction]:
    menu = page.detail.chart.menu()  # the chart owns it
    return {action.text().replace("&", "").split("\t")[0]: action for action in menu.actions()}


# -- the explorer ---------------------------------------------------------------------------------


def test_pyqtgraph_and_numpy_are_not_loaded_before_the_explorer_opens() -> None:
    code = (
        "import sys, ui.kpis.page, ui.kpis.detail, ui.kpis.chart_actions, ui.kpis.charting;"
        "print([m for m in ('pyqtgraph', 'numpy') if m in sys.modules])"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr


def test_the_whole_history_opens_with_target_and_limits(explorer) -> None:  # type: ignore[no-untyped-def]
    view = explorer.plot.view
    assert [line.name for line in view.lines] == ["M4 Theft of vehicles"]
    assert len(view.lines[0].places) == 81
    assert view.target is not None
    assert [round(level.value, 1) for level in view.levels] == [60.7, 103.5, 17.9]
    assert explorer.note.text().startswith(
        "Average 60.7 (solid), limits 17.9 and 103.5 (dashed) from Jan 2015, as on its chart."
    )
    low, high = explorer.plot.shown
    assert low <= view.places[0] < view.places[-1] <= high
    assert explorer.title.text() == "M4 Theft of vehicles: highest in Oct 2011, at 149."
    assert "lowest 43 in Nov 2015" in explorer.plot.accessibleName()


def test_arrow_keys_read_each_period(explorer, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    plot = explorer.plot
    assert plot.accessibleDescription() == "Left and Right read each period."
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    assert explorer.key.period.text() == "Dec 2016"
    for _ in range(3):
        qtbot.keyClick(plot, Qt.Key.Key_Left)
    assert plot.accessibleDescription() == "Sep 2016: M4 Theft of vehicles 138; M4 target 83.1"
    qtbot.keyClick(plot, Qt.Key.Key_Home)
    assert explorer.key.period.text() == "Apr 2010"
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    assert explorer.key.period.text() == "Apr 2010"
    qtbot.keyClick(plot, Qt.Key.Key_End)
    assert explorer.key.period.text() == "Dec 2016"


def test_keys_zoom_about_the_cross_and_pan(explorer, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    plot = explorer.plot
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    before = plot.shown
    qtbot.keyClick(plot, Qt.Key.Key_Plus)
    zoomed = plot.shown
    assert zoomed[1] - zoomed[0] == pytest.approx(0.7 * (before[1] - before[0]))
    assert zoomed[0] < plot.place < zoomed[1]
    qtbot.keyClick(plot, Qt.Key.Key_PageUp)
    assert plot.shown[0] < zoomed[0]
    qtbot.keyClick(plot, Qt.Key.Key_Left)  # the cross comes back into view
    assert plot.shown[0] <= plot.place <= plot.shown[1]
    for _ in range(30):
        qtbot.keyClick(plot, Qt.Key.Key_Plus)
    assert plot.shown[1] - plot.shown[0] >= 2.9
    qtbot.keyClick(plot, Qt.Key.Key_0)
    assert plot.shown == pytest.approx(before)


def test_the_wheel_zooms_and_the_pointer_reads(explorer, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    plot = explorer.plot
    place = plot.view.places[40]
    plot._pointed(plot.getViewBox().mapViewToScene(QPointF(place, 60.0)))
    assert plot.place == place
    assert explorer.key.period.text() == plot.view.lines[0].labels[40]
    before = plot.shown
    centre = QPointF(plot.viewport().rect().center())
    wheel = QWheelEvent(centre, plot.mapToGlobal(centre), QPoint(), QPoint(0, 120),
                        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
                        Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(plot.viewport(), wheel)
    assert plot.shown[1] - plot.shown[0] < before[1] - before[0]


def test_indicators_of_other_units_are_shown_as_an_index(explorer, page: KpisPage) -> None:  # type: ignore[no-untyped-def]
    known = ids(page.desk)
    explorer.chooser.picked.emit(known["M1"], True)
    assert [line.name for line in explorer.plot.view.lines] == [
        "M4 Theft of vehicles", "M1 Burglary",
    ]  # fmt: skip
    assert explorer.note.text() == ""
    assert explorer.plot.view.target is None
    assert not explorer.target.isEnabled()
    explorer.chooser.picked.emit(known["R1"], True)
    assert explorer.note.text().startswith("Shown as an index because units differ")
    explorer.chooser.picked.emit(known["R1"], False)
    assert explorer.note.text() == ""


def test_one_indicator_stays_and_six_are_the_most(explorer, page: KpisPage) -> None:  # type: ignore[no-untyped-def]
    known = ids(page.desk)
    explorer.chooser.picked.emit(known["M4"], False)
    assert explorer.ids == [known["M4"]]
    assert "One indicator stays" in explorer.chooser.words.text()
    for code in ("M1", "M2", "M3", "M5", "M6", "M7"):
        explorer.chooser.picked.emit(known[code], True)
    assert len(explorer.ids) == 6
    assert "6 indicators at most" in explorer.chooser.words.text()
    ticked = [line.choice.code for line in explorer.chooser.table.rows.records() if line.ticked]
    assert ticked == ["M1", "M2", "M3", "M4", "M5", "M6"]


def test_space_ticks_an_indicator_in_the_list(explorer, page: KpisPage, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    known = ids(page.desk)
    explorer.chooser.table.choose(known["M2"])
    explorer.chooser.table.setFocus()
    qtbot.keyClick(explorer.chooser.table, Qt.Key.Key_Space)
    assert explorer.ids == [known["M4"], known["M2"]]


def test_years_lie_under_each_other(explorer, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    explorer.kind.button("years").click()
    assert [line.name for line in explorer.plot.view.lines][:2] == ["M4 2016/17", "M4 2015/16"]
    assert explorer.title.text() == (
        "M4 Theft of vehicles: 820 in Apr 2016 to Dec 2016, 535 in the same part of 2015/16."
    )
    qtbot.keyClick(explorer.plot, Qt.Key.Key_Left)
    assert explorer.key.period.text() == "Dec"
    assert not explorer.form.isEnabled()
    assert explorer.form.toolTip()


def test_one_indicator_is_shown_by_years_and_the_list_says_so(explorer) -> None:  # type: ignore[no-untyped-def]
    assert explorer.chooser.table.isEnabled()
    explorer.kind.button("years").click()
    assert not explorer.chooser.table.isEnabled()
    assert "Years are shown of one indicator" in explorer.chooser.words.text()
    explorer.kind.button("time").click()
    assert explorer.chooser.table.isEnabled()
    assert explorer.chooser.words.text() == ""


def test_an_axis_that_does_not_begin_at_nought_says_so(explorer) -> None:  # type: ignore[no-untyped-def]
    from ui.kpis.explorer_plot import PlotView

    low = explorer.plot.getViewBox().viewRange()[1][0]
    assert (explorer.axis.text() != "") == (low > 1)
    line = PlotLine("a", "A", (0.0, 1.0), ("x", "y"), (500.0, 520.0), Unit.COUNT, 0)
    explorer.plot.show_view(PlotView(lines=(line,)), whole=True)
    assert explorer.axis.text().startswith("The axis begins at ")
    assert explorer.axis.text().endswith(", not at nought.")


def test_a_line_without_a_figure_is_drawn_without_a_warning(explorer, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    from ui.kpis.explorer_plot import PlotView

    known = PlotLine("a", "A", (0.0, 1.0), ("x", "y"), (5.0, None), Unit.COUNT, 0)
    none = PlotLine("b", "B", (0.0, 1.0), ("x", "y"), (None, None), Unit.COUNT, 0)
    explorer.plot.show_view(PlotView(lines=(known, none)), whole=True)
    explorer.plot.grab()  # a warning of numpy fails the test


def test_london_is_held_beside_it_where_its_figures_are_kept(explorer, page: KpisPage) -> None:  # type: ignore[no-untyped-def]
    assert not explorer.areas.isEnabled()
    key = ids(page.desk)["M4"]
    with page.desk._store.write(page.desk.today) as (work, step):
        for month in range(1, 13):
            start = date(2016, month, 1)
            work.add(
                ComparatorRow(
                    indicator_id=key, area=Comparator.LONDON, period_start=start, value=2000.0
                )
            )
        step.label = "London’s figures"
    explorer.show_indicator(key)
    assert explorer.areas.isEnabled()
    assert len(explorer.plot.view.lines) == 1
    explorer.areas.click()
    assert [line.name for line in explorer.plot.view.lines] == ["M4 Theft of vehicles", "M4 London"]
    assert explorer.note.text().startswith("Shown as an index because areas differ in size")
    explorer.form.button(Form.INDEX).click()
    assert explorer.note.text() == "Index: the first year they share is 100."


def test_the_figures_in_view_are_copied_for_a_spreadsheet(explorer, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    explorer.plot.setXRange(24_200 - 0.5, 24_202 + 0.5, padding=0)
    explorer.plot.setFocus()
    qtbot.keyClick(explorer.plot, Qt.Key.Key_C, CTRL)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "Period\tM4 Theft of vehicles\tM4 target"
    assert [line.split("\t")[:2] for line in lines[1:]] == [
        ["Sep 2016", "138"], ["Oct 2016", "112"], ["Nov 2016", "109"],
    ]  # fmt: skip
    explorer.copy_picture()
    assert QGuiApplication.clipboard().image().width() == 2 * explorer.plot.width()


def test_a_figure_entered_meanwhile_is_shown(explorer, page: KpisPage) -> None:  # type: ignore[no-untyped-def]
    from cspdesk.kpis.commands import EnterFigures, Entry

    entry = Entry(ids(page.desk)["M4"], date(2016, 12, 1), "250")
    page.operations.run(EnterFigures((entry,)))
    assert explorer.title.text() == "M4 Theft of vehicles: highest in Dec 2016, at 250."


@pytest.mark.parametrize("look", ["dark", "light"])
def test_the_plot_follows_the_appearance(explorer, look: str) -> None:  # type: ignore[no-untyped-def]
    theme().set_appearance(look)
    try:
        image = explorer.plot.grab().toImage()
        assert image.pixelColor(3, 3) == theme().colour("panel")
    finally:
        theme().set_appearance("system")


def test_every_control_of_the_explorer_has_a_name_and_a_key_of_its_own(explorer) -> None:  # type: ignore[no-untyped-def]
    assert nameless(explorer) == []
    assert same_alt_keys(explorer) == []


def test_esc_closes_the_explorer(page: KpisPage, qtbot: QtBot) -> None:
    page.detail.actions_of_chart.explore.click()
    made = page.detail.actions_of_chart.explorer
    qtbot.keyClick(made.plot, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.detail.actions_of_chart.explorer is None)


# -- re-basing from the chart ---------------------------------------------------------------------


def test_a_rebase_is_asked_for_at_the_point_read_and_needs_a_reason(
    page: KpisPage, qtbot: QtBot
) -> None:
    chart, actions = page.detail.chart, page.detail.actions_of_chart
    assert not entries(page)["Re-base from here…  (go to a point first)"].isEnabled()
    chart.setFocus()
    for _ in range(6):
        qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert "Re-base from Jul 2016…" in entries(page)
    actions.ask_rebase()
    assert actions.prompt.isVisible()
    assert "start anew at Jul 2016, from the 6 figures since then: trial limits until" in (
        actions.prompt.words.text()
    )
    qtbot.keyClick(actions.prompt.line.edit, Qt.Key.Key_Return)
    assert actions.prompt.line.field.problem.text() == "Say why: the reason stays with the chart."
    qtbot.keyClicks(actions.prompt.line.edit, "Moped-enabled theft began")
    qtbot.keyClick(actions.prompt.line.edit, Qt.Key.Key_Return)
    assert not actions.prompt.isVisible()
    assert page.detail.card is not None
    assert [held.reason for held in page.detail.card.breaks] == ["Moped-enabled theft began"]
    assert "Re-based from Jul 16: Moped-enabled theft began." in page.detail.chart_title.text()


def test_a_rebase_restarts_limits_but_is_still_compared_with_last_year(
    page: KpisPage, qtbot: QtBot
) -> None:
    from cspdesk.kpis.spc_commands import RebaseSeries

    key = ids(page.desk)["M4"]
    page.operations.run(RebaseSeries(key, date(2016, 7, 1), "Moped-enabled theft began"))
    card = page.detail.card
    assert card is not None
    assert card.series is not None
    assert {point.group for point in card.series.spc.points} == {0, 1}
    assert card.facts[4].text == "+39%"
    hot = page.detail.chart.drawing().hot  # type: ignore[union-attr]
    assert hot[18].label.endswith("Re-based here: Moped-enabled theft began")
    assert "Re-base from Jul 2016…" not in entries(page)
    entries(page)["Take back the re-base from Jul 2016"].trigger()
    assert page.detail.card is not None
    assert page.detail.card.breaks == ()


def test_a_rebase_of_the_first_point_is_refused(page: KpisPage, qtbot: QtBot) -> None:
    page.detail.chart.setFocus()
    qtbot.keyClick(page.detail.chart, Qt.Key.Key_Home)
    entry = entries(page)["Re-base from Jan 2015…  (nothing is before it)"]
    assert not entry.isEnabled()


def test_the_title_says_the_finding_of_the_chart_shown(page: KpisPage) -> None:
    assert page.detail.finding.text() == "Above the limit in Sep, Oct and Nov 2016."
    page.detail.kind.button("years").click()
    assert page.detail.finding.text() == (
        "1,009 in the year to Dec 2016, up 39% on the year before."
    )
    choose(page, "C2")
    assert page.detail.finding.text() == "31% in 2015/16, down 2 points on 2014/15."


def test_a_caseload_is_never_added_up(page: KpisPage) -> None:
    choose(page, "R5")
    page.detail.kind.button("years").click()
    assert page.detail.finding.text() == "204 in Q3 2016/17, up 1% on a year before."


def test_a_missing_figure_is_copied_as_an_empty_cell(page: KpisPage) -> None:
    from cspdesk.kpis.commands import EnterFigures, Entry

    page.operations.run(EnterFigures((Entry(ids(page.desk)["M4"], date(2016, 11, 1), ""),)))
    page.detail.chart.copy_figures()
    rows = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert rows[-2][:2] == ["Nov 2016", ""]
