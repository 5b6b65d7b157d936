"""Meeting mode: one item at a time for the projector, all that is recorded of it at the right.

Ctrl+1 to Ctrl+6 start a card, Ctrl+Enter closes the item; while a meeting is under way they take
the place of the tabs' keys. What is typed is in the file after each pause.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from cspdesk.calendar import long_date
from cspdesk.charts.mark_names import MarkName
from cspdesk.meetings.queries import board_meeting_of, cycle_in_view
from cspdesk.meetings.recording_commands import (
    CloseItem,
    GoOnWithMeeting,
    KeepTime,
    MarkHeard,
    OpenItem,
    ReopenItem,
    SayNone,
    StartMeeting,
    TakeTogether,
)
from cspdesk.meetings.recording_queries import meeting_view
from cspdesk.meetings.recording_register import recording_choices
from cspdesk.meetings.recording_rules import next_open, what_is_missing
from db.vocabulary import MeetingState
from ui.delegates.cells import Piece
from ui.meeting.asking import Asking
from ui.meeting.cards import Cards
from ui.meeting.clock import MeetingClock
from ui.meeting.item_list import ItemList
from ui.meeting.keeping import Keeping
from ui.meeting.keys import CARD_KEYS, MeetingKeys
from ui.meeting.register import KEYS as REGISTER_KEYS
from ui.meeting.register import RegisterView
from ui.meeting.stage import Stage
from ui.meeting.start import StartView
from ui.pages import module_exists
from ui.widgets.buttons import SecondaryButton
from ui.widgets.chips import PieceLabel
from ui.widgets.page import Page
from ui.widgets.pane import PageHeader
from ui.widgets.splitter import Splitter

if TYPE_CHECKING:
    from cspdesk.meetings.recording_records import MeetingView, RecordingChoices
    from db.changes import ChangeSet

_OFFERED = ("organisation", "partnership_group", "governance_body", "seat", "cycle", "meeting")
_RECORDED = (
    "agenda_item", "item_record", "decision", "declaration", "attendance", "comms_decision",
    "action", "board_message", "business", "homework_question", "report_back", "voice",
    "conversation", "appointment", "person", "rehearsal",
)  # fmt: skip


class MeetingPage(Page):
    """Begin, register, items: one of the three is shown, by the state of the meeting."""

    title = "Meeting"
    tables = frozenset((*_OFFERED, *_RECORDED))
    view: MeetingView | None = None
    choices: RecordingChoices | None = None
    meeting_id: int | None = None
    at: int | None = None  # the item on the screen
    register_open = False
    saying = False  # the window is told what this screen has kept

    def build(self) -> None:
        self.has_minutes = module_exists("ui.minutes.page")
        self._came_back = False
        self._watched: QWidget | None = None
        self.asking = Asking(self)
        self.keeping = Keeping(self)
        self.clock = MeetingClock(self.context.state, self.desk.path, self)
        self.clock.ticked.connect(self._show_time)
        self._make_header()
        self.start_view, self.register = StartView(self), RegisterView(self)
        self.items, self.stage, self.cards = ItemList(), Stage(), Cards(self)
        panes = (self.items, self.stage, self.cards)
        self.splitter = Splitter("meeting", panes, (262, 0, 470), self.context.state)
        self.stack = QStackedWidget()
        for shown in (self.start_view, self.register, self.splitter):
            self.stack.addWidget(shown)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.header)
        box.addWidget(self.stack, 1)
        self._connect()

    def _make_header(self) -> None:
        self.header = PageHeader(self.title)
        self.projecting = PieceLabel()
        self.notes = SecondaryButton("Show chair’s n&otes", self.toggle_notes)
        self.pause = SecondaryButton("&Pause", self.toggle_pause)
        self.more = SecondaryButton("Mee&ting", self._show_more, mark=MarkName.CHEVRON_DOWN)
        self.leave_button = SecondaryButton("&Leave meeting", self.leave)
        self.header.end(self.projecting, self.notes, self.pause, self.more, self.leave_button)
        self._say_projecting()

    def _connect(self) -> None:
        self.items.list.record_opened.connect(lambda row: self.go_to(row.id))
        for key, act in (
            ("Space", self.toggle_pause),
            ("R", self.open_register),
            ("T", self.asking.together),
            ("D", self.asking.interest),
            ("X", self.asking.exclusion),
        ):
            self.items.list.add_key(key, lambda _row, act=act: act())
        self.stage.heard.connect(
            lambda key, heard: self.operations.run(MarkHeard(key, heard), quiet=True)
        )
        self.keys = MeetingKeys(self, self.cards.start_number, self.close_by_key)

    # -- what is shown ------------------------------------------------------------------------

    def refresh(self, changes: ChangeSet | None) -> None:
        if self.saying:
            return  # its own news: read already
        if changes is None or changes.touches("cycle", "meeting", "partnership_group"):
            strip = self.desk.ask(cycle_in_view, self.context.cycle.cycle_id)
            meeting = self.desk.ask(board_meeting_of, strip.cycle.id) if strip else None
            if (meeting.id if meeting else None) != self.meeting_id:
                self.meeting_id, self.at = meeting.id if meeting else None, None
                self._came_back = False
        if self.meeting_id is not None and (
            changes is None or self.choices is None or changes.touches(*_OFFERED)
        ):
            self.choices = self.desk.ask(recording_choices, self.meeting_id)
        self._read()
        self._come_back()
        self._follow()
        self.show_again()

    def _follow(self) -> None:
        """Undo may take back that an item was opened or closed: the screen goes where it is now."""
        at_clock = self.view.line(self.clock.item_id) if self.view else None
        if at_clock is None or (self.under_way and at_clock.is_open):
            return
        self.clock.stop()
        if not self.under_way:
            self._came_back = False
            return
        self.at = None
        self._read()
        item = self.view.item if self.view else None
        self.at = item.id if item else None
        if item is not None and item.line.is_open:
            self.clock.take_up(item.id, item.line.seconds)

    def read_again(self) -> None:
        """After something was kept: the item as it is now, with the versions of its rows."""
        self._read(known=self.view)
        self.show_again()

    def _read(self, known: MeetingView | None = None) -> None:
        self.view = (
            self.desk.ask(meeting_view, self.meeting_id, self.at, known=known)
            if self.meeting_id is not None
            else None
        )
        if self.view is not None and self.view.item is not None and self.at is not None:
            self.at = self.view.item.id

    def _come_back(self) -> None:
        """Once for a meeting under way: to the item and the second at which it was left."""
        view = self.view
        if view is None or view.state is not MeetingState.IN_PROGRESS or self._came_back:
            return
        self._came_back = True
        item_id, seconds, ran = self.clock.remembered()
        if view.line(item_id) is not None:
            self.at = item_id
            self._read()
        assert self.view is not None
        item = self.view.item
        self.at = item.id if item else None
        begun = any(line.turn for line in view.items)
        self.register_open = not begun and view.register.to_record > 0
        if item is not None and item.line.is_open:
            kept = max(item.line.seconds, seconds if item.id == item_id else 0)
            self.clock.take_up(item.id, kept, run=ran and not self.operations.refusal)

    @property
    def under_way(self) -> bool:
        return self.view is not None and self.view.state is MeetingState.IN_PROGRESS

    def show_again(self) -> None:
        """Show what was read last."""
        view = self.view
        shown: QWidget = self.start_view
        if view is not None and self.under_way:
            shown = self.register if self.register_open or not view.items else self.splitter
        changed = self.stack.currentWidget() is not shown
        self.stack.setCurrentWidget(shown)
        self._show_header()
        self._hold_keys()
        if view is None or shown is self.start_view:
            self.start_view.show_view(view, self.operations.refusal)
        elif shown is self.register:
            self.register.show_view(view)
        elif self.choices is not None:
            self.items.show_view(view, self.at)
            self.stage.show_view(view)
            self.cards.show_view(view, self.choices)
            self._show_time()
        if changed and self.isVisible():
            self.context.go("meeting", "")  # the keys at the foot are those of this part

    def _show_header(self) -> None:
        view = self.view
        detail = f"{view.meeting.group}, {long_date(view.meeting.held_on)}" if view else ""
        if self.register_open and self.under_way:
            detail += ", register"
        self.header.set_text(self.title, detail)
        at_items = self.under_way and not self.register_open
        for part in (self.projecting, self.notes, self.pause, self.more):
            part.setVisible(at_items)
        self.leave_button.setVisible(self.under_way)
        stands = self.clock.item_id is not None and not self.clock.running
        self.pause.setText("Go o&n" if stands else "&Pause")
        self.pause.set_allowed(self.clock.item_id is not None, "No item is open.")

    def _show_time(self) -> None:
        view = self.view
        if view is None or view.item is None or not self.isVisible():
            return
        running = self.clock.item_id == view.item.id
        seconds = self.clock.seconds if running else view.item.line.seconds
        self.stage.show_time(seconds, running=running and self.clock.running)
        now = self.clock.time_of_day
        self.items.stand.show_timing(view.timing(now, self.clock.item_id, self.clock.seconds))

    # -- beginning and leaving ----------------------------------------------------------------

    def begin(self) -> None:
        """Start the meeting, or go on with it; without one, plan its cycle."""
        view = self.view
        if view is None:
            from ui.agenda.cycles import plan_cycle

            self.planning = plan_cycle(self.context, self.window())
            return
        kind = GoOnWithMeeting if view.state is MeetingState.MINUTES_DRAFT else StartMeeting
        self.operations.run(kind(view.meeting.id, view.meeting.version))

    def open_register(self) -> None:
        self.cards.stop()
        self.register_open = True
        self.show_again()

    def leave_register(self) -> None:
        self.register_open = False
        view = self.view
        if view is not None and view.item is not None and not any(i.turn for i in view.items):
            self.go_to(view.item.id)
        self.show_again()

    def leave(self) -> None:
        """Keep everything, stop the clock and go home; the meeting goes on where it was."""
        self.leave_off()
        self.clock.pause()
        self.context.go("home", "")

    def leave_off(self) -> None:
        """Whatever happens next: all that was typed and the time are in the file."""
        self.cards.stop()
        self._keep_time()
        self.clock.remember()
        self.keeping.announce()

    def _keep_time(self) -> None:
        item_id, seconds = self.clock.item_id, self.clock.seconds
        line = self.view.line(item_id) if self.view else None
        if line is None or not self.under_way or self.operations.refusal:
            return
        if line.seconds != seconds and not line.closed:
            self.operations.run(KeepTime(line.id, seconds), quiet=True)

    # -- items --------------------------------------------------------------------------------

    def go_to(self, item_id: int) -> None:
        """Turn to an item, in whatever order; a closed one is only looked at."""
        view = self.view
        line = view.line(item_id) if view else None
        if view is None or line is None:
            return
        self.cards.stop()
        self.at = item_id
        if line.closed or self.operations.refusal:
            self._keep_time()
            self.clock.stop()
        elif self.clock.item_id != item_id:
            leaving, seconds = self.clock.item_id, self.clock.seconds
            self.operations.run(OpenItem(item_id, leaving, seconds if leaving else 0), quiet=True)
            self.clock.take_up(item_id, line.seconds)
        self._read()
        self.show_again()

    def close_by_key(self) -> None:
        """Ctrl+Enter: close it, or say in one sentence why not."""
        view = self.view
        line = view.item.line if view and view.item else None
        if view is None or line is None:
            return
        if self.register_open:
            self.leave_register()
            return
        self.cards.stop()
        if line.closed and not view.all_closed:
            self.operations.tell(f"Item {line.number} was closed at {line.closed_at} already.")
        elif line.taken_with:
            self.operations.tell(f"Item {line.number} closes with item {line.taken_with}.")
        else:
            self.close_or_open()

    def close_or_open(self) -> None:
        """The button at the foot: close the item, open it again, or end the meeting."""
        self.cards.stop()
        view = self.view
        if view is None or view.item is None:
            return
        line = view.item.line
        if view.all_closed:
            self.asking.end()
        elif line.closed:
            self.reopen()
        elif line.taken_with:
            self.operations.run(TakeTogether(line.id, None))
        elif lacks := what_is_missing(line.recorded):
            self.operations.tell(lacks)
        else:
            self._close(line.id)

    def _close(self, item_id: int) -> None:
        view = self.view
        assert view is not None
        own = view.line(item_id)
        assert own is not None
        with_it = [line.id for line in view.items if line.taken_with == own.number]
        following = next_open(view.ids, [*view.closed, *with_it], item_id)
        seconds = self.clock.seconds if self.clock.item_id == item_id else own.seconds
        if self.operations.run(CloseItem(item_id, seconds, following)) is None:
            return
        self.at = following or item_id
        line = view.line(following)
        if line is None:
            self.clock.stop()
        else:
            self.clock.take_up(line.id, line.seconds)
        self.read_again()
        self.items.list.choose(self.at)
        self.items.list.setFocus()

    def reopen(self) -> None:
        view = self.view
        line = view.item.line if view and view.item else None
        if line is not None and self.operations.run(ReopenItem(line.id)) is not None:
            self.clock.take_up(line.id, line.seconds)
            self.show_again()

    def say_none_for_the_rest(self) -> None:
        """ "None" for every part of the item that is not answered yet."""
        self.cards.stop()
        item = self.view.item if self.view else None
        if item is None:
            return
        empty = [part for part in item.line.recorded.missing if not item.line.recorded.count(part)]
        if empty:
            self.operations.run(SayNone(item.id, tuple(empty)))

    # -- the header’s buttons -----------------------------------------------------------------

    def toggle_notes(self) -> None:
        self.stage.show_notes(not self.stage.with_notes)
        self._say_projecting()

    def _say_projecting(self) -> None:
        shown = self.stage.with_notes if hasattr(self, "stage") else False
        words = "Chair’s notes shown" if shown else "Projecting. Chair’s notes hidden"
        self.projecting.set_pieces([Piece(words, MarkName.SCREEN, style="body")])
        self.notes.setText("Hide chair’s n&otes" if shown else "Show chair’s n&otes")

    def toggle_pause(self) -> None:
        if self.clock.running:
            self.clock.pause()
            self._keep_time()
        else:
            self.clock.start()
        self._show_header()
        self._show_time()

    def _show_more(self) -> None:
        menu = self.asking.menu()
        menu.exec(self.more.mapToGlobal(QPoint(0, self.more.height())))
        menu.deleteLater()

    # -- the page’s questions -----------------------------------------------------------------

    def key_hints(self) -> list[tuple[str, str]]:
        if not self.under_way:
            return []
        if self.register_open:
            return [*REGISTER_KEYS, ("Ctrl+Enter", "go to the items")]
        names = ("decision", "action", "comms", "boards", "park", "discussion")
        cards = list(zip(CARD_KEYS, names, strict=True))
        return [*cards, ("Ctrl+Enter", "close item"), ("Space", "pause")]

    def panes(self) -> list[QWidget]:
        shown = self.stack.currentWidget()
        if shown is self.splitter:
            return [self.items, self.stage, self.cards]
        if shown is self.register:
            return [self.register, self.register.side]
        return [self.start_view]

    def activated(self) -> None:
        super().activated()
        if self.stack.currentWidget() is self.splitter:
            self.cards.resume_unfinished()

    def escape(self) -> None:
        self.cards.stop()
        super().activated()

    # -- keys and the end of it ---------------------------------------------------------------

    def _hold_keys(self) -> None:
        here = self.under_way and self.isVisible()
        self.keys.hold(cards=here and not self.register_open, closing=here)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._watched is not self.window():
            self._watched = self.window()
            self._watched.installEventFilter(self)
        self._hold_keys()
        self._show_time()

    def hideEvent(self, event: QHideEvent) -> None:
        self.leave_off()
        self.keys.hold(cards=False, closing=False)
        self.stage.show_notes(False)  # whoever comes back may be projecting
        self._say_projecting()
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Before the window closes, and the file with it."""
        if event.type() == QEvent.Type.Close:
            self.leave_off()
        return super().eventFilter(watched, event)
