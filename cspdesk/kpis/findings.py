"""What a chart shows, in one sentence: "Above the limit in Sep, Oct and Nov 2016"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from cspdesk.calendar import plural
from cspdesk.kpis.figures import format_figure, format_plain
from cspdesk.kpis.periods import Period
from cspdesk.kpis.spc import Signal, Spc, SpcPoint, SpcRule
from db.vocabulary import Frequency, Measured, Unit

_LISTED = 4
_WORDS = {
    SpcRule.ABOVE_LIMIT: "Above the limit",
    SpcRule.BELOW_LIMIT: "Below the limit",
    SpcRule.RISING: "Rising",
    SpcRule.FALLING: "Falling",
    SpcRule.TWO_OF_THREE_HIGH: "Close to the upper limit",
    SpcRule.TWO_OF_THREE_LOW: "Close to the lower limit",
    SpcRule.RUN_ABOVE: "Above the average",
    SpcRule.RUN_BELOW: "Below the average",
}
# A trend or a shift is one thing while it lasts; single points are gathered into one list.
_LASTING = frozenset((SpcRule.RISING, SpcRule.FALLING, SpcRule.RUN_ABOVE, SpcRule.RUN_BELOW))
_RUNS = frozenset((SpcRule.RUN_ABOVE, SpcRule.RUN_BELOW))
_MEASURED = {
    Measured.LATEST: "Latest",
    Measured.YEAR_TO_DATE: "Year to date",
    Measured.ROLLING_12: "12 months",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One special cause: the rule, what it means and when, with its sentence (no full stop)."""

    rule: SpcRule
    signal: Signal
    periods: tuple[Period, ...]
    sentence: str


def findings(
    periods: Sequence[Period], spc: Spc, *, recent: int | None = None
) -> tuple[Finding, ...]:
    """The special causes, the one that ends latest first; `recent` looks at so many last points.

    `periods` stand beside `spc.points`, one for one. "Recent" counts back from the latest figure.
    """
    first = 0 if recent is None or spc.latest is None else spc.latest + 1 - recent
    found: list[tuple[SpcRule, list[int]]] = []
    for index, point in enumerate(spc.points):
        if point.rule is not None and index >= first:
            _gather(found, point.rule, index, spc)
    found.sort(key=lambda episode: -episode[1][-1])
    return tuple(_finding(rule, indices, periods, spc) for rule, indices in found)


def _gather(found: list[tuple[SpcRule, list[int]]], rule: SpcRule, index: int, spc: Spc) -> None:
    for earlier, indices in reversed(found):
        if earlier is rule and spc.points[indices[-1]].group == spc.points[index].group:
            if rule not in _LASTING or indices[-1] == index - 1:
                indices.append(index)
                return
            break
    found.append((rule, [index]))


def _finding(rule: SpcRule, indices: Sequence[int], periods: Sequence[Period], spc: Spc) -> Finding:
    when = tuple(periods[index] for index in indices)
    if rule in _RUNS:
        when = tuple(periods[index] for index in _whole_run(indices, spc))
    if (rule in _LASTING and len(when) > 1) or _in_a_row(when):
        sentence = f"{_WORDS[rule]} from {first_to_last(when[0], when[-1])}"
    else:
        sentence = f"{_WORDS[rule]} in {list_periods(when)}"
    return Finding(rule, spc.points[indices[-1]].signal, when, sentence)


def _whole_run(indices: Sequence[int], spc: Spc) -> range:
    """A run with its points outside the limits: those go by the stronger rule's name."""
    first, last = indices[0], indices[-1]
    while first > 0 and _same_side(spc.points[first - 1], spc.points[first]):
        first -= 1
    while last + 1 < len(spc.points) and _same_side(spc.points[last + 1], spc.points[last]):
        last += 1
    return range(first, last + 1)


def _same_side(one: SpcPoint, other: SpcPoint) -> bool:
    values = one.value, other.value, one.mean
    if one.group != other.group or None in values:
        return False
    here, there, mean = (value or 0.0 for value in values)
    return (here - mean) * (there - mean) > 0


def finding(periods: Sequence[Period], spc: Spc, *, recent: int | None = None) -> str:
    """The chart in one sentence: its latest special cause, or that there is none."""
    measured = sum(point.value is not None for point in spc.points)
    if not measured:
        return "No figures yet."
    if spc.range_mean is None:
        return f"Only {measured} {plural('figure', measured)}: too few for limits."
    found = findings(periods, spc, recent=recent)
    words = found[0].sentence if found else "Within the limits, with no special cause"
    return f"{words}{' (trial limits)' if spc.trial else ''}."


def chart_text(
    periods: Sequence[Period],
    spc: Spc,
    *,
    unit: Unit,
    figure: float | None,
    target: float | None,
    measured: Measured = Measured.LATEST,
    decimals: int | None = None,
) -> str:
    """The text that stands for a chart: "Above the limit in Nov 2016. 12 months 1,009, target 997."

    `figure` and `target` are over the window `measured`.
    """
    numbers = f"{_MEASURED[measured]} {format_figure(figure, unit, decimals)}"
    aim = "no target" if target is None else f"target {_aim(target, unit, decimals)}"
    return f"{finding(periods, spc)} {numbers}, {aim}."


def _aim(target: float, unit: Unit, decimals: int | None) -> str:
    plain = format_plain(target, unit)
    shown = format_figure(target, unit, decimals)
    return min(plain, shown, key=len)


def list_periods(periods: Sequence[Period]) -> str:
    """ "Sep, Oct and Nov 2016", "Dec 2015 and Jan 2016", "Jan to Jun 2016" when many in a row."""
    if _in_a_row(periods):
        return first_to_last(periods[0], periods[-1])
    names = [
        _name(period, years=not following or _year(following) != _year(period))
        for period, following in zip_longest(periods, periods[1:])
    ]
    return join_words(names)


def _in_a_row(periods: Sequence[Period]) -> bool:
    """Whether there are so many, one after the other, that their two ends say it."""
    steady = all(later == earlier.next for earlier, later in pairwise(periods))
    return len(periods) > _LISTED and steady


def first_to_last(first: Period, last: Period) -> str:
    """ "Jun to Dec 2016", "Nov 2015 to Jun 2016"."""
    return f"{_name(first, years=_year(first) != _year(last))} to {last.label}"


def _year(period: Period) -> str:
    return period.label.rpartition(" ")[2]


def _name(period: Period, *, years: bool) -> str:
    if years or period.frequency is Frequency.YEARLY:
        return period.label
    return period.label.rpartition(" ")[0]


def join_words(words: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"; empty for none."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
