"""The structure as a tree of lines, which a screen reader walks with its levels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from ui.theme import theme

if TYPE_CHECKING:
    from cspdesk.people.structure_pages import OutlineLine

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class OutlineModel(QAbstractItemModel):
    """Lines under lines; an index carries the line's place plus one."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[OutlineLine, ...] = ()
        self._above: list[int] = []  # place of the line above each, -1 at the top
        self._below: dict[int, list[int]] = {}

    def show_lines(self, lines: Sequence[OutlineLine]) -> None:
        """Show these lines, in their order."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self._above, self._below = [], {}
        path: list[int] = []
        for place, line in enumerate(self.lines):
            del path[line.depth :]
            above = path[-1] if path else -1
            self._above.append(above)
            self._below.setdefault(above, []).append(place)
            path.append(place)
        self.endResetModel()

    def line(self, index: _Index) -> OutlineLine | None:
        return self.lines[index.internalId() - 1] if index.isValid() else None

    def index_of(self, group_id: int) -> QModelIndex:
        for place, line in enumerate(self.lines):
            if line.id == group_id:
                return self._index(place)
        return QModelIndex()

    def _index(self, place: int) -> QModelIndex:
        row = self._below[self._above[place]].index(place)
        return self.createIndex(row, 0, place + 1)

    def index(self, row: int, column: int, parent: _Index = _NOWHERE) -> QModelIndex:
        kids = self._kids(parent)
        if column or not 0 <= row < len(kids):
            return QModelIndex()
        return self.createIndex(row, 0, kids[row] + 1)

    def parent(self, index: _Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]
        if not index.isValid():
            return QModelIndex()
        above = self._above[index.internalId() - 1]
        return self._index(above) if above >= 0 else QModelIndex()

    def _kids(self, parent: _Index) -> list[int]:
        return self._below.get(parent.internalId() - 1 if parent.isValid() else -1, [])

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return len(self._kids(parent))

    def columnCount(self, _parent: _Index = _NOWHERE) -> int:
        return 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index)
        if line is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.whole
        return line.whole if role == Qt.ItemDataRole.ToolTipRole else None


class _Lines(QStyledItemDelegate):
    """Lines as high as the rows of other lists."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), theme().row("general"))


class OutlineView(QTreeView):
    """`group_chosen(id)` when another line is at hand."""

    group_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.rows = OutlineModel()
        self.setModel(self.rows)
        self.setItemDelegate(_Lines(self))
        self.setIndentation(theme().px(22))
        self.setAccessibleName("Structure as an outline")
        self.setHeaderHidden(True)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setUniformRowHeights(True)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(self._tell)

    def show_lines(self, lines: Sequence[OutlineLine], chosen: int | None) -> None:
        if lines != self.rows.lines:
            self.rows.show_lines(lines)
            self.expandAll()
        if chosen is not None:
            self.choose(chosen)

    def choose(self, group_id: int) -> None:
        index = self.rows.index_of(group_id)
        if index.isValid() and index != self.currentIndex():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def _tell(self, current: QModelIndex, _before: QModelIndex) -> None:
        line = self.rows.line(current)
        if line is not None:
            self.group_chosen.emit(line.id)
