"""Figures with their limits: meters, and the strip of facts above a chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cspdesk.charts.marks import MarkName
from ui.delegates.cells import Piece
from ui.delegates.painting import lay_out, paint_pieces, paint_text
from ui.theme import Theme, theme


@dataclass(frozen=True, slots=True)
class MeterView:
    """What a meter shows: `filled` and `limit` as shares of the bar from 0 to 1.

    Over the limit (`over`) the bar is amber and the words carry a triangle.
    """

    label: str
    figure: str
    beside: str
    filled: float
    limit: float | None = None
    words: str = ""
    over: bool = False

    @property
    def spoken(self) -> str:
        return f"{self.label}: {self.figure} {self.beside}. {self.words}".strip()


class Meter(QWidget):
    """Label, figure with its limit, a 6 px bar with a tick at the limit, one line of words."""

    def __init__(self, view: MeterView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_view(view)
        theme().changed.connect(self.updateGeometry)

    def set_view(self, view: MeterView) -> None:
        self.view = view
        self.setAccessibleName(view.spoken)
        self.setToolTip(view.words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(150), theme().px(84))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(110), theme().px(84))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, view = theme(), QPainter(self), self.view
        area = self.rect()

        def line(top: int, height: int) -> QRect:
            return QRect(0, look.px(top), area.width(), look.px(height))

        paint_pieces(painter, look, lay_out(look, [_caption(view.label)], line(0, 16)))
        figure = [Piece(view.figure, style="figure"), Piece(view.beside, tone="second")]
        paint_figure(painter, look, line(20, 26), figure)
        self._paint_bar(painter, look, look.px(54))
        paint_pieces(painter, look, lay_out(look, [_words(view)], line(66, 16)))

    def _paint_bar(self, painter: QPainter, look: Theme, top: int) -> None:
        view, height = self.view, look.px(6)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # Without tints the empty part is an outline, or it would look full.
        edge = look.colour("text") if look.high_contrast else Qt.PenStyle.NoPen
        painter.setPen(edge)
        track = "panel" if look.high_contrast else "line"
        for share, colour in ((1.0, track), (view.filled, "amber" if view.over else "accent")):
            if share > 0:
                width = max(height, round(self.width() * min(1.0, share)))
                painter.setBrush(look.colour(colour))
                painter.drawRoundedRect(QRectF(0, top, width, height), height / 2, height / 2)
        painter.restore()
        if view.limit is not None:
            x = round((self.width() - look.px(2)) * min(1.0, max(0.0, view.limit)))
            painter.fillRect(x, top - look.px(3), look.px(2), look.px(12), look.colour("text"))


@dataclass(frozen=True, slots=True)
class Fact:
    """A label over a figure or a chip; `beside` follows the figure in small text."""

    label: str
    pieces: tuple[Piece, ...]

    @property
    def spoken(self) -> str:
        return f"{self.label}: " + " ".join(piece.spoken for piece in self.pieces)


class FactsStrip(QWidget):
    """Facts side by side, upright lines between them, a line under the strip."""

    def __init__(self, facts: Sequence[Fact] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.facts: tuple[Fact, ...] = ()
        self.set_facts(facts)
        theme().changed.connect(self.updateGeometry)

    def set_facts(self, facts: Sequence[Fact]) -> None:
        self.facts = tuple(facts)
        self.setAccessibleName(". ".join(fact.spoken for fact in self.facts))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(130) * max(1, len(self.facts)), theme().px(60))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(80) * max(1, len(self.facts)), theme().px(60))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.fillRect(self.rect(), look.colour("panel"))
        count = max(1, len(self.facts))
        for place, fact in enumerate(self.facts):
            left, right = (self.width() * at // count for at in (place, place + 1))
            if place:
                painter.fillRect(left, 0, 1, self.height(), look.colour("line"))
            inner = left + look.px(16), right - left - look.px(20)
            top = QRect(inner[0], look.px(9), inner[1], look.px(16))
            figure = QRect(inner[0], look.px(26), inner[1], look.px(26))
            paint_pieces(painter, look, lay_out(look, [_caption(fact.label)], top))
            paint_figure(painter, look, figure, list(fact.pieces))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour("line"))


def figure(value: str, beside: str = "", mark: MarkName | None = None) -> tuple[Piece, ...]:
    """A large figure with small words beside it ("+39%", "Worse", MarkName.UP)."""
    pieces = (Piece(value, style="figure"),)
    return (*pieces, Piece(beside, mark, "second")) if beside else pieces


def paint_figure(painter: QPainter, look: Theme, area: QRect, pieces: list[Piece]) -> None:
    """Large and small text on one base line."""
    placed = lay_out(look, pieces, area, gap=5)
    drop = look.px(3) if any(p.style == "figure" for p in pieces) else 0
    for item in placed:
        if item.piece.style == "figure":
            paint_text(painter, look, item.box, item.text, "figure")
        else:
            lowered = item.box.translated(0, drop)
            paint_pieces(painter, look, lay_out(look, [item.piece], lowered))


def _caption(words: str) -> Piece:
    return Piece(words, tone="second", style="label-strong")


def _words(view: MeterView) -> Piece:
    if view.over:
        return Piece(view.words, MarkName.AMBER, "amber", style="label-strong")
    return Piece(view.words, tone="second")
