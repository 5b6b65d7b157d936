"""What screens and documents read of conversations with communities."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cspdesk.voices.conversation_rules import ConversationStanding
from db.vocabulary import ConversationWay


@dataclass(frozen=True, slots=True)
class ConversationCard:
    """One conversation. `who` says how and by whom in words; raw fields carry the command's names.

    `people` is None where nobody counted; `heard` is "" until it was held.
    """

    id: int
    version: int
    cycle_id: int
    item_id: int | None
    community: str
    way: ConversationWay
    organisation_id: int | None
    organisation: str
    by_whom: str
    question: str
    ward_id: int | None
    ward: str
    due_on: date | None
    held_on: date | None
    people: int | None
    heard: str
    who: str
    standing: ConversationStanding

    @property
    def heard_from(self) -> str:
        """ "Somali families, 14 people": whose words `heard` sums up."""
        if not self.people:
            return self.community
        return f"{self.community}, {self.people} {'person' if self.people == 1 else 'people'}"


@dataclass(frozen=True, slots=True)
class Named:
    """One thing to choose from."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class ConversationChoices:
    """What the form of a conversation offers; it takes place between the two days."""

    communities: tuple[str, ...]
    organisations: tuple[Named, ...]
    wards: tuple[Named, ...]
    executive_on: date
    board_on: date
    proposed: date
