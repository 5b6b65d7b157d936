"""Years, paths, sparklines, bars and plans: what they draw and say."""

from __future__ import annotations

from datetime import date, time

import pytest
from chart_cases import PERCENT, SURVEY, THEFT, outside, overlaps, theft, view_of, words
from hypothesis import given, settings
from hypothesis import strategies as st

from cspdesk.charts.agenda_bar import agenda_bar
from cspdesk.charts.figures import Figures
from cspdesk.charts.marks import MarkName
from cspdesk.charts.paths import PathView, even_path, gap_in_words, path_chart
from cspdesk.charts.plan import PlanItem, clock, short_clock
from cspdesk.charts.primitives import Dot, Drawing, Ink, Line, Mark, Path, Poly, Rect
from cspdesk.charts.rehearsal import rehearsal_bar
from cspdesk.charts.spark import bullet, meter, progress_bar, sparkline, unit_chart_row
from cspdesk.charts.style import PAPER, SCREEN
from cspdesk.charts.time_plan import time_plan
from cspdesk.charts.words import MOST_WORDS, count_words
from cspdesk.charts.years import twelve_month_chart
from db.vocabulary import Direction, Frequency, ItemType

COVER = [
    PlanItem("1", "Welcome", 5, ItemType.STANDING), PlanItem("2", "Minutes", 5, ItemType.STANDING),
    PlanItem("3", "Action log", 15, ItemType.DECISION),
    PlanItem("4", "Highlights", 20, ItemType.DECISION),
    PlanItem("5", "Reoffending", 35, ItemType.DECISION),
    PlanItem("6", "BME gap", 15, ItemType.DECISION), PlanItem("7", "Boards", 10, ItemType.DECISION),
    PlanItem("8", "Comms", 10, ItemType.DECISION), PlanItem("9", "Close", 5, ItemType.STANDING),
]  # fmt: skip
AGENDA = [
    PlanItem("1", "Welcome", 10, ItemType.STANDING, "a"),
    PlanItem("2", "Highlight report", 15, ItemType.STANDING, "b"),
    PlanItem("3", "Moped theft", 25, ItemType.DECISION, "c"),
    PlanItem("4", "Noel Park", 15, ItemType.DISCUSSION, "d"),
    PlanItem("5", "MOPAC funding", 5, ItemType.INFORMATION, "e"),
]


# Twelve months


def test_the_year_is_compared_with_the_one_before() -> None:
    drawing = twelve_month_chart(theft(), 560, 260)
    assert drawing.alt.startswith("1,009 in the year to Dec 2016, up 39% on the year before (728).")
    assert "Target 997." in drawing.alt
    assert drawing.table[-1] == ("Total", "1,009", "728")
    assert {"1,009", "728"} <= set(words(drawing))
    assert drawing.title == "1,009 in the year to Dec 2016, up 39% on the year before"
    assert drawing.hot[8].label == "September 2016: 138, above the upper limit; Sep 2015 57"
    assert [spot.label for spot in drawing.hot[12:]] == [
        "Year to Dec 2015: 728", "Year to Dec 2016: 1,009, target 997",
    ]  # fmt: skip


def test_percentages_are_not_added_up() -> None:
    view = view_of(SURVEY, date(2014, 4, 1), frequency=Frequency.QUARTERLY, figures=PERCENT)
    drawing = twelve_month_chart(view, 560, 260, adds_up=False)
    assert drawing.alt.startswith("Latest 61% in Q2 2016/17.")
    assert len(drawing.table) == 5


def test_small_counts_get_a_difference_and_not_a_percentage() -> None:
    alt = twelve_month_chart(view_of([1] * 12 + [1] * 11 + [2]), 560, 260).alt
    assert "up 1 on the year before (12)" in alt


def test_a_year_without_one_before_it_stands_alone() -> None:
    drawing = twelve_month_chart(view_of(THEFT[:15]), 560, 260)
    assert "year before" not in drawing.alt
    assert sum(isinstance(s, Poly) for s in drawing.shapes) == 1


def test_a_missing_month_leaves_no_total() -> None:
    view = view_of([*THEFT[:20], None, *THEFT[21:]])
    assert twelve_month_chart(view, 560, 260).alt.startswith("Latest 100 in Dec 2016.")


