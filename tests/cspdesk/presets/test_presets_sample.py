"""The sample tells the story of the trial year, as the screens' pictures show it on 9 Feb 2017."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.orm import Session

from cspdesk.calendar import is_working_day, papers_due
from db.tables import (
    ActionRow,
    ActionUpdateRow,
    AgendaItemRow,
    Base,
    BoardMessageRow,
    CycleRow,
    GovernanceBodyRow,
    GroupRow,
    HomeworkRow,
    MeetingRow,
    OrganisationRow,
    PartnershipRow,
    PriorityRow,
    ReportBackRow,
)
from db.vocabulary import (
    ActionState,
    HomeworkState,
    ItemType,
    MeetingState,
    MessageState,
    MessageWay,
    PaperState,
    ReportBackState,
)

TODAY = date(2017, 2, 9)


def cycles(session: Session) -> list[CycleRow]:
    return list(session.scalars(select(CycleRow).order_by(CycleRow.board_on)))


def items(session: Session, cycle: int) -> list[AgendaItemRow]:
    """The agenda of one cycle's Board, in order; 5 is the first of 2017/18."""
    wanted = cycles(session)[cycle - 1].id
    query = (
        select(AgendaItemRow)
        .join(MeetingRow, MeetingRow.id == AgendaItemRow.meeting_id)
        .where(MeetingRow.cycle_id == wanted)
        .order_by(AgendaItemRow.position)
    )
    return list(session.scalars(query))


def short_names(session: Session) -> dict[int, str]:
    return {row.id: row.short_name for row in session.scalars(select(OrganisationRow))}


def homework(session: Session, cycle: int) -> list[tuple[str, int, HomeworkRow]]:
    """Partner, item position and question."""
    places = {item.id: item.position for item in items(session, cycle)}
    names = short_names(session)
    return [
        (names[row.organisation_id], places[row.item_id], row)
        for row in session.scalars(select(HomeworkRow))
        if row.item_id in places
    ]


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


# Actions and report-backs


def test_sixteen_actions_are_open_seven_of_them_late(sample: Session) -> None:
    rows = list(sample.scalars(select(ActionRow).order_by(ActionRow.ref)))
    opened = [row for row in rows if row.state.is_open]
    late = {row.ref: (TODAY - row.due_on).days for row in opened if row.due_on < TODAY}
    soon = [r.ref for r in opened if r.due_on and TODAY <= r.due_on <= TODAY + timedelta(days=14)]
    assert late == {
        "2.08": 27,
        "2.11": 9,
        "3.01": 9,
        "3.03": 20,
        "3.04": 20,
        "3.07": 13,
        "3.13": 9,
    }
    assert (len(opened), len(rows) - len(opened)) == (16, 31)
    assert soon == ["3.02", "3.08", "3.09", "3.14"]


def test_every_partner_but_one_has_the_open_actions_of_the_picture(sample: Session) -> None:
    names = short_names(sample)
    count = Counter(
        names[row.organisation_id] for row in sample.scalars(select(ActionRow)) if row.state.is_open
    )
    assert count == {
        "Police": 3,
        "Council": 3,
        "London CRC": 2,
        "Haringey CCG": 2,
        "Probation (NPS)": 1,
        "Homes for Haringey": 2,
        "Fire Brigade": 2,
        "Bridge Renewal Trust": 1,
    }


def test_a_reference_is_the_cycle_and_a_number_and_points_to_that_cycles_board(
    sample: Session,
) -> None:
    meetings = {row.id: row for row in sample.scalars(select(MeetingRow))}
    number = {row.id: row.number for row in cycles(sample)}
    on = {row.id: row.meeting_id for row in sample.scalars(select(AgendaItemRow))}
    refs = set()
    for row in sample.scalars(select(ActionRow)):
        assert row.agreed_at_id is not None
        assert row.item_id is not None
        meeting = meetings[row.agreed_at_id]
        assert int(row.ref.split(".")[0]) == number[meeting.cycle_id]
        assert on[row.item_id] == meeting.id
        refs.add(row.ref)
    assert len(refs) == 47


