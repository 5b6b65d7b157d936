"""Sub-groups and parallel boards in a cycle: what they were asked for, who is silent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from cspdesk.agenda.business_records import GroupLine, RequestLine
from cspdesk.agenda.business_rules import (
    RequestStanding,
    is_silent,
    request_standing,
    silence_words,
    silent_run,
)
from cspdesk.meetings.queries import board_days
from cspdesk.people.queries import GroupLine as Group
from cspdesk.people.queries import groups
from cspdesk.reading import Reading
from db.tables import BoardMessageRow, BusinessRow, GroupAccountRow, GroupRequestRow, GroupRow
from db.vocabulary import GroupKind, MessageState, MessageWay, RequestKind

_ASKED = (GroupKind.SUB_GROUP, GroupKind.PARALLEL_BOARD)
_Where = tuple[int, int]  # group and cycle


@dataclass(frozen=True)
class _Heard:
    """What was heard from each group in each cycle."""

    pieces: Counter[_Where]
    messages: Counter[_Where]
    answers: set[_Where]

    def silent(self, group_id: int, cycle_id: int) -> bool:
        at = (group_id, cycle_id)
        return is_silent(self.pieces[at], self.messages[at], at in self.answers)


def group_lines(reading: Reading, cycle_id: int) -> tuple[GroupLine, ...]:
    """Every sub-group and parallel board, in the order of the structure chart."""
    asked = [group for group in groups(reading) if group.kind in _ASKED]
    heard = _heard(reading)
    held = {
        (row.group_id, row.kind): row
        for row in reading.all(select(GroupRequestRow).filter_by(cycle_id=cycle_id))
    }
    days = board_days(reading)
    board_on = dict(days).get(cycle_id)
    ids = [key for key, day in reversed(days) if board_on is not None and day <= board_on]
    lines = [_line(group, cycle_id, ids, heard, held) for group in asked]
    return tuple(sorted(lines, key=lambda line: _ASKED.index(line.kind)))


def silent_of(reading: Reading, cycle_id: int) -> tuple[bool, ...]:
    """For each sub-group and parallel board, whether it has said nothing in this cycle."""
    heard = _heard(reading, cycle_id)
    ids = reading.all(select(GroupRow.id).where(GroupRow.kind.in_(_ASKED)))
    return tuple(heard.silent(key, cycle_id) for key in ids)


def _heard(reading: Reading, cycle_id: int | None = None) -> _Heard:
    """From every group in one cycle, or in all of them."""
    kinds = (BusinessRow, BoardMessageRow, GroupRequestRow, GroupAccountRow)
    raised_in, came_in, answered_in, told_in = (
        () if cycle_id is None else (kind.cycle_id == cycle_id,) for kind in kinds
    )
    pieces = select(BusinessRow.group_id, BusinessRow.cycle_id, func.count()).where(
        BusinessRow.group_id.is_not(None), BusinessRow.before_id.is_(None), *raised_in
    )
    messages = select(BoardMessageRow.group_id, BoardMessageRow.cycle_id, func.count()).where(
        BoardMessageRow.way == MessageWay.IN,
        BoardMessageRow.state.in_((MessageState.RECEIVED, MessageState.ANSWERED)),
        *came_in,
    )
    answers = select(GroupRequestRow.group_id, GroupRequestRow.cycle_id).where(
        GroupRequestRow.received_on.is_not(None), *answered_in
    )
    accounts = select(GroupAccountRow.group_id, GroupAccountRow.cycle_id).where(*told_in)
    return _Heard(
        Counter({(g, c): n for g, c, n in reading.rows(
            pieces.group_by(BusinessRow.group_id, BusinessRow.cycle_id))}),
        Counter({(g, c): n for g, c, n in reading.rows(
            messages.group_by(BoardMessageRow.group_id, BoardMessageRow.cycle_id))}),
        {(g, c) for query in (answers, accounts) for g, c in reading.rows(query)},
    )  # fmt: skip


def _line(
    group: Group,
    cycle_id: int,
    cycle_ids: Sequence[int],
    heard: _Heard,
    held: dict[tuple[int, RequestKind], GroupRequestRow],
) -> GroupLine:
    silent = heard.silent(group.id, cycle_id)
    run = silent_run(not heard.silent(group.id, key) for key in cycle_ids) if silent else 0
    return GroupLine(
        id=group.id,
        name=group.name,
        short_name=group.short_name,
        kind=group.kind,
        chair=group.chair,
        owes=group.owes,
        pieces=heard.pieces[group.id, cycle_id],
        messages=heard.messages[group.id, cycle_id],
        requests=tuple(
            _request(kind, held.get((group.id, kind)), not silent) for kind in RequestKind
        ),
        silent=silent,
        silence=silence_words(silent, run),
    )


def _request(kind: RequestKind, row: GroupRequestRow | None, spoke: bool) -> RequestLine:
    if row is None:
        return RequestLine(None, 0, kind, request_standing(None, None, 0, None), "")
    standing = request_standing(row.asked_on, row.reminded_on, row.reminders, row.received_on)
    if kind is RequestKind.BUSINESS and spoke and standing.open:
        standing = RequestStanding("Answered", True, False)  # by the business it raised
    return RequestLine(row.id, row.version, kind, standing, row.answer)
