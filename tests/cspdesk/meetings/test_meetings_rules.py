"""Dates worked back from the Board, where a cycle stands, clock times."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.calendar import is_working_day
from cspdesk.errors import RuleBroken
from cspdesk.meetings.rules import (
    CycleDates,
    Offsets,
    Step,
    StepState,
    board_date_fault,
    clock_times,
    current_of,
    minutes_after,
    municipal_year,
    replanned,
    start_time,
    step_fault,
    step_states,
    time_left,
    what_moved,
    worked_back,
)

BOARD = date(2017, 2, 23)
TODAY = date(2017, 2, 9)
CYCLE = worked_back(BOARD)


def test_the_cycle_of_february_2017_is_worked_back_as_it_was_planned() -> None:
    assert (
        CycleDates(
            pmg_on=date(2017, 1, 17),
            executive_on=date(2017, 2, 2),
            papers_on=date(2017, 2, 15),
            board_on=BOARD,
            minutes_on=date(2017, 3, 2),
            report_backs_on=date(2017, 4, 7),
        )
        == CYCLE
    )


@given(st.dates(date(2010, 1, 1), date(2040, 12, 31)), st.integers(0, 12))
def test_steps_are_working_days_in_order_whatever_the_board_date(day: date, clear: int) -> None:
    while not is_working_day(day):
        day += timedelta(days=1)
    days = worked_back(day, Offsets(clear_days=clear)).days
    assert list(days) == sorted(days)
    assert all(is_working_day(one) for one in days)


@pytest.mark.parametrize(
    ("today", "issued", "states", "current"),
    [
        (date(2017, 1, 16), False, "CTTTTT", Step.PMG),
        (date(2017, 1, 17), False, "CTTTTT", Step.PMG),
        (TODAY, False, "DDCTTT", Step.PAPERS),
        (TODAY, True, "DDDCTT", Step.BOARD),
        (date(2017, 2, 20), False, "DDCTTT", Step.PAPERS),
        (BOARD, False, "DDDCTT", Step.BOARD),
        (date(2017, 2, 24), False, "DDDDCT", Step.MINUTES),
        (date(2017, 4, 8), True, "DDDDDD", None),
    ],
)
def test_a_step_is_done_when_its_day_has_gone_and_papers_when_issued(
    today: date, issued: bool, states: str, current: Step | None
) -> None:
    found = step_states(CYCLE, today, issued=issued)
    letters = {StepState.DONE: "D", StepState.CURRENT: "C", StepState.TO_COME: "T"}
    assert "".join(letters[state] for state in found) == states
    steps = [step for step, state in zip(Step, found, strict=True) if state is StepState.CURRENT]
    assert steps == ([current] if current else [])


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2017, 2, 15), "4 working days"),
        (date(2017, 2, 10), "1 working day"),
        (TODAY, "today"),
        (date(2017, 2, 8), "1 working day late"),
        (date(2017, 2, 7), "2 working days late"),
    ],
)
def test_time_to_a_step_is_counted_in_working_days(day: date, words: str) -> None:
    assert time_left(day, TODAY) == words


def test_over_a_weekend_the_next_working_day_is_said_and_lateness_stays_late() -> None:
    saturday, sunday = date(2017, 2, 11), date(2017, 2, 12)
    assert time_left(sunday, saturday) == "by the next working day"
    assert time_left(saturday, sunday) == "late"


@pytest.mark.parametrize(
    ("day", "part"),
    [
        (TODAY, "not in the future"),
        (date(2016, 12, 1), "not in the future"),
        (date(2017, 2, 25), "weekend"),
        (date(2017, 4, 14), "bank holiday (Good Friday)"),
        (date(2017, 2, 16), "the first day with 5 clear working days is Fri 17 Feb"),
        (date(2017, 2, 17), None),
    ],
)
def test_a_board_date_is_refused_with_the_reason(day: date, part: str | None) -> None:
    fault = board_date_fault(day, 5, TODAY)
    assert (fault is None) if part is None else (fault is not None and part in fault)


@given(st.dates(date(2017, 1, 1), date(2019, 12, 31)), st.integers(0, 10))
def test_the_first_day_that_is_offered_is_accepted(today: date, clear: int) -> None:
    """What the sentence proposes must be right, and the working day before it must not be."""
    days = (today + timedelta(days=n) for n in range(1, 60))
    good = next(day for day in days if board_date_fault(day, clear, today) is None)
    earlier = [today + timedelta(days=n) for n in range(1, (good - today).days)]
    refused = [board_date_fault(day, clear, today) or "" for day in earlier if is_working_day(day)]
    told = [fault for fault in refused if "first day" in fault]
    assert all(f"{good.day} {good:%b}" in fault for fault in told)
    assert len(told) == len(refused)


def test_moving_the_board_leaves_what_is_past_and_replans_the_rest() -> None:
    new = replanned(CYCLE, date(2017, 3, 2), Offsets(), TODAY)
    assert (new.pmg_on, new.executive_on) == (CYCLE.pmg_on, CYCLE.executive_on)
    assert new.papers_on == date(2017, 2, 22)
    assert [step for step, _old, _new in what_moved(CYCLE, new)] == list(Step)[2:]


def test_a_step_that_has_not_happened_is_never_planned_for_the_past() -> None:
    ahead = worked_back(date(2017, 6, 8))
    new = replanned(ahead, date(2017, 3, 1), Offsets(), TODAY)
    assert new.pmg_on == TODAY
    assert new.executive_on == TODAY


@pytest.mark.parametrize(
    ("step", "day", "part"),
    [
        (Step.PAPERS, date(2017, 2, 16), "by Wed 15 Feb"),
        (Step.PAPERS, date(2017, 2, 14), None),
        (Step.PAPERS, date(2017, 2, 1), "cannot be before Executive, Thu 2 Feb"),
        (Step.EXECUTIVE, date(2017, 2, 16), "cannot be after Papers out, Wed 15 Feb"),
        (Step.MINUTES, date(2017, 2, 22), "cannot be before Board"),
        (Step.REPORT_BACKS, date(2017, 4, 15), "weekend"),
        (Step.REPORT_BACKS, date(2017, 4, 21), None),
    ],
)
def test_a_step_stays_in_its_place_among_the_others(
    step: Step, day: date, part: str | None
) -> None:
    fault = step_fault(CYCLE, step, day, 5)
    assert (fault is None) if part is None else (fault is not None and part in fault)


@pytest.mark.parametrize(
    ("day", "first", "label"),
    [
        (BOARD, 5, "2016/17"),
        (date(2016, 5, 1), 5, "2016/17"),
        (date(2016, 4, 30), 5, "2015/16"),
        (date(2099, 6, 1), 5, "2099/00"),
        (BOARD, 1, "2017"),
    ],
)
def test_the_municipal_year_has_its_own_label(day: date, first: int, label: str) -> None:
    assert municipal_year(day, first) == label


def test_the_current_cycle_is_the_next_board_else_the_last() -> None:
    days = [date(2017, 6, 8), date(2016, 7, 7), BOARD]
    assert current_of(days, TODAY) == 2
    assert current_of(days, BOARD) == 2
    assert current_of(days, date(2017, 2, 24)) == 0
    assert current_of(days, date(2018, 1, 1)) == 0
    assert current_of([], TODAY) is None


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("14:00", "14:00"),
        ("2pm", "14:00"),
        ("2.45 PM", "14:45"),
        ("12am", "00:00"),
        ("12pm", "12:00"),
        ("0930", "09:30"),
        ("9:5", None),
        ("25:00", None),
        ("13pm", None),
        ("noon", None),
        ("", None),
    ],
)
def test_a_start_time_is_read_as_people_write_it(typed: str, time: str | None) -> None:
    if time is None:
        with pytest.raises(RuleBroken, match="14:00"):
            start_time(typed)
    else:
        assert start_time(typed) == time


@given(st.lists(st.integers(0, 90), max_size=12))
def test_items_follow_each_other_without_gaps(minutes: list[int]) -> None:
    times = clock_times(minutes, "14:00")
    assert [start for start, _end in times[1:]] == [end for _start, end in times[:-1]]
    if times:
        assert times[0][0] == "14:00"
        assert times[-1][1] == minutes_after("14:00", sum(minutes))


def test_a_meeting_may_run_past_midnight() -> None:
    assert minutes_after("23:30", 45) == "00:15"
