"""The figures of a sheet as its layout reads them, one by one, whichever way the table runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from cspdesk.kpis.periods import Period, PeriodError, parse_period
from cspdesk.sheets import names, period_cells
from cspdesk.sheets.grid import Raw, SheetData, is_blank, shown
from cspdesk.sheets.layout import Column, ColumnRole, Layout, Orientation
from cspdesk.sheets.mapping import IndicatorKey
from db.vocabulary import Frequency

Parts = tuple[str, ...]


class SourceFigure(NamedTuple):
    """One cell with a figure. `row` counts from 0. `period` is what its title says (periods
    across), else `period_cell` is still to be read for the indicator's frequency."""

    row: int
    column: int
    parts: Parts
    value: Raw
    period_cell: Raw | tuple[Raw, Raw]
    period: Period | None
    provisional: bool
    comment: str
    place: str = ""
    """Which part of a sum it is: the ward, or the month of events that are counted."""
    last: int = -1
    """Last of the rows that were counted; -1 where a cell holds the figure."""


@dataclass(slots=True)
class Tally:
    """Rows and cells that yield no figure; nothing is dropped without being counted."""

    other_areas: Counter[str] = field(default_factory=Counter)
    filtered: Counter[str] = field(default_factory=Counter)
    blank_rows: int = 0
    totals: int = 0
    """Rows that only add up the places above them."""
    odd_marks: Counter[str] = field(default_factory=Counter)


_YES = frozenset({"y", "yes", "p", "prov", "provisional", "true", "1", "*", "x", "(p)", "[p]"})
_NO = frozenset({"", "n", "no", "f", "final", "false", "0", "-", "confirmed", "r", "revised"})


