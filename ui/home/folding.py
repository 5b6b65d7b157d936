"""A list of Home that shows the rows there is room for; the others stand behind "n more"."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import theme
from ui.widgets.buttons import LinkButton

LEAST = 2  # rows that are shown however low the window is
FOOT = 34


class Folding(QWidget):
    """`height(n)` is the height of n rows in pixels, `show_rows(n)` puts them into the view."""

    def __init__(
        self,
        view: QWidget,
        noun: str,
        height: Callable[[int], int],
        show_rows: Callable[[int], None],
    ) -> None:
        super().__init__()
        self.view, self._noun = view, noun
        self._height_of, self._show_rows = height, show_rows
        self.total = self.shown = 0
        self.whole = False  # the officer wants to see all: the list scrolls
        self.more = LinkButton("", self.turn)
        self.foot = QWidget()
        row = QHBoxLayout(self.foot)
        row.setContentsMargins(theme().px(16), 0, theme().px(16), 0)
        row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(view, 1)
        box.addWidget(self.foot)
        theme().changed.connect(self.fit)

    def set_total(self, total: int) -> None:
        """So many rows there are now; as many as fit are shown."""
        self.total = total
        self.fit()

    def turn(self) -> None:
        """All of them, or again only those that fit."""
        self.whole = not self.whole
        self.fit()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def fit(self) -> None:
        high = theme().px(FOOT)
        self.foot.setFixedHeight(high)
        self.setMinimumHeight(self._height_of(min(LEAST, self.total)) + high)
        fits = self._height_of(self.total) <= self.height()
        self.shown = self.total if fits or self.whole else self._most(self.height() - high)
        self._show_rows(self.shown)
        self.foot.setVisible(not fits)
        rest = self.total - self.shown
        noun = self._noun if rest == 1 else f"{self._noun}s"
        self.more.setText(f"{rest} more {noun}" if rest else "Show fewer")

    def _most(self, room: int) -> int:
        """The largest number of rows that the room holds, and never none."""
        for count in range(self.total, LEAST, -1):
            if self._height_of(count) <= room:
                return count
        return min(LEAST, self.total)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().colour("panel"))
