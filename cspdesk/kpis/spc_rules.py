"""The limits of one group of an XmR chart and the four rules that mark its special causes.

A group is a run of periods between rebasings; nothing here looks across its ends. Indices are
within the group; a missing period is None and ends every run.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

Values = Sequence[float | None]

LIMIT_FACTOR = 2.66
RANGE_FACTOR = 3.267
_NEAR_SHARE = 2 / 3
# A figure stored as 44.7 is not quite 44.7: "beyond" must not turn on the last bit of it.
_NOISE = 1e-9


class SpcRule(StrEnum):
    """Why a point is a special cause."""

    ABOVE_LIMIT = "above_limit"
    BELOW_LIMIT = "below_limit"
    RISING = "rising"
    FALLING = "falling"
    TWO_OF_THREE_HIGH = "two_of_three_high"
    TWO_OF_THREE_LOW = "two_of_three_low"
    RUN_ABOVE = "run_above"
    RUN_BELOW = "run_below"

    @property
    def name_in_words(self) -> str:
        """Words that fit after "the point is": "above the upper limit", "in a rising trend"."""
        return _RULE_WORDS[self]

    @property
    def is_high(self) -> bool:
        """Whether the rule speaks of high or rising values."""
        return self in _HIGH_RULES


_RULE_WORDS = {
    SpcRule.ABOVE_LIMIT: "above the upper limit",
    SpcRule.BELOW_LIMIT: "below the lower limit",
    SpcRule.RISING: "in a rising trend",
    SpcRule.FALLING: "in a falling trend",
    SpcRule.TWO_OF_THREE_HIGH: "one of two in three close to the upper limit",
    SpcRule.TWO_OF_THREE_LOW: "one of two in three close to the lower limit",
    SpcRule.RUN_ABOVE: "in a run above the average",
    SpcRule.RUN_BELOW: "in a run below the average",
}
_HIGH_RULES = frozenset(
    (SpcRule.ABOVE_LIMIT, SpcRule.RISING, SpcRule.TWO_OF_THREE_HIGH, SpcRule.RUN_ABOVE)
)


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a group, in the unit of its values; None where there is too little to draw.

    `range_mean` is the average moving range behind the limits; `noise` the distance under which
    two figures count as equal.
    """

    mean: float | None
    range_mean: float | None
    noise: float

    def _at(self, share: float) -> float | None:
        if self.mean is None or self.range_mean is None:
            return None
        return self.mean + share * LIMIT_FACTOR * self.range_mean

    @property
    def upper(self) -> float | None:
        return self._at(1)

    @property
    def lower(self) -> float | None:
        return self._at(-1)

    @property
    def near_upper(self) -> float | None:
        return self._at(_NEAR_SHARE)

    @property
    def near_lower(self) -> float | None:
        return self._at(-_NEAR_SHARE)


def moving_ranges(values: Values) -> list[float | None]:
    """The distance of each value from the one before; None at the start and beside a gap."""
    return [None, *(_distance(*pair) for pair in pairwise(values))]


def _distance(earlier: float | None, later: float | None) -> float | None:
    return None if earlier is None or later is None else abs(later - earlier)


def draw_lines(values: Values, baseline: int, screening: bool) -> Lines:
    """Average and average moving range of the first `baseline` periods of a group."""
    fixed = values[:baseline]
    ranges = [size for size in moving_ranges(fixed) if size is not None]
    noise = _NOISE * max((abs(value) for value in values if value is not None), default=0.0)
    return Lines(
        mean=_mean([value for value in fixed if value is not None]),
        range_mean=_range_mean(ranges, screening, noise),
        noise=noise,
    )


def _mean(values: Sequence[float]) -> float | None:
    """The average, never outside the values: so a constant series has exactly its constant."""
    if not values:
        return None
    return min(max(math.fsum(values) / len(values), min(values)), max(values))


def _range_mean(ranges: Sequence[float], screening: bool, noise: float) -> float | None:
    """Screened once, never again. A constant series keeps its average range of nought."""
    average = _mean(ranges)
    if average is None or not screening:
        return average
    kept = [size for size in ranges if RANGE_FACTOR * average - size > noise]
    return _mean(kept) if kept else average


