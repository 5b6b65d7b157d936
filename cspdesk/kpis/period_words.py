"""Reading a period from a cell or a few words: 201604, Apr-16, Q3 16/17, 2016/17, a date, a serial.

Days come before months, as in the United Kingdom. A bare 2016 is a calendar year, and "2011-12" is
December 2011 unless a year is asked for; "2011/12" is always the year.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache

from cspdesk.calendar import SHORT_MONTHS
from cspdesk.kpis.periods import Period, PeriodError, period_of
from db.vocabulary import Frequency

Wanted = Frequency | None
Reader = Callable[[re.Match[str], Wanted, int], Period | date]

_EXCEL_DAY_NOUGHT = date(1899, 12, 30)
_SERIALS = range(14_000, 110_000)  # 1938 to 2201: below, a number is more likely a value
_YEARS = range(1900, 2200)
_NOUNS = {Frequency.MONTHLY: "month", Frequency.QUARTERLY: "quarter", Frequency.YEARLY: "year"}

_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(\d{4}|\d{2})"
_WHICH_YEAR = r"(?:fy ?)?(\d{4}|\d{2})(?:[-/](\d{4}|\d{2}))?"
_GAP = r"[-/. ]?"
_TIME = r"(?:[t ]\d{1,2}:\d{2}\S*)?"


def read_period(
    value: str | date | datetime | int | float, wanted: Wanted, year_start_month: int
) -> Period:
    """The period a cell means, of the wanted frequency; PeriodError says why not in a sentence."""
    found = _read(value, wanted, year_start_month)
    return _fit(found, wanted, year_start_month)


def _read(value: object, wanted: Wanted, year_start_month: int) -> Period | date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        return _read_text(value, wanted, year_start_month)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _read_number(value)
    raise PeriodError("A period must be a date, a number or text.")


def _fit(found: Period | date, wanted: Wanted, year_start_month: int) -> Period:
    """A day or a month stands for the wanted period that holds it; nothing else is stretched."""
    if isinstance(found, date):
        return period_of(found, wanted or Frequency.MONTHLY, year_start_month)
    if found.frequency is Frequency.MONTHLY:
        return period_of(found.start, wanted or Frequency.MONTHLY, year_start_month)
    if wanted is None or found.frequency is wanted:
        return found
    raise PeriodError(
        f"{found.label} is a {_NOUNS[found.frequency]}, and a {_NOUNS[wanted]} is wanted."
    )


# Numbers


def _read_number(number: float) -> Period | date:
    if not math.isfinite(number):
        raise PeriodError("A period must be a date, a number or text.")
    whole = int(number)
    if whole in _SERIALS:  # a serial may carry a time of day as its fraction
        return _EXCEL_DAY_NOUGHT + timedelta(days=whole)
    if whole == number and whole in _YEARS:
        return _calendar_year(whole)
    if whole == number and whole // 100 in _YEARS:
        return _month(whole // 100, whole % 100)
    raise PeriodError(f"{number:g} is not a month, quarter or year.")


def _month(year: int, month: int) -> Period:
    if not 1 <= month <= 12:
        raise PeriodError(f"There is no month {month}.")
    return Period(date(year, month, 1), Frequency.MONTHLY)


def _calendar_year(year: int) -> Period:
    return Period(date(year, 1, 1), Frequency.YEARLY, 1)


# Text


@lru_cache(maxsize=4096)
def _read_text(text: str, wanted: Wanted, year_start_month: int) -> Period | date:
    tidy = _tidy(text)
    for pattern, reader in _FORMS:
        match = pattern.fullmatch(tidy)
        if match:
            return reader(match, wanted, year_start_month)
    raise PeriodError(f"“{_shown(text)}” is not a month, quarter or year.")


def _tidy(text: str) -> str:
    text = re.sub(r"[‐‑‒–—−]", "-", text.lower())
    text = re.sub(r"['’‘,()]|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", " ", text)
    text = re.sub(r"\b(\d{1,2})(?:st|nd|rd|th)\b", r"\1", text)
    return re.sub(r"\s+", " ", re.sub(r"\s*([-/])\s*", r"\1", text)).strip(" .")


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"


def _whole_year(text: str) -> int:
    """A year of two or four figures: 79 and below are this century's."""
    year = int(text)
    if len(text) == 2:
        return year + (2000 if year < 80 else 1900)
    if year not in _YEARS:
        raise PeriodError(f"The year {text} is out of range.")
    return year


