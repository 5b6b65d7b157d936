"""Turn a sheet, its layout and the meaning of its names into a plan: every figure's fate."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from cspdesk.kpis.periods import FINANCIAL_YEAR_START, Period
from cspdesk.sheets.events import count_events, shown_count
from cspdesk.sheets.fates import fate_of, state_of
from cspdesk.sheets.grid import CellKind, Raw, SheetData, address, kind_of, shown
from cspdesk.sheets.layout import Layout, Orientation
from cspdesk.sheets.mapping import How, IndicatorKey, Match, Matcher
from cspdesk.sheets.plan import Existing, ExistingFigure, ImportPlan, LeftOut, PlannedFigure
from cspdesk.sheets.quiet import quiet_collector
from cspdesk.sheets.source import PeriodReader, ReadPeriod, Source, SourceFigure
from cspdesk.sheets.values import BLANK, Outcome, ReadValue, read_fraction, read_value
from cspdesk.sheets.wording import counts_of, sentences_of
from db.vocabulary import Frequency, MeasurementState, RowFate, Unit

# Reading a member from its enumeration is slow enough to matter for every cell of a large table.
_COUNT = Unit.COUNT
_NUMBER, _BLANK, _REJECTED = Outcome.NUMBER, Outcome.BLANK, Outcome.REJECTED
_PERCENT = Unit.PERCENT
_YEARLY = Frequency.YEARLY
_MANY = 6
"""Parts of a sum that are still written out."""


class Candidate(NamedTuple):
    """A figure that found its indicator and period, before the file's other rows are considered."""

    source: SourceFigure
    match: Match
    indicator: IndicatorKey
    read: ReadPeriod
    period: Period
    value: ReadValue


def plan_import(
    sheet: SheetData,
    layout: Layout,
    matcher: Matcher,
    existing: Existing,
    *,
    file_name: str = "",
    size: int = 0,
    sha256: str = "",
    year_start_month: int = FINANCIAL_YEAR_START,
    notes: Iterable[str] = (),
) -> ImportPlan:
    """The plan of one sheet. Pure: equal arguments give an equal plan; nothing is written."""
    work = _Planning(sheet, layout, matcher, existing, year_start_month)
    with quiet_collector():
        rows = work.run()
    counts = counts_of(
        rows, work.left_out, work.source.tally, blank=work.blank, notes=len(layout.skipped)
    )
    recipe = matcher.recipe
    return ImportPlan(
        file_name=file_name,
        size=size,
        sha256=sha256,
        sheet=sheet.name,
        layout=layout,
        rows=rows,
        left_out=work.left_out,
        matches=tuple(matcher.found.values()),
        counts=counts,
        sentences=(*notes, *sentences_of(layout, rows, counts, work.source.tally, work.left_out)),
        recipe_name=recipe.name if recipe else "",
    )


