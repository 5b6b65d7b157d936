"""Everything remembered of the indicators, as plain values, in a handful of selects.

Rules and records are made from these; no query goes back to the database for one indicator.
A period that has not begun on the reading's day is kept in the file and not read: nothing may
stand on a figure of a day to come.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, cast

from sqlalchemy import ColumnElement, Select, String, and_, or_, select, type_coerce

from cspdesk.kpis.in_force import framework_in_force
from cspdesk.kpis.periods import Period, shared
from cspdesk.kpis.spc import SpcSettings
from cspdesk.kpis.targets import Milestone, Target
from cspdesk.reading import Reading
from db.tables import (
    AssessmentRow,
    ComparatorRow,
    FrameworkRow,
    IndicatorOutcomeRow,
    IndicatorRow,
    IndicatorWarningRow,
    MeasurementRow,
    MilestoneRow,
    OrganisationRow,
    OutcomeRow,
    PartnershipRow,
    PriorityRow,
    SeriesBreakRow,
    TargetRow,
    ThemeRow,
)
from db.vocabulary import Comparator, MeasurementState, Rag, TargetKind

# Periods before an indicator's latest figure that say where it stands: two years of months to
# chart and the same window a year earlier, with one period to spare.
RECENT_PERIODS = 26
_STATES = {state.value: state for state in MeasurementState}


class Figure(NamedTuple):
    """One measurement: what is known of one period. A named tuple: a list makes thousands."""

    period: Period
    value: float | None
    state: MeasurementState
    note: str
    is_example: bool
    data_to: date | None
    version: int

    @property
    def is_provisional(self) -> bool:
        return self.state is MeasurementState.PROVISIONAL


@dataclass(frozen=True, slots=True)
class Break:
    """A change of series: nothing is compared across `start`."""

    id: int
    start: date
    rebase: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Block:
    """A priority, or a block beside the priorities (MOPAC 7: no number)."""

    id: int
    number: int | None
    code: str
    name: str

    @property
    def title(self) -> str:
        """ "Priority 1: Reoffending", "MOPAC 7"."""
        return self.name if self.number is None else f"Priority {self.number}: {self.name}"


@dataclass(frozen=True, slots=True)
class Outcome:
    id: int
    code: str
    name: str
    short_name: str


class Judgement(NamedTuple):
    """What PMG recorded of an indicator in one cycle."""

    id: int
    version: int
    cycle_id: int
    period_start: date | None
    calculated: Rag
    rag: Rag | None
    reason: str
    by_role: str
    assessed_on: date | None
    trend_note: str
    context: str
    partnership_value: str
    bi_agrees: bool | None
    highlight: bool | None
    highlight_reason: str
    headline: str
    ask: str

    @property
    def shown(self) -> Rag:
        """PMG's rating where it gave one."""
        return self.rag or self.calculated


@dataclass(frozen=True, slots=True)
class Facts:
    """One indicator with its target, figures (oldest first), breaks, warnings and judgements.

    `until` is the day it was last measured by: retired, or its framework followed by another.
    `comparators` are (area, first day of the period, value) of London and the most similar group.
    """

    row: IndicatorRow
    block: Block | None
    theme: str
    outcomes: tuple[Outcome, ...]
    owner: str
    target: Target | None
    target_words: str
    assumption: str
    breaks: tuple[Break, ...]
    warnings: tuple[str, ...]
    is_duplicate: bool
    figures: tuple[Figure, ...]
    judgements: dict[int, Judgement]
    merged_into: str
    replaces: str = ""
    until: date | None = None
    comparators: tuple[tuple[Comparator, date, float], ...] = ()

    @property
    def code(self) -> str:
        return self.row.code

    @property
    def is_block(self) -> bool:
        """Whether it belongs to a block beside the priorities (MOPAC 7)."""
        return self.block is not None and self.block.number is None


def spc_settings(reading: Reading) -> SpcSettings:
    """The conventions of process behaviour charts that the partnership has chosen."""
    row = reading.one(select(PartnershipRow))
    if row is None:
        return SpcSettings()
    return SpcSettings(row.spc_screening, row.spc_run, row.spc_two_of_three_outside)


