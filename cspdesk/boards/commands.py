"""Messages between the Board and the parallel boards: asked for, come in, to pass on, passed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cspdesk.boards.rules import check_state, is_waiting
from cspdesk.calendar import short_date
from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import KEEP, Keep, apply_edit, edit_label, known, needs, required
from cspdesk.phrases import joined
from cspdesk.words import counted
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


@dataclass(frozen=True, slots=True)
class EditSpread(Command):
    """Change a message in every board's entry at once; `entries` are (id, seen version)."""

    entries: tuple[tuple[int, int], ...]
    text: str | Keep = KEEP
    kind: MessageKind | Keep = KEEP
    carried_by: str | Keep = KEEP


@dataclass(frozen=True, slots=True)
class RemoveSpread(Command):
    """Take a message out for every board that has not been given it; `entries` as above."""

    entries: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class PassOn(Command):
    """Every message of a cycle that was still to pass on has been passed on, once the Board met.

    `dated` is today unless given.
    """

    cycle_id: int
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class RecordUpdate(Command):
    """What a parallel board told us. It answers what was sought of that board, where that is said.

    `answers_id` is the message that asked for it, None for an update that comes unasked.
    """

    cycle_id: int
    group_id: int
    text: str
    received_on: date
    source: str = ""
    answers_id: int | None = None
    seen_version: int | None = None


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
    _reach(row, command.state, dated)
    return f"Marked the message {_named(work, row)} as {command.state.label.lower()}"


def _reach(row: BoardMessageRow, state: MessageState, day: date) -> None:
    """Each step keeps a day of its own; one that is taken back takes the later ones with it."""
    if state in _LATER and row.dated is not None and day < row.dated:
        raise RuleBroken("dated", f"It was passed on only on {short_date(row.dated, year=True)}.")
    row.state = state
    if state is MessageState.ANSWERED:
        row.answered_on = day
    elif state is MessageState.ACKNOWLEDGED:
        row.acknowledged_on, row.answered_on = day, None
    else:
        row.dated = None if state is MessageState.TO_PASS else day
        row.acknowledged_on = row.answered_on = None


_LATER = (MessageState.ACKNOWLEDGED, MessageState.ANSWERED)


@handles(RemoveMessage)
def remove_message(command: RemoveMessage, work: UnitOfWork) -> str:
    row = work.get(BoardMessageRow, command.message_id, command.seen_version)
    if row.state not in (MessageState.SOUGHT, MessageState.TO_PASS):
        raise RuleBroken("", "This message has passed between the boards: it stays.")
    label = f"Removed the message {_named(work, row)}"
    work.delete(row)
    return label


@handles(EditSpread)
def edit_spread(command: EditSpread, work: UnitOfWork) -> str:
    words = {"text": "text", "kind": "kind", "carried_by": "carrier"}
    checks = {"text": needs("text", _NO_TEXT)}
    rows = _entries(work, command.entries)
    changed = [apply_edit(row, command, words, checks) for row in rows]
    return edit_label(changed[0], f"the message to {_boards(work, rows)}")


@handles(RemoveSpread)
def remove_spread(command: RemoveSpread, work: UnitOfWork) -> str:
    rows = _entries(work, command.entries)
    if any(not is_waiting(row.state) for row in rows):
        raise RuleBroken("", "A board has been given this message already: it stays.")
    label = f"Removed the message to {_boards(work, rows)}"
    for row in rows:
        work.delete(row)
    return label


def _entries(work: UnitOfWork, entries: tuple[tuple[int, int], ...]) -> list[BoardMessageRow]:
    if not entries:
        raise RuleBroken("", "Choose a message first.")
    return [work.get(BoardMessageRow, key, version) for key, version in entries]


def _boards(work: UnitOfWork, rows: list[BoardMessageRow]) -> str:
    return joined([work.get(GroupRow, row.group_id).short_name for row in rows])


@handles(PassOn)
def pass_on(command: PassOn, work: UnitOfWork) -> str:
    cycle = work.get(CycleRow, command.cycle_id)
    day = command.dated or work.today
    if day > work.today:
        raise RuleBroken("dated", "This day has not come yet.")
    if day < cycle.board_on:
        met = short_date(cycle.board_on, year=True)
        raise RuleBroken("dated", f"The Board decides on {met} what is passed on.")
    to_pass = {"way": MessageWay.OUT, "state": MessageState.TO_PASS}
    query = select(BoardMessageRow).filter_by(cycle_id=cycle.id, **to_pass)
    rows = work.all(query.order_by(BoardMessageRow.id))
    if not rows:
        raise RuleBroken("", "Every message of this cycle has been passed on.")
    for row in rows:
        row.state, row.dated = MessageState.PASSED, day
    boards = len({row.group_id for row in rows})
    return f"Passed on {counted(len(rows), 'message')} to {counted(boards, 'board')}"


@handles(RecordUpdate)
def record_update(command: RecordUpdate, work: UnitOfWork) -> str:
    group = work.get(GroupRow, command.group_id)
    if group.kind is not GroupKind.PARALLEL_BOARD:
        raise RuleBroken("group_id", "Updates come from parallel boards only.")
    if command.received_on > work.today:
        raise RuleBroken("received_on", "This day has not come yet.")
    text = required("text", command.text, "Write what the board decided or told us.")
    told = {"text": text, "state": MessageState.RECEIVED, "dated": command.received_on}
    source = command.source.strip()
    if command.answers_id is None:
        cycle = work.get(CycleRow, command.cycle_id)
        new = {"cycle_id": cycle.id, "group_id": group.id, "way": MessageWay.IN}
        work.add(BoardMessageRow(**new, **told, source=source))
    else:
        row = _sought(command, work)
        for name, value in {**told, "source": source or row.source}.items():
            setattr(row, name, value)
    return f"Recorded an update from {group.short_name}"


def _sought(command: RecordUpdate, work: UnitOfWork) -> BoardMessageRow:
    """The message that asked for it."""
    row = work.get(BoardMessageRow, command.answers_id or 0, command.seen_version)
    if row.group_id != command.group_id or row.state is not MessageState.SOUGHT:
        raise RuleBroken("answers_id", "This board was not asked that, or has answered it.")
    return row


def _named(work: UnitOfWork, row: BoardMessageRow) -> str:
    way = "from" if row.way is MessageWay.IN else "to"
    return f"{way} {work.get(GroupRow, row.group_id).short_name}"
