"""Information to pass on: a message a row, a box for each board that is to be told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from ui.delegates.cells import Line, Piece, two_lines, work_state
from ui.delegates.painting import paint_tick_box
from ui.delegates.rows import RowDelegate, toggle
from ui.models.columns import Column, Index
from ui.models.rows import RowsModel
from ui.theme import Theme, theme
from ui.widgets.tables import RowsView

if TYPE_CHECKING:
    from cspdesk.boards.records import BoardLedger, MessageLine, MessageSpread

MESSAGE, CARRIED = "Message", "Carried by"
_NO_MESSAGE = "Nothing to pass on yet. Press Ins to write the first message."
_NO_BOARDS = "Messages go to parallel boards, and none is recorded yet."
_FIRST_BOX = 1  # place of the first board's column
_LEAST = 170  # px that the words of a message are to have


class SpreadModel(RowsModel["MessageSpread"]):
    """Says in which board's column a box was turned: mark_requested(spread, board place, on)."""

    mark_requested = Signal(object, int, bool)

    def show(self, boards: Sequence[BoardLedger], spreads: Sequence[MessageSpread]) -> None:
        """Show these messages; another number of boards is another table."""
        columns = _columns(boards)
        if [one.title for one in columns] != [one.title for one in self.columns]:
            self.beginResetModel()
            self.columns, self._records = columns, []
            self.endResetModel()
        self.set_records(spreads)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role == Qt.ItemDataRole.CheckStateRole and index.isValid():
            ticked = Qt.CheckState(value) == Qt.CheckState.Checked
            record = self.record(index)
            self.mark_requested.emit(record, index.column() - _FIRST_BOX, ticked)
            return True
        return super().setData(index, value, role)


class _BoxDelegate(RowDelegate):
    """A box stands in the middle of its cell, under the name of its board."""

    def _paint_content(
        self, painter: QPainter, look: Theme, option: QStyleOptionViewItem, index: Index
    ) -> None:
        ticked = index.data(Qt.ItemDataRole.CheckStateRole)
        if ticked is None:
            super()._paint_content(painter, look, option, index)
        else:
            on = ticked == Qt.CheckState.Checked.value
            paint_tick_box(painter, look, option.rect.adjusted(0, 0, -1, -1), on)


class SpreadTable(RowsView):
    """Cells are chosen one by one: Space turns a box, F2 edits the words where they stand."""

    def __init__(self) -> None:
        model = SpreadModel(_columns(()), key=lambda spread: spread.key)
        super().__init__(model, name="Information to pass on", kind="agenda", grid=True,
                         sortable=False)  # fmt: skip
        model.modelReset.connect(self._resize_all)
        self.delegate = _BoxDelegate("agenda", grid=True, parent=self)
        self.setItemDelegate(self.delegate)
        self.may_edit = True

    def show_spreads(self, boards: Sequence[BoardLedger], spreads: Sequence[MessageSpread]) -> None:
        """Show the messages of the cycle with a box for each of these boards."""
        self.set_empty_text(_NO_MESSAGE if boards else _NO_BOARDS)
        self.rows.show(boards, spreads)
        self.choose_first()

    def start_editing(self) -> None:
        """The words of the message, or who carries it, whichever column the keyboard is in."""
        here = self.currentIndex()
        if not here.isValid() or not self.may_edit or is_editing(self):
            return
        last = self.proxy.columnCount() - 1
        target = here if here.column() == last else here.siblingAtColumn(0)
        self.setCurrentIndex(target)
        self.edit(target)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.start_editing()
        else:
            super().keyPressEvent(event)

    def _toggle_row(self, index: Index) -> bool:
        """Space: the box of this cell; from the words, nothing."""
        if index.data(Qt.ItemDataRole.CheckStateRole) is None:
            return False
        return toggle(self.proxy, index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow list the message comes before who carries it."""
        super().resizeEvent(event)
        room, last = self.viewport().width() / theme().scale, self.proxy.columnCount() - 1
        needs = sum(column.width for column in self.rows.columns) + _LEAST
        self.setColumnHidden(last, room < needs)

    def _size_column(self, header: Any, at: int, column: Column[Any], px: int) -> None:
        super()._size_column(header, at, column, px)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(theme().px(24))


def is_editing(view: RowsView) -> bool:
    """Whether an editor is open: Enter, which closes it, reaches the list too."""
    return bool(view.state() == QAbstractItemView.State.EditingState)


def _columns(boards: Sequence[BoardLedger]) -> tuple[Column[MessageSpread], ...]:
    return (
        Column(
            MESSAGE,
            lambda spread: spread.text,
            cell=_words,
            edit=lambda spread: spread.text,
            tooltip=lambda spread: spread.text,
        ),
        *(_box(place, board) for place, board in enumerate(boards)),
        Column(
            CARRIED,
            lambda spread: spread.carried_by,
            cell=lambda spread: Line((Piece(spread.carried_by or "Nobody yet"),)),
            edit=lambda spread: spread.carried_by,
            width=188,
        ),
    )


def _words(spread: MessageSpread) -> Any:
    from cspdesk.boards.rules import head_and_detail

    head, detail = head_and_detail(spread.text)
    return two_lines(head, detail or f"{spread.kind.label}: one message")


def _box(place: int, board: BoardLedger) -> Column[MessageSpread]:
    """A box while it can be turned; once the board was told, a mark that says so."""

    def mark(spread: MessageSpread) -> MessageLine | None:
        return spread.marks[place]

    def ticked(spread: MessageSpread) -> bool | None:
        line = mark(spread)
        return None if line is not None and not line.is_waiting else line is not None

    def told(spread: MessageSpread) -> Line | None:
        line = mark(spread)
        if line is None or line.is_waiting:
            return None
        return Line((work_state("done" if line.next_states == () or line.acknowledged_on else
                                "half", ""),))  # fmt: skip

    def spoken(spread: MessageSpread) -> str:
        line = mark(spread)
        return f"{board.name}: {line.words if line else 'not told'}"

    return Column(
        board.short_name,
        lambda _spread: "",
        check=ticked,
        cell=told,
        spoken=spoken,
        tooltip=spoken,
        align="centre",
        width=52,
    )
