"""Apply the plan of an import: one transaction, one step, every row's fate kept."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import select

from cspdesk.commanding import Command, handles
from cspdesk.errors import Conflict, RuleBroken
from cspdesk.sheets.plan import ImportPlan, PlannedFigure
from cspdesk.words import counted
from db.tables import (
    ImportRow,
    ImportRowFateRow,
    MeasurementRevisionRow,
    MeasurementRow,
    RecipeRow,
)
from db.unit_of_work import UnitOfWork
from db.vocabulary import MeasurementState, RowFate


@dataclass(frozen=True, slots=True)
class ApplyImport(Command):
    """Write what the plan says, exactly as it was shown."""

    snapshot_first: ClassVar[str] = "before import"

    plan: ImportPlan


@handles(ApplyImport)
def apply_import(command: ApplyImport, work: UnitOfWork) -> str:
    plan = command.plan
    if plan.nothing_to_do:
        raise RuleBroken("", f"Nothing to import: every figure of {plan.file_name} is here.")
    kept = _kept(work, plan.changes)
    _refuse_stale(plan.changes, kept)
    run = work.add(
        ImportRow(
            file_name=plan.file_name,
            sha256=plan.sha256,
            size=plan.size,
            sheet=plan.sheet,
            recipe_id=_keep_recipe(work, plan),
            imported_at=work.now,
            new=plan.counts.new,
            changed=plan.counts.changed,
            same=plan.counts.same,
            rejected=plan.counts.rejected,
        )
    )
    _write_figures(work, plan.changes, kept, run.id)
    work.insert_rows(ImportRowFateRow, [_fate(row, run.id) for row in plan.rows])
    return f"Imported {counted(len(plan.changes), 'figure')} from {plan.file_name}"


_Kept = dict[tuple[int, date], MeasurementRow]


def _kept(work: UnitOfWork, figures: Iterable[PlannedFigure]) -> _Kept:
    """The measurements of the indicators concerned, read in one select."""
    ids = {row.indicator.id for row in figures if row.indicator is not None}
    query = select(MeasurementRow).where(MeasurementRow.indicator_id.in_(ids))
    return {(row.indicator_id, row.period_start): row for row in work.all(query)}


def _key(figure: PlannedFigure) -> tuple[int, date]:
    assert figure.indicator is not None
    assert figure.period is not None
    return figure.indicator.id, figure.period.start


def _refuse_stale(figures: Iterable[PlannedFigure], kept: _Kept) -> None:
    """What was shown must be what is done: a figure changed since the plan stops the import."""
    for figure in figures:
        row = kept.get(_key(figure))
        shown = figure.old.value if figure.old else None
        # A suppressed figure has no value to tell it by, so its state is compared too.
        if (row is None) != (figure.old is None) or (
            row is not None
            and figure.old is not None
            and (row.value != shown or row.state is not figure.old.state)
        ):
            raise Conflict("Figures have changed since this plan was made. Read the file again.")


def _write_figures(
    work: UnitOfWork, figures: Iterable[PlannedFigure], kept: _Kept, run_id: int
) -> None:
    """New figures and revisions go in many at a time: a file may bring ten thousand."""
    fresh, revisions = [], []
    for figure in figures:
        row = kept.get(_key(figure))
        values = _values(figure, row, run_id)
        if row is None:
            fresh.append(values)
            continue
        if (row.value, row.state) != (values["value"], values["state"]):
            revisions.append(_revision(row, work))
        if row.value != values["value"]:
            row.confirmed = False
        for name, value in values.items():
            setattr(row, name, value)
    work.insert_rows(MeasurementRow, fresh)
    work.insert_rows(MeasurementRevisionRow, revisions)


def _revision(row: MeasurementRow, work: UnitOfWork) -> dict[str, Any]:
    """What a figure was before the import."""
    return {
        "measurement_id": row.id,
        "value": row.value,
        "state": row.state,
        "source": row.source,
        "replaced_at": work.now,
    }


def _values(figure: PlannedFigure, row: MeasurementRow | None, run_id: int) -> dict[str, Any]:
    indicator_id, start = _key(figure)
    assert figure.period is not None
    return {
        "indicator_id": indicator_id,
        "period_start": start,
        "value": figure.value,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "state": _state(figure, row),
        "data_to": figure.period.end,
        "note": figure.comment,
        "source": "import",
        "is_example": False,
        "import_id": run_id,
    }


def _state(figure: PlannedFigure, row: MeasurementRow | None) -> MeasurementState:
    """A final figure that is given another value has been revised by its publisher."""
    settled = (MeasurementState.FINAL, MeasurementState.REVISED)
    if figure.state is MeasurementState.FINAL and row is not None and row.state in settled:
        return MeasurementState.REVISED
    return figure.state


def _fate(row: PlannedFigure, run_id: int) -> dict[str, Any]:
    return {
        "import_id": run_id,
        "where": f"{row.sheet}: {row.where}" if row.sheet else row.where,
        "words": row.label,
        "indicator_id": row.indicator.id if row.indicator else None,
        "period_start": row.period.start if row.period else None,
        "fate": row.fate,
        "reason": row.result,
        "old_value": row.old.value if row.old else None,
        "new_value": row.value if row.fate is not RowFate.REJECTED else None,
    }


def _keep_recipe(work: UnitOfWork, plan: ImportPlan) -> int | None:
    """The recipe of this file: found again by its signature, or kept anew."""
    if not plan.recipe:
        return None
    body = json.dumps(plan.recipe, ensure_ascii=False, sort_keys=True)
    name = str(plan.recipe.get("name", plan.file_name))
    row = work.session.scalars(select(RecipeRow).filter_by(name=name)).first()
    if row is None:
        return work.add(RecipeRow(name=name, signature=plan.sheet, body=body)).id
    row.body = body
    return row.id
