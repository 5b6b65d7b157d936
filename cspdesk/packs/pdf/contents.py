"""The contents page: a linked line for each heading, with its page or range of pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from cspdesk.packs import blocks as b
from cspdesk.packs.inline import PageRef, Weight
from cspdesk.packs.pdf.layout import Flow, Frame, Layout
from cspdesk.packs.pdf.lines import Line
from cspdesk.packs.pdf.paragraphs import heading_title
from cspdesk.packs.pdf.pen import Pen, base_line
from cspdesk.packs.pdf.pieces import Piece
from cspdesk.packs.pdf.structure import Node
from cspdesk.packs.pdf.styles import BODY, LINE, MM, TextStyle
from cspdesk.packs.pdf.words import ContentsEntry, Words, page_words

_NUMBERS = 26 * MM
_INDENT = 6 * MM
_STYLES = {1: replace(BODY, weight=Weight.SEMIBOLD), 2: BODY, 3: BODY}


def contents(layout: Layout, block: b.Contents, frame: Frame) -> Flow:
    """Lines for the headings down to the depth."""
    layout.uses_places = True
    node = frame.node.child("TOC")
    pieces: list[Piece] = []
    for entry in layout.places.contents:
        if entry.level <= block.depth:
            pieces.append(_entry(layout, entry, block.ranges, node, frame))
            pieces[-1].gap = (2.2 if entry.level == 1 else 0.4) * MM
    return Flow(pieces, 2 * MM, 4 * MM)


def _entry(layout: Layout, entry: ContentsEntry, ranges: bool, node: Node, frame: Frame) -> Piece:
    style = _STYLES[entry.level]
    indent = (entry.level - 1) * _INDENT
    lines = layout.lines(entry.title, style, frame.width - indent - _NUMBERS)
    # Until the layout is known the keys are not, and neither is the number.
    ref = PageRef(entry.key, number_only=True, whole=ranges and entry.level == 1)
    number = page_words(ref, layout.places) if entry.key else "88"
    numbered = layout.lines(number, replace(style, tabular=True), _NUMBERS)
    link = node.child("TOCI").child("Reference").child("Link")
    says = f"{entry.title}, {page_words(replace(ref, number_only=False), layout.places)}"
    return _entry_piece(lines, numbered[0], style, indent, frame.width, link, entry.key, says)


def _entry_piece(
    lines: list[Line],
    number: Line,
    style: TextStyle,
    indent: float,
    width: float,
    node: Node,
    key: str,
    says: str,
) -> Piece:
    height = len(lines) * style.leading
    down = base_line(style)

    def draw(pen: Pen, x: float, top: float) -> None:
        bottom = top - down - (len(lines) - 1) * style.leading
        rows = [(x + indent, top - down - i * style.leading, row) for i, row in enumerate(lines)]
        _leader(pen, x + indent + lines[-1].width, x + width - number.width, bottom)
        pen.lines(node, [*rows[:-1], (rows[-1][0], rows[-1][1], _spaced(rows[-1][2]))])
        pen.lines(node, [(x + width - number.width, bottom, number)])
        pen.canvas.link(node, (x + indent, top - height, x + width, top), f"#{key}", says)

    return Piece(height, draw)


def _spaced(line: Line) -> Line:
    """The line with a space at its end: the number follows in the same element."""
    *before, last = line.items
    if not isinstance(last, Words):
        return line
    return Line([*before, Words(last.text + " ", last.ink)], line.width)


def _leader(pen: Pen, left: float, right: float, y: float) -> None:
    with pen.decoration():
        pen.dots(left + 4, right - 4, y + 1, LINE)


# ---- what the contents will hold, before anything is laid out -----------------------------------


def expected_headings(document: b.Document) -> tuple[ContentsEntry, ...]:
    """The headings of a document in order, without keys: enough to know how long the contents
    are.
    """
    return tuple(entry for section in document.sections for entry in _headings_in(section.blocks))


def _headings_in(blocks: Iterable[b.Block]) -> Iterator[ContentsEntry]:
    for block in blocks:
        if isinstance(block, b.Heading) and block.in_contents:
            title = block.bookmark or heading_title(block.text)
            yield ContentsEntry(block.level, title, "")
        elif isinstance(block, b.Eyebrow) and block.is_heading:
            yield ContentsEntry(1, block.bookmark or heading_title(block.text), "")
        elif isinstance(block, b.KpiPanel):
            yield ContentsEntry(block.level, heading_title(block.finding), "")
        elif isinstance(block, b.Figure) and block.title:
            yield ContentsEntry(block.level, heading_title(block.title), "")
        elif isinstance(block, b.KeepTogether | b.KeyBox | b.AskBox | b.LabelRow):
            yield from _headings_in(block.blocks)
