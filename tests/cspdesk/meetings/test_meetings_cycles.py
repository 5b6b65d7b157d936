"""Starting, moving and reading cycles on the sample."""

from __future__ import annotations

from datetime import date

import pytest

from cspdesk.agenda.queries import agenda
from cspdesk.desk import Desk
from cspdesk.errors import Conflict, RuleBroken
from cspdesk.homework.queries import matrix, question
from cspdesk.meetings.commands import (
    RescheduleBoard,
    SetCycleFocus,
    SetCycleStep,
    SetMeeting,
    StartCycle,
)
from cspdesk.meetings.front_matter import front_matter, turn
from cspdesk.meetings.queries import (
    CycleStrip,
    board_before,
    board_meeting_of,
    board_meetings,
    current_cycle,
    cycle_strip,
    cycles,
    meeting,
    next_cycle,
)
from cspdesk.meetings.rules import Step
from cspdesk.settings.commands import RemoveFromLibrary, SetMeetingDefaults
from cspdesk.settings.queries import partnership, standing_library


def strip_of(desk: Desk) -> CycleStrip:
    strip = desk.ask(current_cycle)
    assert strip is not None
    return strip


def test_the_strip_says_what_the_screen_shows(read_desk: Desk) -> None:
    strip = strip_of(read_desk)
    assert (strip.label, strip.focus) == ("Cycle 4 of 4, 2016/17", "Public confidence")
    assert (strip.next_title, strip.next_words) == ("Next: papers out", "4 working days")
    assert [(step.name, step.words, step.state.value) for step in strip.steps] == [
        ("PMG", "Tue 17 Jan", "done"),
        ("Executive", "Thu 2 Feb", "done"),
        ("Papers out", "Wed 15 Feb", "current"),
        ("Board", "Thu 23 Feb, 14:00", "to_come"),
        ("Minutes and actions", "Thu 2 Mar", "to_come"),
        ("Report-backs", "Fri 7 Apr", "to_come"),
    ]


def test_acronyms_stay_as_they_are_in_the_next_step(read_desk: Desk) -> None:
    strip = read_desk.ask(cycle_strip, read_desk.ask(cycles)[-1].id)
    assert strip is not None
    assert strip.next_title == "Next: PMG"


def test_the_meeting_is_said_for_screen_and_for_paper(read_desk: Desk) -> None:
    card = read_desk.ask(board_meeting_of, strip_of(read_desk).cycle.id)
    assert card is not None
    assert card.words == "Thu 23 Feb 2017, 14:00 to 16:00, Civic Centre"
    assert card.paper_words == "Thursday 23 February 2017, 2pm to 4pm"


def test_boards_before_and_after_are_found(read_desk: Desk) -> None:
    boards = read_desk.ask(board_meetings)
    assert [card.held_on for card in boards] == sorted(card.held_on for card in boards)
    before = read_desk.ask(board_before, date(2017, 2, 23))
    assert before is not None
    assert before.held_on == date(2016, 11, 24)
    last = read_desk.ask(cycles)[-1]
    assert read_desk.ask(next_cycle, last.id) is None


def test_what_is_gone_is_answered_with_none(read_desk: Desk) -> None:
    assert read_desk.ask(meeting, 999) is None
    assert read_desk.ask(cycle_strip, 999) is None
    assert read_desk.ask(front_matter, 999) is None
    assert read_desk.ask(board_meeting_of, 999) is None


def test_the_cover_says_when_each_priority_has_its_turn(read_desk: Desk) -> None:
    card = read_desk.ask(board_meeting_of, strip_of(read_desk).cycle.id)
    assert card is not None
    cover = read_desk.ask(front_matter, card.id)
    assert cover is not None
    assert [(tile.name, tile.words) for tile in cover.tiles] == [
        ("Reoffending", "Priority 1: met 24 November 2016"),
        ("Prevention", "Priority 2: 8 June 2017"),
        ("Public confidence", "Priority 3: in focus today"),
    ]
    assert [seat.role for seat in cover.vacant] == ["Business seat", "Schools seat"]
    assert cover.next_board is not None
    assert cover.next_board.held_on == date(2017, 6, 8)


def test_a_priority_without_a_meeting_has_no_turn() -> None:
    assert turn([], date(2017, 2, 23)) is None
    assert turn([date(2016, 7, 7), date(2016, 9, 22)], date(2017, 2, 23)) == date(2016, 9, 22)


def test_a_new_cycle_comes_with_its_dates_meeting_and_standing_items(desk: Desk) -> None:
    done = desk.run(StartCycle(date(2017, 9, 28)))
    assert done.label == "Started cycle 2, 2017/18: Board on Thu 28 Sep 2017"
    line = desk.ask(cycles)[-1]
    assert done.created == line.id
    assert line.label == "Cycle 2 of 2, 2017/18"
    assert line.dates.papers_on == date(2017, 9, 20)
    view = desk.ask(agenda, line.meeting_id or 0)
    assert view is not None
    assert [one.title for one in view.lines] == [one.title for one in desk.ask(standing_library)]
    assert view.meeting.venue.startswith("Civic Centre"), "where the last Board met"
    assert (view.meeting.starts_at, view.meeting.minutes_available) == ("14:00", 120)


