"""What the spreadsheets room needs to know of the KPIs, and what was imported before."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from cspdesk.reading import Reading
from cspdesk.sheets.mapping import IndicatorKey
from cspdesk.sheets.plan import ExistingFigure
from db.tables import AssessmentRow, ImportRow, IndicatorRow, MeasurementRow, RecipeRow


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
        IndicatorRow.retired_on.is_(None), IndicatorRow.merged_into_id.is_(None)
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
    """Every figure that is kept, with whether PMG has judged its period."""
    judged = {
        (key, start)
        for key, start in reading.rows(
            select(AssessmentRow.indicator_id, AssessmentRow.period_start).where(
                AssessmentRow.rag.is_not(None)
            )
        )
    }
    kind = MeasurementRow
    query = select(kind.indicator_id, kind.period_start, kind.value, kind.state)
    return {
        (key, start): ExistingFigure(value, state, (key, start) in judged)
        for key, start, value, state in reading.rows(query)
    }


def kept_recipes(reading: Reading) -> tuple[dict[str, Any], ...]:
    """The recipes of earlier imports, newest first."""
    rows = reading.all(select(RecipeRow).order_by(RecipeRow.id.desc()))
    return tuple(json.loads(row.body) for row in rows)


def imports(reading: Reading) -> tuple[ImportLine, ...]:
    """What was imported, newest first."""
    return tuple(
        ImportLine(
            row.id, row.file_name, row.imported_at, row.new, row.changed, row.same, row.rejected
        )
        for row in reading.all(select(ImportRow).order_by(ImportRow.id.desc()))
    )
