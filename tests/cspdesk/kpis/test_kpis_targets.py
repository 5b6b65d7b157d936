"""What is expected of an indicator on a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.kpis.targets import (
    Milestone,
    Target,
    expected_today,
    final_value,
    what_is_missing,
)
from db.vocabulary import TargetKind

LEVEL, CHANGE, COUNT = (
    TargetKind.LEVEL_BY_DATE,
    TargetKind.CHANGE_ON_BASELINE,
    TargetKind.COUNT_UP_TO,
)
START, END = date(2014, 3, 31), date(2018, 3, 31)
TODAY = date(2017, 2, 9)


@pytest.mark.parametrize(
    ("target", "final"),
    [
        (Target(LEVEL, 80), 80),
        (Target(COUNT, 310, baseline=70), 310),
        (Target(CHANGE, baseline=22, change_percent=-10), 19.8),
        (Target(CHANGE, baseline=60, change_percent=10), 66),
        (Target(CHANGE, baseline=60, change_percent=10, relative=False), 70),
        (Target(CHANGE, baseline=0, change_percent=-10), 0),
        (Target(CHANGE, change_percent=-10), None),
        (Target(TargetKind.DIRECTION_ONLY, 80), None),
        (Target(TargetKind.NARRATIVE), None),
    ],
)
def test_what_is_to_be_reached_in_the_end(target: Target, final: float | None) -> None:
    assert final_value(target) == pytest.approx(final)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2013, 1, 1), 60),
        (START, 60),
        (date(2016, 3, 31), 60 + 6 * 731 / 1461),
        (END, 66),
        (date(2020, 1, 1), 66),
    ],
)
def test_the_expected_value_walks_the_line_from_baseline_to_target(
    today: date, expected: float
) -> None:
    target = Target(CHANGE, None, END, 60, START, 10)
    assert expected_today(target, today) == pytest.approx(expected)


@pytest.mark.parametrize(
    "target",
    [
        Target(LEVEL, 80, END),
        Target(LEVEL, 80, END, baseline=60),
        Target(LEVEL, 80, None, 60, START),
        Target(LEVEL, 80, START, 60, START),
        Target(LEVEL, 80, START, 60, END),
    ],
)
def test_without_a_dated_line_the_target_itself_is_expected(target: Target) -> None:
    assert not target.has_path
    assert expected_today(target, TODAY) == 80


@pytest.mark.parametrize(
    ("target", "why"),
    [
        (Target(LEVEL), "The target has no number."),
        (Target(CHANGE, baseline=60), "The target does not say by how much."),
        (Target(CHANGE, change_percent=10), "There is no baseline to measure the change from."),
        (Target(LEVEL, 80), None),
        (Target(TargetKind.DIRECTION_ONLY), None),
    ],
)
def test_what_a_target_lacks_is_said(target: Target, why: str | None) -> None:
    assert what_is_missing(target) == why


@pytest.mark.parametrize(
    ("step", "late"),
    [
        (Milestone("Plan", date(2017, 2, 6)), 3),
        (Milestone("Plan", date(2017, 2, 9)), 0),
        (Milestone("Plan", date(2017, 2, 6), done=date(2017, 2, 8)), 0),
        (Milestone("Plan"), 0),
    ],
)
def test_an_open_milestone_is_late_after_its_day(step: Milestone, late: int) -> None:
    assert step.days_late(TODAY) == late


values = st.integers(-1000, 1000).map(float)


@given(values, values, st.dates(START, END), st.dates(START, END))
def test_what_is_expected_never_leaves_the_way_to_the_target(
    baseline: float, final: float, one: date, other: date
) -> None:
    target = Target(LEVEL, final, END, baseline, START)
    first, second = (expected_today(target, day) for day in sorted((one, other)))
    assert first is not None
    assert second is not None
    low, high = sorted((baseline, final))
    assert low - 1e-9 <= first <= high + 1e-9
    assert abs(final - second) <= abs(final - first) + 1e-9
