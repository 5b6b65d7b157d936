"""Minutes: the Boards at the left, the words to edit, their steps and what is arising."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from db.vocabulary import MinutesState
from ui.minutes.list import MinutesList
from ui.minutes.paper import MinutesPaper
from ui.minutes.saving import MinutesSaving
from ui.minutes.side import MinutesSide
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.page import Page
from ui.widgets.pane import PageHeader, Pane
from ui.widgets.splitter import Splitter

if TYPE_CHECKING:
    from cspdesk.minutes.records import MinutesCard, MinutesLine
    from db.changes import ChangeSet

_NEXT = {
    None: "&Draft the minutes",
    MinutesState.DRAFT: "&Cleared by the chair…",
    MinutesState.CLEARED: "&Circulated…",
    MinutesState.CIRCULATED: "&Confirmed by a Board…",
}


class MinutesPage(Page):
    """Boards, paper, side. `dialog` is what was opened last."""

    title = "Minutes"
    card: MinutesCard | None = None
    dialog: QDialog | None = None

    def build(self) -> None:
        self._followed: object = ()
        self.header = PageHeader(self.title)
        self.saving = MinutesSaving(self)
        self.numbering = SecondaryButton("&Numbering…", self.number)
        self.adding = SecondaryButton("&Add a minute…", self.add)
        self.adding.setToolTip("Ctrl+N")
        self.next = PrimaryButton("", self.go_on)
        self.header.end(self.numbering, self.adding, self.saving.pdf, self.saving.word, self.next)
        self.list, self.paper, self.side = MinutesList(), MinutesPaper(), MinutesSide()
        self.boards = Pane("Boards")
        self.boards.add(self.list, 1)
        self.splitter = Splitter(
            "minutes",
            (self.boards, self.paper, self.side),
            (218, 0, 372),
            self.context.state,
            inspector=2,
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.header)
        box.addWidget(self.splitter, 1)
        self._connect()

    def _connect(self) -> None:
        self.list.record_chosen.connect(lambda _line: self._show_line())
        self.list.record_opened.connect(lambda _line: self.paper.take_focus())
        keys = {
            "D": self.draft,
            "N": self.go_on,
            "B": self.back,
            "P": lambda: self.saving.ask(".pdf"),
            "W": lambda: self.saving.ask(".docx"),
            "Ins": self.add,
        }
        for key, act in keys.items():
            self.list.add_key(key, lambda _line, act=act: act())
        self.paper.changed.connect(self.edit)
        self.paper.differs.connect(self.compare)
        self.paper.draft_wanted.connect(self.draft)
        self.side.wanted.connect(lambda what: {"back": self.back, "draft": self.draft}[what]())
        self.side.said.connect(self.note)
        shortcut = QShortcut(QKeySequence("Ctrl+N"), self, self.add)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # -- showing ------------------------------------------------------------------------------

    def refresh(self, changes: ChangeSet | None) -> None:
        from cspdesk.minutes.queries import minutes_list

        if changes is not None and changes.tables == {"minute"} and changes.created is None:
            self._show_paper()  # words alone, at a pause in typing
            return
        self.list.rows.set_records(self.desk.ask(minutes_list))
        self._follow_cycle()
        self.list.choose_first()
        self._show_line()
        self._show_created(changes)

    def _follow_cycle(self) -> None:
        """The Board of the cycle that the window shows, when it has met."""
        from cspdesk.meetings.queries import board_meeting_of

        chosen = self.context.cycle.cycle_id
        if chosen != self._followed:
            self._followed = chosen
            meeting = self.desk.ask(board_meeting_of, chosen) if chosen is not None else None
            if meeting is not None:
                self.list.choose(meeting.id)

    def _show_created(self, changes: ChangeSet | None) -> None:
        """The keyboard into a minute that was just added."""
        if changes is not None and "minute" in changes.tables and changes.created is not None:
            edit = self.paper.edits.get(changes.created)
            if edit is not None:
                self.paper.go_to(edit)

    @property
    def line(self) -> MinutesLine | None:
        found: MinutesLine | None = self.list.current_record()
        return found

    def _show_line(self) -> None:
        from cspdesk.minutes.queries import matters, unminuted

        line, why = self.line, self.operations.refusal
        self.paper.keep_what_waits()
        self._show_paper()
        self.side.show_steps(self.card, why)
        if line is not None:
            locked = self.card.refusal if self.card and self.card.is_confirmed else ""
            found = self.desk.ask(matters, line.meeting_id)
            elsewhere = self.desk.ask(unminuted, line.meeting_id)
            self.side.show_matters(line.meeting_id, found, elsewhere, why or locked)
        self._show_header()

    def _show_paper(self) -> None:
        from cspdesk.minutes.queries import minutes_of

        line, why = self.line, self.operations.refusal
        self.card = self.desk.ask(minutes_of, line.meeting_id) if line else None
        if self.card is None:
            self.paper.show_none(line, why)
            return
        self.paper.set_title(f"Minutes of {line.title}" if line else "")
        self.paper.show_card(self.card, why)

    def _show_header(self) -> None:
        line, card, why = self.line, self.card, self.operations.refusal
        self.header.set_text(self.title, f"{line.title}. {line.words}." if line else "")
        self.saving.show(card)
        state = card.state if card else None
        self.next.setText(_NEXT.get(state, ""))
        self.next.setVisible(line is not None and state is not MinutesState.CONFIRMED)
        waits = why or self._not_yet()
        self.next.set_allowed(not waits, waits)
        self.next.setToolTip(waits or "N in the list")
        closed = why or (card.refusal if card else "Draft the minutes first.")
        self.adding.set_allowed(not closed, closed)
        self.numbering.set_allowed(not why, why)

    # -- words --------------------------------------------------------------------------------

    def edit(self, key: int, field: str, text: str) -> None:
        """Keep what was typed in one minute."""
        from cspdesk.minutes.commands import EditMinute

        edit = self.paper.edits.get(key)
        if edit is None or getattr(edit.card, field) == text:
            return
        card = edit.card
        command = EditMinute(card.id, card.version, **{field: text})
        if self.operations.run(command, quiet=True) is None:
            edit.hold()

    def compare(self, key: int) -> None:
        """What the record says of a minute in the officer's words."""
        from cspdesk.minutes.commands import TakeDraft
        from ui.minutes.forms import RecordDialog

        self.paper.keep_what_waits()
        card = self.paper.edits[key].card
        dialog = RecordDialog(card, self.window())
        dialog.accepted.connect(lambda: self.operations.run(TakeDraft(card.id, card.version)))
        self._open(dialog)

    def note(self, minute_id: int, text: str) -> None:
        """Keep what was said of an old minute."""
        from cspdesk.minutes.commands import SetMatterArising

        edit = self.side.matters.get(minute_id)
        matter = edit.matter if edit else None
        if matter is not None:
            command = SetMatterArising(matter.meeting_id, minute_id, text, matter.version)
            self.operations.run(command, quiet=True)

    def add(self) -> None:
        """A minute for what was not on the agenda, after the one at hand."""
        from ui.minutes.forms import AddForm

        if self.card is None or self.card.refusal or self.operations.refuse():
            return
        at = self.paper.current()
        after = at.card if at and at.card.number else None
        self._open(AddForm(self.operations, self.card, after, self.window()))

    # -- steps --------------------------------------------------------------------------------

    def draft(self) -> None:
        """Draft them, or draft them again."""
        from cspdesk.minutes.commands import DraftMinutes

        line = self.line
        if line is None or self.operations.refuse() or (self.card is None and self._told_to_wait()):
            return
        self.paper.keep_what_waits()
        if self.card is None or self.card.state is MinutesState.DRAFT:
            self.operations.run(DraftMinutes(line.meeting_id))

    def _not_yet(self) -> str:
        """Why the next step must wait for the meeting; "" when it need not."""
        if self.card is not None:
            return self.card.not_yet
        return self.line.refusal if self.line else ""

    def _told_to_wait(self) -> bool:
        """Say why the next step must wait, where it must."""
        why = self._not_yet()
        if why:
            self.operations.tell(why)
        return bool(why)

    def go_on(self) -> None:
        """The next step of these minutes."""
        from ui.minutes.forms import CirculateForm, ClearForm, ConfirmForm

        if self.card is None:
            self.draft()
            return
        if self.card.is_confirmed or self.operations.refuse() or self._told_to_wait():
            return
        self.paper.keep_what_waits()
        card, window = self.card, self.window()
        if card.state is MinutesState.DRAFT:
            self._open(ClearForm(self.operations, card, window))
        elif card.state is MinutesState.CLEARED:
            self._open(CirculateForm(self.operations, card, window))
        else:
            self._open(ConfirmForm(self.operations, card, self._later_boards(card), window))

    def _later_boards(self, card: MinutesCard) -> list[tuple[int, str]]:
        from cspdesk.calendar import short_date
        from cspdesk.meetings.queries import board_meetings

        later = (one for one in self.desk.ask(board_meetings) if one.held_on > card.meeting.held_on)
        return [(one.id, short_date(one.held_on, year=True)) for one in later]

    def back(self) -> None:
        """Back a step, asked for twice."""
        from ui.minutes.forms import BackForm

        card = self.card
        if card is None or card.state is MinutesState.DRAFT or self.operations.refuse():
            return
        self._open(BackForm(self.operations, card, self.window()))

    def number(self) -> None:
        """How the partnership numbers its minutes."""
        from cspdesk.minutes.commands import NumberFrom
        from cspdesk.settings.queries import partnership
        from ui.minutes.forms import NumberingForm

        if self.operations.refuse():
            return
        held = self.desk.ask(partnership)
        form = NumberingForm(self.operations, held, self.card, self.window())

        def begin() -> None:
            card, first = self.card, form.first_wanted
            if card is not None and first is not None:
                self.operations.run(NumberFrom(card.id, card.version, first))

        form.accepted.connect(begin)
        self._open(form)

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()

    # -- the window's questions ---------------------------------------------------------------

    def key_hints(self) -> list[tuple[str, str]]:
        return [
            ("Enter", "edit"),
            ("N", "next step"),
            ("B", "back"),
            ("Ctrl+↑ Ctrl+↓", "minute"),
            ("F2", "heading"),
        ]

    def panes(self) -> list[QWidget]:
        return [self.boards, self.paper, self.side]

    def activated(self) -> None:
        self.boards.take_focus()

    def escape(self) -> None:
        self.boards.take_focus()

    def toggle_inspector(self) -> None:
        self.splitter.toggle_inspector()

    def show_target(self, target: str) -> None:
        """ "meeting:3": the minutes of that meeting."""
        kind, _, key = target.partition(":")
        if kind == "meeting" and key.isdecimal():
            self.bring_up_to_date()
            self.list.choose(int(key))
