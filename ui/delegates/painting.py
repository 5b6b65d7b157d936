"""How pieces are laid out and painted; one layout serves painting, links and tooltips."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from cspdesk.charts.mark_names import MarkName
from ui.marks import draw_mark
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.delegates.cells import Piece

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter

_TEXT_TONES = {
    "": "text", "second": "text2", "hint": "text3", "accent": "accent",
    "red": "red_text", "amber": "amber_text", "green": "green_text",
}  # fmt: skip
_MARK_TONES = {
    "": "text2", "second": "text2", "hint": "text2", "accent": "accent",
    "red": "red", "amber": "amber", "green": "green",
}  # fmt: skip


class Placed(NamedTuple):
    """A piece with its box and the text that fits it."""

    piece: Piece
    box: QRect
    text: str

    @property
    def cut(self) -> bool:
        return self.text != self.piece.text


def text_colour(theme: Theme, tone: str) -> QColor:
    return theme.colour(_TEXT_TONES[tone])


def mark_colour(theme: Theme, tone: str) -> QColor:
    return theme.colour(_MARK_TONES[tone])


def piece_width(theme: Theme, piece: Piece) -> int:
    """Pixels the piece wants, box and mark included."""
    width = theme.metrics(piece.style).horizontalAdvance(piece.text)
    if piece.mark:
        width += _mark_size(theme, piece) + (theme.px(5) if piece.text else 0)
    if piece.box:
        width += theme.px(14)
    return width


def lay_out(
    theme: Theme, pieces: Sequence[Piece], area: QRect, gap: int = 8, align: str = "left"
) -> list[Placed]:
    """Put pieces on one line; what does not fit is cut with an ellipsis, the longest text first."""
    space = theme.px(gap)
    widths = [piece_width(theme, piece) for piece in pieces]
    over = sum(widths) + space * max(0, len(pieces) - 1) - area.width()
    if over > 0 and pieces:
        _shrink(theme, pieces, widths, over)
    x = area.left() + (max(0, -over) if align == "right" else 0)
    if align == "centre":
        x += max(0, -over) // 2
    placed = []
    for piece, width in zip(pieces, widths, strict=True):
        box = QRect(x, area.top(), width, area.height())
        placed.append(Placed(piece, box, _fitting(theme, piece, width)))
        x += width + space
    return placed


def _shrink(theme: Theme, pieces: Sequence[Piece], widths: list[int], over: int) -> None:
    """Take `over` pixels from the widest pieces; a rating or link is cut only after the rest."""
    order = sorted(
        range(len(pieces)), key=lambda i: (bool(pieces[i].box or pieces[i].link), -widths[i])
    )
    for place in order:
        least = theme.px(28)
        take = min(over, max(0, widths[place] - least))
        widths[place] -= take
        over -= take
        if over <= 0:
            return


def _fitting(theme: Theme, piece: Piece, width: int) -> str:
    if width >= piece_width(theme, piece):
        return piece.text  # eliding at the exact width would cut for a fraction of a pixel
    metrics = theme.metrics(piece.style)
    room = width - (piece_width(theme, piece) - metrics.horizontalAdvance(piece.text))
    return metrics.elidedText(piece.text, Qt.TextElideMode.ElideRight, max(0, room))


def paint_pieces(painter: QPainter, theme: Theme, placed: Sequence[Placed]) -> None:
    for item in placed:
        paint_piece(painter, theme, item)


def paint_piece(painter: QPainter, theme: Theme, item: Placed) -> None:
    """Paint one piece: its box, its mark, its text."""
    piece, box = item.piece, item.box
    inner = QRect(box)
    if piece.box:
        frame = middle(box, theme.px(20))
        paint_box(painter, theme, frame, piece.box, piece.tone)
        inner.adjust(theme.px(7), 0, -theme.px(7), 0)
    if piece.mark:
        size = _mark_size(theme, piece)
        square = QRectF(inner.left(), inner.center().y() + 0.5 - size / 2, size, size)
        tone = mark_colour(theme, piece.tone)
        draw_mark(painter, piece.mark, square, tone, theme.colour("panel"))
        inner.setLeft(inner.left() + size + theme.px(5))
    colour = theme.colour("panel") if piece.box == "solid" else text_colour(theme, piece.tone)
    paint_text(painter, theme, inner, item.text, piece.style, colour)
    if piece.link:
        _underline(painter, theme, inner, item.text, piece.style, colour)


def paint_text(
    painter: QPainter,
    theme: Theme,
    area: QRect,
    words: str,
    style: str = "body",
    colour: QColor | None = None,
    align: Qt.AlignmentFlag = LEFT,
) -> None:
    """One line of text, centred upright in the area. No cutting: pass what fits."""
    painter.setFont(theme.font(style))
    painter.setPen(colour or theme.colour("text"))
    painter.drawText(area, align | Qt.TextFlag.TextSingleLine, words)


def paint_box(painter: QPainter, theme: Theme, frame: QRect, kind: str, tone: str = "") -> None:
    """The outline or fill of a chip."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = theme.px(4)
    outline = QRectF(frame).adjusted(0.5, 0.5, -0.5, -0.5)
    if kind == "tint":
        painter.setPen(tint_pen(theme, tone))
        painter.setBrush(theme.colour(f"{tone}_bg"))
    elif kind == "solid":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("text2"))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_OUTLINES[kind](theme))
    painter.drawRoundedRect(outline, radius, radius)
    painter.restore()


