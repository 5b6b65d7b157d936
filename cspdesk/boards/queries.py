"""The ledger with the parallel boards: what came in, what goes out, and the flow over the year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, select

from cspdesk.agenda.rules import PARALLEL_BOARDS
from cspdesk.boards.records import (
    BoardLedger,
    CycleFlow,
    Ledger,
    MessageLine,
    MessageSpread,
)
from cspdesk.boards.rules import flow, message_words, scheme_in_full
from cspdesk.meetings.queries import CycleLine, year_of
from cspdesk.people.queries import groups
from cspdesk.reading import Reading
from db.tables import AgendaItemRow, BoardMessageRow, GroupRow, MeetingRow
from db.vocabulary import GroupKind, MessageKind, MessageState, MessageWay

__all__ = [
    "BoardLedger",
    "CycleFlow",
    "Ledger",
    "MessageLine",
    "MessageSpread",
    "ledger",
    "message",
    "messages_of",
]


def ledger(reading: Reading, cycle_id: int) -> Ledger | None:
    """The ledger of a cycle; None when the cycle is gone."""
    year = year_of(reading, cycle_id)
    cycle = next((line for line in year if line.id == cycle_id), None)
    if cycle is None:
        return None
    messages = _messages(reading, [line.id for line in year])
    boards = tuple(
        BoardLedger(
            group_id=group.id,
            version=group.version,
            name=group.name,
            short_name=group.short_name,
            scheme_label=scheme_in_full(group.scheme_label),
            chair=group.chair,
            attends=group.link[0],
            attends_from=group.link[1],
            owes=group.owes,
            next_meets_on=group.next_meets_on,
            incoming=_of(messages, cycle_id, group.id, MessageWay.IN),
            outgoing=_of(messages, cycle_id, group.id, MessageWay.OUT),
            flow=tuple(_flow(messages, line, group.id) for line in year),
        )
        for group in groups(reading, GroupKind.PARALLEL_BOARD)
    )
    number, item_id, minutes = _standing_item(reading, cycle.meeting_id)
    return Ledger(cycle, boards, _spread(boards), number, item_id, minutes)


def message(reading: Reading, message_id: int) -> MessageLine | None:
    """One entry; None when it is gone."""
    found = reading.rows(_query().where(BoardMessageRow.id == message_id))
    return _line(found[0], reading.today) if found else None


def messages_of(reading: Reading, group_id: int) -> tuple[MessageLine, ...]:
    """Every message from or to one board, the oldest first."""
    found = reading.rows(_query().where(BoardMessageRow.group_id == group_id))
    return tuple(_line(row, reading.today) for row in found)


def _messages(reading: Reading, cycle_ids: Sequence[int]) -> list[MessageLine]:
    query = _query().where(BoardMessageRow.cycle_id.in_(cycle_ids))
    return [_line(row, reading.today) for row in reading.rows(query)]


@cache
def _query() -> Select[*tuple[Any, ...]]:
    return (
        select(BoardMessageRow, GroupRow.short_name, AgendaItemRow.number, AgendaItemRow.position)
        .join(GroupRow, BoardMessageRow.group_id == GroupRow.id)
        .outerjoin(AgendaItemRow, BoardMessageRow.item_id == AgendaItemRow.id)
        .order_by(BoardMessageRow.id)
    )


def _line(found: Any, today: date) -> MessageLine:
    row, group, number, position = found
    latest = row.answered_on or row.acknowledged_on or row.dated
    words, late = message_words(row.state, latest, row.due_on, today)
    return MessageLine(
        id=row.id,
        version=row.version,
        cycle_id=row.cycle_id,
        group_id=row.group_id,
        group=group,
        way=row.way,
        kind=row.kind,
        text=row.text,
        state=row.state,
        words=words,
        days_late=late,
        carried_by=row.carried_by,
        source=row.source,
        dated=row.dated,
        due_on=row.due_on,
        acknowledged_on=row.acknowledged_on,
        answered_on=row.answered_on,
        answer=row.answer,
        item_id=row.item_id,
        item_number=(number or str(position)) if position is not None else "",
        publicity=row.publicity,
    )


def _of(
    messages: Sequence[MessageLine], cycle_id: int, group_id: int, way: MessageWay
) -> tuple[MessageLine, ...]:
    return tuple(
        line
        for line in messages
        if line.cycle_id == cycle_id and line.group_id == group_id and line.way is way
    )


def _flow(messages: Sequence[MessageLine], cycle: CycleLine, group_id: int) -> CycleFlow:
    def states(way: MessageWay) -> list[MessageState]:
        return [line.state for line in _of(messages, cycle.id, group_id, way)]

    return CycleFlow(
        cycle_id=cycle.id,
        number=cycle.number,
        came_in=flow(states(MessageWay.IN)),
        went_out=flow(states(MessageWay.OUT)),
    )


_Same = tuple[str, MessageKind, str, int | None, str]


def _spread(boards: Sequence[BoardLedger]) -> tuple[MessageSpread, ...]:
    """The outgoing entries with the same words, carrier and item as one message."""
    held: dict[_Same, dict[int, MessageLine]] = {}
    for board in boards:
        for line in board.outgoing:
            same = (line.text, line.kind, line.carried_by, line.item_id, line.item_number)
            held.setdefault(same, {}).setdefault(board.group_id, line)
    # In the order in which they were written, not that of the boards.
    in_order = sorted(held.items(), key=lambda one: min(line.id for line in one[1].values()))
    return tuple(
        MessageSpread(
            text=text,
            kind=kind,
            carried_by=carried_by,
            item_id=item_id,
            item_number=item_number,
            marks=tuple(marks.get(board.group_id) for board in boards),
        )
        for (text, kind, carried_by, item_id, item_number), marks in in_order
    )


def _standing_item(reading: Reading, meeting_id: int | None) -> tuple[str, int | None, int]:
    query = (
        select(
            AgendaItemRow.number, AgendaItemRow.position, AgendaItemRow.id, AgendaItemRow.minutes
        )
        .join(MeetingRow, AgendaItemRow.meeting_id == MeetingRow.id)
        .where(MeetingRow.id == meeting_id, AgendaItemRow.standing_key == PARALLEL_BOARDS)
    )
    found = reading.rows(query)
    if not found:
        return "", None, 0
    number, position, key, minutes = found[0]
    return number or str(position), key, minutes
