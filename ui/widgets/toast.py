"""What was just done, with Undo, for ten seconds; nothing waits for it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme import label, theme
from ui.widgets.buttons import FlatButton

STAYS = 10_000  # ms


class Toast(QWidget):
    """Sits above the status bar of its window. The clock stops while pointed at or focused."""

    undo_pressed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.words = label("", "body")
        self.undo = FlatButton("Undo", self._press, compact=True)
        self.undo.setToolTip("Ctrl+Z")
        self.dismiss = FlatButton("Close", self.hide, compact=True)
        layout = QHBoxLayout(self)
        look = theme()
        layout.setContentsMargins(look.px(14), look.px(6), look.px(6), look.px(6))
        layout.setSpacing(look.px(4))
        layout.addWidget(self.words)
        layout.addSpacing(look.px(8))
        layout.addWidget(self.undo)
        layout.addWidget(self.dismiss)
        self.clock = QTimer(self)
        self.clock.setSingleShot(True)
        self.clock.setInterval(STAYS)
        self.clock.timeout.connect(self._time_up)
        window.installEventFilter(self)
        self.hide()

    def say(self, words: str, *, undo: bool = False) -> None:
        """Show the words in place of what was shown before, and have them read out."""
        self.words.setText(words)
        self.undo.setVisible(undo)
        self.setAccessibleName(words)
        self.show()
        self._place()
        self.raise_()
        self.clock.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.window(), words))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        self.adjustSize()
        window, look = self.window(), theme()
        width = min(self.sizeHint().width(), window.width() - look.px(32))
        top = window.height() - self.height() - look.px(25 + 16)
        self.setGeometry((window.width() - width) // 2, top, width, self.height())

    def _press(self) -> None:
        self.hide()
        self.undo_pressed.emit()

    def _time_up(self) -> None:
        if self.underMouse() or self.isAncestorOf(self.window().focusWidget() or self.window()):
            self.clock.start()
        else:
            self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.colour("ctl"))
        painter.setBrush(look.colour("panel"))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), look.px(4), look.px(4)
        )
