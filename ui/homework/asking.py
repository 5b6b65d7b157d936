"""The form of a new question: whom, on which item, what, why them, by when."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui.homework.model import Place
from ui.theme import label, theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.days import DayEdit
from ui.widgets.fields import Field, Fields, ProblemLabel

if TYPE_CHECKING:
    from cspdesk.homework.queries import HomeworkMatrix
    from ui.operations import Operations


class QuestionDialog(QDialog):
    """Set a question, or keep it as a draft. `done(place)` follows when it is set."""

    def __init__(
        self,
        operations: Operations,
        matrix: HomeworkMatrix,
        place: Place,
        done: Callable[[Place], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Homework question")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._operations, self._done = operations, done
        self.partner, self.item = QComboBox(), QComboBox()
        for row in matrix.rows:
            self.partner.addItem(row.name, row.organisation_id)
        for column in matrix.columns:
            self.item.addItem(f"{column.number}  {column.title}", column.id)
        _choose(self.partner, place.organisation_id)
        _choose(self.item, place.item_id)
        self.question, self.contribution = _text(64), _text(64)
        self.due = DayEdit(min(max(matrix.due_on, operations.desk.today), matrix.meeting.held_on))
        self.draft = QCheckBox("&Keep it as a draft for now")
        self.save = PrimaryButton("Set the question", self._save)
        self.save.setDefault(True)
        self._lay_out()
        self.question.installEventFilter(self)
        self.contribution.installEventFilter(self)
        self.question.setFocus()

    def _lay_out(self) -> None:
        look, whole = theme(), ProblemLabel()
        made = {
            "organisation_id": Field("&Partner", self.partner),
            "item_id": Field("Agenda &item", self.item),
            "question": Field("&Question", self.question),
            "contribution": Field(
                "&What we expect them to bring", self.contribution,
                hint="Printed on the partner’s sheet: why it is they who are asked.",
            ),
            "due_on": Field("&Answer due", self.due),
        }  # fmt: skip
        self.fields = Fields(made, whole)
        box = QVBoxLayout(self)
        box.setContentsMargins(*(look.px(side) for side in (20, 16, 20, 16)))
        box.setSpacing(look.px(12))
        box.addWidget(label("Homework question", "inspector"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(16))
        for column, stretch in enumerate((2, 3)):
            grid.setColumnStretch(column, stretch)
        grid.addWidget(made["organisation_id"], 0, 0)
        grid.addWidget(made["item_id"], 0, 1)
        box.addLayout(grid)
        box.addWidget(made["question"])
        box.addWidget(made["contribution"])
        dates = QHBoxLayout()
        dates.addWidget(made["due_on"])
        dates.addStretch(1)
        dates.addWidget(self.draft, 0, Qt.AlignmentFlag.AlignBottom)
        box.addLayout(dates)
        box.addWidget(whole)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(SecondaryButton("Cancel", self.reject))
        row.addWidget(self.save)
        box.addLayout(row)
        self.setMinimumWidth(look.px(560))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter in a text sets the question: Enter alone begins a new line there."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._save()
                return True
        return super().eventFilter(watched, event)

    def _save(self) -> None:
        from cspdesk.homework.commands import SetHomework

        partner, item = int(self.partner.currentData()), int(self.item.currentData())
        command = SetHomework(
            item,
            partner,
            self.question.toPlainText(),
            self.contribution.toPlainText(),
            self.due.day,
            self.draft.isChecked(),
        )
        if self._operations.run(command, fields=self.fields) is not None:
            self.accept()
            self._done(Place(partner, item))


def _choose(box: QComboBox, key: int | None) -> None:
    place = box.findData(key)
    if place >= 0:
        box.setCurrentIndex(place)


def _text(height: int) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setTabChangesFocus(True)
    made.setFixedHeight(theme().px(height))
    return made
