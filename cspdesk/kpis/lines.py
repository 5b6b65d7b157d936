"""From an indicator's facts to the records that screens and papers show."""

from __future__ import annotations

from datetime import date

from cspdesk.kpis.facts import Facts, Judgement
from cspdesk.kpis.figures import format_figure, format_plain
from cspdesk.kpis.records import Gap, IndicatorLine, Tally
from cspdesk.kpis.spc import SpcSettings
from cspdesk.kpis.standing import Measure, Standing, stand
from cspdesk.kpis.targets import expected_today
from db.vocabulary import Rag, TargetKind, Unit

SPARK_MONTHS, SPARK_QUARTERS = 24, 12
LISTED_TWICE = "Listed twice"


def measure_of(facts: Facts) -> Measure:
    """What the rules need of an indicator."""
    row = facts.row
    return Measure(
        unit=row.unit,
        direction=row.direction,
        frequency=row.frequency,
        decimals=row.decimals,
        lag_days=row.lag_days,
        target=facts.target,
        values={figure.period: figure.value for figure in facts.figures},
        breaks=tuple(held.start for held in facts.breaks if not held.rebase),
        rebases=tuple(held.start for held in facts.breaks if held.rebase),
        baseline_points=row.baseline_points,
        baseline_from=row.baseline_from,
    )


def standing_of(facts: Facts, today: date, settings: SpcSettings) -> Standing:
    """Where it stands; one that is measured no longer stands where it did on its last day."""
    today = min(today, facts.until or today)
    return stand(measure_of(facts), today, settings)


def line_of(facts: Facts, standing: Standing, cycle_id: int | None) -> IndicatorLine:
    """The indicator's row in the list, with PMG's judgement of a cycle (or the newest one)."""
    row = facts.row
    judgement = judgement_of(facts, cycle_id)
    pmg = judgement.rag if judgement else None
    step = standing.travel.year_before if standing.travel else None
    newest = facts.figures[-1] if facts.figures else None
    return IndicatorLine(
        id=row.id,
        version=row.version,
        code=row.code,
        name=row.name,
        words=row.words,
        theme=facts.theme,
        outcome_codes=tuple(outcome.code for outcome in facts.outcomes),
        owner=facts.owner,
        frequency=row.frequency,
        unit=row.unit,
        latest=latest_text(facts, standing),
        latest_period=standing.at.label if standing.at else "",
        target=target_text(facts, standing),
        target_words=facts.target_words,
        rating=standing.rating,
        pmg=pmg,
        shown=pmg or standing.rating.rag,
        arrow=step.arrow.value if step and step.arrow else "",
        verdict=step.verdict.label if step and step.verdict else "",
        spark=spark_of(standing),
        spark_target=standing.series.target if standing.series else None,
        highlight=judgement.highlight if judgement else None,
        gap=gap_of(facts, standing, pmg),
        warnings=facts.warnings,
        overdue_days=standing.overdue_days,
        is_example=bool(newest and newest.is_example),
        publicity=row.publicity,
    )


def judgement_of(facts: Facts, cycle_id: int | None) -> Judgement | None:
    if cycle_id is not None:
        return facts.judgements.get(cycle_id)
    return max(facts.judgements.values(), key=lambda held: held.id, default=None)


def latest_text(facts: Facts, standing: Standing) -> str:
    """ "1,009", "44.7%", "10 of 11"; words where there is no number."""
    row = facts.row
    if row.unit is Unit.NARRATIVE:
        return "Narrative" if facts.target is None or not _is_gap(facts) else "None"
    if facts.target and facts.target.milestones and standing.actual is None:
        done = sum(step.done is not None for step in facts.target.milestones)
        return f"{done} of {len(facts.target.milestones)}"
    if standing.actual is None:
        return "No data"
    if row.unit is Unit.MILESTONES and facts.target and facts.target.value:
        return f"{standing.actual:,.0f} of {facts.target.value:,.0f}"
    return format_figure(standing.actual, row.unit, row.decimals)


def target_text(facts: Facts, standing: Standing) -> str:
    """The number expected today, or "None"."""
    target, row = facts.target, facts.row
    if target is None or row.unit is Unit.NARRATIVE:
        return "None"
    day = standing.at.end if standing.at else None
    expected = expected_today(target, day) if day else target.value
    if expected is None:
        return "Direction" if target.kind is TargetKind.DIRECTION_ONLY else "None"
    if row.unit is Unit.MILESTONES:
        return f"{expected:,.0f} of {expected:,.0f}"
    if row.unit is Unit.COUNT:
        return format_figure(expected, row.unit, row.decimals)
    return format_plain(round(expected, max(row.decimals, 1)), row.unit)


def spark_of(standing: Standing) -> tuple[float | None, ...]:
    """The last two years of months or three of quarters, for a sparkline."""
    if standing.series is None:
        return ()
    values = standing.series.values
    monthly = standing.series.periods[-1].per_year == 12
    return values[-(SPARK_MONTHS if monthly else SPARK_QUARTERS) :]


def _is_gap(facts: Facts) -> bool:
    return facts.target is not None and facts.target.kind is TargetKind.GAP


def gap_of(facts: Facts, standing: Standing, pmg: Rag | None) -> Gap | None:
    """What the indicator lacks, first things first; None when it can be read as it is."""
    if _is_gap(facts):
        return Gap("No indicator", facts.assumption or "The source lists none; one is required.")
    if facts.merged_into:
        return Gap("Merged", f"Counted with {facts.merged_into}.")
    if facts.is_duplicate and not facts.figures:
        return Gap(LISTED_TWICE, "The same words stand elsewhere in the list.")
    if facts.figures and standing.at is not None:
        return None
    if facts.target and facts.target.milestones:
        return None
    if facts.row.unit is Unit.NARRATIVE:
        return None if pmg else Gap("No measure", "A narrative is due.")
    return Gap("No measure", "No figure has been entered yet.")


def tally(lines: tuple[IndicatorLine, ...]) -> Tally:
    """Count the shown ratings."""

    def codes(rag: Rag) -> tuple[str, ...]:
        return tuple(line.code for line in lines if line.shown is rag)

    return Tally(codes(Rag.RED), codes(Rag.AMBER), codes(Rag.GREEN), codes(Rag.GREY))
