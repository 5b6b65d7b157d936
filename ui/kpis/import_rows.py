"""The rows of an import's plan as the table shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cspdesk.charts.marks import MarkName
from db.vocabulary import MeasurementState, RowFate
from ui.delegates.cells import Line, Piece
from ui.models.columns import Column

if TYPE_CHECKING:
    from cspdesk.sheets.plan import ImportPlan, PlannedFigure

FATES = {
    RowFate.NEW: "New",
    RowFate.CHANGED: "Changed",
    RowFate.SAME: "Unchanged",
    RowFate.REJECTED: "Rejected",
}


@dataclass(frozen=True)
class PlanRow:
    """A planned figure with its place in the plan, which is what tells it from others."""

    number: int
    figure: PlannedFigure


def plan_rows(plan: ImportPlan) -> list[PlanRow]:
    return [PlanRow(number, figure) for number, figure in enumerate(plan.rows)]


def becomes(row: PlanRow) -> str:
    """What would be kept: "77%", "102 p", "Not available"; nothing when it is rejected."""
    from cspdesk.kpis.figures import format_plain

    figure = row.figure
    if figure.fate is RowFate.REJECTED or figure.indicator is None:
        return ""
    if figure.value is None:
        return "Not available"
    mark = " p" if figure.state is MeasurementState.PROVISIONAL else ""
    return format_plain(figure.value, figure.indicator.unit) + mark


def _result(row: PlanRow) -> Line:
    fate, after = row.figure.fate, Piece(row.figure.result, tone="second")
    word = FATES[fate]
    if fate is RowFate.REJECTED:
        return Line((Piece(word, MarkName.RED, "red", style="label-strong"), after))
    if fate is RowFate.CHANGED:
        return Line((Piece(word, style="label-strong"), after))
    return Line((Piece(word, tone="second" if fate is RowFate.SAME else ""), after))


def _kpi(row: PlanRow) -> Line:
    indicator = row.figure.indicator
    if indicator is None:
        return Line((Piece("None", tone="second", box="dashed"),))
    return Line((Piece(indicator.code, style="body"),))


def _period(row: PlanRow) -> str:
    figure = row.figure
    return figure.period.short if figure.period else figure.period_text


def _framed(words: str, fault: bool, changed: bool) -> Line:
    """What rejects a row stands on red, what was read with a change on amber."""
    if fault:
        return Line((Piece(words, tone="red", box="tint"),))
    if changed:
        return Line((Piece(words, tone="amber", box="tint"),))
    return Line((Piece(words, style="body"),))


def _period_cell(row: PlanRow) -> Line:
    figure = row.figure
    return _framed(_period(row), figure.fault == "period", figure.period_changed)


def _text_cell(row: PlanRow) -> Line:
    figure = row.figure
    return _framed(figure.text, figure.fault == "value", figure.value_changed)


COLUMNS: tuple[Column[PlanRow], ...] = (
    Column("Row", lambda row: str(row.figure.row), sort=lambda row: row.figure.row, width=56),
    Column("Indicator in the file", lambda row: row.figure.label, width=280),
    Column(
        "KPI",
        lambda row: row.figure.indicator.code if row.figure.indicator else "None",
        cell=_kpi,
        width=72,
    ),
    Column(
        "Period",
        _period,
        cell=_period_cell,
        sort=lambda row: row.figure.period.start if row.figure.period else None,
        width=92,
    ),
    Column("In the file", lambda row: row.figure.text, cell=_text_cell, align="right", width=104),
    Column("Becomes", becomes, sort=lambda row: row.figure.value, align="right", width=112),
    Column(
        "Result",
        lambda row: ". ".join(part for part in (FATES[row.figure.fate], row.figure.result) if part),
        cell=_result,
    ),
)
