"""Days as people write them in logs and minutes: "20/01/17", "end of March", "3rd Feb". Pure.

A date without a year, a month that stands for its last day and a note like "ongoing" are read, but
never in silence: `note` says what was made of them.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cspdesk.calendar import short_date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_FORMS = (
    ("ymd", re.compile(r"\b((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")),
    ("dmy", re.compile(r"(?<![\d/.-])(\d{1,2})[-/.](\d{1,2})[-/.]((?:19|20)?\d\d)(?![\d/])")),
    (
        "named",
        re.compile(
            rf"(?<![\d/])(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+{_MONTH}"
            r"(?:,?[\s-]+((?:19|20)\d\d|\d\d(?![\d:])))?\b",
            re.IGNORECASE,
        ),
    ),
    (
        "american",
        re.compile(
            rf"\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+((?:19|20)\d\d))?(?!\d)",
            re.IGNORECASE,
        ),
    ),
    ("month", re.compile(rf"\b{_MONTH}[\s-]+((?:19|20)\d\d|\d\d)\b", re.IGNORECASE)),
    ("bare", re.compile(rf"(?:^|\bend (?:of )?|\bby )\s*{_MONTH}\s*$", re.IGNORECASE)),
)
_NEXT = re.compile(
    r"\bnext\s+(?:\w+\s+)?(?:meeting|board|csp)\b|\b(?:before|for)\s+the\s+next\b", re.IGNORECASE
)
_NO_DAY = re.compile(
    r"(?:on[- ]?going|asap|a\.s\.a\.p\.?|as soon as possible|tb[cda]|to be (?:confirmed|agreed)|"
    r"n/?a|none|no date|not set|various|continuous|immediate(?:ly)?|[-–—?.]+)",
    re.IGNORECASE,
)
_SERIALS = (20_000, 80_000)  # Excel's day numbers of the years 1954 to 2119


@dataclass(frozen=True, slots=True)
class DayRead:
    """A day as read. `at_next`: at the next meeting; `note` says what was made of the words.

    `fault` is why nothing could be read; a blank or "ongoing" has neither day nor fault.
    """

    on: date | None = None
    at_next: bool = False
    note: str = ""
    fault: str = ""


def read_day(raw: object, about: date) -> DayRead:
    """The day of a cell or of some words; `about` is the day they were written for.

    Days come before months, as in the UK. Of several days the last counts, as where a date moved.
    """
    if isinstance(raw, datetime):
        return DayRead(raw.date())
    if isinstance(raw, date):
        return DayRead(raw)
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return _serial(float(raw))
    text = " ".join(str(raw or "").split())
    if not text:
        return DayRead()
    if re.fullmatch(r"\d{5}(?:\.0+)?", text):
        return _serial(float(text))
    return _words(text, about)


def _serial(number: float) -> DayRead:
    if not _SERIALS[0] <= number < _SERIALS[1]:
        return DayRead(fault=f"“{number:g}” is not a date")
    day = date(1899, 12, 30) + timedelta(days=int(number))
    return DayRead(day, note=f"{number:g} is a day number of Excel: {short_date(day, year=True)}")


def _words(text: str, about: date) -> DayRead:
    found = days_in(text, about)
    if found:
        said = f", the last of {len(found)} dates" if len(found) > 1 else ""
        day, note = found[-1]
        if said or note:
            note = f"“{text}” is read as {short_date(day, year=True)}{said}"
        return DayRead(day, note=note)
    if _NEXT.search(text):
        return DayRead(at_next=True)
    if _NO_DAY.fullmatch(text):
        return DayRead(note=f"“{text}” is no day: it has no due date")
    return DayRead(fault=f"“{text}” cannot be read as a date")


def days_in(text: str, about: date) -> list[tuple[date, str]]:
    """Every day in a text, in order, each with "" or that it was guessed from a part."""
    # What looks like a day and is none ("29 Feb 2017") must not be read as its month instead.
    taken: dict[tuple[int, int], tuple[date, str] | None] = {}
    for kind, form in _FORMS:
        for match in form.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                taken[match.span()] = _day(kind, match, about)
    return [day for _span, day in sorted(taken.items(), key=lambda one: one[0]) if day is not None]


def _day(kind: str, match: re.Match[str], about: date) -> tuple[date, str] | None:
    if kind in ("month", "bare"):
        month = _month(match[1])
        year = _year(match[2]) if kind == "month" else _coming(about, month, 28).year
        return date(year, month, monthrange(year, month)[1]), "guessed"
    try:
        if kind == "ymd":
            return date(int(match[1]), int(match[2]), int(match[3])), ""
        if kind == "dmy":
            return date(_year(match[3]), int(match[2]), int(match[1])), ""
        day, name = (match[1], match[2]) if kind == "named" else (match[2], match[1])
        if match[3]:
            return date(_year(match[3]), _month(name), int(day)), ""
        return _coming(about, _month(name), int(day)), "guessed"
    except ValueError:
        return None


def _coming(about: date, month: int, day: int) -> date:
    """That day of the year in which it comes next after `about`; ValueError when there is none."""
    this = date(about.year, month, day)
    return this if this >= about else date(about.year + 1, month, day)


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].casefold()) + 1


def _year(text: str) -> int:
    year = int(text)
    return year if year > 99 else 2000 + year
