"""The grid of partners by agenda items as a table model."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from ui.delegates.cells import Line, Piece
from ui.homework.states import ASK, cell_pieces, cell_words
from ui.models.columns import CELL, RECORD, Index

if TYPE_CHECKING:
    from cspdesk.homework.queries import HomeworkCard, HomeworkMatrix, MatrixColumn, MatrixRow
    from cspdesk.people.queries import SeatLine

_NOWHERE = QModelIndex()
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_ROLE = Qt.ItemDataRole
FOOT = "Answered of set"


class Place(NamedTuple):
    """A cell of the grid. Without an item the partner as a whole, without a partner the item."""

    organisation_id: int | None = None
    item_id: int | None = None


class MatrixModel(QAbstractTableModel):
    """Partners, then vacant seats, then how many answers each item has. Nothing is typed here."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.matrix: HomeworkMatrix | None = None
        self.today = date.min
        self.may_ask = True
        self._cards: dict[tuple[int, int], list[HomeworkCard]] = {}

    def show(
        self, matrix: HomeworkMatrix | None, cards: Sequence[HomeworkCard], today: date
    ) -> None:
        """Show this grid; the chosen cell stays while the same partners and items are shown."""
        same = _shape(matrix) == _shape(self.matrix)
        if not same:
            self.beginResetModel()
        self.matrix, self.today, self._cards = matrix, today, {}
        for card in cards:
            self._cards.setdefault((card.organisation_id, card.item_id), []).append(card)
        if not same:
            self.endResetModel()
        elif self.rowCount():
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    # -- places -------------------------------------------------------------------------------

    @property
    def items(self) -> tuple[MatrixColumn, ...]:
        return self.matrix.columns if self.matrix else ()

    @property
    def partners(self) -> tuple[MatrixRow, ...]:
        return self.matrix.rows if self.matrix else ()

    def vacant_at(self, row: int) -> SeatLine | None:
        vacant = self.matrix.vacant if self.matrix else ()
        place = row - len(self.partners)
        return vacant[place] if 0 <= place < len(vacant) else None

    def is_partner(self, row: int) -> bool:
        return 0 <= row < len(self.partners)

    def is_foot(self, row: int) -> bool:
        return row == self.rowCount() - 1

    def item_at(self, column: int) -> MatrixColumn | None:
        return self.items[column - 1] if 1 <= column <= len(self.items) else None

    def place_at(self, index: Index) -> Place:
        """What the cell is about."""
        if not index.isValid():
            return Place()
        item = self.item_at(index.column())
        item_id = item.id if item else None
        if self.is_partner(index.row()):
            return Place(self.partners[index.row()].organisation_id, item_id)
        return Place(None, item_id) if self.is_foot(index.row()) else Place()

    def index_of(self, place: Place) -> QModelIndex:
        """The cell of that place; invalid when it is not shown."""
        organisations = [row.organisation_id for row in self.partners]
        items = [column.id for column in self.items]
        if place.organisation_id is None:
            row = self.rowCount() - 1
        elif place.organisation_id in organisations:
            row = organisations.index(place.organisation_id)
        else:
            return QModelIndex()
        if place.item_id is None:
            return self.index(row, 0)
        column = items.index(place.item_id) + 1 if place.item_id in items else -1
        return self.index(row, column) if column > 0 else QModelIndex()

    def cards_at(self, place: Place) -> list[HomeworkCard]:
        """The questions of a cell, of a whole row or of a whole column, in agenda order."""
        return [
            card
            for (organisation_id, item_id), cards in self._cards.items()
            for card in cards
            if place.organisation_id in (None, organisation_id) and place.item_id in (None, item_id)
        ]

    # -- Qt's questions -----------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        if parent.isValid() or self.matrix is None:
            return 0
        return len(self.partners) + len(self.matrix.vacant) + 1

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.items) + 2

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        item = self.item_at(section)
        if role == RECORD:
            return item
        if role == _ROLE.ToolTipRole and item is not None:
            return item.title
        if role == _ROLE.DisplayRole:
            if item is not None:
                return f"Item {item.number}, {item.short_title}"
            return "Partner" if section == 0 else "Total"
        if role == _ROLE.TextAlignmentRole:
            return _RIGHT if section == len(self.items) + 1 else _LEFT
        return None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == _ROLE.DisplayRole:
            return self._text(index)
        if role == CELL:
            return self._cell(index)
        if role == _ROLE.ToolTipRole:
            cards = self._cell_cards(index)
            return "\n".join(card.question for card in cards) or None
        if role == _ROLE.AccessibleTextRole:
            return self.spoken(index)
        if role == _ROLE.TextAlignmentRole:
            return _RIGHT if index.column() == self.columnCount() - 1 else _LEFT
        return None

    def spoken(self, index: Index) -> str:
        """ "Police, item 3, Moped theft: Sent"."""
        item = self.item_at(index.column())
        row = str(index.sibling(index.row(), 0).data() or "")
        if item is None:
            return f"{row}: {self._text(index)}" if index.column() else row
        said = self._text(index) or "no question"
        return f"{row}, item {item.number}, {item.short_title}: {said}"

    def _cell_cards(self, index: Index) -> list[HomeworkCard]:
        place = self.place_at(index)
        if place.organisation_id is None or place.item_id is None:
            return []
        return self._cards.get((place.organisation_id, place.item_id), [])

    def _text(self, index: Index) -> str:
        row, column, item = index.row(), index.column(), self.item_at(index.column())
        if self.is_partner(row):
            partner = self.partners[row]
            if column == 0:
                return partner.short_name
            if item is None:
                return str(partner.total)
            return cell_words(self._cell_cards(index), self.today)
        seat = self.vacant_at(row)
        if seat is not None:
            return self._vacant_text(seat, column)
        if column == 0:
            return FOOT
        assert self.matrix is not None
        return item.words if item else str(self.matrix.totals.total)

    def _vacant_text(self, seat: SeatLine, column: int) -> str:
        if column == 0:
            return seat.role or "Seat"
        return "Vacant" if column == 1 and self.items else "0" if column > len(self.items) else ""

    def _cell(self, index: Index) -> Line | None:
        row, item, words = index.row(), self.item_at(index.column()), self._text(index)
        if not self.is_partner(row):
            return self._lesser_cell(index, words)
        if index.column() == 0:
            return Line((Piece(words, style="strong"),))
        partner = self.partners[row]
        if item is None:
            style = "body" if partner.total else "strong"
            return Line((Piece(words, style=style),))
        return Line(cell_pieces(self._cell_cards(index), self.today))

    def _lesser_cell(self, index: Index, words: str) -> Line:
        """A vacant seat's row, or the foot: in the second tone."""
        seat = self.vacant_at(index.row())
        if seat is not None and index.column() == 1 and self.items:
            note = (Piece(seat.note, tone="second"),) if seat.note else ()
            chip = Piece("Vacant", tone="second", box="dashed")
            return Line((chip, *note), span=len(self.items))
        return Line((Piece(words, tone="second"),))


def ask_piece() -> Piece:
    """What an empty cell offers."""
    return Piece(ASK, tone="second", box="dashed")


def _shape(matrix: HomeworkMatrix | None) -> object:
    if matrix is None:
        return None
    return (
        [row.organisation_id for row in matrix.rows],
        [column.id for column in matrix.columns],
        [seat.id for seat in matrix.vacant],
    )
