"""One day as it is typed into a field: "14 Apr", "Fri 14/4/17", "2017-04-14", "9". Pure.

Stricter than what reads minutes: every word must belong to the day, so that none is dropped.
"""

from __future__ import annotations

import re
from datetime import date

from cspdesk.actions.days_in_words import days_in

_WEEKDAY = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?\s*", re.IGNORECASE
)
_YEAR = r"(?:(?:19|20)\d\d|\d\d)"
_NUMBERS = re.compile(rf"(\d{{1,2}})\s*[-/. ]\s*(\d{{1,2}})(?:\s*[-/. ]\s*({_YEAR}))?")
_ISO = re.compile(r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}")
_NAMED = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[ -][a-z]{{3,9}}\.?(?:,?[ -]{_YEAR})?", re.IGNORECASE
)
_AMERICAN = re.compile(r"[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?(?:,? (?:19|20)\d\d)?", re.IGNORECASE)
_ALONE = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?", re.IGNORECASE)


def typed_day(text: str, present: date) -> date | None:
    """The day that is typed, days before months; None when it is none.

    A month or year left out is that of `present`. The weekday follows from the day: one that does
    not belong to it is passed over, as where only the month of "Tue 14 Feb" was typed over.
    """
    said = _WEEKDAY.sub("", " ".join(text.split()))
    if found := _ALONE.fullmatch(said):
        return _day(int(found[1]), present)
    if found := _NUMBERS.fullmatch(said):
        said = f"{found[1]}/{found[2]}/{found[3] or present.year}"
    elif not any(form.fullmatch(said) for form in (_ISO, _NAMED, _AMERICAN)):
        return None
    # From New Year's Day on, so that a day without a year comes in the year of `present`.
    days = days_in(said, date(present.year, 1, 1))
    return days[0][0] if len(days) == 1 else None


def _day(day: int, present: date) -> date | None:
    try:
        return present.replace(day=day)
    except ValueError:
        return None
