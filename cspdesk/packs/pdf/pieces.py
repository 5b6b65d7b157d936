"""Laid-out slices of a document, and how they are put on pages.

A block becomes pieces, top to bottom. A piece has a height, draws itself, and may be cut in two
where
a page ends. Nothing here knows what is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from cspdesk.packs.pdf.pen import Pen

Draw: TypeAlias = Callable[[Pen, float, float], None]  # pen, left edge, top edge
Cut: TypeAlias = "Callable[[float], tuple[Piece, Piece] | None]"  # room on this page
Under: TypeAlias = Callable[[Pen, float, float, float, bool, bool], None]

_SLACK = 0.05


@dataclass(slots=True)
class Piece:
    """`gap` is white space above, left out at the top of a page; `hold` keeps the next piece with
    it.

    `repeat` is drawn before it when it comes first on a later page (headings of a table), `at_top`
    besides it then (the name of a group that goes on). `keys` are the places it begins.
    """

    height: float
    draw: Draw
    gap: float = 0.0
    hold: bool = False
    cut: Cut | None = None
    repeat: Piece | None = None
    at_top: Draw | None = None
    keys: tuple[str, ...] = ()
    new_page: bool = False


def nothing(_pen: Pen, _x: float, _top: float) -> None:
    """Draws nothing."""


def total_height(pieces: Sequence[Piece]) -> float:
    """Height of pieces one under the other, without the gap above the first."""
    return sum(p.height + p.gap for p in pieces) - (pieces[0].gap if pieces else 0.0)


def shifted(piece: Piece, dx: float) -> Piece:
    """The piece further right."""
    return wrapped(piece, dx, 0.0, 0.0, None)


def wrapped(
    piece: Piece,
    dx: float,
    above: float,
    below: float,
    under: Under | None,
    first: bool = True,
    last: bool = True,
) -> Piece:
    """The piece with padding; `under` draws behind it and is told whether it begins or ends the
    box.
    """
    if under is None and not above and not below and not dx:
        return piece
    height = piece.height + above + below

    def draw(pen: Pen, x: float, top: float) -> None:
        if under is not None:
            under(pen, x, top, height, first, last)
        piece.draw(pen, x + dx, top - above)

    def cut(room: float) -> tuple[Piece, Piece] | None:
        parts = piece.cut(room - above) if piece.cut else None
        if parts is None:
            return None
        head, tail = parts
        return (
            wrapped(head, dx, above, 0.0, under, first, False),
            wrapped(tail, dx, 0.0, below, under, False, last),
        )

    at_top = piece.at_top
    return replace(
        piece,
        height=height,
        draw=draw,
        cut=cut if piece.cut else None,
        repeat=shifted(piece.repeat, dx) if piece.repeat else None,
        at_top=(lambda pen, x, top: at_top(pen, x + dx, top - above)) if at_top else None,
    )


def boxed(
    pieces: Sequence[Piece], dx: float, above: float, below: float, under: Under
) -> list[Piece]:
    """Pieces inside one box that may run over pages: gaps become part of the pieces."""
    out: list[Piece] = []
    for i, piece in enumerate(pieces):
        first, last = i == 0, i == len(pieces) - 1
        pad = above if first else piece.gap
        out.append(
            replace(
                wrapped(piece, dx, pad, below if last else 0.0, under, first, last),
                gap=piece.gap if first else 0.0,
            )
        )
    return out


def merged(columns: Sequence[tuple[float, Sequence[Piece]]], least: float = 0.0) -> Piece:
    """Columns of pieces side by side as one piece that is not cut; at least `least` high."""
    height = max([least, *(total_height(pieces) for _, pieces in columns)])

    def draw(pen: Pen, x: float, top: float) -> None:
        for dx, pieces in columns:
            draw_down(pen, x + dx, top, pieces)

    keys = tuple(key for _, pieces in columns for piece in pieces for key in piece.keys)
    return Piece(height, draw, keys=keys)


def draw_down(pen: Pen, x: float, top: float, pieces: Sequence[Piece]) -> None:
    """Draw pieces one under the other, without the gap above the first."""
    for i, piece in enumerate(pieces):
        top -= piece.gap if i else 0.0
        piece.draw(pen, x, top)
        top -= piece.height


def keep(pieces: list[Piece], room: float) -> list[Piece]:
    """Hold the pieces together when they fit on one page."""
    if total_height(pieces) <= room:
        for piece in pieces[:-1]:
            piece.hold = True
    return pieces


# ---- pages --------------------------------------------------------------------------------------


@dataclass(slots=True)
class PlacedPiece:
    """A piece on a page; `down` is how far below the top of the content its own top lies."""

    piece: Piece
    down: float


Sheet: TypeAlias = list[PlacedPiece]


class Paginator:
    """Puts pieces on sheets of one height."""

    def __init__(self, height: float) -> None:
        self._room = height
        self.sheets: list[Sheet] = [[]]
        self._used = 0.0

    def place(self, pieces: Iterable[Piece]) -> None:
        for chunk in _chunks(pieces):
            self._place_chunk(chunk)

    @property
    def room_left(self) -> float:
        """The height that is free on the last sheet."""
        return self._room - self._used

    def new_sheet(self) -> None:
        """Go to a new sheet unless this one is still empty."""
        if self.sheets[-1]:
            self.sheets.append([])
            self._used = 0.0

    def _place_chunk(self, chunk: list[Piece]) -> None:
        if chunk[0].new_page:
            self.new_sheet()
        needed = total_height(chunk)
        gap = chunk[0].gap if self.sheets[-1] else 0.0
        fits = self._used + gap + needed <= self._room + _SLACK
        cuttable = len(chunk) == 1 and chunk[0].cut is not None
        if not fits and not cuttable and needed + _repeated(chunk[0]) <= self._room + _SLACK:
            self._last_cut(chunk)
            return
        for piece in chunk:
            self._place_piece(piece)

    def _last_cut(self, chunk: list[Piece]) -> None:
        """A chunk that does not fit: cut its last piece if the rest fits here, else a new sheet."""
        *rest, last = chunk
        gap = chunk[0].gap if self.sheets[-1] else 0.0
        before = total_height(rest) + last.gap if rest else 0.0
        room = self._room - self._used - gap - before
        if rest and last.cut and room > 0 and last.cut(room):
            for piece in chunk:
                self._place_piece(piece)
            return
        self.new_sheet()
        for piece in chunk:
            self._place_piece(piece)

    def _place_piece(self, piece: Piece) -> None:
        gap = piece.gap if self.sheets[-1] else self._lead(piece)
        room = self._room - self._used - gap
        if piece.height <= room + _SLACK:
            self._put(piece)
            return
        parts = piece.cut(room) if piece.cut else None
        if parts:
            head, tail = parts
            self._put(head)
            self.new_sheet()
            tail.at_top = tail.at_top or piece.at_top
            self._place_piece(tail)
        elif self.sheets[-1]:
            self.new_sheet()
            self._place_piece(piece)
        else:
            self._put(piece)  # taller than a page and cannot be cut: nothing better to do

    def _lead(self, piece: Piece) -> float:
        """What is repeated above a piece that comes first on a later page."""
        return piece.repeat.height if piece.repeat and len(self.sheets) > 1 else 0.0

    def _put(self, piece: Piece) -> None:
        sheet = self.sheets[-1]
        gap = piece.gap if sheet else 0.0
        if not sheet and piece.repeat is not None and len(self.sheets) > 1:
            sheet.append(PlacedPiece(piece.repeat, 0.0))
            self._used = piece.repeat.height
        first = not sheet or (len(sheet) == 1 and sheet[0].piece is piece.repeat)
        self._used += gap
        if first and piece.at_top is not None:
            piece = _with_extra(piece, piece.at_top)
        sheet.append(PlacedPiece(piece, self._used))
        self._used += piece.height


def _repeated(piece: Piece) -> float:
    return piece.repeat.height if piece.repeat else 0.0


def _with_extra(piece: Piece, extra: Draw) -> Piece:
    def draw(pen: Pen, x: float, top: float) -> None:
        piece.draw(pen, x, top)
        extra(pen, x, top)

    return replace(piece, draw=draw)


def _chunks(pieces: Iterable[Piece]) -> Iterable[list[Piece]]:
    """Runs of pieces that must stay together."""
    chunk: list[Piece] = []
    for piece in pieces:
        if piece.new_page and chunk:
            yield chunk
            chunk = []
        chunk.append(piece)
        if not piece.hold:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
