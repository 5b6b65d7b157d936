"""The filter field above a list."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from cspdesk.charts.marks import MarkName
from ui.marks import mark_icon
from ui.theme import theme

SETTLE = 120  # ms without a key before the list is filtered


class SearchField(QLineEdit):
    """Filters as you type; Esc empties it first, Down goes to the list.

    `searched(text)` comes once typing rests; connect it to `RowsProxy.set_filter`.
    """

    searched = Signal(str)
    left_downwards = Signal()

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self._icon = QAction(self)
        self.addAction(self._icon, QLineEdit.ActionPosition.LeadingPosition)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(SETTLE)
        self._rest.timeout.connect(lambda: self.searched.emit(self.text()))
        self.textChanged.connect(lambda _text: self._rest.start())
        theme().changed.connect(self._dress)
        self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._rest.stop()
            self.searched.emit(self.text())
        else:
            super().keyPressEvent(event)

    def _dress(self) -> None:
        look = theme()
        self._icon.setIcon(mark_icon(MarkName.SEARCH, look.colour("text2"), look.px(16)))
        self.setMinimumWidth(look.px(110))
        self.setMaximumWidth(look.px(190))
