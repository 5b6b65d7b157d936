"""The four steps of an import as a line of circles, and the counts by which rows are shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.delegates.painting import CENTRE, LEFT, paint_focus, paint_text
from ui.theme import theme
from ui.widgets.segments import SegmentedControl, _Choice, keys_in_use

STEPS = ("File", "Sheet and header", "Match and preview", "Import")
_DOT, _GAP, _LINE = 20, 8, 28  # px at 100 %


class StepLine(QWidget):
    """Done steps with a tick, the present one filled, those to come as rings."""

    def __init__(self, steps: Sequence[str] = STEPS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = tuple(steps)
        self.current = 0
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)
        self.set_current(0)

    def set_current(self, step: int) -> None:
        """Show step 0 to 3 as the one at hand; 4 when all are done."""
        self.current = step
        words = self._steps[step] if step < len(self._steps) else "done"
        self.setAccessibleName(f"Step {min(step, 3) + 1} of {len(self._steps)}: {words}")
        self.updateGeometry()
        self.update()

    def _places(self) -> list[tuple[int, int]]:
        """Left edge of each step's circle, and the width of its words."""
        look = theme()
        found, x = [], look.px(2)
        for number, words in enumerate(self._steps):
            style = "strong" if number == self.current else "body"
            width = look.metrics(style).horizontalAdvance(words)
            found.append((x, width))
            x += look.px(_DOT + _GAP) + width + look.px(2 * _GAP + _LINE)
        return found

    def sizeHint(self) -> QSize:
        look = theme()
        left, width = self._places()[-1]
        return QSize(left + look.px(_DOT + _GAP) + width + look.px(4), look.px(_DOT + 6))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, (left, width) in enumerate(self._places()):
            dot = QRectF(left, (self.height() - look.px(_DOT)) / 2, look.px(_DOT), look.px(_DOT))
            self._paint_dot(painter, dot, number)
            now = number == self.current
            area = QRect(round(dot.right()) + look.px(_GAP), 0, width + look.px(4), self.height())
            tone = look.colour("text" if number <= self.current else "text2")
            words = self._steps[number]
            paint_text(painter, look, area, words, "strong" if now else "body", tone, LEFT)
            if number + 1 < len(self._steps):
                start = area.right() + look.px(_GAP) - look.px(4)
                y = self.height() / 2
                painter.setPen(QPen(look.colour("line2")))
                painter.drawLine(QPointF(start, y), QPointF(start + look.px(_LINE), y))

    def _paint_dot(self, painter: QPainter, dot: QRectF, number: int) -> None:
        look = theme()
        now, done = number == self.current, number < self.current
        accent = look.colour("accent")
        painter.setPen(QPen(accent if now or done else look.colour("ctl"), look.scale * 1.5))
        painter.setBrush(accent if now else look.colour("panel"))
        painter.drawEllipse(dot.adjusted(1, 1, -1, -1))
        if done:
            painter.setPen(QPen(accent, look.scale * 1.8))
            middle, unit = dot.center(), dot.width() / 10
            painter.drawPolyline(
                [
                    middle + QPointF(-2.2 * unit, 0.2 * unit),
                    middle + QPointF(-0.6 * unit, 1.8 * unit),
                    middle + QPointF(2.4 * unit, -1.7 * unit),
                ]
            )
            return
        tone = look.colour("on_accent" if now else "text2")
        area = dot.toAlignedRect()
        paint_text(painter, look, area, str(number + 1), "label-strong", tone, CENTRE)


class _Count(_Choice):
    """A number over its word, as wide as an eighth of the table."""

    def sizeHint(self) -> QSize:
        look = theme()
        wide = look.metrics("figure").horizontalAdvance(self.count)
        wide = max(wide, look.metrics("label").horizontalAdvance(self._plain()))
        return QSize(max(look.px(96), wide + look.px(30)), look.px(58))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, on = theme(), QPainter(self), self.isChecked()
        if on:
            painter.fillRect(self.rect(), look.colour("sel"))
            foot = self.rect().adjusted(0, self.height() - look.px(2), 0, 0)
            painter.fillRect(foot, look.colour("accent"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), look.colour("line"))
        left = look.px(16)
        top = QRect(left, look.px(6), self.width() - left, look.px(26))
        foot = QRect(left, look.px(33), self.width() - left, look.px(18))
        paint_text(painter, look, top, self.count, "figure", look.colour("text"), LEFT)
        tone = look.colour("text" if on else "text2")
        paint_text(painter, look, foot, self._plain(), "label", tone, LEFT)
        if self.hasFocus() and keys_in_use(self):
            paint_focus(painter, look, self.rect())


class CountBand(SegmentedControl):
    """The counts side by side; one of them says which rows are shown."""

    made_of = _Count

    def paintEvent(self, event: QPaintEvent) -> None:
        """The counts stand free, without the outline of a control."""

    def keys(self) -> tuple[str, ...]:
        return tuple(self._buttons)
