"""Enter figures, mark them, note them. An old value is never lost: it becomes a revision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.kpis.entry_words import Entered, read_entry
from cspdesk.kpis.figures import format_figure
from cspdesk.kpis.periods import Period, PeriodError
from cspdesk.words import counted
from db.tables import IndicatorRow, MeasurementRevisionRow, MeasurementRow
from db.unit_of_work import UnitOfWork
from db.vocabulary import MeasurementState


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell as it was typed or pasted: "77", "45%", "n/a"; empty clears it."""

    indicator_id: int
    period_start: date
    text: str
    state: MeasurementState | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class EnterFigures(Command):
    """Type one cell or paste a block: one step, all or nothing."""

    entries: tuple[Entry, ...]


@handles(EnterFigures)
def enter_figures(command: EnterFigures, work: UnitOfWork) -> str:
    indicators = _indicators(work, {entry.indicator_id for entry in command.entries})
    labels = [_enter(work, indicators[entry.indicator_id], entry) for entry in command.entries]
    if len(labels) == 1:
        return labels[0]
    return f"Entered {counted(len(labels), 'figure')}"


def _indicators(work: UnitOfWork, ids: set[int]) -> dict[int, IndicatorRow]:
    return {key: work.get(IndicatorRow, key) for key in ids}


def _enter(work: UnitOfWork, indicator: IndicatorRow, entry: Entry) -> str:
    period = _period(indicator, entry.period_start, work.today)
    entered = read_entry(entry.text, indicator.unit, indicator.unit_words)
    row = _measurement(work, indicator.id, period.start)
    where = f"{indicator.code}, {period.label}"
    if entered is None:
        if row is not None:
            clear_measurement(work, row)
        return f"Cleared {where}"
    state = entry.state or _state_for(entered, row)
    write_measurement(
        work,
        row,
        {
            "indicator_id": indicator.id,
            "period_start": period.start,
            "value": entered.value,
            "numerator": entered.numerator,
            "denominator": entered.denominator,
            "state": state,
            "source": "typed",
            "is_example": False,
            "import_id": None,
            **({"note": entry.note} if entry.note is not None else {}),
        },
    )
    shown = format_figure(entered.value, indicator.unit, indicator.decimals)
    return f"Entered {shown} for {where}"


def _period(indicator: IndicatorRow, start: date, today: date) -> Period:
    try:
        period = Period(start, indicator.frequency)
    except PeriodError as error:
        raise RuleBroken("period", f"{indicator.code}: {error}") from error
    if period.start > today:
        raise RuleBroken("period", f"{period.label} has not begun: {indicator.code} stays empty.")
    return period


def _state_for(entered: Entered, row: MeasurementRow | None) -> MeasurementState:
    """A marked cell says its state; a changed final figure is revised; else it stays as it was."""
    if entered.suppressed:
        return MeasurementState.SUPPRESSED
    if entered.value is None:
        return MeasurementState.NOT_AVAILABLE
    if entered.provisional:
        return MeasurementState.PROVISIONAL
    if row is None or row.value is None:
        return MeasurementState.FINAL
    if row.state is MeasurementState.FINAL and row.value != entered.value:
        return MeasurementState.REVISED
    return row.state


def _measurement(work: UnitOfWork, indicator_id: int, start: date) -> MeasurementRow | None:
    query = select(MeasurementRow).filter_by(indicator_id=indicator_id, period_start=start)
    return work.session.scalars(query).first()


def write_measurement(work: UnitOfWork, row: MeasurementRow | None, values: dict[str, Any]) -> None:
    """Add or change one measurement; what it was becomes a revision."""
    if row is None:
        work.add(MeasurementRow(**values))
        return
    if (row.value, row.state) != (values["value"], values["state"]):
        _keep_revision(work, row)
    if row.value != values["value"]:
        row.confirmed = False
    for name, value in values.items():
        setattr(row, name, value)


def _keep_revision(work: UnitOfWork, row: MeasurementRow) -> None:
    work.add(
        MeasurementRevisionRow(
            measurement_id=row.id,
            value=row.value,
            state=row.state,
            source=row.source,
            replaced_at=work.now,
        )
    )


def clear_measurement(work: UnitOfWork, row: MeasurementRow) -> None:
    """Remove a measurement with its revisions; undo brings all of them back."""
    for revision in work.all(select(MeasurementRevisionRow).filter_by(measurement_id=row.id)):
        work.delete(revision)
    work.delete(row)


@dataclass(frozen=True, slots=True)
class MarkFigures(Command):
    """Mark figures provisional, final or not available, without touching their values."""

    cells: tuple[tuple[int, date], ...]
    state: MeasurementState


@handles(MarkFigures)
def mark_figures(command: MarkFigures, work: UnitOfWork) -> str:
    rows = list(_marked(work, command.cells))
    if not rows:
        raise RuleBroken("", "There is no figure to mark in these cells.")
    for row in rows:
        if row.state is not command.state:
            _keep_revision(work, row)
            row.state = command.state
            if command.state is MeasurementState.NOT_AVAILABLE:
                row.value = None
    return f"Marked {counted(len(rows), 'figure')} {command.state.label.lower()}"


def _marked(work: UnitOfWork, cells: Iterable[tuple[int, date]]) -> Iterable[MeasurementRow]:
    for indicator_id, start in cells:
        row = _measurement(work, indicator_id, start)
        if row is not None:
            yield row


@dataclass(frozen=True, slots=True)
class NoteFigure(Command):
    """Write a note beside a figure."""

    indicator_id: int
    period_start: date
    note: str


@handles(NoteFigure)
def note_figure(command: NoteFigure, work: UnitOfWork) -> str:
    indicator = work.get(IndicatorRow, command.indicator_id)
    row = _measurement(work, command.indicator_id, command.period_start)
    if row is None:
        raise RuleBroken("note", "Enter the figure first, or n/a, and then its note.")
    row.note = command.note.strip()
    return f"Noted {indicator.code}, {Period(row.period_start, indicator.frequency).label}"


@dataclass(frozen=True, slots=True)
class ConfirmFigure(Command):
    """Keep an unlikely figure: the officer has looked, and is not asked about it again."""

    indicator_id: int
    period_start: date


@handles(ConfirmFigure)
def confirm_figure(command: ConfirmFigure, work: UnitOfWork) -> str:
    indicator = work.get(IndicatorRow, command.indicator_id)
    row = _measurement(work, command.indicator_id, command.period_start)
    if row is None:
        raise RuleBroken("", "There is no figure to keep in this cell.")
    row.confirmed = True
    shown = format_figure(row.value, indicator.unit, indicator.decimals)
    period = Period(row.period_start, indicator.frequency).label
    return f"Kept {shown} for {indicator.code}, {period}"
