"""Finds meetings, items and comms rows of the sample for the tests of comms."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from cspdesk.desk import Desk
from cspdesk.reading import Reading
from db.tables import AgendaItemRow, CommsDecisionRow, ItemRecordRow, MeetingRow


def board(desk: Desk, held_on: date) -> int:
    query = select(MeetingRow.id).where(MeetingRow.held_on == held_on)
    return int(desk.ask(lambda reading: reading.rows(query))[0][0])


def item(desk: Desk, meeting_id: int, position: int) -> int:
    query = select(AgendaItemRow.id).filter_by(meeting_id=meeting_id, position=position)
    return int(desk.ask(lambda reading: reading.rows(query))[0][0])


def comms_rows(desk: Desk) -> list[CommsDecisionRow]:
    def query(reading: Reading) -> list[CommsDecisionRow]:
        rows = reading.all(select(CommsDecisionRow).order_by(CommsDecisionRow.id))
        for row in rows:
            reading.session.expunge(row)
        return rows

    return desk.ask(query)


def record_of(desk: Desk, item_id: int) -> bool | None:
    """Whether the item's record says that no comms are needed; None without a record."""
    query = select(ItemRecordRow.no_comms).where(ItemRecordRow.item_id == item_id)
    found = desk.ask(lambda reading: reading.rows(query))
    return found[0][0] if found else None
