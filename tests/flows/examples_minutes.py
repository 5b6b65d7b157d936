"""Examples of the commands of minutes and matters arising."""

from __future__ import annotations

from datetime import date

from command_examples import Example
from finding import first

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
from db.tables import MeetingRow, MinuteRow, MinutesRow, PartnershipRow

SEPTEMBER, NOVEMBER = date(2016, 9, 22), date(2016, 11, 24)


def meeting(desk: Desk, held_on: date) -> int:
    return first(desk, MeetingRow, held_on=held_on).id


def drafted(desk: Desk, held_on: date = SEPTEMBER) -> MinutesRow:
    """The minutes of that Board, drafted first where they are not."""
    key = meeting(desk, held_on)
    try:
        return first(desk, MinutesRow, meeting_id=key)
    except IndexError:
        desk.run(DraftMinutes(key))
        return first(desk, MinutesRow, meeting_id=key)


def minute(desk: Desk, number: str = "2") -> MinuteRow:
    return first(desk, MinuteRow, minutes_id=drafted(desk).id, number=number)


def cleared(desk: Desk) -> MinutesRow:
    row = drafted(desk)
    desk.run(ClearMinutes(row.id, row.version, "the Cabinet Member"))
    return drafted(desk)


def circulated(desk: Desk) -> MinutesRow:
    row = cleared(desk)
    desk.run(CirculateMinutes(row.id, row.version))
    return drafted(desk)


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
    row = drafted(desk)
    return NumberFrom(row.id, row.version, 33)


def _style(desk: Desk, style: str = PREFIX) -> SetMinuteNumbering:
    drafted(desk)
    row = first(desk, PartnershipRow)
    return SetMinuteNumbering(row.id, row.version, style, "CSP" if style == PREFIX else "")


def _clear(desk: Desk) -> ClearMinutes:
    row = drafted(desk)
    return ClearMinutes(row.id, row.version, "the Cabinet Member")


def _circulate(desk: Desk) -> CirculateMinutes:
    row = cleared(desk)
    return CirculateMinutes(row.id, row.version)


def _confirm(desk: Desk) -> ConfirmMinutes:
    row = circulated(desk)
    at = meeting(desk, NOVEMBER)
    return ConfirmMinutes(row.id, row.version, at, "Minute 2: “Murrant” is “Mariner”.")


def _back(desk: Desk) -> StepBack:
    row = cleared(desk)
    return StepBack(row.id, row.version)


def _matter(desk: Desk) -> SetMatterArising:
    return SetMatterArising(meeting(desk, NOVEMBER), minute(desk).id, "The list is complete.")


EXAMPLES: dict[type[Command], Example] = {
    AddMinute: lambda desk: AddMinute(drafted(desk).id, "Urgent business", "None was raised."),
    CirculateMinutes: _circulate,
    ClearMinutes: _clear,
    ConfirmMinutes: _confirm,
    DraftMinutes: lambda desk: DraftMinutes(meeting(desk, date(2016, 7, 7))),
    EditMinute: _edit,
    NumberFrom: _number,
    RemoveMinute: _remove,
    SetMatterArising: _matter,
    SetMinuteNumbering: _style,
    StepBack: _back,
    TakeDraft: _take,
}
