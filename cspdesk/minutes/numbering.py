"""Numbers minutes again when one was added, drafted, taken away or the style has changed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from cspdesk.agenda.rules import numbers
from cspdesk.minutes.rules import FIXED, PER_MEETING, next_first, numbered
from db.tables import AgendaItemRow, MeetingRow, MinuteRow, MinutesRow, PartnershipRow
from db.unit_of_work import UnitOfWork
from db.vocabulary import MinutesState


def renumber(work: UnitOfWork, since: date, first: int | None = None) -> None:
    """Number the minutes of that day and of later meetings; those past their draft keep theirs.

    `first` is the number that those of the day itself begin with, if nothing goes before.
    """
    partnership = work.session.scalars(select(PartnershipRow)).first()
    style = partnership.minute_numbering if partnership else PER_MEETING
    prefix = partnership.minute_prefix if partnership else ""
    work.session.flush()
    earlier: list[str] = []
    for minutes, held_on in _in_order(work):
        rows = _numbered_rows(work, minutes)
        if held_on >= since and minutes.state is MinutesState.DRAFT:
            own = str(first) if first and held_on == since else rows[0].number if rows else ""
            start = next_first(earlier, own)
            _give(rows, numbered(style, prefix, start, _agenda_numbers(work, minutes, rows)))
        earlier += [row.number for row in rows]


def _in_order(work: UnitOfWork) -> list[tuple[MinutesRow, date]]:
    query = (
        select(MinutesRow, MeetingRow.held_on)
        .join(MeetingRow, MinutesRow.meeting_id == MeetingRow.id)
        .order_by(MeetingRow.held_on, MeetingRow.id)
    )
    return [(row, held_on) for row, held_on in work.session.execute(query)]


def _numbered_rows(work: UnitOfWork, minutes: MinutesRow) -> list[MinuteRow]:
    query = select(MinuteRow).filter_by(minutes_id=minutes.id)
    rows = work.all(query.order_by(MinuteRow.position, MinuteRow.id))
    return [row for row in rows if row.item_id is not None or row.heading not in FIXED]


def _agenda_numbers(
    work: UnitOfWork, minutes: MinutesRow, rows: list[MinuteRow]
) -> list[str | None]:
    query = select(AgendaItemRow).filter_by(meeting_id=minutes.meeting_id)
    items = work.all(query.order_by(AgendaItemRow.position, AgendaItemRow.id))
    given = numbers([item.number for item in items], [item.is_sub for item in items])
    number = {item.id: one for item, one in zip(items, given, strict=True)}
    return [number.get(row.item_id) if row.item_id is not None else None for row in rows]


def _give(rows: list[MinuteRow], given: tuple[str, ...]) -> None:
    for row, number in zip(rows, given, strict=True):
        if row.number != number:
            row.number = number


def rows_of(work: UnitOfWork, minutes_id: int) -> list[MinuteRow]:
    """The minutes of one meeting in order."""
    query = select(MinuteRow).filter_by(minutes_id=minutes_id)
    return work.all(query.order_by(MinuteRow.position, MinuteRow.id))


def named(row: MinuteRow) -> str:
    """ "minute 34, Action log", "Attendance in the minutes"."""
    return f"minute {row.number}, {row.heading}" if row.number else f"{row.heading} in the minutes"
