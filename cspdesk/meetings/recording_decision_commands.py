"""What a meeting decides: added while it is typed, changed, removed, taken to governance bodies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from cspdesk.agenda.commands import named
from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import KEEP, Keep, apply_edit, edit_label, needs, required
from cspdesk.meetings.recording_commands import check_recording, item_under_way, record_of
from cspdesk.words import counted
from db.tables import (
    ActionRow,
    AgendaItemRow,
    BodyMeetingRow,
    ChaseRow,
    CycleRow,
    DecisionRow,
    GovernanceBodyRow,
    MeetingRow,
    ReportBackRow,
)
from db.unit_of_work import UnitOfWork
from db.vocabulary import DecisionKind, ReportBackState

_NO_TEXT = "Write what was decided."


@dataclass(frozen=True, slots=True)
class AddDecision(Command):
    """Record what the meeting received, noted, resolved or agreed at an item."""

    item_id: int
    kind: DecisionKind
    text: str


@dataclass(frozen=True, slots=True)
class EditDecision(Command):
    """Change the words of a decision or its verb; what bodies were asked follows the words."""

    decision_id: int
    seen_version: int
    kind: DecisionKind | Keep = KEEP
    text: str | Keep = KEEP


@dataclass(frozen=True, slots=True)
class RemoveDecision(Command):
    """Take a decision out that was not made after all, with the report-backs it asked for."""

    decision_id: int
    seen_version: int


@dataclass(frozen=True, slots=True)
class TakeToBodies(Command):
    """Take a decision to these governance bodies: each is to report back.

    An answer is due when the body next meets after the Board, or on the report-backs day of the
    cycle when no such day is known. A body left out, that has not answered, is asked no longer.
    """

    decision_id: int
    seen_version: int
    body_ids: tuple[int, ...]


@handles(AddDecision)
def add_decision(command: AddDecision, work: UnitOfWork) -> str:
    item = item_under_way(work, command.item_id)
    last = select(func.max(DecisionRow.position)).filter_by(item_id=item.id)
    work.add(
        DecisionRow(
            meeting_id=item.meeting_id,
            item_id=item.id,
            position=(work.session.scalar(last) or 0) + 1,
            kind=command.kind,
            text=required("text", command.text, _NO_TEXT),
        )
    )
    record_of(work, item).no_decision = False
    return f"Recorded a decision of {named(item)}"


@handles(EditDecision)
def edit_decision(command: EditDecision, work: UnitOfWork) -> str:
    row = _decision(work, command.decision_id, command.seen_version)
    words = {"kind": "verb", "text": "words"}
    changed = apply_edit(row, command, words, {"text": needs("text", _NO_TEXT)})
    for asked in _asked(work, row):
        if asked.state is ReportBackState.DUE:
            asked.taken_back = row.text
    return edit_label(changed, f"a decision of {_named(work, row)}")


@handles(RemoveDecision)
def remove_decision(command: RemoveDecision, work: UnitOfWork) -> str:
    row = _decision(work, command.decision_id, command.seen_version)
    label = f"Removed a decision of {_named(work, row)}"
    for asked in _asked(work, row):
        _ask_no_longer(work, asked)
    for action in work.all(select(ActionRow).filter_by(decision_id=row.id)):
        action.decision_id = None
    work.session.flush()
    work.delete(row)
    return label


@handles(TakeToBodies)
def take_to_bodies(command: TakeToBodies, work: UnitOfWork) -> str:
    row = _decision(work, command.decision_id, command.seen_version)
    wanted = dict.fromkeys(command.body_ids)
    asked = {one.governance_body_id: one for one in _asked(work, row)}
    for key, report_back in asked.items():
        if key not in wanted:
            _ask_no_longer(work, report_back)
    for key in wanted:
        if key not in asked:
            _ask(work, row, work.get(GovernanceBodyRow, key))
    row.take_back = bool(wanted)
    if not wanted:
        return f"A decision of {_named(work, row)} goes to no governance body"
    bodies = counted(len(wanted), "governance body", "governance bodies")
    return f"Took a decision of {_named(work, row)} to {bodies}"


def _ask(work: UnitOfWork, row: DecisionRow, body: GovernanceBodyRow) -> None:
    meeting = work.get(MeetingRow, row.meeting_id)
    usual = work.get(CycleRow, meeting.cycle_id).report_backs_on
    work.add(
        ReportBackRow(
            meeting_id=meeting.id,
            item_id=row.item_id,
            decision_id=row.id,
            governance_body_id=body.id,
            taken_back=row.text,
            due_on=next_meeting_of(work, body, meeting.held_on) or usual,
        )
    )


def next_meeting_of(work: UnitOfWork, body: GovernanceBodyRow, after: date) -> date | None:
    """The first day after a meeting on which the body is known to meet."""
    listed = select(func.min(BodyMeetingRow.held_on)).where(
        BodyMeetingRow.governance_body_id == body.id, BodyMeetingRow.held_on > after
    )
    named_day = body.next_meets_on if (body.next_meets_on or date.min) > after else None
    return min((day for day in (work.session.scalar(listed), named_day) if day), default=None)


def _ask_no_longer(work: UnitOfWork, report_back: ReportBackRow) -> None:
    if report_back.state is not ReportBackState.DUE:
        raise RuleBroken("body_ids", "A body has taken this decision on already: it stays.")
    for chase in work.all(select(ChaseRow).filter_by(report_back_id=report_back.id)):
        work.delete(chase)
    work.delete(report_back)


def _asked(work: UnitOfWork, row: DecisionRow) -> list[ReportBackRow]:
    return work.all(select(ReportBackRow).filter_by(decision_id=row.id).order_by(ReportBackRow.id))


def _decision(work: UnitOfWork, decision_id: int, seen_version: int) -> DecisionRow:
    row = work.get(DecisionRow, decision_id, seen_version)
    check_recording(work.get(MeetingRow, row.meeting_id))
    return row


def _named(work: UnitOfWork, row: DecisionRow) -> str:
    return "the meeting" if row.item_id is None else named(work.get(AgendaItemRow, row.item_id))
