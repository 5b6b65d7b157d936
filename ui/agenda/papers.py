"""The papers of an item: added by drop or button, ordered, named, restricted, taken away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout
from shiboken6 import isValid

from cspdesk.errors import RuleBroken, WorldError
from db.vocabulary import PaperState, Publicity
from ui.agenda.publicity import PublicityDialog
from ui.delegates.cells import Line, Lines, Piece, two_lines
from ui.models.columns import Column
from ui.models.rows import RowsModel
from ui.theme import label, theme
from ui.widgets.buttons import SecondaryButton
from ui.widgets.fields import Field, ProblemLabel
from ui.widgets.pane import Section
from ui.widgets.tables import RowsView

if TYPE_CHECKING:
    from cspdesk.agenda.paper_files import PaperFile
    from cspdesk.agenda.records import ItemCard, PaperCard
    from ui.jobs import JobRunner, Token
    from ui.operations import Operations

_STATES = {
    PaperState.NONE: "No paper",
    PaperState.TO_FOLLOW: "To follow",
    PaperState.IN: "In",
    PaperState.VERBAL: "Verbal report",
}


class _StateBox(QComboBox):
    """How the paper stands. The wheel scrolls the pane; it never changes it in passing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def _paper(card: PaperCard) -> Lines:
    second = [Piece(card.words, tone="second")]
    if card.publicity is Publicity.RESTRICTED:
        second.append(Piece(f"Restricted, paragraph {card.exempt_paragraph}", tone="red"))
    elif card.publicity is not None:
        second.append(Piece(card.publicity.label, tone="second"))
    return two_lines(card.title, tuple(second))


class _Place:
    """Where the sentence of a broken rule goes, whichever field it names."""

    def __init__(self, problem: ProblemLabel) -> None:
        self._problem = problem

    def clear(self) -> None:
        self._problem.say("")

    def show(self, _name: str, words: str) -> bool:
        self._problem.say(words)
        return True


class PaperList(RowsView):
    """The papers of one item, as high as they need."""

    def __init__(self) -> None:
        columns: list[Column[PaperCard]] = [
            Column("", lambda card: str(card.position), width=24, align="centre", cell=_place),
            Column(
                "Paper", lambda card: card.title, cell=_paper, spoken=lambda it: _paper(it).spoken
            ),
        ]
        model: RowsModel[PaperCard] = RowsModel(columns, key=lambda card: card.id)
        super().__init__(model, name="Papers", kind="agenda", sortable=False, header=False)

    def show_papers(self, papers: Sequence[PaperCard]) -> None:
        self.rows.set_records(papers)
        self.setFixedHeight(max(1, len(papers)) * theme().row("agenda") + 2)
        self.setVisible(bool(papers))


def _place(card: PaperCard) -> Line:
    return Line((Piece(str(card.position), tone="second"),))


