"""A year's Boards planned in one step, and what is proposed for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cspdesk.calendar import add_working_days, short_date
from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.meetings.commands import StartCycle, start_cycle
from cspdesk.meetings.forms import WEEKS_BETWEEN, CycleForm, new_cycle
from cspdesk.reading import Reading
from cspdesk.words import counted
from db.unit_of_work import UnitOfWork

USUAL_BOARDS, MOST_BOARDS = 4, 12


@dataclass(frozen=True, slots=True)
class PlannedBoard:
    """One Board of the year: its day and the priority in focus."""

    board_on: date
    focus_priority_id: int | None = None


@dataclass(frozen=True, slots=True)
class PlanYear(Command):
    """Plan several Boards, each with its cycle worked back from it; a special one is one of them.

    A broken rule names the Board by its place in `boards`: "board_on_0", "focus_priority_id_2".
    """

    boards: tuple[PlannedBoard, ...]


@dataclass(frozen=True, slots=True)
class YearForm:
    """What the form starts from: a proposal for each Board. `cycle` knows faults and clashes."""

    boards: tuple[PlannedBoard, ...]
    cycle: CycleForm


@handles(PlanYear)
def plan_year(command: PlanYear, work: UnitOfWork) -> str:
    if not 1 <= len(command.boards) <= MOST_BOARDS:
        raise RuleBroken("", f"Plan from one to {MOST_BOARDS} Boards at once.")
    order = sorted(enumerate(command.boards), key=lambda pair: pair[1].board_on)
    for place, board in order:
        try:
            start_cycle(StartCycle(board.board_on, board.focus_priority_id), work)
        except RuleBroken as broken:
            field = f"{broken.field}_{place}" if broken.field else ""
            raise RuleBroken(field, str(broken)) from None
        work.session.flush()  # the next one counts on from this one
    first, last = order[0][1].board_on, order[-1][1].board_on
    span = short_date(first, year=True)
    if last != first:
        span += f" to {short_date(last, year=True)}"
    return f"Planned {counted(len(order), 'Board')}: {span}"


def year_form(reading: Reading, count: int = USUAL_BOARDS) -> YearForm:
    """A Board each quarter after the last one, the priorities in focus in turn.

    The next day without a fault or clash within a week is taken, else the quarter's own day.
    """
    cycle = new_cycle(reading)
    turns: list[int | None] = [key for key, _name in cycle.priorities] or [None]
    first = cycle.dates.board_on
    days = [first + timedelta(weeks=WEEKS_BETWEEN * place) for place in range(count)]
    boards = tuple(
        PlannedBoard(_free_day(cycle, add_working_days(day, 0)), turns[place % len(turns)])
        for place, day in enumerate(days)
    )
    return YearForm(boards, cycle)


def _free_day(cycle: CycleForm, day: date) -> date:
    """That day, or the same weekday up to two weeks later or earlier without a clash."""
    for weeks in (0, 1, -1, 2, -2):
        other = day + timedelta(weeks=weeks)
        if not cycle.fault(other) and not cycle.clashes(other):
            return other
    return day
