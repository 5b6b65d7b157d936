"""The colour of every role on screen, from the window's own: light, dark or high contrast."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from PySide6.QtGui import QColor

from cspdesk.charts.primitives import Ink
from ui import tokens
from ui.tokens import Tokens

Scheme = Mapping[Ink, QColor]

_TOKENS: dict[Ink, str] = {
    Ink.TEXT: "text", Ink.SECONDARY: "text2", Ink.DATA: "text2", Ink.LINE: "ctl",
    Ink.GRID: "line", Ink.ACCENT: "accent", Ink.ON_ACCENT: "on_accent", Ink.CONCERN: "red",
    Ink.IMPROVE: "accent", Ink.TARGET: "text", Ink.LIMIT: "text2", Ink.RED: "red",
    Ink.AMBER: "amber", Ink.AMBER_EDGE: "amber", Ink.GREEN: "green", Ink.NOT_RATED: "text2",
    Ink.PANEL: "panel", Ink.PALE: "subtle", Ink.TINT: "sel", Ink.TRACK: "line",
    Ink.ON_DARK: "panel",
}  # fmt: skip


@lru_cache(maxsize=8)
def scheme_from(colours: Tokens) -> Scheme:
    """Each role's colour in one appearance of the window."""
    scheme = {ink: colours.colour(name) for ink, name in _TOKENS.items()}
    if colours.name == "high contrast":
        # All lines have the words' colour there: grid lines would drown the data.
        scheme[Ink.GRID] = scheme[Ink.PANEL]
    return scheme


LIGHT = scheme_from(tokens.LIGHT)
DARK = scheme_from(tokens.DARK)
