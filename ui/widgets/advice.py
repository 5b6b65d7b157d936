"""A line under the tabs that advises on the open file until it is closed; shown once a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from cspdesk.charts.mark_names import MarkName
from ui.marks import draw_mark
from ui.state import WindowState
from ui.theme import label, theme
from ui.widgets.buttons import FlatButton, SecondaryButton


class AdviceBar(QWidget):
    """Amber with a triangle: what is at risk, one thing to do about it, and Close for good."""

    def __init__(self, state: WindowState, save_copy: Callable[[], object]) -> None:
        super().__init__()
        self._state, self._path = state, Path()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.words = label("", "body", "amber")
        self.words.setWordWrap(True)
        self.act = SecondaryButton("Save a copy…", save_copy, compact=True)
        self.close_button = FlatButton("Close", self._close, compact=True)
        self.close_button.setToolTip("Not said again for this file")
        look, row = theme(), QHBoxLayout(self)
        row.setContentsMargins(look.px(38), look.px(5), look.px(16), look.px(5) + 1)
        row.setSpacing(look.px(8))
        row.addWidget(self.words, 1)
        row.addWidget(self.act)
        row.addWidget(self.close_button)
        self.hide()

    def advise_on(self, path: Path | None) -> None:
        """Say what is at risk where this file lies, unless nothing is or it was said before."""
        from cspdesk.places import advice

        told = path is None or self._state.was_advised(path)
        self._path = path or Path()
        words = "" if told else advice(self._path)
        self.words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))

    def _close(self) -> None:
        self.hide()
        self._state.keep_advised(self._path)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.fillRect(self.rect(), look.colour("amber_bg"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour("line"))
        size = look.px(11)
        square = QRectF(look.px(16), (self.height() - size) / 2, size, size)
        draw_mark(painter, MarkName.AMBER, square, look.colour("amber"))
