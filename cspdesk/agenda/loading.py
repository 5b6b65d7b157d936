"""Fetches an agenda in a handful of selects and works out what its views share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import func, select

from cspdesk.agenda.checks import AgendaFacts, Check, ItemFacts, Overruling, readiness
from cspdesk.agenda.records import HomeworkMark, PaperCard
from cspdesk.agenda.restricting import is_said
from cspdesk.agenda.rules import (
    Meters,
    decision_share,
    ends_at,
    minutes_by_type,
    numbers,
    partner_asks,
)
from cspdesk.meetings.queries import MeetingCard, board_before, meeting
from cspdesk.meetings.rules import clock_times
from cspdesk.people.queries import partners
from cspdesk.people.rules import Partner, partners_named
from cspdesk.reading import Reading
from cspdesk.settings.queries import PartnershipCard, partnership
from cspdesk.voices.conversation_queries import ConversationCard, conversations_of_meeting
from db.tables import (
    AgendaItemRow,
    HighlightReportRow,
    HomeworkRow,
    OrganisationRow,
    OverruledCheckRow,
    PaperRow,
    PriorityRow,
)
from db.vocabulary import HighlightState, ItemType


@dataclass(frozen=True)
class LoadedAgenda:
    """An agenda's rows for the length of one query; never handed out."""

    reading: Reading
    meeting: MeetingCard
    items: tuple[AgendaItemRow, ...]
    marks: dict[int, tuple[HomeworkMark, ...]]
    papers: dict[int, tuple[PaperCard, ...]]
    conversations: dict[int, tuple[ConversationCard, ...]]
    overruled: tuple[Overruling, ...]
    highlight: HighlightState
    partners: tuple[Partner, ...]
    settings: PartnershipCard
    last_share: int | None
    board_before: MeetingCard | None

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        return numbers([item.number for item in self.items], [item.is_sub for item in self.items])

    @cached_property
    def times(self) -> tuple[tuple[str, str], ...]:
        return clock_times([item.minutes for item in self.items], self.meeting.starts_at)

    @cached_property
    def without_part(self) -> tuple[Partner, ...]:
        """Partners on the Board who lead nothing, are asked nothing and have no homework."""
        busy: set[int] = set()
        for item in self.items:
            busy |= takes_part(item, self.marks.get(item.id, ()), self.partners)
        return tuple(partner for partner in self.partners if partner.id not in busy)

    @cached_property
    def meters(self) -> Meters:
        kinds = [(item.type, item.minutes) for item in self.items]
        return Meters(
            planned=sum(item.minutes for item in self.items),
            available=self.meeting.minutes_available,
            ends_at=ends_at(self.meeting.starts_at, [item.minutes for item in self.items]),
            by_type=minutes_by_type(kinds),
            decision_share=decision_share(kinds),
            decision_aim=self.settings.decision_aim,
            last_decision_share=self.last_share,
            items=sum(not item.is_sub for item in self.items),
            item_limit=self.meeting.item_limit,
            partners=len(self.partners),
            without_part=tuple(partner.short_name for partner in self.without_part),
        )

    @cached_property
    def facts(self) -> tuple[ItemFacts, ...]:
        return tuple(
            _facts(
                item,
                number,
                self.marks.get(item.id, ()),
                self.papers.get(item.id, ()),
                self.conversations.get(item.id, ()),
            )
            for item, number in zip(self.items, self.numbers, strict=True)
        )

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        return readiness(
            AgendaFacts(
                self.facts,
                self.meters,
                self.reading.today,
                self.meeting.papers_on,
                self.highlight,
                self.overruled,
            )
        )


def load_agenda(reading: Reading, meeting_id: int) -> LoadedAgenda | None:
    """None when the meeting is gone."""
    card = meeting(reading, meeting_id)
    if card is None:
        return None
    items = reading.all(
        select(AgendaItemRow)
        .where(AgendaItemRow.meeting_id == meeting_id)
        .order_by(AgendaItemRow.position, AgendaItemRow.id)
    )
    before = board_before(reading, card.held_on)
    return LoadedAgenda(
        reading=reading,
        meeting=card,
        items=tuple(items),
        marks=homework_marks(reading, meeting_id),
        papers=papers_of(reading, meeting_id),
        conversations=conversations_of_meeting(reading, meeting_id),
        overruled=_overruled(reading, meeting_id),
        highlight=_highlight_state(reading, card.cycle_id),
        partners=partners(reading),
        settings=partnership(reading),
        last_share=_share_of(reading, before),
        board_before=before,
    )


