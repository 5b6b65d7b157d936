"""Small pictures for a row of a table: sparkline, bullet, meter, a row of marks."""

from __future__ import annotations

from collections.abc import Sequence

from cspdesk.charts.figures import PLAIN, Figures
from cspdesk.charts.marks import MarkName, mark, placed
from cspdesk.charts.primitives import Drawing, Ink, Line, Mark, Poly, Rect, Shape, Text, Weight
from cspdesk.charts.series import runs
from cspdesk.charts.style import PAPER, ChartStyle
from cspdesk.charts.text import PRINT_MEASURE, TextMeasure

SPARK_WIDTH, SPARK_HEIGHT = 46.0, 20.0
_STEADY_POINTS, _STEADY_SHARE = 6.0, 0.2


def sparkline(
    values: Sequence[float | None],
    width: float = SPARK_WIDTH,
    height: float = SPARK_HEIGHT,
    style: ChartStyle = PAPER,
    *,
    target: float | None = None,
    figures: Figures = PLAIN,
    most_points: int | None = 10,
) -> Drawing:
    """The last ten points as a line with a dot at the latest; steady figures look steady.

    The scale covers at least 6 points of a percentage, or a fifth of the latest value.
    """
    shown = list(values[-most_points:] if most_points else values)
    known = [(i, v) for i, v in enumerate(shown) if v is not None]
    if not known:
        mid = height / 2
        gap = Line(2, mid, width - 2, mid, Ink.LINE, 1, (2, 2))
        return Drawing(width, height, (gap,), "No data.")
    low, high = _spark_range([v for _, v in known], target, figures)
    edge = 3.4 if style.paper else 3.0

    def x(place: int) -> float:
        return 2 + (width - 5.5) * (place / (len(shown) - 1) if len(shown) > 1 else 1.0)

    def y(value: float) -> float:
        return height - edge - (height - 2 * edge) * (value - low) / (high - low)

    shapes: list[Shape] = []
    if target is not None:
        shapes.append(Line(0, y(target), width, y(target), Ink.LINE, 0.9, (3, 2)))
    places = [None if v is None else (x(i), y(v)) for i, v in enumerate(shown)]
    shapes += [Poly(run, Ink.DATA, 1.2) for run in runs(places) if len(run) > 1]
    last, value = known[-1]
    ink = Ink.DATA if style.paper else Ink.TEXT
    shapes.append(Mark(x(last), y(value), 2.2, fill=ink))
    alt = f"From {figures.write(known[0][1])} to {figures.write(value)}."
    if target is not None:
        alt += f" Target {figures.write(target)}."
    return Drawing(width, height, tuple(shapes), alt)


def _spark_range(
    values: Sequence[float], target: float | None, figures: Figures
) -> tuple[float, float]:
    held = [*values, *([target] if target is not None else [])]
    low, high = min(held), max(held)
    percent = figures.suffix == "%"
    least = _STEADY_POINTS if percent else _STEADY_SHARE * abs(values[-1])
    spare = max(0.0, least - (high - low)) / 2
    low, high = low - spare, high + spare
    least_step = max(abs(low), abs(high)) * 1e-9
    return (low, high) if high - low > least_step else (low - 1, high + 1 + least_step)


def bullet(
    value: float,
    target: float | None,
    width: float,
    height: float = 34.0,
    style: ChartStyle = PAPER,
    measure: TextMeasure = PRINT_MEASURE,
    *,
    before: float | None = None,
    figures: Figures = PLAIN,
) -> Drawing:
    """A bar from zero with its value, the earlier period's white bar, and the target's tick.

    For values of zero and more; one below zero is drawn as zero, with its figure.
    """
    words = [figures.write(v) for v in (value, before) if v is not None]
    size, heavy = style.label, Weight.SEMIBOLD
    room = max(measure.width(w, size, heavy) for w in words) + 6
    most = max(value, before or 0.0, target or 0.0, 0.0) or 1.0
    reach = max(width - room, width * 0.3)
    rows = [(value, Ink.DATA, words[0])]
    if before is not None:
        rows.insert(0, (before, Ink.PANEL, words[1]))
    tall = (height - 4 - 3 * (len(rows) - 1)) / len(rows)
    shapes: list[Shape] = []
    for index, (amount, fill, figure) in enumerate(rows):
        top = 2 + index * (tall + 3)
        long = max(reach * max(amount, 0.0) / most, 1.0)
        shapes.append(Rect(0, top, long, tall, fill, Ink.DATA, 0.9))
        base = top + tall / 2 + min(size, tall) * 0.35
        shapes.append(Text(long + 5, base, figure, min(size, tall), ink=Ink.TEXT, weight=heavy
                           if fill is Ink.DATA else Weight.REGULAR))  # fmt: skip
    alt = f"{words[0]}." + (f" Before: {words[1]}." if before is not None else "")
    if target is not None and target >= 0:
        x = min(max(reach * target / most, 1.0), width - 1)
        # A line in the surface's colour on each side keeps the tick apart from a dark bar.
        shapes.append(Rect(x - 1.9, 0, 3.8, height, Ink.PANEL))
        shapes.append(Line(x, 0, x, height, Ink.TARGET, 1.8))
        alt += f" Target {figures.write(target)}."
    return Drawing(width, height, tuple(shapes), alt)


