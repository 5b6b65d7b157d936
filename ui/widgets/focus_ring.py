"""The ring around a focused button: 2 px accent with a 2 px gap, outside the button's own edge.

A style sheet cannot paint outside a widget, so one overlay per window follows the focus. Fields,
tables and painted controls show focus themselves.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from shiboken6 import isValid

from ui.theme import theme

REACH = 4  # gap plus ring
_FOLLOWED = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.Show)


class FocusRing(QWidget):
    """Follows the focused push button of one window while keys are used to move about."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._watched: list[QWidget] = []
        self.target: QWidget | None = None
        self.hide()
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        for watched in self._watched:
            if isValid(watched):  # a page may have gone with its buttons since
                watched.removeEventFilter(self)
        self._watched.clear()
        ours = isinstance(new, QPushButton) and new.window() is self.window()
        self.target = new if ours else None
        widget: QWidget | None = self.target
        while widget is not None and widget is not self.window():
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = widget.parentWidget()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _FOLLOWED:
            self._place()
        return False

    def _place(self) -> None:
        target, window = self.target, self.window()
        if target is not None and not isValid(target):
            target = self.target = None
        by_keys = window.testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        if target is None or not target.isVisible() or not by_keys:
            self.hide()
            return
        reach = theme().px(REACH)
        corner = target.mapTo(window, QPoint(0, 0))
        self.setGeometry(QRect(corner, target.size()).adjusted(-reach, -reach, reach, reach))
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("accent"), look.px(2)))
        half = look.px(2) / 2
        radius = look.px(6)
        frame = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(frame, radius, radius)
