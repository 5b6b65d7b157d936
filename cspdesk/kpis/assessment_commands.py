"""Record what PMG and Business Intelligence say of an indicator in a cycle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cspdesk.commanding import Command, handles
from cspdesk.errors import Conflict, RuleBroken
from cspdesk.fields import KEEP, Keep, apply_edit
from cspdesk.kpis.closing import refuse_closed
from cspdesk.kpis.facts import load_facts, spc_settings
from cspdesk.kpis.lines import standing_of
from cspdesk.reading import Reading
from db.tables import AssessmentRow, CycleRow, IndicatorRow, PriorityRow
from db.unit_of_work import UnitOfWork
from db.vocabulary import Rag

NO_ROW = 0  # the version seen where PMG had recorded nothing yet

_WORDS = {
    "reason": "reason",
    "by_role": "role",
    "trend_note": "trend note",
    "context": "BI context",
    "partnership_value": "partnership value",
    "bi_agrees": "agreement by BI",
}


@dataclass(frozen=True, slots=True)
class AssessIndicator(Command):
    """PMG's view of an indicator in a cycle, beside the calculated one; fields may be left alone.

    `rag` None takes the assessment back. A rating other than the calculated one needs a reason and
    a role: PMG may overrule any rating, and both are kept and shown. `seen_version` is that of the
    assessment, `NO_ROW` where there was none, None not to check.
    """

    indicator_id: int
    cycle_id: int
    seen_version: int | None = None
    rag: Rag | Keep | None = KEEP
    reason: str | Keep = KEEP
    by_role: str | Keep = KEEP
    trend_note: str | Keep = KEEP
    context: str | Keep = KEEP
    partnership_value: str | Keep = KEEP
    bi_agrees: bool | Keep | None = KEEP


@handles(AssessIndicator)
def assess_indicator(command: AssessIndicator, work: UnitOfWork) -> str:
    refuse_closed(work, command.cycle_id)
    indicator = work.get(IndicatorRow, command.indicator_id)
    row = assessment_of(work, indicator.id, command.cycle_id, command.seen_version)
    if command.rag is not KEEP:
        _rate(work, row, command.rag)
    changed = apply_edit(row, command, _WORDS)
    _check_reason(row)
    check_value_kept(work, row, indicator)
    if command.rag is None:
        return f"Took back PMG’s rating of {indicator.code}"
    if isinstance(command.rag, Rag):
        return f"Recorded PMG’s {command.rag.label} for {indicator.code}"
    return f"Changed the {' and '.join(changed) or 'assessment'} of {indicator.code}"


def _rate(work: UnitOfWork, row: AssessmentRow, rag: Rag | None) -> None:
    """Keep PMG's rating with the calculated one of the same day, which later figures may move."""
    row.calculated, row.period_start = calculated_now(work, row.indicator_id)
    row.rag = rag
    row.assessed_on = None if rag is None else work.today


def calculated_now(work: UnitOfWork, indicator_id: int) -> tuple[Rag, date | None]:
    """The calculated rating today, and the first day of the period it is about."""
    reading = Reading(work.session, work.today)
    (facts,) = load_facts(reading, (indicator_id,))
    standing = standing_of(facts, work.today, spc_settings(reading))
    return standing.rating.rag, standing.at.start if standing.at else None


def _check_reason(row: AssessmentRow) -> None:
    if row.rag is None or row.rag is row.calculated:
        return
    if not row.reason.strip():
        raise RuleBroken(
            "reason",
            f"Say why PMG rates it {row.rag.label} where {row.calculated.label} was calculated.",
        )
    if not row.by_role.strip():
        raise RuleBroken("by_role", "Say who decided, by role: for example PMG chair.")


def check_value_kept(work: UnitOfWork, row: AssessmentRow, indicator: IndicatorRow) -> None:
    """Raise RuleBroken for an indicator of MOPAC 7 in the report without a partnership value."""
    if row.highlight and not row.partnership_value and in_a_block(work, indicator):
        raise RuleBroken(
            "partnership_value",
            f"{indicator.code} is reviewed by the Police each month: say what the partnership "
            "can add before it goes to the Board.",
        )


def in_a_block(work: UnitOfWork, indicator: IndicatorRow) -> bool:
    """Whether it belongs to a block beside the priorities, as MOPAC 7 does."""
    if indicator.priority_id is None:
        return False
    return work.get(PriorityRow, indicator.priority_id).number is None


def assessment_of(
    work: UnitOfWork, indicator_id: int, cycle_id: int, seen_version: int | None
) -> AssessmentRow:
    """The row of this indicator and cycle, made when there is none.

    Raises Conflict when it is not the one that was seen.
    """
    work.get(CycleRow, cycle_id)
    query = select(AssessmentRow).filter_by(indicator_id=indicator_id, cycle_id=cycle_id)
    row = work.session.scalars(query).first()
    if row is None:
        if seen_version:
            raise Conflict("This assessment has been taken away in the meantime.")
        fresh = AssessmentRow(indicator_id=indicator_id, cycle_id=cycle_id)
        fresh.calculated, fresh.period_start = calculated_now(work, indicator_id)
        return work.add(fresh)
    if seen_version is not None and row.version != seen_version:
        raise Conflict("This assessment was changed in the meantime; look at it again.")
    return row
