"""Makes agenda items: from the library of standing items, or copied from another."""

from __future__ import annotations

from typing import Any

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


# What came of an item at its own meeting: a copy for another meeting starts without it.
_OUTCOMES = frozenset(("meeting_id", "paper_state", "paper_due_on", "community_heard", "is_sub"))


def copy_of(row: AgendaItemRow, position: int) -> AgendaItemRow:
    """A second item with the same fields; its number and its homework are not copied."""
    return AgendaItemRow(position=position, title=f"{row.title} (copy)", **_fields(row, _OWN))


def copy_for(row: AgendaItemRow, meeting_id: int, title: str) -> AgendaItemRow:
    """The item again for another meeting: what is asked and why, not what came of it."""
    fields = _fields(row, _OWN | _OUTCOMES)
    return AgendaItemRow(position=0, meeting_id=meeting_id, title=title, **fields)


def _fields(row: AgendaItemRow, without: frozenset[str]) -> dict[str, Any]:
    columns = (column.key for column in AgendaItemRow.__table__.columns)
    return {name: getattr(row, name) for name in columns if name not in without}
