"""Header and footer of a page, as pagination artifacts: design/pdf section 9."""

from __future__ import annotations

from dataclasses import replace

from cspdesk.packs.furniture import DRAFT, Furniture
from cspdesk.packs.pdf.letters import in_fonts, tidy
from cspdesk.packs.pdf.pen import Pen
from cspdesk.packs.pdf.styles import (
    CONTENT_WIDTH,
    FURNITURE,
    LEFT,
    LINE,
    MARKING,
    MM,
    NAVY,
    PAGE_HEIGHT,
    WHITE,
    TextStyle,
)
from cspdesk.packs.pdf.words import Ink

_HEAD_BASE = PAGE_HEIGHT - 12.3 * MM
_HEAD_RULE = PAGE_HEIGHT - 15.7 * MM
_FOOT_RULE = 14.9 * MM
_FOOT_BASE = 10.1 * MM
_TAG = replace(MARKING, colour=WHITE)


def draw_furniture(pen: Pen, furniture: Furniture, page: str) -> None:
    """Draw the running lines of one page; `page` is "Page 8 of 19"."""
    right = LEFT + CONTENT_WIDTH
    with pen.canvas.artifact("Header"):
        start = LEFT
        if furniture.draft:
            start += _draft_tag(pen) + 2.5 * MM
        side = (CONTENT_WIDTH - _width(furniture.marking, MARKING)) / 2 - 4 * MM
        _words(pen, furniture.left, FURNITURE, start, _HEAD_BASE, LEFT + side - start)
        _middle(pen, furniture.marking, _HEAD_BASE)
        shown = _fitted(furniture.right, FURNITURE, side)
        _words(pen, shown, FURNITURE, right - _width(shown, FURNITURE), _HEAD_BASE, side)
        pen.rule(LEFT, _HEAD_RULE, CONTENT_WIDTH, 2.25, NAVY)
    with pen.canvas.artifact("Footer"):
        pen.rule(LEFT, _FOOT_RULE, CONTENT_WIDTH, 0.5, LINE)
        _words(pen, furniture.foot, FURNITURE, LEFT, _FOOT_BASE, side)
        _middle(pen, furniture.marking, _FOOT_BASE)
        _words(pen, page, FURNITURE, right - _width(page, FURNITURE), _FOOT_BASE, side)


def _draft_tag(pen: Pen) -> float:
    width = _width(DRAFT, _TAG) + 3.6 * MM
    pen.fill(LEFT, _HEAD_BASE - 3.6, width, 14.2, NAVY)
    _words(pen, DRAFT, _TAG, LEFT + 1.8 * MM, _HEAD_BASE, width)
    return width


def _middle(pen: Pen, text: str, y: float) -> None:
    width = _width(text, MARKING)
    _words(pen, text, MARKING, LEFT + (CONTENT_WIDTH - width) / 2, y, CONTENT_WIDTH)


def _words(pen: Pen, text: str, style: TextStyle, x: float, y: float, room: float) -> None:
    for part, face in in_fonts(tidy(_fitted(text, style, room)), style.weight, False):
        if part:
            pen.furniture(x, y, part, Ink(face, style.size, style.colour))
            x += face.width(part, style.size)


def _width(text: str, style: TextStyle) -> float:
    return sum(
        face.width(part, style.size)
        for part, face in in_fonts(tidy(text), style.weight, style.tabular)
    )


def _fitted(text: str, style: TextStyle, room: float) -> str:
    """The text, or as much as there is room for with an ellipsis."""
    if _width(text, style) <= room:
        return text
    while text and _width(text + "…", style) > room:
        text = text[:-1].rstrip()
    return text + "…" if text else ""
