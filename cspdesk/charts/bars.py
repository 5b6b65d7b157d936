"""Years side by side as bullet bars: a bar from nought for each, a tick where its target stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cspdesk.charts.empty import no_data
from cspdesk.charts.figures import Figures
from cspdesk.charts.frame import Sketch
from cspdesk.charts.primitives import (
    Anchor,
    Drawing,
    HotPoint,
    Ink,
    Line,
    Rect,
    Text,
    Weight,
)
from cspdesk.charts.series import in_words
from cspdesk.charts.style import SCREEN, ChartStyle
from cspdesk.charts.text import PRINT_MEASURE, TextMeasure, fit
from cspdesk.charts.view import XmrPoint, XmrView
from cspdesk.charts.words import change_in_words, within, write_target

MOST_YEARS = 8
_ROW, _LEAST_ROW = 34.0, 16.0
_BAR = 0.62  # of a row
_SIDE = 8.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One year: its name, its figure and, where it has one, its target (written by the caller)."""

    name: str
    value: float
    target: float | None = None
    target_words: str = ""
    strong: bool = False
    provisional: bool = False
    spoken: str = ""
    key: str = ""


def years_chart(
    view: XmrView,
    width: float,
    height: float,
    style: ChartStyle = SCREEN,
    measure: TextMeasure = PRINT_MEASURE,
) -> Drawing:
    """The last eight figures of a yearly indicator, the latest strong, each with its target."""
    measured = view.measured
    if not measured:
        return no_data(view.name, width, height, style, measure)
    most = max(1, min(MOST_YEARS, int(height / _LEAST_ROW)))
    shown = measured[-most:]
    sketch = Sketch(style, measure)
    rows = [_bar(view, point, value, point is shown[-1][1]) for _, point, value in shown]
    tall = min(height, _ROW * len(rows))
    hot = draw_bars(sketch, rows, view.figures, 0, 0, width, tall)
    return Drawing(width, height, tuple(sketch.shapes), _alt(view), hot, _notes(view),
                   _table(view), years_title(view))  # fmt: skip


def _bar(view: XmrView, point: XmrPoint, value: float, latest: bool) -> Bar:
    target = "" if point.target is None else write_target(view, point.target)
    aim = f", target {target}" if target else ""
    return Bar(
        name=point.short,
        value=value,
        target=point.target,
        target_words=target,
        strong=latest,
        provisional=point.provisional,
        spoken=in_words(view, point) + aim,
        key=point.start.isoformat(),
    )


def draw_bars(
    sketch: Sketch,
    bars: Sequence[Bar],
    figures: Figures,
    left: float,
    top: float,
    width: float,
    height: float,
) -> tuple[HotPoint, ...]:
    """Draw one bar a row from a common nought; gives each row's place with its words."""
    style = sketch.style
    names = max(sketch.width(bar.name, style.label, Weight.SEMIBOLD) for bar in bars)
    words = max(_words_width(sketch, bar, figures) for bar in bars)
    start = left + min(names, 0.3 * width) + _SIDE
    reach = max(width - (start - left) - words - _SIDE, 0.3 * width)
    held = [v for bar in bars for v in (bar.value, bar.target) if v is not None]
    low, high = min(0.0, *held), max(0.0, *held)
    span = (high - low) or 1.0
    row = height / len(bars)

    def x(value: float) -> float:
        return start + reach * (value - low) / span

    for place, bar in enumerate(bars):
        middle = top + row * (place + 0.5)
        _draw_bar(sketch, bar, figures, (left, start - _SIDE), x, middle, row, left + width)
    nought = x(0.0)
    sketch.add(Line(nought, top, nought, top + height, Ink.LINE, style.axis))
    return tuple(
        HotPoint(left, top + row * place, bar.spoken, bar.key, width, row)
        for place, bar in enumerate(bars)
    )


def _words_width(sketch: Sketch, bar: Bar, figures: Figures) -> float:
    size = sketch.style.label
    figure = sketch.width(figures.write(bar.value), size, Weight.SEMIBOLD)
    return figure + (sketch.width(_aim(bar), size) if bar.target_words else 0.0)


def _aim(bar: Bar) -> str:
    return f"  target {bar.target_words}"


def _draw_bar(
    sketch: Sketch, bar: Bar, figures: Figures, name_room: tuple[float, float],
    x: Callable[[float], float], middle: float, row: float, right: float,
) -> None:  # fmt: skip
    style = sketch.style
    tall = row * _BAR
    begin, end = sorted((x(0.0), x(bar.value)))
    fill = Ink.PANEL if bar.provisional else Ink.DATA if bar.strong else Ink.TRACK
    stroke = Ink.DATA if bar.provisional or bar.strong else Ink.LINE
    sketch.add(Rect(begin, middle - tall / 2, max(end - begin, 1.0), tall, fill, stroke, 1))
    if bar.target is not None:
        at = x(bar.target)
        # A line in the surface's colour on each side keeps the tick apart from a dark bar.
        over, under = middle - row * 0.44, middle + row * 0.44
        sketch.add(Rect(at - 2.4, over, 4.8, under - over, Ink.PANEL))
        sketch.add(Line(at, over, at, under, Ink.TARGET, 2))
        end = max(end, at)
    base, weight = middle + style.label * 0.35, Weight.SEMIBOLD
    name = fit(bar.name, name_room[1] - name_room[0], sketch.measure, style.label, weight)
    sketch.write(Text(name_room[1], base, name, style.label, Anchor.END, Ink.TEXT if bar.strong
                      else Ink.SECONDARY, weight if bar.strong else Weight.REGULAR))  # fmt: skip
    figure = figures.write(bar.value)
    place = end + 6
    sketch.write(Text(place, base, figure, style.label, weight=weight))
    place += sketch.width(figure, style.label, weight)
    if bar.target_words and place + sketch.width(_aim(bar), style.label) <= right:
        sketch.write(Text(place, base, _aim(bar), style.label, ink=Ink.SECONDARY))


def years_title(view: XmrView) -> str:
    """ "31% in 2015/16, down 2 points on 2014/15"."""
    measured = view.measured
    if not measured:
        return "No data yet"
    _, last, value = measured[-1]
    said = f"{view.figures.write(value)} in {last.label}"
    if len(measured) < 2:
        return said
    _, earlier, before = measured[-2]
    return f"{said}, {change_in_words(view, value, before)} {earlier.label}"


def _alt(view: XmrView) -> str:
    values = [value for _, _, value in view.measured]
    last = view.measured[-1][1]
    aim = f"Target {write_target(view, last.target)}." if last.target is not None else ""
    low, high = view.figures.write(min(values)), view.figures.write(max(values))
    span = f"Between {low} and {high} in {len(values)} years." if len(values) > 1 else ""
    return within([f"{years_title(view)}.", aim, span])


def _notes(view: XmrView) -> tuple[str, ...]:
    more = len(view.measured) - MOST_YEARS
    early = (f"{more} earlier years are in the figures.",) if more > 1 else ()
    return (*early, *(("Hollow: provisional.",)
                      if any(p.provisional for p in view.points) else ()))  # fmt: skip


def _table(view: XmrView) -> tuple[tuple[str, ...], ...]:
    aimed = any(point.target is not None for point in view.points)
    heads = ("Year", "Value", "Target") if aimed else ("Year", "Value")
    rows = []
    for point in view.points:
        cells = [point.label, "no data" if point.value is None else view.figures.write(point.value)]
        if aimed:
            cells.append("" if point.target is None else write_target(view, point.target))
        rows.append(tuple(cells))
    return (heads, *rows)