def test_a_closed_action_says_when_and_on_what_evidence(sample: Session) -> None:
    for row in sample.scalars(select(ActionRow)):
        assert (row.closed_on is None) == row.state.is_open
        assert bool(row.evidence) != row.state.is_open
    states = Counter(row.state for row in sample.scalars(select(ActionRow)))
    assert states == {
        ActionState.OPEN: 13,
        ActionState.PART_DONE: 3,
        ActionState.DONE: 27,
        ActionState.DROPPED: 2,
        ActionState.DUPLICATE: 1,
        ActionState.SUPERSEDED: 1,
    }


def test_updates_were_made_after_the_meeting_and_not_after_today(sample: Session) -> None:
    held = {row.id: row.held_on for row in sample.scalars(select(MeetingRow))}
    agreed = {row.id: held[row.agreed_at_id or 0] for row in sample.scalars(select(ActionRow))}
    for update in sample.scalars(select(ActionUpdateRow)):
        assert agreed[update.action_id] <= update.made_on <= TODAY


@pytest.mark.parametrize(("cycle", "reported", "changed"), [(1, 3, 1), (2, 5, 3), (3, 6, 4)])
def test_report_backs_come_in_more_and_change_more(
    sample: Session, cycle: int, reported: int, changed: int
) -> None:
    board_on = cycles(sample)[cycle - 1].board_on
    query = select(ReportBackRow).join(MeetingRow).where(MeetingRow.held_on == board_on)
    rows = list(sample.scalars(query))
    got = [row for row in rows if row.state is ReportBackState.REPORTED]
    assert (len(rows), len(got), sum(bool(row.changed) for row in got)) == (8, reported, changed)


def test_two_report_backs_are_34_days_late(sample: Session) -> None:
    names = short_names(sample)
    bodies = {row.id: row.organisation_id for row in sample.scalars(select(GovernanceBodyRow))}
    late = {
        names[bodies[row.governance_body_id]]: (TODAY - row.due_on).days
        for row in sample.scalars(select(ReportBackRow))
        if row.due_on and row.due_on < TODAY and row.state is not ReportBackState.REPORTED
    }
    assert late == {"London CRC": 34, "Haringey CCG": 34}


# Parallel boards


def messages(session: Session, cycle: int) -> list[tuple[str, BoardMessageRow]]:
    boards = {row.id: row.short_name for row in session.scalars(select(GroupRow))}
    wanted = cycles(session)[cycle - 1].id
    query = select(BoardMessageRow).where(BoardMessageRow.cycle_id == wanted)
    return [(boards[row.group_id], row) for row in session.scalars(query)]


@pytest.mark.parametrize(
    ("cycle", "came_in", "went_out"),
    [
        (1, {"HWB", "CE", "CSB"}, {"HWB"}),
        (2, {"HWB", "CE", "ASB"}, {"HWB", "CE", "ASB"}),
        (3, {"HWB", "CE", "ASB", "CSB"}, {"CE", "CSB"}),
        (4, {"HWB", "CE", "ASB", "CSB"}, {"HWB", "CE", "ASB", "CSB"}),
    ],
)
def test_the_flow_with_the_boards_is_the_one_of_the_picture(
    sample: Session, cycle: int, came_in: set[str], went_out: set[str]
) -> None:
    found = messages(sample, cycle)
    assert {board for board, row in found if row.way is MessageWay.IN} == came_in
    assert {board for board, row in found if row.way is MessageWay.OUT} == went_out


def test_two_updates_are_still_to_come_and_one_of_them_is_ten_days_late(
    sample: Session,
) -> None:
    sought = {
        board: row.due_on for board, row in messages(sample, 4) if row.state is MessageState.SOUGHT
    }
    assert sought == {"ASB": date(2017, 2, 15), "CSB": TODAY - timedelta(days=10)}


