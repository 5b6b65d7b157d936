"""What happened to a record, newest first: a mark, what and when, the words, one thing to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import label, theme
from ui.widgets.buttons import LinkButton


class Step(NamedTuple):
    """One entry. `strong` fills its mark: the secretariat acted. `link` is what can be done."""

    title: str
    when: str
    words: str = ""
    strong: bool = False
    link: str = ""
    key: str = ""


class Timeline(QWidget):
    """Steps on a rail; `pressed(key)` when the link of one is pressed."""

    pressed = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._steps: list[_Step] = []
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(theme().px(8))

    def show_steps(self, steps: Sequence[Step]) -> None:
        for old in self._steps:
            old.hide()
            old.deleteLater()
        self._steps = [_Step(step, self) for step in steps]
        for row in self._steps:
            self.box.addWidget(row)

    @property
    def steps(self) -> list[Step]:
        return [row.step for row in self._steps]

    def link(self, key: str) -> LinkButton | None:
        """The button of the step with that key."""
        return next((row.button for row in self._steps if row.step.key == key), None)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The rail from the first mark to the last."""
        if len(self._steps) < 2:
            return
        look, painter = theme(), QPainter(self)
        top = self._steps[0].y() + look.px(9)
        bottom = self._steps[-1].y() + look.px(9)
        painter.fillRect(look.px(5), top, 1, bottom - top, look.colour("line2"))


class _Step(QWidget):
    def __init__(self, step: Step, owner: Timeline) -> None:
        super().__init__()
        self.step = step
        self.button: LinkButton | None = None
        self.setAccessibleName(", ".join(filter(None, (step.title, step.when, step.words))))
        look = theme()
        head = QHBoxLayout()
        head.setSpacing(look.px(5))
        title = label(step.title, "strong")
        title.setWordWrap(not step.when)  # alone it may be long, and the pane is narrow
        head.addWidget(title, 0 if step.when else 1)
        if step.when:
            head.addWidget(label(step.when, "body", "second"))
            head.addStretch(1)
        if step.link:
            self.button = LinkButton(step.link, lambda: owner.pressed.emit(step.key))
            self.button.setAccessibleName(f"{step.link}: {step.title} {step.when}")
            head.addWidget(self.button)
        box = QVBoxLayout(self)
        box.setContentsMargins(look.px(18), 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        if step.words:
            words = label(step.words, "label", "second")
            words.setWordWrap(True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            box.addWidget(words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = look.px(8)
        mark = QRectF(look.px(5) + 0.5 - size / 2, look.px(9) - size / 2, size, size)
        tone = look.colour("text2")
        painter.setPen(tone)
        painter.setBrush(tone if self.step.strong else look.colour("panel"))
        painter.drawEllipse(mark.adjusted(0.5, 0.5, -0.5, -0.5))
