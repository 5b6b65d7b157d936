"""The parallel boards' screen as read: papers, calendars, who sits on both, requests, updates."""

from __future__ import annotations

import re
from datetime import date

import pytest

from cspdesk.agenda.business_requests import group_lines
from cspdesk.boards.asking_commands import UPDATE_SOUGHT, AskForUpdates
from cspdesk.boards.calendar_commands import AddBoardDay, MoveBoardDay, RemoveBoardDay
from cspdesk.boards.commands import (
    EditSpread,
    PassOn,
    RecordUpdate,
    RemoveSpread,
    SetMessageState,
)
from cspdesk.boards.drafts import update_requests
from cspdesk.boards.tab import BoardLine, BoardsTab, boards_tab
from cspdesk.desk import Desk
from cspdesk.errors import Conflict, RuleBroken
from cspdesk.mail.drafts import eml
from cspdesk.meetings.forward_queries import other_meetings
from cspdesk.packs.board.facts import read_pack
from cspdesk.packs.board.pack import board_pack
from cspdesk.packs.board_sheet import board_sheet, read_sheet
from cspdesk.people.commands import EditGroup
from cspdesk.people.structure_queries import structure_groups
from db.vocabulary import MessageState, RequestKind

CYCLE = 4
BOARD = date(2017, 2, 23)
# A number of the council's plan that does not say so.
BARE = re.compile(r"(?<!Corporate Plan )(?<!Council’s )\bPriority \d [Bb]oard")


def read(desk: Desk, cycle_id: int = CYCLE) -> BoardsTab:
    found = desk.ask(boards_tab, cycle_id)
    assert found is not None
    return found


def board(desk: Desk, name: str) -> BoardLine:
    return next(line for line in read(desk).lines if line.board.short_name == name)


def test_each_board_reads_as_it_is_drawn(read_desk: Desk) -> None:
    lines = read(read_desk).lines
    assert [line.update[1].words for line in lines] == [
        "Received 30 Jan",
        "Received 3 Feb",
        "Asked 23 Jan",
        "10 days late",
    ]
    assert [(line.papers[0], line.papers[1].words) for line in lines] == [
        ("Minutes 24 Jan", "Received"),
        ("Action plan", "Asked 30 Jan"),
        ("Minutes 12 Jan", "Received"),
        ("Not asked for", "Not needed"),
    ]
    assert [line.to_pass[0] for line in lines][:2] == [
        "Joint Prevention meeting, IRIS GP training",
        "Joint Prevention meeting, Strategy outcomes",
    ]
    assert {line.to_pass[1].words for line in lines} == {"After the Board"}
    assert [line.has_answered for line in lines] == [True, True, False, False]


def test_who_sits_on_both_is_known_by_role_and_organisation(read_desk: Desk) -> None:
    hwb = board(read_desk, "HWB")
    assert {one.role: one.ours for one in hwb.on_both} == {
        "Director of Public Health": ("Board",),
        "Director of Commissioning": ("Board",),
    }
    csb = board(read_desk, "CSB")
    assert [one.role for one in csb.members if not one.ours] == ["Detective Inspector"]


def test_a_number_of_the_councils_plan_never_stands_alone(desk: Desk) -> None:
    group = next(one for one in desk.ask(group_lines, CYCLE) if one.short_name == "ASB")
    versions = {line.id: line.board.version for line in read(desk).lines}
    desk.run(EditGroup(group.id, versions[group.id], scheme_label="Priority 3 Board"))
    tab, facts = read(desk), desk.ask(read_pack, CYCLE)
    sheets = [desk.ask(read_sheet, CYCLE, line.board.short_name) for line in tab.lines]
    texts = {
        "pack": str(board_pack(facts, draft=True)),
        "screen": str(tab),
        "letters": str(desk.ask(update_requests, tab)),
        "sheets": str([board_sheet(sheet, draft=True) for sheet in sheets]),
        "chart": str(desk.ask(structure_groups)),
    }
    for where, text in texts.items():
        assert BARE.findall(text) == [], where
    for where in ("pack", "screen", "sheets", "chart"):
        assert "Council’s Priority 3 Board" in texts[where]
        assert "Corporate Plan Priority 2 Board" in texts[where]


