"""A joint meeting prepared: guests and what they bring, shared questions, steps, what follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import func, select

from cspdesk.boards.rules import USUAL_STEPS
from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import KEEP, Check, Keep, apply_edit, edit_label, needs, required
from cspdesk.phrases import joined
from cspdesk.words import counted
from db.tables import (
    CycleRow,
    GroupRow,
    JointGuestRow,
    JointQuestionRow,
    JointStepRow,
    MeetingRow,
)
from db.unit_of_work import UnitOfWork
from db.vocabulary import GroupKind, GuestState

_Placed = TypeVar("_Placed", JointGuestRow, JointQuestionRow, JointStepRow)
_NO_QUESTION = "Write the question that every board is asked."
_NO_STEP = "Write what is to be done."
_NOT_YET = "This day has not come yet."


@dataclass(frozen=True, slots=True)
class StartJointPlan(Command):
    """The usual steps, and a place for each parallel board, for a meeting that has neither yet."""

    meeting_id: int


@dataclass(frozen=True, slots=True)
class AddGuest(Command):
    """A member of a parallel board who is to be invited, and what they are asked to bring."""

    meeting_id: int
    group_id: int
    who: str = ""
    brings: str = ""


@dataclass(frozen=True, slots=True)
class EditGuest(Command):
    """Change some fields of a guest."""

    guest_id: int
    seen_version: int
    group_id: int | Keep = KEEP
    who: str | Keep = KEEP
    brings: str | Keep = KEEP


@dataclass(frozen=True, slots=True)
class SetGuestState(Command):
    """How far the invitation of a guest is; the day it went out is today unless it has one."""

    guest_id: int
    seen_version: int
    state: GuestState


@dataclass(frozen=True, slots=True)
class InviteGuests(Command):
    """Every guest of these boards who was not invited has been invited, today."""

    meeting_id: int
    group_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RemoveGuest(Command):
    guest_id: int
    seen_version: int


@dataclass(frozen=True, slots=True)
class AddJointQuestion(Command):
    """A question that every board is asked; the first one is the question for the day."""

    meeting_id: int
    text: str


@dataclass(frozen=True, slots=True)
class EditJointQuestion(Command):
    question_id: int
    seen_version: int
    text: str


@dataclass(frozen=True, slots=True)
class RemoveJointQuestion(Command):
    question_id: int
    seen_version: int


@dataclass(frozen=True, slots=True)
class AddJointStep(Command):
    """A step before the meeting; with boards, what follows it on each of them."""

    meeting_id: int
    title: str
    group_ids: tuple[int, ...] = ()
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class EditJointStep(Command):
    """Change some fields of a step."""

    step_id: int
    seen_version: int
    title: str | Keep = KEEP
    due_on: date | Keep | None = KEEP
    outcome: str | Keep = KEEP


@dataclass(frozen=True, slots=True)
class MarkJointStep(Command):
    """How far a step is: to do (neither day), begun, or done."""

    step_id: int
    seen_version: int
    begun_on: date | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class RemoveJointStep(Command):
    step_id: int
    seen_version: int


# -- the plan -------------------------------------------------------------------------------------


@handles(StartJointPlan)
def start_joint_plan(command: StartJointPlan, work: UnitOfWork) -> str:
    meeting = work.get(MeetingRow, command.meeting_id)
    for kind in (JointGuestRow, JointStepRow):
        if work.all(select(kind).filter_by(meeting_id=meeting.id).limit(1)):
            raise RuleBroken("", "This meeting has a plan already.")
    cycle = work.get(CycleRow, meeting.cycle_id)
    due = dict(zip(USUAL_STEPS, _days_before(cycle), strict=True))
    for place, title in enumerate(USUAL_STEPS, 1):
        row = JointStepRow(meeting_id=meeting.id, title=title, due_on=due[title], position=place)
        work.add(row)
    boards = select(GroupRow).filter_by(kind=GroupKind.PARALLEL_BOARD)
    for place, board in enumerate(work.all(boards.order_by(GroupRow.position, GroupRow.id)), 1):
        work.add(JointGuestRow(meeting_id=meeting.id, group_id=board.id, position=place))
    return "Started the plan of the joint meeting"


def _days_before(cycle: CycleRow) -> tuple[date | None, ...]:
    """When each of the usual steps is due: invitations with PMG, data with the papers."""
    return (None, cycle.pmg_on, cycle.pmg_on, cycle.papers_on, cycle.executive_on)


def _last(work: UnitOfWork, kind: type[_Placed], meeting_id: int) -> int:
    query = select(func.max(kind.position)).where(kind.meeting_id == meeting_id)
    return int(work.session.scalar(query) or 0)


# -- guests ---------------------------------------------------------------------------------------


@handles(AddGuest)
def add_guest(command: AddGuest, work: UnitOfWork) -> str:
    meeting = work.get(MeetingRow, command.meeting_id)
    group_id = _board(work, command.group_id)
    work.add(
        JointGuestRow(
            meeting_id=meeting.id,
            group_id=group_id,
            who=command.who.strip(),
            brings=command.brings.strip(),
            position=_last(work, JointGuestRow, meeting.id) + 1,
        )
    )
    return f"Added a guest from {work.get(GroupRow, group_id).short_name}"


@handles(EditGuest)
def edit_guest(command: EditGuest, work: UnitOfWork) -> str:
    row = work.get(JointGuestRow, command.guest_id, command.seen_version)
    words = {"group_id": "board", "who": "name", "brings": "part"}
    checks: dict[str, Check] = {"group_id": lambda key: _board(work, key)}
    changed = apply_edit(row, command, words, checks)
    return edit_label(changed, f"the guest from {_from(work, row)}")


@handles(SetGuestState)
def set_guest_state(command: SetGuestState, work: UnitOfWork) -> str:
    row = work.get(JointGuestRow, command.guest_id, command.seen_version)
    row.state = command.state
    if command.state is GuestState.TO_INVITE:
        row.invited_on = None
    elif row.invited_on is None:
        row.invited_on = work.today
    return f"Marked the guest from {_from(work, row)} as {command.state.label.lower()}"


@handles(InviteGuests)
def invite_guests(command: InviteGuests, work: UnitOfWork) -> str:
    query = select(JointGuestRow).filter_by(
        meeting_id=command.meeting_id, state=GuestState.TO_INVITE
    )
    rows = [row for row in work.all(query) if row.group_id in command.group_ids]
    if not rows:
        raise RuleBroken("", "Every guest of these boards has been invited.")
    for row in rows:
        row.state, row.invited_on = GuestState.INVITED, work.today
    return f"Invited {counted(len(rows), 'guest')}"


@handles(RemoveGuest)
def remove_guest(command: RemoveGuest, work: UnitOfWork) -> str:
    row = work.get(JointGuestRow, command.guest_id, command.seen_version)
    label = f"Removed the guest from {_from(work, row)}"
    work.delete(row)
    return label


def _board(work: UnitOfWork, group_id: int) -> int:
    group = work.get(GroupRow, group_id)
    if group.kind is not GroupKind.PARALLEL_BOARD:
        raise RuleBroken("group_id", "Guests come from parallel boards.")
    return group.id


def _from(work: UnitOfWork, row: JointGuestRow) -> str:
    return work.get(GroupRow, row.group_id).short_name


# -- questions ------------------------------------------------------------------------------------


@handles(AddJointQuestion)
def add_joint_question(command: AddJointQuestion, work: UnitOfWork) -> str:
    meeting = work.get(MeetingRow, command.meeting_id)
    text = required("text", command.text, _NO_QUESTION)
    place = _last(work, JointQuestionRow, meeting.id) + 1
    work.add(JointQuestionRow(meeting_id=meeting.id, text=text, position=place))
    return "Added a question to the joint meeting"


@handles(EditJointQuestion)
def edit_joint_question(command: EditJointQuestion, work: UnitOfWork) -> str:
    row = work.get(JointQuestionRow, command.question_id, command.seen_version)
    row.text = required("text", command.text, _NO_QUESTION)
    return "Changed a question of the joint meeting"


@handles(RemoveJointQuestion)
def remove_joint_question(command: RemoveJointQuestion, work: UnitOfWork) -> str:
    work.delete(work.get(JointQuestionRow, command.question_id, command.seen_version))
    return "Removed a question from the joint meeting"


# -- steps, and what follows ----------------------------------------------------------------------


@handles(AddJointStep)
def add_joint_step(command: AddJointStep, work: UnitOfWork) -> str:
    meeting = work.get(MeetingRow, command.meeting_id)
    title = required("title", command.title, _NO_STEP)
    boards = [work.get(GroupRow, _board(work, key)) for key in dict.fromkeys(command.group_ids)]
    place = _last(work, JointStepRow, meeting.id)
    whole: dict[str, Any] = {"meeting_id": meeting.id, "title": title, "due_on": command.due_on}
    if not boards:
        work.add(JointStepRow(**whole, position=place + 1))
        return "Added a step towards the joint meeting"
    for at, board in enumerate(boards, place + 1):
        work.add(JointStepRow(**whole, group_id=board.id, follows=True, position=at))
    return f"Added what follows on {joined([board.short_name for board in boards])}"


@handles(EditJointStep)
def edit_joint_step(command: EditJointStep, work: UnitOfWork) -> str:
    row = work.get(JointStepRow, command.step_id, command.seen_version)
    words = {"title": "words", "due_on": "due date", "outcome": "outcome"}
    checks = {"title": needs("title", _NO_STEP)}
    return edit_label(apply_edit(row, command, words, checks), f"the step “{row.title}”")


@handles(MarkJointStep)
def mark_joint_step(command: MarkJointStep, work: UnitOfWork) -> str:
    row = work.get(JointStepRow, command.step_id, command.seen_version)
    for field in ("begun_on", "done_on"):
        day = getattr(command, field)
        if day is not None and day > work.today:
            raise RuleBroken(field, _NOT_YET)
    row.begun_on, row.done_on = command.begun_on, command.done_on
    state = "done" if row.done_on else "begun" if row.begun_on else "to do"
    return f"Marked “{row.title}” as {state}"


@handles(RemoveJointStep)
def remove_joint_step(command: RemoveJointStep, work: UnitOfWork) -> str:
    row = work.get(JointStepRow, command.step_id, command.seen_version)
    label = f"Removed “{row.title}” from the joint meeting"
    work.delete(row)
    return label
