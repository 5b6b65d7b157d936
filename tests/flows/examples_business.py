"""Examples of the commands of the business inbox."""

from __future__ import annotations

from datetime import date

from command_examples import Example
from finding import first

from cspdesk.agenda.business_commands import (
    AddWayOut,
    DeleteBusiness,
    EditBusiness,
    GiveVerdict,
    MarkTold,
    MarkWayOutDone,
    RaiseBusiness,
    RemoveWayOut,
    TakeVerdictBack,
)
from cspdesk.agenda.business_records import Piece
from cspdesk.agenda.business_request_commands import AskGroups, RecordCame, RemindGroups
from cspdesk.commanding import Command
from cspdesk.desk import Desk
from cspdesk.meetings.queries import current_cycle
from db.tables import BusinessRow, DisseminationRow, GroupRequestRow, GroupRow
from db.vocabulary import BusinessSource, RequestKind, Verdict


def cycle(desk: Desk) -> int:
    strip = desk.ask(current_cycle)
    assert strip is not None
    return strip.cycle.id


def waiting(desk: Desk) -> BusinessRow:
    """A piece that the Executive has still to decide on."""
    return first(desk, BusinessRow, cycle_id=cycle(desk), verdict=None)


def _raise(desk: Desk) -> RaiseBusiness:
    group = first(desk, GroupRow, short_name="YOS Board")
    return RaiseBusiness(
        cycle(desk),
        BusinessSource.SUB_GROUP,
        "Knife crime: a week of O’Neill’s 😀",
        group_id=group.id,
        asked="Who takes part?",
    )


def _edit(desk: Desk) -> EditBusiness:
    row = waiting(desk)
    return EditBusiness(Piece(row.cycle_id, row.id), row.version, asked_of="CCG\nCouncil")


def _verdict(desk: Desk) -> GiveVerdict:
    row = waiting(desk)
    piece = Piece(row.cycle_id, row.id)
    return GiveVerdict(piece, row.version, Verdict.BOARD, "Two partners have to pay.")


def _back(desk: Desk) -> TakeVerdictBack:
    """Deferred: what came back in the later cycle goes as well."""
    row = first(desk, BusinessRow, cycle_id=cycle(desk), verdict=Verdict.DEFER)
    return TakeVerdictBack(row.id, row.version)


def _told(desk: Desk) -> MarkTold:
    row = first(desk, BusinessRow, cycle_id=cycle(desk), verdict=Verdict.DECLINE)
    return MarkTold(row.id, row.version, date(2017, 2, 8))


def _delete(desk: Desk) -> DeleteBusiness:
    row = waiting(desk)
    return DeleteBusiness(row.id, row.version)


def _way(desk: Desk) -> DisseminationRow:
    return first(desk, DisseminationRow, done_on=None)


def _add_way(desk: Desk) -> AddWayOut:
    return AddWayOut(_way(desk).business_id, "Desk cards", "Front-line staff")


def _done(desk: Desk) -> MarkWayOutDone:
    way = _way(desk)
    return MarkWayOutDone(way.id, way.version)


def _remove_way(desk: Desk) -> RemoveWayOut:
    way = first(desk, DisseminationRow, channel="Haringey CCG: GP bulletin")
    return RemoveWayOut(way.id, way.version)


def _ask(desk: Desk) -> AskGroups:
    groups = [first(desk, GroupRow, short_name=name).id for name in ("Channel Panel", "CSB")]
    return AskGroups(cycle(desk), tuple(groups), RequestKind.MINUTES)


def _asked(desk: Desk) -> GroupRequestRow:
    return first(
        desk, GroupRequestRow, cycle_id=cycle(desk), kind=RequestKind.BUSINESS, reminders=2
    )


def _remind(desk: Desk) -> RemindGroups:
    row = _asked(desk)
    return RemindGroups(row.cycle_id, (row.group_id,), row.kind)


def _came(desk: Desk) -> RecordCame:
    row = _asked(desk)
    return RecordCame(row.cycle_id, row.group_id, row.kind, "Nothing to raise.")


EXAMPLES: dict[type[Command], Example] = {
    AddWayOut: _add_way,
    AskGroups: _ask,
    DeleteBusiness: _delete,
    EditBusiness: _edit,
    GiveVerdict: _verdict,
    MarkTold: _told,
    MarkWayOutDone: _done,
    RaiseBusiness: _raise,
    RecordCame: _came,
    RemindGroups: _remind,
    RemoveWayOut: _remove_way,
    TakeVerdictBack: _back,
}
