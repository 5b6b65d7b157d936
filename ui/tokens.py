"""Colours, type and sizes of the window, as plain frozen values.

Sizes are logical pixels at 96 dpi and 100 % text; `Theme.px` scales them. Everything painted takes
its colours from one `Tokens`, so light, dark and high contrast differ in data only.

Named tuples here and in the window's frame: a frozen dataclass takes a millisecond to make, these a
quarter, and all of them are made before the first paint.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QColor, QPalette


class Tokens(NamedTuple):
    """The colours of one appearance as `#rrggbb`; the field names are the style sheet's names."""

    name: str
    window: str
    panel: str
    subtle: str
    strip: str
    sel: str
    hover: str
    accent_bg: str
    line: str
    line2: str
    ctl: str
    text: str
    text2: str
    text3: str
    accent: str
    accent2: str
    on_accent: str
    red: str
    red_bg: str
    red_text: str
    amber: str
    amber_bg: str
    amber_text: str
    green: str
    green_bg: str
    green_text: str
    grey: str
    grey_bg: str
    grey_text: str
    button: str
    field: str
    thumb: str

    def colour(self, name: str) -> QColor:
        """The colour of that name, for a painter."""
        return QColor(getattr(self, name))

    def as_dict(self) -> dict[str, str]:
        return self._asdict()


LIGHT = Tokens(
    name="light",
    window="#EEF1F4", panel="#FFFFFF", subtle="#F6F8FA", strip="#E9EFF6",
    sel="#DCE8F6", hover="#F1F5FA", accent_bg="#EAF1F9",
    line="#D5DBE1", line2="#B4BDC7", ctl="#73808C",
    text="#17202A", text2="#45505C", text3="#56626E",
    accent="#1B5596", accent2="#123E70", on_accent="#FFFFFF",
    red="#B3261E", red_bg="#FBE9E7", red_text="#8C1D18",
    amber="#A86200", amber_bg="#FCF0DA", amber_text="#6E4500",
    green="#2B7A45", green_bg="#E4F2E8", green_text="#1A5A33",
    grey="#56626E", grey_bg="#EEF1F4", grey_text="#45505C",
    button="#FFFFFF", field="#FFFFFF", thumb="#C3CBD3",
)  # fmt: skip

DARK = Tokens(
    name="dark",
    window="#14181D", panel="#1B2026", subtle="#20262D", strip="#18222E",
    sel="#233A55", hover="#222A33", accent_bg="#1E2C3C",
    line="#313942", line2="#4A5560", ctl="#7C8894",
    text="#E8ECF0", text2="#B3BDC7", text3="#9AA5B0",
    accent="#83B7EE", accent2="#B5D5F7", on_accent="#0C1A2A",
    red="#FF8278", red_bg="#421F1D", red_text="#FFC2BB",
    amber="#EFAE4A", amber_bg="#3A2C12", amber_text="#F7D08C",
    green="#5FBE7E", green_bg="#18331F", green_text="#A5DDB6",
    grey="#9AA5B0", grey_bg="#272E36", grey_text="#C2CAD2",
    button="#262D35", field="#14181D", thumb="#4A5560",
)  # fmt: skip


def high_contrast_tokens(palette: QPalette) -> Tokens:
    """Tokens made of the system's own high-contrast colours; shapes and words carry the state."""
    role = QPalette.ColorRole

    def named(which: QPalette.ColorRole) -> str:
        return palette.color(which).name()

    window, text = named(role.Window), named(role.WindowText)
    base, button = named(role.Base), named(role.Button)
    accent, on_accent = named(role.Highlight), named(role.HighlightedText)
    colours = dict.fromkeys(Tokens._fields, text)
    grounds = ("window", "panel", "subtle", "strip", "hover", "accent_bg")
    tints = ("red_bg", "amber_bg", "green_bg", "grey_bg", "sel")
    colours |= dict.fromkeys((*grounds, *tints), window)
    colours |= {"field": base, "button": button, "accent": accent, "accent2": accent}
    colours |= {"on_accent": on_accent, "name": "high contrast"}
    return Tokens(**colours)


class TextStyle(NamedTuple):
    """Size and line height in pixels at 100 %, and the weight (400 or 600)."""

    px: int
    line: int
    weight: int = 400


# One name per role of the type scale; two weights only, no italics, nothing under 11 px.
TYPE: dict[str, TextStyle] = {
    "headline": TextStyle(24, 30, 600),
    "page": TextStyle(18, 24, 600),
    "figure": TextStyle(20, 26, 600),
    "inspector": TextStyle(16, 22, 600),
    "pane": TextStyle(15, 20, 600),
    "focus": TextStyle(14, 19, 600),
    "subtab": TextStyle(14, 18),
    "subtab-strong": TextStyle(14, 18, 600),
    "body": TextStyle(13, 18),
    "strong": TextStyle(13, 18, 600),
    "label": TextStyle(12, 16),
    "label-strong": TextStyle(12, 16, 600),
    "tick": TextStyle(11, 14),
    "tick-strong": TextStyle(11, 14, 600),
}

# Row heights: (ordinary, compact). Compact serves windows under 760 px high.
ROWS: dict[str, tuple[int, int]] = {
    "entry": (25, 22),
    "kpi": (26, 25),
    "action": (29, 27),
    "general": (30, 28),
    "partner": (31, 29),
    "next": (47, 40),
    "agenda": (51, 38),
    "matrix": (41, 33),
    "highlight": (62, 54),
    "group": (27, 26),
    "header": (28, 26),
}

FAMILIES = ("Segoe UI", "Selawik", "Noto Sans", "Open Sans", "DejaVu Sans")
