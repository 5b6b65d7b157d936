"""What the spreadsheets room needs to know of the KPIs, and what was imported before."""

from __future__ import annotations

import json
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from cspdesk.kpis.in_force import framework_in_force
from cspdesk.reading import Reading
from cspdesk.sheets.mapping import IndicatorKey
from cspdesk.sheets.plan import ExistingFigure
from db.tables import (
    AssessmentRow,
    ImportRow,
    ImportRowFateRow,
    IndicatorRow,
    IssuedDocumentRow,
    MeasurementRevisionRow,
    MeasurementRow,
    RecipeRow,
)
from db.vocabulary import DocumentKind

_WITHOUT_FIGURES = ("action_log", "actions", "minutes", "supplement")
"""Editions which print no KPI."""


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One spreadsheet that was brought in."""

    id: int
    file_name: str
    imported_at: datetime
    new: int
    changed: int
    same: int
    rejected: int


def indicator_keys(reading: Reading) -> tuple[IndicatorKey, ...]:
    """The indicators a spreadsheet's names may mean; retired and merged ones are not among them."""
    query = select(IndicatorRow).where(
        IndicatorRow.retired_on.is_(None),
        IndicatorRow.merged_into_id.is_(None),
        IndicatorRow.framework_id == framework_in_force(reading),
    )
    return tuple(
        IndicatorKey(
            id=row.id,
            code=row.code,
            name=row.name,
            unit=row.unit,
            frequency=row.frequency,
            key=row.measure_key,
            aliases=(row.words,),
        )
        for row in reading.all(query.order_by(IndicatorRow.position))
    )


def existing_figures(reading: Reading) -> dict[tuple[int, date], ExistingFigure]:
    """Every figure that is kept, with whether PMG has judged its period and what the last pack
    that could print it said."""
    judged = {
        (key, start)
        for key, start in reading.rows(
            select(AssessmentRow.indicator_id, AssessmentRow.period_start).where(
                AssessmentRow.rag.is_not(None)
            )
        )
    }
    kind = MeasurementRow
    query = select(
        kind.id, kind.indicator_id, kind.period_start, kind.value, kind.state, kind.created_at
    )
    packs = Packs(reading)
    found = {}
    for number, key, start, value, state, created in reading.rows(query):
        said = packs.said(number, value, created)
        if said[0] is not None and start > said[0]:
            said = None, None  # its period had not begun, so the pack could not print it
        found[key, start] = ExistingFigure(value, state, (key, start) in judged, *said)
    return found


class Packs:
    """What issued packs said of a figure.

    No table keeps which figures a pack printed, so it is worked out: a pack could print what was
    entered before it was issued, in the value it had then. Times compared are those of the
    computer's clock, when each row was written: the sample lives on another day.
    """

    def __init__(self, reading: Reading) -> None:
        document, revision = IssuedDocumentRow, MeasurementRevisionRow
        kinds = [kind for kind in DocumentKind if kind.value not in _WITHOUT_FIGURES]
        query = select(document.created_at, document.issued_at).where(document.kind.in_(kinds))
        self.issued = sorted((at, on.date()) for at, on in reading.rows(query))
        self.revisions: dict[int, list[tuple[datetime, float | None]]] = {}
        if self.issued:
            past = select(revision.measurement_id, revision.created_at, revision.value)
            for number, replaced, value in reading.rows(past.order_by(revision.id)):
                self.revisions.setdefault(number, []).append((replaced, value))

    def said(
        self, number: int, value: float | None, created: datetime
    ) -> tuple[date | None, float | None]:
        """The day of the last pack issued after the figure was entered, and the value it had."""
        if not self.issued or self.issued[-1][0] < created:
            return None, None
        at, day = self.issued[-1]
        history = self.revisions.get(number, [])
        place = bisect_left([replaced for replaced, _ in history], at)
        return day, history[place][1] if place < len(history) else value


def kept_recipes(reading: Reading) -> tuple[dict[str, Any], ...]:
    """The recipes of earlier imports, newest first."""
    rows = reading.all(select(RecipeRow).order_by(RecipeRow.id.desc()))
    return tuple(json.loads(row.body) for row in rows)


def imports(reading: Reading) -> tuple[ImportLine, ...]:
    """The figures that were imported, newest first; an action log is not among them."""
    figures = select(ImportRowFateRow.import_id).where(ImportRowFateRow.indicator_id.is_not(None))
    query = select(ImportRow).where(ImportRow.id.in_(figures)).order_by(ImportRow.id.desc())
    return tuple(
        ImportLine(
            row.id, row.file_name, row.imported_at, row.new, row.changed, row.same, row.rejected
        )
        for row in reading.all(query)
    )
