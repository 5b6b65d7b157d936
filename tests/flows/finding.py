"""Finds records of the sample by what people call them, for the examples."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import select

from cspdesk.desk import Desk
from cspdesk.reading import Reading
from db.tables.base import Row

R = TypeVar("R", bound=Row)


def first(desk: Desk, table: type[R], /, **columns: Any) -> R:
    """The first row of a table with these values; IndexError when the sample has none."""

    def query(reading: Reading) -> R:
        row = reading.all(select(table).filter_by(**columns).order_by(table.id).limit(1))[0]
        reading.session.expunge(row)
        return row

    return desk.ask(query)
