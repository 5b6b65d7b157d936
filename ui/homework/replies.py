"""Answers out of a partner's reply: proposed, each ticked and put right before it is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from cspdesk.errors import WorldError
from cspdesk.words import counted
from ui.delegates.cells import Line, Piece
from ui.models.columns import Column
from ui.models.rows import RowsModel
from ui.theme import label, theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.days import DayEdit
from ui.widgets.fields import Field, Fields, ProblemLabel
from ui.widgets.forms import Choice, Words, fit
from ui.widgets.tables import RowsView

if TYPE_CHECKING:
    from cspdesk.homework.queries import PartnerHomework
    from cspdesk.homework.replies import Asked, MatchedBy, ReplyRead
    from cspdesk.homework.reply_files import ReplyFile
    from ui.homework.page import HomeworkPage

_ABOUT = (
    "Choose the reply (an e-mail, a text or the filled-in Word sheet), drop it here, or paste its"
    " text. Nothing is recorded before you have seen which answer goes to which question."
)
_NOTHING = (
    "No answer was found for a question. Put the question’s number before each answer, such as"
    " “1.”, and find them again."
)


@dataclass(frozen=True)
class Proposed:
    """A question with the answer found for it, "" for none; `by` says how they were matched."""

    asked: Asked
    answer: str = ""
    by: MatchedBy | None = None
    ticked: bool = False

    @property
    def note(self) -> str:
        before = self.asked.answer.strip()
        if not self.answer.strip():
            return "Answered before" if before else "No answer in it"
        if before and before == self.answer.strip():
            return "The answer is here already"
        found = f"Found {self.by}" if self.by else "Typed here"
        return f"Replaces an answer. {found}" if before else found


class RepliesDialog(QDialog):
    """The reply above, its answers by question under it, the chosen one at the foot."""

    def __init__(self, page: HomeworkPage, organisation_id: int | None = None) -> None:
        super().__init__(page.window())
        self.page = page
        self.proposals: list[Proposed] = []
        self.chosen: Proposed | None = None
        self.file: ReplyFile | None = None
        self._filling = False
        self.partners = self._read_partners()
        self.setWindowTitle("Read a reply")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self._make(organisation_id)
        self._lay_out()
        self._offer()

    def _read_partners(self) -> dict[int, PartnerHomework]:
        from cspdesk.homework.queries import by_partner
        from cspdesk.mail.homework_letters import asked_of

        view = self.page.matrix
        held = self.page.desk.ask(by_partner, view.meeting.id) if view else ()
        return {one.organisation_id: one for one in held if asked_of(one)}

    # -- making -------------------------------------------------------------------------------

    def _make(self, organisation_id: int | None) -> None:
        named = [(key, one.name) for key, one in self.partners.items()]
        self.partner = Choice(named, organisation_id)
        self.day = DayEdit(self.page.desk.today)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText("Paste the text of the reply here")
        self.choose = SecondaryButton("C&hoose a file…", self.choose_file)
        self.find = SecondaryButton("&Find the answers", self.look)
        self.problem = ProblemLabel()
        columns: tuple[Column[Proposed], ...] = (
            Column(
                "Record", lambda one: f"{one.asked.number}",
                check=lambda one: one.ticked if one.answer.strip() else None, width=76,
            ),
            Column("Question", lambda one: one.asked.question,
                   tooltip=lambda one: one.asked.question),
            Column("Answer in the reply", lambda one: " ".join(one.answer.split()),
                   tooltip=lambda one: one.answer),
            Column("How it was found", lambda one: one.note, cell=_note, width=200),
        )  # fmt: skip
        model: RowsModel[Proposed] = RowsModel(columns, key=lambda one: one.asked.id)
        model.check_requested.connect(self._tick)
        self.list = RowsView(model, name="Answers by question", sortable=False)
        self.list.set_empty_text("This partner has no question that was sent.")
        self.list.record_chosen.connect(self._choose)
        self.answer = Words(lines=4)
        self.answer.textChanged.connect(self._keep)
        self.rest = label("", "label", "second")
        self.rest.setWordWrap(True)
        self.record = PrimaryButton("Record the answers", self.record_answers)
        self.partner.currentIndexChanged.connect(lambda _place: self._offer())
        self.text.textChanged.connect(self._on_text)

    def _lay_out(self) -> None:
        look = theme()
        box = QVBoxLayout(self)
        box.setContentsMargins(*(look.px(side) for side in (20, 16, 20, 16)))
        box.setSpacing(look.px(8))
        box.addWidget(label("Read a reply", "inspector"))
        about = label(_ABOUT)
        about.setWordWrap(True)
        box.addWidget(about)
        self.fields = Fields(
            {
                "organisation_id": Field("&Partner", self.partner),
                "answered_on": Field("&Answered on", self.day),
                "text": Field("&Text of the reply", self.text),
                "answer": Field("Ans&wer as it will be recorded", self.answer),
            },
            self.problem,
        )
        row = QHBoxLayout()
        row.setSpacing(look.px(12))
        row.addWidget(self.fields.field("organisation_id"), 3)
        row.addWidget(self.fields.field("answered_on"), 2)
        row.addStretch(1)
        row.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.find, 0, Qt.AlignmentFlag.AlignBottom)
        box.addLayout(row)
        box.addWidget(self.fields.field("text"), 2)
        box.addWidget(self.problem)
        box.addWidget(self.list, 3)
        box.addWidget(self.rest)
        box.addWidget(self.fields.field("answer"))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(SecondaryButton("Close", self.reject))
        foot.addWidget(self.record)
        box.addLayout(foot)
        fit(self, 1000, 720)

    # -- reading ------------------------------------------------------------------------------

    def choose_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, "Choose the reply", "", "Replies (*.eml *.txt *.docx);;All files (*)"
        )
        if name:
            self.read(Path(name))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.read(Path(event.mimeData().urls()[0].toLocalFile()))

    def read(self, path: Path) -> None:
        """Read a reply out of a file; the partner it came from is chosen where that is known."""
        from cspdesk.homework.reply_files import read_reply_file

        self.fields.clear()
        try:
            self.file = read_reply_file(path)
        except WorldError as problem:
            self.problem.say(str(problem))
            return
        key = self._partner_of(self.file)
        if key is not None:
            self.partner.choose(key)
        if self.file.sent_on is not None:
            self.day.set_day(min(self.file.sent_on, self.page.desk.today))
        self._filling = True
        self.text.setPlainText(self.file.text)
        self._filling = False
        self.look()

    def _partner_of(self, file: ReplyFile) -> int | None:
        """By the questions that its sheet answers, else by the address it came from."""
        from cspdesk.people.queries import organisations

        for key, one in self.partners.items():
            if any(card.id in file.filled for card in one.questions):
                return key
        sender = file.sender.casefold()
        if "@" not in sender:
            return None
        lines = [one for one in self.page.desk.ask(organisations) if one.id in self.partners]
        whole = [one.id for one in lines if one.email.casefold() == sender]
        house = sender.partition("@")[2]
        same = [one.id for one in lines if one.email.casefold().partition("@")[2] == house]
        found = whole or (same if len(same) == 1 else [])
        return found[0] if found else None

    def _on_text(self) -> None:
        """Text that was pasted is read without being asked."""
        if not self._filling and len(self.text.toPlainText()) > 20:
            self.look()

    def _offer(self) -> None:
        """The questions of the partner, with what the reply says to each."""
        if self.text.toPlainText().strip() or (self.file and self.file.filled):
            self.look()
        else:
            self._propose(())

    def look(self) -> None:
        """Match the reply to the questions; what was put right before is let go."""
        from cspdesk.homework.replies import read_reply, sheet_answers

        asked = self._asked()
        found = read_reply(self.text.toPlainText(), asked, self._letter())
        told = [*(self.file.notes if self.file else ()), *found.notes]
        proposals = list(found.proposals)
        if self.file is not None and self.file.filled:
            sheet = sheet_answers(self.file.filled, asked)
            known = {one.asked.id for one in sheet.proposals}
            proposals = [*sheet.proposals, *(one for one in proposals if one.asked.id not in known)]
            told += sheet.notes
            found = replace(
                found, rest="\n".join(part for part in (found.rest, sheet.rest) if part)
            )
        self._show_rest(found, told)
        self.problem.say("" if proposals or not self._has_reply() else _NOTHING)
        self._propose(
            [Proposed(one.asked, one.answer, one.by, not one.is_same) for one in proposals]
        )

    def _has_reply(self) -> bool:
        return bool(self.text.toPlainText().strip() or (self.file and self.file.filled))

    def _asked(self) -> tuple[Asked, ...]:
        from cspdesk.mail.homework_letters import asked_of

        partner = self.partners.get(self.partner.key)
        return asked_of(partner) if partner else ()

    def _letter(self) -> str:
        """What was sent to the partner, so that our own lines are not taken for answers."""
        from cspdesk.mail.homework_letters import letter
        from cspdesk.mail.queries import sender_of

        partner = self.partners.get(self.partner.key)
        if partner is None:
            return ""
        return letter(partner, partner.questions, self.page.desk.ask(sender_of), "").body

    # -- showing ------------------------------------------------------------------------------

    def _propose(self, found: Sequence[Proposed]) -> None:
        by_id = {one.asked.id: one for one in found}
        self.proposals = [by_id.get(one.id, Proposed(one)) for one in self._asked()]
        self.list.rows.set_records(self.proposals)
        if self.list.current_record() is None:
            self.list.choose_first()
        self._choose(self.list.current_record())
        self._allow()

    def _show_rest(self, found: ReplyRead, told: Sequence[str]) -> None:
        rest = " ".join(found.rest.split())
        rest = f"{rest[:300]}…" if len(rest) > 300 else rest
        said = [*told, *([f"Belongs to no question: {rest}"] if rest else [])]
        self.rest.setText("\n".join(said))
        self.rest.setVisible(bool(said))

    def _allow(self) -> None:
        count = sum(one.ticked for one in self.proposals)
        self.record.setText(f"Record {counted(count, 'answer')}" if count else "Record the answers")
        refusal = self.page.operations.refusal
        self.record.set_allowed(bool(count) and not refusal, refusal or "No answer is ticked.")

    def _choose(self, one: Proposed | None) -> None:
        self.chosen = one
        self._filling = True
        self.answer.setPlainText(one.answer if one else "")
        self.answer.setEnabled(one is not None)
        self._filling = False

    def _keep(self) -> None:
        one = self.chosen
        if self._filling or one is None:
            return
        words = self.answer.words
        self._replace(replace(one, answer=words, ticked=bool(words)))

    def _tick(self, one: Proposed, ticked: bool) -> None:
        self._replace(replace(one, ticked=ticked))

    def _replace(self, made: Proposed) -> None:
        key = made.asked.id
        self.proposals = [made if one.asked.id == key else one for one in self.proposals]
        if self.chosen is not None and self.chosen.asked.id == key:
            self.chosen = made
        self.list.record_chosen.disconnect(self._choose)
        self.list.rows.set_records(self.proposals)
        self.list.record_chosen.connect(self._choose)
        self._allow()

    # -- doing --------------------------------------------------------------------------------

    def record_answers(self) -> None:
        """Record what is ticked, in one step."""
        from cspdesk.homework.commands import RecordAnswer, RecordAnswers

        self.fields.clear()
        day: date = self.day.day
        made = tuple(
            RecordAnswer(one.asked.id, one.asked.version, one.answer, day)
            for one in self.proposals
            if one.ticked
        )
        if self.page.operations.run(RecordAnswers(made), fields=self.fields) is not None:
            self.accept()


def _note(one: Proposed) -> Line:
    replaces = one.note.startswith("Replaces")
    piece = Piece(one.note, tone="amber" if replaces else "second", style="label")
    return Line((piece,))