@settings(max_examples=60)
@given(st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6)), min_size=1, max_size=40),
       st.sampled_from([SCREEN, PAPER]), st.integers(240, 800), st.integers(100, 400))  # fmt: skip
def test_any_two_years_fit_their_chart(values: list[float | None], style: object, width: int,
                                       height: int) -> None:  # fmt: skip
    drawing = twelve_month_chart(view_of(values), width, height, style)  # type: ignore[arg-type]
    assert not outside(drawing)
    assert not overlaps(drawing)
    assert count_words(drawing.alt) <= MOST_WORDS


# Paths


def caseload(improve: Direction = Direction.HIGHER, latest: float = 182) -> PathView:
    names = tuple(f"{m} {y}" for y in (13, 14, 15, 16, 17) for m in ("Mar", "Jun", "Sep", "Dec"))
    actual = (70, 84, 98, 113, 128, 142, 156, 161, 166, 172, 180, 184, 186, 185, latest)
    return PathView("Caseload", names[:17], actual, even_path(70, 310, 17), Figures(), improve)


@pytest.mark.parametrize(
    ("improve", "latest", "words_"),
    [
        (Direction.HIGHER, 182, "98 short"),
        (Direction.HIGHER, 290, "10 ahead"),
        (Direction.HIGHER, 280, "on the path"),
        (Direction.LOWER, 290, "10 over"),
        (Direction.LOWER, 182, "98 ahead"),
    ],
)
def test_the_distance_to_the_path_is_said(improve: Direction, latest: float, words_: str) -> None:
    view = caseload(improve, latest)
    assert gap_in_words(view) == words_
    assert words_ in words(path_chart(view, 357, 150, PAPER))


def brackets(drawing: Drawing) -> int:
    return sum(isinstance(s, Line) and s.ink is Ink.CONCERN for s in drawing.shapes)


def test_only_a_shortfall_has_a_bracket() -> None:
    assert brackets(path_chart(caseload(), 357, 150, PAPER)) == 3
    assert brackets(path_chart(caseload(latest=300), 357, 150, PAPER)) == 0


def test_the_path_chart_reads_as_the_board_would_say_it() -> None:
    drawing = path_chart(caseload(), 357, 150, PAPER, note="Flat since December 2015")
    assert drawing.alt.startswith("182 in Sep 16, 98 short of the path (280).")
    assert "Target 310 by Mar 17." in drawing.alt
    assert "Flat since December 2015" in words(drawing)
    assert drawing.hot[-1].label == "Mar 17: target 310"


def test_a_path_has_to_reach_as_far_as_the_figures() -> None:
    with pytest.raises(ValueError, match="reach as far"):
        PathView("x", ("a",), (1, 2), (1,))
    with pytest.raises(ValueError, match="One period"):
        PathView("x", (), (), ())


@settings(max_examples=80)
@given(
    st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6)), min_size=1, max_size=30),
    st.integers(0, 12), st.floats(-1e6, 1e6), st.floats(-1e6, 1e6),
    st.sampled_from([SCREEN, PAPER]), st.integers(300, 800), st.integers(110, 400),
)  # fmt: skip
def test_any_path_fits_its_chart(values: list[float | None], ahead: int, start: float,
                                 target: float, style: object, width: int,
                                 height: int) -> None:  # fmt: skip
    count = len(values) + ahead
    names = tuple(f"Mar {i % 100:02}" for i in range(count))
    view = PathView("x", names, tuple(values), even_path(start, target, count))
    drawing = path_chart(view, width, height, style, note="Flat since May")  # type: ignore[arg-type]
    assert not outside(drawing)
    assert not overlaps(drawing)
    assert count_words(drawing.alt) <= MOST_WORDS


# In a row of a table


def heights(drawing: Drawing) -> list[float]:
    line = next(s for s in drawing.shapes if isinstance(s, Poly))
    return [y for _, y in line.points]


def test_a_steady_percentage_looks_steady() -> None:
    steady = heights(sparkline([61, 61, 60, 61, 61, 62], figures=PERCENT))
    assert max(steady) - min(steady) < 6
    moving = heights(sparkline([50, 55, 60, 65, 70, 75], figures=PERCENT))
    assert max(moving) - min(moving) > 12


