"""Paint a drawing on a reportlab canvas: the same shapes as on screen, in the colours of paper."""

from __future__ import annotations

from typing import Any

from cspdesk.charts.primitives import (
    Anchor,
    Curve,
    Dot,
    Drawing,
    Ink,
    Line,
    Mark,
    Move,
    Path,
    Poly,
    Rect,
    Shape,
    Text,
    To,
    Weight,
)
from cspdesk.packs import inline
from cspdesk.packs.pdf.letters import in_fonts, tidy

# A reportlab canvas; it has no type information of its own.
Canvas = Any

PAPER: dict[Ink, str] = {
    Ink.TEXT: "#14202B", Ink.SECONDARY: "#46535F", Ink.DATA: "#123A63", Ink.LINE: "#6B7884",
    Ink.GRID: "#DDE3E9", Ink.ACCENT: "#123A63", Ink.ON_ACCENT: "#FFFFFF",
    Ink.CONCERN: "#A23B00", Ink.IMPROVE: "#0B5CAD", Ink.TARGET: "#14202B", Ink.LIMIT: "#6B7884",
    Ink.RED: "#A8121C", Ink.AMBER: "#F0A30A", Ink.AMBER_EDGE: "#6E4300", Ink.GREEN: "#0B6B3A",
    Ink.NOT_RATED: "#46535F", Ink.PANEL: "#FFFFFF", Ink.PALE: "#EEF3F8", Ink.TINT: "#DCE6F0",
    Ink.TRACK: "#B4BEC8", Ink.ON_DARK: "#FFFFFF",
}  # fmt: skip
_WEIGHTS = {
    Weight.REGULAR: inline.Weight.REGULAR,
    Weight.SEMIBOLD: inline.Weight.SEMIBOLD,
    Weight.BOLD: inline.Weight.BOLD,
}
_SHARE = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}


def paint(canvas: Canvas, drawing: Drawing) -> None:
    """Paint with the drawing's lower left corner at the canvas' origin.

    The caller tags the figure; state of the canvas is left as it was.
    """
    canvas.saveState()
    canvas.setLineCap(0)
    brush = _Brush(canvas, drawing.height)
    for shape in drawing.shapes:
        brush.draw(shape)
    canvas.restoreState()


