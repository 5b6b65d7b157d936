"""One indicator's card: facts strip, finding, history, this year beside the last."""

from __future__ import annotations

from cspdesk.kpis.comparing import comparisons
from cspdesk.kpis.facts import Facts, Figure, Judgement
from cspdesk.kpis.figures import format_figure, format_percent_change, rolling
from cspdesk.kpis.findings import finding
from cspdesk.kpis.lines import judgement_of, latest_text, line_of, target_text
from cspdesk.kpis.periods import Period, period_of
from cspdesk.kpis.records import Fact, IndicatorCard, IndicatorLine, SeriesPoint, YearFigure
from cspdesk.kpis.standing import Standing, trajectory
from db.vocabulary import Direction, Frequency, Measured, MeasurementState, Rag, Unit

_GOOD = {
    Direction.LOWER: "lower is better",
    Direction.HIGHER: "higher is better",
    Direction.NEITHER: "neither way is better",
}


def card_of(facts: Facts, standing: Standing, cycle_id: int | None) -> IndicatorCard:
    """The whole card, with PMG's judgement of a cycle and the one before it."""
    row = facts.row
    line = line_of(facts, standing, cycle_id)
    judgement = judgement_of(facts, cycle_id)
    return IndicatorCard(
        line=line,
        block=facts.block,
        outcomes=facts.outcomes,
        definition=row.definition,
        good_looks_like=row.good_looks_like,
        source=row.source,
        data_source=row.data_source,
        caveats=row.caveats,
        direction=row.direction,
        unit_words=row.unit_words,
        decimals=row.decimals,
        measured=standing.measured,
        target_kind=facts.target.kind if facts.target else None,
        assumption=facts.assumption,
        lag_days=row.lag_days,
        baseline_points=row.baseline_points,
        baseline_from=row.baseline_from,
        summary=_summary(facts),
        facts=_facts_strip(facts, standing, line),
        finding=_finding(standing),
        standing=standing,
        series=standing.series,
        provisional=frozenset(f.period.start for f in facts.figures if f.is_provisional),
        points=tuple(_point(facts, figure) for figure in facts.figures),
        this_year=_year(facts, standing, 0),
        last_year=_year(facts, standing, 1),
        years=_years(facts),
        breaks=facts.breaks,
        trajectory=_trajectory(facts, standing),
        judgement=judgement,
        earlier=_earlier(facts, judgement),
        comparisons=comparisons(
            facts.comparators,
            standing.at,
            own=standing.actual,
            measured=standing.measured,
            unit=row.unit,
            decimals=row.decimals,
        ),
        replaces="" if row.continues else facts.replaces,
    )


def _summary(facts: Facts) -> str:
    """ "MOPAC 7, monthly, lower is better"."""
    where = facts.block.name if facts.block else "No priority"
    return f"{where}, {facts.row.frequency.label.lower()}, {_GOOD[facts.row.direction]}"


def _finding(standing: Standing) -> str:
    if standing.series is None:
        return "No figures yet."
    return finding(standing.series.periods, standing.series.spc)


def _trajectory(facts: Facts, standing: Standing) -> tuple[float | None, ...]:
    periods = standing.series.periods if standing.series else ()
    return trajectory(facts.target, periods, standing.measured)


def _facts_strip(facts: Facts, standing: Standing, line: IndicatorLine) -> tuple[Fact, ...]:
    """Latest, target, calculated, PMG's rating, and the change on a year earlier."""
    return (
        Fact(_latest_label(standing), latest_text(facts, standing)),
        Fact("Target", target_text(facts, standing)),
        Fact("Calculated", standing.rating.rag.label, standing.rating.reason),
        Fact("PMG", (line.pmg or Rag.GREY).label if line.pmg else "Not judged"),
        _on_last_year(standing, line),
    )


def _latest_label(standing: Standing) -> str:
    """ "12 months to Dec 2016", "Year to Dec 2016", "Q3 2016/17"."""
    if standing.at is None:
        return "Latest"
    label = standing.at.label
    if standing.measured is Measured.ROLLING_12 and standing.at.per_year > 1:
        return f"12 months to {label}"
    if standing.measured is Measured.YEAR_TO_DATE and standing.at.per_year > 1:
        return f"Year to {label}"
    return label


def _on_last_year(standing: Standing, line: IndicatorLine) -> Fact:
    step = standing.travel.year_before if standing.travel else None
    if step is None:
        return Fact("On a year earlier", "No data")
    label = f"On {step.against.label}"
    if step.arrow is None:
        return Fact(label, "Not comparable", step.text)
    percent = format_percent_change(step.percent) if step.percent is not None else step.text
    return Fact(label, percent, line.verdict)


def _point(facts: Facts, figure: Figure) -> SeriesPoint:
    row = facts.row
    text = (
        "n/a"
        if figure.state is MeasurementState.NOT_AVAILABLE
        else format_figure(figure.value, row.unit, row.decimals)
    )
    return SeriesPoint(
        start=figure.period.start,
        label=figure.period.label,
        text=text,
        value=figure.value,
        state=figure.state,
        note=figure.note,
        is_example=figure.is_example,
    )


def _values(facts: Facts) -> dict[Period, float | None]:
    return {figure.period: figure.value for figure in facts.figures}


def _year(facts: Facts, standing: Standing, back: int) -> tuple[tuple[str, float | None], ...]:
    """The last year's worth of periods (label, value), `back` years earlier."""
    if standing.at is None:
        return ()
    values = _values(facts)
    last = standing.at.plus(-back * standing.at.per_year)
    periods = [last.plus(1 - last.per_year + n) for n in range(last.per_year)]
    return tuple((period.label, values.get(period)) for period in periods)


def _years(facts: Facts) -> tuple[YearFigure, ...]:
    """The last five years: totals of counts, the last figure of anything else."""
    values = _values(facts)
    if not values:
        return ()
    years: dict[Period, list[Period]] = {}
    for period in values:
        year = period_of(period.start, Frequency.YEARLY, period.year_start_month)
        years.setdefault(year, []).append(period)
    return tuple(_year_figure(facts, values, year, years[year]) for year in sorted(years)[-5:])


def _year_figure(
    facts: Facts, values: dict[Period, float | None], year: Period, periods: list[Period]
) -> YearFigure:
    row, last = facts.row, max(periods)
    complete = len([p for p in periods if values[p] is not None]) == last.per_year
    summed = row.unit is Unit.COUNT and facts.target is not None
    over = (
        Measured.YEAR_TO_DATE
        if summed and facts.target and (facts.target.measured is not Measured.LATEST)
        else Measured.LATEST
    )
    text = format_figure(rolling(values, last, over, row.unit), row.unit, row.decimals)
    return YearFigure(year.label, text, complete)


def _earlier(facts: Facts, judgement: Judgement | None) -> Judgement | None:
    """PMG's judgement before this one."""
    before = [held for held in facts.judgements.values() if judgement and held.id < judgement.id]
    return max(before, key=lambda held: held.id, default=None)
