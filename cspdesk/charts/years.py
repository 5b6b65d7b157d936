"""Twelve months against the twelve before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cspdesk.charts.bars import Bar, draw_bars, years_chart
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
from cspdesk.charts.levels import draw_target
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
from cspdesk.charts.scale import Scale, scale_for
from cspdesk.charts.series import dot_size, draw_line, hot_points, runs
from cspdesk.charts.style import SCREEN, ChartStyle
from cspdesk.charts.text import PRINT_MEASURE, TextMeasure
from cspdesk.charts.view import XmrPoint, XmrView
from cspdesk.charts.words import change_in_words, latest_target, month, within, write_target
from db.vocabulary import Frequency

_FOOT = 20.0
_ROOM_FOR_BARS, _BAR_ROW, _BAR_GAP = 230.0, 24.0, 10.0


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
    with the latest figure. With less than a year before it, or when what is measured has changed
    in between, only the latest year is drawn. Totals stand below as bars, with their target, where
    the height allows. Yearly figures are drawn as bars alone.
    """
    if view.frequency is Frequency.YEARLY:
        return years_chart(view, width, height, style, measure)
    if not view.measured:
        return no_data(view.name, width, height, style, measure)
    now, before = _years(view, adds_up)
    sketch = Sketch(style, measure)
    bars = _bars(view, now, before) if style.axes and height >= _ROOM_FOR_BARS else []
    below = _BAR_ROW * len(bars) + (_BAR_GAP if bars else 0)
    frame, labels = _layout(sketch, view, now, before, width, height - below, totals=not bars)
    draw_values(sketch, frame, view.figures)
    _name_periods(sketch, frame, now.points, view.frequency)
    draw_target(sketch, frame, replace(view, points=now.points))
    _draw_before(sketch, frame, before.points)
    draw_line(sketch, frame, [p.value for p in now.points])
    for place, point in enumerate(now.points):
        if point.value is not None:
            _draw_now(sketch, frame, place, point)
    draw_labels(sketch, frame, labels, width, frame.bottom + 8)
    hot = _hot(view, frame, now, before)
    if bars:
        top = height - _BAR_ROW * len(bars)
        hot += draw_bars(sketch, bars, view.figures, 0, top, width, height - top)
    return Drawing(
        width, height, tuple(sketch.shapes), _alt(view, now, before), hot,
        _notes(view, now, before, frame.scale), _table(view, now, before),
        _title(view, now, before),
    )  # fmt: skip


def _years(view: XmrView, adds_up: bool) -> tuple[_Year, _Year]:
    size = view.per_year
    end = view.measured[-1][0] + 1
    now = view.points[max(0, end - size) : end]
    before = view.points[max(0, end - 2 * size) : max(0, end - size)]
    if len(before) < size or _changed(view, end - 2 * size):
        before = ()
    return _Year(now, _total(now, size, adds_up)), _Year(before, _total(before, size, adds_up))


def _changed(view: XmrView, first: int) -> bool:
    """Whether what is measured changed after a place; a re-base leaves it as it was."""
    return any(not one.rebase and one.place > first for one in view.breaks)


def _bars(view: XmrView, now: _Year, before: _Year) -> list[Bar]:
    """The totals of both years, oldest first; nothing where periods do not add up."""
    goal = view.yearly[1] if view.yearly else None
    rows = []
    for year, target in ((before, None), (now, goal)):
        if year.total is None:
            continue
        last = year.points[-1]
        aim = "" if target is None else write_target(view, target)
        said = f"Year to {last.label}: {view.figures.write(year.total)}"
        rows.append(Bar(f"Year to {last.short}", year.total, target, aim, year is now,
                        spoken=f"{said}, target {aim}" if aim else said,
                        key=f"total:{last.start.isoformat()}"))  # fmt: skip
    return rows


def _hot(view: XmrView, frame: Frame, now: _Year, before: _Year) -> tuple[HotPoint, ...]:
    """Every period with the same one a year before."""
    spots = hot_points(frame, XmrView(view.name, now.points, view.figures, view.frequency))
    if not before.points:
        return spots
    return tuple(
        replace(spot, label=f"{spot.label}; {earlier.label} {_text(view, earlier.value)}")
        for spot, earlier in zip(spots, before.points, strict=True)
    )


def _text(view: XmrView, value: float | None) -> str:
    return "no data" if value is None else view.figures.write(value)


def _notes(view: XmrView, now: _Year, before: _Year, scale: Scale) -> tuple[str, ...]:
    notes = []
    if before.points:
        notes.append(f"Dashed: the year to {before.points[-1].label}.")
    elif _changed(view, len(view.points) - 2 * view.per_year):
        notes.append("The year before is left out: what is measured has changed since.")
    if any(p.provisional for p in now.points):
        notes.append("Hollow: provisional.")
    if scale.starts_above_zero:
        notes.append(f"Axis starts at {view.figures.tick(scale.low, scale.step)}.")
    return tuple(notes)


def _total(points: Sequence[XmrPoint], size: int, adds_up: bool) -> float | None:
    values = [p.value for p in points if p.value is not None]
    return sum(values) if adds_up and len(values) == size else None


def _scale(sketch: Sketch, view: XmrView, now: _Year, before: _Year, height: float) -> Scale:
    style = sketch.style
    values = [p.value for p in (*now.points, *before.points) if p.value is not None]
    values += [p.target for p in now.points if p.target is not None]
    most = max(2, min(style.most_ticks, int((height - 30) / style.tick_room) + 1))
    least = 6.0 if view.figures.suffix == "%" else 0.2 * abs(view.measured[-1][2])
    return scale_for(values, most, ceiling=view.ceiling, least_range=least)


def _layout(
    sketch: Sketch, view: XmrView, now: _Year, before: _Year, width: float, height: float,
    *, totals: bool,
) -> tuple[Frame, list[SideLabel]]:  # fmt: skip
    style = sketch.style
    scale = _scale(sketch, view, now, before, height)
    draft = Frame(0, 1, style.latest, height - _FOOT, scale, len(now.points), 0)
    years = ((now, True), (before, False)) if before.points else ((now, True),)
    labels = [_label(view, year, draft, style, strong=strong) for year, strong in years]
    if not totals:  # the bars below have them
        labels = [replace(one, figure="") if "Year to" in one.words else one for one in labels]
    goal = latest_target(replace(view, points=now.points))
    if goal is not None:
        labels.append(SideLabel(draft.y(goal), "Target", write_target(view, goal),
                                size=style.label, rank=2))  # fmt: skip
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


def _title(view: XmrView, now: _Year, before: _Year) -> str:
    """ "1,009 in the year to Dec 2016, up 39% on the year before"."""
    write = view.figures.write
    last = next(p for p in reversed(now.points) if p.value is not None)
    if now.total is not None:
        said = f"{write(now.total)} in the year to {last.label}"
        if before.total is None:
            return said
        return f"{said}, {change_in_words(view, now.total, before.total)} the year before"
    value = last.value or 0.0
    said = f"{write(value)} in {last.label}"
    earlier = before.points[now.points.index(last)].value if before.points else None
    if earlier is None:
        return said
    return f"{said}, {change_in_words(view, value, earlier)} a year before"


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
    earlier = before.points or (None,) * len(now.points)
    rows = [
        (p.label, _text(view, p.value), _text(view, q.value) if q else "no data")
        for p, q in zip(now.points, earlier, strict=True)
    ]
    if now.total is not None:
        rows.append(("Total", _text(view, now.total), _text(view, before.total)))
    return ((view.period_word.capitalize(), "This year", "Year before"), *rows)
