"""Which indicators the rules propose for the highlight report, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.kpis.highlight import (
    Reason,
    Standing,
    WhyOut,
    candidates,
    left_out,
    reasons_for,
)
from cspdesk.kpis.periods import Period, span
from cspdesk.kpis.rag import Rating
from cspdesk.kpis.spc import SpcRule, analyse
from db.vocabulary import Direction, Frequency, Rag

RED, AMBER, GREEN, GREY = Rag.RED, Rag.AMBER, Rag.GREEN, Rag.GREY
JAN_2015 = Period(date(2015, 1, 1), Frequency.MONTHLY)
WOBBLE = [5.0, -5.0] * 12
SENTENCE = {
    RED: "44.7% is 5.7 points worse than the target of 39%, beyond the tolerance of 5 points.",
    AMBER: "1,009 is 1.2% worse than the target of 997, within the tolerance of 5%.",
    GREEN: "421 is 6.4% better than the target of 450.",
    GREY: "There is no target.",
}


def standing(
    code: str = "R1",
    rag: Rag = GREEN,
    *,
    calculated: Rag | None = None,
    variance: float | None = None,
    overdue_days: int | None = None,
    **more: object,
) -> Standing:
    found = calculated or rag
    rating = Rating(found, SENTENCE[found], variance=variance, overdue_days=overdue_days)
    return replace(Standing(code, rating, rag, priority=1), **more)  # type: ignore[arg-type]


def charted(one: Standing, tail: list[float], improve: Direction = Direction.LOWER) -> Standing:
    values = [*WOBBLE, *tail]
    spc = analyse(values, improve=improve, fix_after=24)
    return replace(one, spc=spc, periods=span(JAN_2015, JAN_2015.plus(len(values) - 1)))


@pytest.mark.parametrize(
    ("one", "reasons"),
    [
        (standing(rag=RED), (Reason.RED,)),
        (standing(rag=AMBER), ()),
        (standing(rag=AMBER, worsening=True), (Reason.AMBER_WORSENING,)),
        (standing(rag=GREEN, worsening=True), ()),
        (standing(rag=RED, worsening=True), (Reason.RED,)),
        (standing(rag=GREY), ()),
        (standing(rag=GREY, overdue_days=3), (Reason.OVERDUE,)),
        (standing(rag=RED, overdue_days=3), (Reason.RED, Reason.OVERDUE)),
        (standing(rag=GREEN, variance=-9.9), ()),
        (standing(rag=GREEN, variance=-10.0), (Reason.WELL_BETTER,)),
        (standing(rag=AMBER, calculated=GREEN, variance=-12.0), ()),
        (standing(rag=RED, calculated=AMBER), (Reason.RED,)),
    ],
)
def test_each_rule_proposes_what_it_says(one: Standing, reasons: tuple[Reason, ...]) -> None:
    assert reasons_for(one) == reasons


@pytest.mark.parametrize(
    ("tail", "rag", "reasons"),
    [
        ([40.0], GREEN, (Reason.CONCERN,)),
        ([40.0, 5, -5], GREEN, (Reason.CONCERN,)),
        ([40.0, 5, -5, 5], GREEN, ()),  # before the last Board
        ([-40.0], GREEN, (Reason.WELL_BETTER,)),
        ([-40.0, 5], GREEN, ()),
        ([-40.0], AMBER, ()),
        ([-40.0], GREY, ()),
        ([5.0], GREEN, ()),
    ],
)
def test_special_causes_since_the_last_board_are_weighed(
    tail: list[float], rag: Rag, reasons: tuple[Reason, ...]
) -> None:
    assert reasons_for(charted(standing(rag=rag), tail)) == reasons


@pytest.mark.parametrize("improve", [Direction.LOWER, Direction.HIGHER])
def test_limits_without_width_propose_nothing(improve: Direction) -> None:
    values = [*[100.0] * 20, 95.0, *[100.0] * 6]
    spc = analyse(values, improve=improve)
    assert spc.variation_rule is SpcRule.ABOVE_LIMIT
    periods = span(JAN_2015, JAN_2015.plus(len(values) - 1))
    assert reasons_for(replace(standing(), spc=spc, periods=periods)) == ()


def test_the_order_is_the_priorities_then_mopac_7_and_else_as_they_came() -> None:
    given_ = [
        standing("M4", RED, priority=None, mopac7=True),
        standing("C1", RED, priority=3),
        standing("X1", RED, priority=None),
        standing("R5", RED),
        standing("R2", RED),
        standing("P4", RED, priority=2),
    ]
    assert [found.code for found in candidates(given_)] == ["R5", "R2", "P4", "C1", "X1", "M4"]


@pytest.mark.parametrize(("value", "needed"), [("", True), ("  ", True), ("Bike stores", False)])
def test_mopac_7_waits_for_a_stated_value(value: str, needed: bool) -> None:
    one = standing("M4", RED, priority=None, mopac7=True, value_added=value)
    assert candidates([one])[0].needs_value is needed
    assert not candidates([standing("R1", RED, value_added=value)])[0].needs_value


def test_the_sentence_joins_reasons_numbers_and_chart() -> None:
    one = charted(standing("M4", RED, calculated=AMBER, overdue_days=None), [40.0, 41, 5])
    found = candidates([one])[0]
    assert found.sentence == (
        "Risk red and trend of concern: 1,009 is 1.2% worse than the target of 997, within the"
        " tolerance of 5%; the PMG rates it red; above the limit in Jan and Feb 2017."
    )
    assert found.headline == "Risk red, trend of concern"


def test_good_news_tells_its_improvement() -> None:
    found = candidates([charted(standing(rag=GREEN), [-40.0])])[0]
    assert found.sentence == (
        "Well better than target: 421 is 6.4% better than the target of 450;"
        " below the limit in Jan 2017."
    )


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (standing(rag=GREEN), WhyOut.ON_TARGET),
        (standing(rag=AMBER), WhyOut.JUST_OFF),
        (standing(rag=GREY), WhyOut.NOTHING_YET),
        (standing(rag=AMBER, priority=None, mopac7=True), WhyOut.POLICE_REVIEW),
        (standing(rag=GREEN, priority=None, mopac7=True), WhyOut.ON_TARGET),
    ],
)
def test_what_is_not_proposed_is_listed_with_why(one: Standing, why: WhyOut) -> None:
    assert [(found.code, found.why) for found in left_out([one])] == [("R1", why)]
    assert why.label
    assert why.sentence.endswith(".")


ratings = st.sampled_from([RED, AMBER, GREEN, GREY])
many = st.lists(
    st.builds(
        lambda rag, worse, late, variance, priority: standing(
            "K",
            rag,
            worsening=worse,
            overdue_days=late,
            variance=variance,
            priority=priority,
            mopac7=priority is None,
        ),
        ratings,
        st.booleans(),
        st.none() | st.integers(1, 90),
        st.none() | st.floats(-50, 50),
        st.none() | st.integers(1, 3),
    ),
    max_size=30,
)


@given(many)
def test_every_indicator_is_either_proposed_or_listed_with_why(many: list[Standing]) -> None:
    coded = [replace(one, code=f"K{n}") for n, one in enumerate(many)]
    proposed = [found.code for found in candidates(coded)]
    listed = [found.code for found in left_out(coded)]
    assert sorted(proposed + listed) == sorted(one.code for one in coded)
    assert not {one.code for one in coded if one.rag is RED} & set(listed)
