"""From a spreadsheet to figures: in one call for the command line, step by step for the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from cspdesk.desk import Desk
from cspdesk.kpis.import_commands import ApplyImport
from cspdesk.kpis.imports import existing_figures, indicator_keys, kept_recipes
from cspdesk.settings.queries import partnership
from cspdesk.sheets.grid import Book
from cspdesk.sheets.layout import ColumnRole
from cspdesk.sheets.mapping import Choices, IndicatorKey
from cspdesk.sheets.plan import Existing, ImportPlan
from cspdesk.sheets.tables import Found
from cspdesk.words import counted


@dataclass(frozen=True, slots=True)
class ImportDone:
    """What an import did, or would do (`applied` False)."""

    plan: ImportPlan
    applied: bool
    dry_run: bool

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was read, sentence by sentence, then what was done."""
        return (*self.plan.sentences, self._outcome())

    def _outcome(self) -> str:
        plan = self.plan
        if plan.nothing_to_do:
            return f"Nothing changed: {self._why()}."
        verb = "Would import" if self.dry_run else "Imported"
        return (
            f"{verb} {counted(len(plan.changes), 'figure')} from {plan.file_name}: "
            f"{plan.counts.new:,} new, {plan.counts.changed:,} changed, "
            f"{plan.counts.same:,} unchanged, {plan.counts.rejected:,} rejected."
        )

    def _why(self) -> str:
        """Why there was nothing to write."""
        counts, name = self.plan.counts, self.plan.file_name
        if counts.same == 1:
            return f"the one figure of {name} that can be used was here already"
        if counts.same:
            return f"all {counts.same:,} figures of {name} that can be used were here already"
        return f"{name} holds no figure that can be used"

    def as_dict(self) -> dict[str, Any]:
        counts = self.plan.counts
        return {
            "file": self.plan.file_name,
            "sha256": self.plan.sha256,
            "recipe": self.plan.recipe_name,
            "applied": self.applied,
            "new": counts.new,
            "changed": counts.changed,
            "same": counts.same,
            "rejected": counts.rejected,
            "left_out": counts.left_out,
            "other_areas": counts.other_areas,
            "rejections": [
                {"where": row.where, "name": row.label, "reason": row.reason}
                for row in self.plan.problems
            ],
        }


@dataclass(frozen=True, slots=True)
class Context:
    """What an import is read against: the file's borough, indicators, figures, recipes and day."""

    borough: str
    year_start_month: int
    indicators: tuple[IndicatorKey, ...]
    existing: Existing
    recipes: tuple[dict[str, Any], ...]
    today: date


@dataclass(frozen=True, slots=True)
class Opened:
    """A file (or pasted table) that was read: every sheet, what was found on each, and which are
    read unless the officer says otherwise (names of sheets; none when no table was found)."""

    book: Book
    context: Context
    tables: tuple[Found, ...]
    chosen: tuple[str, ...]

    def table(self, sheet: str) -> Found:
        """What was found on a sheet."""
        return next(one for one in self.tables if one.sheet.name == sheet)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the officer decided about a file, beyond what was found.

    headers: sheet → row of its header (from 0); roles: sheet → column's letter → role; recipe: the
    name under which the mapping is kept ("" as proposed); keep: whether it is kept at all.
    """

    sheets: tuple[str, ...] = ()
    headers: Mapping[str, int] = field(default_factory=dict)
    roles: Mapping[str, Mapping[str, ColumnRole]] = field(default_factory=dict)
    choices: Choices = field(default_factory=Choices)
    recipe: str = ""
    keep: bool = True


def context(desk: Desk) -> Context:
    """What the desk's file says now."""
    card = desk.ask(partnership)
    return Context(
        card.borough,
        card.financial_year_start,
        desk.ask(indicator_keys),
        desk.ask(existing_figures),
        desk.ask(kept_recipes),
        desk.today,
    )


