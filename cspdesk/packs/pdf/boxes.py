"""Boxes: what is asked, what to remember, one big figure, and where a paper will be."""

from __future__ import annotations

from dataclasses import replace

from cspdesk.packs import blocks as b
from cspdesk.packs.pdf.layout import Flow, Frame, Layout
from cspdesk.packs.pdf.paragraphs import lines_piece, text_piece
from cspdesk.packs.pdf.pen import Pen
from cspdesk.packs.pdf.pictures import drawing_piece
from cspdesk.packs.pdf.pieces import Piece, Under, boxed, keep, merged, total_height, wrapped
from cspdesk.packs.pdf.styles import (
    BODY,
    CONTENT_HEIGHT,
    H2,
    LABEL_WIDTH,
    MM,
    NAVY,
    PALE,
    PUBLIC_FIGURE,
)

_OUTLINE = 1.5
_BAR = 3.0


def ask_box(layout: Layout, block: b.AskBox, frame: Frame) -> Flow:
    """The decision sought, in a navy outline."""
    pad = 3.5 * MM + _OUTLINE
    inner = frame.narrowed(frame.width - 2 * pad, inside="box")
    pieces = layout.stack(block.blocks, inner)
    above, below = (space * MM * frame.scale.close + _OUTLINE for space in (2.4, 2.6))
    out = boxed(pieces, pad, above, below, _outline(frame.width))
    space = 0.6 * MM if frame.inside == "row" else 4 * MM
    return Flow(keep(out, CONTENT_HEIGHT / 2), space, space)


def _outline(width: float) -> Under:
    def under(pen: Pen, x: float, top: float, height: float, first: bool, last: bool) -> None:
        half, bottom = _OUTLINE / 2, top - height
        with pen.decoration():
            pen.upright(x + half, bottom, height, _OUTLINE, NAVY)
            pen.upright(x + width - half, bottom, height, _OUTLINE, NAVY)
            if first:
                pen.rule(x, top - half, width, _OUTLINE, NAVY)
            if last:
                pen.rule(x, bottom + half, width, _OUTLINE, NAVY)

    return under


def key_box(layout: Layout, block: b.KeyBox, frame: Frame) -> Flow:
    """Pale, with a navy bar; tighter beside a label."""
    tight = frame.inside == "row"
    above, side, below = (1.3, 3.0, 1.5) if tight else (3.0, 4.0, 3.2)
    left = _BAR + side * MM
    inner = frame.narrowed(frame.width - left - side * MM, inside="box")
    pieces = layout.stack(block.blocks, inner)
    close = frame.scale.close * MM
    out = boxed(pieces, left, above * close, below * close, _pale(frame.width))
    space = 1.2 * MM if tight else 4 * MM
    return Flow(keep(out, CONTENT_HEIGHT / 2), space, space)


def _pale(width: float) -> Under:
    def under(pen: Pen, x: float, top: float, height: float, first: bool, last: bool) -> None:
        with pen.decoration():
            # A hair of overlap hides the seam between two pieces of one box.
            seam = 0.0 if last else 0.4
            pen.fill(x, top - height - seam, width, height + seam, PALE)
            pen.fill(x, top - height - seam, _BAR, height + seam, NAVY)

    return under


def signpost(layout: Layout, block: b.Signpost, frame: Frame) -> Flow:
    """A large statement on a pale panel."""
    pad = 6 * MM
    inner = frame.narrowed(frame.width - 2 * pad - _BAR, inside="box")
    statement = replace(H2, before=0.0)
    pieces = [text_piece(layout, block.statement, statement, inner)]
    if block.detail:
        pieces.append(text_piece(layout, block.detail, BODY, inner))
        pieces[-1].gap = statement.after
    out = boxed(pieces, _BAR + pad, pad, pad, _pale(frame.width))
    return Flow(keep(out, CONTENT_HEIGHT), 6 * MM, 6 * MM)


def big_figure(layout: Layout, block: b.BigFigure, frame: Frame) -> Flow:
    """The figure, what it counts, and a small picture at the right."""
    style, body = PUBLIC_FIGURE, frame.scale.body
    node = frame.node.child("P")
    value = layout.lines(block.value + " ", style, frame.width)
    value_width = max(LABEL_WIDTH, value[0].width + 6 * MM)
    picture = block.drawing.width + 5 * MM if block.drawing else 0.0
    room = frame.width - value_width - picture
    figure = lines_piece(value, style, node, value_width)
    words = lines_piece(layout.lines(block.text, body, room), body, node, room)
    height = max(figure.height, words.height, block.drawing.height if block.drawing else 0.0)
    columns = [(0.0, [_centred(figure, height)]), (value_width, [_centred(words, height)])]
    if block.drawing:
        piece = drawing_piece(block.drawing, frame.node)
        columns.append((frame.width - block.drawing.width, [_centred(piece, height)]))
    return Flow([merged(columns)], 0.6 * MM, 1.2 * MM)


def _centred(piece: Piece, height: float) -> Piece:
    return wrapped(piece, 0.0, (height - total_height([piece])) / 2, 0.0, None)
