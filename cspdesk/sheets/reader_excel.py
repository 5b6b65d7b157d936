"""Workbooks up to 10,000 rows, by openpyxl: it knows formats, errors, hidden rows, merges."""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from cspdesk.sheets.grid import UNSAVED, CellError, Raw, SheetData, trimmed
from cspdesk.sheets.guard import Looked, Seen
from cspdesk.sheets.guard_zip import column_number
from cspdesk.sheets.parts import sheet_parts

_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_QUOTED = re.compile(r'"[^"]*"|\\.')


def read(looked: Looked, seen: Seen) -> Iterator[SheetData]:
    """Each worksheet of the workbook, in order."""
    sys.modules.setdefault("numpy", None)  # type: ignore[arg-type]  # openpyxl would load it for nothing
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of features it drops; we only read figures
        with looked.path.open("rb") as file:  # by name it would insist on the right ending
            book = openpyxl.load_workbook(file, data_only=True, keep_links=False)
        parts = sheet_parts(looked.path)
        for sheet in book.worksheets:
            notes = seen.parts.get(parts.get(sheet.title, ""))
            unsaved = {_position(where) for where in notes.unsaved} if notes else set()
            yield _sheet(sheet, unsaved)


def _sheet(sheet: Any, unsaved: set[tuple[int, int]]) -> SheetData:
    percents: set[tuple[int, int]] = set()
    rows: list[list[Raw]] = []
    formats: dict[str, bool] = {}
    for number, cells in enumerate(sheet.iter_rows()):
        row: list[Raw] = []
        for cell in cells:
            value = cell.value
            if isinstance(value, int | float) and cell.has_style and type(value) is not bool:
                code = cell.number_format
                if code not in formats:
                    formats[code] = is_percent(code)
                if formats[code]:
                    percents.add((number, len(row)))
            row.append(_value(cell.data_type, value))
        rows.append(row)
    for r, c in unsaved:
        if r < len(rows) and c < len(rows[r]) and rows[r][c] is None:
            rows[r][c] = CellError(UNSAVED)
    return SheetData(
        name=str(sheet.title),
        rows=trimmed(rows),
        hidden=sheet.sheet_state != "visible",
        hidden_rows=frozenset(n - 1 for n, d in sheet.row_dimensions.items() if d.hidden),
        percents=frozenset(percents),
        merged=tuple(
            (m.min_row - 1, m.min_col - 1, m.max_row - 1, m.max_col - 1)
            for m in sheet.merged_cells.ranges
        ),
        knows_formats=True,
    )


def _value(kind: str, value: Any) -> Raw:
    if kind == "e":
        return CellError(str(value))
    if value is None or isinstance(value, bool | int | float | str | datetime | date):
        return value
    return str(value)


def _position(where: str) -> tuple[int, int]:
    match = _ADDRESS.fullmatch(where)
    assert match is not None  # the guard's own pattern
    return int(match[2]) - 1, column_number(match[1]) - 1


def is_percent(code: str) -> bool:
    """Whether a number format shows percentages; a % in quotes is only text."""
    return "%" in _QUOTED.sub("", code)
