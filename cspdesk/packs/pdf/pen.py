"""Draws lines of words, rules, boxes and marks on a tagged canvas. Points, origin bottom left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import Any

from cspdesk.packs.inline import Mark
from cspdesk.packs.pdf.canvas import TaggedCanvas
from cspdesk.packs.pdf.fonts import Face
from cspdesk.packs.pdf.lines import Line, item_width
from cspdesk.packs.pdf.marks import mark_code
from cspdesk.packs.pdf.structure import Node
from cspdesk.packs.pdf.styles import CHIP, NAVY, Colour, TextStyle
from cspdesk.packs.pdf.words import CHIP_PAD, ChipBox, Fragment, Ink, LinkTo, SignBox, Words

_DROP = 0.55 * 72 / 25.4  # a mark stands this far below the base line
_UNDERLINE, _UNDERLINE_DROP = 0.6, 1.9

Placed = tuple[float, float, Fragment]  # left edge, base line, what


def base_line(style: TextStyle) -> float:
    """From the top of a line down to its base line: the letters in the middle of the leading."""
    ascent, descent = 0.984, 0.316  # of Atkinson Hyperlegible Next
    return (style.leading - (ascent + descent) * style.size) / 2 + ascent * style.size


class Pen:
    """One document's drawing hand."""

    def __init__(self, canvas: TaggedCanvas) -> None:
        self.canvas = canvas
        self._codes: dict[str, dict[str, str]] = {}

    # ---- decoration ----

    def _out(self, code: str) -> None:
        self.canvas._code.append(code)

    @contextmanager
    def decoration(self) -> Iterator[None]:
        with self.canvas.artifact():
            yield

    def rule(self, x: float, y: float, width: float, thickness: float, colour: Colour) -> None:
        """A level line, `thickness` points, from x over `width`; call inside an artifact."""
        self._out(
            f"{colour.operands} RG {thickness} w [] 0 d "
            f"{x:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l S"
        )

    def dots(self, left: float, right: float, y: float, colour: Colour) -> None:
        """A dotted leader, when there is room for one."""
        if right > left:
            self._out(
                f"{colour.operands} RG 0.6 w [0.6 2.4] 0 d "
                f"{left:.2f} {y:.2f} m {right:.2f} {y:.2f} l S"
            )

    def upright(self, x: float, y: float, height: float, thickness: float, colour: Colour) -> None:
        self._out(
            f"{colour.operands} RG {thickness} w [] 0 d "
            f"{x:.2f} {y:.2f} m {x:.2f} {y + height:.2f} l S"
        )

    def fill(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        self._out(f"{colour.operands} rg {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def outline(
        self, x: float, y: float, width: float, height: float, thickness: float, colour: Colour
    ) -> None:
        """A box whose stroke lies inside the given edges."""
        half = thickness / 2
        self._out(
            f"{colour.operands} RG {thickness} w [] 0 d {x + half:.2f} {y + half:.2f} "
            f"{width - thickness:.2f} {height - thickness:.2f} re S"
        )

    def mark(self, mark: Mark, x: float, y: float, size: float) -> None:
        self._out(mark_code(mark, x, y, size))

    # ---- words ----

    def lines(self, node: Node, rows: Iterable[tuple[float, float, Line]]) -> None:
        """Lines (left edge, base line, line) as content of `node`, with their marks and links."""
        placed = [(x, y, item) for left, y, line in rows for x, item in line.placed(left)]
        drawn = [p for p in placed if _is_drawn(p[2])]
        if drawn:
            with self.canvas.artifact():
                for x, y, item in drawn:
                    self._decorate(x, y, item)
        owners = _Owners(node)
        said = [p for p in placed if not isinstance(p[2], SignBox) or p[2].spoken]
        for owner, group in groupby(said, key=lambda p: owners.of(p[2])):
            self._say(owner, list(group))
        for x, y, item in placed:
            if isinstance(item, Words) and item.ink.link:
                self._link(owners.of(item), item.ink.link, x, y, item)

    def words(self, node: Node, x: float, y: float, text: str, ink: Ink) -> None:
        """One run of words at a base line."""
        self._say(node, [(x, y, Words(text, ink))])

    def plain_lines(self, rows: Iterable[tuple[float, float, Line]]) -> None:
        """Lines that repeat what was read before, as decoration."""
        with self.canvas.artifact():
            for left, y, line in rows:
                placed = [(x, y, item) for x, item in line.placed(left)]
                for x, _, item in placed:
                    if isinstance(item, SignBox | ChipBox):
                        self._decorate(x, y, item)
                self._text(placed)

    def furniture(self, x: float, y: float, text: str, ink: Ink) -> None:
        """Words of a running line; call inside an artifact."""
        self._text([(x, y, Words(text, ink))])

    def _say(self, node: Node, group: list[Placed]) -> None:
        with self.canvas.content(node):
            signs = [p for p in group if isinstance(p[2], SignBox)]
            for x, y, item in signs:
                self._decorate(x, y, item)
            self._text([p for p in group if not isinstance(p[2], SignBox)])

    def _text(self, group: list[Placed]) -> None:
        code: list[str] = ["BT"]
        ink: Ink | None = None
        font = ""
        for x, y, item in group:
            if isinstance(item, SignBox):
                continue
            if isinstance(item, ChipBox):
                x += CHIP_PAD
            if ink is None or item.ink.colour != ink.colour:
                code.append(f"{item.ink.colour.operands} rg")
            ink = item.ink
            code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
            for name, shown in self._encoded(item.text, ink.face):
                if font != (wanted := f"{name} {ink.size:g} Tf"):
                    code.append(wanted)
                    font = wanted
                code.append(f"({shown}) Tj")
        if len(code) > 1:
            code.append("ET")
            self._out("\n".join(code))

    def _decorate(self, x: float, y: float, item: Fragment) -> None:
        if isinstance(item, SignBox):
            self.mark(item.mark, x, y - _DROP * item.size / 10.5, item.size)
        elif isinstance(item, ChipBox):
            box = (x, y - 4.0, item.width, CHIP.leading + 1.7)
            if item.solid:
                self.fill(*box, NAVY)
            else:
                self.outline(*box, 0.9, NAVY)
        else:
            width = item.ink.face.width(item.text.rstrip(" "), item.ink.size)
            drop = _UNDERLINE_DROP * item.ink.size / 11
            self.rule(x, y - drop, width, _UNDERLINE, item.ink.colour)

    def _link(self, node: Node, link: LinkTo, x: float, y: float, item: Words) -> None:
        size, width = item.ink.size, item_width(item)
        rect = (x, y - 0.3 * size, x + width, y + 0.95 * size)
        self.canvas.link(node, rect, link.target, link.says)

    def _encoded(self, text: str, face: Face) -> list[tuple[str, str]]:
        """The text as (font resource, escaped bytes); the first 220 letters share one resource."""
        codes = self._codes.setdefault(face.name, {})
        doc: Any = self.canvas._doc
        try:
            shown = "".join([codes[c] for c in text])
        except KeyError:
            return self._learn(text, face, codes)
        return [(face.font.getSubsetInternalName(0, doc), shown)]

    def _learn(self, text: str, face: Face, codes: dict[str, str]) -> list[tuple[str, str]]:
        doc: Any = self.canvas._doc
        for letter in set(text):
            for subset, data in face.font.splitString(letter, doc):
                if subset == 0:
                    codes[letter] = _escaped(data)
        return [
            (face.font.getSubsetInternalName(subset, doc), _escaped(data))
            for subset, data in face.font.splitString(text, doc)
        ]


def _escaped(data: bytes) -> str:
    return "".join(_ESCAPED[byte] for byte in data)


_ESCAPED = [
    f"\\{chr(b)}" if chr(b) in "()\\" else chr(b) if 32 <= b < 127 else f"\\{b:03o}"
    for b in range(256)
]


def _is_drawn(item: Fragment) -> bool:
    """Whether something besides letters is drawn: a mark, a chip's box, a link's underline."""
    if isinstance(item, SignBox):
        return not item.spoken
    return isinstance(item, ChipBox) or item.ink.link is not None


class _Owners:
    """The element each item belongs to: the paragraph, or a link or span in it."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self._links: dict[int, Node] = {}

    def of(self, item: Fragment) -> Node:
        if isinstance(item, SignBox):
            return self._made(id(item), "Span", actual=item.spoken)
        if isinstance(item, Words) and item.ink.link:
            return self._made(id(item.ink.link), "Link", lang=item.ink.lang)
        if isinstance(item, Words) and item.ink.lang:
            return self._made(id(item.ink), "Span", lang=item.ink.lang)
        return self._node

    def _made(self, key: int, role: str, *, actual: str = "", lang: str = "") -> Node:
        if key not in self._links:
            self._links[key] = self._node.child(role, actual=actual, lang=lang)
        return self._links[key]
