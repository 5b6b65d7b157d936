"""Data tables: headings repeated on every page, bands, groups of rows, and their structure.

Scope is Column or Row, which is all ISO 32000-1 (table 349) knows. In tables with bands or groups
each cell also names its headings, because a scope alone cannot say "all rows down to the next
band".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from cspdesk.packs import blocks as b
from cspdesk.packs.inline import Text
from cspdesk.packs.pdf.cells import CELL_GRACE, CellStyle, cell_pieces, column_style
from cspdesk.packs.pdf.layout import Flow, Frame, Layout
from cspdesk.packs.pdf.lines import Line
from cspdesk.packs.pdf.paragraphs import lines_piece, note
from cspdesk.packs.pdf.pen import Pen
from cspdesk.packs.pdf.pieces import Draw, Piece, Under, merged, total_height, wrapped
from cspdesk.packs.pdf.rows import again_at_top
from cspdesk.packs.pdf.ruling import (
    HEADING_BELOW,
    all_rows,
    bottom_rows,
    column_widths,
    group_rule,
    heading_rule,
    labelled,
    last_row,
    middled,
    navy_band,
    nothing_under,
    row_under,
    slices,
)
from cspdesk.packs.pdf.structure import Node
from cspdesk.packs.pdf.styles import (
    APPENDIX_CELL,
    BAND,
    CAPTION,
    CELL,
    COLUMN_HEADING,
    HAIR,
    LARGE_HEADING,
    LINE,
    MM,
    Colour,
    Scale,
    TextStyle,
)

_CELL_GAP = 3 * MM
_TALL = 70 * MM  # rows taller than this may run over pages, in slices


@dataclass(frozen=True, slots=True)
class Look:
    """The measures of a kind of table."""

    cell: TextStyle
    above: float
    below: float
    heading: TextStyle = COLUMN_HEADING
    middle: bool = False


LOOKS = {
    "standard": Look(CELL, 1.9 * MM, 2.0 * MM),
    "compact": Look(CELL, 0.85 * MM, 0.95 * MM),
    "appendix": Look(APPENDIX_CELL, 1.15 * MM, 1.25 * MM, middle=True),
    "large": Look(CELL, 2.4 * MM, 2.6 * MM, heading=LARGE_HEADING),
}


def _scaled(look: Look, scale: Scale) -> Look:
    """The look set as close as its section is; a table that is close anyway stays so."""
    if scale.close == 1.0:
        return look
    size, leading = min(look.cell.size, scale.cell.size), min(look.cell.leading, scale.cell.leading)
    return replace(
        look,
        cell=replace(look.cell, size=size, leading=leading),
        above=look.above * scale.close,
        below=look.below * scale.close,
    )


def data_table(layout: Layout, block: b.DataTable, frame: Frame) -> Flow:
    """A table as pieces: caption, headings, then a piece for each row."""
    return Flow(
        [*_Table(layout, block, frame).pieces(), *_footnote(layout, block, frame)], 3.2 * MM, 3 * MM
    )


def _footnote(layout: Layout, block: b.DataTable, frame: Frame) -> list[Piece]:
    if not block.footnote:
        return []
    pieces = note(layout, b.Note(block.footnote), frame).pieces
    pieces[0].gap = 1.6 * MM
    return pieces


class _Table:
    """One table being laid out."""

    def __init__(self, layout: Layout, block: b.DataTable, frame: Frame) -> None:
        self._layout = layout
        self._block = block
        self._frame = frame
        self._look = _scaled(LOOKS[block.look], frame.scale)
        self._widths = column_widths(block.columns, frame.width)
        self._edges = [sum(self._widths[:i]) for i in range(len(self._widths))]
        summary = {"Summary": f"({block.summary})"} if block.summary else {}
        self._node = frame.node.child("Table", owner="Table" if summary else "", **summary)
        self._named = any(isinstance(row, b.Band | b.Group) for row in block.rows)
        self._column_ids: list[str] = []
        groups = [r for r in all_rows(block.rows) if isinstance(r, b.Group) and r.rows]
        self._last_row = id(last_row(block.rows))
        # In an appendix the hair between two groups is part of the pattern; else one dark rule.
        self._group_ends = set() if self._look.middle else {id(g.rows[-1]) for g in groups}

    # ---- the parts, top to bottom ----

    def pieces(self) -> list[Piece]:
        caption = self._caption()
        head, again = self._head()
        body = list(self._body())
        for piece in body:
            piece.repeat = again
        return [*caption, head, *body]

    def _caption(self) -> list[Piece]:
        if not self._block.caption:
            return []
        lines = self._layout.lines(self._block.caption, CAPTION, self._frame.width)
        piece = lines_piece(lines, CAPTION, self._node.child("Caption"), self._frame.width)
        piece.hold, piece.cut = True, None
        return [wrapped(piece, 0.0, 0.0, CAPTION.after, None)]

    def _head(self) -> tuple[Piece, Piece]:
        """The row of headings, and the same as decoration for later pages."""
        style = self._look.heading
        row = self._node.child("THead").child("TR")
        cells: list[tuple[float, float, b.Column, list[Line], Node]] = []
        for i, column in enumerate(self._block.columns):
            node = self._heading_node(row, "Column")
            self._column_ids.append(node.ident)
            width = self._room(i)
            lines = self._layout.lines(column.title, style, width, CELL_GRACE)
            cells.append((self._edges[i], width, column, lines, node))
        height = max(len(lines) for _, _, _, lines, _ in cells) * style.leading + HEADING_BELOW

        def draw(pen: Pen, x: float, top: float) -> None:
            for edge, width, column, lines, node in cells:
                rows = bottom_rows(lines, style, x + edge, top, height, width, column.align)
                pen.lines(node, rows)
            heading_rule(pen, x, top - height, self._frame.width)

        def draw_again(pen: Pen, x: float, top: float) -> None:
            for edge, width, column, lines, _ in cells:
                rows = bottom_rows(lines, style, x + edge, top, height, width, column.align)
                pen.plain_lines(rows)
            heading_rule(pen, x, top - height, self._frame.width)

        return Piece(height, draw, hold=True), Piece(height, draw_again)

    def _heading_node(self, row: Node, scope: str, **spans: int) -> Node:
        node = row.child("TH", owner="Table", Scope=scope)
        node.attributes.update(spans)
        node.ident = self._layout.new_ident() if self._named else ""
        return node

    def _room(self, column: int) -> float:
        """The width for the words of a column: all but the last keep a gap at the right."""
        last = column == len(self._widths) - 1
        return self._widths[column] - (0.0 if last else _CELL_GAP)

    # ---- rows ----

    def _body(self) -> Iterator[Piece]:
        body: Node | None = None
        for row in self._block.rows:
            if isinstance(row, b.Band):
                yield from self._band(row)
                body = None
                continue
            body = body or self._node.child("TBody")
            yield from self._rows(row, body, [])

    def _rows(self, row: b.Row | b.Group, body: Node, over: list[str]) -> Iterator[Piece]:
        if isinstance(row, b.Group):
            yield from self._group(row, body, over)
        else:
            yield from self._row(row, body.child("TR"), 0, over)

    def _band(self, band: b.Band) -> Iterator[Piece]:
        body = self._node.child("TBody")
        node = self._heading_node(body.child("TR"), "Column", ColSpan=len(self._widths))
        width = self._frame.width
        inset = 4 * MM
        lines = self._layout.lines(band.text, BAND, width - 2 * inset)
        piece = lines_piece(lines, BAND, node, width - 2 * inset)
        piece.cut = None
        piece = wrapped(piece, inset, 0.8 * MM, 0.9 * MM, navy_band(width))
        piece.hold = True
        yield piece
        for row in band.rows:
            yield from self._rows(row, body, [node.ident])

    def _group(self, group: b.Group, body: Node, over: list[str]) -> Iterator[Piece]:
        """Rows that share their first column; its label is drawn beside the first of them."""
        first = body.child("TR")
        node = self._heading_node(first, "Row", RowSpan=len(group.rows))
        style = column_style(self._look.cell, replace(self._block.columns[0], header=True))
        label = cell_pieces(self._layout, group.label, style, node, self._room(0))
        names = [*over, node.ident]
        pieces: list[Piece] = []
        needed = total_height(label) + self._look.above + self._look.below
        for i, row in enumerate(group.rows):
            # The last row makes up what the label is higher than its rows.
            least = needed - sum(p.height for p in pieces) if row is group.rows[-1] else 0.0
            pieces += self._row(row, body.child("TR") if i else first, 1, names, least)
        again = self._label_again(group.label, style)
        yield from self._with_label(pieces, label, needed, again)

    def _label_again(self, label: b.CellLike, style: CellStyle) -> Draw:
        part = label.parts[0] if isinstance(label, b.Cell) else label
        text: Text = part if not isinstance(part, b.ChipLine | b.Picture) else ""
        draw = again_at_top(self._layout.lines(text, style.first, self._room(0)), style.first)
        above = self._look.above
        return lambda pen, x, top: draw(pen, x, top - above)

    def _with_label(
        self, pieces: list[Piece], label: list[Piece], needed: float, again: Draw
    ) -> Iterator[Piece]:
        width, first_width = self._frame.width, self._widths[0]
        above, appendix = self._look.above, self._look.middle
        covered = 0.0
        for i, piece in enumerate(pieces):
            last = i == len(pieces) - 1
            rule = group_rule(width, first_width, appendix) if last else nothing_under
            out = wrapped(piece, 0.0, 0.0, 0.0, rule)
            if i == 0:
                out = labelled(out, label, above)
            else:
                out.at_top = again
            covered += piece.height
            out.hold = piece.hold or (covered < needed and not last)
            yield out

    def _row(
        self, row: b.Row, node: Node, start: int, over: list[str], least: float = 0.0
    ) -> list[Piece]:
        """One row, from column `start`, at least `least` high; in slices when it is very tall."""
        look = self._look
        columns = self._columns(row, node, start, over)
        height = max((total_height(pieces) for _, pieces in columns), default=0.0)
        height = max(height, least - look.above - look.below)
        if height > _TALL:
            bodies = list(slices(columns))
        else:
            bodies = [merged(middled(columns, height) if look.middle else columns, height)]
        under = row_under(row, self._frame.width, self._edges[start], self._rule_after(row))
        out = self._padded(bodies, under)
        out[0].keys = (*out[0].keys, row.key) if row.key else out[0].keys
        return out

    def _rule_after(self, row: b.Row) -> Colour | None:
        """The rule under a row: the last of the table has a darker one, of a group the group's."""
        if id(row) == self._last_row:
            return LINE if self._block.closed else None
        return None if id(row) in self._group_ends else HAIR

    def _padded(self, bodies: list[Piece], under: Under) -> list[Piece]:
        end = len(bodies) - 1
        return [
            wrapped(
                body,
                0.0,
                0.0 if i else self._look.above,
                self._look.below if i == end else 0.0,
                under,
                i == 0,
                i == end,
            )
            for i, body in enumerate(bodies)
        ]

    def _columns(
        self, row: b.Row, node: Node, start: int, over: list[str]
    ) -> list[tuple[float, list[Piece]]]:
        columns: list[tuple[float, list[Piece]]] = []
        for (i, cell), owner in zip(
            enumerate(row.cells, start), self._cell_nodes(row, node, start, over), strict=True
        ):
            column = self._block.columns[i]
            style = column_style(self._look.cell, column, total=row.total)
            pieces = cell_pieces(self._layout, cell, style, owner, self._room(i))
            columns.append((self._edges[i], pieces))
        return columns

    def _cell_nodes(self, row: b.Row, node: Node, start: int, over: list[str]) -> list[Node]:
        """TH for the column that names the row, TD for the others, with their headings' names."""
        names = list(over)
        made: list[Node] = []
        for column in self._block.columns[start : start + len(row.cells)]:
            if column.header:
                made.append(self._heading_node(node, "Row"))
                names.append(made[-1].ident)
            else:
                made.append(node.child("TD", owner="Table" if self._named else ""))
        if self._named:
            for i, cell in enumerate(made, start):
                if cell.role == "TD":
                    cell.attributes["Headers"] = (self._column_ids[i], *names)
        return made
