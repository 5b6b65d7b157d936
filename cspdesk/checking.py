"""Look a file over: pages, references, and the rules that no constraint can hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, text

from cspdesk.desk import Desk
from cspdesk.reading import Reading
from cspdesk.words import counted
from db.tables import (
    ActionRow,
    AgendaItemRow,
    Base,
    IndicatorRow,
    MeasurementRow,
    MeetingRow,
    OrganisationRow,
    PartnershipRow,
    Row,
)

_COUNTED: dict[str, type[Row]] = {
    "organisations": OrganisationRow,
    "meetings": MeetingRow,
    "agenda items": AgendaItemRow,
    "actions": ActionRow,
    "indicators": IndicatorRow,
    "figures": MeasurementRow,
}


@dataclass(frozen=True, slots=True)
class Health:
    """What a check found. `faults` is empty for a good file."""

    file: Path
    counts: dict[str, int]
    faults: tuple[str, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        held = ", ".join(f"{number:,} {what}" for what, number in self.counts.items())
        if not self.faults:
            return (f"{self.file.name} is in good order: {held}.",)
        count = counted(len(self.faults), "fault")
        return (f"It holds {held}.", *self.faults, f"{self.file.name} has {count}.")

    def as_dict(self) -> dict[str, Any]:
        return {"ok": not self.faults, "counts": self.counts, "faults": list(self.faults)}


def check_file(path: Path, *, as_at: date | None = None) -> Health:
    """Open and check a file. Raises WorldError when it cannot be opened at all."""
    with Desk.open(path, as_at=as_at) as desk:
        return Health(path, desk.ask(_counts), desk.ask(_faults))


def _counts(reading: Reading) -> dict[str, int]:
    return {
        what: reading.session.scalar(select(func.count(kind.id))) or 0
        for what, kind in _COUNTED.items()
    }


def _faults(reading: Reading) -> tuple[str, ...]:
    return (
        *_no_partnership(reading),
        *_broken_references(reading),
        *_gaps_in_agendas(reading),
        *_odd_figures(reading),
    )


def _no_partnership(reading: Reading) -> list[str]:
    held = reading.session.scalar(select(func.count(PartnershipRow.id))) or 0
    return [] if held == 1 else [f"It holds {counted(held, 'partnership')} instead of one."]


def _broken_references(reading: Reading) -> list[str]:
    """References to rows that are gone, by asking each table (whatever the engine)."""
    found = []
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            parent = key.column.table.alias("parent")
            query = (
                select(func.count())
                .select_from(table.outerjoin(parent, key.parent == parent.c.id))
                .where(key.parent.is_not(None), parent.c.id.is_(None))
            )
            lost = reading.session.scalar(query) or 0
            if lost:
                found.append(
                    f"{lost} rows of {table.name} point to a {key.column.table.name} that is gone."
                )
    return found


def _gaps_in_agendas(reading: Reading) -> list[str]:
    positions: dict[int, list[int]] = {}
    query = select(AgendaItemRow.meeting_id, AgendaItemRow.position)
    for meeting_id, position in reading.session.execute(query):
        positions.setdefault(meeting_id, []).append(position)
    return [
        f"The agenda of meeting {meeting_id} has positions out of order."
        for meeting_id, held in positions.items()
        if sorted(held) != list(range(1, len(held) + 1))
    ]


def _odd_figures(reading: Reading) -> list[str]:
    odd = reading.session.scalar(
        select(func.count(MeasurementRow.id)).where(text("value != value OR abs(value) > 1e15"))
    )
    return [f"{odd} figures are not sensible numbers."] if odd else []
