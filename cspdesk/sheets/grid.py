"""Sheets as they came out of the file: rows of plain values, with what else is known about a cell.

A row is a list of number, text, date, True/False, None or "" (blank) and CellError. That is as
small as a large sheet needs; `SheetData.cell` makes a full record of one cell when asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache


class CellKind(StrEnum):
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    BOOL = "bool"
    BLANK = "blank"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell without a usable value: "#N/A", or a formula that was never calculated."""

    code: str

    @property
    def reason(self) -> str:
        if self.code == UNSAVED:
            return "the cell is a formula with no saved value"
        return f"the cell shows the error {self.code}"


UNSAVED = "unsaved formula"
Raw = float | int | str | bool | date | datetime | CellError | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `where` is its address as in Excel ("C12"), `percent` its number format."""

    value: Raw
    kind: CellKind
    percent: bool
    where: str


@dataclass(slots=True)
class SheetData:
    """One sheet. Rows and columns are counted from 0 here; people see row 1 and column A.

    `percents` and `hidden_rows` are empty where the reader cannot know; `knows_formats` says so.
    """

    name: str
    rows: list[list[Raw]] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    percents: frozenset[tuple[int, int]] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """Top, left, bottom, right of each merged range, all included."""
    knows_formats: bool = False

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)

    def raw(self, row: int, column: int) -> Raw:
        """The plain value; None outside the filled area."""
        if not 0 <= row < len(self.rows):
            return None
        line = self.rows[row]
        return line[column] if 0 <= column < len(line) else None

    def cell(self, row: int, column: int) -> Cell:
        value = self.raw(row, column)
        return Cell(value, kind_of(value), (row, column) in self.percents, address(row, column))

    def column(self, column: int, first: int = 0) -> list[Raw]:
        """Every value of a column from row `first` down."""
        return [row[column] if column < len(row) else None for row in self.rows[first:]]


@dataclass(slots=True)
class Book:
    """A file's sheets, with its name, size in bytes, SHA-256 (hex) and what to say about it."""

    file_name: str
    size: int
    sha256: str
    kind: str
    sheets: list[SheetData]
    notes: tuple[str, ...] = ()


def kind_of(value: Raw) -> CellKind:
    """The kind of a plain value."""
    if is_blank(value):
        return CellKind.BLANK
    if isinstance(value, bool):
        return CellKind.BOOL
    if isinstance(value, int | float):
        return CellKind.NUMBER
    if isinstance(value, str):
        return CellKind.TEXT
    return CellKind.DATE if isinstance(value, date) else CellKind.ERROR


def is_blank(value: Raw) -> bool:
    """Nothing there, or only spaces."""
    return value is None or (isinstance(value, str) and (not value or value.isspace()))


@lru_cache(maxsize=1024)
def letter(column: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """Address as in Excel: row 11, column 2 is C12."""
    return f"{letter(column)}{row + 1}"


def shown(value: Raw) -> str:
    """A cell's value as a person would see it in the file."""
    if isinstance(value, str):
        return " ".join(value.split())
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else f"{value:.10g}"
    if isinstance(value, datetime | date):
        return f"{value.day:02}/{value.month:02}/{value.year}"
    if isinstance(value, CellError):
        return "" if value.code == UNSAVED else value.code
    return str(value)


def trimmed(rows: Iterable[list[Raw]]) -> list[list[Raw]]:
    """Rows without the blank ones at the end and the blank cells at each row's end."""
    kept = list(rows)
    for row in kept:
        while row and (row[-1] is None or row[-1] == ""):
            row.pop()
    while kept and not kept[-1]:
        kept.pop()
    return kept
