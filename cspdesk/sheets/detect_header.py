"""Which row names the columns: after title rows, before the figures, perhaps of two lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from cspdesk.kpis.periods import Period, PeriodError
from cspdesk.sheets import period_cells
from cspdesk.sheets.column_words import is_header_word
from cspdesk.sheets.grid import Raw, SheetData, is_blank, shown

_LOOK_AT = 60
"""Rows from the top among which the header is looked for."""
_NUMERIC = re.compile(
    r"[-+(£]*\d[\d,. ]*\)?%?(?: ?(?:\*|[pr]|\([a-z]\)|\[[a-z]\]))?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Header:
    """The header's rows (from 0; none when there is no table), titles by column, and how sure."""

    rows: tuple[int, ...]
    titles: tuple[str, ...]
    periods: dict[int, period_cells.TitlePeriod]
    score: float


def find_header(sheet: SheetData, year_start_month: int) -> Header | None:
    """The most likely header; None when no row looks like one."""
    width = _usual_width(sheet)
    best: Header | None = None
    for row in range(min(_LOOK_AT, len(sheet.rows) - 1)):
        found = _judge(sheet, row, width, year_start_month)
        if found is not None and (best is None or found.score > best.score + 1e-9):
            best = found
    return best if best is not None and best.score >= 1.0 else None


def header_at(sheet: SheetData, row: int, year_start_month: int) -> Header:
    """The header when a person or a recipe says which row it is (from 0)."""
    titles = _titles(sheet, row)
    periods = _periods(sheet, row, year_start_month)
    return Header((row,), titles, periods, 1.0)


def is_numeric(raw: Raw) -> bool:
    """A number, or text that reads as one ("1,234", "45%")."""
    if isinstance(raw, str):
        return bool(_NUMERIC.fullmatch(raw.strip()))
    return isinstance(raw, int | float) and not isinstance(raw, bool)


def _usual_width(sheet: SheetData) -> int:
    filled = [sum(not is_blank(v) for v in row) for row in sheet.rows[: _LOOK_AT * 2]]
    wide = sorted(n for n in filled if n >= 2)
    return wide[len(wide) // 2] if wide else 0


def _judge(sheet: SheetData, row: int, width: int, year_start_month: int) -> Header | None:
    cells = [(c, v) for c, v in enumerate(sheet.rows[row]) if not is_blank(v)]
    if len(cells) < 2 or width < 2:
        return None
    periods = _periods(sheet, row, year_start_month)
    rows: tuple[int, ...] = (row,)
    if len(periods) < 2:
        two_lines = _two_lines(sheet, row, year_start_month)
        if len(two_lines) >= 2:
            periods, rows = two_lines, (row - 1, row)
    plain_numbers = sum(is_numeric(v) and c not in periods for c, v in cells)
    if plain_numbers > len(cells) / 3:
        return None
    words = sum(is_header_word(shown(v)) for c, v in cells if c not in periods)
    score = min(len(cells) / width, 1.0)
    score += (len(cells) - plain_numbers) / len(cells) - 0.5
    score += min(words, 3) * 0.35 + (1.0 if len(periods) >= 2 else 0.0)
    score += _contrast(sheet, row, [c for c, _ in cells]) - 0.002 * row
    return Header(rows, _titles(sheet, row, rows), periods, score)


def _contrast(sheet: SheetData, row: int, columns: list[int]) -> float:
    """Share of columns that are numeric just below the row and not in it."""
    below = [r for r in sheet.rows[row + 1 : row + 9] if any(not is_blank(v) for v in r)]
    if not below:
        return -1.0
    turning = 0
    for column in columns:
        values = [r[column] for r in below if column < len(r) and not is_blank(r[column])]
        turning += bool(values) and sum(map(is_numeric, values)) * 2 > len(values)
    return turning / len(columns)


def _titles(sheet: SheetData, row: int, rows: tuple[int, ...] = ()) -> tuple[str, ...]:
    """The titles of the columns; a blank one takes the text of the cell it is merged with, or of
    the upper line of a header of two."""
    width = max(len(line) for line in sheet.rows[row : row + _LOOK_AT * 2])
    titles = [shown(sheet.raw(row, column)) for column in range(width)]
    for top, left, bottom, right in sheet.merged:
        if top < row <= bottom:
            for column in range(left, min(right + 1, width)):
                titles[column] = titles[column] or shown(sheet.raw(top, left))
    if len(rows) == 2:
        above = (shown(sheet.raw(rows[0], column)) for column in range(width))
        titles = [
            title or ("" if period_cells.is_year(upper) else upper)
            for title, upper in zip(titles, above, strict=True)
        ]
    return tuple(titles)


def _periods(
    sheet: SheetData, row: int, year_start_month: int
) -> dict[int, period_cells.TitlePeriod]:
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


def _in_order(row: list[Raw], titles: dict[int, period_cells.TitlePeriod]) -> bool:
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
    if len(numbers) < 2 or len(set(starts)) < len(starts):
        return False
    if any(map(period_cells.is_serial, numbers)):
        return all(map(period_cells.is_month_serial, numbers))
    if all(map(period_cells.is_year, numbers)):
        steps = {abs(b.year - a.year) for a, b in pairwise(starts)}
        return steps == {1}
    return True


def _two_lines(
    sheet: SheetData, row: int, year_start_month: int
) -> dict[int, period_cells.TitlePeriod]:
    """Months or quarters in this row under years in the row above (merged cells, or only once)."""
    if row == 0 or sum(map(period_cells.is_part, sheet.rows[row])) < 2:
        return {}
    above = sheet.rows[row - 1]
    year: Raw = None
    found: dict[int, period_cells.TitlePeriod] = {}
    for column, value in enumerate(sheet.rows[row]):
        if column < len(above) and not is_blank(above[column]):
            year = above[column]
        if period_cells.is_part(value) and period_cells.is_year(year):
            period = _joined(value, year, year_start_month)
            if period is not None:
                found[column] = period_cells.TitlePeriod(period, False)
    return found


def _joined(part: Raw, year: Raw, year_start_month: int) -> Period | None:
    try:
        return period_cells.joined(part, year, year_start_month)
    except PeriodError:
        return None
