"""The whole suite of KPIs as one workbook: how each stands, every figure, what PMG said.

Nobody needs the old KPI workbook any more; who wants one gets it from here.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from cspdesk.desk import Desk
from cspdesk.kpis.facts import Facts, Judgement, load_facts
from cspdesk.kpis.lines import line_of
from cspdesk.kpis.queries import standings
from cspdesk.kpis.standing import Standing
from cspdesk.reading import Reading
from cspdesk.sheets.book_out import CellOut, ColumnOut, SheetOut, write_book
from db.tables import CycleRow, MeasurementRow, PartnershipRow

_KPIS = (
    ColumnOut("Ref", 7),
    ColumnOut("KPI", 26),
    ColumnOut("Words of the source", 48, wrap=True),
    ColumnOut("Priority", 26),
    ColumnOut("Theme", 20),
    ColumnOut("Outcomes", 12),
    ColumnOut("Owner", 18),
    ColumnOut("Unit", 14),
    ColumnOut("How often", 12),
    ColumnOut("Latest period", 14),
    ColumnOut("Latest", 11, "#,##0.##"),
    ColumnOut("Expected by now", 11, "#,##0.##"),
    ColumnOut("Target in the source", 30, wrap=True),
    ColumnOut("Calculated RAG", 12),
    ColumnOut("How it was calculated", 48, wrap=True),
    ColumnOut("RAG by PMG", 12),
    ColumnOut("PMG's reason", 40, wrap=True),
    ColumnOut("Direction", 11),
    ColumnOut("Days overdue", 11),
    ColumnOut("Gap", 26, wrap=True),
    ColumnOut("Warnings and caveats", 40, wrap=True),
)
_FIGURES = (
    ColumnOut("Ref", 7),
    ColumnOut("KPI", 26),
    ColumnOut("Period", 14),
    ColumnOut("First day", 12, "yyyy-mm-dd"),
    ColumnOut("Figure", 12, "#,##0.####"),
    ColumnOut("Of (part)", 11, "#,##0.##"),
    ColumnOut("Of (whole)", 11, "#,##0.##"),
    ColumnOut("State", 13),
    ColumnOut("Example", 9),
    ColumnOut("Note", 40, wrap=True),
    ColumnOut("Where from", 12),
)
_ASSESSMENTS = (
    ColumnOut("Cycle", 24),
    ColumnOut("Ref", 7),
    ColumnOut("KPI", 26),
    ColumnOut("Calculated", 12),
    ColumnOut("PMG", 12),
    ColumnOut("Reason", 40, wrap=True),
    ColumnOut("By", 18),
    ColumnOut("Assessed on", 12, "yyyy-mm-dd"),
    ColumnOut("Trend", 30, wrap=True),
    ColumnOut("Context from BI", 40, wrap=True),
    ColumnOut("What the partnership can add", 40, wrap=True),
    ColumnOut("BI agrees", 10),
    ColumnOut("In the highlight report", 12),
    ColumnOut("Why", 30, wrap=True),
)


def save_kpi_book(desk: Desk, out: Path, cycle_id: int | None = None) -> Path:
    """Write all KPIs, figures and assessments to an .xlsx. Raises WorldError."""
    name, sheets = desk.ask(kpi_sheets, cycle_id)
    at = datetime.combine(desk.today, datetime.min.time())
    return write_book(out, sheets, title=f"KPIs of {name}", created=at)


def kpi_sheets(reading: Reading, cycle_id: int | None) -> tuple[str, tuple[SheetOut, ...]]:
    """The partnership's name and the three sheets, PMG's ratings those of a cycle (or newest)."""
    partnership = reading.one(select(PartnershipRow))
    name = partnership.name if partnership else "the partnership"
    return name, (
        SheetOut("KPIs", _KPIS, tuple(_kpi(*pair, cycle_id) for pair in standings(reading))),
        SheetOut("Figures", _FIGURES, _figures(reading)),
        SheetOut("PMG assessments", _ASSESSMENTS, _assessments(reading)),
    )


def _kpi(facts: Facts, standing: Standing, cycle_id: int | None) -> tuple[CellOut, ...]:
    line = line_of(facts, standing, cycle_id)
    said = facts.judgements.get(cycle_id) if cycle_id is not None else None
    return (
        line.code,
        line.name,
        line.words,
        facts.block.title if facts.block else "",
        line.theme,
        ", ".join(line.outcome_codes),
        line.owner,
        facts.row.unit_words or line.unit.label,
        line.frequency.label,
        line.latest_period,
        standing.actual,
        standing.rating.expected,
        line.target_words,
        line.rating.rag.label,
        line.rating.reason,
        line.pmg.label if line.pmg else "",
        said.reason if said else "",
        line.verdict,
        line.overdue_days,
        line.gap.sentence if line.gap else "",
        " ".join((*line.warnings, facts.row.caveats)).strip(),
    )


def _figures(reading: Reading) -> tuple[tuple[CellOut, ...], ...]:
    parts = {
        (row.indicator_id, row.period_start): row for row in reading.all(select(MeasurementRow))
    }
    rows: list[tuple[CellOut, ...]] = []
    for facts in load_facts(reading):
        for figure in facts.figures:
            kept = parts[facts.row.id, figure.period.start]
            missing = figure.value is None
            rows.append(
                (
                    facts.code,
                    facts.row.name,
                    figure.period.label,
                    figure.period.start,
                    figure.state.label.lower() if missing else figure.value,
                    kept.numerator,
                    kept.denominator,
                    figure.state.label,
                    "example" if figure.is_example else "",
                    figure.note,
                    kept.source,
                )
            )
    return tuple(rows)


def _assessments(reading: Reading) -> tuple[tuple[CellOut, ...], ...]:
    cycles = reading.all(select(CycleRow).order_by(CycleRow.board_on))
    held = load_facts(reading)
    return tuple(
        (f"Board of {cycle.board_on:%Y-%m-%d}", *_assessment(facts, said))
        for cycle in cycles
        for facts in held
        if (said := facts.judgements.get(cycle.id)) is not None
    )


def _assessment(facts: Facts, said: Judgement) -> tuple[CellOut, ...]:
    return (
        facts.code,
        facts.row.name,
        said.calculated.label,
        said.rag.label if said.rag else "",
        said.reason,
        said.by_role,
        said.assessed_on,
        said.trend_note,
        said.context,
        said.partnership_value,
        _yes_no(said.bi_agrees),
        _yes_no(said.highlight),
        said.highlight_reason,
    )


def _yes_no(answer: bool | None) -> str:
    return {True: "yes", False: "no", None: ""}[answer]
