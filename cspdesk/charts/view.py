"""What a process behaviour chart shows, as plain values for screen, table and document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from cspdesk.charts.figures import Figures
from cspdesk.kpis.periods import Period
from cspdesk.kpis.spc import Signal, Spc, SpcPoint, SpcRule
from db.vocabulary import Direction, Frequency


@dataclass(frozen=True, slots=True)
class XmrPoint:
    """One period; a value of None is a gap, which breaks the line."""

    label: str  # "September 2016"
    short: str  # "Sep 16"
    start: date
    value: float | None
    mean: float | None = None
    upper: float | None = None
    lower: float | None = None
    signal: Signal = Signal.COMMON
    rule: SpcRule | None = None
    moving_range: float | None = None
    in_baseline: bool = False
    group: int = 0
    target: float | None = None
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class ViewBreak:
    """Where limits start anew: at a place of the view, with the reason that a person gave.

    `rebase` is a decision that the process has changed; otherwise what is measured has changed.
    """

    place: int
    rebase: bool
    reason: str

    @property
    def name(self) -> str:
        return "Re-based" if self.rebase else "New series"


@dataclass(frozen=True, slots=True)
class XmrView:
    """A series with its average, limits, signals and target, ready to draw or to read aloud.

    `floor` and `ceiling` are values the figure can never pass (0 for counts, 100 for percentages):
    limits beyond them are not drawn. `yearly` is the last twelve months' total with its target;
    `cautions` are sentences on how far limits may be trusted. `stated` is the finding in words
    where the caller has worked it out; otherwise the chart says its own.
    """

    name: str
    points: tuple[XmrPoint, ...]
    figures: Figures = field(default_factory=Figures)
    frequency: Frequency = Frequency.MONTHLY
    improve: Direction = Direction.NEITHER
    trial: bool = False
    range_mean: float | None = None
    range_limit: float | None = None
    floor: float | None = 0.0
    ceiling: float | None = None
    yearly: tuple[float, float | None] | None = None
    cautions: tuple[str, ...] = ()
    breaks: tuple[ViewBreak, ...] = ()
    stated: str = ""

    @property
    def measured(self) -> tuple[tuple[int, XmrPoint, float], ...]:
        """Every point that has a value: its place, the point, the value."""
        return tuple((i, p, p.value) for i, p in enumerate(self.points) if p.value is not None)

    @property
    def period_word(self) -> str:
        return PERIOD_WORDS[self.frequency]

    @property
    def per_year(self) -> int:
        return PER_YEAR[self.frequency]


PERIOD_WORDS = {
    Frequency.MONTHLY: "month",
    Frequency.QUARTERLY: "quarter",
    Frequency.YEARLY: "year",
}
PER_YEAR = {Frequency.MONTHLY: 12, Frequency.QUARTERLY: 4, Frequency.YEARLY: 1}


def xmr_view(
    spc: Spc,
    periods: Sequence[Period],
    *,
    name: str = "",
    target: float | Sequence[float | None] | None = None,
    provisional: Sequence[bool] | frozenset[int] = (),
    improve: Direction = Direction.NEITHER,
    figures: Figures | None = None,
    floor: float | None = 0.0,
    ceiling: float | None = None,
    yearly: tuple[float, float | None] | None = None,
    breaks: Sequence[tuple[date, bool, str]] = (),
    stated: str = "",
) -> XmrView:
    """The view of a computed series, one period a point, in date order.

    `target` is one level or one value a point (a trajectory); `provisional` is one flag a point or
    the set of places; `breaks` are (first day, whether a re-base, reason). Raises ValueError when
    the numbers of points, periods or targets differ.
    """
    count = len(spc.points)
    targets = _one_each(target, count)
    flags = _flags(provisional, count)
    if len(periods) != count:
        raise ValueError(f"{count} points but {len(periods)} periods")
    points = tuple(
        _point(p, period, goal, flag)
        for p, period, goal, flag in zip(spc.points, periods, targets, flags, strict=True)
    )
    frequency = periods[0].frequency if periods else Frequency.MONTHLY
    return XmrView(
        name=name, points=points, figures=figures or Figures(), frequency=frequency,
        improve=improve, trial=spc.trial, range_mean=spc.range_mean, range_limit=spc.range_limit,
        floor=floor, ceiling=ceiling, yearly=yearly, cautions=spc.cautions,
        breaks=_breaks(breaks, periods), stated=stated,
    )  # fmt: skip


def _point(point: SpcPoint, period: Period, target: float | None, provisional: bool) -> XmrPoint:
    return XmrPoint(
        label=period.label, short=period.short, start=period.start, value=point.value,
        mean=point.mean, upper=point.upper, lower=point.lower, signal=point.signal,
        rule=point.rule, moving_range=point.moving_range, in_baseline=point.in_baseline,
        group=point.group, target=target, provisional=provisional,
    )  # fmt: skip


def _breaks(
    breaks: Sequence[tuple[date, bool, str]], periods: Sequence[Period]
) -> tuple[ViewBreak, ...]:
    """Those inside the view; one before its second period changes nothing that is drawn."""
    found = [
        ViewBreak(place, rebase, reason)
        for start, rebase, reason in breaks
        for place, period in enumerate(periods)
        if place and period.holds(start)
    ]
    return tuple(sorted(found, key=lambda one: one.place))


def _one_each(
    target: float | Sequence[float | None] | None, count: int
) -> tuple[float | None, ...]:
    if target is None or isinstance(target, int | float):
        return (target,) * count
    if len(target) != count:
        raise ValueError(f"{count} points but {len(target)} targets")
    return tuple(target)


def _flags(provisional: Sequence[bool] | frozenset[int], count: int) -> tuple[bool, ...]:
    if isinstance(provisional, frozenset):
        return tuple(i in provisional for i in range(count))
    if not provisional:
        return (False,) * count
    if len(provisional) != count:
        raise ValueError(f"{count} points but {len(provisional)} provisional flags")
    return tuple(provisional)
