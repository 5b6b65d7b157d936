"""The items of the agenda as a table: number, item and lead, type, minutes, clock times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cspdesk.charts.marks import MarkName
from db.vocabulary import ItemType, PaperState
from ui.delegates.cells import Line, Lines, Piece, rag_words, text, two_lines
from ui.models.columns import Column
from ui.models.rows import RowsModel
from ui.widgets.tables import RowsView

if TYPE_CHECKING:
    from cspdesk.agenda.records import AgendaLine


def paper_piece(line: AgendaLine) -> Piece | None:
    """How the paper stands; None where no paper is expected."""
    if line.paper.is_late:
        return rag_words("red", line.paper.words)
    if line.paper.state is PaperState.NONE:
        return None
    mark = MarkName.PAPER if line.paper.state is PaperState.IN else None
    return Piece(line.paper.words, mark, "second")


def _item(line: AgendaLine) -> Lines:
    pieces = [Piece(line.lead or "No lead yet", tone="second" if line.lead else "hint")]
    paper = paper_piece(line)
    return two_lines(line.title, tuple([*pieces, paper] if paper else pieces))


def _type(line: AgendaLine) -> Line:
    return text(line.type.label, strong=line.type is ItemType.DECISION)


def _columns() -> list[Column[AgendaLine]]:
    return [
        Column(
            "No.",
            lambda line: line.number,
            align="centre",
            width=48,
            cell=lambda line: text(line.number, strong=True),
        ),
        Column(
            "Item and lead",
            lambda line: line.title,
            cell=_item,
            spoken=lambda line: _item(line).spoken,
        ),
        Column("Type", lambda line: line.type.label, cell=_type, width=106),
        Column("Min", lambda line: str(line.minutes), align="right", width=48),
        Column("Runs", lambda line: line.runs, align="right", width=106),
    ]


class AgendaList(RowsView):
    """The agenda's items in their order; the order is the agenda, so it does not sort."""

    def __init__(self) -> None:
        model: RowsModel[AgendaLine] = RowsModel(_columns(), key=lambda line: line.id)
        super().__init__(model, name="Agenda items", kind="agenda", sortable=False)
        self.set_empty_text("No items yet. Press Ins to add the first.")
