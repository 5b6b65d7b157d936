"""RAG by priority: a tally over small tiles, each the shape of its rating over its code."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from cspdesk.kpis.records import IndicatorGroup, IndicatorLine
from db.vocabulary import Rag
from ui.delegates.cells import RAG_MARKS, Piece, rag_words
from ui.delegates.painting import mark_colour, paint_box, paint_focus, paint_text, text_colour
from ui.marks import draw_mark
from ui.theme import label, theme
from ui.widgets.chips import PieceLabel
from ui.widgets.flow import FlowLayout
from ui.widgets.pane import Section
from ui.widgets.segments import keys_in_use

WIDE, HIGH = 36, 36
_ORDER = (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.GREY)
_WORDS = {Rag.RED: "red", Rag.AMBER: "amber", Rag.GREEN: "green", Rag.GREY: "not rated"}

Open = Callable[[int], object]


def tally_pieces(group: IndicatorGroup) -> list[Piece]:
    """ "3 red", "4 amber", "2 green", "1 not rated"; ratings nobody carries are left out."""
    return [
        rag_words(rag.value, f"{count} {_WORDS[rag]}") for rag, count in group.tally.counts if count
    ]


class TileRow(Section):
    """One priority. Left and Right go between its tiles, Enter opens one; one Tab stop."""

    def __init__(self, group: IndicatorGroup, opened: Open | None) -> None:
        super().__init__()
        self.setAccessibleName(group.name)
        head = QHBoxLayout()
        self.name, self.tally = label(group.name, "strong"), PieceLabel(tally_pieces(group))
        head.addWidget(self.name)
        head.addStretch(1)
        head.addWidget(self.tally)
        self.box.addLayout(head)
        lines = sorted(group.lines, key=lambda line: _ORDER.index(line.shown))
        self.tiles = [Tile(self, line, opened) for line in lines]
        held = QWidget()
        flow = FlowLayout(held, theme().px(5))
        for tile in self.tiles:
            flow.addWidget(tile)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        held.setSizePolicy(policy)
        self.box.addWidget(held)
        if self.tiles and opened:
            self.give_stop(self.tiles[0])

    def give_stop(self, chosen: Tile) -> None:
        for tile in self.tiles:
            strong = tile is chosen
            tile.setFocusPolicy(Qt.FocusPolicy.StrongFocus if strong else Qt.FocusPolicy.ClickFocus)

    def step_by(self, tile: Tile, by: int) -> None:
        """Move the keyboard to a neighbour."""
        place = self.tiles.index(tile) + by
        if 0 <= place < len(self.tiles):
            self.give_stop(self.tiles[place])
            self.tiles[place].setFocus(Qt.FocusReason.TabFocusReason)


class Tile(QAbstractButton):
    """One indicator. Its name says what colour and code alone cannot."""

    def __init__(self, row: TileRow, line: IndicatorLine, opened: Open | None) -> None:
        super().__init__(row)
        self.line, self._row = line, row
        said = f"{line.code} {line.name}: {_WORDS[line.shown]}"
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if opened is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.clicked.connect(lambda _on=False: opened(line.id))
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        look = theme()
        code = look.metrics("label-strong").horizontalAdvance(self.line.code) + look.px(10)
        return QSize(max(look.px(WIDE), code), look.px(HIGH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if by is not None:
            self._row.step_by(self, by)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        rag = self.line.shown.value
        kind, tone = ("dashed", "second") if rag == "grey" else ("tint", rag)
        paint_box(painter, look, self.rect(), kind, tone)
        size = look.px(11)
        mark = QRectF((self.width() - size) / 2, look.px(5), size, size)
        draw_mark(painter, RAG_MARKS[rag], mark, mark_colour(look, tone), look.colour("panel"))
        area = QRect(0, look.px(17), self.width(), look.px(17))
        colour = text_colour(look, tone)
        centre = Qt.AlignmentFlag.AlignCenter
        paint_text(painter, look, area, self.line.code, "label-strong", colour, centre)
        if self.hasFocus() and keys_in_use(self):
            paint_focus(painter, look, self.rect())
