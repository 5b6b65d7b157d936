"""What is said under each column of an import: how its cells are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cspdesk.sheets.grid import SheetData, is_blank, shown
from cspdesk.sheets.layout import Column, ColumnRole, Layout
from cspdesk.sheets.plan import ImportPlan

ROLE_WORDS = {
    ColumnRole.NAME: "KPI",
    ColumnRole.PERIOD: "Period",
    ColumnRole.YEAR: "Year",
    ColumnRole.PART: "Month or quarter",
    ColumnRole.VALUE: "Value",
    ColumnRole.INDICATOR: "Figures of one KPI",
    ColumnRole.AREA: "Borough",
    ColumnRole.PLACE: "Ward, added up",
    ColumnRole.PROVISIONAL: "Provisional",
    ColumnRole.NOTE: "Note",
    ColumnRole.TARGET: "Target (left out)",
    ColumnRole.UNUSED: "Do not use",
}
"""The roles a person can give a column, in the order they are offered."""
_SAMPLE = 400


@dataclass(frozen=True, slots=True)
class ColumnCard:
    """One column, or a run of columns of periods, as the strip shows it."""

    letters: str
    title: str
    role: ColumnRole
    hint: str
    fixed: bool = False
    """A run of periods: it has no single role to choose."""


def cards(plan: ImportPlan, layout: Layout, sheet: SheetData) -> tuple[ColumnCard, ...]:
    """The columns of a sheet from left to right; columns of periods stand together."""
    return tuple(_cards(plan, layout, sheet))


def _cards(plan: ImportPlan, layout: Layout, sheet: SheetData) -> Iterator[ColumnCard]:
    run: list[Column] = []
    for column in layout.columns:
        if column.role is ColumnRole.FIGURES:
            run.append(column)
            continue
        if run:
            yield _run(run)
            run = []
        title = column.title or "no title"
        yield ColumnCard(column.letter, title, column.role, _hint(plan, layout, sheet, column))
    if run:
        yield _run(run)


def _run(run: list[Column]) -> ColumnCard:
    first, last = run[0], run[-1]
    letters = first.letter if first is last else f"{first.letter} to {last.letter}"
    assert first.period is not None
    assert last.period is not None
    span = first.period.short if first is last else f"{first.period.short} to {last.period.short}"
    many = f"{len(run)} column{'s' if len(run) > 1 else ''} of figures"
    return ColumnCard(letters, span, ColumnRole.FIGURES, many, fixed=True)


def _hint(plan: ImportPlan, layout: Layout, sheet: SheetData, column: Column) -> str:
    role = column.role
    if role is ColumnRole.NAME:
        named = [match for match in plan.matches if match.label]
        found = sum(match.indicator is not None for match in named)
        return f"{found} of {len(named)} names matched"
    if role is ColumnRole.INDICATOR:
        match = next((m for m in plan.matches if m.parts == (column.title,)), None)
        known = match.indicator if match else None
        return f"{known.code} {known.name}" if known else "No KPI with this name"
    if role is ColumnRole.VALUE:
        percent = any(place[1] == column.index for place in sheet.percents)
        return "Percent cells read as %" if percent else _examples(sheet, layout, column)
    fixed = {
        ColumnRole.AREA: "Other areas are left out",
        ColumnRole.PLACE: "Rows are added up",
        ColumnRole.PROVISIONAL: "Y, y, * all mean yes",
        ColumnRole.NOTE: "Kept with the figure",
        ColumnRole.TARGET: "Targets stay as they are",
    }
    return fixed.get(role) or _examples(sheet, layout, column)


def _examples(sheet: SheetData, layout: Layout, column: Column) -> str:
    """The first different cells: "Q3, Jan-17, 42736"."""
    found: dict[str, None] = {}
    for row in sheet.rows[layout.first_row : layout.first_row + _SAMPLE]:
        cell = row[column.index] if column.index < len(row) else None
        if not is_blank(cell):
            found[shown(cell)[:24]] = None
        if len(found) == 3:
            break
    return ", ".join(found) or "Empty"
