"""The parallel boards as their screen shows them: the ledger, and what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from cspdesk.agenda.business_records import RequestLine
from cspdesk.agenda.business_requests import group_lines
from cspdesk.boards.joint import JointPlan, joint_meeting_of, joint_plan
from cspdesk.boards.queries import ledger
from cspdesk.boards.records import BoardLedger, Ledger, MessageLine
from cspdesk.boards.rules import day_words, head_and_detail
from cspdesk.calendar import short_date
from cspdesk.meetings.queries import CycleLine, board_meetings, cycles
from cspdesk.people.rules import folded
from cspdesk.reading import Reading
from db.tables import (
    AppointmentRow,
    BoardMessageRow,
    BodyMeetingRow,
    GroupRow,
    OrganisationRow,
    PersonRow,
    SeatRow,
)
from db.vocabulary import AppointmentKind, GroupKind, MessageState, MessageWay, RequestKind


@dataclass(frozen=True, slots=True)
class Standing:
    """A few words with the mark they take: "done", "half", "todo" or "late"."""

    mark: str
    words: str


@dataclass(frozen=True, slots=True)
class BoardDay:
    """A day in a board's calendar. `clash` says in one sentence what speaks against it."""

    id: int
    version: int
    held_on: date
    note: str
    clash: str

    @property
    def words(self) -> str:
        return short_date(self.held_on, year=True)


@dataclass(frozen=True, slots=True)
class OnBoth:
    """A seat on a parallel board, and the groups of ours on which the same member sits."""

    role: str
    organisation: str
    holder: str
    ours: tuple[str, ...]

    @property
    def words(self) -> str:
        """ "Director of Commissioning, CCG"."""
        who = f"{self.holder}, {self.role}" if self.holder else self.role
        return f"{who}, {self.organisation}" if self.organisation else who


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One parallel board: its ledger, requests for papers, calendar, and who sits on both."""

    board: BoardLedger
    requests: tuple[RequestLine, ...]
    days: tuple[BoardDay, ...]
    members: tuple[OnBoth, ...]

    @property
    def id(self) -> int:
        return self.board.group_id

    @property
    def on_both(self) -> tuple[OnBoth, ...]:
        return tuple(one for one in self.members if one.ours)

    @property
    def has_answered(self) -> bool:
        """Whether an update of this cycle is in and none is awaited."""
        lines = self.board.incoming
        return bool(lines) and not any(line.is_waiting for line in lines)

    @property
    def update(self) -> tuple[str, Standing]:
        """What came in this cycle, the latest first, and how it stands."""
        lines = self.board.incoming
        if not lines:
            return "Nothing asked of this board yet", Standing("todo", "Not asked")
        waiting = [line for line in lines if line.is_waiting]
        line = max(waiting or lines, key=lambda one: (one.days_late, one.dated or date.min))
        more = len(lines) - 1
        text = f"{line.text} (and {more} more)" if more else line.text
        mark = "late" if line.days_late else "half" if line.is_waiting else "done"
        return text, Standing(mark, line.words)

    @property
    def papers(self) -> tuple[str, Standing]:
        """Minutes and action plan: what was asked for or came."""
        asked = [line for line in self.requests if line.standing.asked]
        if not asked:
            return "Not asked for", Standing("todo", "Not needed")
        title = ", ".join(_paper(line) for line in asked)
        awaited = next((line for line in asked if line.standing.open), None)
        if awaited is not None:
            return title, Standing("half", awaited.standing.words)
        return title, Standing("done", "Received")

    @property
    def to_pass(self) -> tuple[str, Standing]:
        """What goes out to the board, and how far it is."""
        lines = self.board.outgoing
        if not lines:
            return "Nothing yet", Standing("todo", "No message")
        heads = ", ".join(_short(line.text) for line in lines)
        return heads, outgoing_standing(lines)


def _paper(line: RequestLine) -> str:
    if line.answer:
        return line.answer.removesuffix(".")
    return "Minutes" if line.kind is RequestKind.MINUTES else "Action plan"


def _short(text: str) -> str:
    """The head of a message in as few words as name it."""
    head, _detail = head_and_detail(text)
    words = head.split()
    for place, word in enumerate(words):
        if place > 1 and word.casefold() in _LINKS:
            return " ".join(words[:place])
    return head


_LINKS = ("on", "for", "after", "before", "from", "with", "that", "when", "if", "is", "are", "to")


def outgoing_standing(lines: Sequence[MessageLine]) -> Standing:
    """How far messages to a board are: what is late first, then what is still to pass on."""
    late = next((line for line in lines if line.days_late), None)
    if late is not None:
        return Standing("late", late.words)
    waiting = [line for line in lines if line.is_waiting]
    if waiting and len(waiting) < len(lines):
        return Standing("half", f"{len(lines) - len(waiting)} of {len(lines)} passed on")
    if waiting:
        return Standing("todo", waiting[0].words)
    answered = [line for line in lines if line.state is not MessageState.PASSED]
    if len(answered) == len(lines):
        return Standing("done", answered[-1].words)
    return Standing("half", next(one for one in lines if one.state is MessageState.PASSED).words)


@dataclass(frozen=True, slots=True)
class OwedMessages:
    """What a Board that has met decided to pass on, and nobody has passed on yet."""

    cycle: CycleLine
    entries: int

    @property
    def words(self) -> str:
        """ "8 of 23 Feb": how many, and of which Board."""
        return f"{self.entries} of {day_words(self.cycle.board_on)}"


@dataclass(frozen=True, slots=True)
class BoardsTab:
    """Everything the Ledger shows of a cycle.

    `owed` are messages of its Board once it has met, else of the one before.
    """

    ledger: Ledger
    lines: tuple[BoardLine, ...]
    joint: JointPlan | None
    owed: OwedMessages | None

    def line(self, group_id: int) -> BoardLine | None:
        return next((one for one in self.lines if one.id == group_id), None)


def boards_tab(reading: Reading, cycle_id: int) -> BoardsTab | None:
    """The parallel boards in a cycle; None when it is gone."""
    held = ledger(reading, cycle_id)
    if held is None:
        return None
    asked = {one.id: one for one in group_lines(reading, cycle_id)}
    days, members = _days(reading), board_members(reading)
    lines = tuple(
        BoardLine(
            board=board,
            requests=tuple(
                asked[board.group_id].request(kind)
                for kind in (RequestKind.MINUTES, RequestKind.ACTION_PLAN)
            ),
            days=days.get(board.group_id, ()),
            members=members.get(board.group_id, ()),
        )
        for board in held.boards
    )
    meeting_id = joint_meeting_of(reading, cycle_id)
    joint = joint_plan(reading, meeting_id) if meeting_id is not None else None
    return BoardsTab(held, lines, joint, _owed(reading, held.cycle))


def _owed(reading: Reading, cycle: CycleLine) -> OwedMessages | None:
    """The day after a Board its cycle is no longer the current one: the next has its messages."""
    met = [one for one in cycles(reading) if one.board_on <= min(cycle.board_on, reading.today)]
    if not met:
        return None
    query = select(func.count(BoardMessageRow.id)).filter_by(
        cycle_id=met[-1].id, way=MessageWay.OUT, state=MessageState.TO_PASS
    )
    count = int(reading.session.scalar(query) or 0)
    return OwedMessages(met[-1], count) if count else None


# -- calendars ------------------------------------------------------------------------------------


def _days(reading: Reading) -> dict[int, tuple[BoardDay, ...]]:
    """Each board's calendar, from today on."""
    ours = {one.held_on for one in board_meetings(reading)}
    query = (
        select(BodyMeetingRow)
        .where(BodyMeetingRow.group_id.is_not(None), BodyMeetingRow.held_on >= reading.today)
        .order_by(BodyMeetingRow.held_on, BodyMeetingRow.id)
    )
    found: dict[int, list[BoardDay]] = {}
    for row in reading.all(query):
        clash = "Our own Board meets on this day: members sit on both."
        day = BoardDay(
            row.id, row.version, row.held_on, row.note, clash if row.held_on in ours else ""
        )
        found.setdefault(row.group_id or 0, []).append(day)
    return {key: tuple(mine) for key, mine in found.items()}


