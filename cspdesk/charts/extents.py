"""The box that a shape covers, stroke included."""

from __future__ import annotations

from cspdesk.charts.labels import Box
from cspdesk.charts.primitives import (
    Anchor,
    Close,
    Curve,
    Line,
    Mark,
    Path,
    Point,
    Poly,
    Rect,
    Shape,
    Text,
)
from cspdesk.charts.text import ASCENT, DESCENT, PRINT_MEASURE, TextMeasure


def text_box(text: Text, measure: TextMeasure = PRINT_MEASURE) -> Box:
    """The box of a line of words, from ascender to descender."""
    width = measure.width(text.words, text.size, text.weight, text.tabular)
    left = text.x - {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}[text.anchor] * width
    return Box(left, text.y - ASCENT * text.size, left + width, text.y + DESCENT * text.size)


def extent(shape: Shape, measure: TextMeasure = PRINT_MEASURE) -> Box:
    """The box of any shape."""
    if isinstance(shape, Text):
        return text_box(shape, measure)
    if isinstance(shape, Mark):
        return Box(shape.x - shape.r, shape.y - shape.r, shape.x + shape.r, shape.y + shape.r)
    if isinstance(shape, Rect):
        # Painters lay a box's stroke inside its edge.
        return Box(shape.x, shape.y, shape.x + shape.width, shape.y + shape.height)
    if isinstance(shape, Line):
        # Flat ends: a level line is thick upwards and downwards only.
        level, upright = shape.y1 == shape.y2, shape.x1 == shape.x2
        box = _grown(((shape.x1, shape.y1), (shape.x2, shape.y2)), 0.0)
        across = 0.0 if level else shape.width / 2
        down = 0.0 if upright else shape.width / 2
        return Box(box.left - across, box.top - down, box.right + across, box.bottom + down)
    if isinstance(shape, Poly):
        return _grown(shape.points, shape.width / 2)
    return _grown(_places(shape), shape.stroke_width / 2 if shape.stroke else 0.0)


def _places(path: Path) -> tuple[Point, ...]:
    places: list[Point] = []
    for step in path.steps:
        if isinstance(step, Close):
            continue
        if isinstance(step, Curve):
            places += [(step.ax, step.ay), (step.bx, step.by)]
        places.append((step.x, step.y))
    return tuple(places)


def _grown(points: tuple[Point, ...], by: float) -> Box:
    across = [x for x, _ in points]
    down = [y for _, y in points]
    return Box(min(across) - by, min(down) - by, max(across) + by, max(down) + by)
