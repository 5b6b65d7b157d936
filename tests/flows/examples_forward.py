"""Examples of the commands of the forward plan and of the rehearsal."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from command_examples import Example
from finding import first

from cspdesk.agenda.rehearsing_commands import KeepRehearsal, PlanAsRehearsed, RestartRehearsal
from cspdesk.commanding import Command
from cspdesk.desk import Desk
from cspdesk.meetings.forward_commands import (
    AddTopic,
    ChangeTopic,
    MoveTopic,
    PlaceYearlyTopics,
    PutTopicOnAgenda,
    RemoveTopic,
)
from db.tables import AgendaItemRow, GroupRow, MeetingRow, PlannedTopicRow, RehearsalRow
from db.vocabulary import GroupKind

BOARD, NEXT = date(2017, 2, 23), date(2017, 6, 8)


def _meeting(desk: Desk, held_on: date = BOARD) -> int:
    return first(desk, MeetingRow, held_on=held_on).id


def _add(desk: Desk) -> AddTopic:
    group = first(desk, GroupRow, kind=GroupKind.SUB_GROUP)
    return AddTopic("The cohort a year on", _meeting(desk, NEXT), f"group:{group.id}", "Figures")


def _planned(desk: Desk) -> PlannedTopicRow:
    """A topic that is there; the sample has none, so one is planned first where it must be."""
    with suppress(IndexError):
        return first(desk, PlannedTopicRow)
    desk.run(_add(desk))
    return first(desk, PlannedTopicRow)


def _change(desk: Desk) -> ChangeTopic:
    row = _planned(desk)
    return ChangeTopic(row.id, row.version, title="The cohort after a year", subject="")


def _move(desk: Desk) -> MoveTopic:
    row = _planned(desk)
    return MoveTopic(row.id, None, row.version)


def _remove(desk: Desk) -> RemoveTopic:
    row = _planned(desk)
    return RemoveTopic(row.id, row.version)


def _put(desk: Desk) -> PutTopicOnAgenda:
    with suppress(IndexError):
        row = first(desk, PlannedTopicRow, meeting_id=_meeting(desk, NEXT))
        return PutTopicOnAgenda(row.id, row.version)
    row = _planned(desk)
    return PutTopicOnAgenda(row.id, row.version)


def _keep(desk: Desk) -> KeepRehearsal:
    item = first(desk, AgendaItemRow, meeting_id=_meeting(desk))
    return KeepRehearsal(item.meeting_id, ((item.id, 17 * 60 + 20),), item.id)


def _rehearsed(desk: Desk) -> int:
    """The meeting that is rehearsed; a rehearsal is begun where there is none."""
    meeting_id = _meeting(desk)
    with suppress(IndexError):
        return first(desk, RehearsalRow, meeting_id=meeting_id).meeting_id
    desk.run(_keep(desk))
    return meeting_id


EXAMPLES: dict[type[Command], Example] = {
    AddTopic: _add,
    ChangeTopic: _change,
    KeepRehearsal: _keep,
    MoveTopic: _move,
    PlaceYearlyTopics: lambda _desk: PlaceYearlyTopics(),
    PutTopicOnAgenda: _put,
    RemoveTopic: _remove,
    PlanAsRehearsed: lambda desk: PlanAsRehearsed(_rehearsed(desk)),
    RestartRehearsal: lambda desk: RestartRehearsal(_rehearsed(desk)),
}
