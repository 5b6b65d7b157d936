"""What an officer types into a cell of the entry grid, read into a figure."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from cspdesk.errors import RuleBroken
from db.vocabulary import Unit

_NOT_AVAILABLE = frozenset({"n/a", "na", "n", "not available", "none", "-", "–", "—"})
_NUMBER = re.compile(r"[-−]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?")
_PARTS = re.compile(r"(\d+)\s+(?:of|out of)\s+(\d+)")
LARGEST = 1e12


@dataclass(frozen=True, slots=True)
class Entered:
    """A figure, or not available when `value` is None."""

    value: float | None
    provisional: bool = False


def read_entry(text: str, unit: Unit) -> Entered | None:
    """ "77", "1,009", "45%", "−14.5", "10 of 11", "77 p", "n/a"; None when the cell is emptied.

    Raises RuleBroken("value", sentence).
    """
    words = " ".join(text.split())
    if not words:
        return None
    provisional = words.lower().endswith((" p", "(p)")) or bool(re.fullmatch(r".*\d%?p", words))
    if provisional:
        words = re.sub(r"\s*\(?p\)?$", "", words, flags=re.IGNORECASE)
    if words.lower() in _NOT_AVAILABLE:
        return Entered(None)
    return Entered(_number(words, unit), provisional)


def _number(words: str, unit: Unit) -> float:
    parts = _PARTS.fullmatch(words.lower())
    if parts and unit is Unit.MILESTONES:
        return float(parts[1])
    bare = words.removesuffix("%").strip().removeprefix("+").removeprefix("£")
    if words.endswith("%") and unit not in (Unit.PERCENT, Unit.RATE):
        raise RuleBroken("value", f"“{words}” is a percentage, but this indicator counts.")
    if not bare or not _NUMBER.fullmatch(bare) or not any(c.isdigit() for c in bare):
        raise RuleBroken("value", f"“{words}” is not a number. Type a figure, or n/a.")
    value = float(bare.replace(",", "").replace("−", "-"))
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise RuleBroken("value", f"“{words}” is too large to be a figure.")
    return value