class Source:
    """Walks the rows of one sheet that the layout keeps."""

    def __init__(self, sheet: SheetData, layout: Layout, year_start_month: int) -> None:
        self.sheet = sheet
        self.year_start_month = year_start_month
        self.layout = layout
        self.tally = Tally()
        self.name_columns = [column.index for column in layout.of(ColumnRole.NAME)]
        self._skipped = {row.row for row in layout.skipped}
        self._areas = {c.index for c in layout.of(ColumnRole.AREA)}
        self._wanted = [
            (w.column, w.column in self._areas, _filter_key(w.value, w.column in self._areas))
            for w in layout.filters
        ]
        self._same: dict[tuple[int, Raw], bool] = {}
        self._parts: dict[tuple[Raw, ...], Parts] = {}
        self._marks: dict[Raw, bool] = {}
        self._mark_column = layout.one(ColumnRole.PROVISIONAL)
        self._note_column = layout.one(ColumnRole.NOTE)
        self._period_column = layout.one(ColumnRole.PERIOD)
        self._part_column = layout.one(ColumnRole.PART)
        self._year_column = layout.one(ColumnRole.YEAR)
        self._place_column = layout.one(ColumnRole.PLACE)

    def rows(self) -> Iterator[tuple[int, list[Raw]]]:
        """Numbers (from 0) and cells of the rows that count; the others are tallied."""
        above: dict[int, Raw] = {}
        fills, places = self.layout.fills, self._place_column is not None
        for number in range(self.layout.first_row, self.layout.last_row + 1):
            row = self.sheet.rows[number]
            if number in self._skipped:
                continue
            if not row or (is_blank(row[-1]) and all(map(is_blank, row))):
                self.tally.blank_rows += 1
                continue
            if fills:
                row = self._filled(row, above)
            if self._wanted and not self._passes(row):
                continue
            if not places or not self._is_total(row):
                yield number, row

    def _filled(self, row: list[Raw], above: dict[int, Raw]) -> list[Raw]:
        """The row with what its blank cells take from the rows above."""
        made = row + [None] * (max(self.layout.fills) + 1 - len(row))
        for column in self.layout.fills:
            if is_blank(made[column]):
                made[column] = above.get(column)
            else:
                above[column] = made[column]
        return made

    def _is_total(self, row: list[Raw]) -> bool:
        """A row of a table of wards that stands for all of them: adding it would double them."""
        if self._place_column is None:
            return False
        text = shown(_at(row, self._place_column))
        ours = self.layout.borough and names.area_key(text) == names.area_key(self.layout.borough)
        if names.is_total(text) or names.words(text)[-1:] == ("total",) or ours:
            self.tally.totals += 1
            return True
        return False

    def _passes(self, row: list[Raw]) -> bool:
        for column, is_area, wanted in self._wanted:
            cell = row[column] if column < len(row) else None
            same = self._same.get((column, cell))
            if same is None:
                same = _filter_key(shown(cell), is_area) == wanted
                self._same[column, cell] = same
            if not same:
                (self.tally.other_areas if is_area else self.tally.filtered)[shown(cell)] += 1
                return False
        return True

    def figures(self) -> Iterator[SourceFigure]:
        """Every cell that could hold a figure; events are counted by `events.count_events`."""
        if self.layout.orientation is Orientation.LONG:
            return self._long()
        if self.layout.orientation is Orientation.DOWN:
            return self._down()
        return self._across()

    def parts(self, row: list[Raw]) -> Parts:
        """The name cells of a row, or the one name of a table that has no column of them."""
        if not self.name_columns:
            return (self.layout.name,)
        width = len(row)
        cells = tuple([row[c] if c < width else None for c in self.name_columns])
        parts = self._parts.get(cells)
        if parts is None:
            parts = self._parts[cells] = tuple(map(shown, cells))
        return parts

    def _across(self) -> Iterator[SourceFigure]:
        columns = self.layout.of(ColumnRole.FIGURES)
        for number, row in self.rows():
            parts, place = self.parts(row), self.place(row)
            comment, provisional = self._comment(row), self._provisional(row)
            for column in columns:
                value = row[column.index] if column.index < len(row) else None
                yield SourceFigure(
                    number,
                    column.index,
                    parts,
                    value,
                    column.title,
                    column.period,
                    provisional or column.provisional,
                    comment,
                    place,
                )

    def _down(self) -> Iterator[SourceFigure]:
        columns = self.layout.of(ColumnRole.INDICATOR)
        titles = {column.index: (column.title,) for column in columns}
        for number, row in self.rows():
            period, place = self.period_cell(row), self.place(row)
            comment, provisional = self._comment(row), self._provisional(row)
            for column in columns:
                value = row[column.index] if column.index < len(row) else None
                yield SourceFigure(
                    number,
                    column.index,
                    titles[column.index],
                    value,
                    period,
                    None,
                    provisional,
                    comment,
                    place,
                )

    def _long(self) -> Iterator[SourceFigure]:
        value_column = self.layout.one(ColumnRole.VALUE)
        column = value_column.index if value_column else 0
        period = self._period_column.index if self._period_column else -1
        mark = self._mark_column.index if self._mark_column else 1 << 30
        note = self._note_column.index if self._note_column else 1 << 30
        has_places = self._place_column is not None
        whole = self.layout.period.label if self.layout.period else ""
        for number, row in self.rows():
            width = len(row)
            # Spelled out, because this runs once for every figure of a long table.
            yield SourceFigure(
                number,
                column,
                self.parts(row),
                row[column] if column < width else None,
                row[period] if 0 <= period < width else whole or self.period_cell(row),
                self.layout.period,
                mark < width and bool(row[mark]) and self._provisional(row),
                self._comment(row) if note < width and row[note] else "",
                self.place(row) if has_places else "",
            )

    def period_cell(self, row: list[Raw]) -> Raw | tuple[Raw, Raw]:
        """What says the row's period: one cell, or the part of a year and the year."""
        if self._period_column is not None:
            return _at(row, self._period_column)
        year = _at(row, self._year_column) if self._year_column else self.layout.year
        return (_at(row, self._part_column), year)

    def place(self, row: list[Raw]) -> str:
        """The ward of a row; "" where the table has none."""
        if self._place_column is None:
            return ""
        return shown(_at(row, self._place_column)) or "not stated"

    def _provisional(self, row: list[Raw]) -> bool:
        cell = _at(row, self._mark_column)
        if cell is None or cell == "":
            return False
        known = self._marks.get(cell)
        if known is None:
            known = self._marks[cell] = shown(cell).casefold() in _YES
        if not known and (text := shown(cell).casefold()) not in _NO:
            self.tally.odd_marks[text] += 1
        return known

    def _comment(self, row: list[Raw]) -> str:
        cell = _at(row, self._note_column)
        return "" if cell is None or cell == "" else shown(cell)


