"""Records under group rows: two levels, each group with its title and tallies."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt, Signal

from cspdesk.charts.marks import MarkName
from ui.models.columns import GROUP, KEY, RECORD, SORT, Column, Columns, Index, KeyOf
from ui.models.diff import Insert, Move, Remove, Reorder, runs, steps
from ui.models.rows import qt_target

R = TypeVar("R")
_NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Tally:
    """A count at the right of a group row: words, mark, tone ("red", "amber", "green", "")."""

    text: str
    mark: MarkName | None = None
    tone: str = ""


@dataclass(frozen=True)
class Group(Generic[R]):
    """A group row and the records under it. `detail` follows the title in small text."""

    key: Hashable
    title: str
    rows: tuple[R, ...]
    detail: str = ""
    tallies: tuple[Tally, ...] = ()

    @property
    def head(self) -> tuple[str, str, tuple[Tally, ...]]:
        return self.title, self.detail, self.tallies

    @property
    def spoken(self) -> str:
        return ", ".join(filter(None, [self.title, self.detail, *(t.text for t in self.tallies)]))


@dataclass(eq=False)
class _Node(Generic[R]):
    """A group in the model; `number` is what its children's indexes carry."""

    number: int
    group: Group[R]
    rows: list[R]


class GroupedModel(QAbstractItemModel, Generic[R]):
    """Groups of records, kept in step by `set_groups` without losing selection or expansion.

    Keys of records are unique over all groups, so that a record which changes group is moved, not
    removed and made again. Signals as in `RowsModel`.
    """

    check_requested = Signal(object, bool)
    edit_requested = Signal(object, str, object)

    def __init__(self, columns: Columns[R], key: KeyOf[R], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns: tuple[Column[R], ...] = tuple(columns)
        self._key = key
        self._nodes: list[_Node[R]] = []
        self._by_number: dict[int, _Node[R]] = {}
        self._last_number = 0

    # -- groups -------------------------------------------------------------------------------

    def set_groups(self, groups: Sequence[Group[R]]) -> None:
        """Show these groups instead; announces only what differs."""
        self._check_keys(groups)
        self._append_new(groups)
        self._move_across(groups)
        self._order_groups([group.key for group in groups])
        for node, group in zip(self._nodes, groups, strict=True):
            self._fill(node, group)

    def groups(self) -> list[Group[R]]:
        return [node.group for node in self._nodes]

    def records(self) -> list[R]:
        """Every record in the order shown."""
        return [record for node in self._nodes for record in node.rows]

    def record(self, index: Index) -> R | None:
        """The record of a row; None for a group row."""
        node = self._by_number.get(index.internalId()) if index.isValid() else None
        return node.rows[index.row()] if node else None

    def group(self, index: Index) -> Group[R] | None:
        """The group of a group row; None for an ordinary row."""
        if not index.isValid() or index.internalId():
            return None
        return self._nodes[index.row()].group

    def index_of(self, key: Hashable, column: int = 0) -> QModelIndex:
        """The index of the record with that key, invalid when there is none."""
        for node in self._nodes:
            for row, record in enumerate(node.rows):
                if self._key(record) == key:
                    return self.createIndex(row, column, node.number)
        return QModelIndex()

    def index_of_group(self, key: Hashable) -> QModelIndex:
        for row, node in enumerate(self._nodes):
            if node.group.key == key:
                return self.createIndex(row, 0, 0)
        return QModelIndex()

    # -- the steps of set_groups --------------------------------------------------------------

    def _check_keys(self, groups: Sequence[Group[R]]) -> None:
        keys = [self._key(record) for group in groups for record in group.rows]
        if len(set(keys)) != len(keys) or len({group.key for group in groups}) != len(groups):
            raise ValueError("two records share one key")

    def _append_new(self, groups: Sequence[Group[R]]) -> None:
        present = {node.group.key for node in self._nodes}
        for group in groups:
            if group.key not in present:
                row = len(self._nodes)
                self._last_number += 1
                node = _Node(self._last_number, group, [])
                self.beginInsertRows(_NOWHERE, row, row)
                self._nodes.append(node)
                self._by_number[node.number] = node
                self.endInsertRows()

    def _move_across(self, groups: Sequence[Group[R]]) -> None:
        """Move what changes group; it lands at the end and is put in order by `_fill`."""
        home = {self._key(record): group.key for group in groups for record in group.rows}
        nodes = {node.group.key: node for node in self._nodes}
        for node in list(self._nodes):
            for record in list(node.rows):
                goes = home.get(self._key(record), node.group.key)
                if goes != node.group.key:
                    self._move_record(node, nodes[goes], record)

    def _move_record(self, source: _Node[R], target: _Node[R], record: R) -> None:
        row, end = source.rows.index(record), len(target.rows)
        self.beginMoveRows(self._index(source), row, row, self._index(target), end)
        target.rows.append(source.rows.pop(row))
        self.endMoveRows()

    def _order_groups(self, keys: list[Hashable]) -> None:
        for step in steps([node.group.key for node in self._nodes], keys):
            if isinstance(step, Remove):
                self.beginRemoveRows(_NOWHERE, step.first, step.last)
                for node in self._nodes[step.first : step.last + 1]:
                    del self._by_number[node.number]
                del self._nodes[step.first : step.last + 1]
                self.endRemoveRows()
            elif isinstance(step, Move):
                self.beginMoveRows(_NOWHERE, step.start, step.start, _NOWHERE, qt_target(step))
                self._nodes.insert(step.end, self._nodes.pop(step.start))
                self.endMoveRows()
            elif isinstance(step, Reorder):
                self._reorder_groups(step.order)

    def _reorder_groups(self, order: tuple[int, ...]) -> None:
        with _Layout(self) as layout:
            self._nodes = [self._nodes[old] for old in order]
            layout.follow(order, 0)

    def _fill(self, node: _Node[R], group: Group[R]) -> None:
        new = list(group.rows)
        by_key = {self._key(record): record for record in new}
        for step in steps([self._key(record) for record in node.rows], list(by_key)):
            self._take(node, step, new)
        changed = [p for p, r in enumerate(node.rows) if r != by_key[self._key(r)]]
        head_changed = node.group.head != group.head
        node.rows, node.group = new, group
        parent = self._index(node)
        if head_changed:
            self.dataChanged.emit(parent, parent)
        last_column = len(self.columns) - 1
        for first, last in runs(changed):
            self.dataChanged.emit(
                self.index(first, 0, parent), self.index(last, last_column, parent)
            )

    def _take(self, node: _Node[R], step: Remove | Move | Reorder | Insert, new: list[R]) -> None:
        parent, rows = self._index(node), node.rows
        if isinstance(step, Remove):
            self.beginRemoveRows(parent, step.first, step.last)
            del rows[step.first : step.last + 1]
            self.endRemoveRows()
        elif isinstance(step, Insert):
            self.beginInsertRows(parent, step.first, step.last)
            rows[step.first : step.first] = new[step.first : step.last + 1]
            self.endInsertRows()
        elif isinstance(step, Move):
            self.beginMoveRows(parent, step.start, step.start, parent, qt_target(step))
            rows.insert(step.end, rows.pop(step.start))
            self.endMoveRows()
        else:
            with _Layout(self) as layout:
                node.rows = [rows[old] for old in step.order]
                layout.follow(step.order, node.number)

    def _index(self, node: _Node[R]) -> QModelIndex:
        return self.createIndex(self._nodes.index(node), 0, 0)

    # -- Qt's questions -----------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        number, rows = 0, len(self._nodes)
        if parent.isValid():
            node = self._nodes[parent.row()]
            inside = not (parent.internalId() or parent.column())
            number, rows = node.number, len(node.rows) if inside else 0
        if not (0 <= row < rows and 0 <= column < len(self.columns)):
            return QModelIndex()
        return self.createIndex(row, column, number)

    def parent(self, index: Index = _NOWHERE) -> Any:
        node = self._by_number.get(index.internalId()) if index.isValid() else None
        return self._index(node) if node else QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        if not parent.isValid():
            return len(self._nodes)
        if parent.internalId() or parent.column():
            return 0
        return len(self._nodes[parent.row()].rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if not index.internalId():
            return self._group_data(self._nodes[index.row()].group, index, role)
        record = self.record(index)
        assert record is not None
        if role == RECORD:
            return record
        if role == KEY:
            return self._key(record)
        return self.columns[index.column()].data(record, role)

    def _group_data(self, group: Group[R], index: Index, role: int) -> Any:
        if role == GROUP:
            return group
        if role == KEY:
            return group.key
        if role == SORT:
            return index.row()  # groups stay in the order given, however the rows are sorted
        if index.column() == 0 and role == Qt.ItemDataRole.DisplayRole:
            return group.title
        if index.column() == 0 and role == Qt.ItemDataRole.AccessibleTextRole:
            return group.spoken
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            return self.columns[section].heading(role)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        record = self.record(index)
        if record is None:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return self.columns[index.column()].flags(record)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        record = self.record(index)
        if record is None:
            return False
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.CheckStateRole:
            self.check_requested.emit(record, Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        if role == Qt.ItemDataRole.EditRole and column.edit is not None:
            self.edit_requested.emit(record, column.title, value)
            return True
        return False


class _Layout(Generic[R]):
    """One re-ordering of rows, with the indexes others hold carried along."""

    def __init__(self, model: GroupedModel[R]) -> None:
        self._model = model
        self._before: list[QModelIndex] = []

    def __enter__(self) -> _Layout[R]:
        self._model.layoutAboutToBeChanged.emit()
        self._before = self._model.persistentIndexList()
        return self

    def follow(self, order: Sequence[int], number: int) -> None:
        """Carry indexes whose internal id is `number` to their new rows."""
        goes = {old: new for new, old in enumerate(order)}
        before = [index for index in self._before if index.internalId() == number]
        after = [
            self._model.createIndex(goes[index.row()], index.column(), number) for index in before
        ]
        self._model.changePersistentIndexList(before, after)

    def __exit__(self, *_: object) -> None:
        self._model.layoutChanged.emit()


def every_index(model: QAbstractItemModel) -> Iterator[QModelIndex]:
    """First-column indexes of all rows, groups and records, in the order shown."""
    for row in range(model.rowCount()):
        parent = model.index(row, 0)
        yield parent
        for child in range(model.rowCount(parent)):
            yield model.index(child, 0, parent)
