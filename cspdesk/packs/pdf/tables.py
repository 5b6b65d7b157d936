"""Data tables: headings repeated on every page, bands, groups of rows, and their structure.

Scope is Column or Row, which is all ISO 32000-1 (table 349) knows. In tables with bands or groups
each cell also names its headings, because a scope alone cannot say "all rows down to the next
band".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cspdesk.packs import blocks as b
from cspdesk.packs.inline import Text
from cspdesk.packs.pdf.cells import CELL_GRACE, CellStyle, cell_pieces, column_style
from cspdesk.packs.pdf.layout import Flow, Frame, Layout
from cspdesk.packs.pdf.lines import Line
from cspdesk.packs.pdf.paragraphs import lines_piece, note
from cspdesk.packs.pdf.pen import Pen, base_line
from cspdesk.packs.pdf.pieces import Draw, Piece, Under, draw_down, merged, total_height, wrapped
from cspdesk.packs.pdf.rows import again_at_top
from cspdesk.packs.pdf.structure import Node
from cspdesk.packs.pdf.styles import (
    APPENDIX_CELL,
    BAND,
    CAPTION,
    CELL,
    COLUMN_HEADING,
    HAIR,
    INK,
    LARGE_HEADING,
    LINE,
    MM,
    NAVY,
    PALE,
    Colour,
    TextStyle,
)

_CELL_GAP = 3 * MM
_TALL, _SLICE = 70 * MM, 45 * MM  # rows taller than the first may run over pages, in slices


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
        self._look = LOOKS[block.look]
        self._widths = column_widths(block.columns, frame.width)
        self._edges = [sum(self._widths[:i]) for i in range(len(self._widths))]
        summary = {"Summary": f"({block.summary})"} if block.summary else {}
        self._node = frame.node.child("Table", owner="Table" if summary else "", **summary)
        self._named = any(isinstance(row, b.Band | b.Group) for row in block.rows)
        self._column_ids: list[str] = []
        groups = [r for r in _all_rows(block.rows) if isinstance(r, b.Group) and r.rows]
        self._last_row = id(_last_row(block.rows))
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
        height = max(len(lines) for _, _, _, lines, _ in cells) * style.leading + 1.6 * MM

        def draw(pen: Pen, x: float, top: float) -> None:
            for edge, width, column, lines, node in cells:
                rows = _bottom_rows(lines, style, x + edge, top, height, width, column.align)
                pen.lines(node, rows)
            _heading_rule(pen, x, top - height, self._frame.width)

        def draw_again(pen: Pen, x: float, top: float) -> None:
            for edge, width, column, lines, _ in cells:
                rows = _bottom_rows(lines, style, x + edge, top, height, width, column.align)
                pen.plain_lines(rows)
            _heading_rule(pen, x, top - height, self._frame.width)

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
        piece = wrapped(piece, inset, 0.8 * MM, 0.9 * MM, _navy_band(width))
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
            rule = _group_rule(width, first_width, appendix) if last else _nothing_under
            out = wrapped(piece, 0.0, 0.0, 0.0, rule)
            if i == 0:
                out = _labelled(out, label, above)
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
            bodies = list(_slices(columns))
        else:
            bodies = [merged(_middled(columns, height) if look.middle else columns, height)]
        under = _row_under(row, self._frame.width, self._edges[start], self._rule_after(row))
        out = self._padded(bodies, under)
        out[0].keys = (*out[0].keys, row.key) if row.key else out[0].keys
        return out

    def _rule_after(self, row: b.Row) -> Colour | None:
        """The rule under a row: the last of the table has a darker one, of a group the group's."""
        if id(row) == self._last_row:
            return LINE
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


# ---- measures and rules -------------------------------------------------------------------------


def column_widths(columns: Sequence[b.Column], room: float) -> list[float]:
    """Widths in points: those given, the rest shared by the columns with width 0."""
    given = [column.width * MM for column in columns]
    open_columns = given.count(0.0)
    spare = max(room - sum(given), open_columns * 15 * MM)
    widths = [width or spare / open_columns for width in given]
    scale = room / sum(widths)
    return [width * scale for width in widths] if scale < 1 or not open_columns else widths


