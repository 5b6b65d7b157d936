"""Reads what the scorecard is worked out from: each table once, whatever the number of cycles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from cspdesk.reading import Reading
from cspdesk.scorecard.facts import (
    ActionFact,
    CycleFacts,
    HomeworkFact,
    ItemFact,
    ReportBackFact,
    SeatFact,
    WayOutFact,
)
from cspdesk.scorecard.rules import Line, scorecard
from db.tables import (
    ActionRow,
    AgendaItemRow,
    AttendanceRow,
    BusinessRow,
    ConversationRow,
    CycleRow,
    DisseminationRow,
    GovernanceBodyRow,
    GroupRow,
    HomeworkRow,
    IssuedDocumentRow,
    ItemRecordRow,
    MeetingRow,
    OrganisationRow,
    ReportBackRow,
    SeatRow,
    VoiceRow,
)
from db.vocabulary import DocumentKind, GroupKind, MeetingState, ReportBackState

_NONE_EXPECTED = "none expected"


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The lines over the cycles shown, those cycles, and the years there are to choose from."""

    lines: tuple[Line, ...]
    cycles: tuple[CycleFacts, ...]
    years: tuple[str, ...]


def refresh_scorecard(reading: Reading, year: str | None = None) -> Scorecard:
    """The scorecard of one year, or of all: cycles up to the first whose Board is to come."""
    facts = cycle_facts(reading)
    held = [cycle for cycle in facts if cycle.held]
    shown = [*held, *[cycle for cycle in facts if not cycle.held][:1]]
    years = tuple(dict.fromkeys(cycle.year for cycle in shown))
    chosen = tuple(cycle for cycle in shown if year is None or cycle.year == year)
    return Scorecard(scorecard(chosen, reading.today), chosen, years)


def cycle_facts(reading: Reading) -> tuple[CycleFacts, ...]:
    """What is recorded of each cycle, in the order of their Boards."""
    parts = _Parts(reading)
    cycles = reading.rows(
        select(CycleRow.id, CycleRow.year_label, CycleRow.board_on).order_by(CycleRow.board_on)
    )
    return tuple(parts.cycle(key, year, board_on) for key, year, board_on in cycles)


