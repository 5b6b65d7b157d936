"""Asking in passing: a line under the list for one answer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QWidget

from ui.theme import theme
from ui.widgets.buttons import SecondaryButton
from ui.widgets.fields import Field, Fields


class LinePrompt(QWidget):
    """One line to answer in: Enter says `answered(text)`, Esc or Cancel puts it away."""

    answered = Signal(str)
    closed = Signal()

    def __init__(self, name: str, button: str, places: tuple[str, ...]) -> None:
        super().__init__()
        self.edit = QLineEdit()
        self.field = Field(name, self.edit)
        self.fields = Fields(dict.fromkeys(places, self.field))
        self.edit.returnPressed.connect(self._answer)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme().px(side) for side in (16, 8, 16, 8)))
        row.setSpacing(theme().px(8))
        row.addWidget(self.field, 1)
        for made in (
            SecondaryButton(button, self._answer),
            SecondaryButton("Cancel", self.put_away),
        ):
            row.addWidget(made, 0, Qt.AlignmentFlag.AlignBottom)
        self.hide()

    def ask(self) -> None:
        """Show the empty line with the keyboard in it."""
        self.fields.clear()
        self.edit.clear()
        self.show()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def offer(self, words: list[str]) -> None:
        """Complete what is typed from these."""
        completer = QCompleter(words, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        before = self.edit.completer()
        self.edit.setCompleter(completer)
        if before is not None:
            before.deleteLater()

    def put_away(self) -> None:
        self.hide()
        self.closed.emit()

    def _answer(self) -> None:
        self.answered.emit(self.edit.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)
