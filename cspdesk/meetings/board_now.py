"""How far a meeting under way is, for the frame of the window: two small reads."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from cspdesk.reading import Reading
from cspdesk.words import counted
from db.tables import AgendaItemRow, ItemRecordRow, MeetingRow
from db.vocabulary import MeetingState


@dataclass(frozen=True, slots=True)
class BoardNow:
    """The place of the item a meeting is at, among how many, and how many are closed."""

    at: int
    of: int
    closed: int

    @property
    def title(self) -> str:
        """ "Board now: item 4 of 8"; "Board now: register" before the first."""
        return f"Board now: item {self.at} of {self.of}" if self.at else "Board now: register"

    @property
    def words(self) -> str:
        return f"{counted(self.closed, 'item')} closed"


def board_now(reading: Reading, meeting_id: int | None) -> BoardNow | None:
    """How far the meeting is; None while it is not under way."""
    state = reading.one(select(MeetingRow.state).where(MeetingRow.id == meeting_id))
    if state is not MeetingState.IN_PROGRESS:
        return None
    item, record = AgendaItemRow, ItemRecordRow
    rows = reading.rows(
        select(item.id, record.turn, record.closed)
        .outerjoin(record, record.item_id == item.id)
        .where(item.meeting_id == meeting_id, item.is_sub.is_(False))
        .order_by(item.position, item.id)
    )
    turns = [(turn or 0, place) for place, (_id, turn, closed) in enumerate(rows, 1) if not closed]
    turn, place = max(turns, default=(0, len(rows)))
    begun = any(turn for _id, turn, _closed in rows)
    return BoardNow(place if begun and turn else 0, len(rows), sum(bool(row[2]) for row in rows))
