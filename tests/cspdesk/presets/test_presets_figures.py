"""The sample's figures, targets and PMG's ratings of them."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from cspdesk.kpis.rag import rate
from cspdesk.kpis.targets import Target, final_value
from cspdesk.paths import resource
from cspdesk.presets.figures import last_day
from db.tables import (
    AssessmentRow,
    CycleRow,
    IndicatorRow,
    MeasurementRow,
    TargetRow,
)
from db.vocabulary import Frequency, Measured, MeasurementState, Publicity, Rag

POLICE = ("M1", "M2", "M3", "M4", "M5", "M6", "M7", "P6")


def indicators(session: Session) -> dict[str, IndicatorRow]:
    return {row.code: row for row in session.scalars(select(IndicatorRow))}


def series(session: Session, code: str) -> dict[date, MeasurementRow]:
    key = indicators(session)[code].id
    query = (
        select(MeasurementRow)
        .where(MeasurementRow.indicator_id == key)
        .order_by(MeasurementRow.period_start)
    )
    return {row.period_start: row for row in session.scalars(query)}


def target(session: Session, code: str) -> Target | None:
    key = indicators(session)[code].id
    row = session.scalars(select(TargetRow).where(TargetRow.indicator_id == key)).first()
    if row is None:
        return None
    return Target(
        kind=row.kind,
        value=row.value,
        by=row.by_date,
        baseline=row.baseline,
        baseline_at=row.baseline_at,
        change_percent=row.change_percent,
        relative=row.relative,
        tolerance=row.tolerance,
        measured=row.measured,
    )


def year_to(session: Session, code: str, month: date) -> float:
    """The sum of the twelve months that end with `month`."""
    months = [row for start, row in series(session, code).items() if start <= month][-12:]
    return sum(row.value for row in months if row.value is not None)


def assessments(session: Session, number: int) -> dict[str, AssessmentRow]:
    names = {row.id: code for code, row in indicators(session).items()}
    query = (
        select(AssessmentRow)
        .join(CycleRow)
        .where(CycleRow.number == number, CycleRow.year_label == "2016/17")
    )
    return {names[row.indicator_id]: row for row in session.scalars(query)}


# Figures


@pytest.mark.parametrize(
    ("code", "total", "aim"),
    [
        ("M1", 2473, 2879.2),
        ("M2", 1251, 1135.2),
        ("M3", 1914, 2388.0),
        ("M4", 1009, 996.8),
        ("M5", 1785, 939.2),
        ("M6", 2105, 2056.8),
        ("M7", 2870, 1768.8),
        ("P4", 2731, 2402.1),
        ("P6", 565, 285.3),
    ],
)
def test_the_year_2016_and_its_aim_are_those_of_the_picture(
    sample: Session, code: str, total: int, aim: float
) -> None:
    assert year_to(sample, code, date(2016, 12, 1)) == total
    aimed = target(sample, code)
    assert aimed is not None
    assert final_value(aimed) == pytest.approx(aim)
    assert aimed.value == pytest.approx(aim)


@pytest.mark.parametrize(
    ("code", "latest"),
    [
        ("R1", 20.4),
        ("R2", 44.7),
        ("R3", 31),
        ("R4", -29),
        ("R5", 204),
        ("R6", 58),
        ("R7", 84),
        ("R8", 77),
        ("R9", 26),
        ("P1", -14.5),
        ("P2", 421),
        ("P3", 0.82),
        ("P7", 10),
        ("C1", 63),
        ("C2", 31),
        ("C3", 71),
    ],
)
def test_the_latest_figure_is_that_of_the_picture(
    sample: Session, code: str, latest: float
) -> None:
    values = [row.value for row in series(sample, code).values() if row.value is not None]
    assert values[-1] == latest


def test_police_counts_are_the_published_ones_month_by_month(sample: Session) -> None:
    path = resource("sample", "haringey-mopac7-monthly.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        published = {row["month"]: row for row in csv.DictReader(lines)}
    assert (min(published), max(published), len(published)) == ("2010-04", "2016-12", 81)
    for code in POLICE:
        assert len(series(sample, code)) == 81
    sexual = series(sample, "P6")[date(2016, 12, 1)].value
    december = published["2016-12"]
    assert sexual == int(december["Rape"]) + int(december["Other sexual offences"])
    assert series(sample, "M4")[date(2016, 9, 1)].value == int(
        published["2016-09"]["Theft of motor vehicles"]
    )


def test_only_published_figures_are_not_marked_as_examples(sample: Session) -> None:
    for code in indicators(sample):
        for row in series(sample, code).values():
            assert row.is_example == (code not in POLICE)
            if row.is_example:
                assert "Example" in row.note
            else:
                assert "Open Government Licence v3.0" in row.source


def test_the_newest_police_month_is_provisional_and_january_is_not_in(sample: Session) -> None:
    for code in POLICE:
        rows = list(series(sample, code).values())
        assert rows[-1].period_start == date(2016, 12, 1)
        assert rows[-1].state is MeasurementState.PROVISIONAL
        assert {row.state for row in rows[:-1]} == {MeasurementState.FINAL}


def test_the_late_survey_is_kept_as_not_available_and_never_as_nought(sample: Session) -> None:
    late = series(sample, "C1")[date(2016, 10, 1)]
    assert (late.value, late.state) == (None, MeasurementState.NOT_AVAILABLE)


def test_quarterly_series_are_long_enough_for_a_chart(sample: Session) -> None:
    for code, row in indicators(sample).items():
        if row.frequency is Frequency.QUARTERLY:
            assert 12 <= len(series(sample, code)) <= 16, code


@pytest.mark.parametrize(
    ("start", "frequency", "end"),
    [
        (date(2016, 2, 1), Frequency.MONTHLY, date(2016, 2, 29)),
        (date(2016, 10, 1), Frequency.QUARTERLY, date(2016, 12, 31)),
        (date(2015, 4, 1), Frequency.YEARLY, date(2016, 3, 31)),
        (date(2016, 12, 1), Frequency.MONTHLY, date(2016, 12, 31)),
    ],
)
def test_a_figure_runs_to_the_last_day_of_its_period(
    start: date, frequency: Frequency, end: date
) -> None:
    assert last_day(start, frequency) == end


def test_small_group_figures_are_not_for_the_public_edition(sample: Session) -> None:
    found = indicators(sample)
    assert found["R3"].publicity is Publicity.RESTRICTED
    for code in ("R6", "R9", "P7"):
        assert found[code].publicity is Publicity.PARTNERSHIP


# Targets


def test_the_aim_for_mopac_7_says_that_it_is_not_from_the_appendix(sample: Session) -> None:
    found = indicators(sample)
    for number in range(1, 8):
        key = found[f"M{number}"].id
        row = sample.scalars(select(TargetRow).where(TargetRow.indicator_id == key)).one()
        assert row.assumption.startswith("Not from Appendix 2")
        assert row.baseline is not None
        assert f"{row.baseline:,.0f} offences of 2011/12" in row.assumption


def test_every_number_that_the_words_do_not_give_is_named_as_an_assumption(
    sample: Session,
) -> None:
    names = {row.id: code for code, row in indicators(sample).items()}
    for row in sample.scalars(select(TargetRow)):
        if row.value is not None and names[row.indicator_id] not in ("R8",):
            assert row.assumption, names[row.indicator_id]


# PMG's ratings


def test_pmg_rated_29_indicators_in_january_as_the_picture_shows(sample: Session) -> None:
    tally: dict[str, Counter[str]] = {}
    for code, row in assessments(sample, 4).items():
        assert row.rag is not None
        tally.setdefault(code[0], Counter())[row.rag.value] += 1
    assert tally == {
        "R": {"red": 3, "amber": 4, "green": 2},
        "P": {"red": 1, "amber": 4, "green": 1, "grey": 1},
        "C": {"amber": 1, "green": 2, "grey": 3},
        "M": {"red": 4, "amber": 1, "green": 2},
    }


def test_five_ratings_have_changed_since_october(sample: Session) -> None:
    before, now = assessments(sample, 3), assessments(sample, 4)
    changed = {
        code: (before[code].rag, now[code].rag)
        for code in now
        if before[code].rag is not now[code].rag
    }
    assert changed == {
        "M4": (Rag.AMBER, Rag.RED),
        "M2": (Rag.AMBER, Rag.RED),
        "P3": (Rag.AMBER, Rag.RED),
        "R9": (Rag.AMBER, Rag.GREEN),
        "P2": (Rag.AMBER, Rag.GREEN),
    }


@pytest.mark.parametrize("cycle", [3, 4])
def test_the_stored_rating_is_the_one_the_rules_give(sample: Session, cycle: int) -> None:
    for code, row in assessments(sample, cycle).items():
        indicator = indicators(sample)[code]
        aim = target(sample, code)
        start = row.period_start
        assert start is not None
        figure = series(sample, code).get(start)
        actual = figure.value if figure else None
        if aim is not None and aim.measured is Measured.ROLLING_12 and figure:
            actual = year_to(sample, code, start)
        rating = rate(
            aim,
            direction=indicator.direction,
            unit=indicator.unit,
            actual=actual,
            today=last_day(start, indicator.frequency),
            decimals=indicator.decimals,
        )
        assert row.calculated is rating.rag, (code, rating.reason)


@pytest.mark.parametrize("cycle", [3, 4])
def test_a_rating_that_pmg_moved_has_a_reason_and_a_role(sample: Session, cycle: int) -> None:
    for row in assessments(sample, cycle).values():
        assert row.reason
        assert row.by_role == "PMG chair"
    moved = {c for c, row in assessments(sample, cycle).items() if row.rag is not row.calculated}
    assert moved >= {"P4", "P6", "M4"}


def test_eight_indicators_are_in_the_highlight_report_and_21_left_out_in_groups(
    sample: Session,
) -> None:
    rows = assessments(sample, 4)
    assert {code for code, row in rows.items() if row.highlight} == {
        "R2",
        "R3",
        "R5",
        "P2",
        "P3",
        "P4",
        "M2",
        "M4",
    }
    out: dict[str, set[str]] = {}
    for code, row in rows.items():
        if row.highlight is False:
            out.setdefault(row.highlight_reason.split(":")[0], set()).add(code)
    assert out == {
        "On or better than target": {"R7", "R9", "C3", "C4", "M1"},
        "Just off target": {"R1", "R4", "R6", "R8", "P1", "P7", "C1", "M6"},
        "Police already review it": {"M5", "M7"},
        "Same story as one that is in": {"P6"},
        "One unusual month": {"M3"},
        "Nothing to report yet": {"C2", "C5", "C6", "P5"},
    }


@pytest.mark.parametrize("cycle", [3, 4])
def test_what_is_in_the_report_says_what_partners_can_add(sample: Session, cycle: int) -> None:
    for code, row in assessments(sample, cycle).items():
        assert row.highlight is not None
        assert row.highlight_reason
        if row.highlight:
            for words in (row.headline, row.ask, row.trend_note, row.context):
                assert words, code
            assert row.partnership_value, code


def test_charts_of_monthly_counts_take_2015_as_their_baseline(sample: Session) -> None:
    fixed = {
        code: (row.baseline_from, row.baseline_points)
        for code, row in indicators(sample).items()
        if row.baseline_points is not None
    }
    assert set(fixed) == {*POLICE, "P4", "R3"}
    assert set(fixed.values()) == {(date(2015, 1, 1), 12)}
