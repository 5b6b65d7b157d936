"""One line that stays in sight: this is the sample; this file can only be read here."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cspdesk.charts.mark_names import MarkName
from ui.delegates.painting import paint_text
from ui.marks import draw_mark
from ui.theme import theme

HEIGHT = 24


class Banner(QWidget):
    """A sentence on a tinted ground; not to be closed. `warn`: amber with a triangle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.words, self._warn = "", False
        self.hide()
        theme().changed.connect(self._fit)
        self._fit()

    def say(self, words: str, *, warn: bool = False) -> None:
        """Show the sentence; "" hides the banner."""
        self.words, self._warn = words, warn
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        look = theme()
        width = look.metrics("label-strong").horizontalAdvance(self.words) + look.px(34)
        return QSize(width + (look.px(16) if self._warn else 0), look.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _fit(self) -> None:
        self.setFixedHeight(theme().px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.fillRect(self.rect(), look.colour("amber_bg" if self._warn else "accent_bg"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour("line"))
        area = self.rect().adjusted(look.px(16), 0, -look.px(16), -1)
        if self._warn:
            size = look.px(10)
            square = QRectF(area.left(), area.center().y() - size / 2, size, size)
            draw_mark(painter, MarkName.AMBER, square, look.colour("amber"))
            area.setLeft(area.left() + look.px(16))
        tone = look.colour("amber_text" if self._warn else "text")
        paint_text(painter, look, area, self.words, "label-strong", tone)
