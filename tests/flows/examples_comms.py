"""Examples of the commands of comms decisions."""

from __future__ import annotations

from datetime import date

from command_examples import Example
from finding import first

from cspdesk.commanding import Command
from cspdesk.comms.commands import (
    EditComms,
    MarkPublished,
    RecordComms,
    RemoveComms,
    SayNoComms,
    SignOffComms,
)
from cspdesk.desk import Desk
from db.tables import AgendaItemRow, CommsDecisionRow, MeetingRow, OrganisationRow

HELD = date(2016, 11, 24)


def _record(desk: Desk) -> RecordComms:
    meeting = first(desk, MeetingRow, held_on=HELD)
    return RecordComms(
        meeting_id=meeting.id,
        item_id=first(desk, AgendaItemRow, meeting_id=meeting.id, position=4).id,
        message="Young people’s teams now work in all six youth clubs.",
        audience="Parents and young people",
        channels=("Council website", "School newsletters"),
        ward_panels=True,
        organisation_id=first(desk, OrganisationRow, code="MPS").id,
        owner="Communications lead",
        sign_off="Chair",
        due_on=date(2016, 12, 9),
    )


def recorded(desk: Desk) -> CommsDecisionRow:
    """A message that is not published yet."""
    done = desk.run(_record(desk))
    return first(desk, CommsDecisionRow, id=done.created)


def _edit(desk: Desk) -> EditComms:
    row = recorded(desk)
    return EditComms(row.id, row.version, channels=("Council website",), due_on=None)


def _remove(desk: Desk) -> RemoveComms:
    row = recorded(desk)
    return RemoveComms(row.id, row.version)


def _sign_off(desk: Desk) -> SignOffComms:
    row = recorded(desk)
    return SignOffComms(row.id, row.version)


def _publish(desk: Desk) -> MarkPublished:
    row = recorded(desk)
    return MarkPublished(row.id, row.version, "Council website", date(2016, 12, 7))


def _none(desk: Desk) -> SayNoComms:
    meeting = first(desk, MeetingRow, held_on=date(2017, 2, 23))
    return SayNoComms(first(desk, AgendaItemRow, meeting_id=meeting.id, position=1).id)


EXAMPLES: dict[type[Command], Example] = {
    EditComms: _edit,
    MarkPublished: _publish,
    RecordComms: _record,
    RemoveComms: _remove,
    SayNoComms: _none,
    SignOffComms: _sign_off,
}
