"""What partners' governance bodies did: asked for, recorded, late."""

from __future__ import annotations

from datetime import date

import pytest

from cspdesk.actions.commands import (
    AddReportBack,
    AskReportBacks,
    EditReportBack,
    RecordChases,
    RecordReportBack,
    RemoveReportBack,
)
from cspdesk.actions.report_back_queries import (
    ReportBackLine,
    late_report_backs,
    latest_report_backs,
    report_back,
    report_back_meetings,
    report_back_register,
    report_backs,
    report_backs_of,
)
from cspdesk.desk import Desk
from cspdesk.errors import Conflict, RuleBroken
from cspdesk.people.queries import governance_bodies
from db.vocabulary import ReportBackState

NOVEMBER, FEBRUARY = 3, 4
CRC = 5


def line_of(desk: Desk, partner: str) -> ReportBackLine:
    view = desk.ask(report_backs, NOVEMBER)
    assert view is not None
    return next(line for line in view.lines if line.organisation == partner)


def test_the_list_reads_as_the_screen_shows_it(read_desk: Desk) -> None:
    view = read_desk.ask(report_backs, NOVEMBER)
    assert view is not None
    assert view.sentence == "Due Fri 6 Jan. 6 of 8 received, 4 with a change made."
    assert view.finding == "Six of eight governance bodies have reported back"
    assert view.late == 2
    assert {line.organisation for line in view.lines[:2]} == {"London CRC", "Haringey CCG"}
    assert view.lines[0].standing.words == "34 days late"


def test_boards_without_report_backs_are_not_offered(read_desk: Desk) -> None:
    days = [card.held_on for card in read_desk.ask(report_back_meetings)]
    assert days == [date(2016, 11, 24), date(2016, 9, 22), date(2016, 7, 7)]
    latest = read_desk.ask(latest_report_backs, date(2017, 6, 8))
    assert latest is not None
    assert latest.meeting.held_on == date(2016, 11, 24)
    assert read_desk.ask(latest_report_backs, date(2016, 7, 7)) is None
    empty = read_desk.ask(report_backs, FEBRUARY)
    assert empty is not None
    assert empty.sentence == "No governance body has been asked to report back."
    assert read_desk.ask(report_backs, 999) is None


def test_what_one_partner_owes_from_all_boards_is_found_the_latest_first(read_desk: Desk) -> None:
    owed = read_desk.ask(report_backs_of, CRC)
    assert {line.organisation for line in owed} == {"London CRC"}
    assert line_of(read_desk, "London CRC") in owed
    days = [line.standing.days_late for line in owed]
    assert days == sorted(days, reverse=True)
    assert not any(line.standing.is_in for line in owed)


def test_a_card_says_where_the_decision_was_taken(read_desk: Desk) -> None:
    card = read_desk.ask(report_back, line_of(read_desk, "Homes for Haringey").id)
    assert card is not None
    assert card.taken_words == "Board, 24 Nov 2016, item 5"
    assert read_desk.ask(report_back, 999) is None


def test_a_body_is_asked_and_its_answer_is_due_with_the_cycle(desk: Desk) -> None:
    done = desk.run(AddReportBack(FEBRUARY, line_of(desk, "Police").body_id, "The plan"))
    assert done.label == "Asked Police to report back"
    card = desk.ask(report_back, done.created or 0)
    assert card is not None
    assert (card.line.due_on, card.line.standing.words) == (date(2017, 4, 7), "Due Fri 7 Apr")
    with pytest.raises(RuleBroken):
        desk.run(AddReportBack(FEBRUARY, line_of(desk, "Police").body_id, "  "))
    with pytest.raises(Conflict):
        desk.run(AddReportBack(FEBRUARY, 999, "The plan"))


def test_a_response_is_recorded_with_what_changed(desk: Desk) -> None:
    line = line_of(desk, "London CRC")
    with pytest.raises(RuleBroken) as broken:
        desk.run(RecordReportBack(line.id, line.version, ReportBackState.REPORTED))
    assert broken.value.field == "said"
    with pytest.raises(RuleBroken, match="not come yet"):
        desk.run(
            RecordReportBack(
                line.id,
                line.version,
                ReportBackState.REPORTED,
                "Agreed.",
                reported_on=date(2017, 3, 1),
            )
        )
    desk.run(
        RecordReportBack(line.id, line.version, ReportBackState.REPORTED, "Agreed.", "A lead.")
    )
    after = line_of(desk, "London CRC")
    assert (after.standing.words, after.said, after.changed) == (
        "Received 9 Feb",
        "Agreed.",
        "A lead.",
    )


def test_a_body_that_has_it_on_its_agenda_still_owes_the_answer(desk: Desk) -> None:
    line = line_of(desk, "London CRC")
    desk.run(
        RecordReportBack(line.id, line.version, ReportBackState.TAKEN_ON, met_on=date(2017, 3, 2))
    )
    after = line_of(desk, "London CRC")
    assert (after.met_on, after.reported_on, after.is_late) == (date(2017, 3, 2), None, True)


def test_a_request_is_changed_or_taken_back_until_it_is_answered(desk: Desk) -> None:
    line = line_of(desk, "London CRC")
    assert desk.run(EditReportBack(line.id, line.version, due_on=date(2017, 3, 2))).label == (
        "Changed the due date of the report-back from London CRC"
    )
    line = line_of(desk, "London CRC")
    desk.run(RemoveReportBack(line.id, line.version))
    police = line_of(desk, "Police")
    with pytest.raises(RuleBroken, match="has reported back"):
        desk.run(RemoveReportBack(police.id, police.version))


def test_several_bodies_are_asked_and_each_answers_when_it_next_meets(desk: Desk) -> None:
    known = {body.id: body for body in desk.ask(governance_bodies)}
    done = desk.run(AskReportBacks(FEBRUARY, tuple(known), "The plan"))
    assert done.label == f"Asked {len(known)} governance bodies to report back"
    view = desk.ask(report_backs, FEBRUARY)
    assert view is not None
    assert {line.body_id for line in view.lines} == set(known)
    for line in view.lines:
        meets = known[line.body_id].next_meets_on
        later = meets is not None and meets > view.meeting.held_on
        assert line.due_on == (meets if later else view.meeting.report_backs_on)
    desk.undo()
    with pytest.raises(RuleBroken, match="at least one"):
        desk.run(AskReportBacks(FEBRUARY, (), "The plan"))


def test_a_request_taken_back_takes_its_reminders_along_and_undo_brings_both(desk: Desk) -> None:
    line = line_of(desk, "London CRC")
    desk.run(RecordChases((), (line.id,)))
    assert line_of(desk, "London CRC").chases == 1
    desk.run(RemoveReportBack(line.id, line.version))
    assert desk.ask(report_back, line.id) is None
    desk.undo()
    assert line_of(desk, "London CRC").chases == 1
    police = line_of(desk, "Police")
    with pytest.raises(RuleBroken, match="nothing to chase"):
        desk.run(RecordChases((), (police.id,)))


def test_the_register_holds_every_board_and_counts_what_is_late(read_desk: Desk) -> None:
    every = read_desk.ask(report_back_register)
    assert {line.meeting_id for line in every} == {1, 2, 3}
    assert sum(line.is_late for line in every) == read_desk.ask(late_report_backs)
