"""The front door: a file or pasted text in, a plan out. Nothing is written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from cspdesk.kpis.periods import FINANCIAL_YEAR_START
from cspdesk.sheets.detect import detect
from cspdesk.sheets.errors import ReadCancelled, SheetRefused
from cspdesk.sheets.grid import Book, SheetData
from cspdesk.sheets.keeping import recipe_of
from cspdesk.sheets.layout import ColumnRole, Layout
from cspdesk.sheets.mapping import Choices, IndicatorKey, Matcher
from cspdesk.sheets.plan import Existing, ImportPlan
from cspdesk.sheets.planning import plan_import
from cspdesk.sheets.process import Cancelled, Progress, read_book
from cspdesk.sheets.recipes import Recipe, recognised, titles_of, usable

Recipes = Iterable[Recipe | Mapping[str, Any]]
"""As records, or as the plain data that a plan's `recipe` is kept as."""
NO_FIGURES: Existing = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Found:
    """A sheet with its layout and the recipe that recognised it, if any."""

    sheet: SheetData
    layout: Layout
    recipe: Recipe | None


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
    year_start_month: int = FINANCIAL_YEAR_START,
    choices: Choices | None = None,
) -> ImportPlan:
    """The plan of a book already read; call again with a corrected `layout` or new `choices`.

    Raises SheetRefused when there is no such sheet or no table of figures.
    """
    if layout is not None:
        data = _named(book, layout.sheet)
        known = _offered(recipes, recipe)
        found = Found(data, layout, known[0] if recipe else recognised(titles_of(layout), known))
    else:
        found = find_table(
            book,
            borough=borough,
            recipes=recipes,
            recipe=recipe,
            where=where,
            sheet=sheet,
            year_start_month=year_start_month,
        )
    matcher = Matcher(indicators, found.recipe, choices)
    plan = plan_import(
        found.sheet,
        found.layout,
        matcher,
        existing,
        file_name=book.file_name,
        size=book.size,
        sha256=book.sha256,
        year_start_month=year_start_month,
        notes=(*book.notes, *_sheet_notes(book, found)),
    )
    keep = recipe_of(plan, found.recipe, borough)
    return replace(plan, recipe=keep.to_dict() if keep else {})


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
    known = _offered(recipes, recipe)
    sheets = [_named(book, sheet)] if sheet else book.sheets
    found = [
        _recognise(data, borough, known, where or {}, year_start_month, forced=recipe is not None)
        for data in sheets
    ]
    tables = [one for one in found if one.layout.confidence > 0]
    if not tables:
        raise _no_table(book, found, where or {})
    return max(tables, key=_rank)


def _offered(recipes: Recipes, wanted: str | None) -> tuple[Recipe, ...]:
    """The recipes to try, or the one that is asked for by name."""
    known = usable(recipes)
    if wanted is None:
        return known
    for recipe in known:
        if recipe.name.casefold() == wanted.strip().casefold():
            return (recipe,)
    listed = ", ".join(f"“{recipe.name}”" for recipe in known[:10])
    raise SheetRefused(f"There is no recipe “{wanted}”.", f"There are {listed}.")


def _rank(found: Found) -> tuple[bool, bool, float, int]:
    """Visible before hidden, recognised before guessed, then the surer, then the longer."""
    layout = found.layout
    return (
        not found.sheet.hidden,
        found.recipe is not None,
        round(layout.confidence, 1),
        layout.last_row - layout.first_row,
    )


def _recognise(
    sheet: SheetData,
    borough: str,
    recipes: tuple[Recipe, ...],
    where: Mapping[str, str],
    year_start_month: int,
    *,
    forced: bool,
) -> Found:
    layout = detect(sheet, borough=borough, where=where, year_start_month=year_start_month)
    recipe = recipes[0] if forced else recognised(titles_of(layout), recipes)
    if recipe is None:
        return Found(sheet, layout, None)
    if recipe.roles or recipe.where:
        again = detect(
            sheet,
            borough=borough,
            where={**recipe.where, **where},
            roles=recipe.roles,
            header_row=layout.header_rows[-1] if len(layout.header_rows) == 1 else None,
            year_start_month=year_start_month,
        )
        if again.confidence > 0:
            layout = again
    said = f"{'Read by the recipe' if forced else 'Recognised as'} “{recipe.name}”."
    return Found(sheet, replace(layout, sentences=(said, *layout.sentences)), recipe)


def _named(book: Book, name: str) -> SheetData:
    for sheet in book.sheets:
        if sheet.name.casefold() == name.casefold():
            return sheet
    listed = ", ".join(f"“{sheet.name}”" for sheet in book.sheets[:10])
    raise SheetRefused(
        f"{book.file_name} has no sheet “{name}”.", f"Its sheets are {listed or 'none'}."
    )


def _no_table(book: Book, found: list[Found], where: Mapping[str, str]) -> SheetRefused:
    for one in found:
        for sentence in one.layout.sentences:
            if sentence.startswith("There is no column") and where:
                return SheetRefused(f"{book.file_name}: {sentence[0].lower()}{sentence[1:]}")
    return SheetRefused(
        f"{book.file_name} has no table of figures by period.",
        "One row must name the columns, and periods must read like Apr-16, 201604, "
        "Q1 2016/17 or 2016/17.",
    )


def _sheet_notes(book: Book, found: Found) -> list[str]:
    said: list[str] = []
    others = [sheet.name for sheet in book.sheets if sheet is not found.sheet and sheet.rows]
    if others:
        listed = ", ".join(f"“{name}”" for name in others[:5]) + (" …" if len(others) > 5 else "")
        said.append(f"Sheet “{found.sheet.name}” is read; not read: {listed}.")
    if found.sheet.hidden:
        said.append(f"Sheet “{found.sheet.name}” is hidden in the workbook.")
    percent_lost = book.kind in ("xlsx", "xlsm", "xls") and not found.sheet.knows_formats
    if percent_lost:
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
