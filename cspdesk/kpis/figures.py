"""Sums over twelve months or the year to date, shares, and figures as people read them.

Numbers read "1,009", "44.7%", "−14.5" with a true minus sign; halves round away from nought.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from cspdesk.kpis.periods import Period, period_of, span
from db.vocabulary import Frequency, Measured, Unit

Values = Mapping[Period, float | None]

MINUS = "−"
NOT_AVAILABLE = "n/a"
_DECIMALS = {Unit.COUNT: 0, Unit.PERCENT: 1, Unit.RATE: 2, Unit.MILESTONES: 0, Unit.NARRATIVE: 0}


# Windows


def window(at: Period, measured: Measured, unit: Unit = Unit.COUNT) -> tuple[Period, ...]:
    """The periods that a figure at `at` is made of, in order.

    Counts add up over twelve months or the year to date; shares and rates cannot be added, so
    theirs is always the latest period.
    """
    return _window(at, at.year_start_month, measured, unit)


@lru_cache(maxsize=1024)  # two hundred indicators share a few; equal periods may number unalike
def _window(at: Period, _year_start: int, measured: Measured, unit: Unit) -> tuple[Period, ...]:
    if unit is not Unit.COUNT or measured is Measured.LATEST:
        return (at,)
    if measured is Measured.ROLLING_12:
        return span(at.plus(1 - at.per_year), at)
    return span(_first_of_year(at), at)


def _first_of_year(at: Period) -> Period:
    year = period_of(at.start, Frequency.YEARLY, at.year_start_month)
    return (
        at
        if at.frequency is Frequency.YEARLY
        else period_of(year.start, at.frequency, at.year_start_month)
    )


def missing(values: Values, at: Period, measured: Measured, unit: Unit) -> tuple[Period, ...]:
    """The periods of the window that have no figure."""
    return tuple(period for period in window(at, measured, unit) if values.get(period) is None)


def rolling(values: Values, at: Period, measured: Measured, unit: Unit) -> float | None:
    """The figure at `at` over its window; None when a period is missing (see `missing`)."""
    found = [values.get(period) for period in window(at, measured, unit)]
    return _total(found)


def _total(found: Iterable[float | None]) -> float | None:
    numbers = []
    for value in found:
        if value is None:
            return None
        numbers.append(value)
    return math.fsum(numbers)


def rolling_series(
    values: Values, periods: Iterable[Period], measured: Measured, unit: Unit
) -> tuple[float | None, ...]:
    """`rolling` at each of some periods, in their order."""
    return tuple(rolling(values, at, measured, unit) for at in periods)


def share(numerators: Values, denominators: Values, at: Period, measured: Measured) -> float | None:
    """A percentage over its window: summed cases over summed totals, not a mean of percentages.

    None when either is missing in any period, or the totals come to nought.
    """
    above = rolling(numerators, at, measured, Unit.COUNT)
    below = rolling(denominators, at, measured, Unit.COUNT)
    return None if above is None or not below else 100 * above / below


# Figures in words


# The usual 28 digits would refuse what a slip of the finger makes: 22 nines for a target.
_EVERY_DIGIT = Context(prec=400)


def rounded(value: float, decimals: int) -> Decimal:
    """To so many decimals, halves away from nought, as people round: 2.5 to 3, −0.04 to 0."""
    step = Decimal(1).scaleb(-decimals)
    exact = Decimal(repr(float(value))).quantize(step, ROUND_HALF_UP, _EVERY_DIGIT)
    return exact if exact else abs(exact)


def decimals_for(unit: Unit, decimals: int | None = None) -> int:
    """The decimals asked for, else those usual for the unit: counts 0, percentages 1, rates 2."""
    return _DECIMALS[unit] if decimals is None else decimals


def format_number(value: float, decimals: int) -> str:
    """Thousands with commas and a true minus: "1,009", "−14.5"."""
    return f"{rounded(value, decimals):,f}".replace("-", MINUS)


def format_figure(value: float | None, unit: Unit, decimals: int | None = None) -> str:
    """A figure in its unit: "1,009", "44.7%", "0.82"; "n/a" when there is none."""
    if value is None:
        return NOT_AVAILABLE
    mark = "%" if unit is Unit.PERCENT else ""
    return format_number(value, decimals_for(unit, decimals)) + mark


def format_plain(value: float | None, unit: Unit) -> str:
    """A figure with no more decimals than it needs: a target of "60%", "19.8%", "1,135"."""
    if value is None:
        return NOT_AVAILABLE
    digits = f"{rounded(value, 6).normalize(_EVERY_DIGIT):f}"
    return format_figure(value, unit, len(digits.partition(".")[2]))


def format_change(change: float | None, unit: Unit, decimals: int | None = None) -> str:
    """A difference with its sign: "+286", "−2.7 points" between percentages, "no change"."""
    if change is None:
        return NOT_AVAILABLE
    amount = rounded(change, decimals_for(unit, decimals))
    if not amount:
        return "no change"
    sign = "+" if amount > 0 else MINUS
    return f"{sign}{abs(amount):,f}{points(amount) if unit is Unit.PERCENT else ''}"


def points(amount: float | Decimal) -> str:
    """The word for percentage points, with its space before: " point", " points"."""
    return " point" if abs(amount) == 1 else " points"


def format_percent_change(percent: float | None, decimals: int = 0) -> str:
    """A relative change: "+39%", "−4.5%", "no change"; "n/a" when it may not be said."""
    if percent is None:
        return NOT_AVAILABLE
    amount = rounded(percent, decimals)
    if not amount:
        return "no change"
    return f"{'+' if amount > 0 else MINUS}{abs(amount):,f}%"
