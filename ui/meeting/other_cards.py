"""The smaller cards: parallel boards, what is parked, and the discussion for the minutes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from cspdesk.agenda.business_commands import DeleteBusiness
from cspdesk.boards.commands import AddMessage, RemoveMessage
from cspdesk.meetings.recording_commands import (
    ParkTopic,
    RecordDiscussion,
    SayNone,
)
from cspdesk.meetings.recording_rules import Part, recorded_at
from db.vocabulary import MessageWay
from ui.delegates.cells import Piece
from ui.meeting.card import Card, Entry, recorded_mark, row_of, to_record
from ui.meeting.typing import TypedText
from ui.widgets.buttons import SecondaryButton
from ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from cspdesk.commanding import Command
    from cspdesk.meetings.recording_records import ItemNow

MESSAGE, PARKED = "message", "parked"


class OneEntryCard(Card):
    """A card whose form is one text that Enter adds; until then it is kept as unfinished."""

    form_key = ""

    def make_text(self, name: str, hint: str, lines: int = 1) -> None:
        self.text = TypedText(name, hint, lines)
        self.text.rested.connect(self._keep)
        self.text.entered.connect(self.add)

    def show_form(self, item: ItemNow) -> None:
        self.text.show_text(item.unfinished.get(self.form_key, ""))

    def begin(self) -> None:
        self.text.setFocus()

    def finish(self) -> None:
        self.text.keep_what_waits()

    def _keep(self, text: str) -> None:
        if self.item is not None and self.item.unfinished.get(self.form_key, "") != text:
            self.keep_unfinished(self.form_key, text)

    def command(self, item: ItemNow, text: str) -> Command:
        raise NotImplementedError

    def add(self) -> None:
        self.text.keep_what_waits()
        text = self.text.words
        if self.item is None:
            return
        self._keep("")  # before it is added, so that undo takes the entry back first
        if self.run(self.command(self.item, text)) is None:
            self.text.begin_with(text)
            self._keep(text)
        self.text.setFocus()


class BoardsCard(OneEntryCard):
    title = "Information for parallel boards"
    number = 4
    form_key = MESSAGE

    def make_form(self) -> None:
        self.make_text("Message to parallel boards", "What they are to know. Enter adds it.", 2)
        self.host = QWidget()
        self.flow = FlowLayout(self.host, spacing=10)
        self.boards: dict[int, QCheckBox] = {}
        self.none = QCheckBox("Nothing for other boards")
        self.none.clicked.connect(self._say_none)
        add = SecondaryButton("Add the message", self.add, compact=True)
        self.form_box.addWidget(self.text)
        self.form_box.addWidget(self.host)
        self.form_box.addLayout(row_of(self.none, None, add))

    def entries(self, item: ItemNow) -> Sequence[Entry]:
        return [Entry(one.id, f"{one.board}: {one.text}") for one in item.messages]

    def state(self, item: ItemNow) -> Piece:
        if item.messages:
            return recorded_mark("Recorded")
        none = Part.MESSAGES in item.line.recorded.none
        return recorded_mark("Nothing to tell") if none else to_record()

    def show_form(self, item: ItemNow) -> None:
        assert self.choices is not None
        super().show_form(item)
        if list(self.boards) != [key for key, _name in self.choices.boards]:
            self.flow.clear()
            self.boards = {key: QCheckBox(name) for key, name in self.choices.boards}
            for box in self.boards.values():
                self.flow.addWidget(box)
        none = Part.MESSAGES in item.line.recorded.none
        self.none.setChecked(none and not item.messages)
        self.none.setEnabled(not item.messages)

    def command(self, item: ItemNow, text: str) -> Command:
        view = self.page.view
        assert view is not None
        chosen = tuple(key for key, box in self.boards.items() if box.isChecked())
        return AddMessage(
            view.meeting.cycle_id,
            chosen,
            MessageWay.OUT,
            text,
            item_id=item.id,
            source=recorded_at(view.meeting.held_on, item.line.number),
        )

    def remove_entry(self, entry_id: int) -> None:
        lines = self.item.messages if self.item else ()
        line = next((one for one in lines if one.id == entry_id), None)
        if line is not None:
            self.run(RemoveMessage(line.id, line.version))

    def _say_none(self, none: bool) -> None:
        if self.item is not None:
            self.keep(SayNone(self.item.id, (Part.MESSAGES,), none))


class ParkedCard(OneEntryCard):
    title = "Parked"
    number = 5
    aside = "goes to the inbox"
    prompt = "Park a topic"
    form_key = PARKED

    def make_form(self) -> None:
        self.make_text("Topic to park", "What it is about. Enter parks it.")
        self.form_box.addWidget(self.text)

    def entries(self, item: ItemNow) -> Sequence[Entry]:
        return [Entry(one.id, one.title) for one in item.parked]

    def state(self, item: ItemNow) -> Piece:
        return recorded_mark(f"{len(item.parked)} parked") if item.parked else Piece("")

    def command(self, item: ItemNow, text: str) -> Command:
        return ParkTopic(item.id, text)

    def remove_entry(self, entry_id: int) -> None:
        lines = self.item.parked if self.item else ()
        line = next((one for one in lines if one.id == entry_id), None)
        if line is not None:
            self.run(DeleteBusiness(line.id, line.version))


class DiscussionCard(Card):
    title = "Discussion"
    number = 6
    aside = "for the minutes"

    def make_form(self) -> None:
        self.text = TypedText("Discussion", "What was said, in a few sentences", 6, one_entry=False)
        self.text.rested.connect(self._keep)
        self.form_box.addWidget(self.text)

    def entries(self, item: ItemNow) -> Sequence[Entry]:
        if self.active or not item.discussion:
            return []
        return [Entry(item.id, item.discussion)]

    def state(self, item: ItemNow) -> Piece:
        return recorded_mark("Kept") if item.discussion else Piece("")

    def show_form(self, item: ItemNow) -> None:
        self.text.show_text(item.discussion)

    def begin(self) -> None:
        self.text.setFocus()

    def finish(self) -> None:
        self.text.keep_what_waits()

    def _keep(self, text: str) -> None:
        if self.item is not None and text != self.item.discussion:
            self.keep(RecordDiscussion(self.item.id, text))
