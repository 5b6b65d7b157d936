"""An indicator's chart and its line of small print, as every document shows them."""

from __future__ import annotations

from cspdesk.charts.empty import no_data
from cspdesk.charts.style import PAPER
from cspdesk.charts.text import PRINT_MEASURE
from cspdesk.charts.xmr import xmr_chart
from cspdesk.kpis.charted import view_of
from cspdesk.kpis.records import IndicatorCard
from cspdesk.packs import blocks as b


def kpi_subtitle(card: IndicatorCard) -> str:
    """The words of its source, how often it is measured, and by whom."""
    parts = [f"{card.line.code}. {card.line.words}", card.line.frequency.label.lower()]
    if card.data_source:
        parts.append(f"source: {card.data_source}")
    return ", ".join(parts) + "."


def kpi_chart(card: IndicatorCard, width: float, height: float) -> b.Drawing:
    """The process behaviour chart, in points; without figures it says so in its place."""
    view = view_of(card)
    if view is None:
        return no_data(card.line.name, width, height, PAPER, PRINT_MEASURE)
    return xmr_chart(view, width, height, PAPER)
