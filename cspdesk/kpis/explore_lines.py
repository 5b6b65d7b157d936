"""The lines of the explorer: series over time or year under year, as figures, sums or an index.

Pure. Across, a place is a month counted from year nought (a quarter stands in its middle), or in
the view by years the number of the period within its year.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cspdesk.calendar import SHORT_MONTHS
from cspdesk.kpis.exploring import Explored
from cspdesk.kpis.figures import format_figure, format_number, rolling
from cspdesk.kpis.periods import Period, period_of
from db.vocabulary import Frequency, Measured, Unit

MOST_YEARS = 6
_MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.YEARLY: 12}


class Form(StrEnum):
    """How figures are shown."""

    FIGURES = "figures"
    TWELVE_MONTHS = "twelve_months"
    INDEX = "index"


@dataclass(frozen=True, slots=True)
class PlotLine:
    """One line: places across, the name of each, and its value (None breaks the line)."""

    key: str
    name: str
    places: tuple[float, ...]
    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    unit: Unit
    decimals: int
    marked: frozenset[float] = frozenset()

    def write(self, value: float | None) -> str:
        """A value with its unit; "no data" for none."""
        if value is None:
            return "no data"
        if self.unit is Unit.MILESTONES:
            return format_number(value, 0)
        return format_figure(value, self.unit, self.decimals)

    def at(self, place: float) -> tuple[str, float | None] | None:
        """Label and value at a place; None where the line has no period there."""
        found = self.places.index(place) if place in self.places else None
        return None if found is None else (self.labels[found], self.values[found])

    @property
    def known(self) -> tuple[tuple[float, str, float], ...]:
        """(place, label, value) of every figure."""
        rows = zip(self.places, self.labels, self.values, strict=True)
        return tuple((place, label, value) for place, label, value in rows if value is not None)


def place_of(period: Period) -> float:
    """Months since year nought, of the middle of a period: Jan 2016 is 24,192."""
    return period.start.year * 12 + period.start.month - 1 + (_MONTHS[period.frequency] - 1) / 2


def over_time(series: Sequence[Explored], form: Form) -> tuple[PlotLine, ...]:
    """Each series as one line; in the form of an index the first year that all share is 100."""
    base = max((one.periods[0] for one in series), default=None, key=place_of)
    return tuple(_line(one, form, base) for one in series)


def _line(one: Explored, form: Form, base: Period | None) -> PlotLine:
    values, unit, decimals = one.values, one.unit, one.decimals
    if form is Form.TWELVE_MONTHS and one.sums:
        held = dict(zip(one.periods, one.values, strict=True))
        values = tuple(rolling(held, p, Measured.ROLLING_12, Unit.COUNT) for p in one.periods)
    elif form is Form.INDEX and base is not None:
        values, unit, decimals = _indexed(one, base), Unit.RATE, 0
    return PlotLine(
        key=f"{one.id}:{one.area}",
        name=one.title,
        places=tuple(place_of(period) for period in one.periods),
        labels=tuple(period.label for period in one.periods),
        values=values,
        unit=unit,
        decimals=decimals,
        marked=frozenset(place_of(p) for p in one.flagged) if form is Form.FIGURES else frozenset(),
    )


def _indexed(one: Explored, base: Period) -> tuple[float | None, ...]:
    """Each figure against the average of the year that begins with the base, as 100."""
    start = place_of(base) - (_MONTHS[base.frequency] - 1) / 2
    first = [
        value
        for period, value in zip(one.periods, one.values, strict=True)
        if value is not None and start <= place_of(period) < start + 12
    ]
    mean = math.fsum(first) / len(first) if first else 0.0
    if mean <= 0:
        return (None,) * len(one.values)
    return tuple(None if value is None else 100 * value / mean for value in one.values)


def by_year(one: Explored) -> tuple[PlotLine, ...]:
    """The last six years of a series that have a figure under each other, the latest first."""
    years = _years(one)
    return tuple(
        PlotLine(
            key=year.key,
            name=f"{one.code} {year.label}",
            places=tuple(float(place) for place in sorted(years[year])),
            labels=tuple(years[year][place][0] for place in sorted(years[year])),
            values=tuple(years[year][place][1] for place in sorted(years[year])),
            unit=one.unit,
            decimals=one.decimals,
        )
        for year in sorted(years, reverse=True)[:MOST_YEARS]
    )


def years_left(one: Explored) -> tuple[str, ...]:
    """The years with a figure for which `by_year` has no line left, the earliest first."""
    return tuple(year.label for year in sorted(_years(one))[:-MOST_YEARS])


def _years(one: Explored) -> dict[Period, dict[int, tuple[str, float | None]]]:
    """Label and value by place, of each year that has a figure."""
    years: dict[Period, dict[int, tuple[str, float | None]]] = {}
    for period, value in zip(one.periods, one.values, strict=True):
        year = period_of(period.start, Frequency.YEARLY, period.year_start_month)
        place = round(place_of(period) - place_of(year) + 5.5) // _MONTHS[period.frequency]
        years.setdefault(year, {})[place] = (period.label, value)
    return {
        year: row
        for year, row in years.items()
        if any(value is not None for _label, value in row.values())
    }


def names_in_year(one: Explored) -> tuple[str, ...]:
    """What the places of `by_year` are called: "Apr" … "Mar", "Q1" … "Q4"."""
    start = one.periods[0].year_start_month
    if one.frequency is Frequency.QUARTERLY:
        return ("Q1", "Q2", "Q3", "Q4")
    if one.frequency is Frequency.YEARLY:
        return ("Year",)
    return tuple(SHORT_MONTHS[(start - 1 + month) % 12] for month in range(12))


def target_line(one: Explored, form: Form) -> PlotLine | None:
    """The target's path in the same form; None when it has no number or the form is an index."""
    if form is Form.INDEX or not any(value is not None for value in one.targets):
        return None
    times = one.periods[0].per_year if form is Form.TWELVE_MONTHS and one.sums else 1
    return PlotLine(
        key="target",
        name=f"{one.code} target",
        places=tuple(place_of(period) for period in one.periods),
        labels=tuple(period.label for period in one.periods),
        values=tuple(None if value is None else value * times for value in one.targets),
        unit=one.unit,
        decimals=max(one.decimals, 0 if times > 1 else 1) if one.unit is Unit.COUNT
        else one.decimals,
    )  # fmt: skip


