"""The actions agreed at the item: typed, with who leads and by when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox

from cspdesk.actions.commands import AddAction, EditAction
from cspdesk.calendar import short_date
from cspdesk.meetings.recording_commands import SayNone
from cspdesk.meetings.recording_rules import Part
from ui.actions.forms import DueFields
from ui.delegates.cells import Piece
from ui.meeting.card import Card, Entry, recorded_mark, row_of, to_record
from ui.meeting.typing import TypedText
from ui.widgets.buttons import SecondaryButton
from ui.widgets.fields import Field
from ui.widgets.forms import Choice, completed

if TYPE_CHECKING:
    from cspdesk.commanding import Command
    from cspdesk.meetings.recording_records import AgreedAction, ItemNow, RecordingChoices

FORM = "action"
USUAL_TIME = timedelta(weeks=4)  # from the meeting until an action is due, unless said otherwise


class ActionsCard(Card):
    title = "Actions"
    number = 2
    prompt = "Add action"
    at: int | None = None  # the action being changed; None for a new one
    _offered: RecordingChoices | None = None

    def make_form(self) -> None:
        self.text = TypedText("What is to be done", "What is to be done", 2)
        self.lead = Choice((), none="Choose…")
        self.person = completed("", ())
        self.roles = QStringListModel(self)
        self.person.completer().setModel(self.roles)
        self.person.setPlaceholderText("If it is clear")
        self.due = DueFields((), self.page.desk.today + USUAL_TIME)
        self.none = QCheckBox("No action")
        self.add = SecondaryButton("Add the action", self._add, compact=True)
        self.fields.add("text", Field("What is to be done", self.text))
        self.form_box.addWidget(self.fields.field("text"))
        beside = (
            self.fields.add("organisation_id", Field("Lead partner", self.lead)),
            self.fields.add("lead", Field("Person or role", self.person)),
        )
        self.form_box.addLayout(row_of(*beside))
        self.form_box.addWidget(self.fields.add("due_on", Field("Due", self.due)))
        self.form_box.addLayout(row_of(self.none, None, self.add))
        self.text.rested.connect(self._keep)
        self.text.entered.connect(self._add)
        self.none.clicked.connect(self._say_none)

    # -- showing ------------------------------------------------------------------------------

    def entries(self, item: ItemNow) -> Sequence[Entry]:
        return [
            Entry(one.id, f"{one.ref} {one.text}", one.organisation, one.due)
            for one in item.actions
        ]

    def state(self, item: ItemNow) -> Piece:
        if item.actions:
            return recorded_mark(f"{len(item.actions)} recorded")
        none = Part.ACTIONS in item.line.recorded.none
        return recorded_mark("No action") if none else to_record()

    def show_form(self, item: ItemNow) -> None:
        assert self.choices is not None
        if self._offered is not self.choices:
            self._offer()
        if self.at is not None and self._line() is None:
            self._clear()
        if self.at is None:
            self.text.show_text(item.unfinished.get(FORM, ""))
        none = Part.ACTIONS in item.line.recorded.none
        self.none.setChecked(none and not item.actions)
        self.none.setEnabled(not item.actions)

    def _offer(self) -> None:
        assert self.choices is not None
        self._offered = self.choices
        self.lead.offer(self.choices.organisations, self.lead.key)
        following = self.choices.next_board
        if following is not None:
            words = f"Board of {short_date(following[1], year=True)}"
            self.due.meeting.offer([(following[0], words)])
        view = self.page.view
        if view is not None:
            self.due.day.set_day(max(view.today, view.meeting.held_on) + USUAL_TIME)
        self.roles.setStringList(list(self.choices.leads))

    def _line(self) -> AgreedAction | None:
        lines = self.item.actions if self.item else ()
        return next((line for line in lines if line.id == self.at), None)

    # -- at work ------------------------------------------------------------------------------

    def begin(self) -> None:
        self.text.setFocus()

    def finish(self) -> None:
        self.text.keep_what_waits()
        if self.at is not None:
            self._clear()

    def _keep(self, text: str) -> None:
        """A new action is kept as it is typed; a change of one is made when Enter says so."""
        if self.item is not None and self.at is None and not self._same(text):
            self.keep_unfinished(FORM, text)

    def _same(self, text: str) -> bool:
        return self.item is not None and self.item.unfinished.get(FORM, "") == text

    def _add(self) -> None:
        self.text.keep_what_waits()
        text = self.text.words
        if self.item is None:
            return
        if text and self.lead.key is None:
            self.fields.clear()
            self.fields.show("organisation_id", "Choose who leads it.")
            return
        if self.at is None and not self._same(""):
            # Before it is added, so that undo takes the action back first.
            self.keep_unfinished(FORM, "")
        if self.run(self._command(text)) is None:
            self.text.begin_with(text)
            self._keep(text)
            return
        self._clear()
        self.text.setFocus()

    def _command(self, text: str) -> Command:
        line = self._line()
        values = {
            "text": text,
            "organisation_id": self.lead.key,
            "lead": self.person.text(),
            "due_on": self.due.due_on,
            "due_meeting_id": self.due.due_meeting_id,
        }
        if line is not None:
            return EditAction(line.id, line.version, **values)
        assert self.item is not None
        view = self.page.view
        assert view is not None
        born = self.item.decisions[-1].id if self.item.decisions else None
        return AddAction(
            agreed_at_id=view.meeting.id, item_id=self.item.id, decision_id=born, **values
        )

    def _clear(self) -> None:
        self.at = None
        self.add.setText("Add the action")
        self.text.begin_with("")
        self.person.clear()
        self.lead.choose(None)

    def open_entry(self, entry_id: int) -> None:
        self.text.keep_what_waits()
        self.at = entry_id
        line = self._line()
        if line is None:
            return
        self.add.setText("Save the change")
        self.text.begin_with(line.text)
        self.lead.choose(line.organisation_id)
        self.person.setText(line.lead)
        kind = "meeting" if line.due_meeting_id else "day" if line.due_on else "none"
        self.due.kind.choose(kind)
        if line.due_on is not None:
            self.due.day.set_day(line.due_on)
        self.text.setFocus()

    def remove_entry(self, entry_id: int) -> None:
        words = "An action keeps its number: close it in the action log, or undo (Ctrl+Z)."
        self.problem.say(words)

    def _say_none(self, none: bool) -> None:
        if self.item is not None:
            self.keep(SayNone(self.item.id, (Part.ACTIONS,), none))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the fields beside the text adds as well."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.active and not event.modifiers():
            self._add()
        else:
            super().keyPressEvent(event)
