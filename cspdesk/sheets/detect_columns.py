"""What each column holds below the header, and which rows at the foot are notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cspdesk.kpis.periods import FINANCIAL_YEAR_START
from cspdesk.sheets import names, period_cells
from cspdesk.sheets.column_words import role_of, says
from cspdesk.sheets.grid import CellError, Raw, SheetData, is_blank, letter, shown
from cspdesk.sheets.header_periods import is_numeric
from cspdesk.sheets.layout import ColumnRole, Skipped

_SAMPLE = 200
"""Rows looked at to judge a column; areas are looked for in every row."""
_MONTH_NUMBERS = frozenset(map(str, range(1, 13)))
_NOTE_STARTS = ("source", "note", "notes", "footnote", "*", "†", "‡", "data to", "extracted", "©")


@dataclass(slots=True)
class Profile:
    """What one column holds below the header, as shares of its filled cells in the sample."""

    index: int
    title: str
    filled: float = 0.0
    numeric: float = 0.0
    periods: float = 0.0
    parts: float = 0.0
    years: float = 0.0
    dates: float = 0.0
    distinct: int = 0
    days: bool = False
    """Its dates are days of months, not only their firsts."""
    values: list[Raw] = field(default_factory=list)

    @property
    def named(self) -> str:
        """ "C BoroughName", as sentences call a column."""
        return f"{letter(self.index)} {self.title}".strip()

    @property
    def is_period_column(self) -> bool:
        return self.periods > 0.8 and says(self.title, ColumnRole.PERIOD)

    @property
    def holds_figures(self) -> bool:
        """Numbers, or marks short enough to stand where numbers do."""
        return self.numeric >= 0.5 or (
            self.numeric > 0
            and sum(
                is_numeric(v) or isinstance(v, CellError) or len(shown(v)) <= 12
                for v in self.values
            )
            >= 0.8 * len(self.values)
        )

    def has_area(self, wanted: str) -> bool:
        """Whether rows of an area are named; among wards, a row of the whole borough does not make
        the column one of boroughs, but small areas ("Haringey 001A") do."""
        among_wards = role_of(self.title) is ColumnRole.PLACE
        return any(
            names.area_key(text) == wanted and not (among_wards and names.key(text) == wanted)
            for text in map(shown, self.values)
        )

    @property
    def month_numbers(self) -> bool:
        """A month as 1 to 12, for a year that has a column of its own."""
        return (
            says(self.title, ColumnRole.PERIOD)
            and bool(self.values)
            and all(is_numeric(value) and shown(value) in _MONTH_NUMBERS for value in self.values)
        )

    @property
    def mostly_london(self) -> bool:
        known = sum(names.area_key(shown(v)) in names.LONDON for v in self.values)
        return known > 0 and known >= 0.6 * len(self.values)


def profiles(
    sheet: SheetData, titles: Sequence[str], first: int, last: int, year_start_month: int
) -> list[Profile]:
    """The columns that have a title or anything in a sample of the rows `first` to `last`."""
    every = max(1, (last - first + 1) // _SAMPLE)
    rows = sheet.rows[first : last + 1 : every]
    return [
        _profile(index, title, rows, year_start_month)
        for index, title in enumerate(titles)
        if title or any(index < len(row) and not is_blank(row[index]) for row in rows)
    ]


def _profile(index: int, title: str, rows: Sequence[list[Raw]], year_start_month: int) -> Profile:
    values = [row[index] for row in rows if index < len(row) and not is_blank(row[index])]
    found = Profile(index, title, values=values)
    if values:
        n = len(values)
        found.filled = n / len(rows)
        found.numeric = sum(map(is_numeric, values)) / n
        found.parts = sum(map(period_cells.is_part, values)) / n
        found.years = sum(map(period_cells.is_year, values)) / n
        found.periods = sum(period_cells.parse(v, year_start_month) is not None for v in values) / n
        found.dates = sum(not isinstance(v, str) and not is_numeric(v) for v in values) / n
        found.distinct = len({shown(v) for v in values})
        found.days = any(period_cells.is_day(v) for v in values)
    return found


def below_table(sheet: SheetData, first: int, width: int) -> list[Skipped]:
    """Notes at the foot: from the end upward, rows with text in one cell only, after a real row."""
    found: list[Skipped] = []
    for number in range(len(sheet.rows) - 1, first, -1):
        filled = [v for v in sheet.rows[number] if not is_blank(v)]
        if not filled:
            continue
        text = shown(filled[0])
        starts = text.casefold().startswith(_NOTE_STARTS)
        alone = len(filled) == 1 and isinstance(filled[0], str) and not is_numeric(filled[0])
        alone = alone and period_cells.parse(text, FINANCIAL_YEAR_START) is None
        if not (alone and (width > 2 or starts)):
            break
        found.append(Skipped(number, "Note below the table", text[:200]))
    return found[::-1]
