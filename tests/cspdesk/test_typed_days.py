"""A day typed into a field is the day that was meant, or none: never another one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.calendar import long_date, plain_date, short_date
from cspdesk.typed_days import typed_day

PRESENT, APRIL = date(2017, 2, 23), date(2017, 4, 14)


@pytest.mark.parametrize(
    "typed",
    [
        "14 Apr 2017",
        "14/04/2017",
        "14/4/17",
        "14.4.17",
        "14 4 2017",
        "14/4",
        "14 april",
        "14th of April",
        "April 14, 2017",
        "2017-04-14",
        "Fri 14 Apr 2017",
        "friday, 14 april",
        "Tue 14 Apr 2017",
    ],
)
def test_a_day_is_read_as_people_write_it(typed: str) -> None:
    assert typed_day(typed, PRESENT) == APRIL


def test_a_month_or_year_left_out_is_that_of_the_day_before() -> None:
    assert typed_day("9", PRESENT) == date(2017, 2, 9)
    assert typed_day("1 Jan", PRESENT) == date(2017, 1, 1)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "31 Feb",
        "29 Feb",
        "14/13/17",
        "14 Foo",
        "14 mayor 2017",
        "14 Apr 201",
        "14 Apr 1817",
        "14 15 Apr",
        "say 14 Apr",
        "14 Apr or so",
        "32",
        "Friday",
        "April",
    ],
)
def test_words_that_are_not_wholly_a_day_are_none(typed: str) -> None:
    assert typed_day(typed, PRESENT) is None


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.dates(date(1990, 1, 1)))
def test_every_day_is_read_as_the_desk_writes_it(day: date, present: date) -> None:
    written = (short_date(day, year=True), plain_date(day), long_date(day), day.isoformat())
    assert {typed_day(words, present) for words in written} == {day}
    assert typed_day(f"{day:%d/%m/%Y}", present) == day
