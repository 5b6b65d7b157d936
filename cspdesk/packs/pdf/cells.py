"""The inside of table cells: paragraphs, chips and small pictures."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cspdesk.packs import blocks as b
from cspdesk.packs.inline import Align, Chip, Text, Tone, Weight, quiet
from cspdesk.packs.pdf.layout import Layout
from cspdesk.packs.pdf.lines import Line
from cspdesk.packs.pdf.paragraphs import ended, lines_piece
from cspdesk.packs.pdf.pen import Pen, base_line
from cspdesk.packs.pdf.pictures import drawing_piece
from cspdesk.packs.pdf.pieces import Piece
from cspdesk.packs.pdf.structure import Node
from cspdesk.packs.pdf.styles import MM, TONES, TextStyle
from cspdesk.packs.pdf.words import Words, chip_box

_CHIP_COLUMN = 14 * MM
CELL_GRACE = 2.2 * MM  # a long word may reach into the gap between columns


@dataclass(frozen=True, slots=True)
class CellStyle:
    """How the cells of a column are set: the first paragraph and those after it."""

    first: TextStyle
    rest: TextStyle
    align: Align = "left"


def column_style(base: TextStyle, column: b.Column, *, total: bool = False) -> CellStyle:
    """The style of a column's cells; figures of a total are bold."""
    weight = column.weight or (Weight.SEMIBOLD if column.header else base.weight)
    rest = replace(base, tabular=column.tabular)
    first = replace(
        rest,
        weight=Weight.BOLD if total else weight,
        colour=TONES[column.tone or Tone.INK],
    )
    return CellStyle(first, rest, column.align)


def cell_pieces(
    layout: Layout, cell: b.CellLike, style: CellStyle, node: Node, width: float
) -> list[Piece]:
    """The parts of a cell one under the other, as content of its element."""
    parts = cell.parts if isinstance(cell, b.Cell) else (cell,)
    gap = cell.gap * MM if isinstance(cell, b.Cell) else 0.0
    pieces: list[Piece] = []
    for part in parts:
        if part == "" or part == ():
            continue
        owner = node if len(parts) == 1 else node.child("P")
        text_style = style.rest if pieces else style.first
        pieces.append(_part(layout, part, text_style, style.align, owner, node, width))
        pieces[-1].gap = gap if len(pieces) > 1 else 0.0
    return pieces


def _part(
    layout: Layout,
    part: b.CellPart | Chip,
    style: TextStyle,
    align: Align,
    owner: Node,
    cell: Node,
    width: float,
) -> Piece:
    if isinstance(part, b.Picture):
        if owner is not cell:
            cell.kids.remove(owner)
        return drawing_piece(part.drawing, cell)
    if isinstance(part, b.ChipLine):
        return _chip_line(layout, part, style, owner, width)
    text: Text = part
    lines = layout.lines(text, style, width, CELL_GRACE)
    return lines_piece(lines, style, owner, width, align)


def _chip_line(
    layout: Layout, part: b.ChipLine, style: TextStyle, node: Node, width: float
) -> Piece:
    chip = chip_box(part.chip)
    column = max(_CHIP_COLUMN, chip.width + 3 * MM)
    label = Line([chip, Words(" ", chip.ink)])
    lines = layout.lines(part.text, style, width - column)
    if part.note:
        lines = [*ended(lines), *layout.lines(quiet(part.note), style, width - column)]
    down = base_line(style)

    def draw(pen: Pen, x: float, top: float) -> None:
        rows = [(x, top - down, label)]
        rows += [(x + column, top - down - i * style.leading, line) for i, line in enumerate(lines)]
        pen.lines(node, rows)

    return Piece(max(1, len(lines)) * style.leading, draw)
