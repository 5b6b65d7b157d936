"""Numbers, days and periods typed into a form, and written back so that they read the same."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.errors import RuleBroken
from cspdesk.kpis.field_words import read_day, read_number, read_period, write_day, write_number
from db.vocabulary import Frequency


@pytest.mark.parametrize(
    ("text", "value"),
    [("", None), ("1,009", 1009), ("45%", 45), ("−14.5", -14.5), ("+3", 3), (".5", 0.5)],
)
def test_a_number_is_read(text: str, value: float | None) -> None:
    assert read_number("value", text) == value


@pytest.mark.parametrize("text", ["x", "1,2", "10 of 11", "--3", "1e5", "9" * 400])
def test_what_is_no_number_is_named(text: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        read_number("value", text)
    assert broken.value.field == "value"


@given(st.integers(-(10**9), 10**9).map(lambda n: n / 1000))
def test_a_number_written_is_read_again(value: float) -> None:
    assert read_number("value", write_number(value)) == value


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("", None),
        ("31/03/2017", date(2017, 3, 31)),
        ("1st April 2017", date(2017, 4, 1)),
        ("March 2017", date(2017, 3, 31)),
        ("2016/17", date(2017, 3, 31)),
        ("Q3 2016/17", date(2016, 12, 31)),
    ],
)
def test_a_day_is_read(text: str, day: date | None) -> None:
    assert read_day("by", text) == day


@pytest.mark.parametrize("text", ["soon", "31 February 2017", "13/13/2017", "20117"])
def test_what_is_no_day_says_how_to_write_one(text: str) -> None:
    with pytest.raises(RuleBroken, match="Write 31 March 2017"):
        read_day("by", text)


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_a_day_written_is_read_again(day: date) -> None:
    assert read_day("by", write_day(day)) == day


@given(st.text(max_size=40))
def test_no_text_breaks_a_field(text: str) -> None:
    for read in (read_number, read_day):
        with suppress(RuleBroken):
            read("field", text)


def test_a_period_of_the_wrong_kind_is_refused_beside_its_field() -> None:
    assert read_period("breaks", "", Frequency.MONTHLY, 4) is None
    with pytest.raises(RuleBroken) as broken:
        read_period("breaks", "Q3 2016/17", Frequency.MONTHLY, 4)
    assert broken.value.field == "breaks"
