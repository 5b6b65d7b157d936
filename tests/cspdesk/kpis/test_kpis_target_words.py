"""Every row of the partnership's Appendix 2, and the ways a strategy puts a target."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.kpis.target_words import ParsedTarget, parse_target, say_target
from cspdesk.kpis.targets import Milestone, Target, final_value
from db.vocabulary import Direction, Measured, TargetKind, Unit

LEVEL, CHANGE, COUNT = (
    TargetKind.LEVEL_BY_DATE,
    TargetKind.CHANGE_ON_BASELINE,
    TargetKind.COUNT_UP_TO,
)
DIRECTION = TargetKind.DIRECTION_ONLY
LOWER, HIGHER = Direction.LOWER, Direction.HIGHER
MARCH_2014, MARCH_2017, MARCH_2018 = date(2014, 3, 31), date(2017, 3, 31), date(2018, 3, 31)

# Words, kind, direction, number (level or change), baseline
APPENDIX_2 = [
    ("Reduce burglary", DIRECTION, LOWER, None, None),
    ("Reduce robbery (personal and commercial)", DIRECTION, LOWER, None, None),
    ("Reduce theft from motor vehicle", DIRECTION, LOWER, None, None),
    ("Reduce theft of motor vehicles", DIRECTION, LOWER, None, None),
    ("Reduce theft from person", DIRECTION, LOWER, None, None),
    ("Reduce criminal damage", DIRECTION, LOWER, None, None),
    ("Reduce violence with injury", DIRECTION, LOWER, None, None),
    (
        "10% improvement in the perception of ASB by 2018 (2013/14 - 22% very/fairly worried)",
        CHANGE,
        LOWER,
        -10,
        22,
    ),
    ("Improve % of young people in cohort reoffending", DIRECTION, LOWER, None, None),
    ("Contribute to a reduction in youth violence", DIRECTION, LOWER, None, None),
    ("Reduce re-offending by IOM cohort (by 40% over 4 years)", CHANGE, LOWER, -40, None),
    (
        "Increase the number of cases in the IOM cohort from 70 to 310 (over 4 years)",
        COUNT,
        HIGHER,
        310,
        70,
    ),
    (
        "Reduce re-offending among the Gang Exit caseload (local ambition for 60%)",
        LEVEL,
        None,
        60,
        None,
    ),
    (
        "IDVA – 80% of closed cases where there was an increase in the victim's safety level",
        LEVEL,
        HIGHER,
        80,
        None,
    ),
    (
        "80% of victim-survivors do not withdraw from the CJ process by 2016/17",
        LEVEL,
        HIGHER,
        80,
        None,
    ),
    ("MARAC repeat victimisation rate 28% by 2016/17", LEVEL, LOWER, 28, None),
    (
        "Achieve a reduction in reoffending by the Gang Exit Project and Gang Worker Caseload"
        " by 20% over four years",
        CHANGE,
        LOWER,
        -20,
        None,
    ),
    ("Reduction in first time entrants to Youth Justice System", DIRECTION, LOWER, None, None),
    (
        "Reduction in the use of custody (rate per 1000 Of 10-17 year olds)",
        DIRECTION,
        LOWER,
        None,
        None,
    ),
    (
        "10% reduction in the number of reported domestic violence offences",
        CHANGE,
        LOWER,
        -10,
        None,
    ),
    (
        "10% reduction in the number of reported domestic violence offences",
        CHANGE,
        LOWER,
        -10,
        None,
    ),
    (
        "10% reduction in the number of reported rape and sexual offences",
        CHANGE,
        LOWER,
        -10,
        None,
    ),
    (
        "Performance will be monitored through the delivery plan and quarterly via the Home"
        " Office. Milestones will be agreed for all additional HO funded projects",
        TargetKind.MILESTONES,
        HIGHER,
        None,
        None,
    ),
    (
        "Confidence in policing will improve by 10% by 2018 (2013/14 – 60%)",
        CHANGE,
        HIGHER,
        10,
        60,
    ),
    (
        "Public attitude survey*: to what extent are you worried about crime in the area?",
        None,
        None,
        None,
        None,
    ),
    (
        "Improved % of residents who are proud of where they live",
        DIRECTION,
        HIGHER,
        None,
        None,
    ),
    (
        "Ensure that there are excellent opportunities in education, employment and training for"
        " young people by working with schools and other providers",
        TargetKind.NARRATIVE,
        None,
        None,
        None,
    ),
    (
        "Increase the awareness of young people about the detrimental impact that gangs can have"
        " on them and their families",
        TargetKind.NARRATIVE,
        None,
        None,
        None,
    ),
    ("Currently no indicators - indicators are required", TargetKind.GAP, None, None, None),
]


def number_of(found: ParsedTarget) -> float | None:
    assert found.target is not None
    changes = found.target.kind is CHANGE
    return found.target.change_percent if changes else found.target.value


def test_appendix_2_has_twenty_nine_rows() -> None:
    assert len(APPENDIX_2) == 29


@pytest.mark.parametrize(("words", "kind", "direction", "number", "baseline"), APPENDIX_2)
def test_every_row_of_appendix_2_is_read(
    words: str,
    kind: TargetKind | None,
    direction: Direction | None,
    number: float | None,
    baseline: float | None,
) -> None:
    found = parse_target(words)
    assert found.kind is kind
    assert found.direction is direction
    if found.target is None:
        assert found.reason == "The words give neither a number nor a direction."
        return
    assert number_of(found) == number
    assert found.target.baseline == baseline


@pytest.mark.parametrize("words", [row[0] for row in APPENDIX_2])
def test_a_row_without_an_expected_number_says_why(words: str) -> None:
    found = parse_target(words)
    expected = final_value(found.target) if found.target else None
    assert (expected is None) == bool(found.reason)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Reduce burglary", "a direction and no number"),
        ("10% reduction in the number of reported offences", "no baseline and no year"),
        ("Reduce by 40% over 4 years from 2012/13", "no baseline to measure"),
        ("Milestones will be agreed", "milestones, which the PMG judges"),
        ("Increase awareness of gangs", "nothing to count"),
        ("Currently no indicators - indicators are required", "no indicator yet"),
        ("To what extent are you worried?", "neither a number nor a direction"),
        ("   ", "no words"),
    ],
)
def test_the_reason_for_no_number_is_said(words: str, why: str) -> None:
    assert why in parse_target(words).reason


@pytest.mark.parametrize(
    ("words", "by", "baseline_at"),
    [
        ("10% improvement by 2018 (2013/14 - 22% worried)", MARCH_2018, MARCH_2014),
        ("Confidence will improve by 10% by 2018 (2013/14 – 60%)", MARCH_2018, MARCH_2014),
        ("28% by 2016/17", MARCH_2017, None),
        ("reduce by 40% over 4 years from 2012/13", MARCH_2017, date(2013, 3, 31)),
        ("from 70 to 310 by March 2017", MARCH_2017, None),
        ("from 70 in March 2013 to 310 by 9 February 2017", date(2017, 2, 9), date(2013, 3, 31)),
        ("20% below 2011/12 by March 2016", date(2016, 3, 31), date(2012, 3, 31)),
        ("by 20% over four years", None, None),
        ("up to 310 by the end of 2016-17", MARCH_2017, None),
    ],
)
def test_dates_are_read(words: str, by: date | None, baseline_at: date | None) -> None:
    target = parse_target(words).target
    assert target is not None
    assert (target.by, target.baseline_at) == (by, baseline_at)


def test_a_tenth_of_a_percentage_is_not_ten_points_and_the_choice_is_named() -> None:
    found = parse_target("10% improvement in the perception of ASB by 2018 (2013/14 - 22% worried)")
    assert found.target is not None
    assert final_value(found.target) == pytest.approx(19.8)
    assert any("which is 19.8%" in note and "which is 12%" in note for note in found.assumptions)
    assert any("31 March 2018" in note for note in found.assumptions)
    assert any("read as a fall" in note for note in found.assumptions)


def test_percentage_points_are_points() -> None:
    found = parse_target("Reduce by 5 percentage points by March 2019 (2016/17 - 31%)")
    assert found.target is not None
    assert not found.target.relative
    assert final_value(found.target) == 26
    assert found.assumptions == ()


def test_the_ambition_of_sixty_per_cent_says_what_it_leaves_open() -> None:
    found = parse_target(
        "Reduce re-offending among the Gang Exit caseload (local ambition for 60%)"
    )
    assert "60% is read as a level to reach, not as a change of 60%." in found.assumptions
    assert found.unit is Unit.PERCENT


def test_a_known_direction_settles_a_bare_change() -> None:
    rise = parse_target("by 20% over four years", direction=HIGHER)
    fall = parse_target("by 20% over four years")
    assert number_of(rise) == 20
    assert number_of(fall) == -20
    assert any("a fall is assumed" in note for note in fall.assumptions)
    assert rise.years == fall.years == 4
    assert not any("a fall is assumed" in note for note in rise.assumptions)


@pytest.mark.parametrize(
    ("words", "direction"),
    [("at least 410 referrals", HIGHER), ("no more than 12 cases", LOWER), ("28%", None)],
)
def test_at_least_and_at_most_tell_the_direction(words: str, direction: Direction | None) -> None:
    assert parse_target(words).direction is direction


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("10% reduction in the number of reported offences", Unit.COUNT),
        ("Reduction in custody (rate per 1000)", Unit.RATE),
        ("Improved % of residents who are proud", Unit.PERCENT),
        ("Reduce burglary", None),
    ],
)
def test_the_unit_is_read_where_the_words_tell_it(words: str, unit: Unit | None) -> None:
    assert parse_target(words).unit is unit


def test_a_bare_direction_is_judged_over_twelve_months() -> None:
    target = parse_target("Reduce burglary").target
    assert target is not None
    assert target.measured is Measured.ROLLING_12


def test_a_date_that_does_not_exist_is_left_out_and_said() -> None:
    found = parse_target("80% by 31 February 2017")
    assert found.target is not None
    assert found.target.by is None
    assert any("31 february 2017" in note for note in found.assumptions)


@given(st.text(max_size=200))
def test_no_words_break_the_reader(words: str) -> None:
    found = parse_target(words)
    assert found.target is not None or found.reason


# Said back


@pytest.mark.parametrize(
    ("target", "unit", "words"),
    [
        (Target(LEVEL, 80, MARCH_2017), Unit.PERCENT, "80% by March 2017"),
        (Target(LEVEL, 0.6), Unit.RATE, "0.6"),
        (Target(LEVEL, 1135, date(2017, 2, 9)), Unit.COUNT, "1,135 by 9 February 2017"),
        (
            Target(LEVEL, 19.8, MARCH_2018, 22, MARCH_2014),
            Unit.PERCENT,
            "19.8% by March 2018, from 22% in March 2014",
        ),
        (
            Target(COUNT, 310, MARCH_2017, 70, date(2013, 3, 31)),
            Unit.COUNT,
            "From 70 in March 2013 to 310 by March 2017",
        ),
        (Target(COUNT, 310), Unit.COUNT, "Up to 310"),
        (
            Target(CHANGE, None, MARCH_2018, 22, MARCH_2014, -10),
            Unit.PERCENT,
            "Down 10% by March 2018 on a baseline of 22% in March 2014: 19.8%",
        ),
        (
            Target(CHANGE, None, MARCH_2018, 60, None, 10, relative=False),
            Unit.PERCENT,
            "Up 10 percentage points by March 2018 on a baseline of 60%: 70%",
        ),
        (
            Target(CHANGE, None, MARCH_2017, None, date(2013, 3, 31), -40),
            Unit.COUNT,
            "Down 40% by March 2017 from March 2013 (no baseline figure yet)",
        ),
        (Target(DIRECTION), Unit.COUNT, "No number: better than a year earlier"),
        (Target(TargetKind.GAP), Unit.COUNT, "No indicator yet"),
        (
            Target(
                TargetKind.MILESTONES,
                milestones=(Milestone("Plan agreed", done=MARCH_2014), Milestone("Board set up")),
            ),
            Unit.MILESTONES,
            "1 of 2 milestones",
        ),
    ],
)
def test_a_target_is_said_in_plain_words(target: Target, unit: Unit, words: str) -> None:
    assert say_target(target, unit) == words


sizes = st.integers(1, 99_999).map(lambda n: n / 10)
days = st.dates(date(2011, 1, 1), date(2030, 12, 31))
earlier = st.dates(date(2001, 1, 1), date(2010, 12, 31))
units = st.sampled_from([Unit.COUNT, Unit.PERCENT, Unit.RATE])
windows = st.sampled_from(list(Measured))


@given(sizes, st.none() | days, st.none() | sizes, st.none() | earlier, units, windows)
def test_a_level_said_is_read_again(
    value: float,
    by: date | None,
    baseline: float | None,
    at: date | None,
    unit: Unit,
    measured: Measured,
) -> None:
    day = at if baseline is not None else None
    target = Target(LEVEL, value, by, baseline, day, measured=measured)
    assert parse_target(say_target(target, unit)).target == target


@given(
    st.sampled_from([-1, 1]),
    sizes,
    st.none() | days,
    st.none() | sizes,
    st.none() | earlier,
    st.booleans(),
    units,
    windows,
)
def test_a_change_said_is_read_again(
    sign: int,
    size: float,
    by: date | None,
    baseline: float | None,
    at: date | None,
    relative: bool,
    unit: Unit,
    measured: Measured,
) -> None:
    target = Target(
        CHANGE, None, by, baseline, at, sign * size, relative=relative, measured=measured
    )
    assert parse_target(say_target(target, unit)).target == target


@given(st.integers(1, 500), st.integers(1, 500), st.none() | days, st.none() | earlier)
def test_a_count_said_is_read_again(
    start: int, more: int, by: date | None, at: date | None
) -> None:
    target = Target(COUNT, float(start + more), by, float(start), at)
    assert parse_target(say_target(target, Unit.COUNT)).target == target
    bare = Target(COUNT, float(start + more), by)
    assert parse_target(say_target(bare, Unit.COUNT)).target == bare


def test_saying_and_reading_use_the_same_last_day() -> None:
    before = MARCH_2017 - timedelta(days=1)
    assert say_target(Target(LEVEL, 80, before), Unit.PERCENT) == "80% by 30 March 2017"
