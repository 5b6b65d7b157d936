"""The cells of an entry grid: indicators of one frequency × their last periods."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from cspdesk.charts.mark_names import MarkName
from cspdesk.kpis.entry_records import EntryCell, EntryGrid, EntryRow
from cspdesk.words import counted
from db.vocabulary import Frequency, MeasurementState
from ui.delegates.cells import Line, Piece
from ui.models.columns import CELL, RECORD, Index

_NOWHERE = QModelIndex()
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_ROLE = Qt.ItemDataRole


class EntryModel(QAbstractTableModel):
    """Ref, name, unit, perhaps the target, the periods, what to check. Only periods are typed in.

    Nothing changes here until the desk has taken the figure and `show_grid` brings it back.
    """

    def __init__(
        self, title: str, *, target: bool, writable: bool, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.lead = ("Ref", title, "Unit", *(("Target",) if target else ()))
        self._writable = writable
        self.grid = EntryGrid(Frequency.MONTHLY, (), None, ())
        self.refused: tuple[int, str] | None = None  # row and why its last entry was not taken

    def show_grid(self, grid: EntryGrid) -> None:
        """Show these figures; the chosen cell stays while the same rows and periods are shown."""
        same = _shape(grid) == _shape(self.grid)
        if same:
            self.grid = grid
            if grid.rows:
                last = self.index(len(grid.rows) - 1, self.columnCount() - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.grid = grid
        self.endResetModel()

    def refuse(self, indicator_id: int, why: str) -> None:
        """Say beside the row why what was typed was not taken; "" takes it back."""
        self.refused = (indicator_id, why) if why else None
        column = self.columnCount() - 1
        if self.rowCount():
            self.dataChanged.emit(self.index(0, column), self.index(self.rowCount() - 1, column))

    def why_refused(self, row: EntryRow) -> str:
        return self.refused[1] if self.refused and self.refused[0] == row.id else ""

    # -- places -------------------------------------------------------------------------------

    @property
    def first_period(self) -> int:
        return len(self.lead)

    @property
    def last_period(self) -> int:
        return len(self.lead) + len(self.grid.periods) - 1

    @property
    def due_column(self) -> int:
        """The column of the period that is due; the newest shown when looking back."""
        if self.grid.current is None:
            return self.last_period
        return self.first_period + self.grid.current

    def is_due(self, column: int) -> bool:
        return self.grid.current is not None and column == self.due_column

    def row_at(self, index: Index) -> EntryRow | None:
        return self.grid.rows[index.row()] if index.isValid() else None

    def cell_at(self, index: Index) -> EntryCell | None:
        """The figure's cell, None outside the periods."""
        place = index.column() - self.first_period
        if not index.isValid() or not 0 <= place < len(self.grid.periods):
            return None
        return self.grid.rows[index.row()].cells[place]

    def where(self, index: Index) -> str:
        """ "M4, Jan 17"."""
        row, place = self.row_at(index), index.column() - self.first_period
        assert row is not None
        return f"{row.code}, {self.grid.periods[place][1]}"

    def index_for(self, indicator_id: int, start: date) -> QModelIndex:
        """The cell of that indicator and period; invalid when it is not shown."""
        rows = [row.id for row in self.grid.rows]
        starts = [period for period, _name in self.grid.periods]
        if indicator_id not in rows or start not in starts:
            return QModelIndex()
        return self.index(rows.index(indicator_id), self.first_period + starts.index(start))

    # -- Qt's questions -----------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.grid.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lead) + len(self.grid.periods) + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        if role == _ROLE.DisplayRole:
            names = (*self.lead, *(name for _start, name in self.grid.periods), "Check")
            return names[section]
        if role == _ROLE.TextAlignmentRole:
            return self._align(section)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._writable and self.cell_at(index) is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self.cell_at(index)
        if role == RECORD:
            return self.row_at(index)
        if role == _ROLE.DisplayRole:
            return cell.text if cell else self._words(index)
        if role == _ROLE.EditRole:
            return cell.typed if cell else self._words(index)
        if role == _ROLE.TextAlignmentRole:
            return self._align(index.column())
        if role == _ROLE.ToolTipRole:
            return (_tooltip(cell) or None) if cell else None
        if role == _ROLE.AccessibleTextRole:
            return self._spoken(index, cell)
        if role == CELL:
            return self._painted(index, cell)
        return None

    def _align(self, column: int) -> int:
        figures = self.first_period <= column <= self.last_period
        target = len(self.lead) == 4 and column == 3
        return _RIGHT if figures or target else _LEFT

    def _words(self, index: Index) -> str:
        row = self.grid.rows[index.row()]
        lead = (row.code, row.name, row.unit_words, row.target)[: len(self.lead)]
        if index.column() < len(lead):
            return lead[index.column()]
        return self.why_refused(row) or row.check or _late(row)

    def _spoken(self, index: Index, cell: EntryCell | None) -> str:
        if cell is None:
            return self._words(index)
        parts = [self.where(index), cell.text or "empty"]
        if cell.state in (MeasurementState.PROVISIONAL, MeasurementState.REVISED):
            parts.append(cell.state.label.lower())
        if cell.earlier:
            parts.append(f"was {cell.earlier[-1].words}")
        if cell.note:
            parts.append(f"note: {cell.note}")
        return ", ".join(parts)

    def _painted(self, index: Index, cell: EntryCell | None) -> Line:
        if cell is not None:
            tone = "second" if cell.text in ("n/a", "*") else ""
            return Line((Piece(cell.text, tone=tone, style="body"),))
        words, row = self._words(index), self.grid.rows[index.row()]
        if index.column() > self.last_period:
            if self.why_refused(row):
                return Line((Piece(words, MarkName.MUST, "red", style="label-strong"),))
            if row.doubtful:
                return Line((Piece(words, MarkName.AMBER, "amber", style="label-strong"),))
            if not row.check and row.awaited and row.awaited.days_late:
                return Line((Piece(words, MarkName.RING, "second"),))
            return Line((Piece(words, tone="second"),))
        return Line((Piece(words, tone="" if index.column() == 1 else "second", style="body"),))


def _shape(grid: EntryGrid) -> tuple[object, ...]:
    return tuple(row.id for row in grid.rows), tuple(start for start, _name in grid.periods)


def _late(row: EntryRow) -> str:
    """ "12 days late, Police" where the figure that is due has not come."""
    if row.awaited is None or not row.awaited.days_late:
        return ""
    owner = f", {row.awaited.owner}" if row.awaited.owner else ""
    return f"{counted(row.awaited.days_late, 'day')} late{owner}"


def _tooltip(cell: EntryCell) -> str:
    was = [f"Was {held.words}." for held in reversed(cell.earlier)]
    was += [f"Printed as {cell.printed}."] if cell.printed else []
    return "\n".join(filter(None, [cell.note, *was]))
