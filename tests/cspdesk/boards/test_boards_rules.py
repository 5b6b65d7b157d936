"""Days that clash, labels in full, how far steps, guests and accounts are: pure rules."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.boards.rules import (
    StepMark,
    account_words,
    check_board_day,
    guest_words,
    head_and_detail,
    next_day,
    places_words,
    scheme_in_full,
    states_after,
    states_of,
    step_standing,
)
from cspdesk.errors import RuleBroken
from db.vocabulary import GuestState, MessageState, MessageWay

TODAY = date(2017, 2, 9)
BOARD = date(2017, 2, 23)
G = GuestState


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Priority 2 Board", "Council’s Priority 2 Board"),
        (" priority 1", "Council’s priority 1"),
        ("Corporate Plan Priority 2 Board", "Corporate Plan Priority 2 Board"),
        ("", ""),
    ],
)
def test_a_bare_priority_gets_its_scheme(label: str, expected: str) -> None:
    assert scheme_in_full(label) == expected


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (BOARD, "Our own Board meets on Thu 23 Feb 2017 too: members sit on both."),
        (date(2017, 3, 16), "HWB has Thu 16 Mar 2017 in its calendar already."),
        (date(2017, 3, 18), "Sat 18 Mar 2017 is at the weekend."),
        (date(2017, 4, 17), "Mon 17 Apr 2017 is a bank holiday (Easter Monday)."),
    ],
)
def test_a_day_that_clashes_is_said_in_one_sentence(day: date, sentence: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        check_board_day(day, {date(2017, 3, 16)}, {BOARD}, "HWB", anyway=False)
    assert (broken.value.field, broken.value.message) == ("held_on", sentence)


def test_a_clash_is_kept_when_told_to_but_never_the_same_day_twice() -> None:
    check_board_day(BOARD, set(), {BOARD}, "HWB", anyway=True)
    with pytest.raises(RuleBroken, match="already"):
        check_board_day(BOARD, {BOARD}, {BOARD}, "HWB", anyway=True)


@given(st.lists(st.dates(date(2016, 1, 1), date(2018, 1, 1))))
def test_the_next_day_is_the_first_that_has_not_passed(days: list[date]) -> None:
    found = next_day(days, TODAY)
    ahead = [day for day in days if day >= TODAY]
    assert (found is None) is (not ahead)
    assert all(found is not None and found <= day for day in ahead)


@pytest.mark.parametrize("way", list(MessageWay))
def test_what_can_still_become_of_a_message_never_leads_back(way: MessageWay) -> None:
    order = states_of(way)
    for place, state in enumerate(order):
        assert states_after(way, state) == order[place + 1 :]
    assert states_after(MessageWay.OUT, MessageState.ANSWERED) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IRIS training: only if taken", ("IRIS training", "Only if taken")),
        ("No detail here", ("No detail here", "")),
        ("x" * 90 + ": far too long a head", ("x" * 90 + ": far too long a head", "")),
    ],
)
def test_a_message_is_split_at_its_first_colon(text: str, expected: tuple[str, str]) -> None:
    assert head_and_detail(text) == expected


@pytest.mark.parametrize(
    ("begun", "done", "due", "expected"),
    [
        (None, None, None, (StepMark.TO_DO, "To do")),
        (None, None, date(2017, 5, 10), (StepMark.TO_DO, "Due 10 May")),
        (date(2017, 1, 23), None, date(2017, 3, 1), (StepMark.BEGUN, "Begun 23 Jan")),
        (date(2017, 1, 23), None, date(2017, 2, 8), (StepMark.LATE, "1 day late")),
        (None, date(2017, 2, 6), date(2017, 1, 1), (StepMark.DONE, "Done 6 Feb")),
    ],
)
def test_a_step_is_late_until_it_is_done(
    begun: date | None, done: date | None, due: date | None, expected: tuple[StepMark, str]
) -> None:
    assert step_standing(begun, done, due, TODAY) == expected


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([], (G.TO_INVITE, "Not invited")),
        ([G.CONFIRMED, G.CONFIRMED], (G.CONFIRMED, "Confirmed")),
        ([G.CONFIRMED, G.INVITED, G.DECLINED], (G.INVITED, "1 of 3 confirmed")),
    ],
)
def test_a_boards_place_sums_up_its_guests(
    states: list[GuestState], expected: tuple[GuestState, str]
) -> None:
    assert places_words(states) == expected


def test_a_guest_is_invited_on_a_day() -> None:
    assert guest_words(G.INVITED, date(2017, 2, 6)) == "Invited 6 Feb"
    assert guest_words(G.TO_INVITE, None) == "Not invited"


def test_an_account_is_late_from_the_day_after_the_executive() -> None:
    assert account_words(None, TODAY, TODAY) == ("Due 9 Feb", 0)
    assert account_words(None, TODAY - timedelta(days=7), TODAY) == ("7 days late", 7)
    assert account_words(date(2017, 1, 24), date(2017, 1, 1), TODAY) == ("Came 24 Jan", 0)
