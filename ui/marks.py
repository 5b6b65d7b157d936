"""Marks on screen: state shown by form, drawn from the one set that paper uses too."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter

from cspdesk.charts.mark_names import BOX, MarkName

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon, QPainterPath, QPen, QPixmap

    from cspdesk.charts.primitives import Ink, Path
    from ui.charts.scheme import Scheme


@lru_cache(maxsize=128)
def mark_forms(name: MarkName) -> tuple[tuple[Path, QPainterPath], ...]:
    """The forms of a mark in a 12 by 12 box, made once."""
    # Imported by the first mark drawn: the window's frame has none, and is painted without.
    from cspdesk.charts.marks import mark
    from ui.charts.paint import painter_path

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
            pen = _pen_maker()(path, _colour(path.stroke, colour, inside))
            painter.strokePath(form, pen)
    painter.restore()


@lru_cache(maxsize=1)
def _pen_maker() -> Callable[[Path, QColor], QPen]:
    from ui.charts.paint import path_pen

    return path_pen


@lru_cache(maxsize=1)
def _signs() -> Scheme:
    """The colours of what lies within a filled mark, unless the caller says otherwise."""
    from cspdesk.charts.primitives import Ink
    from ui.charts.scheme import LIGHT

    return {ink: LIGHT[ink] for ink in (Ink.ON_DARK, Ink.PANEL)}


def _colour(ink: Ink, colour: QColor | Scheme, inside: QColor | None) -> QColor:
    signs = _signs()
    if ink in signs and inside is not None:
        return inside
    if not isinstance(colour, QColor):
        return colour[ink]
    return signs.get(ink, colour)


def mark_icon(
    name: MarkName, colour: QColor | Scheme, size: int = 16, inside: QColor | None = None
) -> QIcon:
    """A mark as an icon for a button, sharp at 100, 150, 200 and 300 %."""
    from PySide6.QtGui import QIcon

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
    from PySide6.QtGui import QPixmap

    pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    edge = size / 8
    draw_mark(painter, name, QRectF(edge, edge, size - 2 * edge, size - 2 * edge), colour, inside)
    painter.end()
    return pixmap
