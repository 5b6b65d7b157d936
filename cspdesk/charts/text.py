"""How wide words are, and how they are fitted into the room there is."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Protocol

from cspdesk.charts.primitives import Weight
from cspdesk.charts.widths import ADVANCES, CHARACTERS, OTHER, TABULAR_DIGIT

ASCENT, DESCENT = 0.75, 0.25  # of the size: what words cover above and below the base line


class TextMeasure(Protocol):
    """The width of one line of words in the painter's own font, in the drawing's units."""

    def width(
        self, words: str, size: float, weight: Weight = Weight.REGULAR, tabular: bool = True
    ) -> float: ...


class PrintMeasure:
    """Widths in the fonts of printed documents; also the default where no painter is at hand."""

    def width(
        self, words: str, size: float, weight: Weight = Weight.REGULAR, tabular: bool = True
    ) -> float:
        return _thousandths(words, weight, tabular) * size / 1000


PRINT_MEASURE = PrintMeasure()

_TABLES = {weight: dict(zip(CHARACTERS, row, strict=True)) for weight, row in ADVANCES.items()}


@lru_cache(maxsize=4096)
def _thousandths(words: str, weight: Weight, tabular: bool) -> int:
    table = _TABLES[weight]
    return sum(_advance(c, table, tabular) for c in words)


def _advance(character: str, table: dict[str, int], tabular: bool) -> int:
    if tabular and character.isascii() and character.isdigit():
        return TABULAR_DIGIT
    if character == "\N{NO-BREAK SPACE}":
        return table[" "]
    known = table.get(character)
    if known is None:
        known = table.get(unicodedata.normalize("NFD", character)[0], OTHER)
    return known


def fit(
    words: str,
    room: float,
    measure: TextMeasure,
    size: float,
    weight: Weight = Weight.REGULAR,
    tabular: bool = True,
) -> str:
    """The words, or their longest beginning with an ellipsis that fits; empty when nothing does."""
    if measure.width(words, size, weight, tabular) <= room:
        return words
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if measure.width(_cut(words, middle), size, weight, tabular) <= room:
            low = middle
        else:
            high = middle - 1
    return _cut(words, low) if low else ""


def _cut(words: str, letters: int) -> str:
    return words[:letters].rstrip() + "…"
