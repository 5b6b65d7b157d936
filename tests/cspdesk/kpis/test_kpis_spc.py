"""Process behaviour charts against the published cases, the traps and properties that must hold."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.errors import RuleBroken
from cspdesk.kpis.spc import Assurance, Signal, Spc, SpcRule, SpcSettings, analyse
from db.vocabulary import Direction

HIGHER, LOWER, NEITHER = Direction.HIGHER, Direction.LOWER, Direction.NEITHER
ONE_TO_SEVEN = [1.0, 2, 3, 4, 5, 6, 7]
SPIKE = [1.0, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
TWO_LEVELS = [4.0, 6, 4, 6, 4, 6, 4, 8, 9, 8, 9, 8, 9, 8]
WOBBLE = [5.0, -5.0] * 12
UNSCREENED = SpcSettings(screening=False)
# The published table may stand beside the checkout; the figures below are taken from it.
PUBLISHED = Path(__file__).parents[4] / "shared" / "data" / "haringey-mopac7-monthly.csv"
# Met Police borough figures for Haringey, January 2015 to December 2016: theft of motor vehicles
THEFT = [87.0, 44, 62, 82, 69, 46, 50, 56, 57, 60, 43, 72]
THEFT += [54, 72, 63, 59, 72, 54, 76, 100, 138, 112, 109, 100]


def rules(spc: Spc) -> list[SpcRule | None]:
    return [point.rule for point in spc.points]


def flagged(spc: Spc) -> list[int]:
    return [i for i, point in enumerate(spc.points) if point.rule]


def lines(spc: Spc) -> tuple[float | None, ...]:
    point = spc.points[-1]
    return point.mean, point.lower, point.upper


# Published cases


def test_screening_narrows_the_limits_and_leaves_the_mean() -> None:
    assert lines(analyse(SPIKE, improve=LOWER)) == pytest.approx(
        (1.9444, -0.7156, 4.6044), abs=1e-4
    )


def test_without_screening_one_spike_widens_the_limits() -> None:
    wide = analyse(SPIKE, improve=LOWER, settings=UNSCREENED)
    assert lines(wide) == pytest.approx((1.9444, -3.0626, 6.9515), abs=1e-4)


@pytest.mark.parametrize("settings", [SpcSettings(), UNSCREENED])
def test_the_spike_is_the_only_special_cause(settings: SpcSettings) -> None:
    spc = analyse(SPIKE, improve=LOWER, settings=settings)
    assert flagged(spc) == [4]
    assert spc.points[4].rule is SpcRule.ABOVE_LIMIT


def test_one_to_seven_has_its_ends_outside_and_a_trend_between() -> None:
    spc = analyse(ONE_TO_SEVEN, improve=HIGHER)
    assert lines(spc) == pytest.approx((4, 1.34, 6.66))
    assert rules(spc) == [SpcRule.BELOW_LIMIT, *[SpcRule.RISING] * 5, SpcRule.ABOVE_LIMIT]


def test_two_levels_are_two_shifts() -> None:
    spc = analyse(TWO_LEVELS, improve=HIGHER)
    assert rules(spc) == [SpcRule.RUN_BELOW] * 7 + [SpcRule.RUN_ABOVE] * 7


def test_a_trend_flags_its_seven_points_and_not_its_neighbours() -> None:
    # Wide ranges keep every point inside the limits, so that only the trend can be seen.
    wobble = [4.0, -16, 24, -16, 24, -16, 24]
    spc = analyse([*wobble, 2, 1, 2, 3, 4, 5, 6, 7, 3], improve=HIGHER, settings=UNSCREENED)
    assert flagged(spc) == list(range(8, 15))
    assert {spc.points[i].rule for i in flagged(spc)} == {SpcRule.RISING}


def test_equal_neighbours_break_a_trend() -> None:
    assert not {SpcRule.RISING, SpcRule.FALLING} & set(
        rules(analyse([1, 2, 3, 3, 4, 5, 6], improve=HIGHER))
    )


def test_the_turning_point_of_two_trends_is_named_by_the_step_onwards() -> None:
    up_and_down = [*range(0, 70, 10), *range(50, -10, -10)]
    wide = [30.0, -200, 260] * 4 + [float(v) for v in up_and_down]
    spc = analyse(wide, improve=HIGHER, settings=UNSCREENED)
    named = rules(spc)[12:]
    assert named == [SpcRule.RISING] * 6 + [SpcRule.FALLING] * 7


def test_two_of_three_flags_only_the_close_points() -> None:
    # The baseline gives limits of 26.6 either side of nought; close begins at 17.7.
    spc = analyse([*WOBBLE, 21, 12, 21, -5, 5, -5], improve=LOWER, fix_after=24)
    assert flagged(spc) == [24, 26]
    assert {spc.points[i].rule for i in flagged(spc)} == {SpcRule.TWO_OF_THREE_HIGH}


def test_two_close_points_on_opposite_sides_are_no_special_cause() -> None:
    spc = analyse([*WOBBLE, 20, -20, 5, -5], improve=LOWER, fix_after=24)
    assert flagged(spc) == []


def test_a_point_beyond_the_limit_counts_as_close_only_when_asked() -> None:
    values = [*WOBBLE, 40, 22, 3, -5, 5, -5]
    counted = SpcSettings(two_of_three_counts_outside=True)
    apart = analyse(values, improve=LOWER, fix_after=24)
    together = analyse(values, improve=LOWER, fix_after=24, settings=counted)
    assert rules(apart)[24:26] == [SpcRule.ABOVE_LIMIT, None]
    assert rules(together)[24:26] == [SpcRule.ABOVE_LIMIT, SpcRule.TWO_OF_THREE_HIGH]


def test_a_point_on_the_mean_breaks_a_shift() -> None:
    spc = analyse([4, 6, 4, 5, 4, 6, 4, 6, 5, 5, 4, 6], improve=LOWER)
    assert flagged(spc) == []
    below = [4.0, 4, 4, 5, 4, 4, 4]  # the 5 stands on the mean of the whole
    spc = analyse([*below, 6, 6, 6, 5, 6, 6, 6], improve=LOWER, settings=UNSCREENED)
    assert spc.points[0].mean == 5
    assert SpcRule.RUN_BELOW not in rules(spc)


def test_a_figure_in_tenths_on_the_mean_is_on_the_mean() -> None:
    # The mean is 44.7; in binary it comes out a hair lower, which would make a run of eight above.
    values = [44.8, 44.5, 44.7, 44.8, 44.7, 44.8, 44.8, 44.8, 44.7, 44.7, 44.6, 44.5, 44.7, 44.7]
    spc = analyse(values, improve=LOWER)
    assert spc.points[0].mean != 44.7
    assert spc.points[0].mean == pytest.approx(44.7)
    assert flagged(spc) == []


# Settings


def test_a_run_of_six_is_a_setting() -> None:
    values = [*WOBBLE, 7, 8, 7, 8, 7, 8, -1, 2]
    assert flagged(analyse(values, improve=LOWER, fix_after=24)) == []
    six = analyse(values, improve=LOWER, fix_after=24, settings=SpcSettings(run=6))
    assert flagged(six) == list(range(24, 30))
    assert six.points[24].rule is SpcRule.RUN_ABOVE


@pytest.mark.parametrize("run", [0, 5, 8])
def test_a_run_is_six_or_seven(run: int) -> None:
    with pytest.raises(RuleBroken, match="6 or 7"):
        SpcSettings(run=run)


def test_a_baseline_shorter_than_twelve_is_refused() -> None:
    with pytest.raises(RuleBroken, match="12 periods or more, not 11"):
        analyse(SPIKE, improve=LOWER, fix_after=11)


def test_a_value_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="missing one is None"):
        analyse([1, float("nan")], improve=LOWER)


# Signals, variation and assurance


@pytest.mark.parametrize(
    ("improve", "low", "trend", "high"),
    [
        (HIGHER, Signal.CONCERN, Signal.IMPROVEMENT, Signal.IMPROVEMENT),
        (LOWER, Signal.IMPROVEMENT, Signal.CONCERN, Signal.CONCERN),
        (NEITHER, Signal.NEUTRAL_LOW, Signal.NEUTRAL_HIGH, Signal.NEUTRAL_HIGH),
    ],
)
def test_the_direction_decides_what_a_signal_means(
    improve: Direction, low: Signal, trend: Signal, high: Signal
) -> None:
    spc = analyse(ONE_TO_SEVEN, improve=improve)
    assert [spc.points[i].signal for i in (0, 3, 6)] == [low, trend, high]


def test_variation_is_the_latest_point_only() -> None:
    spc = analyse(SPIKE, improve=LOWER)
    assert spc.points[4].signal is Signal.CONCERN
    assert (spc.variation, spc.variation_rule) == (Signal.COMMON, None)
    spc = analyse(SPIKE[:5], improve=LOWER)
    assert spc.variation_rule is spc.points[4].rule


def test_the_latest_point_is_the_last_measured_one() -> None:
    spc = analyse([*TWO_LEVELS, None, None], improve=HIGHER)
    assert spc.latest == 13
    assert spc.variation_rule is SpcRule.RUN_ABOVE


@pytest.mark.parametrize(
    ("values", "higher_is_better"),
    [
        ([1.5, 2.5] * 8, Assurance.FAIL),  # limits -0.66 and 4.66, target 6
        ([9.5, 10.5] * 8, Assurance.PASS),  # limits 7.34 and 12.66
        ([5.5, 6.5] * 8, Assurance.HIT_OR_MISS),
    ],
)
def test_assurance_compares_the_target_with_the_limits(
    values: list[float], higher_is_better: Assurance
) -> None:
    mirrored = {Assurance.FAIL: Assurance.PASS, Assurance.PASS: Assurance.FAIL}
    assert analyse(values, improve=HIGHER, target=6).assurance is higher_is_better
    assert analyse(values, improve=LOWER, target=6).assurance is mirrored.get(
        higher_is_better, Assurance.HIT_OR_MISS
    )
    assert analyse(values, improve=NEITHER, target=6).assurance is Assurance.NONE
    assert analyse(values, improve=HIGHER).assurance is Assurance.NONE


def test_a_target_on_a_limit_is_hit_or_miss() -> None:
    spc = analyse([4.0, 6.0] * 8, improve=HIGHER)
    limit = spc.points[-1].upper
    assert limit == pytest.approx(10.32)
    assert analyse([4.0, 6.0] * 8, improve=HIGHER, target=10.32).assurance is Assurance.HIT_OR_MISS


# Traps


@pytest.mark.parametrize(
    ("improve", "target", "expected"),
    [
        (HIGHER, 100, Assurance.PASS),
        (HIGHER, 95, Assurance.PASS),
        (HIGHER, 101, Assurance.FAIL),
        (LOWER, 100, Assurance.PASS),
        (LOWER, 99, Assurance.FAIL),
        (LOWER, None, Assurance.NONE),
    ],
)
@pytest.mark.parametrize("settings", [SpcSettings(), UNSCREENED])
def test_a_constant_series_has_no_special_cause_and_is_compared_with_its_target(
    improve: Direction, target: float | None, expected: Assurance, settings: SpcSettings
) -> None:
    spc = analyse([100.0] * 15, improve=improve, target=target, settings=settings)
    assert lines(spc) == (100, 100, 100)
    assert (flagged(spc), spc.variation) == ([], Signal.COMMON)
    assert spc.assurance is expected
    assert spc.range_limit == 0


@pytest.mark.parametrize("count", [3, 7, 23])
def test_a_constant_that_binary_cannot_hold_is_its_own_mean(count: int) -> None:
    spc = analyse([0.1] * count, improve=LOWER)
    assert lines(spc) == (0.1, 0.1, 0.1)
    assert flagged(spc) == []


def test_a_missing_month_breaks_a_run() -> None:
    whole = analyse(TWO_LEVELS, improve=HIGHER)
    broken = analyse([*TWO_LEVELS[:10], None, *TWO_LEVELS[10:]], improve=HIGHER)
    assert flagged(whole) == list(range(14))
    assert flagged(broken) == list(range(7))
    assert broken.points[10].signal is Signal.COMMON


def test_a_missing_month_breaks_a_trend_and_two_of_three() -> None:
    trend, pair = [-9.0, -6, -3, 0, 3, 6, 9], [20.0, 20]
    whole = analyse([*WOBBLE, *trend, -5, *pair, 5], improve=LOWER, fix_after=24)
    assert {SpcRule.RISING, SpcRule.TWO_OF_THREE_HIGH} <= set(rules(whole))
    gaps = [*trend[:3], None, *trend[3:], -5, 20, None, 20, 5]
    assert flagged(analyse([*WOBBLE, *gaps], improve=LOWER, fix_after=24)) == []


def test_no_moving_range_crosses_a_missing_month() -> None:
    spc = analyse([1, 3, None, 9, 10], improve=LOWER)
    assert [point.moving_range for point in spc.points] == [None, 2, None, None, 1]
    assert spc.range_mean == 1.5


def test_assurance_and_variation_use_the_latest_group() -> None:
    old, new = [50.0, 52] * 8, [10.0, 12] * 8
    spc = analyse([*old, *new], improve=LOWER, target=30, rebase_at=[16])
    assert spc.assurance is Assurance.PASS
    assert analyse(old, improve=LOWER, target=30).assurance is Assurance.FAIL
    assert [spc.points[i].group for i in (0, 15, 16, 31)] == [0, 0, 1, 1]
    assert flagged(spc) == []


def test_nothing_crosses_a_rebasing() -> None:
    parts = [2.0, 1, 3, 2, 4], [8.0, 9, 7, 8, 9, 7]
    spc = analyse([*parts[0], *parts[1]], improve=LOWER, rebase_at=[5])
    alone = [analyse(part, improve=LOWER).points for part in parts]
    seen = [(p.mean, p.upper, p.lower, p.rule, p.moving_range) for p in spc.points]
    assert seen == [(p.mean, p.upper, p.lower, p.rule, p.moving_range) for a in alone for p in a]


def test_no_group_begins_without_being_asked_for() -> None:
    jump = [*[10.0, 12] * 8, *[50.0, 52] * 8]
    assert {point.group for point in analyse(jump, improve=LOWER).points} == {0}


def test_rebasing_outside_the_series_changes_nothing() -> None:
    plain = analyse(SPIKE, improve=LOWER)
    assert analyse(SPIKE, improve=LOWER, rebase_at=[0, 18, 99, -3]) == plain


def test_a_fixed_baseline_judges_later_points_without_using_them() -> None:
    values = [*[4.0, 6] * 6, 60, 4, 6]
    spc = analyse(values, improve=LOWER, fix_after=12)
    assert lines(spc) == lines(analyse(values[:12], improve=LOWER))
    assert flagged(spc) == [12]
    assert [point.in_baseline for point in spc.points] == [True] * 12 + [False] * 3
    assert spc.points[12].moving_range == 54
    assert spc.range_mean == 2


def test_fixing_and_rebasing_combine() -> None:
    one, two = [4.0, 6] * 7, [40.0, 60] * 7
    spc = analyse([*one, *two], improve=LOWER, fix_after=12, rebase_at=[14])
    assert [spc.points[i].mean for i in (13, 14)] == [5, 50]
    assert [i for i, point in enumerate(spc.points) if not point.in_baseline] == [12, 13, 26, 27]


@pytest.mark.parametrize(("count", "trial"), [(1, True), (12, True), (13, False)])
def test_limits_are_trial_under_thirteen_points(count: int, trial: bool) -> None:
    assert analyse([float(i % 2) for i in range(count)], improve=LOWER).trial is trial


def test_trial_counts_the_measured_points_of_the_last_group() -> None:
    assert analyse([*[1.0, 2] * 6, None], improve=LOWER).trial
    assert analyse([1.0, 2] * 10, improve=LOWER, rebase_at=[10]).trial


def test_limits_are_not_cut_off_at_nought() -> None:
    lower = analyse(SPIKE, improve=LOWER).points[0].lower
    assert lower is not None
    assert lower < 0


def test_small_counts_carry_a_caution() -> None:
    assert "counts are small" in analyse(SPIKE, improve=LOWER).cautions[0]
    assert analyse([60.0, 62, 61], improve=LOWER).cautions == ()
    assert analyse([0.9, 1.2, 1.1], improve=LOWER).cautions == ()


def test_limits_without_width_carry_a_caution() -> None:
    spc = analyse([*[100.0] * 20, 95], improve=HIGHER)
    assert "no width" in spc.cautions[0]
    assert analyse([100.0] * 20, improve=HIGHER).cautions == ()


@pytest.mark.parametrize("values", [[], [None], [None, None], [7.0], [7.0, None, 8.0]])
def test_too_little_to_judge_gives_no_limits_and_no_signal(values: list[float | None]) -> None:
    spc = analyse(values, improve=LOWER, target=5)
    assert len(spc.points) == len(values)
    assert all(point.upper is None and point.rule is None for point in spc.points)
    assert (spc.assurance, spc.range_limit, spc.trial) == (Assurance.NONE, None, True)


# The real series that the design shows


def test_theft_of_motor_vehicles_stands_as_the_design_shows_it() -> None:
    spc = analyse(THEFT, improve=LOWER, fix_after=12)
    last = spc.points[-1]
    assert sum(THEFT[12:]) == 1009
    assert (last.mean, last.lower, last.upper) == pytest.approx((60.7, 17.9, 103.5), abs=0.05)
    assert spc.range_limit == pytest.approx(52.6, abs=0.05)
    assert flagged(spc) == [20, 21, 22]  # September, October and November 2016
    assert {spc.points[i].rule for i in flagged(spc)} == {SpcRule.ABOVE_LIMIT}
    assert (spc.variation, spc.trial) == (Signal.COMMON, False)


def test_the_limits_of_vehicle_theft_agree_with_the_sum_done_by_hand() -> None:
    # 2015: 728 offences in 12 months; the 11 steps between them come to 177.
    average, step = 728 / 12, 177 / 11
    spc = analyse(THEFT, improve=LOWER, fix_after=12)
    by_hand = (average, average - 2.66 * step, average + 2.66 * step)
    assert lines(spc) == pytest.approx(by_hand)
    assert spc.range_limit == pytest.approx(3.267 * step)
    assert [point.moving_range for point in spc.points[1:4]] == [43, 18, 20]


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the published table is not at hand")
def test_the_figures_of_vehicle_theft_are_the_published_ones() -> None:
    with PUBLISHED.open(encoding="utf-8") as table:
        rows = [row for row in csv.DictReader(table) if "2015-01" <= row["month"] <= "2016-12"]
    assert [float(row["Theft of motor vehicles"]) for row in rows] == THEFT


# Properties

whole = st.integers(-200, 200)
series = st.lists(st.none() | whole, max_size=40)
settings_ = st.builds(SpcSettings, st.booleans(), st.sampled_from([6, 7]), st.booleans())


def shape(spc: Spc) -> list[tuple[SpcRule | None, Signal]]:
    return [(point.rule, point.signal) for point in spc.points]


@given(series, st.integers(-50, 50), st.sampled_from([0.25, 1, 2, 8]), settings_)
def test_signals_do_not_depend_on_the_unit(
    values: list[int | None], shift: int, scale: float, settings: SpcSettings
) -> None:
    moved = [None if value is None else value * scale + shift for value in values]
    before = analyse(values, improve=LOWER, settings=settings)
    after = analyse(moved, improve=LOWER, settings=settings)
    assert shape(before) == shape(after)
    if before.range_mean is not None:
        assert after.range_mean == pytest.approx(before.range_mean * scale)


@given(series, settings_)
def test_turning_the_series_over_mirrors_the_signals(
    values: list[int | None], settings: SpcSettings
) -> None:
    mirrored = [None if value is None else -value for value in values]
    before = analyse(values, improve=LOWER, settings=settings)
    after = analyse(mirrored, improve=HIGHER, settings=settings)
    assert [point.signal for point in before.points] == [point.signal for point in after.points]


@given(series, settings_, st.sampled_from(list(Direction)))
def test_limits_enclose_the_mean_and_missing_points_never_signal(
    values: list[int | None], settings: SpcSettings, improve: Direction
) -> None:
    spc = analyse(values, improve=improve, settings=settings)
    assert len(spc.points) == len(values)
    for point in spc.points:
        assert point.value is not None or point.rule is None
        if point.upper is not None:
            assert point.lower <= point.near_lower <= point.mean  # type: ignore[operator]
            assert point.mean <= point.near_upper <= point.upper  # type: ignore[operator]


@given(st.lists(whole, min_size=2, max_size=40))
def test_screening_never_widens_the_limits_nor_moves_the_mean(values: list[int]) -> None:
    screened = analyse(values, improve=LOWER)
    plain = analyse(values, improve=LOWER, settings=UNSCREENED)
    assert screened.points[0].mean == plain.points[0].mean
    assert screened.range_mean is not None
    assert plain.range_mean is not None
    assert screened.range_mean <= plain.range_mean


@given(st.lists(whole, min_size=13, max_size=30), st.lists(whole, max_size=10))
def test_a_fixed_baseline_does_not_move_with_what_follows(
    first: list[int], rest: list[int]
) -> None:
    short = analyse(first, improve=LOWER, fix_after=12)
    long = analyse([*first, *rest], improve=LOWER, fix_after=12)
    assert lines(short) == lines(long)
