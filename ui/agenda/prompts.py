"""Asking in passing: a line under the list for one answer, and the day of a first Board."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCompleter,
    QDateEdit,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ui.theme import label, theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.fields import Field, Fields, ProblemLabel

if TYPE_CHECKING:
    from ui.operations import Operations

_WEEKS_AHEAD = 8  # PMG, Executive and papers find room before a Board this far off


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


class FirstCycleDialog(QDialog):
    """Asks for the Board's date and plans the cycle back from it."""

    def __init__(
        self, operations: Operations, today: date, done: Callable[[], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Plan the first cycle")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._operations, self._done = operations, done
        self.day = QDateEdit(QDate(*(today + timedelta(weeks=_WEEKS_AHEAD)).timetuple()[:3]))
        self.day.setDisplayFormat("ddd d MMM yyyy")
        self.day.setCalendarPopup(True)
        self.day.setCurrentSection(QDateEdit.Section.DaySection)
        hint = "PMG, Executive, papers, minutes and report-backs are dated from it."
        self.field = Field("&Date of the Board", self.day, hint=hint)
        self.whole = ProblemLabel()
        self.fields = Fields({"board_on": self.field}, self.whole)
        self.plan = PrimaryButton("Plan the cycle", self._plan)
        self.plan.setDefault(True)
        self._lay_out()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(*(theme().px(side) for side in (20, 16, 20, 16)))
        box.setSpacing(theme().px(10))
        for part in (label("Plan the first cycle", "inspector"), self.field, self.whole):
            box.addWidget(part)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(SecondaryButton("Cancel", self.reject))
        row.addWidget(self.plan)
        box.addLayout(row)
        self.setMinimumWidth(theme().px(440))

    def _plan(self) -> None:
        from cspdesk.meetings.commands import StartCycle

        chosen = self.day.date()
        board_on = date(chosen.year(), chosen.month(), chosen.day())
        if self._operations.run(StartCycle(board_on), fields=self.fields) is not None:
            self.accept()
            self._done()
