"""How far the steps are from the Board: a setting, and what a change of it would move."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.calendar import is_working_day
from cspdesk.desk import Desk
from cspdesk.errors import Conflict, RuleBroken
from cspdesk.meetings.commands import ReplanCycles, StartCycle
from cspdesk.meetings.forms import cycle_form, new_cycle
from cspdesk.meetings.queries import cycles
from cspdesk.meetings.replanning import CycleReplan, cycles_to_replan
from cspdesk.meetings.rules import Offsets, Step, offsets_fault, worked_back
from cspdesk.settings.commands import SetMeetingDefaults
from cspdesk.settings.queries import partnership

JUNE = date(2017, 6, 8)


def change(desk: Desk, **fields: int) -> None:
    card = desk.ask(partnership)
    desk.run(SetMeetingDefaults(card.id, card.version, **fields))


def seen(found: tuple[CycleReplan, ...]) -> tuple[tuple[int, int], ...]:
    return tuple((one.cycle_id, one.version) for one in found if not one.why_not)


@pytest.mark.parametrize(
    ("fields", "field", "part"),
    [
        ({"executive_before": 5}, "executive_before", "must be that many before, or more"),
        ({"pmg_before": 14}, "pmg_before", "reads what PMG found"),
        ({"report_backs_after": 4}, "report_backs_after", "Minutes go out 5 working days after"),
        ({"clear_days": 15}, "clear_days", "Papers go out 16 working days before"),
        ({"minutes_after": 40}, "minutes_after", "Minutes go out 40 working days after"),
        ({"pmg_before": 0}, "pmg_before", "from 1 to 120"),
        ({"report_backs_after": 121}, "report_backs_after", "from 1 to 120"),
        ({"remind_before": 61}, "remind_before", "from 0 to 60"),
    ],
)
def test_an_impossible_step_is_refused_beside_what_was_typed(
    desk: Desk, fields: dict[str, int], field: str, part: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        change(desk, **fields)
    assert broken.value.field == field
    assert part in broken.value.message
    assert desk.ask(partnership).offsets == Offsets()


@given(st.builds(Offsets, *(st.integers(0, 130) for _ in range(5))))
def test_offsets_that_are_let_through_give_steps_in_order(offsets: Offsets) -> None:
    if offsets_fault(replace(offsets, clear_days=min(offsets.clear_days, 60))) is None:
        kept = replace(offsets, clear_days=min(offsets.clear_days, 60))
        days = worked_back(date(2017, 2, 23), kept).days
        assert list(days) == sorted(days)
        assert all(is_working_day(day) for day in days)


def test_a_change_of_the_settings_moves_no_cycle_but_says_what_it_would_move(desk: Desk) -> None:
    before = desk.ask(cycles)
    change(desk, executive_before=18, minutes_after=7)
    assert [line.dates for line in desk.ask(cycles)] == [line.dates for line in before]
    february, june = desk.ask(cycles_to_replan)
    assert [(line.step, line.now) for line in february.lines] == [
        (Step.MINUTES, date(2017, 3, 6))
    ], "PMG and Executive have been"
    assert [line.step for line in june.lines] == [Step.PMG, Step.EXECUTIVE, Step.MINUTES]
    desk.run(ReplanCycles(seen((february, june))))
    assert desk.ask(cycles_to_replan) == ()
    with pytest.raises(Conflict):
        desk.run(ReplanCycles(seen((february,))))
    desk.undo()
    assert [line.dates for line in desk.ask(cycles)] == [line.dates for line in before]


def test_one_cycle_can_be_replanned_and_the_other_left(desk: Desk) -> None:
    change(desk, minutes_after=7)
    february, june = desk.ask(cycles_to_replan)
    done = desk.run(ReplanCycles(seen((june,))))
    assert done.label.startswith("Re-planned cycle 1, 2017/18: PMG Fri 28 Apr")
    assert desk.ask(cycles_to_replan) == (february,)


def test_papers_that_would_have_been_due_already_leave_their_cycle_as_it_is(desk: Desk) -> None:
    change(desk, clear_days=12)
    february, june = desk.ask(cycles_to_replan)
    assert "Papers for Thu 23 Feb were due out on Mon 6 Feb" in february.why_not
    assert not june.why_not
    with pytest.raises(RuleBroken) as broken:
        desk.run(ReplanCycles(((february.cycle_id, february.version),)))
    assert broken.value.message == february.why_not


def test_nothing_to_replan_is_said(desk: Desk) -> None:
    desk.run(ReplanCycles(seen(desk.ask(cycles_to_replan))))
    with pytest.raises(RuleBroken, match="Every cycle to come stands"):
        desk.run(ReplanCycles(()))


def test_a_new_cycle_and_its_form_follow_the_settings(desk: Desk) -> None:
    change(desk, executive_before=20, pmg_before=30, report_backs_after=40)
    form = desk.ask(new_cycle)
    wished = date(2017, 10, 12)
    desk.run(StartCycle(wished))
    planned = desk.ask(cycles)[-1].dates
    assert planned == form.dates_for(wished) == worked_back(wished, Offsets(30, 20, 5, 5, 40))


@pytest.mark.parametrize(
    ("day", "part"),
    [
        (date(2017, 8, 28), "is a bank holiday (Late Summer Bank Holiday"),
        (date(2017, 9, 9), "is at the weekend"),
        (date(2017, 2, 1), "is not in the future"),
        (date(2017, 6, 8), "There is already a Board on Thu 8 Jun"),
        (date(2017, 9, 7), ""),
    ],
)
def test_the_form_says_before_it_is_saved_why_a_day_is_impossible(
    read_desk: Desk, day: date, part: str
) -> None:
    said = read_desk.ask(new_cycle).fault(day)
    assert part in said if part else said == ""


@pytest.mark.parametrize(
    ("day", "part"),
    [
        (date(2017, 8, 10), "August"),
        (date(2018, 4, 19), "Pre-election period"),
        (date(2017, 8, 29), "Next to a bank holiday"),
        (date(2017, 12, 28), "Between Christmas and New Year"),
    ],
)
def test_the_form_points_out_what_speaks_against_a_day(
    read_desk: Desk, day: date, part: str
) -> None:
    form = read_desk.ask(new_cycle)
    assert form.fault(day) == ""
    assert part in " ".join(form.clashes(day))


def test_the_day_of_another_board_is_pointed_out(read_desk: Desk) -> None:
    form = read_desk.ask(new_cycle)
    assert form.others, "the sample knows when its parallel boards meet"
    theirs = next(other for other in form.others if form.today < other.on)
    assert any(theirs.name in said for said in form.clashes(theirs.on))


def test_the_day_a_board_has_already_is_no_fault_of_its_own_form(read_desk: Desk) -> None:
    line = next(line for line in read_desk.ask(cycles) if line.board_on == JUNE)
    form = read_desk.ask(cycle_form, line.id)
    assert form is not None
    assert form.fault(JUNE) == ""
    assert "already a Board" in form.fault(date(2017, 2, 23))
