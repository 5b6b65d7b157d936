"""Examples of the commands of actions and report-backs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from command_examples import Example
from finding import first

from cspdesk.actions.commands import (
    AddAction,
    AddActions,
    AddReportBack,
    AddUpdate,
    AnswerChase,
    AskReportBacks,
    CloseAction,
    EditAction,
    EditReportBack,
    EditUpdate,
    RecordChases,
    RecordReportBack,
    RemoveReportBack,
    ReopenAction,
)
from cspdesk.actions.log_commands import ApplyLog
from cspdesk.actions.log_importing import LogSettings, log_context, open_pasted, plan_log
from cspdesk.commanding import Command
from cspdesk.desk import Desk
from cspdesk.people.queries import governance_bodies
from db.tables import (
    ActionRow,
    ActionUpdateRow,
    ChaseRow,
    GovernanceBodyRow,
    MeetingRow,
    OrganisationRow,
    ReportBackRow,
)
from db.vocabulary import ActionState, ChaseWay, ReportBackState


def action(desk: Desk, ref: str) -> ActionRow:
    return first(desk, ActionRow, ref=ref)


def _add(desk: Desk) -> AddAction:
    police = first(desk, OrganisationRow, code="MPS")
    meeting = first(desk, MeetingRow, held_on=date(2016, 11, 24))
    return AddAction("Ask O’Neill’s team", police.id, date(2017, 3, 1), agreed_at_id=meeting.id)


def _add_several(desk: Desk) -> AddActions:
    """As out of pasted minutes: one step for all of them."""
    one = _add(desk)
    return AddActions((one, replace(one, text="Write to the CCG", due_on=None)))


def _import(desk: Desk) -> ApplyLog:
    """A pasted log: one action that is new, one that is here and has moved on."""
    kept = action(desk, "3.04")
    table = "Ref\tAction\tOwner\tStatus\tUpdate\n9.01\tAsk Ms Şükrü\tCouncil\tOpen\tBegun\n"
    table += f"{kept.ref}\t{kept.text}\t\tComplete\tAll eight briefed"
    opened = open_pasted(table)
    return ApplyLog(plan_log(opened, desk.ask(log_context), LogSettings()))


def _edit(desk: Desk) -> EditAction:
    """The due day moves: the old one is kept as an update, in the same step."""
    row = action(desk, "3.04")
    return EditAction(row.id, row.version, due_on=date(2017, 3, 10))


def _edit_update(desk: Desk) -> EditUpdate:
    row = first(desk, ActionUpdateRow)
    return EditUpdate(row.id, row.version, text="Six of eight briefed.")


def _close(desk: Desk) -> CloseAction:
    row = action(desk, "3.02")
    return CloseAction(row.id, row.version, ActionState.DONE, "Paper received for item 5.")


def _reopen(desk: Desk) -> ReopenAction:
    row = first(desk, ActionRow, state=ActionState.DONE)
    return ReopenAction(row.id, row.version, "It stopped again in January.")


def _ask(desk: Desk) -> AddReportBack:
    meeting = first(desk, MeetingRow, held_on=date(2017, 2, 23))
    return AddReportBack(meeting.id, first(desk, GovernanceBodyRow).id, "The twelve-week plan")


def waiting(desk: Desk) -> ReportBackRow:
    return first(desk, ReportBackRow, state=ReportBackState.DUE)


def _edit_report_back(desk: Desk) -> EditReportBack:
    row = waiting(desk)
    return EditReportBack(row.id, row.version, due_on=date(2017, 3, 17))


def _record(desk: Desk) -> RecordReportBack:
    row = waiting(desk)
    return RecordReportBack(
        row.id,
        row.version,
        ReportBackState.REPORTED,
        said="Agreed, with one condition.",
        changed="A lead was named.",
        met_on=date(2017, 2, 8),
    )


def _ask_several(desk: Desk) -> AskReportBacks:
    """Each body's answer is due when it next meets."""
    meeting = first(desk, MeetingRow, held_on=date(2017, 2, 23))
    bodies = tuple(one.id for one in desk.ask(governance_bodies)[:3])
    return AskReportBacks(meeting.id, bodies, "The twelve-week plan")


def _chase(desk: Desk) -> RecordChases:
    """One reminder about two actions and a report-back."""
    owed = tuple(action(desk, ref).id for ref in ("2.08", "3.05"))
    return RecordChases(owed, (waiting(desk).id,), ChaseWay.EMAIL, "Area Manager", "How is it?")


def _answer(desk: Desk) -> AnswerChase:
    desk.run(_chase(desk))
    row = first(desk, ChaseRow)
    return AnswerChase(row.id, row.version, "By Friday.", date(2017, 2, 9))


def _remove(desk: Desk) -> RemoveReportBack:
    row = waiting(desk)
    return RemoveReportBack(row.id, row.version)


EXAMPLES: dict[type[Command], Example] = {
    AddAction: _add,
    AddActions: _add_several,
    ApplyLog: _import,
    AddReportBack: _ask,
    AnswerChase: _answer,
    AskReportBacks: _ask_several,
    AddUpdate: lambda desk: AddUpdate(action(desk, "3.05").id, "List begun.", part_done=True),
    CloseAction: _close,
    EditAction: _edit,
    EditReportBack: _edit_report_back,
    EditUpdate: _edit_update,
    RecordChases: _chase,
    RecordReportBack: _record,
    RemoveReportBack: _remove,
    ReopenAction: _reopen,
}
