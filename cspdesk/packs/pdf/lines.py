"""Fragments broken into lines: ragged right, no hyphenation, long words cut only when they must
be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cspdesk.packs.pdf.words import CHIP_MARGIN, ChipBox, Fragment, Ink, Words

_SLACK = 0.01
_AFTER = re.compile(r"[^-–/@._&=?]*[-–/@._&=?]|[^-–/@._&=?]+")  # where an address may be cut


@dataclass(slots=True)
class Line:
    """What stands in one line, left to right, how wide it is, and whether it ends inside a word."""

    items: list[Fragment] = field(default_factory=list)
    width: float = 0.0
    cut: bool = False  # inside a word

    def add(self, item: Fragment, width: float) -> None:
        last = self.items[-1] if self.items else None
        if isinstance(item, Words) and isinstance(last, Words) and last.ink == item.ink:
            last.text += item.text
        else:
            self.items.append(Words(item.text, item.ink) if isinstance(item, Words) else item)
            self.width += _margin(last, item)
        self.width += width

    def placed(self, x: float) -> Iterator[tuple[float, Fragment]]:
        """The items with their left edges, for a line that begins at `x`."""
        last: Fragment | None = None
        for item in self.items:
            x += _margin(last, item)
            yield x, item
            x += item_width(item)
            last = item


def _margin(last: Fragment | None, item: Fragment) -> float:
    """A chip keeps its distance from the words beside it."""
    beside = isinstance(last, ChipBox) or (last is not None and isinstance(item, ChipBox))
    return CHIP_MARGIN if beside else 0.0


@dataclass(slots=True)
class _Word:
    """Fragments with no break between them; `space` is the ink of the space after, if there is
    one.
    """

    parts: list[tuple[Fragment, float]] = field(default_factory=list)
    width: float = 0.0
    space: Ink | None = None
    ends_line: bool = False

    def add(self, part: Fragment, width: float) -> None:
        self.parts.append((part, width))
        self.width += width


def item_width(item: Fragment) -> float:
    if isinstance(item, Words):
        return item.ink.face.width(item.text, item.ink.size)
    return item.width


def break_lines(fragments: Sequence[Fragment], width: float, grace: float = 0.0) -> list[Line]:
    """Lines no wider than `width` points; at least one line.

    A word alone in its line may be `grace` wider, so that "Communications" is not cut for a hair.
    """
    lines = [Line()]
    space: Ink | None = None
    for word in _words(fragments):
        line = lines[-1]
        gap = space.face.width(" ", space.size) if space and line.items else 0.0
        margin = CHIP_MARGIN if word.parts and isinstance(word.parts[0][0], ChipBox) else 0.0
        if line.items and line.width + gap + margin + word.width > width + _SLACK:
            line = Line()
            lines.append(line)
            gap = 0.0
        if space and gap:
            line.add(Words(" ", space), gap)
        if word.width > width + grace + _SLACK:
            _add_in_cuts(word, width, lines)
        else:
            for part, part_width in word.parts:
                line.add(part, part_width)
        space = word.space
        if word.ends_line:
            lines.append(Line())
            space = None
    while len(lines) > 1 and not lines[-1].items:
        lines.pop()
    _end_with_spaces(lines)
    return lines


def _end_with_spaces(lines: list[Line]) -> None:
    """The end of a line is the end of a word; say so to whoever reads the text (14.8.2.5)."""
    for line in lines[:-1]:
        last = line.items[-1] if line.items else None
        if isinstance(last, Words) and not line.cut:
            last.text += " "


def _words(fragments: Sequence[Fragment]) -> list[_Word]:
    words = [_Word()]
    for fragment in fragments:
        if isinstance(fragment, Words):
            _split(fragment, words)
        elif isinstance(fragment, ChipBox):
            _add_chip(fragment, words)
        else:
            words[-1].add(fragment, fragment.width)
    if len(words) > 1 and not words[-1].parts:
        words.pop()
    return words


def _add_chip(chip: ChipBox, words: list[_Word]) -> None:
    if words[-1].parts:
        words.append(_Word())
    if len(words) > 1 and words[-2].space is None:
        words[-2].space = chip.ink
    words[-1].add(chip, chip.width)
    words[-1].space = chip.ink
    words.append(_Word())


def _split(fragment: Words, words: list[_Word]) -> None:
    ink = fragment.ink
    for number, row in enumerate(fragment.text.split("\n")):
        if number:
            words[-1].ends_line = True
            words[-1].space = None
            words.append(_Word())
        for count, text in enumerate(row.split(" ")):
            if count and words[-1].parts:
                words[-1].space = ink
                words.append(_Word())
            if text:
                words[-1].add(Words(text, ink), ink.face.width(text, ink.size))


def _add_in_cuts(word: _Word, width: float, lines: list[Line]) -> None:
    """A word wider than the line: cut after marks that addresses have, else between letters."""
    for part, part_width in word.parts:
        if not isinstance(part, Words):
            lines[-1].add(part, part_width)
            continue
        for bit in _cuts(part, width):
            bit_width = part.ink.face.width(bit, part.ink.size)
            if lines[-1].items and lines[-1].width + bit_width > width + _SLACK:
                lines[-1].cut = True
                lines.append(Line())
            lines[-1].add(Words(bit, part.ink), bit_width)


def _cuts(part: Words, width: float) -> list[str]:
    bits: list[str] = []
    for bit in _AFTER.findall(part.text):
        wide = part.ink.face.width(bit, part.ink.size) > width
        bits += list(bit) if wide else [bit]
    return bits
