"""The tabs under the strip, with pills that count what waits for the officer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QTabBar, QWidget

from ui.delegates.painting import CENTRE, LEFT, paint_focus, paint_text
from ui.keys import keys_in_use
from ui.theme import Theme, theme

HEIGHT = 37


class TabCount(NamedTuple):
    """What waits behind a tab: a number, and the words for its tooltip and screen readers."""

    number: int
    words: str


class TabRow(QTabBar):
    """The tabs. A real tab bar to keyboard and screen reader, painted as designed.

    `shown(key)` follows the screen in front, also one without a tab.
    """

    shown = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Screens")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)  # the strip knows whether there is room for all
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._counts: dict[str, TabCount] = {}
        self.chosen = ""
        theme().changed.connect(self._fit)
        self._fit()

    def set_tabs(self, tabs: Sequence[tuple[str, str, str]]) -> None:
        """(key, title, shortcut) in order."""
        for place, (key, title, shortcut) in enumerate(tabs):
            self.addTab(title)
            self.setTabData(place, key)
            self.setTabToolTip(place, shortcut)

    def set_count(self, key: str, count: TabCount | None) -> None:
        """Show a pill on that tab, or none."""
        if count is None or count.number <= 0:
            self._counts.pop(key, None)
        else:
            self._counts[key] = count
        place = self.place_of(key)
        if place >= 0:
            words = f", {count.words}" if count and key in self._counts else ""
            self.setAccessibleTabName(place, f"{self.tabText(place)}{words}")
            self.setTabToolTip(place, count.words if words and count else "")
            # Setting the text anew makes the bar measure its tabs again.
            self.setTabText(place, self.tabText(place))
        self.update()

    def show_chosen(self, key: str) -> None:
        """Mark the tab of the screen in front; a screen without a tab marks none."""
        self.chosen = key
        if self.place_of(key) >= 0:
            self.setCurrentIndex(self.place_of(key))
        self.update()

    def place_of(self, key: str) -> int:
        return next((p for p in range(self.count()) if self.tabData(p) == key), -1)

    def _fit(self) -> None:
        self.setFixedHeight(theme().px(HEIGHT))
        self.updateGeometry()

    def tabSizeHint(self, index: int) -> QSize:
        look = theme()
        width = look.metrics("strong").horizontalAdvance(self.tabText(index)) + look.px(28)
        count = self._counts.get(self.tabData(index))
        if count:
            width += self._pill(look, count) + look.px(7)
        return QSize(width, look.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Of one tab: where there is no room for all, they scroll."""
        widths = [self.tabSizeHint(place).width() for place in range(self.count())]
        return QSize(max(widths, default=0), theme().px(HEIGHT))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def _pill(self, look: Theme, count: TabCount) -> int:
        text = look.metrics("tick-strong").horizontalAdvance(str(count.number))
        return max(look.px(19), text + look.px(12))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour("line"))
        for place in range(self.count()):
            self._paint_tab(painter, look, place, self.tabData(place) == self.chosen)

    def _paint_tab(self, painter: QPainter, look: Theme, place: int, on: bool) -> None:
        rect = self.tabRect(place)
        if on:
            painter.fillRect(rect, look.colour("panel"))
            painter.fillRect(rect.left(), 0, rect.width(), look.px(2), look.colour("accent"))
            for x in (rect.left(), rect.right()):
                painter.fillRect(x, look.px(2), 1, rect.height(), look.colour("line"))
        inner = rect.adjusted(look.px(14), look.px(2), 0, 0)
        style, tone = ("strong", "text") if on else ("body", "text2")
        paint_text(painter, look, inner, self.tabText(place), style, look.colour(tone), LEFT)
        count = self._counts.get(self.tabData(place))
        if count:
            width = look.metrics(style).horizontalAdvance(self.tabText(place))
            self._paint_pill(painter, look, inner.left() + width + look.px(7), count)
        if on and self.hasFocus() and keys_in_use(self):
            paint_focus(painter, look, rect.adjusted(3, 4, -3, -3))

    def _paint_pill(self, painter: QPainter, look: Theme, x: int, count: TabCount) -> None:
        height = look.px(17)
        pill = QRect(x, (self.height() + look.px(2) - height) // 2, self._pill(look, count), height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("line2")))
        frame = QRectF(pill).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, height / 2 - 1, height / 2 - 1)
        painter.restore()
        words, tone = str(count.number), look.colour("text2")
        paint_text(painter, look, pill, words, "tick-strong", tone, CENTRE)


class TabStrip(QWidget):
    """Tabs at the left, tools at the right, on the window's ground."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.tabs = TabRow()
        self.box = QHBoxLayout(self)
        self.box.setSpacing(theme().px(8))
        self.box.addWidget(self.tabs)
        self.box.addStretch(1)
        theme().changed.connect(self._fit)
        self._fit()

    def add_tool(self, tool: QWidget) -> None:
        self.box.addWidget(tool, 0, Qt.AlignmentFlag.AlignVCenter)

    def event(self, event: QEvent) -> bool:
        """Arrows to scroll by come with the size that needs them, never before it has settled."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self.tabs.setUsesScrollButtons(self.tabs.sizeHint().width() > self.room_for_tabs())
        return super().event(event)

    def room_for_tabs(self) -> int:
        """What the tools leave to the tabs, in pixels."""
        sides = self.box.contentsMargins()
        items = [self.box.itemAt(place) for place in range(self.box.count())]
        tools = [item.widget() for item in items if item is not None]
        taken = sum(
            tool.sizeHint().width() + self.box.spacing()
            for tool in tools
            if tool is not None and tool is not self.tabs
        )
        return self.width() - sides.left() - sides.right() - taken

    def _fit(self) -> None:
        look = theme()
        self.box.setContentsMargins(look.px(8), 0, look.px(12), 0)
        self.setFixedHeight(look.px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.fillRect(self.rect(), look.colour("window"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour("line"))
