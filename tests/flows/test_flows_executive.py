"""An Executive by keyboard in the real window: from a cycle without business to a locked agenda.

Every key goes to whatever holds the keyboard, as a person's would; `to(widget)` is Tab, pressed
until that control has it. So a control that Tab cannot reach fails the journey.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.agenda.business_queries import inbox, not_on_this_agenda, to_decide, ways_out
from cspdesk.agenda.checks import stopping
from cspdesk.agenda.plan_queries import locks
from cspdesk.agenda.queries import agenda, item_cards
from cspdesk.agenda.records import AgendaView, ItemCard
from cspdesk.desk import Desk
from cspdesk.meetings.queries import current_cycle
from db.vocabulary import ConversationWay, ItemType, MeetingState, Publicity, Verdict
from ui.agenda.inbox import InboxView
from ui.agenda.inbox_adding import RaiseDialog
from ui.agenda.page import AgendaPage
from ui.agenda.readiness import ReadinessView
from ui.jobs import InlineRunner
from ui.pages import standard_pages
from ui.state import WindowState
from ui.window import MainWindow

KEY, MOD = Qt.Key, Qt.KeyboardModifier
WHY = "The Executive looked at it and it can wait until the papers."
SCHOOLS = "Knife crime: what schools can do"
LIGHTING = "Lighting by the bus garage"
BULLETIN = "Neighbourhood Watch figures"
PARKING = "Parking at the station"
ITEM = "Hate crime: where people report it"


def holder() -> QWidget:
    """Whatever holds the keyboard, once the form that was opened or closed has let go of it."""
    front = QApplication.activeModalWidget()
    mains = (one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))
    window = front or next(mains)
    if QApplication.activeWindow() is not window:
        window.activateWindow()  # without a display nobody else brings a form to the front
        for _ in range(100):
            if QApplication.activeWindow() is window:
                break
            QTest.qWait(5)
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(*keys: Qt.Key, mod: Qt.KeyboardModifier = MOD.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(holder(), key, mod)


def write(words: str) -> None:
    """Type into a field in place of what it holds; a line break is Enter."""
    field = holder()
    press(KEY.Key_A, mod=MOD.ControlModifier)
    for at, line in enumerate(words.split("\n")):
        if at:
            press(KEY.Key_Return)
        for letter in line:  # as Qt has it from a keyboard: QTest knows no quotation marks
            typed = QKeyEvent(QEvent.Type.KeyPress, 0, MOD.NoModifier, letter)
            QApplication.sendEvent(field, typed)


def to(widget: QWidget) -> None:
    """Tab until this control has the keyboard."""
    target = widget.focusProxy() or widget
    seen = []
    for _ in range(150):
        if holder() is target or target.isAncestorOf(holder()):
            return
        seen.append(type(holder()).__name__)
        press(KEY.Key_Tab)
    pytest.fail(f"Tab does not reach {widget.accessibleName() or widget}: {seen[:40]}")


def choose(listed: QWidget, title: str) -> None:
    """Down from the top until the line with this title is chosen."""
    press(KEY.Key_Home, mod=MOD.ControlModifier)
    for _ in range(40):
        record = listed.current_record()  # type: ignore[attr-defined]
        if record is not None and record.title == title:  # a heading holds no record
            return
        press(KEY.Key_Down)
    pytest.fail(f"the arrows do not reach {title}")


class Executive:
    """The officer at the window."""

    def __init__(self, window: MainWindow, desk: Desk) -> None:
        self.window, self.desk = window, desk

    @property
    def page(self) -> AgendaPage:
        made = self.window.open_pages["agenda"]
        assert isinstance(made, AgendaPage)
        return made

    @property
    def meeting_id(self) -> int:
        strip = self.desk.ask(current_cycle)
        assert strip is not None
        assert strip.cycle.meeting_id is not None
        return strip.cycle.meeting_id

    @property
    def view(self) -> AgendaView:
        found = self.desk.ask(agenda, self.meeting_id)
        assert found is not None
        return found

    def card(self, title: str) -> ItemCard:
        return next(
            one for one in self.desk.ask(item_cards, self.meeting_id) if one.line.title == title
        )

    def go(self, view: str) -> None:
        """A sub-tab, by the arrows."""
        tabs = self.page.views.tabs
        to(tabs)
        for _ in range(8):
            if tabs.current == view:
                return
            press(KEY.Key_Right)
        for _ in range(8):
            if tabs.current == view:
                return
            press(KEY.Key_Left)
        pytest.fail(f"the arrows do not reach the view {view}")

    def dialog(self) -> QDialog:
        found = QApplication.activeModalWidget()
        assert isinstance(found, QDialog)
        return found

    # -- what an Executive does ---------------------------------------------------------------

    def plan_cycle(self) -> None:
        press(KEY.Key_2, mod=MOD.ControlModifier)
        press(KEY.Key_Space)  # “Plan the first cycle…”
        assert self.dialog().isVisible()
        press(KEY.Key_Return)

    def raise_business(self, title: str, asked: str) -> None:
        press(KEY.Key_N, mod=MOD.ControlModifier)
        form = self.dialog()
        assert isinstance(form, RaiseDialog)
        QTest.keyClicks(holder(), "Com")  # the source “Community”
        for control, words in (
            (form.raised_by, "Ward panel"),
            (form.title, title),
            (form.asked, asked),
        ):
            to(control)
            write(words)
        press(KEY.Key_Return)

    def decide(self, title: str, key: Qt.Key, *words: str) -> None:
        """The verdict's key, then what it asks for, each left by Tab, the last by Enter."""
        view = self.page.views.made()
        assert isinstance(view, InboxView)
        to(view.pieces)
        choose(view.pieces, title)
        press(key)
        form = view.card.form
        for control, said in zip(
            (form.channel, form.to_whom)[: len(words) - 1], words, strict=False
        ):
            to(control)
            write(said)
        to(form.reason)
        write(words[-1])
        press(KEY.Key_Return)

    def add_item(self, title: str) -> None:
        to(self.page.list)
        press(KEY.Key_End, mod=MOD.ControlModifier)
        press(KEY.Key_Insert)
        write(title)
        press(KEY.Key_Return)

    def choose_item(self, title: str) -> None:
        to(self.page.list)
        choose(self.page.list, title)

    def fill(self, **fields: str) -> None:
        """Fields of the chosen item: one line left by Enter, several by Ctrl+Enter."""
        inspector = self.page.inspector
        for name, words in fields.items():
            if name in inspector.lines:
                to(inspector.lines[name])
                write(words)
                press(KEY.Key_Return)
            else:
                to(inspector.parts[name])
                press(KEY.Key_Return)
                write(words)
                press(KEY.Key_Return, mod=MOD.ControlModifier)

    def plan_conversation(self, community: str) -> None:
        to(self.page.inspector.conversations.plan)
        press(KEY.Key_Space)
        form = self.dialog()
        write(community)
        to(form.way)
        QTest.keyClicks(holder(), "Su")  # a survey
        press(KEY.Key_Return)

    def publish(self) -> None:
        to(self.page.inspector.change_readers)
        press(KEY.Key_Space)
        form = self.dialog()
        to(form.publicity)
        QTest.keyClicks(holder(), "Pub")
        to(form.reason if form.reason.isEnabled() else form.save)
        press(KEY.Key_Space)

    def overrule_what_stops(self) -> None:
        view = self.page.views.made()
        assert isinstance(view, ReadinessView)
        while stopping(self.view.checks):
            to(view.list)
            press(KEY.Key_Home, mod=MOD.ControlModifier)
            press(KEY.Key_O)
            write(WHY)
            press(KEY.Key_Return)


