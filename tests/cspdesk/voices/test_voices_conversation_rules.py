"""When conversations take place, how they stand, and what may be kept of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.errors import RuleBroken
from cspdesk.voices.conversation_rules import (
    check_due,
    check_held,
    check_people,
    check_who,
    in_general_terms,
    none_words,
    reason_only,
    standing,
    usual_due,
    who_words,
)
from db.vocabulary import ConversationWay

EXECUTIVE, PAPERS, BOARD = date(2017, 1, 26), date(2017, 2, 15), date(2017, 2, 23)
TODAY = date(2017, 2, 9)
WAY = ConversationWay


@given(st.integers(-40, 60))
def test_a_conversation_lies_between_the_executive_and_the_board(days: int) -> None:
    day = EXECUTIVE + timedelta(days=days)
    if EXECUTIVE <= day <= BOARD:
        assert check_due(day, EXECUTIVE, BOARD) == day
    else:
        with pytest.raises(RuleBroken, match="between the Executive, Thu 26 Jan") as broken:
            check_due(day, EXECUTIVE, BOARD)
        assert broken.value.field == "due_on"


def test_nobody_need_know_the_day_yet() -> None:
    assert check_due(None, EXECUTIVE, BOARD) is None


@pytest.mark.parametrize(
    ("today", "proposed"),
    [(date(2017, 1, 3), PAPERS), (TODAY, PAPERS), (PAPERS, PAPERS), (date(2017, 2, 16), BOARD)],
)
def test_the_day_proposed_is_that_of_the_papers_while_it_is_to_come(
    today: date, proposed: date
) -> None:
    assert usual_due(EXECUTIVE, PAPERS, BOARD, today) == proposed


def test_when_a_partner_asks_them_it_is_named() -> None:
    check_who(WAY.SURVEY, None)
    check_who(WAY.PARTNER_ASKS, 7)
    with pytest.raises(RuleBroken, match="Name the partner"):
        check_who(WAY.PARTNER_ASKS, None)


def test_what_was_held_lies_not_ahead() -> None:
    assert check_held(TODAY, TODAY) == TODAY
    with pytest.raises(RuleBroken, match="Fri 10 Feb"):
        check_held(TODAY + timedelta(days=1), TODAY)


@pytest.mark.parametrize("people", [-1, 100_000, True, "12"])
def test_people_are_a_whole_number_or_not_counted(people: int) -> None:
    assert check_people(None) is None
    assert check_people(41) == 41
    with pytest.raises(RuleBroken, match="People must be a whole number"):
        check_people(people)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Write to someone@example.org", "an e-mail address"),
        ("She is on 020 8489 0000", "a telephone number"),
        ("Ring +44 7700 900123 after six", "a telephone number"),
        ("The house at N17 9LJ", "a full postcode"),
    ],
)
def test_what_leads_to_one_person_is_not_kept(text: str, what: str) -> None:
    with pytest.raises(RuleBroken, match=what) as broken:
        in_general_terms("heard", text)
    assert broken.value.field == "heard"


@pytest.mark.parametrize(
    "text", ["41 residents in N17 said so.", "In 2016/17, 1,234 of 5,678.", "“I saw 3 of 12.”"]
)
def test_figures_and_parts_of_the_borough_may_be_said(text: str) -> None:
    assert in_general_terms("heard", f" {text} ") == text


@pytest.mark.parametrize(
    ("due", "held", "people", "words", "is_open"),
    [
        (None, None, None, "No date yet", True),
        (date(2017, 2, 13), None, None, "Due Mon 13 Feb", False),
        (TODAY, None, None, "Due Thu 9 Feb", False),
        (date(2017, 2, 8), None, None, "1 day late", True),
        (date(2017, 2, 6), None, None, "3 days late", True),
        (date(2017, 2, 6), date(2017, 2, 7), 14, "Held Tue 7 Feb, 14 people", False),
        (None, date(2017, 2, 7), 1, "Held Tue 7 Feb, 1 person", False),
        (None, date(2017, 2, 7), None, "Held Tue 7 Feb", False),
    ],
)
def test_how_a_conversation_stands(
    due: date | None, held: date | None, people: int | None, words: str, is_open: bool
) -> None:
    found = standing(due, held, people, TODAY)
    assert (found.words, found.is_open) == (words, is_open)
    assert found.is_held is (held is not None)


@pytest.mark.parametrize(
    ("way", "partner", "by_whom", "ward", "words"),
    [
        (WAY.PARTNER_ASKS, "Homes for Haringey", "", "", "Homes for Haringey asks them"),
        (WAY.PARTNER_ASKS, "BRT", "Engagement lead", "", "BRT (Engagement lead) asks them"),
        (WAY.PARTNER_ASKS, "", "", "", "A partner asks them"),
        (WAY.INVITE, "", "", "", "Invited to the Board"),
        (WAY.WARD_PANEL, "", "", "Noel Park", "Police Ward Panel, Noel Park"),
        (WAY.SURVEY, "Police", "", "", "Survey, by Police"),
        (WAY.EVENT, "", "Ward councillors", "Hornsey", "Event, Hornsey, by Ward councillors"),
    ],
)
def test_how_and_by_whom_is_said_in_few_words(
    way: ConversationWay, partner: str, by_whom: str, ward: str, words: str
) -> None:
    assert who_words(way, partner, by_whom, ward) == words


@pytest.mark.parametrize(
    "typed",
    ["nothing is decided", "None expected, because nothing is decided", "none expected because "
     "nothing is decided", " None are expected, because nothing is decided "],
)  # fmt: skip
def test_the_reason_is_kept_whether_or_not_the_phrase_is_typed_before_it(typed: str) -> None:
    assert reason_only(typed) == "nothing is decided"
    assert none_words(reason_only(typed)) == "None expected, because nothing is decided."
    assert none_words("") == ""
