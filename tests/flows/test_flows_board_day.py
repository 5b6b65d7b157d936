"""The day of a Board by keyboard: from a locked agenda to minutes, chasers and report-backs."""

from __future__ import annotations

import email
from collections.abc import Iterator
from datetime import date
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import cast

import pytest
from finding import first
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.actions.commands import RecordReportBack
from cspdesk.agenda.readiness_commands import LockAgenda
from cspdesk.desk import Desk
from cspdesk.mail.queries import reminders
from cspdesk.mail.saving import write_drafts
from cspdesk.meetings.recording_queries import meeting_view
from cspdesk.meetings.recording_records import MeetingView
from cspdesk.minutes.queries import minutes_of
from db.tables import MeetingRow, ReportBackRow
from db.vocabulary import MeetingState, ReportBackState
from ui.jobs import InlineRunner
from ui.meeting.page import MeetingPage
from ui.meeting.typing import PAUSE
from ui.pages import standard_pages
from ui.state import WindowState
from ui.window import MainWindow

BOARD, LATER = date(2017, 2, 23), date(2017, 3, 22)
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
PLAIN = Qt.KeyboardModifier.NoModifier
DECISION = "one list of addresses that all partners use"
ACTION = "Send the list of addresses to every partner"


@pytest.fixture
def board_day(sample_path: Path) -> Iterator[Desk]:
    """The sample on the day of its Board, with the agenda locked."""
    opened = Desk.open(sample_path, as_at=BOARD)
    meeting = first(opened, MeetingRow, held_on=BOARD)
    opened.run(LockAgenda(meeting.id, meeting.version))
    yield opened
    opened.close()


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, board_day: Desk) -> MainWindow:
    specs = [spec for spec in standard_pages() if spec.key in ("meeting", "minutes")]
    made = MainWindow(board_day, specs, state=WindowState(tmp_path), jobs=InlineRunner())
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


class Keyboard:
    """Everything goes to what has the keyboard, as an officer's keys do."""

    def __init__(self, qtbot: QtBot, window: QWidget) -> None:
        self._qtbot, self._window = qtbot, window

    @property
    def at(self) -> QWidget:
        found = QApplication.focusWidget() or QApplication.activeWindow()
        assert found is not None
        return found

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        self._qtbot.keyClick(self.at, key, modifier)

    def type(self, words: str) -> None:
        self._qtbot.keyClicks(self.at, words)

    def rest(self) -> None:
        self._qtbot.wait(PAUSE + 60)

    def answer(self) -> None:
        """Enter in the dialog that was opened, once the keyboard is in it; back when it is gone."""

        def here() -> bool:
            dialog = QApplication.activeModalWidget()
            return dialog is not None and dialog.isActiveWindow() and dialog.isVisible()

        self._qtbot.waitUntil(here)
        self.press(Qt.Key.Key_Return)
        self._qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
        self._window.activateWindow()  # no window manager here does it
        self._qtbot.waitUntil(self._window.isActiveWindow)


@pytest.fixture
def keys(qtbot: QtBot, window: MainWindow) -> Keyboard:
    return Keyboard(qtbot, window)


def view_of(desk: Desk, page: MeetingPage, item_id: int | None = None) -> MeetingView:
    assert page.meeting_id is not None
    view = desk.ask(meeting_view, page.meeting_id, item_id)
    assert view is not None
    return view


def hold_the_board(qtbot: QtBot, keys: Keyboard, window: MainWindow) -> None:
    """Register, item 1 with a decision for the bodies and an action, none for the rest, the end."""
    keys.press(Qt.Key.Key_M, CTRL)
    keys.press(Qt.Key.Key_Space)  # start the meeting
    keys.type("R")  # all present
    keys.press(Qt.Key.Key_Return, CTRL)  # to item 1
    keys.press(Qt.Key.Key_1, CTRL)
    keys.type(DECISION)
    keys.rest()
    for _ in range(2):  # past “No decision”, which is off now, to the governance bodies
        if QApplication.focusWidget() is not page_of(window).cards.decision.bodies:
            keys.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page_of(window).cards.decision.bodies
    keys.press(Qt.Key.Key_Space)
    keys.answer()  # every body
    keys.press(Qt.Key.Key_2, CTRL)
    keys.type(ACTION)
    keys.press(Qt.Key.Key_Tab)
    keys.type("Pol")
    keys.press(Qt.Key.Key_Return)
    for _item in range(8):
        keys.press(Qt.Key.Key_R, ALT)  # none for the rest
        qtbot.waitUntil(lambda: page_of(window).cards.left.text() == "Nothing left")
        keys.press(Qt.Key.Key_Return, CTRL)
    keys.press(Qt.Key.Key_Return, CTRL)  # all are closed: end the meeting
    keys.answer()


def page_of(window: MainWindow) -> MeetingPage:
    page = window.current_page()
    assert isinstance(page, MeetingPage)
    return page


def test_a_board_is_held_minuted_chased_and_reported_back_on(
    qtbot: QtBot, keys: Keyboard, window: MainWindow, board_day: Desk, tmp_path: Path
) -> None:
    desk = board_day
    window.go("meeting")
    page = page_of(window)
    hold_the_board(qtbot, keys, window)

    view = view_of(desk, page, view_of(desk, page).ids[0])
    assert view.state is MeetingState.MINUTES_DRAFT
    assert view.all_closed
    assert view.register.quorum.is_quorate
    assert view.item is not None
    assert [line.text for line in view.item.decisions] == [DECISION]
    action = view.item.actions[0]
    assert (action.text, action.organisation, action.ref) == (ACTION, "Police", "4.01")
    assert action.due_on is not None
    assert len(view.item.decisions[0].bodies) == 8

    keys.press(Qt.Key.Key_7, CTRL)
    assert window.current_key() == "minutes"
    keys.type("D")
    minutes = desk.ask(minutes_of, view.meeting.id)
    assert minutes is not None
    written = "\n".join(line.text for line in minutes.minutes)
    assert DECISION in written
    assert ACTION in written

    window.close()
    with Desk.open(desk.path, as_at=LATER) as later:
        chased_and_answered(later, tmp_path)


def chased_and_answered(desk: Desk, folder: Path) -> None:
    """A month on: one draft a partner with only its own, and what a body says is kept."""
    due = desk.ask(reminders, 7)
    drafts = write_drafts(folder, [one.draft for one in due if not one.fault], "reminder")
    letters = {one.partner.short_name: path for one, path in zip(due, drafts, strict=True)}
    police = parsed(letters["Police"])
    assert police["X-Unsent"] == "1"
    assert police["To"].addresses[0].addr_spec == "partnership@police.example"
    assert police["Subject"].startswith("OFFICIAL: ")
    assert ACTION in words_of(police)
    for name, path in letters.items():
        if name != "Police":
            assert ACTION not in words_of(parsed(path))

    asked = first(desk, ReportBackRow, taken_back=DECISION)
    assert asked.due_on == date(2017, 3, 14), "when the Council’s body next meets"
    said = "The Corporate Board took it on."
    desk.run(RecordReportBack(asked.id, asked.version, ReportBackState.REPORTED, said))
    told = first(desk, ReportBackRow, id=asked.id)
    assert (told.said, told.reported_on) == (said, LATER)


def parsed(path: Path) -> EmailMessage:
    """The draft as any mail program reads it."""
    return cast(EmailMessage, email.message_from_bytes(path.read_bytes(), policy=policy.default))


def words_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return " ".join(str(body.get_content()).split())
