"""The entry grid: indicators of one frequency × some periods, with a check beside each."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from sqlalchemy import select

from cspdesk.calendar import short_date
from cspdesk.kpis.checks import Doubt, check_figure
from cspdesk.kpis.entry_records import Awaited, Earlier, EntryCell, EntryGrid, EntryRow
from cspdesk.kpis.entry_words import SUPPRESSED
from cspdesk.kpis.facts import Facts, Figure
from cspdesk.kpis.figures import NOT_AVAILABLE, format_number, rounded
from cspdesk.kpis.imports import Packs
from cspdesk.kpis.lines import target_text
from cspdesk.kpis.periods import Period, period_of, span
from cspdesk.kpis.queries import standings
from cspdesk.kpis.standing import Standing
from cspdesk.reading import Reading
from db.tables import ImportRow, MeasurementRevisionRow, MeasurementRow
from db.vocabulary import Frequency, MeasurementState, TargetKind, Unit

_MOST_DECIMALS = 4
_NO_DOUBT = Doubt("")


def entry_grid(reading: Reading, frequency: Frequency, count: int = 6, back: int = 0) -> EntryGrid:
    """`count` periods that have ended, the newest last, for every measured indicator.

    `back` periods earlier when the officer looks back. Indicators without a number (narrative,
    gap, merged) have no row: there is nothing to type.
    """
    due = period_of(reading.today, frequency).previous
    last = due.plus(-back)
    periods = span(last.plus(1 - count), last)
    kept = _Kept(reading, periods)
    rows = tuple(
        _row(facts, standing, periods, kept, due, reading.today)
        for facts, standing in standings(reading, since=periods[0].start)
        if facts.row.frequency is frequency and takes_figures(facts)
    )
    return EntryGrid(
        frequency=frequency,
        periods=tuple((period.start, period.short) for period in periods),
        current=None if back else count - 1,
        rows=rows,
    )


def takes_figures(facts: Facts) -> bool:
    """Whether there is a number to enter."""
    gap = facts.target is not None and facts.target.kind is TargetKind.GAP
    return facts.row.unit is not Unit.NARRATIVE and not gap and not facts.merged_into


class _Kept:
    """What the grid shows of the periods' measurements beyond their figures."""

    def __init__(self, reading: Reading, periods: tuple[Period, ...]) -> None:
        shown = (
            MeasurementRow.period_start >= periods[0].start,
            MeasurementRow.period_start <= periods[-1].start,
        )
        self.rows = {
            (row.indicator_id, row.period_start): row
            for row in reading.all(select(MeasurementRow).where(*shown))
        }
        self.earlier: dict[int, list[MeasurementRevisionRow]] = defaultdict(list)
        query = select(MeasurementRevisionRow).join(
            MeasurementRow, MeasurementRow.id == MeasurementRevisionRow.measurement_id
        )
        for revision in reading.all(query.where(*shown).order_by(MeasurementRevisionRow.id)):
            self.earlier[revision.measurement_id].append(revision)
        self.packs = Packs(reading)
        self.files = dict(reading.rows(select(ImportRow.id, ImportRow.file_name)))


def _row(
    facts: Facts,
    standing: Standing,
    periods: tuple[Period, ...],
    kept: _Kept,
    due: Period,
    today: date,
) -> EntryRow:
    held = {figure.period: figure for figure in facts.figures}
    doubt, doubted = _first_doubt(facts, standing, held, periods, kept)
    return EntryRow(
        id=facts.row.id,
        code=facts.code,
        name=facts.row.name,
        unit_words=facts.row.unit_words or facts.row.unit.label.lower(),
        target=target_text(facts, standing),
        source=facts.row.data_source,
        cells=tuple(_cell(facts, period, kept) for period in periods),
        doubt=doubt,
        doubted=doubted.start if doubted else None,
        awaited=None if due in held or facts.is_duplicate else _awaited(facts, due, today),
    )