def test_a_new_cycle_follows_the_settings(desk: Desk) -> None:
    settings = desk.ask(partnership)
    desk.run(SetMeetingDefaults(settings.id, settings.version, clear_days=7, meeting_minutes=90))
    for line in desk.ask(standing_library):
        if line.key in ("welcome", "communications", "urgent_business"):
            desk.run(RemoveFromLibrary(line.id, line.version))
    desk.run(StartCycle(date(2017, 9, 28)))
    line = desk.ask(cycles)[-1]
    view = desk.ask(agenda, line.meeting_id or 0)
    assert line.dates.papers_on == date(2017, 9, 18)
    assert view is not None
    assert view.meeting.minutes_available == 90
    assert [one.standing_key for one in view.lines] == ["highlight_report", "parallel_boards"]


@pytest.mark.parametrize(
    ("day", "part"),
    [
        (date(2017, 6, 8), "already a Board on Thu 8 Jun"),
        (date(2017, 9, 30), "weekend"),
        (date(2017, 12, 25), "Christmas"),
        (date(2017, 2, 8), "not in the future"),
        (date(2017, 2, 13), "clear working days"),
    ],
)
def test_a_cycle_is_not_started_on_an_impossible_day(desk: Desk, day: date, part: str) -> None:
    with pytest.raises(RuleBroken, match=part) as broken:
        desk.run(StartCycle(day))
    assert broken.value.field == "board_on"


def test_a_cycle_with_a_priority_that_is_not_there_is_a_conflict(desk: Desk) -> None:
    with pytest.raises(Conflict):
        desk.run(StartCycle(date(2017, 9, 28), focus_priority_id=999))


def test_moving_the_board_says_what_moved_and_takes_its_homework_along(desk: Desk) -> None:
    strip = strip_of(desk)
    done = desk.run(RescheduleBoard(strip.cycle.id, date(2017, 3, 2), strip.cycle.version))
    # Report-backs pass over Good Friday and Easter Monday.
    assert done.label == (
        "Moved the Board to Thu 2 Mar 2017: Papers out Wed 22 Feb, "
        "Minutes and actions Thu 9 Mar, Report-backs Tue 18 Apr"
    )
    card = desk.ask(board_meeting_of, strip.cycle.id)
    assert card is not None
    assert card.held_on == date(2017, 3, 2)
    grid = desk.ask(matrix, card.id)
    assert grid is not None
    cards = [
        desk.ask(question, mark.id) for row in grid.rows for cell in row.cells for mark in cell
    ]
    moved = {card.state.value: card.due_on for card in cards if card}
    assert moved["draft"] == date(2017, 2, 24), "worked out from the Board, so it moves"
    assert moved["sent"] == date(2017, 2, 17), "the partner has been told this day"


def test_a_board_that_has_met_does_not_move(desk: Desk) -> None:
    first = desk.ask(cycles)[0]
    with pytest.raises(RuleBroken, match="has met"):
        desk.run(RescheduleBoard(first.id, date(2017, 9, 28), first.version))


def test_a_stale_cycle_is_a_conflict(desk: Desk) -> None:
    strip = strip_of(desk)
    desk.run(SetCycleFocus(strip.cycle.id, None, strip.cycle.version))
    with pytest.raises(Conflict, match="changed in the meantime"):
        desk.run(SetCycleFocus(strip.cycle.id, None, strip.cycle.version))
    assert strip_of(desk).focus == "No priority in focus"


def test_a_step_is_set_by_hand_but_the_board_only_moves_as_a_whole(desk: Desk) -> None:
    cycle = strip_of(desk).cycle
    with pytest.raises(RuleBroken, match="Move the Board itself"):
        desk.run(SetCycleStep(cycle.id, Step.BOARD, date(2017, 3, 2), cycle.version))
    with pytest.raises(RuleBroken, match="5 clear working days"):
        desk.run(SetCycleStep(cycle.id, Step.PAPERS, date(2017, 2, 20), cycle.version))
    done = desk.run(SetCycleStep(cycle.id, Step.MINUTES, date(2017, 3, 3), cycle.version))
    assert done.label == "Moved Minutes and actions to Fri 3 Mar"


def test_a_meeting_is_changed_and_says_what(desk: Desk) -> None:
    card = desk.ask(board_meeting_of, strip_of(desk).cycle.id)
    assert card is not None
    done = desk.run(SetMeeting(card.id, card.version, starts_at="10.30am", minutes_available=90))
    assert done.label == "Changed the start and length of the Board of Thu 23 Feb"
    changed = desk.ask(meeting, card.id)
    assert changed is not None
    assert (changed.starts_at, changed.ends_at, changed.venue) == ("10:30", "12:00", card.venue)


@pytest.mark.parametrize(
    ("field", "value"),
    [("minutes_available", 0), ("minutes_available", 601), ("item_limit", 0), ("starts_at", "x")],
)
def test_a_meeting_is_not_changed_to_the_impossible(desk: Desk, field: str, value: object) -> None:
    card = desk.ask(board_meeting_of, strip_of(desk).cycle.id)
    assert card is not None
    with pytest.raises(RuleBroken) as broken:
        desk.run(SetMeeting(card.id, card.version, **{field: value}))  # type: ignore[arg-type]
    assert broken.value.field == field
