"""Buttons in four kinds. One primary button a screen, at the far right of its header."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from cspdesk.charts.mark_names import MarkName
from ui.marks import mark_icon
from ui.theme import theme


class _Button(QPushButton):
    """A button of the kit. `compact` is 24 px high; `reason` says why it cannot be pressed."""

    kind = "secondary"
    mark_tone = "text"

    def __init__(
        self,
        text: str,
        pressed: Callable[[], object] | None = None,
        *,
        mark: MarkName | None = None,
        compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", self.kind)
        self.setProperty("compact", "true" if compact else "false")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._mark = mark
        if pressed is not None:
            self.clicked.connect(lambda _checked=False: self._act(pressed))
        if mark is not None:
            theme().changed.connect(self._dress)
            self._dress()

    def set_allowed(self, allowed: bool, reason: str = "") -> None:
        """Switch on, or off with the reason as tooltip and accessible description."""
        self.setEnabled(allowed)
        self.setToolTip("" if allowed else reason)
        self.setAccessibleDescription("" if allowed else reason)

    def _act(self, pressed: Callable[[], object]) -> None:
        pressed()

    def _dress(self) -> None:
        look = theme()
        assert self._mark is not None
        self.setIcon(mark_icon(self._mark, look.colour(self.mark_tone), look.px(16)))
        self.setIconSize(QSize(look.px(16), look.px(16)))


class SecondaryButton(_Button):
    """The ordinary outlined button."""


class PrimaryButton(_Button):
    """The one filled button of a screen; it does nothing while a day there cannot be read."""

    kind = "primary"
    mark_tone = "on_accent"

    def _act(self, pressed: Callable[[], object]) -> None:
        from ui.widgets.days import unread_day

        if not unread_day(self.window()):
            pressed()


class FlatButton(_Button):
    """Accent text without an outline: the lesser of two answers."""

    kind = "flat"
    mark_tone = "accent"


class LinkButton(_Button):
    """An underlined word that leads somewhere; still a button to keyboard and screen reader."""

    kind = "link"

    def __init__(
        self,
        text: str,
        pressed: Callable[[], object] | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, pressed, parent=parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
