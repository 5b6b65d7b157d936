"""The process behaviour chart: a series with its average, limits, target and signals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

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
from cspdesk.charts.labels import Box, Room, place_note
from cspdesk.charts.levels import (
    Stretch,
    baseline_span,
    draw_baseline,
    draw_levels,
    draw_target,
    group_starts,
    is_level,
    level_labels,
    level_values,
    stretches,
)
from cspdesk.charts.months import draw_periods, foot_for
from cspdesk.charts.notes import baseline_words, xmr_notes
from cspdesk.charts.primitives import (
    Anchor,
    Drawing,
    Ink,
    Text,
    Weight,
)
from cspdesk.charts.ranges import Ranges, draw_ranges, range_labels
from cspdesk.charts.scale import Scale, scale_for
from cspdesk.charts.series import (
    draw_line,
    draw_points,
    figures_table,
    hot_points,
)
from cspdesk.charts.style import COMPACT, SCREEN, ChartStyle
from cspdesk.charts.text import PRINT_MEASURE, TextMeasure, fit
from cspdesk.charts.view import XmrView
from cspdesk.charts.words import finding, latest_target, month, periods_in_words, xmr_alt, xmr_title
from db.vocabulary import Frequency

_LEAST_WIDTH, _LEAST_HEIGHT = 240, 96  # under this there is no room for axes
_LATEST = "Latest"
_RANGES_SHARE = 0.24  # of the height, for the moving ranges below


def xmr_chart(
    view: XmrView,
    width: float,
    height: float,
    style: ChartStyle = SCREEN,
    measure: TextMeasure = PRINT_MEASURE,
    *,
    target_name: str = "Target",
    with_note: bool = True,
    with_ranges: bool = False,
) -> Drawing:
    """Draw a series as a process behaviour chart.

    Limits are left out under `style.least_points_for_limits` points and beyond the figure's floor
    or ceiling; `notes` then say so, and say where an axis does not start at zero. `with_ranges`
    adds the moving ranges below, month under month (screen only, where the height allows).
    """
    if not view.measured:
        return no_data(view.name, width, height, style, measure)
    if style.axes and (width < _LEAST_WIDTH or height < _LEAST_HEIGHT):
        style = COMPACT
    sketch = Sketch(style, measure)
    with_ranges = with_ranges and style.axes and height >= 240 and view.range_mean is not None
    plan = _plan(sketch, view, width, height, target_name, with_ranges)
    frame = plan.frame
    draw_baseline(sketch, frame, view)
    draw_values(sketch, frame, view.figures)
    draw_periods(sketch, frame, view.points, view.frequency, width)
    draw_levels(sketch, frame, plan.drawn, view)
    draw_target(sketch, frame, view)
    draw_line(sketch, frame, [p.value for p in view.points])
    limits = bool(plan.drawn)
    judged = {p for one in plan.drawn for p in range(one.first, one.last + 1)}
    draw_points(sketch, frame, view, judged)
    _draw_words(sketch, plan, view, width, with_note)
    if plan.ranges:
        draw_ranges(sketch, plan.ranges, view, width)
    return Drawing(
        width, height, tuple(sketch.shapes), xmr_alt(view, limits=limits),
        hot_points(frame, view), xmr_notes(view, frame.scale, style),
        figures_table(view, limits=limits), xmr_title(view, limits=limits),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where everything goes."""

    frame: Frame
    drawn: tuple[Stretch, ...]
    labels: list[SideLabel]
    foot: float  # the lowest place of a label
    ranges: Ranges | None


def _plan(
    sketch: Sketch, view: XmrView, width: float, height: float, target: str, with_ranges: bool
) -> _Plan:
    style = sketch.style
    drawn = stretches(view, style)
    below = round(height * _RANGES_SHARE) if with_ranges else 0
    scale = _scale(view, drawn, style, height - below)
    foot = foot_for(sketch)
    top, bottom = _top(style), height - below - foot
    ranges = Ranges.below(view, bottom + foot + 14, height - 6) if below else None
    draft = Frame(0, 1, top, bottom, scale, len(view.points), 0)
    labels = _labels(view, drawn, style, draft, target)
    left = ticks_room(sketch, scale, view.figures)
    if ranges:
        left = max(left, ticks_room(sketch, ranges.scale, view.figures))
    named = [*labels, *range_labels(view, style, 0.0, 0.0)] if ranges else labels
    right = labels_room(sketch, named, width)
    left = max(left, _end_room(style))
    inset = inset_for(style, width - left - right, len(view.points))
    frame = Frame(left, width - right, top, bottom, scale, len(view.points), inset)
    if ranges:
        ranges = ranges.across(frame)
    return _Plan(frame, drawn, labels, bottom + (8 if style.axes else 2), ranges)


