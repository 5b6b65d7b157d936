"""Marks on screen: state shown by form, drawn from the one set that paper uses too."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPainterPath, QPixmap

from cspdesk.charts.marks import BOX, MarkName, mark
from cspdesk.charts.primitives import Ink, Path
from ui.charts.paint import painter_path, path_pen
from ui.charts.scheme import LIGHT, Scheme

_INSIDE = (Ink.ON_DARK, Ink.PANEL)


@lru_cache(maxsize=128)
def mark_forms(name: MarkName) -> tuple[tuple[Path, QPainterPath], ...]:
    """The forms of a mark in a 12 by 12 box, made once."""
    return tuple((path, painter_path(path)) for path in mark(name))


def draw_mark(
    painter: QPainter,
    name: MarkName,
    rect: QRectF,
    colour: QColor | Scheme,
    inside: QColor | None = None,
) -> None:
    """Draw a mark in the largest square centred in `rect`.

    `colour` is one colour for the whole mark, or a scheme that colours each part by its role;
    `inside` colours the sign within a filled mark (default: the scheme's, or white).
    """
    side = min(rect.width(), rect.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center().x() - side / 2, rect.center().y() - side / 2)
    painter.scale(side / BOX, side / BOX)
    for path, form in mark_forms(name):
        if path.fill is not None:
            painter.fillPath(form, QBrush(_colour(path.fill, colour, inside)))
        if path.stroke is not None:
            pen = path_pen(path, _colour(path.stroke, colour, inside))
            painter.strokePath(form, pen)
    painter.restore()


def _colour(ink: Ink, colour: QColor | Scheme, inside: QColor | None) -> QColor:
    if ink in _INSIDE and inside is not None:
        return inside
    if not isinstance(colour, QColor):
        return colour[ink]
    return LIGHT[ink] if ink in _INSIDE else colour


def mark_icon(
    name: MarkName, colour: QColor | Scheme, size: int = 16, inside: QColor | None = None
) -> QIcon:
    """A mark as an icon for a button, sharp at 100, 150, 200 and 300 %."""
    icon = QIcon()
    for ratio in (1.0, 1.5, 2.0, 3.0):
        icon.addPixmap(mark_pixmap(name, colour, size, ratio, inside))
    return icon


def mark_pixmap(
    name: MarkName,
    colour: QColor | Scheme,
    size: int = 16,
    ratio: float = 1.0,
    inside: QColor | None = None,
) -> QPixmap:
    """A mark on a clear ground, with a border of an eighth."""
    pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    edge = size / 8
    draw_mark(painter, name, QRectF(edge, edge, size - 2 * edge, size - 2 * edge), colour, inside)
    painter.end()
    return pixmap