class _Brush:
    """One painting: y is turned upside down here and nowhere else."""

    def __init__(self, canvas: Canvas, height: float) -> None:
        self.canvas = canvas
        self.height = height
        self.dash: tuple[float, ...] = ()
        self.join = -1

    def draw(self, shape: Shape) -> None:
        if isinstance(shape, Line):
            self.stroke(shape.ink, shape.width, shape.dash)
            self.canvas.line(shape.x1, self.up(shape.y1), shape.x2, self.up(shape.y2))
        elif isinstance(shape, Poly):
            self.poly(shape)
        elif isinstance(shape, Mark):
            self.mark(shape)
        elif isinstance(shape, Text):
            self.text(shape)
        elif isinstance(shape, Rect):
            self.rect(shape)
        else:
            self.path(shape)

    def up(self, y: float) -> float:
        return self.height - y

    def stroke(self, ink: Ink, width: float, dash: tuple[float, ...] = (), join: int = 0) -> None:
        self.canvas.setStrokeColor(PAPER[ink])
        self.canvas.setLineWidth(width)
        if dash != self.dash:
            self.canvas.setDash(list(dash)) if dash else self.canvas.setDash()
            self.dash = dash
        if join != self.join:
            self.canvas.setLineJoin(join)
            self.join = join

    def poly(self, poly: Poly) -> None:
        self.stroke(poly.ink, poly.width, poly.dash, join=1)
        path = self.canvas.beginPath()
        path.moveTo(poly.points[0][0], self.up(poly.points[0][1]))
        for x, y in poly.points[1:]:
            path.lineTo(x, self.up(y))
        self.canvas.drawPath(path, stroke=1, fill=0)

    def rect(self, rect: Rect) -> None:
        bottom = self.up(rect.y + rect.height)
        if rect.fill is not None:
            self.canvas.setFillColor(PAPER[rect.fill])
            self._outline(rect, rect.x, bottom, 0.0, fill=1)
        if rect.hatch:
            self._hatch(rect, bottom)
        if rect.stroke is not None:
            # As on screen, the stroke lies inside the edge.
            self.stroke(rect.stroke, rect.stroke_width, rect.dash)
            self._outline(rect, rect.x, bottom, rect.stroke_width / 2, fill=0)

    def _outline(self, rect: Rect, x: float, y: float, inside: float, fill: int) -> None:
        width, height = rect.width - 2 * inside, rect.height - 2 * inside
        if width < 0 or height < 0:
            return
        if rect.radius:
            radius = min(rect.radius, width / 2, height / 2)
            self.canvas.roundRect(x + inside, y + inside, width, height, radius,
                                  stroke=1 - fill, fill=fill)  # fmt: skip
        else:
            self.canvas.rect(x + inside, y + inside, width, height, stroke=1 - fill, fill=fill)

    def _hatch(self, rect: Rect, bottom: float) -> None:
        self.canvas.saveState()
        clip = self.canvas.beginPath()
        clip.rect(rect.x, bottom, rect.width, rect.height)
        self.canvas.clipPath(clip, stroke=0, fill=0)
        self.canvas.setStrokeColor(PAPER[rect.stroke or Ink.LINE])
        self.canvas.setLineWidth(0.8)
        self.canvas.setDash()
        start = rect.x - rect.height
        for step in range(int((rect.width + rect.height) / 4) + 1):
            x = start + 4 * step
            self.canvas.line(x, bottom, x + rect.height, bottom + rect.height)
        self.canvas.restoreState()

    def mark(self, mark: Mark) -> None:
        self.canvas.setFillColor(PAPER[mark.fill])
        stroked = mark.stroke is not None
        if mark.stroke is not None:
            self.stroke(mark.stroke, mark.stroke_width)
        r = mark.r - (mark.stroke_width / 2 if stroked else 0)
        x, y = mark.x, self.up(mark.y)
        if mark.form is Dot.CIRCLE:
            self.canvas.circle(x, y, r, stroke=int(stroked), fill=1)
        elif mark.form is Dot.SQUARE:
            self.canvas.rect(x - r, y - r, 2 * r, 2 * r, stroke=int(stroked), fill=1)
        else:
            path = self.canvas.beginPath()
            path.moveTo(x, y + r)
            for corner in ((x + r, y), (x, y - r), (x - r, y)):
                path.lineTo(*corner)
            path.close()
            self.canvas.drawPath(path, stroke=int(stroked), fill=1)

    def text(self, text: Text) -> None:
        # Never a blank box: what the font lacks is set or named as it is in the text.
        runs = in_fonts(tidy(text.words), _WEIGHTS[text.weight], text.tabular)
        width = sum(font.width(words, text.size) for words, font in runs)
        x = text.x - _SHARE[text.anchor] * width
        self.canvas.setFillColor(PAPER[text.ink])
        for words, font in runs:
            self.canvas.setFont(font.name, text.size)
            self.canvas.drawString(x, self.up(text.y), words)
            x += font.width(words, text.size)

    def path(self, path: Path) -> None:
        form = self.canvas.beginPath()
        for step in path.steps:
            if isinstance(step, Move):
                form.moveTo(step.x, self.up(step.y))
            elif isinstance(step, To):
                form.lineTo(step.x, self.up(step.y))
            elif isinstance(step, Curve):
                form.curveTo(step.ax, self.up(step.ay), step.bx, self.up(step.by),
                             step.x, self.up(step.y))  # fmt: skip
            else:
                form.close()
        if path.fill is not None:
            self.canvas.setFillColor(PAPER[path.fill])
        if path.stroke is not None:
            self.stroke(path.stroke, path.stroke_width, path.dash, join=int(path.round_ends))
        self.canvas.drawPath(form, stroke=int(path.stroke is not None),
                             fill=int(path.fill is not None))  # fmt: skip
