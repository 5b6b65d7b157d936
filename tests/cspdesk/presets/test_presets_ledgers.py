"""The sample’s actions, report-backs and messages are those of the screens’ pictures."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from presets_reading import TODAY, cycles, items, messages, short_names
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables import (
    ActionRow,
    ActionUpdateRow,
    AgendaItemRow,
    BoardMessageRow,
    GovernanceBodyRow,
    MeetingRow,
    ReportBackRow,
)
from db.vocabulary import (
    ActionState,
    MessageState,
    MessageWay,
    ReportBackState,
)

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
