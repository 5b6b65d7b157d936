"""The statutory calendar read: each duty with how it stands, and the records behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cspdesk.reading import Reading
from cspdesk.statutory.rules import DutyState, Standing, duties_in_force, state_of
from db.tables import StatutoryDutyRow, StatutoryRecordRow


@dataclass(frozen=True, slots=True)
class DutyRecord:
    """One time that a duty was done."""

    id: int
    version: int
    due_on: date | None
    done_on: date
    evidence: str
    note: str

    @property
    def days_late(self) -> int:
        return max(0, (self.done_on - self.due_on).days) if self.due_on else 0


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty in the calendar; `last` is the record done last."""

    id: int
    version: int
    key: str
    title: str
    basis: str
    months: int
    due_on: date | None
    responsible: str
    note: str
    state: DutyState
    records: tuple[DutyRecord, ...]

    @property
    def last(self) -> DutyRecord | None:
        return self.records[0] if self.records else None


@dataclass(frozen=True, slots=True)
class Calendar:
    """All duties, the most pressing first; `missing` known duties are not in it yet."""

    lines: tuple[DutyLine, ...]
    missing: int

    def line(self, duty_id: int) -> DutyLine | None:
        return next((line for line in self.lines if line.id == duty_id), None)


def statutory_calendar(reading: Reading) -> Calendar:
    """Every duty with its records, the most pressing first, then by day."""
    records: dict[int, list[DutyRecord]] = {}
    query = select(StatutoryRecordRow).order_by(
        StatutoryRecordRow.done_on.desc(), StatutoryRecordRow.id.desc()
    )
    for row in reading.all(query):
        records.setdefault(row.duty_id, []).append(
            DutyRecord(row.id, row.version, row.due_on, row.done_on, row.evidence, row.note)
        )
    rows = reading.all(select(StatutoryDutyRow).order_by(StatutoryDutyRow.position))
    lines = [_line(row, tuple(records.get(row.id, ())), reading.today) for row in rows]
    order = list(Standing)
    lines.sort(key=lambda line: (order.index(line.state.standing), line.due_on or date.max))
    missing = duties_in_force(reading.today, {row.key for row in rows})
    return Calendar(tuple(lines), len(missing))


def _line(row: StatutoryDutyRow, records: tuple[DutyRecord, ...], today: date) -> DutyLine:
    last = records[0].done_on if records else None
    return DutyLine(
        id=row.id,
        version=row.version,
        key=row.key,
        title=row.title,
        basis=row.basis,
        months=row.months,
        due_on=row.due_on,
        responsible=row.responsible,
        note=row.note,
        state=state_of(row.due_on, last, row.months, today),
        records=records,
    )
