"""Examples of the commands for figures, PMG's judgements and imports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from cspdesk.commanding import Command
from cspdesk.desk import Desk
from cspdesk.kpis import commands as kpis
from cspdesk.kpis import executive_commands as executive
from cspdesk.kpis.assessment_commands import AssessIndicator
from cspdesk.kpis.highlight_commands import DecideHighlight, EditHighlight
from cspdesk.kpis.highlight_report import requests
from cspdesk.kpis.import_commands import ApplyImport
from cspdesk.kpis.imports import existing_figures, indicator_keys
from cspdesk.kpis.queries import indicator_card, indicator_groups
from cspdesk.kpis.spc_commands import RebaseSeries, TakeBackRebase
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
    return AssessIndicator(
        indicator_id=_indicator(desk, "M1"),
        cycle_id=_cycle(desk),
        rag=Rag.AMBER,
        reason="Two wards are rising.",
        by_role="PMG chair",
    )


def _decide(desk: Desk) -> Command:
    return DecideHighlight(_indicator(desk, "R1"), _cycle(desk), True, "Off its path again")


def _edit_highlight(desk: Desk) -> Command:
    return EditHighlight(
        _indicator(desk, "R2"),
        _cycle(desk),
        headline="Youth reoffending has risen for two years",
        ask="Schools and Early Help: who is known before the first offence, and to whom?",
    )


def _request(desk: Desk) -> int:
    return desk.ask(requests, _cycle(desk))[0].id


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


def _take_back_rebase(desk: Desk) -> Command:
    key = _indicator(desk, "M4")
    desk.run(RebaseSeries(key, date(2016, 7, 1), "Moped-enabled theft began."))
    card = desk.ask(indicator_card, key)
    assert card is not None
    return TakeBackRebase(card.breaks[0].id)


EXAMPLES: dict[type[Command], Callable[[Desk], Command]] = {
    kpis.EnterFigures: _enter,
    kpis.MarkFigures: lambda desk: kpis.MarkFigures(
        ((_indicator(desk, "M1"), DECEMBER),), MeasurementState.NOT_AVAILABLE
    ),
    kpis.ConfirmFigure: lambda desk: kpis.ConfirmFigure(_indicator(desk, "M1"), DECEMBER),
    kpis.NoteFigure: lambda desk: kpis.NoteFigure(_indicator(desk, "M1"), DECEMBER, "Checked"),
    AssessIndicator: _assess,
    DecideHighlight: _decide,
    EditHighlight: _edit_highlight,
    executive.SendToExecutive: lambda desk: executive.SendToExecutive(_cycle(desk)),
    executive.RecordReview: lambda desk: executive.RecordReview(_cycle(desk), date(2017, 2, 3)),
    executive.ApproveReport: lambda desk: executive.ApproveReport(_cycle(desk)),
    executive.TakeBackReport: lambda desk: executive.TakeBackReport(_cycle(desk)),
    executive.AskForMore: lambda desk: executive.AskForMore(
        _cycle(desk), "what do schools say?", _indicator(desk, "R2")
    ),
    executive.AnswerRequest: lambda desk: executive.AnswerRequest(
        _request(desk), "Eighteen of sixty."
    ),
    executive.RemoveRequest: lambda desk: executive.RemoveRequest(_request(desk)),
    ApplyImport: _import,
    RebaseSeries: lambda desk: RebaseSeries(
        _indicator(desk, "M4"), date(2016, 7, 1), "Moped-enabled theft began."
    ),
    TakeBackRebase: _take_back_rebase,
}