def _awaited(facts: Facts, due: Period, today: date) -> Awaited:
    """A figure is due `lag_days` after its period ends: each source has a lag of its own."""
    due_on = due.end + timedelta(days=facts.row.lag_days)
    return Awaited(facts.owner, due_on, max(0, (today - due_on).days))


def _first_doubt(
    facts: Facts,
    standing: Standing,
    held: dict[Period, Figure],
    periods: tuple[Period, ...],
    kept: _Kept,
) -> tuple[Doubt, Period | None]:
    """What to ask of the newest figure, or of an older one that was typed here and looks odd."""
    newest = max((period for period in periods if period in held), default=None)
    if newest is None:
        return _NO_DOUBT, None
    first = _doubt(facts, standing, held, newest, kept)
    if first.doubtful:
        return first, newest
    for period in reversed(periods):
        row = kept.rows.get((facts.row.id, period.start))
        if period in held and row is not None and row.source == "typed" and not row.is_example:
            doubt = _doubt(facts, standing, held, period, kept)
            if doubt.doubtful:
                return doubt, period
    return first, newest


def _doubt(
    facts: Facts,
    standing: Standing,
    held: dict[Period, Figure],
    period: Period,
    kept: _Kept,
) -> Doubt:
    row = kept.rows.get((facts.row.id, period.start))
    if row is None or row.confirmed:
        return _NO_DOUBT
    before = [figure.value for other, figure in held.items() if other < period]
    limits = None
    if standing.series is not None and standing.at == period:
        point = standing.series.spc.points[-1]
        if point.lower is not None and point.upper is not None:
            limits = (point.lower, point.upper)
    return check_figure(held[period].value, before, facts.row.unit, facts.row.decimals, limits)


def _cell(facts: Facts, period: Period, kept: _Kept) -> EntryCell:
    row = kept.rows.get((facts.row.id, period.start))
    if row is None:
        return EntryCell(period.start)
    text = value_text(row.value, row.state, facts.row.decimals)
    typed = text
    if row.numerator is not None and row.denominator is not None:
        typed = f"{_plain(row.numerator)}/{_plain(row.denominator)}"
        if row.value is not None:
            # The two numbers keep it exact: the figure may be shown as the others are.
            text = format_number(row.value, facts.row.decimals)
    return EntryCell(
        period.start,
        text,
        typed,
        row.state,
        row.note,
        row.is_example,
        row.version,
        kept.files.get(row.import_id or 0, ""),
        tuple(_earlier(facts, revision) for revision in kept.earlier.get(row.id, ())),
        _printed(facts, row, kept),
    )


def _printed(facts: Facts, row: MeasurementRow, kept: _Kept) -> str:
    """What the last issued pack said of this figure, when that is another figure."""
    day, value = kept.packs.said(row.id, row.value, row.created_at)
    if day is None or value == row.value:
        return ""
    said = value_text(value, MeasurementState.FINAL, facts.row.decimals)
    return f"{said} in the pack of {short_date(day, year=True)}"


def _earlier(facts: Facts, revision: MeasurementRevisionRow) -> Earlier:
    text = value_text(revision.value, revision.state, facts.row.decimals)
    state = "" if revision.value is None else f", {revision.state.label.lower()}"
    return Earlier(text, f"{text}{state}, until {short_date(revision.replaced_at.date())}")


def value_text(value: float | None, state: MeasurementState, decimals: int) -> str:
    """The figure with all its decimals, for a grid that must not round what was typed."""
    if state is MeasurementState.SUPPRESSED:
        return SUPPRESSED
    if value is None:
        return NOT_AVAILABLE
    needed = -int(rounded(value, _MOST_DECIMALS).normalize().as_tuple().exponent)
    return format_number(value, max(decimals, needed))


def _plain(value: float) -> str:
    return format_number(value, 0 if float(value).is_integer() else 2)
