"""The bank of questions: those of earlier Boards, to be asked again as drafts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.words import counted
from ui.delegates.cells import Lines, Piece
from ui.homework.model import Place
from ui.homework.states import word_of
from ui.models.columns import Column
from ui.models.rows import RowsModel
from ui.theme import label, theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.fields import Field, Fields, ProblemLabel
from ui.widgets.search import SearchField
from ui.widgets.segments import SegmentedControl
from ui.widgets.tables import RowsView

if TYPE_CHECKING:
    from cspdesk.homework.earlier import EarlierQuestion
    from cspdesk.homework.queries import HomeworkMatrix
    from ui.operations import Operations

WORKED, LAST, EVERY = "worked", "last", "every"
_EMPTY = {
    WORKED: "No question of an earlier Board was answered in this file.",
    LAST: "Nothing was asked for the Board before this one.",
    EVERY: "No question was asked for an earlier Board in this file.",
}
_NO_HOME = "The item of {} is not on this agenda: choose an item to put it on."


@dataclass(frozen=True, slots=True)
class _Line:
    one: EarlierQuestion
    ticked: bool


def _cell(line: _Line) -> Lines:
    one = line.one
    beside = f"{one.organisation}, {one.source}"
    answer = " ".join(one.answer.split())
    second = [Piece(beside, tone="second")]
    if answer:
        second.append(Piece(f"“{answer}”", tone="second"))
    state = Piece("Asked here already", tone="hint") if one.asked else word_of(one.state)
    return Lines((Piece(one.question, style="strong"),), tuple(second), right=state)


def _words(line: _Line) -> str:
    one = line.one
    return f"{one.question} {one.organisation}, {one.source}. {one.answer}".strip()


_COLUMNS: tuple[Column[_Line], ...] = (
    Column(
        "Question",
        _words,
        cell=_cell,
        spoken=_words,
        tooltip=_words,
        check=lambda line: line.ticked,
    ),
)


class EarlierDialog(QDialog):
    """Tick questions, say whom and where, and they are drafts. `done()` follows when they are."""

    def __init__(
        self,
        operations: Operations,
        matrix: HomeworkMatrix,
        bank: Sequence[EarlierQuestion],
        place: Place,
        done: Callable[[], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Questions of earlier Boards")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._operations, self._done, self._bank = operations, done, tuple(bank)
        self._ticked: set[int] = set()
        self._make_list()
        self._make_targets(matrix, place)
        self.save = PrimaryButton("Copy as drafts", self._save)
        self.save.setDefault(True)
        self._lay_out()
        worked = any(one.worked for one in self._bank)
        self.kinds.choose(WORKED if worked else EVERY)
        self.show_kind()
        self.list.choose_first()
        self.list.setFocus()

    def _make_list(self) -> None:
        self.kinds = SegmentedControl(
            [(WORKED, "&Answered"), (LAST, "&Last Board"), (EVERY, "All &earlier")],
            "Which questions",
        )
        for key in (WORKED, LAST, EVERY):
            self.kinds.set_text(key, self.kinds.button(key).text(), str(len(self._of(key))))
        self.kinds.chosen.connect(lambda _key: self.show_kind())
        self.search = SearchField("Find a question")
        model: RowsModel[_Line] = RowsModel(_COLUMNS, key=lambda line: line.one.id)
        model.check_requested.connect(lambda line, on: self.tick(line.one.id, on))
        self.list = RowsView(
            model, name="Earlier questions", kind="agenda", sortable=False, header=False
        )
        self.list.record_opened.connect(lambda line: self.tick(line.one.id, not line.ticked))
        self.list.setMinimumHeight(theme().px(260))
        self.search.searched.connect(self.list.proxy.set_filter)
        self.search.left_downwards.connect(self.list.setFocus)

    def _make_targets(self, matrix: HomeworkMatrix, place: Place) -> None:
        self.item, self.partner = QComboBox(), QComboBox()
        self.item.addItem("Their own item, where it is on this agenda", None)
        for column in matrix.columns:
            self.item.addItem(f"{column.number}  {column.title}", column.id)
        self.partner.addItem("The same partners", None)
        for row in matrix.rows:
            self.partner.addItem(row.name, row.organisation_id)
        empty = place.organisation_id is not None and place.item_id is not None
        if empty:  # a cell was chosen to be filled
            self.item.setCurrentIndex(max(0, self.item.findData(place.item_id)))
            self.partner.setCurrentIndex(max(0, self.partner.findData(place.organisation_id)))
        self.whole = ProblemLabel()
        targets = {
            "item_id": Field("Put them on &item", self.item),
            "organisation_id": Field("Ask &partner", self.partner),
        }
        self.fields = Fields(targets, self.whole)

    def _lay_out(self) -> None:
        look = theme()
        box = QVBoxLayout(self)
        box.setContentsMargins(*(look.px(side) for side in (20, 16, 20, 16)))
        box.setSpacing(look.px(12))
        box.addWidget(label(self.windowTitle(), "inspector"))
        tools = QHBoxLayout()
        tools.addWidget(self.kinds)
        tools.addStretch(1)
        tools.addWidget(self.search)
        box.addLayout(tools)
        box.addWidget(self.list, 1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(16))
        for place, name in enumerate(("item_id", "organisation_id")):
            grid.addWidget(self.fields.field(name), 0, place)
            grid.setColumnStretch(place, 1)
        box.addLayout(grid)
        box.addWidget(self.whole)
        row = QHBoxLayout()
        self.count = label("", "label", "second")
        row.addWidget(self.count, 1)
        row.addWidget(SecondaryButton("Cancel", self.reject))
        row.addWidget(self.save)
        box.addLayout(row)
        self.setMinimumWidth(look.px(760))

    # -- the list -----------------------------------------------------------------------------

    def _of(self, kind: str) -> list[EarlierQuestion]:
        tests = {WORKED: lambda one: one.worked, LAST: lambda one: one.is_last}
        test = tests.get(kind, lambda _one: True)
        return [one for one in self._bank if test(one)]

    def show_kind(self) -> None:
        """List the questions of the chosen kind with their ticks."""
        kind = self.kinds.current
        lines = [_Line(one, one.id in self._ticked) for one in self._of(kind)]
        self.list.set_empty_text(_EMPTY[kind])
        self.list.rows.set_records(lines)
        ticked = len(self._ticked)
        words = f"{counted(ticked, 'question')} ticked." if ticked else "Nothing is ticked yet."
        self.count.setText(f"{words} Space ticks.")
        self.save.set_allowed(bool(ticked), "Tick the questions to ask again.")

    def tick(self, key: int, on: bool) -> None:
        if on:
            self._ticked.add(key)
        else:
            self._ticked.discard(key)
        self.fields.clear()
        self.show_kind()

    # -- copying ------------------------------------------------------------------------------

    def _save(self) -> None:
        from cspdesk.homework.commands import CopyQuestions

        chosen = [one for one in self._bank if one.id in self._ticked]
        target = self.item.currentData()
        homeless = [one for one in chosen if target is None and one.item_id is None]
        if homeless:
            self.fields.show("item_id", _NO_HOME.format(f"“{homeless[0].question}”"))
            return
        pairs = tuple((one.id, target if target is not None else one.item_id) for one in chosen)
        command = CopyQuestions(pairs, self.partner.currentData())
        if self._operations.run(command, fields=self.fields) is not None:
            self.accept()
            self._done()
