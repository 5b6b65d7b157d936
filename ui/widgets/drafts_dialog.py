"""E-mail drafts, one for each partner or board: ticked, read, written into a folder or copied.

The program writes drafts and never sends one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from cspdesk.errors import WorldError
from cspdesk.words import counted
from ui.models.columns import Column
from ui.models.rows import RowsModel
from ui.theme import label, theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.fields import Field, Fields, ProblemLabel
from ui.widgets.forms import fit
from ui.widgets.tables import RowsView

if TYPE_CHECKING:
    from cspdesk.commanding import Command
    from cspdesk.mail.drafts import Draft
    from ui.widgets.page import Page

_FOLDER = "chasers/folder"  # the same for every kind of draft
_TO_EACH_PARTNER = (
    "One draft for each partner, with only their own items. Your mail program opens it ready to"
    " send; CSP Desk itself never sends anything."
)


class Drafted(Protocol):
    """A record with its draft; `fault` says why that has no address, `sentence` names who."""

    @property
    def draft(self) -> Draft: ...
    @property
    def fault(self) -> str: ...
    @property
    def sentence(self) -> str: ...


D = TypeVar("D", bound=Drafted)


@dataclass(frozen=True, slots=True)
class Wording:
    """What the officer reads and hears in one kind of drafts; `&` stands before an Alt key."""

    title: str
    list_name: str
    empty: str
    preview: str
    copied: str  # "Copied the letter to the": the name follows
    record: str
    about: str = _TO_EACH_PARTNER
    choose: str = "Choose…"
    nobody: str = "No partner with an address is chosen."


class DraftsDialog(QDialog, Generic[D]):
    """Names at the left, the chosen one's text at the right, the folder beneath.

    A room says `key_of`, `name_of`, `columns` and `command`, and calls `fill` with its records;
    `what` ends the names of the files, `size` is in design pixels.
    """

    def __init__(self, page: Page, wording: Wording, what: str, size: tuple[int, int]) -> None:
        super().__init__(page.window())
        self.page, self.wording, self.what = page, wording, what
        self.left_out: set[int] = set()
        self.setWindowTitle(wording.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._make_list()
        self._make_fields()
        self._lay_out()
        fit(self, *size)

    # -- what each room says ------------------------------------------------------------------

    def key_of(self, one: D) -> int:
        """Whom the draft is for: the id of a partner or of a board."""
        raise NotImplementedError

    def name_of(self, one: D) -> str:
        """Whom the draft is for, as the list names them."""
        raise NotImplementedError

    def columns(self) -> tuple[Column[D], ...]:
        """The list: `tick_column`, then what the draft is for."""
        raise NotImplementedError

    def command(self, chosen: list[D]) -> Command | None:
        """What notes that these drafts went out; None when there is nothing to note."""
        raise NotImplementedError

    def above(self) -> tuple[QWidget, ...]:
        """Controls over the list, made here."""
        return ()

    def ticks(self) -> tuple[QCheckBox, ...]:
        """The tick boxes under the folder, made here where they are not `record`."""
        return (self.record,)

    def why_not(self) -> str:
        """Why nothing can be written now, as a sentence; "" when it can."""
        return "" if self.chosen() else self.wording.nobody

    # -- making -------------------------------------------------------------------------------

    def tick_column(self, title: str, width: int = 0) -> Column[D]:
        """Names with a tick box, but for those who have no usable address."""
        return Column(
            title,
            self.name_of,
            check=lambda one: self._taken(one) if not one.fault else None,
            width=width,
        )

    def _make_list(self) -> None:
        model: RowsModel[D] = RowsModel(self.columns(), key=self.key_of)
        model.check_requested.connect(self._take)
        self.list = RowsView(model, name=self.wording.list_name, sortable=False)
        self.list.set_empty_text(self.wording.empty)
        self.list.record_chosen.connect(self._show)
        self.preview = QPlainTextEdit()
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        self.preview.setAccessibleName(self.wording.preview)
        self.unaddressed = label("", "label-strong", "red")
        self.unaddressed.setWordWrap(True)
        self.copy = SecondaryButton("&Copy text", self.copy_text)

    def _make_fields(self) -> None:
        home = str(self.page.desk.path.parent)
        self.folder = QLineEdit(self.page.context.state.text(_FOLDER, home))
        self.whole = ProblemLabel()
        self.fields = Fields({"folder": Field("&Folder for the drafts", self.folder)}, self.whole)
        choose = SecondaryButton(self.wording.choose, self._choose, compact=True)
        choose.setAccessibleName("Choose the folder")
        self.fields.field("folder").put_beside(choose)
        self.record = QCheckBox(self.wording.record)
        self.record.setChecked(True)
        self.write = PrimaryButton("Write the drafts", self.write_drafts)

    def _lay_out(self) -> None:
        """From top to bottom, which is also the way of the Tab key."""
        box, look = QVBoxLayout(self), theme()
        box.setContentsMargins(*(look.px(side) for side in (20, 16, 20, 16)))
        box.setSpacing(look.px(10))
        about = label(self.wording.about)
        about.setWordWrap(True)
        for part in (label(self.wording.title, "inspector"), about, *self.above()):
            box.addWidget(part)
        box.addLayout(self._list_and_text(), 1)
        box.addWidget(self.fields.field("folder"))
        ticks = QHBoxLayout()
        ticks.setSpacing(look.px(20))
        for tick in self.ticks():
            ticks.addWidget(tick)
        ticks.addStretch(1)
        box.addLayout(ticks)
        box.addWidget(self.whole)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (SecondaryButton("Close", self.reject), self.write):
            row.addWidget(button)
        box.addLayout(row)

    def _list_and_text(self) -> QLayout:
        both, right, under = QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
        both.setSpacing(theme().px(12))
        both.addWidget(self.list, 1)
        right.addWidget(self.preview, 1)
        under.addWidget(self.unaddressed, 1)
        under.addWidget(self.copy)
        right.addLayout(under)
        both.addLayout(right, 1)
        return both

    # -- choosing -----------------------------------------------------------------------------

    def fill(self, records: Sequence[D]) -> None:
        """Show these, the first one's text beside them."""
        self.list.rows.set_records(records)
        self.list.choose_first()
        self._show(self.list.current_record())
        self.allow()

    def chosen(self) -> list[D]:
        """Those who have an address and were not left out."""
        records: list[D] = self.list.rows.records()
        return [one for one in records if not one.fault and self._taken(one)]

    def _taken(self, one: D) -> bool:
        return self.key_of(one) not in self.left_out

    def _take(self, one: D, taken: bool) -> None:
        (self.left_out.discard if taken else self.left_out.add)(self.key_of(one))
        self.list.viewport().update()
        self.allow()

    def allow(self) -> None:
        """Switch the controls by what can be done now; the reason stands with each."""
        count, why = len(self.chosen()), self.why_not()
        self.write.setText(f"Write {counted(count, 'draft')}" if count else "Write the drafts")
        self.write.set_allowed(not why, why)
        refusal = self.page.operations.refusal
        self.record.setEnabled(not refusal)
        if refusal:
            self.record.setChecked(False)
            self.record.setToolTip(refusal)

    def _show(self, one: D | None) -> None:
        self.preview.setPlainText(one.draft.text if one else "")
        self.unaddressed.setText(one.sentence if one else "")
        self.copy.setEnabled(one is not None)

    # -- doing --------------------------------------------------------------------------------

    def copy_text(self) -> None:
        """The text of the row to the clipboard: the way without .eml files."""
        one: D | None = self.list.current_record()
        if one is not None:
            QGuiApplication.clipboard().setText(one.draft.text)
            self.page.operations.tell(f"{self.wording.copied} {self.name_of(one)}")

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Write the drafts in", self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def write_drafts(self) -> tuple[Path, ...]:
        """One .eml for each who is chosen; none, with a word at the folder, when it will not do."""
        from ui.packs.saving import folder_fault

        self.fields.clear()
        folder = Path(self.folder.text().strip()).expanduser()
        if fault := folder_fault(folder):
            self.fields.show("folder", fault)
            return ()
        return self.write_into(folder, self.chosen())

    def write_into(self, folder: Path, chosen: list[D]) -> tuple[Path, ...]:
        """The drafts as they are, at once; a room that makes files for them first does it here."""
        from cspdesk.mail.saving import write_drafts

        try:
            paths = write_drafts(folder, [one.draft for one in chosen], self.what)
        except WorldError as trouble:
            self.fields.show("folder", str(trouble))
            return ()
        self.finish(folder, chosen, len(paths))
        return paths

    def finish(self, folder: Path, chosen: list[D], written: int) -> None:
        """All is written: close, note who was written to when that is wanted, and say so."""
        self.page.context.state.keep(_FOLDER, str(folder))
        command = self.command(chosen) if self.record.isChecked() else None
        self.accept()
        if command is not None:
            self.page.operations.run(command, quiet=True)
        self.page.operations.tell(f"Wrote {counted(written, 'draft')} in {folder}")
