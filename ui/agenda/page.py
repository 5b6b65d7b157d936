"""Agenda planning: the Board's items with their times, meters over them, the item at the right.

The inbox, the forward plan and the rehearsal are views of their own beside it (`ui.agenda.views`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QStackedLayout, QVBoxLayout, QWidget

from ui.agenda.cycles import change_cycle, plan_cycle
from ui.agenda.disseminating import DisseminateDialog
from ui.agenda.item_inspector import ItemInspector
from ui.agenda.list import AgendaList
from ui.agenda.meters import AgendaOverview
from ui.agenda.planning import Planning
from ui.agenda.prompts import LinePrompt
from ui.agenda.views import AGENDA, Views
from ui.theme import theme
from ui.widgets.buttons import SecondaryButton
from ui.widgets.notes import EmptyState, Note
from ui.widgets.page import Page, focus_pane
from ui.widgets.pane import PageHeader, Pane
from ui.widgets.splitter import Splitter
from ui.widgets.statusbar import StatusLine

if TYPE_CHECKING:
    from cspdesk.agenda.records import AgendaLine, AgendaView, ItemCard
    from cspdesk.commanding import Command
    from cspdesk.desk import Desk
    from db.changes import ChangeSet

LOW = 360  # px of the screen below which there is no room for the meters
_ASKED = "Why must the whole Board hear this?"


def read_agenda(desk: Desk, cycle_id: int | None = None) -> AgendaView | None:
    """The agenda of a cycle's Board (None: the current one); None before any cycle is planned."""
    return read_with_item(desk, cycle_id, None)[0]


def read_with_item(
    desk: Desk, cycle_id: int | None, item_id: int | None
) -> tuple[AgendaView | None, ItemCard | None]:
    """The agenda, and of its items the one that is chosen."""
    from cspdesk.agenda.queries import agenda_and_item
    from cspdesk.meetings.queries import cycle_in_view

    strip = desk.ask(cycle_in_view, cycle_id)
    meeting_id = strip.cycle.meeting_id if strip else None
    return desk.ask(agenda_and_item, meeting_id, item_id) if meeting_id else (None, None)


