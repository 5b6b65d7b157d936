"""Report-backs of a Board: what partners' governance bodies did with its decisions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, func, select

from cspdesk.actions.rules import ReportBackStanding, report_back_standing
from cspdesk.calendar import short_date
from cspdesk.meetings.queries import MeetingCard, board_meetings, board_with_report_backs, meeting
from cspdesk.phrases import sentence_case
from cspdesk.reading import Reading
from cspdesk.words import number_word
from db.tables import (
    AgendaItemRow,
    BusinessRow,
    ChaseRow,
    GovernanceBodyRow,
    MeetingRow,
    OrganisationRow,
    ReportBackRow,
)
from db.vocabulary import ReportBackState


@dataclass(frozen=True, slots=True)
class ReportBackLine:
    """A body's response to a decision. `item_number` is "" when it is about no item.

    `board_on` is the day of the Board that sent it; `question` what the body asks in return.
    """

    id: int
    version: int
    meeting_id: int
    organisation_id: int
    organisation: str
    organisation_name: str
    body_id: int
    body: str
    body_next_meets_on: date | None
    item_id: int | None
    item_number: str
    taken_back: str
    due_on: date | None
    state: ReportBackState
    standing: ReportBackStanding
    met_on: date | None
    reported_on: date | None
    said: str
    changed: str
    question: str = ""
    chases: int = 0
    board_on: date | None = None

    @property
    def is_late(self) -> bool:
        return self.standing.days_late > 0


@dataclass(frozen=True, slots=True)
class ReportBackView:
    """The report-backs of a Board, the latest first, then by partner."""

    meeting: MeetingCard
    lines: tuple[ReportBackLine, ...]

    @property
    def received(self) -> int:
        return sum(line.standing.is_in for line in self.lines)

    @property
    def with_change(self) -> int:
        return sum(line.standing.is_in and bool(line.changed) for line in self.lines)

    @property
    def late(self) -> int:
        return sum(line.is_late for line in self.lines)

    @property
    def due_on(self) -> date:
        """The latest day one is due, else the cycle's."""
        days = (line.due_on for line in self.lines if line.due_on)
        return max(days, default=self.meeting.report_backs_on)

    @property
    def sentence(self) -> str:
        """ "Due Fri 6 Jan. 6 of 8 received, 4 with a change made."."""
        if not self.lines:
            return "No governance body has been asked to report back."
        counts = f"{self.received} of {len(self.lines)} received, {self.with_change}"
        return f"Due {short_date(self.due_on)}. {counts} with a change made."

    @property
    def finding(self) -> str:
        """As a heading: "Six of eight governance bodies have reported back"."""
        if not self.lines:
            return "No governance body has been asked to report back"
        start = sentence_case(number_word(self.received)) if self.received else "None"
        bodies = "body" if len(self.lines) == 1 else "bodies"
        verb = "has" if self.received <= 1 else "have"
        of = number_word(len(self.lines))
        return f"{start} of {of} governance {bodies} {verb} reported back"


@dataclass(frozen=True, slots=True)
class ReportBackCard:
    """One response, with the others of the same body at the same Board.

    `raised_on` is the day its question was raised in the inbox, None while it was not.
    """

    line: ReportBackLine
    taken_words: str
    others: tuple[ReportBackLine, ...]
    raised_on: date | None = None


def report_backs(reading: Reading, meeting_id: int) -> ReportBackView | None:
    """The report-backs of a meeting; None when the meeting is gone."""
    card = meeting(reading, meeting_id)
    if card is None:
        return None
    rows = reading.rows(_query().where(ReportBackRow.meeting_id == meeting_id))
    lines = [_line(row, reading.today) for row in rows]
    return ReportBackView(card, tuple(sorted(lines, key=lambda line: -line.standing.days_late)))


def report_back_register(reading: Reading) -> tuple[ReportBackLine, ...]:
    """What every body was asked and said, of all Boards: what is late first, then the newest."""
    lines = [_line(row, reading.today) for row in reading.rows(_query())]
    return tuple(sorted(lines, key=_register_place))


def _register_place(line: ReportBackLine) -> tuple[int, int]:
    return -line.standing.days_late, -(line.board_on or date.min).toordinal()


def report_back_meetings(reading: Reading) -> tuple[MeetingCard, ...]:
    """The Boards whose decisions were taken back, the latest first."""
    asked = Counter(key for (key,) in reading.rows(select(ReportBackRow.meeting_id)))
    return tuple(card for card in reversed(board_meetings(reading)) if card.id in asked)


