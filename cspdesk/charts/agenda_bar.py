"""The agenda to scale on screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from cspdesk.charts.plan import (
    PlanItem,
    Segment,
    clock,
    hot_segments,
    no_items,
    plan_table,
    segments_of,
)
from cspdesk.charts.primitives import (
    Anchor,
    Drawing,
    Ink,
    Line,
    Rect,
    Shape,
    Text,
    Weight,
)
from cspdesk.charts.style import SCREEN, ChartStyle
from cspdesk.charts.text import PRINT_MEASURE, TextMeasure
from db.vocabulary import ItemType


def agenda_bar(
    items: Sequence[PlanItem],
    start: time,
    available: int,
    width: float,
    height: float = 58.0,
    style: ChartStyle = SCREEN,
    measure: TextMeasure = PRINT_MEASURE,
    *,
    selected: str = "",
    with_key: bool = True,
) -> Drawing:
    """The agenda to scale: decision solid, discussion tinted, standing white, information hatched.

    Spare time is dashed; time over what is `available` (minutes) runs past a heavy line at the end
    of the meeting. `selected` is an item's key (or number), which is framed.
    """
    items = [item for item in items if item.minutes > 0]
    planned = sum(item.minutes for item in items)
    total = max(planned, available)
    if total <= 0:
        return no_items(width, height, style, measure)
    edge = 3.0  # room for the frame of the selected item
    inner = width - 2 * edge
    foot = style.tick + 5 + (style.label + 7 if with_key else 0)
    top, bottom = edge, height - foot
    segments = [
        Segment(s.item, s.left + edge, s.right + edge, s.starts)
        for s in segments_of(items, inner, total)
    ]
    shapes: list[Shape] = []
    for segment in segments:
        shapes += _agenda_segment(segment, top, bottom, style, measure)
    shapes += _spare(planned, available, edge, inner, top, bottom, style, measure)
    shapes += [_selection(s, top, bottom) for s in segments
               if selected and selected in (s.item.key, s.item.number)]  # fmt: skip
    shapes += _agenda_times(start, total, available, edge, inner, bottom, style, measure)
    if with_key:
        shapes += _key(items, width, height, style, measure)
    alt = _agenda_alt(items, planned, available)
    hot = hot_segments(segments, start, top, bottom - top)
    return Drawing(width, height, tuple(shapes), alt, hot, (), plan_table(items, start))


_FILLS: dict[ItemType, tuple[Ink, Ink]] = {
    ItemType.DECISION: (Ink.ACCENT, Ink.ON_ACCENT),
    ItemType.DISCUSSION: (Ink.TINT, Ink.TEXT),
    ItemType.STANDING: (Ink.PANEL, Ink.TEXT),
    ItemType.INFORMATION: (Ink.PANEL, Ink.TEXT),
}


def _agenda_segment(
    segment: Segment, top: float, bottom: float, style: ChartStyle, measure: TextMeasure
) -> list[Shape]:
    fill, ink = _FILLS[segment.item.kind]
    tall = bottom - top
    hatch = segment.item.kind is ItemType.INFORMATION
    shapes: list[Shape] = [
        Rect(segment.left, top, segment.width, tall, fill, Ink.LINE, 1, hatch=hatch)
    ]
    if segment.item.kind is ItemType.DECISION:  # neighbours of one kind stay apart
        shapes.append(Line(segment.left, top, segment.left, bottom, Ink.PANEL, 1))
    number, size = segment.item.number, style.label
    wide = measure.width(number, size, Weight.SEMIBOLD)
    if wide + 3 > segment.width or tall < size:
        return shapes
    if hatch:
        shapes.append(Rect(segment.middle - wide / 2 - 1, top + tall / 2 - size * 0.55, wide + 2,
                           size * 1.1, Ink.PANEL))  # fmt: skip
    shapes.append(Text(segment.middle, top + tall / 2 + size * 0.36, number, size, Anchor.MIDDLE,
                       ink, Weight.SEMIBOLD))  # fmt: skip
    return shapes


def _selection(segment: Segment, top: float, bottom: float) -> Rect:
    return Rect(segment.left - 3, top - 3, segment.width + 6, bottom - top + 6, None, Ink.TEXT, 2)


def _spare(
    planned: int, available: int, edge: float, inner: float, top: float, bottom: float,
    style: ChartStyle, measure: TextMeasure,
) -> list[Shape]:  # fmt: skip
    """Time left, dashed; or the line where the meeting should have ended."""
    if planned > available > 0:
        x = edge + inner * available / planned
        return [Line(x, 0, x, bottom + 3, Ink.TEXT, 3)]
    left = edge + inner * planned / max(planned, available)
    wide = edge + inner - left
    if wide < 1:
        return []
    shapes: list[Shape] = [Rect(left, top, wide, bottom - top, Ink.PANEL, Ink.LINE, 1, (3, 2))]
    words = str(available - planned)
    if measure.width(words, style.label) + 4 <= wide and bottom - top >= style.label:
        shapes.append(Text(left + wide / 2, (top + bottom) / 2 + style.label * 0.36, words,
                           style.label, Anchor.MIDDLE, Ink.SECONDARY))  # fmt: skip
    return shapes


def _agenda_times(
    start: time, total: int, available: int, edge: float, inner: float, bottom: float,
    style: ChartStyle, measure: TextMeasure,
) -> list[Shape]:  # fmt: skip
    """The clock at both ends and at even steps that have room."""
    size = style.tick
    wide = measure.width("00:00", size)
    step = next((s for s in (15, 30, 60, 120, 240) if inner * s / total >= wide * 2.6), total)
    ends = {0, total} | ({available} if available < total else set())
    taken: list[float] = []
    shapes: list[Shape] = []
    for minutes in [*sorted(ends), *range(step, total, step)]:
        x = edge + inner * minutes / total
        centre = min(max(x, edge + wide / 2), edge + inner - wide / 2)
        if any(abs(centre - other) < wide + 8 for other in taken):
            continue
        taken.append(centre)
        shapes.append(Text(centre, bottom + size + 4, clock(start, minutes), size, Anchor.MIDDLE,
                           Ink.SECONDARY))  # fmt: skip
    return shapes


def _key(
    items: Sequence[PlanItem], width: float, height: float, style: ChartStyle,
    measure: TextMeasure,
) -> list[Shape]:  # fmt: skip
    """What each fill means, with its minutes."""
    shapes: list[Shape] = []
    x, base = 3.0, height - 3.0
    unit = " min"
    for kind in _FILLS:
        minutes = sum(item.minutes for item in items if item.kind is kind)
        if not minutes:
            continue
        words = f"{kind.label} {minutes}{unit}"
        wide = measure.width(words, style.label)
        if x + 15 + wide > width:
            break
        box = Rect(x, base - 9.5, 10, 10, _FILLS[kind][0],
                   Ink.ACCENT if kind is ItemType.DECISION else Ink.LINE, 1,
                   hatch=kind is ItemType.INFORMATION)  # fmt: skip
        shapes += [box, Text(x + 15, base, words, style.label, ink=Ink.SECONDARY)]
        x += 15 + wide + 16
        unit = ""
    return shapes


def _agenda_alt(items: Sequence[PlanItem], planned: int, available: int) -> str:
    shares = [(kind.label, sum(i.minutes for i in items if i.kind is kind)) for kind in _FILLS]
    split = ", ".join(f"{name.lower()} {minutes}" for name, minutes in shares if minutes)
    over = planned - available
    left = f"{over} over" if over > 0 else f"{-over} spare" if over else "none spare"
    plan = f"{planned} of {available} minutes planned, {left}."
    return f"{plan} {len(items)} items: {split or 'none'}."