def meter(
    value: float,
    most: float,
    width: float,
    height: float = 10.0,
    *,
    limit: float | None = None,
    limit_is_most: bool = True,
) -> Drawing:
    """A 6 px bar on a track, with a tick at the limit or aim.

    Over a limit (under an aim, where `limit_is_most` is false) the bar turns amber; the words
    beside it say so too.
    """
    share = 0.0 if most <= 0 else min(max(value / most, 0.0), 1.0)
    beyond = limit is not None and (value > limit if limit_is_most else value < limit)
    top = (height - 6) / 2
    shapes: list[Shape] = [Rect(0, top, width, 6, Ink.TRACK, radius=3)]
    if share > 0:
        fill = Ink.AMBER if beyond else Ink.ACCENT
        shapes.append(Rect(0, top, max(width * share, 3), 6, fill, radius=3))
    alt = f"{value:g} of {most:g}."
    if limit is not None and most > 0:
        x = min(max(width * limit / most, 1.0), width - 1.0)
        shapes.append(Line(x, 0, x, height, Ink.TEXT, 2))
        state = ("over" if limit_is_most else "under") if beyond else "within"
        name = "limit" if limit_is_most else "aim"
        alt = f"{value:g} of {most:g}, {state} the {name} of {limit:g}."
        if not beyond and not limit_is_most:
            alt = f"{value:g} of {most:g}, meets the aim of {limit:g}."
    return Drawing(width, height, tuple(shapes), alt)


def progress_bar(done: float, total: float, width: float, height: float = 6.0) -> Drawing:
    """How much of a whole is done."""
    share = 0.0 if total <= 0 else min(max(done / total, 0.0), 1.0)
    shapes: list[Shape] = [Rect(0, 0, width, height, Ink.TRACK, radius=height / 2)]
    if share > 0:
        shapes.append(Rect(0, 0, max(width * share, height), height, Ink.ACCENT,
                           radius=height / 2))  # fmt: skip
    return Drawing(width, height, tuple(shapes), f"{done:g} of {total:g} done.")


def unit_chart_row(
    name: MarkName | Sequence[MarkName],
    count: int,
    width: float,
    height: float = 20.0,
    style: ChartStyle = PAPER,
    measure: TextMeasure = PRINT_MEASURE,
) -> Drawing:
    """The count first, in bold, then one mark an indicator; nought is written lightly, alone.

    `name` is one mark for all, or one a piece (not rated and gaps share a column). Marks shrink to
    fit; when even small ones do not, the last place says how many more ("+4").
    """
    names = list(name) if not isinstance(name, MarkName) else [name] * count
    size, weight = style.latest, Weight.BOLD if count else Weight.REGULAR
    base = height / 2 + size * 0.35
    ink = Ink.TEXT if count else Ink.SECONDARY
    shapes: list[Shape] = [Text(0, base, str(count), size, ink=ink, weight=weight)]
    left = max(measure.width("00", size, Weight.BOLD), measure.width(str(count), size, weight)) + 8
    side = min(height * 0.62, 12.2)
    pitch = min(side + 6, (width - left - side) / max(1, len(names) - 1)) if names else 0.0
    if pitch < side + 2 and names:
        side = max(min(side, (width - left) / len(names) - 2), 9.0)
        pitch = side + 2
    room = int((width - left + pitch - side) / pitch + 1e-6) if pitch > 0 else len(names)
    more = len(names) - room
    shown = names[: max(0, room - 3)] if more > 0 else names
    for index, each in enumerate(shown):
        x = left + index * pitch
        shapes += placed(mark(each, paper=style.paper), x, (height - side) / 2, side)
    if more > 0:
        rest = f"+{len(names) - len(shown)}"
        if left + len(shown) * pitch + measure.width(rest, size) <= width:
            shapes.append(Text(left + len(shown) * pitch, base, rest, size, ink=Ink.SECONDARY))
    return Drawing(width, height, tuple(shapes), f"{count}.")
