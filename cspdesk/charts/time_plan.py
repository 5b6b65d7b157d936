"""The cover's time plan: the meeting as one bar to scale."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from itertools import groupby

from cspdesk.charts.plan import (
    PlanItem,
    Segment,
    clock,
    hot_segments,
    no_items,
    plan_table,
    segments_of,
    short_clock,
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
from cspdesk.charts.style import PAPER, ChartStyle
from cspdesk.charts.text import PRINT_MEASURE, TextMeasure, fit
from db.vocabulary import ItemType

_NEVER_LAST = frozenset(("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or",
                         "our", "the", "to", "with", "&"))  # fmt: skip


def time_plan(
    items: Sequence[PlanItem],
    start: time,
    width: float,
    height: float = 92.0,
    style: ChartStyle = PAPER,
    measure: TextMeasure = PRINT_MEASURE,
) -> Drawing:
    """The meeting as one bar to scale: decisions dark and bracketed, clock times below."""
    items = [item for item in items if item.minutes > 0]
    if not items:
        return no_items(width, height, style, measure)
    total = sum(item.minutes for item in items)
    segments = segments_of(items, width, total)
    top, bottom = 22.0, height - 24.0
    shapes: list[Shape] = []
    for segment in segments:
        shapes += _plan_segment(segment, top, bottom, style, measure)
    shapes += _brackets(segments, top, style, measure)
    shapes += _clock_ticks(segments, start, total, width, bottom, style, measure)
    decided = sum(item.minutes for item in items if item.kind is ItemType.DECISION)
    alt = (f"{decided} of {total} minutes are for decisions. "
           f"{len(items)} items, {clock(start, 0)} to {clock(start, total)}.")  # fmt: skip
    hot = hot_segments(segments, start, top, bottom - top)
    return Drawing(width, height, tuple(shapes), alt, hot, (), plan_table(items, start))


def _plan_segment(
    segment: Segment, top: float, bottom: float, style: ChartStyle, measure: TextMeasure
) -> list[Shape]:
    dark = segment.item.kind is ItemType.DECISION
    ink = Ink.ON_ACCENT if dark else Ink.TEXT
    gap = min(0.9, segment.width / 4)  # 1.8 pt of white between two items
    left, wide = segment.left + gap, segment.width - 2 * gap
    fill = Ink.ACCENT if dark else Ink.PANEL
    shapes: list[Shape] = [Rect(left, top, wide, bottom - top, fill, Ink.ACCENT, 0.9)]
    room = wide - 2
    size, bold = style.latest, Weight.BOLD
    number = fit(segment.item.number, room, measure, size, bold)
    name = _whole_words(segment.item.name, room, style, measure)
    middle = (top + bottom) / 2
    if number and not number.endswith("…"):
        base = middle - 3 if name or bottom - top > 40 else middle + size * 0.35
        shapes.append(Text(segment.middle, base, number, size, Anchor.MIDDLE, ink, bold))
    if name:
        shapes.append(Text(segment.middle, middle + 13, name, style.label, Anchor.MIDDLE, ink))
    return shapes


def _whole_words(name: str, room: float, style: ChartStyle, measure: TextMeasure) -> str:
    """As many of the first words as have room: "Welc…" says less than the number alone."""
    words = name.split()
    while words:
        said = " ".join(words).rstrip(",:;–-")
        if words[-1].casefold() not in _NEVER_LAST and measure.width(said, style.label) <= room:
            return said
        words.pop()
    return ""


def _brackets(
    segments: Sequence[Segment], top: float, style: ChartStyle, measure: TextMeasure
) -> list[Shape]:
    """Over each unbroken stretch of decisions, its minutes."""
    shapes: list[Shape] = []
    for deciding, run in groupby(segments, lambda s: s.item.kind is ItemType.DECISION):
        members = list(run)
        if not deciding:
            continue
        left, right = members[0].left + 0.9, members[-1].right - 0.9
        if right - left < 3:
            continue  # too narrow for two feet
        minutes = sum(s.item.minutes for s in members)
        words = _bracket_words(minutes, right - left - 16, style, measure)
        y = 9.5
        shapes += [Line(left + 0.75, y, left + 0.75, top - 3, Ink.ACCENT, 1.5),
                   Line(right - 0.75, y, right - 0.75, top - 3, Ink.ACCENT, 1.5)]  # fmt: skip
        middle = (left + right) / 2
        if not words:
            shapes.append(Line(left, y, right, y, Ink.ACCENT, 1.5))
            continue
        half = measure.width(words, style.latest, Weight.BOLD) / 2 + 6
        shapes += [Line(left, y, middle - half, y, Ink.ACCENT, 1.5),
                   Line(middle + half, y, right, y, Ink.ACCENT, 1.5),
                   Text(middle, y + style.latest * 0.36, words, style.latest, Anchor.MIDDLE,
                        Ink.ACCENT, Weight.BOLD)]  # fmt: skip
    return shapes


def _bracket_words(minutes: int, room: float, style: ChartStyle, measure: TextMeasure) -> str:
    for words in (f"{minutes} minutes", f"{minutes} min", str(minutes)):
        if measure.width(words, style.latest, Weight.BOLD) <= room:
            return words
    return ""


def _clock_ticks(
    segments: Sequence[Segment], start: time, total: int, width: float, bottom: float,
    style: ChartStyle, measure: TextMeasure,
) -> list[Shape]:  # fmt: skip
    """Times where items begin; the ends first, then decisions, then whatever still has room."""
    wanted = [(0, 0, True), (total, 0, True)]
    wanted += [(s.starts, 1 if s.item.kind is ItemType.DECISION else 2, False)
               for s in segments[1:]]  # fmt: skip
    taken: list[tuple[float, float]] = []
    shapes: list[Shape] = []
    for minutes, _, end in sorted(wanted, key=lambda one: (one[1], one[0])):
        words = short_clock(start, minutes, suffix=end)
        wide = measure.width(words, style.label)
        x = width * minutes / total
        left = min(max(x - wide / 2, 0.0), width - wide)
        if any(left < b + 5 and a < left + wide + 5 for a, b in taken):
            continue
        taken.append((left, left + wide))
        tick = min(max(x, 0.4), width - 0.4)
        shapes.append(Line(tick, bottom + 1.5, tick, bottom + 6, Ink.TEXT, 0.75))
        shapes.append(Text(left, bottom + 17, words, style.label, ink=Ink.TEXT))
    return shapes
