"""Whether a newly entered figure looks like a slip of the hand. Asks; never refuses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from cspdesk.kpis.figures import format_figure
from db.vocabulary import Unit

RECENT = 4
_SMALL = 20  # counts under this jump about by chance
_TEN_TIMES = 5.0
_YEARLY = (9.0, 15.0)
_RANGES = 5.0  # how many times the last figures' range is far


@dataclass(frozen=True, slots=True)
class Doubt:
    """What to say beside the figure; `doubtful` asks the officer to look again.

    `sentence` explains it; `instead` is the figure that was probably meant.
    """

    words: str
    doubtful: bool = False
    sentence: str = ""
    instead: float | None = None


def check_figure(
    value: float | None,
    before: Sequence[float | None],
    unit: Unit,
    decimals: int,
    limits: tuple[float, float] | None = None,
) -> Doubt:
    """Compare a figure with the ones before it (oldest first) and the chart's limits.

    Doubted: a monthly count near the sum of a year, a figure five times off the last four or far
    outside their range, one of the other sign, and more than a whole where none was.
    """
    recent = [known for known in before if known is not None][-RECENT:]
    if value is None or len(recent) < 2:
        return Doubt("")
    usual = median(recent)
    small = max(recent) < _SMALL > value
    if unit is Unit.COUNT and usual > 0 and not small and _YEARLY[0] < value / usual < _YEARLY[1]:
        expected = f"{_plain(usual, decimals)} or so"
        return Doubt(
            "Yearly total?", True, f"Looks like a total of 12 months: expected {expected}."
        )
    if _turned(value, recent):
        return _other_sign(value, recent, unit, decimals)
    if _far_off(value, usual, recent) or _outside(value, recent, unit):
        return _slip(value, usual, recent, unit, decimals)
    if limits is None:
        return Doubt("")
    if limits[0] <= value <= limits[1]:
        return Doubt("In limits")
    return Doubt("Above limit" if value > limits[1] else "Below limit")


def _slip(value: float, usual: float, recent: Sequence[float], unit: Unit, decimals: int) -> Doubt:
    low, high = min(recent), max(recent)
    expected = f"{_plain(low, decimals)} to {_plain(high, decimals)}"
    instead = _meant(value, usual, unit)
    far = "higher" if value > usual else "lower"
    sentence = f"Far {far} than the last {len(recent)} ({expected})."
    if instead is not None:
        sentence += f" A slip for {format_figure(instead, unit, _places(instead))}?"
    return Doubt(f"Expected {expected}", True, sentence, instead)


def _turned(value: float, recent: Sequence[float]) -> bool:
    """Whether every figure before had the other sign: a minus that was lost, or one too many."""
    return value != 0 and all(known * value < 0 for known in recent)


def _other_sign(value: float, recent: Sequence[float], unit: Unit, decimals: int) -> Doubt:
    low, high = min(recent), max(recent)
    expected = f"{_plain(low, decimals)} to {_plain(high, decimals)}"
    instead = format_figure(-value, unit, max(decimals, _places(value)))
    sentence = f"The last {len(recent)} have the other sign ({expected}). A slip for {instead}?"
    return Doubt(f"Expected {expected}", True, sentence, -value)


def _outside(value: float, recent: Sequence[float], unit: Unit) -> bool:
    """Far outside what the last figures ranged over; small counts may jump about."""
    low, high = min(recent), max(recent)
    if unit is Unit.PERCENT and high <= 100 < value:
        return True
    if unit in (Unit.COUNT, Unit.MILESTONES) and high < _SMALL:
        return False
    share = 0.5 if unit is Unit.COUNT else 0.25
    beyond = max(low - value, value - high)
    return beyond > max(_RANGES * (high - low), share * max(abs(low), abs(high)))


def _meant(value: float, usual: float, unit: Unit) -> float | None:
    """The figure a factor of ten away (a hundred for 0.45 meant as 45%) that would be usual."""
    factors = (10, 0.1, 100) if unit is Unit.PERCENT and 0 < value <= 1 else (10, 0.1)
    near = [round(value * by, 6) for by in factors if 0.7 < value * by / usual < 1.4]
    return near[0] if near else None


def _places(value: float) -> int:
    return 0 if float(value).is_integer() else 1


def _far_off(value: float, usual: float, recent: Sequence[float]) -> bool:
    """Five times off, and not merely a small count that jumps about."""
    if usual <= 0 or max(recent) < _SMALL > value:
        return False
    return not 1 / _TEN_TIMES < value / usual < _TEN_TIMES


def _plain(value: float, decimals: int) -> str:
    return format_figure(value, Unit.COUNT, decimals)
