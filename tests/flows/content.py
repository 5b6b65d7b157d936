"""What a file holds, for comparing before and after: every row less its version and stamps."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table, select

from cspdesk.desk import Desk
from cspdesk.reading import Reading
from db.tables.base import Base, Row

Content = dict[str, dict[int, dict[str, Any]]]

_STAMPS = frozenset(("version", "created_at", "updated_at"))


def content(desk: Desk) -> Content:
    """Table to id to columns, of every table that undo puts back."""
    return desk.ask(_content)


def _content(reading: Reading) -> Content:
    tables = [
        mapper.local_table for mapper in Base.registry.mappers if issubclass(mapper.class_, Row)
    ]
    return {str(table): _rows(reading, table) for table in tables if isinstance(table, Table)}


def _rows(reading: Reading, table: Table) -> dict[int, dict[str, Any]]:
    columns = [column for column in table.columns if column.name not in _STAMPS]
    names = [column.name for column in columns]
    rows = (dict(zip(names, row, strict=True)) for row in reading.rows(select(*columns)))
    return {row["id"]: row for row in rows}


def changed_tables(before: Content, after: Content) -> set[str]:
    return {table for table in before if before[table] != after[table]}