def _top(style: ChartStyle) -> float:
    return style.latest if style.axes else style.signal + 2


def _end_room(style: ChartStyle) -> float:
    return 0.0 if style.axes else style.signal + 1


def _scale(view: XmrView, drawn: tuple[Stretch, ...], style: ChartStyle, height: float) -> Scale:
    values = [value for _, _, value in view.measured]
    most = max(2, min(style.most_ticks, int((height - 30) / style.tick_room) + 1))
    latest = abs(values[-1])
    least = 6.0 if view.figures.suffix == "%" else 0.2 * latest
    return scale_for(
        values + level_values(view, drawn), most, whole=not view.figures.decimals and
        _all_whole(values), ceiling=view.ceiling, least_range=least,
    )  # fmt: skip


def _all_whole(values: list[float]) -> bool:
    return all(float(v).is_integer() for v in values)


def _labels(
    view: XmrView, drawn: tuple[Stretch, ...], style: ChartStyle, frame: Frame, target: str
) -> list[SideLabel]:
    _, last, value = view.measured[-1]
    y = frame.y(value)
    words = view.figures.write(value)
    if not style.axes:
        return [SideLabel(y, words, "", Ink.TEXT, Weight.SEMIBOLD, style.latest)]
    labels = level_labels(view, drawn, style, frame, target)
    if style.paper:
        when = month(last) if view.frequency is Frequency.MONTHLY else last.short
        labels.append(SideLabel(y, f"{words} in {when}", "", Ink.DATA, Weight.BOLD, style.latest))
    else:
        labels.append(SideLabel(y, _LATEST, words, Ink.TEXT, Weight.SEMIBOLD, style.latest))
    return labels


def _draw_words(sketch: Sketch, plan: _Plan, view: XmrView, width: float, with_note: bool) -> None:
    style, labels = sketch.style, plan.labels
    beside = style.axes and not style.paper
    if beside and _latest(sketch, plan.frame, view, _room(sketch, plan, view)):
        labels = [one for one in labels if one.words != _LATEST]
    draw_labels(sketch, plan.frame, labels, width, plan.foot)
    if not style.axes:
        return
    if not style.paper:
        _break_names(sketch, plan.frame, view, _room(sketch, plan, view))
    if not style.paper and plan.drawn:
        _baseline_name(sketch, plan.frame, view, _room(sketch, plan, view))
    if with_note and plan.drawn:
        _note(sketch, view, plan.frame, _room(sketch, plan, view))


def _room(sketch: Sketch, plan: _Plan, view: XmrView) -> Room:
    frame = plan.frame
    line = tuple((frame.x(i), frame.y(v)) for i, _, v in view.measured)
    levels = [v for one in plan.drawn for v in (one.mean, one.upper, one.lower) if v is not None]
    target = latest_target(view)
    if target is not None and is_level(view):
        levels.append(target)
    box = Box(frame.left + 2, 1.0, frame.right - 2, frame.bottom - 3)
    taken = [*sketch.taken, *_trajectory(view, frame)]
    return Room(box, line, tuple(frame.y(v) for v in levels), tuple(taken),
                sketch.style.signal + 3)  # fmt: skip


def _trajectory(view: XmrView, frame: Frame) -> list[Box]:
    """A target that moves blocks a narrow box over each period."""
    if is_level(view):
        return []
    half = frame.pitch / 2
    return [
        Box(frame.x(i) - half, frame.y(p.target) - 3, frame.x(i) + half, frame.y(p.target) + 3)
        for i, p in enumerate(view.points)
        if p.target is not None
    ]


def _latest(sketch: Sketch, frame: Frame, view: XmrView, room: Room) -> bool:
    """Write the latest value under or over its point; False where lines leave it no place."""
    place, _, value = view.measured[-1]
    style = sketch.style
    words = view.figures.write(value)
    half = sketch.width(words, style.latest, Weight.SEMIBOLD) / 2
    x = min(frame.x(place), frame.right + 4 - half)
    rising = len(view.measured) > 1 and value >= view.measured[-2][2]
    tall, reach = style.latest * 0.75, style.signal + 4
    over = Box(x - half, frame.y(value) - reach - tall, x + half, frame.y(value) - reach)
    under = Box(x - half, frame.y(value) + reach, x + half, frame.y(value) + reach + tall)
    for box in (over, under) if rising else (under, over):
        inside = box.left > frame.left and box.top >= 1 and box.bottom <= frame.bottom - 1
        if inside and not _crosses(box, room):
            sketch.write(Text(x, box.bottom, words, style.latest, Anchor.MIDDLE, Ink.TEXT,
                              Weight.SEMIBOLD))  # fmt: skip
            return True
    return False