# -- who sits on both -----------------------------------------------------------------------------

_OURS = (GroupKind.BOARD, GroupKind.EXECUTIVE, GroupKind.PMG, GroupKind.SUB_GROUP)
_Holders = dict[int, tuple[int, str]]


def board_members(reading: Reading) -> dict[int, tuple[OnBoth, ...]]:
    """For each parallel board its filled seats, with the groups of ours the member sits on.

    The same person holds both seats; where a person is not recorded, the same role of the same
    organisation.
    """
    rows = reading.rows(_seats())
    holders = _holders(reading)
    ours = [(seat, group.short_name) for seat, group, _organisation in rows if group.kind in _OURS]
    found: dict[int, list[OnBoth]] = {}
    for seat, group, organisation in rows:
        if group.kind is GroupKind.PARALLEL_BOARD:
            both = [name for other, name in ours if _is_same(seat, other, holders)]
            name = holders.get(seat.id, (0, ""))[1]
            member = OnBoth(seat.role, organisation or "", name, tuple(dict.fromkeys(both)))
            found.setdefault(group.id, []).append(member)
    return {key: tuple(mine) for key, mine in found.items()}


def _is_same(seat: SeatRow, other: SeatRow, holders: _Holders) -> bool:
    if seat.id in holders and other.id in holders:
        return holders[seat.id][0] == holders[other.id][0]
    same = seat.organisation_id is not None and seat.organisation_id == other.organisation_id
    return same and folded(seat.role) == folded(other.role)


def _seats() -> Select[*tuple[Any, ...]]:
    return (
        select(SeatRow, GroupRow, OrganisationRow.short_name)
        .join(GroupRow, SeatRow.group_id == GroupRow.id)
        .outerjoin(OrganisationRow, SeatRow.organisation_id == OrganisationRow.id)
        .where(SeatRow.vacant.is_(False))
        .order_by(GroupRow.position, SeatRow.position, SeatRow.id)
    )


def _holders(reading: Reading) -> _Holders:
    """Who holds each seat today: the person's id and name."""
    query = (
        select(AppointmentRow, PersonRow.name)
        .join(PersonRow, AppointmentRow.person_id == PersonRow.id)
        .where(AppointmentRow.kind == AppointmentKind.HOLDER)
        .order_by(AppointmentRow.id)
    )
    return {
        row.seat_id: (row.person_id, name)
        for row, name in reading.rows(query)
        if (row.from_on is None or row.from_on <= reading.today)
        and (row.to_on is None or reading.today <= row.to_on)
    }
