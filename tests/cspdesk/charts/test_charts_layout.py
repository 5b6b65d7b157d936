"""Placing labels and notes, and choosing scales."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.charts.figures import Figures
from cspdesk.charts.labels import Box, Room, most_labels, place_note, push_apart
from cspdesk.charts.primitives import Weight
from cspdesk.charts.scale import round_step, scale_for
from cspdesk.charts.text import PRINT_MEASURE, fit

places = st.lists(st.floats(0, 200), min_size=1, max_size=8).map(sorted)
numbers = st.floats(-1e12, 1e12, allow_nan=False, allow_infinity=False)


def test_labels_far_apart_stay_where_they_are() -> None:
    assert push_apart([20, 60, 100], 12.5, 10, 110) == [20, 60, 100]


def test_two_labels_on_one_line_move_equally() -> None:
    assert push_apart([50, 50], 12.5, 0, 100) == [43.75, 56.25]


def test_labels_at_the_edge_are_held_inside() -> None:
    assert push_apart([0, 0, 0], 12, 10, 100) == [10, 22, 34]
    assert push_apart([100, 100], 12, 10, 100) == [88, 100]


@given(places)
def test_labels_keep_order_and_distance_and_stay_inside(wanted: list[float]) -> None:
    found = push_apart(wanted, 12.5, 8, 195)
    assert all(b - a >= 12.5 - 1e-6 for a, b in itertools.pairwise(found))
    assert found[0] >= 8 - 1e-6
    assert found[-1] <= 195 + 1e-6


@given(places)
def test_no_label_is_moved_when_none_is_too_near(wanted: list[float]) -> None:
    spread = [50 * i + place / 100 for i, place in enumerate(wanted)]
    assert push_apart(spread, 12.5, -1000, 1000) == pytest.approx(spread)


def test_a_column_holds_as_many_labels_as_its_gaps_allow() -> None:
    assert most_labels(0, 12.5) == 1
    assert most_labels(25, 12.5) == 3
    assert most_labels(24, 12.5) == 2


def room(**changes: object) -> Room:
    line = tuple((10.0 * i, 50 + 10 * math.sin(i)) for i in range(21))
    given = {"box": Box(0, 0, 200, 100), "line": line, "levels": (20.0,)}
    return Room(**{**given, **changes})  # type: ignore[arg-type]


def test_a_note_lies_clear_of_the_data_and_of_level_lines() -> None:
    spot = place_note(room(), 60, 14, (100, 40))
    assert spot is not None
    assert not spot.top < 20 < spot.bottom
    assert spot.bottom <= 40 or spot.top >= 60


def test_a_note_avoids_words_that_are_there_already() -> None:
    first = place_note(room(), 60, 14, (100, 40))
    assert first is not None
    second = place_note(room(taken=(first,)), 60, 14, (100, 40))
    assert second is not None
    assert not second.meets(first)


def test_a_chart_that_is_full_gets_no_note() -> None:
    assert place_note(room(taken=(Box(0, 0, 200, 100),)), 60, 14, (100, 40)) is None
    assert place_note(room(), 300, 14, (100, 40)) is None


def test_the_band_of_data_reaches_between_two_points() -> None:
    sloped = Room(Box(0, 0, 100, 100), ((0, 0), (100, 100)), (), around=0)
    assert sloped.band(25, 75) == (25, 75)
    assert sloped.band(200, 300) is None


@pytest.mark.parametrize(
    ("rough", "step"), [(0.9, 1), (1, 1), (1.1, 2), (2.1, 2.5), (3, 5), (17.5, 20), (0.03, 0.05)]
)
def test_steps_are_round(rough: float, step: float) -> None:
    assert round_step(rough) == pytest.approx(step)


def test_an_axis_near_zero_starts_at_zero() -> None:
    scale = scale_for([17.9, 43, 138], 7)
    assert scale.low == 0
    assert not scale.starts_above_zero
    assert scale.ticks == (0, 25, 50, 75, 100, 125, 150)


def test_an_axis_far_from_zero_says_that_it_starts_above() -> None:
    scale = scale_for([183, 282, 287], 5)
    assert scale.low == 175
    assert scale.starts_above_zero


def test_counts_have_whole_ticks() -> None:
    assert all(float(t).is_integer() for t in scale_for([0, 2], 7, whole=True).ticks)


def test_a_percentage_axis_stops_at_its_ceiling() -> None:
    assert scale_for([97, 100], 5, ceiling=100).high == 100


def test_negative_figures_have_an_axis_down_to_them() -> None:
    scale = scale_for([-30, -14.5], 5)
    assert scale.low <= -30
    assert scale.high >= -14.5
    assert not scale.starts_above_zero


@given(st.lists(numbers, min_size=1, max_size=40), st.integers(2, 8), st.booleans())
def test_every_value_lies_on_its_axis(values: list[float], most: int, whole: bool) -> None:
    scale = scale_for(values, most, whole=whole)
    unseen = 1e-9 * (scale.high - scale.low)
    assert scale.low - unseen <= min(values)
    assert max(values) <= scale.high + unseen
    assert scale.low < scale.high
    assert len(scale.ticks) <= most
    assert all(a < b for a, b in itertools.pairwise(scale.ticks))


@given(st.floats(-1e12, 1e12), st.integers(0, 40))
def test_a_constant_series_has_an_axis_with_its_value_inside(value: float, count: int) -> None:
    scale = scale_for([value] * (count + 1), 5)
    assert scale.low <= value <= scale.high


@pytest.mark.parametrize(
    ("value", "figures", "extra", "text"),
    [
        (1009, Figures(), 0, "1,009"),
        (-14.5, Figures(1, "%"), 0, "−14.5%"),
        (0.5, Figures(), 0, "1"),
        (-0.4, Figures(), 0, "0"),
        (103.46, Figures(), 1, "103.5"),
    ],
)
def test_figures_are_written_as_people_read_them(
    value: float, figures: Figures, extra: int, text: str
) -> None:
    assert figures.write(value, extra=extra) == text


@pytest.mark.parametrize(
    ("value", "step", "text"),
    [(0, 25, "0"), (57.5, 5, "57.5"), (175, 50, "175"), (2.5, 2.5, "2.5"), (0.25, 0.05, "0.25"),
     (-10, 5, "−10"),
     (2_500_000, 500_000, "2.5m"), (1e18, 1e17, "1e+18")],
)  # fmt: skip
def test_ticks_are_no_more_exact_than_their_step(value: float, step: float, text: str) -> None:
    assert Figures().tick(value, step) == text


def test_words_too_long_are_cut_with_an_ellipsis() -> None:
    cut = fit("Theft of motor vehicles", 60, PRINT_MEASURE, 10)
    assert cut.endswith("…")
    assert PRINT_MEASURE.width(cut, 10) <= 60
    assert fit("Theft", 60, PRINT_MEASURE, 10) == "Theft"
    assert fit("Theft", 2, PRINT_MEASURE, 10) == ""


def test_digits_of_charts_are_of_one_width() -> None:
    assert PRINT_MEASURE.width("111", 10) == PRINT_MEASURE.width("888", 10)
    assert PRINT_MEASURE.width("111", 10, tabular=False) < PRINT_MEASURE.width(
        "888", 10, tabular=False
    )


def test_bold_words_are_wider_and_accents_are_not() -> None:
    assert PRINT_MEASURE.width("Safety", 10, Weight.BOLD) > PRINT_MEASURE.width("Safety", 10)
    assert PRINT_MEASURE.width("é", 10) == PRINT_MEASURE.width("e", 10)
