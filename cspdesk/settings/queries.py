"""The partnership's settings and its library of standing items."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cspdesk.errors import WorldError
from cspdesk.meetings.rules import Offsets
from cspdesk.reading import Reading
from db.tables import PartnershipRow, StandingItemRow
from db.vocabulary import Marking


@dataclass(frozen=True, slots=True)
class PartnershipCard:
    """The partnership and its settings; fields as in the table. Tolerance is in per cent."""

    id: int
    version: int
    name: str
    borough: str
    secretariat: str
    contact: str
    marking: Marking
    municipal_year_start: int
    financial_year_start: int
    meeting_minutes: int
    item_limit: int
    decision_aim: int
    clear_days: int
    minute_numbering: str
    minute_prefix: str
    pmg_before: int
    executive_before: int
    minutes_after: int
    report_backs_after: int
    remind_before: int
    tolerance: float
    spc_screening: bool
    spc_run: int
    spc_two_of_three_outside: bool
    sample_as_at: date | None
    sample_note: str

    @property
    def is_sample(self) -> bool:
        return self.sample_as_at is not None

    @property
    def offsets(self) -> Offsets:
        """How far each step of a cycle is from its Board."""
        return Offsets(
            pmg_before=self.pmg_before,
            executive_before=self.executive_before,
            clear_days=self.clear_days,
            minutes_after=self.minutes_after,
            report_backs_after=self.report_backs_after,
        )


@dataclass(frozen=True, slots=True)
class StandingLine:
    """A standing item of the library."""

    id: int
    version: int
    key: str
    title: str
    wording: str
    lead: str
    minutes: int


def partnership(reading: Reading) -> PartnershipCard:
    """The one partnership of the file. Raises WorldError when the file holds none."""
    row = reading.one(select(PartnershipRow))
    if row is None:
        raise WorldError("This file holds no partnership yet.", "Start a new one from a preset.")
    return PartnershipCard(
        id=row.id,
        version=row.version,
        name=row.name,
        borough=row.borough,
        secretariat=row.secretariat,
        contact=row.contact,
        marking=row.marking,
        municipal_year_start=row.municipal_year_start,
        financial_year_start=row.financial_year_start,
        meeting_minutes=row.meeting_minutes,
        item_limit=row.item_limit,
        decision_aim=row.decision_aim,
        clear_days=row.clear_days,
        minute_numbering=row.minute_numbering,
        minute_prefix=row.minute_prefix,
        pmg_before=row.pmg_before,
        executive_before=row.executive_before,
        minutes_after=row.minutes_after,
        report_backs_after=row.report_backs_after,
        remind_before=row.remind_before,
        tolerance=row.tolerance,
        spc_screening=row.spc_screening,
        spc_run=row.spc_run,
        spc_two_of_three_outside=row.spc_two_of_three_outside,
        sample_as_at=row.sample_as_at,
        sample_note=row.sample_note,
    )


def standing_library(reading: Reading) -> tuple[StandingLine, ...]:
    """The library of standing items, in the order a new agenda takes them."""
    query = select(StandingItemRow).order_by(StandingItemRow.position, StandingItemRow.id)
    return tuple(
        StandingLine(
            id=row.id,
            version=row.version,
            key=row.key,
            title=row.title,
            wording=row.wording,
            lead=row.lead,
            minutes=row.minutes,
        )
        for row in reading.all(query)
    )