class PapersSection(Section):
    """Papers and how they stand; each change is one command on the item shown."""

    def __init__(self, operations: Operations, jobs: JobRunner | None) -> None:
        super().__init__()
        self.operations, self._jobs = operations, jobs
        self.card: ItemCard | None = None
        self.dialog: PublicityDialog | None = None
        self.token: Token | None = None
        self.list, self.problem = PaperList(), ProblemLabel()
        self.state = _StateBox()
        for kind, words in _STATES.items():
            self.state.addItem(words, kind)
        self.state.activated.connect(self._set_state)
        self.said = label("", "label", "second")
        self.said.setWordWrap(True)
        self._make_buttons()
        self._lay_out()
        keys = {
            "Alt+Up": partial(self._move, by=-1),
            "Alt+Down": partial(self._move, by=1),
            "Del": self._remove,
            "F2": self.edit,
        }
        for key, act in keys.items():
            self.list.add_key(key, act)
        self.list.record_opened.connect(self.edit)
        self.list.record_chosen.connect(lambda _card: self._allow())

    def _make_buttons(self) -> None:
        self.add = SecondaryButton("Add PDF…", self.choose, compact=True)
        self.copy = SecondaryButton("Save a copy…", self._save_copy, compact=True)
        self.name = SecondaryButton("Name and readers…", self._edit_chosen, compact=True)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Field("Paper", self.state), 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme().px(6))
        for button in (self.add, self.name, self.copy):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.box.addLayout(head)
        for part in (self.said, self.list):
            self.box.addWidget(part)
        self.box.addLayout(buttons)
        self.box.addWidget(self.problem)

    # -- showing ------------------------------------------------------------------------------

    def show_card(self, card: ItemCard) -> None:
        if self.card is None or self.card.id != card.id:
            self.problem.say("")
        self.card = card
        self.state.setCurrentIndex(self.state.findData(card.paper_state))
        self.list.show_papers(card.papers)
        pages = sum(paper.pages for paper in card.papers)
        words = f"{pages} pages behind the front sheet" if pages else card.line.paper.words
        self.said.setText(f"{words}. Drop PDFs here to add them.")
        self._allow()

    def _allow(self) -> None:
        chosen = self.list.current_record() is not None
        why = self.operations.refusal or "Choose a paper first."
        self.copy.set_allowed(chosen, "Choose a paper first.")
        self.name.set_allowed(chosen and not self.operations.refusal, why)
        reading = "A paper is being added." if self.token is not None else ""
        refused = self.operations.refusal or reading
        self.add.set_allowed(not refused, refused)
        self.state.setEnabled(not self.operations.refusal)

    # -- adding -------------------------------------------------------------------------------

    def choose(self) -> None:
        names, _kind = QFileDialog.getOpenFileNames(
            self, "Add papers", "", "PDF (*.pdf);;All files (*)"
        )
        self.add_files([Path(name) for name in names])

    def add_files(self, paths: list[Path]) -> None:
        """Read, check and keep them in the background; each becomes a paper of this item."""
        card = self.card
        if not paths or card is None or self._jobs is None or self.operations.refuse():
            return
        if self.token is not None:
            self.problem.say("One paper is still being added: add the next one after it.")
            return
        self.problem.say("")
        first, rest = paths[0], paths[1:]
        desk = self.operations.desk.reader()
        item_id = card.id

        def work(token: Token) -> PaperFile | RuleBroken | WorldError:
            from cspdesk.agenda.paper_files import read_paper

            try:
                paper = read_paper(first, lambda done, of: token.step(done, 2 * of, "reading"))
                desk.keep_file(
                    paper.body, lambda done, of: token.step(of + done, 2 * of, "keeping")
                )
            except (RuleBroken, WorldError) as problem:
                return problem  # foreseen: an answer, not a failure of the job
            return paper

        token = self._jobs.start(
            f"Add {first.name}",
            work,
            on_done=partial(self._kept, item_id, rest),
            on_failed=lambda _problem: self._ended(),
            on_cancelled=self._ended,
        )
        if token in self._jobs.running():
            self.token = token
            self._allow()

    def _ended(self) -> None:
        self.token = None
        if isValid(self):
            self._allow()

    def _kept(
        self, item_id: int, rest: list[Path], paper: PaperFile | RuleBroken | WorldError
    ) -> None:
        from cspdesk.agenda.paper_commands import AddPaper

        self._ended()
        if not isValid(self):
            return
        if isinstance(paper, RuleBroken | WorldError):
            self.problem.say(str(paper))
            return
        size = len(paper.body)
        command = AddPaper(item_id, paper.title, paper.name, paper.sha256, paper.pages, size)
        done = self.operations.run(command, fields=_Place(self.problem))
        if done is not None and self.card is not None and self.card.id == item_id:
            self.add_files(rest)

    # -- changing -----------------------------------------------------------------------------

    def _set_state(self, place: int) -> None:
        from cspdesk.agenda.commands import EditItem

        card = self.card
        if card is None:
            return
        state = self.state.itemData(place)
        done = self.operations.run(EditItem(card.id, card.version, paper_state=state))
        if done is None:
            self.state.setCurrentIndex(self.state.findData(card.paper_state))

    def _move(self, card: PaperCard, by: int) -> None:
        from cspdesk.agenda.paper_commands import MovePaper

        if 1 <= card.position + by <= len(self.list.rows.records()):
            self.operations.run(MovePaper(card.id, card.position + by))
            self.list.choose(card.id)

    def _remove(self, card: PaperCard) -> None:
        from cspdesk.agenda.paper_commands import RemovePaper

        self.operations.run(RemovePaper(card.id, card.version))

    def _edit_chosen(self) -> None:
        card = self.list.current_record()
        if card is not None:
            self.edit(card)

    def edit(self, card: PaperCard) -> None:
        """Its name and who may read it."""
        from cspdesk.agenda.paper_commands import EditPaper

        if self.operations.refuse():
            return

        def make(values: dict[str, Any]) -> EditPaper:
            return EditPaper(card.id, card.version, **values)

        said = (card.publicity, card.exempt_paragraph, card.exempt_reason)
        self.dialog = PublicityDialog(
            self.operations, f"Paper “{card.title}”", said, make, self.window(), name=card.title
        )
        self.dialog.open()

    def _save_copy(self) -> None:
        from cspdesk.agenda.plan_queries import paper_body

        card = self.list.current_record()
        if card is None:
            return
        name, _kind = QFileDialog.getSaveFileName(
            self, "Save a copy", card.file_name, "PDF (*.pdf)"
        )
        if not name:
            return
        body = self.operations.desk.ask(paper_body, card.id)
        try:
            if body is None:
                raise OSError("the paper is not whole in this file")
            Path(name).write_bytes(body)
        except OSError as trouble:
            self.problem.say(f"It could not be saved there: {trouble}.")
