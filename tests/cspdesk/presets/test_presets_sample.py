"""The sample’s year, agendas and homework are those of the pictures, on 9 February 2017."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from presets_reading import TODAY, cycles, homework, items, short_names
from sqlalchemy import select
from sqlalchemy.orm import Session

from cspdesk.calendar import is_working_day, papers_due
from db.tables import (
    HomeworkRow,
    MeetingRow,
    PartnershipRow,
    PriorityRow,
)
from db.vocabulary import (
    HomeworkState,
    ItemType,
    MeetingState,
    PaperState,
)

# The day and the year


def test_the_sample_lives_on_one_day_and_says_what_is_made_up(sample: Session) -> None:
    partnership = sample.scalars(select(PartnershipRow)).one()
    assert partnership.name == "Haringey Community Safety Partnership"
    assert partnership.sample_as_at == TODAY
    assert "made up" in partnership.sample_note


def test_the_fourth_cycle_has_the_dates_of_the_strip(sample: Session) -> None:
    cycle = cycles(sample)[3]
    priority = sample.get(PriorityRow, cycle.focus_priority_id)
    assert priority is not None
    assert priority.name == "Public confidence"
    assert (cycle.pmg_on, cycle.executive_on, cycle.papers_on) == (
        date(2017, 1, 17),
        date(2017, 2, 2),
        date(2017, 2, 15),
    )
    assert (cycle.board_on, cycle.minutes_on, cycle.report_backs_on) == (
        date(2017, 2, 23),
        date(2017, 3, 2),
        date(2017, 4, 7),
    )


def test_every_step_is_a_working_day_in_order_and_papers_leave_five_clear_days(
    sample: Session,
) -> None:
    found = cycles(sample)
    assert [(row.year_label, row.number) for row in found] == [
        ("2016/17", 1),
        ("2016/17", 2),
        ("2016/17", 3),
        ("2016/17", 4),
        ("2017/18", 1),
    ]
    for row in found:
        steps = [
            row.pmg_on,
            row.executive_on,
            row.papers_on,
            row.board_on,
            row.minutes_on,
            row.report_backs_on,
        ]
        assert steps == sorted(steps)
        assert all(is_working_day(step) for step in steps)
        assert row.papers_on == papers_due(row.board_on).due


def test_each_cycle_has_one_board_meeting_at_the_civic_centre(sample: Session) -> None:
    meetings = list(sample.scalars(select(MeetingRow).order_by(MeetingRow.held_on)))
    assert [row.held_on for row in meetings] == [row.board_on for row in cycles(sample)]
    assert {row.venue for row in meetings} == {
        "Civic Centre, High Road, Wood Green, London N22 8LE"
    }
    assert [row.state for row in meetings] == [
        MeetingState.CONFIRMED,
        MeetingState.CONFIRMED,
        MeetingState.MINUTES_DRAFT,
        MeetingState.PLANNING,
        MeetingState.PLANNING,
    ]


def test_numbers_are_frozen_once_papers_have_gone_out(sample: Session) -> None:
    for cycle in (1, 2, 3):
        rows = items(sample, cycle)
        assert [row.number for row in rows] == [str(row.position) for row in rows]
    assert {row.number for row in items(sample, 4)} == {""}


# The agendas


def test_the_february_agenda_is_the_one_of_the_picture(sample: Session) -> None:
    rows = [(row.title, row.lead, row.type, row.minutes) for row in items(sample, 4)]
    assert rows == [
        ("Welcome, minutes and actions due", "Co-chairs", ItemType.STANDING, 10),
        ("PMG highlight report", "Head of Community Safety", ItemType.STANDING, 15),
        ("Moped theft and robbery: joint plan", "Borough Commander", ItemType.DECISION, 25),
        (
            "BME engagement: agree the indicators",
            "Head of Community Safety",
            ItemType.DECISION,
            25,
        ),
        ("Noel Park project: what to spread", "Homes for Haringey", ItemType.DISCUSSION, 15),
        ("Strategy from April 2017: outcomes", "Head of Policy", ItemType.DECISION, 15),
        ("MOPAC funding for 2017/18", "Head of Community Safety", ItemType.INFORMATION, 5),
        ("Information for parallel boards", "CSP Officer", ItemType.STANDING, 5),
    ]


@pytest.mark.parametrize(
    ("cycle", "count", "minutes", "on_decisions"),
    [(1, 9, 120, 8), (2, 9, 120, 21), (3, 9, 112, 31), (4, 8, 115, 57)],
)
def test_the_trial_moves_time_to_decisions(
    sample: Session, cycle: int, count: int, minutes: int, on_decisions: int
) -> None:
    rows = items(sample, cycle)
    decisions = sum(row.minutes for row in rows if row.type is ItemType.DECISION)
    total = sum(row.minutes for row in rows)
    assert (len(rows), total, round(100 * decisions / total)) == (count, minutes, on_decisions)


def test_two_papers_are_one_day_late(sample: Session) -> None:
    late = [row for row in items(sample, 4) if row.paper_state is not PaperState.IN]
    assert [(row.position, row.paper_from, row.paper_due_on) for row in late] == [
        (3, "Police", TODAY - timedelta(days=1)),
        (4, "Community Safety", TODAY - timedelta(days=1)),
    ]


def test_each_split_of_time_adds_up_to_the_minutes(sample: Session) -> None:
    split = [row for cycle in (1, 2, 3, 4) for row in items(sample, cycle) if row.time_split]
    assert len(split) >= 20
    for row in split:
        parts = [re.fullmatch(r"(\d+) \S.*", line) for line in row.time_split.splitlines()]
        assert sum(int(part[1]) for part in parts if part) == row.minutes, row.title
        assert all(parts)


def test_decisions_begin_with_a_verb_and_none_is_to_note(sample: Session) -> None:
    verbs = {"Agree", "Ask", "Choose", "Close", "Commit", "Confirm", "Drop", "Recognise", "Set"}
    lines = [
        line
        for cycle in (1, 2, 3, 4, 5)
        for row in items(sample, cycle)
        for line in row.decision_sought.splitlines()
    ]
    assert len(lines) > 40
    for line in lines:
        assert line.split()[0] in verbs, line
        assert line.endswith("."), line


def test_partner_actions_name_a_partner_what_is_asked_and_a_day(sample: Session) -> None:
    names = set(short_names(sample).values())
    lines = [
        line
        for cycle in (1, 2, 3, 4)
        for row in items(sample, cycle)
        for line in row.partner_actions.splitlines()
    ]
    assert len(lines) > 40
    for line in lines:
        partner, ask, by = line.split(" | ")
        assert partner in names, line
        assert ask[0].isupper(), line
        assert re.fullmatch(r"\d{1,2} [A-Z][a-z]{2} 201[67]", by), line


def test_every_february_item_but_the_one_for_noting_is_worked_out(sample: Session) -> None:
    for row in items(sample, 4):
        assert row.purpose
        assert row.communities
        assert row.comms_question
        if row.type is not ItemType.INFORMATION:
            assert row.decision_sought
            assert row.value_added
            assert row.time_split


def test_a_withheld_paper_names_its_exemption(sample: Session) -> None:
    held = [
        row
        for cycle in (1, 2, 3, 4, 5)
        for row in items(sample, cycle)
        if row.publicity == "restricted"
    ]
    assert [row.exempt_paragraph for row in held] == ["2", "7", "2"]
    assert all(row.exempt_reason for row in held)


# Homework


def test_the_homework_grid_is_the_one_of_the_picture(sample: Session) -> None:
    answered, sent, draft = HomeworkState.ANSWERED, HomeworkState.SENT, HomeworkState.DRAFT
    assert {(name, place): row.state for name, place, row in homework(sample, 4)} == {
        ("Council", 3): sent,
        ("Council", 4): answered,
        ("Council", 6): draft,
        ("Police", 3): sent,
        ("Police", 4): sent,
        ("Fire Brigade", 5): answered,
        ("Fire Brigade", 6): sent,
        ("Probation (NPS)", 2): answered,
        ("Probation (NPS)", 6): sent,
        ("Haringey CCG", 4): sent,
        ("Haringey CCG", 6): draft,
        ("Homes for Haringey", 3): sent,
        ("Homes for Haringey", 4): sent,
        ("Homes for Haringey", 5): answered,
        ("Bridge Renewal Trust", 4): answered,
        ("Bridge Renewal Trust", 6): draft,
    }


def test_a_draft_has_not_gone_out_and_an_answer_has_a_day(sample: Session) -> None:
    for row in sample.scalars(select(HomeworkRow)):
        assert (row.sent_on is None) == (row.state is HomeworkState.DRAFT)
        assert (row.answered_on is not None) == (row.state is HomeworkState.ANSWERED)
        assert bool(row.answer) == (row.state is HomeworkState.ANSWERED)
        assert row.question.endswith("?")
        if row.answered_on is not None:
            assert row.sent_on is not None
            assert row.sent_on <= row.answered_on <= TODAY


@pytest.mark.parametrize(("cycle", "asked", "answered"), [(1, 5, 2), (2, 9, 5), (3, 14, 11)])
def test_more_partners_do_their_homework_from_cycle_to_cycle(
    sample: Session, cycle: int, asked: int, answered: int
) -> None:
    states = [row.state for _name, _place, row in homework(sample, cycle)]
    assert (len(states), states.count(HomeworkState.ANSWERED)) == (asked, answered)


def test_london_crc_has_no_part_in_the_february_agenda(sample: Session) -> None:
    names = short_names(sample)
    rows = items(sample, 4)
    assert "London CRC" not in {name for name, _place, _row in homework(sample, 4)}
    assert "London CRC" not in {names.get(row.lead_organisation_id or 0) for row in rows}
    for row in rows:
        for words in (row.partner_actions, row.speakers, row.lead):
            assert "CRC" not in words
