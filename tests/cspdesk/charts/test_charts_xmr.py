"""The process behaviour chart: what it draws, leaves out and says."""

from __future__ import annotations

from datetime import date

import pytest
from chart_cases import (
    ENTRANTS,
    PERCENT,
    REPEATS,
    SURVEY,
    THEFT,
    outside,
    overlaps,
    periods,
    theft,
    view_of,
    words,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from cspdesk.charts.primitives import Dot, Ink, Line, Mark, Poly, Rect
from cspdesk.charts.ranges import moving_range_chart
from cspdesk.charts.style import COMPACT, PAPER, SCREEN, ChartStyle
from cspdesk.charts.view import XmrView, xmr_view
from cspdesk.charts.words import MOST_WORDS, count_words, finding
from cspdesk.charts.xmr import xmr_chart
from cspdesk.kpis.spc import analyse
from db.vocabulary import Direction, Frequency

STYLES = [SCREEN, PAPER, COMPACT]


def size(style: ChartStyle) -> tuple[float, float]:
    return (357, 148) if style.paper else (560, 260)


def chart(values: object, style: ChartStyle = SCREEN, **more: object):  # type: ignore[no-untyped-def]
    return xmr_chart(view_of(values, **more), *size(style), style)  # type: ignore[arg-type]


def test_the_alternative_text_says_finding_latest_and_target() -> None:
    alt = xmr_chart(theft(), 760, 400).alt
    assert alt.startswith("Above the limit in Sep, Oct and Nov 2016.")
    assert "Latest 100 in Dec 2016, provisional." in alt
    assert "12 months 1,009, target 997." in alt


@pytest.mark.parametrize(
    ("values", "short"),
    [
        (REPEATS, "Above average for 7 months"),
        (ENTRANTS, "Below average for 13 months"),
        (THEFT, "Above the limit"),
        ([5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 6, 7], None),
    ],
)
def test_the_finding_is_the_latest_signal(values: list[float], short: str | None) -> None:
    found = finding(view_of(values, fix_after=12))
    assert (found.short if found else None) == short


def test_a_long_trend_is_named_by_its_length() -> None:
    found = finding(view_of([2, 1, 2, 3, 4, 5, 6, 7, 3]))
    assert found is not None
    assert found.short == "Rising for 7 months"


def test_a_finding_over_new_year_names_both_years() -> None:
    values = [5, 6, 5, 7, 6, 5, 6, 7, 5, 6, 5, 20, 21, 5]
    found = finding(view_of(values, improve=Direction.LOWER, fix_after=None))
    later = finding(view_of([*values[:11], 6, 60, 61], date(2015, 12, 1), fix_after=12))
    assert later is not None
    assert later.sentence == "Above the limit in Dec 2016 and Jan 2017."
    assert found is None or found.places


def test_quarters_are_named_as_quarters() -> None:
    view = view_of([*[5, 6] * 6, 40], date(2014, 4, 1), frequency=Frequency.QUARTERLY,
                   fix_after=12)  # fmt: skip
    found = finding(view)
    assert found is not None
    assert found.sentence == "Above the limit in Q1 17/18."


def test_average_and_limits_are_named_at_the_right() -> None:
    said = words(xmr_chart(theft(), 760, 400))
    assert said[said.index("Average") : said.index("Average") + 2] == ["Average", "60.7"]
    assert {"103.5", "17.9", "83.1"} <= set(said)


def test_paper_names_the_latest_value_with_its_month() -> None:
    said = words(chart(REPEATS, PAPER, fix_after=12, target=28, figures=PERCENT))
    assert "35% in Sep" not in said  # the series starts in January: its last month is December
    assert "35% in Dec" in said
    assert "Target 28%" in said


@pytest.mark.parametrize(("count", "drawn"), [(9, False), (10, True)])
def test_paper_draws_no_limits_under_ten_points_and_says_so(count: int, drawn: bool) -> None:
    drawing = chart(SURVEY[:count], PAPER)
    assert any(w.startswith(("Average", "Trial")) for w in words(drawing)) is drawn
    assert (f"Too few months for limits ({count})." in drawing.notes) is not drawn


def test_under_thirteen_points_limits_are_called_trial() -> None:
    drawing = chart(SURVEY, SCREEN)
    assert "Trial upper" in words(drawing)
    assert "Trial limits: 10 months" in words(drawing)
    assert "Trial limits, from 10 months." in drawing.notes


def test_thirteen_points_have_limits_without_reserve() -> None:
    drawing = chart([*SURVEY, 60, 61, 62], SCREEN)
    assert "Upper limit" in words(drawing)
    assert not any("Trial" in note for note in drawing.notes)


def test_a_limit_below_zero_is_not_drawn_for_counts() -> None:
    counts = [3, 0, 1, 2, 0, 4, 1, 2, 0, 1, 3, 2, 0, 0, 1]
    drawing = chart(counts)
    assert "Lower limit" not in words(drawing)
    assert "No lower limit: it would be below zero." in drawing.notes


def test_small_counts_come_with_a_caution() -> None:
    counts = [3, 0, 1, 2, 0, 4, 1, 2, 0, 1, 3, 2, 0, 0, 1]
    assert any(note.startswith("The counts are small") for note in chart(counts).notes)
    assert not any(note.startswith("The counts") for note in chart(THEFT).notes)


def test_a_figure_that_may_fall_below_zero_keeps_its_lower_limit() -> None:
    drawing = chart([3, -1, 1, 2, 0, 4, -2, 2, 0, 1, 3, 2, 0, 0, 1], floor=None)
    assert "Lower limit" in words(drawing)


def test_a_limit_above_one_hundred_per_cent_is_not_drawn() -> None:
    values = [90, 99, 91, 98, 90, 99, 92, 97, 90, 99, 91, 98, 95, 96]
    drawing = chart(values, figures=PERCENT, ceiling=100.0)
    assert "Upper limit" not in words(drawing)
    assert "Lower limit" in words(drawing)


def test_an_axis_that_does_not_start_at_zero_is_said() -> None:
    assert "Axis starts at 15%." in chart(REPEATS, fix_after=12, figures=PERCENT).notes
    assert not any(n.startswith("Axis") for n in chart(THEFT, fix_after=12).notes)


def signals(drawing, form: Dot, ink: Ink) -> int:  # type: ignore[no-untyped-def]
    return sum(
        isinstance(s, Mark) and s.form is form and ink in (s.fill, s.stroke) for s in drawing.shapes
    )


def test_screen_signals_are_squares_in_the_accent() -> None:
    assert signals(xmr_chart(theft(), 760, 400), Dot.SQUARE, Ink.ACCENT) == 3


def test_paper_tells_concern_from_improvement_by_form() -> None:
    worse = chart(REPEATS, PAPER, fix_after=12)
    assert signals(worse, Dot.DIAMOND, Ink.CONCERN) == 7
    better = chart(ENTRANTS, PAPER, fix_after=12)
    assert signals(better, Dot.CIRCLE, Ink.IMPROVE) == 13
    assert "Rings: better than chance explains." in better.notes
    assert "Diamonds: months that chance does not explain." in worse.notes


def test_a_provisional_figure_is_hollow() -> None:
    hollow = [s for s in xmr_chart(theft(), 760, 400).shapes
              if isinstance(s, Mark) and s.fill is Ink.PANEL]  # fmt: skip
    assert len(hollow) == 1


def test_a_missing_month_breaks_the_line_and_is_drawn() -> None:
    drawing = chart([*THEFT[:10], None, *THEFT[11:]], fix_after=12)
    data = [s for s in drawing.shapes if isinstance(s, Poly) and s.ink is Ink.DATA]
    assert len(data) == 2
    assert "Dashed ring: no data." in drawing.notes
    assert drawing.hot[10].label == "November 2015: no data"


def test_a_trajectory_is_a_path_and_a_level_target_a_line() -> None:
    falling = chart(THEFT, target=[90 - i for i in range(24)], fix_after=12)
    assert sum(isinstance(s, Poly) and s.ink is Ink.TARGET for s in falling.shapes) == 1
    level = chart(THEFT, target=80, fix_after=12)
    assert sum(isinstance(s, Line) and s.ink is Ink.TARGET for s in level.shapes) == 1


def test_a_rebased_series_has_two_averages_and_names_the_last() -> None:
    values = [*[20, 22, 21, 19] * 4, *[40, 42, 41, 39] * 4]
    drawing = chart(values, rebase_at=[16])
    solid = [s for s in drawing.shapes if isinstance(s, Line) and s.ink is Ink.LIMIT and not s.dash]
    assert len(solid) == 2
    assert words(drawing)[words(drawing).index("Average") + 1] == "40.5"


def test_the_baseline_is_shaded_on_screen_only() -> None:
    shaded = [s for s in xmr_chart(theft(), 760, 400).shapes
              if isinstance(s, Rect) and s.fill is Ink.PALE]  # fmt: skip
    assert len(shaded) == 1
    assert "Baseline: Jan to Dec 2015" in words(xmr_chart(theft(), 760, 400))
    on_paper = xmr_chart(theft(), 357, 148, PAPER)
    assert not [s for s in on_paper.shapes if isinstance(s, Rect)]
    assert "Average and limits: first 12 months." in on_paper.notes


def test_every_period_can_be_read_with_its_value_and_signal() -> None:
    hot = xmr_chart(theft(), 760, 400).hot
    assert len(hot) == 24
    assert hot[20].label == "September 2016: 138, above the upper limit"
    assert hot[23].label == "December 2016: 100, provisional"


def test_the_table_has_a_row_a_period_under_its_headings() -> None:
    table = xmr_chart(theft(), 760, 400).table
    assert table[0] == ("Month", "Value", "Average", "Lower limit", "Upper limit", "Target", "Note")
    assert len(table) == 25
    assert table[21] == (
        "Sep 2016", "138", "60.7", "17.9", "103.5", "83.1", "above the upper limit",
    )  # fmt: skip


def test_ranges_below_have_their_own_limit_and_the_same_months() -> None:
    plain, both = xmr_chart(theft(), 760, 400), xmr_chart(theft(), 760, 400, with_ranges=True)
    assert "52.6" in words(both)
    assert "52.6" not in words(plain)
    assert "Month to month" in words(both)
    assert not outside(both)


def test_the_chart_of_ranges_says_how_many_go_beyond() -> None:
    assert "No month-to-month changes beyond" in moving_range_chart(theft(), 560, 120).alt
    jumpy = view_of([5, 6, 5, 6, 5, 6, 5, 6, 5, 6, 5, 6, 90, 5])
    assert "changes beyond the range limit" in moving_range_chart(jumpy, 560, 120).alt


@pytest.mark.parametrize("style", STYLES)
def test_no_figures_at_all_is_drawn_as_a_dashed_box(style: ChartStyle) -> None:
    drawing = chart([None, None], style)
    assert words(drawing) == ["No data yet"]
    assert drawing.alt.endswith("no data yet.")
    assert any(isinstance(s, Rect) and s.dash for s in drawing.shapes)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("values", [[7], [0], [5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5], [-3, -2]])
def test_one_point_and_constant_series_are_drawn(style: ChartStyle, values: list[float]) -> None:
    drawing = chart(values, style, floor=None)
    assert not outside(drawing)
    assert sum(isinstance(s, Mark) for s in drawing.shapes) == len(values)


def test_as_many_targets_as_points_are_asked_for() -> None:
    spc = analyse([1.0, 2.0], improve=Direction.LOWER)
    months = periods(2, date(2016, 1, 1))
    with pytest.raises(ValueError, match="2 points but 1 targets"):
        xmr_view(spc, months, target=[1.0])
    with pytest.raises(ValueError, match="2 points but 1 periods"):
        xmr_view(spc, months[:1])
    with pytest.raises(ValueError, match="2 points but 3 provisional flags"):
        xmr_view(spc, months, provisional=[True, False, True])


figures_drawn = st.one_of(
    st.floats(-1e9, 1e9, allow_nan=False).map(lambda v: round(v, 3)),
    st.integers(0, 300).map(float),
    st.sampled_from([0.0, 1e-6, 1e11, -5e8]),
)
series = st.lists(st.one_of(st.none(), figures_drawn), min_size=1, max_size=90)


@settings(max_examples=120)
@given(
    series,
    st.sampled_from(STYLES),
    st.one_of(st.none(), st.floats(-1e6, 1e6)),
    st.sampled_from([None, 12]),
    st.integers(240, 900),
    st.integers(96, 500),
    st.booleans(),
)
def test_whatever_the_figures_no_words_overlap_and_nothing_leaves_the_drawing(
    values: list[float | None], style: ChartStyle, target: float | None, fix: int | None,
    width: int, height: int, ranges: bool,
) -> None:  # fmt: skip
    view = view_of(values, target=target, fix_after=fix, floor=None, name="A measure of harm")
    drawing = xmr_chart(view, width, height, style, with_ranges=ranges)
    assert not outside(drawing)
    assert not overlaps(drawing)
    assert count_words(drawing.alt) <= MOST_WORDS
    assert len(drawing.hot) in (0, len(values))


@settings(max_examples=40)
@given(st.lists(st.integers(0, 60), min_size=1, max_size=40), st.integers(2, 240),
       st.integers(2, 96))  # fmt: skip
def test_a_chart_without_room_for_axes_is_drawn_without(
    values: list[int], width: int, height: int
) -> None:
    drawing = xmr_chart(view_of(values), max(width, 60), max(height, 24))
    assert not outside(drawing)
    assert len(drawing.alt) > 0


# Where a series starts anew


def rebased(values: list[float], at: int, *, rebase: bool = True) -> XmrView:
    """A series with a break at a place, as the screen hands it over."""
    start = periods(len(values), date(2015, 1, 1))[at].start
    return view_of(values, rebase_at=[at], breaks=[(start, rebase, "New patrols")])


STEADY = [60.0, 64, 58, 62, 61, 65, 59, 63, 60, 62, 64, 58]


def test_limits_start_anew_at_a_rebase_with_a_rule_its_name_and_its_reason() -> None:
    drawing = xmr_chart(rebased([*STEADY, *(v + 40 for v in STEADY)], 12), 760, 400)
    assert "Re-based Jan 16" in words(drawing)
    assert "Re-based from Jan 16: New patrols." in drawing.notes
    assert drawing.hot[12].label.endswith("Re-based here: New patrols")
    levels = [s for s in drawing.shapes if isinstance(s, Line) and s.ink is Ink.LIMIT]
    assert len(levels) == 6  # average and both limits, twice
    assert len({round(line.x1) for line in levels}) == 2
    upright = [s for s in drawing.shapes if isinstance(s, Line) and s.x1 == s.x2]
    assert any(line.ink is Ink.LINE and line.y2 - line.y1 > 200 for line in upright)


def test_what_is_measured_has_changed_is_named_otherwise() -> None:
    drawing = xmr_chart(rebased([*STEADY, *STEADY], 12, rebase=False), 760, 400)
    assert "New series Jan 16" in words(drawing)


def test_few_figures_since_a_rebase_have_no_limits_and_the_title_says_so() -> None:
    drawing = xmr_chart(rebased([*STEADY, 100, 104, 99], 12), 760, 400, with_ranges=True)
    assert drawing.title == "Too few for limits: 3 figures since the series started anew"
    assert drawing.alt.startswith(f"{drawing.title}.")
    said = words(drawing)
    assert not {"Average", "Trial upper", "Range limit"} & set(said)
    assert not any(note.startswith("Trial limits") for note in drawing.notes)
    squares = [s for s in drawing.shapes if isinstance(s, Mark) and s.form is Dot.SQUARE]
    assert squares == []


def test_the_range_limit_holds_from_the_last_rebase_only() -> None:
    wild = [10.0, 90, 10, 90, 10, 90, 10, 90]
    drawing = xmr_chart(rebased([*wild, *STEADY], 8), 760, 400, with_ranges=True)
    low = [s for s in drawing.shapes if isinstance(s, Line) and s.ink is Ink.LIMIT and s.y1 > 310]
    assert len(low) == 1
    assert low[0].x1 > 200
    marks = [s for s in drawing.shapes if isinstance(s, Mark) and s.y > 310]
    assert all(mark.form is Dot.CIRCLE for mark in marks)


@pytest.mark.parametrize("at", range(1, 24))
@pytest.mark.parametrize("width", [320, 560, 900])
def test_the_name_of_a_rebase_never_lies_over_other_words(at: int, width: int) -> None:
    values = [*STEADY, *(v + 30 for v in STEADY)]
    drawing = xmr_chart(rebased(values, at), width, 300, with_ranges=True)
    assert overlaps(drawing) == []
    assert outside(drawing) == []


def test_a_title_given_by_the_caller_is_the_finding() -> None:
    view = view_of(THEFT, fix_after=12, stated="Above the limit in Sep, Oct and Nov 2016.")
    drawing = xmr_chart(view, 560, 260)
    assert drawing.title == "Above the limit in Sep, Oct and Nov 2016"
    assert drawing.alt.startswith("Above the limit in Sep, Oct and Nov 2016. Latest 100")


def test_a_target_that_moves_is_drawn_as_its_path() -> None:
    path = [None, None, *(70.0 + 2 * step for step in range(22))]
    drawing = xmr_chart(view_of(THEFT, target=path), 760, 400)
    lines = [s for s in drawing.shapes if isinstance(s, Poly) and s.ink is Ink.TARGET]
    assert [len(line.points) for line in lines] == [22]
    assert words(drawing)[words(drawing).index("Target") + 1] == "112"