def homework_marks(reading: Reading, meeting_id: int) -> dict[int, tuple[HomeworkMark, ...]]:
    """The homework of a meeting: item to its questions, in the partners' order."""
    query = (
        select(
            HomeworkRow.id,
            HomeworkRow.item_id,
            HomeworkRow.organisation_id,
            OrganisationRow.short_name,
            HomeworkRow.state,
        )
        .join(AgendaItemRow, HomeworkRow.item_id == AgendaItemRow.id)
        .join(OrganisationRow, HomeworkRow.organisation_id == OrganisationRow.id)
        .where(AgendaItemRow.meeting_id == meeting_id)
        .order_by(OrganisationRow.position, HomeworkRow.id)
    )
    held: dict[int, list[HomeworkMark]] = {}
    for key, item_id, organisation_id, name, state in reading.rows(query):
        held.setdefault(item_id, []).append(HomeworkMark(key, organisation_id, name, state))
    return {item_id: tuple(marks) for item_id, marks in held.items()}


def papers_of(reading: Reading, meeting_id: int) -> dict[int, tuple[PaperCard, ...]]:
    """The papers of a meeting, without their bytes: item to its papers in order."""
    query = (
        select(PaperRow)
        .join(AgendaItemRow, PaperRow.item_id == AgendaItemRow.id)
        .where(AgendaItemRow.meeting_id == meeting_id)
        .order_by(PaperRow.position, PaperRow.id)
    )
    held: dict[int, list[PaperCard]] = {}
    for row in reading.all(query):
        held.setdefault(row.item_id, []).append(paper_card(row))
    return {item_id: tuple(cards) for item_id, cards in held.items()}


def paper_card(row: PaperRow) -> PaperCard:
    return PaperCard(
        id=row.id,
        version=row.version,
        position=row.position,
        title=row.title,
        file_name=row.file_name,
        sha256=row.sha256,
        pages=row.pages,
        size=row.size,
        publicity=row.publicity,
        exempt_paragraph=row.exempt_paragraph,
        exempt_reason=row.exempt_reason,
    )


def _overruled(reading: Reading, meeting_id: int) -> tuple[Overruling, ...]:
    query = select(OverruledCheckRow).where(OverruledCheckRow.meeting_id == meeting_id)
    return tuple(
        Overruling(
            row.key,
            frozenset(int(key) for key in row.items.split(",") if key),
            row.sentence,
            row.reason,
        )
        for row in reading.all(query)
    )


def _highlight_state(reading: Reading, cycle_id: int) -> HighlightState:
    query = select(HighlightReportRow.state).where(HighlightReportRow.cycle_id == cycle_id)
    return reading.session.scalar(query) or HighlightState.DRAFT


def takes_part(
    item: AgendaItemRow, marks: Sequence[HomeworkMark], all_partners: Sequence[Partner]
) -> set[int]:
    """The organisations that lead an item, have homework on it, or are asked for an action."""
    named = {mark.organisation_id for mark in marks}
    if item.lead_organisation_id is not None:
        named.add(item.lead_organisation_id)
    for ask in partner_asks(item.partner_actions):
        named |= partners_named(ask.partner, all_partners)
    return named


def _share_of(reading: Reading, card: MeetingCard | None) -> int | None:
    """The share of minutes for decisions at a Board; None when it had no agenda here."""
    if card is None:
        return None
    query = (
        select(AgendaItemRow.type, func.sum(AgendaItemRow.minutes))
        .where(AgendaItemRow.meeting_id == card.id)
        .group_by(AgendaItemRow.type)
    )
    sums: list[tuple[ItemType, int]] = [(kind, minutes) for kind, minutes in reading.rows(query)]
    return decision_share(sums) if sums else None


def priority_names(reading: Reading) -> dict[int, tuple[int | None, str]]:
    """Priority id to its number and name."""
    query = select(PriorityRow.id, PriorityRow.number, PriorityRow.name)
    return {key: (number, name) for key, number, name in reading.rows(query)}


def organisation_names(reading: Reading) -> dict[int, str]:
    """Organisation id to its short name, in the partnership's order."""
    query = select(OrganisationRow.id, OrganisationRow.short_name)
    pairs: list[tuple[int, str]] = reading.rows(query.order_by(OrganisationRow.position))
    return dict(pairs)


def _facts(
    item: AgendaItemRow,
    number: str,
    marks: Sequence[HomeworkMark],
    papers: Sequence[PaperCard],
    conversations: Sequence[ConversationCard],
) -> ItemFacts:
    withheld = ((one.publicity, one.exempt_paragraph, one.exempt_reason) for one in papers)
    return ItemFacts(
        id=item.id,
        number=number,
        type=item.type,
        minutes=item.minutes,
        lead=item.lead,
        decision_sought=item.decision_sought,
        partner_actions=item.partner_actions,
        value_added=item.value_added,
        keep_reason=item.keep_reason,
        time_split=item.time_split,
        sidetrack=item.sidetrack,
        steer=item.steer,
        communities=item.communities,
        community_plan=item.community_plan,
        community_heard=item.community_heard,
        community_none=item.community_none,
        conversations=tuple(one.standing for one in conversations),
        paper_state=item.paper_state,
        paper_due_on=item.paper_due_on,
        publicity=item.publicity,
        exempt=is_said(item.publicity, item.exempt_paragraph, item.exempt_reason)
        and all(is_said(*said) for said in withheld),
        standing_key=item.standing_key,
        homework=tuple(mark.state for mark in marks),
    )
