"""Where blocks become pieces: the frame they stand in, and what they leave for the rest to know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Any, Literal, TypeAlias

from cspdesk.packs.blocks import Block, KpiPanel, LabelRow
from cspdesk.packs.inline import PageCount, PageRef, Run, Text, inlines
from cspdesk.packs.pdf.lines import Line, break_lines
from cspdesk.packs.pdf.objects import PageBox
from cspdesk.packs.pdf.pieces import Piece
from cspdesk.packs.pdf.structure import Node
from cspdesk.packs.pdf.styles import Scale, TextStyle
from cspdesk.packs.pdf.words import Places, compose


@dataclass(frozen=True, slots=True)
class Frame:
    """The room for a block: its width in points, its place in the structure tree, its sizes.

    `inside` says what it stands in, because boxes are tighter beside a label than on their own.
    """

    width: float
    node: Node
    scale: Scale
    inside: Literal["", "row", "box"] = ""

    def narrowed(self, width: float, node: Node | None = None, inside: str = "") -> Frame:
        kind: Any = inside or self.inside
        return replace(self, width=width, node=node or self.node, inside=kind)


@dataclass(slots=True)
class Flow:
    """A block as pieces, with the white space it wants before and after.

    With `breaks` what comes after begins on a new page.
    """

    pieces: list[Piece]
    before: float = 0.0
    after: float = 0.0
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class HeadingAt:
    """A heading met in the layout, for bookmarks, contents and titles of links."""

    level: int
    title: str
    key: str
    in_contents: bool


Handler: TypeAlias = "Callable[[Layout, Any, Frame], Flow]"


@dataclass(slots=True)
class Memo:
    """What need not be found twice; kept from one layout of a document to the next."""

    lines: dict[tuple[Text, TextStyle, float], list[Line]] = field(default_factory=dict)
    boxes: dict[int, list[PageBox]] = field(default_factory=dict)  # of papers attached


class Layout:
    """One pass over a document. `handlers` says how each kind of block is laid out."""

    def __init__(
        self,
        handlers: dict[type, Handler],
        places: Places,
        memo: Memo,
        marking: str,
        partnership: str,
    ) -> None:
        self.places = places
        self.marking = marking
        self.partnership = partnership
        self.uses_places = False
        self.headings: list[HeadingAt] = []
        self._handlers = handlers
        self.memo = memo
        self._idents = 0

    def flow(self, block: Block, frame: Frame) -> Flow:
        return self._handlers[type(block)](self, block, frame)

    def stack(self, blocks: Iterable[Block], frame: Frame) -> list[Piece]:
        """The pieces of blocks one under the other; neighbouring white space is shared."""
        flows: list[Flow] = []
        row = list(blocks)
        for block, following in zip_longest(row, row[1:]):
            flow = self.flow(_before_panel(block, following), frame)
            if isinstance(block, LabelRow) and isinstance(following, LabelRow):
                flow.after = 0.0  # rows of the label column share their rule
            flow.before *= frame.scale.close
            flow.after *= frame.scale.close
            flows.append(flow)
        return stacked(flows)

    def lines(self, text: Text, style: TextStyle, width: float, grace: float = 0.0) -> list[Line]:
        """The text broken to a width; remembered unless it depends on page numbers.

        A single word may be `grace` wider before it is cut.
        """
        if _needs_places(text):
            self.uses_places = True
            return break_lines(compose(text, style, self.places), width, grace)
        key = (text, style, round(width, 2))
        known = self.memo.lines.get(key)
        if known is None:
            known = break_lines(compose(text, style, self.places), width, grace)
            self.memo.lines[key] = known
        return known

    def add_heading(self, level: int, title: str, key: str, in_contents: bool = True) -> str:
        """Remember a heading; gives its key, made up when it has none."""
        key = key or f"heading-{len(self.headings) + 1}"
        self.headings.append(HeadingAt(level, title, key, in_contents))
        return key

    def forget(self, headings: int) -> None:
        """Drop the headings after the first so many: what had them is laid out another way."""
        del self.headings[headings:]

    def new_ident(self) -> str:
        """A fresh identifier for a structure element that others name."""
        self._idents += 1
        return f"e{self._idents:05d}"


def _before_panel(block: Block, following: Block | None) -> Block:
    """The heavy rule of a KPI panel makes the closing rule of the row above it one too many."""
    if isinstance(block, LabelRow) and isinstance(following, KpiPanel):
        return replace(block, rule_below=False)
    return block


def stacked(flows: Sequence[Flow]) -> list[Piece]:
    """Pieces of several flows, the larger of two neighbouring spaces between them."""
    out: list[Piece] = []
    after = 0.0
    breaks = False
    for flow in flows:
        breaks = breaks or flow.breaks
        if not flow.pieces:
            after = max(after, flow.after)
            continue
        flow.pieces[0].gap = max(after, flow.before)
        flow.pieces[0].new_page = flow.pieces[0].new_page or breaks
        breaks = False
        out += flow.pieces
        after = flow.after
    return out


def _needs_places(text: Text) -> bool:
    if isinstance(text, str):
        return False
    return any(
        isinstance(part, PageRef | PageCount) or (isinstance(part, Run) and bool(part.link))
        for part in inlines(text)
    )