def _bottom_rows(
    lines: Sequence[Line],
    style: TextStyle,
    x: float,
    top: float,
    height: float,
    width: float,
    align: str,
) -> list[tuple[float, float, Line]]:
    """Lines that stand at the bottom of the row of headings."""
    start = top - (height - 1.6 * MM - len(lines) * style.leading) - base_line(style)
    out = []
    for i, line in enumerate(lines):
        spare = width - line.width
        dx = spare if align == "right" else spare / 2 if align == "centre" else 0.0
        out.append((x + dx, start - i * style.leading, line))
    return out


def _heading_rule(pen: Pen, x: float, y: float, width: float) -> None:
    with pen.decoration():
        pen.rule(x, y, width, 1.25, INK)


def _all_rows(rows: Sequence[b.Row | b.Group | b.Band]) -> Iterator[b.Row | b.Group]:
    for row in rows:
        if isinstance(row, b.Band):
            yield from row.rows
        else:
            yield row


def _last_row(rows: Sequence[b.Row | b.Group | b.Band]) -> b.Row | b.Group | None:
    last = list(_all_rows(rows))[-1:]
    row = last[0] if last else None
    return row.rows[-1] if isinstance(row, b.Group) and row.rows else row


def _row_under(row: b.Row, width: float, start: float, rule: Colour | None) -> Under:
    def under(pen: Pen, x: float, top: float, height: float, first: bool, last: bool) -> None:
        with pen.decoration():
            if row.highlight:
                pen.fill(x - 3.2 * MM, top - height, width + 3.2 * MM, height, PALE)
                pen.fill(x - 3.5 * MM, top - height, 3, height, NAVY)
            if row.total and first:
                pen.rule(x, top, width, 1.25, INK)
            if last and rule is not None:
                pen.rule(x + start, top - height, width - start, 0.5, rule)

    return under


def _group_rule(width: float, first_width: float, appendix: bool) -> Under:
    def under(pen: Pen, x: float, top: float, height: float, first: bool, last: bool) -> None:
        with pen.decoration():
            pen.rule(x, top - height, first_width if appendix else width, 0.75, NAVY)

    return under


def _nothing_under(
    _pen: Pen, _x: float, _top: float, _height: float, _first: bool, _last: bool
) -> None:
    return None


def _navy_band(width: float) -> Under:
    def under(pen: Pen, x: float, top: float, height: float, first: bool, last: bool) -> None:
        with pen.decoration():
            pen.fill(x, top - height, width, height, NAVY)

    return under


def _labelled(piece: Piece, label: list[Piece], above: float) -> Piece:
    """The row with the group's label beside it; the label may reach into the next rows."""

    def draw(pen: Pen, x: float, top: float) -> None:
        piece.draw(pen, x, top)
        draw_down(pen, x, top - above, label)

    return replace(piece, draw=draw, cut=None)


def _middled(
    columns: Sequence[tuple[float, list[Piece]]], height: float
) -> list[tuple[float, list[Piece]]]:
    out: list[tuple[float, list[Piece]]] = []
    for edge, pieces in columns:
        if pieces:
            spare = (height - total_height(pieces)) / 2
            pieces = [wrapped(pieces[0], 0.0, spare, 0.0, None), *pieces[1:]]
        out.append((edge, pieces))
    return out


def _slices(columns: Sequence[tuple[float, list[Piece]]]) -> Iterator[Piece]:
    """A very tall row as slices that a page may end between."""
    left = [(edge, list(pieces)) for edge, pieces in columns]
    while any(pieces for _, pieces in left):
        yield merged([(edge, _taken(pieces)) for edge, pieces in left])


def _taken(pieces: list[Piece]) -> list[Piece]:
    """Remove from `pieces` what fits into one slice; at least one when there are any."""
    out: list[Piece] = []
    used = 0.0
    while pieces:
        piece = pieces[0]
        used += piece.gap if out else 0.0
        if used + piece.height <= _SLICE:
            out.append(pieces.pop(0))
            used += piece.height
            continue
        parts = piece.cut(_SLICE - used) if piece.cut else None
        if parts:
            out.append(parts[0])
            pieces[0] = parts[1]
        elif not out:
            out.append(pieces.pop(0))
        break
    return out
