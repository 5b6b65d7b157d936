"""Moving ranges: how much the figure changes from one period to the next."""

from __future__ import annotations

from dataclasses import dataclass, replace

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
from cspdesk.charts.levels import group_starts
from cspdesk.charts.months import draw_periods, foot_for
from cspdesk.charts.primitives import Dot, Drawing, HotPoint, Ink, Line, Mark
from cspdesk.charts.scale import Scale, scale_for
from cspdesk.charts.series import dot_size, draw_line, in_words
from cspdesk.charts.style import SCREEN, ChartStyle
from cspdesk.charts.text import PRINT_MEASURE, TextMeasure
from cspdesk.charts.view import XmrView
from cspdesk.charts.words import FEWEST, in_last_group, within


@dataclass(frozen=True, slots=True)
class Ranges:
    """A plot of moving ranges: its top, bottom, scale and, once known, its frame."""

    top: float
    bottom: float
    scale: Scale
    frame: Frame | None = None

    @classmethod
    def below(cls, view: XmrView, top: float, bottom: float) -> Ranges:
        values = [p.moving_range for p in view.points if p.moving_range is not None]
        limit, _first = range_limit(view)
        scale = scale_for([0.0, *values, *([limit] if limit is not None else [])], 4)
        return cls(top, bottom, scale)

    def across(self, frame: Frame) -> Ranges:
        """The same periods in the same places as the chart above."""
        own = replace(frame, top=self.top, bottom=self.bottom, scale=self.scale)
        return replace(self, frame=own)


def moving_range_chart(
    view: XmrView,
    width: float,
    height: float,
    style: ChartStyle = SCREEN,
    measure: TextMeasure = PRINT_MEASURE,
) -> Drawing:
    """Moving ranges with their limit; a range beyond it is marked."""
    sketch = Sketch(style, measure)
    foot = foot_for(sketch)
    ranges = Ranges.below(view, 8, height - foot)
    left = ticks_room(sketch, ranges.scale, view.figures)
    right = labels_room(sketch, range_labels(view, style, 0.0, 0.0), width)
    inset = inset_for(style, width - left - right, len(view.points))
    frame = Frame(left, width - right, 8, height - foot, ranges.scale, len(view.points), inset)
    draw_periods(sketch, frame, view.points, view.frequency, width)
    ranges = ranges.across(frame)
    draw_ranges(sketch, ranges, view, width)
    known = [(i, p) for i, p in enumerate(view.points) if p.moving_range is not None]
    hot = tuple(
        HotPoint(frame.x(i), frame.y(p.moving_range or 0),
                 f"{in_words(view, p)}, {view.figures.write(p.moving_range or 0)} "
                 f"from the {view.period_word} before", p.start.isoformat())
        for i, p in known
    )  # fmt: skip
    rows = ((view.period_word.capitalize(), "Change"),
            *((p.label, view.figures.write(p.moving_range or 0)) for _, p in known))  # fmt: skip
    return Drawing(width, height, tuple(sketch.shapes), _alt(view), hot, (), rows)


def range_limit(view: XmrView) -> tuple[float | None, int]:
    """The limit in force and the place it holds from; none while too few figures are behind it."""
    starts = group_starts(view)
    limit = view.range_limit if in_last_group(view) >= FEWEST else None
    return limit, starts[-1] if starts else 0


def _alt(view: XmrView) -> str:
    values = [p.moving_range for p in view.points if p.moving_range is not None]
    if not values:
        return "No changes to show."
    write = view.figures
    limit, first = range_limit(view)
    judged = [p.moving_range for p in view.points[first:] if p.moving_range is not None]
    over = sum(v > limit for v in judged) if limit is not None else 0
    return within([
        f"{over or 'No'} {view.period_word}-to-{view.period_word} "
        f"change{'' if over == 1 else 's'} beyond the range limit."
        if limit is not None else "",
        f"Changes between {write.write(min(values))} and {write.write(max(values))}.",
        f"Latest {write.write(values[-1])}.",
        f"Limit {write.limit(limit, paper=False)}." if limit is not None else "",
    ])  # fmt: skip


def range_labels(
    view: XmrView, style: ChartStyle, limit_at: float, name_at: float
) -> list[SideLabel]:
    """The plot's own name, and that of its limit, at their heights."""
    name = f"{view.period_word.capitalize()} to {view.period_word}"
    labels = [SideLabel(name_at, name, size=style.label, rank=1, tied=False)]
    limit, _first = range_limit(view)
    if limit is None:
        return labels
    figure = view.figures.limit(limit, paper=style.paper)
    if style.paper:
        return [*labels, SideLabel(limit_at, f"Range limit {figure}", size=style.label)]
    return [*labels, SideLabel(limit_at, "Range limit", figure, size=style.label)]


def draw_ranges(sketch: Sketch, ranges: Ranges, view: XmrView, right: float) -> None:
    """The ranges in their own frame, without an axis of periods."""
    frame, style = ranges.frame, sketch.style
    if frame is None:
        return
    ends = frame.scale.ticks[:1] + frame.scale.ticks[-1:]
    tight = replace(frame, scale=replace(frame.scale, ticks=ends))
    draw_values(sketch, tight if frame.bottom - frame.top < 90 else frame, view.figures)
    values = [p.moving_range for p in view.points]
    limit, first = range_limit(view)
    if limit is not None:
        y = frame.y(limit)
        left = frame.x(first) - frame.pitch / 2 if first else frame.left
        sketch.add(Line(left, y, frame.right, y, Ink.LIMIT, style.rule, style.limit_dash))
    draw_line(sketch, frame, values)
    small = dot_size(style, frame.pitch) * 0.8
    for place, value in enumerate(values):
        if value is None:
            continue
        over = limit is not None and place >= first and value > limit
        form = Dot.SQUARE if over else Dot.CIRCLE
        ink = Ink.ACCENT if over else Ink.DATA
        sketch.add(Mark(frame.x(place), frame.y(value), style.signal * 0.9 if over else small,
                        form, ink))  # fmt: skip
    low = frame.bottom - 0.25 * (frame.bottom - frame.top)
    labels = range_labels(view, style, 0.0 if limit is None else frame.y(limit), low)
    _draw_range_labels(sketch, frame, labels, right)


def _draw_range_labels(sketch: Sketch, frame: Frame, labels: list[SideLabel], right: float) -> None:
    """As `draw_labels`, but no label may rise above this plot into the one above it."""
    kept = [one for one in labels if one.y >= frame.top - 1]
    draw_labels(sketch, frame, kept, right, frame.bottom + 4)
