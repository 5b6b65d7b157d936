"""Twelve months against the twelve before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cspdesk.charts.empty import no_data
from cspdesk.charts.frame import (
    Frame,
    SideLabel,
    Sketch,
    draw_labels,
    draw_values,
    inset_for,
    labels_room,
    ticks_room,
)
from cspdesk.charts.primitives import Anchor, Dot, Drawing, Ink, Line, Mark, Poly, Text, Weight
from cspdesk.charts.scale import scale_for
from cspdesk.charts.series import dot_size, draw_line, hot_points, runs
from cspdesk.charts.style import SCREEN, ChartStyle
from cspdesk.charts.text import PRINT_MEASURE, TextMeasure
from cspdesk.charts.view import XmrPoint, XmrView
from cspdesk.charts.words import month, within, write_target
from db.vocabulary import Frequency

_SMALL = 20  # no percentages on counts under this
_FOOT = 20.0


@dataclass(frozen=True, slots=True)
class _Year:
    """The periods of one year and their sum (None: they do not add up, or one is missing)."""

    points: tuple[XmrPoint, ...]
    total: float | None


def twelve_month_chart(
    view: XmrView,
    width: float,
    height: float,
    style: ChartStyle = SCREEN,
    measure: TextMeasure = PRINT_MEASURE,
    *,
    adds_up: bool = True,
) -> Drawing:
    """The latest twelve months as a strong line over the twelve before as a thin one.

    `adds_up` says that periods may be summed (counts); percentages and rates may not. The year ends
    with the latest figure. With less than a year before it, only the latest year is drawn.
    """
    if not view.measured:
        return no_data(view.name, width, height, style, measure)
    now, before = _years(view, adds_up)
    sketch = Sketch(style, measure)
    values = [p.value for p in (*now.points, *before.points) if p.value is not None]
    most = max(2, min(style.most_ticks, int((height - 30) / style.tick_room) + 1))
    least = 6.0 if view.figures.suffix == "%" else 0.2 * abs(view.measured[-1][2])
    scale = scale_for(values, most, ceiling=view.ceiling, least_range=least)
    frame, labels = _layout(sketch, view, now, before, width, height, Frame(
        0, 1, style.latest, height - _FOOT, scale, len(now.points), 0))  # fmt: skip
    draw_values(sketch, frame, view.figures)
    _name_periods(sketch, frame, now.points, view.frequency)
    _draw_before(sketch, frame, before.points)
    draw_line(sketch, frame, [p.value for p in now.points])
    for place, point in enumerate(now.points):
        if point.value is not None:
            _draw_now(sketch, frame, place, point)
    draw_labels(sketch, frame, labels, width, frame.bottom + 8)
    latest = XmrView(view.name, now.points, view.figures, view.frequency)
    return Drawing(
        width, height, tuple(sketch.shapes), _alt(view, now, before), hot_points(frame, latest),
        (f"Axis starts at {view.figures.tick(scale.low, scale.step)}.",)
        if scale.starts_above_zero else (),
        _table(view, now, before),
    )  # fmt: skip


def _years(view: XmrView, adds_up: bool) -> tuple[_Year, _Year]:
    size = view.per_year
    end = view.measured[-1][0] + 1
    now = view.points[max(0, end - size) : end]
    before = view.points[max(0, end - 2 * size) : max(0, end - size)]
    if len(before) < size:
        before = ()
    return _Year(now, _total(now, size, adds_up)), _Year(before, _total(before, size, adds_up))


def _total(points: Sequence[XmrPoint], size: int, adds_up: bool) -> float | None:
    values = [p.value for p in points if p.value is not None]
    return sum(values) if adds_up and len(values) == size else None


def _layout(
    sketch: Sketch, view: XmrView, now: _Year, before: _Year, width: float, height: float,
    draft: Frame,
) -> tuple[Frame, list[SideLabel]]:  # fmt: skip
    style = sketch.style
    labels = [_label(view, now, draft, style, strong=True)]
    if before.points:
        labels.append(_label(view, before, draft, style, strong=False))
    left = ticks_room(sketch, draft.scale, view.figures)
    right = labels_room(sketch, labels, width)
    inset = inset_for(style, width - left - right, draft.count)
    frame = Frame(left, width - right, draft.top, draft.bottom, draft.scale, draft.count, inset)
    return frame, labels


def _label(
    view: XmrView, year: _Year, frame: Frame, style: ChartStyle, *, strong: bool
) -> SideLabel:
    last = next((p for p in reversed(year.points) if p.value is not None), year.points[-1])
    y = frame.y(last.value if last.value is not None else frame.scale.low)
    figure = year.total if year.total is not None else last.value
    words = f"Year to {last.short}" if year.total is not None else last.short
    ink = Ink.DATA if strong and style.paper else Ink.TEXT if strong else Ink.SECONDARY
    weight = Weight.BOLD if strong and style.paper else (
        Weight.SEMIBOLD if strong else Weight.REGULAR)  # fmt: skip
    written = "" if figure is None else view.figures.write(figure)
    return SideLabel(y, words, written, ink, weight, style.label, 0 if strong else 1)


def _name_periods(
    sketch: Sketch, frame: Frame, points: Sequence[XmrPoint], frequency: Frequency
) -> None:
    """Months without their year, since each stands for two."""
    style = sketch.style
    sketch.add(Line(frame.left, frame.bottom, frame.right, frame.bottom,
                    Ink.TEXT if style.paper else Ink.LINE, style.axis))  # fmt: skip
    monthly = frequency is Frequency.MONTHLY
    names = [month(p) if monthly else p.short.split(" ")[0] for p in points]
    widest = max(sketch.width(n, style.tick) for n in names)
    if monthly and widest + 6 > frame.pitch:
        names = [n[0] for n in names]
        widest = max(sketch.width(n, style.tick) for n in names)
    every = max(1, -(-int(widest + 3) // max(1, int(frame.pitch))))
    for place in range(0, len(points), every):
        base = frame.bottom + style.tick + 4
        sketch.add(Text(frame.x(place), base, names[place], style.tick, Anchor.MIDDLE,
                        Ink.SECONDARY))  # fmt: skip


def _draw_before(sketch: Sketch, frame: Frame, points: Sequence[XmrPoint]) -> None:
    places = [None if p.value is None else (frame.x(i), frame.y(p.value))
              for i, p in enumerate(points)]  # fmt: skip
    for run in runs(places):
        if len(run) > 1:
            sketch.add(Poly(run, Ink.LINE, sketch.style.line * 0.8, (3, 2)))
    small = dot_size(sketch.style, frame.pitch) * 0.6
    sketch.add(*(Mark(x, y, small, fill=Ink.LINE) for x, y in (p for p in places if p)))


def _draw_now(sketch: Sketch, frame: Frame, place: int, point: XmrPoint) -> None:
    size = dot_size(sketch.style, frame.pitch)
    x, y = frame.x(place), frame.y(point.value or 0.0)
    if point.provisional:
        sketch.add(Mark(x, y, max(size, 3.0) + 0.6, Dot.CIRCLE, Ink.PANEL, Ink.DATA, 1.6))
    else:
        sketch.add(Mark(x, y, size))


def change_in_words(view: XmrView, now: float, before: float) -> str:
    """ "up 39%"; on counts under 20 the difference itself; "the same" where there is none."""
    if now == before:
        return "the same as"
    way = "up" if now > before else "down"
    if view.figures.suffix == "%":
        return f"{way} {view.figures.write(abs(now - before)).rstrip('%')} points on"
    if abs(before) < _SMALL:
        return f"{way} {view.figures.write(abs(now - before))} on"
    return f"{way} {abs(now - before) / abs(before):.0%} on"


def _alt(view: XmrView, now: _Year, before: _Year) -> str:
    write = view.figures.write
    last = next(p for p in reversed(now.points) if p.value is not None)
    values = [p.value for p in now.points if p.value is not None]
    goal = view.yearly[1] if view.yearly else None
    aim = f" Target {write_target(view, goal)}." if goal is not None else ""
    if now.total is None:
        first = f"Latest {write(last.value or 0.0)} in {last.label}.{aim}"
    elif before.total is None:
        first = f"{write(now.total)} in the year to {last.label}.{aim}"
    else:
        change = change_in_words(view, now.total, before.total)
        first = (f"{write(now.total)} in the year to {last.label}, {change} the year before "
                 f"({write(before.total)}).{aim}")  # fmt: skip
    span = f"Between {write(min(values))} and {write(max(values))} a {view.period_word}."
    return within([first, span])


def _table(view: XmrView, now: _Year, before: _Year) -> tuple[tuple[str, ...], ...]:
    def text(value: float | None) -> str:
        return "no data" if value is None else view.figures.write(value)

    earlier = before.points or (None,) * len(now.points)
    rows = [
        (p.label, text(p.value), text(q.value) if q else "no data")
        for p, q in zip(now.points, earlier, strict=True)
    ]
    if now.total is not None:
        rows.append(("Total", text(now.total), text(before.total)))
    return ((view.period_word.capitalize(), "This year", "Year before"), *rows)