def _crosses(box: Box, room: Room) -> bool:
    """Whether words in a box would meet a line, the data or other words."""
    if any(box.top - 1 < y < box.bottom + 1 for y in room.levels):
        return True
    if any(box.meets(one) for one in room.taken):
        return True
    band = room.band(box.left - 2, room.line[-1][0] - 4)
    return band is not None and band[0] + 4 < box.bottom and box.top < band[1] - 4


def _baseline_name(sketch: Sketch, frame: Frame, view: XmrView, room: Room) -> None:
    """Name the baseline in its top or bottom corner; the notes name it too."""
    words = baseline_words(view)
    if not words:
        return
    starts = group_starts(view)
    span = baseline_span(view) or (starts[-1] if starts else 0, len(view.points) - 1)
    left = frame.x(span[0]) - (frame.pitch / 2 if span[0] else frame.x(0) - frame.left)
    size = sketch.style.tick
    words = fit(words, frame.x(span[1]) + frame.pitch / 2 - left - 10, sketch.measure, size)
    if words.endswith("…"):
        return
    across = Box(left + 5, 0, left + 5 + sketch.width(words, size), 0)
    base = _clear(across, frame, room, size, _corners(frame, size))
    if base is not None:
        sketch.write(Text(left + 5, base, words, size, ink=Ink.SECONDARY))


def _break_names(sketch: Sketch, frame: Frame, view: XmrView, room: Room) -> None:
    """Name each place where the series starts anew beside its rule, where words have room."""
    size = sketch.style.tick
    corners = _corners(frame, size)
    between = [corners[0] + step for step in range(8, int(corners[1] - corners[0]), 8)]
    for one in view.breaks:
        words = f"{one.name} {view.points[one.place].short}"
        wide = sketch.width(words, size)
        rule = frame.x(one.place) - frame.pitch / 2
        sides = [(rule + 5, corners), (rule - 5 - wide, corners), (rule + 5, between)]
        for left, bases in sides:
            spot = _clear(Box(left, 0, left + wide, 0), frame, room, size, bases)
            if spot is not None:
                box = sketch.write(Text(left, spot, words, size, ink=Ink.SECONDARY))
                room = replace(room, taken=(*room.taken, box))
                break


def _corners(frame: Frame, size: float) -> list[float]:
    """The base lines of words in the top and the bottom of the plot."""
    return [frame.top + size + 2, frame.bottom - 6]


def _clear(
    across: Box, frame: Frame, room: Room, size: float, bases: Sequence[float]
) -> float | None:
    """The first of these base lines on which words would meet nothing."""
    if across.left < frame.left or across.right > frame.right:
        return None
    for base in bases:
        box = Box(across.left, base - size, across.right, base + 3)
        band = room.band(box.left, box.right)
        clear = band is None or band[1] - 2 < box.top or band[0] + 2 > box.bottom
        free = not any(box.meets(one) for one in room.taken)
        if clear and free and not any(box.top - 4 < y < box.bottom + 1 for y in room.levels):
            return base
    return None


def _note(sketch: Sketch, view: XmrView, frame: Frame, room: Room) -> None:
    """Say the finding beside the points it speaks of, if there is a place."""
    found = finding(view)
    if found is None:
        return
    style = sketch.style
    lines = [(found.short, Weight.SEMIBOLD)]
    detail = "" if style.paper else _detail(view, found.places)
    if detail:
        lines.append((detail, Weight.REGULAR))
    wide = max(sketch.width(words, style.label, weight) for words, weight in lines)
    step = style.label + 4
    tall = step * len(lines)
    far = max(found.places, key=lambda i: abs(frame.y(view.points[i].value or 0)
                                              - frame.y(view.points[i].mean or 0)))  # fmt: skip
    near = frame.x(far), frame.y(view.points[far].value or 0)
    box = place_note(room, wide, tall, near)
    if box is None:
        return
    right = box.right < near[0]
    x, anchor = (box.right, Anchor.END) if right else (box.left, Anchor.START)
    for index, (words, weight) in enumerate(lines):
        base = box.top + step * index + style.label * 0.95
        sketch.write(Text(x, base, words, style.label, anchor, Ink.TEXT, weight))


def _detail(view: XmrView, places: tuple[int, ...]) -> str:
    """ "Sep 138, Oct 112, Nov 109"; of a longer run its periods."""
    points = [view.points[i] for i in places]
    if len(points) > 3:
        return periods_in_words(points, view.frequency)
    monthly = view.frequency is Frequency.MONTHLY
    return ", ".join(
        f"{month(p) if monthly else p.short} {view.figures.write(p.value or 0)}" for p in points
    )
