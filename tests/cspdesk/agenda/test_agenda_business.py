"""The inbox of the Executive: business comes in, a verdict moves it, undo brings it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from cspdesk.agenda.business_commands import (
    AddWayOut,
    DeleteBusiness,
    EditBusiness,
    GiveVerdict,
    MarkTold,
    MarkWayOutDone,
    RaiseBusiness,
    RemoveWayOut,
    TakeVerdictBack,
)
from cspdesk.agenda.business_queries import (
    business_card,
    inbox,
    inbox_counts,
    not_on_this_agenda,
    source_choices,
    to_decide,
    verdict_choices,
    ways_out,
)
from cspdesk.agenda.business_records import BusinessCard, BusinessLine
from cspdesk.agenda.business_request_commands import AskGroups, RecordCame, RemindGroups
from cspdesk.agenda.business_requests import group_lines
from cspdesk.agenda.business_rules import MOST_PRINTED, sent_instead
from cspdesk.agenda.commands import DeleteItem, PutUnder
from cspdesk.agenda.queries import agenda, item
from cspdesk.desk import Desk
from cspdesk.errors import Conflict, RuleBroken
from cspdesk.kpis.assessments import assessment_card
from cspdesk.kpis.highlight_commands import DecideHighlight
from cspdesk.kpis.highlight_report import highlight_report
from cspdesk.meetings.queries import board_meeting_of
from cspdesk.packs.board.agenda_page import agenda_section
from cspdesk.packs.board.facts import read_pack
from db.vocabulary import BusinessSource, ItemType, RequestKind, Verdict

TODAY = date(2017, 2, 9)
NOW, LATER = 4, 5  # cycles of the sample
IRIS = "IRIS GP training: funding ends in March"


def line(desk: Desk, title: str = IRIS, cycle_id: int | None = NOW) -> BusinessLine:
    return next(one for one in desk.ask(inbox, cycle_id).lines if one.title == title)


def card(desk: Desk, title: str = IRIS, cycle_id: int | None = NOW) -> BusinessCard:
    found = desk.ask(business_card, line(desk, title, cycle_id).piece)
    assert found is not None
    return found


def decide(desk: Desk, verdict: Verdict, *, title: str = IRIS, **rest: Any) -> None:
    found = line(desk, title)
    desk.run(GiveVerdict(found.piece, found.version, verdict, "Because it must.", **rest))


def titles(desk: Desk, cycle_id: int) -> list[str]:
    return [one.title for one in desk.ask(inbox, cycle_id).lines]


def board_titles(desk: Desk, cycle_id: int = NOW) -> list[str]:
    meeting = desk.ask(board_meeting_of, cycle_id)
    assert meeting is not None
    view = desk.ask(agenda, meeting.id)
    assert view is not None
    return [one.title for one in view.lines]


# What comes in


def test_the_sample_has_business_of_every_source_with_what_is_to_decide_first(
    read_desk: Desk,
) -> None:
    found = read_desk.ask(inbox, NOW)
    assert [group.source for group in found.groups] == [
        BusinessSource.PMG,
        BusinessSource.SUB_GROUP,
        BusinessSource.PARALLEL_BOARD,
        BusinessSource.PARTNER,
        BusinessSource.COMMUNITY,
        BusinessSource.STANDING,
    ]
    for group in found.groups:
        opened = [one.to_decide for one in group.lines]
        assert opened == sorted(opened, reverse=True)
    assert read_desk.ask(to_decide, NOW) == 3
    assert found.total == len(found.lines) == read_desk.ask(inbox_counts, NOW).pieces


def take_in(desk: Desk, indicator_id: int, taken: bool) -> None:
    held = desk.ask(assessment_card, indicator_id, NOW)
    assert held is not None
    desk.run(DecideHighlight(indicator_id, NOW, taken, "Of note", seen_version=held.version))


def left_out(desk: Desk) -> int:
    """An indicator that PMG may take in without saying more."""
    report = desk.ask(highlight_report, NOW)
    lines = (one for group in report.left_out for one in group.lines)
    return next(one.id for one in lines if one.code == "R4")


def test_a_line_of_the_highlight_report_arrives_and_leaves_by_itself(desk: Desk) -> None:
    before = desk.ask(to_decide, NOW)
    indicator = left_out(desk)
    take_in(desk, indicator, True)
    arrived = [one for one in desk.ask(inbox, NOW).lines if one.piece.business_id is None]
    assert [one.piece.indicator_id for one in arrived] == [indicator]
    assert desk.ask(to_decide, NOW) == before + 1
    take_in(desk, indicator, False)
    assert desk.ask(to_decide, NOW) == before
    with pytest.raises(Conflict):
        desk.run(GiveVerdict(arrived[0].piece, 0, Verdict.DECLINE, "Not now"))


def test_a_verdict_on_an_arrived_line_keeps_it_and_undo_lets_it_arrive_again(desk: Desk) -> None:
    indicator = left_out(desk)
    take_in(desk, indicator, True)
    (arrived,) = [one for one in desk.ask(inbox, NOW).lines if one.piece.business_id is None]
    joins = desk.ask(verdict_choices, NOW).joins
    desk.run(GiveVerdict(arrived.piece, 0, Verdict.BOARD, "With the report", item_id=joins))
    kept = [one for one in desk.ask(inbox, NOW).lines if one.piece.indicator_id == indicator]
    assert [(one.verdict, one.outcome) for one in kept] == [(Verdict.BOARD, "Item 2")]
    with pytest.raises(Conflict):
        desk.run(GiveVerdict(arrived.piece, 0, Verdict.DECLINE, "Seen by a second officer"))
    desk.undo()
    assert arrived in desk.ask(inbox, NOW).lines


@pytest.mark.parametrize(
    ("source", "rest", "field"),
    [
        (BusinessSource.SUB_GROUP, {}, "raised_by"),
        (BusinessSource.PARALLEL_BOARD, {}, "raised_by"),
        (BusinessSource.PARTNER, {}, "raised_by"),
        (BusinessSource.PMG, {}, "source"),
        (BusinessSource.COMMUNITY, {"title": " "}, "title"),
        (BusinessSource.COMMUNITY, {"raised_on": date(2017, 2, 10)}, "raised_on"),
    ],
)
def test_what_is_raised_says_who_by_what_and_when(
    desk: Desk, source: BusinessSource, rest: dict[str, Any], field: str
) -> None:
    words = {"title": "A thing", **rest}
    with pytest.raises(RuleBroken) as broken:
        desk.run(RaiseBusiness(NOW, source, **words))
    assert broken.value.field == field


def test_a_parallel_board_is_no_sub_group(desk: Desk) -> None:
    board = desk.ask(source_choices).parallel_boards[0]
    with pytest.raises(RuleBroken):
        desk.run(RaiseBusiness(NOW, BusinessSource.SUB_GROUP, "A thing", group_id=board.id))


def test_words_are_changed_and_found(desk: Desk) -> None:
    found = line(desk)
    desk.run(EditBusiness(found.piece, found.version, why_whole="Şükrü’s practice STOPPED"))
    searched = desk.ask(inbox, None, search="şükrü stopped").lines
    assert [one.title for one in searched] == [IRIS]
    assert desk.ask(inbox, None, search="100%_").lines == ()


def test_search_looks_through_every_cycle_and_at_the_source(read_desk: Desk) -> None:
    everywhere = read_desk.ask(inbox, None, search="vawg iris")
    assert {one.piece.cycle_id for one in everywhere.lines} == {2, 4}
    here = read_desk.ask(inbox, NOW, search="vawg iris")
    assert [one.piece.cycle_id for one in here.lines] == [4]


def test_a_window_shows_the_latest_and_counts_the_rest(read_desk: Desk) -> None:
    whole = read_desk.ask(inbox, None)
    some = read_desk.ask(inbox, None, limit=5)
    assert (len(some.lines), some.total) == (5, whole.total)
    assert {one.piece.cycle_id for one in some.lines} <= {4, 5}


# Verdicts


@pytest.mark.parametrize("verdict", list(Verdict))
def test_no_verdict_goes_without_a_reason(desk: Desk, verdict: Verdict) -> None:
    found = line(desk)
    with pytest.raises(RuleBroken) as broken:
        desk.run(GiveVerdict(found.piece, found.version, verdict, "  "))
    assert broken.value.field == "reason"
    assert line(desk) == found


def test_board_makes_an_item_before_the_standing_ones_at_the_end(desk: Desk) -> None:
    before = board_titles(desk)
    decide(desk, Verdict.BOARD)
    assert board_titles(desk) == [*before[:-1], IRIS, before[-1]]
    made = card(desk)
    shown = desk.ask(item, made.item_id or 0)
    assert shown is not None
    assert (shown.decision_sought, shown.value_added) == (made.asked, made.why_whole)
    assert shown.line.type is ItemType.DECISION
    assert made.line.outcome == f"Item {shown.line.number}"
    desk.undo()
    assert board_titles(desk) == before
    assert line(desk).to_decide


def test_board_joins_an_item_that_is_there(desk: Desk) -> None:
    before = board_titles(desk)
    decide(desk, Verdict.BOARD, item_id=desk.ask(verdict_choices, NOW).items[4].id)
    assert board_titles(desk) == before
    assert line(desk).outcome == "Item 5"


def test_a_sub_item_is_named_as_it_is_printed(desk: Desk) -> None:
    items = desk.ask(verdict_choices, NOW).items
    shown = desk.ask(item, items[4].id)
    assert shown is not None
    desk.run(PutUnder(shown.id, True, shown.version))
    decide(desk, Verdict.BOARD, item_id=shown.id)
    assert line(desk).outcome == "Item 4a"
    assert "as item 4a, Noel Park" in card(desk).reply
    assert desk.ask(verdict_choices, NOW).items[5].name.startswith("Item 5, Strategy")


def test_an_item_of_another_board_is_not_joined(desk: Desk) -> None:
    other = desk.ask(verdict_choices, LATER).items[0]
    with pytest.raises(RuleBroken) as broken:
        decide(desk, Verdict.BOARD, item_id=other.id)
    assert broken.value.field == "item_id"


def test_an_item_taken_off_the_agenda_gives_its_business_back_to_decide(desk: Desk) -> None:
    decide(desk, Verdict.BOARD)
    shown = desk.ask(item, card(desk).item_id or 0)
    assert shown is not None
    desk.run(DeleteItem(shown.id, shown.version))
    assert line(desk).to_decide
    assert card(desk).reason == ""
    desk.undo()
    assert line(desk).verdict is Verdict.BOARD


def test_what_is_deferred_comes_back_at_the_named_meeting(desk: Desk) -> None:
    (later,) = desk.ask(verdict_choices, NOW).meetings
    decide(desk, Verdict.DEFER, meeting_id=later.id)
    assert line(desk).outcome == "8 June 2017"
    back = card(desk, cycle_id=LATER)
    assert back.line.to_decide
    assert back.line.came_before == 2
    assert [before.cycle for before in back.history] == ["Cycle 4, 2016/17", "Cycle 2, 2016/17"]
    assert back.history[0].words == "Deferred to 8 June 2017. Because it must."


@pytest.mark.parametrize("meeting", [None, "this"])
def test_defer_needs_a_later_board(desk: Desk, meeting: str | None) -> None:
    this = desk.ask(board_meeting_of, NOW)
    assert this is not None
    with pytest.raises(RuleBroken) as broken:
        decide(desk, Verdict.DEFER, meeting_id=this.id if meeting else None)
    assert broken.value.field == "meeting_id"


def test_another_verdict_takes_the_deferral_back_until_the_later_meeting_has_decided(
    desk: Desk,
) -> None:
    title = "Gang Exit: review of the caseload"
    assert title in titles(desk, LATER)
    decide(desk, Verdict.DECLINE, title=title)
    assert title not in titles(desk, LATER)
    desk.undo()
    there = line(desk, title, LATER)
    desk.run(GiveVerdict(there.piece, there.version, Verdict.DECLINE, "Settled"))
    with pytest.raises(RuleBroken) as broken:
        decide(desk, Verdict.DECLINE, title=title)
    assert broken.value.field == "verdict"


@pytest.mark.parametrize(
    ("rest", "field"),
    [({"to_whom": "GPs"}, "channel"), ({"channel": "GP bulletin", "to_whom": " "}, "to_whom")],
)
def test_disseminate_says_how_and_to_whom(desk: Desk, rest: dict[str, Any], field: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        decide(desk, Verdict.DISSEMINATE, **rest)
    assert broken.value.field == field


def test_a_way_out_is_tracked_until_it_is_done(desk: Desk) -> None:
    decide(
        desk,
        Verdict.DISSEMINATE,
        channel="VAWG bulletin",
        to_whom="practice managers",
        due_on=date(2017, 2, 7),
    )
    (way,) = card(desk).ways
    assert (way.words, way.days_late, line(desk).days_late) == ("2 days late", 2, 2)
    desk.run(AddWayOut(way.business_id, "GP bulletin", "GPs"))
    assert line(desk).outcome == "2 days late, VAWG bulletin"
    with pytest.raises(RuleBroken):
        desk.run(MarkWayOutDone(way.id, way.version, date(2017, 2, 10)))
    desk.run(MarkWayOutDone(way.id, way.version))
    assert line(desk).outcome == "1 of 2 done, VAWG bulletin"
    done, still = card(desk).ways
    assert (done.words, still.words) == ("Done 9 Feb", "To do")
    desk.run(RemoveWayOut(still.id, still.version))
    with pytest.raises(RuleBroken):
        desk.run(RemoveWayOut(done.id, done.version))
    with pytest.raises(RuleBroken):
        decide(desk, Verdict.DECLINE)


def test_the_only_way_out_stays_while_the_verdict_does(desk: Desk) -> None:
    decide(desk, Verdict.DISSEMINATE, channel="VAWG bulletin", to_whom="GPs")
    (way,) = card(desk).ways
    with pytest.raises(RuleBroken):
        desk.run(RemoveWayOut(way.id, way.version))


def test_sent_back_business_is_decided_when_more_has_come(desk: Desk) -> None:
    decide(desk, Verdict.SEND_BACK)
    sent = line(desk)
    assert sent.chip == "Send back"
    desk.run(TakeVerdictBack(sent.piece.business_id or 0, sent.version))
    assert line(desk).to_decide
    with pytest.raises(RuleBroken):
        desk.run(TakeVerdictBack(sent.piece.business_id or 0, line(desk).version))


def test_only_what_is_undecided_and_not_deferred_here_is_deleted(desk: Desk) -> None:
    found = line(desk)
    desk.run(DeleteBusiness(found.piece.business_id or 0, found.version))
    assert IRIS not in titles(desk, NOW)
    for title, cycle_id in (("Move-on housing: the protocol", NOW),
                            ("Prevention: one offer for families", LATER)):  # fmt: skip
        other = line(desk, title, cycle_id)
        with pytest.raises(RuleBroken):
            desk.run(DeleteBusiness(other.piece.business_id or 0, other.version))


# What goes back


CASES: list[tuple[Verdict, Callable[[Desk], dict[str, Any]], str]] = [
    (Verdict.BOARD, lambda _desk: {}, "on Thursday 23 February 2017, as item 8, IRIS GP"),
    (
        Verdict.DEFER,
        lambda desk: {"meeting_id": desk.ask(verdict_choices, NOW).meetings[0].id},
        "the Board on Thursday 8 June 2017",
    ),
    (
        Verdict.DISSEMINATE,
        lambda _desk: {"channel": "VAWG bulletin", "to_whom": "GPs"},
        "through: VAWG bulletin (to GPs).",
    ),
    (Verdict.DECLINE, lambda _desk: {}, "It does not go before the Board."),
    (Verdict.SEND_BACK, lambda _desk: {}, "What is needed: Because it must."),
]


@pytest.mark.parametrize(("verdict", "rest", "said"), CASES)
def test_the_reply_says_what_was_decided_and_why(
    desk: Desk, verdict: Verdict, rest: Callable[[Desk], dict[str, Any]], said: str
) -> None:
    assert card(desk).reply == ""
    decide(desk, verdict, **rest(desk))
    reply = card(desk).reply
    assert reply.startswith("To: Violence Against Women and Girls Strategic Group\n")
    assert f"Subject: {IRIS}" in reply
    assert said in reply
    assert "Because it must." in reply
    assert "csp@haringey.example" in reply


def test_telling_the_source_is_kept_until_another_verdict(desk: Desk) -> None:
    found = line(desk)
    with pytest.raises(RuleBroken):
        desk.run(MarkTold(found.piece.business_id or 0, found.version))
    decide(desk, Verdict.DECLINE)
    now = line(desk)
    desk.run(MarkTold(now.piece.business_id or 0, now.version))
    assert card(desk).told_on == TODAY
    decide(desk, Verdict.SEND_BACK)
    assert card(desk).told_on is None


def test_history_says_how_often_a_subject_came_and_what_its_source_raised(
    read_desk: Desk,
) -> None:
    found = card(read_desk, "Noel Park project: what worked")
    assert [before.cycle for before in found.history] == ["Cycle 3, 2016/17", "Cycle 1, 2016/17"]
    assert found.history[0].words == "Board, item 6. The Board asked for it in July."
    assert found.source_words == "4 pieces in 2016/17: 4 to the Board"


def test_the_pack_says_what_went_out_instead(read_desk: Desk) -> None:
    printed = read_desk.ask(not_on_this_agenda, NOW)
    assert len(printed) == 4
    assert "Mental health (daily briefing to duty inspectors, 8 Feb)" in printed
    assert printed[0] == (
        "Early Help (Schools bulletin to designated safeguarding leads, by 7 Feb; "
        "GP bulletin to practice managers, by 17 Feb)"
    )
    assert not read_desk.ask(ways_out, NOW)[0].is_done


def test_the_agenda_in_the_pack_has_a_line_for_it(desk: Desk) -> None:
    meeting = desk.ask(board_meeting_of, NOW)
    assert meeting is not None
    printed = repr(agenda_section(desk.ask(read_pack, meeting.id)))
    assert "Not on this agenda, but sent another way: " in printed
    assert "Electric blankets (Homes News" in printed
    later = desk.ask(board_meeting_of, LATER)
    assert later is not None
    assert "Not on this agenda" not in repr(agenda_section(desk.ask(read_pack, later.id)))


def test_many_are_counted_rather_than_pushed_onto_a_second_page() -> None:
    entries = [(f"Matter {n}: more", "Bulletin", "GPs", None, None) for n in range(9)]
    printed = sent_instead(entries)
    assert printed[0] == "Matter 0 (Bulletin to GPs, to follow)"
    assert printed[-1] == "and 3 more"
    assert len(printed) == MOST_PRINTED + 1


# Who was asked, who is silent


def test_a_group_is_silent_until_it_raises_something_or_says_there_is_nothing(desk: Desk) -> None:
    def silent() -> set[str]:
        return {one.short_name for one in desk.ask(group_lines, NOW) if one.silent}

    names = {one.short_name: one for one in desk.ask(group_lines, NOW)}
    assert names["Safer Neighbourhood Board"].silence == "Silent for 4 cycles"
    assert names["CSB"].silence == "Silent"
    assert "YOS Board" not in silent()
    csb, panel = names["CSB"], names["Ward panels"]
    desk.run(RecordCame(NOW, csb.id, RequestKind.BUSINESS, "Nothing to raise."))
    desk.run(
        RaiseBusiness(NOW, BusinessSource.SUB_GROUP, "Promises of the wards", group_id=panel.id)
    )
    assert silent() == {"MARAC Steering Group", "Channel Panel", "Safer Neighbourhood Board"}


def test_groups_are_asked_once_reminded_and_what_comes_is_kept(desk: Desk) -> None:
    def request(name: str) -> str:
        lines = {one.short_name: one for one in desk.ask(group_lines, NOW)}
        return lines[name].request(RequestKind.MINUTES).standing.words

    ids = {one.short_name: one.id for one in desk.ask(group_lines, NOW)}
    both = (ids["CSB"], ids["CE"])
    with pytest.raises(RuleBroken):
        desk.run(RemindGroups(NOW, both, RequestKind.MINUTES))
    desk.run(AskGroups(NOW, both, RequestKind.MINUTES))
    assert (request("CSB"), request("CE")) == ("Asked 9 Feb", "Asked 9 Feb")
    with pytest.raises(RuleBroken):
        desk.run(AskGroups(NOW, both, RequestKind.MINUTES))
    desk.run(RecordCame(NOW, ids["CE"], RequestKind.MINUTES))
    desk.run(RemindGroups(NOW, both, RequestKind.MINUTES))
    assert (request("CSB"), request("CE")) == ("Reminded 9 Feb", "Came 9 Feb")
    desk.run(RemindGroups(NOW, both, RequestKind.MINUTES))
    assert request("CSB") == "Reminded twice, 9 Feb"
