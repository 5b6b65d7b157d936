"""Pasted minutes: every way of marking an action, and none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.actions.marked_minutes import MinuteProposal, marked_actions, refs_by_words
from cspdesk.actions.owners import How, OwnerFinder, Partner

ABOUT = date(2016, 11, 24)
FINDER = OwnerFinder(
    (
        Partner(1, "Haringey Council", "Council", "LBH"),
        Partner(2, "Metropolitan Police, Haringey", "Police", "MPS"),
        Partner(6, "Haringey Clinical Commissioning Group", "Haringey CCG", "CCG"),
    ),
    {"Ms Şükrü": 1},
)


def one(text: str) -> MinuteProposal:
    (found,) = marked_actions(text, FINDER, ABOUT)
    return found


@pytest.mark.parametrize(
    ("text", "words", "owner", "due"),
    [
        (
            "Police would share the profile with the panels. (Action: Police)",
            "Police would share the profile with the panels.", 2, None,
        ),
        ("(Action: CCG to bring a paper by 3 March 2017)", "Bring a paper.", 6, date(2017, 3, 3)),
        ("[ACTION – Council will map support]", "Map support.", 1, None),
        ("ACTION: Council to map support.", "Map support.", 1, None),
        ("It was asked who pays. ACTION: Ms Şükrü", "It was asked who pays.", 1, None),
        ("• Action: Police / Council – agree a protocol", "Agree a protocol.", 2, None),
        ("Action 4.2: Circulate the slides (Police)", "Circulate the slides.", 2, None),
        ("AP3: Review the terms by end of March. Lead: Police", "Review the terms.", 2,
         date(2017, 3, 31)),
        ("Look at thefts. (Action: Police, by 14/02/17)", "Look at thefts.", 2, date(2017, 2, 14)),
        ("They agreed to look\nat thefts. (Action: Police)", "They agreed to look at thefts.", 2,
         None),
    ],
)  # fmt: skip
def test_a_marked_action_is_proposed_with_its_words_owner_and_day(
    text: str, words: str, owner: int, due: date | None
) -> None:
    found = one(text)
    assert (found.text, found.owner.organisation_id, found.due_on) == (words, owner, due)


def test_the_next_meeting_is_kept_as_that() -> None:
    found = one("ACTION: Council to map support by the next meeting.")
    assert found.at_next
    assert found.text == "Map support."


def test_a_name_alone_belongs_to_the_paragraph_above_it() -> None:
    found = one("The panels asked for the ward profile.\nAction – O'Neill")
    assert found.text == "The panels asked for the ward profile."
    assert (found.owner.words, found.owner.how) == ("O'Neill", How.UNKNOWN)


def test_a_verb_is_no_name() -> None:
    found = one("Action: Write to the Mayor’s office about funding")
    assert found.owner.how is How.MISSING
    assert found.text == "Write to the Mayor’s office about funding."


def test_two_marks_in_one_line_are_two_actions() -> None:
    found = marked_actions("Share it (Action: Police) and fund it (Action: CCG).", FINDER, ABOUT)
    assert [one.text for one in found] == ["Share it.", "And fund it."]
    assert [one.owner.organisation_id for one in found] == [2, 6]


@pytest.mark.parametrize(
    "text",
    [
        "", "The Board noted the report.", "Members took action on this and noted the action plan.",
        "The action – long awaited – was taken.",
    ],
)  # fmt: skip
def test_minutes_without_marks_propose_nothing(text: str) -> None:
    assert marked_actions(text, FINDER, ABOUT) == ()


def test_an_action_that_is_here_is_known() -> None:
    known = refs_by_words([("3.04", "Map support")])
    (found,) = marked_actions("ACTION: Council to map support.", FINDER, ABOUT, known)
    assert found.known_ref == "3.04"


@given(st.text(alphabet="Action: –()[]\n.by3Marchto CCG", max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for found in marked_actions(text, FINDER, ABOUT):
        assert found.line >= 1
