"""Look into an OpenDocument sheet: a repeated cell is one tag in the file, millions in memory."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from cspdesk.sheets import limits
from cspdesk.sheets.errors import SheetRefused
from cspdesk.sheets.guard_zip import checked_xml, read_part

_TOKEN = re.compile(
    rb"<(?:[\w.-]+:)(table-row|table-cell|covered-table-cell|table)(\s[^>]*?)?(/?)>"
)
_REPEAT = re.compile(rb"number-(?:rows|columns)-repeated\s*=\s*[\"'](\d{1,12})[\"']")
_TYPE = re.compile(rb"(?:office|calcext):value-type\s*=\s*[\"'](\w+)[\"']")
_HIDDEN = re.compile(rb"table:visibility\s*=\s*[\"'](?:collapse|filter)[\"']")
_MARKS_AT_MOST = 100_000


@dataclass(slots=True)
class TableNotes:
    """One sheet: extent of its filled cells, and special cells as (row, column) from 1."""

    bottom: int = 0
    right: int = 0
    percents: list[tuple[int, int]] = field(default_factory=list)
    errors: list[tuple[int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)


def check_ods(path: Path, infos: list[zipfile.ZipInfo]) -> list[TableNotes]:
    """Stream content.xml, following repeats; sheets in the file's order."""
    by_name = {info.filename: info for info in infos}
    _check_encryption(path, by_name)
    walk = _Walk()
    with path.open("rb") as file:
        for chunk in checked_xml(file, by_name["content.xml"]):
            for match in _TOKEN.finditer(chunk):
                walk.take(match[1], match[2] or b"", closed=bool(match[3]))
    return walk.tables


def _check_encryption(path: Path, by_name: dict[str, zipfile.ZipInfo]) -> None:
    manifest = by_name.get("META-INF/manifest.xml")
    if manifest is not None and b"encryption-data" in read_part(path, manifest):
        raise SheetRefused(
            "The spreadsheet has a password.", "Save a copy without the password and import that."
        )


class _Walk:
    """Where the scan stands: the sheet, the row with its repeats, the column."""

    def __init__(self) -> None:
        self.tables: list[TableNotes] = []
        self.row = 0
        self.repeat = 0
        self.column = 0

    def take(self, tag: bytes, rest: bytes, *, closed: bool) -> None:
        if tag == b"table":
            self.tables.append(TableNotes())
            self.row = self.repeat = 0
        elif not self.tables:
            return
        elif tag == b"table-row":
            self._start_row(rest)
        else:
            self._cell(rest, closed=closed)

    def _start_row(self, rest: bytes) -> None:
        self.row += self.repeat
        self.repeat = _repeats(rest)
        self.column = 0
        if _HIDDEN.search(rest) and self.repeat <= 1000:
            rows = range(self.row + 1, self.row + self.repeat + 1)
            self.tables[-1].hidden_rows.extend(rows)

    def _cell(self, rest: bytes, *, closed: bool) -> None:
        start, wide = self.column, _repeats(rest)
        self.column += wide
        kind = _TYPE.search(rest)
        if kind is None and closed:
            return  # an empty cell: only formatted, however often repeated
        table = self.tables[-1]
        table.right = max(table.right, self.column)
        table.bottom = max(table.bottom, self.row + self.repeat)
        if (
            table.bottom > limits.ROWS
            or table.right > limits.COLUMNS
            or table.bottom * table.right > limits.CELLS
        ):
            raise SheetRefused(
                f"A cell lies at row {table.bottom:,}, column {table.right:,}; "
                f"the limit is {limits.ROWS:,} rows and {limits.COLUMNS} columns.",
                "Delete the cells outside the table, or copy the table into a new spreadsheet.",
            )
        self._mark(table, rest, start, wide)

    def _mark(self, table: TableNotes, rest: bytes, start: int, wide: int) -> None:
        kinds = {match[1] for match in _TYPE.finditer(rest)}
        found = (
            table.errors
            if b"error" in kinds
            else table.percents
            if b"percentage" in kinds
            else None
        )
        if found is None or len(found) + wide * self.repeat > _MARKS_AT_MOST:
            return
        for row in range(self.row + 1, self.row + self.repeat + 1):
            found.extend((row, column) for column in range(start + 1, start + wide + 1))


def _repeats(rest: bytes) -> int:
    match = _REPEAT.search(rest)
    return max(1, int(match[1])) if match else 1
