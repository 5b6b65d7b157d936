"""The statutory calendar: what the law asks of the partnership, by when, and the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.statutory.inspector import DutyInspector
from ui.statutory.list import DutyList
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.page import Page, focus_pane
from ui.widgets.pane import PageHeader, Pane
from ui.widgets.splitter import Splitter

if TYPE_CHECKING:
    from cspdesk.commanding import Command
    from cspdesk.statutory.queries import DutyLine
    from db.changes import ChangeSet
    from ui.widgets.forms import FormDialog

EMPTY = "No duty is in the calendar yet. Add those in force with the button above, or Ctrl+N."


class StatutoryPage(Page):
    """Duties in a list, the chosen one at the right; `form` is the dialog opened last."""

    title = "Statutory calendar"
    tables = frozenset({"statutory_duty", "statutory_record", "partnership"})

    def build(self) -> None:
        self.form: FormDialog | None = None
        self.header = PageHeader(self.title)
        self.known = SecondaryButton("Add duties in force", self.add_known)
        self.add_button = PrimaryButton("Add a duty…", self.add)
        self.add_button.setToolTip("Ctrl+N")
        self.header.end(self.known, self.add_button)
        self.list, self.inspector = DutyList(), DutyInspector()
        self.list.set_empty_text(EMPTY)
        pane = Pane()
        pane.setAccessibleName(self.title)
        pane.add(self.list, 1)
        pane.focus_target = self.list
        self.pane = pane
        state = self.context.state
        self.splitter = Splitter("statutory", (pane, self.inspector), (0, 372), state, inspector=1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.header)
        box.addWidget(self.splitter, 1)
        self._connect()

    def _connect(self) -> None:
        self.list.record_chosen.connect(self._show_line)
        self.list.record_opened.connect(lambda _line: self.do("record"))
        for key, what in (("R", "record"), ("F2", "edit"), ("Del", "remove")):
            self.list.add_key(key, lambda _line, what=what: self.do(what))
        self.inspector.wanted.connect(self.do)
        self.inspector.step_wanted.connect(self.correct)
        add = QShortcut(QKeySequence("Ctrl+N"), self, self.add)
        add.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # -- showing ------------------------------------------------------------------------------

    def refresh(self, changes: ChangeSet | None) -> None:
        from cspdesk.statutory.queries import statutory_calendar
        from cspdesk.words import counted

        calendar = self.desk.ask(statutory_calendar)
        self.list.show_lines(calendar.lines)
        self._show_line(self.list.current_record())
        late = sum(line.state.standing == "overdue" for line in calendar.lines)
        dayless = sum(line.state.standing == "no_day" for line in calendar.lines)
        parts = [counted(len(calendar.lines), "duty", "duties")]
        parts += [f"{late} overdue"] if late else []
        parts += [f"{dayless} without a day"] if dayless else []
        self.header.set_text(self.title, ", ".join(parts))
        refusal = self.operations.refusal
        self.known.setVisible(bool(calendar.missing))
        self.known.set_allowed(not refusal, refusal)
        self.add_button.set_allowed(not refusal, refusal)

    def _show_line(self, line: DutyLine | None) -> None:
        self.inspector.show_line(line, self.operations.refusal)

    # -- doing --------------------------------------------------------------------------------

    def add(self) -> None:
        from ui.statutory.forms import DutyForm

        if not self.operations.refuse():
            form = DutyForm(self)
            form.accepted.connect(lambda: self._choose_added(form))
            self._open(form)

    def _choose_added(self, form: FormDialog) -> None:
        if form.changes is not None and form.changes.created is not None:
            self.list.choose(form.changes.created)

    def add_known(self) -> None:
        """The duties in force that are not in the calendar yet."""
        from cspdesk.statutory.commands import AddKnownDuties

        self._run(AddKnownDuties())

    def do(self, what: str) -> None:
        """Do with the chosen duty: record, edit, remove."""
        from cspdesk.statutory.commands import RemoveDuty
        from ui.statutory.forms import DutyForm, RecordForm

        line = self.inspector.line
        if line is None or self.operations.refuse():
            return
        if what == "record":
            self._open(RecordForm(self, line))
        elif what == "edit":
            self._open(DutyForm(self, line))
        elif what == "remove":
            self._run(RemoveDuty(line.id, line.version))

    def correct(self, key: str) -> None:
        """Correct the record with that id."""
        from ui.statutory.forms import RecordForm

        line = self.inspector.line
        if line is None or self.operations.refuse():
            return
        record = next(one for one in line.records if one.id == int(key))
        self._open(RecordForm(self, line, record))

    def _run(self, command: Command) -> None:
        self.operations.run(command)
        self.list.setFocus()

    def _open(self, form: FormDialog) -> None:
        self.form = form
        form.finished.connect(lambda _result: self.list.setFocus())
        form.open()

    # -- the window's questions ---------------------------------------------------------------

    def key_hints(self) -> list[tuple[str, str]]:
        return [("R", "record done"), ("F2", "change"), ("Ctrl+N", "add"), ("Del", "remove")]

    def panes(self) -> list[QWidget]:
        return [self.pane, self.inspector]

    def escape(self) -> None:
        focus_pane(self.pane)

    def toggle_inspector(self) -> None:
        self.splitter.toggle_inspector()

    def show_target(self, target: str) -> None:
        """ "duty:3": one duty."""
        kind, _, key = target.partition(":")
        if kind == "duty" and key.isdecimal():
            self.list.choose(int(key))
            self.activated()
