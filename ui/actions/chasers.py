"""Reminders as drafts: who is due one, a folder for the .eml files, and “Copy text” instead.

The program writes drafts and never sends one.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cspdesk.errors import WorldError
from ui.delegates.cells import Line, Piece, rag_words, text
from ui.models.columns import Column
from ui.models.rows import RowsModel
from ui.theme import label, theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.fields import Field, Fields, ProblemLabel
from ui.widgets.tables import RowsView

if TYPE_CHECKING:
    from cspdesk.mail.queries import Reminder
    from ui.widgets.page import Page

FOLDER = "chasers/folder"
_MOST_DAYS = 60
_NAMED = {
    (True, True, True): ("reminder", "Draft chasers"),
    (False, True, False): ("report-backs", "Draft requests for report-backs"),
    (False, False, True): ("homework", "Chase late homework"),
}
NEVER_SENT = (
    "One draft for each partner, with only their own items. Your mail program opens it ready to"
    " send; CSP Desk itself never sends anything."
)
_REST = 300  # ms without a key before the days are read


class ChasersDialog(QDialog):
    """Partners at the left, the chosen one's text at the right, the folder beneath."""

    def __init__(
        self,
        page: Page,
        *,
        actions: bool = True,
        report_backs: bool = True,
        homework: bool = True,
    ) -> None:
        super().__init__(page.window())
        self.page = page
        self._kinds = {"actions": actions, "report_backs": report_backs, "homework": homework}
        self.what, title = _NAMED[tuple(self._kinds.values())]
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.reminders: tuple[Reminder, ...] = ()
        self.left_out: set[int] = set()
        self._make_fields()
        self._make_list()
        self._lay_out(title)
        self.read()

    # -- making -------------------------------------------------------------------------------

    def _make_fields(self) -> None:
        from cspdesk.actions.chase_queries import remind_before

        state = self.page.context.state
        self.days = QLineEdit(str(self.page.desk.ask(remind_before)))
        self.days.setMaximumWidth(theme().px(70))
        home = str(self.page.desk.path.parent)
        self.folder = QLineEdit(state.text(FOLDER, home))
        self.whole = ProblemLabel()
        self.fields = Fields(
            {
                "days": Field(
                    "Remind this many &days before the day",
                    self.days,
                    hint="As set for the partnership. Again on the day, then seven working days"
                    " after each reminder; late homework is chased at once.",
                ),
                "folder": Field("&Folder for the drafts", self.folder),
            },
            self.whole,
        )
        rest = QWidget()
        rest.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.fields.field("days").put_beside(rest)  # a short field stays at the left
        choose = SecondaryButton("Choose…", self._choose, compact=True)
        choose.setAccessibleName("Choose the folder")
        self.fields.field("folder").put_beside(choose)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self.read)
        self.days.textEdited.connect(lambda _text: self._rest.start())
        self.record = QCheckBox("&Record them as chased today by email")
        self.record.setChecked(True)

    def _make_list(self) -> None:
        columns: tuple[Column[Reminder], ...] = (
            Column(
                "Partner",
                lambda one: one.partner.short_name,
                check=lambda one: self._taken(one) if not one.fault else None,
                width=150,
            ),
            Column("What for", lambda one: one.partner.words, cell=_what_for),
        )
        model: RowsModel[Reminder] = RowsModel(columns, key=lambda one: one.partner.organisation_id)
        model.check_requested.connect(self._take)
        self.list = RowsView(model, name="Partners to remind", sortable=False)
        self.list.set_empty_text("No partner is due a reminder today.")
        self.list.record_chosen.connect(self._show)
        self.preview = QPlainTextEdit()
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        self.preview.setAccessibleName("Text of the reminder")
        self.unaddressed = label("", "label-strong", "red")
        self.unaddressed.setWordWrap(True)
        self.copy = SecondaryButton("&Copy text", self.copy_text)

    def _lay_out(self, title: str) -> None:
        box, look = QVBoxLayout(self), theme()
        box.setContentsMargins(*(look.px(side) for side in (20, 16, 20, 16)))
        box.setSpacing(look.px(10))
        box.addWidget(label(title, "inspector"))
        about = label(NEVER_SENT)
        about.setWordWrap(True)
        box.addWidget(about)
        box.addWidget(self.fields.field("days"))
        # Homework is chased once it is late, not some days before.
        self.fields.field("days").setVisible(self._kinds["actions"] or self._kinds["report_backs"])
        both = QHBoxLayout()
        both.setSpacing(look.px(12))
        both.addWidget(self.list, 1)
        right = QVBoxLayout()
        right.addWidget(self.preview, 1)
        under = QHBoxLayout()
        under.addWidget(self.unaddressed, 1)
        under.addWidget(self.copy)
        right.addLayout(under)
        both.addLayout(right, 1)
        box.addLayout(both, 1)
        box.addWidget(self.fields.field("folder"))
        box.addWidget(self.record)
        box.addWidget(self.whole)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(SecondaryButton("Close", self.reject))
        self.write = PrimaryButton("Write the drafts", self.write_drafts)
        row.addWidget(self.write)
        box.addLayout(row)
        self.resize(look.px(860), look.px(600))

    # -- showing ------------------------------------------------------------------------------

    def read(self) -> None:
        """Who is due a reminder, with the days as typed."""
        from cspdesk.mail.queries import reminders

        self.fields.clear()
        typed = self.days.text().strip()
        if not (typed.isdecimal() and typed.isascii() and int(typed) <= _MOST_DAYS):
            words = f"Write a whole number from 0 to {_MOST_DAYS}."
            self.fields.field("days").set_problem(words)
            return
        self.reminders = self.page.desk.ask(reminders, int(typed), **self._kinds)
        self.list.rows.set_records(self.reminders)
        self.list.choose_first()
        self._show(self.list.current_record())
        self._allow()

    def _allow(self) -> None:
        count = len(self.chosen())
        word = "draft" if count == 1 else "drafts"
        self.write.setText(f"Write {count} {word}" if count else "Write the drafts")
        self.write.set_allowed(bool(count), "No partner with an address is chosen.")
        refusal = self.page.operations.refusal
        self.record.setEnabled(not refusal)
        if refusal:
            self.record.setChecked(False)
            self.record.setToolTip(refusal)

    def chosen(self) -> list[Reminder]:
        return [one for one in self.reminders if not one.fault and self._taken(one)]

    def _taken(self, one: Reminder) -> bool:
        return one.partner.organisation_id not in self.left_out

    def _take(self, one: Reminder, taken: bool) -> None:
        key = one.partner.organisation_id
        (self.left_out.discard if taken else self.left_out.add)(key)
        self.list.viewport().update()
        self._allow()

    def _show(self, one: Reminder | None) -> None:
        self.preview.setPlainText(one.draft.text if one else "")
        self.unaddressed.setText(one.sentence if one else "")
        self.copy.setEnabled(one is not None)

    # -- doing --------------------------------------------------------------------------------

    def copy_text(self) -> None:
        """The chosen partner's reminder to the clipboard: the way without .eml files."""
        one = self.list.current_record()
        if one is not None:
            QGuiApplication.clipboard().setText(one.draft.text)
            self.page.operations.tell(f"Copied the reminder to {one.partner.short_name}")

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Write the drafts in", self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def write_drafts(self) -> tuple[Path, ...]:
        """One .eml for each chosen partner; recorded as chased when that is wanted."""
        from cspdesk.mail.saving import write_drafts
        from ui.packs.saving import folder_fault

        self.fields.clear()
        folder = Path(self.folder.text().strip()).expanduser()
        if fault := folder_fault(folder):
            self.fields.show("folder", fault)
            return ()
        chosen = self.chosen()
        try:
            paths = write_drafts(folder, [one.draft for one in chosen], self.what)
        except WorldError as trouble:
            self.fields.show("folder", str(trouble))
            return ()
        self.page.context.state.keep(FOLDER, str(folder))
        self.accept()
        self._record(chosen)
        word = "draft" if len(paths) == 1 else "drafts"
        self.page.operations.tell(f"Wrote {len(paths)} {word} in {folder}")
        return paths

    def _record(self, chosen: list[Reminder]) -> None:
        from cspdesk.actions.commands import RecordChases

        if not self.record.isChecked():
            return
        actions = tuple(line.id for one in chosen for line in one.partner.actions)
        backs = tuple(line.id for one in chosen for line in one.partner.report_backs)
        asked = tuple(line.id for one in chosen for line in one.partner.homework)
        self.page.operations.run(RecordChases(actions, backs, homework_ids=asked), quiet=True)


def _what_for(one: Reminder) -> Line:
    pieces = [Piece(one.partner.words)]
    if one.fault:
        return Line((*pieces, rag_words("red", "No usable address")))
    late = one.partner.overdue
    return Line((*pieces, Piece(f"{late} late", tone="second"))) if late else text(pieces[0].text)
