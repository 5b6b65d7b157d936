"""The path chart: where a figure is, against the path to its target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cspdesk.charts.empty import no_data
from cspdesk.charts.figures import Figures
from cspdesk.charts.frame import Frame, Sketch, draw_values, inset_for, ticks_room
from cspdesk.charts.labels import Box, Room, place_note, push_apart
from cspdesk.charts.primitives import (
    Anchor,
    Drawing,
    HotPoint,
    Ink,
    Line,
    Mark,
    Poly,
    Rect,
    Text,
    Weight,
)
from cspdesk.charts.scale import scale_for
from cspdesk.charts.series import draw_line
from cspdesk.charts.style import SCREEN, ChartStyle
from cspdesk.charts.text import DESCENT, PRINT_MEASURE, TextMeasure, fit
from cspdesk.charts.words import within
from db.vocabulary import Direction

_FOOT = 20.0
_CENTRE = 0.35


@dataclass(frozen=True, slots=True)
class PathView:
    """A figure on its way to a target: `path` has one value a period up to the target's date.

    `actual` may be shorter than `path` (the future) and have gaps (None).
    """

    name: str
    periods: tuple[str, ...]  # "Sep 16", one for each value of the path
    actual: tuple[float | None, ...]
    path: tuple[float, ...]
    figures: Figures = field(default_factory=Figures)
    improve: Direction = Direction.HIGHER

    def __post_init__(self) -> None:
        if not self.path or len(self.periods) != len(self.path):
            raise ValueError("One period for each value of the path, and at least one.")
        if len(self.actual) > len(self.path):
            raise ValueError("The path has to reach as far as the figures do.")

    @property
    def latest(self) -> tuple[int, float] | None:
        """Place and value of the last known figure."""
        known = [(i, v) for i, v in enumerate(self.actual) if v is not None]
        return known[-1] if known else None


def even_path(start: float, target: float, periods: int) -> tuple[float, ...]:
    """Equal steps from the start to the target, both included."""
    if periods < 2:
        return (target,)
    return tuple(start + (target - start) * i / (periods - 1) for i in range(periods))


def gap_in_words(view: PathView) -> str:
    """ "98 short" or "12 over" when behind the path; "4 ahead" or "on the path" otherwise."""
    if view.latest is None:
        return ""
    place, value = view.latest
    gap = value - view.path[place]
    written = view.figures.write(abs(gap))
    if written == view.figures.write(0):
        return "on the path"
    if view.improve is Direction.LOWER:
        return f"{written} over" if gap > 0 else f"{written} ahead"
    return f"{written} short" if gap < 0 else f"{written} ahead"


def path_chart(
    view: PathView,
    width: float,
    height: float,
    style: ChartStyle = SCREEN,
    measure: TextMeasure = PRINT_MEASURE,
    *,
    note: str = "",
) -> Drawing:
    """Actual as a line, the path dashed to an open ring at the target, the shortfall as a bracket.

    `note` is six words or fewer, laid in empty space when there is any.
    """
    if view.latest is None:
        return no_data(view.name, width, height, style, measure)
    sketch = Sketch(style, measure)
    frame = _frame(sketch, view, width, height)
    draw_values(sketch, frame, view.figures)
    _name_periods(sketch, frame, view, width)
    path = tuple((frame.x(i), frame.y(v)) for i, v in enumerate(view.path))
    if len(path) > 1:
        sketch.add(Poly(path, Ink.TARGET, style.target_width, (7, 3)))
    draw_line(sketch, frame, list(view.actual))
    dot = min(style.dot, max(1.0, frame.pitch * 0.42))
    known = [(i, v) for i, v in enumerate(view.actual) if v is not None]
    sketch.add(*(Mark(frame.x(i), frame.y(v), dot) for i, v in known[:-1]))
    _bracket(sketch, frame, view, dot)
    sketch.add(Mark(frame.x(known[-1][0]), frame.y(known[-1][1]), dot + 1.1))
    sketch.add(Mark(*path[-1], 4.2, fill=Ink.PANEL, stroke=Ink.TARGET, stroke_width=1.5))
    _words(sketch, frame, view, width)
    if note:
        _note(sketch, frame, view, note)
    return Drawing(
        width, height, tuple(sketch.shapes), path_alt(view), _hot(frame, view),
        (f"Axis starts at {view.figures.tick(frame.scale.low, frame.scale.step)}.",)
        if frame.scale.starts_above_zero else (), _table(view),
    )  # fmt: skip


def _frame(sketch: Sketch, view: PathView, width: float, height: float) -> Frame:
    style = sketch.style
    values = [v for v in view.actual if v is not None]
    most = max(2, min(style.most_ticks, int((height - 30) / style.tick_room) + 1))
    scale = scale_for([*values, *view.path], most)
    left = ticks_room(sketch, scale, view.figures)
    aim = sketch.width(_aim(view), style.label, Weight.SEMIBOLD) + 12
    room = width - left
    # Words beside the latest point may need more room than those beside the target.
    behind = (len(view.path) - 1 - (view.latest or (0, 0))[0]) / max(1, len(view.path) - 1)
    widest = max(sketch.width(w, s, b) for w, s, b in _latest_words(view, style)) + 14
    right = min(max(aim, (widest - behind * room) / max(0.2, 1 - behind), 20.0), 0.45 * width)
    inset = min(6.0, inset_for(style, width - left - right, len(view.path)))
    return Frame(left, width - right, style.latest, height - _FOOT, scale, len(view.path), inset)


def _aim(view: PathView) -> str:
    return f"{view.figures.write(view.path[-1])} target"


def _latest_words(view: PathView, style: ChartStyle) -> list[tuple[str, float, Weight]]:
    place, value = view.latest or (0, 0.0)
    strong = Weight.BOLD if style.paper else Weight.SEMIBOLD
    return [
        (f"{view.figures.write(value)} in {view.periods[place]}", style.latest, strong),
        (gap_in_words(view), style.label, Weight.SEMIBOLD),
    ]


def _name_periods(sketch: Sketch, frame: Frame, view: PathView, width: float) -> None:
    style = sketch.style
    sketch.add(Line(frame.left, frame.bottom, frame.right, frame.bottom,
                    Ink.TEXT if style.paper else Ink.LINE, style.axis))  # fmt: skip
    widest = max(sketch.width(p, style.tick) for p in view.periods) + 10
    last = len(view.periods) - 1
    step = next((n for n in (1, 2, 3, 4, 6, 8, 12, 24) if n * frame.pitch >= widest), last + 1)
    places = [i for i in range(0, last + 1, step)
              if i == last or (last - i) * frame.pitch >= widest]  # fmt: skip
    for place in dict.fromkeys([*places, last]):
        x = frame.x(place)
        half = sketch.width(view.periods[place], style.tick) / 2
        centre = min(max(x, half + 0.5), width - half - 0.5)
        sketch.add(
            Line(x, frame.bottom, x, frame.bottom + 3.5, Ink.TEXT, style.axis),
            Text(centre, frame.bottom + style.tick + 4, view.periods[place], style.tick,
                 Anchor.MIDDLE, Ink.SECONDARY),
        )  # fmt: skip


def _bracket(sketch: Sketch, frame: Frame, view: PathView, dot: float) -> None:
    """The distance to the path, where the figure is behind it."""
    place, value = view.latest or (0, 0.0)
    behind = gap_in_words(view).endswith((" short", " over"))
    x, at, goal = frame.x(place), frame.y(value), frame.y(view.path[place])
    if not behind or abs(at - goal) < 12:
        return
    way = 1 if at > goal else -1
    start, end = goal + 3 * way, at - (dot + 3.5) * way
    ink, wide = Ink.CONCERN, 1.5
    sketch.add(
        Line(x, start, x, end, ink, wide),
        Line(x - 3.5, start, x + 3.5, start, ink, wide),
        Line(x - 3.5, end, x + 3.5, end, ink, wide),
    )


def _words(sketch: Sketch, frame: Frame, view: PathView, width: float) -> None:
    """Latest value and gap beside the last point, the target beside its ring."""
    style = sketch.style
    place, value = view.latest or (0, 0.0)
    at, goal = frame.y(value), frame.y(view.path[place])
    (latest, size, strong), (gap, small, semi) = _latest_words(view, style)
    behind = gap.endswith((" short", " over"))
    entries = [
        (at + (9 if at >= goal else -3), latest, size, strong,
         Ink.DATA if style.paper else Ink.TEXT, frame.x(place)),
        ((at + goal) / 2 + small * _CENTRE if abs(at - goal) > 14 else
         at + (9 + style.gap) * (1 if at >= goal else -1), gap, small, semi,
         Ink.CONCERN if behind else Ink.SECONDARY, frame.x(place)),
        (frame.y(view.path[-1]) + small * _CENTRE, _aim(view), small, semi, Ink.TARGET,
         frame.x(len(view.path) - 1)),
    ]  # fmt: skip
    entries.sort(key=lambda entry: entry[0])
    bottom = frame.bottom - style.latest * DESCENT - 1
    bases = push_apart([e[0] for e in entries], style.gap, style.latest * 0.8, bottom)
    line = [(frame.x(i), frame.y(v)) for i, v in enumerate(view.path)]
    for (_, words, size, weight, ink, x), base in zip(entries, bases, strict=True):
        room = width - x - 9
        fitted = fit(words, room, sketch.measure, size, weight)
        if not fitted:
            continue
        wide = sketch.width(fitted, size, weight)
        box = Box(x + 8, base - size * 0.8, x + 10 + wide, base + size * 0.25)
        band = Room(box, tuple(line), (), (), 0.0).band(box.left, box.right)
        if band and band[0] < box.bottom and box.top < band[1] and ink is not Ink.TARGET:
            sketch.add(Rect(box.left, box.top, wide + 2, box.bottom - box.top, Ink.PANEL))
        sketch.write(Text(x + 9, base, fitted, size, ink=ink, weight=weight))


def _note(sketch: Sketch, frame: Frame, view: PathView, note: str) -> None:
    style = sketch.style
    place, value = view.latest or (0, 0.0)
    line = tuple((frame.x(i), frame.y(v)) for i, v in enumerate(view.actual) if v is not None)
    path = tuple(
        Box(frame.x(i) - frame.pitch / 2, frame.y(v) - 5, frame.x(i) + frame.pitch / 2,
            frame.y(v) + 5)
        for i, v in enumerate(view.path)
    )  # fmt: skip
    box = Box(frame.left + 2, 1, frame.right - 2, frame.bottom - 3)
    room = Room(box, line, (), (*sketch.taken, *path), 7)
    wide = sketch.width(note, style.label, Weight.SEMIBOLD)
    spot = place_note(room, wide, style.label * 1.3, (frame.x(place * 0.7), frame.y(value) + 14))
    if spot:
        sketch.write(Text(spot.left, spot.top + style.label, note, style.label,
                          weight=Weight.SEMIBOLD))  # fmt: skip


def path_alt(view: PathView) -> str:
    """ "182 in Sep 16, 98 short of the path (280). Target 310 by Mar 17." and the range."""
    if view.latest is None:
        return f"{view.name}: no data yet."
    place, value = view.latest
    write = view.figures.write
    gap = gap_in_words(view)
    if gap.endswith(" short"):
        gap += " of the path"
    elif gap.endswith((" over", " ahead")):
        gap = gap.replace(" over", " over the path").replace(" ahead", " ahead of the path")
    known = [v for v in view.actual if v is not None]
    return within([
        f"{write(value)} in {view.periods[place]}, {gap} ({write(view.path[place])}).",
        f"Target {write(view.path[-1])} by {view.periods[-1]}.",
        f"Between {write(min(known))} and {write(max(known))} since {view.periods[0]}.",
    ])  # fmt: skip


def _hot(frame: Frame, view: PathView) -> tuple[HotPoint, ...]:
    write = view.figures.write
    spots = [
        HotPoint(frame.x(i), frame.y(v),
                 f"{view.periods[i]}: {write(v)}, path {write(view.path[i])}", str(i))
        for i, v in enumerate(view.actual) if v is not None
    ]  # fmt: skip
    last = len(view.path) - 1
    aim = f"{view.periods[-1]}: target {write(view.path[-1])}"
    spots.append(HotPoint(frame.x(last), frame.y(view.path[-1]), aim, "target"))
    return tuple(spots)


def _table(view: PathView) -> tuple[tuple[str, ...], ...]:
    actual: Sequence[float | None] = (
        *view.actual, *([None] * (len(view.path) - len(view.actual)))
    )  # fmt: skip
    write = view.figures.write
    return (("Period", "Value", "Path"), *(
        (name, "" if v is None else write(v), write(p))
        for name, v, p in zip(view.periods, actual, view.path, strict=True)
    ))  # fmt: skip
