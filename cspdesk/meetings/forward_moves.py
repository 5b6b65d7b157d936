"""What moved when the Board of a cycle last did, as the audit of the file has it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cspdesk.meetings.forward_rules import MoveLine, move_line
from cspdesk.meetings.rules import Step
from cspdesk.reading import Reading
from db.tables import AuditRow, CycleRow

_DAYS = ("pmg_on", "executive_on", "papers_on", "board_on", "minutes_on", "report_backs_on")


@dataclass(frozen=True, slots=True)
class LastMove:
    """The last step that moved the Board of a cycle, with every day it changed."""

    label: str
    lines: tuple[MoveLine, ...]


def last_move(reading: Reading, cycle_id: int) -> LastMove | None:
    """What moved when the Board of this cycle last did; None when it never has."""
    query = (
        select(AuditRow)
        .where(AuditRow.entity == CycleRow.__tablename__, AuditRow.key == cycle_id)
        .where(AuditRow.op == "update")
        .order_by(AuditRow.id.desc())
    )
    for row in reading.all(query):
        lines = _changed_days(row.old, row.new)
        if any(line.step is Step.BOARD for line in lines):
            return LastMove(row.label, lines)
    return None


def _changed_days(old: str | None, new: str | None) -> tuple[MoveLine, ...]:
    """The days that differ; the audit keeps those columns alone."""
    was, now = (json.loads(image) if image else {} for image in (old, new))
    return tuple(
        move_line(step, date.fromisoformat(was[name]), date.fromisoformat(now[name]))
        for step, name in zip(Step, _DAYS, strict=True)
        if name in was and name in now
    )
