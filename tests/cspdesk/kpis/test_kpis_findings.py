"""What a chart shows, in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from cspdesk.kpis.findings import (
    chart_text,
    finding,
    findings,
    first_to_last,
    join_words,
    list_periods,
)
from cspdesk.kpis.periods import Period, span
from cspdesk.kpis.spc import Signal, Spc, SpcRule, analyse
from db.vocabulary import Direction, Frequency, Measured, Unit

LOWER = Direction.LOWER
JAN_2015 = Period(date(2015, 1, 1), Frequency.MONTHLY)
Q1 = Period(date(2015, 4, 1), Frequency.QUARTERLY)
WOBBLE = [5.0, -5.0] * 12
# Met Police borough figures for Haringey, January 2015 to December 2016: theft of motor vehicles
THEFT = [87.0, 44, 62, 82, 69, 46, 50, 56, 57, 60, 43, 72]
THEFT += [54, 72, 63, 59, 72, 54, 76, 100, 138, 112, 109, 100]


def months(count: int) -> tuple[Period, ...]:
    return span(JAN_2015, JAN_2015.plus(count - 1))


def charted(values: Sequence[float | None], **how: int) -> tuple[tuple[Period, ...], Spc]:
    return months(len(values)), analyse(values, improve=LOWER, fix_after=how.get("fix_after"))


def test_vehicle_theft_is_said_as_the_design_says_it() -> None:
    periods, spc = charted(THEFT, fix_after=12)
    assert finding(periods, spc) == "Above the limit in Sep, Oct and Nov 2016."
    words = chart_text(
        periods, spc, unit=Unit.COUNT, figure=1009, target=997, measured=Measured.ROLLING_12
    )
    assert words == "Above the limit in Sep, Oct and Nov 2016. 12 months 1,009, target 997."


@pytest.mark.parametrize(
    ("tail", "sentence"),
    [
        ([-30.0], "Below the limit in Jan 2017."),
        ([-9.0, -6, -3, 0, 3, 6, 9], "Rising from Jan to Jul 2017."),
        ([9.0, 6, 3, 0, -3, -6, -9], "Falling from Jan to Jul 2017."),
        ([20.0, 20, 5], "Close to the upper limit in Jan and Feb 2017."),
        ([-5.0, -20, 5, 5], "Within the limits, with no special cause."),
        ([5.0, 4, 5, 4, 5, 4, 5], "Above the average from Jan to Jul 2017."),
        ([5.0, -4, -5, -4, -5, -4, -5, -4], "Below the average from Feb to Aug 2017."),
    ],
)
def test_each_rule_has_its_sentence(tail: list[float], sentence: str) -> None:
    periods, spc = charted([*WOBBLE, *tail], fix_after=24)
    assert finding(periods, spc) == sentence


def test_the_special_cause_that_ends_latest_comes_first() -> None:
    periods, spc = charted([*WOBBLE, 40, -5, 5, -5, 5, -5, -40], fix_after=24)
    found = findings(periods, spc)
    assert [one.rule for one in found] == [SpcRule.BELOW_LIMIT, SpcRule.ABOVE_LIMIT]
    assert [one.signal for one in found] == [Signal.IMPROVEMENT, Signal.CONCERN]
    assert finding(periods, spc) == "Below the limit in Jul 2017."


def test_recent_counts_back_from_the_latest_figure() -> None:
    periods, spc = charted([*WOBBLE, 40, -5, 5, None, None], fix_after=24)
    assert [one.rule for one in findings(periods, spc, recent=3)] == [SpcRule.ABOVE_LIMIT]
    assert findings(periods, spc, recent=2) == ()
    assert finding(periods, spc, recent=2) == "Within the limits, with no special cause."


def test_two_trends_apart_are_two_findings() -> None:
    climb = [-9.0, -6, -3, 0, 3, 6, 9]
    periods, spc = charted([*WOBBLE, *climb, -5, 5, *climb], fix_after=24)
    assert [one.sentence for one in findings(periods, spc)] == [
        "Rising from Oct 2017 to Apr 2018",
        "Rising from Jan to Jul 2017",
    ]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ([], "No figures yet."),
        ([None, None], "No figures yet."),
        ([5.0], "Only 1 figure: too few for limits."),
        ([5.0, None, 6.0], "Only 2 figures: too few for limits."),
        ([5.0, 6.0, 5.0], "Within the limits, with no special cause (trial limits)."),
    ],
)
def test_little_data_is_said(values: list[float | None], sentence: str) -> None:
    periods, spc = charted(values)
    assert finding(periods, spc) == sentence


@pytest.mark.parametrize(
    ("figure", "target", "unit", "ends"),
    [
        (44.7, 42.0, Unit.PERCENT, "Latest 44.7%, target 42%."),
        (44.7, None, Unit.PERCENT, "Latest 44.7%, no target."),
        (204, 171.9849, Unit.COUNT, "Latest 204, target 172."),
        (None, 60.0, Unit.PERCENT, "Latest n/a, target 60%."),
    ],
)
def test_the_text_for_a_chart_ends_with_figure_and_target(
    figure: float | None, target: float | None, unit: Unit, ends: str
) -> None:
    periods, spc = charted(WOBBLE)
    assert chart_text(periods, spc, unit=unit, figure=figure, target=target).endswith(ends)


def at(first: Period, *steps: int) -> list[Period]:
    return [first.plus(step) for step in steps]


@pytest.mark.parametrize(
    ("periods", "words"),
    [
        (at(JAN_2015, 0), "Jan 2015"),
        (at(JAN_2015, 0, 1), "Jan and Feb 2015"),
        (at(JAN_2015, 20, 21, 22), "Sep, Oct and Nov 2016"),
        (at(JAN_2015, 10, 11, 12), "Nov, Dec 2015 and Jan 2016"),
        (at(JAN_2015, 0, 12), "Jan 2015 and Jan 2016"),
        (at(JAN_2015, 0, 1, 2, 3, 4), "Jan to May 2015"),
        (at(JAN_2015, 0, 1, 2, 3, 5), "Jan, Feb, Mar, Apr and Jun 2015"),
        (at(Q1, 0, 1), "Q1 and Q2 2015/16"),
        (at(Q1, 3, 4), "Q4 2015/16 and Q1 2016/17"),
        (at(Period(date(2015, 4, 1), Frequency.YEARLY), 0, 1), "2015/16 and 2016/17"),
        ([], ""),
    ],
)
def test_periods_are_listed_with_no_more_years_than_needed(
    periods: list[Period], words: str
) -> None:
    assert list_periods(periods) == words


def test_a_stretch_of_periods_is_said() -> None:
    assert first_to_last(JAN_2015, JAN_2015.plus(5)) == "Jan to Jun 2015"
    assert first_to_last(JAN_2015, JAN_2015.plus(12)) == "Jan 2015 to Jan 2016"


@pytest.mark.parametrize(
    ("words", "joined"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_words_are_joined(words: list[str], joined: str) -> None:
    assert join_words(words) == joined
