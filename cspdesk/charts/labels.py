"""Where words go: labels pushed apart, and a note laid in empty space."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass


def push_apart(wanted: Sequence[float], gap: float, top: float, bottom: float) -> list[float]:
    """Places as near as can be to those wanted (ascending), at least `gap` apart, within the ends.

    Least squares: neighbours that are too close move equally. When the ends leave no room for the
    gap, places are spread evenly; callers drop labels before it comes to that (`most_labels`).
    """
    if not wanted:
        return []
    if len(wanted) > 1:
        gap = min(gap, (bottom - top) / (len(wanted) - 1))
    blocks: list[tuple[float, int]] = []
    for index, place in enumerate(wanted):
        mean, size = place - index * gap, 1
        while blocks and blocks[-1][0] > mean:
            before, count = blocks.pop()
            mean = (before * count + mean * size) / (count + size)
            size += count
        blocks.append((mean, size))
    last = bottom - (len(wanted) - 1) * gap
    flat = [min(max(mean, top), last) for mean, size in blocks for _ in range(size)]
    return [place + index * gap for index, place in enumerate(flat)]


def most_labels(height: float, gap: float) -> int:
    """How many labels a column of this height can hold."""
    return max(1, int(height / gap + 1e-6) + 1)


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Room:
    """The inside of a chart with all that words must keep clear of."""

    box: Box
    line: tuple[tuple[float, float], ...]  # the data, left to right
    levels: tuple[float, ...]  # heights of level lines: average, limits, target
    taken: tuple[Box, ...] = ()
    around: float = 6.0  # kept free round the data line

    def band(self, left: float, right: float) -> tuple[float, float] | None:
        """Heights the data takes up between two places across, or None where there is no data."""
        first = bisect_left(self.line, (left,))
        after = bisect_right(self.line, (right, math.inf))
        heights = [y for _, y in self.line[first:after]]
        ends = self._between(first, left), self._between(after, right)
        heights += [y for y in ends if y is not None]
        if not heights:
            return None
        return min(heights) - self.around, max(heights) + self.around

    def _between(self, after: int, x: float) -> float | None:
        """Height of the line at a place between two of its points; None beyond its ends."""
        if not 0 < after < len(self.line):
            return None
        (x1, y1), (x2, y2) = self.line[after - 1], self.line[after]
        return y1 + (y2 - y1) * (x - x1) / (x2 - x1) if x2 > x1 else y1


def place_note(
    room: Room, width: float, height: float, near: tuple[float, float], columns: int = 12
) -> Box | None:
    """The empty place of this size nearest to a point, or None when the chart is full."""
    best: tuple[float, Box] | None = None
    span = room.box.right - room.box.left - width
    beside = room.around + 3
    wanted = [near[0] - beside - width, near[0] + beside, near[0] - width / 2]
    wanted += [room.box.left + span * column / columns for column in range(columns + 1)]
    for left in wanted:
        if not room.box.left <= left <= room.box.left + span:
            continue
        for top, bottom in _free(room, left, left + width):
            if bottom - top < height:
                continue
            y = min(max(near[1] - height / 2, top), bottom - height)
            box = Box(left, y, left + width, y + height)
            far = _distance(box, near)
            if best is None or far < best[0] - 1e-9:
                best = far, box
    return best[1] if best else None


def _distance(box: Box, point: tuple[float, float]) -> float:
    across = max(box.left - point[0], 0.0, point[0] - box.right)
    down = max(box.top - point[1], 0.0, point[1] - box.bottom)
    # Words beside or over the centre of what they speak of read best.
    off_centre = abs((box.left + box.right) / 2 - point[0]) * 0.05
    return float((across**2 + down**2) ** 0.5 + off_centre)


def _free(room: Room, left: float, right: float) -> list[tuple[float, float]]:
    """Heights free of data, level lines and other words, over this width."""
    blocked = [(y - 2.5, y + 2.5) for y in room.levels]
    band = room.band(left - room.around - 2, right + room.around + 2)
    if band:
        blocked.append(band)
    blocked += [(b.top, b.bottom) for b in room.taken if b.left < right and left < b.right]
    free, top = [], room.box.top
    for start, end in sorted(blocked):
        if start > top:
            free.append((top, min(start, room.box.bottom)))
        top = max(top, end)
    if top < room.box.bottom:
        free.append((top, room.box.bottom))
    return free
