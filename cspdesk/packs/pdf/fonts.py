"""The fonts of printed documents: widths, what letters they have, and which font stands in.

The names registered with reportlab are the file names without ".ttf"; charts use the same.
"""

from __future__ import annotations

import threading
from functools import cache
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from cspdesk.packs.inline import Weight
from cspdesk.paths import resource

_ATKINSON = {Weight.REGULAR: "Regular", Weight.SEMIBOLD: "SemiBold", Weight.BOLD: "Bold"}
# Noto Sans has no semibold in the files we ship; bold is the nearer weight on paper.
_NOTO = {Weight.REGULAR: "Regular", Weight.SEMIBOLD: "Bold", Weight.BOLD: "Bold"}
_LOCK = threading.Lock()
_KEPT_WIDTHS = 50_000


def font_name(weight: Weight = Weight.REGULAR, *, tabular: bool = False) -> str:
    """The registered name of the document font; `tabular` has digits of one width."""
    return f"AtkinsonHyperlegibleNext{'Tab' if tabular else ''}-{_ATKINSON[weight]}"


def fallback_name(weight: Weight = Weight.REGULAR) -> str:
    """The font for letters that the document font does not have."""
    return f"NotoSans-{_NOTO[weight]}"


class EmbeddedFont(TTFont):  # type: ignore[misc]
    """A TrueType font whose map back to Unicode is right.

    Stock reportlab maps unused slots to U+0000 (forbidden by PDF/UA-1, 7.21.7), writes blocks of
    more than 100 entries, and gets characters above U+FFFF wrong.
    """

    def addObjects(self, doc: Any) -> None:
        subsets = self.state[doc].subsets
        names = [self.getSubsetInternalName(n, doc)[1:] for n in range(len(subsets))]
        super().addObjects(doc)
        fonts = doc.idToObject["BasicFonts"].dict
        for name, subset in zip(names, subsets, strict=True):
            base = fonts[name].BaseFont
            doc.idToObject[f"toUnicodeCMap:{base}"].content = to_unicode_map(base, subset)


def to_unicode_map(name: str, subset: list[int]) -> str:
    """The ToUnicode program for one subset: code point by slot, unused slots left out."""
    rows = [
        f"<{slot:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>"
        for slot, code in enumerate(subset)
        if code
    ]
    blocks = [rows[i : i + 100] for i in range(0, len(rows), 100)]
    body = [f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
            f"/CMapName /{name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            f"<00> <{len(subset) - 1:02X}>",
            "endcodespacerange",
            *body,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )


class Face:
    """One registered font: measures words, knows its letters."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.font = _registered(name)
        face = self.font.face
        self.letters = frozenset(chr(code) for code in face.charToGlyph if code) | {"\u00a0"}
        self.ascent: float = face.ascent / 1000
        self.descent: float = face.descent / 1000
        self._widths: dict[str, float] = {}

    def width(self, text: str, size: float) -> float:
        """Width in points. Words repeat, so their widths are kept."""
        unit = self._widths.get(text)
        if unit is None:
            if len(self._widths) > _KEPT_WIDTHS:
                self._widths.clear()
            unit = self._widths[text] = self.font.stringWidth(text, 1)
        return unit * size

    def has(self, text: str) -> bool:
        return self.letters.issuperset(text)


def _registered(name: str) -> Any:
    with _LOCK:
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(EmbeddedFont(name, str(resource("fonts", f"{name}.ttf"))))
        return pdfmetrics.getFont(name)


def face(weight: Weight = Weight.REGULAR, tabular: bool = False) -> Face:
    """The document font in a weight."""
    return _face(font_name(weight, tabular=tabular))


def fallback(weight: Weight = Weight.REGULAR) -> Face:
    """The font that stands in for missing letters."""
    return _face(fallback_name(weight))


@cache
def _face(name: str) -> Face:
    return Face(name)


def register() -> None:
    """Register every font with reportlab; needed before drawing on a canvas by font name."""
    for weight in Weight:
        face(weight), face(weight, True), fallback(weight)
