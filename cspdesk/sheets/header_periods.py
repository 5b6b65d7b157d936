"""The periods which a header names: in its own cells, under years, over groups of columns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from cspdesk.kpis.periods import Period, PeriodError
from cspdesk.sheets import period_cells
from cspdesk.sheets.column_words import role_of
from cspdesk.sheets.grid import Raw, SheetData, is_blank, shown
from cspdesk.sheets.layout import ColumnRole

Titles = dict[int, period_cells.TitlePeriod]
_NUMERIC = re.compile(
    r"[-+(£]*\d[\d,. ]*\)?%?(?: ?(?:\*|[pr]|\([a-z]\)|\[[a-z]\]))?", re.IGNORECASE
)


def is_numeric(raw: Raw) -> bool:
    """A number, or text that reads as one ("1,234", "45%")."""
    if isinstance(raw, str):
        return bool(_NUMERIC.fullmatch(raw.strip()))
    return isinstance(raw, int | float) and not isinstance(raw, bool)


def periods_of(
    sheet: SheetData, row: int, year_start_month: int, year: str
) -> tuple[Titles, tuple[int, ...]]:
    """The periods by column when `row` is the header, and the rows it consists of.

    `year` is what the sheet says of itself; it dates months that stand without a year.
    """
    plain = _periods(sheet, row, year_start_month)
    if len(plain) >= 2:
        return plain, (row,)
    for found in (
        _two_lines(sheet, row, year_start_month),
        _grouped(sheet, row, year_start_month),
    ):
        if len(found) >= 2:
            return found, (row - 1, row)
    dated = _dated(sheet, row, year_start_month, year)
    return (dated, (row,)) if len(dated) >= 2 else (plain, (row,))


def disordered(titles: Iterable[str], year_start_month: int) -> str:
    """A sentence when two or more titles name periods, which no header could use; "" otherwise."""
    named = [title for title in titles if period_cells.of_title(title, year_start_month)]
    if len(named) < 2:
        return ""
    return f"The periods of the header are not in order: {', '.join(named[:4])}."


def _periods(sheet: SheetData, row: int, year_start_month: int) -> Titles:
    """Period titles of a row; only those of the commonest frequency, so that a stray is dropped."""
    found = {
        column: title
        for column, value in enumerate(sheet.rows[row])
        if (title := period_cells.of_title(value, year_start_month)) is not None
    }
    kinds = [title.period.frequency for title in found.values()]
    if not kinds:
        return {}
    usual = max(set(kinds), key=kinds.count)
    kept = {c: title for c, title in found.items() if title.period.frequency is usual}
    return kept if _in_order(sheet.rows[row], kept) else {}


def _in_order(row: list[Raw], titles: Titles) -> bool:
    """Periods run on from column to column; figures that merely look like periods do not.

    Numbers are held to more: years follow one another, and Excel's day numbers are first days of
    months (201604 cannot be mistaken).
    """
    starts = [title.period.start for title in titles.values()]
    if starts not in (sorted(starts), sorted(starts, reverse=True)):
        return False
    numbers = [row[c] for c in titles if is_numeric(row[c])]
    if not numbers:
        return True
    if len(set(starts)) < len(starts):
        return False
    # One cell may differ from its neighbours: 201612 among "Oct-16" and "November 2016".
    if len(numbers) < 2 and len(titles) - len(numbers) < 2:
        return False
    if any(map(period_cells.is_serial, numbers)):
        return all(map(period_cells.is_month_serial, numbers))
    if all(map(period_cells.is_year, numbers)):
        steps = {abs(b.year - a.year) for a, b in pairwise(starts)}
        return steps == {1}
    return True


def _two_lines(sheet: SheetData, row: int, year_start_month: int) -> Titles:
    """Months or quarters in this row under years in the row above (merged cells, or only once)."""
    if row == 0 or sum(map(period_cells.is_part, sheet.rows[row])) < 2:
        return {}
    above = sheet.rows[row - 1]
    year: Raw = None
    found: Titles = {}
    for column, value in enumerate(sheet.rows[row]):
        if column < len(above) and not is_blank(above[column]):
            year = above[column]
        if period_cells.is_part(value) and period_cells.is_year(year):
            period = _joined(value, year, year_start_month)
            if period is not None:
                found[column] = period_cells.TitlePeriod(period, False)
    return found


def _grouped(sheet: SheetData, row: int, year_start_month: int) -> Titles:
    """Periods in the row above, each over its own "Actual" and "Target"."""
    if row == 0:
        return {}
    above = _periods(sheet, row - 1, year_start_month)
    if len(above) < 2:
        return {}
    current: period_cells.TitlePeriod | None = None
    found: Titles = {}
    for column, value in enumerate(sheet.rows[row]):
        current = above.get(column, current)
        if current is not None and role_of(shown(value)) is ColumnRole.VALUE:
            found[column] = current
    starts = [title.period.start for title in found.values()]
    return found if len(set(starts)) == len(starts) else {}


def _dated(sheet: SheetData, row: int, year_start_month: int, year: str) -> Titles:
    """Months or quarters alone, of the year that the sheet says."""
    parts = {c: v for c, v in enumerate(sheet.rows[row]) if period_cells.is_part(v)}
    if not year or len(parts) < 2:
        return {}
    found = {c: _joined(value, year, year_start_month) for c, value in parts.items()}
    return {c: period_cells.TitlePeriod(p, False) for c, p in found.items() if p is not None}


def _joined(part: Raw, year: Raw, year_start_month: int) -> Period | None:
    try:
        return period_cells.joined(part, year, year_start_month)
    except PeriodError:
        return None
