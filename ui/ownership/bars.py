"""A cell of two lines and a small bar: the words carry the number, the bar only shows its length.

No colour says anything here: the bar is of one ink, and what has no record is a dashed outline.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from ui.delegates.cells import Piece
from ui.delegates.painting import Placed, dashed_pen, lay_out, paint_pieces
from ui.delegates.rows import RowDelegate
from ui.models.columns import CELL, Index
from ui.theme import Theme, theme

_BAR, _GAP = 5, 3  # px at 100 %: the bar's height, and the space under the words
_LINE, _UNDER, _EDGE = 17, 16, 4  # the figure's line, the line under the bar, above and below


@dataclass(frozen=True, slots=True)
class Bar:
    """`share` from 0 to 1, None for no record; `mark` a tick at another share (an even one)."""

    words: str
    second: str = ""
    share: float | None = None
    mark: float | None = None
    strong: bool = False


class BarDelegate(RowDelegate):
    """Paints `Bar` cells, and all others as every list does."""

    def row_height(self) -> int:
        """The row of its kind, but never lower than two lines and the bar between them."""
        look = theme()
        return max(look.row(self.kind), look.px(_LINE + _GAP + _BAR + _UNDER + 2 * _EDGE) + 1)

    def cell_of(self, index: Index) -> Any:
        cell = index.data(CELL)
        return cell if isinstance(cell, Bar) else super().cell_of(index)

    def _paint_cell(
        self, painter: QPainter, look: Theme, inner: QRect, cell: Any, align: str = "left"
    ) -> None:
        if isinstance(cell, Bar):
            paint_pieces(painter, look, _words(look, cell, inner))
            _paint_bar(painter, look, _bar_rect(look, cell, inner), cell)
        else:
            super()._paint_cell(painter, look, inner, cell, align)

    def _placed(self, option: QStyleOptionViewItem, index: Index) -> list[Placed]:
        cell = self.cell_of(index)
        if isinstance(cell, Bar):
            return _words(theme(), cell, self.inner_rect(option, index))
        return super()._placed(option, index)


def _tall(look: Theme, cell: Bar) -> int:
    second = look.px(_UNDER) if cell.second else 0
    return look.px(_LINE) + look.px(_GAP + _BAR) + second


def _words(look: Theme, cell: Bar, inner: QRect) -> list[Placed]:
    top = inner.top() + max(0, (inner.height() - _tall(look, cell)) // 2)
    first = QRect(inner.left(), top, inner.width(), look.px(_LINE))
    style = "strong" if cell.strong else "body"
    tone = "second" if cell.share is None else ""
    placed = lay_out(look, [Piece(cell.words, tone=tone, style=style)], first)
    if cell.second:
        under = first.bottom() + 1 + look.px(_GAP + _BAR)
        second = QRect(inner.left(), under, inner.width(), look.px(_UNDER))
        placed += lay_out(look, [Piece(cell.second, tone="second")], second)
    return placed


def _bar_rect(look: Theme, cell: Bar, inner: QRect) -> QRectF:
    top = inner.top() + max(0, (inner.height() - _tall(look, cell)) // 2) + look.px(_LINE + 1)
    return QRectF(inner.left(), top, min(inner.width(), look.px(120)), look.px(_BAR))


def _paint_bar(painter: QPainter, look: Theme, frame: QRectF, cell: Bar) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    round_ = frame.height() / 2
    if cell.share is None:
        painter.setPen(dashed_pen(look))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), round_, round_)
        painter.restore()
        return
    # Without tints the empty part is an outline, or it would look full.
    painter.setPen(look.colour("text") if look.high_contrast else Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("panel" if look.high_contrast else "line"))
    painter.drawRoundedRect(frame, round_, round_)
    if cell.share > 0:
        filled = QRectF(frame)
        filled.setWidth(max(frame.height(), frame.width() * min(1.0, cell.share)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("text2"))
        painter.drawRoundedRect(filled, round_, round_)
    painter.restore()
    if cell.mark is not None:
        x = round(frame.left() + frame.width() * min(1.0, cell.mark))
        tick = QRect(
            x, round(frame.top()) - look.px(2), look.px(2), round(frame.height()) + look.px(4)
        )
        painter.fillRect(tick, look.colour("text"))