def mark(values: Values, lines: Lines, run: int, counts_outside: bool) -> list[SpcRule | None]:
    """The rule each point breaks, the first that applies: outside, trend, two of three, shift."""
    sides = _sides(values, lines.mean, lines.noise)
    outside = _beyond(values, lines.upper, lines.lower, lines.noise)
    past_near = _beyond(values, lines.near_upper, lines.near_lower, lines.noise)
    close = [
        near and (counts_outside or not out) for near, out in zip(past_near, outside, strict=True)
    ]
    layers = (
        _named(sides, outside, SpcRule.ABOVE_LIMIT, SpcRule.BELOW_LIMIT),
        _named(_trend(values, run, lines.noise), None, SpcRule.RISING, SpcRule.FALLING),
        _named(
            sides,
            _two_of_three(sides, close),
            SpcRule.TWO_OF_THREE_HIGH,
            SpcRule.TWO_OF_THREE_LOW,
        ),
        _named(sides, _shift(sides, run), SpcRule.RUN_ABOVE, SpcRule.RUN_BELOW),
    )
    return [next((rule for rule in rules if rule), None) for rules in zip(*layers, strict=True)]


def _named(
    signs: Sequence[int | None], flags: Sequence[bool] | None, high: SpcRule, low: SpcRule
) -> list[SpcRule | None]:
    """The high or low name by sign, where the flag is up."""
    flags = [True] * len(signs) if flags is None else flags
    names = {1: high, -1: low}
    return [names.get(sign or 0) if flag else None for sign, flag in zip(signs, flags, strict=True)]


def _sign(difference: float, noise: float) -> int:
    return 0 if abs(difference) <= noise else (1 if difference > 0 else -1)


def _sides(values: Values, mean: float | None, noise: float) -> list[int | None]:
    """+1 above the average, -1 below, 0 on it; None for a missing period or without an average."""
    if mean is None:
        return [None] * len(values)
    return [None if value is None else _sign(value - mean, noise) for value in values]


def _beyond(values: Values, high: float | None, low: float | None, noise: float) -> list[bool]:
    """Strictly above `high` or below `low`; a point on the line is not beyond it."""
    if high is None or low is None:
        return [False] * len(values)
    return [value is not None and (value - high > noise or low - value > noise) for value in values]


def _windows(count: int, length: int) -> Iterator[range]:
    return (range(start, start + length) for start in range(count - length + 1))


def _flag_windows(count: int, length: int, holds: Callable[[range], bool]) -> list[bool]:
    """Every point that stands in some window for which `holds` is true."""
    flags = [False] * count
    for window in _windows(count, length):
        if holds(window):
            flags[window.start : window.stop] = [True] * length
    return flags


def _steps(values: Values, noise: float) -> list[int]:
    """The sign of each step to the next value; 0 for an equal neighbour and beside a gap."""
    return [
        0 if earlier is None or later is None else _sign(later - earlier, noise)
        for earlier, later in pairwise(values)
    ]


def _trend(values: Values, run: int, noise: float) -> list[int]:
    """+1 or -1 for each point of `run` successive rising or falling points, else 0."""
    steps = _steps(values, noise)
    flags = _flag_windows(
        len(values), run, lambda window: abs(sum(steps[window.start : window.stop - 1])) == run - 1
    )
    # Where a rise turns into a fall both hold for the turning point: the step onwards names it.
    onwards = [steps[i] if i + 1 < len(values) and flags[i + 1] else 0 for i in range(len(values))]
    return [(onwards[i] or steps[i - 1]) if flag else 0 for i, flag in enumerate(flags)]


def _two_of_three(sides: Sequence[int | None], close: Sequence[bool]) -> list[bool]:
    """The close points of three successive ones on one side with two or more close."""

    def holds(window: range) -> bool:
        return (
            _one_sided(sides[window.start : window.stop])
            and sum(close[window.start : window.stop]) >= 2
        )

    flags = _flag_windows(len(sides), 3, holds)
    return [flag and near for flag, near in zip(flags, close, strict=True)]


def _shift(sides: Sequence[int | None], run: int) -> list[bool]:
    """Points of `run` successive ones on one side of the average."""
    return _flag_windows(
        len(sides), run, lambda window: _one_sided(sides[window.start : window.stop])
    )


def _one_sided(sides: Sequence[int | None]) -> bool:
    return sides[0] in (1, -1) and all(side == sides[0] for side in sides)
