"""Examples of the commands of minutes and matters arising."""

from __future__ import annotations

from datetime import date

from command_examples import Example
from finding import first

from cspdesk.actions.commands import AddAction
from cspdesk.commanding import Command
from cspdesk.desk import Desk
from cspdesk.minutes.commands import (
    AddMinute,
    CirculateMinutes,
    ClearMinutes,
    ConfirmMinutes,
    DraftMinutes,
    EditMinute,
    NumberFrom,
    RemoveMinute,
    SetMatterArising,
    SetMinuteNumbering,
    StepBack,
    TakeDraft,
)
from cspdesk.minutes.rules import CONTINUOUS, PREFIX
from db.tables import (
    AgendaItemRow,
    MeetingRow,
    MinuteRow,
    MinutesRow,
    OrganisationRow,
    PartnershipRow,
)
from db.vocabulary import MinutesState

JULY, SEPTEMBER, NOVEMBER = date(2016, 7, 7), date(2016, 9, 22), date(2016, 11, 24)


def meeting(desk: Desk, held_on: date) -> int:
    return first(desk, MeetingRow, held_on=held_on).id


def minutes(desk: Desk) -> MinutesRow:
    return first(desk, MinutesRow, meeting_id=meeting(desk, SEPTEMBER))


def at_step(desk: Desk, state: MinutesState) -> MinutesRow:
    """The sample's confirmed minutes of September, taken back to an earlier step."""
    while (row := minutes(desk)).state is not state:
        desk.run(StepBack(row.id, row.version, "For the example."))
    return row


def drafted(desk: Desk) -> MinutesRow:
    return at_step(desk, MinutesState.DRAFT)


def minute(desk: Desk, number: str = "2") -> MinuteRow:
    return first(desk, MinuteRow, minutes_id=drafted(desk).id, number=number)


def _draft(desk: Desk) -> DraftMinutes:
    """Again, after an action was noted that the first draft had not."""
    row = drafted(desk)
    police = first(desk, OrganisationRow, code="MPS")
    item = first(desk, AgendaItemRow, meeting_id=row.meeting_id, number="7")
    desk.run(
        AddAction(
            "Bring the figures by ward", police.id, agreed_at_id=row.meeting_id, item_id=item.id
        )
    )
    return DraftMinutes(row.meeting_id)


def _edit(desk: Desk) -> EditMinute:
    row = minute(desk)
    return EditMinute(row.id, row.version, text="Members heard O’Neill’s team.\nNOTED: the fall.")


def _take(desk: Desk) -> TakeDraft:
    desk.run(_edit(desk))
    row = minute(desk)
    return TakeDraft(row.id, row.version)


def _remove(desk: Desk) -> RemoveMinute:
    made = desk.run(AddMinute(drafted(desk).id, "A visitor")).created
    assert made is not None
    return RemoveMinute(made, first(desk, MinuteRow, id=made).version)


def _number(desk: Desk) -> NumberFrom:
    desk.run(_style(desk, CONTINUOUS))
    july = first(desk, MinutesRow, meeting_id=meeting(desk, JULY))
    while july.state is not MinutesState.DRAFT:
        desk.run(StepBack(july.id, july.version, "For the example."))
        july = first(desk, MinutesRow, meeting_id=meeting(desk, JULY))
    row = july
    return NumberFrom(row.id, row.version, 33)


def _style(desk: Desk, style: str = PREFIX) -> SetMinuteNumbering:
    drafted(desk)
    row = first(desk, PartnershipRow)
    return SetMinuteNumbering(row.id, row.version, style, "CSP" if style == PREFIX else "")


def _clear(desk: Desk) -> ClearMinutes:
    row = drafted(desk)
    return ClearMinutes(row.id, row.version, "the Cabinet Member")


def _circulate(desk: Desk) -> CirculateMinutes:
    row = at_step(desk, MinutesState.CLEARED)
    return CirculateMinutes(row.id, row.version)


def _confirm(desk: Desk) -> ConfirmMinutes:
    row = at_step(desk, MinutesState.CIRCULATED)
    at = meeting(desk, NOVEMBER)
    return ConfirmMinutes(row.id, row.version, at, "Minute 2: “Murrant” is “Mariner”.")


def _back(desk: Desk) -> StepBack:
    row = minutes(desk)
    return StepBack(row.id, row.version, "The wrong Board.")


def _matter(desk: Desk) -> SetMatterArising:
    return SetMatterArising(meeting(desk, NOVEMBER), minute(desk).id, "The list is complete.")


EXAMPLES: dict[type[Command], Example] = {
    AddMinute: lambda desk: AddMinute(drafted(desk).id, "Urgent business", "None was raised."),
    CirculateMinutes: _circulate,
    ClearMinutes: _clear,
    ConfirmMinutes: _confirm,
    DraftMinutes: _draft,
    EditMinute: _edit,
    NumberFrom: _number,
    RemoveMinute: _remove,
    SetMatterArising: _matter,
    SetMinuteNumbering: _style,
    StepBack: _back,
    TakeDraft: _take,
}
