"""What an officer types into a cell of the entry grid, read into a figure."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from cspdesk.errors import RuleBroken
from db.vocabulary import Unit

_NOT_AVAILABLE = frozenset({"n/a", "na", "n", "not available", "none", "-", "–", "—"})
_NUMBER = re.compile(r"[-−]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?")
_PARTS = re.compile(r"([\d,.]+)\s*(?:of|out of|/)\s*([\d,.]+)")
_PER = re.compile(r"\bper ([\d,]+)")
LARGEST = 1e12
SUPPRESSED = "*"  # a small figure that its publisher withholds


@dataclass(frozen=True, slots=True)
class Entered:
    """A figure, or not available when `value` is None."""

    value: float | None
    provisional: bool = False
    numerator: float | None = None
    denominator: float | None = None
    suppressed: bool = False


def per_of(unit: Unit, unit_words: str = "") -> float | None:
    """What a share is counted in: 100 for percentages, 1,000 for "per 1,000"; None for counts."""
    if unit is Unit.PERCENT:
        return 100.0
    if unit is not Unit.RATE:
        return None
    found = _PER.search(unit_words)
    return float(found[1].replace(",", "")) if found else 1.0


def read_entry(text: str, unit: Unit, unit_words: str = "") -> Entered | None:
    """ "77", "1,009", "45%", "34/410", "10 of 11", "77 p", "n/a", "*"; None when it is emptied.

    A share may be typed as its two numbers: both are kept, and the figure is worked out.
    Raises RuleBroken("value", sentence).
    """
    words = " ".join(text.split())
    if not words:
        return None
    provisional = words.lower().endswith((" p", "(p)")) or bool(re.fullmatch(r".*\d%?p", words))
    if provisional:
        words = re.sub(r"\s*\(?p\)?$", "", words, flags=re.IGNORECASE)
    if words == SUPPRESSED:
        return Entered(None, suppressed=True)
    if words.lower() in _NOT_AVAILABLE:
        return Entered(None)
    parts = _PARTS.fullmatch(words.lower())
    if parts and unit is Unit.MILESTONES:
        return Entered(_number(parts[1], unit), provisional)
    per = per_of(unit, unit_words)
    if parts and per is not None:
        above, below = (_number(part, Unit.COUNT) for part in parts.groups())
        return Entered(_share(words, above, below, per), provisional, above, below)
    if parts:
        raise RuleBroken("value", f"“{words}” is a share, but this indicator counts.")
    value = _number(words, unit)
    if value < 0 and unit in (Unit.COUNT, Unit.MILESTONES):
        raise RuleBroken("value", f"“{words}” is below nought: a count cannot be.")
    return Entered(value, provisional)


def _share(words: str, above: float, below: float, per: float) -> float:
    if below <= 0:
        raise RuleBroken("value", f"“{words}” divides by nought. Type n/a when nobody was counted.")
    if per == 100 and above > below:
        raise RuleBroken("value", f"“{words}”: the part is more than the whole. Turn them round.")
    return per * above / below


def _number(words: str, unit: Unit) -> float:
    bare = words.removesuffix("%").strip().removeprefix("+").removeprefix("£")
    if words.endswith("%") and unit not in (Unit.PERCENT, Unit.RATE):
        raise RuleBroken("value", f"“{words}” is a percentage, but this indicator counts.")
    if not bare or not _NUMBER.fullmatch(bare) or not any(c.isdigit() for c in bare):
        raise RuleBroken("value", f"“{words}” is not a number. Type a figure, or n/a.")
    value = float(bare.replace(",", "").replace("−", "-"))
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise RuleBroken("value", f"“{words}” is too large to be a figure.")
    return value
