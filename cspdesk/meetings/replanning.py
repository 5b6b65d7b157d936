"""What would move if the cycles to come were worked back by the settings as they are now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cspdesk.calendar import bank_holiday, date_range, papers_due, short_date
from cspdesk.meetings.forward_rules import MoveLine, move_lines
from cspdesk.meetings.queries import CycleLine, board_days, cycles
from cspdesk.meetings.rules import (
    CycleDates,
    Offsets,
    Step,
    replan_fault,
    replanned,
    worked_back,
)
from cspdesk.phrases import joined
from cspdesk.reading import Reading
from cspdesk.settings.queries import partnership


@dataclass(frozen=True, slots=True)
class CycleReplan:
    """One cycle that stands otherwise than the settings would have it.

    `lines` are the steps that would move; `why_not` says why the cycle stays as it is even so.
    """

    cycle_id: int
    version: int
    label: str
    board_on: date
    lines: tuple[MoveLine, ...]
    why_not: str


@dataclass(frozen=True, slots=True)
class StepDay:
    """One step as the settings have it. `counted` says which days were counted, and which not."""

    step: Step
    on: date
    counted: str


@dataclass(frozen=True, slots=True)
class CountedSteps:
    """The steps of the next Board by the settings, whatever its cycle was planned for."""

    board_on: date
    days: tuple[StepDay, ...]


def steps_of_next_board(reading: Reading) -> CountedSteps | None:
    """What the settings give for the next Board; None when none is planned."""
    offsets = partnership(reading).offsets
    ahead = [day for _key, day in board_days(reading) if day > reading.today]
    if not ahead:
        return None
    dates = worked_back(ahead[0], offsets)
    steps = (
        StepDay(step, day, _counted(step, dates, offsets))
        for step, day in zip(Step, dates.days, strict=True)
    )
    return CountedSteps(ahead[0], tuple(steps))


def _counted(step: Step, dates: CycleDates, offsets: Offsets) -> str:
    """ "16 to 22 Feb; not counted: Sat 18 and Sun 19 Feb"; weekends go without saying elsewhere."""
    if step is Step.BOARD:
        return ""
    if step is Step.PAPERS:
        due = papers_due(dates.board_on, offsets.clear_days)
        days = date_range(due.counted) if due.counted else "no day between"
        return _without(days, [day for day, _why in due.skipped])
    day = dict(zip(Step, dates.days, strict=True))[step]
    first, last = sorted((day, dates.board_on))
    between = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    return _without(date_range(between), [one for one in between if bank_holiday(one)])


def _without(days: str, skipped: Sequence[date]) -> str:
    if not skipped:
        return days
    return f"{days}; not counted: {joined([_skipped(day) for day in skipped])}"


def _skipped(day: date) -> str:
    name = bank_holiday(day)
    return f"{short_date(day)} ({name})" if name else short_date(day)


def cycles_to_replan(reading: Reading) -> tuple[CycleReplan, ...]:
    """The cycles with their Board to come and not issued that would move, the earliest first."""
    offsets = partnership(reading).offsets
    ahead = [
        line for line in cycles(reading) if line.board_on > reading.today and not line.is_issued
    ]
    found = (_replan(line, offsets, reading.today) for line in ahead)
    return tuple(one for one in found if one.lines)


def _replan(line: CycleLine, offsets: Offsets, today: date) -> CycleReplan:
    new = replanned(line.dates, line.board_on, offsets, today)
    return CycleReplan(
        cycle_id=line.id,
        version=line.version,
        label=line.label,
        board_on=line.board_on,
        lines=move_lines(line.dates, new),
        why_not=replan_fault(line.dates, offsets, today) or "",
    )
