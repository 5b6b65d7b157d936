"""Actions and report-backs against their dates; references."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.actions.rules import (
    Due,
    action_standing,
    next_ref,
    ref_order,
    report_back_standing,
)
from db.vocabulary import ActionState, Rag, ReportBackState

TODAY = date(2017, 2, 9)
BOARD = date(2017, 2, 23)


@pytest.mark.parametrize(
    ("due", "kind", "words", "paper_words", "rag"),
    [
        (date(2017, 1, 20), Due.OVERDUE, "Overdue, 20 days", "20 days late", Rag.RED),
        (date(2017, 2, 8), Due.OVERDUE, "Overdue, 1 day", "1 day late", Rag.RED),
        (TODAY, Due.SOON, "Due today", "Due today", Rag.AMBER),
        (date(2017, 2, 10), Due.SOON, "1 day left", "1 day left", Rag.AMBER),
        (BOARD, Due.SOON, "14 days left", "14 days left", Rag.AMBER),
        (date(2017, 2, 24), Due.ON_TRACK, "On track", "On track", Rag.GREEN),
        (None, Due.NO_DATE, "No date", "No date", Rag.GREY),
    ],
)
def test_an_open_action_stands_against_its_date(
    due: date | None, kind: Due, words: str, paper_words: str, rag: Rag
) -> None:
    found = action_standing(ActionState.OPEN, due, TODAY, BOARD)
    assert (found.due, found.words, found.paper_words, found.rag) == (
        kind,
        words,
        paper_words,
        rag,
    )


def test_what_is_due_before_a_far_board_needs_an_eye() -> None:
    due, far = date(2017, 5, 1), date(2017, 6, 8)
    assert action_standing(ActionState.OPEN, due, TODAY, far).due is Due.SOON
    assert action_standing(ActionState.OPEN, due, TODAY, None).due is Due.ON_TRACK


@pytest.mark.parametrize("state", [state for state in ActionState if not state.is_open])
def test_a_closed_action_is_never_late(state: ActionState) -> None:
    found = action_standing(state, date(2000, 1, 1), TODAY, BOARD, date(2017, 2, 1))
    assert (found.due, found.days, found.is_overdue) == (Due.CLOSED, 0, False)
    assert found.words == f"{state.label}, Wed 1 Feb"


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-4000, 4000))
def test_days_late_or_left_are_the_days_between(today: date, days: int) -> None:
    found = action_standing(ActionState.PART_DONE, today + timedelta(days=days), today)
    assert found.days == abs(days)
    assert found.is_overdue == (days < 0)


def test_references_go_on_from_the_highest_of_the_cycle() -> None:
    assert next_ref(3, ["3.04", "3.14", "2.99", "13.20", "3.x", ""]) == "3.15"
    assert next_ref(4, []) == "4.01"
    assert next_ref(1, ["1.99"]) == "1.100"


def test_references_sort_as_numbers() -> None:
    refs = ["3.13", "2.11", "3.04", "10.01", "3.100"]
    assert sorted(refs, key=ref_order) == ["2.11", "3.04", "3.13", "3.100", "10.01"]


@pytest.mark.parametrize(
    ("state", "due", "reported", "words", "late"),
    [
        (ReportBackState.REPORTED, date(2017, 1, 6), date(2016, 12, 22), "Received 22 Dec", 0),
        (ReportBackState.REPORTED, None, None, "Received", 0),
        (ReportBackState.DUE, date(2017, 1, 6), None, "34 days late", 34),
        (ReportBackState.NONE_YET, date(2017, 2, 8), None, "1 day late", 1),
        (ReportBackState.DUE, TODAY, None, "Due today", 0),
        (ReportBackState.DUE, date(2017, 4, 7), None, "Due Fri 7 Apr", 0),
        (ReportBackState.TAKEN_ON, date(2017, 4, 7), None, "Taken on, due Fri 7 Apr", 0),
        (ReportBackState.NONE_YET, None, None, "None yet", 0),
    ],
)
def test_a_report_back_stands_against_its_date(
    state: ReportBackState, due: date | None, reported: date | None, words: str, late: int
) -> None:
    found = report_back_standing(state, due, reported, TODAY)
    assert (found.words, found.days_late) == (words, late)
    assert found.is_in is (state is ReportBackState.REPORTED)
