"""Tables and pictures of a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from cspdesk.charts.primitives import Drawing
from cspdesk.packs.inline import (
    Align,
    Chip,
    Mark,
    Run,
    Sign,
    Text,
    Tone,
    Weight,
    quiet,
)

# ---- tables -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ChipLine:
    """A chip with text beside it, inside a cell; `note` stands under the text, quietly."""

    chip: Chip
    text: Text
    note: str = ""


CellPart: TypeAlias = "Text | ChipLine | Picture"


@dataclass(frozen=True, slots=True)
class Picture:
    """A small drawing in a cell; its `alt` says what it shows."""

    drawing: Drawing


@dataclass(frozen=True, slots=True)
class Cell:
    """Several paragraphs, chips or pictures in one cell, `gap` millimetres apart."""

    parts: tuple[CellPart, ...]
    gap: float = 0.0


CellLike: TypeAlias = Text | Cell | Chip | ChipLine | Picture


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `width` 0 shares what the others leave; `header` marks the column that names the
    row.

    `tabular` sets digits of one width: numbers, times, references. `weight` and `tone` are for the
    first paragraph of its cells (semibold in the column that names the row).
    """

    title: Text
    width: float = 0.0
    align: Align = "left"
    header: bool = False
    tabular: bool = False
    weight: Weight | None = None
    tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """`highlight` gives a pale fill and a bar in the margin; `total` a rule above and bold
    figures.
    """

    cells: tuple[CellLike, ...]
    highlight: bool = False
    total: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that share the first column: `label` names them all, and their cells begin with the
    second column.
    """

    label: CellLike
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A navy band across the table, above its rows."""

    text: Text
    rows: tuple[Row | Group, ...]


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table with headings, repeated on every page it covers.

    `look`: "standard"; "compact" for short rows; "appendix" for many rows with figures (cells in
    the middle);
    "large" has 13 pt headings. Without a heading just above it, give a `caption`. `summary` is for
    screen readers only. `closed=False` leaves out the rule at the end, where another follows.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row | Group | Band, ...]
    caption: Text = ""
    footnote: Text = ""
    look: Literal["standard", "compact", "appendix", "large"] = "standard"
    summary: str = ""
    closed: bool = True


def status_cell(mark: Mark, word: str, way: Mark | None = None, way_word: str = "") -> Cell:
    """A rating with its word, and under it the direction of travel with its word."""
    first: Text = (Sign(mark), Run(word, Weight.SEMIBOLD))
    if way is not None:
        return Cell((first, (Sign(way), way_word)))
    return Cell((first, quiet(way_word)) if way_word else (first,))


def lines_cell(first: Text, second: Text) -> Cell:
    """Two lines: the first in the weight of the column's header, the second quiet when it is a
    plain string.
    """
    return Cell((first, quiet(second) if isinstance(second, str) else second))


# ---- pictures -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart under its finding. `subtitle`: reference, measure, unit, period, source, axis.

    Without a `title` a heading must stand above. The drawing's alt text is read aloud.
    """

    drawing: Drawing
    title: Text = ""
    subtitle: Text = ""
    note: Text = ""
    level: int = 2
    key: str = ""


@dataclass(frozen=True, slots=True)
class KpiPanel:
    """One indicator: finding, value and target at the left, chart at the right."""

    finding: str
    drawing: Drawing
    subtitle: Text = ""
    period: Text = ""
    value: str = ""
    target_label: Text = ""
    target: Text = ""
    rating: Mark | None = None
    rating_word: str = ""
    way: Mark | None = None
    way_word: str = ""
    outlook: Text = ""
    note: Text = ""
    key: str = ""
    level: int = 2
    compact: bool = False


@dataclass(frozen=True, slots=True)
class UnitColumn:
    marks: tuple[Mark, ...]
    label: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    """`cells`: for each column the marks of its indicators, one each."""

    label: str
    cells: tuple[tuple[Mark, ...], ...]


@dataclass(frozen=True, slots=True)
class UnitChart:
    """How many indicators have each rating: the count, and one symbol for each. The last row adds
    up.
    """

    corner: str
    columns: tuple[UnitColumn, ...]
    rows: tuple[UnitRow, ...]
    total_label: str = "All"
