"""Start a cycle, move its Board or one of its steps, change a meeting."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import Select, func, select

from cspdesk.agenda.making import item_from_standing
from cspdesk.calendar import date_for, short_date
from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import KEEP, Keep, apply_edit, edit_label, in_range, known
from cspdesk.homework.rules import answers_due, paper_due
from cspdesk.meetings.rules import (
    CycleDates,
    Offsets,
    Step,
    board_date_fault,
    first_planned,
    municipal_year,
    replan_fault,
    replanned,
    start_time,
    step_fault,
    what_moved,
)
from db.tables import (
    AgendaItemRow,
    CycleRow,
    FrameworkRow,
    GroupRow,
    HomeworkRow,
    MeetingRow,
    PartnershipRow,
    PriorityRow,
    StandingItemRow,
)
from db.unit_of_work import UnitOfWork
from db.vocabulary import GroupKind, HomeworkState, MeetingState, PaperState

_COLUMNS = {
    Step.PMG: "pmg_on",
    Step.EXECUTIVE: "executive_on",
    Step.PAPERS: "papers_on",
    Step.MINUTES: "minutes_on",
    Step.REPORT_BACKS: "report_backs_on",
}
_MEETING_WORDS = {
    "starts_at": "start",
    "venue": "venue",
    "minutes_available": "length",
    "item_limit": "item limit",
}
_MEETING_CHECKS = {
    "starts_at": start_time,
    "minutes_available": in_range("minutes_available", 1, 600, "Minutes"),
    "item_limit": in_range("item_limit", 1, 50, "The item limit"),
}
_NOT_OUT = (MeetingState.PLANNING, MeetingState.LOCKED)


@dataclass(frozen=True, slots=True)
class StartCycle(Command):
    """Plan a cycle back from its Board; the Board meeting starts with the standing items.

    Time, venue, length and item limit are those of the last Board and of the partnership's
    settings unless given.
    """

    board_on: date
    focus_priority_id: int | None = None
    starts_at: str | Keep = KEEP
    venue: str | Keep = KEEP
    minutes_available: int | Keep = KEEP
    item_limit: int | Keep = KEEP


@dataclass(frozen=True, slots=True)
class RescheduleBoard(Command):
    """Move the Board; every step that is still to come is worked back anew."""

    cycle_id: int
    board_on: date
    seen_version: int


@dataclass(frozen=True, slots=True)
class SetCycleStep(Command):
    """Set the day of one step by hand (`step`: a Step other than the Board)."""

    cycle_id: int
    step: Step
    day: date
    seen_version: int


@dataclass(frozen=True, slots=True)
class SetCycleFocus(Command):
    """Choose the priority that the cycle's Board is about; None for none."""

    cycle_id: int
    focus_priority_id: int | None
    seen_version: int


@dataclass(frozen=True, slots=True)
class ChangeCycle(Command):
    """Change a cycle and its Board meeting together: one form, one step to undo.

    `days` are the days of steps set by hand, after the Board has been moved. A broken rule about
    such a day names the step as its field.
    """

    cycle_id: int
    seen_version: int
    board_on: date | Keep = KEEP
    focus_priority_id: int | Keep | None = KEEP
    days: tuple[tuple[Step, date], ...] = ()
    starts_at: str | Keep = KEEP
    venue: str | Keep = KEEP
    minutes_available: int | Keep = KEEP
    item_limit: int | Keep = KEEP


@dataclass(frozen=True, slots=True)
class ReplanCycles(Command):
    """Work the cycles to come back anew from their Boards, by the offsets as they are now.

    `cycles` are ids with the versions that were seen (`replanning.cycles_to_replan` lists them).
    """

    cycles: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class SetMeeting(Command):
    """Change a meeting's time, venue, length or item limit."""

    meeting_id: int
    seen_version: int
    starts_at: str | Keep = KEEP
    venue: str | Keep = KEEP
    minutes_available: int | Keep = KEEP
    item_limit: int | Keep = KEEP


@handles(StartCycle)
def start_cycle(command: StartCycle, work: UnitOfWork) -> str:
    partnership = _partnership(work)
    _check_board_date(work, command.board_on, partnership.clear_days)
    known(work, PriorityRow)(command.focus_priority_id)
    year = municipal_year(command.board_on, partnership.municipal_year_start)
    cycle = work.add(
        CycleRow(
            framework_id=_framework(work, command.board_on).id,
            year_label=year,
            number=_next_number(work, year),
            focus_priority_id=command.focus_priority_id,
            **asdict(first_planned(command.board_on, offsets_of(partnership), work.today)),
        )
    )
    meeting = work.add(_board_meeting(work, cycle, partnership))
    apply_edit(meeting, command, _MEETING_WORDS, _MEETING_CHECKS)
    library = select(StandingItemRow).order_by(StandingItemRow.position, StandingItemRow.id)
    for position, standing in enumerate(work.all(library), start=1):
        work.add(item_from_standing(standing, meeting.id, position))
    return f"Started cycle {cycle.number}, {year}: Board on {short_date(cycle.board_on, year=True)}"


