"""The rows of an import's plan as the table shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cspdesk.charts.mark_names import MarkName
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
    offered: tuple[str, ...] = ()
    """Codes of the KPIs that a name without one may mean."""


def plan_rows(plan: ImportPlan) -> list[PlanRow]:
    offered = {
        match.label: tuple(one.indicator.code for one in match.suggestions)
        for match in plan.matches
        if match.indicator is None and match.suggestions
    }
    return [
        PlanRow(number, figure, offered.get(figure.label, ()) if not figure.indicator else ())
        for number, figure in enumerate(plan.rows)
    ]


def becomes(row: PlanRow) -> str:
    """What would be kept: "77%", "102 p", "Suppressed"; nothing when it is rejected."""
    from cspdesk.kpis.figures import format_plain

    figure = row.figure
    if figure.fate is RowFate.REJECTED or figure.indicator is None:
        return ""
    if figure.value is None:
        return figure.state.label
    mark = " p" if figure.state is MeasurementState.PROVISIONAL else ""
    return format_plain(figure.value, figure.indicator.unit) + mark


def fate_piece(fate: RowFate) -> Piece:
    """The fate as words; a rejected one with its mark."""
    if fate is RowFate.REJECTED:
        return Piece(FATES[fate], MarkName.RED, "red", style="label-strong")
    style = "label-strong" if fate is RowFate.CHANGED else "label"
    return Piece(FATES[fate], tone="second" if fate is RowFate.SAME else "", style=style)


def _result(row: PlanRow) -> Line:
    return Line((fate_piece(row.figure.fate), Piece(row.figure.result, tone="second")))


def kpi_words(row: PlanRow) -> str:
    """The KPI's code; "P4 or P5" or "C1?" while it is not decided, "None" without any."""
    figure = row.figure
    if figure.indicator is not None:
        return figure.indicator.code
    if not row.offered:
        return "None"
    if len(row.offered) == 1:
        return f"{row.offered[0]}?"
    return " or ".join(row.offered[:2])


def _kpi(row: PlanRow) -> Line:
    if row.figure.indicator is None:
        return Line((Piece(kpi_words(row), tone="second", box="dashed"),))
    return Line((Piece(kpi_words(row), style="body"),))


def _row_words(row: PlanRow) -> str:
    figure = row.figure
    return f"{figure.sheet} {figure.row}" if figure.sheet else str(figure.row)


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
    Column("Row", _row_words, sort=lambda row: (row.figure.sheet, row.figure.row), width=64),
    Column("Indicator in the file", lambda row: row.figure.label, width=232),
    Column(
        "KPI",
        kpi_words,
        cell=_kpi,
        width=96,
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
