"""Ticks and choices of an inspector that are kept as soon as they change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ui.theme import theme
from ui.widgets.forms import Choice


class KeptChoice(Choice):
    """A choice that tells once it was made. The wheel scrolls the pane, never the choice."""

    def __init__(self, name: str, chosen: Callable[[Any], object], none: str = "") -> None:
        super().__init__((), none=none)
        self.setAccessibleName(name)
        self.activated.connect(lambda _place: chosen(self.key))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Ticks(QWidget):
    """Named ticks; `changed(key, on)` when the officer sets one."""

    def __init__(self, ticks: dict[str, str], changed: Callable[[str, bool], object]) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme().px(4))
        self.boxes: dict[str, QCheckBox] = {}
        for key, words in ticks.items():
            tick = QCheckBox(words)
            tick.clicked.connect(lambda on, key=key: changed(key, on))
            self.boxes[key] = tick
            box.addWidget(tick)

    def show_ticks(self, **ticked: bool) -> None:
        for key, on in ticked.items():
            with QSignalBlocker(self.boxes[key]):
                self.boxes[key].setChecked(on)

    def set_allowed(self, allowed: bool, why: str = "") -> None:
        for tick in self.boxes.values():
            tick.setEnabled(allowed)
            tick.setToolTip(why)
