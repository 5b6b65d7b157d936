"""One item's minutes, as the Executive rehearsed them."""

from __future__ import annotations

from collections.abc import Sequence

from cspdesk.charts.plan import (
    no_items,
)
from cspdesk.charts.primitives import (
    Drawing,
    Ink,
    Line,
    Rect,
    Shape,
    Text,
    Weight,
)
from cspdesk.charts.style import SCREEN, ChartStyle
from cspdesk.charts.text import PRINT_MEASURE, TextMeasure


def rehearsal_bar(
    parts: Sequence[tuple[str, int]],
    width: float,
    height: float = 20.0,
    style: ChartStyle = SCREEN,
    measure: TextMeasure = PRINT_MEASURE,
    *,
    elapsed: float | None = None,
) -> Drawing:
    """How an item's minutes are split; `elapsed` minutes are tinted up to a line at now."""
    parts = [(name, minutes) for name, minutes in parts if minutes > 0]
    total = sum(minutes for _, minutes in parts)
    if not total:
        return no_items(width, height, style, measure)
    over = 4.0 if elapsed is not None else 0.0
    top, bottom = over, height - over
    shapes: list[Shape] = [Rect(0, top, width, bottom - top, Ink.PANEL)]
    if elapsed is not None:
        share = min(max(elapsed / total, 0.0), 1.0)
        shapes.append(Rect(0, top, width * share, bottom - top, Ink.TINT))
    at = 0
    for name, minutes in parts:
        left, right = width * at / total, width * (at + minutes) / total
        current = elapsed is not None and at <= elapsed < at + minutes
        shapes += _part(name, minutes, left, right, top, bottom, style, measure, current)
        at += minutes
    if elapsed is not None:
        x = min(max(width * elapsed / total, 1.5), width - 1.5)
        shapes.append(Line(x, 0, x, height, Ink.TEXT, 3))
    spoken = ", ".join(f"{name.lower()} {minutes}" for name, minutes in parts)
    alt = f"{total} minutes: {spoken}."
    if elapsed is not None:
        alt += f" {elapsed:.0f} minutes gone."
    return Drawing(width, height, tuple(shapes), alt)


def _part(
    name: str, minutes: int, left: float, right: float, top: float, bottom: float,
    style: ChartStyle, measure: TextMeasure, current: bool,
) -> list[Shape]:  # fmt: skip
    shapes: list[Shape] = [Rect(left, top, right - left, bottom - top, None, Ink.LINE, 1)]
    tall = bottom - top
    size = style.label if tall < 30 else style.label + 1
    weight = Weight.SEMIBOLD if current else Weight.REGULAR
    small = (f"{minutes} {name.lower()}", str(minutes))
    large = (f"{name} {minutes} min", f"{name} {minutes}", name, str(minutes))
    for words in small if tall < 30 else large:
        if measure.width(words, size, weight) + 10 <= right - left and tall > size:
            base = top + tall / 2 + size * 0.36
            shapes.append(Text(left + 6, base, words, size, ink=Ink.TEXT, weight=weight))
            break
    return shapes