class _Planning:
    """One run: candidates are gathered by indicator and period, then each group is judged."""

    def __init__(
        self,
        sheet: SheetData,
        layout: Layout,
        matcher: Matcher,
        existing: Existing,
        year_start_month: int,
    ) -> None:
        self.sheet = sheet
        self.layout = layout
        self.matcher = matcher
        self.existing = existing
        self.source = Source(sheet, layout, year_start_month)
        self.adds = layout.adds_up
        self.events = layout.orientation is Orientation.EVENTS
        self.foreign = ""
        if layout.other_place and not matcher.choices.other_place:
            self.foreign = f"The sheet says it is about {layout.other_place}"
        self.places: dict[int, set[str]] = {}
        self._year_starts: dict[int, int] | None = None
        self.periods = PeriodReader(year_start_month)
        self.groups: dict[tuple[int, date], list[Candidate]] = {}
        self.rejected: list[PlannedFigure] = []
        self.blank = 0
        self._values: dict[Unit, dict[Raw, ReadValue]] = {}
        self._texts: dict[Raw, str] = {}
        self._left: dict[str, tuple[str, dict[int, int]]] = {}
        self._unknown: dict[tuple[object, ...], list[SourceFigure]] = {}
        self.left_out: tuple[LeftOut, ...] = ()

    def run(self) -> tuple[PlannedFigure, ...]:
        for figure in count_events(self.source) if self.events else self.source.figures():
            match = self.matcher.match(figure.parts)
            if match.indicator is not None:
                self._gather(figure, match, match.indicator)
            elif match.how is How.LEFT_OUT:
                rows = self._left.setdefault(match.label, (match.reason, {}))[1]
                rows[figure.row] = rows.get(figure.row, 0) + 1
            else:
                self._set_aside(figure)
        self.left_out = tuple(
            LeftOut(label, why, tuple(row + 1 for row in rows), sum(rows.values()))
            for label, (why, rows) in self._left.items()
        )
        planned = self.rejected + [self._unmatched(found) for found in self._unknown.values()]
        for group in self.groups.values():
            if len(group) > 1 or self.adds:
                planned += self._judge(group)
            elif group[0].value.outcome is not _BLANK:
                planned.append(self._single(group[0]))
        planned.sort(key=itemgetter(0))  # by row
        return tuple(planned)

    # One figure

    def _gather(self, figure: SourceFigure, match: Match, indicator: IndicatorKey) -> None:
        value = self._value(figure, indicator.unit)
        if value.outcome is _REJECTED and indicator.unit is _PERCENT:
            meant = self.matcher.choices.fractions.get(indicator.id)
            value = value if meant is None else read_fraction(figure.value, meant) or value
        if value.outcome is _BLANK:
            self.blank += 1
            if not match.summed and not self.adds:
                return
        if figure.period is not None:
            read = self.periods.fitted(figure.period, str(figure.period_cell), indicator)
        else:
            read = self.periods.read(figure.period_cell, indicator)
        if read.period is None:
            self.rejected.append(self._reject(figure, match, read, read.reason, "period"))
            return
        if indicator.frequency is _YEARLY and (why := self._other_year(read.period, indicator)):
            self.rejected.append(self._reject(figure, match, read, why, "period"))
            return
        if self.foreign:
            self.rejected.append(self._reject(figure, match, read, self.foreign, "place"))
            return
        if figure.place:
            self.places.setdefault(indicator.id, set()).add(figure.place)
        candidate = Candidate(figure, match, indicator, read, read.period, value)
        self.groups.setdefault((indicator.id, read.period.start), []).append(candidate)

    def _other_year(self, period: Period, indicator: IndicatorKey) -> str:
        """Why a year cannot stand beside those that are kept: 2016 is not 2016/17."""
        if self._year_starts is None:
            self._year_starts = {}
            for number, start in self.existing:
                self._year_starts.setdefault(number, start.month)
        known = self._year_starts.get(indicator.id, period.start.month)
        if known == period.start.month:
            return ""
        kept = Period(date(period.start.year, known, 1), _YEARLY, known)
        return f"{period.label} is another kind of year than those kept, such as {kept.label}"

    def _value(self, figure: SourceFigure, unit: Unit) -> ReadValue:
        raw = figure.value
        if raw is None or raw == "":
            return BLANK
        if type(raw) is float and unit is _COUNT and not self.sheet.percents and 0 <= raw < 1e12:
            return ReadValue(_NUMBER, raw)  # nearly every cell of a large table
        if not isinstance(raw, str):
            percent = (figure.row, figure.column) in self.sheet.percents
            return read_value(raw, unit, percent=percent)
        memory = self._values.get(unit)
        if memory is None:
            memory = self._values[unit] = {}
        known = memory.get(raw)
        if known is None:
            known = memory[raw] = read_value(raw, unit)
        return known

    def _shown(self, raw: Raw) -> str:
        """The cell as people see it, remembered: the same figures come again and again."""
        text = self._texts.get(raw)
        if text is None:
            text = self._texts[raw] = shown(raw)
        return text

    def _reject(
        self, figure: SourceFigure, match: Match, read: ReadPeriod, reason: str, fault: str
    ) -> PlannedFigure:
        return PlannedFigure(
            row=figure.row + 1,
            where=_where(figure),
            label=match.label,
            fate=RowFate.REJECTED,
            indicator=match.indicator,
            period=read.period,
            period_text=read.text,
            text=_text(figure),
            comment=figure.comment,
            reason=reason,
            fault=fault,
        )

    # Names without an indicator

    def _set_aside(self, figure: SourceFigure) -> None:
        """A name is rejected once per row; once per column where indicators are columns."""
        if kind_of(figure.value) is CellKind.BLANK:
            self.blank += 1
            return
        down = self.layout.orientation is Orientation.DOWN
        self._unknown.setdefault(
            (figure.parts, figure.column) if down else (figure.parts, figure.row), []
        ).append(figure)

    def _unmatched(self, figures: list[SourceFigure]) -> PlannedFigure:
        first = figures[0]
        match = self.matcher.match(first.parts)
        down = self.layout.orientation is Orientation.DOWN
        text = _text(first) if len(figures) == 1 else f"{len(figures)} figures"
        if self.events:
            counted = sum(f.value for f in figures if isinstance(f.value, float))
            text = shown_count(first._replace(value=counted))
        period = shown(first.period_cell) if not isinstance(first.period_cell, tuple) else ""
        return PlannedFigure(
            row=(self.layout.header_number if down else first.row + 1),
            where=address(first.row, first.column),
            label=match.label,
            fate=RowFate.REJECTED,
            period_text=period if len(figures) == 1 else "",
            text=text,
            comment=first.comment,
            reason=match.reason if match.label else "The name is missing",
            fault="name",
            figures=len(figures),
        )

    # Figures for one indicator and period

    def _judge(self, group: list[Candidate]) -> list[PlannedFigure]:
        """Two or more figures of one KPI and period: parts of a sum, or one too many."""
        summed = self.adds or all(one.match.summed for one in group)
        kinds = {(one.source.parts, one.source.place) for one in group}
        doubles = summed and len(kinds) < len(group)
        filled = [one for one in group if one.value.outcome is not _BLANK]
        if not filled:
            return []
        if summed and not doubles:
            return [self._sum(group, filled)]
        if len(filled) == 1:
            return [self._single(filled[0])]
        return self._duplicates(filled)

    def _duplicates(self, group: list[Candidate]) -> list[PlannedFigure]:
        first = group[0]
        key = (first.indicator.id, first.period.start)
        keep = self.matcher.choices.keep
        chosen = keep.get(key)
        if key in keep and chosen is None:
            return [self._against(one, group, "Left out as you chose") for one in group]
        if chosen is not None and any(one.source.row + 1 == chosen for one in group):
            return [
                self._single(one)
                if one.source.row + 1 == chosen
                else self._against(one, group, f"Row {chosen} is kept, as you chose")
                for one in group
            ]
        return [self._against(one, group, self._why(one, group)) for one in group]

    def _why(self, one: Candidate, group: list[Candidate]) -> str:
        others = [str(o.source.row + 1) for o in group if o.source is not one.source]
        listed = ", ".join(others[:5]) + (" …" if len(others) > 5 else "")
        which = f"row{'s' if len(others) > 1 else ''} {listed}"
        word = {"monthly": "month", "quarterly": "quarter"}.get(one.indicator.frequency, "year")
        return f"Same KPI and {word} as {which}"

    def _against(self, one: Candidate, group: list[Candidate], reason: str) -> PlannedFigure:
        rejected = self._reject(one.source, one.match, one.read, reason, "row")
        rivals = tuple(o.source.row + 1 for o in group if o.source is not one.source)
        return rejected._replace(
            value=one.value.number, rivals=rivals, old=self._old(one), notes=_notes(one)
        )

    def _single(self, one: Candidate) -> PlannedFigure:
        value, figure = one.value, one.source
        if value.outcome is _REJECTED:
            return self._reject(figure, one.match, one.read, value.reason, "value")
        notes = _notes(one) if value.note or one.read.note else ()
        if figure.row in self.sheet.hidden_rows:
            notes = (*notes, "The row is hidden in the sheet")
        state = state_of(value, figure.provisional)
        old = self._old(one)
        fate, reason = fate_of(value.number, state, old, one.indicator.unit)
        return PlannedFigure(
            figure.row + 1,
            address(figure.row, figure.column) if figure.last < 0 else _where(figure),
            one.match.label,
            fate,
            one.indicator,
            one.period,
            one.read.text,
            self._shown(figure.value) if figure.last < 0 else shown_count(figure),
            value.number,
            state,
            value.numerator,
            value.denominator,
            figure.comment,
            old,
            reason,
            notes,
            bool(one.read.note),
            bool(value.note),
        )

    def _old(self, one: Candidate) -> ExistingFigure | None:
        return self.existing.get((one.indicator.id, one.period.start)) if self.existing else None

    def _sum(self, group: list[Candidate], filled: list[Candidate]) -> PlannedFigure:
        """Add up the rows of one indicator and month; a part that is no number spoils the sum."""
        first = filled[0]
        for one in filled:
            if one.value.outcome is not _NUMBER:
                where = address(one.source.row, one.source.column)
                why = one.value.reason or f"“{shown(one.source.value)}” has no number"
                reason = f"{where}: {why}, so {len(filled)} rows cannot be added up"
                return self._reject(one.source, one.match, one.read, reason, "value")
        total = sum(one.value.number or 0.0 for one in filled)
        total = round(total, 10)
        planned = self._single(first._replace(value=first.value._replace(number=total)))
        missing = self._missing(group)
        if len(group) == 1:
            return planned._replace(notes=(*planned.notes, *missing))
        states = {state_of(one.value, one.source.provisional) for one in filled}
        state = next((s for s in _STATES if s in states), MeasurementState.FINAL)
        fate, reason = fate_of(total, state, planned.old, first.indicator.unit)
        notes = [note for one in filled for note in _notes(one)]
        if len(filled) < len(group):
            notes.append(f"{len(group) - len(filled)} of {len(group)} rows are empty here")
        return planned._replace(
            label=_group_label(filled),
            where=_listed([_where(one.source) for one in filled], ", "),
            text=_listed([_text(one.source) for one in filled], " + "),
            comment=". ".join(dict.fromkeys(c for one in filled if (c := one.source.comment))),
            parts=tuple(dict.fromkeys(one.match.label for one in filled)),
            state=state,
            fate=fate,
            reason=reason,
            notes=(*dict.fromkeys(notes), *missing),
            value_changed=any(one.value.note for one in filled),
        )

    def _missing(self, group: list[Candidate]) -> tuple[str, ...]:
        """That a sum lacks wards which other months of the file have."""
        if self.events or not group[0].source.place:
            return ()
        here = {one.source.place for one in group}
        absent = sorted(self.places[group[0].indicator.id] - here)
        if not absent:
            return ()
        return (f"{_listed(absent, ', ')} not among the {len(here)} rows",)