def _at(row: list[Raw], column: Column | None) -> Raw:
    return row[column.index] if column is not None and column.index < len(row) else None


def _filter_key(text: str, is_area: bool) -> str:
    return names.area_key(text) if is_area else names.key(text)


class ReadPeriod(NamedTuple):
    """A period cell as read for one frequency: the period or why not, and what was changed."""

    period: Period | None
    reason: str
    note: str
    text: str


class PeriodReader:
    """Reads period cells and remembers them: a table repeats the same few."""

    def __init__(self, year_start_month: int) -> None:
        self.year_start_month = year_start_month
        self._known: dict[Frequency, dict[object, ReadPeriod]] = {}
        self._of_indicator: dict[int, dict[object, ReadPeriod]] = {}

    def _memory(self, indicator: IndicatorKey) -> dict[object, ReadPeriod]:
        """What was read for this indicator's frequency; by id first, since hashing a number is
        quicker than hashing a word and this is asked for every cell."""
        memory = self._of_indicator.get(indicator.id)
        if memory is None:
            memory = self._known.setdefault(indicator.frequency, {})
            self._of_indicator[indicator.id] = memory
        return memory

    def read(self, cell: Raw | tuple[Raw, Raw], indicator: IndicatorKey) -> ReadPeriod:
        """The period of a cell (or of part and year), for an indicator's frequency."""
        memory = self._memory(indicator)
        known = memory.get(cell)
        if known is None:
            known = memory[cell] = self._read(cell, indicator.frequency)
        return known

    def fitted(self, period: Period, title: str, indicator: IndicatorKey) -> ReadPeriod:
        """A title's period for an indicator's frequency."""
        memory = self._memory(indicator)
        key = (title, period.start)  # under merged years there are several columns "Apr"
        known = memory.get(key)
        if known is None:
            known = memory[key] = self._fit(period, title, indicator.frequency)
        return known

    def _read(self, cell: Raw | tuple[Raw, Raw], frequency: Frequency) -> ReadPeriod:
        if isinstance(cell, tuple):
            text = " ".join(shown(part) for part in cell)
            try:
                period = period_cells.joined(cell[0], cell[1], self.year_start_month)
            except PeriodError as error:
                return ReadPeriod(None, _sentence(error), "", text)
            return self._fit(period, text, frequency)
        text = shown(cell)
        if is_blank(cell):
            return ReadPeriod(None, "The period is missing", "", "")
        try:
            plain = period_cells.must(cell, self.year_start_month)
            period = period_cells.must(cell, self.year_start_month, frequency)
        except PeriodError as error:
            return ReadPeriod(None, _sentence(error), "", text)
        notes = [f"{text} is an Excel date: {period.short}"] if period_cells.is_serial(cell) else []
        notes += _stretched(plain, period)
        return ReadPeriod(period, "", ". ".join(notes), text)

    def _fit(self, period: Period, title: str, frequency: Frequency) -> ReadPeriod:
        try:
            fitted = parse_period(
                period.label, frequency=frequency, year_start_month=self.year_start_month
            )
        except PeriodError as error:
            return ReadPeriod(None, _sentence(error), "", title)
        return ReadPeriod(fitted, "", ". ".join(_stretched(period, fitted)), title)


def _stretched(plain: Period, period: Period) -> list[str]:
    """A month may stand for its quarter or year, but not without being said."""
    if plain.frequency is period.frequency:
        return []
    return [f"{plain.short} lies in {period.short}"]


def _sentence(error: PeriodError) -> str:
    return str(error).rstrip(".")
