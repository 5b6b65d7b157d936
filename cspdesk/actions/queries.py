"""The action log by partner, one action with its history, the meetings it can be filtered by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from cspdesk.actions.records import (
    ActionCard,
    ActionLine,
    ActionLog,
    ActionUpdate,
    HistoryEntry,
    PartnerActions,
)
from cspdesk.actions.report_back_queries import (
    ReportBackCard,
    ReportBackLine,
    ReportBackView,
    latest_report_backs,
    report_back,
    report_back_meetings,
    report_backs,
)
from cspdesk.actions.rules import action_standing, ref_order
from cspdesk.calendar import date_for, short_date
from cspdesk.meetings.queries import board_days
from cspdesk.meetings.rules import current_of
from cspdesk.reading import Reading
from db.tables import (
    ActionRow,
    ActionUpdateRow,
    AgendaItemRow,
    MeetingRow,
    OrganisationRow,
    PriorityRow,
)
from db.vocabulary import ActionState

__all__ = [
    "ActionCard",
    "ActionLine",
    "ActionLog",
    "ActionUpdate",
    "HistoryEntry",
    "PartnerActions",
    "ReportBackCard",
    "ReportBackLine",
    "ReportBackView",
    "action",
    "actions_for",
    "closed_actions",
    "latest_report_backs",
    "open_actions",
    "report_back",
    "report_back_meetings",
    "report_backs",
]

_OPEN = (ActionState.OPEN, ActionState.PART_DONE)


def open_actions(reading: Reading) -> ActionLog:
    """The action log as it stands today."""
    ahead, behind = _boards(reading)
    lines = _lines(reading, _query().where(ActionRow.state.in_(_OPEN)), ahead)
    closed = select(func.count()).select_from(ActionRow).where(ActionRow.state.not_in(_OPEN))
    since = closed.where(ActionRow.closed_on > behind) if behind else closed
    return ActionLog(
        groups=_grouped(lines),
        board_on=ahead,
        closed=reading.rows(closed)[0][0],
        closed_since_last=reading.rows(since)[0][0],
        last_board_on=behind,
    )


def actions_for(reading: Reading, organisation_id: int) -> tuple[ActionLine, ...]:
    """The open actions of one partner, the most late first."""
    mine = _query().where(ActionRow.state.in_(_OPEN), ActionRow.organisation_id == organisation_id)
    return tuple(sorted(_lines(reading, mine, _boards(reading)[0]), key=_most_late_first))


def closed_actions(
    reading: Reading, since: date | None = None, limit: int | None = 200
) -> tuple[ActionLine, ...]:
    """Closed actions, the last closed first; those closed after `since` when given.

    The newest `limit` of them: all of twenty years' take a tenth of a second (limit None).
    """
    query = (
        _query()
        .where(ActionRow.state.not_in(_OPEN))
        .order_by(None)
        .order_by(ActionRow.closed_on.desc(), ActionRow.id.desc())
    )
    if since is not None:
        query = query.where(ActionRow.closed_on > since)
    return tuple(_lines(reading, query.limit(limit) if limit else query, None))


def action(reading: Reading, action_id: int) -> ActionCard | None:
    """One action with its updates and history; None when it is gone."""
    found = _lines(reading, _query().where(ActionRow.id == action_id), _boards(reading)[0])
    if not found:
        return None
    line = found[0]
    updates = _updates(reading, action_id)
    done_when = reading.one(select(ActionRow.done_when).where(ActionRow.id == action_id))
    return ActionCard(
        id=line.id,
        version=line.version,
        line=line,
        agreed_words=_agreed_words(reading, line),
        due_words=short_date(line.due_on, year=True) if line.due_on else "No date",
        done_when=done_when or "",
        updates=updates,
        history=_history(line, updates),
    )


# Parts


@cache
def _query() -> Select[*tuple[Any, ...]]:
    due, agreed = aliased(MeetingRow), aliased(MeetingRow)
    return (
        select(
            ActionRow.id,
            ActionRow.version,
            ActionRow.ref,
            ActionRow.text,
            ActionRow.organisation_id,
            OrganisationRow.short_name.label("organisation"),
            OrganisationRow.name.label("organisation_name"),
            ActionRow.lead,
            ActionRow.supporting,
            ActionRow.due_on,
            due.held_on.label("due_held_on"),
            ActionRow.due_meeting_id,
            ActionRow.state,
            ActionRow.closed_on,
            ActionRow.evidence,
            ActionRow.agreed_at_id,
            agreed.held_on.label("agreed_on"),
            ActionRow.item_id,
            ActionRow.priority_id,
            PriorityRow.name.label("priority"),
            ActionRow.publicity,
        )
        .join(OrganisationRow, ActionRow.organisation_id == OrganisationRow.id)
        .outerjoin(PriorityRow, ActionRow.priority_id == PriorityRow.id)
        .outerjoin(due, ActionRow.due_meeting_id == due.id)
        .outerjoin(agreed, ActionRow.agreed_at_id == agreed.id)
        .order_by(OrganisationRow.position, ActionRow.id)
    )


def _boards(reading: Reading) -> tuple[date | None, date | None]:
    """The coming Board (today counts) and the last one before it."""
    days = [day for _key, day in board_days(reading)]
    place = current_of(days, reading.today)
    ahead = days[place] if place is not None and days[place] >= reading.today else None
    behind = max((day for day in days if day < reading.today), default=None)
    return ahead, behind


def _lines(
    reading: Reading, query: Select[*tuple[Any, ...]], board_on: date | None
) -> list[ActionLine]:
    rows = reading.rows(query)
    updates = _last_updates(reading, [row.id for row in rows])
    return [_line(row, updates.get(row.id, (None, "", 0)), reading.today, board_on) for row in rows]


_LastUpdate = tuple[date | None, str, int]
# SQLite takes some thousands of values in one statement at most.
_AT_ONCE = 500


def _last_updates(reading: Reading, ids: Sequence[int]) -> dict[int, _LastUpdate]:
    """Action id to the day and text of its last update, and how many it has."""
    held: dict[int, _LastUpdate] = {}
    for start in range(0, len(ids), _AT_ONCE):
        query = (
            select(ActionUpdateRow.action_id, ActionUpdateRow.made_on, ActionUpdateRow.text)
            .where(ActionUpdateRow.action_id.in_(ids[start : start + _AT_ONCE]))
            .order_by(ActionUpdateRow.made_on, ActionUpdateRow.id)
        )
        for key, made_on, text in reading.rows(query):
            held[key] = (made_on, text, held.get(key, (None, "", 0))[2] + 1)
    return held


def _line(row: Any, last: _LastUpdate, today: date, board_on: date | None) -> ActionLine:
    due_on = row.due_held_on or row.due_on
    return ActionLine(
        id=row.id,
        version=row.version,
        ref=row.ref,
        text=row.text,
        organisation_id=row.organisation_id,
        organisation=row.organisation,
        organisation_name=row.organisation_name,
        lead=row.lead,
        supporting=row.supporting,
        due_on=due_on,
        due_words=_due_words(due_on, today),
        due_meeting_id=row.due_meeting_id,
        state=row.state,
        standing=action_standing(row.state, due_on, today, board_on, row.closed_on),
        closed_on=row.closed_on,
        evidence=row.evidence,
        last_update_on=last[0],
        last_update=last[1],
        updates=last[2],
        agreed_at_id=row.agreed_at_id,
        agreed_on=row.agreed_on,
        item_id=row.item_id,
        priority_id=row.priority_id,
        priority=row.priority or "",
        publicity=row.publicity,
    )


def _due_words(due_on: date | None, today: date) -> str:
    """ "20 Jan", with the year when it is far away; "No date"."""
    return date_for(due_on, today).split(" ", 1)[1] if due_on else "No date"


def _most_late_first(line: ActionLine) -> tuple[int, date, Any]:
    late = line.standing.days if line.standing.is_overdue else 0
    return -late, line.due_on or date.max, ref_order(line.ref)


def _grouped(lines: Iterable[ActionLine]) -> tuple[PartnerActions, ...]:
    held: dict[int, list[ActionLine]] = {}
    for line in lines:
        held.setdefault(line.organisation_id, []).append(line)
    groups = [
        PartnerActions(
            organisation_id=key,
            name=mine[0].organisation_name,
            short_name=mine[0].organisation,
            lines=tuple(sorted(mine, key=_most_late_first)),
        )
        for key, mine in held.items()
    ]
    # The sort is stable: partners without a late action keep the partnership's order.
    return tuple(sorted(groups, key=lambda group: -group.most_late))


def _updates(reading: Reading, action_id: int) -> tuple[ActionUpdate, ...]:
    query = (
        select(ActionUpdateRow)
        .where(ActionUpdateRow.action_id == action_id)
        .order_by(ActionUpdateRow.made_on.desc(), ActionUpdateRow.id.desc())
    )
    return tuple(
        ActionUpdate(row.id, row.version, row.action_id, row.made_on, row.text)
        for row in reading.all(query)
    )


def _agreed_words(reading: Reading, line: ActionLine) -> str:
    if line.agreed_on is None:
        return "Not agreed at a meeting"
    words = f"Board, {short_date(line.agreed_on, year=True).split(' ', 1)[1]}"
    number = item_number(reading, line.item_id)
    return f"{words}, item {number}" if number else words


def item_number(reading: Reading, item_id: int | None) -> str:
    """The number of an item as printed; "" for none."""
    if item_id is None:
        return ""
    query = select(AgendaItemRow.number, AgendaItemRow.position).where(AgendaItemRow.id == item_id)
    found = reading.rows(query)
    return (found[0][0] or str(found[0][1])) if found else ""


def _history(line: ActionLine, updates: Sequence[ActionUpdate]) -> tuple[HistoryEntry, ...]:
    entries = [HistoryEntry(update.made_on, "Update", update.text, update.id) for update in updates]
    if line.closed_on is not None:
        title = f"Closed as {line.state.label.lower()}"
        entries.insert(0, HistoryEntry(line.closed_on, title, line.evidence))
    if line.agreed_on is not None:
        entries.append(HistoryEntry(line.agreed_on, "Agreed by the Board", ""))
    return tuple(entries)
