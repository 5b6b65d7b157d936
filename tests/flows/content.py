"""What a file holds, for comparing before and after: every row less its version and stamps."""

from __future__ import annotations

from sqlalchemy import Table

from cspdesk.desk import Desk
from cspdesk.reading import Reading
from db.tables.base import Base, Row

Content = dict[str, dict[int, tuple[object, ...]]]

_STAMPS = frozenset(("version", "created_at", "updated_at"))


def content(desk: Desk) -> Content:
    """Table to id to stored values, of every table that undo puts back."""
    return desk.ask(_content)


def _content(reading: Reading) -> Content:
    tables = [
        mapper.local_table for mapper in Base.registry.mappers if issubclass(mapper.class_, Row)
    ]
    return {str(table): _rows(reading, table) for table in tables if isinstance(table, Table)}


def _rows(reading: Reading, table: Table) -> dict[int, tuple[object, ...]]:
    """As they are stored: what SQLAlchemy would make of each value would cost most of the time."""
    columns = [column.name for column in table.columns if column.name not in _STAMPS]
    words = ", ".join(f'"{name}"' for name in ["id", *(c for c in columns if c != "id")])
    found = reading.session.connection().exec_driver_sql(f'SELECT {words} FROM "{table.name}"')
    return {row[0]: tuple(row) for row in found}


def changed_tables(before: Content, after: Content) -> set[str]:
    return {table for table in before if before[table] != after[table]}
