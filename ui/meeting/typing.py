"""Text that is kept at every pause in typing, so that nothing typed is ever lost."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from ui.theme import theme

PAUSE = 400  # ms without a key that count as a pause

_PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class TypedText(QPlainTextEdit):
    """Some lines of plain text. `rested(text)` follows each pause, and leaving the field.

    Where Enter finishes an entry (`one_entry`) it says `entered`; Shift+Enter is a new line then.
    """

    rested = Signal(str)
    entered = Signal()

    def __init__(
        self, name: str, hint: str = "", lines: int = 2, *, one_entry: bool = True
    ) -> None:
        super().__init__()
        self._lines, self._one_entry = lines, one_entry
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.keep)
        self.textChanged.connect(self._timer.start)
        self._fit()
        theme().changed.connect(self._fit)

    def _fit(self) -> None:
        self.setFixedHeight(self._lines * self.fontMetrics().lineSpacing() + theme().px(14))

    @property
    def words(self) -> str:
        return self.toPlainText().strip()

    @property
    def waits(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return self._timer.isActive()

    def keep(self) -> None:
        """Say now what would be said at the next pause."""
        self._timer.stop()
        self.rested.emit(self.words)

    def keep_what_waits(self) -> None:
        if self.waits:
            self.keep()

    def show_text(self, text: str) -> None:
        """Show what is kept; what is being typed stays."""
        if not self.waits and text != self.words:
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)

    def begin_with(self, text: str) -> None:
        """Another text, whatever stood here, with the keyboard behind its last word."""
        self._timer.stop()
        self.show_text(text)
        self.moveCursor(self.textCursor().MoveOperation.End)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self._one_entry and not event.modifiers():
            self.keep_what_waits()
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _PASSING:
            self.keep_what_waits()
