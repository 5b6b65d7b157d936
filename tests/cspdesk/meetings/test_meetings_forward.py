"""The forward plan: when each subject is before the Board, topics, clashes, and what moved."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.agenda.commands import DeleteItem
from cspdesk.agenda.queries import agenda, item
from cspdesk.desk import Desk
from cspdesk.errors import Conflict, RuleBroken
from cspdesk.meetings.commands import RescheduleBoard, SetCycleStep, StartCycle
from cspdesk.meetings.forward_commands import (
    AddTopic,
    ChangeTopic,
    MoveTopic,
    PlaceYearlyTopics,
    PutTopicOnAgenda,
    RemoveTopic,
)
from cspdesk.meetings.forward_moves import last_move
from cspdesk.meetings.forward_queries import COLUMNS, forward_plan
from cspdesk.meetings.forward_records import ForwardPlan, SubjectLine, TopicLine
from cspdesk.meetings.forward_rules import (
    ClashKind,
    OtherMeeting,
    SubjectKind,
    board_for,
    clashes,
    due_by,
    duty_of_title,
    is_neglected,
    move_lines,
    polling_day,
    since_words,
    subject_key,
    subject_parts,
)
from cspdesk.meetings.rules import Step, worked_back

TODAY = date(2017, 2, 9)
FEBRUARY, JUNE = date(2017, 2, 23), date(2017, 6, 8)


def plan(desk: Desk) -> ForwardPlan:
    return desk.ask(forward_plan)


def board(desk: Desk, held_on: date) -> int:
    return next(one.meeting_id for one in plan(desk).all_boards if one.held_on == held_on)


def line(desk: Desk, name: str) -> SubjectLine:
    return next(one for one in plan(desk).lines if one.name == name)


def topic(desk: Desk) -> TopicLine:
    found = plan(desk)
    every = [one for held in found.all_boards for one in held.topics] + list(found.waiting)
    assert len(every) == 1
    return every[0]


# -- clashes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        (date(2017, 2, 23), set()),
        (date(2017, 8, 17), {ClashKind.AUGUST}),
        (date(2018, 4, 19), {ClashKind.ELECTION}),
        (date(2018, 5, 3), {ClashKind.ELECTION}),
        (date(2018, 5, 10), set()),
        (date(2017, 12, 28), {ClashKind.CHRISTMAS}),
        (date(2017, 4, 18), {ClashKind.ELECTION, ClashKind.BESIDE_HOLIDAY}),
        (date(2017, 5, 30), {ClashKind.BESIDE_HOLIDAY}),
    ],
)
def test_a_poor_day_for_a_board_is_pointed_out(day: date, kinds: set[ClashKind]) -> None:
    assert {clash.kind for clash in clashes(worked_back(day))} == kinds


def test_another_board_on_the_same_day_is_named() -> None:
    others = (OtherMeeting("Health and Wellbeing Board", JUNE), OtherMeeting("Other", FEBRUARY))
    said = clashes(worked_back(JUNE), others)
    assert [clash.sentence for clash in said] == [
        "Health and Wellbeing Board meets on the same day: members sit on both."
    ]


def test_the_parallel_boards_next_day_is_a_clash_in_the_plan(desk: Desk) -> None:
    cycle_id = next(one.cycle_id for one in plan(desk).all_boards if one.held_on == JUNE)
    version = desk.ask(_version, cycle_id)
    desk.run(RescheduleBoard(cycle_id, date(2017, 3, 20), version))
    column = plan(desk).board(board(desk, date(2017, 3, 20)))
    assert column is not None
    assert ClashKind.OTHER_BOARD in {clash.kind for clash in column.clashes}


def _version(reading: object, cycle_id: int) -> int:
    from cspdesk.meetings.queries import cycle_strip

    strip = cycle_strip(reading, cycle_id)  # type: ignore[arg-type]
    assert strip is not None
    return strip.cycle.version


@given(st.integers(min_value=2000, max_value=2050))
def test_polling_day_is_the_first_thursday_of_may(year: int) -> None:
    day = polling_day(year)
    assert (day.month, day.weekday()) == (5, 3)
    assert day.day <= 7


# -- what moved -----------------------------------------------------------------------------------


def test_what_moved_is_listed_before_and_after() -> None:
    old, new = worked_back(FEBRUARY), worked_back(date(2017, 3, 2))
    lines = move_lines(old, new)
    assert [one.step for one in lines] == list(Step)
    moved = next(one for one in lines if one.step is Step.PAPERS)
    assert (moved.was, moved.now) == (date(2017, 2, 15), date(2017, 2, 22))
    assert moved.words == "5 working days later"
    assert move_lines(new, old)[0].words == "5 working days earlier"


def test_the_last_move_of_a_board_is_remembered_in_the_file(desk: Desk) -> None:
    cycle_id = next(one.cycle_id for one in plan(desk).all_boards if one.held_on == FEBRUARY)
    assert desk.ask(last_move, cycle_id) is None
    desk.run(RescheduleBoard(cycle_id, date(2017, 3, 2), desk.ask(_version, cycle_id)))
    desk.run(
        SetCycleStep(cycle_id, Step.REPORT_BACKS, date(2017, 4, 21), desk.ask(_version, cycle_id))
    )
    found = desk.ask(last_move, cycle_id)
    assert found is not None
    steps = {one.step: (one.was, one.now) for one in found.lines}
    assert steps[Step.BOARD] == (FEBRUARY, date(2017, 3, 2))
    assert steps[Step.PAPERS] == (date(2017, 2, 15), date(2017, 2, 22))
    assert Step.PMG not in steps, "it has been"
    assert found.label.startswith("Moved the Board to Thu 2 Mar 2017")


# -- when each subject was before the Board -------------------------------------------------------


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (None, "not yet"),
        (date(2016, 11, 24), "Nov 2016, 2 months ago"),
        (date(2017, 1, 9), "Jan 2017, 1 month ago"),
        (date(2017, 1, 26), "Jan 2017, this month"),
    ],
)
def test_how_long_ago_is_said(last: date | None, words: str) -> None:
    assert since_words(last, TODAY) == words


def test_what_has_no_board_for_a_year_is_neglected() -> None:
    assert is_neglected(None, None, TODAY)
    assert is_neglected(date(2016, 2, 9), None, TODAY)
    assert not is_neglected(date(2016, 2, 10), None, TODAY)
    assert not is_neglected(None, JUNE, TODAY)


@pytest.mark.parametrize(
    ("name", "last", "following"),
    [
        ("Reoffending", date(2016, 11, 24), None),
        ("Prevention", date(2016, 11, 24), JUNE),
        ("MOPAC 7", None, FEBRUARY),
        ("Gangs", date(2016, 11, 24), FEBRUARY),
        ("Integrated Offender Management Board", date(2016, 11, 24), None),
        ("Youth justice plan", date(2016, 7, 7), None),
        ("Police ward panels", None, None),
    ],
)
def test_the_sample_year_says_when_each_subject_comes(
    read_desk: Desk, name: str, last: date | None, following: date | None
) -> None:
    found = line(read_desk, name)
    assert (found.last_on, found.next_on) == (last, following)


def test_the_cells_name_the_items_and_the_focus(read_desk: Desk) -> None:
    found, shown = line(read_desk, "Reoffending"), plan(read_desk).boards
    november = [one.held_on for one in shown].index(date(2016, 11, 24))
    assert found.cells[november] == "Items 4, 5 and 8, in focus"
    assert len(found.cells) == len(shown) <= COLUMNS


# -- topics ---------------------------------------------------------------------------------------


def test_a_planned_topic_is_the_next_board_of_its_subject(desk: Desk) -> None:
    subject = line(desk, "Police ward panels").subject
    desk.run(AddTopic("What panels hear", board(desk, JUNE), subject))
    found = line(desk, "Police ward panels")
    assert (found.next_on, found.neglected) == (JUNE, False)
    assert "planned" in found.cells
    row = topic(desk)
    desk.run(MoveTopic(row.id, None, row.version))
    assert line(desk, "Police ward panels").next_on is None
    assert plan(desk).waiting[0].title == "What panels hear"


def test_a_topic_becomes_an_item_and_a_topic_again_when_that_is_taken_off(desk: Desk) -> None:
    meeting_id, subject = board(desk, JUNE), line(desk, "Reoffending").subject
    desk.run(AddTopic("The offer a year on", meeting_id, subject, "Figures of two years"))
    row = topic(desk)
    desk.run(PutTopicOnAgenda(row.id, row.version))
    row = topic(desk)
    assert row.item_id is not None
    card = desk.ask(item, row.item_id)
    assert card is not None
    assert (card.line.title, card.line.priority, card.purpose) == (
        "The offer a year on",
        "Reoffending",
        "Figures of two years",
    )
    assert row.item_number == card.line.number
    with pytest.raises(RuleBroken, match="on an agenda already"):
        desk.run(MoveTopic(row.id, None, row.version))
    desk.run(DeleteItem(card.id, card.version))
    assert topic(desk).item_id is None
    view = desk.ask(agenda, meeting_id)
    assert view is not None
    assert all(one.title != "The offer a year on" for one in view.lines)


def test_no_topic_goes_to_a_board_whose_papers_are_out(desk: Desk) -> None:
    with pytest.raises(RuleBroken, match="have gone out") as refused:
        desk.run(AddTopic("Late", board(desk, date(2016, 11, 24))))
    assert refused.value.field == "meeting_id"


@pytest.mark.parametrize(
    ("title", "subject", "field"), [("  ", "", "title"), ("Fine", "group:99999", "subject")]
)
def test_a_topic_needs_words_and_a_subject_that_exists(
    desk: Desk, title: str, subject: str, field: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        desk.run(AddTopic(title, None, subject))
    assert refused.value.field == field


def test_a_change_on_an_old_version_overwrites_nothing(desk: Desk) -> None:
    desk.run(AddTopic("First words"))
    row = topic(desk)
    desk.run(ChangeTopic(row.id, row.version, title="Second words"))
    with pytest.raises(Conflict):
        desk.run(ChangeTopic(row.id, row.version, title="Third words"))
    row = topic(desk)
    assert row.title == "Second words"
    desk.run(RemoveTopic(row.id, row.version))
    assert plan(desk).waiting == ()


def test_yearly_duties_are_planned_where_they_are_due(desk: Desk) -> None:
    assert line(desk, "Youth justice plan").due_on == date(2017, 7, 7)
    desk.run(PlaceYearlyTopics())
    lines = plan(desk).lines_of(SubjectKind.YEARLY)
    assert all(one.next_on is not None for one in lines)
    assert line(desk, "Youth justice plan").next_on == JUNE, "the last Board before it is due"
    assert line(desk, "Strategic assessment").next_on == FEBRUARY, "it never was"
    with pytest.raises(RuleBroken, match="has its Board already"):
        desk.run(PlaceYearlyTopics())


def test_the_plan_shows_six_boards_at_most_and_those_to_come_first(desk: Desk) -> None:
    for day in (date(2017, 9, 28), date(2017, 12, 7), date(2018, 2, 22), date(2018, 6, 7)):
        desk.run(StartCycle(day))
    shown = plan(desk).boards
    assert len(shown) == COLUMNS
    assert sum(one.is_past for one in shown) == 2
    assert [one.held_on for one in shown] == sorted(one.held_on for one in shown)


# -- small rules ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "found"), [(date(2017, 7, 1), 2), (date(2017, 3, 1), 1), (date(2017, 1, 1), 1)]
)
def test_a_duty_goes_to_the_last_board_in_time_else_to_the_first(due: date, found: int) -> None:
    assert board_for(due, [(1, FEBRUARY), (2, JUNE)]) == found


def test_without_a_board_to_come_nothing_is_placed() -> None:
    assert board_for(TODAY, []) is None


def test_a_duty_is_due_a_year_on_even_from_a_leap_day() -> None:
    assert due_by(date(2016, 2, 29), TODAY) == date(2017, 2, 28)
    assert due_by(None, TODAY) == TODAY


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Youth justice plan 2016/17", "youth_justice"),
        ("Strategic Assessment: findings", "assessment"),
        ("PMG highlight report", None),
    ],
)
def test_a_title_tells_which_yearly_duty_it_meets(title: str, key: str | None) -> None:
    duty = duty_of_title(title)
    assert (duty.key if duty else None) == key


@given(st.sampled_from(list(SubjectKind)), st.integers(min_value=1))
def test_a_subject_is_read_as_it_was_written(kind: SubjectKind, key: int) -> None:
    assert subject_parts(subject_key(kind, key)) == (kind, str(key))


@pytest.mark.parametrize("words", ["", "priority", "priority:", "nothing:3", ":"])
def test_what_is_no_subject_is_none(words: str) -> None:
    assert subject_parts(words) is None
