"""The cover: navy panel, priorities, decisions at a glance, plan of the time, reading note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cspdesk.packs import blocks as b
from cspdesk.packs.inline import Run, Text, Weight
from cspdesk.packs.pdf.layout import Flow, Frame, Layout, stacked
from cspdesk.packs.pdf.paragraphs import heading_title, lines_piece, text_piece
from cspdesk.packs.pdf.pen import Pen
from cspdesk.packs.pdf.pictures import drawing_piece
from cspdesk.packs.pdf.pieces import Piece, Under, boxed, keep, merged, total_height, wrapped
from cspdesk.packs.pdf.structure import Node
from cspdesk.packs.pdf.styles import (
    BODY,
    CONTENT_HEIGHT,
    COVER_DATE,
    COVER_NAME,
    COVER_TITLE,
    COVER_VENUE,
    H2,
    MM,
    NAVY,
    TILE_TITLE,
    TINT,
    WHITE,
    TextStyle,
)

_INSET = 8 * MM
_PANEL = 83 * MM
_EDITION = TextStyle(11, 15, Weight.SEMIBOLD, WHITE)


def cover(layout: Layout, block: b.Cover, frame: Frame) -> Flow:
    """The pieces of the cover; the reading note stands at the foot of the page."""
    pieces = [_panel(layout, block, frame)]
    if block.tiles:
        pieces.append(_tiles(layout, block.tiles, frame))
    if block.decisions or block.plan:
        pieces += _glance(layout, block, frame)
    if block.reading_note:
        note = text_piece(layout, block.reading_note, BODY, frame)
        note.gap = max(6 * MM, CONTENT_HEIGHT - total_height(pieces) - note.height)
        pieces.append(note)
    return Flow(keep(pieces, CONTENT_HEIGHT))


# ---- the panel ----------------------------------------------------------------------------------


def _panel(layout: Layout, block: b.Cover, frame: Frame) -> Piece:
    inner = frame.narrowed(frame.width - 2 * _INSET)
    top = [_name_and_edition(layout, block, inner)]
    if layout.marking and layout.marking.casefold() != block.edition.casefold():
        style = replace(_EDITION, weight=Weight.REGULAR)
        top.append(text_piece(layout, f"Marking: {layout.marking}", style, inner))
    title = text_piece(layout, block.title, COVER_TITLE, inner, "H1")
    title.keys = (layout.add_heading(1, heading_title(block.title), block.key, in_contents=False),)
    rows = [title]
    for text, style, gap in ((block.date, COVER_DATE, 4.8), (block.venue, COVER_VENUE, 1.4)):
        if text:
            rows.append(text_piece(layout, text, style, inner))
            rows[-1].gap = gap * MM
    # Name at the top, title at the foot; a long title pushes the panel down.
    rows[0].gap = max(8 * MM, _PANEL - 17.5 * MM - total_height(top) - total_height(rows))
    piece = merged([(0.0, [*top, *rows])])
    return wrapped(piece, _INSET, _INSET, 9.5 * MM, _navy(frame.width))


def _navy(width: float) -> Under:
    def under(pen: Pen, x: float, top: float, height: float, first: bool, last: bool) -> None:
        with pen.decoration():
            pen.fill(x, top - height, width, height, NAVY)

    return under


def _name_and_edition(layout: Layout, block: b.Cover, frame: Frame) -> Piece:
    """The partnership at the left, the edition in a white frame at the right."""
    edition = layout.lines(block.edition, _EDITION, frame.width)
    width = edition[0].width + 5.6 * MM
    name = text_piece(
        layout, layout.partnership, COVER_NAME, frame.narrowed(frame.width - width - 4 * MM)
    )
    if not block.edition:
        return name
    chip = lines_piece(edition, _EDITION, frame.node.child("P"), width, "centre")
    framed = wrapped(chip, 0.0, 0.8 * MM, 0.8 * MM, _white_frame(width))
    return merged(
        [(0.0, [wrapped(name, 0.0, 0.3 * MM, 0.0, None)]), (frame.width - width, [framed])]
    )


def _white_frame(width: float) -> Under:
    def under(pen: Pen, x: float, top: float, height: float, first: bool, last: bool) -> None:
        with pen.decoration():
            pen.outline(x, top - height, width, height, 0.9, WHITE)

    return under


# ---- priorities ---------------------------------------------------------------------------------


def _tiles(layout: Layout, tiles: Sequence[b.Tile], frame: Frame) -> Piece:
    width = frame.width / len(tiles)
    node = frame.node.child("L", owner="List", ListNumbering="None")
    columns = [
        (i * width + 4.2 * MM, _tile(layout, tile, node, width - 6 * MM))
        for i, tile in enumerate(tiles)
    ]
    return wrapped(merged(columns), 0.0, 3.6 * MM, 3.8 * MM, _tile_boxes(tiles, width))


def _tile(layout: Layout, tile: b.Tile, node: Node, width: float) -> list[Piece]:
    entry = node.child("LI")
    title = layout.lines(tile.title, TILE_TITLE, width)
    detail = layout.lines(tile.detail, BODY, width)
    return [
        lines_piece(title, TILE_TITLE, entry.child("Lbl"), width),
        lines_piece(detail, BODY, entry.child("LBody"), width),
    ]


def _tile_boxes(tiles: Sequence[b.Tile], width: float) -> Under:
    def under(pen: Pen, x: float, top: float, height: float, first: bool, last: bool) -> None:
        with pen.decoration():
            for i, tile in enumerate(tiles):
                left = x + i * width
                if tile.in_focus:
                    pen.fill(left, top - height, width, height, TINT)
                pen.outline(left, top - height, width, height, 0.9, NAVY)

    return under


# ---- at a glance --------------------------------------------------------------------------------


def _glance(layout: Layout, block: b.Cover, frame: Frame) -> list[Piece]:
    pad = 4.2 * MM
    inner = frame.narrowed(frame.width - 2 * pad, inside="box")
    flows: list[Flow] = []
    if block.decisions:
        flows.append(_title(layout, block.decisions_title, inner))
        items = tuple(_decision(item) for item in block.decisions)
        flows.append(layout.flow(b.RefList(items, ref_width=17), inner))
    if block.plan is not None:
        flows.append(_title(layout, block.plan_title, inner))
        flows.append(Flow([drawing_piece(block.plan, inner.node)], 2 * MM))
    flows[0].before = 0.0
    pieces = boxed(stacked(flows), pad, 5 * MM, 5 * MM, _box(frame.width))
    pieces[0].gap = 11 * MM
    return pieces


def _title(layout: Layout, text: str, frame: Frame) -> Flow:
    piece = text_piece(layout, text, H2, frame, "H2")
    piece.keys = (layout.add_heading(2, heading_title(text), "", in_contents=False),)
    return Flow([piece], 8 * MM, 1 * MM)


def _decision(item: b.RefItem) -> b.RefItem:
    """Item numbers of the cover are bold and navy, whatever the builder gave as plain text."""
    ref: Text = item.ref
    if isinstance(ref, str):
        ref = Run(ref, Weight.BOLD, b.Tone.NAVY)
    return replace(item, ref=ref)


def _box(width: float) -> Under:
    def under(pen: Pen, x: float, top: float, height: float, first: bool, last: bool) -> None:
        with pen.decoration():
            pen.upright(x + 0.75, top - height, height, 1.5, NAVY)
            pen.upright(x + width - 0.75, top - height, height, 1.5, NAVY)
            if first:
                pen.rule(x, top - 0.75, width, 1.5, NAVY)
            if last:
                pen.rule(x, top - height + 0.75, width, 1.5, NAVY)

    return under
