"""Choices side by side: segments in a filter row, and the sub-tabs of a page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from ui.delegates.painting import CENTRE, paint_focus, paint_text
from ui.keys import keys_in_use as keys_in_use
from ui.theme import theme


class _Choice(QAbstractButton):
    """One choice; arrow keys go from one to the next inside its group."""

    def __init__(self, text: str, count: str = "") -> None:
        super().__init__()
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_text(text, count)

    def set_text(self, text: str, count: str = "") -> None:
        self.setText(text)
        self.count = count
        self.setAccessibleName(f"{text.replace('&', '')} {count}".strip())
        self.updateGeometry()
        self.update()

    def _plain(self) -> str:
        return self.text().replace("&", "")


class _Segment(_Choice):
    compact = False

    def sizeHint(self) -> QSize:
        look, style = theme(), "label-strong" if self.compact else "strong"
        words = f"{self._plain()} {self.count}".strip()
        side = look.px(16 if self.compact else 20)
        height = look.px(24 if self.compact else 28)
        return QSize(look.metrics(style).horizontalAdvance(words) + side, height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, on = theme(), QPainter(self), self.isChecked()
        if on:
            bottom = self.rect().adjusted(0, self.height() - look.px(2) - 1, 0, -1)
            painter.fillRect(bottom, look.colour("accent"))
        size = "label" if self.compact else "body"
        style = {"label": "label-strong", "body": "strong"}[size] if on else size
        tone = "text" if on else "text2" if self.isEnabled() else "text3"
        words = f"{self.text()} {self.count}".strip()
        flags = CENTRE | Qt.TextFlag.TextShowMnemonic
        paint_text(painter, look, self.rect(), words, style, look.colour(tone), flags)
        if self.hasFocus() and keys_in_use(self):
            paint_focus(painter, look, self.rect())


class _Choices(QWidget):
    """Exclusive choices by key. `chosen(key)` follows the officer's choice, not `choose`."""

    chosen = Signal(str)
    made_of: type[_Choice] = _Choice

    def __init__(
        self, choices: Sequence[tuple[str, str]], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, _Choice] = {}
        self.box = QHBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(0)
        for key, text in choices:
            button = self.made_of(text)
            self._buttons[key] = button
            self._group.addButton(button)
            self.box.addWidget(button)
            button.clicked.connect(lambda _on=False, key=key: self.chosen.emit(key))
        if choices:
            self.choose(choices[0][0])
        theme().changed.connect(self.updateGeometry)

    @property
    def current(self) -> str:
        """The key of the choice made."""
        return next((k for k, button in self._buttons.items() if button.isChecked()), "")

    def choose(self, key: str) -> None:
        """Set the choice without announcing it; a key that is no choice clears it."""
        self._group.setExclusive(False)
        for other, button in self._buttons.items():
            button.setChecked(other == key)
        self._group.setExclusive(True)
        self.update()

    def set_text(self, key: str, text: str, count: str = "") -> None:
        self._buttons[key].set_text(text, count)
        self.updateGeometry()

    def button(self, key: str) -> QAbstractButton:
        return self._buttons[key]


class SegmentedControl(_Choices):
    """Segments in one outline: `SegmentedControl([("open", "Open"), …], name="Show")`."""

    made_of = _Segment

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        name: str,
        *,
        compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(choices, name, parent)
        for button in self._buttons.values():
            button.compact = compact  # type: ignore[attr-defined]

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        outline = QPainterPath()
        outline.addRoundedRect(frame, look.px(4), look.px(4))
        painter.fillPath(outline, look.colour("button"))
        painter.save()
        painter.setClipPath(outline)
        for button in self._buttons.values():
            if button.isChecked():
                painter.fillRect(button.geometry(), look.colour("sel"))
            if button.x() > 0:
                painter.fillRect(button.x(), 0, 1, self.height(), look.colour("line2"))
        painter.restore()
        painter.setPen(QPen(look.colour("ctl")))
        painter.drawPath(outline)


class _SubTab(_Choice):
    def sizeHint(self) -> QSize:
        look = theme()
        width = look.metrics("subtab-strong").horizontalAdvance(self._plain()) + look.px(20)
        if self.count:
            width += look.metrics("subtab").horizontalAdvance(self.count) + look.px(6)
        return QSize(width, look.px(43))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, on = theme(), QPainter(self), self.isChecked()
        style = "subtab-strong" if on else "subtab"
        tone = look.colour("text" if on else "text2")
        inner = self.rect().adjusted(look.px(10), 0, 0, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic
        paint_text(painter, look, inner, self.text(), style, tone, flags)
        width = look.metrics(style).horizontalAdvance(self._plain())
        rest = QRect(inner.left() + width + look.px(6), 0, self.width(), self.height())
        paint_text(painter, look, rest, self.count, "subtab", look.colour("text2"))
        if on:
            bar = self.rect().adjusted(0, self.height() - look.px(2), 0, 0)
            painter.fillRect(bar, look.colour("accent"))
        if self.hasFocus() and keys_in_use(self):
            paint_focus(painter, look, self.rect().adjusted(0, 2, 0, -2))


class SubTabs(_Choices):
    """The views of a page: words with a count, the chosen one underlined. Put it in a Bar(44)."""

    made_of = _SubTab

    def __init__(
        self, choices: Sequence[tuple[str, str]], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(choices, name, parent)
        self.box.setSpacing(2)
