"""The fields that the council’s front sheets ask for, and what items say in them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from cspdesk.reading import Reading
from db.tables import AgendaItemRow, FrontSheetFieldRow, ItemFieldRow


@dataclass(frozen=True, slots=True)
class FrontSheetField:
    """A field of the library. `filled` counts the items that say something in it."""

    id: int
    version: int
    position: int
    title: str
    hint: str
    shown: bool
    filled: int


@dataclass(frozen=True, slots=True)
class ItemField:
    """A field that is switched on, and what one item says in it; `version` 0 while it is empty."""

    field_id: int
    title: str
    hint: str
    text: str
    version: int


def front_sheet_fields(reading: Reading) -> tuple[FrontSheetField, ...]:
    """The whole library in its order, switched on or not."""
    filled = (
        select(ItemFieldRow.field_id, func.count(ItemFieldRow.id).label("said"))
        .group_by(ItemFieldRow.field_id)
        .subquery()
    )
    query = (
        select(FrontSheetFieldRow, func.coalesce(filled.c.said, 0))
        .outerjoin(filled, filled.c.field_id == FrontSheetFieldRow.id)
        .order_by(FrontSheetFieldRow.position, FrontSheetFieldRow.id)
    )
    return tuple(
        FrontSheetField(row.id, row.version, place, row.title, row.hint, row.shown, items)
        for place, (row, items) in enumerate(reading.rows(query), 1)
    )


def fields_of_item(reading: Reading, item_id: int) -> tuple[ItemField, ...]:
    """Every field that is switched on, with the item's words; none while all are off."""
    said = select(ItemFieldRow).where(ItemFieldRow.item_id == item_id).subquery()
    query = _shown(
        select(
            FrontSheetFieldRow.id,
            FrontSheetFieldRow.title,
            FrontSheetFieldRow.hint,
            func.coalesce(said.c.text, ""),
            func.coalesce(said.c.version, 0),
        ).outerjoin(said, said.c.field_id == FrontSheetFieldRow.id)
    )
    return tuple(ItemField(*row) for row in reading.rows(query))


def filled_fields(reading: Reading, meeting_id: int) -> dict[int, tuple[tuple[str, str], ...]]:
    """What the front sheets of a meeting print: item to (title, text), only what is on and said."""
    query = _shown(
        select(ItemFieldRow.item_id, FrontSheetFieldRow.title, ItemFieldRow.text)
        .join(FrontSheetFieldRow, ItemFieldRow.field_id == FrontSheetFieldRow.id)
        .join(AgendaItemRow, ItemFieldRow.item_id == AgendaItemRow.id)
        .where(AgendaItemRow.meeting_id == meeting_id)
    )
    held: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for item_id, title, text in reading.rows(query):
        held[item_id].append((title, text))
    return {item_id: tuple(said) for item_id, said in held.items()}


def _shown(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Those switched on, in the order of the library."""
    ordered = query.order_by(FrontSheetFieldRow.position, FrontSheetFieldRow.id)
    return ordered.where(FrontSheetFieldRow.shown.is_(True))
