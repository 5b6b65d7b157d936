"""Scales: from values to places, with round steps, saying where an axis starts above zero."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

_ZERO_BASED_BELOW = 1 / 3  # lowest over highest: under this the axis may as well start at zero


@dataclass(frozen=True, slots=True)
class Scale:
    """A vertical axis: its ends, its ticks and the distance between them."""

    low: float
    high: float
    step: float
    ticks: tuple[float, ...]

    @property
    def starts_above_zero(self) -> bool:
        return self.low > 0


def round_step(rough: float) -> float:
    """The least of 1, 2, 2.5, 5, 10 times a power of ten that is at least `rough`."""
    power = 10.0 ** math.floor(math.log10(rough))
    for factor in (1, 2, 2.5, 5, 10):
        if factor * power >= rough * (1 - 1e-9):
            return factor * power
    return 10 * power


def scale_for(
    values: Iterable[float],
    most_ticks: int,
    *,
    whole: bool = False,
    ceiling: float | None = None,
    least_range: float = 0.0,
) -> Scale:
    """An axis that holds every value; from zero when that costs little.

    `whole` keeps ticks on whole numbers (counts); `ceiling` is a value that cannot be passed;
    `least_range` stops a steady series from looking wild.
    """
    known = [v for v in values if math.isfinite(v)] or [0.0]
    low, high = _ends(min(known), max(known), least_range)
    step = round_step((high - low) / (most_ticks + 1))
    while True:
        if whole and not step.is_integer():
            step = 1.0 if step < 1 else round_step(step * 1.2)
        bottom = _floor(low, step, whole)
        top = _top(high, max(known), bottom, step, ceiling)
        ticks = _ticks(bottom, top, step)
        if len(ticks) <= most_ticks:
            return Scale(bottom, top, step, ticks)
        step = round_step(step * 1.2)


def _ticks(bottom: float, top: float, step: float) -> tuple[float, ...]:
    first = math.ceil(bottom / step - 1e-6)
    count = math.floor(top / step + 1e-6) - first + 1
    return tuple((first + i) * step for i in range(max(0, count)))


def _ends(low: float, high: float, least_range: float) -> tuple[float, float]:
    if low >= 0 and low <= high * _ZERO_BASED_BELOW:
        low = 0.0
    elif high <= 0 and high >= low * _ZERO_BASED_BELOW:
        high = 0.0
    size = max(abs(low), abs(high))
    least = max(least_range, size * 1e-3, 1e-9 if size else 1.0)
    spare = max(0.0, least - (high - low)) / 2
    bottom = low - spare if low < 0 else max(0.0, low - spare)
    return bottom, max(high + spare, bottom + least)


def _floor(low: float, step: float, whole: bool) -> float:
    """The tick below, or the half tick where that is nearer and still a round number."""
    below = math.floor(low / step + 1e-9) * step
    if below > low and not math.isclose(below, low, rel_tol=1e-9):
        below -= step  # a large step must not swallow a small value under zero
    if below > 0 and low - below < 0.06 * step:
        below -= step  # the lowest point would lie on the axis
    half = step / 2
    if below <= 0 and low >= 0:
        return max(below, 0.0)
    fits = half.is_integer() if whole else math.isclose(half, round_step(half), rel_tol=1e-9)
    if fits and low - below > half:
        return below + half
    return below


def _top(high: float, highest: float, bottom: float, step: float, ceiling: float | None) -> float:
    """The tick above when it is near, else a little air over the highest value."""
    above = math.ceil(high / step - 1e-9) * step
    top = above if above - high < 0.6 * step else high + 0.04 * (high - bottom)
    if ceiling is not None and highest <= ceiling < top:
        top = ceiling
    return top if top > bottom else bottom + step
