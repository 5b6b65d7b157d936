"""Duties of the statutory calendar: added, changed, recorded as done with what shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cspdesk.calendar import plain_date
from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import KEEP, Keep, apply_edit, edit_label, needs, required
from cspdesk.statutory.rules import checked_months, duties_in_force, first_due, next_due
from cspdesk.words import counted
from db.tables import StatutoryDutyRow, StatutoryRecordRow
from db.unit_of_work import UnitOfWork

_NO_TITLE = "Say what has to be done."
_NO_EVIDENCE = "Say what shows that it was done: a minute, a document, a date of publication."


@dataclass(frozen=True, slots=True)
class AddDuty(Command):
    """Add a duty of one's own; `months` is how often it returns, 0 once."""

    title: str
    basis: str = ""
    months: int = 12
    due_on: date | None = None
    responsible: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class AddKnownDuties(Command):
    """Add the duties in force that the calendar does not have yet."""


@dataclass(frozen=True, slots=True)
class EditDuty(Command):
    """Change some fields of a duty."""

    duty_id: int
    seen_version: int
    title: str | Keep = KEEP
    basis: str | Keep = KEEP
    months: int | Keep = KEEP
    due_on: date | Keep | None = KEEP
    responsible: str | Keep = KEEP
    note: str | Keep = KEEP


@dataclass(frozen=True, slots=True)
class RemoveDuty(Command):
    """Take a duty off the calendar, with its records."""

    duty_id: int
    seen_version: int


@dataclass(frozen=True, slots=True)
class RecordDuty(Command):
    """Say that a duty was done, and what shows it; the day it is due moves on."""

    duty_id: int
    seen_version: int
    done_on: date
    evidence: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class EditDutyRecord(Command):
    """Correct a record: the day it was done, what shows it, a note."""

    record_id: int
    seen_version: int
    done_on: date | Keep = KEEP
    evidence: str | Keep = KEEP
    note: str | Keep = KEEP


@dataclass(frozen=True, slots=True)
class RemoveDutyRecord(Command):
    """Take a record back. The duty is due again on the day it was, if this was the latest."""

    record_id: int
    seen_version: int


@handles(AddDuty)
def add_duty(command: AddDuty, work: UnitOfWork) -> str:
    title = required("title", command.title, _NO_TITLE)
    work.add(
        StatutoryDutyRow(
            title=title,
            basis=command.basis.strip(),
            months=checked_months(command.months),
            due_on=command.due_on,
            responsible=command.responsible.strip(),
            note=command.note.strip(),
            position=len(_duties(work)) + 1,
        )
    )
    return f"Added “{title}” to the statutory calendar"


@handles(AddKnownDuties)
def add_known_duties(_command: AddKnownDuties, work: UnitOfWork) -> str:
    there = _duties(work)
    missing = duties_in_force(work.today, {row.key for row in there})
    if not missing:
        raise RuleBroken("", "The calendar has every duty that is in force.")
    for place, known in enumerate(missing, len(there) + 1):
        work.add(
            StatutoryDutyRow(
                key=known.key,
                title=known.title,
                basis=known.basis,
                months=known.months,
                due_on=first_due(known, work.today),
                note=known.note,
                position=place,
            )
        )
    return f"Added {counted(len(missing), 'duty', 'duties')} to the statutory calendar"


@handles(EditDuty)
def edit_duty(command: EditDuty, work: UnitOfWork) -> str:
    row = work.get(StatutoryDutyRow, command.duty_id, command.seen_version)
    words = {
        "title": "title",
        "basis": "basis",
        "months": "frequency",
        "due_on": "due date",
        "responsible": "responsible partner",
        "note": "note",
    }
    checks = {"title": needs("title", _NO_TITLE), "months": checked_months}
    return edit_label(apply_edit(row, command, words, checks), f"the duty “{row.title}”")


@handles(RemoveDuty)
def remove_duty(command: RemoveDuty, work: UnitOfWork) -> str:
    row = work.get(StatutoryDutyRow, command.duty_id, command.seen_version)
    for record in _records(work, row.id):
        work.delete(record)
    work.delete(row)
    return f"Took “{row.title}” off the statutory calendar"


@handles(RecordDuty)
def record_duty(command: RecordDuty, work: UnitOfWork) -> str:
    row = work.get(StatutoryDutyRow, command.duty_id, command.seen_version)
    _check_day(command.done_on, work.today)
    work.add(
        StatutoryRecordRow(
            duty_id=row.id,
            due_on=row.due_on,
            done_on=command.done_on,
            evidence=required("evidence", command.evidence, _NO_EVIDENCE),
            note=command.note.strip(),
        )
    )
    row.due_on = next_due(row.due_on, row.months, command.done_on)
    return f"Recorded “{row.title}”, done {plain_date(command.done_on)}"


@handles(EditDutyRecord)
def edit_duty_record(command: EditDutyRecord, work: UnitOfWork) -> str:
    row = work.get(StatutoryRecordRow, command.record_id, command.seen_version)
    if isinstance(command.done_on, date):
        _check_day(command.done_on, work.today)
    words = {"done_on": "day", "evidence": "evidence", "note": "note"}
    changed = apply_edit(row, command, words, {"evidence": needs("evidence", _NO_EVIDENCE)})
    duty = work.get(StatutoryDutyRow, row.duty_id)
    return edit_label(changed, f"the record of “{duty.title}”")


@handles(RemoveDutyRecord)
def remove_duty_record(command: RemoveDutyRecord, work: UnitOfWork) -> str:
    row = work.get(StatutoryRecordRow, command.record_id, command.seen_version)
    duty = work.get(StatutoryDutyRow, row.duty_id)
    # The latest record alone moved the day: taking back an older one leaves it.
    latest = max(_records(work, duty.id), key=lambda one: (one.done_on, one.id))
    if latest.id == row.id:
        duty.due_on = row.due_on
    work.delete(row)
    return f"Took back the record of “{duty.title}”"


def _check_day(done_on: date, today: date) -> None:
    if done_on > today:
        raise RuleBroken("done_on", "This day has not come yet: record it when it is done.")


def _duties(work: UnitOfWork) -> list[StatutoryDutyRow]:
    return list(work.session.scalars(select(StatutoryDutyRow)))


def _records(work: UnitOfWork, duty_id: int) -> list[StatutoryRecordRow]:
    query = select(StatutoryRecordRow).where(StatutoryRecordRow.duty_id == duty_id)
    return list(work.session.scalars(query))
