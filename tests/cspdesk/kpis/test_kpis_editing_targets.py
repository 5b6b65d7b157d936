"""Targets typed in plain words: what is read, kept, found in the figures, said or refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cspdesk.calendar import MONTHS
from cspdesk.kpis.drafts import IndicatorDraft, TargetDraft
from cspdesk.kpis.periods import Period, span
from cspdesk.kpis.target_entry import (
    EXAMPLES,
    TargetEntry,
    enter_target,
    say_draft,
    still_to_do,
    still_true,
)
from cspdesk.kpis.target_words import parse_target
from cspdesk.kpis.targets import Milestone, final_value
from db.vocabulary import Direction, Frequency, Measured, TargetKind, Unit

LEVEL, CHANGE, COUNT = (
    TargetKind.LEVEL_BY_DATE,
    TargetKind.CHANGE_ON_BASELINE,
    TargetKind.COUNT_UP_TO,
)
LOWER, HIGHER = Direction.LOWER, Direction.HIGHER
MARCH_2018 = date(2018, 3, 31)
NO_BASELINE = "There is no figure for the baseline yet: enter it below."
OFFENCES = IndicatorDraft(code="M4", name="Theft of vehicles")
SURVEY = IndicatorDraft(
    code="C1", name="Confidence", unit=Unit.PERCENT, direction=HIGHER, frequency=Frequency.QUARTERLY
)


def months(first: tuple[int, int], last: tuple[int, int], value: float) -> dict[Period, float]:
    ends = (Period(date(*month, 1), Frequency.MONTHLY) for month in (first, last))
    return dict.fromkeys(span(*ends), value)


FIGURES = {**months((2012, 4), (2013, 3), 100.0), **months((2013, 4), (2016, 12), 90.0)}


def entered(words: str, draft: IndicatorDraft = OFFENCES, **kw: bool) -> TargetEntry:
    return enter_target(words, draft, FIGURES, **kw)


def target_of(entry: TargetEntry) -> TargetDraft:
    assert entry.draft is not None, entry.problem
    assert entry.draft.target is not None
    return entry.draft.target


# Words, kind, number (level or change in per cent), by
MANY_WAYS = [
    ("reduce by 40% by 31/03/2018", CHANGE, -40, MARCH_2018),
    ("reduce by 40% by 31st March 2018", CHANGE, -40, MARCH_2018),
    ("reduce by 40% by Mar-18", CHANGE, -40, MARCH_2018),
    ("reduce by 40% by Q4 2017/18", CHANGE, -40, MARCH_2018),
    ("reduce by 40% by 17/18", CHANGE, -40, MARCH_2018),
    ("reduce by forty per cent by 2017/18", CHANGE, -40, MARCH_2018),
    ("halve by 2017/18", CHANGE, -50, MARCH_2018),
    ("double by 2017/18", CHANGE, 100, MARCH_2018),
    ("reduce by a quarter by 2017/18", CHANGE, -25, MARCH_2018),
    ("a fifth fewer by 2017/18", CHANGE, -20, MARCH_2018),
    ("reduce by 1/4 by 2017/18", CHANGE, -25, MARCH_2018),
    ("−15% by 2017/18", CHANGE, -15, MARCH_2018),
    ("+15% by 2017/18", CHANGE, 15, MARCH_2018),
    ("reduce to 300 by March 2018", LEVEL, 300, MARCH_2018),
    ("cut burglary to 300 by March 2018", LEVEL, 300, MARCH_2018),
    ("increase to 70% by March 2018", LEVEL, 70, MARCH_2018),
    ("below 300 by March 2018", LEVEL, 300, MARCH_2018),
    ("at least 80% by March 2018", LEVEL, 80, MARCH_2018),
    ("80% or above by March 2018", LEVEL, 80, MARCH_2018),
    ("≥ 80% by March 2018", LEVEL, 80, MARCH_2018),
    ("<= 300 by March 2018", LEVEL, 300, MARCH_2018),
    ("maintain at 80%", LEVEL, 80, None),
    ("zero by March 2018", LEVEL, 0, MARCH_2018),
    ("80% in 2017/18", LEVEL, 80, MARCH_2018),
    ("from 70 to 310 by March 2018", COUNT, 310, MARCH_2018),
    ("fall from 400 to 300 by March 2018", LEVEL, 300, MARCH_2018),
]


@pytest.mark.parametrize(("words", "kind", "number", "by"), MANY_WAYS)
def test_one_target_may_be_written_in_many_ways(
    words: str, kind: TargetKind, number: float, by: date | None
) -> None:
    target = parse_target(words).target
    assert target is not None
    assert target.kind is kind
    assert (target.change_percent if kind is CHANGE else target.value) == number
    assert target.by == by


@pytest.mark.parametrize(
    ("words", "direction"),
    [
        ("reduce to 300", LOWER),
        ("below 300", LOWER),
        ("80% or above", HIGHER),
        ("<= 300", LOWER),
        ("increase to 70%", HIGHER),
        ("no more than 12 a year", LOWER),
        ("lower than a year earlier", LOWER),
    ],
)
def test_the_words_tell_which_way_is_better(words: str, direction: Direction) -> None:
    assert parse_target(words).direction is direction


def test_so_many_fewer_is_not_so_many_per_cent() -> None:
    for words in ("reduce by 15 by March 2018", "15 fewer by March 2018", "down 15 by March 2018"):
        target = parse_target(f"{words} (2013/14 - 120)").target
        assert target is not None
        assert (target.change_percent, target.relative) == (-15, False)
        assert final_value(target) == 105


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("between 80% and 90% by 2018", "A range is not a target"),
        ("80-90% by 2018", "A range is not a target"),
        ("5% a year for 4 years", "A change each year is not read"),
        ("reduce by 5% each year", "A change each year is not read"),
        ("reduce by 40% by 2012/13 from 2016/17", "ends before the baseline"),
        ("top quartile", "neither a number nor a direction"),
        ("banana", "neither a number nor a direction"),
    ],
)
def test_what_cannot_be_read_is_one_sentence_and_changes_nothing(words: str, why: str) -> None:
    entry = entered(words)
    assert entry.draft is None
    assert why in entry.problem
    assert "“" in entry.problem, "it shows how to write it"


def test_a_number_that_is_no_part_of_the_target_is_named() -> None:
    found = parse_target("Reduction in the use of custody (rate per 1000 of 10-17 year olds)")
    assert found.kind is TargetKind.DIRECTION_ONLY
    assert any("“1000”" in note for note in found.assumptions)


def test_the_examples_that_are_offered_can_be_read() -> None:
    for words in EXAMPLES:
        draft = SURVEY if "28%" in words else OFFENCES
        assert entered(words, draft).draft is not None


# The baseline


def test_a_baseline_that_is_only_dated_is_found_in_the_figures_and_said() -> None:
    entry = entered("reduce by 40% over 4 years from 2012/13")
    target = target_of(entry)
    assert target.measured is Measured.ROLLING_12
    assert (target.baseline, target.baseline_at) == (1200, date(2013, 3, 31))
    assert target.by == date(2017, 3, 31)
    assert "Down 40% by March 2017 on a baseline of 1,200 in March 2013: 720" in entry.said
    assert "The baseline is 1,200, the figure for the 12 months to Mar 2013." in entry.notes
    assert "It is measured over 12 months." in entry.notes
    assert target.assumption == " ".join(entry.notes)


def test_a_baseline_before_the_figures_is_asked_for() -> None:
    entry = entered("reduce by 40% over 4 years from 2010/11")
    assert target_of(entry).baseline is None
    assert entry.draft is not None
    assert NO_BASELINE in still_to_do(entry.draft, entry)
    assert NO_BASELINE not in target_of(entry).assumption
    found = replace(entry.draft, target=replace(target_of(entry), baseline=900.0))
    assert still_to_do(found, entry) == ()
    assert "There is no baseline to measure the change from." in entry.said


def test_the_baseline_entered_before_is_kept_and_said() -> None:
    before = TargetDraft(LEVEL, 900, MARCH_2018, 1200, date(2013, 3, 31), tolerance=8)
    draft = IndicatorDraft(code="M4", name="Theft", target=before)
    entry = entered("15% reduction by 2018", draft)
    target = target_of(entry)
    assert (target.baseline, target.baseline_at, target.tolerance) == (1200, date(2013, 3, 31), 8)
    assert "The baseline entered before is kept." in entry.notes
    assert "1,020" in entry.said


def test_a_baseline_later_than_the_new_end_is_not_kept() -> None:
    before = TargetDraft(LEVEL, 900, MARCH_2018, 1200, date(2016, 3, 31))
    entry = entered("800 by March 2015", IndicatorDraft(code="M4", name="T", target=before))
    assert (target_of(entry).baseline, target_of(entry).baseline_at) == (None, None)


# Window, unit and direction


def test_a_cohort_is_counted_as_it_stands_not_over_a_year() -> None:
    assert target_of(entered("from 70 to 310 by March 2017")).measured is Measured.LATEST


def test_a_survey_is_judged_on_its_latest_figure() -> None:
    assert target_of(entered("70% by 2017/18", SURVEY)).measured is Measured.LATEST


def test_the_window_chosen_before_is_kept() -> None:
    before = TargetDraft(LEVEL, 1, measured=Measured.YEAR_TO_DATE)
    draft = IndicatorDraft(code="M4", name="Theft", target=before)
    assert target_of(entered("900 by March 2018", draft)).measured is Measured.YEAR_TO_DATE


def test_a_new_indicator_takes_unit_and_direction_from_the_words() -> None:
    made = entered("at least 80% of cases by 2018", IndicatorDraft(), fresh=True).draft
    assert made is not None
    assert (made.unit, made.direction) == (Unit.PERCENT, HIGHER)


def test_an_indicator_that_exists_keeps_its_own_and_hears_of_the_contradiction() -> None:
    entry = entered("at least 80 by March 2018")
    assert entry.draft is not None
    assert (entry.draft.unit, entry.draft.direction) == (Unit.COUNT, LOWER)
    said = "The words ask for more, but lower is better here."
    assert said in still_to_do(entry.draft, entry)
    assert said not in target_of(entry).assumption
    assert still_to_do(replace(entry.draft, direction=HIGHER), entry) == ()


def test_a_level_in_per_cent_is_refused_where_the_unit_is_another() -> None:
    for words in ("28% by 2016/17", "at least 80 per cent by March 2018"):
        entry = entered(words)
        assert entry.draft is None
        assert "the unit of this indicator is “Count”" in entry.problem
    assert entered("28% by 2016/17", SURVEY).draft is not None
    assert entered("reduce by 28% by 2016/17 from 2012/13").draft is not None
    assert entered("28% by 2016/17", IndicatorDraft(), fresh=True).draft is not None


def test_a_way_that_the_words_leave_open_is_asked_for_and_never_stored() -> None:
    draft = IndicatorDraft(code="X", name="X", direction=Direction.NEITHER)
    entry = entered("300 by March 2018", draft)
    assert entry.draft is not None
    assert any("whether higher or lower" in words for words in still_to_do(entry.draft, entry))
    assert target_of(entry).assumption == "It is measured over 12 months."
    assert still_to_do(replace(entry.draft, direction=LOWER), entry) == ()


def test_an_assumption_goes_with_the_field_it_was_about() -> None:
    entry = entered("reduce by 40% over 4 years from 2012/13")
    assert entry.draft is not None
    target = target_of(entry)
    assert still_true(target.assumption, entry, entry.draft) == target.assumption
    other = replace(entry.draft, target=replace(target, baseline=900.0))
    assert "1,200" not in still_true(target.assumption, entry, other)
    assert "It is measured over 12 months." in still_true(target.assumption, entry, other)


def test_a_direction_that_is_known_needs_no_assumption() -> None:
    assert entered("300 by March 2018").notes == ("It is measured over 12 months.",)


# Yes or no


def test_yes_by_a_day_is_one_milestone() -> None:
    entry = entered("yes by March 2018")
    assert entry.draft is not None
    assert target_of(entry).kind is TargetKind.MILESTONES
    assert entry.draft.milestones == (Milestone("Done", MARCH_2018),)
    assert entry.said == "0 of 1 milestones done: the PMG judges"


def test_milestones_that_are_there_already_stay() -> None:
    steps = (Milestone("Plan agreed", MARCH_2018), Milestone("Funded"))
    draft = IndicatorDraft(code="P7", name="PREVENT", milestones=steps)
    made = entered("Milestones will be agreed", draft).draft
    assert made is not None
    assert made.milestones == steps


def test_a_draft_without_a_target_says_so() -> None:
    assert say_draft(OFFENCES) == "No target"


# Whatever is typed


@given(st.text(max_size=120))
@example("by 99/99/2017")
@example("from 2017 to 2018")
@example("reduce by 1e400%")
@example("9999999999999998951424")
def test_no_words_break_the_entry(words: str) -> None:
    entry = entered(words)
    assert (entry.draft is None) == bool(entry.problem)


pieces = st.sampled_from(
    ["reduce", "by", "to", "from", "40%", "300", "70", "over 4 years", "2012/13", "March 2017",
     "at least", "or above", "a third", "points", "a year", "between", "and", "-", "31/03/2018",
     "yes", "zero", "per cent", "fewer", "Q3 2016/17", "baseline", "(", ")", "“2013/14 – 22%”"]
)  # fmt: skip


@given(st.lists(pieces, max_size=9).map(" ".join))
def test_no_order_of_the_usual_pieces_breaks_the_entry(words: str) -> None:
    entry = entered(words)
    assert (entry.draft is None) == bool(entry.problem)
    if entry.draft is not None:
        assert entry.said


@given(st.integers(1, 99), st.integers(0, 11), st.integers(2011, 2030), st.booleans())
def test_a_level_is_read_whatever_way_its_month_is_written(
    percent: int, month: int, year: int, short: bool
) -> None:
    name = MONTHS[month][:3] if short else MONTHS[month]
    last = Period(date(year, month + 1, 1), Frequency.MONTHLY).end
    ways = [f"{name} {year}", f"{last:%d/%m/%Y}", f"the end of {name} {year}"]
    if short:
        ways.append(f"{name}-{year % 100:02}")
    for way in ways:
        target = parse_target(f"{percent}% by {way}").target
        assert target is not None
        assert (target.value, target.by) == (percent, last), way
