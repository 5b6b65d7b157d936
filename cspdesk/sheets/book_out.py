"""Workbooks out: text is never read as a formula, numbers and dates stay numbers and dates.

A cell that begins with =, +, − or @ is data here, whoever typed it: a spreadsheet that runs what a
partner wrote is a hole in somebody else's laptop.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cspdesk.sheets.writing import put, save_book, style_header

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

CellOut = str | int | float | date | datetime | bool | None


@dataclass(frozen=True, slots=True)
class ColumnOut:
    """`width` in characters; `form` a number format such as "0.0"; `wrap` for sentences."""

    title: str
    width: float = 12
    form: str = ""
    wrap: bool = False


@dataclass(frozen=True, slots=True)
class SheetOut:
    """One sheet: a header row in the first line, frozen, with a filter, and the rows under it."""

    title: str
    columns: tuple[ColumnOut, ...]
    rows: tuple[tuple[CellOut, ...], ...]


def write_book(out: Path, sheets: Sequence[SheetOut], *, title: str, created: datetime) -> Path:
    """Write an .xlsx at `out`, whole or not at all. Raises WorldError with one sentence."""
    from openpyxl import Workbook

    book = Workbook()
    while book.worksheets:
        book.remove(book.worksheets[0])
    book.properties.title = title
    book.properties.creator = "CSP Desk"
    book.properties.created = book.properties.modified = created
    for sheet in sheets:
        _fill(book.create_sheet(sheet.title[:31]), sheet)
    save_book(book, out)
    return out


def _fill(page: Worksheet, sheet: SheetOut) -> None:
    from openpyxl.styles import Alignment
    from openpyxl.utils import get_column_letter

    for place, column in enumerate(sheet.columns, start=1):
        put(page.cell(1, place), column.title)
        page.column_dimensions[get_column_letter(place)].width = column.width
    style_header(page[1])
    for line, row in enumerate(sheet.rows, start=2):
        for place, (value, column) in enumerate(zip(row, sheet.columns, strict=True), start=1):
            cell = page.cell(line, place)
            put(cell, value)
            if column.form and not isinstance(value, str):
                cell.number_format = column.form
            if column.wrap:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = "A2"
    last = get_column_letter(len(sheet.columns))
    page.auto_filter.ref = f"A1:{last}{len(sheet.rows) + 1}"
