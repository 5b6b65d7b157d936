"""A cell of two lines: words that run on in the second, or words over a note of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from cspdesk.charts.mark_names import MarkName
from ui.delegates.cells import Piece
from ui.delegates.painting import Placed, lay_out, paint_pieces
from ui.delegates.rows import RowDelegate
from ui.models.columns import CELL, Index
from ui.theme import Theme, theme
from ui.widgets.tables import RowsView

_LINE = 17  # px at 100 %


@dataclass(frozen=True, slots=True)
class Wrapped:
    """`note` stands under the words, with a mark; without one the words take both lines."""

    words: str
    note: str = ""
    tone: str = ""
    style: str = "label"

    @property
    def spoken(self) -> str:
        return ", ".join(part for part in (self.words, self.note) if part)


class WrapDelegate(RowDelegate):
    """Paints `Wrapped` cells, and all others as every list does."""

    def cell_of(self, index: Index) -> Any:
        cell = index.data(CELL)
        return cell if isinstance(cell, Wrapped) else super().cell_of(index)

    def _paint_cell(
        self, painter: QPainter, look: Theme, inner: QRect, cell: Any, align: str = "left"
    ) -> None:
        if isinstance(cell, Wrapped):
            paint_pieces(painter, look, placed_lines(look, cell, inner))
        else:
            super()._paint_cell(painter, look, inner, cell, align)

    def _placed(self, option: QStyleOptionViewItem, index: Index) -> list[Placed]:
        cell = self.cell_of(index)
        if isinstance(cell, Wrapped):
            return placed_lines(theme(), cell, self.inner_rect(option, index))
        return super()._placed(option, index)


def use_wrapping(view: RowsView) -> None:
    """Give a table rows of two lines, and cells whose words run on."""
    view.delegate = WrapDelegate("agenda", parent=view)
    view.setItemDelegate(view.delegate)
    view._resize_rows()


def placed_lines(look: Theme, cell: Wrapped, inner: QRect) -> list[Placed]:
    """Where the lines of a cell go; the last is cut where it does not fit."""
    pieces = [Piece(line, tone=cell.tone, style=cell.style) for line in _lines(look, cell, inner)]
    if cell.note:
        pieces.append(Piece(cell.note, MarkName.AMBER, "amber"))
    tall = look.px(_LINE)
    top = inner.top() + max(0, (inner.height() - tall * len(pieces)) // 2)
    return [
        placed
        for place, piece in enumerate(pieces)
        for placed in lay_out(
            look, [piece], QRect(inner.left(), top + place * tall, inner.width(), tall)
        )
    ]


def _lines(look: Theme, cell: Wrapped, inner: QRect) -> list[str]:
    """The words on one line, or on two cut between words."""
    measure = look.metrics(cell.style).horizontalAdvance
    if cell.note or measure(cell.words) <= inner.width():
        return [cell.words]
    words = cell.words.split()
    taken = 1
    while taken < len(words) and measure(" ".join(words[: taken + 1])) <= inner.width():
        taken += 1
    rest = " ".join(words[taken:])
    return [" ".join(words[:taken]), *([rest] if rest else [])]
