"""Months, quarters and years as indicators are measured by, and when the next figure is late.

Reading periods as people and spreadsheets write them is in `period_words`; it is offered here too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache

from cspdesk.calendar import SHORT_MONTHS
from db.vocabulary import Frequency

FINANCIAL_YEAR_START = 4
_MONTHS_LONG = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.YEARLY: 12}


class PeriodError(ValueError):
    """A period cannot be read or does not exist; the text is one sentence for the person."""


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """A month, quarter or year beginning at `start` (the first of a month).

    `year_start_month` only numbers the quarters; two periods are equal without it.
    """

    start: date
    frequency: Frequency
    year_start_month: int = field(default=FINANCIAL_YEAR_START, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.start.day != 1:
            raise PeriodError("A period begins on the first of a month.")
        if not 1 <= self.year_start_month <= 12:
            raise PeriodError("A year starts in one of the months 1 to 12.")
        if self.frequency is Frequency.QUARTERLY and self._months_into_year % 3:
            raise PeriodError(f"No quarter begins in {SHORT_MONTHS[self.start.month - 1]}.")

    def __hash__(self) -> int:
        # The frequency would cost as much again, and figures kept together share it.
        return hash(self.start)

    @property
    def _months_into_year(self) -> int:
        return (self.start.month - self.year_start_month) % 12

    @property
    def _year(self) -> int:
        """The calendar year in which the year of a quarter or year begins."""
        if self.frequency is Frequency.YEARLY:
            return self.start.year
        return self.start.year - (self.start.month < self.year_start_month)

    @property
    def quarter(self) -> int:
        """The number of the quarter within its year, 1 to 4."""
        return self._months_into_year // 3 + 1

    @property
    def end(self) -> date:
        """The last day."""
        return self.next.start - timedelta(days=1)

    @property
    def label(self) -> str:
        """ "Dec 2016", "Q3 2016/17", "2016/17"; "2016" for a year that starts in January."""
        return self._named(two_digits=False)

    @property
    def short(self) -> str:
        """ "Dec 16", "Q3 16/17", "16/17"; "2016" stays whole."""
        return self._named(two_digits=True)

    def _named(self, two_digits: bool) -> str:
        if self.frequency is Frequency.MONTHLY:
            year = f"{self.start.year % 100:02}" if two_digits else str(self.start.year)
            return f"{SHORT_MONTHS[self.start.month - 1]} {year}"
        yearly = self.frequency is Frequency.YEARLY
        year = _year_name(self._year, self.start.month if yearly else self.year_start_month)
        if two_digits and "/" in year:
            year = year[2:]
        return year if yearly else f"Q{self.quarter} {year}"

    @property
    def key(self) -> str:
        """Stable text that sorts within one frequency: "2016-12", "2016-Q3", "2016-Y"."""
        if self.frequency is Frequency.MONTHLY:
            return f"{self.start.year}-{self.start.month:02}"
        tail = "Y" if self.frequency is Frequency.YEARLY else f"Q{self.quarter}"
        return f"{self._year}-{tail}"

    def plus(self, count: int) -> Period:
        """The period `count` periods later (earlier when negative)."""
        months = self.start.year * 12 + self.start.month - 1
        months += count * _MONTHS_LONG[self.frequency]
        try:
            start = date(months // 12, months % 12 + 1, 1)
        except ValueError:
            raise PeriodError("That period is outside the calendar.") from None
        return shared(start, self.frequency, self.year_start_month)

    @property
    def next(self) -> Period:
        return self.plus(1)

    @property
    def previous(self) -> Period:
        return self.plus(-1)

    @property
    def year_before(self) -> Period:
        """The same period a year earlier."""
        return self.plus(-self.per_year)

    @property
    def per_year(self) -> int:
        """How many of these make a year: 12, 4 or 1."""
        return 12 // _MONTHS_LONG[self.frequency]

    def months(self) -> tuple[Period, ...]:
        """The months it is made of, in order."""
        first = Period(self.start, Frequency.MONTHLY, self.year_start_month)
        return tuple(first.plus(n) for n in range(_MONTHS_LONG[self.frequency]))

    def holds(self, day: date) -> bool:
        """Whether a day falls in it."""
        return self.start <= day <= self.end


@lru_cache(maxsize=8192)
def shared(start: date, frequency: Frequency, year_start_month: int) -> Period:
    """The period, one object for all who ask: the figures of two hundred indicators lie in the
    same months, and what is the same object is found without being compared.
    """
    return Period(start, frequency, year_start_month)


def _year_name(year: int, start_month: int) -> str:
    return str(year) if start_month == 1 else f"{year}/{(year + 1) % 100:02}"


def period_of(
    day: date, frequency: Frequency, year_start_month: int = FINANCIAL_YEAR_START
) -> Period:
    """The month, quarter or year that a day falls in."""
    into_year = (day.month - year_start_month) % 12
    back = into_year % _MONTHS_LONG[frequency]
    months = day.year * 12 + day.month - 1 - back
    return Period(date(months // 12, months % 12 + 1, 1), frequency, year_start_month)


def span(first: Period, last: Period) -> tuple[Period, ...]:
    """Every period from `first` to `last`, both included; empty when `last` is earlier."""
    if first.frequency is not last.frequency:
        raise PeriodError("Both ends must be months, or quarters, or years.")
    return _span(first.start, last.start, first.frequency, first.year_start_month)


@lru_cache(maxsize=256)  # a list of indicators asks for the same two years again and again
def _span(
    first: date, last: date, frequency: Frequency, year_start_month: int
) -> tuple[Period, ...]:
    found = []
    period = Period(first, frequency, year_start_month)
    while period.start <= last:
        found.append(period)
        period = period.next
    return tuple(found)


def overdue(
    last_period: Period | None, frequency: Frequency, today: date, lag_days: int
) -> int | None:
    """Days by which the next figure is late, or None when it is not (or nothing was ever measured).

    A figure is due `lag_days` after its period ends: each source has a lag of its own.
    """
    if last_period is None:
        return None
    if last_period.frequency is not frequency:
        raise PeriodError("The last period is not of the indicator's frequency.")
    days = (today - last_period.next.end).days - lag_days
    return days if days > 0 else None


def parse_period(
    text: str | date | datetime | int | float,
    *,
    frequency: Frequency | None = None,
    year_start_month: int = FINANCIAL_YEAR_START,
) -> Period:
    """Read a period as people and spreadsheets write it; raises PeriodError with one sentence.

    Source of the forms: `cspdesk.kpis.period_words`.
    """
    # The two modules need each other: the words make Periods, and callers expect this name here.
    from cspdesk.kpis.period_words import read_period

    return read_period(text, frequency, year_start_month)
