"""A bar a cycle: solid where the Board has met, outlined where it is to come, dashed if missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cspdesk.charts.primitives import Drawing, Ink, Line, Rect, Shape

BARS_WIDTH, BARS_HEIGHT = 120.0, 26.0
_MOST, _GAP, _LEAST, _WIDEST = 12, 3.0, 1.0, 22.0


@dataclass(frozen=True, slots=True)
class CycleBar:
    """One cycle's figure; None is missing. `held`: its Board has met."""

    number: float | None
    words: str
    label: str
    held: bool = True


def cycle_bars(
    bars: Sequence[CycleBar],
    width: float = BARS_WIDTH,
    height: float = BARS_HEIGHT,
    *,
    top: float | None = None,
) -> Drawing:
    """The last twelve cycles side by side, the latest in full ink. `top`: what a full bar means.

    The alternative text names every cycle shown with its figure.
    """
    shown = list(bars[-_MOST:])
    if not shown:
        return Drawing(width, height, (), "No cycle yet.")
    most = top or max((bar.number or 0 for bar in shown), default=0) or 1
    step = min(width / len(shown), _WIDEST + _GAP)
    latest = max(
        (i for i, bar in enumerate(shown) if bar.held and bar.number is not None), default=-1
    )
    shapes: list[Shape] = [Line(0, height - 0.5, step * len(shown), height - 0.5, Ink.LINE)]
    for place, bar in enumerate(shown):
        x = place * step + _GAP / 2
        shapes.append(_bar(bar, x, step - _GAP, height - 1, most, last=place == latest))
    alt = "; ".join(f"{bar.label} {bar.words.lower()}" for bar in shown)
    return Drawing(width, height, tuple(shapes), f"{alt}.")


def _bar(bar: CycleBar, x: float, width: float, height: float, most: float, *, last: bool) -> Shape:
    if bar.number is None and not bar.held:
        return Rect(x, height, width, 0)
    if bar.number is None:
        full = height * 0.5
        return Rect(x, height - full, width, full, None, Ink.LINE, 1.0, (2, 2))
    tall = max(_LEAST, height * min(bar.number / most, 1))
    if not bar.held:
        return Rect(x, height - tall, width, tall, Ink.PANEL, Ink.DATA)
    return Rect(x, height - tall, width, tall, Ink.ACCENT if last else Ink.DATA)
