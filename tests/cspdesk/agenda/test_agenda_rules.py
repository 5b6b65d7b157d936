"""Minutes, numbers and shares of an agenda, and how its many-lined fields are read."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.agenda.rules import (
    PartnerAsk,
    SplitPart,
    communities_named,
    decision_share,
    filled_wording,
    late_number,
    minutes_by_type,
    numbers,
    only_notes,
    paper_standing,
    parse_minutes,
    partner_asks,
    split_parts,
    urgent_item,
)
from cspdesk.errors import RuleBroken
from db.vocabulary import ItemType, PaperState

TODAY = date(2017, 2, 9)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("25", 25),
        (" 90m ", 90),
        ("90 min", 90),
        ("5 minutes", 5),
        ("1:30", 90),
        ("0:05", 5),
        ("1.5h", 90),
        ("1h", 60),
        ("1h 30", 90),
        ("2 hrs", 120),
        ("an hour", 60),
        ("Half  an hour", 30),
        ("an hour and a half", 90),
        ("0", 0),
        ("600", 600),
    ],
)
def test_minutes_are_read_as_people_write_them(typed: str, minutes: int) -> None:
    assert parse_minutes(typed) == minutes


@pytest.mark.parametrize(
    "typed", ["", "ten", "-5", "1:75", "1.3.2", "601", "9999", "11h", "1.33h", "½", "25 or so"]
)
def test_what_is_no_number_of_minutes_is_refused_in_one_sentence(typed: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        parse_minutes(typed)
    assert broken.value.field == "minutes"
    assert broken.value.message.count(".") <= 2


@given(st.text(max_size=12))
def test_any_text_gives_minutes_within_bounds_or_a_rule(text: str) -> None:
    with suppress(RuleBroken):
        assert 0 <= parse_minutes(text) <= 600


def test_items_are_numbered_by_place_until_their_numbers_are_frozen() -> None:
    assert numbers(["", "", ""]) == ("1", "2", "3")
    assert numbers(["1", "2", "2.1", "3"]) == ("1", "2", "2.1", "3")


def test_items_under_another_take_its_number_and_a_letter() -> None:
    subs = [False, False, True, True, False]
    assert numbers([""] * 5, subs) == ("1", "2", "2a", "2b", "3")
    assert numbers(["", ""], [True, True]) == ("1", "1a"), "the first stands under nothing"
    assert numbers([""] * 28, [False] + [True] * 27)[-1] == "1aa"
    assert late_number("4b", ["4", "4a", "4b"]) == "4.1"


def test_wording_names_the_item_it_refers_to() -> None:
    text = "Late items are taken under {item:urgent_business}; see {item:gone}."
    filled = filled_wording(text, "", "", {"urgent_business": "9"})
    assert filled == "Late items are taken under item 9; see an item that is not on this agenda."


@pytest.mark.parametrize(
    ("before", "taken", "number"),
    [
        ("4", ["4", "5"], "4.1"),
        ("4", ["4", "4.1", "5"], "4.2"),
        ("4.1", ["4", "4.1", "5"], "4.2"),
        ("", ["1", "2"], "0.1"),
    ],
)
def test_a_late_item_takes_a_number_between(before: str, taken: list[str], number: str) -> None:
    assert late_number(before, taken) == number


def test_shares_are_of_the_minutes_that_are_planned() -> None:
    items = [(ItemType.DECISION, 65), (ItemType.STANDING, 45), (ItemType.INFORMATION, 5)]
    assert decision_share(items) == 57
    assert decision_share([]) == 0
    assert decision_share([(ItemType.DECISION, 0)]) == 0
    assert minutes_by_type(items) == (
        (ItemType.DECISION, 65),
        (ItemType.STANDING, 45),
        (ItemType.INFORMATION, 5),
    )


@pytest.mark.parametrize(
    ("state", "due", "words", "late"),
    [
        (PaperState.IN, date(2017, 2, 8), "Paper in", 0),
        (PaperState.TO_FOLLOW, date(2017, 2, 8), "Paper 1 day late", 1),
        (PaperState.TO_FOLLOW, date(2017, 2, 6), "Paper 3 days late", 3),
        (PaperState.TO_FOLLOW, TODAY, "Paper due Thu 9 Feb", 0),
        (PaperState.TO_FOLLOW, None, "Paper to follow", 0),
        (PaperState.VERBAL, None, "Verbal report", 0),
        (PaperState.NONE, date(2017, 1, 1), "No paper", 0),
    ],
)
def test_a_paper_is_late_only_while_it_is_to_follow(
    state: PaperState, due: date | None, words: str, late: int
) -> None:
    found = paper_standing(state, due, TODAY)
    assert (found.words, found.days_late, found.is_late) == (words, late, late > 0)


def test_partner_actions_are_read_line_by_line() -> None:
    text = "Police | Share the list | 1 Mar 2017\nHomes: mend doors\n\nWalk the estate | by all"
    assert partner_asks(text) == (
        PartnerAsk("Police", "Share the list", "1 Mar 2017"),
        PartnerAsk("Homes", "mend doors", ""),
        PartnerAsk("Walk the estate", "by all", ""),
    )


def test_a_line_that_names_no_partner_keeps_its_words() -> None:
    long = "We would like every one of us to say: yes"
    assert partner_asks(long) == (PartnerAsk("", long, ""),)


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("5 introduce", SplitPart(5, "introduce")),
        ("10 min to decide", SplitPart(10, "decide")),
        ("15m: discuss", SplitPart(15, "discuss")),
        ("3 – welcome", SplitPart(3, "welcome")),
        ("5", SplitPart(5, "")),
        ("2 min", SplitPart(2, "")),
        ("2 minutes", SplitPart(2, "the minutes")),
        ("the rest", SplitPart(0, "the rest")),
    ],
)
def test_the_split_of_the_time_is_read_line_by_line(line: str, part: SplitPart) -> None:
    assert split_parts(line) == (part,)


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_lines(text: str) -> None:
    lines = [line for line in text.splitlines() if line.strip()]
    assert len(partner_asks(text)) == len(lines)
    assert len(split_parts(text)) == len(lines)


def test_communities_stand_one_a_line_or_with_semicolons() -> None:
    assert communities_named("Somali families; Polish residents\nMulti-faith forum") == (
        "Somali families",
        "Polish residents",
        "Multi-faith forum",
    )


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("Note the report.", True),
        ("a. note the report\nb. to note the figures", True),
        ("Note the report.\nAgree a lead.", False),
        ("• Note", True),
        ("2) to note, with thanks", True),
        ("Notebooks are bought.", False),
        ("", False),
    ],
)
def test_an_item_that_only_asks_to_note_is_recognised(text: str, notes: bool) -> None:
    assert only_notes(text) is notes


def test_standing_wording_is_filled_without_a_hand() -> None:
    text = "New business is taken under item {urgent_item}; minutes of {last_meeting}; {brace}"
    assert filled_wording(text, "9", "24 November 2016") == (
        "New business is taken under item 9; minutes of 24 November 2016; {brace}"
    )


def test_urgent_business_is_its_own_item_else_the_last() -> None:
    assert urgent_item(["", "urgent_business", ""], ["1", "2", "3"]) == "2"
    assert urgent_item(["", ""], ["1", "1.1"]) == "1.1"
    assert urgent_item([], []) == ""
