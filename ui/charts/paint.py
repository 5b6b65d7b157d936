"""Paint a drawing on screen: sharp level and upright lines at any scale, colours by role."""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPen, QPolygonF

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
)
from ui.charts.measure import ScreenMeasure, chart_font
from ui.charts.scheme import Scheme

_NO_PEN = QPen(Qt.PenStyle.NoPen)
_SHARE = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}


def paint(
    painter: QPainter,
    drawing: Drawing,
    scheme: Scheme,
    scale: float = 1.0,
    *,
    measure: ScreenMeasure | None = None,
) -> None:
    """Paint at the painter's origin; `measure` is the one the drawing was laid out with."""
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(scale, scale)
    brush = _Brush(painter, scheme, measure or _measure_of(painter.font()))
    for shape in drawing.shapes:
        brush.draw(shape)
    painter.restore()


@lru_cache(maxsize=8)
def _measure_for(families: tuple[str, ...]) -> ScreenMeasure:
    return ScreenMeasure(*families)


def _measure_of(font: QFont) -> ScreenMeasure:
    return _measure_for(tuple(font.families()) or (font.family(),))


class _Brush:
    """One painting: the painter, its colours, and where whole pixels lie."""

    def __init__(self, painter: QPainter, scheme: Scheme, measure: ScreenMeasure) -> None:
        self.painter = painter
        self.scheme = scheme
        self.measure = measure
        device = painter.deviceTransform()
        self.sx, self.sy = abs(device.m11()) or 1.0, abs(device.m22()) or 1.0
        self.dx, self.dy = device.dx(), device.dy()
        self.straight = not device.m12() and not device.m21()

    def draw(self, shape: Shape) -> None:
        if isinstance(shape, Line):
            self.line(shape)
        elif isinstance(shape, Mark):
            self.mark(shape)
        elif isinstance(shape, Text):
            self.text(shape)
        elif isinstance(shape, Poly):
            self.poly(shape)
        elif isinstance(shape, Rect):
            self.rect(shape)
        else:
            self.path(shape)

    def pen(self, ink: Ink, width: float, dash: tuple[float, ...] = ()) -> QPen:
        pen = QPen(self.scheme[ink], width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        if dash:
            pen.setDashPattern([d / width for d in dash])
        return pen

    def line(self, line: Line) -> None:
        """A level or upright line fills whole pixels, never two rows half way."""
        x1, y1, x2, y2, width = line.x1, line.y1, line.x2, line.y2, line.width
        if self.straight and y1 == y2:
            y1, width = self._row(y1, width, self.sy, self.dy)
            y2 = y1
        elif self.straight and x1 == x2:
            x1, width = self._row(x1, width, self.sx, self.dx)
            x2 = x1
        self.painter.setPen(self.pen(line.ink, width, line.dash))
        self.painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))

    def _row(self, at: float, width: float, scale: float, shift: float) -> tuple[float, float]:
        """Centre and width of a line that covers a whole number of device pixels."""
        pixels = max(1, round(width * scale))
        place = at * scale + shift
        centre = math.floor(place) + 0.5 if pixels % 2 else round(place)
        return (centre - shift) / scale, pixels / scale

    def _edge(self, at: float, scale: float, shift: float) -> float:
        return (round(at * scale + shift) - shift) / scale

    def poly(self, poly: Poly) -> None:
        pen = self.pen(poly.ink, poly.width, poly.dash)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self.painter.setPen(pen)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in poly.points]))

    def rect(self, rect: Rect) -> None:
        box = self._box(rect)
        if rect.fill is not None:
            self.painter.setPen(_NO_PEN)
            self.painter.setBrush(self.scheme[rect.fill])
            self._outline(box, rect.radius)
        if rect.hatch:
            self._hatch(box, rect.stroke or Ink.LINE)
        if rect.stroke is not None:
            self._frame(box, rect, rect.stroke)

    def _box(self, rect: Rect) -> QRectF:
        left, right = rect.x, rect.x + rect.width
        top, bottom = rect.y, rect.y + rect.height
        if self.straight:
            left, right = (self._edge(v, self.sx, self.dx) for v in (left, right))
            top, bottom = (self._edge(v, self.sy, self.dy) for v in (top, bottom))
        return QRectF(left, top, right - left, bottom - top)

    def _frame(self, box: QRectF, rect: Rect, ink: Ink) -> None:
        """The stroke lies inside the edge, on whole pixels."""
        width = max(1, round(rect.stroke_width * self.sx)) / self.sx
        half = width / 2
        self.painter.setPen(self.pen(ink, width, rect.dash))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self._outline(box.adjusted(half, half, -half, -half), rect.radius)

    def _outline(self, box: QRectF, radius: float) -> None:
        if radius:
            self.painter.drawRoundedRect(box, radius, radius)
        else:
            self.painter.drawRect(box)

    def _hatch(self, box: QRectF, ink: Ink) -> None:
        self.painter.save()
        self.painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
        self.painter.setPen(self.pen(ink, 0.8))
        reach = box.height()
        start = box.left() - reach
        for step in range(int((box.width() + reach) / 4) + 1):
            x = start + 4 * step
            self.painter.drawLine(QPointF(x, box.bottom()), QPointF(x + reach, box.top()))
        self.painter.restore()

    def mark(self, mark: Mark) -> None:
        half_stroke = mark.stroke_width / 2 if mark.stroke is not None else 0.0
        r = mark.r - half_stroke
        stroke = mark.stroke
        self.painter.setPen(_NO_PEN if stroke is None else self.pen(stroke, mark.stroke_width))
        self.painter.setBrush(self.scheme[mark.fill])
        centre = QPointF(mark.x, mark.y)
        if mark.form is Dot.CIRCLE:
            self.painter.drawEllipse(centre, r, r)
        elif mark.form is Dot.SQUARE:
            self.painter.drawRect(QRectF(mark.x - r, mark.y - r, 2 * r, 2 * r))
        else:
            corners = ((0, -r), (r, 0), (0, r), (-r, 0))
            self.painter.drawPolygon(QPolygonF([centre + QPointF(x, y) for x, y in corners]))

    def text(self, text: Text) -> None:
        width = self.measure.width(text.words, text.size, text.weight, text.tabular)
        families = self.measure.families
        self.painter.setFont(chart_font(families, text.size, text.weight, text.tabular))
        self.painter.setPen(self.scheme[text.ink])
        x = text.x - _SHARE[text.anchor] * width
        y = self._edge(text.y, self.sy, self.dy) if self.straight else text.y
        self.painter.drawText(QPointF(x, y), text.words)

    def path(self, path: Path) -> None:
        paint_path(self.painter, path, self.scheme)


