"""Where an indicator stands on a day: figure, rating, travel and chart, computed once for all.

Pure: plain values in, plain values out. List, card, dashboard, chart and pack read the same one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import attrgetter

from cspdesk.kpis.direction import Travel, travel
from cspdesk.kpis.figures import rolling, window
from cspdesk.kpis.periods import Period, overdue, span
from cspdesk.kpis.rag import Rating, rate
from cspdesk.kpis.spc import Spc, SpcSettings, analyse
from cspdesk.kpis.targets import Target, expected_today
from db.vocabulary import Direction, Frequency, Measured, Unit

CHARTED_POINTS = 24
_START = attrgetter("start")  # periods of one indicator: their starts alone say which is later


@dataclass(frozen=True, slots=True)
class Measure:
    """What a standing is worked out from. `values` may have gaps; `breaks` start a new series.

    `rebases` start new limits only: the process changed, not what is measured, so this year may
    still be held beside the last.
    """

    unit: Unit
    direction: Direction
    frequency: Frequency
    decimals: int
    lag_days: int
    target: Target | None
    values: dict[Period, float | None]
    breaks: tuple[date, ...] = ()
    rebases: tuple[date, ...] = ()
    baseline_points: int | None = None
    baseline_from: date | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """The charted periods with their values. `target` is the level per period, None without."""

    periods: tuple[Period, ...]
    values: tuple[float | None, ...]
    target: float | None
    improve: Direction
    settings: SpcSettings
    fix_after: int | None
    rebase_at: tuple[int, ...]

    @property
    def spc(self) -> Spc:
        """The judgement of the series, worked out when it is asked for: a list needs none."""
        return _judged(
            self.values, self.improve, self.target, self.settings, self.fix_after, self.rebase_at
        )


@lru_cache(maxsize=512)
def _judged(
    values: tuple[float | None, ...],
    improve: Direction,
    target: float | None,
    settings: SpcSettings,
    fix_after: int | None,
    rebase_at: tuple[int, ...],
) -> Spc:
    return analyse(
        values,
        improve=improve,
        target=target,
        settings=settings,
        fix_after=fix_after,
        rebase_at=rebase_at,
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """`at` is the last period with a figure; `actual` is over the target's window at it."""

    at: Period | None
    measured: Measured
    actual: float | None
    rating: Rating
    travel: Travel | None
    series: Series | None
    overdue_days: int | None

    @property
    def window(self) -> tuple[Period, ...]:
        if self.at is None:
            return ()
        return window(self.at, self.measured, Unit.COUNT)


def stand(measure: Measure, today: date, settings: SpcSettings) -> Standing:
    """Work out where an indicator stands on a day."""
    known = [period for period, value in measure.values.items() if value is not None]
    at = max(known, default=None, key=_START)
    measured = measured_over(measure)
    late = overdue(at, measure.frequency, today, measure.lag_days)
    moved = _travel(measure, at, measured)
    actual = moved.actual if moved else None
    return Standing(
        at=at,
        measured=measured,
        actual=actual,
        rating=rate(
            measure.target,
            direction=measure.direction,
            unit=measure.unit,
            actual=actual,
            same_last_year=moved.year_before.earlier if moved else None,
            today=at.end if at else today,
            decimals=measure.decimals,
            overdue_days=late,
        ),
        travel=moved,
        series=_series(measure, at, measured, settings),
        overdue_days=late,
    )


def measured_over(measure: Measure) -> Measured:
    """The window a figure is judged over; only counts can be added up over twelve months."""
    if measure.unit is not Unit.COUNT or measure.target is None:
        return Measured.LATEST
    return measure.target.measured


def _travel(measure: Measure, at: Period | None, measured: Measured) -> Travel | None:
    if at is None:
        return None
    return travel(
        measure.values,
        at,
        direction=measure.direction,
        unit=measure.unit,
        decimals=measure.decimals,
        measured=measured,
        breaks=measure.breaks,
    )


def _series(
    measure: Measure, at: Period | None, measured: Measured, settings: SpcSettings
) -> Series | None:
    """The judged series from the baseline's start to the last figure; None without figures."""
    if at is None or measure.unit is Unit.NARRATIVE:
        return None
    periods = span(_first_charted(measure, at), at)
    values = tuple(measure.values.get(period) for period in periods)
    days = (*measure.breaks, *measure.rebases)
    starts = (i for i, period in enumerate(periods) if _starts(period, days))
    return Series(
        periods=periods,
        values=values,
        target=level_per_period(measure.target, at, measured),
        improve=measure.direction,
        settings=settings,
        fix_after=_baseline(measure, values),
        rebase_at=tuple(starts),
    )


def _first_charted(measure: Measure, at: Period) -> Period:
    """The baseline's start, or as many periods back as a chart holds, but none before the data."""
    known = (period for period, value in measure.values.items() if value is not None)
    first = min(known, key=_START)
    if measure.baseline_from is not None:
        wanted = [p for p in measure.values if p.start >= measure.baseline_from]
        return max(first, min(wanted, default=first))
    return max(first, at.plus(1 - CHARTED_POINTS))


def _baseline(measure: Measure, values: Sequence[float | None]) -> int | None:
    """How many points the limits are made from; all of them while there are too few to fix."""
    if measure.baseline_points is None or len(values) < measure.baseline_points:
        return None
    return measure.baseline_points


def _starts(period: Period, breaks: tuple[date, ...]) -> bool:
    return any(period.holds(day) for day in breaks)


def level_per_period(target: Target | None, at: Period, measured: Measured) -> float | None:
    """The target as a level for one period: a yearly count is spread evenly over the year."""
    if target is None:
        return None
    expected = expected_today(target, at.end)
    if expected is None or measured is Measured.LATEST:
        return expected
    return expected / at.per_year


def trajectory(
    target: Target | None, periods: Sequence[Period], measured: Measured
) -> tuple[float | None, ...]:
    """The level expected at each period: the path from baseline to target, or one level.

    A path has no value before its baseline.
    """
    if target is None:
        return (None,) * len(periods)
    first = target.baseline_at if target.has_path else None
    return tuple(
        None if first and period.end < first else level_per_period(target, period, measured)
        for period in periods
    )


def year_of(values: dict[Period, float | None], at: Period, measured: Measured) -> float | None:
    """The figure over its window at `at`, for a history by year."""
    return rolling(values, at, measured, Unit.COUNT)