def _month_number(name: str) -> int:
    return SHORT_MONTHS.index(name[:3].capitalize()) + 1


def _day(year: str, month: int, day: str) -> date:
    try:
        return date(_whole_year(year), month, int(day))
    except PeriodError:
        raise
    except ValueError:
        raise PeriodError(f"There is no day {int(day)}/{month}/{year}.") from None


def _iso_date(found: re.Match[str], wanted: Wanted, start: int) -> date:
    return _day(found[1], int(found[2]), found[3])


def _uk_date(found: re.Match[str], wanted: Wanted, start: int) -> date:
    return _day(found[3], int(found[2]), found[1])


def _worded_date(found: re.Match[str], wanted: Wanted, start: int) -> date:
    return _day(found[3], _month_number(found[2]), found[1])


def _american_worded_date(found: re.Match[str], wanted: Wanted, start: int) -> date:
    return _day(found[3], _month_number(found[1]), found[2])


def _named_month(found: re.Match[str], wanted: Wanted, start: int) -> Period:
    return _month(_whole_year(found[2]), _month_number(found[1]))


def _year_then_name(found: re.Match[str], wanted: Wanted, start: int) -> Period:
    return _month(_whole_year(found[1]), _month_number(found[2]))


def _figures_month(found: re.Match[str], wanted: Wanted, start: int) -> Period:
    return _month(_whole_year(found[2]), int(found[1]))


def _year_and_two(found: re.Match[str], wanted: Wanted, start: int) -> Period:
    """2016-04 is a month, 2016/17 and 2016-17 years; 2011-12 could be both."""
    year, mark, tail = _whole_year(found[1]), found[2], int(found[3])
    follows = len(found[3]) == 2 and tail == (year + 1) % 100
    if follows and (tail > 12 or tail == 0 or mark == "/" or wanted is Frequency.YEARLY):
        return _straddling_year(year, found[3], start)
    if tail > 12:
        raise PeriodError(f"{found[1]}{mark}{found[3]} is neither a month nor one whole year.")
    return _month(year, tail)


def _two_years(found: re.Match[str], wanted: Wanted, start: int) -> Period:
    return _straddling_year(_whole_year(found[1]), found[2], start)


def _straddling_year(year: int, second: str, start: int) -> Period:
    if int(second) % 100 != (year + 1) % 100:
        raise PeriodError(f"{year}/{second} is not one year: the second must follow the first.")
    if start == 1:
        raise PeriodError(f"{year}/{second} straddles two years, and the years here do not.")
    return Period(date(year, start, 1), Frequency.YEARLY, start)


def _bare_year(found: re.Match[str], wanted: Wanted, start: int) -> Period:
    return _calendar_year(_whole_year(found[1]))


def _key_of_year(found: re.Match[str], wanted: Wanted, start: int) -> Period:
    return Period(date(_whole_year(found[1]), start, 1), Frequency.YEARLY, start)


def _half_said_year(found: re.Match[str], wanted: Wanted, start: int) -> Period:
    year = _whole_year(found[1])
    raise PeriodError(
        f"FY{found[1]} may begin or end in {year}: write {year}/{(year + 1) % 100:02}"
        f" or {year - 1}/{year % 100:02}."
    )


def _quarter_first(found: re.Match[str], wanted: Wanted, start: int) -> Period:
    return _quarter(found[1], found[2], found[3], start)


def _quarter_last(found: re.Match[str], wanted: Wanted, start: int) -> Period:
    return _quarter(found[3], found[1], found[2], start)


