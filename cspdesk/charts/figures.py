"""How numbers are written: thousands with commas, a true minus sign, the unit after the number."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from cspdesk.kpis.figures import format_number

_MINUS = "\N{MINUS SIGN}"
_LARGE = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"))


@dataclass(frozen=True, slots=True)
class Figures:
    """How one indicator's values are written, e.g. Figures(1, "%") writes 64.5%."""

    decimals: int = 0
    suffix: str = ""

    def write(self, value: float, *, extra: int = 0) -> str:
        """The value with its unit; `extra` decimals are for averages and limits."""
        return _written(value, self.decimals + extra) + self.suffix

    def limit(self, value: float, *, paper: bool, largest: float | None = None) -> str:
        """An average or a limit: one decimal more on screen, and for small figures on paper too.

        `largest` is the greatest level of the same chart, so that all have the same decimals.
        """
        coarse = paper and abs(value if largest is None else largest) >= 20
        return self.write(value, extra=0 if coarse or self.decimals else 1)

    def tick(self, value: float, step: float) -> str:
        """A value on the axis, no more exact than the distance between ticks needs."""
        if abs(value) >= 1e15 or (0 < step < 1e-6):
            return _signed(f"{value:.3g}") + self.suffix
        if step and abs(value / step - round(value / step)) > 1e-6:
            step /= 2  # an axis may start half way between two ticks
        for size, word in _LARGE:
            if step >= size / 10 and abs(value) >= size:
                return _signed(f"{value / size:,.{_needed(step / size)}f}") + word + self.suffix
        return _signed(f"{value:,.{_needed(step)}f}") + self.suffix


PLAIN = Figures()


@lru_cache(maxsize=4096)
def _written(value: float, decimals: int) -> str:
    """As in every table and document: halves round away from nought."""
    return format_number(value, decimals)


def _signed(digits: str) -> str:
    if not digits.strip("-0.,"):
        digits = digits.lstrip("-")  # a rounded zero has no sign
    return digits.replace("-", _MINUS)


def _needed(step: float) -> int:
    """Decimals that tell two ticks apart: 0.25 needs two."""
    for decimals in range(7):
        scaled = step * 10**decimals
        if math.isclose(scaled, round(scaled), abs_tol=1e-6) and round(scaled):
            return decimals
    return 7
