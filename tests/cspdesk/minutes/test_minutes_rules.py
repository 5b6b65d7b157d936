"""Numbers, words and steps of minutes, as rules: no file behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.errors import RuleBroken
from cspdesk.minutes.draft import (
    Came,
    Declared,
    Facts,
    ItemFacts,
    Publish,
    Told,
    attendance,
    drafted,
    item_text,
    moved,
    opening,
)
from cspdesk.minutes.rules import (
    Attended,
    Labelled,
    Task,
    Verdict,
    Words,
    action_line,
    check_numbering,
    letter,
    next_first,
    numbered,
    parts_of,
    refuse_step,
    verdict_lines,
    why_not_drafted,
    why_not_editable,
    why_not_sent,
)
from db.vocabulary import DecisionKind, MeetingState, MinutesState, Presence

AGENDA = ("1", "2", "3a", None, "4", None, None)


@pytest.mark.parametrize(
    ("style", "prefix", "first", "numbers"),
    [
        ("per_meeting", "CSP", 33, ("1", "2", "3a", "3a.1", "4", "5", "6")),
        ("continuous", "CSP", 33, ("33", "34", "35", "36", "37", "38", "39")),
        ("prefix", "CSP", 9, ("CSP9", "CSP10", "CSP11", "CSP12", "CSP13", "CSP14", "CSP15")),
    ],
)
def test_minutes_are_numbered_in_the_partnerships_manner(
    style: str, prefix: str, first: int, numbers: tuple[str, ...]
) -> None:
    assert numbered(style, prefix, first, AGENDA) == numbers


@pytest.mark.parametrize(
    ("earlier", "own", "first"),
    [((), "", 1), ((), "33", 33), (("CSP9", "CSP12", ""), "CSP1", 13), (("4.1", "x"), "7", 7)],
)
def test_numbers_go_on_after_the_highest_before_them(
    earlier: Sequence[str], own: str, first: int
) -> None:
    assert next_first(earlier, own) == first


@pytest.mark.parametrize("prefix", ["", "C S P 1", "9", "abcdefghijkl"])
def test_a_prefix_is_letters(prefix: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        check_numbering("prefix", prefix)
    assert broken.value.field == "prefix"
    assert check_numbering("continuous", "") == ("continuous", "")


def test_several_decisions_of_a_kind_are_lettered() -> None:
    assert verdict_lines(DecisionKind.NOTED, ["the fall in burglary."]) == (
        "NOTED: the fall in burglary.",
    )
    told = verdict_lines(DecisionKind.RESOLVED, ["that A be done", "That B be done.", "that C"])
    assert told == ("RESOLVED: that", "(a) A be done", "(b) B be done", "(c) C.")
    assert verdict_lines(DecisionKind.AGREED, ["A", "that B"])[0] == "AGREED:"
    assert [letter(place) for place in (0, 25, 26, 51, 52)] == ["a", "z", "aa", "az", "ba"]


def test_the_lines_of_a_minute_read_back_as_what_they_are() -> None:
    text = "\n".join(
        [
            "Members heard why: it was late.",
            *verdict_lines(DecisionKind.RESOLVED, ["that A", "that B"]),
            "",
            action_line("3.04", "CCG (Director: Care)", "Name a lead. Soon", "1 December 2016"),
            action_line("3.05", "Police", "Ask the Board", ""),
            "Communications: good news.",
            "Police | Borough Commander | Present",
        ]
    )
    assert parts_of(text) == (
        Words("Members heard why: it was late."),
        Verdict("RESOLVED", "that", ("A", "B.")),
        Task("3.04", "CCG (Director  Care)", "Name a lead. Soon.", "1 December 2016"),
        Task("3.05", "Police", "Ask the Board.", ""),
        Labelled("Communications", "good news."),
        Attended("Police", "Borough Commander", "Present"),
    )


def test_a_guest_of_unknown_role_has_no_made_up_one() -> None:
    guest = Came("Scrutiny", "", Presence.IN_ATTENDANCE)
    lines = attendance(replace(_FACTS, came=(), guests=(guest,)))
    assert lines == ["Scrutiny | In attendance"]
    assert parts_of(lines[0]) == (Attended("Scrutiny", "", "In attendance"),)
    assert parts_of("Either | or") == (Words("Either | or"),)


def test_the_verb_is_not_said_twice() -> None:
    agreed = ["Agreed to re-date three actions.", "agreed: a new owner"]
    assert verdict_lines(DecisionKind.AGREED, agreed[:1]) == ("AGREED: to re-date three actions.",)
    assert verdict_lines(DecisionKind.RESOLVED, agreed) == (
        "RESOLVED:",
        "(a) to re-date three actions",
        "(b) a new owner.",
    )


DAY = date(2017, 2, 23)


@pytest.mark.parametrize(
    ("state", "today", "drafts", "goes_out"),
    [
        (MeetingState.ISSUED, date(2017, 2, 22), False, False),
        (MeetingState.ISSUED, DAY, False, False),
        (MeetingState.ISSUED, date(2017, 2, 24), True, True),
        (MeetingState.IN_PROGRESS, DAY, True, False),
        (MeetingState.MINUTES_DRAFT, DAY, True, True),
        (MeetingState.IN_PROGRESS, date(2017, 2, 24), True, True),
    ],
)
def test_minutes_wait_for_the_meeting(
    state: MeetingState, today: date, drafts: bool, goes_out: bool
) -> None:
    assert (not why_not_drafted(state, DAY, today)) == drafts
    assert (not why_not_sent(state, DAY, today)) == goes_out


@given(st.text())
def test_any_text_reads_back_and_nothing_of_it_is_lost(text: str) -> None:
    kept = sum(len(line.split()) > 0 for line in text.splitlines())
    lines = sum(
        1 + len(part.letters) if isinstance(part, Verdict) else 1 for part in parts_of(text)
    )
    assert lines == kept


def test_steps_follow_each_other() -> None:
    refuse_step(MinutesState.DRAFT, MinutesState.CLEARED)
    for state, to in (
        (MinutesState.DRAFT, MinutesState.CIRCULATED),
        (MinutesState.DRAFT, MinutesState.CONFIRMED),
        (MinutesState.CLEARED, MinutesState.CONFIRMED),
        (MinutesState.CONFIRMED, MinutesState.CLEARED),
    ):
        with pytest.raises(RuleBroken):
            refuse_step(state, to)
    assert [bool(why_not_editable(state)) for state in MinutesState] == [False, True, False, True]


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ((1, 2, 3, 4), (False, False, False, False)),
        ((1, 3, 4, 2), (False, False, False, True)),
        ((2, 1, 0, 3), (True, False, False, False)),
        ((), ()),
    ],
)
def test_only_the_items_that_were_moved_are_named(
    turns: tuple[int, ...], told: tuple[bool, ...]
) -> None:
    found = moved(turns)
    assert sum(found) == sum(told)
    rest = [turn for turn, was_moved in zip(turns, found, strict=True) if turn and not was_moved]
    assert rest == sorted(rest)


# -- the words of a draft -------------------------------------------------------------------------

_CAME = (
    Came("Council", "Cabinet Member", Presence.PRESENT, name="Cllr A", co_chair=True),
    Came(
        "Police",
        "Commander",
        Presence.SUBSTITUTE,
        title="Borough Commander",
        substitute="Superintendent",
        arrived_at="14:20",
        key_partner=True,
    ),
    Came("CCG", "Director of Commissioning", Presence.APOLOGIES, key_partner=True),
    Came("", "Business", None, vacant=True),
)
_FACTS = Facts(
    venue="Civic Centre",
    starts_at="14:00",
    ends_at="15:57",
    came=_CAME,
    guests=(Came("", "", Presence.IN_ATTENDANCE, title="Policy Officer", left_at="15:00"),),
    declarations=(Declared("Cllr A", "a trustee of the charity", "5", True),),
    matters=("Minute 34, Action log: done.",),
    items=(
        ItemFacts(1, "1", "Welcome", takes_matters=True),
        ItemFacts(
            2,
            "2",
            "Reoffending",
            discussion="Six partners named their part.\n",
            after="3",
            paragraph="7",
            reason="an operation is under way",
            heard=("Police", "CCG"),
            decisions=((DecisionKind.RECEIVED, "the plan"), (DecisionKind.RESOLVED, "that A")),
            comms=(Publish("Good news", "residents", "Website\nNewsletter", True, "Council"),),
            messages=(
                Told("CSB", "look at it"),
                Told("HWB", "look at it"),
                Told("CE", "come in May", passed=False),
            ),
            bodies=("CCG’s Governing Body",),
        ),
    ),
)


def test_a_draft_says_who_was_there_in_the_field_s_words() -> None:
    said = {one.heading: one.text for one in drafted(_FACTS)}
    assert said["The meeting"] == (
        "Civic Centre, 2pm to 3:57pm. In the chair: Cllr A, Cabinet Member.\n"
        "Two organisations present, one apology, one seat vacant. "
        "The meeting was not quorate: CCG (Director of Commissioning) was not there."
    )
    assert said["Attendance"].splitlines() == [
        "Council | Cllr A, Cabinet Member | Present",
        "Police | Superintendent, for Borough Commander | Present, from 2:20pm",
        "CCG | Director of Commissioning | Apologies",
        "Guest | Policy Officer | In attendance, until 3pm",
        "Vacant: Business.",
    ]
    assert said["Declarations of interest"] == (
        "Cllr A declared an interest in item 5: a trustee of the charity. "
        "They left the room for it."
    )


def test_an_item_is_minuted_in_a_clerks_order() -> None:
    assert item_text(_FACTS.items[1]).splitlines() == [
        "This item was taken after item 3.",
        "The public and press were excluded for this item under paragraph 7 (prevention, "
        "investigation or prosecution of crime) of Part 1 of Schedule 12A to the Local "
        "Government Act 1972: an operation is under way.",
        "Six partners named their part.",
        "Homework heard: Police and CCG answered what they had been asked.",
        "RECEIVED: the plan.",
        "RESOLVED: that A.",
        "Communications: Good news. (residents; Website, Newsletter and Police Ward Panels; "
        "Council)",
        "For parallel boards: Look at it. To CSB and HWB.",
        "For parallel boards: Come in May. To be passed on to CE.",
        "To take back: CCG’s Governing Body.",
    ]


def test_matters_arising_go_where_the_minutes_before_are_confirmed() -> None:
    by_heading = {one.heading: one.text for one in drafted(_FACTS)}
    assert by_heading["Welcome"] == "Minute 34, Action log: done."
    assert "Matters arising" not in by_heading
    elsewhere = Facts("", "14:00", "", (), (), (), _FACTS.matters, _FACTS.items[1:])
    assert {one.heading: one.text for one in drafted(elsewhere)}["Matters arising"]


def test_what_was_not_recorded_is_not_said() -> None:
    bare = Facts("", "14:00", "", _CAME[3:], (), (), (), ())
    assert opening(bare) == "2pm."
    assert [one.text for one in drafted(bare)] == ["2pm.", "", ""]
