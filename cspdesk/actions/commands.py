"""Actions: add, change, update, close, open again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from cspdesk.actions.chase_commands import AnswerChase, RecordChases
from cspdesk.actions.report_back_commands import (
    AddReportBack,
    AskReportBacks,
    EditReportBack,
    RecordReportBack,
    RemoveReportBack,
)
from cspdesk.actions.rules import next_ref
from cspdesk.calendar import short_date
from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import KEEP, Keep, apply_edit, edit_label, known, needs, required
from cspdesk.meetings.rules import current_of
from cspdesk.words import counted
from db.tables import (
    ActionRow,
    ActionUpdateRow,
    AgendaItemRow,
    CycleRow,
    DecisionRow,
    MeetingRow,
    OrganisationRow,
    PriorityRow,
)
from db.unit_of_work import UnitOfWork
from db.vocabulary import ActionState, Publicity

__all__ = [
    "AddAction",
    "AddActions",
    "AddReportBack",
    "AddUpdate",
    "AnswerChase",
    "AskReportBacks",
    "CloseAction",
    "EditAction",
    "EditReportBack",
    "EditUpdate",
    "RecordChases",
    "RecordReportBack",
    "RemoveReportBack",
    "ReopenAction",
]

_NO_TEXT = "Say what is to be done."


@dataclass(frozen=True, slots=True)
class AddAction(Command):
    """Add an action; it takes the next reference of the cycle it was agreed in.

    Due on a day or at a meeting (`due_meeting_id`), not both. Born from a decision it takes that
    decision's meeting and item where none is given.
    """

    text: str
    organisation_id: int
    due_on: date | None = None
    due_meeting_id: int | None = None
    lead: str = ""
    supporting: str = ""
    agreed_at_id: int | None = None
    item_id: int | None = None
    priority_id: int | None = None
    done_when: str = ""
    publicity: Publicity | None = None
    decision_id: int | None = None


@dataclass(frozen=True, slots=True)
class AddActions(Command):
    """Add several actions in one step: of pasted minutes, once each is confirmed."""

    actions: tuple[AddAction, ...]


@dataclass(frozen=True, slots=True)
class EditAction(Command):
    """Change some fields; when the due day moves, the old one is kept as an update.

    `due_reason` is why it moves, said in that update.
    """

    action_id: int
    seen_version: int
    text: str | Keep = KEEP
    organisation_id: int | Keep = KEEP
    lead: str | Keep = KEEP
    supporting: str | Keep = KEEP
    due_on: date | Keep | None = KEEP
    due_meeting_id: int | Keep | None = KEEP
    agreed_at_id: int | Keep | None = KEEP
    item_id: int | Keep | None = KEEP
    decision_id: int | Keep | None = KEEP
    priority_id: int | Keep | None = KEEP
    done_when: str | Keep = KEEP
    evidence: str | Keep = KEEP
    publicity: Publicity | Keep | None = KEEP
    due_reason: str = ""


@dataclass(frozen=True, slots=True)
class AddUpdate(Command):
    """Note what the owner said; `part_done` also marks the action as part done."""

    action_id: int
    text: str
    made_on: date | None = None
    part_done: bool = False


@dataclass(frozen=True, slots=True)
class EditUpdate(Command):
    """Correct an update."""

    update_id: int
    seen_version: int
    text: str | Keep = KEEP
    made_on: date | Keep = KEEP


@dataclass(frozen=True, slots=True)
class CloseAction(Command):
    """Close an action as done, superseded, a duplicate or dropped.

    `evidence` is how we know it is done, or why it was closed otherwise. It is always needed but
    where `successor_id` names what superseded it; a duplicate always names the other.
    """

    action_id: int
    seen_version: int
    outcome: ActionState
    evidence: str
    closed_on: date | None = None
    successor_id: int | None = None


@dataclass(frozen=True, slots=True)
class ReopenAction(Command):
    """Open a closed action again; how it was closed is kept as an update."""

    action_id: int
    seen_version: int
    reason: str


@handles(AddAction)
def add_action(command: AddAction, work: UnitOfWork) -> str:
    if command.due_on and command.due_meeting_id:
        raise RuleBroken("due_on", "Choose a day or a meeting, not both.")
    meeting = known(work, MeetingRow)
    agreed_at_id, item_id = _source(work, command)
    _not_before(work, command.due_on, command.due_meeting_id, agreed_at_id)
    row = work.add(
        ActionRow(
            ref=_next_ref(work, agreed_at_id),
            text=required("text", command.text, _NO_TEXT),
            organisation_id=work.get(OrganisationRow, command.organisation_id).id,
            lead=command.lead.strip(),
            supporting=command.supporting.strip(),
            agreed_at_id=meeting(agreed_at_id),
            item_id=known(work, AgendaItemRow)(item_id),
            decision_id=command.decision_id,
            priority_id=known(work, PriorityRow)(command.priority_id),
            due_on=command.due_on,
            due_meeting_id=meeting(command.due_meeting_id),
            done_when=command.done_when.strip(),
            publicity=command.publicity,
        )
    )
    owner = work.get(OrganisationRow, row.organisation_id).short_name
    return f"Added action {row.ref} for {owner}"


def _source(work: UnitOfWork, command: AddAction) -> tuple[int | None, int | None]:
    """The meeting and the item: those given, else those of the decision it was born from."""
    if command.decision_id is None:
        return command.agreed_at_id, command.item_id
    decision = work.get(DecisionRow, command.decision_id)
    agreed_at_id = command.agreed_at_id or decision.meeting_id
    _same_meeting(work, decision.id, agreed_at_id)
    return agreed_at_id, command.item_id or decision.item_id


def _same_meeting(work: UnitOfWork, decision_id: int | None, agreed_at_id: int | None) -> None:
    """An action is agreed where the decision it was born from was made."""
    if decision_id is None:
        return
    if work.get(DecisionRow, decision_id).meeting_id != agreed_at_id:
        raise RuleBroken("decision_id", "That decision was made at another meeting.")


@handles(AddActions)
def add_actions(command: AddActions, work: UnitOfWork) -> str:
    if not command.actions:
        raise RuleBroken("actions", "Tick the actions to add.")
    for number, one in enumerate(command.actions, 1):
        try:
            add_action(one, work)
        except RuleBroken as broken:
            which = f"Action {number} (“{one.text[:60]}”): " if one.text else f"Action {number}: "
            raise RuleBroken(broken.field, f"{which}{broken.message}") from broken
    return f"Added {counted(len(command.actions), 'action')}"


@handles(EditAction)
def edit_action(command: EditAction, work: UnitOfWork) -> str:
    row = work.get(ActionRow, command.action_id, command.seen_version)
    was = due_day(work, row)
    words = {
        "text": "text",
        "organisation_id": "organisation",
        "lead": "owner",
        "supporting": "supporting partners",
        "due_on": "due date",
        "due_meeting_id": "due meeting",
        "agreed_at_id": "meeting it was agreed at",
        "item_id": "item",
        "decision_id": "decision",
        "priority_id": "priority",
        "done_when": "test of done",
        "evidence": "evidence",
        "publicity": "publicity",
    }
    checks = {
        "text": needs("text", _NO_TEXT),
        "organisation_id": lambda key: work.get(OrganisationRow, key).id,
        "due_meeting_id": known(work, MeetingRow),
        "agreed_at_id": known(work, MeetingRow),
        "item_id": known(work, AgendaItemRow),
        "decision_id": known(work, DecisionRow),
        "priority_id": known(work, PriorityRow),
    }
    changed = apply_edit(row, command, words, checks)
    _one_due(row, changed)
    if changed:
        _same_meeting(work, row.decision_id, row.agreed_at_id)
        _not_before(work, row.due_on, row.due_meeting_id, row.agreed_at_id)
    keep_moved_date(work, row, was, command.due_reason.strip())
    return edit_label(changed, f"action {row.ref}")


def _one_due(row: ActionRow, changed: list[str]) -> None:
    """An action is due on a day or at a meeting: setting one clears the other."""
    if "due date" in changed and row.due_on:
        row.due_meeting_id = None
    elif "due meeting" in changed and row.due_meeting_id:
        row.due_on = None


def _not_before(
    work: UnitOfWork, due_on: date | None, due_meeting_id: int | None, agreed_at_id: int | None
) -> None:
    """Nothing is due before it was agreed."""
    if agreed_at_id is None:
        return
    agreed = work.get(MeetingRow, agreed_at_id).held_on
    field, due = "due_on", due_on
    if due_meeting_id is not None:
        field, due = "due_meeting_id", work.get(MeetingRow, due_meeting_id).held_on
    if due is not None and due < agreed:
        said = f"{short_date(due, year=True)} is before the meeting that agreed it"
        raise RuleBroken(field, f"{said}, {short_date(agreed, year=True)}.")


def keep_moved_date(work: UnitOfWork, row: ActionRow, was: date | None, reason: str) -> None:
    """Keep the day an action was due before (`was`) as an update, where it has moved."""
    now = due_day(work, row)
    if was is None or was == now:
        return
    to = f"to {short_date(now, year=True)}" if now else "to no date"
    why = f": {reason.rstrip('.')}" if reason else ""
    text = f"Due date moved from {short_date(was, year=True)} {to}{why}."
    work.add(ActionUpdateRow(action_id=row.id, made_on=work.today, text=text, due_was=was))


def due_day(work: UnitOfWork, row: ActionRow) -> date | None:
    """The day it is due, or that of the meeting it is due at."""
    if row.due_meeting_id is not None:
        return work.get(MeetingRow, row.due_meeting_id).held_on
    return row.due_on


@handles(AddUpdate)
def add_update(command: AddUpdate, work: UnitOfWork) -> str:
    row = work.get(ActionRow, command.action_id)
    text = required("text", command.text, "Write what the owner says.")
    made_on = _not_ahead("made_on", command.made_on or work.today, work.today)
    work.add(ActionUpdateRow(action_id=row.id, made_on=made_on, text=text))
    if command.part_done:
        if not row.state.is_open:
            raise RuleBroken("part_done", f"Action {row.ref} is closed: open it again first.")
        row.state = ActionState.PART_DONE
    return f"Updated action {row.ref}"


@handles(EditUpdate)
def edit_update(command: EditUpdate, work: UnitOfWork) -> str:
    row = work.get(ActionUpdateRow, command.update_id, command.seen_version)
    checks = {
        "text": needs("text", "Write what the owner says."),
        "made_on": lambda day: _not_ahead("made_on", day, work.today),
    }
    apply_edit(row, command, {"text": "text", "made_on": "date"}, checks)
    return f"Corrected an update of action {work.get(ActionRow, row.action_id).ref}"


@handles(CloseAction)
def close_action(command: CloseAction, work: UnitOfWork) -> str:
    row = work.get(ActionRow, command.action_id, command.seen_version)
    if command.outcome.is_open:
        raise RuleBroken("outcome", "Choose done, superseded, duplicate or dropped.")
    if not row.state.is_open:
        raise RuleBroken("outcome", f"Action {row.ref} is closed already.")
    row.successor_id = _successor(work, row, command)
    row.evidence = command.evidence.strip()
    if row.successor_id is None or command.outcome is ActionState.DONE:
        done = command.outcome is ActionState.DONE
        ask = "Say how we know that it is done." if done else "Say why it is closed."
        required("evidence", command.evidence, ask)
    row.closed_on = _not_ahead("closed_on", command.closed_on or work.today, work.today)
    row.state = command.outcome
    return f"Closed action {row.ref} as {command.outcome.label.lower()}"


def _successor(work: UnitOfWork, row: ActionRow, command: CloseAction) -> int | None:
    """What took the action's place; only what was superseded or is a duplicate has one."""
    duplicate = command.outcome is ActionState.DUPLICATE
    if not duplicate and command.outcome is not ActionState.SUPERSEDED:
        return None
    if command.successor_id is None:
        if duplicate:
            raise RuleBroken("successor_id", f"Say which action {row.ref} is a duplicate of.")
        return None
    other: ActionRow | None = work.get(ActionRow, command.successor_id)
    seen = {row.id}
    while other is not None:
        if other.id in seen:
            raise RuleBroken("successor_id", "An action cannot take its own place: choose another.")
        seen.add(other.id)
        other = work.get(ActionRow, other.successor_id) if other.successor_id else None
    return command.successor_id


