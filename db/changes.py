"""What a step changed: light enough for the window to hold and to send round."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from db.vocabulary import Origin


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row of one table; `op` is "insert", "update" or "delete"."""

    table: str
    key: int
    op: str


@dataclass(frozen=True)
class ChangeSet:
    """The rows one step changed, with the label people read ("Set homework for Police, item 4").

    `created` is the id of the record the step was about, where it made one.
    """

    label: str
    origin: Origin
    rows: tuple[RowChange, ...]
    created: int | None = None

    @cached_property
    def tables(self) -> frozenset[str]:
        return frozenset(row.table for row in self.rows)

    def touches(self, *tables: str) -> bool:
        """Whether any row of these tables changed."""
        return not self.tables.isdisjoint(tables)

    def keys(self, table: str) -> frozenset[int]:
        return frozenset(row.key for row in self.rows if row.table == table)
