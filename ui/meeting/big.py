"""Words large enough for the far end of the table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ui.theme import set_style_property, theme


class BigLabel(QLabel):
    """A plain label in one of the sizes of the meeting: they grow with Ctrl + and Ctrl −.

    `size` is in pixels at 100 %; `compact` the size in a low window.
    """

    def __init__(self, size: int, compact: int = 0, *, strong: bool = False) -> None:
        super().__init__()
        self._sizes, self._strong = (size, compact or size), strong
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._fit()
        theme().changed.connect(self._fit)

    def set_size(self, size: int, compact: int = 0) -> None:
        if (size, compact or size) != self._sizes:
            self._sizes = (size, compact or size)
            self._fit()

    def set_tone(self, tone: str) -> None:
        set_style_property(self, "tone", tone)

    def _fit(self) -> None:
        look = theme()
        px = look.px(self._sizes[1] if look.compact else self._sizes[0])
        wanted = f"font-size: {px}px; font-weight: {600 if self._strong else 400};"
        if self.styleSheet() != wanted:
            self.setStyleSheet(wanted)


def big(size: int, compact: int = 0, *, strong: bool = False, wrap: bool = False) -> BigLabel:
    """A big label that wraps or does not."""
    made = BigLabel(size, compact, strong=strong)
    made.setWordWrap(wrap)
    return made
