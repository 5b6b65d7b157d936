"""Makes agenda items: from the library of standing items, or copied from another."""

from __future__ import annotations

from db.tables import AgendaItemRow, StandingItemRow
from db.vocabulary import ItemType


def item_from_standing(standing: StandingItemRow, meeting_id: int, position: int) -> AgendaItemRow:
    """A new item with the library's wording; `standing_key` remembers where it came from."""
    return AgendaItemRow(
        meeting_id=meeting_id,
        position=position,
        title=standing.title,
        type=ItemType.STANDING,
        lead=standing.lead,
        minutes=standing.minutes,
        purpose=standing.wording.strip(),
        standing_key=standing.key,
    )


# What belongs to one printed agenda only, and is not copied.
_OWN = frozenset(
    ("id", "version", "created_at", "updated_at", "number", "position", "standing_key", "title")
)


def copy_of(row: AgendaItemRow, position: int) -> AgendaItemRow:
    """A second item with the same fields; its number and its homework are not copied."""
    fields = {
        column.key: getattr(row, column.key)
        for column in AgendaItemRow.__table__.columns
        if column.key not in _OWN
    }
    return AgendaItemRow(position=position, title=f"{row.title} (copy)", **fields)
