"""Inline text as fragments ready to be set in lines: font, size, colour, link and language each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from cspdesk.packs.inline import (
    Chip,
    Inline,
    Mark,
    PageCount,
    PageRef,
    Run,
    Sign,
    Text,
    Weight,
    inlines,
)
from cspdesk.packs.pdf.fonts import Face
from cspdesk.packs.pdf.letters import ARROWS, in_fonts, tidy
from cspdesk.packs.pdf.styles import (
    CHIP,
    MM,
    NAVY,
    TONES,
    WHITE,
    Colour,
    TextStyle,
)

_ARROW = re.compile("([" + "".join(ARROWS) + "])")
_SIZES = {"note": 10.0, "body": 11.0, "lead": 13.0, "figure": 15.0, "big": 46.0}

SIGN_GAP = 1.4 * MM
CHIP_PAD = 1.8 * MM
CHIP_MARGIN = 2.4 * MM


class UnknownPlace(KeyError):
    """A link or page reference names a key that no block has: a programming error."""

    def __init__(self, key: str) -> None:
        super().__init__(f"no heading, paragraph or row has the key {key!r}")


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the contents."""

    level: int
    title: str
    key: str


@dataclass(frozen=True, slots=True)
class Places:
    """Where each key is: page numbers, titles and the last page of its section; pages in all.

    While a document is first laid out nothing is known: `known` is false and every reference
    takes the room of a guess.
    """

    pages: Mapping[str, int] = field(default_factory=dict)
    ends: Mapping[str, int] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    contents: tuple[ContentsEntry, ...] = ()
    total: int = 88
    known: bool = False

    def page(self, key: str) -> int:
        if key in self.pages:
            return self.pages[key]
        if self.known:
            raise UnknownPlace(key)
        return 88

    def end(self, key: str) -> int:
        return self.ends.get(key, self.page(key))


@dataclass(frozen=True, eq=False, slots=True)
class LinkTo:
    """One link in one place; `says` is read out for it."""

    target: str
    says: str


@dataclass(frozen=True, slots=True)
class Ink:
    """How some words are drawn."""

    face: Face
    size: float
    colour: Colour
    link: LinkTo | None = None
    lang: str = ""


@dataclass(slots=True)
class Words:
    """Words of one ink."""

    text: str
    ink: Ink


@dataclass(frozen=True, slots=True)
class SignBox:
    """A mark in the line; `spoken` when it stands for a typed arrow."""

    mark: Mark
    size: float
    width: float
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class ChipBox:
    """A chip in the line."""

    text: str
    solid: bool
    ink: Ink
    width: float


Fragment = Words | SignBox | ChipBox


def compose(text: Text, style: TextStyle, places: Places) -> list[Fragment]:
    """The fragments of a text set in a style. References take their numbers from `places`."""
    out: list[Fragment] = []
    for part in inlines(text):
        _compose_part(part, style, places, out)
    return out


def _compose_part(part: Inline, style: TextStyle, places: Places, out: list[Fragment]) -> None:
    if isinstance(part, str):
        _add_words(part, style, out)
    elif isinstance(part, Run):
        _add_run(part, style, places, out)
    elif isinstance(part, PageRef):
        _add_reference(part, style, places, out)
    elif isinstance(part, PageCount):
        _add_words(
            f"{places.total}{part.words}", _in_weight(style, part.weight, style.tabular), out
        )
    elif isinstance(part, Sign):
        size = part.size * MM * (style.size / 11 if style.size > 11 else 1)
        out.append(SignBox(part.mark, size, size + SIGN_GAP))
    else:
        out.append(chip_box(part))


def _add_run(run: Run, style: TextStyle, places: Places, out: list[Fragment]) -> None:
    link = None
    colour = TONES[run.tone] if run.tone else style.colour
    if run.link:
        link = LinkTo(run.link, _link_says(run, places))
        colour = NAVY if run.tone is None else colour
    set_in = _in_weight(style, run.weight, run.tabular or style.tabular, colour)
    _add_words(
        run.text, set_in, out, size=_SIZES.get(run.size, style.size), link=link, lang=run.lang
    )


def _link_says(run: Run, places: Places) -> str:
    if not run.link.startswith("#"):
        return f"{run.text} ({run.link})"
    key = run.link[1:]
    title = places.titles.get(key, "")
    return ", ".join(dict.fromkeys(w for w in (run.text, f"page {places.page(key)}", title) if w))


def _in_weight(
    style: TextStyle, weight: Weight | None, tabular: bool, colour: Colour | None = None
) -> TextStyle:
    return TextStyle(
        style.size, style.leading, weight or style.weight, colour or style.colour, tabular
    )


def _add_reference(ref: PageRef, style: TextStyle, places: Places, out: list[Fragment]) -> None:
    words = page_words(ref, places)
    title = places.titles.get(ref.key, "")
    link = LinkTo(f"#{ref.key}", f"{words}, {title}" if title else words)
    _add_words(words, _in_weight(style, None, style.tabular, NAVY), out, link=link)


def page_words(ref: PageRef, places: Places) -> str:
    """ "page 8", "pages 9 and 10" or "pages 12 to 15", after the reference's own words."""
    first = places.page(ref.key)
    last = first
    if ref.to_key:
        last = places.page(ref.to_key)
    elif ref.whole:
        last = places.end(ref.key)
    if last <= first:
        number, noun = str(first), "page"
    else:
        both = "and" if last == first + 1 and not ref.number_only else "to"
        number, noun = f"{first} {both} {last}", "pages"
    return ref.words + (number if ref.number_only else f"{noun}\u00a0{number}")


def _add_words(
    text: str,
    style: TextStyle,
    out: list[Fragment],
    *,
    size: float = 0.0,
    link: LinkTo | None = None,
    lang: str = "",
) -> None:
    size = size or style.size
    text = tidy(text)
    pieces = _ARROW.split(text) if any(c in ARROWS for c in text) else [text]
    for piece in pieces:
        if piece in ARROWS:
            out.append(SignBox(Mark(ARROWS[piece]), size * 0.85, size * 0.85, spoken=piece))
        elif piece:
            for words, face in in_fonts(piece, style.weight, style.tabular):
                out.append(Words(words, Ink(face, size, style.colour, link, lang)))


def chip_box(chip: Chip) -> ChipBox:
    """A chip with the room that it takes."""
    colour = WHITE if chip.solid else NAVY
    style = TextStyle(CHIP.size, CHIP.leading, CHIP.weight, colour)
    text, face = in_fonts(tidy(chip.text), style.weight, False)[0]
    ink = Ink(face, style.size, colour)
    return ChipBox(text, chip.solid, ink, face.width(text, style.size) + 2 * CHIP_PAD)