def test_a_steady_count_looks_steady() -> None:
    steady = heights(sparkline([200, 202, 199, 201]))
    assert max(steady) - min(steady) < 2


def test_a_sparkline_shows_the_last_ten_points_and_a_dot_at_the_latest() -> None:
    drawing = sparkline(list(range(30)))
    line = next(s for s in drawing.shapes if isinstance(s, Poly))
    dot = next(s for s in drawing.shapes if isinstance(s, Mark))
    assert len(line.points) == 10
    assert (dot.x, dot.y) == line.points[-1]
    assert (drawing.width, drawing.height) == (46, 20)
    assert drawing.alt == "From 20 to 29."


def test_a_sparkline_without_figures_is_a_dashed_line() -> None:
    drawing = sparkline([None, None])
    assert isinstance(drawing.shapes[0], Line)
    assert drawing.shapes[0].dash


@given(st.lists(st.one_of(st.none(), st.floats(-1e9, 1e9)), min_size=0, max_size=20),
       st.one_of(st.none(), st.floats(-1e9, 1e9)))  # fmt: skip
def test_any_sparkline_stays_in_its_cell(values: list[float | None], target: float | None) -> None:
    assert not outside(sparkline(values, target=target))


def test_a_bullet_starts_at_zero_and_marks_the_target() -> None:
    drawing = bullet(1009, 997, 300, before=728)
    bars = [s for s in drawing.shapes if isinstance(s, Rect) and s.stroke]
    assert bars[0].width / bars[1].width == pytest.approx(728 / 1009)
    assert [b.fill for b in bars] == [Ink.PANEL, Ink.DATA]
    assert drawing.alt == "1,009. Before: 728. Target 997."
    assert not outside(drawing)


@pytest.mark.parametrize(
    ("value", "limit", "is_most", "fill", "said"),
    [
        (8, 7, True, Ink.AMBER, "over the limit of 7"),
        (7, 7, True, Ink.ACCENT, "within the limit of 7"),
        (57, 50, False, Ink.ACCENT, "meets the aim of 50"),
        (31, 50, False, Ink.AMBER, "under the aim of 50"),
    ],
)
def test_a_meter_turns_amber_beyond_its_limit(
    value: float, limit: float, is_most: bool, fill: Ink, said: str
) -> None:
    drawing = meter(value, 100, 128, limit=limit, limit_is_most=is_most)
    bar = drawing.shapes[1]
    assert isinstance(bar, Rect)
    assert bar.fill is fill
    assert said in drawing.alt


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.one_of(st.none(), st.floats(0, 1e6)))
def test_any_meter_stays_on_its_track(value: float, most: float, limit: float | None) -> None:
    assert not outside(meter(value, most, 128, limit=limit))
    assert not outside(progress_bar(value, most, 340))


def test_a_row_of_marks_says_its_count_first() -> None:
    drawing = unit_chart_row(MarkName.AMBER, 3, 110)
    assert words(drawing) == ["3"]
    assert sum(isinstance(s, Path) for s in drawing.shapes) == 3
    assert words(unit_chart_row(MarkName.RED, 0, 110)) == ["0"]


@given(st.sampled_from(list(MarkName)), st.integers(0, 60), st.integers(60, 300))
def test_marks_that_do_not_fit_are_counted(name: MarkName, count: int, width: int) -> None:
    drawing = unit_chart_row(name, count, width)
    assert not outside(drawing)
    assert words(drawing)[0] == str(count)


# Time


@pytest.mark.parametrize(
    ("minutes", "screen", "paper"),
    [(0, "14:00", "2pm"), (25, "14:25", "2:25pm"), (120, "16:00", "4pm"), (600, "00:00", "12am")],
)
def test_times_are_written_as_each_surface_writes_them(
    minutes: int, screen: str, paper: str
) -> None:
    assert clock(time(14), minutes) == screen
    assert short_clock(time(14), minutes, suffix=True) == paper


