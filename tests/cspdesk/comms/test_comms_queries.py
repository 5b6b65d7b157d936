"""The comms plan of a Board, what is late, whose channels there are, and good news offered."""

from __future__ import annotations

from datetime import date

from comms_cases import board, item

from cspdesk.comms.commands import MarkPublished, RecordComms, SayNoComms
from cspdesk.comms.queries import (
    channel_choices,
    comms_of_item,
    comms_plan,
    good_news,
    late_comms,
)
from cspdesk.comms.records import CommsPlan
from cspdesk.comms.rules import CommsState
from cspdesk.desk import Desk

FEBRUARY = date(2017, 2, 23)
HELD = date(2016, 11, 24)


def plan(desk: Desk, held_on: date) -> CommsPlan:
    found = desk.ask(comms_plan, board(desk, held_on))
    assert found is not None
    return found


def test_a_board_to_come_has_a_line_for_every_item_to_decide(read_desk: Desk) -> None:
    found = plan(read_desk, FEBRUARY)
    assert [line.item_number for line in found.lines] == [str(n) for n in range(1, 9)]
    assert {line.standing.state for line in found.lines} == {CommsState.TO_DECIDE}
    assert found.sentence == "8 to decide."
    assert "first time entrants" in found.lines[1].asked


def test_an_item_has_a_line_for_each_of_its_messages_and_good_news_comes_last(desk: Desk) -> None:
    meeting = board(desk, FEBRUARY)
    third = item(desk, meeting, 3)
    desk.run(RecordComms(meeting, third, "Lock it."))
    desk.run(RecordComms(meeting, third, "We are on patrol."))
    offer = desk.ask(good_news, meeting)[0]
    desk.run(RecordComms(meeting, None, offer.draft, indicator_id=offer.indicator_id))
    desk.run(SayNoComms(item(desk, meeting, 7)))
    found = plan(desk, FEBRUARY)
    assert [line.place for line in found.lines[2:4]] == ["Item 3", "Item 3"]
    assert found.lines[-1].place == "Good news"
    assert found.lines[-1].about == f"{offer.code} {offer.name}"
    assert [line.item_number for line in found.none_needed] == ["7"]
    assert found.finding == "3 messages, none published; 6 items to decide"
    assert [one.message for one in desk.ask(comms_of_item, third)] == [
        "Lock it.",
        "We are on patrol.",
    ]


def test_what_should_be_out_is_late_whichever_board_it_came_from(desk: Desk) -> None:
    meeting = board(desk, HELD)
    before = len(desk.ask(late_comms))
    fourth = item(desk, meeting, 4)
    late = desk.run(RecordComms(meeting, fourth, "Late.", due_on=date(2017, 2, 8))).created
    desk.run(RecordComms(meeting, fourth, "Today.", due_on=date(2017, 2, 9)))
    found = desk.ask(late_comms)
    assert len(found) == before + 1
    assert late in [one.id for one in found]
    assert late is not None
    desk.run(MarkPublished(late, 1, "Council website", date(2017, 2, 9)))
    assert len(desk.ask(late_comms)) == before


def test_every_partners_own_channels_are_offered(read_desk: Desk) -> None:
    found = {one.organisation: one.channels for one in read_desk.ask(channel_choices)}
    assert "Homes News, the tenants’ magazine" in found["Homes for Haringey"]
    assert "GP bulletin" in found["Haringey CCG"]
    assert len(found) == 8
    # The ward panels have a tick of their own.
    assert found["Police"] == ("Safer Neighbourhood Team newsletters", "Borough social media")


def test_good_news_comes_from_figures_well_better_than_target(read_desk: Desk) -> None:
    """By the highlight report's own rule, and with what to settle first."""
    found = {one.code: one for one in read_desk.ask(good_news, board(read_desk, FEBRUARY))}
    assert {"M1", "M3"} <= set(found)
    assert found["M1"].draft.startswith("Good news on burglary: 2,473 offences in the 12 months")
    assert found["M1"].cautions == ()
    assert any("worse than a year ago" in words for words in found["M3"].cautions)


def test_good_news_that_is_told_is_not_offered_again(desk: Desk) -> None:
    meeting = board(desk, FEBRUARY)
    first, *rest = desk.ask(good_news, meeting)
    desk.run(RecordComms(meeting, None, first.draft, indicator_id=first.indicator_id))
    assert desk.ask(good_news, meeting) == tuple(rest)


def test_a_meeting_that_is_gone_has_no_plan(read_desk: Desk) -> None:
    assert read_desk.ask(comms_plan, 99_999) is None
    assert read_desk.ask(good_news, 99_999) == ()
