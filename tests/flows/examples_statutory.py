"""Examples of the commands of the statutory calendar."""

from __future__ import annotations

from datetime import date

from command_examples import Example
from finding import first

from cspdesk.commanding import Command
from cspdesk.desk import Desk
from cspdesk.statutory.commands import (
    AddDuty,
    AddKnownDuties,
    EditDuty,
    EditDutyRecord,
    RecordDuty,
    RemoveDuty,
    RemoveDutyRecord,
)
from db.tables import StatutoryDutyRow, StatutoryRecordRow


def _duty(desk: Desk, key: str) -> StatutoryDutyRow:
    return first(desk, StatutoryDutyRow, key=key)


def _known(desk: Desk) -> AddKnownDuties:
    """One duty is taken off first: the sample has all that were in force."""
    row = _duty(desk, "public")
    desk.run(RemoveDuty(row.id, row.version))
    return AddKnownDuties()


def _edit(desk: Desk) -> EditDuty:
    row = _duty(desk, "public")
    return EditDuty(row.id, row.version, due_on=date(2017, 6, 8), responsible="Council")


def _remove(desk: Desk) -> RemoveDuty:
    row = _duty(desk, "assessment")
    return RemoveDuty(row.id, row.version)


def _record(desk: Desk) -> RecordDuty:
    row = _duty(desk, "scrutiny")
    return RecordDuty(row.id, row.version, date(2017, 2, 7), "Minutes of the panel, item 6")


def _edit_record(desk: Desk) -> EditDutyRecord:
    row = first(desk, StatutoryRecordRow)
    return EditDutyRecord(row.id, row.version, note="Copy sent to the policing body")


def _remove_record(desk: Desk) -> RemoveDutyRecord:
    row = first(desk, StatutoryRecordRow)
    return RemoveDutyRecord(row.id, row.version)


EXAMPLES: dict[type[Command], Example] = {
    AddDuty: lambda _desk: AddDuty("Licensing policy reviewed", "Licensing Act 2003", 60),
    AddKnownDuties: _known,
    EditDuty: _edit,
    RemoveDuty: _remove,
    RecordDuty: _record,
    EditDutyRecord: _edit_record,
    RemoveDutyRecord: _remove_record,
}
