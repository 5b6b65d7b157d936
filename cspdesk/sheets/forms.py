"""Return forms of our own: what the hidden sheet of a form says, so that it imports unasked.

`cspdesk.kpis.return_form` writes them. A form is known by its sheet `FORM_SHEET`, whose first cell
says so and whose second holds what the form is for, as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cspdesk.sheets import names
from cspdesk.sheets.detect import detect
from cspdesk.sheets.errors import SheetRefused
from cspdesk.sheets.grid import Book, SheetData
from cspdesk.sheets.layout import ColumnRole, Layout
from cspdesk.sheets.mapping import IndicatorKey
from cspdesk.sheets.recipes import Recipe, Target

FORM_SHEET = "cspdesk-form"
FORM_MARK = "CSP Desk return form"
FORM_FORMAT = 1
RETURN_SHEET = "Return"
CODE, PERIOD, FIGURE, PROVISIONAL, NOTE = "KPI", "Period", "Figure", "Provisional", "Note"
_ROLES = {
    CODE: ColumnRole.NAME,
    PERIOD: ColumnRole.PERIOD,
    FIGURE: ColumnRole.VALUE,
    PROVISIONAL: ColumnRole.PROVISIONAL,
    NOTE: ColumnRole.NOTE,
}
"""Every other column of a form is there for people."""


@dataclass(frozen=True, slots=True)
class ReturnForm:
    """A form that came back: its sheet, which row is its header (from 0), how it is read."""

    sheet: SheetData
    header_row: int
    recipe: Recipe

    def layout(self, borough: str, year_start_month: int) -> Layout:
        """The layout that the form was made with."""
        roles: dict[str, ColumnRole] = {
            str(title): ColumnRole.UNUSED for title in self.sheet.rows[self.header_row] if title
        }
        return detect(
            self.sheet,
            borough=borough,
            year_start_month=year_start_month,
            header_row=self.header_row,
            roles=roles | _ROLES,
        )


def form_of(book: Book, indicators: Iterable[IndicatorKey]) -> ReturnForm | None:
    """The return form which a book is; None when it is none. SheetRefused when it has been cut."""
    hidden = next((sheet for sheet in book.sheets if sheet.name == FORM_SHEET), None)
    if hidden is None or hidden.raw(0, 0) != FORM_MARK:
        return None
    try:
        said = json.loads(str(hidden.raw(1, 0)))
        if said["format"] != FORM_FORMAT:
            raise ValueError("format")
        return _form(book, said, {key.id: key for key in indicators})
    except (ValueError, KeyError, TypeError, AttributeError, StopIteration) as error:
        raise SheetRefused(
            f"{book.file_name} is a return form that has been altered, or was made by a newer "
            "version of the program.",
            "Make the form again, or copy its figures into a plain table.",
        ) from error


def _form(book: Book, said: Mapping[str, Any], known: Mapping[int, IndicatorKey]) -> ReturnForm:
    sheet = next(sheet for sheet in book.sheets if sheet.name == RETURN_SHEET)
    header = next(
        number for number, row in enumerate(sheet.rows[:40]) if CODE in row and FIGURE in row
    )
    recipe = Recipe(
        name=f"return form for {said['organisation']}",
        names={str(line["code"]): _target(line, known) for line in said["indicators"]},
        once=True,
    )
    return ReturnForm(sheet, header, recipe)


def _target(line: Mapping[str, Any], known: Mapping[int, IndicatorKey]) -> Target:
    """The number counts only while it is the same indicator: the form may be another file's."""
    number = int(line["id"])
    found = known.get(number)
    same = found is not None and names.key(found.name) == names.key(str(line["name"]))
    return Target(str(line["key"]), number if same else None, (str(line["name"]),))