class AgendaPage(Page):
    title = "Agenda planning"

    def build(self) -> None:
        self.view: AgendaView | None = None
        self.dialog: QDialog | None = None
        self.header = PageHeader("Board agenda")
        self.add_button = SecondaryButton("Add item", self.start_adding)
        self.add_button.setToolTip("Ins or Ctrl+N")
        self.change_button = SecondaryButton("Dates and &venue…", self.change_cycle)
        self.list, self.overview = AgendaList(), AgendaOverview()
        self.planning = Planning(self)
        self.buttons = (
            self.planning.more,
            self.change_button,
            self.add_button,
            self.planning.lock,
        )
        self.header.end(*self.buttons)
        self.inspector = ItemInspector(self.operations, self.context.jobs)
        self.adding = LinePrompt(
            "Title of the new item", "Add", ("title", "position", "standing_key")
        )
        self.keeping = LinePrompt(_ASKED, "Keep it", ("reason",))
        self.empty = EmptyState(
            "No Board is planned yet. Its date gives every other date of the cycle.",
            "Plan the first cycle…",
        )
        self.note: Note | None = None
        self._lay_out()
        self._connect()
        self._only_read()

    def _only_read(self) -> None:
        """In a file that is open elsewhere, every way to change it is off and says why."""
        why = self.operations.refusal
        for button in (self.add_button, self.change_button, self.empty.button):
            if why:
                button.set_allowed(False, why)
        self.inspector.set_read_only(why)

    def _lay_out(self) -> None:
        self.work = Pane()
        self.work.setAccessibleName("Agenda")
        self.work.add(self.overview)
        self.work.add(self.list, 1)
        self.work.focus_target = self.list
        self.note_host = QWidget()
        note_box = QVBoxLayout(self.note_host)
        note_box.setContentsMargins(*(theme().px(side) for side in (16, 8, 16, 8)))
        for part in (self.note_host, self.keeping, self.adding, *self.planning.prompts):
            self.work.add(part)
        self.splitter = Splitter(
            "agenda", (self.work, self.inspector), (0, 432), self.context.state, inspector=1
        )
        host = QWidget()
        self.stack = QStackedLayout(host)
        self.stack.addWidget(self.splitter)
        self.stack.addWidget(self.empty)
        self.views = Views(self, self.header, host)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.header)
        box.addWidget(self.views.stack, 1)

    def _connect(self) -> None:
        self.list.record_chosen.connect(lambda line: self._show_chosen(line))
        self.list.record_opened.connect(lambda _line: self.inspector.edit_title())
        self.overview.item_chosen.connect(self.list.choose)
        self.adding.answered.connect(self._add)
        self.keeping.answered.connect(self._keep)
        self.list.dropped.connect(self._drop)
        self.list.files_dropped.connect(self._drop_files)
        for prompt in (self.adding, self.keeping, *self.planning.prompts):
            prompt.closed.connect(self._after_prompt)
        self.empty.pressed.connect(self.plan_cycle)
        self.views.shown.connect(self._show_header)
        keys = {
            "Alt+Up": lambda line: self._move(line, -1),
            "Alt+Down": lambda line: self._move(line, 1),
            "Del": self._delete,
            "F2": lambda _line: self.inspector.edit_title(),
            "Ctrl+D": self._duplicate,
            "Alt+Right": lambda _line: self.planning.set_sub(True),
            "Alt+Left": lambda _line: self.planning.set_sub(False),
            "Ctrl+Shift+M": lambda _line: self.planning.carry(),
        }
        for key, act in keys.items():
            self.list.add_key(key, act)
        keyed = (
            ("Ins", self.list, self.start_adding),
            ("Ctrl+N", self, self.start_adding),
            ("Ctrl+L", self, self._lock),
        )
        for key, place, act in keyed:
            shortcut = QShortcut(QKeySequence(key), place)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # -- showing ------------------------------------------------------------------------------

    def refresh(self, changes: ChangeSet | None) -> None:
        chosen = self.list.current_record()
        view, card = read_with_item(
            self.desk, self.context.cycle.cycle_id, chosen.id if chosen else None
        )
        self.view = view
        self.stack.setCurrentWidget(self.splitter if view else self.empty)
        self._show_tools()
        self.header.set_text("Board agenda", view.meeting.words if view else "")
        self.list.rows.set_records(view.lines if view else ())
        self._offer_leads()
        self.list.choose_first()
        self._show_chosen(self.list.current_record(), card)
        self._tell_counts()
        self.views.refresh(changes)

    def _tell_counts(self) -> None:
        """ "Inbox 3": what the Executive has still to decide."""
        from cspdesk.agenda.business_queries import to_decide

        view = self.view
        self.planning.show_agenda(view)
        self.list.can_move = not self.operations.refusal and not (view and view.is_locked)
        self.views.tell_count("readiness", view.to_clear if view else 0)
        self.views.tell_count(
            "inbox", self.desk.ask(to_decide, view.meeting.cycle_id) if view else 0
        )

    def _show_tools(self) -> None:
        """The agenda's own buttons stand in the header only while the agenda does."""
        mine = self.views.current == AGENDA
        self.header.detail.setVisible(mine)
        for button in self.buttons:
            button.setVisible(mine and self.view is not None)

    def _show_header(self, _view: str) -> None:
        """Each view has its own buttons and keys; the window only asks when it changes screen."""
        self._show_tools()
        status = self.window().findChild(StatusLine)
        if status is not None:
            status.set_hints([*self.key_hints(), ("F6", "next pane"), ("F1", "keys")])

    def _offer_leads(self) -> None:
        from cspdesk.agenda.queries import item_choices

        self.inspector.offer_leads(self.desk.ask(item_choices).leads)

    def _show_chosen(self, line: AgendaLine | None, card: ItemCard | None = None) -> None:
        """Show the chosen item; `card` when it has been read just now."""
        from cspdesk.agenda.queries import item

        if line is not None and (card is None or card.id != line.id):
            card = self.desk.ask(item, line.id)
        self.inspector.show_item(card if line else None)
        if self.view is not None:
            self.overview.show_agenda(self.view, line.id if line else None)
        self._show_challenge()

    def challenged(self) -> AgendaLine | None:
        """The item a challenge is shown for: the chosen one, else the first for noting only."""
        lines = [line for line in (self.view.lines if self.view else ()) if line.challenge]
        chosen = self.list.current_record()
        same = (line for line in lines if chosen is not None and line.id == chosen.id)
        return next(same, lines[0] if lines else None)

    def _show_challenge(self) -> None:
        line = self.challenged()
        asking = (self.adding, *self.planning.prompts)
        self.note_host.setVisible(line is not None and all(one.isHidden() for one in asking))
        if line is None:
            self.keeping.hide()
        said = (f"Item {line.number}. {line.challenge}", line.challenge_detail) if line else None
        if self.note is not None:
            if said == (self.note.question.text(), self.note.consequence.text()):
                return
            self.note.hide()
            self.note.deleteLater()
            self.note = None
        if said is not None:
            answers = ("", "") if self.operations.refusal else ("Disseminate…", "Keep…")
            self.note = Note(*said, answers[0], keep=answers[1])
            self.note.accepted.connect(self.disseminate)
            self.note.kept.connect(self.keeping.ask)
            layout = self.note_host.layout()
            assert layout is not None
            layout.addWidget(self.note)

    # -- doing --------------------------------------------------------------------------------

    def start_adding(self) -> None:
        """Ask for what the view in front is made of: an item, or what it adds itself."""
        if self.views.current != AGENDA:
            own = getattr(self.views.made(), "start_adding", None)
            if callable(own):
                own()
            return
        if self.operations.refuse():
            return
        if self.view is None:
            self.plan_cycle()
        else:
            self.make_room()
            self.adding.offer([choice.title for choice in self.view.standing_choices])
            self.adding.ask()

    def _after_prompt(self) -> None:
        self._show_challenge()
        self.list.setFocus()

    def _add(self, title: str) -> None:
        if self.view is None:
            return
        chosen = self.list.current_record()
        place = chosen.position + 1 if chosen else len(self.view.lines) + 1
        command = self._adding_command(self.view, title, place)
        if self.operations.run(command, fields=self.adding.fields) is not None:
            self.adding.put_away()
            self._choose_place(place)

    def _adding_command(self, view: AgendaView, title: str, place: int) -> Command:
        """A title of the library brings the standing item with its wording, lead and minutes."""
        from cspdesk.agenda.commands import AddItem, AddStandingItem

        typed = title.strip().casefold()
        standing = (one for one in view.standing_choices if one.title.casefold() == typed)
        found = next(standing, None)
        if found is not None:
            return AddStandingItem(view.meeting.id, found.key, place)
        return AddItem(view.meeting.id, title, place)

    def _choose_place(self, place: int) -> None:
        lines = self.view.lines if self.view else ()
        if 0 < place <= len(lines):
            self.list.choose(lines[place - 1].id)

    def _move(self, line: AgendaLine, by: int) -> None:
        from cspdesk.agenda.order import place_for_step

        if self.view is not None:
            to = place_for_step(self.view.subs, line.position - 1, by)
            self._move_to(line, line.position - 1 if to is None else to)

    def _drop(self, line: AgendaLine, gap: int) -> None:
        from cspdesk.agenda.order import place_for_drop

        if self.view is not None:
            self._move_to(line, place_for_drop(self.view.subs, line.position - 1, gap))

    def _move_to(self, line: AgendaLine, place: int) -> None:
        """Places count from 0; where it stands already, nothing is done."""
        from cspdesk.agenda.commands import MoveItem

        if place != line.position - 1:
            self.operations.run(MoveItem(line.id, place + 1))
            self.list.choose(line.id)

    def _drop_files(self, line: AgendaLine, paths: list[Path]) -> None:
        self.list.choose(line.id)
        self.inspector.papers.add_files(paths)

    def _lock(self) -> None:
        if self.views.current == AGENDA:
            self.planning.lock_or_unlock()

    def make_room(self) -> None:
        """The list needs the room while something is typed beneath it: one question at a time."""
        for prompt in (self.adding, self.keeping, *self.planning.prompts):
            prompt.hide()
        self.note_host.hide()

    def fix(self, key: str, item_id: int | None) -> None:
        """Go where a check is put right: its form, the field of its item, another screen."""
        from ui.agenda.fixing import put_right

        put_right(self, key, item_id)

    def _delete(self, line: AgendaLine) -> None:
        from cspdesk.agenda.commands import DeleteItem

        self._run_at(DeleteItem(line.id, line.version), line.position)

    def _duplicate(self, line: AgendaLine) -> None:
        from cspdesk.agenda.commands import DuplicateItem

        self._run_at(DuplicateItem(line.id), line.position + 1)

    def _run_at(self, command: Command, place: int) -> None:
        """Run it and go on at that place, or at the last when the list has become shorter."""
        if self.operations.run(command) is not None and self.view is not None:
            self._choose_place(min(place, len(self.view.lines)))

    def disseminate(self) -> None:
        """Ask how it goes out instead; the item leaves the agenda in the same step."""
        line = self.challenged()
        if line is not None and self.view is not None and not self.operations.refuse():
            held_on = self.view.meeting.held_on
            self.dialog = DisseminateDialog(self.operations, line, held_on, self.window())
            self.dialog.finished.connect(lambda _done: self.list.setFocus())
            self.dialog.open()

    def _keep(self, reason: str) -> None:
        from cspdesk.agenda.commands import KeepInformationItem

        line = self.challenged()
        if line is None:
            return
        command = KeepInformationItem(line.id, reason, line.version)
        if self.operations.run(command, fields=self.keeping.fields) is not None:
            self.keeping.put_away()

    def plan_cycle(self) -> None:
        """Ask for the Board's date."""
        self.dialog = plan_cycle(self.context, self.window())

    def change_cycle(self) -> None:
        """The Board's day, time and place, and the days of the cycle."""
        self.dialog = change_cycle(self.context, self.window())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """With large text in a low window the items are worth more than the meters over them."""
        super().resizeEvent(event)
        self.overview.setVisible(self.height() >= theme().px(LOW))

    # -- the window's questions ---------------------------------------------------------------

    def key_hints(self) -> list[tuple[str, str]]:
        view = self.views.made()
        if view is not None:
            return list(view.key_hints())
        return [
            ("Alt+↑ Alt+↓", "move item"),
            ("Ins", "add item"),
            ("F2", "edit"),
            ("Ctrl+D", "duplicate"),
            ("Ctrl+Shift+M", "carry forward"),
            ("Ctrl+L", "lock"),
            ("Del", "delete"),
        ]

    def panes(self) -> list[QWidget]:
        view = self.views.made()
        if view is not None:
            own = getattr(view, "panes", None)
            return list(own()) if callable(own) else [view]
        if self.view is None:
            return [self.empty]
        return [self.work, self.inspector]

    def activated(self) -> None:
        focus_pane(self.panes()[0])

    def escape(self) -> None:
        """A view may close something of its own first."""
        own = getattr(self.views.made(), "escape", None)
        if callable(own):
            own()
        else:
            self.activated()

    def show_target(self, target: str) -> None:
        """ "item:4" one item of the agenda; "inbox" a view, "inbox:7" one record in it;
        "fix:noting:4" where a check of an item is put right, its form open.
        """
        kind, _, key = target.partition(":")
        if kind == "fix":
            check, _, item_id = key.partition(":")
            self.bring_up_to_date()
            self.fix(check, int(item_id) if item_id.isdecimal() else None)
        elif kind == "item" and key.isdecimal():
            self.views.show_view(AGENDA)
            self.list.choose(int(key))
        elif self.views.show_view(kind):
            self.bring_up_to_date()
            own = getattr(self.views.made(), "show_target", None)
            if key and callable(own):
                own(key)
            self.activated()  # so that the keys of the view's list work at once

    def toggle_inspector(self) -> None:
        own = getattr(self.views.made(), "toggle_inspector", None)
        if callable(own):
            own()
        elif self.views.current == AGENDA:
            self.splitter.toggle_inspector()
