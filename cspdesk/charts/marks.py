"""The one set of marks for screen and paper, as paths in a box of 12 by 12.

Red is a diamond, Amber a triangle, Green a disc, Not rated a dashed ring: state never hangs on
colour alone. On paper the diamond carries an exclamation mark and the disc a tick.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from cspdesk.charts.mark_names import BOX as BOX
from cspdesk.charts.mark_names import MarkName as MarkName
from cspdesk.charts.primitives import Close, Curve, Ink, Move, Path, Step, To

_ARC = 0.5522847498  # how far a curve's control points stand out for a quarter circle


@lru_cache(maxsize=128)
def mark(name: MarkName, *, paper: bool = False) -> tuple[Path, ...]:
    """The mark in a 12 by 12 box; `paper` adds the signs inside Red and Green."""
    if paper and name in _ON_PAPER:
        return _ON_PAPER[name]()
    return _MARKS[name]()


def placed(paths: tuple[Path, ...], x: float, y: float, size: float) -> tuple[Path, ...]:
    """The same paths with their box's top left at (x, y) and its side `size` long."""
    by = size / BOX
    return tuple(
        replace(
            path,
            steps=tuple(_moved(step, x, y, by) for step in path.steps),
            stroke_width=path.stroke_width * by,
            dash=tuple(d * by for d in path.dash),
        )
        for path in paths
    )


def _moved(step: Step, x: float, y: float, by: float) -> Step:
    if isinstance(step, Close):
        return step
    if isinstance(step, Curve):
        return Curve(x + step.ax * by, y + step.ay * by, x + step.bx * by, y + step.by * by,
                     x + step.x * by, y + step.y * by)  # fmt: skip
    return type(step)(x + step.x * by, y + step.y * by)


def _lines(*points: tuple[float, float], closed: bool = False) -> tuple[Step, ...]:
    steps: list[Step] = [Move(*points[0]), *(To(*p) for p in points[1:])]
    return (*steps, Close()) if closed else tuple(steps)


def _circle(r: float, x: float = 6.0, y: float = 6.0) -> tuple[Step, ...]:
    k = _ARC * r
    return (
        Move(x, y - r),
        Curve(x + k, y - r, x + r, y - k, x + r, y),
        Curve(x + r, y + k, x + k, y + r, x, y + r),
        Curve(x - k, y + r, x - r, y + k, x - r, y),
        Curve(x - r, y - k, x - k, y - r, x, y - r),
        Close(),
    )


def _right_half(r: float) -> tuple[Step, ...]:
    k = _ARC * r
    return (
        Move(6, 6 - r),
        Curve(6 + k, 6 - r, 6 + r, 6 - k, 6 + r, 6),
        Curve(6 + r, 6 + k, 6 + k, 6 + r, 6, 6 + r),
        Close(),
    )


def _box(left: float, top: float, right: float, bottom: float) -> tuple[Step, ...]:
    return _lines((left, top), (right, top), (right, bottom), (left, bottom), closed=True)


def _stroke(
    *steps: Step, ink: Ink = Ink.TEXT, width: float = 1.5, dash: tuple[float, ...] = ()
) -> Path:
    return Path(steps, stroke=ink, stroke_width=width, dash=dash)


def _diamond(half: float) -> tuple[Step, ...]:
    return _lines((6, 6 - half), (6 + half, 6), (6, 6 + half), (6 - half, 6), closed=True)


_TRIANGLE = _lines((6, 1), (11.5, 11), (0.5, 11), closed=True)
_DISC_TICK = _lines((3.2, 6.2), (5.2, 8.2), (8.8, 4.2))


def _red() -> tuple[Path, ...]:
    return (Path(_diamond(5.4), fill=Ink.RED),)


def _red_on_paper() -> tuple[Path, ...]:
    bar, dot = _box(5.15, 2.7, 6.85, 6.9), _box(5.15, 7.7, 6.85, 9.4)
    return Path(_diamond(6), fill=Ink.RED), Path(bar + dot, fill=Ink.ON_DARK)


def _amber() -> tuple[Path, ...]:
    return (Path(_TRIANGLE, fill=Ink.AMBER),)


def _amber_on_paper() -> tuple[Path, ...]:
    inside = _lines((6, 1.6), (11.1, 10.9), (0.9, 10.9), closed=True)
    return (Path(inside, fill=Ink.AMBER, stroke=Ink.AMBER_EDGE, stroke_width=1.1),)


