"""Examples of the commands of the parallel boards' ledger."""

from __future__ import annotations

from command_examples import Example
from finding import first

from cspdesk.boards.commands import AddMessage, EditMessage, RemoveMessage, SetMessageState
from cspdesk.commanding import Command
from cspdesk.desk import Desk
from cspdesk.meetings.queries import current_cycle
from db.tables import BoardMessageRow, GroupRow
from db.vocabulary import GroupKind, MessageKind, MessageState, MessageWay


def _add(desk: Desk) -> AddMessage:
    strip = desk.ask(current_cycle)
    assert strip is not None
    hwb = first(desk, GroupRow, kind=GroupKind.PARALLEL_BOARD)
    ce = first(desk, GroupRow, short_name="CE")
    return AddMessage(
        strip.cycle.id, (hwb.id, ce.id), MessageWay.OUT, "Share the pathway.", MessageKind.ASK
    )


def message(desk: Desk, state: MessageState) -> BoardMessageRow:
    return first(desk, BoardMessageRow, state=state)


def _edit(desk: Desk) -> EditMessage:
    row = message(desk, MessageState.SOUGHT)
    return EditMessage(row.id, row.version, text="Minutes of 12 January", due_on=None)


def _set_state(desk: Desk) -> SetMessageState:
    row = message(desk, MessageState.SOUGHT)
    return SetMessageState(row.id, row.version, MessageState.RECEIVED)


def _remove(desk: Desk) -> RemoveMessage:
    row = message(desk, MessageState.TO_PASS)
    return RemoveMessage(row.id, row.version)


EXAMPLES: dict[type[Command], Example] = {
    AddMessage: _add,
    EditMessage: _edit,
    RemoveMessage: _remove,
    SetMessageState: _set_state,
}
