"""The sample as it is before anybody has taken minutes: for tests that draft them themselves."""

from __future__ import annotations

from sqlalchemy import select

from cspdesk.desk import Desk
from db.tables import (
    AttendanceRow,
    DecisionRow,
    DeclarationRow,
    ItemRecordRow,
    MatterArisingRow,
    MinuteRow,
    MinutesRow,
)


def forget_minutes(desk: Desk) -> None:
    """Take every minute out of the file, and what was recorded at the meetings."""
    with desk._store.write(desk.today) as (work, step):
        for kind in (
            MatterArisingRow,
            MinuteRow,
            MinutesRow,
            ItemRecordRow,
            DecisionRow,
            DeclarationRow,
            AttendanceRow,
        ):
            for row in work.all(select(kind)):
                work.delete(row)
        step.label = "Forgot the minutes"
    desk.forget_history()
