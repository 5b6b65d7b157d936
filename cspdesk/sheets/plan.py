"""The plan of an import: what would become of every figure in the file. Nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from cspdesk.kpis.periods import Period
from cspdesk.sheets.layout import Layout
from cspdesk.sheets.mapping import IndicatorKey, Match
from db.vocabulary import MeasurementState, RowFate


class ExistingFigure(NamedTuple):
    """A figure that is already kept; `signed_off` when PMG has assessed its period.

    `reported_on` is the day of the last issued pack that had it, `reported` the figure it had then.
    """

    value: float | None
    state: MeasurementState = MeasurementState.FINAL
    signed_off: bool = False
    reported_on: date | None = None
    reported: float | None = None


Existing = Mapping[tuple[int, date], ExistingFigure]
"""By indicator id and the first day of the period."""


class PlannedFigure(NamedTuple):
    """One figure of the file (or one row, when it cannot be read further) and its fate.

    `row` is the row's number as in Excel; `where` the cell, or all cells that were added up;
    `text` the figure as it stands in the file. `reason` says why it is rejected or changed;
    `notes` what was read with a change, with `period_changed` and `value_changed` telling which
    cell to frame. `fault` is the cell that rejects the row: "name", "period", "value", or "row"
    when another row stands against it (`rivals`). `figures` counts the cells which a rejected row
    stands for.
    """

    row: int
    where: str
    label: str
    fate: RowFate
    indicator: IndicatorKey | None = None
    period: Period | None = None
    period_text: str = ""
    text: str = ""
    value: float | None = None
    state: MeasurementState = MeasurementState.FINAL
    numerator: float | None = None
    denominator: float | None = None
    comment: str = ""
    old: ExistingFigure | None = None
    reason: str = ""
    notes: tuple[str, ...] = ()
    period_changed: bool = False
    value_changed: bool = False
    fault: str = ""
    rivals: tuple[int, ...] = ()
    parts: tuple[str, ...] = ()
    figures: int = 1
    sheet: str = ""
    """Named where several sheets are read together."""

    @property
    def result(self) -> str:
        """The words after the fate: "Was 100. Star read as provisional"."""
        return ". ".join(said for said in (self.reason, *self.notes) if said)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows which the import does not concern, once per name: "no indicator for ARSON"."""

    label: str
    why: str
    rows: tuple[int, ...]
    figures: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each. `other_areas` are rows, `blank` cells, the rest figures; `reported` would
    change what an issued pack has said."""

    figures: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    rejected: int = 0
    read_with_change: int = 0
    signed_off: int = 0
    reported: int = 0
    left_out: int = 0
    other_areas: int = 0
    blank: int = 0
    notes: int = 0


@dataclass(frozen=True, slots=True)
class TableRead:
    """One of several sheets that are read together."""

    sheet: str
    layout: Layout
    recipe_name: str = ""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Everything an import would do, to be shown, applied by a command, and kept.

    `size` is bytes, `sha256` hex. `recipe` is plain data to keep, so that next month's file is
    recognised (`recipes.recipe_from`).
    """

    file_name: str
    size: int
    sha256: str
    sheet: str
    layout: Layout
    rows: tuple[PlannedFigure, ...]
    left_out: tuple[LeftOut, ...]
    matches: tuple[Match, ...]
    counts: Counts
    sentences: tuple[str, ...]
    recipe: dict[str, Any] = field(default_factory=dict)
    recipe_name: str = ""
    """The recipe that recognised this file; empty when none did."""
    tables: tuple[TableRead, ...] = ()
    """Every sheet that was read, when there are several; `layout` is the first one's."""

    def of(self, fate: RowFate) -> tuple[PlannedFigure, ...]:
        """The figures of one fate, in the file's order."""
        return tuple(row for row in self.rows if row.fate is fate)

    @property
    def changes(self) -> tuple[PlannedFigure, ...]:
        """What applying the plan would write: new and changed figures."""
        writes = (RowFate.NEW, RowFate.CHANGED)
        return tuple(row for row in self.rows if row.fate in writes)

    @property
    def nothing_to_do(self) -> bool:
        """Applying the plan would change nothing."""
        return not (self.counts.new or self.counts.changed)

    def match_of(self, label: str) -> Match | None:
        """What a name of the file was taken to mean, with the suggestions when it was not found."""
        return next((match for match in self.matches if match.label == label), None)

    @property
    def problems(self) -> tuple[PlannedFigure, ...]:
        """What needs a decision or stays out, for F8 to step through."""
        return self.of(RowFate.REJECTED)
