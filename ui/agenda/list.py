"""The items of the agenda as a table: number, item and lead, type, minutes, clock times."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView

from cspdesk.charts.marks import MarkName
from db.vocabulary import ItemType, PaperState
from ui.delegates.cells import Line, Lines, Piece, rag_words, text, two_lines
from ui.models.columns import RECORD, Column, Index
from ui.models.rows import RowsModel
from ui.theme import theme
from ui.widgets.tables import RowsView

if TYPE_CHECKING:
    from cspdesk.agenda.records import AgendaLine


def files_in(held: QMimeData) -> list[Path]:
    """The files somebody drags, when they are files at all."""
    return [Path(url.toLocalFile()) for url in held.urls() if url.isLocalFile()]


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
    if line.is_late:
        pieces.append(Piece("Late item", tone="amber"))
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


class AgendaModel(RowsModel["AgendaLine"]):
    """Items can be dragged; what a drop means is the list's own."""

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index)
        return found | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else found


class AgendaList(RowsView):
    """The agenda's items in their order; the order is the agenda, so it does not sort.

    `dropped(record, gap)`: an item was dragged to the gap above row `gap`. `files_dropped(record,
    paths)`: PDFs were dropped on an item.
    """

    dropped = Signal(object, int)
    files_dropped = Signal(object, list)

    def __init__(self) -> None:
        model = AgendaModel(_columns(), key=lambda line: line.id)
        super().__init__(model, name="Agenda items", kind="agenda", sortable=False)
        self.set_empty_text("No items yet. Press Ins to add the first.")
        self.can_move = True
        self._gap: int | None = None
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)

    # -- dragging -----------------------------------------------------------------------------

    def startDrag(self, actions: Qt.DropAction) -> None:
        if self.can_move:
            super().startDrag(actions)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.source() is self or files_in(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """A line between the items shows where it would go; files go onto an item."""
        place = event.position().toPoint()
        if event.source() is not self:
            self._set_gap(None)
            event.setAccepted(self.indexAt(place).isValid() and bool(files_in(event.mimeData())))
            return
        self._set_gap(self.gap_at(place.y()))
        event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._set_gap(None)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        place = event.position().toPoint()
        self._set_gap(None)
        if event.source() is self:
            # Copied, so that Qt does not take the row out itself: the agenda is read anew.
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            record = self.current_record()
            if record is not None:
                self.dropped.emit(record, self.gap_at(place.y()))
            return
        record = self.indexAt(place).data(RECORD)
        if record is not None:
            event.acceptProposedAction()
            self.files_dropped.emit(record, files_in(event.mimeData()))

    def gap_at(self, y: int) -> int:
        """The gap nearest to this height: 0 above the first item."""
        row = self.rowAt(y)
        if row < 0:
            return 0 if y < 0 else self.proxy.rowCount()
        top, height = self.rowViewportPosition(row), self.rowHeight(row)
        return row + (y - top > height / 2)

    def _set_gap(self, gap: int | None) -> None:
        if gap != self._gap:
            self._gap = gap
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._gap is None:
            return
        at = min(self._gap, self.proxy.rowCount() - 1)
        y = self.rowViewportPosition(at) + (self.rowHeight(at) if self._gap > at else 0)
        thick = theme().px(3)
        QPainter(self.viewport()).fillRect(
            0, max(0, y - thick // 2), self.viewport().width(), thick, theme().colour("accent")
        )
