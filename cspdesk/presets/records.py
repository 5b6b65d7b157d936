"""Records of the data files under resources/ turned into rows: columns, words, dates, references.

A person may correct these files by hand, so every slip is said with its file and place.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import EnumType
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import ColumnElement, Date, Enum, Float, Integer

from cspdesk.errors import WorldError
from db.tables.base import Row
from db.unit_of_work import UnitOfWork

R = TypeVar("R", bound=Row)
Record = Mapping[str, Any]

# Where a record's own word for a reference differs from the column it fills.
_SAID_AS = {
    "focus_priority": "focus_priority_id",
    "lead_organisation": "lead_organisation_id",
    "owner": "owner_id",
    "parent": "parent_id",
    "agreed_at": "agreed_at_id",
}


class DataFault(WorldError):
    """A data file of the program holds something that cannot be right; the text says where."""

    def __init__(self, place: str, fault: str) -> None:
        super().__init__(f"{place}: {fault}", "Correct the file, or install the program again.")


def read_toml(path: Path) -> dict[str, Any]:
    """One data file. Raises DataFault when it is missing or cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataFault(path.name, "the file is missing.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise DataFault(path.name, f"it cannot be read ({fault}).") from None


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of one table. Raises DataFault when the file is missing."""
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))
    except FileNotFoundError:
        raise DataFault(path.name, "the file is missing.") from None


@dataclass
class Loader:
    """Puts records of data files into a file's tables, and knows each record's code."""

    work: UnitOfWork
    # (table, code) to id, and below it the file that is being read, for the words of a fault.
    ids: dict[tuple[str, str], int] = field(default_factory=dict)
    place: str = ""

    @contextmanager
    def reading(self, path: Path) -> Iterator[dict[str, Any]]:
        """The data of one file; faults inside the block name the file."""
        before, self.place = self.place, path.name
        yield read_toml(path)
        self.place = before

    def learn(self, kind: type[Row], code: str, key: int) -> None:
        """Remember under which id a code was stored. A code used twice is a fault."""
        known = (kind.__tablename__, code)
        if known in self.ids:
            raise DataFault(self.place, f"{code} stands twice among {kind.__tablename__}.")
        self.ids[known] = key

    def find(self, table: str, code: str) -> int:
        """The id of what a record refers to. Raises DataFault when there is no such code."""
        try:
            return self.ids[table, code]
        except KeyError:
            raise DataFault(self.place, f"there is no {table} “{code}”.") from None

    def put(
        self, kind: type[R], records: Sequence[Record], codes: Iterable[str] | None = None
    ) -> list[int]:
        """Insert the records in one go; their ids in order. `codes` name them for later ones."""
        # Changes still pending would be flushed in the middle of the insert.
        self.work.session.flush()
        ids = self.work.insert_rows(kind, [self.columns(kind, record) for record in records])
        if codes is not None:
            for code, key in zip(codes, ids, strict=True):
                self.learn(kind, code, key)
        return ids

    def columns(self, kind: type[R], record: Record) -> dict[str, Any]:
        """The record as columns of the table. Raises DataFault for a field it does not have."""
        return dict(self._column(kind, name, value) for name, value in record.items())

    def _column(self, kind: type[R], name: str, value: Any) -> tuple[str, Any]:
        columns = kind.__table__.columns
        if name in columns and name != "id":
            return name, self._converted(columns[name], value)
        refers = _SAID_AS.get(name, f"{name}_id")
        if refers not in columns:
            raise DataFault(self.place, f"{kind.__tablename__} has no field {name}.")
        if value is None:
            return refers, None
        target = next(iter(columns[refers].foreign_keys)).column.table.name
        return refers, self.find(target, str(value))

    def _converted(self, column: ColumnElement[Any], value: Any) -> Any:
        try:
            return _converted(column, value)
        except (TypeError, ValueError):
            raise DataFault(self.place, f"“{value}” cannot be {column}.") from None


def _converted(column: ColumnElement[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, Enum):
        return cast(EnumType, column.type.enum_class)(value)
    if isinstance(column.type, Float):
        return float(value)
    if isinstance(column.type, Integer) and not isinstance(value, bool | int):
        raise TypeError
    if isinstance(column.type, Date):
        return _day(value)
    return value.strip() if isinstance(value, str) else value


def _day(value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    return date.fromisoformat(value)


def without(record: Record, *names: str) -> dict[str, Any]:
    """The record less the fields that are not columns: lists of records, codes of the file."""
    return {name: value for name, value in record.items() if name not in names}


def split(
    records: Sequence[Record], child: str
) -> tuple[list[dict[str, Any]], list[tuple[int, Record]]]:
    """Records without their `child` lists, and each child with the place of its parent."""
    parents = [without(record, child) for record in records]
    children = [
        (place, entry) for place, record in enumerate(records) for entry in record.get(child, ())
    ]
    return parents, children
