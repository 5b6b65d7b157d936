"""Examples of the commands of cycles and meetings."""

from __future__ import annotations

from datetime import date

from command_examples import Example
from finding import first

from cspdesk.commanding import Command
from cspdesk.desk import Desk
from cspdesk.meetings.commands import (
    ChangeCycle,
    RescheduleBoard,
    SetCycleFocus,
    SetCycleStep,
    SetMeeting,
    StartCycle,
)
from cspdesk.meetings.rules import Step
from cspdesk.meetings.year_plan import PlannedBoard, PlanYear
from db.tables import CycleRow, MeetingRow, PriorityRow

BOARD = date(2017, 2, 23)


def cycle(desk: Desk) -> CycleRow:
    return first(desk, CycleRow, board_on=BOARD)


def _start(desk: Desk) -> StartCycle:
    reoffending = first(desk, PriorityRow, code="R")
    return StartCycle(date(2017, 9, 28), reoffending.id)


def _reschedule(desk: Desk) -> RescheduleBoard:
    row = cycle(desk)
    return RescheduleBoard(row.id, date(2017, 3, 2), row.version)


def _step(desk: Desk) -> SetCycleStep:
    row = cycle(desk)
    return SetCycleStep(row.id, Step.REPORT_BACKS, date(2017, 4, 21), row.version)


def _focus(desk: Desk) -> SetCycleFocus:
    row = cycle(desk)
    return SetCycleFocus(row.id, first(desk, PriorityRow, code="P").id, row.version)


def _meeting(desk: Desk) -> SetMeeting:
    row = first(desk, MeetingRow, held_on=BOARD)
    return SetMeeting(row.id, row.version, starts_at="9.30am", venue="Bruce Castle")


def _change(desk: Desk) -> ChangeCycle:
    row = cycle(desk)
    return ChangeCycle(
        row.id,
        row.version,
        board_on=date(2017, 3, 2),
        focus_priority_id=first(desk, PriorityRow, code="P").id,
        days=((Step.REPORT_BACKS, date(2017, 4, 21)),),
        venue="Bruce Castle",
    )


def _year(desk: Desk) -> PlanYear:
    focus = first(desk, PriorityRow, code="P").id
    return PlanYear((PlannedBoard(date(2017, 9, 21), focus), PlannedBoard(date(2017, 12, 7))))


EXAMPLES: dict[type[Command], Example] = {
    ChangeCycle: _change,
    RescheduleBoard: _reschedule,
    SetCycleFocus: _focus,
    SetCycleStep: _step,
    SetMeeting: _meeting,
    StartCycle: _start,
    PlanYear: _year,
}
