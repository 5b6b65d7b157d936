"""The rehearsal on a real desk, by keyboard; time passes when the test says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from accessibility import nameless
from desks import a_desk
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from cspdesk.agenda.queries import agenda
from cspdesk.agenda.rehearsing import rehearsal
from cspdesk.desk import Desk
from cspdesk.meetings.queries import board_meetings
from ui.agenda.page import AgendaPage
from ui.agenda.rehearsal import RehearsalView
from ui.jobs import InlineRunner
from ui.pages import standard_pages
from ui.state import WindowState
from ui.window import MainWindow

BOARD = date(2017, 2, 23)


@pytest.fixture
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    sample = getattr(request, "param", True)
    made = a_desk(tmp_path / "desk", preset="haringey" if sample else "blank", sample=sample)
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, desk: Desk) -> MainWindow:
    made = MainWindow(desk, standard_pages(), state=WindowState(tmp_path), jobs=InlineRunner())
    qtbot.addWidget(made)
    made.resize(1366, 697)
    made.show()
    made.go("agenda", "rehearsal")
    return made


@pytest.fixture
def view(window: MainWindow) -> RehearsalView:
    found = window.findChild(RehearsalView)
    assert found is not None
    found.list.setFocus()
    return found


def board(desk: Desk) -> int:
    return next(one.id for one in desk.ask(board_meetings) if one.held_on == BOARD)


def kept(desk: Desk) -> list[int]:
    """Seconds of each item as the file has them."""
    found = desk.ask(rehearsal, board(desk))
    assert found is not None
    return [found.run.seconds(key) for key in found.ids]


def minutes(desk: Desk) -> list[int]:
    found = desk.ask(agenda, board(desk))
    assert found is not None
    return [line.minutes for line in found.lines]


def test_the_clock_runs_through_the_agenda_by_keyboard(
    qtbot: QtBot, view: RehearsalView, desk: Desk
) -> None:
    qtbot.keyClick(view.list, Qt.Key.Key_Space)
    assert view.running
    assert view.clock.start.text() == "Pau&se"
    view.pass_time(10 * 60 + 30)
    assert view.clock.against.text() == "of 10 minutes, 1 minute over"
    qtbot.keyClick(view.list, Qt.Key.Key_N)
    assert view.running, "the clock goes on in the next item"
    assert view.clock.name.text() == "PMG highlight report"
    view.pass_time(5 * 60)
    assert view.clock.part.text() == "Four Red indicators: 5 minutes left of 6"
    qtbot.keyClick(view.list, Qt.Key.Key_Space)
    assert not view.running
    first, second, third = kept(desk)[:3]  # real seconds may have passed as well
    assert 630 <= first <= 640
    assert 300 <= second <= 310
    assert third == 0


def test_the_timer_counts_by_the_clock(qtbot: QtBot, view: RehearsalView, desk: Desk) -> None:
    view.start_or_pause()
    qtbot.waitUntil(lambda: view.clock.used.text() in ("0:01", "0:02"), timeout=4000)
    view.start_or_pause()
    assert 1 <= kept(desk)[0] <= 4


def test_minutes_are_added_and_taken_without_waiting(
    qtbot: QtBot, view: RehearsalView, desk: Desk
) -> None:
    for _ in range(3):
        qtbot.keyClicks(view.list, "+")
    qtbot.keyClicks(view.list, "-")
    assert kept(desk)[0] == 120
    qtbot.keyClick(view.list, Qt.Key.Key_Down)
    qtbot.keyClick(view.list, Qt.Key.Key_Return)
    qtbot.keyClicks(view.list, "+")
    assert kept(desk)[:2] == [120, 60]
    qtbot.keyClick(view.list, Qt.Key.Key_P)
    assert view.clock.name.text() == "Welcome, minutes and actions due"
    assert not view.clock.previous.isEnabled()


def test_nothing_is_lost_when_another_view_is_chosen(
    window: MainWindow, view: RehearsalView, desk: Desk
) -> None:
    view.start_or_pause()
    view.pass_time(45)
    window.go("agenda", "agenda")
    assert not view.running
    assert 45 <= kept(desk)[0] <= 50
    window.go("agenda", "rehearsal")
    assert view.clock.used.text() in [f"0:{second}" for second in range(45, 51)]


def test_nothing_is_lost_when_the_window_closes(
    window: MainWindow, view: RehearsalView, desk: Desk
) -> None:
    view.start_or_pause()
    view.pass_time(50)
    path = desk.path
    window.close()
    with Desk.open(path) as again:
        assert 50 <= kept(again)[0] <= 55


def test_a_minute_of_running_is_kept_without_being_asked(view: RehearsalView, desk: Desk) -> None:
    view.start_or_pause()
    view.pass_time(50)
    assert kept(desk)[0] == 0
    view.pass_time(11)
    assert 61 <= kept(desk)[0] <= 66
    assert view.running


def test_the_minutes_are_taken_over_by_one_command(
    qtbot: QtBot, view: RehearsalView, desk: Desk
) -> None:
    assert not view.take_over.isEnabled()
    assert "has the minutes" in view.take_over.toolTip()
    view.pass_time(12 * 60 + 5)
    view.next_item()
    qtbot.mouseClick(view.take_over, Qt.MouseButton.LeftButton)
    assert minutes(desk)[:2] == [13, 15]
    assert view.list.rows.records()[0].planned == 13
    desk.undo()
    assert minutes(desk)[0] == 10


def test_beginning_again_forgets_the_times(qtbot: QtBot, view: RehearsalView, desk: Desk) -> None:
    assert not view.again.isEnabled()
    view.add_time(180)
    qtbot.mouseClick(view.again, Qt.MouseButton.LeftButton)
    assert kept(desk) == [0] * 8
    assert view.clock.used.text() == "0:00"


@pytest.mark.parametrize("edition", ["chair", "executive"])
def test_the_private_papers_are_saved(
    view: RehearsalView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edition: str
) -> None:
    out = tmp_path / "private"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    view.save_edition(edition)
    assert out.with_suffix(".pdf").read_bytes().startswith(b"%PDF")


def test_every_control_has_a_name_and_the_model_is_sound(view: RehearsalView) -> None:
    QAbstractItemModelTester(view.list.rows)
    assert nameless(view) == []


def test_the_split_bar_says_how_far_it_is(view: RehearsalView) -> None:
    view.pass_time(3 * 60)
    assert "3 minutes gone" in view.clock.bar.accessibleName()


@pytest.mark.parametrize("desk", [False], indirect=True)
def test_without_a_board_the_way_to_one_is_offered(view: RehearsalView) -> None:
    assert view.stack.currentWidget() is view.empty
    assert "No Board is planned yet" in view.empty.why.text()
    view.start_or_pause()
    assert not view.running
    assert not view.take_over.isEnabled()


def test_the_page_shows_its_keys(view: RehearsalView) -> None:
    page = view.page
    assert isinstance(page, AgendaPage)
    assert ("Space", "start or pause") in page.key_hints()
