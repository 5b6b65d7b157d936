"""What a figure would do if it were kept, worked out before it is."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date

from cspdesk.errors import RuleBroken
from cspdesk.kpis.card import card_of
from cspdesk.kpis.entry_records import EntryPreview
from cspdesk.kpis.entry_words import read_entry
from cspdesk.kpis.facts import Facts, Figure, load_facts, spc_settings
from cspdesk.kpis.figures import format_figure, rolling
from cspdesk.kpis.lines import standing_of
from cspdesk.kpis.periods import Period
from cspdesk.kpis.standing import Standing
from cspdesk.reading import Reading
from db.vocabulary import Measured, MeasurementState, Unit

_WINDOWS = {Measured.ROLLING_12: "12 months", Measured.YEAR_TO_DATE: "Year to date"}


def entry_preview(
    reading: Reading, indicator_id: int, start: date, text: str | None = None
) -> EntryPreview | None:
    """The indicator as it would stand with `text` in the cell (as it is, without a text).

    None when the indicator is gone, has no figure, or the text is no figure.
    """
    found = load_facts(reading, (indicator_id,))
    if not found:
        return None
    (before,) = found
    period = _period(before, start)
    after = before if text is None else _with(before, period, text)
    settings = spc_settings(reading)
    standing = standing_of(after, reading.today, settings) if after else None
    if after is None or standing is None or standing.at is None:
        return None
    figure = next((f.value for f in after.figures if f.period == period), None)
    label, now, was = _window(before, after, standing)
    return EntryPreview(
        card=card_of(after, standing, None),
        figure=format_figure(figure, after.row.unit, after.row.decimals),
        window_label=label,
        window_text=now,
        window_before=was,
        limits=_limits(after, standing),
        rating=standing.rating,
    )


def _period(facts: Facts, start: date) -> Period:
    year_start = facts.figures[0].period.year_start_month if facts.figures else 4
    return Period(start, facts.row.frequency, year_start)


def _with(facts: Facts, period: Period, text: str) -> Facts | None:
    """The facts with this text in the cell; None when it cannot be read."""
    entered, read = None, False
    with suppress(RuleBroken):
        entered, read = read_entry(text, facts.row.unit, facts.row.unit_words), True
    if not read:
        return None
    others = [figure for figure in facts.figures if figure.period != period]
    if entered is not None:
        state = MeasurementState.PROVISIONAL if entered.provisional else MeasurementState.FINAL
        others.append(Figure(period, entered.value, state, "", False, None, 0))
    return replace(facts, figures=tuple(sorted(others, key=lambda figure: figure.period)))


def _window(before: Facts, after: Facts, standing: Standing) -> tuple[str, str, str]:
    """ "12 months", "1,035", "1,009": the sum the target is read against, now and as it was."""
    label = _WINDOWS.get(standing.measured)
    if label is None or standing.at is None or after.row.unit is not Unit.COUNT:
        return "", "", ""
    was = _summed(before, max((f.period for f in before.figures), default=None), standing)
    return label, _summed(after, standing.at, standing), was


def _summed(facts: Facts, at: Period | None, standing: Standing) -> str:
    if at is None:
        return ""
    values = {figure.period: figure.value for figure in facts.figures}
    total = rolling(values, at, standing.measured, facts.row.unit)
    return "" if total is None else format_figure(total, facts.row.unit, facts.row.decimals)


def _limits(facts: Facts, standing: Standing) -> str:
    """ "limits 17.9 to 103.5"; nothing while there are too few figures."""
    if standing.series is None:
        return ""
    point = standing.series.spc.points[-1]
    if point.lower is None or point.upper is None:
        return ""
    digits = facts.row.decimals + 1
    low, high = (format_figure(v, Unit.COUNT, digits) for v in (point.lower, point.upper))
    return f"limits {low} to {high}"
