"""Start the limits of an indicator's chart anew, or let them run on: always a person's act.

No limits are ever re-based by themselves. A re-base says that the process has changed; what is
measured has not, so figures are still compared with the year before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.kpis.periods import Period, PeriodError
from db.tables import IndicatorRow, MeasurementRow, SeriesBreakRow
from db.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class RebaseSeries(Command):
    """Average and limits start anew at a period, for a reason that stays with the chart."""

    indicator_id: int
    period_start: date
    reason: str


@handles(RebaseSeries)
def rebase_series(command: RebaseSeries, work: UnitOfWork) -> str:
    indicator = work.get(IndicatorRow, command.indicator_id)
    period = _period(indicator, command.period_start)
    reason = command.reason.strip()
    if not reason:
        raise RuleBroken("reason", "Say why: the reason stays with the chart.")
    _refuse_second(work, indicator, period)
    _refuse_edge(work, indicator, period)
    work.add(
        SeriesBreakRow(
            indicator_id=indicator.id, period_start=period.start, rebase=True, reason=reason
        )
    )
    return f"Re-based {indicator.code} from {period.label}"


def _period(indicator: IndicatorRow, start: date) -> Period:
    try:
        return Period(start, indicator.frequency)
    except PeriodError as error:
        raise RuleBroken("period", f"{indicator.code}: {error}") from error


def _refuse_second(work: UnitOfWork, indicator: IndicatorRow, period: Period) -> None:
    query = select(SeriesBreakRow).filter_by(indicator_id=indicator.id, period_start=period.start)
    if work.session.scalars(query).first() is not None:
        raise RuleBroken("period", f"The limits start anew at {period.label} already.")


def _refuse_edge(work: UnitOfWork, indicator: IndicatorRow, period: Period) -> None:
    """There must be figures on both sides: otherwise nothing would start anew."""
    query = select(MeasurementRow.period_start).where(
        MeasurementRow.indicator_id == indicator.id, MeasurementRow.value.is_not(None)
    )
    starts = list(work.session.scalars(query))
    if not any(start < period.start for start in starts):
        raise RuleBroken("period", f"{period.label} is the first figure: nothing is before it.")
    if not any(start >= period.start for start in starts):
        raise RuleBroken("period", f"There is no figure from {period.label} on.")


@dataclass(frozen=True, slots=True)
class TakeBackRebase(Command):
    """Let average and limits run on over a re-base."""

    break_id: int
    seen_version: int | None = None


@handles(TakeBackRebase)
def take_back_rebase(command: TakeBackRebase, work: UnitOfWork) -> str:
    row = work.get(SeriesBreakRow, command.break_id, command.seen_version)
    if not row.rebase:
        raise RuleBroken(
            "", "What is measured changed here: that cannot be taken back from the chart."
        )
    indicator = work.get(IndicatorRow, row.indicator_id)
    label = Period(row.period_start, indicator.frequency).label
    work.delete(row)
    return f"Took back the re-base of {indicator.code} from {label}"
