"""What was found out about a sheet: where its table lies, what each column is, which rows count."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from cspdesk.kpis.periods import Period
from cspdesk.sheets.grid import letter


class Orientation(StrEnum):
    ACROSS = "across"
    """One row per indicator, one column per period."""
    DOWN = "down"
    """One row per period, one column per indicator."""
    LONG = "long"
    """One row per figure: indicator, period, value."""
    EVENTS = "events"
    """One row per event (a crime, a referral): the rows are counted."""


class ColumnRole(StrEnum):
    NAME = "name"
    PERIOD = "period"
    YEAR = "year"
    PART = "part"
    """The month or quarter, where the year has a column of its own."""
    VALUE = "value"
    AREA = "area"
    PLACE = "place"
    """A part of the area (a ward): its figures are added up."""
    PROVISIONAL = "provisional"
    NOTE = "note"
    TARGET = "target"
    FIGURES = "figures"
    """The figures of one period."""
    INDICATOR = "indicator"
    """The figures of one indicator."""
    UNUSED = "unused"


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `index` counts from 0. `period` and `provisional` belong to FIGURES columns."""

    index: int
    title: str
    role: ColumnRole
    period: Period | None = None
    provisional: bool = False

    @property
    def letter(self) -> str:
        return letter(self.index)

    @property
    def name(self) -> str:
        """ "C BoroughName", as sentences call a column."""
        return f"{self.letter} {self.title}".strip()


@dataclass(frozen=True, slots=True)
class Where:
    """Only rows are used whose cell in `column` says `value`."""

    column: int
    title: str
    value: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row inside or below the table that is no data; rows count from 0."""

    row: int
    why: str
    text: str


@dataclass(frozen=True, slots=True)
class Layout:
    """One sheet's table. Rows count from 0, `last_row` included; confidence 0 (no table) to 1.

    `sentences` explain to a person what was found and what was only supposed.
    """

    sheet: str
    orientation: Orientation = Orientation.LONG
    header_rows: tuple[int, ...] = ()
    first_row: int = 0
    last_row: int = -1
    columns: tuple[Column, ...] = ()
    filters: tuple[Where, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    confidence: float = 0.0
    sentences: tuple[str, ...] = field(default=())
    name: str = ""
    """The one indicator of a table that has no column of names, as the sheet itself says it."""
    period: Period | None = None
    """The period of a whole sheet: "Return for Q3 2016/17"."""
    year: str = ""
    """The year of a sheet whose months or quarters have none."""
    fills: tuple[int, ...] = ()
    """Columns in which a blank cell means the cell above (merged cells, pivot tables)."""
    borough: str = ""
    """Ours: a row of all of it among its wards is a total."""
    other_place: str = ""
    """Another borough which the sheet says it is about."""

    @property
    def header_number(self) -> int:
        """Number of the header row as people count (1 is the first)."""
        return self.header_rows[-1] + 1 if self.header_rows else 0

    @property
    def adds_up(self) -> bool:
        """Whether several rows make one figure: wards, or events that are counted."""
        return self.orientation is Orientation.EVENTS or self.one(ColumnRole.PLACE) is not None

    def of(self, role: ColumnRole) -> tuple[Column, ...]:
        """The columns of one role, from left to right."""
        return tuple(column for column in self.columns if column.role is role)

    def one(self, role: ColumnRole) -> Column | None:
        """The first column of a role."""
        return next(iter(self.of(role)), None)

    def with_role(self, index: int, role: ColumnRole) -> Layout:
        """The same layout with one column given another role, as a person corrects it."""
        columns = tuple(
            replace(column, role=role) if column.index == index else column
            for column in self.columns
        )
        return replace(self, columns=columns)

    def with_filter(self, index: int, value: str | None) -> Layout:
        """The same layout filtered by one column's value, or (None) no longer by it."""
        kept = tuple(found for found in self.filters if found.column != index)
        if value is None:
            return replace(self, filters=kept)
        title = next((c.title for c in self.columns if c.index == index), "")
        return replace(self, filters=(*kept, Where(index, title, value)))