def paint_path(painter: QPainter, path: Path, scheme: Scheme) -> None:
    """Paint one free form in the painter's units."""
    form = painter_path(path)
    if path.fill is not None:
        painter.fillPath(form, QBrush(scheme[path.fill]))
    if path.stroke is not None:
        painter.strokePath(form, path_pen(path, scheme[path.stroke]))


def path_pen(path: Path, colour: QColor) -> QPen:
    """The pen for a path's stroke."""
    pen = QPen(colour, path.stroke_width)
    round_ends = path.round_ends
    pen.setCapStyle(Qt.PenCapStyle.RoundCap if round_ends else Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin if round_ends else Qt.PenJoinStyle.MiterJoin)
    if path.dash:
        pen.setDashPattern([d / path.stroke_width for d in path.dash])
    return pen


@lru_cache(maxsize=512)
def painter_path(path: Path) -> QPainterPath:
    """The form as Qt's path; made once for each."""
    form = QPainterPath()
    for step in path.steps:
        if isinstance(step, Move):
            form.moveTo(step.x, step.y)
        elif isinstance(step, To):
            form.lineTo(step.x, step.y)
        elif isinstance(step, Curve):
            form.cubicTo(step.ax, step.ay, step.bx, step.by, step.x, step.y)
        else:
            form.closeSubpath()
    return form
