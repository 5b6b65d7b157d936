"""A year of Boards in one step: quarters apart, without clashes, each priority in its turn."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from cspdesk.desk import Desk
from cspdesk.errors import RuleBroken
from cspdesk.meetings.queries import board_meetings, cycles
from cspdesk.meetings.year_plan import MOST_BOARDS, PlannedBoard, PlanYear, year_form

DAY = date(2017, 2, 9)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk.create(tmp_path / "p.cspdesk", preset="haringey", as_at=DAY)


def test_four_boards_are_proposed_a_quarter_apart_with_the_priorities_in_turn(desk: Desk) -> None:
    form = desk.ask(year_form)
    days = [board.board_on for board in form.boards]
    assert len(days) == 4
    apart = [(after - before).days for before, after in pairwise(days)]
    assert all(63 <= gap <= 119 for gap in apart)
    assert [board.focus_priority_id for board in form.boards[:3]] == [
        key for key, _name in form.cycle.priorities
    ]
    assert form.boards[3].focus_priority_id == form.boards[0].focus_priority_id


def test_no_day_with_a_clash_is_proposed_where_one_without_is_near(desk: Desk) -> None:
    form = desk.ask(year_form)
    assert [form.cycle.clashes(board.board_on) for board in form.boards] == [()] * 4
    assert [form.cycle.fault(board.board_on) for board in form.boards] == [""] * 4


def test_a_year_is_planned_and_taken_back_as_one_step(desk: Desk) -> None:
    form = desk.ask(year_form)
    done = desk.run(PlanYear(form.boards))
    assert done.label.startswith("Planned 4 Boards: ")
    assert [one.held_on for one in desk.ask(board_meetings)] == [b.board_on for b in form.boards]
    numbers = [(cycle.year_label, cycle.number) for cycle in desk.ask(cycles)]
    assert len(set(numbers)) == 4
    desk.undo()
    assert desk.ask(board_meetings) == ()


def test_boards_are_numbered_in_the_order_of_their_days_and_a_special_one_is_one_of_them(
    desk: Desk,
) -> None:
    days = (date(2017, 9, 21), date(2017, 6, 8), date(2017, 7, 6))
    desk.run(PlanYear(tuple(PlannedBoard(day) for day in days)))
    found = {cycle.board_on: cycle.number for cycle in desk.ask(cycles)}
    assert found == {date(2017, 6, 8): 1, date(2017, 7, 6): 2, date(2017, 9, 21): 3}


@pytest.mark.parametrize(
    ("days", "field", "words"),
    [
        ((date(2017, 6, 8), date(2017, 8, 28)), "board_on_1", "bank holiday"),
        ((date(2017, 6, 8), date(2017, 6, 8)), "board_on_1", "already a Board"),
        ((date(2016, 6, 9), date(2017, 6, 8)), "board_on_0", "is not in the future"),
        ((), "", "Plan from one to 12 Boards"),
        ((date(2017, 6, 8),) * (MOST_BOARDS + 1), "", "Plan from one to 12 Boards"),
    ],
)
def test_a_day_that_cannot_be_is_said_at_its_own_line_and_nothing_is_planned(
    desk: Desk, days: tuple[date, ...], field: str, words: str
) -> None:
    with pytest.raises(RuleBroken, match=words) as refused:
        desk.run(PlanYear(tuple(PlannedBoard(day) for day in days)))
    assert refused.value.field == field
    assert desk.ask(board_meetings) == ()
