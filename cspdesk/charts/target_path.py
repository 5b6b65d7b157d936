"""A target as a line: from the baseline to what is to be reached, beside what has been measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cspdesk.calendar import SHORT_MONTHS
from cspdesk.charts.figures import Figures
from cspdesk.charts.frame import Frame, Sketch, draw_values, ticks_room
from cspdesk.charts.primitives import (
    Anchor,
    Dot,
    Drawing,
    HotPoint,
    Ink,
    Line,
    Mark,
    Poly,
    Text,
    Weight,
)
from cspdesk.charts.scale import scale_for
from cspdesk.charts.style import SCREEN, ChartStyle
from cspdesk.charts.text import PRINT_MEASURE, TextMeasure

_FOOT, _HEAD, _SIDE = 20.0, 18.0, 46.0


@dataclass(frozen=True, slots=True)
class TargetPath:
    """What the chart shows. `points` are (last day of the period, figure over the target's window).

    A level without a dated baseline has `start` None: a flat line from the first figure on, with
    the `baseline`, where there is one, as a ring at its left end.
    """

    said: str
    end: tuple[date, float]
    start: tuple[date, float] | None
    points: tuple[tuple[date, float], ...]
    today: date
    expected: float | None
    figures: Figures
    baseline: float | None = None


def target_path(
    path: TargetPath,
    width: float,
    height: float,
    style: ChartStyle = SCREEN,
    measure: TextMeasure = PRINT_MEASURE,
) -> Drawing:
    """The line to the target with its two ends named, the figures so far and where today is."""
    sketch = Sketch(style, measure)
    first, last = _span(path)
    values = [value for _day, value in path.points] + [path.end[1]]
    values += [path.start[1]] if path.start else []
    values += [path.baseline] if path.baseline is not None else []
    most = max(2, min(5, int((height - _FOOT - _HEAD) / style.tick_room) + 1))
    scale = scale_for(values, most, least_range=0.1 * abs(path.end[1]))
    left = ticks_room(sketch, scale, path.figures)
    frame = Frame(left, width - _SIDE, _HEAD, height - _FOOT, scale, 2, 4)
    plot = _Plot(frame, first, last)
    draw_values(sketch, frame, path.figures)
    _years(sketch, plot)
    _today(sketch, plot, path)
    run = tuple(plot.place(day, value) for day, value in path.points)
    if len(run) > 1:
        sketch.add(Poly(run, Ink.DATA, style.line))
    elif run:
        sketch.add(Mark(*run[0], style.dot))
    _line(sketch, plot, path)
    return Drawing(
        width, height, tuple(sketch.shapes), _alt(path), _hot(plot, path), (), _table(path)
    )


@dataclass(frozen=True, slots=True)
class _Plot:
    """Days across instead of periods."""

    frame: Frame
    first: date
    last: date

    def place(self, day: date, value: float) -> tuple[float, float]:
        return self.x(day), self.frame.y(value)

    def x(self, day: date) -> float:
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        frame = self.frame
        run = frame.right - frame.left - 2 * frame.inset
        return frame.left + frame.inset + run * share


def _span(path: TargetPath) -> tuple[date, date]:
    days = [day for day, _value in path.points] + [path.end[0], path.today]
    days += [path.start[0]] if path.start else []
    return min(days), max(days)


def _years(sketch: Sketch, plot: _Plot) -> None:
    """The first of January of each year, as many as fit."""
    frame, style = plot.frame, sketch.style
    base = frame.bottom + style.tick + 4
    sketch.add(Line(frame.left, frame.bottom, frame.right, frame.bottom, Ink.LINE, style.axis))
    taken = frame.left - 1
    for year in range(plot.first.year, plot.last.year + 1):
        day = date(year, 1, 1)
        if not plot.first <= day <= plot.last:
            continue
        words, x = str(year), plot.x(day)
        half = sketch.width(words, style.tick) / 2
        if x - half < taken + 6:
            continue
        taken = x + half
        sketch.add(Line(x, frame.bottom, x, frame.bottom + 3, Ink.LINE, style.grid))
        sketch.add(Text(x, base, words, style.tick, Anchor.MIDDLE, Ink.SECONDARY))


def _today(sketch: Sketch, plot: _Plot, path: TargetPath) -> None:
    x, frame = plot.x(path.today), plot.frame
    sketch.add(Line(x, frame.top, x, frame.bottom, Ink.LINE, 1, (2, 3)))
    sketch.write(Text(x, frame.top - 6, "Today", sketch.style.tick, Anchor.MIDDLE, Ink.SECONDARY))


def _line(sketch: Sketch, plot: _Plot, path: TargetPath) -> None:
    style, frame = sketch.style, plot.frame
    end = plot.place(*path.end)
    if path.start is None:
        start = (frame.left, end[1])
        if path.baseline is not None:
            _ring(sketch, path, path.baseline, (frame.left + 5, frame.y(path.baseline)))
    else:
        start = plot.place(*path.start)
    after = (frame.right, end[1])
    sketch.add(Poly((start, end), Ink.TARGET, style.target_width, style.target_dash))
    if end[0] < frame.right - 1:
        sketch.add(Line(*end, *after, Ink.TARGET, style.target_width, style.target_dash))
    sketch.add(Mark(*end, style.signal, Dot.DIAMOND, Ink.TARGET))
    figure = path.figures.write(path.end[1])
    base = end[1] + style.label * 0.35
    sketch.write(
        Text(frame.right + 8, base, figure, style.label, Anchor.START, Ink.TEXT, Weight.SEMIBOLD)
    )
    if path.start is not None:
        _ring(sketch, path, path.start[1], start)


def _ring(sketch: Sketch, path: TargetPath, value: float, at: tuple[float, float]) -> None:
    """The baseline with its figure beside it, on the side the line does not take."""
    sketch.add(Mark(*at, sketch.style.dot + 1, Dot.CIRCLE, Ink.PANEL, Ink.TARGET, 1.6))
    raw = Figures(2).write(value)
    words = raw.rstrip("0").rstrip(".") if "." in raw else raw
    y = at[1] + 16 if path.end[1] > value else at[1] - 8
    sketch.write(Text(at[0] + 2, y, words, sketch.style.tick, Anchor.START, Ink.SECONDARY))


def _month(day: date) -> str:
    return f"{SHORT_MONTHS[day.month - 1]} {day.year}"


def _alt(path: TargetPath) -> str:
    words = f"Target: {path.said}."
    if path.expected is not None:
        words += f" Expected today: {path.figures.write(path.expected)}."
    if path.points:
        day, value = path.points[-1]
        words += f" Latest: {path.figures.write(value)} to {_month(day)}."
    return words


def _named(path: TargetPath) -> Sequence[tuple[str, date, float]]:
    found = [("Baseline", *path.start)] if path.start else []
    found += [("Measured", day, value) for day, value in path.points]
    if path.expected is not None:
        found.append(("Expected today", path.today, path.expected))
    return [*found, ("Target", *path.end)]


def _hot(plot: _Plot, path: TargetPath) -> tuple[HotPoint, ...]:
    return tuple(
        HotPoint(*plot.place(day, value), f"{what}, {_month(day)}: {path.figures.write(value)}")
        for what, day, value in _named(path)
    )


def _table(path: TargetPath) -> tuple[tuple[str, ...], ...]:
    rows = [(what, _month(day), path.figures.write(value)) for what, day, value in _named(path)]
    return (("What", "When", "Figure"), *rows)
