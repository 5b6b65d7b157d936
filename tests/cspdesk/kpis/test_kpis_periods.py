"""Months, quarters and years: made, named, read and counted."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.kpis.periods import Period, PeriodError, overdue, parse_period, period_of, span
from db.vocabulary import Frequency

MONTH, QUARTER, YEAR = Frequency.MONTHLY, Frequency.QUARTERLY, Frequency.YEARLY
DEC_2016 = Period(date(2016, 12, 1), MONTH)
Q3 = Period(date(2016, 10, 1), QUARTER)
FY = Period(date(2016, 4, 1), YEAR)
CALENDAR_YEAR = Period(date(2016, 1, 1), YEAR, 1)


@pytest.mark.parametrize(
    ("period", "label", "short", "key", "end"),
    [
        (DEC_2016, "Dec 2016", "Dec 16", "2016-12", date(2016, 12, 31)),
        (Q3, "Q3 2016/17", "Q3 16/17", "2016-Q3", date(2016, 12, 31)),
        (Q3.next, "Q4 2016/17", "Q4 16/17", "2016-Q4", date(2017, 3, 31)),
        (FY, "2016/17", "16/17", "2016-Y", date(2017, 3, 31)),
        (CALENDAR_YEAR, "2016", "2016", "2016-Y", date(2016, 12, 31)),
        (Period(date(1999, 4, 1), YEAR), "1999/00", "99/00", "1999-Y", date(2000, 3, 31)),
        (Period(date(2016, 2, 1), MONTH), "Feb 2016", "Feb 16", "2016-02", date(2016, 2, 29)),
        (Period(date(2016, 10, 1), QUARTER, 1), "Q4 2016", "Q4 2016", "2016-Q4", Q3.end),
        (Period(date(2016, 5, 1), QUARTER, 5), "Q1 2016/17", "Q1 16/17", "2016-Q1",
         date(2016, 7, 31)),
    ],
)  # fmt: skip
def test_a_period_is_named(period: Period, label: str, short: str, key: str, end: date) -> None:
    assert (period.label, period.short, period.key, period.end) == (label, short, key, end)


@pytest.mark.parametrize(
    ("day", "frequency", "year_start", "start"),
    [
        (date(2017, 2, 9), MONTH, 4, date(2017, 2, 1)),
        (date(2017, 2, 9), QUARTER, 4, date(2017, 1, 1)),
        (date(2017, 2, 9), YEAR, 4, date(2016, 4, 1)),
        (date(2017, 3, 31), YEAR, 4, date(2016, 4, 1)),
        (date(2017, 4, 1), YEAR, 4, date(2017, 4, 1)),
        (date(2017, 2, 9), YEAR, 1, date(2017, 1, 1)),
        (date(2017, 1, 9), QUARTER, 5, date(2016, 11, 1)),
    ],
)
def test_a_day_falls_in_its_period(
    day: date, frequency: Frequency, year_start: int, start: date
) -> None:
    period = period_of(day, frequency, year_start)
    assert period.start == start
    assert period.holds(day)


def test_periods_step_across_years() -> None:
    assert DEC_2016.next.label == "Jan 2017"
    assert Q3.plus(2).label == "Q1 2017/18"
    assert [p.year_before.label for p in (DEC_2016, Q3, FY)] == [
        "Dec 2015",
        "Q3 2015/16",
        "2015/16",
    ]


def test_a_quarter_and_a_year_hold_their_months() -> None:
    assert [month.label for month in Q3.months()] == ["Oct 2016", "Nov 2016", "Dec 2016"]
    assert len(FY.months()) == 12
    assert DEC_2016.months() == (DEC_2016,)


def test_a_span_holds_both_ends() -> None:
    assert [p.short for p in span(DEC_2016, DEC_2016.plus(2))] == ["Dec 16", "Jan 17", "Feb 17"]
    assert span(DEC_2016, DEC_2016.previous) == ()
    with pytest.raises(PeriodError, match="Both ends"):
        span(DEC_2016, Q3)


def test_the_numbering_of_quarters_is_no_part_of_what_a_period_is() -> None:
    other = Period(date(2016, 10, 1), QUARTER, 1)
    assert other == Q3
    assert hash(other) == hash(Q3)


@pytest.mark.parametrize(
    ("start", "frequency", "year_start", "why"),
    [
        (date(2016, 12, 2), MONTH, 4, "first of a month"),
        (date(2016, 11, 1), QUARTER, 4, "No quarter begins in Nov"),
        (date(2016, 11, 1), MONTH, 13, "1 to 12"),
    ],
)
def test_what_is_no_period_is_refused(
    start: date, frequency: Frequency, year_start: int, why: str
) -> None:
    with pytest.raises(PeriodError, match=why):
        Period(start, frequency, year_start)


def test_the_calendar_has_an_end() -> None:
    with pytest.raises(PeriodError, match="outside the calendar"):
        DEC_2016.plus(-30_000)


# Reading


@pytest.mark.parametrize(
    ("written", "label"),
    [
        (201604, "Apr 2016"),
        (201604.0, "Apr 2016"),
        ("201604", "Apr 2016"),
        ("2016-04", "Apr 2016"),
        ("2016/4", "Apr 2016"),
        ("04/2016", "Apr 2016"),
        ("Apr-16", "Apr 2016"),
        ("Apr 16", "Apr 2016"),
        ("Apr ’16", "Apr 2016"),
        ("APR16", "Apr 2016"),
        ("April 2016", "Apr 2016"),
        ("Sept. 2016", "Sep 2016"),
        ("2016 Apr", "Apr 2016"),
        ("  april   2016 ", "Apr 2016"),
        ("01/04/2016", "Apr 2016"),
        ("04/01/16", "Jan 2016"),
        ("1.4.2016", "Apr 2016"),
        ("01-Apr-2016", "Apr 2016"),
        ("Friday 1st April 2016", "Apr 2016"),
        ("Fri 1 Apr 2016", "Apr 2016"),
        ("April 1, 2016", "Apr 2016"),
        ("2016-04-30", "Apr 2016"),
        ("2016-04-01T00:00:00", "Apr 2016"),
        ("01/04/2016 00:00:00", "Apr 2016"),
        (date(2016, 4, 30), "Apr 2016"),
        (datetime(2016, 4, 30, 23, 59), "Apr 2016"),
        (42736, "Jan 2017"),
        (42766.99, "Jan 2017"),
        ("42736", "Jan 2017"),
        ("Q1 2016/17", "Q1 2016/17"),
        ("q3 16/17", "Q3 2016/17"),
        ("2016/17 Q3", "Q3 2016/17"),
        ("Quarter 3, 2016–17", "Q3 2016/17"),
        ("Qtr 3 FY2016/17", "Q3 2016/17"),
        ("3rd quarter 2016/17", "Q3 2016/17"),
        ("Q4 2016/17", "Q4 2016/17"),
        ("2016-Q3", "Q3 2016/17"),
        ("Oct–Dec 2016", "Q3 2016/17"),
        ("Oct 2016 to Dec 2016", "Q3 2016/17"),
        ("quarter to Dec 2016", "Q3 2016/17"),
        ("2016/17", "2016/17"),
        ("2016-17", "2016/17"),
        ("2016/2017", "2016/17"),
        ("16/17", "2016/17"),
        ("FY2016/17", "2016/17"),
        ("FY 16-17", "2016/17"),
        ("1999/00", "1999/00"),
        ("2011/12", "2011/12"),
        ("2011-12", "Dec 2011"),
        ("Apr 2016 - Mar 2017", "2016/17"),
        ("year ending March 2017", "2016/17"),
        ("2016-Y", "2016/17"),
        ("2016", "2016"),
        (2016, "2016"),
    ],
)
def test_a_period_is_read_as_people_write_it(written: str | int | float | date, label: str) -> None:
    assert parse_period(written).label == label


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("Q5 2016/17", "There is no Q5."),
        ("Q0 2016/17", "There is no Q0."),
        ("Q5", "There is no Q5."),
        ("Q3", "Q3 of which year? Write Q3 2016/17."),
        ("201613", "There is no month 13."),
        (201600, "There is no month 0."),
        ("2016-13", "2016-13 is neither a month nor one whole year."),
        ("2016/2018", "2016/2018 is not one year: the second must follow the first."),
        ("Q1 2016/18", "2016/18 is not one year: the second must follow the first."),
        ("31/02/2016", "There is no day 31/2/2016."),
        ("FY17", "FY17 may begin or end in 2017: write 2017/18 or 2016/17."),
        ("Nov–Jan 2017", "Nov 2016 to Jan 2017 is neither a quarter nor a year."),
        ("quarter to Nov 2016", "No quarter here ends in Nov 2016."),
        ("16-Apr", "“16-Apr” is not a month, quarter or year."),
        ("12 months to Dec 2016", "“12 months to Dec 2016” is not a month, quarter or year."),
        ("April 0016", "The year 0016 is out of range."),
        ("n/a", "“n/a” is not a month, quarter or year."),
        ("", "“” is not a month, quarter or year."),
        (12, "12 is not a month, quarter or year."),
        (2016.4, "2016.4 is not a month, quarter or year."),
        (float("nan"), "A period must be a date, a number or text."),
        (True, "A period must be a date, a number or text."),
        ("x" * 60, f"“{'x' * 39}…” is not a month, quarter or year."),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(written: str | float, why: str) -> None:
    with pytest.raises(PeriodError) as refused:
        parse_period(written)
    assert str(refused.value) == why


@pytest.mark.parametrize(
    ("written", "frequency", "label"),
    [
        ("31/12/2016", QUARTER, "Q3 2016/17"),
        ("Dec-16", QUARTER, "Q3 2016/17"),
        (date(2017, 3, 31), YEAR, "2016/17"),
        ("2011-12", YEAR, "2011/12"),
        ("2011-12", MONTH, "Dec 2011"),
        ("2016/17", YEAR, "2016/17"),
    ],
)
def test_a_day_or_month_stands_for_the_wanted_period(
    written: str | date, frequency: Frequency, label: str
) -> None:
    assert parse_period(written, frequency=frequency).label == label


@pytest.mark.parametrize(
    ("written", "frequency", "why"),
    [
        ("2016/17", MONTH, "2016/17 is a year, and a month is wanted."),
        ("Q3 2016/17", MONTH, "Q3 2016/17 is a quarter, and a month is wanted."),
        ("Q3 2016/17", YEAR, "Q3 2016/17 is a quarter, and a year is wanted."),
    ],
)
def test_nothing_else_is_stretched(written: str, frequency: Frequency, why: str) -> None:
    with pytest.raises(PeriodError) as refused:
        parse_period(written, frequency=frequency)
    assert str(refused.value) == why


def test_years_that_start_in_january_do_not_straddle() -> None:
    assert parse_period("Q4 2016", year_start_month=1).start == date(2016, 10, 1)
    with pytest.raises(PeriodError, match="straddles"):
        parse_period("2016/17", year_start_month=1)


months = st.builds(date, st.integers(1985, 2075), st.integers(1, 12), st.just(1))
frequencies = st.sampled_from(list(Frequency))
year_starts = st.integers(1, 12)


@given(months, frequencies, year_starts)
def test_every_name_of_a_period_reads_back_as_it(
    day: date, frequency: Frequency, year_start: int
) -> None:
    period = period_of(day, frequency, year_start)
    for words in (period.label, period.short, period.key):
        # "2011-12" alone is a month; "2016" alone a calendar year: the frequency settles it.
        read = parse_period(words, frequency=frequency, year_start_month=year_start)
        assert read == period


@given(months, frequencies)
def test_a_label_alone_reads_back_as_its_period(day: date, frequency: Frequency) -> None:
    period = period_of(day, frequency)
    assert parse_period(period.label) == period
    january = period_of(day, Frequency.YEARLY, 1)
    assert parse_period(january.label) == january


@given(months, frequencies, year_starts, st.integers(-60, 60))
def test_stepping_there_and_back_returns(
    day: date, frequency: Frequency, year_start: int, count: int
) -> None:
    period = period_of(day, frequency, year_start)
    assert period.plus(count).plus(-count) == period
    assert period.next.previous == period
    assert period_of(period.end, frequency, year_start) == period
    assert (period.plus(count) > period) == (count > 0)
    if count >= 0:
        assert len(span(period, period.plus(count))) == count + 1


def outcome(written: str | float) -> str:
    """The label of what was read, or the sentence of the refusal."""
    try:
        return parse_period(written).label
    except PeriodError as refused:
        return str(refused)


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert outcome(text)


@given(st.floats() | st.integers())
def test_no_number_breaks_the_reader(number: float) -> None:
    assert outcome(number)


# Lag


@pytest.mark.parametrize(
    ("last", "today", "lag", "late"),
    [
        (DEC_2016, date(2017, 2, 9), 30, None),  # January is due on 2 March
        (DEC_2016, date(2017, 3, 2), 30, None),
        (DEC_2016, date(2017, 3, 3), 30, 1),
        (DEC_2016, date(2017, 2, 9), 0, 9),
        (Q3, date(2017, 2, 9), 45, None),
        (Q3.previous, date(2017, 2, 20), 45, 6),
        (FY, date(2019, 1, 1), 60, 216),
    ],
)
def test_a_figure_is_late_after_its_lag(
    last: Period, today: date, lag: int, late: int | None
) -> None:
    assert overdue(last, last.frequency, today, lag) == late


def test_what_was_never_measured_is_not_late() -> None:
    assert overdue(None, MONTH, date(2017, 2, 9), 30) is None


def test_a_lag_needs_a_period_of_its_own_frequency() -> None:
    with pytest.raises(PeriodError):
        overdue(Q3, MONTH, date(2017, 2, 9), 30)