def comparable(series: Iterable[Explored]) -> bool:
    """Whether figures share one axis: the same unit, measured as often.

    Counts of another area are of another size, whatever their unit.
    """
    kinds = {
        (one.unit, one.frequency, one.sums, one.area if one.unit is Unit.COUNT else "")
        for one in series
    }
    return len(kinds) <= 1


# -- in words -------------------------------------------------------------------------------------


def headline(lines: Sequence[PlotLine], form: Form = Form.FIGURES) -> str:
    """What is seen, as a title: "M4 Theft of vehicles: highest in Sep 2016, at 138"."""
    known = [line for line in lines if line.known]
    if not known:
        return "No figures to show"
    if len(known) == 1:
        _place, label, value = max(known[0].known, key=lambda row: row[2])
        return f"{known[0].name}: highest in {label}, at {known[0].write(value)}"
    top = max(known, key=lambda line: line.known[-1][2])
    _place, label, value = top.known[-1]
    if form is Form.INDEX:
        return f"{top.name} stands highest against its first year: {top.write(value)} in {label}"
    return f"Highest now: {top.name}, {top.write(value)} in {label}"


def years_headline(one: Explored, lines: Sequence[PlotLine]) -> str:
    """ "M4 Theft of vehicles: 820 in Apr 2016 to Dec 2016, 551 in the same part of 2015/16"."""
    if not lines or not lines[0].known:
        return "No figures to show"
    latest = lines[0].known
    so_far = latest[0][1] if len(latest) == 1 else f"{latest[0][1]} to {latest[-1][1]}"
    before = _same_places(lines[1], [place for place, _, _ in latest]) if len(lines) > 1 else []
    if not one.sums or not before:
        _place, label, value = latest[-1]
        return f"{one.title}: {lines[0].write(value)} in {label}"
    now, then = math.fsum(value for _, _, value in latest), math.fsum(before)
    write = lines[0].write
    year = lines[1].name.removeprefix(f"{one.code} ")
    return f"{one.title}: {write(now)} in {so_far}, {write(then)} in the same part of {year}"


def _same_places(line: PlotLine, places: Sequence[float]) -> list[float]:
    """The line's values at these places; empty when one is missing."""
    found = [pair[1] for place in places if (pair := line.at(place)) is not None]
    values = [value for value in found if value is not None]
    return values if len(values) == len(places) else []


def in_words(line: PlotLine) -> str:
    """The text that stands for a line: how many figures, lowest, highest and latest."""
    known = line.known
    if not known:
        return f"{line.name}: no figures."
    low, high = min(known, key=lambda row: row[2]), max(known, key=lambda row: row[2])
    said = [f"{line.name}: {len(known)} figures from {known[0][1]} to {known[-1][1]}"]
    ends = (("lowest", low), ("highest", high), ("latest", known[-1]))
    said += [f"{word} {line.write(value)} in {label}" for word, (_, label, value) in ends]
    return f"{', '.join(said)}."


def figures_between(
    lines: Sequence[PlotLine], first: float, last: float, *, years: Sequence[str] = ()
) -> tuple[tuple[str, ...], ...]:
    """The figures in view as rows of text, headings first; `years` names the places in a year."""
    places = sorted({p for line in lines for p in line.places if first <= p <= last})
    rows = []
    for place in places:
        found = [line.at(place) for line in lines]
        label = next(pair[0] for pair in found if pair is not None)
        if years:
            label = years[int(place)]
        cells = [
            "" if pair is None or pair[1] is None else line.write(pair[1])
            for line, pair in zip(lines, found, strict=True)
        ]
        rows.append((label, *cells))
    return (("Period", *(line.name for line in lines)), *rows)
