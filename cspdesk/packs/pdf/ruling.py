"""Measures, rules and slices of tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cspdesk.packs import blocks as b
from cspdesk.packs.pdf.lines import Line
from cspdesk.packs.pdf.pen import Pen, base_line
from cspdesk.packs.pdf.pieces import Piece, Under, draw_down, merged, total_height, wrapped
from cspdesk.packs.pdf.styles import INK, MM, NAVY, PALE, Colour, TextStyle

HEADING_BELOW = 1.6 * MM
_SLICE = 45 * MM


def column_widths(columns: Sequence[b.Column], room: float) -> list[float]:
    """Widths in points: those given, the rest shared by the columns with width 0."""
    given = [column.width * MM for column in columns]
    open_columns = given.count(0.0)
    spare = max(room - sum(given), open_columns * 15 * MM)
    widths = [width or spare / open_columns for width in given]
    scale = room / sum(widths)
    return [width * scale for width in widths] if scale < 1 or not open_columns else widths


def bottom_rows(
    lines: Sequence[Line],
    style: TextStyle,
    x: float,
    top: float,
    height: float,
    width: float,
    align: str,
) -> list[tuple[float, float, Line]]:
    """Lines that stand at the bottom of the row of headings."""
    start = top - (height - HEADING_BELOW - len(lines) * style.leading) - base_line(style)
    out = []
    for i, line in enumerate(lines):
        spare = width - line.width
        dx = spare if align == "right" else spare / 2 if align == "centre" else 0.0
        out.append((x + dx, start - i * style.leading, line))
    return out


def heading_rule(pen: Pen, x: float, y: float, width: float) -> None:
    with pen.decoration():
        pen.rule(x, y, width, 1.25, INK)


def all_rows(rows: Sequence[b.Row | b.Group | b.Band]) -> Iterator[b.Row | b.Group]:
    for row in rows:
        if isinstance(row, b.Band):
            yield from row.rows
        else:
            yield row


def last_row(rows: Sequence[b.Row | b.Group | b.Band]) -> b.Row | b.Group | None:
    last = list(all_rows(rows))[-1:]
    row = last[0] if last else None
    return row.rows[-1] if isinstance(row, b.Group) and row.rows else row


def row_under(row: b.Row, width: float, start: float, rule: Colour | None) -> Under:
    def under(pen: Pen, x: float, top: float, height: float, first: bool, last: bool) -> None:
        with pen.decoration():
            if row.highlight:
                # The rule of the row above stays to be seen where that is pale too.
                pen.fill(x - 3.2 * MM, top - height, width + 3.2 * MM, height - 0.3, PALE)
                pen.fill(x - 3.5 * MM, top - height, 3, height, NAVY)
            if row.total and first:
                pen.rule(x, top, width, 1.25, INK)
            if last and rule is not None:
                pen.rule(x + start, top - height, width - start, 0.5, rule)

    return under


def group_rule(width: float, first_width: float, appendix: bool) -> Under:
    def under(pen: Pen, x: float, top: float, height: float, first: bool, last: bool) -> None:
        with pen.decoration():
            pen.rule(x, top - height, first_width if appendix else width, 0.75, NAVY)

    return under


def nothing_under(
    _pen: Pen, _x: float, _top: float, _height: float, _first: bool, _last: bool
) -> None:
    return None


def navy_band(width: float) -> Under:
    def under(pen: Pen, x: float, top: float, height: float, first: bool, last: bool) -> None:
        with pen.decoration():
            pen.fill(x, top - height, width, height, NAVY)

    return under


def labelled(piece: Piece, label: list[Piece], above: float) -> Piece:
    """The row with the group's label beside it; the label may reach into the next rows."""

    def draw(pen: Pen, x: float, top: float) -> None:
        piece.draw(pen, x, top)
        draw_down(pen, x, top - above, label)

    return replace(piece, draw=draw, cut=None)


def middled(
    columns: Sequence[tuple[float, list[Piece]]], height: float
) -> list[tuple[float, list[Piece]]]:
    out: list[tuple[float, list[Piece]]] = []
    for edge, pieces in columns:
        if pieces:
            spare = (height - total_height(pieces)) / 2
            pieces = [wrapped(pieces[0], 0.0, spare, 0.0, None), *pieces[1:]]
        out.append((edge, pieces))
    return out


def slices(columns: Sequence[tuple[float, list[Piece]]]) -> Iterator[Piece]:
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
