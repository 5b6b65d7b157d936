"""The bar under the highlight report: it asks for the words that a decision needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.theme import label, theme
from ui.widgets.buttons import FlatButton, SecondaryButton
from ui.widgets.fields import Field, Fields, ProblemLabel


@dataclass(frozen=True)
class Wanted:
    """One field of the bar: the name rules use, its caption, what stands in it, what to offer."""

    name: str
    caption: str
    text: str = ""
    offers: Sequence[str] = ()


@dataclass(frozen=True)
class Question:
    """What the bar asks. `answer(texts by name)` says whether it was done."""

    title: str
    button: str
    wanted: Sequence[Wanted]
    answer: Callable[[dict[str, str]], bool] = field(compare=False)


class QuestionBar(QWidget):
    """Asks one question at a time. Enter in a field answers, Esc closes; `closed` follows both."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Reason")
        self.question: Question | None = None
        self.controls: dict[str, QComboBox | QLineEdit] = {}
        self.title = label("", "strong")
        self.title.setWordWrap(True)
        self.whole = ProblemLabel()
        self.fields = Fields(whole=self.whole)
        self._host = QHBoxLayout()
        self._host.setSpacing(theme().px(10))
        self.do = SecondaryButton("", self.give)
        self.cancel = FlatButton("Cancel", self.close_bar)
        box = QVBoxLayout(self)
        look = theme()
        box.setContentsMargins(look.px(16), look.px(10), look.px(16), look.px(10))
        box.setSpacing(look.px(6))
        box.addWidget(self.title)
        box.addLayout(self._host)
        box.addWidget(self.whole)
        self.hide()

    def ask(self, question: Question) -> None:
        """Show this question instead of any other."""
        self._clear()
        self.question = question
        self.title.setText(question.title)
        self.setAccessibleName(question.title)
        self.whole.say("")
        self.fields = Fields(whole=self.whole)
        for wanted in question.wanted:
            self._add(wanted)
        self.do.setText(question.button)
        for button in (self.do, self.cancel):
            self._host.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
            button.show()
        self.show()
        next(iter(self.controls.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, wanted: Wanted) -> None:
        control: QComboBox | QLineEdit
        if wanted.offers:
            control = QComboBox()
            control.setEditable(True)
            control.addItems(list(wanted.offers))
            control.setCurrentText(wanted.text)
            edit = control.lineEdit()
            assert edit is not None
            edit.setAccessibleName(wanted.caption)
        else:
            control = edit = QLineEdit(wanted.text)
        edit.selectAll()
        edit.returnPressed.connect(self.give)
        self.controls[wanted.name] = control
        made = self.fields.add(wanted.name, Field(wanted.caption, control))
        self._host.addWidget(made, 1)

    def _clear(self) -> None:
        self.controls.clear()
        while self._host.count():
            item = self._host.takeAt(0)
            widget = item.widget() if item else None
            if widget in (self.do, self.cancel):
                widget.hide()
            elif widget is not None:
                widget.hide()
                widget.deleteLater()

    def texts(self) -> dict[str, str]:
        """What is typed, by the names of the fields."""
        return {
            name: control.currentText() if isinstance(control, QComboBox) else control.text()
            for name, control in self.controls.items()
        }

    def give(self) -> None:
        """Answer; the bar stays, with the sentence beside its field, when it was refused."""
        question = self.question
        if question is not None and question.answer(self.texts()) and self.question is question:
            self.close_bar()

    def close_bar(self) -> None:
        self.question = None
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme()
        painter.fillRect(self.rect(), look.colour("accent_bg"))
        painter.fillRect(0, 0, self.width(), 1, look.colour("line2"))
