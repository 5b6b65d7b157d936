"""What a comms decision wants, how it stands on a day, and good news in a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.comms.rules import (
    Achievement,
    CommsState,
    Wanted,
    all_channels,
    good_news_cautions,
    good_news_sentence,
    is_good_news,
    item_caution,
    message_standing,
    missing_sentence,
    plan_sentence,
    silent_standing,
    what_is_missing,
)
from cspdesk.kpis.highlight import Standing as Weighed
from cspdesk.kpis.rag import Rating
from db.vocabulary import Direction, Publicity, Rag, Unit

TODAY = date(2017, 2, 9)
WHOLE = Wanted(
    message="Ring 101.",
    audience="Residents",
    channels=("Council website",),
    ward_panels=False,
    owner="Communications lead",
    sign_off="Chair",
    signed_off_on=date(2017, 2, 1),
    due_on=date(2017, 2, 20),
    published_on=None,
)


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({}, ()),
        ({"owner": " "}, ("an owner",)),
        ({"channels": ()}, ("a channel",)),
        ({"channels": (), "ward_panels": True}, ()),
        ({"due_on": None}, ("by when",)),
        ({"audience": "", "owner": "", "due_on": None}, ("an audience", "an owner", "by when")),
        ({"sign_off": ""}, ()),
    ],
)
def test_what_nobody_has_said_is_named(
    changed: dict[str, object], missing: tuple[str, ...]
) -> None:
    assert what_is_missing(replace(WHOLE, **changed)) == missing  # type: ignore[arg-type]


def test_the_missing_things_make_a_sentence() -> None:
    assert missing_sentence(()) == ""
    assert missing_sentence(("a channel", "by when")) == "Still to say: a channel and by when."


@pytest.mark.parametrize(
    ("changed", "state", "words"),
    [
        ({}, CommsState.READY, "Due Mon 20 Feb"),
        ({"due_on": TODAY}, CommsState.READY, "Due Thu 9 Feb"),
        ({"due_on": TODAY - timedelta(days=1)}, CommsState.OVERDUE, "1 day late"),
        ({"due_on": TODAY - timedelta(days=9), "owner": ""}, CommsState.OVERDUE, "9 days late"),
        ({"owner": ""}, CommsState.INCOMPLETE, "Wants an owner"),
        ({"owner": "", "audience": ""}, CommsState.INCOMPLETE, "Wants 2 things"),
        ({"signed_off_on": None}, CommsState.TO_SIGN_OFF, "For Chair to sign off"),
        ({"signed_off_on": None, "sign_off": ""}, CommsState.READY, "Due Mon 20 Feb"),
        ({"published_on": TODAY}, CommsState.PUBLISHED, "Published 9 Feb"),
        (
            {"published_on": TODAY, "signed_off_on": None},
            CommsState.PUBLISHED,
            "Published 9 Feb, without sign-off",
        ),
    ],
)
def test_a_message_stands_where_a_secretariat_would_say(
    changed: dict[str, object], state: CommsState, words: str
) -> None:
    found = message_standing(replace(WHOLE, **changed), TODAY)  # type: ignore[arg-type]
    assert (found.state, found.words) == (state, words)


def test_an_item_without_a_message_is_for_the_board_then_not_decided() -> None:
    assert silent_standing(False, TODAY, TODAY).words == "To decide there"
    assert silent_standing(False, date(2017, 2, 8), TODAY).words == "Not decided"
    assert silent_standing(True, TODAY, TODAY).state is CommsState.NONE_NEEDED


def test_the_plan_in_a_sentence_leaves_out_what_is_nought() -> None:
    states = [CommsState.TO_DECIDE, CommsState.PUBLISHED, CommsState.TO_DECIDE]
    assert plan_sentence(states) == "2 to decide, 1 published."
    assert plan_sentence([]) == "No item on this agenda yet."


@given(st.lists(st.sampled_from(CommsState), min_size=1))
def test_the_sentence_counts_every_line_once(states: list[CommsState]) -> None:
    figures = [int(part.split()[0]) for part in plan_sentence(states).split(", ")]
    assert sum(figures) == len(states)


@given(st.dates(date(2016, 1, 1), date(2018, 1, 1)), st.booleans(), st.booleans())
def test_what_is_published_is_never_late_and_only_the_late_have_days(
    due: date, published: bool, signed: bool
) -> None:
    wanted = replace(
        WHOLE,
        due_on=due,
        published_on=TODAY if published else None,
        signed_off_on=TODAY if signed else None,
    )
    found = message_standing(wanted, TODAY)
    assert (found.days_late > 0) == (found.state is CommsState.OVERDUE)
    assert (found.state is CommsState.OVERDUE) == (due < TODAY and not published)


def test_the_ward_panels_are_a_channel_and_the_last() -> None:
    assert all_channels(("Website",), True) == ("Website", "Police Ward Panels")
    assert all_channels((), False) == ()


# Good news

BURGLARY = Achievement(
    name="Burglary",
    latest="2,473",
    things="offences",
    window="in the 12 months to December 2016",
    target="2,879",
    unit=Unit.COUNT,
    direction=Direction.LOWER,
    value=2473.0,
    publicity=Publicity.PUBLIC,
)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            {},
            "Good news on burglary: 2,473 offences in the 12 months to December 2016, "
            "where we aimed for 2,879 or fewer.",
        ),
        (
            {"unit": Unit.PERCENT, "latest": "64%", "target": "60%", "direction": Direction.HIGHER},
            "Good news on burglary: 64% in the 12 months to December 2016, "
            "where we aimed for 60% or more.",
        ),
        (
            {"name": "MARAC repeats", "target": ""},
            "Good news on MARAC repeats: 2,473 offences in the 12 months to December 2016.",
        ),
        (
            {"value": 19.0, "latest": "19"},
            "Good news on burglary: we are doing better than we aimed for "
            "in the 12 months to December 2016.",
        ),
    ],
)
def test_good_news_is_a_sentence_with_its_figure_unless_it_is_small(
    changed: dict[str, object], sentence: str
) -> None:
    assert good_news_sentence(replace(BURGLARY, **changed)) == sentence  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, ()),
        ({"worse_than_last_year": True}, ("worse than a year ago",)),
        ({"value": 19.0}, ("under 20",)),
        ({"publicity": None}, ("not marked public",)),
        ({"publicity": Publicity.PARTNERSHIP, "overdue": True}, ("not marked public", "overdue")),
        ({"is_example": True}, ("example",)),
    ],
)
def test_what_to_settle_before_it_is_public_is_said(
    changed: dict[str, object], words: tuple[str, ...]
) -> None:
    found = good_news_cautions(replace(BURGLARY, **changed))  # type: ignore[arg-type]
    assert len(found) == len(words)
    assert all(part in sentence for part, sentence in zip(words, found, strict=True))


@given(st.sampled_from(Rag), st.floats(-60, 60))
def test_only_green_and_well_better_is_good_news(rag: Rag, variance: float) -> None:
    rating = Rating(rag, "", variance=variance)
    assert is_good_news(Weighed("M1", rating, rag)) == (rag is Rag.GREEN and variance <= -10)


def test_a_restricted_item_says_to_take_advice() -> None:
    assert "restricted" in item_caution(Publicity.RESTRICTED)
    assert item_caution(Publicity.PUBLIC) == item_caution(None) == ""
