"""The sub-groups in a cycle: their accounts, what was asked of them, when each was scrutinised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cspdesk.agenda.business_records import GroupLine, RequestLine
from cspdesk.agenda.business_requests import group_lines
from cspdesk.boards.rules import account_words
from cspdesk.meetings.forward_queries import forward_plan
from cspdesk.meetings.forward_records import SubjectLine
from cspdesk.meetings.forward_rules import SubjectKind, subject_key
from cspdesk.meetings.queries import CycleLine, year_of
from cspdesk.people.gaps import is_vacant_chair
from cspdesk.people.queries import groups
from cspdesk.phrases import joined
from cspdesk.reading import Reading
from cspdesk.words import counted
from db.tables import CycleRow, GroupAccountRow
from db.vocabulary import GroupKind, RequestKind


@dataclass(frozen=True, slots=True)
class AccountLine:
    """What a sub-group accounted for in one cycle."""

    id: int
    version: int
    cycle: str
    received_on: date
    given_by: str
    progress: str
    challenges: str
    support: str


@dataclass(frozen=True, slots=True)
class SubGroupLine:
    """A sub-group in a cycle. `words` is the state of its account, `days_late` 0 unless overdue.

    `last_words` say when it was last before the Board; `neglected`: not for a year, and not
    planned.
    """

    id: int
    name: str
    short_name: str
    reports_to: str
    chair: str
    chair_vacant: bool
    owes: str
    account: AccountLine | None
    words: str
    days_late: int
    requests: tuple[RequestLine, ...]
    silence: str
    last_words: str
    next_words: str
    neglected: bool
    earlier: tuple[AccountLine, ...]

    @property
    def is_silent(self) -> bool:
        return bool(self.silence)

    @property
    def chair_words(self) -> str:
        return "Chair vacant" if self.chair_vacant else self.chair

    def request(self, kind: RequestKind) -> RequestLine:
        return next(line for line in self.requests if line.kind is kind)


@dataclass(frozen=True, slots=True)
class SubGroups:
    """The sub-groups of a cycle, in the order of the structure chart."""

    cycle: CycleLine
    lines: tuple[SubGroupLine, ...]

    @property
    def given(self) -> int:
        return sum(line.account is not None for line in self.lines)

    @property
    def silent(self) -> tuple[SubGroupLine, ...]:
        return tuple(line for line in self.lines if line.is_silent)

    @property
    def vacant(self) -> int:
        return sum(line.chair_vacant for line in self.lines)

    @property
    def sentence(self) -> str:
        """ "4 of 10 accounts are in, 1 chair vacant, 2 silent"."""
        if not self.lines:
            return "No sub-group yet"
        said = [f"{self.given} of {len(self.lines)} accounts are in"]
        if self.vacant:
            said.append(f"{counted(self.vacant, 'chair')} vacant")
        if self.silent:
            said.append(f"{len(self.silent)} silent")
        return ", ".join(said)


def sub_groups(reading: Reading, cycle_id: int) -> SubGroups | None:
    """The sub-groups in a cycle; None when it is gone."""
    cycle = next((line for line in year_of(reading, cycle_id) if line.id == cycle_id), None)
    if cycle is None:
        return None
    asked = {one.id: one for one in group_lines(reading, cycle_id)}
    accounts = _accounts(reading)
    subjects = {one.subject: one for one in forward_plan(reading).lines_of(SubjectKind.GROUP)}
    every = groups(reading)
    names = {group.id: group.short_name for group in every}
    lines = []
    for group in every:
        if group.kind is not GroupKind.SUB_GROUP:
            continue
        mine = accounts.get(group.id, {})
        earlier = tuple(line for key, line in mine.items() if key != cycle_id)
        chair = next((seat for seat in group.seats if seat.co_chair), None)
        lines.append(
            _line(
                asked[group.id],
                cycle,
                mine.get(cycle_id),
                earlier,
                subjects[subject_key(SubjectKind.GROUP, group.id)],
                reports_to=names.get(group.parent_id or 0, ""),
                vacant=is_vacant_chair(group.chair) or (chair is not None and chair.vacant),
                today=reading.today,
            )
        )
    return SubGroups(cycle, tuple(lines))


def _line(
    asked: GroupLine,
    cycle: CycleLine,
    account: AccountLine | None,
    earlier: tuple[AccountLine, ...],
    subject: SubjectLine,
    *,
    reports_to: str,
    vacant: bool,
    today: date,
) -> SubGroupLine:
    came = account.received_on if account else None
    words, late = account_words(came, cycle.dates.executive_on, today)
    return SubGroupLine(
        id=asked.id,
        name=asked.name,
        short_name=asked.short_name,
        reports_to=reports_to,
        chair=asked.chair,
        chair_vacant=vacant,
        owes=asked.owes,
        account=account,
        words=words,
        days_late=late,
        requests=asked.requests,
        silence=asked.silence,
        last_words=subject.last_words,
        next_words=subject.next_words,
        neglected=subject.neglected,
        earlier=earlier,
    )


def _accounts(reading: Reading) -> dict[int, dict[int, AccountLine]]:
    """For each group its accounts by cycle, the latest first."""
    query = (
        select(GroupAccountRow, CycleRow.number, CycleRow.year_label)
        .join(CycleRow, GroupAccountRow.cycle_id == CycleRow.id)
        .order_by(CycleRow.board_on.desc(), GroupAccountRow.id)
    )
    found: dict[int, dict[int, AccountLine]] = {}
    for row, number, year in reading.rows(query):
        found.setdefault(row.group_id, {})[row.cycle_id] = AccountLine(
            id=row.id,
            version=row.version,
            cycle=f"Cycle {number}, {year}",
            received_on=row.received_on,
            given_by=row.given_by,
            progress=row.progress,
            challenges=row.challenges,
            support=row.support,
        )
    return found


def silence_sentence(lines: Sequence[GroupLine]) -> str:
    """The silent groups by name, as the Executive is told; "" when all have spoken.

    "Nothing was heard from Channel Panel and Ward panels this cycle."
    """
    names = [_named(line) for line in lines if line.silent]
    return f"Nothing was heard from {joined(names)} this cycle." if names else ""


def _named(line: GroupLine) -> str:
    """ "Ward panels (silent for 3 cycles)"."""
    long = line.silence.casefold() if line.silence != "Silent" else ""
    return f"{line.name} ({long})" if long else line.name
