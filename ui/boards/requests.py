"""Letters to the parallel boards as drafts: one for each board, into a folder or to copy.

The program writes drafts and never sends one.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
)

from cspdesk.errors import WorldError
from cspdesk.words import counted
from ui.delegates.cells import Line, Piece, rag_words
from ui.models.columns import Column
from ui.models.rows import RowsModel
from ui.theme import label, theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.fields import Field, Fields, ProblemLabel
from ui.widgets.tables import RowsView

if TYPE_CHECKING:
    from cspdesk.boards.drafts import BoardDraft
    from cspdesk.commanding import Command
    from ui.widgets.page import Page

_FOLDER = "chasers/folder"
_ABOUT = (
    "One draft for each board. Your mail program opens it ready to send; CSP Desk itself never"
    " sends anything."
)


class RequestsDialog(QDialog):
    """Boards at the left, the chosen one's letter at the right, the folder beneath.

    `record_as` makes the command that notes who was written to.
    """

    def __init__(
        self,
        page: Page,
        title: str,
        what: str,
        drafts: tuple[BoardDraft, ...],
        record_as: Callable[[tuple[int, ...]], Command],
        *,
        record_words: str,
        empty: str,
    ) -> None:
        super().__init__(page.window())
        self.page, self.drafts, self.what = page, drafts, what
        self._record_as = record_as
        self.left_out: set[int] = set()
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._make_fields(record_words)
        self._make_list(empty)
        self._lay_out(title)
        self.list.rows.set_records(drafts)
        self.list.choose_first()
        self._show(self.list.current_record())
        self._allow()

    def _make_fields(self, record_words: str) -> None:
        home = str(self.page.desk.path.parent)
        self.folder = QLineEdit(self.page.context.state.text(_FOLDER, home))
        self.whole = ProblemLabel()
        self.fields = Fields({"folder": Field("&Folder for the drafts", self.folder)}, self.whole)
        choose = SecondaryButton("C&hoose…", self._choose, compact=True)
        choose.setAccessibleName("Choose the folder")
        self.fields.field("folder").put_beside(choose)
        self.record = QCheckBox(record_words)
        refusal = self.page.operations.refusal
        self.record.setChecked(not refusal)
        self.record.setEnabled(not refusal)
        self.record.setToolTip(refusal)

    def _make_list(self, empty: str) -> None:
        columns: tuple[Column[BoardDraft], ...] = (
            Column(
                "Board",
                lambda one: one.name,
                check=lambda one: self._taken(one) if not one.fault else None,
            ),
            Column("What for", _what_for_words, cell=_what_for, width=170),
        )
        model: RowsModel[BoardDraft] = RowsModel(columns, key=lambda one: one.group_id)
        model.check_requested.connect(self._take)
        self.list = RowsView(model, name="Boards to write to", sortable=False)
        self.list.set_empty_text(empty)
        self.list.record_chosen.connect(self._show)
        self.preview = QPlainTextEdit()
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        self.preview.setAccessibleName("Text of the letter")
        self.unaddressed = label("", "label-strong", "red")
        self.unaddressed.setWordWrap(True)
        self.copy = SecondaryButton("&Copy text", self.copy_text)

    def _lay_out(self, title: str) -> None:
        box, look = QVBoxLayout(self), theme()
        box.setContentsMargins(*(look.px(side) for side in (20, 16, 20, 16)))
        box.setSpacing(look.px(10))
        about = label(_ABOUT)
        about.setWordWrap(True)
        for part in (label(title, "inspector"), about):
            box.addWidget(part)
        both, right, under = QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
        both.setSpacing(look.px(12))
        both.addWidget(self.list, 1)
        right.addWidget(self.preview, 1)
        under.addWidget(self.unaddressed, 1)
        under.addWidget(self.copy)
        right.addLayout(under)
        both.addLayout(right, 1)
        box.addLayout(both, 1)
        for part in (self.fields.field("folder"), self.record, self.whole):
            box.addWidget(part)
        row = QHBoxLayout()
        row.addStretch(1)
        self.write = PrimaryButton("Write the drafts", self.write_drafts)
        for button in (SecondaryButton("Close", self.reject), self.write):
            row.addWidget(button)
        box.addLayout(row)
        self.resize(look.px(900), look.px(560))

    # -- choosing -----------------------------------------------------------------------------

    def chosen(self) -> list[BoardDraft]:
        """The boards that are written to."""
        return [one for one in self.drafts if not one.fault and self._taken(one)]

    def _taken(self, one: BoardDraft) -> bool:
        return one.group_id not in self.left_out

    def _take(self, one: BoardDraft, taken: bool) -> None:
        (self.left_out.discard if taken else self.left_out.add)(one.group_id)
        self.list.viewport().update()
        self._allow()

    def _allow(self) -> None:
        count = len(self.chosen())
        self.write.setText(f"Write {counted(count, 'draft')}" if count else "Write the drafts")
        self.write.set_allowed(bool(count), "No board with an address is chosen.")

    def _show(self, one: BoardDraft | None) -> None:
        self.preview.setPlainText(one.draft.text if one else "")
        self.unaddressed.setText(one.sentence if one else "")
        self.copy.setEnabled(one is not None)

    # -- doing --------------------------------------------------------------------------------

    def copy_text(self) -> None:
        """The chosen board's letter to the clipboard: the way without .eml files."""
        one = self.list.current_record()
        if one is not None:
            QGuiApplication.clipboard().setText(one.draft.text)
            self.page.operations.tell(f"Copied the letter to the {one.name}")

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Write the drafts in", self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def write_drafts(self) -> tuple[Path, ...]:
        """One .eml for each chosen board; noted as asked when that is wanted."""
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
        self.page.context.state.keep(_FOLDER, str(folder))
        self.accept()
        if self.record.isChecked():
            asked = tuple(one.group_id for one in chosen)
            self.page.operations.run(self._record_as(asked), quiet=True)
        self.page.operations.tell(f"Wrote {counted(len(paths), 'draft')} in {folder}")
        return paths


def _what_for_words(one: BoardDraft) -> str:
    late = f", {one.days_late} days late" if one.days_late else ""
    return f"{one.what_for}{late}"


def _what_for(one: BoardDraft) -> Line:
    if one.fault:
        return Line((Piece(one.what_for), rag_words("red", "No usable address")))
    if not one.days_late:
        return Line((Piece(one.what_for),))
    return Line((Piece(one.what_for), rag_words("red", f"{one.days_late} days late")))
