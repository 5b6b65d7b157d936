"""The one set of marks: in its box, told apart by form, the same on screen and paper."""

from __future__ import annotations

import sys
from subprocess import run

import pytest

from cspdesk.charts.extents import extent
from cspdesk.charts.marks import BOX, MarkName, mark, placed
from cspdesk.charts.primitives import Ink, Path

RATINGS = [MarkName.RED, MarkName.AMBER, MarkName.GREEN, MarkName.NOT_RATED, MarkName.GAP]


@pytest.mark.parametrize("name", MarkName)
@pytest.mark.parametrize("paper", [False, True])
def test_every_mark_stays_in_its_box(name: MarkName, paper: bool) -> None:
    paths = mark(name, paper=paper)
    assert paths
    for path in paths:
        box = extent(path)
        assert min(box.left, box.top) >= -0.2
        assert max(box.right, box.bottom) <= BOX + 0.2


def forms(name: MarkName, paper: bool) -> tuple[object, ...]:
    return tuple((p.steps, bool(p.fill), bool(p.stroke), p.dash) for p in mark(name, paper=paper))


@pytest.mark.parametrize("paper", [False, True])
def test_ratings_are_told_apart_without_colour(paper: bool) -> None:
    assert len({forms(name, paper) for name in RATINGS}) == len(RATINGS)


def test_states_of_messages_are_told_apart_without_colour() -> None:
    flows = [name for name in MarkName if name.startswith(("inward", "outward"))]
    assert len({forms(name, False) for name in flows}) == 6


def test_severity_uses_the_forms_of_ratings() -> None:
    assert mark(MarkName.MUST) == mark(MarkName.RED)
    assert mark(MarkName.CHECK) == mark(MarkName.AMBER)


def inks(name: MarkName, paper: bool) -> set[Ink | None]:
    return {ink for path in mark(name, paper=paper) for ink in (path.fill, path.stroke)}


def test_paper_adds_a_sign_inside_red_and_green() -> None:
    for name in (MarkName.RED, MarkName.GREEN):
        assert Ink.ON_DARK in inks(name, paper=True)
        assert Ink.ON_DARK not in inks(name, paper=False)


def test_a_missing_rating_is_dashed() -> None:
    for name in (MarkName.NOT_RATED, MarkName.GAP):
        assert any(path.dash for path in mark(name))


def test_directions_have_no_colour_of_their_own() -> None:
    for name in (MarkName.UP, MarkName.DOWN, MarkName.FLAT):
        assert inks(name, paper=True) == {None, Ink.TEXT}


def test_a_placed_mark_is_scaled_with_its_strokes() -> None:
    (ring,) = placed(mark(MarkName.NOT_RATED), 100, 50, 24)
    box = extent(ring)
    assert box.left == pytest.approx(100 + 2 * 0.7, abs=0.2)
    assert ring.stroke_width == pytest.approx(2.6)
    assert isinstance(ring, Path)


def test_describing_charts_loads_neither_qt_nor_heavy_libraries() -> None:
    heavy = ("PySide6", "reportlab", "numpy", "pandas", "sqlalchemy", "pyqtgraph")
    code = (
        "import sys, cspdesk.charts.xmr, cspdesk.charts.years, cspdesk.charts.paths, "
        "cspdesk.charts.spark, cspdesk.charts.time_plan, cspdesk.charts.agenda_bar, "
        f"cspdesk.charts.rehearsal; print([m for m in {heavy!r} if m in sys.modules])"
    )
    found = run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
