"""Pages and panes: a header with a title and its actions, and what is under it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import label, theme


class Bar(QWidget):
    """A strip of fixed height with a 1 px line under it: `add` at the left, `end` at the right."""

    def __init__(
        self, height: int, *, ground: str = "panel", line: str = "line", edge: int = 16
    ) -> None:
        super().__init__()
        self._height, self._ground, self._line = height, ground, line
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.box = QHBoxLayout(self)
        self._edge = edge
        self.box.addStretch(1)
        self._left = 0
        self._fit()
        theme().changed.connect(self._fit)

    def _fit(self) -> None:
        look = theme()
        self.setFixedHeight(look.px(self._height))
        self.box.setContentsMargins(look.px(self._edge), 0, look.px(self._edge), 1)
        self.box.setSpacing(look.px(8))

    def add(self, *widgets: QWidget) -> None:
        """Add at the left, one after the other."""
        for widget in widgets:
            self.box.insertWidget(self._left, widget, 0, Qt.AlignmentFlag.AlignVCenter)
            self._left += 1

    def end(self, *widgets: QWidget) -> None:
        """Add at the right end."""
        for widget in widgets:
            self.box.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme()
        painter.fillRect(self.rect(), look.colour(self._ground))
        if self._line:
            painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour(self._line))


class YieldingLabel(QLabel):
    """One line that gives way when there is no room: it ends in "…" and a tooltip says the rest."""

    def __init__(self, text: str = "", style: str = "body", tone: str = "") -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", style)
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(1)
        self.setText(text)

    def text(self) -> str:
        """All of it, however much is shown."""
        return self._whole

    def setText(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        self._shorten()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 1, hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._shorten()

    def _shorten(self) -> None:
        room = max(self.width(), 1)
        fitting = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        super().setText(fitting)
        self.setToolTip("" if fitting == self._whole else self._whole)


class PageHeader(Bar):
    """Title and detail of a page at the left, its buttons at the right."""

    def __init__(self, title: str, detail: str = "") -> None:
        super().__init__(46)
        self.title = label(title, "page")
        self.detail = YieldingLabel(detail, "body", "second")
        self.add(self.title, self.detail)

    def set_text(self, title: str, detail: str = "") -> None:
        self.title.setText(title)
        self.detail.setText(detail)


class Pane(QWidget):
    """A titled pane: 40 px header with count and actions, then the content.

    F6 goes from pane to pane: focus lands on `focus_target`, the first added content by default.
    """

    def __init__(self, title: str = "", count: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(0)
        self.focus_target: QWidget | None = None
        self.header = Bar(40)
        self.title = label(title, "pane")
        self.count = YieldingLabel(count, "label", "second")
        self.header.add(self.title, self.count)
        self.box.addWidget(self.header)  # before it is shown: alone it would be a window
        self.header.setVisible(bool(title))

    def set_title(self, title: str, count: str = "") -> None:
        self.title.setText(title)
        self.count.setText(count)
        self.setAccessibleName(title)
        self.header.setVisible(bool(title))

    def add(self, content: QWidget, stretch: int = 0) -> None:
        self.box.addWidget(content, stretch)
        if self.focus_target is None and content.focusPolicy() != Qt.FocusPolicy.NoFocus:
            self.focus_target = content

    def tools(self, *widgets: QWidget) -> None:
        """Put these at the right of the header."""
        self.header.end(*widgets)

    def take_focus(self) -> None:
        """Put the keyboard into this pane."""
        target = self.focus_target or next(
            (w for w in self.findChildren(QWidget) if can_take_focus(w)), None
        )
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().colour("panel"))


class Section(QWidget):
    """A part of a pane: 10 px above and below, 16 px at the sides, a line under it."""

    def __init__(self, *, line: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = line
        # Minimum, not Maximum: wrapped text asks for its height only once the width is known.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.box = QVBoxLayout(self)
        self._fit()
        theme().changed.connect(self._fit)

    def _fit(self) -> None:
        look = theme()
        self.box.setContentsMargins(look.px(16), look.px(10), look.px(16), look.px(10) + 1)
        self.box.setSpacing(look.px(4))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._line:
            painter = QPainter(self)
            painter.fillRect(0, self.height() - 1, self.width(), 1, theme().colour("line"))


class Scroll(QScrollArea):
    """A pane's content that scrolls upright when it does not fit."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)


def can_take_focus(widget: QWidget) -> bool:
    """Whether Tab can reach the widget now."""
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(policy) and widget.isEnabled() and widget.isVisible()