@handles(RescheduleBoard)
def reschedule_board(command: RescheduleBoard, work: UnitOfWork) -> str:
    cycle = work.get(CycleRow, command.cycle_id, command.seen_version)
    old = dates_of(cycle)
    _move_board(work, cycle, command.board_on)
    rest = _moved_words(old, dates_of(cycle), work.today)
    moved = ", ".join(part for part in rest if not part.startswith(Step.BOARD.label))
    label = f"Moved the Board to {short_date(command.board_on, year=True)}"
    return f"{label}: {moved}" if moved else label


@handles(SetCycleStep)
def set_cycle_step(command: SetCycleStep, work: UnitOfWork) -> str:
    cycle = work.get(CycleRow, command.cycle_id, command.seen_version)
    _set_day(work, cycle, command.step, command.day, "day")
    return f"Moved {command.step.label} to {short_date(command.day)}"


@handles(SetCycleFocus)
def set_cycle_focus(command: SetCycleFocus, work: UnitOfWork) -> str:
    cycle = work.get(CycleRow, command.cycle_id, command.seen_version)
    cycle.focus_priority_id = known(work, PriorityRow)(command.focus_priority_id)
    if command.focus_priority_id is None:
        return f"Cycle {cycle.number} has no priority in focus"
    name = work.get(PriorityRow, command.focus_priority_id).name
    return f"Put {name} in focus in cycle {cycle.number}"


@handles(SetMeeting)
def set_meeting(command: SetMeeting, work: UnitOfWork) -> str:
    row = work.get(MeetingRow, command.meeting_id, command.seen_version)
    changed = apply_edit(row, command, _MEETING_WORDS, _MEETING_CHECKS)
    return edit_label(changed, f"the Board of {short_date(row.held_on)}")


@handles(ChangeCycle)
def change_cycle(command: ChangeCycle, work: UnitOfWork) -> str:
    cycle = work.get(CycleRow, command.cycle_id, command.seen_version)
    old = dates_of(cycle)
    if command.board_on is not KEEP and command.board_on != cycle.board_on:
        _move_board(work, cycle, command.board_on)
    for step, day in command.days:
        _set_day(work, cycle, step, day, step.value)
    changed = _moved_words(old, dates_of(cycle), work.today)
    checks = {"focus_priority_id": known(work, PriorityRow)}
    changed += apply_edit(cycle, command, {"focus_priority_id": "priority in focus"}, checks)
    board = work.session.scalars(_board_of(cycle)).first()
    if board is not None:
        changed += apply_edit(board, command, _MEETING_WORDS, _MEETING_CHECKS)
    said = f": {', '.join(changed)}" if changed else ""
    return f"Changed cycle {cycle.number}, {cycle.year_label}{said}"


@handles(ReplanCycles)
def replan_cycles(command: ReplanCycles, work: UnitOfWork) -> str:
    offsets = offsets_of(_partnership(work))
    said = []
    for cycle_id, seen_version in command.cycles:
        cycle = work.get(CycleRow, cycle_id, seen_version)
        old = dates_of(cycle)
        fault = replan_fault(old, offsets, work.today)
        if fault:
            raise RuleBroken("", fault)
        set_dates(work, cycle, replanned(old, old.board_on, offsets, work.today))
        moved = _moved_words(old, dates_of(cycle), work.today)
        if moved:
            said.append(f"cycle {cycle.number}, {cycle.year_label}: {', '.join(moved)}")
    if not said:
        raise RuleBroken("", "Every cycle to come stands as the settings have it already.")
    return f"Re-planned {'; '.join(said)}"


# Parts


def _board_of(cycle: CycleRow) -> Select[MeetingRow]:
    """The cycle's own Board: a special meeting besides comes after it."""
    boards = select(MeetingRow).join(GroupRow).where(GroupRow.kind == GroupKind.BOARD)
    return boards.where(MeetingRow.cycle_id == cycle.id).order_by(MeetingRow.id)


def _move_board(work: UnitOfWork, cycle: CycleRow, board_on: date) -> None:
    """Move the Board with all that is still to come, and what hangs on their days."""
    if cycle.board_on < work.today:
        raise RuleBroken("board_on", "This Board has met: its date cannot move.")
    offsets = offsets_of(_partnership(work))
    if board_on != cycle.board_on:
        _check_board_date(work, board_on, offsets.clear_days)
    set_dates(work, cycle, replanned(dates_of(cycle), board_on, offsets, work.today))


def set_dates(work: UnitOfWork, cycle: CycleRow, new: CycleDates) -> None:
    """Give a cycle these days, and move what hangs on the old ones."""
    old = dates_of(cycle)
    for name, day in asdict(new).items():
        setattr(cycle, name, day)
    _move_what_hangs_on_it(work, cycle, old, new)


