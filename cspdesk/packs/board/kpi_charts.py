"""An indicator's chart and its line of small print, as every document shows them."""

from __future__ import annotations

from datetime import date

from cspdesk.calendar import MONTHS
from cspdesk.charts.empty import no_data
from cspdesk.charts.figures import Figures
from cspdesk.charts.paths import PathView, path_chart
from cspdesk.charts.style import PAPER
from cspdesk.charts.text import PRINT_MEASURE
from cspdesk.charts.xmr import xmr_chart
from cspdesk.kpis.charted import view_of
from cspdesk.kpis.periods import Period
from cspdesk.kpis.records import IndicatorCard
from cspdesk.kpis.standing import trajectory
from cspdesk.kpis.targets import Target
from cspdesk.packs import blocks as b
from db.vocabulary import TargetKind

_MOST_PERIODS = 121  # ten years of months; a longer path is no longer a chart


def kpi_subtitle(card: IndicatorCard) -> str:
    """The words of its source, how often it is measured, and by whom."""
    parts = [f"{card.line.code}. {card.line.words}", card.line.frequency.label.lower()]
    if card.data_source:
        parts.append(f"source: {card.data_source}")
    return ", ".join(parts) + "."


def kpi_chart(
    card: IndicatorCard, width: float, height: float, target: Target | None = None
) -> b.Drawing:
    """The process behaviour chart, in points; without figures it says so in its place.

    A caseload on its way up (`target` counts up from a dated baseline) is held against its path:
    limits around an average mean nothing for a figure that is meant to grow.
    """
    path = _path_view(card, target) if target else None
    if path is not None:
        return path_chart(path, width, height, PAPER)
    view = view_of(card)
    if view is None:
        return no_data(card.line.name, width, height, PAPER, PRINT_MEASURE)
    return xmr_chart(view, width, height, PAPER)


def kpi_note(card: IndicatorCard, target: Target | None = None) -> str:
    """What is to be read from the chart: its finding, or how the path of a caseload runs."""
    view = _path_view(card, target) if target else None
    if view is None or target is None or target.baseline_at is None or target.by is None:
        return card.finding
    write = view.figures.write
    return (
        f"Dashed line: the path from {write(target.baseline or 0)} in "
        f"{_month(target.baseline_at)} to {write(target.value or 0)} in {_month(target.by)}."
    )


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def _path_view(card: IndicatorCard, target: Target) -> PathView | None:
    """The path from the first charted period to the target's date; None when there is none."""
    series = card.series
    if series is None or target.kind is not TargetKind.COUNT_UP_TO or not target.has_path:
        return None
    first, last = series.periods[0], series.periods[-1]
    count = next((n for n in range(1, _MOST_PERIODS) if _reaches(first.plus(n - 1), target)), 0)
    periods = [first.plus(n) for n in range(max(count, len(series.periods)))]
    path = trajectory(target, periods, card.measured)
    if not count or last > periods[-1] or any(level is None for level in path):
        return None
    return PathView(
        name=card.line.name,
        periods=tuple(period.short for period in periods),
        actual=tuple(point.value for point in series.spc.points),
        path=tuple(level for level in path if level is not None),
        figures=Figures(card.decimals),
        improve=card.direction,
    )


def _reaches(period: Period, target: Target) -> bool:
    return target.by is not None and period.end >= target.by
