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
_TAG_PAD = 1.8 * MM
_GAP = 2.5 * MM


def draw_furniture(pen: Pen, furniture: Furniture, page: str) -> None:
    """Draw the running lines of one page; `page` is "Page 8 of 19"."""
    with pen.canvas.artifact("Header"):
        side = _middle(pen, furniture.marking, _HEAD_BASE, furniture.draft)
        _words(pen, furniture.left, FURNITURE, LEFT, _HEAD_BASE, side)
        _at_right(pen, furniture.right, _HEAD_BASE, side)
        pen.rule(LEFT, _HEAD_RULE, CONTENT_WIDTH, 2.25, NAVY)
    with pen.canvas.artifact("Footer"):
        pen.rule(LEFT, _FOOT_RULE, CONTENT_WIDTH, 0.5, LINE)
        side = _middle(pen, furniture.marking, _FOOT_BASE)
        _words(pen, furniture.foot, FURNITURE, LEFT, _FOOT_BASE, side)
        _at_right(pen, page, _FOOT_BASE, side)


def _middle(pen: Pen, marking: str, y: float, draft: bool = False) -> float:
    """The marking in the middle, after the tag of a draft; gives the room left on either side."""
    tag = _width(DRAFT, _TAG) + 2 * _TAG_PAD if draft else 0.0
    gap = _GAP if draft and marking else 0.0
    width = tag + gap + _width(marking, MARKING)
    x = LEFT + (CONTENT_WIDTH - width) / 2
    if draft:
        pen.fill(x, y - 3.6, tag, 14.2, NAVY)
        _words(pen, DRAFT, _TAG, x + _TAG_PAD, y, tag)
    _words(pen, marking, MARKING, x + tag + gap, y, CONTENT_WIDTH)
    return (CONTENT_WIDTH - width) / 2 - _GAP


def _at_right(pen: Pen, text: str, y: float, room: float) -> None:
    shown = _fitted(text, FURNITURE, room)
    _words(pen, shown, FURNITURE, LEFT + CONTENT_WIDTH - _width(shown, FURNITURE), y, room)


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
