"""The parts every chart with axes shares: its frame, scale, months and labels beside lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cspdesk.charts.extents import text_box
from cspdesk.charts.figures import Figures
from cspdesk.charts.labels import Box, most_labels, push_apart
from cspdesk.charts.primitives import Anchor, Ink, Line, Shape, Text, Weight
from cspdesk.charts.scale import Scale
from cspdesk.charts.style import ChartStyle
from cspdesk.charts.text import DESCENT, TextMeasure, fit

_LABEL_OFFSET = 8.0
_CENTRE = 0.35  # of the size: from the base line up to the middle of the small letters and figures


@dataclass(slots=True)
class Sketch:
    """A drawing being made: shapes so far, and how words are measured."""

    style: ChartStyle
    measure: TextMeasure
    shapes: list[Shape] = field(default_factory=list)
    taken: list[Box] = field(default_factory=list)

    def add(self, *shapes: Shape) -> None:
        self.shapes += shapes

    def write(self, text: Text) -> Box:
        """Add words and keep their place free of others."""
        box = text_box(text, self.measure)
        self.shapes.append(text)
        self.taken.append(box)
        return box

    def width(self, words: str, size: float, weight: Weight = Weight.REGULAR) -> float:
        return self.measure.width(words, size, weight)


@dataclass(frozen=True, slots=True)
class Frame:
    """The plot: its edges, its scale and how many periods it holds."""

    left: float
    right: float
    top: float
    bottom: float
    scale: Scale
    count: int
    inset: float  # from the left and right edge to the first and last point

    def x(self, place: float) -> float:
        """Across, of the place'th period; a single one stands in the middle."""
        if self.count <= 1:
            return (self.left + self.right) / 2
        run = self.right - self.left - 2 * self.inset
        return self.left + self.inset + run * place / (self.count - 1)

    def y(self, value: float) -> float:
        """Down, of a value."""
        low, high = self.scale.low, self.scale.high
        share = (value - low) / (high - low)
        return self.bottom - (self.bottom - self.top) * share

    @property
    def pitch(self) -> float:
        """Distance between two periods."""
        if self.count <= 1:
            return self.right - self.left
        return (self.right - self.left - 2 * self.inset) / (self.count - 1)


def inset_for(style: ChartStyle, width: float, count: int) -> float:
    """Half a period on screen, where months are columns; a little on paper."""
    if style.paper or count <= 1:
        return min(6.0, width / 4)
    return min(width / (2 * count), 24.0)


def ticks_room(sketch: Sketch, scale: Scale, figures: Figures) -> float:
    """The margin that the words of the value axis need."""
    if not sketch.style.axes:
        return 0.0
    words = [figures.tick(t, scale.step) for t in scale.ticks]
    widest = max((sketch.width(w, sketch.style.tick) for w in words), default=0.0)
    return widest + 7


def draw_values(sketch: Sketch, frame: Frame, figures: Figures) -> None:
    """Grid lines with their values at the left."""
    style = sketch.style
    if not style.axes:
        return
    for tick in frame.scale.ticks:
        y = frame.y(tick)
        sketch.add(Line(frame.left, y, frame.right, y, Ink.GRID, style.grid))
        words = figures.tick(tick, frame.scale.step)
        base = y + style.tick * _CENTRE
        sketch.add(Text(frame.left - 5, base, words, style.tick, Anchor.END, Ink.SECONDARY))


@dataclass(frozen=True, slots=True)
class SideLabel:
    """Words beside the end of a line; where room is short the highest rank is left out first."""

    y: float
    words: str
    figure: str = ""
    ink: Ink = Ink.SECONDARY
    weight: Weight = Weight.REGULAR
    size: float = 10.0
    rank: int = 0
    tied: bool = True  # False: names the plot, not one line

    @property
    def figure_weight(self) -> Weight:
        return self.weight if self.weight is not Weight.REGULAR else Weight.SEMIBOLD


def labels_room(sketch: Sketch, labels: Sequence[SideLabel], width: float) -> float:
    """The right margin that labels need, at most four tenths of the chart."""
    needed = max((_label_width(sketch, label) for label in labels), default=0.0)
    return min(needed + _LABEL_OFFSET + 1, 0.4 * width) if labels else 6.0


def _label_width(sketch: Sketch, label: SideLabel) -> float:
    return sketch.width(_lead(label), label.size, label.weight) + sketch.width(
        label.figure, label.size, label.figure_weight
    )


def _lead(label: SideLabel) -> str:
    return f"{label.words} " if label.figure and label.words else label.words


def draw_labels(
    sketch: Sketch, frame: Frame, labels: Sequence[SideLabel], right: float, foot: float
) -> None:
    """Labels at the right end, pushed apart, with a short tie where one had to move.

    `right` is the edge of the drawing, `foot` the lowest place a label may reach.
    """
    style = sketch.style
    top, bottom = style.latest * 0.8 + 0.5, foot - style.latest * DESCENT - 0.5
    room = most_labels(bottom - top, style.gap)
    kept = sorted(sorted(labels, key=lambda one: one.rank)[:room], key=lambda one: one.y)
    wanted = [one.y + one.size * _CENTRE for one in kept]
    for label, base in zip(kept, push_apart(wanted, style.gap, top, bottom), strict=True):
        middle = base - label.size * _CENTRE
        if label.tied and abs(middle - label.y) > 3:
            x = frame.right + 1.5
            sketch.add(Line(x, label.y, x + _LABEL_OFFSET - 3, middle, Ink.LINE, style.grid))
        _draw_label(sketch, label, frame.right + _LABEL_OFFSET, base, right)


def _draw_label(sketch: Sketch, label: SideLabel, x: float, base: float, right: float) -> None:
    room = right - x
    lead = _lead(label)
    figure_width = sketch.width(label.figure, label.size, label.figure_weight)
    if sketch.width(lead, label.size, label.weight) + figure_width > room and label.figure:
        lead = ""  # the figure says more than the name; the notes and table name the line
    words = fit(lead, room, sketch.measure, label.size, label.weight)
    if words:
        sketch.write(Text(x, base, words.rstrip(), label.size, ink=label.ink, weight=label.weight))
    if label.figure:
        x += sketch.width(words, label.size, label.weight) if words else 0
        figure = fit(label.figure, right - x, sketch.measure, label.size, label.figure_weight)
        if figure:
            ink = label.ink if label.weight is Weight.BOLD else Ink.TEXT
            sketch.write(Text(x, base, figure, label.size, ink=ink,
                              weight=label.figure_weight))  # fmt: skip
