"""Minutes in the file: drafted, edited, drafted again, taken from step to step, locked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from unminuted import forget_minutes

from cspdesk.desk import Desk
from cspdesk.errors import Conflict, RuleBroken
from cspdesk.meetings.queries import MeetingCard, board_meetings
from cspdesk.meetings.recording_commands import EndMeeting, StartMeeting
from cspdesk.meetings.recording_rules import recorded_at
from cspdesk.minutes.commands import (
    AddMinute,
    CirculateMinutes,
    ClearMinutes,
    ConfirmMinutes,
    DraftMinutes,
    EditMinute,
    NumberFrom,
    RemoveMinute,
    SetMatterArising,
    SetMinuteNumbering,
    StepBack,
    TakeDraft,
)
from cspdesk.minutes.queries import matters, minutes_list, minutes_of, unminuted
from cspdesk.minutes.records import MinuteCard, MinutesCard
from cspdesk.settings.queries import partnership
from db.tables import (
    AgendaItemRow,
    AttendanceRow,
    BoardMessageRow,
    DecisionRow,
    ItemRecordRow,
    MeetingRow,
    SeatRow,
)
from db.vocabulary import DecisionKind, MeetingState, MessageState, MinutesState, Presence

JULY, SEPTEMBER, NOVEMBER = date(2016, 7, 7), date(2016, 9, 22), date(2016, 11, 24)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("minutes") / "sample.cspdesk"
    with Desk.create(path, sample=True) as desk:
        forget_minutes(desk)
    return path


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / "copy.cspdesk"
    path.write_bytes(made.read_bytes())
    with Desk.open(path) as opened:
        yield opened


def _meeting(desk: Desk, day: date) -> int:
    return next(line.meeting_id for line in desk.ask(minutes_list) if line.held_on == day)


def _draft(desk: Desk, day: date = NOVEMBER) -> MinutesCard:
    desk.run(DraftMinutes(_meeting(desk, day)))
    return _card(desk, day)


def _card(desk: Desk, day: date = NOVEMBER) -> MinutesCard:
    card = desk.ask(minutes_of, _meeting(desk, day))
    assert card is not None
    return card


def _minute(card: MinutesCard, number: str) -> MinuteCard:
    return next(one for one in card.minutes if one.number == number)


def _record(desk: Desk, day: date) -> None:
    """Write what meeting mode writes: attendance, a discussion, two decisions of item 2."""
    with desk._store.write(desk.today) as (work, step):
        meeting = work.session.scalars(select(MeetingRow).filter_by(held_on=day)).one()
        items = select(AgendaItemRow).filter_by(meeting_id=meeting.id, position=2)
        item = work.session.scalars(items).one()
        seats = select(SeatRow).filter_by(group_id=meeting.group_id, vacant=False)
        here = {"meeting_id": meeting.id, "presence": Presence.PRESENT}
        for seat in work.all(seats):
            work.add(AttendanceRow(seat_id=seat.id, **here))
        of_item = {"meeting_id": meeting.id, "item_id": item.id}
        work.add(ItemRecordRow(turn=1, discussion="Much was said.", **of_item))
        for text in ("that PMG watch it", "that the plan come in May"):
            work.add(DecisionRow(kind=DecisionKind.RESOLVED, text=text, **of_item))
        step.label = "Recorded"


# -- drafting -------------------------------------------------------------------------------------


def test_a_draft_has_every_item_and_the_actions_agreed_at_it(desk: Desk) -> None:
    card = _draft(desk)
    assert [one.number for one in card.minutes] == ["", "", "", *"123456789"]
    assert "ACTION 3.09, Police (Crime Manager): Share moped hotspots" in _minute(card, "2").text
    assert "To take back: Haringey CCG’s Governing Body." in _minute(card, "2").text
    assert card.state is MinutesState.DRAFT
    assert card.until == "until agreed by the Board on 23 February 2017"


def test_what_was_recorded_stands_in_the_draft(desk: Desk) -> None:
    _record(desk, NOVEMBER)
    card = _draft(desk)
    assert _minute(card, "2").text.splitlines()[:4] == [
        "Much was said.",
        "RESOLVED: that",
        "(a) PMG watch it",
        "(b) the plan come in May.",
    ]
    opening, attendance, declared = card.minutes[:3]
    assert "quorate" in opening.text
    assert len(attendance.text.splitlines()) > 8
    assert declared.text == "No interest was declared."


def test_a_new_draft_never_overwrites_the_officers_words_and_names_them(desk: Desk) -> None:
    card = _draft(desk)
    mine = _minute(card, "2")
    desk.run(EditMinute(mine.id, mine.version, text="  As I heard it.  "))
    _record(desk, NOVEMBER)

    again = desk.run(DraftMinutes(card.meeting.id))
    assert again.label == (
        "Drafted the minutes of 24 November 2016 again: 3 changed; your words kept in 2"
    )
    kept = _minute(_card(desk), "2")
    assert (kept.text, kept.edited) == ("As I heard it.", True)
    assert kept.fresh.startswith("Much was said.")
    assert _card(desk).kept == (kept,)

    desk.run(TakeDraft(kept.id, kept.version))
    assert _minute(_card(desk), "2").text.startswith("Much was said.")
    assert not _minute(_card(desk), "2").edited
    assert desk.run(DraftMinutes(card.meeting.id)).rows == ()


def test_a_minute_of_the_officers_own_keeps_its_place(desk: Desk) -> None:
    card = _draft(desk)
    third = _minute(card, "3")
    desk.run(AddMinute(card.id, "A petition", "From residents.", after_id=third.id))
    desk.run(AddMinute(card.id, "Urgent business"))
    desk.run(DraftMinutes(card.meeting.id))
    numbers = {one.heading: one.number for one in _card(desk).minutes if one.is_by_hand}
    assert numbers == {"A petition": "3.1", "Urgent business": "10"}
    with pytest.raises(RuleBroken, match="already"):
        desk.run(AddMinute(card.id, "A petition"))
    for refused in (third, card.minutes[0]):
        with pytest.raises(RuleBroken, match="empty its text"):
            desk.run(RemoveMinute(refused.id, refused.version))


def test_a_meeting_to_come_has_no_minutes(desk: Desk) -> None:
    to_come = _draft(desk).next_board_id
    assert to_come is not None
    with pytest.raises(RuleBroken, match="still to come"):
        desk.run(DraftMinutes(to_come))


# -- numbers --------------------------------------------------------------------------------------


def _style(desk: Desk, style: str, prefix: str = "") -> None:
    held = desk.ask(partnership)
    desk.run(SetMinuteNumbering(held.id, held.version, style, prefix))


def test_numbers_go_on_from_meeting_to_meeting(desk: Desk) -> None:
    _style(desk, "prefix", "CSP")
    july, november = _draft(desk, JULY), _draft(desk)
    last = [one.number for one in july.minutes][-1]
    assert _minute(november, f"CSP{int(last[3:]) + 1}")

    desk.run(NumberFrom(july.id, _card(desk, JULY).version, 33))
    assert [one.number for one in _card(desk, JULY).minutes][3] == "CSP33"
    shifted = [one.number for one in _card(desk).minutes][3]
    assert shifted == f"CSP{int(last[3:]) + 33}"

    between = len([one for one in _draft(desk, SEPTEMBER).minutes if one.number])
    assert [one.number for one in _card(desk).minutes][3] == f"CSP{int(shifted[3:]) + between}"
    with pytest.raises(RuleBroken, match="Earlier minutes"):
        desk.run(NumberFrom(november.id, _card(desk).version, 5))


def test_what_went_out_keeps_its_numbers(desk: Desk) -> None:
    card = _draft(desk)
    desk.run(ClearMinutes(card.id, card.version, "the co-chairs"))
    _style(desk, "continuous")
    _draft(desk, JULY)
    assert [one.number for one in _card(desk).minutes][3:] == list("123456789")


# -- steps ----------------------------------------------------------------------------------------


def _circulated(desk: Desk) -> MinutesCard:
    card = _draft(desk, SEPTEMBER)
    desk.run(ClearMinutes(card.id, card.version, "the Cabinet Member"))
    card = _card(desk, SEPTEMBER)
    desk.run(CirculateMinutes(card.id, card.version))
    return _card(desk, SEPTEMBER)


def test_minutes_go_from_the_draft_to_the_lock(desk: Desk) -> None:
    card = _circulated(desk)
    first = _minute(card, "1")
    edit = desk.run(EditMinute(first.id, first.version, text="Mariner, not Murrant."))
    assert edit.label.startswith("Corrected minute 1")
    november = _meeting(desk, NOVEMBER)
    desk.run(ConfirmMinutes(card.id, card.version, november, "Minute 1: a spelling."))

    locked = _card(desk, SEPTEMBER)
    assert locked.refusal == (
        "Confirmed on 24 November 2016 and locked: nothing in these minutes changes any more."
    )
    assert locked.corrections == "Minute 1: a spelling."
    one = _minute(locked, "1")
    for command in (
        EditMinute(one.id, one.version, text="x"),
        AddMinute(locked.id, "More"),
        TakeDraft(one.id, one.version),
        DraftMinutes(locked.meeting.id),
        SetMatterArising(locked.meeting.id, one.id, "x"),
    ):
        with pytest.raises((RuleBroken, Conflict)):
            desk.run(command)
    with pytest.raises(RuleBroken, match="why they are opened"):
        desk.run(StepBack(locked.id, locked.version))
    desk.run(StepBack(locked.id, locked.version, "The wrong Board."))
    assert _card(desk, SEPTEMBER).state is MinutesState.CIRCULATED


def test_cleared_words_wait_for_a_step_back(desk: Desk) -> None:
    card = _draft(desk)
    with pytest.raises(RuleBroken, match="who cleared"):
        desk.run(ClearMinutes(card.id, card.version, " "))
    with pytest.raises(RuleBroken, match="not come yet"):
        desk.run(ClearMinutes(card.id, card.version, "the chair", date(2017, 3, 1)))
    desk.run(ClearMinutes(card.id, card.version, "the chair"))
    first = _minute(card, "1")
    with pytest.raises(RuleBroken, match="back a step"):
        desk.run(EditMinute(first.id, _minute(_card(desk), "1").version, text="x"))
    desk.run(StepBack(card.id, _card(desk).version))
    now = _card(desk)
    assert (now.state, now.cleared_by) == (MinutesState.DRAFT, "")
    with pytest.raises(RuleBroken, match="no step"):
        desk.run(StepBack(now.id, now.version))


def test_only_a_later_board_that_has_met_confirms_minutes(desk: Desk) -> None:
    card = _circulated(desk)
    february = _draft(desk).next_board_id
    assert february is not None
    for at, why in ((_meeting(desk, JULY), "later meeting"), (february, "is to come")):
        with pytest.raises(RuleBroken, match=why):
            desk.run(ConfirmMinutes(card.id, card.version, at))


# -- matters arising ------------------------------------------------------------------------------


def test_old_minutes_with_open_actions_come_back_at_the_next_board(desk: Desk) -> None:
    card = _draft(desk)
    assert card.next_board_id is not None
    found = desk.ask(matters, card.next_board_id)
    assert [one.number for one in found] == [
        one.number for one in card.minutes if "ACTION" in one.text
    ]
    one = next(matter for matter in found if matter.number == "4")
    assert [action.ref for action in one.actions] == ["3.01", "3.04", "3.05", "3.17"]
    assert "3.04: Five of eight briefed." in one.proposed


def test_what_was_said_of_an_old_minute_stands_in_the_new_ones(desk: Desk) -> None:
    card, november = _draft(desk, SEPTEMBER), _meeting(desk, NOVEMBER)
    old = desk.ask(matters, november)[0]
    desk.run(SetMatterArising(november, old.minute_id, "The gap was closed."))
    said = desk.ask(matters, november)[0]
    assert said.text == "The gap was closed."
    with pytest.raises(Conflict):
        desk.run(SetMatterArising(november, old.minute_id, "x", 99))
    first = _minute(_draft(desk), "1").text
    assert f"Minute {old.number}, {old.heading}: The gap was closed." in first
    desk.run(SetMatterArising(november, old.minute_id, "", said.version))
    assert desk.ask(matters, november)[0].text == ""
    with pytest.raises(RuleBroken, match="earlier meeting"):
        desk.run(SetMatterArising(card.meeting.id, _minute(_card(desk), "1").id, "x"))


def test_the_list_says_how_each_boards_minutes_stand(desk: Desk) -> None:
    _circulated(desk)
    assert [line.words for line in desk.ask(minutes_list)] == [
        "Not drafted",
        "Circulated Thu 9 Feb",
        "Not drafted",
    ]


FEBRUARY = date(2017, 2, 23)


def _board(desk: Desk) -> MeetingCard:
    return next(one for one in desk.ask(board_meetings) if one.held_on == FEBRUARY)


def test_a_board_that_was_ended_before_its_day_can_be_minuted(desk: Desk) -> None:
    """Held early, or the file lives on another day: what was recorded waits for its minutes."""
    board = _board(desk)
    assert board.held_on not in {line.held_on for line in desk.ask(minutes_list)}
    desk.run(StartMeeting(board.id, board.version))
    card = _draft(desk, FEBRUARY)
    assert "not ended" in card.not_yet
    with pytest.raises(RuleBroken, match="not ended"):
        desk.run(ClearMinutes(card.id, card.version, "the co-chairs"))
    board = _board(desk)
    assert board.state is MeetingState.IN_PROGRESS
    desk.run(EndMeeting(board.id, board.version, leave_open=True))
    desk.run(ClearMinutes(card.id, card.version, "the co-chairs"))
    assert _card(desk, FEBRUARY).state is MinutesState.CLEARED


def test_a_board_that_has_not_begun_on_its_day_has_no_minutes(made: Path, tmp_path: Path) -> None:
    path = tmp_path / "day.cspdesk"
    path.write_bytes(made.read_bytes())
    with Desk.open(path, as_at=FEBRUARY) as today:
        line = today.ask(minutes_list)[0]
        assert (line.held_on, line.words) == (FEBRUARY, "Not begun")
        with pytest.raises(RuleBroken, match="has not begun") as why:
            today.run(DraftMinutes(line.meeting_id))
        assert line.refusal == str(why.value)


def test_messages_that_were_only_planned_are_no_minutes(desk: Desk) -> None:
    board = _board(desk)
    desk.run(StartMeeting(board.id, board.version))
    assert "parallel boards:" not in _minute(_draft(desk, FEBRUARY), "8").text
    with desk._store.write(desk.today) as (work, step):
        planned = select(BoardMessageRow).where(BoardMessageRow.text.contains("Joint Prevention"))
        first, second, *_rest = work.all(planned.where(BoardMessageRow.item_id.is_not(None)))
        first.state, second.source = MessageState.PASSED, recorded_at(FEBRUARY, "8")
        step.label = "Passed on"
    told = _minute(_draft(desk, FEBRUARY), "8").text.splitlines()
    assert [line.partition("Early Help. ")[2] for line in told if "Joint" in line] == [
        "To Health and Wellbeing Board.",
        "To be passed on to Children’s Executive.",
    ]


def test_the_minutes_have_the_hours_that_the_clock_recorded(desk: Desk) -> None:
    _record(desk, NOVEMBER)
    assert _draft(desk).minutes[0].text.startswith("Civic Centre, High Road, 2pm.")
    with desk._store.write(desk.today) as (work, step):
        row = work.session.scalars(select(ItemRecordRow).where(ItemRecordRow.turn == 1)).one()
        row.started_at, row.closed_at = "17:13", "18:02"
        step.label = "Recorded"
    assert "5:13pm to 6:02pm" in _draft(desk).minutes[0].text


def test_open_actions_that_stand_under_no_minute_are_named(desk: Desk) -> None:
    february = _board(desk).id
    assert desk.ask(matters, february) == ()
    told = desk.ask(unminuted, february)
    assert told[0].startswith("Open from Thu 24 Nov 2016, whose minutes are not drafted: 3.01, ")
    _draft(desk)
    assert all("24 Nov" not in one for one in desk.ask(unminuted, february))