def _green() -> tuple[Path, ...]:
    return (Path(_circle(5.2), fill=Ink.GREEN),)


def _green_on_paper() -> tuple[Path, ...]:
    tick = _stroke(*_DISC_TICK, ink=Ink.ON_DARK)
    return Path(_circle(5.5), fill=Ink.GREEN), tick


def _not_rated() -> tuple[Path, ...]:
    # Eight equal dashes: the round of the ring over 8 is 3.65.
    return (_stroke(*_circle(4.65), ink=Ink.NOT_RATED, width=1.3, dash=(2.1, 1.552)),)


def _not_rated_on_paper() -> tuple[Path, ...]:
    ring = _stroke(*_circle(5), ink=Ink.NOT_RATED, width=1.1, dash=(2.4, 1.527))
    return ring, _stroke(*_lines((3.6, 6), (8.4, 6)), ink=Ink.NOT_RATED, width=1.3)


def _gap() -> tuple[Path, ...]:
    return (_stroke(*_box(1, 1, 11, 11), ink=Ink.NOT_RATED, width=1.1, dash=(2, 1.333)),)


def _done() -> tuple[Path, ...]:
    return Path(_circle(5.5), fill=Ink.SECONDARY), _stroke(*_DISC_TICK, ink=Ink.ON_DARK)


def _half() -> tuple[Path, ...]:
    ring = _stroke(*_circle(4.8), ink=Ink.SECONDARY, width=1.2)
    return ring, Path(_right_half(5.2), fill=Ink.SECONDARY)


def _ring() -> tuple[Path, ...]:
    return (_stroke(*_circle(4.8), ink=Ink.SECONDARY, width=1.2),)


def _arrow(*shaft: tuple[float, float], head: tuple[tuple[float, float], ...]) -> tuple[Path, ...]:
    return (_stroke(*_lines(*shaft), *_lines(*head)),)


def _up() -> tuple[Path, ...]:
    return _arrow((6, 11.2), (6, 1.4), head=((2.2, 5.2), (6, 1.4), (9.8, 5.2)))


def _down() -> tuple[Path, ...]:
    return _arrow((6, 0.8), (6, 10.6), head=((2.2, 6.8), (6, 10.6), (9.8, 6.8)))


def _flat() -> tuple[Path, ...]:
    return _arrow((0.8, 6), (10.6, 6), head=((6.8, 2.2), (10.6, 6), (6.8, 9.8)))


def _in() -> tuple[Path, ...]:
    return _arrow((11.2, 6), (1.4, 6), head=((5.2, 2.2), (1.4, 6), (5.2, 9.8)))


def _flag() -> tuple[Path, ...]:
    cloth = _lines((1.8, 1), (11, 1), (8.8, 4.2), (11, 7.4), (3.2, 7.4), (3.2, 11.5), (1.8, 11.5),
                   closed=True)  # fmt: skip
    return (Path(cloth, fill=Ink.ACCENT),)


def _block(down: bool) -> tuple[Step, ...]:
    points = ((4, 0.9), (8, 0.9), (8, 5.6), (11, 5.6), (6, 11.3), (1, 5.6), (4, 5.6))
    return _lines(*(points if down else [(x, 12 - y) for x, y in points]), closed=True)


def _flow(down: bool) -> tuple[Path, ...]:
    return (Path(_block(down), fill=Ink.SECONDARY),)


def _flow_outline(down: bool) -> tuple[Path, ...]:
    return (_stroke(*_block(down), ink=Ink.SECONDARY, width=1.2),)


def _flow_dashed(down: bool) -> tuple[Path, ...]:
    return (_stroke(*_block(down), ink=Ink.LINE, width=1.0, dash=(1.3, 1.3)),)


def _paper() -> tuple[Path, ...]:
    sheet = _lines((2, 0.7), (7, 0.7), (10, 3.7), (10, 11.3), (2, 11.3), closed=True)
    fold = _lines((7, 0.7), (7, 3.7), (10, 3.7))
    return (_stroke(*sheet, *fold, ink=Ink.SECONDARY, width=1.1),)


def _tick_box() -> tuple[Path, ...]:
    return (Path(_box(0.8, 0.8, 11.2, 11.2), Ink.PANEL, Ink.SECONDARY, 1.1),)


def _tick_box_ticked() -> tuple[Path, ...]:
    tick = _stroke(*_lines((2.9, 6.2), (5.1, 8.4), (9.2, 3.8)), ink=Ink.ON_DARK, width=1.6)
    return Path(_box(0.3, 0.3, 11.7, 11.7), fill=Ink.SECONDARY), tick


