"""Workbooks out: text is never read as a formula, numbers and dates stay numbers and dates.

A cell that begins with =, +, − or @ is data here, whoever typed it: a spreadsheet that runs what a
partner wrote is a hole in somebody else's laptop.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from cspdesk.errors import WorldError

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

CellOut = str | int | float | date | datetime | bool | None
MOST_CHARACTERS = 32_767  # of one cell, by the file format
_NOT_IN_XML = {code: None for code in range(32) if code not in (9, 10, 13)}


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
    partial = out.with_name(f"{out.name}.partial")
    try:
        _book(sheets, title, created).save(partial)
        partial.replace(out)
    except (OSError, BadZipFile) as error:
        partial.unlink(missing_ok=True)
        raise WorldError(
            f"{out.name} could not be saved in {out.parent}.",
            "Close it if it is open in Excel, or choose another folder.",
        ) from error
    return out


def _book(sheets: Iterable[SheetOut], title: str, created: datetime) -> Any:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    book.properties.title = title
    book.properties.creator = "CSP Desk"
    book.properties.created = book.properties.modified = created
    for sheet in sheets:
        _fill(book.create_sheet(sheet.title[:31]), sheet)
    return book


def _fill(page: Worksheet, sheet: SheetOut) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for place, column in enumerate(sheet.columns, start=1):
        put(page, 1, place, column.title)
        page.cell(1, place).font = Font(bold=True)
        page.column_dimensions[get_column_letter(place)].width = column.width
    for line, row in enumerate(sheet.rows, start=2):
        for place, (value, column) in enumerate(zip(row, sheet.columns, strict=True), start=1):
            put(page, line, place, value)
            cell = page.cell(line, place)
            if column.form and not isinstance(value, str):
                cell.number_format = column.form
            if column.wrap:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = "A2"
    last = get_column_letter(len(sheet.columns))
    page.auto_filter.ref = f"A1:{last}{len(sheet.rows) + 1}"


def put(page: Worksheet, line: int, place: int, value: CellOut) -> None:
    """Write one cell; a text is stored as text whatever it begins with."""
    cell = page.cell(line, place)
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = value.translate(_NOT_IN_XML)[:MOST_CHARACTERS]
    if value.startswith(("=", "+", "-", "−", "@", "#")):
        # The type keeps Excel from reading it now, the quote from reading it after an edit.
        cell.data_type = "s"
        cell.quotePrefix = True
