"""Large workbooks and .xls and .ods files, by python-calamine.

It gives values without number formats and shows errors as blanks; what the guard's scan saw (error
cells, unsaved formulas, percentages of an .ods) is put back here.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from cspdesk.sheets import limits
from cspdesk.sheets.errors import SheetRefused
from cspdesk.sheets.grid import UNSAVED, CellError, Raw, SheetData, trimmed
from cspdesk.sheets.guard import FileKind, Looked, Seen
from cspdesk.sheets.guard_zip import column_number
from cspdesk.sheets.parts import sheet_parts


def read(looked: Looked, seen: Seen) -> Iterator[SheetData]:
    """Each worksheet of the file, in order; SheetRefused for what calamine cannot read."""
    import python_calamine

    try:
        with _open(looked, python_calamine) as book:
            odd = any(part.errors or part.unsaved for part in seen.parts.values())
            parts = sheet_parts(looked.path) if odd else {}
            for number, meta in enumerate(book.sheets_metadata):
                if meta.typ is not python_calamine.SheetTypeEnum.WorkSheet:
                    continue
                sheet = _sheet(book.get_sheet_by_name(meta.name), meta, python_calamine)
                _put_back(sheet, seen, parts.get(meta.name, ""), number)
                sheet.knows_formats = looked.kind is FileKind.ODS
                yield sheet
    except python_calamine.PasswordError as error:
        raise SheetRefused(
            "The workbook has a password.",
            "Open it in Excel, remove the password, save a copy and import that.",
        ) from error
    except python_calamine.CalamineError as error:
        raise SheetRefused(
            f"{looked.path.name} is damaged and cannot be read.",
            "Open it in Excel and save it as .xlsx, then import that.",
        ) from error


def _open(looked: Looked, calamine: Any) -> Any:
    """By its path, which is quicker, unless the name's ending would mislead calamine."""
    if looked.path.suffix.lower() == f".{looked.kind.value}":
        return calamine.CalamineWorkbook.from_path(str(looked.path))
    return calamine.CalamineWorkbook.from_filelike(io.BytesIO(looked.path.read_bytes()))


def _sheet(sheet: Any, meta: Any, calamine: Any) -> SheetData:
    end = sheet.end or (0, 0)
    if (end[0] + 1) * (end[1] + 1) > limits.CELLS:
        raise SheetRefused(
            f"The cells of sheet “{meta.name}” spread over {end[0] + 1:,} rows and "
            f"{end[1] + 1:,} columns, more than can be read.",
            "Copy the table into a new workbook.",
        )
    rows: list[list[Raw]] = sheet.to_python(skip_empty_area=False) if sheet.end else []
    merged = sheet.merged_cell_ranges or []
    return SheetData(
        name=meta.name,
        rows=trimmed(rows),
        hidden=meta.visible is not calamine.SheetVisibleEnum.Visible,
        merged=tuple((a, b, c, d) for (a, b), (c, d) in merged),
    )


def _put_back(sheet: SheetData, seen: Seen, part: str, number: int) -> None:
    if part in seen.parts:
        notes = seen.parts[part]
        for where in notes.errors:
            _mark(sheet, *_position(where), "#N/A or another error")
        for where in notes.unsaved:
            _mark(sheet, *_position(where), UNSAVED)
    if number < len(seen.tables):
        table = seen.tables[number]
        sheet.percents = frozenset((row - 1, column - 1) for row, column in table.percents)
        sheet.hidden_rows = frozenset(row - 1 for row in table.hidden_rows)
        for row, column in table.errors:
            _mark(sheet, row - 1, column - 1, "#N/A or another error")


def _mark(sheet: SheetData, row: int, column: int, code: str) -> None:
    """Put an error where calamine shows a blank (or the error's words); never over a number."""
    if row >= len(sheet.rows):
        return
    line = sheet.rows[row]
    line.extend([None] * (column + 1 - len(line)))
    if line[column] is None or isinstance(line[column], str):
        text = line[column]
        known = isinstance(text, str) and text.startswith("#")
        line[column] = CellError(str(text) if known else code)


def _position(where: str) -> tuple[int, int]:
    letters = where.rstrip("0123456789")
    return int(where[len(letters) :]) - 1, column_number(letters) - 1