@pytest.mark.parametrize(("name", "minutes", "shown"), [
    ("Highlight report", 15, "Highlight"),
    ("Strategy 2017", 15, "Strategy"),
    ("Welcome, minutes and actions due", 30, "Welcome, minutes"),
    ("Reoffending", 8, ""),
    ("Reoffending", 60, "Reoffending"),
])  # fmt: skip
def test_a_name_in_the_time_plan_loses_whole_words_and_never_letters(
    name: str, minutes: int, shown: str
) -> None:
    plan = [PlanItem("1", name, minutes, ItemType.STANDING),
            PlanItem("2", "", 120 - minutes, ItemType.STANDING)]  # fmt: skip
    said = words(time_plan(plan, time(14), 452))
    assert [one for one in said if one[:1].isalpha()] == ([shown] if shown else [])


def test_the_time_plan_brackets_the_decisions() -> None:
    drawing = time_plan(COVER, time(14), 452)
    assert "105 minutes" in words(drawing)
    assert {"2pm", "2:10", "3:20", "4pm"} <= set(words(drawing))
    assert {"Action log", "Comms"} <= set(words(drawing))
    assert drawing.alt.startswith("105 of 120 minutes are for decisions. 9 items, 14:00 to 16:00.")
    assert not outside(drawing)
    assert not overlaps(drawing)


def test_decisions_apart_are_bracketed_apart() -> None:
    apart = [COVER[2], COVER[0], COVER[4]]
    said = words(time_plan(apart, time(14), 452))
    assert {"15 minutes", "35 minutes"} <= set(said)


def test_the_agenda_bar_says_what_is_spare() -> None:
    drawing = agenda_bar(AGENDA, time(14), 80, 650)
    assert drawing.alt == ("70 of 80 minutes planned, 10 spare. 5 items: decision 25, "
                           "discussion 15, standing 25, information 5.")  # fmt: skip
    spare = [s for s in drawing.shapes if isinstance(s, Rect) and s.dash]
    assert len(spare) == 1
    assert "10" in words(drawing)
    assert "Decision 25 min" in words(drawing)


def test_an_agenda_that_is_too_long_runs_past_the_end() -> None:
    drawing = agenda_bar(AGENDA, time(14), 60, 650)
    assert "10 over" in drawing.alt
    ends = [s for s in drawing.shapes if isinstance(s, Line) and s.width == 3]
    assert len(ends) == 1
    assert not [s for s in drawing.shapes if isinstance(s, Rect) and s.dash]


def test_the_selected_item_is_framed_and_each_can_be_found_again() -> None:
    drawing = agenda_bar(AGENDA, time(14), 80, 650, selected="c")
    frame = [s for s in drawing.shapes if isinstance(s, Rect) and s.stroke_width == 2]
    assert len(frame) == 1
    spot = next(spot for spot in drawing.hot if spot.key == "c")
    assert spot.label == "Item 3, Moped theft: decision, 25 minutes, 14:25 to 14:50"
    assert frame[0].x < spot.x < spot.x + spot.width < frame[0].x + frame[0].width
    assert not outside(drawing)


def test_kinds_of_items_differ_by_more_than_colour() -> None:
    bars = [s for s in agenda_bar(AGENDA, time(14), 70, 650, with_key=False).shapes
            if isinstance(s, Rect) and s.stroke is Ink.LINE]  # fmt: skip
    assert len({(b.fill, b.hatch) for b in bars}) == 4


items = st.lists(
    st.builds(PlanItem, st.text("0123456789.", min_size=1, max_size=4), st.text(max_size=30),
              st.integers(0, 90), st.sampled_from(list(ItemType))),
    max_size=20,
)  # fmt: skip


@settings(max_examples=60)
@given(items, st.integers(0, 240), st.integers(120, 900), st.integers(60, 140))
def test_any_plan_fits_its_bar(plan: list[PlanItem], available: int, width: int,
                               height: int) -> None:  # fmt: skip
    for drawing in (agenda_bar(plan, time(18), available, width, height),
                    time_plan(plan, time(18), width, height)):  # fmt: skip
        assert not outside(drawing)
        assert not overlaps(drawing)
        assert count_words(drawing.alt) <= MOST_WORDS


