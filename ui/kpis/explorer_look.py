"""How lines are told apart: by colour, dashes and the form of their points, in any appearance."""

from __future__ import annotations

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from ui.theme import theme

MOST_LINES = 6
# Each against its panel at 4.5 : 1 or more, and apart for people who see red and green alike.
_LIGHT = ("#45505C", "#1B5596", "#9A3E00", "#6B3FA0", "#00695C", "#A0175F")
_DARK = ("#DDE3E9", "#83B7EE", "#FFB072", "#C9A6FF", "#6FD6C3", "#FF9CCB")
DASHES: tuple[tuple[float, ...], ...] = ((), (7, 3), (2, 2.5), (9, 3, 2, 3), (12, 4), (5, 2, 2, 2))
SYMBOLS = ("o", "t", "d", "s", "p", "star")


def colour_of(number: int) -> QColor:
    """The colour of the line with that number; high contrast has one for all."""
    look = theme()
    if look.high_contrast:
        return look.colour("text")
    return QColor((_DARK if look.dark else _LIGHT)[number % MOST_LINES])


def pen_of(number: int) -> QPen:
    """The line's pen: the first is solid, the others have dashes of their own."""
    pen = QPen(colour_of(number), 2.0 if number == 0 else 1.7)
    pen.setCosmetic(True)
    if DASHES[number % MOST_LINES]:
        pen.setDashPattern(list(DASHES[number % MOST_LINES]))
    return pen


class Swatch(QWidget):
    """A short piece of a line, for the key."""

    def __init__(self, number: int, kind: str = "line") -> None:
        super().__init__()
        self.number, self.kind = number, kind
        self.setFixedSize(QSize(theme().px(30), theme().px(14)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        if self.kind == "target":
            pen = QPen(theme().colour("text"), 1.8)
            pen.setDashPattern([4, 2, 1, 2])
        else:
            pen = pen_of(self.number)
        painter.setPen(pen)
        painter.drawLine(QPointF(0, middle), QPointF(self.width(), middle))
        if self.kind == "line":
            self._point(painter, QRectF(self.width() / 2 - 4, middle - 4, 8, 8))

    def _point(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour_of(self.number))
        form = SYMBOLS[self.number % MOST_LINES]
        if form == "o":
            painter.drawEllipse(box)
        elif form == "s":
            painter.drawRect(box)
        else:
            painter.drawPolygon(_polygon(form, box))


def _polygon(form: str, box: QRectF) -> QPolygonF:
    """The same forms as pyqtgraph's symbols, drawn for the key."""
    middle, r = box.center(), box.width() / 2
    corners = {"t": 3, "d": 4, "p": 5, "star": 10}[form]
    turn = pi / 2 if form != "t" else -pi / 2
    points = QPolygonF()
    for corner in range(corners):
        far = r * (0.45 if form == "star" and corner % 2 else 1.0)
        angle = 2 * pi * corner / corners - turn
        points.append(middle + QPointF(far * cos(angle), far * sin(angle)))
    return points
