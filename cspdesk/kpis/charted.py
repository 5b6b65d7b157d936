"""From an indicator's card to the view its charts draw: one computation for screen and paper."""

from __future__ import annotations

from cspdesk.charts.figures import Figures
from cspdesk.charts.view import XmrView, xmr_view
from cspdesk.kpis.records import IndicatorCard
from db.vocabulary import Measured, Unit


def view_of(card: IndicatorCard) -> XmrView | None:
    """The indicator's charted series; None without figures."""
    series = card.series
    if series is None:
        return None
    values = [point.value for point in series.spc.points if point.value is not None]
    percent = card.line.unit is Unit.PERCENT
    return xmr_view(
        series.spc,
        series.periods,
        name=card.line.name,
        target=card.trajectory,
        provisional=[period.start in card.provisional for period in series.periods],
        improve=card.direction,
        figures=Figures(card.decimals, "%" if percent else ""),
        # A change in per cent may fall below nought; counts, rates and shares cannot.
        floor=None if min(values, default=0.0) < 0 else 0.0,
        ceiling=100.0 if percent else None,
        yearly=_yearly(card),
        breaks=[(held.start, held.rebase, held.reason) for held in card.breaks],
        stated=card.finding,
    )


def _yearly(card: IndicatorCard) -> tuple[float, float | None] | None:
    actual = card.standing.actual
    if card.measured is not Measured.ROLLING_12 or actual is None:
        return None
    return actual, card.standing.rating.expected
