"""A table as high as its rows, for a pane in which something follows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize

from ui.theme import theme
from ui.widgets.tables import RowsView


class WholeRows(RowsView):
    """Never less than two rows high, so that an empty one has room for its sentence."""

    scrolls_with_pane = False  # set it where the pane around scrolls: no bar of its own then
    _whole = 0

    def show_records(self, records: Sequence[Any]) -> None:
        self.rows.set_records(records)
        self.fit()

    def fit(self) -> None:
        look = theme()
        header = 0 if self.horizontalHeader().isHidden() else look.row("header")
        rows = max(2, self.rows.rowCount()) * look.row(self.delegate.kind)
        self._whole = header + rows + 2
        self.setMaximumHeight(self._whole)
        if self.scrolls_with_pane:
            self.setMinimumHeight(self._whole)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._whole)
