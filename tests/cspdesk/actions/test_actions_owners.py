"""Whose an action is: the same name, somebody in an organisation, several, or only alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.actions.log_states import read_state
from cspdesk.actions.owners import How, OwnerFinder, Partner
from db.vocabulary import ActionState

COUNCIL, POLICE, FIRE, CCG = 1, 2, 3, 6
PARTNERS = (
    Partner(COUNCIL, "Haringey Council", "Council", "LBH"),
    Partner(POLICE, "Metropolitan Police, Haringey", "Police", "MPS"),
    Partner(FIRE, "London Fire and Rescue", "Fire Brigade", "LFB"),
    Partner(CCG, "Haringey Clinical Commissioning Group", "Haringey CCG", "CCG"),
)
FINDER = OwnerFinder(PARTNERS, {"Area Manager, O’Neill": FIRE, "Şükrü Yılmaz": COUNCIL})


@pytest.mark.parametrize(
    ("words", "key", "person", "supporting"),
    [
        ("Police", POLICE, "", ()),
        ("MPS", POLICE, "", ()),
        ("police.", POLICE, "", ()),
        ("Lead: Police", POLICE, "", ()),
        ("London Fire and Rescue", FIRE, "", ()),
        ("Ch Insp O'Neill (Police)", POLICE, "Ch Insp O'Neill", ()),
        ("Police – Ch Insp O'Neill", POLICE, "Ch Insp O'Neill", ()),
        ("Council (Ms Şükrü)", COUNCIL, "Ms Şükrü", ()),
        ("Sukru Yilmaz", COUNCIL, "Sukru Yilmaz", ()),
        ("Area Manager, O'Neill", FIRE, "Area Manager, O'Neill", ()),
        ("Police / Council", POLICE, "", (COUNCIL,)),
        ("Police and Haringey CCG", POLICE, "", (CCG,)),
        ("Police with Ms Şükrü", POLICE, "Ms Şükrü", ()),
    ],
)
def test_a_name_that_is_the_same_is_taken(
    words: str, key: int, person: str, supporting: tuple[int, ...]
) -> None:
    found = FINDER.find(words)
    assert (found.how, found.organisation_id) == (How.SAME, key)
    assert (found.person, found.supporting) == (person, supporting)


@pytest.mark.parametrize(
    ("words", "first"), [("Met Police", POLICE), ("Polce", POLICE), ("O'Neill", FIRE)]
)
def test_a_name_that_is_only_alike_is_offered_and_never_used(words: str, first: int) -> None:
    found = FINDER.find(words)
    assert found.organisation_id is None
    assert found.suggestions[0] == first


@pytest.mark.parametrize("words", ["", "TBC", "n/a", "–", "?"])
def test_nobody_is_nobody(words: str) -> None:
    assert FINDER.find(words).how is How.MISSING


@pytest.mark.parametrize("words", ["All", "Everyone", "Zebra Trust 99"])
def test_everybody_is_no_organisation(words: str) -> None:
    found = FINDER.find(words)
    assert (found.how, found.organisation_id, found.suggestions) == (How.UNKNOWN, None, ())


def test_what_a_person_chose_counts_and_the_name_is_kept_as_who_leads() -> None:
    finder = OwnerFinder(PARTNERS, {}, {"Ms Şükrü": COUNCIL, "Met Police": POLICE, "All": None})
    assert finder.find("Ms Şükrü").person == "Ms Şükrü"
    assert finder.find("Met Police").person == ""
    assert finder.find("Met Police").organisation_id == POLICE
    left_out = finder.find("All")
    assert (left_out.how, left_out.organisation_id) == (How.CHOSEN, None)


@given(st.text(max_size=80))
def test_any_words_find_an_owner_or_none_without_an_error(words: str) -> None:
    found = FINDER.find(words)
    assert (found.organisation_id is not None) == (found.how is How.SAME)


@pytest.mark.parametrize(
    ("raw", "state", "other"),
    [
        ("Open", ActionState.OPEN, ""),
        ("on-going", ActionState.OPEN, ""),
        ("Not complete", ActionState.OPEN, ""),
        ("Overdue", ActionState.OPEN, ""),
        ("Partially complete", ActionState.PART_DONE, ""),
        ("50%", ActionState.PART_DONE, ""),
        (0.5, ActionState.PART_DONE, ""),
        ("COMPLETED", ActionState.DONE, ""),
        ("C", ActionState.DONE, ""),
        ("✓", ActionState.DONE, ""),
        (1, ActionState.DONE, ""),
        (True, ActionState.DONE, ""),
        ("100%", ActionState.DONE, ""),
        ("Superseded by 4.02", ActionState.SUPERSEDED, "4.02"),
        ("Duplicate of 3.04.", ActionState.DUPLICATE, "3.04"),
        ("No longer required", ActionState.DROPPED, ""),
        ("", None, ""),
    ],
)
def test_states_are_recognised(raw: object, state: ActionState | None, other: str) -> None:
    read = read_state(raw)
    assert (read.state, read.other, read.note) == (state, other, "")


@pytest.mark.parametrize("raw", ["Green", "xyz", "Completed 3 Jan"])
def test_a_state_that_is_guessed_is_said(raw: str) -> None:
    assert raw in read_state(raw).note
