"""Rules of a meeting under way: when an item closes, quorum, clocks, timing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.agenda.rules import SplitPart
from cspdesk.meetings.recording_rules import (
    MOST_SECONDS,
    Part,
    Recorded,
    SeatNow,
    TimedItem,
    Watch,
    began_at,
    decision_words,
    is_quorate,
    left_words,
    next_open,
    next_step,
    quorum,
    tally_words,
    timing,
    took_words,
    unfinished_from,
    unfinished_text,
    what_is_missing,
    why_not_none,
    why_not_recording,
    without_verb,
)
from db.vocabulary import DecisionKind, MeetingState, Presence

ALL_NONE = frozenset(Part)
COUNTS = st.dictionaries(st.sampled_from(list(Part)), st.integers(0, 4))
NONES = st.frozensets(st.sampled_from(list(Part)))


@pytest.mark.parametrize(
    ("entries", "none", "lacking", "left", "sentence"),
    [
        ({}, frozenset(), 0, "4 of 4 left", "Record the decision, or say that there is none."),
        ({}, ALL_NONE, 0, "Nothing left", ""),
        (dict.fromkeys(Part, 1), frozenset(), 0, "Nothing left", ""),
        (
            {Part.DECISION: 1, Part.ACTIONS: 2, Part.COMMS: 1, Part.MESSAGES: 1},
            frozenset(),
            1,
            "1 of 4 left",
            "Choose who leads the comms.",
        ),
        (
            {Part.DECISION: 1, Part.ACTIONS: 2},
            frozenset({Part.COMMS}),
            0,
            "1 of 4 left",
            "Record what parallel boards are told, or say that it is nothing.",
        ),
    ],
)
def test_what_an_item_still_wants_is_said_in_words(
    entries: dict[Part, int], none: frozenset[Part], lacking: int, left: str, sentence: str
) -> None:
    recorded = Recorded(entries, none, lacking)
    assert left_words(recorded) == left
    assert what_is_missing(recorded) == sentence
    assert recorded.may_close is not bool(sentence)


@given(COUNTS, NONES)
def test_an_item_closes_only_when_each_part_holds_an_entry_or_none(
    entries: dict[Part, int], none: frozenset[Part]
) -> None:
    recorded = Recorded(entries, none)
    assert recorded.may_close == all(entries.get(part) or part in none for part in Part)
    assert recorded.may_close == (what_is_missing(recorded) == "")
    for part in Part:
        assert bool(why_not_none(recorded, part)) == bool(entries.get(part))


def test_none_is_refused_where_something_is_recorded() -> None:
    recorded = Recorded({Part.ACTIONS: 2})
    assert why_not_none(recorded, Part.ACTIONS) == (
        "Two actions are recorded already, so it is not none."
    )


# -- the quorum


def seat(presence: Presence | None, *, key: bool = True, left: bool = False) -> SeatNow:
    return SeatNow("Borough Commander", "Police", key, presence, left=left)


def test_a_substitute_counts_and_an_apology_does_not() -> None:
    assert is_quorate([seat(Presence.PRESENT), seat(Presence.SUBSTITUTE)])
    assert not is_quorate([seat(Presence.PRESENT), seat(Presence.APOLOGIES)])
    assert not is_quorate([seat(Presence.IN_ATTENDANCE)])


def test_the_quorum_is_lost_when_a_key_partner_leaves() -> None:
    lost = quorum([seat(Presence.PRESENT), seat(Presence.PRESENT, left=True)])
    assert lost.sentence == "Not quorate: Police (Borough Commander) is missing."


@pytest.mark.parametrize(
    ("seats", "sentence"),
    [
        ([], "No seat is marked as a key partner, so there is no quorum to count."),
        ([seat(Presence.PRESENT)], "Quorate: the one key partner is here."),
        ([seat(Presence.PRESENT)] * 3, "Quorate: all three key partners are here."),
        (
            [seat(Presence.PRESENT), seat(None)],
            "1 of 2 key partners here; Police to be recorded.",
        ),
        (
            [SeatNow("Health seat", "", True, vacant=True), seat(Presence.PRESENT)],
            "Not quorate: Health seat is missing.",
        ),
        (
            [seat(Presence.ABSENT, key=False), seat(Presence.PRESENT)],
            "Quorate: the one key partner is here.",
        ),
    ],
)
def test_the_quorum_is_one_sentence(seats: list[SeatNow], sentence: str) -> None:
    assert quorum(seats).sentence == sentence


@given(st.lists(st.tuples(st.sampled_from([None, *Presence]), st.booleans(), st.booleans())))
def test_only_key_partners_make_a_quorum(given_: list[tuple[Presence | None, bool, bool]]) -> None:
    seats = [seat(presence, key=key, left=left) for presence, key, left in given_]
    held = quorum(seats)
    keys = [one for one in seats if one.key_partner]
    assert held.is_quorate == (bool(keys) and all(one.is_there for one in keys))
    assert len(held.missing) + len(held.unrecorded) == sum(not one.is_there for one in keys)


def test_the_tally_leaves_out_vacant_seats_and_what_did_not_happen() -> None:
    seats = [seat(Presence.PRESENT), seat(Presence.APOLOGIES), seat(None)]
    assert tally_words([*seats, SeatNow("Schools", "", False, vacant=True)]) == (
        "1 present, 1 apologies, 1 to record"
    )


# -- clocks


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 900)), max_size=8))
def test_pauses_are_left_out_of_an_items_time(spans: list[tuple[int, int]]) -> None:
    """Each span runs so many seconds and then rests so many."""
    watch, now = Watch(), 1000.0
    for runs, rests in spans:
        watch = watch.resumed(now)
        now += runs
        watch = watch.paused(now)
        now += rests
        assert watch.at(now) == watch.kept
    assert watch.at(now) == min(sum(runs for runs, _rests in spans), MOST_SECONDS)


def test_a_watch_that_runs_is_not_started_twice_and_never_goes_back() -> None:
    watch = Watch().resumed(10).resumed(20)
    assert watch.at(25) == 15
    assert watch.at(5) == 0
    assert watch.paused(30).paused(90).at(100) == 20


@pytest.mark.parametrize(
    ("planned", "seconds", "words"),
    [
        (10, 640, "11 min, 1 over"),
        (15, 900, "15 min"),
        (15, 540, "9 min, 6 under"),
        (5, 5, "1 min, 4 under"),
    ],
)
def test_what_an_item_took_is_held_against_its_plan(planned: int, seconds: int, words: str) -> None:
    assert took_words(planned, seconds) == words


PARTS = ((3, "Present"), (15, "Discuss"), (5, "Decide"), (2, "Comms"))
SPLIT = [SplitPart(minutes, what) for minutes, what in PARTS]


@pytest.mark.parametrize(
    ("seconds", "step"),
    [
        (17 * 60 + 40, ("Move to the decision", "in 20 seconds")),
        (0, ("Then Discuss", "in 3 minutes")),
        (17 * 60 + 59, ("Move to the decision", "in 1 second")),
        (18 * 60, ("Move to comms", "in 5 minutes")),
        (23 * 60, ("", "")),
        (99 * 60, ("", "")),
    ],
)
def test_the_next_part_of_an_item_is_said_ahead(seconds: int, step: tuple[str, str]) -> None:
    assert next_step(SPLIT, seconds) == step


def test_an_item_that_is_not_split_says_nothing() -> None:
    assert next_step([], 30) == ("", "")


def test_a_part_without_words_is_the_next_part() -> None:
    split = [SplitPart(2, "welcome"), SplitPart(2, ""), SplitPart(1, "announce it")]
    assert next_step(split, 4) == ("Then the next part", "in 116 seconds")
    assert next_step(split, 130)[0] == "Move to comms"


@pytest.mark.parametrize(
    ("kind", "typed", "words"),
    [
        (DecisionKind.AGREED, "Agreed to re-date three actions", "to re-date three actions"),
        (DecisionKind.RESOLVED, "Agreed that it be done", "that it be done"),
        (DecisionKind.NOTED, "The Board noted the report", "the report"),
        (DecisionKind.RECEIVED, "Received: the plan", "the plan"),
        (DecisionKind.NOTED, "Agreed to wait", "Agreed to wait"),
        (DecisionKind.AGREED, "Agreed", "Agreed"),
        (DecisionKind.AGREED, "Agreement of all partners", "Agreement of all partners"),
    ],
)
def test_a_decision_does_not_begin_with_its_own_verb(
    kind: DecisionKind, typed: str, words: str
) -> None:
    assert without_verb(kind, typed) == words
    assert decision_words(kind, typed) == f"{kind.label}: {words}"


# -- timing


def test_the_meeting_of_the_mock_up_is_three_minutes_behind_and_ends_at_1558() -> None:
    closed = [TimedItem(minutes, closed=True) for minutes in (10, 15, 25)]
    now = TimedItem(25, 17 * 60 + 40, is_now=True)
    ahead = [TimedItem(minutes) for minutes in (15, 15, 5, 5)]
    stands = timing([*closed, now, *ahead], "14:00", "15:10")
    assert (stands.behind, stands.ends_at) == (3, "15:58")
    assert stands.words == "3 minutes behind, on course for 15:58"


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 5000), st.booleans()), max_size=9),
    st.integers(0, 300),
)
def test_a_minute_that_passes_without_an_item_puts_the_meeting_a_minute_back(
    items: list[tuple[int, int, bool]], later: int
) -> None:
    timed = [TimedItem(*item) for item in items]
    first = timing(timed, "10:00", "10:00")
    second = timing(timed, "10:00", f"{10 + later // 60:02d}:{later % 60:02d}")
    assert second.behind == first.behind + later


@pytest.mark.parametrize(
    ("opened", "counts_from"),
    [("", "14:00"), ("14:10", "14:00"), ("13:05", "14:00"), ("09:30", "09:30"), ("16:00", "16:00")],
)
def test_a_meeting_held_at_another_time_is_timed_from_its_own_start(
    opened: str, counts_from: str
) -> None:
    assert began_at("14:00", opened) == counts_from


def test_a_meeting_over_midnight_is_not_a_day_early() -> None:
    assert timing([TimedItem(30)], "23:30", "00:15").behind == 45


# -- order and states


@pytest.mark.parametrize(
    ("closed", "after", "following"),
    [
        ([], None, 1),
        ([1], 1, 2),
        ([3], 3, 4),
        ([3, 4], 4, 1),  # taken out of order: back to what was left
        ([1, 2, 3], 3, 4),
        ([1, 2, 3, 4], 4, None),
    ],
)
def test_after_an_item_comes_the_next_that_is_open(
    closed: list[int], after: int | None, following: int | None
) -> None:
    assert next_open([1, 2, 3, 4], closed, after) == following


@pytest.mark.parametrize("state", list(MeetingState))
def test_only_a_meeting_under_way_is_recorded(state: MeetingState) -> None:
    assert (why_not_recording(state) == "") is (state is MeetingState.IN_PROGRESS)


@given(st.dictionaries(st.text(min_size=1), st.text()))
def test_what_is_being_typed_comes_back_as_it_was(held: dict[str, str]) -> None:
    kept = {key: words for key, words in held.items() if words}
    assert unfinished_from(unfinished_text(held)) == kept


@pytest.mark.parametrize("text", ["", "[", "[1]", "not json"])
def test_what_cannot_be_read_is_nothing(text: str) -> None:
    assert unfinished_from(text) == {}
