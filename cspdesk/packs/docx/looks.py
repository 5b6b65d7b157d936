"""The look of a Word document: page, fonts and the named styles that every block is set in."""

from __future__ import annotations

from typing import Any

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from cspdesk.packs.docx.xml import border, element, put, shade

# A font that every office computer has, legible at small sizes: ours is not on theirs.
FONT = "Arial"
INK, SECONDARY, NAVY, LINE, PALE, TINT = (
    "14202B", "46535F", "123A63", "6B7884", "EEF3F8", "DCE6F0",
)  # fmt: skip
HAIR, WHITE = "B4BEC8", "FFFFFF"

CONTENT_WIDTH = 170.0  # mm, as in the PDF
_MARGINS = {"left": 22, "right": 18, "top": 25, "bottom": 21}

# Style name: size, bold, colour, points above and below.
_HEADINGS: dict[str, tuple[float, bool, str, float, float]] = {
    "Title": (28, True, NAVY, 0, 6),
    "Heading 1": (20, True, INK, 6, 6),
    "Heading 2": (13, True, NAVY, 14, 4),
    "Heading 3": (11, True, INK, 10, 3),
}
_PARAGRAPHS: dict[str, tuple[float, bool, str, float, float]] = {
    "Eyebrow": (11, True, NAVY, 0, 2),
    "Lead": (12, False, INK, 0, 8),
    "Note": (9.5, False, SECONDARY, 0, 4),
    "Big figure": (26, True, NAVY, 6, 2),
    "Key box": (11, False, INK, 3, 3),
    "Ask box": (11, False, INK, 3, 3),
    "Reference line": (11, False, INK, 0, 3),
    "Cell": (10, False, INK, 1, 1),
    "Answer label": (9.5, True, SECONDARY, 2, 2),
}


def prepare(word: Word, language: str) -> None:
    """Page, margins, fonts, language and styles; before anything is written."""
    _page(word)
    _defaults(word, language)
    styles = word.styles
    for name, look in _HEADINGS.items():
        _set(styles[name], *look)
    _flat_title(styles["Title"])
    for name, look in _PARAGRAPHS.items():
        made = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = styles["Normal"]
        made.quick_style = True
        _set(made, *look)
    _boxes(styles)
    hint = styles.add_style("Placeholder Text", WD_STYLE_TYPE.CHARACTER)
    hint.font.color.rgb = RGBColor.from_string(SECONDARY)


def _page(word: Word) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side, millimetres in _MARGINS.items():
        setattr(section, f"{side}_margin", Mm(millimetres))
    section.header_distance, section.footer_distance = Mm(11), Mm(10)


def _defaults(word: Word, language: str) -> None:
    normal = word.styles["Normal"]
    _set(normal, 11, False, INK, 0, 6)
    normal.paragraph_format.line_spacing = 1.15
    properties = normal.element.get_or_add_rPr()
    put(properties, element("w:lang", val=language, eastAsia=language, bidi="ar-SA"))
    for found in word.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), language)


def _set(style: Any, size: float, bold: bool, colour: str, above: float, below: float) -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):  # a theme's font would win over the one named here
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)
    style.paragraph_format.space_before = Pt(above)
    style.paragraph_format.space_after = Pt(below)


def _flat_title(style: Any) -> None:
    """The template draws a line under titles."""
    properties = style.element.get_or_add_pPr()
    for found in properties.findall(qn("w:pBdr")):
        properties.remove(found)


def _boxes(styles: Any) -> None:
    """Pale with a bar at the left for what to remember; an outline for what is asked."""
    key = styles["Key box"].element.get_or_add_pPr()
    put(key, element("w:pBdr", (border("left", NAVY, 24, 6),)))
    put(key, shade(PALE))
    ask = styles["Ask box"].element.get_or_add_pPr()
    sides = tuple(border(side, NAVY, 12, 6) for side in ("top", "left", "bottom", "right"))
    put(ask, element("w:pBdr", sides))
    for name in ("Key box", "Ask box"):
        form = styles[name].paragraph_format
        form.left_indent, form.right_indent = Mm(4), Mm(2)
