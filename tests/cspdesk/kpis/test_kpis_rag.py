"""Red, amber, green and grey, each with its reason in numbers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cspdesk.kpis.rag import Rating, rate, variance
from cspdesk.kpis.targets import Milestone, Target
from db.vocabulary import Direction, Rag, TargetKind, Unit

TODAY = date(2017, 2, 9)
LOWER, HIGHER, NEITHER = Direction.LOWER, Direction.HIGHER, Direction.NEITHER
COUNT, PERCENT, RATE = Unit.COUNT, Unit.PERCENT, Unit.RATE
RED, AMBER, GREEN, GREY = Rag.RED, Rag.AMBER, Rag.GREEN, Rag.GREY
SEVERITY = {GREEN: 0, AMBER: 1, RED: 2}


def rated(
    actual: float | None,
    target: float | Target | None,
    direction: Direction = LOWER,
    unit: Unit = COUNT,
    *,
    same_last_year: float | None = None,
    tolerance: float = 5,
    overdue_days: int | None = None,
    decimals: int | None = None,
) -> Rating:
    if not isinstance(target, Target | None):
        target = Target(TargetKind.LEVEL_BY_DATE, target, tolerance=tolerance)
    return rate(
        target,
        direction=direction,
        unit=unit,
        actual=actual,
        same_last_year=same_last_year,
        today=TODAY,
        decimals=decimals,
        overdue_days=overdue_days,
    )


@pytest.mark.parametrize(
    ("actual", "target", "direction", "unit", "rag", "adverse"),
    [
        (997, 997, LOWER, COUNT, GREEN, 0),
        (996, 997, LOWER, COUNT, GREEN, -0.1003),
        (1009, 997, LOWER, COUNT, AMBER, 1.2036),
        (105, 100, LOWER, COUNT, AMBER, 5),
        (105.01, 100, LOWER, RATE, RED, 5.01),
        (95, 100, HIGHER, COUNT, AMBER, 5),
        (94, 100, HIGHER, COUNT, RED, 6),
        (204, 245, HIGHER, COUNT, RED, 16.7347),
        (44.7, 42, LOWER, PERCENT, AMBER, 2.7),  # 6.4% over, but 2.7 points
        (47, 42, LOWER, PERCENT, AMBER, 5),
        (47.1, 42, LOWER, PERCENT, RED, 5.1),
        (58, 60, HIGHER, PERCENT, AMBER, 2),
        (84, 80, HIGHER, PERCENT, GREEN, -4),
        (0.82, 0.6, LOWER, RATE, RED, 36.6667),
        (-29, -30, LOWER, PERCENT, AMBER, 1),
        (-10, -20, LOWER, COUNT, RED, 50),
        (0, 0, LOWER, COUNT, GREEN, 0),
    ],
)
def test_a_figure_is_rated_by_direction_and_unit(
    actual: float, target: float, direction: Direction, unit: Unit, rag: Rag, adverse: float
) -> None:
    found = rated(actual, target, direction, unit)
    assert found.rag is rag
    assert found.variance == pytest.approx(adverse, abs=1e-4)
    assert (found.actual, found.expected) == (actual, target)


@pytest.mark.parametrize(
    ("actual", "direction", "rag"), [(3, LOWER, RED), (3, HIGHER, GREEN), (-1, LOWER, GREEN)]
)
def test_no_percentage_is_made_of_a_target_of_nought(
    actual: float, direction: Direction, rag: Rag
) -> None:
    found = rated(actual, 0, direction)
    assert (found.rag, found.variance) == (rag, None)
    assert "%" not in found.reason


def test_the_last_bits_of_a_sum_do_not_turn_amber_to_red() -> None:
    assert rated(0.1 + 0.2 + 5, 0.3, LOWER, PERCENT).rag is AMBER
    assert rated(1.05 * 1.1, 1.1, LOWER, RATE).rag is AMBER


def test_the_tolerance_is_the_targets_own() -> None:
    assert rated(108, 100, tolerance=8).rag is AMBER
    assert rated(108, 100, tolerance=7.9).rag is RED
    assert rated(101, 100, tolerance=0).rag is RED


def test_the_point_on_the_line_is_what_a_figure_is_held_to() -> None:
    path = Target(
        TargetKind.COUNT_UP_TO, 310, date(2018, 2, 9), baseline=70, baseline_at=date(2014, 2, 9)
    )
    found = rated(204, path, HIGHER)
    assert found.expected == pytest.approx(70 + 240 * 1096 / 1461)
    assert found.rag is RED
    assert found.reason == (
        "204 is 18.4% worse than the 250 expected by now on the way to 310,"
        " beyond the tolerance of 5%."
    )


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (
            rated(1009, 997),
            "1,009 is 1.2% worse than the target of 997, within the tolerance of 5%.",
        ),
        (
            rated(44.7, 42, LOWER, PERCENT, tolerance=1),
            "44.7% is 2.7 points worse than the target of 42%, beyond the tolerance of 1 point.",
        ),
        (rated(421, 450), "421 is 6.4% better than the target of 450."),
        (rated(450, 450), "450 is level with the target of 450."),
        (
            rated(100_001, 100_000),
            "100,001 is under 0.1% worse than the target of 100,000, within the tolerance of 5%.",
        ),
        (rated(3, 0), "3 is worse than the target of 0."),
        (rated(-14.5, -15, LOWER, PERCENT), "−14.5% is 0.5 points worse than the target of −15%,"
         " within the tolerance of 5 points."),
    ],
)  # fmt: skip
def test_the_reason_is_one_sentence_with_the_numbers(found: Rating, reason: str) -> None:
    assert found.reason == reason


# Grey


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (rated(5, None), "There is no target."),
        (rated(None, 5), "There is no figure yet."),
        (rated(5, Target(TargetKind.GAP)), "There is no indicator yet."),
        (rated(5, 4, NEITHER), "Neither higher nor lower is better."),
        (
            rated(5, Target(TargetKind.CHANGE_ON_BASELINE, change_percent=-10)),
            "There is no baseline to measure the change from.",
        ),
        (
            rated(5, Target(TargetKind.NARRATIVE)),
            "The PMG judges this: there is no number.",
        ),
        (
            rated(5, Target(TargetKind.DIRECTION_ONLY)),
            "There is no figure for the same period a year earlier.",
        ),
    ],
)
def test_what_cannot_be_judged_is_grey_and_says_why(found: Rating, reason: str) -> None:
    assert (found.rag, found.reason, found.variance) == (GREY, reason, None)


def test_milestones_are_counted_and_left_to_the_pmg() -> None:
    done = tuple(Milestone(f"Step {n}", done=date(2016, 9, 1)) for n in range(9))
    late = (Milestone("A", date(2017, 2, 8)), Milestone("B", date(2017, 1, 10)))
    found = rated(None, Target(TargetKind.MILESTONES, milestones=(*done, *late)))
    assert found.rag is GREY
    assert found.reason == "9 of 11 milestones done, 2 late by up to 30 days: the PMG judges."
    assert (found.actual, found.expected) == (9, 11)


# Direction only


@pytest.mark.parametrize(
    ("actual", "last_year", "direction", "unit", "rag"),
    [
        (2473, 2500, LOWER, COUNT, GREEN),
        (2500, 2500, LOWER, COUNT, GREEN),
        (2600, 2500, LOWER, COUNT, AMBER),
        (2700, 2500, LOWER, COUNT, RED),
        (71, 70, HIGHER, PERCENT, GREEN),
        (64, 70, HIGHER, PERCENT, RED),
    ],
)
def test_a_direction_alone_is_held_to_the_year_before(
    actual: float, last_year: float, direction: Direction, unit: Unit, rag: Rag
) -> None:
    target = Target(TargetKind.DIRECTION_ONLY)
    found = rated(actual, target, direction, unit, same_last_year=last_year)
    assert found.rag is rag
    assert found.reason.count("of a year earlier") == 1


# Overdue is said beside the colour


def test_overdue_is_said_separately() -> None:
    found = rated(1009, 997, overdue_days=12)
    assert (found.rag, found.overdue_days) == (AMBER, 12)
    assert found.reason.endswith("within the tolerance of 5%; the next figure is 12 days late.")
    assert rated(None, 997, overdue_days=1).reason == "There is no figure yet: it is 1 day late."
    assert rated(1009, 997).overdue_days is None


# Properties

sizes = st.integers(-5000, 5000).map(lambda n: n / 10)
judged = st.sampled_from([LOWER, HIGHER])
units = st.sampled_from([COUNT, PERCENT, RATE])


@given(sizes, sizes, sizes, judged, units)
def test_the_colour_never_improves_as_the_variance_grows(
    target: float, one: float, other: float, direction: Direction, unit: Unit
) -> None:
    assume(target != 0)
    ratings = [rated(actual, target, direction, unit) for actual in (one, other)]
    better, worse = sorted(ratings, key=lambda found: found.variance or 0)
    assert SEVERITY[better.rag] <= SEVERITY[worse.rag]


@given(sizes, sizes, judged, units)
def test_green_means_at_or_better_and_nothing_else(
    actual: float, target: float, direction: Direction, unit: Unit
) -> None:
    met = actual <= target if direction is LOWER else actual >= target
    assert (rated(actual, target, direction, unit).rag is GREEN) == met


@given(sizes, sizes, units)
def test_turning_the_direction_round_turns_the_variance_round(
    actual: float, target: float, unit: Unit
) -> None:
    assume(target != 0)
    lower = variance(actual, target, LOWER, unit)
    higher = variance(actual, target, HIGHER, unit)
    assert lower is not None
    assert higher is not None
    assert lower == -higher


def test_no_variance_is_adverse_where_neither_way_is_better() -> None:
    with pytest.raises(ValueError, match="Neither"):
        variance(1, 2, NEITHER, COUNT)
