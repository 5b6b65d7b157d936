"""Direction of travel: arrow, verdict and change, and when nothing may be compared."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.kpis.direction import Arrow, Step, Verdict, crosses_break, percent_change, travel
from cspdesk.kpis.periods import Period, span
from db.vocabulary import Direction, Frequency, Measured, Unit

LOWER, HIGHER, NEITHER = Direction.LOWER, Direction.HIGHER, Direction.NEITHER
COUNT, PERCENT, RATE = Unit.COUNT, Unit.PERCENT, Unit.RATE
DEC = Period(date(2016, 12, 1), Frequency.MONTHLY)


def step(
    before: float,
    actual: float,
    direction: Direction = LOWER,
    unit: Unit = COUNT,
    decimals: int | None = None,
) -> Step:
    values = {DEC.previous: before, DEC: actual}
    return travel(values, DEC, direction=direction, unit=unit, decimals=decimals).previous


@pytest.mark.parametrize(
    ("before", "actual", "direction", "unit", "words", "text"),
    [
        (723, 1009, LOWER, COUNT, "↑ Worse", "+286 (+40%)"),
        (723, 1009, HIGHER, COUNT, "↑ Better", "+286 (+40%)"),
        (723, 1009, NEITHER, COUNT, "↑ Higher", "+286 (+40%)"),
        (1009, 723, LOWER, COUNT, "↓ Better", "−286 (−28%)"),
        (1009, 723, NEITHER, COUNT, "↓ Lower", "−286 (−28%)"),
        (1009, 1009, LOWER, COUNT, "→ Same", "no change"),
        (1000, 1004, LOWER, COUNT, "↑ Worse", "+4 (+0.4%)"),
        (44.2, 44.7, LOWER, PERCENT, "↑ Worse", "+0.5 points"),
        (62, 63, HIGHER, PERCENT, "↑ Better", "+1.0 point"),
        (0.79, 0.82, LOWER, RATE, "↑ Worse", "+0.03 (+4%)"),
    ],
)
def test_an_arrow_shows_the_number_and_a_word_what_it_means(
    before: float, actual: float, direction: Direction, unit: Unit, words: str, text: str
) -> None:
    found = step(before, actual, direction, unit)
    assert (found.words, found.text) == (words, text)


def test_figures_that_read_the_same_are_the_same() -> None:
    assert step(44.71, 44.74, unit=PERCENT).verdict is Verdict.SAME
    assert step(44.71, 44.76, unit=PERCENT).verdict is Verdict.WORSE
    assert step(44.6, 45.4, unit=PERCENT, decimals=0).arrow is Arrow.FLAT


@pytest.mark.parametrize(
    ("before", "actual", "text"),
    [(19, 31, "+12"), (31, 19, "−12"), (20, 31, "+11 (+55%)"), (0, 40, "+40"), (2, 3, "+1")],
)
def test_no_percentage_is_made_of_counts_under_twenty(
    before: float, actual: float, text: str
) -> None:
    assert step(before, actual).text == text


def test_no_relative_change_is_made_of_percentages_or_from_nought() -> None:
    assert percent_change(63, 60, PERCENT) is None
    assert percent_change(1, 0, RATE) is None
    assert percent_change(30, 20, COUNT) == 50


def test_both_comparisons_are_made() -> None:
    values = {DEC.year_before: 72.0, DEC.previous: 109.0, DEC: 100.0}
    found = travel(values, DEC, direction=LOWER, unit=COUNT)
    assert found.previous.words == "↓ Better"
    assert found.year_before.words == "↑ Worse"
    assert found.year_before.against.label == "Dec 2015"
    assert not found.worsening
    assert travel(values, DEC, direction=HIGHER, unit=COUNT).worsening


def test_a_missing_figure_leaves_no_verdict_and_says_which() -> None:
    found = travel({DEC: 5.0}, DEC, direction=LOWER, unit=COUNT)
    assert found.previous.words == "No figure for Nov 2016"
    assert found.year_before.text == "No figure for Dec 2015"
    assert found.previous.verdict is None
    gone = travel({DEC.previous: 5.0}, DEC, direction=LOWER, unit=COUNT)
    assert (gone.actual, gone.previous.text) == (None, "No figure for Dec 2016")


def test_twelve_months_are_compared_with_the_twelve_before() -> None:
    values = dict(zip(span(DEC.plus(-23), DEC), [60.0] * 12 + [80.0] * 12, strict=True))
    found = travel(
        values, DEC, direction=LOWER, unit=COUNT, measured=Measured.ROLLING_12
    ).year_before
    assert (found.earlier, found.change, found.text) == (720, 240, "+240 (+33%)")


def test_a_year_to_date_is_compared_with_last_years_and_the_month_with_the_month() -> None:
    values = dict(zip(span(DEC.plus(-23), DEC), [60.0] * 12 + [50.0] * 12, strict=True))
    found = travel(values, DEC, direction=LOWER, unit=COUNT, measured=Measured.YEAR_TO_DATE)
    assert found.actual == 450
    assert (found.year_before.earlier, found.year_before.verdict) == (540, Verdict.BETTER)
    assert (found.previous.earlier, found.previous.verdict) == (50, Verdict.SAME)


# Series breaks

JULY = date(2016, 7, 1)


def test_a_series_break_stops_comparison_across_it() -> None:
    values = dict.fromkeys(span(DEC.plus(-23), DEC), 60.0)
    found = travel(values, DEC, direction=LOWER, unit=COUNT, breaks=[JULY])
    assert found.previous.verdict is Verdict.SAME
    assert found.year_before.verdict is None
    assert found.year_before.earlier is None
    assert found.year_before.text == "Not comparable with Dec 2015: the series changed"


def test_a_window_that_holds_the_break_is_not_comparable_either() -> None:
    values = dict.fromkeys(span(DEC.plus(-23), DEC), 60.0)
    found = travel(
        values,
        DEC,
        direction=LOWER,
        unit=COUNT,
        measured=Measured.ROLLING_12,
        breaks=[date(2016, 2, 1)],
    )
    assert found.previous.verdict is None
    assert found.year_before.verdict is None


@pytest.mark.parametrize(
    ("day", "crossed"),
    [
        (date(2016, 11, 1), False),  # the earlier period already belongs to the new series
        (date(2016, 11, 2), True),
        (date(2016, 12, 1), True),
        (date(2016, 12, 31), True),
        (date(2017, 1, 1), False),
    ],
)
def test_a_break_lies_after_the_start_of_the_earlier_and_by_the_end_of_the_later(
    day: date, crossed: bool
) -> None:
    assert crosses_break(DEC.previous, DEC, [day]) is crossed


whole = st.integers(0, 3000).map(float)


@given(whole, whole, st.sampled_from(list(Unit)[:3]))
def test_better_one_way_is_worse_the_other(before: float, actual: float, unit: Unit) -> None:
    opposite = {
        Verdict.BETTER: Verdict.WORSE,
        Verdict.WORSE: Verdict.BETTER,
        Verdict.SAME: Verdict.SAME,
    }
    lower = step(before, actual, LOWER, unit).verdict
    higher = step(before, actual, HIGHER, unit).verdict
    assert lower is not None
    assert opposite[lower] is higher
    assert (lower is Verdict.BETTER) == (actual < before)
