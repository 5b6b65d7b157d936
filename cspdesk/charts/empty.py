"""A chart without data: what is missing is drawn, not left blank."""

from __future__ import annotations

from cspdesk.charts.primitives import Anchor, Drawing, Ink, Rect, Text
from cspdesk.charts.style import ChartStyle
from cspdesk.charts.text import TextMeasure, fit


def no_data(
    name: str, width: float, height: float, style: ChartStyle, measure: TextMeasure
) -> Drawing:
    """A dashed box that says so: what is missing is drawn."""
    words = fit("No data yet", width - 12, measure, style.label)
    shapes: list[Rect | Text] = [
        Rect(0.5, 0.5, width - 1, height - 1, None, Ink.LINE, 1, (4, 3)),
    ]
    if words and height > style.label * 1.6:
        shapes.append(Text(width / 2, height / 2 + style.label * 0.35, words, style.label,
                           Anchor.MIDDLE, Ink.SECONDARY))  # fmt: skip
    return Drawing(width, height, tuple(shapes), f"{name or 'Chart'}: no data yet.")
