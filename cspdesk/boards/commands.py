"""Messages between the Board and the parallel boards: asked for, come in, to pass on, passed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cspdesk.boards.rules import check_state
from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import KEEP, Keep, apply_edit, edit_label, known, needs, required
from cspdesk.phrases import joined
from db.tables import AgendaItemRow, BoardMessageRow, CycleRow, GroupRow
from db.unit_of_work import UnitOfWork
from db.vocabulary import GroupKind, MessageKind, MessageState, MessageWay, Publicity

_NO_TEXT = "Write the message."


@dataclass(frozen=True, slots=True)
class AddMessage(Command):
    """Write a message once for one or more parallel boards: each board has its own entry.

    Without a state it starts as sought (coming in) or to pass on (going out).
    """

    cycle_id: int
    group_ids: tuple[int, ...]
    way: MessageWay
    text: str
    kind: MessageKind = MessageKind.TELL
    state: MessageState | None = None
    carried_by: str = ""
    source: str = ""
    dated: date | None = None
    due_on: date | None = None
    item_id: int | None = None
    publicity: Publicity | None = None


@dataclass(frozen=True, slots=True)
class EditMessage(Command):
    """Change some fields of one entry."""

    message_id: int
    seen_version: int
    text: str | Keep = KEEP
    kind: MessageKind | Keep = KEEP
    carried_by: str | Keep = KEEP
    source: str | Keep = KEEP
    dated: date | Keep | None = KEEP
    due_on: date | Keep | None = KEEP
    item_id: int | Keep | None = KEEP
    answer: str | Keep = KEEP
    publicity: Publicity | Keep | None = KEEP


@dataclass(frozen=True, slots=True)
class SetMessageState(Command):
    """Say how far a message has come; `dated` is today unless given. An answer needs its text."""

    message_id: int
    seen_version: int
    state: MessageState
    dated: date | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class RemoveMessage(Command):
    """Take one board's entry out of the ledger; what has passed between boards stays."""

    message_id: int
    seen_version: int


@handles(AddMessage)
def add_message(command: AddMessage, work: UnitOfWork) -> str:
    groups = [work.get(GroupRow, key) for key in dict.fromkeys(command.group_ids)]
    if not groups:
        raise RuleBroken("group_ids", "Choose at least one parallel board.")
    if any(group.kind is not GroupKind.PARALLEL_BOARD for group in groups):
        raise RuleBroken("group_ids", "Messages go to and come from parallel boards only.")
    incoming = command.way is MessageWay.IN
    state = command.state or (MessageState.SOUGHT if incoming else MessageState.TO_PASS)
    check_state(command.way, state)
    text = required("text", command.text, _NO_TEXT)
    cycle = work.get(CycleRow, command.cycle_id)
    for group in groups:
        work.add(
            BoardMessageRow(
                cycle_id=cycle.id,
                group_id=group.id,
                item_id=known(work, AgendaItemRow)(command.item_id),
                way=command.way,
                kind=command.kind,
                text=text,
                state=state,
                carried_by=command.carried_by.strip(),
                source=command.source.strip(),
                dated=command.dated or _first_day(state, work.today),
                due_on=command.due_on,
                publicity=command.publicity,
            )
        )
    names = joined([group.short_name for group in groups])
    return f"Added a message {'from' if incoming else 'to'} {names}"


def _first_day(state: MessageState, today: date) -> date | None:
    """A message that is still to be passed on has no day yet."""
    return None if state is MessageState.TO_PASS else today


@handles(EditMessage)
def edit_message(command: EditMessage, work: UnitOfWork) -> str:
    row = work.get(BoardMessageRow, command.message_id, command.seen_version)
    words = {
        "text": "text",
        "kind": "kind",
        "carried_by": "carrier",
        "source": "source",
        "dated": "date",
        "due_on": "due date",
        "item_id": "item",
        "answer": "answer",
        "publicity": "publicity",
    }
    checks = {"text": needs("text", _NO_TEXT), "item_id": known(work, AgendaItemRow)}
    changed = apply_edit(row, command, words, checks)
    return edit_label(changed, f"the message {_named(work, row)}")


@handles(SetMessageState)
def set_message_state(command: SetMessageState, work: UnitOfWork) -> str:
    row = work.get(BoardMessageRow, command.message_id, command.seen_version)
    check_state(row.way, command.state)
    dated = command.dated or work.today
    if dated > work.today:
        raise RuleBroken("dated", "This day has not come yet.")
    if command.state is MessageState.ANSWERED:
        row.answer = required("answer", command.answer, "Write the answer.")
    elif command.answer.strip():
        row.answer = command.answer.strip()
    row.state, row.dated = command.state, dated
    return f"Marked the message {_named(work, row)} as {command.state.label.lower()}"


@handles(RemoveMessage)
def remove_message(command: RemoveMessage, work: UnitOfWork) -> str:
    row = work.get(BoardMessageRow, command.message_id, command.seen_version)
    if row.state not in (MessageState.SOUGHT, MessageState.TO_PASS):
        raise RuleBroken("", "This message has passed between the boards: it stays.")
    label = f"Removed the message {_named(work, row)}"
    work.delete(row)
    return label


def _named(work: UnitOfWork, row: BoardMessageRow) -> str:
    way = "from" if row.way is MessageWay.IN else "to"
    return f"{way} {work.get(GroupRow, row.group_id).short_name}"
