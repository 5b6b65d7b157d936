"""The forms of a conversation with a community: plan it or change it, and say what was heard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit, QWidget

from db.vocabulary import ConversationWay
from ui.widgets.days import DayEdit
from ui.widgets.forms import Choice, FormDialog, Words, completed

if TYPE_CHECKING:
    from cspdesk.agenda.records import ItemCard
    from cspdesk.commanding import Command
    from cspdesk.voices.conversation_records import ConversationCard, ConversationChoices
    from ui.operations import Operations

_WAYS = tuple((way, way.label) for way in ConversationWay)


class ConversationForm(FormDialog):
    """With whom, how, through which partner, what is asked, and by when."""

    def __init__(
        self,
        operations: Operations,
        item: ItemCard,
        choices: ConversationChoices,
        parent: QWidget,
        card: ConversationCard | None = None,
    ) -> None:
        title = f"Conversation with {card.community}" if card else "Plan a conversation"
        super().__init__(operations, f"{title}, item {item.line.number}", parent)
        self._item, self._card = item, card
        self.community = completed(card.community if card else "", choices.communities)
        self.way = Choice(_WAYS, card.way if card else ConversationWay.PARTNER_ASKS)
        self.organisation = Choice(
            [(one.id, one.name) for one in choices.organisations],
            card.organisation_id if card else None,
            "No partner",
        )
        self.by_whom = completed(card.by_whom if card else "", ())
        self.by_whom.setPlaceholderText("A role: engagement lead, ward panel chair")
        self.ward = Choice(
            [(one.id, one.name) for one in choices.wards],
            card.ward_id if card else None,
            "The whole borough",
        )
        self.question = Words(card.question if card else "", 2)
        self.due = DayEdit(card.due_on if card and card.due_on else choices.proposed)
        self._lay_out(bool(choices.wards))

    def _lay_out(self, wards: bool) -> None:
        self.place(
            [("community", "&Community", self.community)],
            [("way", "&How", self.way), ("organisation_id", "Which &partner", self.organisation)],
            [("by_whom", "By &whom there", self.by_whom)],
            [("question", "What they are &asked", self.question)],
            [("due_on", "&Until", self.due), ("ward_id", "Wa&rd", self.ward)],
        )
        self.fields.field("ward_id").setVisible(wards)
        self.finish("Save" if self._card else "Plan it")
        self.community.setFocus()

    def _values(self) -> dict[str, Any]:
        return {
            "community": self.community.text(),
            "way": self.way.key,
            "organisation_id": self.organisation.key,
            "by_whom": self.by_whom.text(),
            "question": self.question.words,
            "ward_id": self.ward.key,
            "due_on": self.due.day,
        }

    def command(self) -> Command:
        from cspdesk.voices.conversation_commands import AddConversation, EditConversation

        if self._card is None:
            return AddConversation(self._item.id, **self._values())
        return EditConversation(self._card.id, self._card.version, **self._values())


class HeardForm(FormDialog):
    """When it was held, with how many people, and what they said in general terms."""

    def __init__(self, operations: Operations, card: ConversationCard, parent: QWidget) -> None:
        super().__init__(operations, f"What {card.community} said", parent)
        self._card = card
        today = operations.desk.today
        self.held = DayEdit(card.held_on or min(card.due_on or today, today))
        self.people = QLineEdit(str(card.people) if card.people else "")
        self.people.setPlaceholderText("Not counted")
        self.heard = Words(card.heard, 6)
        self.heard.setPlaceholderText("In general terms: never who said it")
        self.place(
            [("held_on", "&Held on", self.held), ("people", "How many &people", self.people)],
            [("heard", "What was h&eard", self.heard)],
        )
        self.finish("Record it")
        self.heard.setFocus()

    def command(self) -> Command | None:
        from cspdesk.voices.conversation_commands import RecordConversation

        typed, card = self.people.text().strip(), self._card
        if typed and not typed.isdecimal():
            self.fields.show("people", "Write a whole number, or nothing when nobody counted.")
            return None
        people = int(typed) if typed else None
        return RecordConversation(card.id, card.version, self.held.day, people, self.heard.words)
