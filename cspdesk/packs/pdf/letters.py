"""Typed words made fit to print: letters no font has, breaks that must not happen, odd spaces."""

from __future__ import annotations

import logging
import re
import unicodedata
from functools import lru_cache

from cspdesk.packs.inline import Weight
from cspdesk.packs.pdf.fonts import Face, face, fallback

log = logging.getLogger(__name__)

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
_DATE = re.compile(rf"\b(\d{{1,2}}) (?=(?:{_MONTHS}|minutes?|people|days?|min)\b)")
_NUMBERED = re.compile(
    r"\b([Ii]tems?|[Pp]ages?|[Pp]apers?|[Pp]riority|[Qq]uarter|[Ff]igure|[Tt]able|[Aa]ppendix) "
    r"(?=\d)"
)
_SWAPS = str.maketrans(
    {
        "\u00ad": None,  # soft hyphen: nothing is hyphenated
        "\u200b": None,
        "\u200c": None,
        "\u200d": None,  # joiners: no font here joins
        "\ufeff": None,
        "\u2060": None,
        "\u2011": "-",
        "\u2009": "\u00a0",
        "\u202f": "\u00a0",
        "\t": " ",
        "\r": None,
        "\x0b": "\n",
        "\u2028": "\n",
        "\u2029": "\n",
    }
)
_ODD_SPACES = re.compile(r"[^\S \n\u00a0]")
_SELECTORS = re.compile("[\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")  # variants, skin tones
ARROWS = {"→": "flat", "⇒": "flat", "↑": "up", "↓": "down", "←": "back"}


@lru_cache(maxsize=20_000)
def tidy(text: str) -> str:
    """Composed letters, no control characters, no break inside "9 February" or "item 5"."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", _SELECTORS.sub("", text))
    text = _ODD_SPACES.sub(" ", text.translate(_SWAPS))
    if not text.isprintable():
        text = "".join(c for c in text if c == "\n" or unicodedata.category(c) != "Cc")
    return _NUMBERED.sub("\\1\u00a0", _DATE.sub("\\1\u00a0", text))


def in_fonts(text: str, weight: Weight, tabular: bool) -> list[tuple[str, Face]]:
    """The text in pieces, each with a font that has all its letters.

    A word with a letter that the document font lacks is set wholly in the fallback font, so that it
    does not look patched; what neither has is replaced by its name in brackets, and logged.
    """
    first = face(weight, tabular)
    if first.has(text):
        return [(text, first)]
    second = fallback(weight)
    pieces: list[tuple[str, Face]] = []
    for word in _named(text, first.letters | second.letters):
        for part, font in _word_in_fonts(word, first, second):
            if pieces and pieces[-1][1] is font:
                pieces[-1] = (pieces[-1][0] + part, font)
            else:
                pieces.append((part, font))
    return pieces


def _named(text: str, letters: frozenset[str]) -> list[str]:
    """Words and the spaces between them, with names in place of what is not among the letters."""
    out: list[str] = []
    for word in re.split(r"(\s+)", text):
        if word.isspace() or letters.issuperset(word):
            out.append(word)
            continue
        name = _name_missing(word, letters)
        if name.endswith(" text]") and out[-2:-1] == [name]:
            out.pop()  # the space before a name that stands there already
        else:
            out.append(name)
    return out


def _word_in_fonts(word: str, first: Face, second: Face) -> list[tuple[str, Face]]:
    """A word that the two fonts can set between them; names in brackets are in the first."""
    if not word:
        return []
    if first.has(word) or word.isspace():
        return [(word, first)]
    parts = (part for part in re.split(r"(\[.*? .*?\])", word) if part)
    return [(part, first if first.has(part) else second) for part in parts]


def _name_missing(word: str, letters: frozenset[str]) -> str:
    out: list[str] = []
    for character in word:
        if character in letters:
            out.append(character)
            continue
        name = _called(character)
        if not out or out[-1] != name:
            out.append(name)
    shown = "".join(out)
    log.warning("No font has every character of %r; printed as %r.", word, shown)
    return shown


def _called(character: str) -> str:
    """ "[thumbs up sign]" for a symbol, "[Arabic text]" for a letter of a script no font here
    has.
    """
    name = unicodedata.name(character, "")
    if not name:
        return "[?]"
    if unicodedata.category(character)[0] in "LMN":
        return f"[{name.split()[0].split('-')[0].capitalize()} text]"
    return f"[{name.lower()}]"