def test_a_sought_update_comes_in_as_what_it_says(desk: Desk) -> None:
    line = board(desk, "CSB")
    sought = line.board.incoming[0]
    day = date(2017, 2, 8)
    done = desk.run(
        RecordUpdate(CYCLE, line.id, " Two audits. ", day, "Minutes", sought.id, sought.version)
    )
    assert done.label == "Recorded an update from CSB"
    now = board(desk, "CSB")
    assert now.update == ("Two audits.", now.update[1])
    assert (now.update[1].mark, now.update[1].words) == ("done", "Received 8 Feb")
    assert read(desk).ledger.updates_to_come == 1
    with pytest.raises(Conflict):
        desk.run(RecordUpdate(CYCLE, line.id, "x", day, "", sought.id, sought.version))
    with pytest.raises(RuleBroken, match="was not asked that"):
        desk.run(RecordUpdate(CYCLE, line.id, "x", day, "", sought.id))


def test_an_update_may_come_unasked_but_not_tomorrow_or_empty(desk: Desk) -> None:
    line = board(desk, "HWB")
    desk.run(RecordUpdate(CYCLE, line.id, "A new pathway", date(2017, 2, 9)))
    assert board(desk, "HWB").update[0] == "A new pathway (and 1 more)"
    for text, day, field in (("x", date(2017, 2, 10), "received_on"), (" ", BOARD, "received_on"),
                             (" ", date(2017, 2, 9), "text")):  # fmt: skip
        with pytest.raises(RuleBroken) as broken:
            desk.run(RecordUpdate(CYCLE, line.id, text, day))
        assert broken.value.field == field


def test_every_message_is_passed_on_once_the_board_has_met(desk: Desk) -> None:
    with pytest.raises(RuleBroken, match="The Board decides on Thu 23 Feb 2017"):
        desk.run(PassOn(CYCLE))
    desk.as_at = date(2017, 2, 27)
    done = desk.run(PassOn(CYCLE))
    assert done.label == "Passed on 8 messages to 4 boards"
    assert {line.to_pass[1].words for line in read(desk).lines} == {"Passed on 27 Feb"}
    with pytest.raises(RuleBroken, match="has been passed on"):
        desk.run(PassOn(CYCLE))


def test_each_step_of_a_message_keeps_its_day(desk: Desk) -> None:
    desk.as_at = date(2017, 3, 20)
    one = read(desk).ledger.to_pass_on[0].marks[0]
    assert one is not None
    desk.run(SetMessageState(one.id, one.version, MessageState.PASSED, date(2017, 3, 1)))
    with pytest.raises(RuleBroken, match="passed on only on"):
        early = date(2017, 2, 28)
        desk.run(SetMessageState(one.id, one.version + 1, MessageState.ACKNOWLEDGED, early))
    day = date(2017, 3, 8)
    desk.run(SetMessageState(one.id, one.version + 1, MessageState.ACKNOWLEDGED, day))
    last = (one.id, one.version + 2, MessageState.ANSWERED, date(2017, 3, 20), "Yes")
    desk.run(SetMessageState(*last))
    now = read(desk).ledger.to_pass_on[0].marks[0]
    assert now is not None
    assert now.trail == "Passed on 1 Mar, acknowledged 8 Mar, answered 20 Mar"
    assert (now.words, now.answer) == ("Answered 20 Mar", "Yes")


