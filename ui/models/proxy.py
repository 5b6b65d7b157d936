"""Sorting and filtering on top of a model, with the officer's own words."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QSortFilterProxyModel, Qt

from ui.models.columns import GROUP, RECORD, SORT, Index


class RowsProxy(QSortFilterProxyModel):
    """Sorts by `Column.sort`, with nothing last; filters by words and by a rule.

    Words match anywhere in any column, in any order, without regard to case. Groups show while one
    of their rows does; a group that is empty of itself shows while there is no filter.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self._rule: Callable[[Any], bool] | None = None
        self.setRecursiveFilteringEnabled(True)
        self.setSortRole(SORT)
        self.setDynamicSortFilter(True)

    def set_filter(self, text: str) -> None:
        """Show only rows that hold every one of these words."""
        words = tuple(text.casefold().split())
        if words != self._words:
            self.beginFilterChange()
            self._words = words
            self.endFilterChange()

    def set_rule(self, rule: Callable[[Any], bool] | None) -> None:
        """Show only records for which the rule holds; None shows all."""
        self.beginFilterChange()
        self._rule = rule
        self.endFilterChange()

    @property
    def filtered(self) -> bool:
        return bool(self._words) or self._rule is not None

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        if not self.filtered:
            return True
        source = self.sourceModel()
        index = source.index(row, 0, parent)
        if index.data(GROUP) is not None:
            return False  # shown through its rows
        try:
            return self._holds_words(index) and (
                self._rule is None or bool(self._rule(index.data(RECORD)))
            )
        except Exception:
            # Qt crashes when a failure crosses its filter; report it and leave the row in view.
            sys.excepthook(*sys.exc_info())
            return True

    def _holds_words(self, index: QModelIndex) -> bool:
        if not self._words:
            return True
        columns = range(self.sourceModel().columnCount(index.parent()))
        texts = (index.siblingAtColumn(c).data(Qt.ItemDataRole.DisplayRole) for c in columns)
        whole = " ".join(str(text) for text in texts if text).casefold()
        return all(word in whole for word in self._words)

    def lessThan(self, left: Index, right: Index) -> bool:
        a, b = left.data(SORT), right.data(SORT)
        falling = self.sortOrder() == Qt.SortOrder.DescendingOrder
        grouped = left.data(GROUP) is not None
        if a is None or b is None or grouped:
            # Qt reverses the answer when falling; undo that for groups and for what is missing.
            below = a < b if grouped else a is not None
            above = b < a if grouped else b is not None
            return bool(above if falling else below)
        try:
            return bool(a < b)
        except TypeError:
            return str(a) < str(b)
