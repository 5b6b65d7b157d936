"""The numbers of agenda items as they are printed: places, sub-items and late items counted in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select

from cspdesk.agenda.rules import numbers
from cspdesk.reading import Reading
from db.tables import AgendaItemRow


def item_numbers(reading: Reading, item_ids: Collection[int]) -> dict[int, str]:
    """The number of each of these items, as "4", "4a" or "4.1"; of their whole agendas in fact."""
    if not item_ids:
        return {}
    row = AgendaItemRow
    agendas = select(row.meeting_id).where(row.id.in_(item_ids))
    query = (
        select(row.meeting_id, row.id, row.number, row.is_sub)
        .where(row.meeting_id.in_(agendas))
        .order_by(row.meeting_id, row.position, row.id)
    )
    held: dict[int, list[tuple[int, str, bool]]] = defaultdict(list)
    for meeting_id, key, number, is_sub in reading.rows(query):
        held[meeting_id].append((key, number, is_sub))
    found: dict[int, str] = {}
    for items in held.values():
        keys, frozen, subs = zip(*items, strict=True)
        found.update(zip(keys, numbers(frozen, subs), strict=True))
    return found
