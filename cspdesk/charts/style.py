"""The three ways a chart is drawn: on screen, on paper, and small without axes."""

from __future__ import annotations

from dataclasses import dataclass

from cspdesk.charts.primitives import Dash


@dataclass(frozen=True, slots=True)
class ChartStyle:
    """Sizes of one way of drawing; lengths in the drawing's units."""

    paper: bool
    axes: bool  # False: no scale, no months, no names of lines
    tick: float  # size of the words on the axes
    label: float  # size of the words beside lines
    latest: float  # size of the latest value
    gap: float  # least distance between two labels' base lines
    line: float  # width of the data line
    dot: float  # half width of an ordinary point
    signal: float  # half width of a point that chance does not explain
    rule: float  # width of average and limits
    axis: float
    grid: float
    limit_dash: Dash
    target_dash: Dash
    target_width: float
    most_ticks: int
    tick_room: float  # least distance between two grid lines
    least_points_for_limits: int


SCREEN = ChartStyle(
    paper=False, axes=True, tick=11, label=12, latest=12, gap=15, line=1.4, dot=3.3, signal=4.0,
    rule=1.25, axis=1, grid=1, limit_dash=(5, 3), target_dash=(8, 3, 2, 3), target_width=1.75,
    most_ticks=7, tick_room=34, least_points_for_limits=6,
)  # fmt: skip
PAPER = ChartStyle(
    paper=True, axes=True, tick=10, label=10, latest=11, gap=12.5, line=1.4, dot=2.1, signal=4.2,
    rule=0.9, axis=0.75, grid=0.5, limit_dash=(2, 2.5), target_dash=(7, 3), target_width=1.5,
    most_ticks=5, tick_room=24, least_points_for_limits=10,
)  # fmt: skip
COMPACT = ChartStyle(
    paper=False, axes=False, tick=11, label=12, latest=12, gap=15, line=1.2, dot=2.3, signal=3.4,
    rule=1, axis=1, grid=1, limit_dash=(4, 2.5), target_dash=(8, 3, 2, 3), target_width=1.5,
    most_ticks=3, tick_room=34, least_points_for_limits=6,
)  # fmt: skip
