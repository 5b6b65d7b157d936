"""The sample's comms: every held Board has some, one is late, and each channel belongs to one."""

from __future__ import annotations

from datetime import date

from presets_reading import TODAY
from sqlalchemy import select
from sqlalchemy.orm import Session

from cspdesk.phrases import lines_of
from db.tables import AgendaItemRow, CommsDecisionRow, ItemRecordRow, MeetingRow, OrganisationRow


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
