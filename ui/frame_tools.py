"""What stands right of the tabs: the way to find anything, and screens without a tab."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy

from ui.delegates.painting import paint_focus, paint_keys, paint_text
from ui.keys import keys_in_use
from ui.pages import PageSpec
from ui.theme import theme
from ui.widgets.buttons import SecondaryButton
from ui.widgets.tabs import TabStrip

MORE = "More"


def add_tools(strip: TabStrip, pages: Sequence[PageSpec], go: Callable[[str], object]) -> None:
    """What finds anything, and a button for each screen without a tab.

    Those marked `more` share one button's menu.
    """
    strip.add_tool(FindButton(strip))
    rest = [spec for spec in pages if spec.more]
    if rest:
        strip.add_tool(_more_button(strip, rest, go))
    for spec in pages:
        if not spec.tab and not spec.more:
            words = spec.title if spec.key == "meeting" else f"{spec.title}…"
            button = SecondaryButton(words, partial(go, spec.key), compact=True)
            button.setToolTip(spec.shortcut)
            strip.add_tool(button)


def _name(button: SecondaryButton, title: str) -> None:
    """While one of its screens is in front the button says which: no tab does."""
    button.setText(title or MORE)
    button.setAccessibleName(f"More screens, {title} is shown" if title else "More screens")


def _more_button(
    strip: TabStrip, pages: Sequence[PageSpec], go: Callable[[str], object]
) -> SecondaryButton:
    button = SecondaryButton(MORE, compact=True)
    button.setAccessibleName("More screens")
    titles = {spec.key: spec.title for spec in pages}
    strip.tabs.shown.connect(lambda key: _name(button, titles.get(key, "")))
    menu = QMenu(button)
    for spec in pages:
        action = menu.addAction(spec.title)
        # Shown, not set: the View menu holds the key itself, and two owners would silence it.
        if spec.shortcut:
            action.setText(f"{spec.title}\t{spec.shortcut}")
        action.triggered.connect(lambda _on=False, key=spec.key: go(key))
    button.setMenu(menu)
    return button


class FindButton(QAbstractButton):
    """Looks like the field it opens. Where tabs need the room only its sign is left."""

    WORDS, KEYS = "Find or go to", "Ctrl+K"

    def __init__(self, strip: TabStrip) -> None:
        super().__init__(strip)
        self._strip, self._bare = strip, False
        self.setAccessibleName(self.WORDS)
        self.setToolTip(f"{self.WORDS} ({self.KEYS})")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _on=False: self._open())
        strip.installEventFilter(self)
        theme().changed.connect(self.updateGeometry)

    def _open(self) -> None:
        from ui.finding import open_palette

        open_palette(self.window())

    def sizeHint(self) -> QSize:
        look = theme()
        return QSize(look.px(28) if self._bare else self._whole(), look.px(24))

    def _whole(self) -> int:
        look = theme()
        words = look.metrics("label").horizontalAdvance(self.WORDS)
        return words + look.metrics("tick").horizontalAdvance(self.KEYS) + look.px(66)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            bare = self._strip.room_for_tabs() + self.sizeHint().width() < (
                self._strip.tabs.sizeHint().width() + self._whole()
            )
            if bare != self._bare:
                self._bare = bare
                self.updateGeometry()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("accent" if self.underMouse() else "ctl")))
        painter.setBrush(look.colour("field"))
        radius = look.px(4)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        self._paint_glass(painter)
        if not self._bare:
            words = QRect(look.px(28), 0, self.width(), self.height())
            paint_text(painter, look, words, self.WORDS, "label", look.colour("text2"))
            keys = look.metrics("tick").horizontalAdvance(self.KEYS) + look.px(14)
            paint_keys(painter, look, QRect(self.width() - keys, 0, keys, self.height()), self.KEYS)
        if self.hasFocus() and keys_in_use(self):
            paint_focus(painter, look, self.rect().adjusted(2, 2, -2, -2))

    def _paint_glass(self, painter: QPainter) -> None:
        """Drawn here: the set of marks is not loaded when the frame is first painted."""
        look = theme()
        size, middle = look.px(8), self.height() / 2
        painter.setPen(QPen(look.colour("text2"), look.px(10) / 7))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        left, top = look.px(9), middle - size * 0.65
        painter.drawEllipse(QRectF(left, top, size, size))
        start = QPointF(left + size * 0.86, top + size * 0.86)
        painter.drawLine(start, start + QPointF(size * 0.45, size * 0.45))