@pytest.fixture
def officer(qtbot: QtBot, tmp_path: Path) -> Iterator[Executive]:
    """A new partnership with its partners and nothing planned, in the window."""
    path = tmp_path / "new.cspdesk"
    desk = Desk.create(path, preset="haringey", as_at=date(2017, 2, 9))
    window = MainWindow(desk, standard_pages(), state=WindowState(tmp_path), jobs=InlineRunner())
    qtbot.addWidget(window)
    window.resize(1440, 870)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    yield Executive(window, desk)
    desk.close()


def test_an_executive_from_an_empty_cycle_to_a_locked_agenda(officer: Executive) -> None:
    desk = officer.desk
    officer.plan_cycle()
    strip = desk.ask(current_cycle)
    assert strip is not None
    assert officer.view.lines, "the standing items are there from the start"

    officer.go("inbox")
    for title, asked in (
        (SCHOOLS, "An officer in each school"),
        (LIGHTING, "Lamps"),
        (BULLETIN, "To be known"),
        (PARKING, "More room"),
    ):
        officer.raise_business(title, asked)
    assert desk.ask(to_decide, strip.cycle.id) == 4
    officer.decide(SCHOOLS, KEY.Key_B, "Schools, Police and Council have to act together.")
    officer.decide(LIGHTING, KEY.Key_C, "The Council does it by itself.")
    officer.decide(PARKING, KEY.Key_M, "Say what it has to do with safety.")
    officer.decide(
        BULLETIN, KEY.Key_S, "Members’ bulletin", "All members", "Nothing is asked of the Board."
    )
    assert desk.ask(to_decide, strip.cycle.id) == 0
    decided = {line.title: line for line in desk.ask(inbox, strip.cycle.id).lines}
    assert {title: line.verdict for title, line in decided.items()} == {
        SCHOOLS: Verdict.BOARD,
        LIGHTING: Verdict.DECLINE,
        PARKING: Verdict.SEND_BACK,
        BULLETIN: Verdict.DISSEMINATE,
    }
    assert [way.to_whom for way in desk.ask(ways_out, strip.cycle.id)] == ["All members"]

    officer.go("agenda")
    officer.add_item(ITEM)
    officer.fill(lead="Borough Commander", minutes="25m")
    officer.fill(
        decision_sought="Agree three places where people can report.",
        value_added="People trust one of us and not the other.",
        time_split="10 hear\n15 decide",
        sidetrack="Online abuse in general",
        steer="“Places first; online in June.”",
    )
    to(officer.page.inspector.type)
    QTest.keyClicks(holder(), "Dec")
    officer.plan_conversation("Somali families")
    officer.publish()
    officer.choose_item(SCHOOLS)
    officer.fill(
        lead="Director of Children’s Services",
        minutes="1:00",
        partner_actions="Police | an officer in each school | 31 Mar 2017",
        decision_sought="Agree who is in which school from April.",
        value_added="No school can do it alone.",
        community_none="The schools speak for parents.",
    )
    made, schools = officer.card(ITEM), officer.card(SCHOOLS)
    assert (made.line.type, made.line.minutes, made.split_minutes) == (ItemType.DECISION, 25, 25)
    assert made.line.publicity is Publicity.PUBLIC
    (conversation,) = made.conversations
    assert (conversation.community, conversation.way) == ("Somali families", ConversationWay.SURVEY)
    assert (schools.line.minutes, schools.community_none) == (60, "The schools speak for parents.")
    press(KEY.Key_Escape)
    officer.choose_item(ITEM)
    press(KEY.Key_Up, mod=MOD.AltModifier)

    officer.go("rehearsal")
    rehearsal = officer.page.views.made()
    to(rehearsal.list)
    press(KEY.Key_N, KEY.Key_N)
    press(KEY.Key_Plus)

    officer.go("readiness")
    assert stopping(officer.view.checks)
    officer.overrule_what_stops()
    overruled = [check for check in officer.view.checks if check.overruled]
    assert overruled
    assert {check.overruled for check in overruled} == {WHY}

    officer.go("agenda")
    press(KEY.Key_L, mod=MOD.ControlModifier)
    press(KEY.Key_Return)
    view = officer.view
    assert view.meeting.state is MeetingState.LOCKED
    assert [line.number for line in view.lines] == [str(at + 1) for at in range(len(view.lines))]
    assert [lock.unlocked_on for lock in desk.ask(locks, view.meeting.id)] == [None]
    (said,) = desk.ask(not_on_this_agenda, strip.cycle.id)
    assert BULLETIN in said
    officer.add_item("Late: a petition")
    assert [line.number for line in officer.view.lines if line.is_late] == [f"{len(view.lines)}.1"]
