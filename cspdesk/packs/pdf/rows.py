"""The label column (38 | 6 | 126 mm) and the strip of facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cspdesk.packs import blocks as b
from cspdesk.packs.inline import Text, Weight
from cspdesk.packs.pdf.layout import Flow, Frame, Layout, stacked
from cspdesk.packs.pdf.lines import Line
from cspdesk.packs.pdf.paragraphs import heading_title, lines_piece, text_piece
from cspdesk.packs.pdf.pen import Pen, base_line
from cspdesk.packs.pdf.pieces import (
    Draw,
    Piece,
    Under,
    draw_down,
    merged,
    shifted,
    total_height,
    wrapped,
)
from cspdesk.packs.pdf.structure import Node
from cspdesk.packs.pdf.styles import (
    BODY,
    BOTTOM,
    LABEL_GRID,
    LABEL_WIDTH,
    LINE,
    MM,
    NAVY,
    NUMBER,
    SMALL,
    TextStyle,
)

_FACT_GAP = 7 * MM
_RULE = 0.5


def label_row(layout: Layout, block: b.LabelRow, frame: Frame) -> Flow:
    """A label with blocks beside it; the row may run over pages, its label then said again."""
    style = NUMBER if block.look == "number" else frame.scale.label
    label, again = _label_pieces(layout, block, style, frame)
    beside = frame.narrowed(frame.width - LABEL_GRID, inside="row")
    content = layout.stack(block.blocks, beside)
    pieces = _side_by_side(label, content)
    pieces[0] = _said_again_after_cut(pieces[0], again)
    for piece in pieces[1:]:
        piece.at_top = _both(piece.at_top, again)
    return Flow(_ruled(pieces, frame, block), after=3 * MM if block.rule_below else 5 * MM)


def _label_pieces(
    layout: Layout, block: b.LabelRow, style: TextStyle, frame: Frame
) -> tuple[list[Piece], Draw]:
    role = f"H{block.level}" if block.level else "P"
    column = frame.narrowed(LABEL_WIDTH, inside="row")
    piece = text_piece(layout, block.label, style, column, role)
    piece.cut = None
    if block.level:
        title = heading_title(block.label)
        piece.keys = (layout.add_heading(block.level, title, block.key, in_contents=False),)
    elif block.key:
        piece.keys = (block.key,)
    aside = layout.stack(block.aside, column)
    first = Flow([piece], after=style.after)
    lines = layout.lines(block.label, style, LABEL_WIDTH)
    return stacked([first, Flow(aside)]), again_at_top(lines, style)


def again_at_top(lines: Sequence[Line], style: TextStyle) -> Draw:
    """Draws a label once more where its row goes on, as decoration."""

    def draw(pen: Pen, x: float, top: float) -> None:
        first = top - base_line(style)
        pen.plain_lines([(x, first - i * style.leading, row) for i, row in enumerate(lines)])

    return draw


def _said_again_after_cut(piece: Piece, again: Draw) -> Piece:
    """The piece; when it is cut, its second part has the label beside it once more."""

    def cut(room: float) -> tuple[Piece, Piece] | None:
        parts = piece.cut(room) if piece.cut else None
        return (parts[0], replace(parts[1], at_top=again)) if parts else None

    return replace(piece, cut=cut if piece.cut else None)


def _both(one: Draw | None, other: Draw) -> Draw:
    if one is None:
        return other

    def draw(pen: Pen, x: float, top: float) -> None:
        one(pen, x, top)
        other(pen, x, top)

    return draw


def _side_by_side(label: list[Piece], content: list[Piece]) -> list[Piece]:
    """The label beside as much of the content as it is high; the rest follows under that."""
    needed = total_height(label)
    if not content:
        return [merged([(0.0, label)])]
    if content[0].height >= needed or content[0].cut:
        return [_beside_first(label, needed, content[0]), *_moved(content[1:])]
    count = 1
    while count < len(content) and total_height(content[:count]) < needed:
        count += 1
    first = merged([(0.0, label), (LABEL_GRID, content[:count])], needed)
    first.hold = content[count - 1].hold
    return [first, *_moved(content[count:])]


def _moved(pieces: Sequence[Piece]) -> list[Piece]:
    return [shifted(piece, LABEL_GRID) for piece in pieces]


def _beside_first(label: list[Piece], needed: float, first: Piece) -> Piece:
    moved = shifted(first, LABEL_GRID)
    keys = tuple(key for piece in label for key in piece.keys)

    def draw(pen: Pen, x: float, top: float) -> None:
        draw_down(pen, x, top, label)
        moved.draw(pen, x, top)

    def cut(room: float) -> tuple[Piece, Piece] | None:
        parts = first.cut(room) if first.cut and room >= needed else None
        if parts is None:
            return None
        return _beside_first(label, needed, parts[0]), shifted(parts[1], LABEL_GRID)

    height = max(needed, moved.height)
    return replace(
        moved, draw=draw, height=height, cut=cut if first.cut else None, keys=keys + moved.keys
    )


def _ruled(pieces: list[Piece], frame: Frame, block: b.LabelRow) -> list[Piece]:
    """Padding and rules: above the first piece and below the last. KPI rows (H3) are tighter."""
    scale, count = frame.scale, len(pieces)
    tight = 0.65 if block.level == 3 else 1.0
    out: list[Piece] = []
    for i, piece in enumerate(pieces):
        first, last = i == 0, i == count - 1
        under = _row_rules(frame.width, block.rule_above and first, block.rule_below and last)
        above = scale.row_above * tight if first else 0.0
        below = scale.row_below * tight if last else 0.0
        out.append(replace(wrapped(piece, 0.0, above, below, under), gap=piece.gap))
    out[0].gap = 0.0
    return out


def _row_rules(width: float, above: bool, below: bool) -> Under:
    def under(pen: Pen, x: float, top: float, height: float, first: bool, last: bool) -> None:
        with pen.decoration():
            if above and first:
                pen.rule(x, top, width, _RULE, LINE)
            # Just above the footer's own rule a second one would only be noise.
            if below and last and top - height > BOTTOM + 4 * MM:
                pen.rule(x, top - height, width, _RULE, LINE)

    return under


# ---- facts --------------------------------------------------------------------------------------

_VALUE = replace(BODY, weight=Weight.BOLD)


def fact_strip(layout: Layout, block: b.FactStrip, frame: Frame) -> Flow:
    """Small labels over bold values, in one row."""
    pad = 4 * MM if block.boxed else 0.0
    widths = _fact_widths(layout, block, frame.width, pad)
    node = frame.node.child("L", owner="List", ListNumbering="None")
    columns: list[tuple[float, list[Piece]]] = []
    x = pad
    for fact, width in zip(block.facts, widths, strict=True):
        columns.append((x, _fact(layout, fact, width - _FACT_GAP + 2 * MM, node)))
        x += width
    row = merged(columns)
    if not block.boxed:
        return Flow([wrapped(row, 0.0, 0.0, 3 * MM * frame.scale.close, None)], before=0.6 * MM)
    edges = [sum(widths[:i]) for i in range(1, len(widths))]
    box = wrapped(row, 0.0, 2.2 * MM, 2.8 * MM, _fact_box(frame.width, edges))
    return Flow([box], before=0.6 * MM, after=3.6 * MM)


def _fact(layout: Layout, fact: b.Fact, width: float, node: Node) -> list[Piece]:
    entry = node.child("LI")
    label = lines_piece(layout.lines(fact.label, SMALL, width), SMALL, entry.child("Lbl"), width)
    lines = layout.lines(fact.value, _VALUE, width)
    return [label, lines_piece(lines, _VALUE, entry.child("LBody"), width)]


def _fact_widths(layout: Layout, block: b.FactStrip, width: float, pad: float) -> list[float]:
    """Natural widths, spread over a box; where they are too wide the widest give way."""
    natural = [
        max(_widest(layout, f.label, SMALL), _widest(layout, f.value, _VALUE)) + _FACT_GAP + pad
        for f in block.facts
    ]
    spare = width - sum(natural)
    if spare < 0:
        most = _widest_that_fits(natural, width)
        return [min(n, most) for n in natural]
    return [n + spare / len(natural) for n in natural] if block.boxed else natural


def _widest_that_fits(natural: Sequence[float], width: float) -> float:
    """The width to cut the widest to, so that all of them together are as wide as `width`."""
    left, narrow_first = width, sorted(natural)
    for place, one in enumerate(narrow_first):
        share = left / (len(narrow_first) - place)
        if one > share:
            return share
        left -= one
    return width


def _widest(layout: Layout, text: Text, style: TextStyle) -> float:
    return max(line.width for line in layout.lines(text, style, 9999.0))


def _fact_box(width: float, edges: Sequence[float]) -> Under:
    def under(pen: Pen, x: float, top: float, height: float, first: bool, last: bool) -> None:
        with pen.decoration():
            pen.outline(x, top - height, width, height, 1.5, NAVY)
            for edge in edges:
                pen.upright(x + edge, top - height, height, 0.9, NAVY)

    return under
