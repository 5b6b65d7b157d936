"""What was just done, with Undo, for five seconds; nothing waits for it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme import theme
from ui.widgets.buttons import FlatButton
from ui.widgets.pane import YieldingLabel
from ui.widgets.statusbar import HEIGHT

STAYS = 5_000  # ms
_HIGH, _GAP = 32, 8  # px


class Toast(QWidget):
    """Stands above the status bar, in the middle: key hints and the buttons of a pane stay free.

    The clock stops while it is pointed at or holds the keyboard.
    """

    undo_pressed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.words = YieldingLabel("", "strong")
        self.undo = FlatButton("Undo", self._press, compact=True)
        self.undo.setToolTip("Ctrl+Z")
        self.dismiss = FlatButton("Close", self.hide, compact=True)
        layout = QHBoxLayout(self)
        look = theme()
        layout.setContentsMargins(look.px(14), 0, look.px(6), 0)
        layout.setSpacing(look.px(4))
        layout.addWidget(self.words, 1)
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
        window, look = self.window(), theme()
        high, gap = look.px(_HIGH), look.px(_GAP)
        width = min(self.sizeHint().width(), window.width() - 2 * gap)
        top = window.height() - look.px(HEIGHT) - gap - high
        self.setGeometry((window.width() - width) // 2, top, width, high)

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
        painter.fillRect(self.rect(), look.colour("accent_bg"))
        painter.setPen(look.colour("ctl"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
