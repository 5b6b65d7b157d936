"""What the form of a cycle starts from: the cycle that is there, or a proposal for the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from cspdesk.calendar import add_working_days, short_date
from cspdesk.kpis.in_force import framework_in_force
from cspdesk.meetings.forward_queries import other_meetings
from cspdesk.meetings.forward_rules import OtherMeeting, clashes
from cspdesk.meetings.queries import (
    MeetingCard,
    board_days,
    board_meeting_of,
    board_meetings,
    cycle_strip,
)
from cspdesk.meetings.rules import (
    CycleDates,
    Offsets,
    board_date_fault,
    first_planned,
    replanned,
)
from cspdesk.reading import Reading
from cspdesk.settings.queries import partnership
from db.tables import PriorityRow

USUAL_START = "14:00"
WEEKS_AHEAD = 8  # PMG, Executive and papers find room before a Board this far off
WEEKS_BETWEEN = 13  # the Board meets each quarter


@dataclass(frozen=True, slots=True)
class CycleForm:
    """A cycle and its Board as a form shows them. `cycle_id` is None for one to be planned.

    `has_met`: its Board has been, so that its day can no longer move. `priorities` are id and name.
    `others` are the days of other boards, `taken` those of this Board's other meetings.
    """

    cycle_id: int | None
    version: int
    title: str
    dates: CycleDates
    focus_priority_id: int | None
    starts_at: str
    venue: str
    minutes_available: int
    item_limit: int
    offsets: Offsets
    today: date
    has_met: bool
    priorities: tuple[tuple[int, str], ...]
    others: tuple[OtherMeeting, ...] = ()
    taken: tuple[date, ...] = ()

    def dates_for(self, board_on: date) -> CycleDates:
        """The days of every step when the Board is on that day."""
        if self.cycle_id is None:
            return first_planned(board_on, self.offsets, self.today)
        if board_on == self.dates.board_on:
            return self.dates
        return replanned(self.dates, board_on, self.offsets, self.today)

    def fault(self, board_on: date) -> str:
        """Why the Board cannot be held that day, in one sentence; "" when it can, or is already."""
        if self.cycle_id is not None and board_on == self.dates.board_on:
            return ""
        if board_on in self.taken:
            return f"There is already a Board on {short_date(board_on)}."
        return board_date_fault(board_on, self.offsets.clear_days, self.today) or ""

    def clashes(self, board_on: date) -> tuple[str, ...]:
        """What speaks against that day though it can be chosen, the weightiest first."""
        if self.has_met or self.fault(board_on):
            return ()
        return tuple(one.sentence for one in clashes(self.dates_for(board_on), self.others))


def new_cycle(reading: Reading) -> CycleForm:
    """A proposal for the next cycle: a quarter after the last Board, and as that one was."""
    settings, boards = partnership(reading), board_meetings(reading)
    last = boards[-1] if boards else None
    day = _proposed_day(last, reading.today)
    return CycleForm(
        cycle_id=None,
        version=0,
        title="Plan another cycle" if boards else "Plan the first cycle",
        dates=first_planned(day, settings.offsets, reading.today),
        focus_priority_id=None,
        starts_at=last.starts_at if last else USUAL_START,
        venue=last.venue if last else "",
        minutes_available=settings.meeting_minutes,
        item_limit=settings.item_limit,
        offsets=settings.offsets,
        today=reading.today,
        has_met=False,
        priorities=_priorities(reading),
        others=other_meetings(reading),
        taken=tuple(day for _key, day in board_days(reading)),
    )


def cycle_form(reading: Reading, cycle_id: int) -> CycleForm | None:
    """A cycle that is there; None when it is gone."""
    strip, board = cycle_strip(reading, cycle_id), board_meeting_of(reading, cycle_id)
    if strip is None:
        return None
    settings, line = partnership(reading), strip.cycle
    return CycleForm(
        cycle_id=line.id,
        version=line.version,
        title=line.label,
        dates=line.dates,
        focus_priority_id=line.focus_priority_id,
        starts_at=board.starts_at if board else USUAL_START,
        venue=board.venue if board else "",
        minutes_available=board.minutes_available if board else settings.meeting_minutes,
        item_limit=board.item_limit if board else settings.item_limit,
        offsets=settings.offsets,
        today=reading.today,
        has_met=line.board_on < reading.today,
        priorities=_priorities(reading),
        others=other_meetings(reading),
        taken=tuple(day for key, day in board_days(reading) if key != cycle_id),
    )


def _proposed_day(last: MeetingCard | None, today: date) -> date:
    soonest = today + timedelta(weeks=WEEKS_AHEAD)
    following = last.held_on + timedelta(weeks=WEEKS_BETWEEN) if last else soonest
    return add_working_days(max(soonest, following), 0)


def _priorities(reading: Reading) -> tuple[tuple[int, str], ...]:
    """The numbered ones: a block beside them, such as MOPAC 7, is no Board's focus."""
    query = select(PriorityRow).where(
        PriorityRow.number.is_not(None), PriorityRow.framework_id == framework_in_force(reading)
    )
    rows = reading.all(query.order_by(PriorityRow.position, PriorityRow.id))
    return tuple((row.id, row.name) for row in rows)
