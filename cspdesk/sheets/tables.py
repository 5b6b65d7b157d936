"""Which sheets of a book hold tables of figures, and which of them are read together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from cspdesk.kpis.periods import FINANCIAL_YEAR_START
from cspdesk.sheets import names
from cspdesk.sheets.detect import detect
from cspdesk.sheets.errors import SheetRefused
from cspdesk.sheets.forms import FORM_SHEET, form_of
from cspdesk.sheets.grid import Book, SheetData
from cspdesk.sheets.layout import ColumnRole, Layout, Orientation
from cspdesk.sheets.mapping import IndicatorKey
from cspdesk.sheets.recipes import Recipe, recognised, titles_of, usable

Recipes = Iterable[Recipe | Mapping[str, Any]]
"""As records, or as the plain data that a plan's `recipe` is kept as."""


@dataclass(frozen=True, slots=True)
class Found:
    """A sheet with its layout and the recipe that recognised it, if any."""

    sheet: SheetData
    layout: Layout
    recipe: Recipe | None


def find_tables(
    book: Book,
    *,
    borough: str,
    recipes: Recipes = (),
    recipe: str | None = None,
    where: Mapping[str, str] | None = None,
    sheet: str | None = None,
    year_start_month: int = FINANCIAL_YEAR_START,
    indicators: Iterable[IndicatorKey] = (),
) -> tuple[Found, ...]:
    """Every sheet with what was found on it, in the book's order; confidence 0 for no table.

    A return form of our own is known by its hidden sheet; then only that is found.
    """
    form = form_of(book, indicators)
    if form is not None and sheet is None:
        return (Found(form.sheet, form.layout(borough, year_start_month), form.recipe),)
    known = offered(recipes, recipe)
    sheets = [named(book, sheet)] if sheet else book.sheets
    asked = Asked(borough, known, where or {}, year_start_month, forced=recipe is not None)
    return tuple(asked.look(data, book.file_name) for data in sheets if data.name != FORM_SHEET)


def chosen_tables(
    book: Book, found: Sequence[Found], where: Mapping[str, str] | None = None
) -> list[Found]:
    """The best of the tables, with those that are like it, in the book's order; SheetRefused when
    no sheet has one."""
    tables = [one for one in found if one.layout.confidence > 0]
    if not tables:
        raise _no_table(book, found, where or {})
    best = max(tables, key=_rank)
    return [one for one in tables if one is best or _alike(one, best)]


def _alike(one: Found, best: Found) -> bool:
    """One sheet a quarter, a year or an indicator: the same table again, and not another
    borough's."""
    mine, theirs = one.layout, best.layout
    return (
        not one.sheet.hidden
        and not mine.other_place
        and not theirs.other_place
        and mine.orientation is theirs.orientation
        and mine.confidence >= 0.5
        and _shape(mine) == _shape(theirs)
    )


def _shape(layout: Layout) -> list[tuple[str, ColumnRole]]:
    """The columns by which two tables are alike; how many periods run across does not matter."""
    across = layout.orientation is Orientation.ACROSS
    return [
        (names.key(column.title), column.role)
        for column in layout.columns
        if not (across and column.role is ColumnRole.FIGURES)
    ]


@dataclass(frozen=True, slots=True)
class Asked:
    """How sheets are to be looked at: by which recipes, filters, header row (from 0) and roles of
    columns (by letter)."""

    borough: str
    recipes: tuple[Recipe, ...]
    where: Mapping[str, str]
    year_start_month: int
    forced: bool = False
    header_row: int | None = None
    roles: Mapping[str, ColumnRole] = field(default_factory=dict)

    def look(self, sheet: SheetData, file_name: str = "") -> Found:
        """What is found on a sheet."""
        layout = self._detect(sheet, file_name, self.where, self.roles, self.header_row)
        recipe = self.recipes[0] if self.forced else recognised(titles_of(layout), self.recipes)
        if recipe is None:
            return Found(sheet, layout, None)
        if recipe.roles or recipe.where:
            row = layout.header_rows[-1] if len(layout.header_rows) == 1 else None
            again = self._detect(
                sheet,
                file_name,
                {**recipe.where, **self.where},
                {**recipe.roles, **self.roles},
                self.header_row if self.header_row is not None else row,
            )
            if again.confidence > 0:
                layout = again
        said = f"{'Read by the recipe' if self.forced else 'Recognised as'} “{recipe.name}”."
        return Found(sheet, replace(layout, sentences=(said, *layout.sentences)), recipe)

    def _detect(
        self,
        sheet: SheetData,
        file_name: str,
        where: Mapping[str, str],
        roles: Mapping[str, ColumnRole],
        header_row: int | None,
    ) -> Layout:
        return detect(
            sheet,
            borough=self.borough,
            where=where,
            year_start_month=self.year_start_month,
            header_row=header_row,
            roles=roles,
            said=(re.sub(r"[_-]+", " ", file_name),),
        )


def offered(recipes: Recipes, wanted: str | None = None) -> tuple[Recipe, ...]:
    """The recipes to try, or the one that is asked for by name."""
    known = usable(recipes)
    if wanted is None:
        return known
    for recipe in known:
        if recipe.name.casefold() == wanted.strip().casefold():
            return (recipe,)
    listed = ", ".join(f"“{recipe.name}”" for recipe in known[:10])
    raise SheetRefused(f"There is no recipe “{wanted}”.", f"There are {listed}.")


def _rank(found: Found) -> tuple[bool, bool, bool, float, int]:
    """Ours before another borough's, visible before hidden, recognised before guessed, then the
    surer, then the longer."""
    layout = found.layout
    return (
        not layout.other_place,
        not found.sheet.hidden,
        found.recipe is not None,
        round(layout.confidence, 1),
        layout.last_row - layout.first_row,
    )


def named(book: Book, name: str) -> SheetData:
    """The sheet of that name, whatever its capitals; SheetRefused when there is none."""
    for sheet in book.sheets:
        if sheet.name.casefold() == name.casefold():
            return sheet
    listed = ", ".join(f"“{sheet.name}”" for sheet in book.sheets[:10])
    raise SheetRefused(
        f"{book.file_name} has no sheet “{name}”.", f"Its sheets are {listed or 'none'}."
    )


def _no_table(book: Book, found: Sequence[Found], where: Mapping[str, str]) -> SheetRefused:
    for one in found:
        for sentence in one.layout.sentences:
            if sentence.startswith("There is no column") and where:
                return SheetRefused(f"{book.file_name}: {sentence[0].lower()}{sentence[1:]}")
    if any(said.endswith("the file is text and is read as that.") for said in book.notes):
        return SheetRefused(
            f"{book.file_name} is text, not a workbook, whatever its name says, and holds no table "
            "of figures.",
            "Ask for the workbook itself, or choose a table saved as CSV.",
        )
    return SheetRefused(
        f"{book.file_name} has no table of figures by period.",
        "One row must name the columns, and periods must read like Apr-16, 201604, "
        "Q1 2016/17 or 2016/17.",
    )
