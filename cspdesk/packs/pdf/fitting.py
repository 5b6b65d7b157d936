"""A section on as few pages as it should take: set closer first, said shorter then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cspdesk.packs.blocks import Block, Section
from cspdesk.packs.pdf.layout import Frame, Layout
from cspdesk.packs.pdf.pen import Pen
from cspdesk.packs.pdf.pieces import Paginator, Piece
from cspdesk.packs.pdf.structure import Node
from cspdesk.packs.pdf.styles import (
    CLOSER,
    CONTENT_HEIGHT,
    CONTENT_WIDTH,
    MM,
    NAVY,
    PAGE_HEIGHT,
    SCALES,
    TOP,
    Scale,
)


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to set a section, and how many pages it takes so."""

    blocks: Sequence[Block]
    scale: Scale
    pages: int


def fitted(layout: Layout, section: Section, root: Node) -> list[Piece]:
    """The pieces of a section, as loosely and fully as its pages allow; its element is added.

    When no way fits, the first of those with the fewest pages.
    """
    if not section.fit:
        return _set(layout, section.blocks, SCALES[section.scale], _element(section, root))
    tried: list[_Way] = []
    for blocks, scale in _ways(section):
        before, kids = len(layout.headings), len(root.kids)
        pieces = _set(layout, blocks, scale, _element(section, root))
        tried.append(_Way(blocks, scale, _pages(pieces)))
        if tried[-1].pages <= section.fit:
            return pieces
        layout.forget(before)
        del root.kids[kids:]
    best = min(tried, key=lambda way: way.pages)
    return _set(layout, best.blocks, best.scale, _element(section, root))


def _ways(section: Section) -> Iterator[tuple[Sequence[Block], Scale]]:
    """Every wording in every size of its words before any with smaller ones."""
    wordings = (section.blocks, *section.shorter)
    if section.scale:
        yield from ((blocks, SCALES[section.scale]) for blocks in wordings)
        return
    *same_size, smaller = CLOSER
    yield from ((blocks, scale) for blocks in wordings for scale in same_size)
    yield from ((blocks, smaller) for blocks in wordings)


def _element(section: Section, root: Node) -> Node:
    return root.child("Sect", lang=section.lang)


def _set(layout: Layout, blocks: Sequence[Block], scale: Scale, node: Node) -> list[Piece]:
    return layout.stack(blocks, Frame(CONTENT_WIDTH, node, scale))


def under_rule(pieces: list[Piece]) -> None:
    """Set a section that joins another apart from it: white, and a heavy rule.

    Where it begins a page after all, the page has its own rule, and this one is left out.
    """
    first = pieces[0]
    plain = first.draw

    def draw(pen: Pen, x: float, top: float) -> None:
        if top < PAGE_HEIGHT - TOP - 1:
            with pen.decoration():
                pen.rule(x, top + 5 * MM, CONTENT_WIDTH, 2.25, NAVY)
        plain(pen, x, top)

    pieces[0] = replace(first, draw=draw, gap=14 * MM)


def _pages(pieces: Sequence[Piece]) -> int:
    trial = Paginator(CONTENT_HEIGHT)
    trial.place(pieces)
    return len(trial.sheets)
