"""What the form of a cycle starts from: the cycle that is there, or a proposal for the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from cspdesk.calendar import add_working_days
from cspdesk.kpis.in_force import framework_in_force
from cspdesk.meetings.queries import (
    MeetingCard,
    board_meeting_of,
    board_meetings,
    cycle_strip,
)
from cspdesk.meetings.rules import CycleDates, first_planned, replanned
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
    clear_days: int
    today: date
    has_met: bool
    priorities: tuple[tuple[int, str], ...]

    def dates_for(self, board_on: date) -> CycleDates:
        """The days of every step when the Board is on that day."""
        if self.cycle_id is None:
            return first_planned(board_on, self.clear_days, self.today)
        if board_on == self.dates.board_on:
            return self.dates
        return replanned(self.dates, board_on, self.clear_days, self.today)


def new_cycle(reading: Reading) -> CycleForm:
    """A proposal for the next cycle: a quarter after the last Board, and as that one was."""
    settings, boards = partnership(reading), board_meetings(reading)
    last = boards[-1] if boards else None
    day = _proposed_day(last, reading.today)
    return CycleForm(
        cycle_id=None,
        version=0,
        title="Plan another cycle" if boards else "Plan the first cycle",
        dates=first_planned(day, settings.clear_days, reading.today),
        focus_priority_id=None,
        starts_at=last.starts_at if last else USUAL_START,
        venue=last.venue if last else "",
        minutes_available=settings.meeting_minutes,
        item_limit=settings.item_limit,
        clear_days=settings.clear_days,
        today=reading.today,
        has_met=False,
        priorities=_priorities(reading),
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
        clear_days=settings.clear_days,
        today=reading.today,
        has_met=line.board_on < reading.today,
        priorities=_priorities(reading),
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
