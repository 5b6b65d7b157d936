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
        self._placed = self._narrow = False
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
        self.splitterMoved.connect(lambda *_: self._rest.start())

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

    def _place(self) -> None:
        if self._placed or self.width() < 50:
            return
        self._placed = True
        kept = self._state.splitter_sizes(self._name, self.count()) if self._state else None
        self.setSizes(kept or self._first_sizes())

    def _first_sizes(self) -> list[int]:
        look = theme()
        room = self.width() if self.orientation() == Qt.Orientation.Horizontal else self.height()
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
