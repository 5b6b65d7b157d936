"""Workbooks out: text is never read as a formula, and the rejected rows as a sheet to mend.

Heavy: openpyxl is imported when a workbook is written, never before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cspdesk.errors import WorldError
from cspdesk.sheets.grid import shown
from cspdesk.sheets.plan import ImportPlan, PlannedFigure

if TYPE_CHECKING:
    from openpyxl import Workbook

_RISKY = ("=", "+", "-", "−", "@", "#", "\t", "\r")
"""What a spreadsheet may take for the start of a formula."""
INK, GROUND, LINE, INPUT, QUIET = "FFFFFF", "1F4E8C", "C9D3DF", "FFF8E1", "5A6675"
_REJECT_TITLES = (
    ("Indicator", 44), ("Period", 14), ("Value", 14), ("Comment", 30), ("Why it was rejected", 60),
    ("Sheet", 16), ("Cell", 12),
)  # fmt: skip


MOST_CHARACTERS = 32_767
"""Of one cell, by the file format."""


def put_text(cell: Any, text: str) -> None:
    """Write text that stays text, also when it begins like a formula."""
    cell.value = "".join(c for c in text if c >= " " or c in "\t\n")[:MOST_CHARACTERS]
    cell.data_type = "s"
    if text.startswith(_RISKY):
        cell.quotePrefix = True


def put(cell: Any, value: object) -> None:
    """Write a number or date as itself and everything else as text."""
    if isinstance(value, str):
        put_text(cell, value)
    else:
        cell.value = value


def style_header(cells: Iterable[Any]) -> None:
    """White on blue, as every table we write is headed."""
    from openpyxl.styles import Alignment, Font, PatternFill

    for cell in cells:
        cell.font = Font(bold=True, color=INK)
        cell.fill = PatternFill("solid", fgColor=GROUND)
        cell.alignment = Alignment(vertical="center", wrap_text=True)


def save_book(book: Workbook, path: Path) -> None:
    """Save under another name first, so that no half-written file is left; WorldError when it
    cannot be written."""
    partial = path.with_name(f"~{path.name}.part")
    try:
        book.save(partial)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise WorldError(
            f"{path.name} cannot be written ({error.strerror or error}).",
            "Close it in Excel, or choose another folder.",
        ) from error


def save_rejects(plan: ImportPlan, path: Path) -> int:
    """Write the rejected rows with their reasons as a table that can be mended and imported; how
    many there are. Raises WorldError."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Rejected rows"
    put_text(page["A1"], f"Rejected from {plan.file_name}")
    put_text(page["A2"], "Mend the rows below and import this file.")
    _titled(page, 4, [title for title, _ in _REJECT_TITLES])
    for number, row in enumerate(plan.problems, start=5):
        for column, text in enumerate(_reject(row, plan), start=1):
            put_text(page.cell(number, column), text)
    for place, (_, width) in enumerate(_REJECT_TITLES):
        page.column_dimensions["ABCDEFG"[place]].width = width
    page.freeze_panes = "A5"
    save_book(book, path)
    return len(plan.problems)


def _titled(page: Any, row: int, titles: Sequence[str]) -> None:
    from openpyxl.styles import Font

    for column, title in enumerate(titles, start=1):
        put_text(page.cell(row, column), title)
    style_header(page[row])
    page.cell(1, 1).font = Font(bold=True, size=14)


def _reject(row: PlannedFigure, plan: ImportPlan) -> tuple[str, ...]:
    period = row.period.label if row.period else row.period_text
    return (
        row.label,
        shown(period),
        row.text,
        row.comment,
        row.result,
        row.sheet or plan.sheet,
        row.where,
    )