@handles(ReopenAction)
def reopen_action(command: ReopenAction, work: UnitOfWork) -> str:
    row = work.get(ActionRow, command.action_id, command.seen_version)
    if row.state.is_open:
        raise RuleBroken("", f"Action {row.ref} is open already.")
    reason = required("reason", command.reason, "Say why it is opened again.")
    closed = f" on {short_date(row.closed_on, year=True)}" if row.closed_on else ""
    told = f" ({row.evidence})" if row.evidence else ""
    text = f"Opened again: {reason} It was closed as {row.state.label.lower()}{closed}{told}."
    work.add(ActionUpdateRow(action_id=row.id, made_on=work.today, text=text))
    row.state, row.closed_on, row.evidence = ActionState.OPEN, None, ""
    row.successor_id = None
    return f"Opened action {row.ref} again"


def _not_ahead(field: str, day: date, today: date) -> date:
    if day > today:
        raise RuleBroken(field, f"{short_date(day)} has not come yet.")
    return day


def _next_ref(work: UnitOfWork, agreed_at_id: int | None) -> str:
    return next_refs(work, [("", agreed_at_id)])[0]


def next_refs(work: UnitOfWork, wanted: Sequence[tuple[str, int | None]]) -> list[str]:
    """References for new actions: the given one, else the next of the cycle it was agreed in."""
    taken: dict[int | None, list[str]] = {}
    found = []
    for ref, agreed_at_id in wanted:
        cycle = None if ref else _cycle_of(work, agreed_at_id)
        if not ref:
            key = cycle.id if cycle else None
            if key not in taken:
                taken[key] = [*_taken(work, cycle), *(given for given, _key in wanted if given)]
            ref = next_ref(cycle.number if cycle else 0, taken[key])
            taken[key].append(ref)
        found.append(ref)
    return found


def _taken(work: UnitOfWork, cycle: CycleRow | None) -> list[str]:
    """The references in use beside which a cycle's next one must be new."""
    query = select(ActionRow.ref)
    if cycle is not None:
        # References begin again each year: another year's 3.04 does not count.
        year = select(MeetingRow.id).join(CycleRow).where(CycleRow.year_label == cycle.year_label)
        query = query.where(or_(ActionRow.agreed_at_id.in_(year), ActionRow.agreed_at_id.is_(None)))
    return list(work.session.scalars(query))


def _cycle_of(work: UnitOfWork, meeting_id: int | None) -> CycleRow | None:
    if meeting_id is not None:
        return work.get(CycleRow, work.get(MeetingRow, meeting_id).cycle_id)
    cycles = work.all(select(CycleRow))
    place = current_of([cycle.board_on for cycle in cycles], work.today)
    return None if place is None else cycles[place]