def _tick_box_mixed() -> tuple[Path, ...]:
    return *_tick_box(), Path(_box(3, 5, 9, 7), fill=Ink.SECONDARY)


def _tick() -> tuple[Path, ...]:
    return (_stroke(*_lines((1.4, 6.4), (4.6, 9.6), (10.6, 2.4)), width=1.7),)


def _cross() -> tuple[Path, ...]:
    return (_stroke(*_lines((2, 2), (10, 10)), *_lines((10, 2), (2, 10)), width=1.4),)


def _plus() -> tuple[Path, ...]:
    return (_stroke(*_lines((6, 1.5), (6, 10.5)), *_lines((1.5, 6), (10.5, 6)), width=1.4),)


def _chevron_down() -> tuple[Path, ...]:
    return (_stroke(*_lines((2.5, 4.2), (6, 7.7), (9.5, 4.2)), width=1.4),)


def _chevron_right() -> tuple[Path, ...]:
    return (_stroke(*_lines((4.2, 2.5), (7.7, 6), (4.2, 9.5)), width=1.4),)


def _search() -> tuple[Path, ...]:
    return (_stroke(*_circle(3.7, 4.9, 4.9), *_lines((7.7, 7.7), (11.2, 11.2)), width=1.3),)


def _mail() -> tuple[Path, ...]:
    flap = _lines((1, 3), (6, 6.8), (11, 3))
    return (_stroke(*_box(0.7, 2.2, 11.3, 9.9), *flap, width=1.1),)


def _screen() -> tuple[Path, ...]:
    foot = (*_lines((6, 8.6), (6, 10.9)), *_lines((3.5, 10.9), (8.5, 10.9)))
    return (_stroke(*_box(0.7, 1.2, 11.3, 8.6), *foot, width=1.1),)


def _signal() -> tuple[Path, ...]:
    return (Path(_box(1.5, 1.5, 10.5, 10.5), fill=Ink.ACCENT),)


def _provisional() -> tuple[Path, ...]:
    return (Path(_circle(4.2), Ink.PANEL, Ink.TEXT, 1.8),)


_MARKS: dict[MarkName, Callable[[], tuple[Path, ...]]] = {
    MarkName.RED: _red,
    MarkName.AMBER: _amber,
    MarkName.GREEN: _green,
    MarkName.NOT_RATED: _not_rated,
    MarkName.GAP: _gap,
    MarkName.MUST: _red,
    MarkName.CHECK: _amber,
    MarkName.DONE: _done,
    MarkName.HALF: _half,
    MarkName.RING: _ring,
    MarkName.UP: _up,
    MarkName.DOWN: _down,
    MarkName.FLAT: _flat,
    MarkName.IN: _in,
    MarkName.FLAG: _flag,
    MarkName.INWARD: lambda: _flow(down=True),
    MarkName.INWARD_ASKED: lambda: _flow_outline(down=True),
    MarkName.INWARD_NONE: lambda: _flow_dashed(down=True),
    MarkName.OUTWARD: lambda: _flow(down=False),
    MarkName.OUTWARD_TO_PASS: lambda: _flow_outline(down=False),
    MarkName.OUTWARD_NONE: lambda: _flow_dashed(down=False),
    MarkName.PAPER: _paper,
    MarkName.BOX: _tick_box,
    MarkName.BOX_TICKED: _tick_box_ticked,
    MarkName.BOX_MIXED: _tick_box_mixed,
    MarkName.TICK: _tick,
    MarkName.CROSS: _cross,
    MarkName.PLUS: _plus,
    MarkName.CHEVRON_DOWN: _chevron_down,
    MarkName.CHEVRON_RIGHT: _chevron_right,
    MarkName.SEARCH: _search,
    MarkName.MAIL: _mail,
    MarkName.SCREEN: _screen,
    MarkName.SIGNAL: _signal,
    MarkName.PROVISIONAL: _provisional,
}
_ON_PAPER: dict[MarkName, Callable[[], tuple[Path, ...]]] = {
    MarkName.RED: _red_on_paper,
    MarkName.MUST: _red_on_paper,
    MarkName.AMBER: _amber_on_paper,
    MarkName.CHECK: _amber_on_paper,
    MarkName.GREEN: _green_on_paper,
    MarkName.NOT_RATED: _not_rated_on_paper,
}
