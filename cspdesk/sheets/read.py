"""The front door: a file or pasted text in, a plan out. Nothing is written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from cspdesk.kpis.periods import FINANCIAL_YEAR_START
from cspdesk.sheets.errors import ReadCancelled, SheetRefused
from cspdesk.sheets.forms import FORM_SHEET
from cspdesk.sheets.grid import Book
from cspdesk.sheets.keeping import recipe_of
from cspdesk.sheets.layout import ColumnRole, Layout
from cspdesk.sheets.mapping import Choices, IndicatorKey, Matcher
from cspdesk.sheets.plan import Existing, ImportPlan
from cspdesk.sheets.planning import plan_import
from cspdesk.sheets.process import Cancelled, Progress, read_book
from cspdesk.sheets.recipes import recognised, titles_of
from cspdesk.sheets.several import together
from cspdesk.sheets.tables import Found, Recipes, chosen_tables, find_tables, named, offered

NO_FIGURES: Existing = MappingProxyType({})


def read_plan(
    path: Path | str,
    *,
    borough: str,
    indicators: Iterable[IndicatorKey],
    existing: Existing = NO_FIGURES,
    recipes: Recipes = (),
    recipe: str | None = None,
    where: Mapping[str, str] | None = None,
    sheet: str | None = None,
    year_start_month: int = FINANCIAL_YEAR_START,
    choices: Choices | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> ImportPlan:
    """The plan of a spreadsheet file.

    `recipes` are those kept from earlier imports, newest first; `recipe` names the one to use
    instead of the one that is recognised. Raises SheetRefused (a WorldError: one
    sentence and advice) or ReadCancelled.
    """
    book = read_book(path, progress=progress, cancelled=cancelled)
    plan = plan_book(
        book,
        borough=borough,
        indicators=indicators,
        existing=existing,
        recipes=recipes,
        recipe=recipe,
        where=where,
        sheet=sheet,
        year_start_month=year_start_month,
        choices=choices,
    )
    if cancelled is not None and cancelled():
        raise ReadCancelled
    if progress is not None:
        progress(4, 4, "The plan is ready")
    return plan


def plan_text(
    text: str,
    *,
    borough: str,
    indicators: Iterable[IndicatorKey],
    existing: Existing = NO_FIGURES,
    recipes: Recipes = (),
    where: Mapping[str, str] | None = None,
    year_start_month: int = FINANCIAL_YEAR_START,
    choices: Choices | None = None,
    name: str = "Pasted text",
) -> ImportPlan:
    """The plan of a table copied from Excel or a web page; raises SheetRefused."""
    return plan_book(
        book_of_text(text, name),
        borough=borough,
        indicators=indicators,
        existing=existing,
        recipes=recipes,
        where=where,
        year_start_month=year_start_month,
        choices=choices,
    )


def book_of_text(text: str, name: str = "Pasted text") -> Book:
    """Pasted text as a book of one sheet."""
    from cspdesk.sheets.reader_text import read_text

    if not text.strip():
        raise SheetRefused("There is nothing to paste.", "Copy the table first.")
    data = text.encode("utf-8", "surrogatepass")
    return Book(name, len(data), hashlib.sha256(data).hexdigest(), "paste", [read_text(text, name)])


def plan_book(
    book: Book,
    *,
    borough: str,
    indicators: Iterable[IndicatorKey],
    existing: Existing = NO_FIGURES,
    recipes: Recipes = (),
    recipe: str | None = None,
    where: Mapping[str, str] | None = None,
    sheet: str | None = None,
    layout: Layout | None = None,
    tables: Sequence[Found] = (),
    year_start_month: int = FINANCIAL_YEAR_START,
    choices: Choices | None = None,
) -> ImportPlan:
    """The plan of a book already read; call again with corrected `tables` (or one `layout`) or new
    `choices`. Several tables make one plan.

    Raises SheetRefused when there is no such sheet or no table of figures.
    """
    keys = tuple(indicators)
    found = list(tables)
    if layout is not None:
        found = [_with_layout(book, layout, recipes, recipe)]
    if not found:
        found = chosen_tables(
            book,
            find_tables(
                book,
                borough=borough,
                recipes=recipes,
                recipe=recipe,
                where=where,
                sheet=sheet,
                year_start_month=year_start_month,
                indicators=keys,
            ),
            where or {},
        )
    choices = choices or Choices()
    plans = [_plan_one(book, one, keys, existing, year_start_month, choices) for one in found]
    plan = plans[0] if len(plans) == 1 else together(plans, choices)
    plan = replace(plan, sentences=(*book.notes, *_sheet_notes(book, found), *plan.sentences))
    used = found[0].recipe
    keep = recipe_of(plan, used, borough) if used is None or not used.once else None
    return replace(plan, recipe=keep.to_dict() if keep else {})


def _with_layout(book: Book, layout: Layout, recipes: Recipes, recipe: str | None) -> Found:
    known = offered(recipes, recipe)
    return Found(
        named(book, layout.sheet),
        layout,
        known[0] if recipe else recognised(titles_of(layout), known),
    )


def _plan_one(
    book: Book,
    found: Found,
    indicators: Sequence[IndicatorKey],
    existing: Existing,
    year_start_month: int,
    choices: Choices,
) -> ImportPlan:
    return plan_import(
        found.sheet,
        found.layout,
        Matcher(indicators, found.recipe, choices),
        existing,
        file_name=book.file_name,
        size=book.size,
        sha256=book.sha256,
        year_start_month=year_start_month,
    )


def find_table(
    book: Book,
    *,
    borough: str,
    recipes: Recipes = (),
    recipe: str | None = None,
    where: Mapping[str, str] | None = None,
    sheet: str | None = None,
    year_start_month: int = FINANCIAL_YEAR_START,
) -> Found:
    """The sheet with the table of figures and its layout; SheetRefused when there is none."""
    found = find_tables(
        book,
        borough=borough,
        recipes=recipes,
        recipe=recipe,
        where=where,
        sheet=sheet,
        year_start_month=year_start_month,
    )
    return chosen_tables(book, found, where or {})[0]


def _sheet_notes(book: Book, found: Sequence[Found]) -> list[str]:
    said: list[str] = []
    read = {one.sheet.name for one in found}
    others = [s.name for s in book.sheets if s.name not in read and s.rows and s.name != FORM_SHEET]
    if others:
        listed = ", ".join(f"“{name}”" for name in others[:5]) + (" …" if len(others) > 5 else "")
        which = (
            f"Sheet “{found[0].sheet.name}” is" if len(found) == 1 else f"{len(found)} sheets are"
        )
        said.append(f"{which} read; not read: {listed}.")
    said += [f"Sheet “{o.sheet.name}” is hidden in the workbook." for o in found if o.sheet.hidden]
    if book.kind in ("xlsx", "xlsm", "xls") and not all(o.sheet.knows_formats for o in found):
        said.append("Number formats are not read from this file, so 0.77 is not taken for 77%.")
    return said


def parse_where(texts: Iterable[str]) -> dict[str, str]:
    """Filters as the command line gives them, "BoroughName=Haringey"; SheetRefused when wrong."""
    found: dict[str, str] = {}
    for text in texts:
        title, sign, value = text.partition("=")
        if not sign or not title.strip():
            raise SheetRefused(f"“{text}” is not a filter.", "Write it as COLUMN=VALUE.")
        found[title.strip()] = value.strip()
    return found


def roles_of(layout: Layout) -> dict[str, ColumnRole]:
    """The roles of a layout's columns by title, periods left out."""
    return {
        column.title: column.role
        for column in layout.columns
        if column.title and column.role is not ColumnRole.FIGURES
    }
