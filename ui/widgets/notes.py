"""What the program says inside a pane: a gentle challenge, or that there is nothing here yet."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import label, theme
from ui.widgets.buttons import FlatButton, SecondaryButton


class Note(QWidget):
    """A challenge: a bold question, what follows from it, one button and one plain "Keep".

    `accepted` and `kept` say what the officer chose. `info` gives the blue edge instead of amber.
    """

    accepted = Signal()
    kept = Signal()

    def __init__(
        self,
        question: str,
        consequence: str,
        action: str = "",
        *,
        keep: str = "Keep",
        info: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._info = info
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(f"{question} {consequence}")
        words = QVBoxLayout()
        words.setSpacing(0)
        self.question = label(question, "strong")
        self.consequence = label(consequence, "label")
        for part in (self.question, self.consequence):
            part.setWordWrap(True)
            words.addWidget(part)
        row = QHBoxLayout(self)
        look = theme()
        row.setContentsMargins(look.px(13), look.px(7), look.px(10), look.px(7))
        row.setSpacing(look.px(8))
        row.addLayout(words, 1)
        if action:
            self.action = SecondaryButton(action, self.accepted.emit, compact=True)
            row.addWidget(self.action)
        if action and keep:
            self.keep = FlatButton(keep, self.kept.emit, compact=True)
            row.addWidget(self.keep)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, edge = ("accent_bg", "accent") if self._info else ("amber_bg", "amber")
        shape = QPainterPath()
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape.addRoundedRect(frame, look.px(4), look.px(4))
        painter.fillPath(shape, look.colour(ground))
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(0, 0, look.px(3), self.height(), look.colour(edge))
        painter.restore()
        painter.setPen(QPen(look.colour("line2")))
        painter.drawPath(shape)


class EmptyState(QWidget):
    """Nothing here: one sentence why, and one action with its key ("Add the first (Ctrl+N)")."""

    pressed = Signal()

    def __init__(self, why: str, action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.why = label(why, "body", "second")
        self.why.setWordWrap(True)
        layout = QVBoxLayout(self)
        look = theme()
        layout.setContentsMargins(look.px(16), look.px(12), look.px(16), look.px(12))
        layout.setSpacing(look.px(8))
        layout.addWidget(self.why)
        self.button = SecondaryButton(action, self.pressed.emit)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.button.setVisible(bool(action))  # not before it has its place: it would be a window
        layout.addStretch(1)

    def set_text(self, why: str, action: str = "") -> None:
        self.why.setText(why)
        self.button.setText(action)
        self.button.setVisible(bool(action))
