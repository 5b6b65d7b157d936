"""Words in a line: runs, links, page references, marks and chips."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias


class Weight(StrEnum):
    REGULAR = "regular"
    SEMIBOLD = "semibold"
    BOLD = "bold"


class Tone(StrEnum):
    """Colour by role; a renderer decides the colour."""

    INK = "ink"
    SECONDARY = "secondary"
    NAVY = "navy"
    WHITE = "white"


class Mark(StrEnum):
    """Signs drawn as shapes, never typed. A word always stands beside a mark."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    NOT_RATED = "not_rated"
    GAP = "gap"
    UP = "up"
    DOWN = "down"
    FLAT = "flat"
    BACK = "back"
    TICK_BOX = "tick_box"


Size: TypeAlias = Literal["", "note", "body", "lead", "figure", "big"]
Align: TypeAlias = Literal["left", "right", "centre"]


# ---- inline -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Run:
    """Some words that differ from their surroundings.

    `link` is "#key" for a place in the document or a web or mail address. `tabular` asks for
    digits of one width.
    """

    text: str
    weight: Weight | None = None
    tone: Tone | None = None
    link: str = ""
    lang: str = ""
    tabular: bool = False
    size: Size = ""


@dataclass(frozen=True, slots=True)
class PageRef:
    """ "page 8", or "pages 12 to 13" when `to_key` lies on a later page; a link.

    `words` goes before it inside the link: PageRef("item5", words="item 5, ") reads "item 5, page
    11".
    With `number_only` just the number is printed. With `whole` the range runs to the end of the
    section.
    """

    key: str
    to_key: str = ""
    words: str = ""
    number_only: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class PageCount:
    """How many pages the document has, with `words` after it: "19 pages"."""

    words: str = " pages"
    weight: Weight | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """A mark in the line of text; the word for it must follow. `size` is its height in
    millimetres.
    """

    mark: Mark
    size: float = 3.7


@dataclass(frozen=True, slots=True)
class Chip:
    """A small tag: "Decision" and "Ask" are solid, "Standing" and "Tell" outlined."""

    text: str
    solid: bool = False


Inline: TypeAlias = str | Run | PageRef | PageCount | Sign | Chip
Text: TypeAlias = Inline | tuple[Inline, ...]


def bold(text: str) -> Run:
    return Run(text, Weight.BOLD)


def quiet(text: str) -> Run:
    """Words in the secondary colour."""
    return Run(text, tone=Tone.SECONDARY)


def inlines(text: Text) -> tuple[Inline, ...]:
    """The parts of a text, whichever form it was given in; empty strings are left out."""
    parts = text if isinstance(text, tuple) else (text,)
    return tuple(part for part in parts if part != "")


def plain(text: Text) -> str:
    """The words of a text; page references, which need a layout, are left out except for their
    words.
    """
    return "".join(_plain(part) for part in inlines(text))


def _plain(part: Inline) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, Run | Chip):
        return part.text
    return part.words if isinstance(part, PageRef | PageCount) else ""
