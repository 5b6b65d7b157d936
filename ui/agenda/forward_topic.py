"""The form of a planned topic: what, for which Board, and what it accounts for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.theme import theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.fields import Field, Fields, ProblemLabel

if TYPE_CHECKING:
    from cspdesk.commanding import Command
    from cspdesk.meetings.forward_records import ForwardPlan, TopicLine
    from ui.operations import Operations

NO_BOARD = "No Board yet"
NO_SUBJECT = "Nothing in particular"


class TopicDialog(QDialog):
    """Plan a topic, or change one that is planned. `done(id)` follows success."""

    def __init__(
        self,
        operations: Operations,
        plan: ForwardPlan,
        topic: TopicLine | None,
        meeting_id: int | None,
        done: Callable[[int | None], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Change the topic" if topic else "Plan a topic")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.topic, self._operations, self._done = topic, operations, done
        self._make_fields(plan, topic, meeting_id)
        words = "Save the changes" if topic else "Plan it"
        self.save = PrimaryButton(words, self._save)
        self.save.setDefault(True)
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.title.setFocus()

    def _make_fields(
        self, plan: ForwardPlan, topic: TopicLine | None, meeting_id: int | None
    ) -> None:
        self.title = QLineEdit(topic.title if topic else "")
        self.note = QLineEdit(topic.note if topic else "")
        self.board, self.subject = QComboBox(), QComboBox()
        self.board.addItem(NO_BOARD, None)
        for one in plan.all_boards:
            if one.can_plan:
                self.board.addItem(one.words, one.meeting_id)
        self.board.setCurrentIndex(max(0, self.board.findData(meeting_id)))
        self.board.setEnabled(topic is None)  # a topic is moved in the list, where it is seen
        self.subject.addItem(NO_SUBJECT, "")
        for line in plan.lines:
            self.subject.addItem(f"{line.kind.label}: {line.name}", line.subject)
        self.subject.setCurrentIndex(max(0, self.subject.findData(topic.subject if topic else "")))
        named: dict[str, tuple[str, QWidget]] = {
            "title": ("&Topic", self.title),
            "meeting_id": ("&Board", self.board),
            "subject": ("&Accounts for", self.subject),
            "note": ("&Note", self.note),
        }
        self.whole = ProblemLabel()
        made = {name: Field(words, control) for name, (words, control) in named.items()}
        self.fields = Fields(made, self.whole)

    def _lay_out(self) -> None:
        box, look = QVBoxLayout(self), theme()
        box.setContentsMargins(*(look.px(side) for side in (20, 16, 20, 16)))
        box.setSpacing(look.px(12))
        for name in ("title", "meeting_id", "subject", "note"):
            box.addWidget(self.fields.field(name))
        box.addWidget(self.whole)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(SecondaryButton("Cancel", self.reject))
        row.addWidget(self.save)
        box.addLayout(row)
        self.setMinimumWidth(look.px(480))

    def _save(self) -> None:
        changes = self._operations.run(self._command(), fields=self.fields)
        if changes is not None:
            self.accept()
            self._done(changes.created or (self.topic.id if self.topic else None))

    def _command(self) -> Command:
        from cspdesk.meetings.forward_commands import AddTopic, ChangeTopic

        title, note = self.title.text(), self.note.text()
        subject = str(self.subject.currentData())
        if self.topic is None:
            return AddTopic(title, self.board.currentData(), subject, note)
        return ChangeTopic(
            self.topic.id, self.topic.version, title=title, subject=subject, note=note
        )
