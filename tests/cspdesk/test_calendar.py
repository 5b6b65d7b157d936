"""Working days, when papers are due, and dates in words."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk import calendar
from cspdesk.calendar import (
    add_working_days,
    bank_holiday,
    bank_holidays,
    clear_working_days,
    date_for,
    date_range,
    days_late,
    is_working_day,
    long_date,
    papers_due,
    plain_date,
    short_date,
    why_not_working,
    working_days_between,
)
from cspdesk.errors import RuleBroken

days = st.dates(date(2010, 1, 1), date(2030, 12, 31))


# Bank holidays and working days


def test_the_english_bank_holidays_of_2016() -> None:
    weekdays = {day for day in bank_holidays(2016) if day.weekday() < 5}
    assert weekdays == {
        date(2016, 1, 1),
        date(2016, 3, 25),
        date(2016, 3, 28),
        date(2016, 5, 2),
        date(2016, 5, 30),
        date(2016, 8, 29),
        date(2016, 12, 26),
        date(2016, 12, 27),
    }


@pytest.mark.parametrize(
    "day",
    [
        date(2012, 6, 5),  # Diamond Jubilee
        date(2020, 5, 8),  # early May day moved for VE Day
        date(2022, 9, 19),  # State Funeral
        date(2023, 5, 8),  # Coronation
    ],
)
def test_days_given_once_are_bank_holidays(day: date) -> None:
    assert bank_holiday(day) is not None


@pytest.mark.parametrize("day", [date(2016, 3, 17), date(2016, 11, 30), date(2020, 5, 4)])
def test_other_nations_days_and_moved_days_are_working_days(day: date) -> None:
    assert is_working_day(day)


def test_bank_holidays_handed_out_cannot_spoil_the_next_answer() -> None:
    bank_holidays(2016).clear()
    assert bank_holiday(date(2016, 12, 27))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2017, 2, 11), "Saturday"),
        (date(2017, 2, 12), "Sunday"),
        (date(2017, 4, 14), "Good Friday"),
        (date(2017, 2, 9), "closed"),
        (date(2017, 2, 10), None),
    ],
)
def test_the_reason_for_not_counting_a_day_is_named(day: date, why: str | None) -> None:
    assert why_not_working(day, closed={date(2017, 2, 9)}) == why


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2016, 12, 23), 1, date(2016, 12, 28)),
        (date(2016, 12, 28), -1, date(2016, 12, 23)),
        (date(2017, 2, 9), 0, date(2017, 2, 9)),
        (date(2017, 2, 11), 0, date(2017, 2, 13)),
        (date(2017, 2, 11), -1, date(2017, 2, 10)),
        (date(2017, 2, 23), 5, date(2017, 3, 2)),
    ],
)
def test_working_days_are_added(start: date, count: int, end: date) -> None:
    assert add_working_days(start, count) == end


@given(days, st.integers(1, 60))
def test_counting_there_gives_the_days_that_were_added(day: date, count: int) -> None:
    later = add_working_days(day, count)
    assert is_working_day(later)
    assert working_days_between(day, later) == count
    assert working_days_between(later, day) == -count


# Papers


@pytest.mark.parametrize(
    ("board", "clear_days", "due"),
    [
        (date(2016, 11, 2), 5, date(2016, 10, 25)),
        (date(2017, 2, 23), 5, date(2017, 2, 15)),
        (date(2017, 4, 20), 5, date(2017, 4, 10)),  # over Easter
        (date(2017, 1, 4), 5, date(2016, 12, 22)),  # over Christmas and New Year
        (date(2017, 2, 23), 0, date(2017, 2, 22)),
        (date(2017, 2, 27), 0, date(2017, 2, 24)),
        (date(2017, 2, 23), 10, date(2017, 2, 8)),
    ],
)
def test_papers_are_due_before_the_clear_days(board: date, clear_days: int, due: date) -> None:
    assert papers_due(board, clear_days).due == due


def test_the_counted_and_the_skipped_days_are_shown() -> None:
    found = papers_due(date(2017, 4, 20))
    assert [day.day for day in found.counted] == [11, 12, 13, 18, 19]
    assert [why for _day, why in found.skipped] == [
        "Good Friday",
        "Saturday",
        "Sunday",
        "Easter Monday",
    ]


def test_five_clear_days_for_november_2016_are_those_of_the_worked_example() -> None:
    found = papers_due(date(2016, 11, 2))
    assert [short_date(day) for day in found.counted] == [
        "Wed 26 Oct",
        "Thu 27 Oct",
        "Fri 28 Oct",
        "Mon 31 Oct",
        "Tue 1 Nov",
    ]
    assert found.sentence == "Tue 25 Oct: 5 clear working days, 26 Oct to 1 Nov, before Wed 2 Nov."


@pytest.mark.parametrize(
    ("clear_days", "sentence"),
    [
        (0, "Wed 22 Feb: the working day before Thu 23 Feb."),
        (1, "Tue 21 Feb: 1 clear working day, 22 Feb, before Thu 23 Feb."),
    ],
)
def test_the_sum_is_said(clear_days: int, sentence: str) -> None:
    assert papers_due(date(2017, 2, 23), clear_days).sentence == sentence


def test_days_on_which_the_council_is_closed_do_not_count() -> None:
    closed = {date(2016, 12, day) for day in (28, 29, 30)}
    assert papers_due(date(2017, 1, 4), closed=closed).due == date(2016, 12, 19)


@pytest.mark.parametrize("clear_days", [-1, 61])
def test_an_impossible_number_of_clear_days_is_refused(clear_days: int) -> None:
    with pytest.raises(RuleBroken) as refused:
        papers_due(date(2017, 2, 23), clear_days)
    assert refused.value.field == "clear_days"


@given(days, st.integers(0, 20))
def test_the_days_between_are_just_the_clear_ones(board: date, clear_days: int) -> None:
    found = papers_due(board, clear_days)
    assert len(found.counted) == clear_days
    assert found.counted == clear_working_days(found.due, board)
    assert is_working_day(found.due)
    between = {found.due + timedelta(days=n) for n in range(1, (board - found.due).days)}
    assert between == {*found.counted, *(day for day, _why in found.skipped)}


# Words


def test_dates_are_said_as_in_the_united_kingdom() -> None:
    day = date(2017, 2, 23)
    assert short_date(day) == "Thu 23 Feb"
    assert short_date(day, year=True) == "Thu 23 Feb 2017"
    assert plain_date(day) == "23 February 2017"
    assert long_date(day) == "Thursday 23 February 2017"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2017, 2, 15), "Wed 15 Feb"),
        (date(2016, 12, 12), "Mon 12 Dec"),
        (date(2018, 2, 15), "Thu 15 Feb 2018"),
    ],
)
def test_the_year_is_told_where_it_could_be_mistaken(day: date, words: str) -> None:
    assert date_for(day, date(2017, 2, 9)) == words


@pytest.mark.parametrize(
    ("days_", "words"),
    [
        ([date(2017, 2, 16), date(2017, 2, 22)], "16 to 22 Feb"),
        ([date(2016, 11, 1), date(2016, 10, 26)], "26 Oct to 1 Nov"),
        ([date(2016, 2, 1), date(2017, 2, 1)], "1 Feb to 1 Feb"),
        ([date(2017, 2, 9)], "9 Feb"),
    ],
)
def test_a_range_of_days_is_said(days_: list[date], words: str) -> None:
    assert date_range(days_) == words


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2017, 2, 6), "3 days late"),
        (date(2017, 2, 8), "1 day late"),
        (date(2017, 2, 9), "due today"),
        (date(2017, 2, 10), "due tomorrow"),
        (date(2017, 2, 14), "due in 5 days"),
    ],
)
def test_lateness_is_said_in_days(due: date, words: str) -> None:
    assert days_late(due, date(2017, 2, 9)) == words


def test_the_holidays_library_waits_until_a_year_outside_the_table_is_asked() -> None:
    code = """
import sys, datetime
from cspdesk.calendar import bank_holiday
assert bank_holiday(datetime.date(2017, 4, 14)) == "Good Friday"
assert "holidays" not in sys.modules
assert bank_holiday(datetime.date(2061, 12, 26)) == "Boxing Day"
assert "holidays" in sys.modules
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_table_of_bank_holidays_says_what_the_library_says() -> None:
    """When this fails the library knows of a new day: run packaging/bank_holidays.py."""
    for year in calendar.KEPT_YEARS:
        assert bank_holidays(year) == calendar.from_library(year)