_STATES = (MeasurementState.PROVISIONAL, MeasurementState.REVISED)
"""A sum is provisional when a part of it is."""


def _group_label(filled: list[Candidate]) -> str:
    """What rows that are added up are called together: their group, or the first of them."""
    first = filled[0].match.label
    places = {one.source.place for one in filled if one.source.last < 0} - {""}
    if len(places) > 1:
        return f"{first} ({len(places)} places)"
    if len({one.match.label for one in filled}) == 1:
        return first
    groups = {one.source.parts[0] for one in filled}
    if len(groups) == 1 and len(filled[0].source.parts) > 1:
        return f"{groups.pop()} ({len(filled)} rows)"
    return f"{first} and {len(filled) - 1} more"


def _where(figure: SourceFigure) -> str:
    """The cell of a figure, or the rows that were counted: "rows 2 to 340"."""
    if figure.last < 0:
        return address(figure.row, figure.column)
    if figure.last == figure.row:
        return f"row {figure.row + 1}"
    return f"rows {figure.row + 1} to {figure.last + 1}"


def _text(figure: SourceFigure) -> str:
    return shown(figure.value) if figure.last < 0 else shown_count(figure)


def _listed(texts: list[str], mark: str) -> str:
    """The texts, or the first of many with how many there are."""
    if len(texts) <= _MANY:
        return mark.join(texts)
    return f"{mark.join(texts[: _MANY - 1])}{mark}… ({len(texts)})"


def _notes(one: Candidate) -> tuple[str, ...]:
    return tuple(note for note in (one.value.note, one.read.note) if note)
