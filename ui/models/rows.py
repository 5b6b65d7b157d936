"""A table of frozen records."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    Qt,
    Signal,
)

from ui.models.columns import KEY, RECORD, Column, Columns, Index, KeyOf
from ui.models.diff import Insert, Move, Remove, Reorder, runs, steps

R = TypeVar("R")
_NOWHERE = QModelIndex()


class RowsModel(QAbstractTableModel, Generic[R]):
    """Records as rows, kept in step by `set_records` without losing selection or place.

    check_requested(record, ticked) and edit_requested(record, column title, value) say what the
    officer asked for; nothing changes here until new records come.
    """

    check_requested = Signal(object, bool)
    edit_requested = Signal(object, str, object)

    def __init__(self, columns: Columns[R], key: KeyOf[R], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns: tuple[Column[R], ...] = tuple(columns)
        self._key = key
        self._records: list[R] = []

    # -- records ------------------------------------------------------------------------------

    def set_records(self, records: Sequence[R]) -> None:
        """Show these records instead; announces only what differs."""
        new = list(records)
        by_key = {self._key(record): record for record in new}
        for step in steps(self.keys(), [self._key(record) for record in new]):
            self._take(step, new)
        changed = [
            place
            for place, record in enumerate(self._records)
            if record != by_key[self._key(record)]
        ]
        self._records = new
        for first, last in runs(changed):
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def records(self) -> list[R]:
        return list(self._records)

    def keys(self) -> list[Hashable]:
        return [self._key(record) for record in self._records]

    def record(self, index: Index) -> R | None:
        return self._records[index.row()] if index.isValid() else None

    def index_of(self, key: Hashable, column: int = 0) -> QModelIndex:
        """The index of the record with that key, invalid when there is none."""
        keys = self.keys()
        return self.index(keys.index(key), column) if key in keys else QModelIndex()

    def _take(self, step: Remove | Move | Reorder | Insert, new: list[R]) -> None:
        rows = self._records
        if isinstance(step, Remove):
            self.beginRemoveRows(_NOWHERE, step.first, step.last)
            del rows[step.first : step.last + 1]
            self.endRemoveRows()
        elif isinstance(step, Insert):
            self.beginInsertRows(_NOWHERE, step.first, step.last)
            rows[step.first : step.first] = new[step.first : step.last + 1]
            self.endInsertRows()
        elif isinstance(step, Move):
            self.beginMoveRows(_NOWHERE, step.start, step.start, _NOWHERE, qt_target(step))
            rows.insert(step.end, rows.pop(step.start))
            self.endMoveRows()
        else:
            self._reorder(step.order)

    def _reorder(self, order: tuple[int, ...]) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        goes = {old: new for new, old in enumerate(order)}
        self._records = [self._records[old] for old in order]
        after = [self.index(goes[index.row()], index.column()) for index in before]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    # -- Qt's questions -----------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        record = self._records[index.row()]
        if role == RECORD:
            return record
        if role == KEY:
            return self._key(record)
        return self.columns[index.column()].data(record, role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            return self.columns[section].heading(role)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return self.columns[index.column()].flags(self._records[index.row()])

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid():
            return False
        record, column = self._records[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.CheckStateRole:
            self.check_requested.emit(record, Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        if role == Qt.ItemDataRole.EditRole and column.edit is not None:
            self.edit_requested.emit(record, column.title, value)
            return True
        return False


def qt_target(move: Move) -> int:
    """Qt counts the target of a move before the row is taken out."""
    return move.end + 1 if move.end > move.start else move.end
