"""Report-backs: what partners' governance bodies did with the Board's decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cspdesk.calendar import short_date
from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import KEEP, Keep, apply_edit, edit_label, known, needs, required
from db.tables import (
    AgendaItemRow,
    ChaseRow,
    CycleRow,
    GovernanceBodyRow,
    MeetingRow,
    OrganisationRow,
    ReportBackRow,
)
from db.unit_of_work import UnitOfWork
from db.vocabulary import ReportBackState

_NOTHING_TAKEN = "Say which decision or information is taken back."


@dataclass(frozen=True, slots=True)
class AddReportBack(Command):
    """Ask a governance body for its response to a Board's decision.

    Without a due date it is due on the report-backs day of the meeting's cycle.
    """

    meeting_id: int
    governance_body_id: int
    taken_back: str
    item_id: int | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class AskReportBacks(Command):
    """Send one decision or piece of information to several governance bodies.

    Without a due date each body's answer is due when it next meets after the Board, or on the
    report-backs day of the cycle when it has named no such day.
    """

    meeting_id: int
    body_ids: tuple[int, ...]
    taken_back: str
    item_id: int | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class EditReportBack(Command):
    """Change what is taken back, to whom, or by when."""

    report_back_id: int
    seen_version: int
    taken_back: str | Keep = KEEP
    governance_body_id: int | Keep = KEEP
    item_id: int | Keep | None = KEEP
    due_on: date | Keep | None = KEEP


@dataclass(frozen=True, slots=True)
class RecordReportBack(Command):
    """Record how a body responded. A report (`state` REPORTED) says what the body said.

    `question` is what the body asks the Board in return.
    """

    report_back_id: int
    seen_version: int
    state: ReportBackState
    said: str = ""
    changed: str = ""
    met_on: date | None = None
    reported_on: date | None = None
    question: str = ""


@dataclass(frozen=True, slots=True)
class RemoveReportBack(Command):
    """Take a request back that has no response."""

    report_back_id: int
    seen_version: int


@handles(AddReportBack)
def add_report_back(command: AddReportBack, work: UnitOfWork) -> str:
    meeting = work.get(MeetingRow, command.meeting_id)
    body = work.get(GovernanceBodyRow, command.governance_body_id)
    work.add(
        ReportBackRow(
            meeting_id=meeting.id,
            item_id=known(work, AgendaItemRow)(command.item_id),
            governance_body_id=body.id,
            taken_back=required("taken_back", command.taken_back, _NOTHING_TAKEN),
            due_on=command.due_on or work.get(CycleRow, meeting.cycle_id).report_backs_on,
        )
    )
    return f"Asked {_owner(work, body)} to report back"


@handles(AskReportBacks)
def ask_report_backs(command: AskReportBacks, work: UnitOfWork) -> str:
    if not command.body_ids:
        raise RuleBroken("body_ids", "Choose at least one governance body.")
    meeting = work.get(MeetingRow, command.meeting_id)
    taken_back = required("taken_back", command.taken_back, _NOTHING_TAKEN)
    usual = work.get(CycleRow, meeting.cycle_id).report_backs_on
    bodies = [work.get(GovernanceBodyRow, key) for key in dict.fromkeys(command.body_ids)]
    for body in bodies:
        meets = body.next_meets_on if (body.next_meets_on or date.min) > meeting.held_on else None
        work.add(
            ReportBackRow(
                meeting_id=meeting.id,
                item_id=known(work, AgendaItemRow)(command.item_id),
                governance_body_id=body.id,
                taken_back=taken_back,
                due_on=command.due_on or meets or usual,
            )
        )
    if len(bodies) == 1:
        return f"Asked {_owner(work, bodies[0])} to report back"
    return f"Asked {len(bodies)} governance bodies to report back"


@handles(EditReportBack)
def edit_report_back(command: EditReportBack, work: UnitOfWork) -> str:
    row = work.get(ReportBackRow, command.report_back_id, command.seen_version)
    words = {
        "taken_back": "decision taken back",
        "governance_body_id": "body",
        "item_id": "item",
        "due_on": "due date",
    }
    checks = {
        "taken_back": needs("taken_back", _NOTHING_TAKEN),
        "governance_body_id": lambda key: work.get(GovernanceBodyRow, key).id,
        "item_id": known(work, AgendaItemRow),
    }
    changed = apply_edit(row, command, words, checks)
    body = work.get(GovernanceBodyRow, row.governance_body_id)
    return edit_label(changed, f"the report-back from {_owner(work, body)}")


@handles(RecordReportBack)
def record_report_back(command: RecordReportBack, work: UnitOfWork) -> str:
    row = work.get(ReportBackRow, command.report_back_id, command.seen_version)
    body = work.get(GovernanceBodyRow, row.governance_body_id)
    for field, day in (("met_on", command.met_on), ("reported_on", command.reported_on)):
        if day and command.state is ReportBackState.REPORTED and day > work.today:
            raise RuleBroken(field, f"{short_date(day)} has not come yet.")
    row.said, row.changed = command.said.strip(), command.changed.strip()
    row.question = command.question.strip()
    row.state, row.met_on = command.state, command.met_on
    row.reported_on = None
    if command.state is ReportBackState.REPORTED:
        required("said", command.said, "Say what the body said or decided.")
        row.reported_on = command.reported_on or work.today
    return f"Recorded the response of {_owner(work, body)}"


@handles(RemoveReportBack)
def remove_report_back(command: RemoveReportBack, work: UnitOfWork) -> str:
    row = work.get(ReportBackRow, command.report_back_id, command.seen_version)
    if row.state is ReportBackState.REPORTED:
        raise RuleBroken("", "The body has reported back: its response stays.")
    owner = _owner(work, work.get(GovernanceBodyRow, row.governance_body_id))
    for chase in work.all(select(ChaseRow).where(ChaseRow.report_back_id == row.id)):
        work.delete(chase)
    work.delete(row)
    return f"Took back the request to {owner}"


def _owner(work: UnitOfWork, body: GovernanceBodyRow) -> str:
    return work.get(OrganisationRow, body.organisation_id).short_name
