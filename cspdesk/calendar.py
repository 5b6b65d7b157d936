"""Working days as the secretariat counts them, when papers are due, and dates in UK words.

Nothing here asks what day it is: today is always passed in.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from cspdesk.errors import RuleBroken
from cspdesk.paths import resource

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SHORT_MONTHS = tuple(name[:3] for name in MONTHS)

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_MOST_CLEAR_DAYS = 60
KEPT_YEARS = range(2000, 2051)  # years whose bank holidays are at hand without the library


# Working days


def bank_holidays(year: int) -> dict[date, str]:
    """English bank holidays of a calendar year: day to name. A fresh dictionary each time."""
    return dict(_bank_holidays(year))


@lru_cache(maxsize=128)
def _bank_holidays(year: int) -> dict[date, str]:
    return _kept_years()[year] if year in KEPT_YEARS else from_library(year)


@lru_cache(maxsize=1)
def _kept_years() -> dict[int, dict[date, str]]:
    """The table that `packaging/bank_holidays.py` writes: every start asks for a cycle's days."""
    years: dict[int, dict[date, str]] = {year: {} for year in KEPT_YEARS}
    words = resource("calendar", "bank-holidays.json").read_text(encoding="utf-8")
    for written, name in json.loads(words).items():
        day = date.fromisoformat(written)
        years[day.year][day] = name
    return years


def from_library(year: int) -> dict[date, str]:
    """The bank holidays of a year as the holidays library has them."""
    # Imported here: it takes longer than opening a file.
    import holidays

    found = holidays.country_holidays("GB", subdiv="ENG", years=year, language="en_GB")
    return {day: str(name) for day, name in found.items() if day.year == year}


def bank_holiday(day: date) -> str | None:
    """The bank holiday's name, or None on any other day."""
    return _bank_holidays(day.year).get(day)


def is_working_day(day: date, closed: Collection[date] = ()) -> bool:
    """Whether offices are open: no weekend, no English bank holiday, none of the `closed` days."""
    return day.weekday() < _SATURDAY and day not in closed and bank_holiday(day) is None


def why_not_working(day: date, closed: Collection[date] = ()) -> str | None:
    """Why a day does not count ("Saturday", "Good Friday", "closed"), or None for a working day."""
    if day.weekday() >= _SATURDAY:
        return DAYS[day.weekday()]
    return bank_holiday(day) or ("closed" if day in closed else None)


def add_working_days(day: date, count: int, closed: Collection[date] = ()) -> date:
    """The working day `count` working days after `day` (before it when negative).

    Nought gives `day` itself when it is a working day, else the next working day.
    """
    if count == 0:
        return day if is_working_day(day, closed) else add_working_days(day, 1, closed)
    step = _ONE_DAY if count > 0 else -_ONE_DAY
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day, closed)
    return day


def working_days_between(first: date, last: date, closed: Collection[date] = ()) -> int:
    """Working days after `first` up to and including `last`; negative when `last` is earlier."""
    if last < first:
        return -working_days_between(last, first, closed)
    return sum(is_working_day(day, closed) for day in _days_after(first, last))


def clear_working_days(
    issued: date, meeting: date, closed: Collection[date] = ()
) -> tuple[date, ...]:
    """The working days strictly between issue and meeting, in order: neither end counts."""
    between = _days_after(issued, meeting - _ONE_DAY)
    return tuple(day for day in between if is_working_day(day, closed))


def _days_after(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range(1, (last - first).days + 1))


# Papers


@dataclass(frozen=True, slots=True)
class PapersDue:
    """When papers must go out, with the days that were counted so that anybody can check.

    `counted` are the clear days in order; `skipped` the days passed over, each with why.
    """

    board_date: date
    due: date
    counted: tuple[date, ...]
    skipped: tuple[tuple[date, str], ...]

    @property
    def sentence(self) -> str:
        """In words: "Wed 15 Feb: 5 clear working days, 16 to 22 Feb, before Thu 23 Feb." """
        board = short_date(self.board_date)
        if not self.counted:
            return f"{short_date(self.due)}: the working day before {board}."
        days = f"{len(self.counted)} clear working {plural('day', len(self.counted))}"
        return f"{short_date(self.due)}: {days}, {date_range(self.counted)}, before {board}."


def papers_due(
    board_date: date, clear_days: int = 5, *, closed: Collection[date] = ()
) -> PapersDue:
    """The last day on which papers can go out and leave `clear_days` clear working days.

    The day of issue, the day of the meeting, weekends, English bank holidays and `closed` days do
    not count (R v Swansea ex p Elitestone 1993; Local Government Act 1972 s.100B sets five for
    council committees). The due day is itself a working day.
    """
    if not 0 <= clear_days <= _MOST_CLEAR_DAYS:
        raise RuleBroken("clear_days", f"Clear days must be from 0 to {_MOST_CLEAR_DAYS}.")
    due = add_working_days(board_date, -(clear_days + 1), closed)
    between = list(_days_after(due, board_date - _ONE_DAY))
    reasons = ((day, why_not_working(day, closed)) for day in between)
    return PapersDue(
        board_date=board_date,
        due=due,
        counted=tuple(day for day in between if is_working_day(day, closed)),
        skipped=tuple((day, why) for day, why in reasons if why is not None),
    )


# Words


def short_date(day: date, *, year: bool = False) -> str:
    """ "Thu 9 Feb", or "Thu 9 Feb 2017" when the year must be told."""
    tail = f" {day.year}" if year else ""
    return f"{DAYS[day.weekday()][:3]} {day.day} {SHORT_MONTHS[day.month - 1]}{tail}"


def plain_date(day: date) -> str:
    """ "9 February 2017"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def long_date(day: date) -> str:
    """ "Thursday 23 February 2017"."""
    return f"{DAYS[day.weekday()]} {plain_date(day)}"


def date_for(day: date, today: date) -> str:
    """ "Thu 9 Feb", with the year only where it could be mistaken: six months away or more."""
    return short_date(day, year=abs((day - today).days) > 182)


def date_range(days: Collection[date]) -> str:
    """ "16 to 22 Feb", "26 Oct to 1 Nov", "9 Feb": the first and last of some days."""
    first, last = min(days), max(days)
    end = f"{last.day} {SHORT_MONTHS[last.month - 1]}"
    if first == last:
        return end
    same_month = (first.year, first.month) == (last.year, last.month)
    return (
        f"{first.day} to {end}"
        if same_month
        else (f"{first.day} {SHORT_MONTHS[first.month - 1]} to {end}")
    )


def days_late(due: date, today: date) -> str:
    """A due date against today: "3 days late", "due today", "due tomorrow", "due in 5 days"."""
    days = (today - due).days
    if days > 0:
        return f"{days} {plural('day', days)} late"
    if days == 0:
        return "due today"
    return "due tomorrow" if days == -1 else f"due in {-days} days"


def plural(noun: str, count: int) -> str:
    """The noun as it goes with a count: "day", "days"."""
    return noun if count == 1 else f"{noun}s"
