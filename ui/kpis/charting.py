"""From an indicator's card to the view that its two charts draw."""

from __future__ import annotations

from functools import partial

from cspdesk.charts.primitives import Drawing
from cspdesk.charts.style import SCREEN
from cspdesk.charts.text import PRINT_MEASURE, TextMeasure
from cspdesk.charts.view import XmrView
from cspdesk.charts.xmr import xmr_chart
from cspdesk.charts.years import twelve_month_chart
from cspdesk.kpis.charted import view_of as view_of
from cspdesk.kpis.records import IndicatorCard
from db.vocabulary import Measured, Unit
from ui.charts.widget import Builder

XMR, YEARS = "xmr", "years"
_AT_EASE = (900.0, 420.0)  # a size at which nothing is left out, for notes and figures


def builder_of(card: IndicatorCard, view: XmrView, kind: str) -> Builder:
    """What draws the chart of that kind at any size."""
    if kind == YEARS:
        # A caseload is a count too, but twelve of them make no sum.
        adds_up = card.line.unit is Unit.COUNT and card.measured is not Measured.LATEST
        return partial(_years, view, adds_up)
    return partial(_xmr, view)


def _xmr(view: XmrView, width: float, height: float, measure: TextMeasure) -> Drawing:
    return xmr_chart(view, width, height, SCREEN, measure, with_ranges=True)


def _years(
    view: XmrView, adds_up: bool, width: float, height: float, measure: TextMeasure
) -> Drawing:
    return twelve_month_chart(view, width, height, SCREEN, measure, adds_up=adds_up)


def at_ease(builder: Builder) -> Drawing:
    """The drawing at a comfortable size, whatever room the window has now."""
    return builder(*_AT_EASE, PRINT_MEASURE)


def chart_title(card: IndicatorCard, view: XmrView) -> str:
    """ "Offences each month"; "Per cent, each quarter" for what is no count."""
    words = card.unit_words or "Figure"
    joint = " each" if card.line.unit is Unit.COUNT else ", each"
    return f"{words[0].upper()}{words[1:]}{joint} {view.period_word}"
