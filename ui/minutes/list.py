"""The Boards with how their minutes stand, the last one first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.vocabulary import MinutesState
from ui.delegates.cells import WORK_MARKS, Lines, Piece, two_lines
from ui.models.columns import Column
from ui.models.rows import RowsModel
from ui.widgets.tables import RowsView

if TYPE_CHECKING:
    from cspdesk.minutes.records import MinutesLine

_HALF = (MinutesState.CLEARED, MinutesState.CIRCULATED)


class MinutesList(RowsView):
    """One row a Board: its day, how its minutes stand, what comes next."""

    def __init__(self) -> None:
        model: RowsModel[MinutesLine] = RowsModel(_COLUMNS, key=lambda line: line.meeting_id)
        super().__init__(model, name="Boards", kind="agenda", sortable=False, header=False)
        self.set_empty_text("No Board has met yet.")


def _cell(line: MinutesLine) -> Lines:
    return two_lines(line.title, (Piece(line.words, _mark(line.state), _tone(line.state)),))


def _mark(state: MinutesState | None) -> object:
    if state is MinutesState.CONFIRMED:
        return WORK_MARKS["done"]
    return WORK_MARKS["half" if state in _HALF else "todo"]


def _tone(state: MinutesState | None) -> str:
    return "hint" if state is None else "second"


_COLUMNS: tuple[Column[MinutesLine], ...] = (
    Column("Board", lambda line: f"{line.title}: {line.words}", cell=_cell),
)