def test_a_message_is_reworded_or_removed_for_every_board_at_once(desk: Desk) -> None:
    spread = read(desk).ledger.to_pass_on[0]
    desk.run(EditSpread(spread.entries, text="Come on 8 June", carried_by="Chair"))
    now = read(desk).ledger.to_pass_on[0]
    assert (now.text, now.carried_by, len(now.entries)) == ("Come on 8 June", "Chair", 4)
    assert desk.run(RemoveSpread(now.entries)).label == (
        "Removed the message to HWB, CE, ASB and CSB"
    )
    assert len(read(desk).ledger.to_pass_on) == 2
    assert desk.undo() is not None
    assert len(read(desk).ledger.to_pass_on) == 3


def test_a_calendar_gives_the_next_day_and_says_what_clashes(desk: Desk) -> None:
    asb = board(desk, "ASB")
    assert [day.clash != "" for day in asb.days] == [False, True]
    csb = board(desk, "CSB")
    with pytest.raises(RuleBroken, match="Our own Board meets"):
        desk.run(AddBoardDay(csb.id, BOARD))
    desk.run(AddBoardDay(csb.id, BOARD, anyway=True))
    now = board(desk, "CSB")
    assert now.board.next_meets_on == BOARD
    asked = {(one.name, one.on) for one in desk.ask(other_meetings)}
    assert ("Children’s Safeguarding Board", BOARD) in asked  # the forward plan points it out
    desk.run(MoveBoardDay(now.days[0].id, now.days[0].version, date(2017, 3, 1)))
    now = board(desk, "CSB")
    assert now.board.next_meets_on == date(2017, 3, 1)
    desk.run(RemoveBoardDay(now.days[0].id, now.days[0].version))
    assert board(desk, "CSB").board.next_meets_on == date(2017, 3, 20)


def test_requests_go_to_boards_that_owe_an_update_and_to_nobody_else(read_desk: Desk) -> None:
    drafts = read_desk.ask(update_requests, read(read_desk))
    assert [one.name for one in drafts] == [
        "Adults Safeguarding Board",
        "Children’s Safeguarding Board",
    ]
    assert [one.draft.to_address for one in drafts] == [
        "community.safety@council.example",
        "partnership@police.example",
    ]
    last = drafts[1]
    assert (last.days_late, last.fault) == (10, "")
    assert "Asked about missing episodes and gangs" in last.draft.body
    assert "Adults" not in last.draft.body
    raw = eml(last.draft)
    assert b"X-Unsent: 1" in raw
    assert b"Subject: =?utf-8?" in raw


def test_an_address_in_the_contact_is_written_to_first(desk: Desk) -> None:
    csb = board(desk, "CSB")
    contact = "Detective Inspector <di@police.example>\nPolice. Officer: Board manager"
    desk.run(EditGroup(csb.id, csb.board.version, contact=contact))
    draft = desk.ask(update_requests, read(desk))[1].draft
    assert (draft.to_name, draft.to_address) == ("Detective Inspector", "di@police.example")
    version = board(desk, "CSB").board.version
    desk.run(EditGroup(csb.id, version, contact="Somebody"))
    assert desk.ask(update_requests, read(desk))[1].fault == "has no e-mail address"


def test_asking_again_is_a_reminder_and_a_first_time_is_due_before_the_board(desk: Desk) -> None:
    csb = board(desk, "CSB")
    desk.run(AskForUpdates(CYCLE, (csb.id,)))
    assert len(board(desk, "CSB").board.incoming) == 1
    asked = next(one for one in desk.ask(group_lines, CYCLE) if one.id == csb.id)
    assert asked.request(RequestKind.BUSINESS).standing.words == "Reminded twice, 9 Feb"
    desk.run(AskForUpdates(CYCLE + 1, (csb.id,)))
    (sought,) = next(one for one in read(desk, CYCLE + 1).lines if one.id == csb.id).board.incoming
    assert (sought.text, sought.due_on) == (UPDATE_SOUGHT, date(2017, 5, 18))
    with pytest.raises(RuleBroken, match="parallel boards only"):
        desk.run(AskForUpdates(CYCLE, (1,)))
