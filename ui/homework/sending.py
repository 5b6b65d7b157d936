"""Questions sent with the agenda: a draft for each partner, with its sheet attached. Never sent."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox
from shiboken6 import isValid

from cspdesk.errors import WorldError
from cspdesk.words import counted
from ui.delegates.cells import Line, Piece, rag_words
from ui.jobs import Cancelled, Token
from ui.models.columns import Column
from ui.widgets.drafts_dialog import DraftsDialog, Wording

if TYPE_CHECKING:
    from cspdesk.desk import Desk
    from cspdesk.homework.commands import MarkSent
    from cspdesk.mail.drafts import Attachment, Draft
    from cspdesk.mail.homework_letters import Letter
    from ui.homework.page import HomeworkPage

_WORD_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_KINDS = {".pdf": "application/pdf", ".docx": _WORD_KIND}
_WORDING = Wording(
    "Draft the questions",
    list_name="Partners with questions",
    empty="No partner has a question that is set: drafts stay here.",
    preview="Text of the letter",
    copied="Copied the questions to",
    record="&Mark their questions as sent today",
)


class LettersDialog(DraftsDialog["Letter"]):
    """Partners at the left, the chosen one's letter at the right, the folder beneath."""

    page: HomeworkPage

    def __init__(self, page: HomeworkPage) -> None:
        self.letters: tuple[Letter, ...] = ()
        self.token: Token | None = None
        super().__init__(page, _WORDING, "questions", (900, 620))
        self.read()

    # -- what differs -------------------------------------------------------------------------

    def key_of(self, one: Letter) -> int:
        return one.partner.organisation_id

    def name_of(self, one: Letter) -> str:
        return one.partner.short_name

    def columns(self) -> tuple[Column[Letter], ...]:
        return (
            self.tick_column("Partner", width=184),
            Column("Questions", _questions_words, cell=_questions),
        )

    def command(self, chosen: list[Letter]) -> MarkSent | None:
        from cspdesk.homework.commands import MarkSent

        fresh = tuple(key for one in chosen for key in one.unsent)
        return MarkSent(fresh) if fresh else None

    def ticks(self) -> tuple[QCheckBox, ...]:
        self.word = QCheckBox("Attach the sheet as &Word, to fill in")
        self.pdf = QCheckBox("Attach it as &PDF")
        self.pdf.setChecked(True)
        self.word.setChecked(True)
        return (self.word, self.pdf, self.record)

    def why_not(self) -> str:
        return "The sheets are being made." if self.token is not None else super().why_not()

    # -- reading and writing ------------------------------------------------------------------

    def read(self) -> None:
        """Who has questions, those to be sent ticked; all sent before are left for choice."""
        from cspdesk.mail.homework_letters import homework_letters

        view = self.page.matrix
        if view is None:
            return
        self.letters = self.page.desk.ask(homework_letters, view.meeting.id)
        self.left_out = {one.partner.organisation_id for one in self.letters if not one.unsent}
        self.fill(self.letters)

    def write_into(self, folder: Path, chosen: list[Letter]) -> tuple[Path, ...]:
        """Starts a job that makes each partner's sheet and attaches it; `token` while it runs."""
        view, endings = self.page.matrix, self._endings()
        if view is None or not chosen:
            return ()
        desk, meeting_id = self.page.desk.reader(), view.meeting.id
        token = self.page.context.jobs.start(
            "Draft the questions",
            lambda token: _write(desk, meeting_id, chosen, endings, folder, token),
            on_done=lambda written: self._done(folder, chosen, written),
            on_failed=self._failed,
            on_cancelled=lambda: self._failed(WorldError("Nothing more was written.", "")),
        )
        if token in self.page.context.jobs.running():
            self.token = token
            self.allow()
        return ()

    def _endings(self) -> tuple[str, ...]:
        wanted = ((self.pdf, ".pdf"), (self.word, ".docx"))
        return tuple(ending for tick, ending in wanted if tick.isChecked())

    def _failed(self, problem: Exception) -> None:
        self.token = None
        if not isinstance(problem, WorldError):
            raise problem  # nobody foresaw it: the window's own dialog takes it
        if isValid(self):
            self.fields.show("folder", str(problem))
            self.allow()

    def _done(self, folder: Path, chosen: list[Letter], written: int) -> None:
        self.token = None
        if isValid(self):
            self.finish(folder, chosen, written)


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
