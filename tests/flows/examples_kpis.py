"""Examples of the commands for figures, PMG's judgements and imports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from cspdesk.commanding import Command
from cspdesk.desk import Desk
from cspdesk.kpis import commands as kpis
from cspdesk.kpis.import_commands import ApplyImport
from cspdesk.kpis.imports import existing_figures, indicator_keys
from cspdesk.kpis.queries import indicator_groups
from cspdesk.meetings.queries import current_cycle
from cspdesk.sheets.read import plan_text
from db.vocabulary import MeasurementState, Rag

DECEMBER, JANUARY = date(2016, 12, 1), date(2017, 1, 1)
_PASTED = "Indicator\tNov-16\tJan-17\nBurglary\t251\t211\nTheft from person\t132\t199\n"


def _indicator(desk: Desk, code: str) -> int:
    lines = [line for group in desk.ask(indicator_groups) for line in group.lines]
    return next(line.id for line in lines if line.code == code)


def _cycle(desk: Desk) -> int:
    cycle = desk.ask(current_cycle)
    assert cycle is not None
    return cycle.cycle.id


def _enter(desk: Desk) -> Command:
    """A changed figure (which keeps a revision), a new one and a cleared one."""
    key = _indicator(desk, "M4")
    return kpis.EnterFigures(
        (
            kpis.Entry(key, DECEMBER, "102"),
            kpis.Entry(key, JANUARY, "80 p", note="From the daily return"),
            kpis.Entry(key, date(2016, 11, 1), ""),
        )
    )


def _assess(desk: Desk) -> Command:
    return kpis.AssessIndicator(
        indicator_id=_indicator(desk, "M1"),
        cycle_id=_cycle(desk),
        calculated=Rag.GREEN,
        rag=Rag.AMBER,
        reason="Two wards are rising.",
        by_role="PMG chair",
    )


def _decide(desk: Desk) -> Command:
    return kpis.DecideHighlight(
        indicator_id=_indicator(desk, "R1"),
        cycle_id=_cycle(desk),
        take=True,
        headline="Worry about ASB has stopped falling",
        ask="Homes for Haringey: which estates?",
    )


def _import(desk: Desk) -> Command:
    plan = plan_text(
        _PASTED,
        borough="Haringey",
        indicators=desk.ask(indicator_keys),
        existing=desk.ask(existing_figures),
    )
    assert (plan.counts.new, plan.counts.rejected) == (2, 0)
    assert plan.counts.changed
    return ApplyImport(plan)


EXAMPLES: dict[type[Command], Callable[[Desk], Command]] = {
    kpis.EnterFigures: _enter,
    kpis.MarkFigures: lambda desk: kpis.MarkFigures(
        ((_indicator(desk, "M1"), DECEMBER),), MeasurementState.NOT_AVAILABLE
    ),
    kpis.NoteFigure: lambda desk: kpis.NoteFigure(_indicator(desk, "M1"), DECEMBER, "Checked"),
    kpis.AssessIndicator: _assess,
    kpis.DecideHighlight: _decide,
    ApplyImport: _import,
}
