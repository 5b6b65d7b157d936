"""The one set of marks (cspdesk.charts.marks) as page code, small enough to stand in a line."""

from __future__ import annotations

from functools import cache

from cspdesk.charts.marks import BOX, MarkName
from cspdesk.charts.marks import mark as mark_paths
from cspdesk.charts.primitives import Close, Curve, Move, Path, Step
from cspdesk.packs.inline import Mark
from cspdesk.packs.pdf.paint import PAPER
from cspdesk.packs.pdf.styles import Colour

_NAMES = {
    Mark.RED: MarkName.RED,
    Mark.AMBER: MarkName.AMBER,
    Mark.GREEN: MarkName.GREEN,
    Mark.NOT_RATED: MarkName.NOT_RATED,
    Mark.GAP: MarkName.GAP,
    Mark.UP: MarkName.UP,
    Mark.DOWN: MarkName.DOWN,
    Mark.FLAT: MarkName.FLAT,
    Mark.BACK: MarkName.IN,
    Mark.TICK_BOX: MarkName.BOX,
}


def mark_code(mark: Mark, x: float, y: float, size: float) -> str:
    """Page code that draws a mark with its lower left corner at (x, y), `size` points high."""
    scale = size / BOX
    return f"q {scale:.4f} 0 0 {scale:.4f} {x:.2f} {y:.2f} cm\n{_shape(mark)}\nQ"


@cache
def _shape(mark: Mark) -> str:
    return "\n".join(_path(path) for path in mark_paths(_NAMES[mark], paper=True))


def _path(path: Path) -> str:
    code = [" ".join(_step(step) for step in path.steps)]
    if path.fill is not None:
        code.insert(0, f"{Colour.from_hex(PAPER[path.fill]).operands} rg")
    if path.stroke is not None:
        dash = " ".join(f"{length:g}" for length in path.dash)
        stroke = Colour.from_hex(PAPER[path.stroke]).operands
        code.insert(0, f"{stroke} RG {path.stroke_width:g} w [{dash}] 0 d 0 j")
    code.append({(True, True): "B", (True, False): "f", (False, True): "S"}[
        path.fill is not None, path.stroke is not None
    ])  # fmt: skip
    return " ".join(code)


def _step(step: Step) -> str:
    """One step; y grows upwards on the page."""
    if isinstance(step, Close):
        return "h"
    if isinstance(step, Curve):
        points = ((step.ax, step.ay), (step.bx, step.by), (step.x, step.y))
        return " ".join(f"{x:.2f} {BOX - y:.2f}" for x, y in points) + " c"
    return f"{step.x:.2f} {BOX - step.y:.2f} {'m' if isinstance(step, Move) else 'l'}"
