"""Whether a newly entered figure looks like a slip of the hand. Asks; never refuses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from cspdesk.kpis.figures import format_figure
from db.vocabulary import Unit

RECENT = 4
_TEN_TIMES = 5.0
_YEARLY = (9.0, 15.0)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What to say beside the figure; `doubtful` asks the officer to look again."""

    words: str
    doubtful: bool = False


def check_figure(
    value: float | None,
    before: Sequence[float | None],
    unit: Unit,
    decimals: int,
    limits: tuple[float, float] | None = None,
) -> Doubt:
    """Compare a figure with the ones before it (oldest first) and the chart's limits.

    A monthly count near the sum of a year, or a figure five times off the last four, is doubted.
    """
    recent = [known for known in before if known is not None][-RECENT:]
    if value is None or len(recent) < 2:
        return Doubt("")
    usual = median(recent)
    if unit is Unit.COUNT and usual > 0 and _YEARLY[0] < value / usual < _YEARLY[1]:
        return Doubt("Yearly total?", doubtful=True)
    if _far_off(value, usual, recent):
        low, high = min(recent), max(recent)
        expected = f"{_plain(low, decimals)} to {_plain(high, decimals)}"
        return Doubt(f"Expected {expected}", doubtful=True)
    if limits is None:
        return Doubt("")
    if limits[0] <= value <= limits[1]:
        return Doubt("In limits")
    return Doubt("Above limit" if value > limits[1] else "Below limit")


def _far_off(value: float, usual: float, recent: Sequence[float]) -> bool:
    """Five times off, and not merely a small count that jumps about."""
    if usual <= 0 or max(recent) < 20 > value:
        return False
    return not 1 / _TEN_TIMES < value / usual < _TEN_TIMES


def _plain(value: float, decimals: int) -> str:
    return format_figure(value, Unit.COUNT, decimals)