class _Parts:
    """Everything by cycle or by Board meeting, each table read once."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.boards, self.begun = _boards(reading)
        self.partners = {
            key: (name, sector)
            for key, name, sector in reading.rows(
                select(OrganisationRow.id, OrganisationRow.short_name, OrganisationRow.sector)
            )
        }
        self.items = _items(reading, self.boards.values())
        self.ways_out = _ways_out(reading)
        self.homework = self._homework()
        self.actions = self._actions()
        self.report_backs = _report_backs(reading)
        self.seats = self._seats()
        self.pages = _pages(reading)

    def cycle(self, key: int, year: str, board_on: date) -> CycleFacts:
        meeting = self.boards.get(key)
        at = meeting or 0
        return CycleFacts(
            cycle_id=key,
            year=year,
            board_on=board_on,
            held=board_on < self.reading.today or at in self.begun,
            meeting_id=meeting,
            pages=self.pages.get(at),
            items=tuple(self.items.get(at, ())),
            ways_out=tuple(self.ways_out.get(key, ())),
            homework=tuple(self.homework.get(at, ())),
            actions=tuple(self.actions.get(at, ())),
            report_backs=tuple(self.report_backs.get(at, ())),
            seats=self.seats(at),
        )

    def _homework(self) -> dict[int, list[HomeworkFact]]:
        query = (
            select(
                AgendaItemRow.meeting_id, HomeworkRow.id, HomeworkRow.item_id,
                HomeworkRow.organisation_id, HomeworkRow.question, HomeworkRow.state,
            )
            .join(AgendaItemRow, HomeworkRow.item_id == AgendaItemRow.id)
            .order_by(AgendaItemRow.position, HomeworkRow.id)
        )  # fmt: skip
        found: dict[int, list[HomeworkFact]] = defaultdict(list)
        for meeting, key, item, partner, question, state in self.reading.rows(query):
            name = self.partners[partner][0]
            found[meeting].append(HomeworkFact(key, item, name, question, state))
        return found

    def _actions(self) -> dict[int, list[ActionFact]]:
        days = dict(self.reading.rows(select(MeetingRow.id, MeetingRow.held_on)))
        query = select(
            ActionRow.agreed_at_id, ActionRow.id, ActionRow.ref, ActionRow.text,
            ActionRow.organisation_id, ActionRow.state, ActionRow.due_on,
            ActionRow.due_meeting_id, ActionRow.closed_on,
        ).where(ActionRow.agreed_at_id.is_not(None)).order_by(ActionRow.id)  # fmt: skip
        found: dict[int, list[ActionFact]] = defaultdict(list)
        for at, key, ref, text, partner, state, due, due_at, closed in self.reading.rows(query):
            name, sector = self.partners[partner]
            day = due or days.get(due_at or 0)
            found[at].append(ActionFact(key, ref, text, name, sector, state, day, closed))
        return found

    def _seats(self) -> Callable[[int], tuple[SeatFact, ...]]:
        """A function from a Board meeting to its seats with who came."""
        query = (
            select(SeatRow.id, SeatRow.role, SeatRow.organisation_id)
            .join(GroupRow, SeatRow.group_id == GroupRow.id)
            .where(GroupRow.kind == GroupKind.BOARD)
            .order_by(SeatRow.position, SeatRow.id)
        )
        seats = self.reading.rows(query)
        came: dict[int, dict[int, bool]] = defaultdict(dict)
        attended = select(AttendanceRow.meeting_id, AttendanceRow.seat_id, AttendanceRow.presence)
        for meeting, seat, presence in self.reading.rows(attended):
            if seat is not None:
                came[meeting][seat] = presence.is_there

        def at(meeting: int) -> tuple[SeatFact, ...]:
            there = came.get(meeting, {})
            return tuple(
                self._seat(key, role, partner, there.get(key)) for key, role, partner in seats
            )

        return at

    def _seat(self, key: int, role: str, partner: int | None, there: bool | None) -> SeatFact:
        name, sector = self.partners.get(partner or 0, ("", None))
        return SeatFact(key, f"{role}, {name}" if name else f"{role} (vacant)", name, sector, there)


# A Board on this very day counts as held once its meeting has begun.
_BEGUN = (MeetingState.IN_PROGRESS, MeetingState.MINUTES_DRAFT, MeetingState.CONFIRMED)


def _boards(reading: Reading) -> tuple[dict[int, int], set[int]]:
    """Cycle to its Board meeting, the last where there were several; and those that have begun."""
    query = (
        select(MeetingRow.cycle_id, MeetingRow.id, MeetingRow.state)
        .join(GroupRow, MeetingRow.group_id == GroupRow.id)
        .where(GroupRow.kind == GroupKind.BOARD)
        .order_by(MeetingRow.held_on)
    )
    rows = reading.rows(query)
    begun = {meeting for _cycle, meeting, state in rows if state in _BEGUN}
    return {cycle: meeting for cycle, meeting, _state in rows}, begun


def _items(reading: Reading, boards: Iterable[int]) -> dict[int, list[ItemFact]]:
    seconds = dict(
        reading.rows(
            select(ItemRecordRow.item_id, ItemRecordRow.seconds).where(ItemRecordRow.seconds > 0)
        )
    )
    heard = _heard(reading)
    query = select(
        AgendaItemRow.id, AgendaItemRow.meeting_id, AgendaItemRow.number, AgendaItemRow.title,
        AgendaItemRow.type, AgendaItemRow.minutes, AgendaItemRow.communities,
        AgendaItemRow.community_heard, AgendaItemRow.community_none, AgendaItemRow.is_sub,
    ).order_by(AgendaItemRow.position)  # fmt: skip
    wanted, found = set(boards), defaultdict[int, list[ItemFact]](list)
    for key, at, number, title, kind, minutes, who, said, none, sub in reading.rows(query):
        if at not in wanted or sub:  # a part of an item is counted with it
            continue
        views = not none and not who.strip().casefold().startswith(_NONE_EXPECTED)
        is_heard = bool(said.strip()) or key in heard
        fact = ItemFact(key, number, title, kind, minutes, seconds.get(key), views, is_heard)
        found[at].append(fact)
    return found


def _heard(reading: Reading) -> set[int]:
    """The items for which a conversation was held or a voice was kept."""
    held = select(ConversationRow.item_id).where(
        ConversationRow.item_id.is_not(None), ConversationRow.held_on.is_not(None)
    )
    said = select(VoiceRow.item_id).where(VoiceRow.item_id.is_not(None))
    return {key for query in (held, said) for (key,) in reading.rows(query)}


def _ways_out(reading: Reading) -> dict[int, list[WayOutFact]]:
    query = (
        select(
            BusinessRow.cycle_id, BusinessRow.id, BusinessRow.title, DisseminationRow.channel,
            DisseminationRow.done_on,
        )
        .join(DisseminationRow, DisseminationRow.business_id == BusinessRow.id)
        .order_by(BusinessRow.id)
    )  # fmt: skip
    found: dict[int, list[WayOutFact]] = defaultdict(list)
    for cycle, key, title, channel, done_on in reading.rows(query):
        found[cycle].append(WayOutFact(key, title, channel, done_on is not None))
    return found


def _report_backs(reading: Reading) -> dict[int, list[ReportBackFact]]:
    query = (
        select(
            ReportBackRow.meeting_id, ReportBackRow.id, OrganisationRow.short_name,
            GovernanceBodyRow.name, ReportBackRow.state,
        )
        .join(GovernanceBodyRow, ReportBackRow.governance_body_id == GovernanceBodyRow.id)
        .join(OrganisationRow, GovernanceBodyRow.organisation_id == OrganisationRow.id)
        .order_by(ReportBackRow.id)
    )  # fmt: skip
    found: dict[int, list[ReportBackFact]] = defaultdict(list)
    for meeting, key, partner, body, state in reading.rows(query):
        got = state is ReportBackState.REPORTED
        found[meeting].append(ReportBackFact(key, partner, body, got))
    return found


def _pages(reading: Reading) -> dict[int, int]:
    """Board meeting to the pages of the latest pack that was issued for it."""
    document = IssuedDocumentRow
    latest = (
        select(func.max(document.id))
        .where(document.kind == DocumentKind.BOARD)
        .group_by(document.meeting_id)
    )
    query = select(document.meeting_id, document.pages).where(document.id.in_(latest))
    return {meeting: pages for meeting, pages in reading.rows(query) if meeting is not None}
