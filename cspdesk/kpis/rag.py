"""Red, amber, green or not rated: a figure against what is expected of it, in words and numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from cspdesk.calendar import plural
from cspdesk.kpis.figures import format_figure, format_number, format_plain, points
from cspdesk.kpis.targets import Target, expected_today, final_value, what_is_missing
from db.vocabulary import Direction, Rag, TargetKind, Unit

# Rounding away the last bits of a sum, so that exactly 5% over is within a tolerance of 5.
_PLACES = 9


@dataclass(frozen=True, slots=True)
class Rating:
    """A calculated rating and its reason, one sentence with the numbers.

    `variance` is adverse when positive: percentage points for percentages, % of what is expected
    for counts and rates; None when it cannot be worked out. `overdue_days` speaks of the data.
    """

    rag: Rag
    reason: str
    expected: float | None = None
    actual: float | None = None
    variance: float | None = None
    overdue_days: int | None = None


@dataclass(frozen=True, slots=True)
class _Figure:
    """What is compared, and how it is said."""

    actual: float
    unit: Unit
    decimals: int | None
    direction: Direction
    tolerance: float

    def shown(self, value: float) -> str:
        return format_figure(value, self.unit, self.decimals)


def rate(
    target: Target | None,
    *,
    direction: Direction,
    unit: Unit,
    actual: float | None,
    same_last_year: float | None = None,
    today: date,
    decimals: int | None = None,
    overdue_days: int | None = None,
) -> Rating:
    """Rate a figure: green at or better than expected, amber up to the tolerance, red beyond.

    `actual` and `same_last_year` are over the target's window (latest, year to date or twelve
    months). A target of direction only compares the two. No target, no data, milestones and
    narrative give grey. `overdue_days` is passed through and said.
    """
    rating = _rate(target, direction, unit, actual, same_last_year, today, decimals)
    return _with_overdue(rating, actual, overdue_days)


def _rate(
    target: Target | None,
    direction: Direction,
    unit: Unit,
    actual: float | None,
    same_last_year: float | None,
    today: date,
    decimals: int | None,
) -> Rating:
    if target is None or target.kind is TargetKind.GAP:
        words = "There is no target." if target is None else "There is no indicator yet."
        return Rating(Rag.GREY, words, actual=actual)
    if target.kind in (TargetKind.MILESTONES, TargetKind.NARRATIVE):
        return _for_pmg(target, actual, today)
    if direction is Direction.NEITHER:
        return Rating(Rag.GREY, "Neither higher nor lower is better.", actual=actual)
    expected = expected_today(target, today)
    lacking = what_is_missing(target)
    if lacking:
        return Rating(Rag.GREY, lacking, actual=actual)
    if actual is None:
        return Rating(Rag.GREY, "There is no figure yet.", expected=expected)
    figure = _Figure(actual, unit, decimals, direction, target.tolerance)
    if target.kind is TargetKind.DIRECTION_ONLY:
        return _against_last_year(figure, same_last_year)
    assert expected is not None
    return _against(figure, expected, _aim_words(figure, target, expected))


def _for_pmg(target: Target, actual: float | None, today: date) -> Rating:
    """Milestones and narrative are judged by the PMG; the count of milestones is said."""
    if not target.milestones:
        return Rating(Rag.GREY, "The PMG judges this: there is no number.", actual=actual)
    total = len(target.milestones)
    done = sum(step.done is not None for step in target.milestones)
    late = [days for step in target.milestones if (days := step.days_late(today))]
    words = f"{done} of {total} milestones done"
    if late:
        words += f", {len(late)} late by up to {max(late)} {plural('day', max(late))}"
    return Rating(Rag.GREY, f"{words}: the PMG judges.", float(total), float(done))


def _against_last_year(figure: _Figure, same_last_year: float | None) -> Rating:
    if same_last_year is None:
        reason = "There is no figure for the same period a year earlier."
        return Rating(Rag.GREY, reason, actual=figure.actual)
    return _against(figure, same_last_year, f"the {figure.shown(same_last_year)} of a year earlier")


def _aim_words(figure: _Figure, target: Target, expected: float) -> str:
    final = final_value(target)
    if final is None or round(final - expected, _PLACES) == 0:
        return f"the target of {format_plain(expected, figure.unit)}"
    return (
        f"the {figure.shown(expected)} expected by now on the way to"
        f" {format_plain(final, figure.unit)}"
    )


def variance(actual: float, expected: float, direction: Direction, unit: Unit) -> float | None:
    """How far short of expected, adverse positive: points for percentages, % for the rest.

    None when a percentage of nought would be needed. Raises ValueError where neither way is better.
    """
    if direction is Direction.NEITHER:
        raise ValueError("Neither higher nor lower is better, so nothing is adverse.")
    short = actual - expected if direction is Direction.LOWER else expected - actual
    if unit is Unit.PERCENT or short == 0:
        return round(short, _PLACES)
    return None if expected == 0 else round(100 * short / abs(expected), _PLACES)


def _against(figure: _Figure, expected: float, aim: str) -> Rating:
    adverse = variance(figure.actual, expected, figure.direction, figure.unit)
    lower = figure.direction is Direction.LOWER
    better = figure.actual < expected if lower else figure.actual > expected
    rag = _colour(adverse, better, figure.tolerance)
    reason = f"{figure.shown(figure.actual)} is {_judged(figure, adverse, rag, aim)}."
    return Rating(rag, reason, expected, figure.actual, adverse)


def _colour(adverse: float | None, better: bool, tolerance: float) -> Rag:
    if adverse is None:  # any distance from nought is beyond every percentage
        return Rag.GREEN if better else Rag.RED
    if adverse <= 0:
        return Rag.GREEN
    return Rag.AMBER if adverse <= tolerance else Rag.RED


def _judged(figure: _Figure, adverse: float | None, rag: Rag, aim: str) -> str:
    """In words: "7.4% worse than the target of 80, beyond the tolerance of 5%"."""
    if adverse == 0:
        return f"level with {aim}"
    amount = "" if adverse is None else f"{_amount(abs(adverse), figure.unit)} "
    if rag is Rag.GREEN:
        return f"{amount}better than {aim}"
    if adverse is None:
        return f"worse than {aim}"
    place = "within" if rag is Rag.AMBER else "beyond"
    tolerance = _amount(figure.tolerance, figure.unit)
    return f"{amount}worse than {aim}, {place} the tolerance of {tolerance}"


def _amount(size: float, unit: Unit) -> str:
    """A distance in its measure; a miss is never rounded away to nought."""
    decimals = 0 if size == round(size) else 1
    shown = format_number(size, decimals)
    if float(shown.replace(",", "")) == 0:
        shown = "under 0.1"
    return shown + (points(size) if unit is Unit.PERCENT else "%")


def _with_overdue(rating: Rating, actual: float | None, overdue_days: int | None) -> Rating:
    if not overdue_days:
        return rating
    late = f"{overdue_days} {plural('day', overdue_days)}"
    if actual is None and rating.reason == "There is no figure yet.":
        reason = f"There is no figure yet: it is {late} late."
    else:
        reason = f"{rating.reason.removesuffix('.')}; the next figure is {late} late."
    return replace(rating, reason=reason, overdue_days=overdue_days)
