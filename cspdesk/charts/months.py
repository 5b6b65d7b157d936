"""The axis of periods: a letter a month over the years (screen), or names thinned out (paper)."""

from __future__ import annotations

from collections.abc import Sequence

from cspdesk.charts.frame import Frame, Sketch
from cspdesk.charts.primitives import Anchor, Ink, Line, Text, Weight
from cspdesk.charts.view import XmrPoint
from cspdesk.charts.words import month
from db.vocabulary import Frequency

PAPER_FOOT = 20.0
SCREEN_FOOT = 32.0
_LETTER_ROOM = 10.5
_YEAR_ROOM = 30.0


def foot_for(sketch: Sketch) -> float:
    """Height that the axis of periods takes below the plot."""
    if not sketch.style.axes:
        return sketch.style.dot + 2
    return PAPER_FOOT if sketch.style.paper else SCREEN_FOOT


def draw_periods(
    sketch: Sketch, frame: Frame, points: Sequence[XmrPoint], frequency: Frequency, right: float
) -> None:
    """Name the periods under the plot; `right` is the edge of the drawing."""
    style = sketch.style
    if not style.axes:
        return
    sketch.add(Line(frame.left, frame.bottom, frame.right, frame.bottom, Ink.TEXT
                    if style.paper else Ink.LINE, style.axis))  # fmt: skip
    if not style.paper and frequency is Frequency.MONTHLY:
        _letters_and_years(sketch, frame, points)
    else:
        _thinned(sketch, frame, points, right)


def _letters_and_years(sketch: Sketch, frame: Frame, points: Sequence[XmrPoint]) -> None:
    size = sketch.style.tick
    base = frame.bottom + size + 4
    every = next((n for n in (1, 3, 6) if frame.pitch * n >= _LETTER_ROOM), 0)
    whole = frame.pitch * every >= 26  # room for "Jan" where not every month is named
    for place, point in enumerate(points):
        if every and (point.start.month - 1) % every == 0:
            letter = month(point) if every > 1 and whole else month(point)[0]
            sketch.add(Text(frame.x(place), base, letter, size, Anchor.MIDDLE, Ink.SECONDARY))
    _years(sketch, frame, points, base + (size + 3 if every else 0))


def _years(sketch: Sketch, frame: Frame, points: Sequence[XmrPoint], base: float) -> None:
    """The year under its first month, with a rule where one ends; years too close are thinned."""
    free = frame.left - 1
    for place, point in enumerate(points):
        if place and point.start.month != 1:
            continue
        x = max(frame.x(place) - 4, frame.left)
        if place:
            edge = frame.x(place) - frame.pitch / 2
            sketch.add(Line(edge, frame.bottom, edge, base + 1, Ink.GRID, sketch.style.grid))
        words = str(point.start.year)
        wide = sketch.width(words, sketch.style.tick, Weight.SEMIBOLD)
        following = _next_year(frame, points, place)
        if x < free or x + wide > min(frame.right + 4, following):
            continue
        sketch.add(Text(x, base, words, sketch.style.tick, ink=Ink.SECONDARY,
                        weight=Weight.SEMIBOLD))  # fmt: skip
        free = x + max(wide + 6, _YEAR_ROOM)


def _next_year(frame: Frame, points: Sequence[XmrPoint], place: int) -> float:
    """Where the next January's rule stands, as far as this year's name may reach.

    In a long history years are closer than their names: then only the thinning decides.
    """
    if place or frame.pitch * 12 < _YEAR_ROOM + 8:
        return frame.right + 4
    for other in range(1, len(points)):
        if points[other].start.month == 1:
            return frame.x(other) - frame.pitch / 2 - 2
    return frame.right + 4


def _thinned(sketch: Sketch, frame: Frame, points: Sequence[XmrPoint], right: float) -> None:
    """Ticks and names at equal steps, and always the last period."""
    style = sketch.style
    widest = max((sketch.width(p.short, style.tick) for p in points), default=0.0)
    step = _step(widest + 10, frame.pitch)
    last = len(points) - 1
    places = [i for i in range(0, len(points), step) if i == last or
              (last - i) * frame.pitch >= widest + 8]  # fmt: skip
    if points and last not in places:
        places.append(last)
    for place in places:
        x = frame.x(place)
        words = points[place].short
        half = sketch.width(words, style.tick) / 2
        centre = min(max(x, half + 0.5), right - half - 0.5)
        sketch.add(
            Line(x, frame.bottom, x, frame.bottom + 3.5, Ink.TEXT, style.axis),
            Text(centre, frame.bottom + style.tick + 4, words, style.tick, Anchor.MIDDLE,
                 Ink.SECONDARY),
        )  # fmt: skip


def _step(room: float, pitch: float) -> int:
    for step in (1, 2, 3, 4, 6, 12, 24, 36, 60, 120):
        if step * pitch >= room:
            return step
    return 240