def _set_day(work: UnitOfWork, cycle: CycleRow, step: Step, day: date, field: str) -> None:
    if step not in _COLUMNS:
        raise RuleBroken(field, "Move the Board itself: the other steps are worked back from it.")
    fault = step_fault(dates_of(cycle), step, day, _partnership(work).clear_days)
    if fault:
        raise RuleBroken(field, fault)
    setattr(cycle, _COLUMNS[step], day)


def _moved_words(old: CycleDates, new: CycleDates, today: date) -> list[str]:
    """ "Papers out Wed 22 Feb" for each step whose day is another now."""
    return [f"{step.label} {date_for(day, today)}" for step, _was, day in what_moved(old, new)]


def dates_of(cycle: CycleRow) -> CycleDates:
    return CycleDates(
        pmg_on=cycle.pmg_on,
        executive_on=cycle.executive_on,
        papers_on=cycle.papers_on,
        board_on=cycle.board_on,
        minutes_on=cycle.minutes_on,
        report_backs_on=cycle.report_backs_on,
    )


def offsets_of(row: PartnershipRow) -> Offsets:
    """How far each step is from the Board in this partnership."""
    return Offsets(
        pmg_before=row.pmg_before,
        executive_before=row.executive_before,
        clear_days=row.clear_days,
        minutes_after=row.minutes_after,
        report_backs_after=row.report_backs_after,
    )


def _partnership(work: UnitOfWork) -> PartnershipRow:
    return work.session.scalars(select(PartnershipRow)).one()


def _check_board_date(work: UnitOfWork, board_on: date, clear_days: int) -> None:
    fault = board_date_fault(board_on, clear_days, work.today)
    if fault:
        raise RuleBroken("board_on", fault)
    if work.session.scalars(select(CycleRow).filter_by(board_on=board_on)).first():
        raise RuleBroken("board_on", f"There is already a Board on {short_date(board_on)}.")


def _framework(work: UnitOfWork, day: date) -> FrameworkRow:
    """The framework in force on a day, else the last one that had begun: it runs on."""
    rows = work.all(select(FrameworkRow).order_by(FrameworkRow.starts_on))
    if not rows:
        raise RuleBroken("", "Set up the partnership’s priorities first.")
    in_force = [row for row in rows if row.starts_on <= day and (row.ends_on or day) >= day]
    begun = [row for row in rows if row.starts_on <= day]
    return (in_force or begun or rows)[-1]


def _next_number(work: UnitOfWork, year: str) -> int:
    highest = select(func.max(CycleRow.number)).where(CycleRow.year_label == year)
    return (work.session.scalar(highest) or 0) + 1


def _board_meeting(work: UnitOfWork, cycle: CycleRow, partnership: PartnershipRow) -> MeetingRow:
    """The meeting with the partnership's defaults, at the time and place of the last Board."""
    board = work.session.scalars(select(GroupRow).filter_by(kind=GroupKind.BOARD)).first()
    if board is None:
        raise RuleBroken("", "Add the Board to the groups first.")
    last = select(MeetingRow).filter_by(group_id=board.id).order_by(MeetingRow.held_on.desc())
    before = work.session.scalars(last).first()
    meeting = MeetingRow(
        cycle_id=cycle.id,
        group_id=board.id,
        held_on=cycle.board_on,
        minutes_available=partnership.meeting_minutes,
        item_limit=partnership.item_limit,
    )
    if before:
        meeting.starts_at, meeting.venue = before.starts_at, before.venue
    return meeting


def _move_what_hangs_on_it(
    work: UnitOfWork, cycle: CycleRow, old: CycleDates, new: CycleDates
) -> None:
    """The Board meeting, and the days worked out from the old date; those set by hand stay."""
    board = select(MeetingRow).where(
        MeetingRow.cycle_id == cycle.id, MeetingRow.held_on == old.board_on
    )
    for meeting in work.all(board):
        if meeting.state not in _NOT_OUT:
            raise RuleBroken("board_on", "The papers have gone out with this date on them.")
        meeting.held_on = new.board_on
        items = work.all(select(AgendaItemRow).filter_by(meeting_id=meeting.id))
        for item in items:
            if item.paper_state is PaperState.TO_FOLLOW and item.paper_due_on == paper_due(
                old.papers_on
            ):
                item.paper_due_on = max(paper_due(new.papers_on), work.today)
        _move_homework(work, [item.id for item in items], old, new)


def _move_homework(work: UnitOfWork, item_ids: list[int], old: CycleDates, new: CycleDates) -> None:
    open_states = (HomeworkState.DRAFT, HomeworkState.SET)
    rows = select(HomeworkRow).where(
        HomeworkRow.item_id.in_(item_ids),
        HomeworkRow.state.in_(open_states),
        HomeworkRow.due_on == answers_due(old.board_on),
    )
    for question in work.all(rows):
        question.due_on = max(answers_due(new.board_on), work.today)
