"""Instead of an item for noting only: through which channel, to whom, and why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.theme import label, theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.days import DayEdit
from ui.widgets.fields import Field, Fields, ProblemLabel

if TYPE_CHECKING:
    from cspdesk.agenda.records import AgendaLine
    from ui.operations import Operations


class DisseminateDialog(QDialog):
    """Asks how an item goes out, and by when; it leaves the agenda in the same step.

    It is tracked until it is done in the inbox, among what goes another way.
    """

    def __init__(
        self, operations: Operations, line: AgendaLine, due_on: date, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Disseminate item {line.number} another way")
        self._operations, self._line = operations, line
        self.channel, self.to_whom, self.reason = QLineEdit(), QLineEdit(), QLineEdit()
        self.due = DayEdit(due_on)
        hints = ("VAWG bulletin, e-mail, ward panels", "All members; GPs in the borough", "")
        named = zip(
            ("channel", "to_whom", "reason"),
            ("&Through which channel", "To &whom", "Why &not on the agenda"),
            (self.channel, self.to_whom, self.reason),
            hints,
            strict=True,
        )
        fields = {}
        for name, words, edit, hint in named:
            edit.setPlaceholderText(hint)
            fields[name] = Field(words, edit)
        fields["due_on"] = Field("&By", self.due)
        self.reason.setText("For noting only: nothing is asked of the Board.")
        self.problem = ProblemLabel()
        self.fields = Fields(fields, self.problem)
        self._lay_out(list(fields.values()))

    def _lay_out(self, fields: list[Field]) -> None:
        box, look = QVBoxLayout(self), theme()
        box.setContentsMargins(*(look.px(side) for side in (20, 16, 20, 16)))
        box.setSpacing(look.px(10))
        heading = label(self._line.title, "inspector")
        heading.setWordWrap(True)
        said = label(self._line.challenge_detail, "label", "second")
        for part in (heading, said, *fields, self.problem):
            box.addWidget(part)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(SecondaryButton("Cancel", self.reject))
        self.save = PrimaryButton("Take it off the agenda", self._save)
        self.save.setDefault(True)
        row.addWidget(self.save)
        box.addLayout(row)
        self.setMinimumWidth(look.px(440))

    def _save(self) -> None:
        from cspdesk.agenda.disseminating_commands import DisseminateItem

        line = self._line
        said = (self.channel.text(), self.to_whom.text(), self.reason.text())
        command = DisseminateItem(line.id, line.version, *said, self.due.day)
        if self._operations.run(command, fields=self.fields) is not None:
            self.accept()
