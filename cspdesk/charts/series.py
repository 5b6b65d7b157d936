"""The data itself: the line, broken at gaps, and a point for every period."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from cspdesk.charts.frame import Frame, Sketch
from cspdesk.charts.marks import MarkName, mark, placed
from cspdesk.charts.primitives import Dot, HotPoint, Ink, Mark, Path, Point, Poly, Row
from cspdesk.charts.style import ChartStyle
from cspdesk.charts.view import XmrPoint, XmrView
from cspdesk.charts.words import latest_target, write_target
from cspdesk.kpis.spc import Signal
from db.vocabulary import Frequency

_FULL_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def runs(points: list[Point | None]) -> list[tuple[Point, ...]]:
    """Unbroken stretches of a line with gaps."""
    found: list[list[Point]] = [[]]
    for point in points:
        if point is None:
            found.append([])
        else:
            found[-1].append(point)
    return [tuple(run) for run in found if run]


def draw_line(
    sketch: Sketch, frame: Frame, values: list[float | None], ink: Ink = Ink.DATA
) -> None:
    """The line of a series, broken where a value is missing."""
    places = [None if v is None else (frame.x(i), frame.y(v)) for i, v in enumerate(values)]
    for run in runs(places):
        if len(run) > 1:
            sketch.add(Poly(run, ink, sketch.style.line))


def dot_size(style: ChartStyle, pitch: float) -> float:
    """Points shrink where there are many, so that the line stays a line."""
    return max(0.9, min(style.dot, pitch * 0.42))


def draw_points(sketch: Sketch, frame: Frame, view: XmrView, judged: Collection[int]) -> None:
    """A point a period; of those judged, one that chance does not explain has its own form."""
    style = sketch.style
    small = dot_size(style, frame.pitch)
    large = max(2.2, min(style.signal, frame.pitch * 0.6))
    forms = {signal: data_point(style, signal, small, large) for signal in Signal}
    for place, point, value in view.measured:
        form = forms[point.signal if place in judged else Signal.COMMON]
        if point.provisional:
            form = hollow(form, style)
        sketch.add(Mark(frame.x(place), frame.y(value), form.r, form.form, form.fill,
                        form.stroke, form.stroke_width))  # fmt: skip
    for place, point in enumerate(view.points):
        if point.value is None and style.axes:
            sketch.add(*_gap(frame, place))


def data_point(style: ChartStyle, signal: Signal, small: float, large: float) -> Mark:
    """The form for a signal: squares on screen; diamonds and rings on paper, without a legend."""
    if signal is Signal.COMMON:
        return Mark(0, 0, small, Dot.CIRCLE, Ink.DATA)
    if not style.paper:
        return Mark(0, 0, large, Dot.SQUARE, Ink.ACCENT, Ink.PANEL, 0.8)
    if signal is Signal.CONCERN:
        return Mark(0, 0, large + 0.3, Dot.DIAMOND, Ink.CONCERN, Ink.PANEL, 0.6)
    if signal is Signal.IMPROVEMENT:
        return Mark(0, 0, large - 0.1, Dot.CIRCLE, Ink.PANEL, Ink.IMPROVE, 1.8)
    return Mark(0, 0, large - 0.6, Dot.SQUARE, Ink.DATA)


def hollow(form: Mark, style: ChartStyle) -> Mark:
    """A figure that may still change: the same form, empty."""
    ink = form.fill if form.fill is not Ink.PANEL else form.stroke
    if form.form is not Dot.CIRCLE:
        ink = form.fill
    elif ink is Ink.DATA and not style.paper:
        ink = Ink.TEXT
    grown = max(form.r, 3.0) + (0.6 if form.form is Dot.CIRCLE else 0.3)
    return replace(form, r=grown, fill=Ink.PANEL, stroke=ink, stroke_width=1.6)


def _gap(frame: Frame, place: int) -> tuple[Path, ...]:
    """A dashed ring on the axis: what is missing is drawn, not left out."""
    size = min(8.0, max(4.0, frame.pitch))
    x = min(max(frame.x(place), frame.left + size / 2), frame.right - size / 2)
    return placed(mark(MarkName.NOT_RATED), x - size / 2, frame.bottom - size - 2, size)


def hot_points(frame: Frame, view: XmrView) -> tuple[HotPoint, ...]:
    """Every period in words, where its point is drawn (a gap: on the axis)."""
    anew = {one.place: one for one in view.breaks}
    return tuple(
        HotPoint(
            frame.x(i), frame.bottom if p.value is None else frame.y(p.value),
            in_words(view, p) + (f". {anew[i].name} here: {anew[i].reason}" if i in anew else ""),
            p.start.isoformat(),
        )
        for i, p in enumerate(view.points)
    )  # fmt: skip


def in_words(view: XmrView, point: XmrPoint) -> str:
    """ "September 2016: 138, above the upper limit"."""
    when = point.label
    if view.frequency is Frequency.MONTHLY:
        when = f"{_FULL_MONTHS[point.start.month - 1]} {point.start.year}"
    if point.value is None:
        return f"{when}: no data"
    parts = [view.figures.write(point.value), signal_words(point)]
    parts.append("provisional" if point.provisional else "")
    return f"{when}: {', '.join(part for part in parts if part)}"


def signal_words(point: XmrPoint) -> str:
    """Why a point is a signal, in words; empty for chance."""
    if point.rule is None or point.value is None:
        return ""
    return point.rule.name_in_words


def figures_table(view: XmrView, *, limits: bool) -> tuple[Row, ...]:
    """The figures as text, headings first: what the chart shows, row by row."""
    target = latest_target(view) is not None
    heads = [view.period_word.capitalize(), "Value"]
    heads += ["Average", "Lower limit", "Upper limit"] if limits else []
    heads += ["Target"] if target else []
    return ((*heads, "Note"), *(_row(view, p, limits, target) for p in view.points))


def _row(view: XmrView, point: XmrPoint, limits: bool, target: bool) -> Row:
    write = view.figures
    cells = [point.label, "no data" if point.value is None else write.write(point.value)]
    if limits:
        levels = (point.mean, point.lower, point.upper)
        cells += ["" if v is None else write.limit(v, paper=False) for v in levels]
    if target:
        cells.append("" if point.target is None else write_target(view, point.target))
    notes = [signal_words(point) if limits else "", "provisional" if point.provisional else ""]
    return (*cells, ", ".join(n for n in notes if n))