def _quarter(number: str, year: str, second: str | None, start: int) -> Period:
    """Q3 2016 is the third quarter of the year that begins in 2016."""
    if number not in ("1", "2", "3", "4"):
        raise PeriodError(f"There is no Q{number}.")
    first = _whole_year(year)
    if second is not None:
        _straddling_year(first, second, start)
    year_start = Period(date(first, start, 1), Frequency.QUARTERLY, start)
    return year_start.plus(int(number) - 1)


def _quarter_of_no_year(found: re.Match[str], wanted: Wanted, start: int) -> Period:
    if found[1] not in ("1", "2", "3", "4"):
        raise PeriodError(f"There is no Q{found[1]}.")
    raise PeriodError(f"Q{found[1]} of which year? Write Q{found[1]} 2016/17.")


def _months_range(found: re.Match[str], wanted: Wanted, start: int) -> Period:
    """Oct-Dec 2016, or Apr 2016 to Mar 2017: three months of a quarter, or a whole year."""
    last = _month(_whole_year(found[4]), _month_number(found[3]))
    first_month = _month_number(found[1])
    year = _whole_year(found[2]) if found[2] else last.start.year - (first_month > last.start.month)
    first = _month(year, first_month)
    for frequency, months in ((Frequency.QUARTERLY, 3), (Frequency.YEARLY, 12)):
        period = period_of(first.start, frequency, start)
        if first.plus(months - 1) == last and period.start == first.start:
            return period
    raise PeriodError(f"{first.label} to {last.label} is neither a quarter nor a year.")


def _period_ending(found: re.Match[str], wanted: Wanted, start: int) -> Period:
    """Quarter to Dec 2016, year ending March 2017: the month must be the last of it."""
    frequency = Frequency.YEARLY if found[1] == "year" else Frequency.QUARTERLY
    month = _month(_whole_year(found[3]), _month_number(found[2]))
    period = period_of(month.start, frequency, start)
    if period.end != month.end:
        raise PeriodError(f"No {_NOUNS[frequency]} here ends in {month.label}.")
    return period


_Q = r"(?:q|qtr|quarter)[. ]?"
_FORMS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _TIME, _iso_date),
        (r"(\d{1,2})[-/. ](\d{1,2})[-/. ]" + _YEAR + _TIME, _uk_date),
        (
            r"(?:(?:mon|tue|wed|thu|fri|sat|sun) )?(\d{1,2})"
            + _GAP
            + _MONTH
            + _GAP
            + _YEAR
            + _TIME,
            _worded_date,
        ),
        (_MONTH + r" (\d{1,2}) (\d{4})", _american_worded_date),
        (_MONTH + r"[-/. ]*" + _YEAR, _named_month),
        (r"(\d{4})[-/. ]*" + _MONTH, _year_then_name),
        (r"(\d{1,2})[-/.](\d{4})", _figures_month),
        (
            r"(\d{4})(\d{2})",
            lambda found, wanted, start: _month(_whole_year(found[1]), int(found[2])),
        ),
        (r"(\d{4})([-/])(\d{1,2})", _year_and_two),
        (r"(?:fy|financial year|municipal year|year)? ?" + _YEAR + r"[-/]" + _YEAR, _two_years),
        (r"(\d{4})", _bare_year),
        (r"(\d{4})-y", _key_of_year),
        (r"(?:fy|financial year) ?" + _YEAR, _half_said_year),
        (_Q + r"(\d+)[-/. ]*" + _WHICH_YEAR, _quarter_first),
        (r"(\d+) ?(?:q|qtr|quarter)[. ]?(?:of )?" + _WHICH_YEAR, _quarter_first),
        (_WHICH_YEAR + r"[-/. ]*" + _Q + r"(\d+)", _quarter_last),
        (_Q + r"(\d+)", _quarter_of_no_year),
        (_MONTH + r" ?" + _YEAR + r"? ?(?:-|to) ?" + _MONTH + r"[-/. ]*" + _YEAR, _months_range),
        (r"(quarter|year) (?:to|ending|ended) " + _MONTH + r"[-/. ]*" + _YEAR, _period_ending),
        (r"(\d{5})(?:\.0+)?", lambda found, wanted, start: _read_number(float(found[1]))),
    )
)
