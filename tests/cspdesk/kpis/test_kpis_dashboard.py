"""The dashboard adds up, names what moved, is late or lacks, and the holes in the coverage."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cspdesk.desk import Desk
from cspdesk.kpis.commands import EnterFigures, Entry
from cspdesk.kpis.dashboard import Dashboard, TallyLine, dashboard
from cspdesk.kpis.queries import indicator_groups
from cspdesk.meetings.queries import current_cycle
from db.vocabulary import Rag


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dashboard") / "sample.cspdesk"
    Desk.create(path, sample=True).close()
    return path


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / "sample.cspdesk"
    path.write_bytes(made.read_bytes())
    opened = Desk.open(path)
    yield opened
    opened.close()


def _cycle(desk: Desk) -> int:
    strip = desk.ask(current_cycle)
    assert strip is not None
    return strip.cycle.id


def _seen(desk: Desk) -> Dashboard:
    return desk.ask(dashboard, _cycle(desk))


def _totals(lines: tuple[TallyLine, ...]) -> int:
    return sum(line.tally.total for line in lines)


def test_every_indicator_is_counted_once_by_priority_theme_and_owner(desk: Desk) -> None:
    seen = _seen(desk)
    assert seen.whole.total == 29
    assert [_totals(lines) for lines in (seen.by_priority, seen.by_theme, seen.by_owner)] == [
        29
    ] * 3


def test_an_indicator_of_two_outcomes_counts_for_both(desk: Desk) -> None:
    seen = _seen(desk)
    links = sum(len(row.outcomes) for group in seen.coverage for row in group.rows)
    assert _totals(seen.by_outcome) == links > 29


def test_the_tallies_are_those_of_the_list(desk: Desk) -> None:
    groups = desk.ask(indicator_groups, _cycle(desk))
    assert [line.tally for line in _seen(desk).by_priority] == [group.tally for group in groups]


def test_mopac_7_stands_beside_the_priorities_and_needs_no_theme(desk: Desk) -> None:
    names = {line.name: line.missing for line in _seen(desk).by_theme}
    assert names["MOPAC 7"] is False


def test_what_changed_since_the_last_pmg_comes_worst_first(desk: Desk) -> None:
    seen = _seen(desk)
    assert seen.since == date(2016, 10, 18)
    assert [(m.code, m.before, m.now) for m in seen.moved][:2] == [
        ("M2", Rag.AMBER, Rag.RED),
        ("M4", Rag.AMBER, Rag.RED),
    ]
    order = [(Rag.RED, Rag.AMBER, Rag.GREY, Rag.GREEN).index(moved.now) for moved in seen.moved]
    assert order == sorted(order)


def test_no_cycle_means_nothing_to_compare_with(desk: Desk) -> None:
    seen = desk.ask(dashboard, None)
    assert (seen.since, seen.moved) == (None, ())


def test_an_indicator_that_is_not_rated_says_why(desk: Desk) -> None:
    lacks = {lack.code: lack for lack in _seen(desk).lacks}
    assert set(lacks) == {"P5", "C2", "C5", "C6"}
    assert all(lack.sentence.endswith(".") for lack in lacks.values())


def test_the_gap_of_the_appendix_is_a_hole_with_its_theme_named(desk: Desk) -> None:
    assert _seen(desk).holes == ("BME Engagement (Public confidence) has no indicator, only C6.",)


def test_an_indicator_without_owner_or_outcome_is_a_hole(made: Path, tmp_path: Path) -> None:
    path = tmp_path / "holes.cspdesk"
    path.write_bytes(made.read_bytes())
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE indicator SET owner_id = NULL WHERE code IN ('M1', 'M2')")
        connection.execute(
            "DELETE FROM indicator_outcome WHERE indicator_id IN"
            " (SELECT id FROM indicator WHERE code = 'P7')"
        )
    connection.close()
    desk = Desk.open(path)
    holes = _seen(desk).holes
    desk.close()
    assert "2 indicators have no owner: M1, M2." in holes
    assert "1 indicator has no outcome: P7." in holes
    assert "O6 PREVENT has no indicator." in holes


def test_late_figures_are_named_with_the_longest_first(made: Path, tmp_path: Path) -> None:
    path = tmp_path / "later.cspdesk"
    path.write_bytes(made.read_bytes())
    later = Desk.open(path, as_at=date(2017, 6, 1))
    try:
        late = later.ask(dashboard, None).late
    finally:
        later.close()
    assert {"M1", "M7"} <= {figure.code for figure in late}
    assert [figure.days for figure in late] == sorted((f.days for f in late), reverse=True)


def test_a_new_figure_shows_at_once(desk: Desk) -> None:
    before = _seen(desk)
    groups = desk.ask(indicator_groups, None)
    worry = next(line for group in groups for line in group.lines if line.code == "P5")
    desk.run(EnterFigures((Entry(worry.id, date(2016, 10, 1), "12"),)))
    assert {lack.code for lack in before.lacks} != {lack.code for lack in _seen(desk).lacks} or [
        lack.label for lack in before.lacks
    ] != [lack.label for lack in _seen(desk).lacks]


def test_a_blank_partnership_has_an_empty_dashboard(tmp_path: Path) -> None:
    blank = Desk.create(tmp_path / "blank.cspdesk", preset="blank", name="Testborough CSP")
    try:
        seen = blank.ask(dashboard, None)
    finally:
        blank.close()
    assert (seen.whole.total, seen.moved, seen.late, seen.lacks) == (0, (), (), ())