def open_file(
    desk: Desk,
    path: Path,
    *,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Opened:
    """Read every sheet of a file and look for tables. Raises SheetRefused or ReadCancelled."""
    from cspdesk.sheets.process import read_book

    return opened(desk, read_book(path, progress=progress, cancelled=cancelled))


def open_text(desk: Desk, text: str) -> Opened:
    """The same for a table that was copied. Raises SheetRefused."""
    from cspdesk.sheets.read import book_of_text

    return opened(desk, book_of_text(text))


def opened(desk: Desk, book: Book) -> Opened:
    """What the sheets of a book hold; a book without any table is refused."""
    from cspdesk.sheets.tables import chosen_tables, find_tables

    known = context(desk)
    tables = find_tables(
        book,
        borough=known.borough,
        recipes=known.recipes,
        year_start_month=known.year_start_month,
        indicators=known.indicators,
    )
    chosen = chosen_tables(book, tables)
    return Opened(book, known, tables, tuple(one.sheet.name for one in chosen))


def plan_opened(file: Opened, settings: Settings) -> ImportPlan:
    """The plan of what was opened, with the officer's decisions. Pure, and quick enough to be made
    again at each of them. Raises SheetRefused when the sheets chosen hold no table."""
    from cspdesk.sheets.ahead import as_at
    from cspdesk.sheets.errors import SheetRefused
    from cspdesk.sheets.read import plan_book

    found = [looked(file, settings, name) for name in settings.sheets or file.chosen]
    tables = [one for one in found if one.layout.confidence > 0]
    if not tables:
        raise SheetRefused(
            "No figures are found on the sheet this way.",
            "Say which row names the columns, and which column holds the periods.",
        )
    known = file.context
    plan = plan_book(
        file.book,
        borough=known.borough,
        indicators=known.indicators,
        existing=known.existing,
        recipes=known.recipes,
        tables=tables,
        year_start_month=known.year_start_month,
        choices=settings.choices,
    )
    return with_recipe(as_at(plan, known.today), settings)


def with_recipe(plan: ImportPlan, settings: Settings) -> ImportPlan:
    """The plan keeping its mapping under the officer's name, or not at all."""
    if not plan.recipe or not settings.keep:
        return replace(plan, recipe={})
    name = settings.recipe.strip()
    return replace(plan, recipe={**plan.recipe, "name": name}) if name else plan


def looked(file: Opened, settings: Settings, sheet: str) -> Found:
    """A sheet as found, or looked at again with the officer's header row and columns."""
    from cspdesk.sheets.tables import Asked, offered

    header, roles = settings.headers.get(sheet), settings.roles.get(sheet)
    before = file.table(sheet)
    if header is None and not roles:
        return before
    known = file.context
    if header is None and before.layout.header_rows:
        header = before.layout.header_rows[-1]
    asked = Asked(
        known.borough,
        offered(known.recipes),
        {},
        known.year_start_month,
        header_row=header,
        roles=roles or {},
    )
    return asked.look(before.sheet, file.book.file_name)


def plan_for(
    desk: Desk,
    path: Path,
    *,
    recipe: str | None = None,
    where: tuple[str, str] | None = None,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportPlan:
    """Read a spreadsheet against what is kept; nothing is written. Raises SheetRefused."""
    from cspdesk.sheets.ahead import as_at
    from cspdesk.sheets.read import read_plan

    known = context(desk)
    plan = read_plan(
        path,
        borough=known.borough,
        indicators=known.indicators,
        existing=known.existing,
        recipes=known.recipes,
        where=dict([where]) if where else None,
        recipe=recipe,
        year_start_month=known.year_start_month,
        progress=progress,
        cancelled=cancelled,
    )
    return as_at(plan, known.today)


def import_sheet(
    desk: Desk,
    path: Path,
    *,
    recipe: str | None = None,
    where: tuple[str, str] | None = None,
    dry_run: bool = False,
) -> ImportDone:
    """Plan and apply an import. The same file twice changes nothing and says so."""
    plan = plan_for(desk, path, recipe=recipe, where=where)
    applied = not dry_run and not plan.nothing_to_do
    if applied:
        desk.run(ApplyImport(plan))
    return ImportDone(plan, applied, dry_run)
