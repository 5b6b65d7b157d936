"""Which row names the columns: after title rows, before the figures, perhaps of two lines."""

from __future__ import annotations

from dataclasses import dataclass

from cspdesk.sheets import period_cells
from cspdesk.sheets.column_words import is_header_word
from cspdesk.sheets.grid import SheetData, is_blank, shown
from cspdesk.sheets.header_periods import is_numeric, periods_of

_LOOK_AT = 60
"""Rows from the top among which the header is looked for."""


@dataclass(frozen=True, slots=True)
class Header:
    """The header's rows (from 0; none when there is no table), titles by column, and how sure."""

    rows: tuple[int, ...]
    titles: tuple[str, ...]
    periods: dict[int, period_cells.TitlePeriod]
    score: float


def find_header(sheet: SheetData, year_start_month: int, year: str = "") -> Header | None:
    """The most likely header; None when no row looks like one. `year` is what the sheet's own
    words say, for months that have none."""
    width = _usual_width(sheet)
    best: Header | None = None
    for row in range(min(_LOOK_AT, len(sheet.rows) - 1)):
        found = _judge(sheet, row, width, year_start_month, year)
        if found is not None and (best is None or found.score > best.score + 1e-9):
            best = found
    return best if best is not None and best.score >= 1.0 else None


def header_at(sheet: SheetData, row: int, year_start_month: int, year: str = "") -> Header:
    """The header when a person or a recipe says which row it is (from 0)."""
    periods, rows = periods_of(sheet, row, year_start_month, year)
    return Header(rows, _titles(sheet, row, rows), periods, 1.0)


def _usual_width(sheet: SheetData) -> int:
    filled = [sum(not is_blank(v) for v in row) for row in sheet.rows[: _LOOK_AT * 2]]
    wide = sorted(n for n in filled if n >= 2)
    return wide[len(wide) // 2] if wide else 0


def _judge(
    sheet: SheetData, row: int, width: int, year_start_month: int, year: str
) -> Header | None:
    cells = [(c, v) for c, v in enumerate(sheet.rows[row]) if not is_blank(v)]
    if len(cells) < 2 or width < 2:
        return None
    periods, rows = periods_of(sheet, row, year_start_month, year)
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
