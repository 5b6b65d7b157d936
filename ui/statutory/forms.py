"""The forms of the statutory calendar: a duty, and that it was done."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from ui.widgets.days import DayEdit
from ui.widgets.forms import Choice, FormDialog, Words

if TYPE_CHECKING:
    from cspdesk.commanding import Command
    from cspdesk.statutory.queries import DutyLine, DutyRecord
    from ui.widgets.page import Page

_OFTEN = ((12, "Every year"), (0, "Once"), (1, "Every month"), (3, "Every 3 months"),
          (6, "Every 6 months"), (24, "Every 2 years"), (36, "Every 3 years"),
          (60, "Every 5 years"))  # fmt: skip


class DutyForm(FormDialog):
    """A duty of one's own, or a change of one that is there."""

    def __init__(self, page: Page, line: DutyLine | None = None) -> None:
        super().__init__(
            page.operations, "Change the duty" if line else "Add a duty", page.window()
        )
        self.line = line
        self.title = QLineEdit(line.title if line else "")
        self.basis = QLineEdit(line.basis if line else "")
        self.responsible = QLineEdit(line.responsible if line else "")
        self.note = Words(line.note if line else "", 3)
        months = line.months if line else 12
        own = [] if months in dict(_OFTEN) else [(months, f"Every {months} months")]
        self.months = Choice([*_OFTEN, *own], months)
        due = line.due_on if line else None
        self.has_day = Choice([(True, "On a day"), (False, "No day yet")], due is not None)
        self.day = DayEdit(due or page.desk.today)
        self.place(
            [("title", "&What has to be done", self.title)],
            [("basis", "The &law that asks for it", self.basis)],
            [
                ("months", "How &often", self.months),
                ("responsible", "&Responsible", self.responsible),
            ],
            [("has_day", "&Due", self.has_day), ("due_on", "Da&y", self.day)],
            [("note", "&Note", self.note)],
        )
        self.has_day.currentIndexChanged.connect(lambda _place: self._show_day())
        self._show_day()
        self.finish("Save" if line else "Add the duty")
        self.title.setFocus()

    def _show_day(self) -> None:
        self.fields.field("due_on").setVisible(self.has_day.key)

    def command(self) -> Command:
        from cspdesk.statutory.commands import AddDuty, EditDuty

        due: date | None = self.day.day if self.has_day.key else None
        words = (self.title.text(), self.basis.text(), self.months.key, due)
        rest = (self.responsible.text(), self.note.words)
        if self.line is None:
            return AddDuty(*words, *rest)
        return EditDuty(self.line.id, self.line.version, *words, *rest)


class RecordForm(FormDialog):
    """That a duty was done, and what shows it; or a correction of that."""

    def __init__(self, page: Page, line: DutyLine, record: DutyRecord | None = None) -> None:
        super().__init__(page.operations, f"Done: {line.title}", page.window())
        self.line, self.record = line, record
        self.day = DayEdit(record.done_on if record else page.desk.today)
        self.evidence = Words(record.evidence if record else "", 2)
        self.note = Words(record.note if record else "", 2)
        self.place(
            [("done_on", "Done &on", self.day)],
            [("evidence", "What &shows it (minute, document, where published)", self.evidence)],
            [("note", "&Note", self.note)],
        )
        self.finish("Save" if record else "Record it")
        self.evidence.setFocus()

    def command(self) -> Command:
        from cspdesk.statutory.commands import EditDutyRecord, RecordDuty

        words = (self.day.day, self.evidence.words, self.note.words)
        if self.record is None:
            return RecordDuty(self.line.id, self.line.version, *words)
        return EditDutyRecord(self.record.id, self.record.version, *words)
