"""What London and the most similar group did over the same window, in sentences. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cspdesk.kpis.direction import SMALLEST_FOR_PERCENT
from cspdesk.kpis.figures import format_change, format_figure, format_percent_change, rolling
from cspdesk.kpis.periods import Period, period_of
from db.vocabulary import Comparator, Frequency, Measured, Unit

Figures = Mapping[Period, float | None]


def comparisons(
    known: tuple[tuple[Comparator, date, float], ...],
    at: Period | None,
    *,
    own: float | None,
    measured: Measured,
    unit: Unit,
    decimals: int,
) -> tuple[str, ...]:
    """One sentence for each area that has a figure at `at`, beside `own` where both are shares.

    Counts of other areas are never set beside our own, since those are of another size: there it
    is the change on a year earlier that compares.
    """
    if at is None:
        return ()
    said = []
    for area in Comparator:
        figures = {
            period_of(start, at.frequency, at.year_start_month): value
            for held, start, value in known
            if held is area
        }
        sentence = _said(area, figures, at, own, measured, unit, decimals)
        if sentence:
            said.append(sentence)
    return tuple(said)


def _said(
    area: Comparator,
    figures: Figures,
    at: Period,
    own: float | None,
    measured: Measured,
    unit: Unit,
    decimals: int,
) -> str:
    over = measured
    value = rolling(figures, at, over, unit)
    if value is None and over is not Measured.LATEST:
        over = Measured.LATEST  # not a whole year of it: the month itself still tells something
        value = rolling(figures, at, over, unit)
    if value is None:
        return ""
    words = f"{area.label}: {format_figure(value, unit, decimals)} {_when(at, over)}"
    before = rolling(figures, at.year_before, over, unit)
    if before is not None:
        words += f", {_change(value, before, unit, decimals)} on a year earlier"
    if unit is not Unit.COUNT and own is not None:
        words += f"; ours is {format_figure(own, unit, decimals)}"
    return f"{words}."


def _when(at: Period, over: Measured) -> str:
    if over is Measured.ROLLING_12 and at.frequency is not Frequency.YEARLY:
        return f"in the 12 months to {at.label}"
    if over is Measured.YEAR_TO_DATE:
        return f"in the year to {at.label}"
    return f"in {at.label}"


def _change(value: float, before: float, unit: Unit, decimals: int) -> str:
    """No percentage of a small count, nor of a share."""
    if unit is Unit.COUNT and before >= SMALLEST_FOR_PERCENT:
        return format_percent_change(100 * (value - before) / before, 1)
    return format_change(value - before, unit, decimals)
