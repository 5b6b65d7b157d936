"""A section on as few pages as it should take: set closer first, said shorter then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cspdesk.packs.blocks import Block, Section
from cspdesk.packs.pdf.layout import Frame, Layout
from cspdesk.packs.pdf.pieces import Paginator, Piece
from cspdesk.packs.pdf.structure import Node
from cspdesk.packs.pdf.styles import CLOSER, CONTENT_HEIGHT, CONTENT_WIDTH, SCALES, Scale


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
    scales = (SCALES[section.scale],) if section.scale else CLOSER
    for blocks in (section.blocks, *section.shorter):
        for scale in scales:
            yield blocks, scale


def _element(section: Section, root: Node) -> Node:
    return root.child("Sect", lang=section.lang)


def _set(layout: Layout, blocks: Sequence[Block], scale: Scale, node: Node) -> list[Piece]:
    return layout.stack(blocks, Frame(CONTENT_WIDTH, node, scale))


def _pages(pieces: Sequence[Piece]) -> int:
    trial = Paginator(CONTENT_HEIGHT)
    trial.place(pieces)
    return len(trial.sheets)