def latest_report_backs(reading: Reading, before: date) -> ReportBackView | None:
    """The report-backs of the last Board before a day that any were asked for; None without one."""
    card = board_with_report_backs(reading, before)
    return report_backs(reading, card.id) if card else None


def report_backs_of(reading: Reading, organisation_id: int) -> tuple[ReportBackLine, ...]:
    """What one partner's bodies still owe, the latest first."""
    query = _query().where(
        OrganisationRow.id == organisation_id, ReportBackRow.state != ReportBackState.REPORTED
    )
    lines = [_line(row, reading.today) for row in reading.rows(query)]
    return tuple(sorted(lines, key=lambda line: -line.standing.days_late))


def awaited_report_backs(reading: Reading) -> tuple[ReportBackLine, ...]:
    """What is still owed by all bodies from all Boards, the latest first."""
    query = _query().where(ReportBackRow.state != ReportBackState.REPORTED)
    lines = [_line(row, reading.today) for row in reading.rows(query)]
    return tuple(sorted(lines, key=lambda line: -line.standing.days_late))


def late_report_backs(reading: Reading) -> int:
    """How many report-backs are late today, from all Boards."""
    query = (
        select(func.count())
        .select_from(ReportBackRow)
        .where(
            ReportBackRow.state != ReportBackState.REPORTED, ReportBackRow.due_on < reading.today
        )
    )
    count: int = reading.rows(query)[0][0]
    return count


def report_back(reading: Reading, report_back_id: int) -> ReportBackCard | None:
    """One response; None when it is gone."""
    found = reading.rows(_query().where(ReportBackRow.id == report_back_id))
    if not found:
        return None
    line = _line(found[0], reading.today)
    same = _query().where(
        ReportBackRow.meeting_id == line.meeting_id,
        ReportBackRow.governance_body_id == line.body_id,
        ReportBackRow.id != line.id,
    )
    held_on: date = found[0][-1]
    words = f"Board, {short_date(held_on, year=True).split(' ', 1)[1]}"
    return ReportBackCard(
        line=line,
        taken_words=f"{words}, item {line.item_number}" if line.item_number else words,
        others=tuple(_line(row, reading.today) for row in reading.rows(same)),
        raised_on=_raised_on(reading, line),
    )


def to_raise(line: ReportBackLine) -> str:
    """What a response puts to the partnership: its question, else what the body said."""
    return line.question or line.said


def _raised_on(reading: Reading, line: ReportBackLine) -> date | None:
    """When this partner's question was first raised as business, in these words."""
    if not to_raise(line):
        return None
    query = select(func.min(BusinessRow.raised_on)).where(
        BusinessRow.organisation_id == line.organisation_id, BusinessRow.asked == to_raise(line)
    )
    found: date | None = reading.rows(query)[0][0]
    return found


@cache
def _query() -> Select[*tuple[Any, ...]]:
    chases = (
        select(func.count())
        .where(ChaseRow.report_back_id == ReportBackRow.id)
        .correlate(ReportBackRow)
        .scalar_subquery()
    )
    return (
        select(
            ReportBackRow,
            GovernanceBodyRow.name,
            GovernanceBodyRow.next_meets_on,
            OrganisationRow.id,
            OrganisationRow.short_name,
            OrganisationRow.name,
            AgendaItemRow.number,
            AgendaItemRow.position,
            chases,
            MeetingRow.held_on,
        )
        .join(GovernanceBodyRow, ReportBackRow.governance_body_id == GovernanceBodyRow.id)
        .join(OrganisationRow, GovernanceBodyRow.organisation_id == OrganisationRow.id)
        .join(MeetingRow, ReportBackRow.meeting_id == MeetingRow.id)
        .outerjoin(AgendaItemRow, ReportBackRow.item_id == AgendaItemRow.id)
        .order_by(OrganisationRow.position, ReportBackRow.id)
    )


def _line(found: Any, today: date) -> ReportBackLine:
    row, body, next_meets_on, organisation_id, short_name, name, number, position, *rest = found
    chases, held_on = rest
    return ReportBackLine(
        id=row.id,
        version=row.version,
        meeting_id=row.meeting_id,
        organisation_id=organisation_id,
        organisation=short_name,
        organisation_name=name,
        body_id=row.governance_body_id,
        body=body,
        body_next_meets_on=next_meets_on,
        item_id=row.item_id,
        item_number=(number or str(position)) if position is not None else "",
        taken_back=row.taken_back,
        due_on=row.due_on,
        state=row.state,
        standing=report_back_standing(row.state, row.due_on, row.reported_on, today),
        met_on=row.met_on,
        reported_on=row.reported_on,
        said=row.said,
        changed=row.changed,
        question=row.question,
        chases=chases,
        board_on=held_on,
    )
