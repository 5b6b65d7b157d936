"""Fonts of charts on screen, and how wide words are in them."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QFont, QFontMetricsF

from cspdesk.charts.primitives import Weight

Families = tuple[str, ...]

_WEIGHTS = {
    Weight.REGULAR: QFont.Weight.Normal,
    Weight.SEMIBOLD: QFont.Weight.DemiBold,
    Weight.BOLD: QFont.Weight.Bold,
}


@lru_cache(maxsize=256)
def chart_font(families: Families, size: float, weight: Weight, tabular: bool = True) -> QFont:
    """The interface's family at a size in pixels; figures of one width where the font has them."""
    font = QFont()
    font.setFamilies(list(families))
    font.setPixelSize(max(1, round(size)))
    font.setWeight(_WEIGHTS[weight])
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


@lru_cache(maxsize=256)
def _metrics(families: Families, size: float, weight: Weight, tabular: bool) -> QFontMetricsF:
    return QFontMetricsF(chart_font(families, size, weight, tabular))


class ScreenMeasure:
    """Widths of words in a family (or its stand-ins), as the screen's painter draws them."""

    def __init__(self, *families: str) -> None:
        self.families: Families = families
        self._known: dict[tuple[str, float, Weight, bool], float] = {}

    def width(
        self, words: str, size: float, weight: Weight = Weight.REGULAR, tabular: bool = True
    ) -> float:
        """Width in device-independent pixels."""
        key = (words, size, weight, tabular)
        known = self._known.get(key)
        if known is None:
            if len(self._known) > 4096:
                self._known.clear()
            known = _metrics(self.families, size, weight, tabular).horizontalAdvance(words)
            self._known[key] = known
        return known
