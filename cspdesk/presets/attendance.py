"""The sample's registers: who came to the Boards that were held, by seat."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from cspdesk.presets.records import Loader
from db.tables import AttendanceRow, GroupRow, MeetingRow, SeatRow
from db.vocabulary import GroupKind, Presence


def load_attendance(loader: Loader, data: dict[str, Any]) -> None:
    """Load attendance.toml: `meetings`, and a `seat` for each role with a word a meeting.

    Raises KeyError for a role that the Board has no seat of.
    """
    work = loader.work
    board = select(SeatRow).join(GroupRow).where(GroupRow.kind == GroupKind.BOARD)
    seats = {row.role: row for row in work.all(board)}
    rows = []
    for record in data["seat"]:
        seat = seats[record["role"]]
        for meeting, word in zip(data["meetings"], record["came"], strict=True):
            sent = record["substitute"] if word == Presence.SUBSTITUTE else ""
            rows.append(
                {
                    "meeting_id": loader.find(MeetingRow.__tablename__, meeting),
                    "seat_id": seat.id,
                    "organisation_id": seat.organisation_id,
                    "presence": Presence(word),
                    "title": seat.role,
                    "substitute": sent,
                }
            )
    work.insert_rows(AttendanceRow, rows)
