"""The entry grid: indicators of one frequency × their last periods, with a check beside each."""

from __future__ import annotations

from datetime import date

from cspdesk.kpis.checks import check_figure
from cspdesk.kpis.facts import Facts, Figure
from cspdesk.kpis.figures import format_number
from cspdesk.kpis.lines import target_text
from cspdesk.kpis.periods import Period, period_of, span
from cspdesk.kpis.queries import standings
from cspdesk.kpis.records import EntryCell, EntryGrid, EntryRow
from cspdesk.kpis.standing import Standing
from cspdesk.reading import Reading
from db.vocabulary import Frequency, MeasurementState, TargetKind, Unit


def entry_grid(reading: Reading, frequency: Frequency, count: int = 6) -> EntryGrid:
    """The last `count` periods that have ended, the newest last, for every measured indicator.

    Indicators without a number (narrative, gap, merged) have no row: there is nothing to type.
    """
    current = _last_ended(reading.today, frequency)
    periods = span(current.plus(1 - count), current)
    rows = tuple(
        _row(facts, standing, periods)
        for facts, standing in standings(reading, since=periods[0].start)
        if facts.row.frequency is frequency and takes_figures(facts)
    )
    return EntryGrid(
        frequency=frequency,
        periods=tuple((period.start, period.short) for period in periods),
        current=count - 1,
        rows=rows,
    )


def takes_figures(facts: Facts) -> bool:
    """Whether there is a number to enter."""
    gap = facts.target is not None and facts.target.kind is TargetKind.GAP
    return facts.row.unit is not Unit.NARRATIVE and not gap and not facts.merged_into


def _last_ended(today: date, frequency: Frequency) -> Period:
    return period_of(today, frequency).previous


def _row(facts: Facts, standing: Standing, periods: tuple[Period, ...]) -> EntryRow:
    held = {figure.period: figure for figure in facts.figures}
    newest = max((period for period in periods if period in held), default=None)
    check, doubtful = "", False
    if newest is not None:
        doubt = _doubt(facts, standing, held, newest)
        check, doubtful = doubt
    return EntryRow(
        id=facts.row.id,
        code=facts.code,
        name=facts.row.name,
        unit_words=facts.row.unit_words or facts.row.unit.label.lower(),
        target=target_text(facts, standing),
        cells=tuple(_cell(facts, period, held.get(period)) for period in periods),
        check=check,
        doubtful=doubtful,
    )


def _doubt(
    facts: Facts, standing: Standing, held: dict[Period, Figure], newest: Period
) -> tuple[str, bool]:
    before = [figure.value for period, figure in held.items() if period < newest]
    limits = None
    if standing.series is not None:
        point = standing.series.spc.points[-1]
        if point.lower is not None and point.upper is not None:
            limits = (point.lower, point.upper)
    doubt = check_figure(held[newest].value, before, facts.row.unit, facts.row.decimals, limits)
    return doubt.words, doubt.doubtful


def _cell(facts: Facts, period: Period, figure: Figure | None) -> EntryCell:
    if figure is None:
        return EntryCell(period.start, "", None, "", False, 0)
    text = "n/a"
    if figure.state is not MeasurementState.NOT_AVAILABLE and figure.value is not None:
        text = format_number(figure.value, facts.row.decimals)
    return EntryCell(
        period.start, text, figure.state, figure.note, figure.is_example, figure.version
    )
