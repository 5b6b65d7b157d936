"""What is asked of conversations with communities: those of an item or agenda, what to choose."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Select, select

from cspdesk.reading import Reading
from cspdesk.voices.conversation_records import ConversationCard, ConversationChoices, Named
from cspdesk.voices.conversation_rules import standing, usual_due, who_words
from db.tables import (
    AgendaItemRow,
    CommunityRow,
    ConversationRow,
    CycleRow,
    MeetingRow,
    OrganisationRow,
    WardRow,
)

__all__ = [
    "ConversationCard",
    "ConversationChoices",
    "Named",
    "conversation_choices",
    "conversations_of_cycle",
    "conversations_of_meeting",
]


def conversations_of_meeting(
    reading: Reading, meeting_id: int
) -> dict[int, tuple[ConversationCard, ...]]:
    """The conversations of an agenda: item id to its conversations, in the order of planning."""
    query = (
        select(ConversationRow)
        .join(AgendaItemRow, ConversationRow.item_id == AgendaItemRow.id)
        .where(AgendaItemRow.meeting_id == meeting_id)
        .order_by(ConversationRow.id)
    )
    held: dict[int, list[ConversationCard]] = {}
    for card in _cards(reading, query):
        if card.item_id is not None:
            held.setdefault(card.item_id, []).append(card)
    return {item_id: tuple(cards) for item_id, cards in held.items()}


def conversations_of_cycle(reading: Reading, cycle_id: int) -> tuple[ConversationCard, ...]:
    """Every conversation of a cycle, those without an item too, in the order of their days."""
    query = select(ConversationRow).where(ConversationRow.cycle_id == cycle_id)
    return tuple(_cards(reading, query.order_by(ConversationRow.due_on, ConversationRow.id)))


def conversation_choices(reading: Reading, item_id: int) -> ConversationChoices | None:
    """What the form offers for an item of the agenda; None when the item is gone."""
    query = (
        select(CycleRow)
        .join(MeetingRow, MeetingRow.cycle_id == CycleRow.id)
        .join(AgendaItemRow, AgendaItemRow.meeting_id == MeetingRow.id)
        .where(AgendaItemRow.id == item_id)
    )
    cycle = reading.one(query)
    if cycle is None:
        return None
    days = (cycle.executive_on, cycle.papers_on, cycle.board_on)
    partners = select(OrganisationRow.id, OrganisationRow.name).order_by(OrganisationRow.position)
    wards = select(WardRow.id, WardRow.name).order_by(WardRow.position, WardRow.name)
    return ConversationChoices(
        communities=_communities(reading),
        organisations=_named(reading.rows(partners)),
        wards=_named(reading.rows(wards)),
        executive_on=cycle.executive_on,
        board_on=cycle.board_on,
        proposed=usual_due(*days, reading.today),
    )


# Parts


def _cards(reading: Reading, query: Select[ConversationRow]) -> Iterable[ConversationCard]:
    rows = reading.all(query)
    if not rows:
        return ()  # most agendas: no need to ask for names
    partners = dict(reading.rows(select(OrganisationRow.id, OrganisationRow.short_name)))
    wards = dict(reading.rows(select(WardRow.id, WardRow.name)))
    return tuple(_card(reading, row, partners, wards) for row in rows)


def _card(
    reading: Reading, row: ConversationRow, partners: dict[int, str], wards: dict[int, str]
) -> ConversationCard:
    organisation = partners.get(row.organisation_id or 0, "")
    ward = wards.get(row.ward_id or 0, "")
    return ConversationCard(
        id=row.id,
        version=row.version,
        cycle_id=row.cycle_id,
        item_id=row.item_id,
        community=row.community,
        way=row.way,
        organisation_id=row.organisation_id,
        organisation=organisation,
        by_whom=row.by_whom,
        question=row.question,
        ward_id=row.ward_id,
        ward=ward,
        due_on=row.due_on,
        held_on=row.held_on,
        people=row.people,
        heard=row.heard,
        who=who_words(row.way, organisation, row.by_whom, ward),
        standing=standing(row.due_on, row.held_on, row.people, reading.today),
    )


def _communities(reading: Reading) -> tuple[str, ...]:
    """The partnership's own communities in their order, then others that were asked before."""
    own = reading.all(select(CommunityRow.name).order_by(CommunityRow.position, CommunityRow.name))
    used = reading.all(select(ConversationRow.community).distinct())
    return (*own, *sorted(set(used).difference(own), key=str.casefold))


def _named(rows: Iterable[tuple[int, str]]) -> tuple[Named, ...]:
    return tuple(Named(key, name) for key, name in rows)
