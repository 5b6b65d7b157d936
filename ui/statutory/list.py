"""The statutory calendar as rows, the most pressing first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent

from ui.delegates.cells import Line, Lines, Piece, rag_words, text, two_lines, work_state
from ui.models.columns import Column
from ui.models.grouped import Group, GroupedModel
from ui.theme import theme
from ui.widgets.tables import GroupedView

if TYPE_CHECKING:
    from cspdesk.statutory.queries import DutyLine

_TITLES = {
    "overdue": "Overdue",
    "no_day": "No day set",
    "soon": "Due in the next 60 days",
    "to_come": "To come",
    "done": "Done",
}
_RESPONSIBLE, _LAST = 1, 3
_FROM = {_RESPONSIBLE: 620, _LAST: 480}  # px of the list at 100 % from which a column is shown


class DutyList(GroupedView):
    """Duties under how they stand."""

    def __init__(self) -> None:
        model: GroupedModel[DutyLine] = GroupedModel(_COLUMNS, key=lambda line: line.id)
        super().__init__(model, name="Statutory duties", kind="agenda")

    def show_lines(self, lines: Sequence[DutyLine]) -> None:
        groups = [
            Group(key, title, found)
            for key, title in _TITLES.items()
            if (found := tuple(line for line in lines if line.state.standing == key))
        ]
        self.rows.set_groups(groups)
        self.choose_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width() / theme().scale
        for column, width in _FROM.items():
            self.setColumnHidden(column, room < width)


def state_piece(line: DutyLine) -> Piece:
    """How the duty stands, as mark and words."""
    standing = line.state.standing
    if standing == "overdue":
        return rag_words("red", line.state.words)
    if standing in ("soon", "no_day"):
        return rag_words("amber", line.state.words)
    return work_state("done" if standing == "done" else "todo", line.state.words)


def _duty(line: DutyLine) -> Lines:
    return two_lines(line.title, line.basis)


def _last_words(line: DutyLine) -> str:
    from cspdesk.calendar import plain_date

    if line.last is None:
        return "No record"
    late = f", {line.last.days_late} days late" if line.last.days_late else ""
    return f"{plain_date(line.last.done_on)}{late}"


def _last(line: DutyLine) -> Lines | Line:
    if line.last is None:
        return Line((Piece("No record", tone="second", box="dashed"),))
    return two_lines(_last_words(line), line.last.evidence, strong=False)


_COLUMNS: tuple[Column[DutyLine], ...] = (
    Column("Duty and the law that asks for it", lambda line: f"{line.title}, {line.basis}",
           cell=_duty, tooltip=lambda line: line.basis),
    Column("Responsible", lambda line: line.responsible, width=190,
           cell=lambda line: text(line.responsible, small=True)),
    Column("State", lambda line: line.state.words, width=170,
           cell=lambda line: Line((state_piece(line),))),
    Column("Last done", _last_words, cell=_last, width=250,
           tooltip=lambda line: line.last.evidence if line.last else ""),
)  # fmt: skip