def load_facts(
    reading: Reading,
    ids: Collection[int] | None = None,
    *,
    recent: bool = False,
    since: date | None = None,
) -> tuple[Facts, ...]:
    """The indicators in their order: those of `ids`, else of the framework in force, not retired.

    `recent` leaves out figures that no standing needs, so that a list costs the same after twenty
    years; `since` is a day from which figures are wanted all the same.
    """
    query = select(IndicatorRow).order_by(IndicatorRow.position, IndicatorRow.id)
    wanted = is_listed(reading) if ids is None else IndicatorRow.id.in_(ids)
    rows = reading.all(query.where(wanted))
    return _Gathered(reading, rows, recent, since).all()


def is_listed(reading: Reading) -> ColumnElement[bool]:
    """Whether an indicator is of the framework in force and not retired."""
    return and_(
        IndicatorRow.retired_on.is_(None),
        IndicatorRow.framework_id == framework_in_force(reading),
    )


class _Gathered:
    """The related rows of some indicators, each table read once."""

    def __init__(
        self, reading: Reading, rows: list[IndicatorRow], recent: bool, since: date | None
    ) -> None:
        self._rows = rows
        self._ids = [row.id for row in rows]
        partnership = reading.one(select(PartnershipRow))
        self._year_start = partnership.financial_year_start if partnership else 4
        self._blocks = {row.id: Block(row.id, row.number, row.code, row.name)
                        for row in reading.all(select(PriorityRow))}  # fmt: skip
        self._themes = {row.id: row.name for row in reading.all(select(ThemeRow))}
        self._owners = {row.id: row.short_name for row in reading.all(select(OrganisationRow))}
        self._codes = dict(reading.rows(select(IndicatorRow.id, IndicatorRow.code)))
        self._ended = _ended(reading)
        self._outcomes = self._read_outcomes(reading)
        self._targets = {row.indicator_id: row for row in self._of(reading, TargetRow)}
        self._milestones = self._by(reading, MilestoneRow, lambda row: row)
        self._comparators = self._by(reading, ComparatorRow, _comparator)
        self._today = reading.today
        self._breaks = self._by(reading, SeriesBreakRow, _break)
        self._warnings = self._by(reading, IndicatorWarningRow, lambda row: (row.kind, row.text))
        self._judgements = judgements(reading, AssessmentRow.indicator_id.in_(self._ids))
        wanted = (
            self._recent(reading, since) if recent else MeasurementRow.indicator_id.in_(self._ids)
        )
        self._figures = self._read_figures(reading, wanted)

    def _of(self, reading: Reading, kind: Any) -> list[Any]:
        return reading.all(select(kind).where(kind.indicator_id.in_(self._ids)).order_by(kind.id))

    def _by(
        self, reading: Reading, kind: Any, make: Callable[[Any], Any]
    ) -> dict[int, tuple[Any, ...]]:
        found: dict[int, list[Any]] = defaultdict(list)
        for row in self._of(reading, kind):
            found[row.indicator_id].append(make(row))
        return {key: tuple(values) for key, values in found.items()}

    def _read_outcomes(self, reading: Reading) -> dict[int, tuple[Outcome, ...]]:
        outcomes = {
            row.id: Outcome(row.id, row.code, row.name, row.short_name)
            for row in reading.all(select(OutcomeRow))
        }
        found: dict[int, list[Outcome]] = defaultdict(list)
        for link in self._of(reading, IndicatorOutcomeRow):
            found[link.indicator_id].append(outcomes[link.outcome_id])
        return {key: tuple(sorted(held, key=lambda o: o.code)) for key, held in found.items()}

    def _recent(self, reading: Reading, since: date | None) -> ColumnElement[bool]:
        """The figures from each indicator's own first day on, those of one day in one term."""
        latest = dict(reading.rows(_latest_figures(self._ids, reading.today)))
        by_day: dict[date, list[int]] = defaultdict(list)
        for row in self._rows:
            if row.id in latest:
                last = shared(latest[row.id], row.frequency, self._year_start)
                days = [last.plus(-RECENT_PERIODS).start, row.baseline_from, since]
                by_day[min(day for day in days if day is not None)].append(row.id)
            else:
                by_day[date.min].append(row.id)
        kind = MeasurementRow
        return or_(
            False,
            *(
                and_(kind.indicator_id.in_(ids), kind.period_start >= day)
                for day, ids in by_day.items()
            ),
        )

    def _read_figures(
        self, reading: Reading, wanted: ColumnElement[bool]
    ) -> dict[int, tuple[Figure, ...]]:
        kind = MeasurementRow
        # Columns instead of rows: at twenty years this is the one table that counts.
        query = (
            select(
                kind.indicator_id,
                kind.period_start,
                kind.value,
                type_coerce(kind.state, String),  # a state’s own type would cost as much as all
                kind.note,
                kind.is_example,
                kind.data_to,
                kind.version,
            )
            .where(wanted, kind.period_start <= reading.today)
            .order_by(kind.indicator_id, kind.period_start)
        )
        frequency = {row.id: row.frequency for row in self._rows}
        found: dict[int, list[Figure]] = defaultdict(list)
        for key, start, value, state, note, example, data_to, version in reading.rows(query):
            period = shared(start, frequency[key], self._year_start)
            found[key].append(
                Figure(period, value, _STATES[state], note, example, data_to, version)
            )
        return {key: tuple(figures) for key, figures in found.items()}

    def all(self) -> tuple[Facts, ...]:
        return tuple(self._facts(row) for row in self._rows)

    def _facts(self, row: IndicatorRow) -> Facts:
        target = self._targets.get(row.id)
        return Facts(
            row=row,
            block=self._blocks.get(row.priority_id or 0),
            theme=self._themes.get(row.theme_id or 0, ""),
            outcomes=self._outcomes.get(row.id, ()),
            owner=self._owners.get(row.owner_id or 0, ""),
            target=_target(target, self._milestones.get(row.id, ())) if target else None,
            target_words=target.words if target else "",
            assumption=target.assumption if target else "",
            breaks=self._breaks.get(row.id, ()),
            warnings=tuple(text for _kind, text in self._warnings.get(row.id, ())),
            is_duplicate="duplicate" in dict(self._warnings.get(row.id, ())),
            figures=self._figures.get(row.id, ()),
            judgements=self._judgements.get(row.id, {}),
            merged_into=self._codes.get(row.merged_into_id or 0, ""),
            replaces=self._codes.get(row.replaces_id or 0, ""),
            until=row.retired_on or self._ended.get(row.framework_id),
            comparators=tuple(
                held for held in self._comparators.get(row.id, ()) if held[1] <= self._today
            ),
        )


