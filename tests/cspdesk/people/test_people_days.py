"""Days as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.calendar import long_date, plain_date, short_date
from cspdesk.people.days import day_of, days_of


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("7 Mar 2017", date(2017, 3, 7)),
        ("Tue 7 March 2017", date(2017, 3, 7)),
        ("Tuesday, 7th March, 2017", date(2017, 3, 7)),
        ("07/03/2017", date(2017, 3, 7)),
        ("7.3.17", date(2017, 3, 7)),
        ("2017-03-07", date(2017, 3, 7)),
        ("2017-03-07 00:00:00", date(2017, 3, 7)),
        ("7-Mar-17", date(2017, 3, 7)),
        ("31/02/2017", None),
        ("soon", None),
        ("", None),
        ("7 Smarch 2017", None),
        ("2017", None),
    ],
)
def test_a_day_is_read_in_uk_order(text: str, day: date | None) -> None:
    assert day_of(text) == day


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_way_we_write_a_day_is_read_back(day: date) -> None:
    ways = [plain_date(day), long_date(day), short_date(day, year=True), day.isoformat()]
    assert [day_of(way) for way in ways] == [day] * len(ways)


def test_what_is_no_day_is_told() -> None:
    days, strange = days_of("7 Mar 2017, 4 April 2017\nwhenever; 02/05/2017")
    assert days == (date(2017, 3, 7), date(2017, 4, 4), date(2017, 5, 2))
    assert strange == ("whenever",)
