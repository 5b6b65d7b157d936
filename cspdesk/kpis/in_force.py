"""Which framework is in force: its indicators are the ones that are listed, entered and rated."""

from __future__ import annotations

from sqlalchemy import select

from cspdesk.reading import Reading
from db.tables import FrameworkRow


def framework_in_force(reading: Reading) -> int | None:
    """The id of the newest framework that has started; before all of them the first."""
    rows = reading.rows(
        select(FrameworkRow.id, FrameworkRow.starts_on).order_by(
            FrameworkRow.starts_on, FrameworkRow.id
        )
    )
    started = [key for key, start in rows if start <= reading.today]
    return started[-1] if started else (rows[0][0] if rows else None)
