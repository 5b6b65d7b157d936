"""Questions sent with the agenda: a draft for each partner, with its sheet attached. Never sent."""

from __future__ import annotations

import tempfile
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
from shiboken6 import isValid

from cspdesk.errors import WorldError
from cspdesk.words import counted
from ui.actions.chasers import FOLDER, NEVER_SENT
from ui.actions.forms import fit
from ui.delegates.cells import Line, Piece, rag_words
from ui.jobs import Cancelled, Token
from ui.models.columns import Column
from ui.models.rows import RowsModel
from ui.theme import label, theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.fields import Field, Fields, ProblemLabel
from ui.widgets.tables import RowsView

if TYPE_CHECKING:
    from cspdesk.desk import Desk
    from cspdesk.mail.drafts import Attachment, Draft
    from cspdesk.mail.homework_letters import Letter
    from ui.homework.page import HomeworkPage

_WORD_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_KINDS = {".pdf": "application/pdf", ".docx": _WORD_KIND}


class LettersDialog(QDialog):
    """Partners at the left, the chosen one's letter at the right, the folder beneath."""

    def __init__(self, page: HomeworkPage) -> None:
        super().__init__(page.window())
        self.page = page
        self.setWindowTitle("Draft the questions")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.letters: tuple[Letter, ...] = ()
        self.left_out: set[int] = set()
        self.token: Token | None = None
        self._make_list()
        self._make_foot()
        self._lay_out()
        self.read()

    # -- making -------------------------------------------------------------------------------

    def _make_list(self) -> None:
        columns: tuple[Column[Letter], ...] = (
            Column(
                "Partner",
                lambda one: one.partner.short_name,
                check=lambda one: self._taken(one) if not one.fault else None,
                width=184,
            ),
            Column("Questions", _questions_words, cell=_questions),
        )
        model: RowsModel[Letter] = RowsModel(columns, key=lambda one: one.partner.organisation_id)
        model.check_requested.connect(self._take)
        self.list = RowsView(model, name="Partners with questions", sortable=False)
        self.list.set_empty_text("No partner has a question that is set: drafts stay here.")
        self.list.record_chosen.connect(self._show)
        self.preview = QPlainTextEdit()
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        self.preview.setAccessibleName("Text of the letter")
        self.unaddressed = label("", "label-strong", "red")
        self.unaddressed.setWordWrap(True)
        self.copy = SecondaryButton("&Copy text", self.copy_text)

    def _make_foot(self) -> None:
        self.word = QCheckBox("Attach the sheet as &Word, to fill in")
        self.pdf = QCheckBox("Attach it as &PDF")
        self.pdf.setChecked(True)
        self.word.setChecked(True)
        self.mark = QCheckBox("&Mark their questions as sent today")
        self.mark.setChecked(True)
        home = str(self.page.desk.path.parent)
        self.folder = QLineEdit(self.page.context.state.text(FOLDER, home))
        self.whole = ProblemLabel()
        self.fields = Fields({"folder": Field("&Folder for the drafts", self.folder)}, self.whole)
        choose = SecondaryButton("Choose…", self._choose, compact=True)
        choose.setAccessibleName("Choose the folder")
        self.fields.field("folder").put_beside(choose)
        self.write = PrimaryButton("Write the drafts", self.write_drafts)

    def _lay_out(self) -> None:
        box, look = QVBoxLayout(self), theme()
        box.setContentsMargins(*(look.px(side) for side in (20, 16, 20, 16)))
        box.setSpacing(look.px(10))
        box.addWidget(label("Draft the questions", "inspector"))
        about = label(NEVER_SENT)
        about.setWordWrap(True)
        box.addWidget(about)
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
        ticks = QHBoxLayout()
        ticks.setSpacing(look.px(20))
        for tick in (self.word, self.pdf, self.mark):
            ticks.addWidget(tick)
        ticks.addStretch(1)
        box.addLayout(ticks)
        box.addWidget(self.whole)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(SecondaryButton("Close", self.reject))
        row.addWidget(self.write)
        box.addLayout(row)
        fit(self, 900, 620)

    # -- showing ------------------------------------------------------------------------------

    def read(self) -> None:
        """Who has questions, those to be sent ticked; all sent before are left for choice."""
        from cspdesk.mail.homework_letters import homework_letters

        view = self.page.matrix
        if view is None:
            return
        self.letters = self.page.desk.ask(homework_letters, view.meeting.id)
        self.left_out = {one.partner.organisation_id for one in self.letters if not one.unsent}
        self.list.rows.set_records(self.letters)
        self.list.choose_first()
        self._show(self.list.current_record())
        self._allow()

    def _allow(self) -> None:
        count = len(self.chosen())
        self.write.setText(f"Write {counted(count, 'draft')}" if count else "Write the drafts")
        busy = self.token is not None
        why = "The sheets are being made." if busy else "No partner with an address is chosen."
        self.write.set_allowed(bool(count) and not busy, why)
        refusal = self.page.operations.refusal
        self.mark.setEnabled(not refusal)
        if refusal:
            self.mark.setChecked(False)
            self.mark.setToolTip(refusal)

    def chosen(self) -> list[Letter]:
        return [one for one in self.letters if not one.fault and self._taken(one)]

    def _taken(self, one: Letter) -> bool:
        return one.partner.organisation_id not in self.left_out

    def _take(self, one: Letter, taken: bool) -> None:
        key = one.partner.organisation_id
        (self.left_out.discard if taken else self.left_out.add)(key)
        self.list.viewport().update()
        self._allow()

    def _show(self, one: Letter | None) -> None:
        self.preview.setPlainText(one.draft.text if one else "")
        self.unaddressed.setText(one.sentence if one else "")
        self.copy.setEnabled(one is not None)

    # -- doing --------------------------------------------------------------------------------

    def copy_text(self) -> None:
        """The chosen partner's letter to the clipboard: the way without .eml files."""
        one = self.list.current_record()
        if one is not None:
            QGuiApplication.clipboard().setText(one.draft.text)
            self.page.operations.tell(f"Copied the questions to {one.partner.short_name}")

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Write the drafts in", self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def write_drafts(self) -> Token | None:
        """One .eml for each chosen partner, its sheet made in the background and attached."""
        from ui.packs.saving import folder_fault

        self.fields.clear()
        view, folder = self.page.matrix, Path(self.folder.text().strip()).expanduser()
        if fault := folder_fault(folder):
            self.fields.show("folder", fault)
            return None
        chosen, endings = self.chosen(), self._endings()
        if view is None or not chosen:
            return None
        desk, meeting_id = self.page.desk.reader(), view.meeting.id
        token = self.page.context.jobs.start(
            "Draft the questions",
            lambda token: _write(desk, meeting_id, chosen, endings, folder, token),
            on_done=lambda answer: self._done(answer, chosen, folder),
            on_failed=self._failed,
            on_cancelled=lambda: self._failed(WorldError("Nothing more was written.", "")),
        )
        if token in self.page.context.jobs.running():
            self.token = token
            self._allow()
        return token

    def _endings(self) -> tuple[str, ...]:
        wanted = ((self.pdf, ".pdf"), (self.word, ".docx"))
        return tuple(ending for tick, ending in wanted if tick.isChecked())

    def _failed(self, problem: Exception) -> None:
        self.token = None
        if not isinstance(problem, WorldError):
            raise problem  # nobody foresaw it: the window's own dialog takes it
        if isValid(self):
            self.fields.show("folder", str(problem))
            self._allow()

    def _done(self, written: int, chosen: list[Letter], folder: Path) -> None:
        from cspdesk.homework.commands import MarkSent

        self.token = None
        if not isValid(self):
            return
        self.page.context.state.keep(FOLDER, str(folder))
        fresh = tuple(key for one in chosen for key in one.unsent)
        marks = self.mark.isChecked() and bool(fresh)
        self.accept()
        if marks:
            self.page.operations.run(MarkSent(fresh), quiet=True)
        self.page.operations.tell(f"Wrote {counted(written, 'draft')} in {folder}")


