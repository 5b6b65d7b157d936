"""Process behaviour charts (XmR): limits, special causes, variation and assurance.

The conventions are those of NHS "Making Data Count" as the R package NHSRplotthedots 0.2.2 carries
them out, with a missing period as a break in runs. One computation serves chart, table and paper.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from cspdesk.errors import RuleBroken
from cspdesk.kpis.spc_rules import RANGE_FACTOR, Lines, SpcRule, draw_lines, mark, moving_ranges
from db.vocabulary import Direction

__all__ = ["Assurance", "Signal", "Spc", "SpcPoint", "SpcRule", "SpcSettings", "analyse"]

ENOUGH_POINTS = 13
SHORTEST_BASELINE = 12
_SMALL_COUNTS = 5


class Signal(StrEnum):
    """What a point says; COMMON is no special cause."""

    COMMON = "common"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEUTRAL_HIGH = "neutral_high"
    NEUTRAL_LOW = "neutral_low"


class Assurance(StrEnum):
    """What the process, as it is, will do with its target."""

    PASS = "pass"
    FAIL = "fail"
    HIT_OR_MISS = "hit_or_miss"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class SpcSettings:
    """The conventions on which the authorities differ.

    `screening` leaves out extreme moving ranges, once; `run` is the length of a trend or shift,
    6 or 7; `two_of_three_counts_outside` lets points beyond a limit count as close to it.
    """

    screening: bool = True
    run: int = 7
    two_of_three_counts_outside: bool = False

    def __post_init__(self) -> None:
        if self.run not in (6, 7):
            raise RuleBroken("run", "A trend or shift is counted over 6 or 7 points.")


_DEFAULTS = SpcSettings()


@dataclass(frozen=True, slots=True)
class SpcPoint:
    """One period: its value (None when missing), the lines at it and what it signals.

    `group` counts from 0 and rises at each rebasing; `moving_range` is the distance to the period
    before within the group; `in_baseline` marks the periods that the limits are made from.
    """

    value: float | None
    mean: float | None
    upper: float | None
    lower: float | None
    near_upper: float | None
    near_lower: float | None
    rule: SpcRule | None
    signal: Signal
    group: int
    moving_range: float | None
    in_baseline: bool


@dataclass(frozen=True, slots=True)
class Spc:
    """A judged series. All but `points` speak of the last group.

    `trial` is true under 13 measured points: icons are then shown with the word "trial".
    `range_mean` is the average moving range behind the limits, `range_limit` 3.267 times it.
    `latest` is the index of the last measured point, None without one. `cautions` are sentences.
    """

    points: tuple[SpcPoint, ...]
    settings: SpcSettings
    trial: bool
    variation: Signal
    variation_rule: SpcRule | None
    assurance: Assurance
    range_mean: float | None
    range_limit: float | None
    latest: int | None = None
    cautions: tuple[str, ...] = ()


def analyse(
    values: Sequence[float | None],
    *,
    improve: Direction,
    target: float | None = None,
    settings: SpcSettings = _DEFAULTS,
    fix_after: int | None = None,
    rebase_at: Collection[int] = (),
) -> Spc:
    """Judge values in date order, one per period, None where a period has no figure.

    `fix_after` makes limits from the first so many periods of each group (12 or more); `rebase_at`
    holds the index of the first period of each new group. A target that changes over time is given
    as its latest value. Raises RuleBroken on a shorter baseline, ValueError on nan or infinity.
    """
    _check(values, fix_after)
    starts = sorted({0, *(index for index in rebase_at if 0 < index < len(values))})
    points: list[SpcPoint] = []
    lines = Lines(None, None, 0.0)
    for group, (start, end) in enumerate(pairwise([*starts, len(values)])):
        within = values[start:end]
        baseline = len(within) if fix_after is None else fix_after
        lines = draw_lines(within, baseline, settings.screening)
        points += _points(within, lines, group, baseline, settings, improve)
    return _summary(tuple(points), starts[-1], lines, improve, target, settings)


def _check(values: Sequence[float | None], fix_after: int | None) -> None:
    if fix_after is not None and fix_after < SHORTEST_BASELINE:
        raise RuleBroken(
            "fix_after", f"A baseline needs {SHORTEST_BASELINE} periods or more, not {fix_after}."
        )
    if any(value is not None and not math.isfinite(value) for value in values):
        raise ValueError("A figure must be a number; a missing one is None.")


def _points(
    values: Sequence[float | None],
    lines: Lines,
    group: int,
    baseline: int,
    settings: SpcSettings,
    improve: Direction,
) -> list[SpcPoint]:
    rules = mark(values, lines, settings.run, settings.two_of_three_counts_outside)
    ranges = moving_ranges(values)
    return [
        SpcPoint(
            value=value,
            mean=lines.mean,
            upper=lines.upper,
            lower=lines.lower,
            near_upper=lines.near_upper,
            near_lower=lines.near_lower,
            rule=rules[i],
            signal=_signal(rules[i], improve),
            group=group,
            moving_range=ranges[i],
            in_baseline=i < baseline,
        )
        for i, value in enumerate(values)
    ]


def _signal(rule: SpcRule | None, improve: Direction) -> Signal:
    if rule is None:
        return Signal.COMMON
    if improve is Direction.NEITHER:
        return Signal.NEUTRAL_HIGH if rule.is_high else Signal.NEUTRAL_LOW
    better = rule.is_high == (improve is Direction.HIGHER)
    return Signal.IMPROVEMENT if better else Signal.CONCERN


def _summary(
    points: tuple[SpcPoint, ...],
    last_start: int,
    lines: Lines,
    improve: Direction,
    target: float | None,
    settings: SpcSettings,
) -> Spc:
    measured = [i for i in range(last_start, len(points)) if points[i].value is not None]
    values = [value for point in points[last_start:] if (value := point.value) is not None]
    newest = points[measured[-1]] if measured else None
    return Spc(
        points=points,
        settings=settings,
        trial=len(measured) < ENOUGH_POINTS,
        variation=newest.signal if newest else Signal.COMMON,
        variation_rule=newest.rule if newest else None,
        assurance=_assurance(lines, values, improve, target),
        range_mean=lines.range_mean,
        range_limit=None if lines.range_mean is None else RANGE_FACTOR * lines.range_mean,
        latest=measured[-1] if measured else None,
        cautions=_cautions(lines, values),
    )


def _assurance(
    lines: Lines, values: Sequence[float], improve: Direction, target: float | None
) -> Assurance:
    """From the last group's limits: a target on a limit is hit or miss."""
    if target is None or improve is Direction.NEITHER or lines.upper is None:
        return Assurance.NONE
    assert lines.lower is not None
    higher = improve is Direction.HIGHER
    if target - lines.upper > lines.noise:
        return Assurance.FAIL if higher else Assurance.PASS
    if lines.lower - target > lines.noise:
        return Assurance.PASS if higher else Assurance.FAIL
    # A constant series has no width to miss by: standing on its target, it meets it every time.
    constant = bool(values) and min(values) == max(values)
    return Assurance.PASS if constant else Assurance.HIT_OR_MISS


def _cautions(lines: Lines, values: Sequence[float]) -> tuple[str, ...]:
    """What a reader should know before trusting the limits."""
    if lines.mean is None:
        return ()
    found = []
    counts = all(value >= 0 and value == int(value) for value in values)
    if counts and 0 < lines.mean < _SMALL_COUNTS:
        found.append("The counts are small, so the limits are rough: look at single cases too.")
    if lines.range_mean == 0 and min(values) != max(values):
        found.append("Nearly every figure is the same, so the limits have no width.")
    return tuple(found)
