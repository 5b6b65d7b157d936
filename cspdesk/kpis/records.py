"""What the KPI screens and papers read: frozen records, texts ready to show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cspdesk.kpis.facts import Block, Break, Judgement, Outcome
from cspdesk.kpis.rag import Rating
from cspdesk.kpis.standing import Series, Standing
from db.vocabulary import (
    Direction,
    Frequency,
    HighlightState,
    Measured,
    MeasurementState,
    Publicity,
    Rag,
    TargetKind,
    Unit,
)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many indicators of a group carry each rating, with their codes in reading order."""

    red: tuple[str, ...] = ()
    amber: tuple[str, ...] = ()
    green: tuple[str, ...] = ()
    grey: tuple[str, ...] = ()

    def of(self, rag: Rag) -> tuple[str, ...]:
        return {
            Rag.RED: self.red,
            Rag.AMBER: self.amber,
            Rag.GREEN: self.green,
            Rag.GREY: self.grey,
        }[rag]

    @property
    def counts(self) -> tuple[tuple[Rag, int], ...]:
        """(rating, count) from red to not rated."""
        order = (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.GREY)
        return tuple((rag, len(self.of(rag))) for rag in order)

    @property
    def total(self) -> int:
        return sum(count for _rag, count in self.counts)


@dataclass(frozen=True, slots=True)
class Gap:
    """What an indicator lacks: a label for a dashed chip and a sentence."""

    label: str
    sentence: str


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One row of the KPI list. `shown` is PMG's rating where it gave one."""

    id: int
    version: int
    code: str
    name: str
    words: str
    theme: str
    outcome_codes: tuple[str, ...]
    owner: str
    frequency: Frequency
    unit: Unit
    latest: str
    latest_period: str
    target: str
    target_words: str
    rating: Rating
    pmg: Rag | None
    shown: Rag
    arrow: str
    verdict: str
    spark: tuple[float | None, ...]
    spark_target: float | None
    highlight: bool | None
    gap: Gap | None
    warnings: tuple[str, ...]
    overdue_days: int | None
    is_example: bool
    publicity: Publicity | None

    @property
    def differs(self) -> bool:
        """Whether PMG's rating is not the calculated one."""
        return self.pmg is not None and self.pmg is not self.rating.rag


@dataclass(frozen=True, slots=True)
class IndicatorGroup:
    """A priority (or MOPAC 7) with its indicators."""

    block: Block | None
    title: str
    name: str
    tally: Tally
    lines: tuple[IndicatorLine, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure of the facts strip: "12 months to Dec" over "1,009"."""

    label: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """One period of the indicator's history."""

    start: date
    label: str
    text: str
    value: float | None
    state: MeasurementState
    note: str
    is_example: bool


@dataclass(frozen=True, slots=True)
class YearFigure:
    """A year's total (counts) or its last figure, for the history."""

    label: str
    text: str
    complete: bool


@dataclass(frozen=True, slots=True)
class IndicatorCard:
    """Everything of one indicator's detail pane and KPI page."""

    line: IndicatorLine
    block: Block | None
    outcomes: tuple[Outcome, ...]
    definition: str
    good_looks_like: str
    source: str
    data_source: str
    caveats: str
    direction: Direction
    unit_words: str
    decimals: int
    measured: Measured
    target_kind: TargetKind | None
    assumption: str
    lag_days: int
    baseline_points: int | None
    baseline_from: date | None
    summary: str
    facts: tuple[Fact, ...]
    finding: str
    standing: Standing
    series: Series | None
    provisional: frozenset[date]
    points: tuple[SeriesPoint, ...]
    this_year: tuple[tuple[str, float | None], ...]
    last_year: tuple[tuple[str, float | None], ...]
    years: tuple[YearFigure, ...]
    breaks: tuple[Break, ...]
    trajectory: tuple[float | None, ...]
    judgement: Judgement | None
    earlier: Judgement | None
    comparisons: tuple[str, ...] = ()
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """An indicator whose rating is another than in the cycle before."""

    code: str
    name: str
    before: Rag
    now: Rag


@dataclass(frozen=True, slots=True)
class Highlight:
    """One line of the highlight report: a candidate, or one that was taken or left by hand.

    `needs_value`: it belongs to MOPAC 7 and nothing is stated that the partnership can add.
    """

    line: IndicatorLine
    block: Block | None
    reasons: tuple[str, ...]
    sentence: str
    judgement: Judgement | None
    needs_value: bool = False

    @property
    def headline(self) -> str:
        """PMG's own headline, else the computed sentence."""
        return (self.judgement.headline if self.judgement else "") or self.sentence

    @property
    def why(self) -> str:
        """Why it is in, in PMG's words, else by the rules that it meets."""
        given = self.judgement.highlight_reason if self.judgement and self.line.highlight else ""
        return given or ", ".join(self.reasons).capitalize()

    @property
    def ask(self) -> str:
        return self.judgement.ask if self.judgement else ""

    @property
    def version(self) -> int:
        """The version of PMG's assessment, 0 where there is none."""
        return self.judgement.version if self.judgement else 0


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Indicators left out of the report for one reason; `detail` says more of it."""

    reason: str
    lines: tuple[IndicatorLine, ...]
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ReportState:
    """How far a report is. `version` is 0 while nobody has sent it; `issued_on` freezes it."""

    state: HighlightState = HighlightState.DRAFT
    version: int = 0
    sent_on: date | None = None
    reviewed_on: date | None = None
    approved_on: date | None = None
    issued_on: date | None = None


@dataclass(frozen=True, slots=True)
class ExecutiveRequest:
    """ "More information needed: …" on an indicator, or on the report without one."""

    id: int
    version: int
    indicator_id: int | None
    code: str
    text: str
    asked_on: date
    answer: str
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class HighlightReport:
    """What PMG puts before the Board: taken, undecided and left out, in the order of priorities."""

    title: str
    finding: str
    taken: tuple[Highlight, ...]
    undecided: tuple[Highlight, ...]
    left_out: tuple[LeftOut, ...]
    cannot_be_rated: tuple[IndicatorLine, ...]
    groups: tuple[IndicatorGroup, ...]
    requests: tuple[ExecutiveRequest, ...] = ()
    state: ReportState = ReportState()
