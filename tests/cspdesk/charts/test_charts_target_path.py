"""The line to a target: its ends, today, the figures so far, and words for those who cannot see."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cspdesk.charts.figures import Figures
from cspdesk.charts.primitives import Line, Mark, Poly, Text
from cspdesk.charts.target_path import TargetPath, target_path

PATH = TargetPath(
    said="Down 40% by March 2017 on a baseline of 851 in March 2013: 510.6",
    end=(date(2017, 3, 31), 510.6),
    start=(date(2013, 3, 31), 851.0),
    points=((date(2012, 3, 31), 1200.0), (date(2013, 3, 31), 851.0), (date(2016, 12, 31), 1009.0)),
    today=date(2017, 2, 9),
    expected=522.3,
    figures=Figures(),
)
WIDTH, HEIGHT = 500.0, 230.0


def words(path: TargetPath) -> list[str]:
    shapes = target_path(path, WIDTH, HEIGHT).shapes
    return [shape.words for shape in shapes if isinstance(shape, Text)]


def test_both_ends_are_named_and_today_is_marked() -> None:
    said = words(PATH)
    assert {"851", "511", "Today", "2013", "2017"} <= set(said)


def test_the_line_falls_from_the_baseline_to_the_target() -> None:
    drawing = target_path(PATH, WIDTH, HEIGHT)
    line = next(s for s in drawing.shapes if isinstance(s, Poly) and s.dash)
    (x1, y1), (x2, y2) = line.points
    assert x1 < x2
    assert y1 < y2, "y grows downwards"


def test_the_text_alternative_tells_target_expectation_and_latest() -> None:
    assert target_path(PATH, WIDTH, HEIGHT).alt == (
        "Target: Down 40% by March 2017 on a baseline of 851 in March 2013: 510.6. "
        "Expected today: 522. Latest: 1,009 to Dec 2016."
    )


def test_every_figure_is_in_the_table_and_can_be_walked_to() -> None:
    drawing = target_path(PATH, WIDTH, HEIGHT)
    assert [row[0] for row in drawing.table[1:]] == [
        "Baseline", "Measured", "Measured", "Measured", "Expected today", "Target",
    ]  # fmt: skip
    assert len(drawing.hot) == len(drawing.table) - 1


def test_a_level_without_a_dated_baseline_is_flat_with_the_baseline_as_a_ring() -> None:
    path = replace(PATH, start=None, baseline=70.0, end=(date(2017, 3, 31), 310.0), points=())
    drawing = target_path(path, WIDTH, HEIGHT)
    line = next(s for s in drawing.shapes if isinstance(s, Poly))
    assert line.points[0][1] == line.points[1][1]
    assert "70" in words(path)
    assert sum(isinstance(shape, Mark) for shape in drawing.shapes) == 2


def test_after_its_day_the_target_goes_on() -> None:
    path = replace(PATH, end=(date(2016, 3, 31), 510.6))
    drawing = target_path(path, WIDTH, HEIGHT)
    assert any(
        isinstance(shape, Line) and shape.dash and shape.width > 1 for shape in drawing.shapes
    )


figures = st.floats(-1e6, 1e6, allow_nan=False)
days = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@given(
    end=st.tuples(days, figures),
    start=st.none() | st.tuples(days, figures),
    points=st.lists(st.tuples(days, figures), max_size=8).map(tuple),
    today=days,
    baseline=st.none() | figures,
    width=st.floats(120, 1500),
    height=st.floats(60, 600),
)
def test_whatever_the_numbers_it_stays_within_its_room(
    end: tuple[date, float],
    start: tuple[date, float] | None,
    points: tuple[tuple[date, float], ...],
    today: date,
    baseline: float | None,
    width: float,
    height: float,
) -> None:
    path = TargetPath("X", end, start, points, today, None, Figures(1), baseline)
    drawing = target_path(path, width, height)
    for shape in drawing.shapes:
        if isinstance(shape, Mark):
            assert -1 <= shape.x <= width + 1
            assert -1 <= shape.y <= height + 1
