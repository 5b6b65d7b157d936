"""What the entry grid shows: frozen records, texts ready to show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cspdesk.kpis.checks import Doubt
from cspdesk.kpis.rag import Rating
from cspdesk.kpis.records import IndicatorCard
from db.vocabulary import Frequency, MeasurementState


@dataclass(frozen=True, slots=True)
class Earlier:
    """A value the figure had before: "97, provisional, until 10 Nov 2016"."""

    text: str
    words: str


@dataclass(frozen=True, slots=True)
class EntryCell:
    """One cell of the entry grid. `typed` is what an editor starts from: "34/410" for a share."""

    start: date
    text: str = ""
    typed: str = ""
    state: MeasurementState | None = None
    note: str = ""
    is_example: bool = False
    version: int = 0
    source: str = ""
    earlier: tuple[Earlier, ...] = ()
    printed: str = ""  # "20.4 in the pack of Thu 23 Feb", where that is another figure


@dataclass(frozen=True, slots=True)
class Awaited:
    """A figure that has not come: from whom, when it was due, and how late it is (0: not yet)."""

    owner: str
    due_on: date
    days_late: int


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One indicator's row of the entry grid.

    `doubt` is about the newest figure shown (at `doubted`), unless the officer has kept it.
    """

    id: int
    code: str
    name: str
    unit_words: str
    target: str
    source: str
    cells: tuple[EntryCell, ...]
    doubt: Doubt
    doubted: date | None
    awaited: Awaited | None

    @property
    def check(self) -> str:
        return self.doubt.words

    @property
    def doubtful(self) -> bool:
        return self.doubt.doubtful


@dataclass(frozen=True, slots=True)
class EntryGrid:
    """Indicators × periods of one frequency. `current` is the column that is due, None when it
    is not among those shown.
    """

    frequency: Frequency
    periods: tuple[tuple[date, str], ...]
    current: int | None
    rows: tuple[EntryRow, ...]


@dataclass(frozen=True, slots=True)
class EntryPreview:
    """What a figure would do if it were kept: chart, sum over its window, calculated rating."""

    card: IndicatorCard
    figure: str
    window_label: str
    window_text: str
    window_before: str
    limits: str
    rating: Rating
