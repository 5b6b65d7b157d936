"""Who is missing, as questions in a row: each leads to the seat, group or organisation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ui.delegates.painting import paint_box, paint_focus, paint_text
from ui.theme import label, theme
from ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from cspdesk.people.gaps import Gap

MOST = 8


class QuestionChip(QAbstractButton):
    """One question; dashed while nobody is there at all."""

    def __init__(self, gap: Gap) -> None:
        super().__init__()
        self.gap = gap
        self.setText(gap.question)
        self.setToolTip(gap.detail)
        self.setAccessibleDescription(gap.detail)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        look = theme()
        width = look.metrics("label").horizontalAdvance(self.text())
        return QSize(width + look.px(18), look.px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = self.rect().adjusted(0, 0, -1, -1)
        if self.underMouse():
            painter.fillRect(frame, look.colour("hover"))
        paint_box(painter, look, frame, "dashed" if self.gap.missing else "outline")
        area = self.rect().adjusted(look.px(9), 0, -look.px(9), 0)
        paint_text(painter, look, area, self.text(), "label", look.colour("text"))
        if self.hasFocus():
            paint_focus(painter, look, self.rect())


class QuestionBand(QWidget):
    """A title with the shares of the Board's seats, and the questions under it. `asked(target,
    question)` when one is pressed."""

    asked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Who is missing")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        look = theme()
        self.title = label("", "label", "second")
        self.title.setWordWrap(True)
        self.chips: list[QuestionChip] = []
        self._host = QWidget()
        self._flow = FlowLayout(self._host)
        box = QVBoxLayout(self)
        box.setContentsMargins(look.px(16), look.px(8), look.px(16), look.px(9))
        box.setSpacing(look.px(6))
        box.addWidget(self.title)
        box.addWidget(self._host)

    def show_gaps(self, gaps: Sequence[Gap], words: str) -> None:
        """Show these questions; what did not change stays, so that the keyboard stays on it."""
        self.title.setText(words)
        shown = list(gaps[:MOST])
        more = len(gaps) - len(shown)
        if more > 0:
            self.title.setText(f"{self.title.text()} {more} more questions than are shown here.")
        if [chip.gap for chip in self.chips] != shown:
            self._flow.clear()
            self.chips = [QuestionChip(gap) for gap in shown]
            for chip in self.chips:
                chip.clicked.connect(lambda _on=False, gap=chip.gap: self._ask(gap))
                self._flow.addWidget(chip)
        self._host.setVisible(bool(shown))
        self.setVisible(bool(shown or words))

    def _ask(self, gap: Gap) -> None:
        self.asked.emit(gap.target, gap.question)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme()
        painter.fillRect(self.rect(), look.colour("subtle"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour("line2"))