def test_the_rehearsal_shows_its_parts_and_where_the_meeting_is() -> None:
    parts = [("Present", 3), ("Discuss", 15), ("Decide", 5), ("Comms", 2)]
    small = rehearsal_bar(parts, 400)
    assert words(small) == ["3", "15 discuss", "5 decide", "2"]
    running = rehearsal_bar(parts, 640, 46, elapsed=17.7)
    assert "Discuss 15 min" in words(running)
    assert running.alt == "25 minutes: present 3, discuss 15, decide 5, comms 2. 18 minutes gone."
    now = next(s for s in running.shapes if isinstance(s, Line))
    assert now.x1 == pytest.approx(640 * 17.7 / 25)


def test_nothing_planned_is_said() -> None:
    for drawing in (rehearsal_bar([], 400), agenda_bar([], time(14), 0, 400),
                    time_plan([], time(14), 400)):  # fmt: skip
        assert drawing.alt == "No items yet."
        assert not outside(drawing)


def test_points_of_different_forms_are_known_to_every_painter() -> None:
    assert {form.value for form in Dot} == {"circle", "square", "diamond"}


# Years as bars


def test_a_yearly_figure_is_drawn_as_bars_with_its_target() -> None:
    view = view_of([38, 30, 36, 29, 34, 31, 33, 31], date(2008, 4, 1), target=30,
                   frequency=Frequency.YEARLY, figures=PERCENT)  # fmt: skip
    drawing = twelve_month_chart(view, 700, 280, SCREEN)
    assert drawing.title == "31% in 2015/16, down 2 points on 2014/15"
    assert drawing.alt.startswith(f"{drawing.title}. Target 30%. Between 29% and 38% in 8 years.")
    bars = [s for s in drawing.shapes if isinstance(s, Rect) and s.fill in (Ink.DATA, Ink.TRACK)]
    assert [bar.fill for bar in bars] == [Ink.TRACK] * 7 + [Ink.DATA]
    assert bars[0].width > bars[-1].width
    assert len([s for s in drawing.shapes if isinstance(s, Line) and s.ink is Ink.TARGET]) == 8
    assert drawing.hot[-1].label == "2015/16: 31%, target 30%"
    assert drawing.table[-1] == ("2015/16", "31%", "30%")
    assert overlaps(drawing) == []


@pytest.mark.parametrize("values", [[-30.0, -14.5, -29.0], [0.0, 0.0], [5.0], [1e6, 2.0]])
@pytest.mark.parametrize("size", [(180, 60), (320, 140), (900, 420)])
def test_bars_of_any_figures_stay_inside(values: list[float], size: tuple[int, int]) -> None:
    view = view_of(values, date(2014, 4, 1), frequency=Frequency.YEARLY, floor=None)
    drawing = twelve_month_chart(view, *size, SCREEN)
    assert outside(drawing, slack=1.0) == []
    assert len(drawing.hot) == len(values)


def test_a_year_with_a_gap_is_left_out_and_many_years_are_said() -> None:
    values = [*[20.0] * 10, None, 21.0]
    drawing = twelve_month_chart(
        view_of(values, date(2004, 4, 1), frequency=Frequency.YEARLY), 600, 300
    )
    assert len(drawing.hot) == 8
    assert drawing.notes == ("3 earlier years are in the figures.",)
    assert drawing.table[-2][1] == "no data"


def test_years_are_not_compared_across_a_change_of_what_is_measured() -> None:
    changed = [(date(2016, 3, 1), False, "New counting rules")]
    drawing = twelve_month_chart(view_of(THEFT, breaks=changed), 700, 300)
    assert drawing.title == "1,009 in the year to Dec 2016"
    assert "The year before is left out: what is measured has changed since." in drawing.notes
    rebased = [(date(2016, 3, 1), True, "New patrols")]
    drawing = twelve_month_chart(view_of(THEFT, breaks=rebased), 700, 300)
    assert drawing.title.endswith("up 39% on the year before")


def test_a_caseload_is_held_beside_the_same_quarter_a_year_before() -> None:
    view = view_of([163, 181, 193, 201, 206, 207, 205, 204], date(2015, 1, 1),
                   frequency=Frequency.QUARTERLY, target=245)  # fmt: skip
    drawing = twelve_month_chart(view, 700, 300, adds_up=False)
    assert drawing.title == "204 in Q3 2016/17, up 1% on a year before"
    assert words(drawing)[words(drawing).index("Target") + 1] == "245"
    assert all(not spot.width for spot in drawing.hot)
