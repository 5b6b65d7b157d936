"""A Board recorded by commands on the sample: what is kept, what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

import pytest
from sqlalchemy import event, select

from cspdesk.actions.commands import AddAction
from cspdesk.agenda.rehearsing_commands import KeepRehearsal
from cspdesk.boards.commands import AddMessage
from cspdesk.calendar import short_date
from cspdesk.comms.commands import RecordComms, SayNoComms
from cspdesk.desk import Desk
from cspdesk.errors import RuleBroken
from cspdesk.meetings.queries import MeetingCard, board_meetings
from cspdesk.meetings.recording_commands import (
    CloseItem,
    EndMeeting,
    ExcludePublic,
    GoOnWithMeeting,
    KeepTime,
    KeepUnfinished,
    MarkHeard,
    OpenItem,
    ParkTopic,
    RecordDiscussion,
    ReopenItem,
    SayNone,
    StartMeeting,
    TakeTogether,
)
from cspdesk.meetings.recording_decision_commands import (
    AddDecision,
    EditDecision,
    RemoveDecision,
    TakeToBodies,
)
from cspdesk.meetings.recording_people_commands import (
    AddGuest,
    DeclareInterest,
    RestPresent,
    SetAttendance,
)
from cspdesk.meetings.recording_queries import meeting_view
from cspdesk.meetings.recording_records import AttendanceLine, ItemNow, MeetingView
from cspdesk.meetings.recording_register import recording_choices
from cspdesk.meetings.recording_rules import Part
from cspdesk.people.queries import governance_bodies
from db.tables import AppointmentRow, BodyMeetingRow, BusinessRow, PersonRow, ReportBackRow
from db.tables.base import Row
from db.vocabulary import DecisionKind, MeetingState, MessageWay, Presence

HELD = date(2017, 2, 23)
R = TypeVar("R", bound=Row)


def card(desk: Desk) -> MeetingCard:
    return next(one for one in desk.ask(board_meetings) if one.held_on == HELD)


def view(desk: Desk, item_id: int | None = None) -> MeetingView:
    seen = desk.ask(meeting_view, card(desk).id, item_id)
    assert seen is not None
    return seen


def now(desk: Desk, item_id: int | None = None) -> ItemNow:
    item = view(desk, item_id).item
    assert item is not None
    return item


@pytest.fixture
def started(desk: Desk) -> Desk:
    meeting = card(desk)
    desk.run(StartMeeting(meeting.id, meeting.version))
    return desk


def item_id(desk: Desk, place: int) -> int:
    return view(desk).ids[place - 1]


def rows(desk: Desk, table: type[R], **columns: Any) -> list[R]:
    def query(reading: Any) -> list[R]:
        found = reading.all(select(table).filter_by(**columns).order_by(table.id))
        for row in found:
            reading.session.expunge(row)
        return list(found)

    return desk.ask(query)


def refused(desk: Desk, command: Any) -> str:
    with pytest.raises(RuleBroken) as broken:
        desk.run(command)
    return broken.value.message


# -- beginning and ending


def test_before_it_begins_one_sentence_says_when_the_board_is(read_desk: Desk) -> None:
    seen = view(read_desk)
    assert seen.state is MeetingState.PLANNING
    assert seen.start_words.startswith(
        "The Board is on Thu 23 Feb at 14:00, and today is Thu 9 Feb"
    )


def test_an_item_is_as_rehearsed_only_where_the_clock_was_run(desk: Desk) -> None:
    meeting = card(desk)
    desk.run(StartMeeting(meeting.id, meeting.version))
    second = item_id(desk, 2)
    desk.run(KeepRehearsal(meeting.id, ((second, 300),), second))
    words = short_date(desk.today).partition(" ")[2]
    assert now(desk, second).rehearsed == f"As rehearsed by the Executive on {words}"
    assert now(desk, item_id(desk, 3)).rehearsed == "As planned by the Executive on 2 Feb"


def test_starting_freezes_the_numbers_and_nothing_is_recorded_before(desk: Desk) -> None:
    first = item_id(desk, 1)
    assert refused(desk, RecordDiscussion(first, "Welcome")) == (
        "The meeting has not begun: start it first."
    )
    meeting = card(desk)
    desk.run(StartMeeting(meeting.id, meeting.version))
    assert [line.number for line in view(desk).items] == list("12345678")
    assert refused(desk, StartMeeting(meeting.id, card(desk).version)) == (
        "This meeting is under way already."
    )


def test_a_meeting_that_was_held_is_not_started_again(desk: Desk) -> None:
    old = desk.ask(board_meetings)[0]
    assert "was held on 7 July 2016" in refused(desk, StartMeeting(old.id, old.version))


def test_it_ends_only_with_its_items_closed_or_said_not_to_be_reached(started: Desk) -> None:
    ids = view(started).ids
    for key in ids[:6]:
        started.run(SayNone(key, tuple(Part)))
        started.run(CloseItem(key))
    meeting = card(started)
    assert refused(started, EndMeeting(meeting.id, meeting.version)).startswith(
        "Items 7 and 8 are still open"
    )
    started.run(EndMeeting(meeting.id, meeting.version, leave_open=True))
    assert card(started).state is MeetingState.MINUTES_DRAFT
    assert "has ended" in refused(started, RecordDiscussion(ids[6], "late"))
    started.run(GoOnWithMeeting(meeting.id, card(started).version))
    started.run(RecordDiscussion(ids[6], "late"))
    assert now(started, ids[6]).discussion == "late"


# -- items


def test_an_item_closes_when_each_part_has_its_answer(started: Desk) -> None:
    key, meeting = item_id(started, 4), card(started)
    partner = started.ask(recording_choices, meeting.id).organisations[0][0]
    board = started.ask(recording_choices, meeting.id).boards[0][0]
    assert refused(started, CloseItem(key)) == "Record the decision, or say that there is none."
    started.run(AddDecision(key, DecisionKind.AGREED, "Three indicators."))
    assert "actions" in refused(started, CloseItem(key))
    started.run(AddAction("Baseline", partner, agreed_at_id=meeting.id, item_id=key))
    started.run(RecordComms(meeting.id, key, "What we heard"))
    assert "parallel boards" not in refused(started, CloseItem(key)), "who leads the comms first"
    line = now(started, key).comms[0]
    from cspdesk.comms.commands import EditComms

    started.run(EditComms(line.id, line.version, organisation_id=partner))
    assert "parallel boards" in refused(started, CloseItem(key))
    started.run(AddMessage(meeting.cycle_id, (board,), MessageWay.OUT, "An indicator", item_id=key))
    started.run(CloseItem(key, seconds=640, next_item_id=item_id(started, 5)))
    seen = view(started)
    assert seen.line(key) is not None
    assert seen.items[3].closed
    assert seen.items[3].time_words == "11 min, 14 under"
    assert seen.item is not None
    assert seen.item.line.number == "5", "the next one is open"
    assert now(started, key).actions[0].ref == "4.01"


def test_closing_twice_is_one_sentence(started: Desk) -> None:
    key = item_id(started, 1)
    started.run(SayNone(key, tuple(Part)))
    started.run(CloseItem(key))
    said = refused(started, CloseItem(key))
    assert said.startswith("Item 1 was closed at ")
    assert said.endswith(" already.")
    started.run(ReopenItem(key))
    assert refused(started, ReopenItem(key)) == "Item 1 is open already."


def test_none_is_not_said_over_what_is_recorded(started: Desk) -> None:
    key = item_id(started, 2)
    started.run(AddDecision(key, DecisionKind.NOTED, "The figures."))
    assert "One decision is recorded" in refused(started, SayNone(key, (Part.DECISION,)))
    started.run(SayNone(key, (Part.ACTIONS, Part.MESSAGES)))
    started.run(SayNoComms(key))
    assert view(started, key).items[1].recorded.may_close


def test_a_decision_takes_back_that_there_was_none(started: Desk) -> None:
    key = item_id(started, 2)
    started.run(SayNone(key, (Part.DECISION,)))
    done = started.run(AddDecision(key, DecisionKind.NOTED, "The figures."))
    line = now(started, key).decisions[0]
    assert line.id == done.created
    started.run(RemoveDecision(line.id, line.version))
    assert Part.DECISION in view(started, key).items[1].recorded.missing


def test_items_are_taken_out_of_order_and_their_order_is_kept(started: Desk) -> None:
    third, first = item_id(started, 3), item_id(started, 1)
    started.run(OpenItem(third))
    started.run(OpenItem(first, leaving_id=third, seconds=75))
    seen = view(started)
    assert [line.turn for line in seen.items[:3]] == [2, 0, 1]
    assert seen.items[2].seconds == 75
    assert seen.item is not None
    assert seen.item.id == first, "the meeting is where it turned to last"


def test_an_item_taken_together_closes_with_the_other(started: Desk) -> None:
    four, five, six = (item_id(started, place) for place in (4, 5, 6))
    started.run(TakeTogether(five, four))
    assert view(started).items[4].time_words == "Taken with item 4"
    assert "by itself" in refused(started, TakeTogether(six, five))
    assert "by itself" in refused(started, TakeTogether(four, four))
    started.run(SayNone(four, tuple(Part)))
    started.run(CloseItem(four, next_item_id=six))
    assert view(started).closed == (four, five)
    started.run(ReopenItem(five))
    started.run(TakeTogether(five, None))
    assert not view(started).items[4].recorded.may_close


def test_seconds_are_kept_within_reason(started: Desk) -> None:
    key = item_id(started, 1)
    started.run(KeepTime(key, 10**9))
    assert view(started).items[0].seconds == 6 * 60 * 60


def test_the_public_is_excluded_by_a_paragraph_with_a_reason(started: Desk) -> None:
    key = item_id(started, 3)
    assert "Choose the paragraph" in refused(started, ExcludePublic(key, "9", "Names"))
    assert "Say why" in refused(started, ExcludePublic(key, "7"))
    started.run(ExcludePublic(key, "7", "Streets under operation"))
    assert view(started).items[2].excluded
    started.run(ExcludePublic(key, ""))
    assert not view(started).items[2].excluded


def test_homework_is_marked_as_heard(started: Desk) -> None:
    key = item_id(started, 4)
    asked = now(started, key).homework
    assert now(started, key).heard_words == f"Homework heard, 0 of {len(asked)}"
    started.run(MarkHeard(asked[0].id))
    assert now(started, key).heard_words == f"Homework heard, 1 of {len(asked)}"


def test_a_parked_topic_is_in_the_inbox_of_the_next_cycle(started: Desk) -> None:
    key, meeting = item_id(started, 4), card(started)
    started.run(ParkTopic(key, "Stop and search figures", "Police bring them in June."))
    row = rows(started, BusinessRow, parked_at_id=key)[0]
    assert row.cycle_id != meeting.cycle_id
    assert row.raised_by == "The Board of 23 February 2017, item 4"
    assert now(started, key).parked[0].title == "Stop and search figures"
    assert "parked" in refused(started, ParkTopic(key, " "))


def test_what_is_being_typed_is_kept_until_it_is_recorded(started: Desk) -> None:
    key = item_id(started, 1)
    started.run(KeepUnfinished(key, "action", "Ask Şükrü O’Neill\nfor a base"))
    started.run(KeepUnfinished(key, "parked", "Dogs"))
    assert now(started, key).unfinished == {
        "action": "Ask Şükrü O’Neill\nfor a base",
        "parked": "Dogs",
    }
    started.run(KeepUnfinished(key, "action", ""))
    assert now(started, key).unfinished == {"parked": "Dogs"}


# -- decisions to governance bodies


def test_a_decision_is_taken_to_bodies_and_due_when_each_next_meets(started: Desk) -> None:
    key, meeting = item_id(started, 4), card(started)
    bodies = started.ask(governance_bodies)[:3]
    started.run(AddDecision(key, DecisionKind.RESOLVED, "An owner for each indicator."))
    line = now(started, key).decisions[0]
    started.run(TakeToBodies(line.id, line.version, tuple(body.id for body in bodies)))
    made = rows(started, ReportBackRow, decision_id=line.id)
    assert [row.due_on for row in made] == [body.next_meets_on for body in bodies]
    assert {row.taken_back for row in made} == {"An owner for each indicator."}
    line = now(started, key).decisions[0]
    started.run(EditDecision(line.id, line.version, text="An owner and a date."))
    line = now(started, key).decisions[0]
    started.run(TakeToBodies(line.id, line.version, (bodies[0].id,)))
    made = rows(started, ReportBackRow, decision_id=line.id)
    assert [row.taken_back for row in made] == ["An owner and a date."]
    line = now(started, key).decisions[0]
    assert line.bodies == (bodies[0].id,)
    assert meeting.report_backs_on > HELD
    started.run(RemoveDecision(line.id, line.version))
    assert rows(started, ReportBackRow, decision_id=line.id) == []


def test_a_calendar_of_the_body_sets_the_day_before_its_usual_one(started: Desk) -> None:
    from db.unit_of_work import UnitOfWork

    key, body = item_id(started, 4), started.ask(governance_bodies)[0]
    assert body.next_meets_on is not None
    days = (HELD, date(2017, 2, 27), date(2017, 6, 1))

    def add(work: UnitOfWork) -> None:
        for day in days:
            work.add(BodyMeetingRow(governance_body_id=body.id, held_on=day))

    written(started, add)
    started.run(AddDecision(key, DecisionKind.AGREED, "It."))
    line = now(started, key).decisions[0]
    started.run(TakeToBodies(line.id, line.version, (body.id,)))
    assert rows(started, ReportBackRow, decision_id=line.id)[0].due_on == date(2017, 2, 27)


def written(desk: Desk, add: Any) -> None:
    """Rows that no command of this area writes."""
    with desk._store.write(desk.today) as (work, step):
        add(work)
        step.label = "Prepared"


# -- the register


def of(desk: Desk, role: str) -> AttendanceLine:
    return next(line for line in view(desk).register.lines if line.role == role)


def test_the_quorum_follows_the_register(started: Desk) -> None:
    meeting = card(started)
    register = view(started).register
    assert register.to_record == len([line for line in register.lines if not line.vacant])
    started.run(RestPresent(meeting.id))
    assert view(started).register.quorum.sentence == "Quorate: all five key partners are here."
    health = of(started, "Director of Commissioning")
    started.run(SetAttendance(meeting.id, health.seat_id, Presence.APOLOGIES))
    assert view(started).register.quorum.sentence == (
        "Not quorate: Haringey CCG (Director of Commissioning) is missing."
    )
    started.run(SetAttendance(meeting.id, health.seat_id, Presence.SUBSTITUTE, "Şükrü O’Neill"))
    assert of(started, "Director of Commissioning").words == "Substitute: Şükrü O’Neill"
    assert view(started).register.quorum.is_quorate
    started.run(
        SetAttendance(
            meeting.id, health.seat_id, Presence.SUBSTITUTE, "Şükrü O’Neill", "2.20pm", "15:05"
        )
    )
    assert of(started, "Director of Commissioning").words.endswith("came at 14:20, left at 15:05")
    assert not view(started).register.quorum.is_quorate
    assert "recorded already" in refused(started, RestPresent(meeting.id))
    started.run(SetAttendance(meeting.id, health.seat_id, None))
    assert view(started).register.to_record == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"presence": Presence.SUBSTITUTE}, "Name who came for the Borough Commander."),
        ({"presence": Presence.PRESENT, "arrived_at": "soon"}, "Write the time as 14:00."),
        (
            {"presence": Presence.PRESENT, "arrived_at": "15:00", "left_at": "14:00"},
            "They came at 15:00: they left after that.",
        ),
    ],
)
def test_a_register_that_cannot_be_right_is_refused(
    started: Desk, fields: dict[str, Any], said: str
) -> None:
    seat = of(started, "Borough Commander").seat_id
    assert refused(started, SetAttendance(card(started).id, seat, **fields)) == said


def test_nobody_comes_for_a_vacant_seat(started: Desk) -> None:
    seat = of(started, "Schools seat").seat_id
    said = refused(started, SetAttendance(card(started).id, seat, Presence.PRESENT))
    assert said == "The Schools seat is vacant: nobody can come for it."


def test_the_holder_of_that_day_is_kept_with_the_entry(started: Desk) -> None:
    from db.unit_of_work import UnitOfWork

    seat = of(started, "Borough Commander").seat_id

    def appoint(work: UnitOfWork) -> None:
        for name, since, until in (("Earlier", None, HELD), ("Later", date(2017, 3, 1), None)):
            person = work.add(PersonRow(name=name))
            work.add(AppointmentRow(seat_id=seat, person_id=person.id, from_on=since, to_on=until))

    written(started, appoint)
    started.run(SetAttendance(card(started).id, seat, Presence.PRESENT))
    assert of(started, "Borough Commander").holder == "Earlier"


def test_guests_and_interests_are_recorded(started: Desk) -> None:
    meeting, key = card(started), item_id(started, 5)
    started.run(AddGuest(meeting.id, "Chair of the Youth Council"))
    assert view(started).register.guests[0].words == "Chair of the Youth Council"
    assert "Say who declares it" in refused(started, DeclareInterest(meeting.id, "Trustee", key))
    started.run(DeclareInterest(meeting.id, "Trustee", key, name="Cabinet Member"))
    assert now(started, key).declarations[0].who == "Cabinet Member"
    other = item_id(started, 4)
    assert now(started, other).declarations == ()


# -- speed


def test_the_screen_reads_this_meeting_alone_however_long_the_file_is(started: Desk) -> None:
    """Every question finds its rows by an index: none goes through a whole table of records."""
    said: list[tuple[str, Any]] = []
    engine = started._store.engine

    def hear(_c: Any, _u: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        said.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", hear)
    try:
        now(started, item_id(started, 4))
    finally:
        event.remove(engine, "before_cursor_execute", hear)
    asked = [one for one in said if one[0].startswith("SELECT")]
    assert 10 < len(asked) < 60
    with engine.connect() as connection:
        plans = [
            (statement, str(step[-1]))
            for statement, parameters in asked
            for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]
    small = ("organisation", "priority", "seat", "partnership_group", "meeting", "cycle")
    through = [
        (step, statement[:80])
        for statement, step in plans
        if step.startswith("SCAN") and not step.removeprefix("SCAN ").startswith(small)
    ]
    assert through == []
