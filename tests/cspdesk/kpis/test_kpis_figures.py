"""Sums over windows, shares, and figures as people read them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.kpis.figures import (
    format_change,
    format_figure,
    format_percent_change,
    format_plain,
    missing,
    rolling,
    rolling_series,
    share,
    window,
)
from cspdesk.kpis.periods import Period, span
from db.vocabulary import Frequency, Measured, Unit

COUNT, PERCENT, RATE = Unit.COUNT, Unit.PERCENT, Unit.RATE
LATEST, TO_DATE, TWELVE = Measured.LATEST, Measured.YEAR_TO_DATE, Measured.ROLLING_12
DEC = Period(date(2016, 12, 1), Frequency.MONTHLY)
Q3 = Period(date(2016, 10, 1), Frequency.QUARTERLY)
YEAR = Period(date(2016, 4, 1), Frequency.YEARLY)
THEFT = dict(
    zip(
        span(DEC.plus(-11), DEC),
        (54.0, 72, 63, 59, 72, 54, 76, 100, 138, 112, 109, 100),
        strict=True,
    )
)


def test_twelve_months_of_vehicle_theft_add_up_as_the_design_shows() -> None:
    assert rolling(THEFT, DEC, TWELVE, COUNT) == 1009


@pytest.mark.parametrize(
    ("at", "measured", "unit", "first", "count"),
    [
        (DEC, TWELVE, COUNT, "Jan 2016", 12),
        (DEC, TO_DATE, COUNT, "Apr 2016", 9),
        (DEC, LATEST, COUNT, "Dec 2016", 1),
        (DEC, TWELVE, PERCENT, "Dec 2016", 1),
        (DEC, TO_DATE, RATE, "Dec 2016", 1),
        (Q3, TWELVE, COUNT, "Q4 2015/16", 4),
        (Q3, TO_DATE, COUNT, "Q1 2016/17", 3),
        (YEAR, TWELVE, COUNT, "2016/17", 1),
        (YEAR, TO_DATE, COUNT, "2016/17", 1),
        (Period(date(2017, 3, 1), Frequency.MONTHLY), TO_DATE, COUNT, "Apr 2016", 12),
        (Period(date(2017, 4, 1), Frequency.MONTHLY), TO_DATE, COUNT, "Apr 2017", 1),
        (Period(date(2016, 12, 1), Frequency.MONTHLY, 1), TO_DATE, COUNT, "Jan 2016", 12),
    ],
)
def test_a_figure_is_made_of_the_periods_of_its_window(
    at: Period, measured: Measured, unit: Unit, first: str, count: int
) -> None:
    found = window(at, measured, unit)
    assert (found[0].label, len(found), found[-1]) == (first, count, at)


@pytest.mark.parametrize("measured", [TWELVE, TO_DATE])
def test_a_missing_month_leaves_no_sum_and_is_named(measured: Measured) -> None:
    june = DEC.plus(-6)
    for values in ({**THEFT, june: None}, {p: v for p, v in THEFT.items() if p != june}):
        assert rolling(values, DEC, measured, COUNT) is None
        assert missing(values, DEC, measured, COUNT) == (june,)
        assert rolling(values, DEC, LATEST, COUNT) == 100


def test_percentages_are_never_added_up() -> None:
    assert rolling(THEFT, DEC, TWELVE, PERCENT) == 100


def test_a_series_of_sums_stands_beside_its_periods() -> None:
    assert rolling_series(THEFT, [DEC.previous, DEC], TWELVE, COUNT) == (None, 1009)


def test_a_share_over_a_year_weighs_each_quarter_by_its_size() -> None:
    quarters = span(Q3.plus(-3), Q3)
    closed = dict(zip(quarters, (10.0, 10, 10, 70), strict=True))
    safer = dict(zip(quarters, (10.0, 10, 10, 35), strict=True))
    assert share(safer, closed, Q3, TWELVE) == 65
    assert share(safer, closed, Q3, LATEST) == 50
    assert share(safer, {**closed, Q3: None}, Q3, TWELVE) is None
    assert share({Q3: 0.0}, {Q3: 0.0}, Q3, LATEST) is None


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "words"),
    [
        (1009, COUNT, None, "1,009"),
        (1_234_567, COUNT, None, "1,234,567"),
        (44.7, PERCENT, None, "44.7%"),
        (63, PERCENT, 0, "63%"),
        (42, PERCENT, None, "42.0%"),
        (-14.5, PERCENT, None, "−14.5%"),
        (0.82, RATE, None, "0.82"),
        (2.5, COUNT, None, "3"),
        (-2.5, COUNT, None, "−3"),
        (44.65, PERCENT, None, "44.7%"),
        (1.005, RATE, None, "1.01"),
        (-0.04, PERCENT, None, "0.0%"),
        (1e16, COUNT, None, "10,000,000,000,000,000"),
        (10, Unit.MILESTONES, None, "10"),
        (None, PERCENT, None, "n/a"),
    ],
)
def test_a_figure_reads_as_people_write_it(
    value: float | None, unit: Unit, decimals: int | None, words: str
) -> None:
    assert format_figure(value, unit, decimals) == words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (60, PERCENT, "60%"),
        (19.8, PERCENT, "19.8%"),
        (22 * 90 / 100, PERCENT, "19.8%"),
        (1135, COUNT, "1,135"),
        (0.6, RATE, "0.6"),
        (-15, PERCENT, "−15%"),
        (100, PERCENT, "100%"),
        (None, COUNT, "n/a"),
    ],
)
def test_a_target_has_no_more_decimals_than_it_needs(
    value: float | None, unit: Unit, words: str
) -> None:
    assert format_plain(value, unit) == words


@pytest.mark.parametrize(
    ("change", "unit", "decimals", "words"),
    [
        (286, COUNT, None, "+286"),
        (-1050, COUNT, None, "−1,050"),
        (2.7, PERCENT, None, "+2.7 points"),
        (-1, PERCENT, 0, "−1 point"),
        (0.03, RATE, None, "+0.03"),
        (0.04, PERCENT, None, "no change"),
        (0, COUNT, None, "no change"),
        (None, COUNT, None, "n/a"),
    ],
)
def test_a_change_has_its_sign_and_measure(
    change: float | None, unit: Unit, decimals: int | None, words: str
) -> None:
    assert format_change(change, unit, decimals) == words


@pytest.mark.parametrize(
    ("percent", "decimals", "words"),
    [
        (39.4, 0, "+39%"),
        (-4.5, 1, "−4.5%"),
        (1204, 0, "+1,204%"),
        (0.2, 0, "no change"),
        (None, 0, "n/a"),
    ],
)
def test_a_relative_change_has_its_sign(percent: float | None, decimals: int, words: str) -> None:
    assert format_percent_change(percent, decimals) == words


@given(
    st.floats(-1e9, 1e9, allow_nan=False),
    st.sampled_from([COUNT, PERCENT, RATE]),
    st.integers(0, 3),
)
def test_a_printed_figure_is_the_number_within_half_its_last_place(
    value: float, unit: Unit, decimals: int
) -> None:
    words = format_figure(value, unit, decimals)
    assert re.fullmatch(r"−?\d{1,3}(,\d{3})*(\.\d+)?%?", words)
    number = float(words.replace(",", "").replace("−", "-").rstrip("%"))
    assert abs(number - value) <= 0.5 * 10**-decimals + 1e-6
    assert not re.fullmatch(r"−0(\.0+)?%?", words)


counts = st.lists(st.integers(0, 500), min_size=24, max_size=24)


@given(counts)
def test_the_rolling_sum_moves_by_the_month_in_and_the_month_out(numbers: list[int]) -> None:
    periods = span(DEC.plus(-23), DEC)
    values = dict(zip(periods, map(float, numbers), strict=True))
    before = rolling(values, DEC.previous, TWELVE, COUNT)
    after = rolling(values, DEC, TWELVE, COUNT)
    assert before is not None
    assert after == before + values[DEC] - values[DEC.plus(-12)]
