"""The rehearsal: the clock runs through the agenda, with all that was thought of for each item.

What was rehearsed is kept in the file at every stop, every change of item and every minute.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QPoint, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFileDialog, QMenu, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from cspdesk.charts.mark_names import MarkName
from ui.agenda.rehearsal_clock import ClockPane
from ui.agenda.rehearsal_list import rehearsal_list, rows_of
from ui.agenda.rehearsal_saving import EDITIONS, make_edition
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.notes import EmptyState
from ui.widgets.pane import Pane
from ui.widgets.splitter import Splitter

if TYPE_CHECKING:
    from cspdesk.agenda.rehearsing import Rehearsal, Run
    from db.changes import ChangeSet
    from ui.agenda.page import AgendaPage
    from ui.jobs import Token

TICK = 1000  # ms
KEEP_EVERY = 60  # s of running after which the time is kept without being asked
_NO_BOARD = "No Board is planned yet: there is no agenda to rehearse."
_NO_ITEMS = "The agenda has no item yet. Add items before you rehearse it."
_LOCKED = "The agenda is locked: unlock it before its minutes change."


class RehearsalView(QWidget):
    """Items with their times at the left, the item that the clock is in at the right."""

    def __init__(self, page: AgendaPage) -> None:
        super().__init__()
        from cspdesk.agenda.rehearsing import Run

        self.page = page
        self.setAccessibleName("Rehearsal")
        self.seen: Rehearsal | None = None
        self.run_: Run = Run()
        self._since_kept = 0
        self._left_over = 0  # ms of a begun second
        self._watched: QWidget | None = None
        self._time = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._tick)
        self._make_parts()
        self._make_tools()

    # -- making -------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        self.list = rehearsal_list()
        self.list.record_opened.connect(lambda row: self.go_to(row.id))
        for key, act in (
            ("Space", self.start_or_pause),
            ("N", self.next_item),
            ("P", self.previous_item),
            ("+", lambda: self.add_time(60)),
            ("-", lambda: self.add_time(-60)),
        ):
            self.list.add_key(key, lambda _row, act=act: act())
        self.left = Pane("Agenda")
        self.left.add(self.list, 1)
        self.clock = ClockPane(self)
        parts = (self.left, self.clock)
        self.splitter = Splitter("rehearsal", parts, (0, 520), self.page.context.state)
        self.empty = EmptyState(_NO_BOARD, "Plan the first cycle…")
        self.empty.pressed.connect(self._fill)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.splitter)
        self.stack.addWidget(self.empty)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.stack)

    def _make_tools(self) -> None:
        self.save = SecondaryButton("Save as &PDF…", self._ask_edition, mark=MarkName.CHEVRON_DOWN)
        self.save.setAccessibleDescription("Save the chair’s brief or the rehearsal sheet")
        self.again = SecondaryButton("&Begin again", self.begin_again)
        self.take_over = PrimaryButton("&Take over the minutes", self.take_over_minutes)

    def tools(self) -> list[QWidget]:
        return [self.save, self.again, self.take_over]

    # -- showing ------------------------------------------------------------------------------

    def refresh(self, _changes: ChangeSet | None) -> None:
        """Read the agenda afresh; a clock that runs goes on from what it shows."""
        from cspdesk.agenda.rehearsing import Run

        before = self.seen
        self.seen = self._read()
        self._watch_window()
        self.stack.setCurrentWidget(self.splitter if self.seen and self.seen.items else self.empty)
        if self.seen is None or not self.seen.items:
            self._stop()
            self.run_ = Run()
            words = _NO_ITEMS if self.seen else _NO_BOARD
            self.empty.set_text(words, "Go to the agenda" if self.seen else "Plan the first cycle…")
        else:
            same = before is not None and before.meeting.id == self.seen.meeting.id
            going_on = self.running and same
            self.run_ = (self.run_ if going_on else self.seen.run).without_strangers(self.seen.ids)
            if self.run_.at is None:
                self._stop()
                self.run_ = self.run_.moved(self.seen.ids, 1)
        self._show()

    def _read(self) -> Rehearsal | None:
        from cspdesk.agenda.rehearsing import rehearsal
        from cspdesk.meetings.queries import board_meeting_of, cycle_in_view

        desk = self.page.desk
        strip = desk.ask(cycle_in_view, self.page.context.cycle.cycle_id)
        meeting = desk.ask(board_meeting_of, strip.cycle.id) if strip else None
        return desk.ask(rehearsal, meeting.id) if meeting else None

    def _show(self) -> None:
        self._allow()
        if self.seen is None or not self.seen.items:
            return
        stood = self.seen.standing(self.run_)
        self.left.set_title("Agenda", stood.words)
        self.list.rows.set_records(rows_of(self.seen, self.run_))
        if self.list.current_record() is None and self.run_.at is not None:
            self.list.choose(self.run_.at)
        self.clock.show_item(self.seen, self.run_, running=self.running)

    def _allow(self) -> None:
        """Each button is off with its reason when it could only be refused."""
        from cspdesk.agenda.rehearsing import changed_minutes

        seen, why = self.seen, self.page.operations.refusal
        has_items = seen is not None and bool(seen.items)
        self.save.set_allowed(has_items, _NO_ITEMS)
        used = bool(self.run_.used)
        self.again.set_allowed(used and not why, why or "Nothing has been rehearsed yet.")
        if seen is not None and not why:
            if not seen.can_take_over:
                why = _LOCKED
            elif not changed_minutes(seen.planned, self.run_):
                why = "Every rehearsed item has the minutes that it took."
        self.take_over.set_allowed(has_items and not why, why or _NO_ITEMS)

    # -- the clock ----------------------------------------------------------------------------

    @property
    def running(self) -> bool:
        return self._timer.isActive()

    def start_or_pause(self) -> None:
        if self.running:
            self._pass_what_is_left()
            self._stop()
            self.keep()
        elif self.seen is not None and self.seen.items:
            self._left_over = 0
            self._time.start()
            self._timer.start()
        self._show()

    def _stop(self) -> None:
        self._timer.stop()

    def _tick(self) -> None:
        """Whole seconds by the clock: ticks come late on a busy machine."""
        self._left_over += self._time.restart()
        seconds, self._left_over = divmod(self._left_over, 1000)
        self.pass_time(int(seconds))

    def _pass_what_is_left(self) -> None:
        self._left_over += self._time.restart()
        self.run_ = self.run_.after(int(self._left_over // 1000))
        self._left_over = 0

    def pass_time(self, seconds: int) -> None:
        """So many seconds have gone by in the item that the clock is in."""
        if not seconds:
            return
        self.run_ = self.run_.after(seconds)
        self._since_kept += seconds
        if self._since_kept >= KEEP_EVERY:
            self.keep()
        self._show()

    def add_time(self, seconds: int) -> None:
        """Give the item a minute, or take one away, without waiting for it."""
        self.run_ = self.run_.after(seconds)
        self._settle()

    def next_item(self) -> None:
        self._move(1)

    def previous_item(self) -> None:
        self._move(-1)

    def _move(self, by: int) -> None:
        if self.seen is None:
            return
        self.run_ = self.run_.moved(self.seen.ids, by)
        self._settle()

    def go_to(self, item_id: int) -> None:
        """The clock goes on in this item."""
        if self.seen is not None and item_id in self.seen.ids:
            self.run_ = replace(self.run_, at=item_id)
            self._settle()

    def _settle(self) -> None:
        self.keep()
        if self.run_.at is not None:
            self.list.choose(self.run_.at)
        self._show()

    # -- keeping ------------------------------------------------------------------------------

    def keep(self) -> None:
        """Write into the file how far it is; a file that can only be read keeps nothing."""
        from cspdesk.agenda.rehearsing_commands import KeepRehearsal

        self._since_kept = 0
        if self.seen is None or self.page.operations.refusal:
            return
        if self.run_ == self.seen.run or not (self.run_.used or self.seen.run.used):
            return
        used = tuple(self.run_.used.items())
        command = KeepRehearsal(self.seen.meeting.id, used, self.run_.at)
        self.page.operations.run(command, quiet=True)

    def begin_again(self) -> None:
        """Every item at nought again; one step to undo."""
        from cspdesk.agenda.rehearsing_commands import RestartRehearsal

        if self.seen is not None:
            self._stop()
            self.page.operations.run(RestartRehearsal(self.seen.meeting.id))

    def take_over_minutes(self) -> None:
        """Each rehearsed item is planned with the minutes it took."""
        from cspdesk.agenda.rehearsing_commands import PlanAsRehearsed

        if self.seen is not None:
            self.keep()
            self.page.operations.run(PlanAsRehearsed(self.seen.meeting.id))

    def hideEvent(self, event: QHideEvent) -> None:
        """Another view comes to the front: the clock stops, what it showed is kept."""
        if self.running:
            self.start_or_pause()
        super().hideEvent(event)

    def _watch_window(self) -> None:
        if self._watched is not self.window():
            self._watched = self.window()
            self._watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Before the window closes, and the file with it."""
        if event.type() == QEvent.Type.Close and self.running:
            self.start_or_pause()
        return super().eventFilter(watched, event)

    # -- documents ----------------------------------------------------------------------------

    def menu(self) -> QMenu:
        menu = QMenu(self.save)
        for edition, (words, _name) in EDITIONS.items():
            menu.addAction(f"{words}…", lambda edition=edition: self.save_edition(edition))
        return menu

    def _ask_edition(self) -> None:
        menu = self.menu()
        menu.exec(self.save.mapToGlobal(QPoint(0, self.save.height())))
        menu.deleteLater()

    def save_edition(self, edition: str) -> Token | None:
        """Ask where, and make it on a worker with a reader of its own."""
        if self.seen is None:
            return None
        desk, meeting = self.page.desk, self.seen.meeting
        name = f"{EDITIONS[edition][1]} {meeting.held_on:%Y-%m-%d} PRIVATE.pdf"
        chosen, _filter = QFileDialog.getSaveFileName(
            self, "Save", str(desk.path.parent / name), "PDF (*.pdf)"
        )
        if not chosen:
            return None
        out = Path(chosen)
        target = out if out.suffix else out.with_suffix(".pdf")
        return self.page.context.jobs.start(
            f"Make {target.name}",
            lambda token: make_edition(desk.reader(), target, edition, meeting.id, token),
            on_done=self._saved,
            on_failed=self._failed,
        )

    def _saved(self, path: Path) -> None:
        if isValid(self):
            self.page.operations.tell(f"Saved {path.name}.")

    def _failed(self, problem: Exception) -> None:
        from cspdesk.errors import WorldError

        if not isinstance(problem, WorldError):
            raise problem  # nobody foresaw it: the window's own dialog takes it
        if isValid(self):
            self.page.operations.tell(str(problem))

    # -- the page's questions -----------------------------------------------------------------

    def _fill(self) -> None:
        if self.seen is None:
            self.page.plan_cycle()
        else:
            self.page.context.go("agenda", "agenda")

    def key_hints(self) -> list[tuple[str, str]]:
        return [
            ("Space", "start or pause"),
            ("N", "next item"),
            ("P", "previous"),
            ("+ −", "a minute more or less"),
            ("Enter", "go to the item"),
        ]

    def panes(self) -> list[QWidget]:
        if self.seen is None or not self.seen.items:
            return [self.empty]
        return [self.left, self.clock]

    def take_focus(self) -> None:
        self.left.take_focus()
