"""The line at the foot: when saved, which file, its marking; the keys of this screen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.delegates.painting import paint_keys, paint_text
from ui.theme import Theme, theme

HEIGHT = 25
Hint = tuple[str, str]  # keys ("Alt+↑ Alt+↓" for two caps), what they do


class StatusLine(QWidget):
    """Painted; its accessible name holds all it says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.saved = self.path = self.marking = ""
        self.hints: list[Hint] = []
        theme().changed.connect(self._fit)
        self._fit()

    def say(
        self, *, saved: str | None = None, path: str | None = None, marking: str | None = None
    ) -> None:
        """Change what is given, keep the rest."""
        self.saved = self.saved if saved is None else saved
        self.path = self.path if path is None else path
        self.marking = self.marking if marking is None else marking
        self._told()

    def set_hints(self, hints: Sequence[Hint]) -> None:
        self.hints = list(hints)
        self._told()

    def _told(self) -> None:
        keys = [f"{keys} {words}" for keys, words in self.hints]
        said = filter(None, [self.saved, self.path, self.marking, *keys])
        self.setAccessibleName(", ".join(said))
        self.setToolTip(self.path)
        self.update()

    def _fit(self) -> None:
        self.setFixedHeight(theme().px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.fillRect(self.rect(), look.colour("window"))
        painter.fillRect(0, 0, self.width(), 1, look.colour("line"))
        area = self.rect().adjusted(look.px(16), 1, -look.px(16), 0)
        left = self._paint_hints(painter, look, area)
        area.setRight(left - look.px(18))
        rest = look.metrics("label").horizontalAdvance(self.marking) + look.px(18)
        # The path gives way first: the marking must always be read.
        for words, kept in ((self.saved, 0), (self.path, rest), (self.marking, 0)):
            room = area.adjusted(0, 0, -kept if self.marking else 0, 0)
            area.setLeft(area.left() + self._paint_words(painter, look, room, words))

    def _paint_words(self, painter: QPainter, look: Theme, area: QRect, words: str) -> int:
        if not words or area.width() < look.px(24):
            return 0
        metrics = look.metrics("label")
        fitting = metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, area.width())
        paint_text(painter, look, area, fitting, "label", look.colour("text2"))
        return metrics.horizontalAdvance(fitting) + look.px(18)

    def _paint_hints(self, painter: QPainter, look: Theme, area: QRect) -> int:
        """Paint the hints from the right edge; those that find no room stay out. Their left end."""
        left = area.right()
        for keys, words in reversed(self.hints):
            width = hint_width(look, keys, words)
            if left - width < area.left() + area.width() // 3:
                break
            left -= width
            x = left
            for cap in keys.split():
                x += paint_keys(painter, look, QRect(x, area.top(), 0, area.height()), cap)
                x += look.px(4)
            place = QRect(x + look.px(2), area.top(), area.right() - x, area.height())
            paint_text(painter, look, place, words, "label", look.colour("text2"))
            left -= look.px(18)
        return left


def hint_width(look: Theme, keys: str, words: str) -> int:
    """Pixels of the caps and the words after them."""
    metrics = look.metrics("tick")
    caps = sum(metrics.horizontalAdvance(cap) + look.px(12) for cap in keys.split())
    return caps + look.px(2) + look.metrics("label").horizontalAdvance(words)
