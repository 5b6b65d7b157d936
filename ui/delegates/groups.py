"""The row above a group: chevron, name, detail, tallies at the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter

from cspdesk.charts.marks import MarkName
from ui.delegates.cells import Piece
from ui.delegates.painting import lay_out, paint_focus, paint_pieces
from ui.marks import draw_mark
from ui.models.grouped import Group, Tally
from ui.theme import Theme


def paint_group(
    painter: QPainter,
    theme: Theme,
    row: QRect,
    group: Group[Any],
    *,
    chevron: str = "",
    chosen: bool = False,
) -> None:
    """Paint a group row over the whole width. `chevron`: "down", "right" or "" for none."""
    painter.save()
    painter.fillRect(row, theme.colour("subtle"))
    painter.fillRect(row.left(), row.bottom(), row.width(), 1, theme.colour("line2"))
    inner = row.adjusted(theme.px(16), 0, -theme.px(16), -1)
    if chevron:
        size = theme.px(12)
        square = QRectF(inner.left() - theme.px(2), inner.center().y() - size / 2 + 0.5, size, size)
        draw_mark(painter, MarkName(f"chevron_{chevron}"), square, theme.colour("text2"))
        inner.setLeft(inner.left() + theme.px(18))
    tallies = lay_out(theme, [_tally(t) for t in group.tallies], inner, 12, "right")
    paint_pieces(painter, theme, tallies)
    if tallies:
        inner.setRight(tallies[0].box.left() - theme.px(12))
    paint_pieces(painter, theme, lay_out(theme, _title(group), inner))
    if chosen:
        paint_focus(painter, theme, row)
    painter.restore()


def _title(group: Group[Any]) -> list[Piece]:
    pieces = [Piece(group.title, style="strong")]
    if group.detail:
        pieces.append(Piece(group.detail, tone="second"))
    return pieces


def _tally(tally: Tally) -> Piece:
    style = "label-strong" if tally.tone in ("red", "amber", "green") else "label"
    return Piece(tally.text, tally.mark, tally.tone or "second", style=style)
