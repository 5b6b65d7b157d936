"""One row per event (a crime, a referral): rows are counted by name and month.

A month of which the list holds only a part is counted as provisional and says until when.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from cspdesk.calendar import plain_date
from cspdesk.kpis.periods import Period, PeriodError
from cspdesk.sheets import period_cells
from cspdesk.sheets.grid import Raw, shown
from cspdesk.sheets.source import Parts, Source, SourceFigure
from db.vocabulary import Frequency

_FIRST_DAYS, _LAST_DAYS = 7, 7
"""A list that begins after the first week of a month, or ends before its last, has a part of it."""
Cell = Raw | tuple[Raw, Raw]


@dataclass(slots=True)
class _Count:
    """The events of one name and month; rows count from 0."""

    first: int
    last: int
    number: int = 0


@dataclass(slots=True)
class _Counting:
    """The counts so far, with the first and last day seen where cells hold days."""

    year_start_month: int
    counts: dict[tuple[Parts, Period], _Count] = field(default_factory=dict)
    months: dict[Cell, Period | None] = field(default_factory=dict)
    days: set[date] = field(default_factory=set)
    any_day: bool = False

    def month(self, cell: Cell) -> Period | None:
        """The month of a date cell, remembered."""
        if cell not in self.months:
            self.months[cell] = self._month(cell)
        return self.months[cell]

    def _month(self, cell: Cell) -> Period | None:
        try:
            if isinstance(cell, tuple):
                return period_cells.joined(cell[0], cell[1], self.year_start_month)
            found = period_cells.must(cell, self.year_start_month)
        except PeriodError:
            return None
        day = period_cells.day_of(cell)
        if day is not None:
            self.days.add(day)
            self.any_day = self.any_day or day.day != 1
        return found

    def part_of(self, month: Period) -> str:
        """What to say of a month of which the list seems to hold only a part."""
        if not self.any_day or month.frequency is not Frequency.MONTHLY:
            return ""
        first, last = min(self.days), max(self.days)
        if month.holds(last) and (month.end - last).days >= _LAST_DAYS:
            return f"Counted to {plain_date(last)}"
        if month.holds(first) and first.day > _FIRST_DAYS:
            return f"Counted from {plain_date(first)}"
        return ""


def count_events(source: Source) -> Iterator[SourceFigure]:
    """A figure for each name and month, then the rows whose date cannot be read."""
    counting = _Counting(source.year_start_month)
    strays: list[SourceFigure] = []
    for number, row in source.rows():
        cell, parts = source.period_cell(row), source.parts(row)
        month = counting.month(cell)
        if month is None:
            strays.append(SourceFigure(number, 0, parts, 1.0, cell, None, False, ""))
            continue
        count = counting.counts.get((parts, month))
        if count is None:
            count = counting.counts[parts, month] = _Count(number, number)
        count.last = number
        count.number += 1
    for (parts, month), count in counting.counts.items():
        part = counting.part_of(month)
        yield SourceFigure(
            count.first,
            0,
            parts,
            float(count.number),
            month.label,
            month,
            bool(part),
            part,
            month.key,
            count.last,
        )
    yield from strays


def shown_count(figure: SourceFigure) -> str:
    """ "57 rows", as a counted figure stands in the file."""
    return f"{shown(figure.value)} row{'' if figure.value == 1 else 's'}"
