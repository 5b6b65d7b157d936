"""Time as bars: the cover's time plan, the agenda bar, and the rehearsal of one item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from cspdesk.charts.primitives import (
    Anchor,
    Drawing,
    HotPoint,
    Ink,
    Rect,
    Text,
)
from cspdesk.charts.style import ChartStyle
from cspdesk.charts.text import TextMeasure, fit
from db.vocabulary import ItemType

_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One item's share of the meeting; `key` finds it again when it is clicked."""

    number: str
    name: str
    minutes: int
    kind: ItemType
    key: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    item: PlanItem
    left: float
    right: float
    starts: int  # minutes from the start of the meeting

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def segments_of(items: Sequence[PlanItem], width: float, total: int) -> list[Segment]:
    found, at = [], 0
    for item in items:
        left, right = width * at / total, width * (at + item.minutes) / total
        found.append(Segment(item, left, right, at))
        at += item.minutes
    return found


def clock(start: time, minutes: int) -> str:
    """ "14:25", as the screens write times."""
    at = (start.hour * 60 + start.minute + minutes) % _DAY
    return f"{at // 60:02}:{at % 60:02}"


def short_clock(start: time, minutes: int, *, suffix: bool) -> str:
    """ "2:25", or with its half of the day "2:25pm" and "4pm", as documents write times."""
    at = (start.hour * 60 + start.minute + minutes) % _DAY
    hour, minute = (at // 60 - 1) % 12 + 1, at % 60
    if not suffix:
        return f"{hour}:{minute:02}"
    half = "am" if at < _DAY // 2 else "pm"
    return f"{hour}:{minute:02}{half}" if minute else f"{hour}{half}"


def _spoken(segment: Segment, start: time) -> str:
    item = segment.item
    ends = segment.starts + item.minutes
    return (f"Item {item.number}, {item.name}: {item.kind.label.lower()}, {item.minutes} minutes, "
            f"{clock(start, segment.starts)} to {clock(start, ends)}")  # fmt: skip


def hot_segments(
    segments: Sequence[Segment], start: time, top: float, tall: float
) -> tuple[HotPoint, ...]:
    return tuple(
        HotPoint(s.left, top, _spoken(s, start), s.item.key or s.item.number, s.width, tall)
        for s in segments
    )


def plan_table(items: Sequence[PlanItem], start: time) -> tuple[tuple[str, ...], ...]:
    rows, at = [], 0
    for item in items:
        rows.append((item.number, item.name, item.kind.label, str(item.minutes), clock(start, at),
                     clock(start, at + item.minutes)))  # fmt: skip
        at += item.minutes
    return (("No.", "Item", "Type", "Minutes", "From", "To"), *rows)


def no_items(width: float, height: float, style: ChartStyle, measure: TextMeasure) -> Drawing:
    words = fit("No items yet", width - 8, measure, style.label)
    box = Rect(0, 0, width, height, None, Ink.LINE, 1, (4, 3))
    text = Text(width / 2, height / 2 + style.label * 0.35, words, style.label, Anchor.MIDDLE,
                Ink.SECONDARY)  # fmt: skip
    room = words and height > style.label * 1.3
    return Drawing(width, height, (box, text) if room else (box,), "No items yet.")
