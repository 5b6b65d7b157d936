"""Days as action logs and minutes write them: every form, every doubt said."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.actions.days_in_words import days_in, read_day
from cspdesk.calendar import short_date

ABOUT = date(2016, 11, 24)
JANUARY = date(2017, 1, 20)
DAYS = st.dates(date(2001, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    "raw",
    [
        "20/01/17", "20.1.2017", "2017-01-20", "2017-01-20 00:00:00", "Fri 20 Jan 2017",
        "20th January 2017", "20th of January 2017", "January 20, 2017", "20-Jan-17",
        "By 20/01/2017 at the latest", datetime(2017, 1, 20, 9, 30), JANUARY,
    ],
)  # fmt: skip
def test_a_day_that_is_written_whole_is_read_without_a_word(raw: object) -> None:
    read = read_day(raw, ABOUT)
    assert (read.on, read.note, read.fault) == (JANUARY, "", "")


@pytest.mark.parametrize(
    ("raw", "day", "says"),
    [
        ("20 Jan", JANUARY, "Fri 20 Jan 2017"),
        ("end of March", date(2017, 3, 31), "Fri 31 Mar 2017"),
        ("Feb 2016", date(2016, 2, 29), "Mon 29 Feb 2016"),
        ("20/01/2017 revised 10/02/17", date(2017, 2, 10), "the last of 2 dates"),
        (42755, JANUARY, "day number of Excel"),
        ("42755.0", JANUARY, "day number of Excel"),
        ("ongoing", None, "no due date"),
        ("ASAP", None, "no due date"),
        ("TBC", None, "no due date"),
    ],
)
def test_what_is_made_of_a_doubtful_day_is_said(raw: object, day: date | None, says: str) -> None:
    read = read_day(raw, ABOUT)
    assert read.on == day
    assert says in read.note
    assert not read.fault


@pytest.mark.parametrize(
    "raw", ["32/13/2017", "29 Feb 2017", "31 Nov", "Q4", "whenever", 3.5, "2/3"]
)
def test_what_is_no_day_is_a_fault_and_never_another_day(raw: object) -> None:
    read = read_day(raw, ABOUT)
    assert read.on is None
    assert read.fault


@pytest.mark.parametrize("raw", ["", None, "   "])
def test_a_blank_says_nothing(raw: object) -> None:
    read = read_day(raw, ABOUT)
    assert (read.on, read.note, read.fault, read.at_next) == (None, "", "", False)


@pytest.mark.parametrize("raw", ["next meeting", "Next Board", "For the next Board meeting"])
def test_the_next_meeting_is_known(raw: str) -> None:
    assert read_day(raw, ABOUT).at_next


@given(DAYS)
def test_every_form_of_a_day_gives_that_day(day: date) -> None:
    for raw in (
        f"{day:%d/%m/%Y}", f"{day:%d.%m.%y}", day.isoformat(), short_date(day, year=True),
        f"{day.day} {day:%B %Y}", (day - date(1899, 12, 30)).days,
    ):  # fmt: skip
        assert read_day(raw, ABOUT).on == day


@given(DAYS, DAYS)
def test_a_day_without_its_year_comes_within_a_year(day: date, about: date) -> None:
    found = read_day(f"{day.day} {day:%b}", about).on
    if found is not None:  # 29 February has no day in most years
        assert about <= found <= about + timedelta(days=366)
        assert (found.day, found.month) == (day.day, day.month)


@given(st.text(max_size=60))
def test_any_text_at_all_is_read_without_an_error(text: str) -> None:
    read = read_day(text, ABOUT)
    assert not (read.on and read.fault)
    assert all(isinstance(day, date) for day, _note in days_in(text, ABOUT))
