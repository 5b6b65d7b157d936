"""Days as people write them: "7 Mar 2017", "07/03/2017", "2017-03-07". Pure."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NUMBERS = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_WORDS = re.compile(
    r"(?:[A-Za-z]{2,9}\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s*[ -]?\s*([A-Za-z]{3,9})\.?,?\s*[ -]?\s*"
    r"(\d{4}|\d{2})"
)


def day_of(text: str) -> date | None:
    """The day that a text names, UK order; None when it names none."""
    said = " ".join(text.split())
    if found := _ISO.fullmatch(said):
        return _day(int(found[3]), int(found[2]), int(found[1]))
    if found := _NUMBERS.fullmatch(said):
        return _day(int(found[1]), int(found[2]), _year(found[3]))
    if found := _WORDS.fullmatch(said):
        month = found[2][:3].casefold()
        if month in _MONTHS:
            return _day(int(found[1]), _MONTHS.index(month) + 1, _year(found[3]))
    return None


def _year(digits: str) -> int:
    """A year of two digits is of this century: seats are not older."""
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _day(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def days_of(text: str) -> tuple[tuple[date, ...], tuple[str, ...]]:
    """The days of a text, a line or comma each, and the parts that name none."""
    parts = [part.strip() for part in re.split(r"[\n;]|,(?!\s*\d{4})", text) if part.strip()]
    found = [(part, day_of(part)) for part in parts]
    days = tuple(day for _part, day in found if day is not None)
    return days, tuple(part for part, day in found if day is None)
