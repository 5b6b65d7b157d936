"""Pieces of text, marks and chips as small widgets."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.delegates.cells import Piece, chip, rag_piece
from ui.delegates.painting import lay_out, paint_pieces, piece_width
from ui.theme import theme


class PieceLabel(QWidget):
    """Pieces on one line, painted as in tables; read out as their words.

    For chips, RAG chips, marks with words, anything `ui.delegates.cells` can say.
    """

    def __init__(self, pieces: Sequence[Piece] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.pieces: tuple[Piece, ...] = ()
        self.set_pieces(pieces)
        theme().changed.connect(self.updateGeometry)

    def set_pieces(self, pieces: Sequence[Piece]) -> None:
        self.pieces = tuple(pieces)
        self.setAccessibleName(", ".join(piece.spoken for piece in self.pieces))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        look = theme()
        widths = [piece_width(look, piece) for piece in self.pieces]
        width = sum(widths) + look.px(8) * max(0, len(widths) - 1)
        lines = [look.metrics(piece.style).height() for piece in self.pieces]
        boxed = any(piece.box for piece in self.pieces)
        return QSize(width, max([look.px(20) if boxed else 0, look.px(16), *lines]))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), theme().px(28)), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme()
        align = "right" if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else "left"
        area = QRect(0, 0, self.width(), self.height())
        placed = lay_out(look, self.pieces, area, align=align)
        paint_pieces(painter, look, placed)
        self.setToolTip("\n".join(item.piece.text for item in placed if item.cut))


class Chip(PieceLabel):
    """A chip that is not a rating: outline, strong, solid or dashed."""

    def __init__(self, text: str, kind: str = "outline", parent: QWidget | None = None) -> None:
        super().__init__([chip(text, kind)], parent)


class RagChip(PieceLabel):
    """A rating as shape and word. `rag`: "red", "amber", "green", "grey"."""

    def __init__(self, rag: str, word: str = "", parent: QWidget | None = None) -> None:
        super().__init__([rag_piece(rag, word)], parent)

    def set_rag(self, rag: str, word: str = "") -> None:
        self.set_pieces([rag_piece(rag, word)])