def test_three_messages_are_to_be_passed_on_at_item_8(sample: Session) -> None:
    places = {item.id: item.position for item in items(sample, 4)}
    out: dict[str, set[str]] = {}
    for board, row in messages(sample, 4):
        if row.way is MessageWay.OUT:
            assert row.item_id is not None
            assert (row.state, places[row.item_id]) == (MessageState.TO_PASS, 8)
            out.setdefault(row.text.split(":")[0], set()).add(board)
    assert out == {
        "Joint Prevention meeting on 8 June": {"HWB", "CE", "ASB", "CSB"},
        "Strategy outcomes for young people": {"CE", "CSB"},
        "IRIS GP training after March": {"HWB", "ASB"},
    }


def test_two_of_four_boards_have_confirmed_for_the_joint_meeting(sample: Session) -> None:
    states = {board: row.state for board, row in messages(sample, 5)}
    assert states == {
        "HWB": MessageState.ACKNOWLEDGED,
        "CE": MessageState.ACKNOWLEDGED,
        "ASB": MessageState.PASSED,
        "CSB": MessageState.TO_PASS,
    }


def test_a_message_has_fewer_than_forty_words(sample: Session) -> None:
    for row in sample.scalars(select(BoardMessageRow)):
        assert len(row.text.split()) < 40


# Nothing that should not be there


def all_text(session: Session) -> list[tuple[str, str]]:
    """Every text of every record, with where it stands."""
    found = []
    for mapper in Base.registry.mappers:
        table = mapper.local_table.name  # type: ignore[attr-defined]
        if table in ("audit", "history"):
            continue
        for row in session.scalars(select(mapper.class_)):
            for column in inspect(mapper.class_).columns:
                value = getattr(row, column.key)
                if isinstance(value, str):
                    found.append((f"{table}.{column.key}", str(value)))
    return found


def test_no_person_is_named(sample: Session) -> None:
    titled = re.compile(
        r"\b(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Insp|Supt|PC|DCI|DI)\.? [A-Z][a-z]"
    )
    known = re.compile(
        r"Vanier|Kowalska|Millichap|McDonnell|Abbey|Gibson|Treena|Claire|Stephen|Helen|Strang"
    )
    for where, words in all_text(sample):
        assert not titled.search(words), (where, words)
        assert not known.search(words), (where, words)


def test_every_address_is_in_the_reserved_domain(sample: Session) -> None:
    found = [
        word.strip(".,;()")
        for _where, words in all_text(sample)
        for word in words.split()
        if "@" in word
    ]
    assert len(found) == 9
    assert all(re.fullmatch(r"[a-z.]+@[a-z]+\.example", word) for word in found)


def test_typography_is_the_printers_and_no_text_has_stray_space(sample: Session) -> None:
    for where, words in all_text(sample):
        if where in ("indicator.words", "target.words"):
            continue  # the partnership's own, to the letter
        assert "'" not in words, (where, words)
        assert '"' not in words, (where, words)
        assert words == words.strip(), (where, words)
        assert "  " not in words, (where, words)


def test_every_key_leads_somewhere(sample: Session) -> None:
    assert list(sample.execute(text("PRAGMA foreign_key_check"))) == []


def test_every_row_of_a_cycle_hangs_together(sample: Session) -> None:
    """A question's item, a report-back's item and a message's item are of their own meeting."""
    on = {row.id: row.meeting_id for row in sample.scalars(select(AgendaItemRow))}
    cycle_of = {row.id: row.cycle_id for row in sample.scalars(select(MeetingRow))}
    for back in sample.scalars(select(ReportBackRow)):
        assert back.item_id is not None
        assert on[back.item_id] == back.meeting_id
    for message in sample.scalars(select(BoardMessageRow)):
        if message.item_id is not None:
            assert cycle_of[on[message.item_id]] == message.cycle_id
