"""Average, limits and target: which are drawn, where, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from cspdesk.charts.frame import Frame, SideLabel, Sketch
from cspdesk.charts.primitives import Ink, Line, Poly, Rect, Weight
from cspdesk.charts.style import ChartStyle
from cspdesk.charts.view import XmrView
from cspdesk.charts.words import latest_target, write_target


@dataclass(frozen=True, slots=True)
class Stretch:
    """The average and limits of one group of points (a re-based series has several)."""

    first: int
    last: int
    mean: float
    upper: float | None
    lower: float | None


def shows_limits(view: XmrView, style: ChartStyle) -> bool:
    """Whether there are points enough for average and limits to mean anything."""
    return bool(stretches(view, style))


def stretches(view: XmrView, style: ChartStyle) -> tuple[Stretch, ...]:
    """One stretch a group, without limits that the figure could never reach.

    A group with too few points has none: after a re-base the lines come back in their own time.
    """
    found = []
    for _, members in groupby(enumerate(view.points), key=lambda pair: pair[1].group):
        places = list(members)
        measured = sum(p.value is not None for _, p in places)
        level = next((p for _, p in reversed(places) if p.mean is not None), None)
        if level is None or level.mean is None or measured < style.least_points_for_limits:
            continue
        found.append(Stretch(places[0][0], places[-1][0], level.mean,
                             _under(level.upper, view.ceiling),
                             _over(level.lower, view.floor)))  # fmt: skip
    return tuple(found)


def _under(limit: float | None, ceiling: float | None) -> float | None:
    return None if limit is not None and ceiling is not None and limit > ceiling else limit


def _over(limit: float | None, floor: float | None) -> float | None:
    return None if limit is not None and floor is not None and limit < floor else limit


def level_values(view: XmrView, drawn: tuple[Stretch, ...]) -> list[float]:
    """Every level the axis has to hold."""
    values = [p.target for p in view.points if p.target is not None]
    for one in drawn:
        values += [v for v in (one.mean, one.upper, one.lower) if v is not None]
    return values


def draw_baseline(sketch: Sketch, frame: Frame, view: XmrView) -> None:
    """Shade the points that the limits come from, where later ones are judged by them."""
    span = baseline_span(view)
    if span is None or sketch.style.paper or not sketch.style.axes:
        return
    left = frame.left if span[0] == 0 else frame.x(span[0]) - frame.pitch / 2
    right = frame.x(span[1]) + frame.pitch / 2
    sketch.add(Rect(left, frame.top, right - left, frame.bottom - frame.top, Ink.PALE))


def baseline_span(view: XmrView) -> tuple[int, int] | None:
    """First and last place of the last group's baseline; None when it is the whole group."""
    if not view.points:
        return None
    last = view.points[-1].group
    group = [i for i, p in enumerate(view.points) if p.group == last]
    inside = [i for i in group if view.points[i].in_baseline]
    if not inside or inside[-1] >= view.measured[-1][0]:
        return None
    return inside[0], inside[-1]


def draw_levels(sketch: Sketch, frame: Frame, drawn: tuple[Stretch, ...], view: XmrView) -> None:
    """Average solid, limits dashed, for each stretch; a rule where the series starts anew."""
    style = sketch.style
    last = len(view.points) - 1
    for one in drawn:
        left = frame.left if one.first == 0 else frame.x(one.first) - frame.pitch / 2
        right = frame.right if one.last == last else frame.x(one.last) + frame.pitch / 2
        for value, dash in ((one.upper, style.limit_dash), (one.lower, style.limit_dash),
                            (one.mean, ())):  # fmt: skip
            if value is not None:
                y = frame.y(value)
                sketch.add(Line(left, y, right, y, Ink.LIMIT, style.rule, dash))
    for place in group_starts(view):
        x = frame.x(place) - frame.pitch / 2
        sketch.add(Line(x, frame.top, x, frame.bottom, Ink.LINE, style.axis))


def group_starts(view: XmrView) -> tuple[int, ...]:
    """The places where limits start anew, without the first."""
    pairs = zip(view.points, view.points[1:], strict=False)
    return tuple(i + 1 for i, (one, other) in enumerate(pairs) if one.group != other.group)


def draw_target(sketch: Sketch, frame: Frame, view: XmrView) -> None:
    """One level line, or the path that the target follows."""
    style = sketch.style
    places = [(i, p.target) for i, p in enumerate(view.points) if p.target is not None]
    if not places:
        return
    if is_level(view):
        y = frame.y(places[0][1])
        left = frame.left if places[0][0] == 0 else frame.x(places[0][0])
        sketch.add(Line(left, y, frame.right, y, Ink.TARGET, style.target_width,
                        style.target_dash))  # fmt: skip
    elif len(places) > 1:
        path = tuple((frame.x(i), frame.y(v)) for i, v in places)
        sketch.add(Poly(path, Ink.TARGET, style.target_width, style.target_dash))


def is_level(view: XmrView) -> bool:
    return len({p.target for p in view.points if p.target is not None}) == 1


def level_labels(
    view: XmrView, drawn: tuple[Stretch, ...], style: ChartStyle, frame: Frame, target: str
) -> list[SideLabel]:
    """The names of the lines at the right end."""
    labels: list[SideLabel] = []
    goal = latest_target(view)
    if goal is not None:
        labels.append(_label(style, frame, goal, target, write_target(view, goal), 1, strong=True))
    if drawn and drawn[-1].last == len(view.points) - 1:
        one = drawn[-1]
        largest = max(abs(v) for v in (one.mean, one.upper, one.lower) if v is not None)
        trial = "Trial upper" if view.trial else "Upper limit"
        under = "Trial lower" if view.trial else "Lower limit"
        for value, name, rank in ((one.mean, "Average", 2), (one.upper, trial, 3),
                                  (one.lower, under, 4)):  # fmt: skip
            if value is not None:
                figure = view.figures.limit(value, paper=style.paper, largest=largest)
                labels.append(_label(style, frame, value, name, figure, rank))
    return labels


def _label(
    style: ChartStyle, frame: Frame, value: float, name: str, figure: str, rank: int,
    *, strong: bool = False,
) -> SideLabel:  # fmt: skip
    y = frame.y(value)
    if style.paper:  # one run of words; the target stands out
        weight = Weight.SEMIBOLD if strong else Weight.REGULAR
        ink = Ink.TARGET if strong else Ink.SECONDARY
        return SideLabel(y, f"{name} {figure}", "", ink, weight, style.label, rank)
    return SideLabel(y, name, figure, Ink.SECONDARY, size=style.label, rank=rank)