def tint_pen(theme: Theme, tone: str) -> QPen:
    """A chip's edge: none, but an outline where the system allows no tints."""
    if theme.high_contrast:
        return QPen(theme.colour(_MARK_TONES[tone]))
    return QPen(Qt.PenStyle.NoPen)


def dashed_pen(theme: Theme) -> QPen:
    """The dashed outline that always means "not there"."""
    pen = QPen(theme.colour("ctl"), 1)
    pen.setDashPattern([3, 2])
    return pen


_OUTLINES = {
    "outline": lambda theme: QPen(theme.colour("line2")),
    "strong": lambda theme: QPen(theme.colour("text2")),
    "dashed": dashed_pen,
}


def paint_tick_box(painter: QPainter, theme: Theme, area: QRect, ticked: bool) -> QRect:
    """A 15 px tick box in the middle of the area; returns where it lies."""
    size = theme.px(15)
    frame = QRect(0, 0, size, size)
    frame.moveCenter(area.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.colour("accent" if ticked else "ctl"))
    painter.setBrush(theme.colour("accent" if ticked else "field"))
    painter.drawRoundedRect(QRectF(frame).adjusted(0.5, 0.5, -0.5, -0.5), theme.px(3), theme.px(3))
    if ticked:
        inner = QRectF(frame).adjusted(2, 2, -2, -2)
        draw_mark(painter, MarkName.TICK, inner, theme.colour("on_accent"))
    painter.restore()
    return frame


def paint_keys(painter: QPainter, theme: Theme, area: QRect, keys: str) -> int:
    """Key caps ("Alt+↑") at the left of the area; returns the width they took."""
    metrics = theme.metrics("tick")
    width = metrics.horizontalAdvance(keys) + theme.px(8)
    cap = middle(QRect(area.left(), area.top(), width, area.height()), theme.px(16))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.colour("line2"))
    painter.setBrush(theme.colour("subtle"))
    painter.drawRoundedRect(QRectF(cap).adjusted(0.5, 0.5, -0.5, -0.5), theme.px(3), theme.px(3))
    painter.restore()
    paint_text(painter, theme, cap, keys, "tick", theme.colour("text2"), CENTRE)
    return width


def paint_spark(
    painter: QPainter, theme: Theme, area: QRect, points: Sequence[float | None]
) -> None:
    """A line of figures filling the area, the last one marked with a dot."""
    from PySide6.QtGui import QPolygonF

    known = [value for value in points if value is not None]
    if len(known) < 2:
        return
    low, high = min(known), max(known)
    inner = QRectF(area).adjusted(2, 3, -3, -3)
    step = inner.width() / (len(points) - 1)
    spread = (high - low) or 1.0
    at = [
        None
        if value is None
        else QPointF(
            inner.left() + place * step,
            inner.center().y()
            if high == low
            else inner.bottom() - (value - low) / spread * inner.height(),
        )
        for place, value in enumerate(points)
    ]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(theme.colour("text2"), 1.25 * theme.scale)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    for run in _unbroken(at):
        painter.drawPolyline(QPolygonF(run))
    last = next(point for point in reversed(at) if point is not None)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("text"))
    painter.drawEllipse(last, 2.2 * theme.scale, 2.2 * theme.scale)
    painter.restore()


def _unbroken(points: Sequence[QPointF | None]) -> list[list[QPointF]]:
    found: list[list[QPointF]] = [[]]
    for point in points:
        if point is None:
            found.append([])
        else:
            found[-1].append(point)
    return [run for run in found if len(run) > 1]


def paint_focus(painter: QPainter, theme: Theme, frame: QRect, width: int = 2) -> None:
    """The 2 px accent frame of what has the keyboard."""
    painter.save()
    pen = QPen(theme.colour("accent"), theme.px(width))
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = theme.px(width) / 2
    painter.drawRect(QRectF(frame).adjusted(half, half, -half, -half))
    painter.restore()


def middle(area: QRect, height: int) -> QRect:
    """The part of that height in the middle of the area."""
    return QRect(area.left(), area.top() + (area.height() - height) // 2, area.width(), height)


def _underline(
    painter: QPainter, theme: Theme, area: QRect, words: str, style: str, colour: QColor
) -> None:
    metrics = theme.metrics(style)
    y = area.center().y() + metrics.ascent() / 2 + theme.px(2)
    width = metrics.horizontalAdvance(words)
    painter.fillRect(QRectF(area.left(), round(y), width, theme.px(1)), colour)


def _mark_size(theme: Theme, piece: Piece) -> int:
    return theme.px(10 if piece.box or piece.tone in ("red", "amber", "green") else 12)
