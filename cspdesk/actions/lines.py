"""Actions as lines of the log, each with its last update and its chases.

Columns of the tables, not mapped rows: a log of thousands is read in the time of one keystroke.
"""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from cspdesk.actions.records import ActionLine
from cspdesk.actions.rules import Standing, action_standing
from cspdesk.calendar import date_for
from cspdesk.meetings.queries import board_days
from cspdesk.meetings.rules import current_of
from cspdesk.reading import Reading
from db.tables import (
    ActionRow,
    ActionUpdateRow,
    ChaseRow,
    MeetingRow,
    OrganisationRow,
    PriorityRow,
)
from db.vocabulary import ActionState

_ACTION = ActionRow.__table__.c
IS_OPEN = _ACTION.state.in_((ActionState.OPEN, ActionState.PART_DONE))
IS_CLOSED = _ACTION.state.not_in((ActionState.OPEN, ActionState.PART_DONE))


def lines_where(
    reading: Reading,
    *wanted: ColumnElement[bool],
    board_on: date | None = None,
    last_closed: int | None = None,
) -> list[ActionLine]:
    """The lines of these actions, by partner; or of the so many of them closed last (-1: all).

    They are put in order here: SQLite would carry every text through its sorter.
    """
    query = _query().where(*wanted)
    if last_closed is not None and last_closed >= 0:
        newest = (_ACTION.closed_on.desc(), _ACTION.id.desc())
        query = query.where(
            _ACTION.id.in_(select(_ACTION.id).where(*wanted).order_by(*newest).limit(last_closed))
        )
    today = reading.today
    # Fetched at once: row by row, thousands of rows cost a third more.
    rows = reading.session.execute(query).fetchall()
    lines = [_line(row, today, board_on) for row in rows]
    if last_closed is None:
        place = _places(reading)
        lines.sort(key=lambda line: (place[line.organisation_id], line.id))
    else:
        lines.sort(key=lambda line: (line.closed_on or date.min, line.id), reverse=True)
    return lines


def _places(reading: Reading) -> dict[int, int]:
    """Each partner's place in the partnership's order."""
    partner = OrganisationRow.__table__.c
    return dict(reading.rows(select(partner.id, partner.position)))


def boards(reading: Reading) -> tuple[date | None, date | None]:
    """The coming Board (today counts) and the last one before it."""
    days = [day for _key, day in board_days(reading)]
    place = current_of(days, reading.today)
    ahead = days[place] if place is not None and days[place] >= reading.today else None
    behind = max((day for day in days if day < reading.today), default=None)
    return ahead, behind


@cache
def _query() -> Select[*tuple[Any, ...]]:
    """Columns in the order in which `_line` takes them."""
    meeting = MeetingRow.__table__
    due, agreed = meeting.alias("due"), meeting.alias("agreed")
    action, successor = ActionRow.__table__, ActionRow.__table__.alias("successor")
    partner, priority = OrganisationRow.__table__, PriorityRow.__table__
    update = ActionUpdateRow.__table__
    return (
        select(
            _ACTION.id,
            _ACTION.version,
            _ACTION.ref,
            _ACTION.text,
            _ACTION.organisation_id,
            partner.c.short_name,
            partner.c.name,
            _ACTION.lead,
            _ACTION.supporting,
            _ACTION.due_on,
            due.c.held_on,
            _ACTION.due_meeting_id,
            _ACTION.state,
            _ACTION.closed_on,
            _ACTION.evidence,
            update.c.made_on,
            update.c.text,
            _count(ActionUpdateRow),
            _ACTION.agreed_at_id,
            agreed.c.held_on,
            _ACTION.item_id,
            _ACTION.priority_id,
            priority.c.name,
            _ACTION.publicity,
            _count(ChaseRow),
            _last_chase(),
            _ACTION.successor_id,
            successor.c.ref,
        )
        .select_from(action)
        .join(partner, _ACTION.organisation_id == partner.c.id)
        .outerjoin(priority, _ACTION.priority_id == priority.c.id)
        .outerjoin(due, _ACTION.due_meeting_id == due.c.id)
        .outerjoin(agreed, _ACTION.agreed_at_id == agreed.c.id)
        .outerjoin(successor, _ACTION.successor_id == successor.c.id)
        .outerjoin(update, update.c.id == _last_update())
    )


def _last_update() -> ColumnElement[int]:
    """What the owner said last: that a date moved is not the owner's word."""
    update = ActionUpdateRow.__table__.alias("later")
    return (
        select(update.c.id)
        .where(update.c.action_id == _ACTION.id, update.c.due_was.is_(None))
        .order_by(update.c.made_on.desc(), update.c.id.desc())
        .limit(1)
        .correlate(ActionRow.__table__)
        .scalar_subquery()
    )


def _count(kind: type[ActionUpdateRow] | type[ChaseRow]) -> ColumnElement[int]:
    counted = kind.__table__.alias()
    return (
        select(func.count())
        .select_from(counted)
        .where(counted.c.action_id == _ACTION.id)
        .correlate(ActionRow.__table__)
        .scalar_subquery()
    )


def _last_chase() -> ColumnElement[date]:
    chase = ChaseRow.__table__.alias("last_chase")
    return (
        select(func.max(chase.c.chased_on))
        .where(chase.c.action_id == _ACTION.id)
        .correlate(ActionRow.__table__)
        .scalar_subquery()
    )


def _line(row: Any, today: date, board_on: date | None) -> ActionLine:
    due_on = row[10] or row[9]
    state, closed_on = row[12], row[13]
    return ActionLine._make(
        (
            *row[:9],
            due_on,
            _due_words(due_on, today),
            row[11],
            state,
            _standing(state, due_on, today, board_on, closed_on),
            *row[13:16],
            row[16] or "",
            *row[17:22],
            row[22] or "",
            *row[23:27],
            row[27] or "",
        )
    )


# Many actions share a day: each day's words are made once.


@lru_cache(maxsize=4096)
def _standing(
    state: ActionState,
    due_on: date | None,
    today: date,
    board_on: date | None,
    closed_on: date | None,
) -> Standing:
    return action_standing(state, due_on, today, board_on, closed_on)


@lru_cache(maxsize=4096)
def _due_words(due_on: date | None, today: date) -> str:
    """ "20 Jan", with the year when it is far away; "No date"."""
    return date_for(due_on, today).split(" ", 1)[1] if due_on else "No date"
