"""The sample’s comms and registers: each channel is a partner’s, one message is late."""

from __future__ import annotations

from collections import Counter
from datetime import date

from presets_reading import TODAY
from sqlalchemy import select
from sqlalchemy.orm import Session

from cspdesk.phrases import lines_of
from db.tables import (
    AgendaItemRow,
    AttendanceRow,
    CommsDecisionRow,
    GroupRow,
    ItemRecordRow,
    MeetingRow,
    OrganisationRow,
    SeatRow,
)
from db.vocabulary import GroupKind, Presence


def test_each_board_decided_of_more_items_than_the_one_before(sample: Session) -> None:
    told = set(sample.scalars(select(CommsDecisionRow.item_id)))
    told |= set(sample.scalars(select(ItemRecordRow.item_id).where(ItemRecordRow.no_comms)))
    found = []
    held = select(MeetingRow).where(MeetingRow.held_on < TODAY).order_by(MeetingRow.held_on)
    for meeting in sample.scalars(held):
        items = set(sample.scalars(select(AgendaItemRow.id).filter_by(meeting_id=meeting.id)))
        found.append((len(items & told), len(items)))
    assert found == [(2, 9), (8, 9), (9, 9)]


def test_one_message_is_late_and_the_rest_are_out(sample: Session) -> None:
    rows = list(sample.scalars(select(CommsDecisionRow)))
    waiting = [row for row in rows if row.published_on is None]
    assert [row.due_on for row in waiting] == [date(2017, 1, 31)]
    for row in rows:
        held_on = sample.get_one(MeetingRow, row.meeting_id).held_on
        days = [held_on, row.signed_off_on or held_on, row.published_on or TODAY]
        assert days == sorted(days)


def test_every_channel_is_one_that_a_partner_owns(sample: Session) -> None:
    owned = {
        name
        for channels in sample.scalars(select(OrganisationRow.channels))
        for name in lines_of(channels)
    }
    for row in sample.scalars(select(CommsDecisionRow)):
        assert row.owner
        assert row.organisation_id is not None
        assert set(lines_of(row.channels)) <= owned


# Attendance


def test_the_registers_of_two_boards_are_there_and_the_drafted_ones_is_to_come(
    sample: Session,
) -> None:
    """The one seat that stays empty at both is London CRC’s."""
    rows = list(sample.scalars(select(AttendanceRow)))
    seats = list(sample.scalars(select(SeatRow)))
    filled = [seat for seat in seats if not seat.vacant and _is_of_board(sample, seat)]
    for held_on, count in (
        (date(2016, 7, 7), 12),
        (date(2016, 9, 22), 12),
        (date(2016, 11, 24), 0),
    ):
        meeting = sample.scalars(select(MeetingRow).filter_by(held_on=held_on)).one()
        mine = [row for row in rows if row.meeting_id == meeting.id]
        assert len(mine) == count
        if count:
            assert {row.seat_id for row in mine} == {seat.id for seat in filled}
    came = Counter(row.seat_id for row in rows if row.presence.is_there)
    absent = {seat.role for seat in filled if not came[seat.id]}
    assert absent == {"Area Manager"}
    for row in rows:
        assert bool(row.substitute) == (row.presence is Presence.SUBSTITUTE)
        assert row.title
        assert not row.name


def _is_of_board(sample: Session, seat: SeatRow) -> bool:
    return sample.get_one(GroupRow, seat.group_id).kind is GroupKind.BOARD