def _write(
    desk: Desk,
    meeting_id: int,
    letters: list[Letter],
    endings: tuple[str, ...],
    folder: Path,
    token: Token,
) -> int:
    """Makes each sheet in a folder of its own that is gone afterwards. Raises WorldError."""
    from cspdesk.mail.homework_letters import with_sheets
    from cspdesk.mail.saving import write_drafts

    with tempfile.TemporaryDirectory(prefix="cspdesk-") as held:
        drafts: list[Draft] = []
        for place, one in enumerate(letters):
            token.step(place, len(letters), one.partner.name)
            files = [
                _sheet(desk, meeting_id, one, Path(held) / f"{place}{ending}") for ending in endings
            ]
            attached = tuple(
                _attachment(one, ending, file) for ending, file in zip(endings, files, strict=True)
            )
            drafts.append(with_sheets(one.draft, attached))
        return len(write_drafts(folder, drafts, "questions"))


def _sheet(desk: Desk, meeting_id: int, one: Letter, out: Path) -> Path:
    from cspdesk.packs.partner_sheet import export_partner_sheet
    from cspdesk.packs.pdf.render import RenderCancelled

    try:
        return export_partner_sheet(desk, out, meeting_id=meeting_id, code=one.partner.code).path
    except RenderCancelled:
        raise Cancelled("Draft the questions") from None


def _attachment(one: Letter, ending: str, file: Path) -> Attachment:
    from cspdesk.mail.drafts import Attachment, safe_name

    name = safe_name(one.partner.name)
    return Attachment(f"Homework {name}{ending}", file.read_bytes(), _KINDS[ending])


def _questions_words(one: Letter) -> str:
    words = counted(len(one.questions), "question")
    return words if one.unsent else f"{words}, sent before"


def _questions(one: Letter) -> Line:
    many = Piece(counted(len(one.questions), "question"))
    if one.fault:
        return Line((many, rag_words("red", "No usable address")))
    sent = len(one.questions) - len(one.unsent)
    said = f"{sent} sent before" if one.unsent else "sent before"
    return Line((many, Piece(said, tone="second")) if sent else (many,))
