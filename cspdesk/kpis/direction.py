"""Direction of travel: a figure against the period before and the same period last year."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cspdesk.kpis.figures import (
    Values,
    decimals_for,
    format_change,
    format_percent_change,
    rolling,
    rounded,
    window,
)
from cspdesk.kpis.periods import Period
from db.vocabulary import Direction, Measured, Unit

SMALLEST_FOR_PERCENT = 20


class Arrow(StrEnum):
    """Which way the number went; never coloured."""

    UP = "up"
    DOWN = "down"
    FLAT = "flat"

    @property
    def glyph(self) -> str:
        return {"up": "↑", "down": "↓", "flat": "→"}[self.value]


class Verdict(StrEnum):
    """What the way it went means; HIGHER and LOWER where neither is better."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    HIGHER = "higher"
    LOWER = "lower"

    @property
    def label(self) -> str:
        return self.value.capitalize()


@dataclass(frozen=True, slots=True)
class Step:
    """A figure against an earlier one.

    `earlier`, `arrow` and `verdict` are None when the two may not be compared.
    `change` is in the indicator's unit; `percent` relative to the earlier figure, None for
    percentages, for counts under 20 and from nought. `text` says the change, or why there is none.
    """

    against: Period
    earlier: float | None
    arrow: Arrow | None
    verdict: Verdict | None
    change: float | None
    percent: float | None
    text: str

    @property
    def words(self) -> str:
        """ "↑ Worse", or the reason why there is no comparison."""
        if self.arrow is None or self.verdict is None:
            return self.text
        return f"{self.arrow.glyph} {self.verdict.label}"


@dataclass(frozen=True, slots=True)
class Travel:
    """Both comparisons of one figure."""

    at: Period
    actual: float | None
    previous: Step
    year_before: Step

    @property
    def worsening(self) -> bool:
        """Whether it got worse since the period before."""
        return self.previous.verdict is Verdict.WORSE


def travel(
    values: Values,
    at: Period,
    *,
    direction: Direction,
    unit: Unit,
    decimals: int | None = None,
    measured: Measured = Measured.LATEST,
    breaks: Collection[date] = (),
) -> Travel:
    """Compare the figure at `at` over its window with the period before and a year earlier.

    `breaks` are the first days of a changed series: nothing is compared across one. Figures that
    read the same at the shown decimals are the same. A year to date only ever grows, so then the
    period alone is compared with the one before.
    """

    def against(earlier: Period, measured: Measured) -> Step:
        actual = rolling(values, at, measured, unit)
        before = rolling(values, earlier, measured, unit)
        first = window(earlier, measured, unit)[0]
        refusal = _refusal(at, earlier, actual, before, crosses_break(first, at, breaks))
        if refusal or actual is None or before is None:
            return Step(earlier, None, None, None, None, None, refusal)
        return _step(earlier, actual, before, direction, unit, decimals)

    growing = measured is Measured.YEAR_TO_DATE
    return Travel(
        at=at,
        actual=rolling(values, at, measured, unit),
        previous=against(at.previous, Measured.LATEST if growing else measured),
        year_before=against(at.year_before, measured),
    )


def crosses_break(earlier: Period, later: Period, breaks: Collection[date]) -> bool:
    """Whether a series break lies after the start of `earlier` and not after the end of `later`."""
    return any(earlier.start < day <= later.end for day in breaks)


def _refusal(
    at: Period, earlier: Period, actual: float | None, before: float | None, broken: bool
) -> str:
    """Why two figures may not be compared; empty when they may."""
    if actual is None:
        return f"No figure for {at.label}"
    if broken:
        return f"Not comparable with {earlier.label}: the series changed"
    if before is None:
        return f"No figure for {earlier.label}"
    return ""


def _step(
    against: Period,
    actual: float,
    before: float,
    direction: Direction,
    unit: Unit,
    decimals: int | None,
) -> Step:
    shown = decimals_for(unit, decimals)
    change = float(rounded(actual, shown) - rounded(before, shown))
    arrow = Arrow.FLAT if change == 0 else Arrow.UP if change > 0 else Arrow.DOWN
    percent = percent_change(actual, before, unit)
    text = format_change(change, unit, decimals)
    if percent is not None and change:
        text = f"{text} ({format_percent_change(percent, 0 if abs(percent) >= 1 else 1)})"
    verdict = _verdict(arrow, direction)
    return Step(against, before, arrow, verdict, actual - before, percent, text)


def _verdict(arrow: Arrow, direction: Direction) -> Verdict:
    if arrow is Arrow.FLAT:
        return Verdict.SAME
    if direction is Direction.NEITHER:
        return Verdict.HIGHER if arrow is Arrow.UP else Verdict.LOWER
    better = (arrow is Arrow.UP) == (direction is Direction.HIGHER)
    return Verdict.BETTER if better else Verdict.WORSE


def percent_change(actual: float, before: float, unit: Unit) -> float | None:
    """The relative change in %, or None where it misleads: percentages, small counts, nought."""
    if unit not in (Unit.COUNT, Unit.RATE) or before <= 0:
        return None
    if unit is Unit.COUNT and min(actual, before) < SMALLEST_FOR_PERCENT:
        return None
    return 100 * (actual - before) / before
