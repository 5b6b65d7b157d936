"""Updates asked of the parallel boards before the Executive meets, and asked again."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.phrases import joined
from db.tables import BoardMessageRow, CycleRow, GroupRequestRow, GroupRow
from db.unit_of_work import UnitOfWork
from db.vocabulary import GroupKind, MessageKind, MessageState, MessageWay, RequestKind

UPDATE_SOUGHT = "Update asked for"


@dataclass(frozen=True, slots=True)
class AskForUpdates(Command):
    """Ask parallel boards for their update, today; one that was asked is reminded.

    The update is due when the Executive meets; when it has met, before the Board.
    """

    cycle_id: int
    group_ids: tuple[int, ...]


@handles(AskForUpdates)
def ask_for_updates(command: AskForUpdates, work: UnitOfWork) -> str:
    cycle = work.get(CycleRow, command.cycle_id)
    groups = [work.get(GroupRow, key) for key in dict.fromkeys(command.group_ids)]
    if not groups:
        raise RuleBroken("group_ids", "Choose at least one parallel board.")
    if any(group.kind is not GroupKind.PARALLEL_BOARD for group in groups):
        raise RuleBroken("group_ids", "Updates are asked of parallel boards only.")
    for group in groups:
        _seek(work, cycle, group)
        _note_request(work, cycle, group)
    return f"Asked {joined([group.short_name for group in groups])} for an update"


def _seek(work: UnitOfWork, cycle: CycleRow, group: GroupRow) -> None:
    where = {"cycle_id": cycle.id, "group_id": group.id, "way": MessageWay.IN}
    if work.all(select(BoardMessageRow).filter_by(**where)):
        return
    due = cycle.executive_on if work.today <= cycle.executive_on else cycle.papers_on
    work.add(
        BoardMessageRow(
            **where,
            kind=MessageKind.ASK,
            text=UPDATE_SOUGHT,
            state=MessageState.SOUGHT,
            dated=work.today,
            due_on=due,
        )
    )


def _note_request(work: UnitOfWork, cycle: CycleRow, group: GroupRow) -> None:
    """The inbox counts the same asking: a first one, or one more reminder."""
    where = {"cycle_id": cycle.id, "group_id": group.id, "kind": RequestKind.BUSINESS}
    held = work.all(select(GroupRequestRow).filter_by(**where))
    if not held:
        work.add(GroupRequestRow(**where, asked_on=work.today))
    elif held[0].received_on is None and held[0].asked_on < work.today:
        held[0].reminded_on, held[0].reminders = work.today, held[0].reminders + 1