def _latest_figures(ids: Collection[int], today: date) -> Select[tuple[int, date]]:
    """(indicator, first day of its last period with a value); one look into an index each."""
    kind = MeasurementRow
    last = (
        select(kind.period_start)
        .where(
            kind.indicator_id == IndicatorRow.id,
            kind.value.is_not(None),
            kind.period_start <= today,
        )
        .order_by(kind.period_start.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = select(IndicatorRow.id, last).where(IndicatorRow.id.in_(ids), last.is_not(None))
    return cast("Select[tuple[int, date]]", query)


def _ended(reading: Reading) -> dict[int, date]:
    """The last day of the frameworks that another has followed."""
    now = framework_in_force(reading)
    query = select(FrameworkRow.id, FrameworkRow.ends_on).where(FrameworkRow.id != (now or 0))
    return {key: end for key, end in reading.rows(query) if end and end < reading.today}


def _comparator(row: ComparatorRow) -> tuple[Comparator, date, float]:
    return row.area, row.period_start, row.value


def _target(row: TargetRow, milestones: Collection[MilestoneRow]) -> Target:
    return Target(
        kind=row.kind,
        value=row.value,
        by=row.by_date,
        baseline=row.baseline,
        baseline_at=row.baseline_at,
        change_percent=row.change_percent,
        relative=row.relative,
        tolerance=row.tolerance,
        measured=row.measured,
        milestones=tuple(
            Milestone(step.words, step.due, step.done)
            for step in sorted(milestones, key=lambda step: (step.position, step.id))
            if row.kind is TargetKind.MILESTONES
        ),
    )


def _break(row: SeriesBreakRow) -> Break:
    return Break(row.id, row.period_start, row.rebase, row.reason)


def judgements(reading: Reading, wanted: ColumnElement[bool]) -> dict[int, dict[int, Judgement]]:
    """What PMG recorded: by indicator, then by cycle.

    Columns instead of rows, as for the figures: twenty years of judgements are a long table too.
    """
    columns = [getattr(AssessmentRow, name) for name in Judgement._fields]
    query = select(AssessmentRow.indicator_id, *columns).where(wanted).order_by(AssessmentRow.id)
    found: dict[int, dict[int, Judgement]] = defaultdict(dict)
    for key, *values in reading.rows(query):
        held = Judgement(*values)
        found[key][held.cycle_id] = held
    return found
