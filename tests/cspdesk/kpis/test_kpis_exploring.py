"""Long histories: what the explorer reads from a file, and the lines it makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cspdesk.desk import Desk
from cspdesk.kpis.explore_lines import (
    Form,
    by_year,
    comparable,
    figures_between,
    headline,
    in_words,
    names_in_year,
    over_time,
    place_of,
    target_line,
    years_headline,
    years_left,
)
from cspdesk.kpis.exploring import Explored, choices, explored
from cspdesk.kpis.periods import Period, span
from cspdesk.kpis.queries import indicator_card, indicator_groups
from cspdesk.kpis.spc_commands import RebaseSeries
from db.vocabulary import Frequency, Unit

MONTHLY, QUARTERLY = Frequency.MONTHLY, Frequency.QUARTERLY


def series(
    values: list[float | None],
    first: date = date(2015, 4, 1),
    *,
    frequency: Frequency = MONTHLY,
    code: str = "X1",
    area: str = "",
    unit: Unit = Unit.COUNT,
    sums: bool = True,
    target: float | None = None,
) -> Explored:
    start = Period(first, frequency)
    periods = span(start, start.plus(len(values) - 1))
    return Explored(
        id=1, code=code, name="Thefts", area=area, unit=unit, decimals=0, frequency=frequency,
        sums=sums, periods=periods, values=tuple(values), targets=(target,) * len(values),
    )  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = Desk.create(tmp_path_factory.mktemp("explore") / "a.cspdesk", sample=True)
    yield made
    made.close()


def ids(desk: Desk) -> dict[str, int]:
    return {one.code: one.id for one in desk.ask(choices)}


def test_indicators_with_figures_can_be_chosen_and_those_without_not(desk: Desk) -> None:
    codes = set(ids(desk))
    lines = [line for group in desk.ask(indicator_groups) for line in group.lines]
    assert codes == {line.code for line in lines if line.spark}
    assert {"C4", "C6", "P5"}.isdisjoint(codes)


def test_the_whole_history_is_read_where_the_chart_shows_two_years(desk: Desk) -> None:
    key = ids(desk)["M4"]
    (one,) = desk.ask(explored, [key])
    card = desk.ask(indicator_card, key)
    assert card is not None
    assert card.series is not None
    assert (one.periods[0].label, one.periods[-1].label) == ("Apr 2010", "Dec 2016")
    assert len(card.series.periods) == 24
    assert one.values[-24:] == card.series.values
    assert one.targets[-24:] == card.trajectory


def test_limits_are_those_of_the_indicators_own_chart(desk: Desk) -> None:
    key = ids(desk)["M4"]
    (one,) = desk.ask(explored, [key])
    (level,) = one.levels
    assert (level.first.label, level.last.label) == ("Jan 2015", "Dec 2016")
    assert (round(level.mean, 1), round(level.upper or 0, 1)) == (60.7, 103.5)
    assert {period.label for period in one.flagged} == {"Sep 2016", "Oct 2016", "Nov 2016"}


def test_a_rebase_gives_limits_of_its_own(tmp_path: Path) -> None:
    with Desk.create(tmp_path / "a.cspdesk", sample=True) as desk:
        key = ids(desk)["M4"]
        desk.run(RebaseSeries(key, date(2016, 1, 1), "New patrols."))
        (one,) = desk.ask(explored, [key])
        assert [level.first.label for level in one.levels] == ["Jan 2015", "Jan 2016"]
        assert [(period.label, why) for period, why in one.breaks] == [("Jan 2016", "New patrols.")]


def test_the_order_asked_for_is_kept(desk: Desk) -> None:
    known = ids(desk)
    found = desk.ask(explored, [known["R5"], known["M1"]])
    assert [one.code for one in found] == ["R5", "M1"]
    assert not found[0].sums  # a caseload: four quarters of it make no year
    assert not comparable(found)


def test_a_quarter_stands_in_the_middle_of_its_months() -> None:
    quarter = Period(date(2016, 4, 1), QUARTERLY)
    assert place_of(quarter) == place_of(Period(date(2016, 5, 1), MONTHLY)) == 24_196


def test_twelve_months_are_summed_where_that_means_something() -> None:
    counted = series([1.0] * 11 + [None] + [2.0] * 12)
    rate = series([0.5] * 24, unit=Unit.RATE, sums=False)
    summed, as_it_is = over_time([counted, rate], Form.TWELVE_MONTHS)
    assert summed.values[:23] == (None,) * 23  # one missing month leaves each sum without it out
    assert summed.values[23] == 24.0
    assert as_it_is.values == (0.5,) * 24


def test_an_index_starts_from_the_first_year_that_all_share() -> None:
    early = series([100.0] * 12 + [50.0] * 12 + [75.0] * 12)
    late = series([10.0] * 12 + [20.0] * 12, date(2016, 4, 1))
    first, second = over_time([early, late], Form.INDEX)
    assert (first.values[0], first.values[12], first.values[-1]) == (200.0, 100.0, 150.0)
    assert (second.values[0], second.values[-1]) == (100.0, 200.0)
    assert headline([first, second], Form.INDEX) == (
        "X1 Thefts stands highest against its first year: 200 in Mar 2018"
    )


def test_an_index_of_nothing_is_no_line() -> None:
    (line,) = over_time([series([0.0] * 24)], Form.INDEX)
    assert line.known == ()
    assert headline([line]) == "No figures to show"
    assert in_words(line) == "X1 Thefts: no figures."


def test_years_lie_under_each_other_from_april() -> None:
    one = series([float(month) for month in range(21)])
    latest, before = by_year(one)
    assert (latest.name, before.name) == ("X1 2016/17", "X1 2015/16")
    assert latest.places == tuple(float(place) for place in range(9))
    assert latest.values[0] == 12.0
    assert names_in_year(one)[0] == "Apr"
    assert years_headline(one, (latest, before)) == (
        "X1 Thefts: 144 in Apr 2016 to Dec 2016, 36 in the same part of 2015/16"
    )


def test_a_year_without_a_figure_gives_its_place_to_one_that_has_some() -> None:
    gap: list[float | None] = [None] * 12
    one = series([1.0] * 12 + gap + [2.0] * 12 + gap + [3.0] * 12 * 5, date(2006, 4, 1))
    years = [line.name.removeprefix("X1 ") for line in by_year(one)]
    assert years == ["2014/15", "2013/14", "2012/13", "2011/12", "2010/11", "2008/09"]
    assert years_left(one) == ("2006/07",)


def test_quarters_have_four_places_in_a_year() -> None:
    one = series([1.0, 2.0, 3.0, 4.0, 5.0], frequency=QUARTERLY)
    latest, before = by_year(one)
    assert before.places == (0.0, 1.0, 2.0, 3.0)
    assert latest.values == (5.0,)
    assert names_in_year(one) == ("Q1", "Q2", "Q3", "Q4")


def test_a_target_is_summed_with_its_figures_and_has_no_index() -> None:
    one = series([1.0] * 12, target=2.0)
    twelve = target_line(one, Form.TWELVE_MONTHS)
    assert twelve is not None
    assert set(twelve.values) == {24.0}
    assert target_line(one, Form.INDEX) is None
    assert target_line(series([1.0]), Form.FIGURES) is None


def test_the_figures_in_view_are_rows_with_an_empty_cell_for_a_missing_one() -> None:
    lines = over_time([series([1.0, None, 3.0]), series([4.0], date(2015, 6, 1), code="X2")],
                      Form.FIGURES)  # fmt: skip
    first = lines[0].places[1]
    assert figures_between(lines, first, first + 1) == (
        ("Period", "X1 Thefts", "X2 Thefts"), ("May 2015", "", ""), ("Jun 2015", "3", "4"),
    )  # fmt: skip


def test_a_line_is_told_in_words() -> None:
    (line,) = over_time([series([5.0, None, 2.0, 9.0])], Form.FIGURES)
    assert in_words(line) == (
        "X1 Thefts: 3 figures from Apr 2015 to Jul 2015, lowest 2 in Jun 2015, "
        "highest 9 in Jul 2015, latest 9 in Jul 2015."
    )
