"""What became of each thing a partner owned, its figures, and the share of Police and Council."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.ownership.rules import (
    WORK,
    Measure,
    Outcome,
    Rate,
    Split,
    action_outcome,
    attendance_outcome,
    dated_words,
    fair_share,
    figure_words,
    has_nothing,
    homework_outcome,
    idle_sentence,
    is_carrying,
    missing_words,
    report_back_outcome,
    share_finding,
    split_by_pair,
    tally,
    undated_sentence,
)
from db.vocabulary import ActionState, HomeworkState, Presence, ReportBackState, Sector

TODAY = date(2017, 2, 9)
BEFORE, AFTER = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("presence", "outcome"),
    [
        (Presence.PRESENT, Outcome.DONE),
        (Presence.SUBSTITUTE, Outcome.DONE),
        (Presence.APOLOGIES, Outcome.MISSED),
        (Presence.ABSENT, Outcome.MISSED),
        (Presence.IN_ATTENDANCE, Outcome.SET_ASIDE),
    ],
)
def test_a_substitute_fills_the_seat(presence: Presence, outcome: Outcome) -> None:
    assert attendance_outcome(presence) is outcome


@pytest.mark.parametrize(
    ("state", "due", "answered", "outcome"),
    [
        (HomeworkState.DRAFT, BEFORE, None, Outcome.SET_ASIDE),
        (HomeworkState.SET, AFTER, None, Outcome.WAITING),
        (HomeworkState.SENT, TODAY, None, Outcome.WAITING),
        (HomeworkState.SENT, BEFORE, None, Outcome.LATE),
        (HomeworkState.SENT, None, None, Outcome.WAITING),
        (HomeworkState.ANSWERED, TODAY, TODAY, Outcome.DONE),
        (HomeworkState.ANSWERED, BEFORE, TODAY, Outcome.DONE_LATE),
        (HomeworkState.ANSWERED, None, TODAY, Outcome.UNDATED),
        (HomeworkState.ANSWERED, BEFORE, None, Outcome.UNDATED),
        (HomeworkState.NO_ANSWER, AFTER, None, Outcome.MISSED),
    ],
)
def test_a_question_is_answered_late_or_waits(
    state: HomeworkState, due: date | None, answered: date | None, outcome: Outcome
) -> None:
    assert homework_outcome(state, due, answered, TODAY) is outcome


@pytest.mark.parametrize(
    ("state", "due", "closed", "outcome"),
    [
        (ActionState.OPEN, TODAY, None, Outcome.WAITING),
        (ActionState.PART_DONE, BEFORE, None, Outcome.LATE),
        (ActionState.OPEN, None, None, Outcome.WAITING),
        (ActionState.DONE, TODAY, TODAY, Outcome.DONE),
        (ActionState.DONE, BEFORE, TODAY, Outcome.DONE_LATE),
        (ActionState.DONE, None, TODAY, Outcome.UNDATED),
        (ActionState.SUPERSEDED, BEFORE, TODAY, Outcome.SET_ASIDE),
        (ActionState.DUPLICATE, BEFORE, TODAY, Outcome.SET_ASIDE),
        (ActionState.DROPPED, BEFORE, TODAY, Outcome.SET_ASIDE),
    ],
)
def test_an_action_is_done_in_time_or_not_and_a_dropped_one_is_nobodys_fault(
    state: ActionState, due: date | None, closed: date | None, outcome: Outcome
) -> None:
    assert action_outcome(state, due, closed, TODAY) is outcome


@pytest.mark.parametrize(
    ("state", "due", "reported", "outcome"),
    [
        (ReportBackState.DUE, AFTER, None, Outcome.WAITING),
        (ReportBackState.DUE, BEFORE, None, Outcome.LATE),
        (ReportBackState.TAKEN_ON, None, None, Outcome.WAITING),
        (ReportBackState.REPORTED, BEFORE, BEFORE, Outcome.DONE),
        (ReportBackState.REPORTED, BEFORE, TODAY, Outcome.DONE_LATE),
        (ReportBackState.REPORTED, None, TODAY, Outcome.UNDATED),
        (ReportBackState.NONE_YET, BEFORE, None, Outcome.MISSED),
        (ReportBackState.NONE_YET, None, None, Outcome.MISSED),
        (ReportBackState.NONE_YET, AFTER, None, Outcome.WAITING),
    ],
)
def test_a_report_back_is_received_waited_for_or_missed(
    state: ReportBackState, due: date | None, reported: date | None, outcome: Outcome
) -> None:
    assert report_back_outcome(state, due, reported, TODAY) is outcome


@pytest.mark.parametrize(
    ("outcome", "done", "due", "words"),
    [
        (Outcome.DONE, TODAY, AFTER, "Done 9 Feb 2017"),
        (Outcome.DONE_LATE, TODAY, BEFORE, "Done 9 Feb 2017, late"),
        (Outcome.UNDATED, TODAY, None, "Done 9 Feb 2017, no day to hold it to"),
        (Outcome.UNDATED, None, TODAY, "Done, day not recorded"),
        (Outcome.LATE, None, BEFORE, "Late, due 8 Feb 2017"),
        (Outcome.WAITING, None, AFTER, "Due 10 Feb 2017"),
        (Outcome.WAITING, None, None, "Waiting, no date"),
        (Outcome.MISSED, None, BEFORE, "The state, was due 8 Feb 2017"),
        (Outcome.SET_ASIDE, TODAY, BEFORE, "The state"),
    ],
)
def test_a_record_says_how_it_stands_and_what_is_missing(
    outcome: Outcome, done: date | None, due: date | None, words: str
) -> None:
    assert dated_words(outcome, "Done", done, due, "The state") == words


@given(st.lists(st.sampled_from(Outcome)))
def test_a_tally_counts_everything_but_what_was_set_aside(outcomes: list[Outcome]) -> None:
    found = tally(outcomes)
    kept = [one for one in outcomes if one is not Outcome.SET_ASIDE]
    assert found.total == found.finished.of == len(kept)
    assert found.finished.got == sum(one.is_done for one in kept)
    assert found.in_time.got <= found.in_time.of <= found.total
    assert found.open + found.finished.got + found.missed == found.total


@given(st.lists(st.tuples(st.sampled_from(Sector), st.integers(0, 50))))
def test_a_split_loses_nothing_and_knows_police_and_council(
    counts: list[tuple[Sector, int]],
) -> None:
    found = split_by_pair(counts)
    assert found.pair + found.rest == sum(count for _sector, count in counts)
    pair = [count for sector, count in counts if sector in (Sector.POLICE, Sector.COUNCIL)]
    assert found.pair == sum(pair)
    assert found.rate == Rate(found.pair, found.pair + found.rest)


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        (Rate(0, 0), "None"),
        (Rate(9, 16), "9 of 16"),
        (Rate(0, 19), "0 of 19"),
        (Rate(5, 20), "5 of 20, 25%"),
        (Rate(16, 47), "16 of 47, 34%"),
    ],
)
def test_a_percentage_is_said_from_twenty_up(rate: Rate, words: str) -> None:
    assert rate.words == words


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_share_lies_between_nought_and_one(got: int, more: int) -> None:
    rate = Rate(got, got + more)
    assert rate.share is None if rate.of == 0 else 0 <= (rate.share or 0) <= 1


def test_only_police_and_council_carry() -> None:
    assert {sector for sector in Sector if is_carrying(sector)} == {Sector.POLICE, Sector.COUNCIL}
    sectors = [Sector.POLICE, Sector.COUNCIL, Sector.HEALTH, Sector.HOUSING]
    assert fair_share(sectors) == Rate(2, 4)


def test_the_finding_holds_the_share_beside_an_even_one() -> None:
    assert share_finding(Split(9, 7), Rate(2, 8)) == (
        "Police and Council carry 9 of 16; as 2 of 8 partners an even share is 25%."
    )
    assert share_finding(Split(0, 0), Rate(2, 8)) == ("Nothing was given to anybody in this time.")


@pytest.mark.parametrize(
    ("measure", "outcomes", "words"),
    [
        (Measure.ATTENDANCE, [], ("No record", "")),
        (Measure.HOMEWORK, [], ("No question", "")),
        (Measure.KPIS, [Outcome.DONE], ("1 KPI", "")),
        (
            Measure.HOMEWORK,
            [Outcome.DONE, Outcome.DONE_LATE, Outcome.MISSED],
            ("2 of 3 answered", "1 late, 1 never came"),
        ),
        (
            Measure.ACTIONS,
            [Outcome.DONE, Outcome.LATE, Outcome.WAITING],
            ("1 of 2 in time", "2 open, 1 overdue"),
        ),
        (Measure.ACTIONS, [Outcome.WAITING], ("none due yet", "1 open")),
        (Measure.REPORT_BACKS, [Outcome.DONE, Outcome.WAITING], ("1 of 2 received", "1 to come")),
        (Measure.ATTENDANCE, [Outcome.DONE, Outcome.MISSED], ("1 of 2 seats filled", "1 empty")),
    ],
)
def test_a_figure_is_said_in_words(
    measure: Measure, outcomes: list[Outcome], words: tuple[str, str]
) -> None:
    assert figure_words(measure, tally(outcomes)) == words


def test_who_owns_nothing_is_named() -> None:
    nothing = {measure: tally([]) for measure in Measure}
    assert has_nothing(nothing)
    assert has_nothing({**nothing, Measure.ATTENDANCE: tally([Outcome.DONE])})
    for measure in (*WORK, Measure.KPIS):
        assert not has_nothing({**nothing, measure: tally([Outcome.WAITING])})
    assert idle_sentence(["A", "B"], 8) == "A and B own nothing in this time."
    assert idle_sentence([], 8) == "Every partner owns something."
    assert idle_sentence([], 0) == "No partner has a seat yet."


@pytest.mark.parametrize(
    ("held", "without", "words"),
    [
        (0, 0, "No Board has been held in this time."),
        (3, 0, ""),
        (1, 1, "No attendance was recorded at the Board held."),
        (3, 3, "No attendance was recorded at any of the three Boards held."),
        (3, 1, "No attendance was recorded at 1 of 3 Boards held."),
    ],
)
def test_a_missing_record_is_said_and_never_nought(held: int, without: int, words: str) -> None:
    assert missing_words(held, without) == words


def test_what_belongs_to_no_meeting_is_said() -> None:
    assert undated_sentence(0) == ""
    assert undated_sentence(2).startswith("Two actions belong to no meeting")
