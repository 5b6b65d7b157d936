"""A splitter that remembers its widths."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QWidget

from ui.state import WindowState
from ui.theme import theme

_WORK, _LEAST_SHARE = 340, 0.6  # room the pane without a width is to have, before others shrink
NARROW = 1180  # px: below it list, work and inspector do not fit side by side


class Splitter(QSplitter):
    """Panes that touch, a 1 px line between them. `defaults` in design pixels, 0 = the rest.

    Widths the officer chose are kept under `name`; the pane with default 0 takes what a larger
    window gives. The pane at place `inspector` closes by itself when the splitter is narrower than
    1180 px (a small laptop at 125 %) and opens again when it is wider; `toggle_inspector` (F9)
    opens and closes it at any width.
    """

    def __init__(
        self,
        name: str,
        panes: Sequence[QWidget],
        defaults: Sequence[int],
        state: WindowState | None = None,
        orientation: Qt.Orientation = Qt.Orientation.Horizontal,
        *,
        inspector: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(orientation, parent)
        self._name, self._defaults, self._state = name, tuple(defaults), state
        self._moved = self._narrow = False
        self._inspector = panes[inspector] if inspector is not None else None
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)  # Qt widens the grip of such a thin line by itself
        for place, pane in enumerate(panes):
            self.addWidget(pane)
            self.setStretchFactor(place, 0 if defaults[place] else 1)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(300)
        self._rest.timeout.connect(self._keep)
        self.splitterMoved.connect(self._on_moved)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme().px(NARROW)
        if self._inspector is not None and narrow != self._narrow:
            self._narrow = narrow
            self._inspector.setVisible(not narrow)
        if self.isVisible():
            self._place()

    def toggle_inspector(self) -> bool:
        """Open or close the inspector; whether it is open now."""
        if self._inspector is None:
            return False
        self._inspector.setVisible(self._inspector.isHidden())
        return not self._inspector.isHidden()

    def _on_moved(self, *_: int) -> None:
        self._moved = True
        self._rest.start()

    def _place(self) -> None:
        """Until the officer moves a line, every new width is shared out afresh: the first one a
        window gives is often not the one it stays at.
        """
        if self._moved or self.width() < 50:
            return
        kept = self._state.splitter_sizes(self._name, self.count()) if self._state else None
        self.setSizes(self._kept_sizes(kept) if kept else self._first_sizes())

    def _kept_sizes(self, kept: list[int]) -> list[int]:
        """The widths chosen before; the pane without a width takes what they leave."""
        if 0 not in self._defaults:
            return kept
        place = self._defaults.index(0)
        others = sum(size for at, size in enumerate(kept) if at != place)
        sizes = list(kept)
        sizes[place] = max(theme().px(240), self._room() - others)
        return sizes

    def _room(self) -> int:
        return self.width() if self.orientation() == Qt.Orientation.Horizontal else self.height()

    def _first_sizes(self) -> list[int]:
        look = theme()
        room = self._room()
        sizes = [look.px(size) if size else 0 for size in self._defaults]
        # With large text or a small window every pane gives way, not only the one without a width.
        share = min(1.0, max(_LEAST_SHARE, (room - look.px(_WORK)) / max(1, sum(sizes))))
        sizes = [round(size * share) for size in sizes]
        flexible = sizes.count(0) or 1
        rest = max(look.px(240), (room - sum(sizes)) // flexible)
        return [size or rest for size in sizes]

    def _keep(self) -> None:
        if self._state is not None:
            self._state.keep_splitter(self._name, self)
