"""MOPAC 7 worked out again from the raw monthly figures, with nothing of the program's rules.

Sums and means are done here by hand: twelve months against 20% below 2011/12 (Police and Crime Plan
2013–16), and limits from the first twelve months of 2015 (mean ± 2.66 × the mean moving range, with
ranges of 3.267 times the mean or more left out of it).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import pytest

from cspdesk.desk import Desk
from cspdesk.kpis.queries import indicator_card, indicator_groups
from cspdesk.kpis.records import IndicatorCard, IndicatorLine
from cspdesk.paths import resource
from db.vocabulary import Rag

FIGURES = resource("sample", "haringey-mopac7-monthly.csv")
COLUMNS = {
    "M1": "Burglary",
    "M2": "Robbery (personal and commercial)",
    "M3": "Theft from motor vehicle",
    "M4": "Theft of motor vehicles",
    "M5": "Theft from person",
    "M6": "Criminal damage",
    "M7": "Violence with injury",
}


class Worked(NamedTuple):
    total: float
    target: float
    rag: str
    mean: float
    lower: float
    upper: float


def _monthly(column: str) -> dict[str, int]:
    with FIGURES.open(encoding="utf-8") as file:
        return {row["month"]: int(row[column]) for row in csv.DictReader(file)}


def _months(first_year: int, first_month: int, count: int) -> list[str]:
    places = range(first_year * 12 + first_month - 1, first_year * 12 + first_month - 1 + count)
    return [f"{place // 12}-{place % 12 + 1:02d}" for place in places]


def _by_hand(code: str) -> Worked:
    held = _monthly(COLUMNS[code])
    total = sum(held[month] for month in _months(2016, 1, 12))
    target = 0.8 * sum(held[month] for month in _months(2011, 4, 12))
    rag = "green" if total <= target else "amber" if total <= target * 1.05 else "red"
    baseline = [held[month] for month in _months(2015, 1, 12)]
    mean = sum(baseline) / 12
    ranges = [abs(b - a) for a, b in pairwise(baseline)]
    usual = sum(ranges) / len(ranges)
    kept = [one for one in ranges if one < 3.267 * usual]
    reach = 2.66 * sum(kept) / len(kept)
    return Worked(total, target, rag, mean, mean - reach, mean + reach)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with Desk.create(tmp_path_factory.mktemp("hand") / "s.cspdesk", sample=True) as made:
        yield made


def _lines(desk: Desk) -> dict[str, IndicatorLine]:
    return {line.code: line for group in desk.ask(indicator_groups) for line in group.lines}


def _card(desk: Desk, code: str) -> IndicatorCard:
    card = desk.ask(indicator_card, _lines(desk)[code].id)
    assert card is not None
    return card


@pytest.mark.parametrize("code", sorted(COLUMNS))
def test_the_rating_is_the_one_worked_out_by_hand(desk: Desk, code: str) -> None:
    worked, rating = _by_hand(code), _card(desk, code).line.rating
    assert _card(desk, code).standing.actual == worked.total
    assert rating.expected == pytest.approx(worked.target)
    assert rating.rag.value == worked.rag


@pytest.mark.parametrize("code", sorted(COLUMNS))
def test_the_limits_are_those_worked_out_by_hand(desk: Desk, code: str) -> None:
    worked, series = _by_hand(code), _card(desk, code).series
    assert series is not None
    last = series.spc.points[-1]
    assert (last.mean, last.lower, last.upper) == (
        pytest.approx(worked.mean),
        pytest.approx(worked.lower),
        pytest.approx(worked.upper),
    )


def test_the_figures_of_theft_of_vehicles_are_those_of_the_drawing() -> None:
    worked = _by_hand("M4")
    assert worked.total == 1009
    assert round(worked.target, 1) == 996.8
    assert [round(v, 1) for v in (worked.lower, worked.mean, worked.upper)] == [17.9, 60.7, 103.5]


def test_all_29_rows_of_the_appendix_are_rated_or_say_why_not(desk: Desk) -> None:
    lines = _lines(desk)
    assert len(lines) == 29
    unrated = {code: line for code, line in lines.items() if line.rating.rag is Rag.GREY}
    for line in unrated.values():
        assert line.rating.reason.endswith(".")
    assert set(unrated) == {"C2", "C4", "C5", "C6", "P5", "P7"}
