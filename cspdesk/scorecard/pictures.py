"""A line of the scorecard as a small chart: a bar a cycle."""

from __future__ import annotations

from cspdesk.charts.cycle_bars import BARS_HEIGHT, BARS_WIDTH, CycleBar, cycle_bars
from cspdesk.charts.primitives import Drawing
from cspdesk.scorecard.measures import Shape
from cspdesk.scorecard.rules import Line


def line_picture(line: Line, width: float = BARS_WIDTH, height: float = BARS_HEIGHT) -> Drawing:
    """Shares fill up to the whole, so that 40% looks like 40%; amounts up to the largest."""
    bars = [CycleBar(one.value.number, one.words, one.label, one.held) for one in line.points]
    return cycle_bars(bars, width, height, top=1.0 if line.measure.shape is Shape.SHARE else None)
