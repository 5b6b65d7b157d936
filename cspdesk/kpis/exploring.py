"""What the explorer of long histories reads: whole series with target path, limits and others."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from cspdesk.kpis.facts import Facts, load_facts, spc_settings
from cspdesk.kpis.in_force import framework_in_force
from cspdesk.kpis.lines import standing_of
from cspdesk.kpis.periods import Period, period_of, span
from cspdesk.kpis.standing import Standing, trajectory
from cspdesk.reading import Reading
from db.tables import IndicatorRow, MeasurementRow, PriorityRow
from db.vocabulary import Comparator, Frequency, Measured, Unit


@dataclass(frozen=True, slots=True)
class Choice:
    """An indicator with figures, to be picked."""

    id: int
    code: str
    name: str
    block: str


@dataclass(frozen=True, slots=True)
class Level:
    """Average and limits from one period to another, as the indicator's own chart has them."""

    first: Period
    last: Period
    mean: float
    upper: float | None
    lower: float | None


@dataclass(frozen=True, slots=True)
class Explored:
    """One series, every period from its first figure to its last (None where one is missing).

    `area` is empty for the borough itself. `sums` says that its periods may be added up.
    """

    id: int
    code: str
    name: str
    area: str
    unit: Unit
    decimals: int
    frequency: Frequency
    sums: bool
    periods: tuple[Period, ...]
    values: tuple[float | None, ...]
    targets: tuple[float | None, ...]
    levels: tuple[Level, ...] = ()
    flagged: frozenset[Period] = frozenset()
    provisional: frozenset[Period] = frozenset()
    breaks: tuple[tuple[Period, str], ...] = ()

    @property
    def title(self) -> str:
        """ "M4 Theft of vehicles", "M4 London"."""
        return f"{self.code} {self.area or self.name}"


def choices(reading: Reading) -> tuple[Choice, ...]:
    """Every indicator in force that has a figure, in the order of the list."""
    measured = select(MeasurementRow.indicator_id).where(MeasurementRow.value.is_not(None))
    query = (
        select(IndicatorRow.id, IndicatorRow.code, IndicatorRow.name, PriorityRow.name)
        .outerjoin(PriorityRow, IndicatorRow.priority_id == PriorityRow.id)
        .where(IndicatorRow.retired_on.is_(None), IndicatorRow.unit != Unit.NARRATIVE)
        .where(IndicatorRow.framework_id == framework_in_force(reading))
        .where(IndicatorRow.id.in_(measured))
        .order_by(IndicatorRow.position, IndicatorRow.id)
    )
    rows = reading.rows(query)
    return tuple(Choice(key, code, name, block or "") for key, code, name, block in rows)


def explored(reading: Reading, ids: Collection[int]) -> tuple[Explored, ...]:
    """The whole history of some indicators, each followed by the areas it is held beside.

    In the order asked for; what has no figures is left out.
    """
    settings = spc_settings(reading)
    found: dict[int, list[Explored]] = {}
    for facts in load_facts(reading, ids):
        standing = standing_of(facts, reading.today, settings)
        if standing.at is not None:
            found[facts.row.id] = [_own(facts, standing), *_beside(facts)]
    return tuple(series for key in ids for series in found.get(key, ()))


def _own(facts: Facts, standing: Standing) -> Explored:
    values = {figure.period: figure.value for figure in facts.figures}
    known = [period for period, value in values.items() if value is not None]
    periods = span(min(known), max(known))
    row = facts.row
    return Explored(
        id=row.id,
        code=row.code,
        name=row.name,
        area="",
        unit=row.unit,
        decimals=row.decimals,
        frequency=row.frequency,
        sums=row.unit is Unit.COUNT and standing.measured is not Measured.LATEST,
        periods=periods,
        values=tuple(values.get(period) for period in periods),
        targets=trajectory(facts.target, periods, standing.measured),
        levels=_levels(standing, row.unit),
        flagged=_flagged(standing),
        provisional=frozenset(f.period for f in facts.figures if f.is_provisional),
        breaks=tuple(
            (period_of(held.start, row.frequency, periods[0].year_start_month), held.reason)
            for held in facts.breaks
        ),
    )


def _levels(standing: Standing, unit: Unit) -> tuple[Level, ...]:
    """The lines of each group, without limits that no figure can reach, as on its own chart."""
    series = standing.series
    if series is None:
        return ()
    below = min(value for value in series.values if value is not None) < 0
    found: dict[int, Level] = {}
    for period, point in zip(series.periods, series.spc.points, strict=True):
        if point.mean is not None:
            first = found[point.group].first if point.group in found else period
            upper, lower = point.upper, point.lower
            if upper is not None and unit is Unit.PERCENT and upper > 100:
                upper = None
            if lower is not None and not below and lower < 0:
                lower = None
            found[point.group] = Level(first, period, point.mean, upper, lower)
    return tuple(found.values())


def _flagged(standing: Standing) -> frozenset[Period]:
    series = standing.series
    if series is None:
        return frozenset()
    pairs = zip(series.periods, series.spc.points, strict=True)
    return frozenset(period for period, point in pairs if point.rule is not None)


def _beside(facts: Facts) -> list[Explored]:
    """London and the most similar group, where their figures are kept."""
    row = facts.row
    start = facts.figures[0].period.year_start_month
    found = []
    for area in Comparator:
        values = {
            period_of(day, row.frequency, start): value
            for held, day, value in facts.comparators
            if held is area
        }
        if values:
            periods = span(min(values), max(values))
            found.append(
                Explored(
                    row.id,
                    row.code,
                    row.name,
                    area.label,
                    row.unit,
                    row.decimals,
                    row.frequency,
                    row.unit is Unit.COUNT,
                    periods,
                    tuple(values.get(p) for p in periods),
                    (None,) * len(periods),
                )
            )
    return found
