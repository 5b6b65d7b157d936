"""The return form for a partner organisation: its KPIs × the periods that are awaited, as .xlsx.

Only the cells to fill in are open. A hidden sheet says which indicators the form is for, so that it
imports without a question (`cspdesk.sheets.forms`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from cspdesk.calendar import plain_date
from cspdesk.errors import WorldError
from cspdesk.kpis.figures import format_plain
from cspdesk.kpis.in_force import framework_in_force
from cspdesk.kpis.periods import Period, period_of
from cspdesk.reading import Reading
from cspdesk.settings.queries import partnership
from cspdesk.sheets import forms
from cspdesk.sheets.writing import INPUT, LINE, QUIET, put, put_text, save_book, style_header
from db.tables import IndicatorRow, MeasurementRow, OrganisationRow
from db.vocabulary import Frequency, MeasurementState, Unit

_MOST_PERIODS = 12
"""Periods back to which one indicator is asked for: a longer gap is talked about, not typed."""
_TITLES = (
    (forms.CODE, 9), ("Indicator", 46), (forms.PERIOD, 14), ("Counted as", 15), ("Before", 13),
    (forms.FIGURE, 13), (forms.PROVISIONAL, 12), (forms.NOTE, 40),
)  # fmt: skip
_HEADER_ROW = 10
_HOW_TO = (
    "Fill in the yellow cells only, save the file, and send it back as it is.",
    "A figure that does not exist: n/a. One too small to be shown: <5. Never 0 for either.",
    "Percentages: 45% or 45. Write y under Provisional when the figure may still change.",
    "Anything that must be known to read the figure belongs under Note; it travels with it.",
)


@dataclass(frozen=True, slots=True)
class AwaitedFigure:
    """One figure that a partner owes. `before` is its figure of the period before, in words."""

    indicator_id: int
    key: str
    code: str
    name: str
    unit: Unit
    unit_words: str
    period: Period
    before: str


@dataclass(frozen=True, slots=True)
class PartnerOwing:
    """An organisation that owns indicators, with how many figures are awaited from it."""

    id: int
    name: str
    short_name: str
    indicators: int
    awaited: int


@dataclass(frozen=True, slots=True)
class FormFacts:
    """Everything a form prints."""

    organisation: str
    partnership: str
    contact: str
    made_on: date
    figures: tuple[AwaitedFigure, ...]


def partners_owing(reading: Reading) -> tuple[PartnerOwing, ...]:
    """The organisations that own indicators, those that owe most first."""
    awaited = _awaited(reading, None)
    owners = {row.id: row.owner_id for row in reading.all(_owned(reading, None))}
    found = []
    for row in reading.all(select(OrganisationRow).order_by(OrganisationRow.position)):
        mine = {number for number, owner in owners.items() if owner == row.id}
        if mine:
            owed = sum(figure.indicator_id in mine for figure in awaited)
            found.append(PartnerOwing(row.id, row.name, row.short_name, len(mine), owed))
    return tuple(sorted(found, key=lambda one: -one.awaited))


def form_facts(reading: Reading, organisation_id: int) -> FormFacts:
    """What the form of one organisation prints. Raises WorldError when it owes nothing."""
    organisation = reading.one(select(OrganisationRow).filter_by(id=organisation_id))
    if organisation is None:
        raise WorldError("This organisation is no longer in the file.", "Choose another.")
    figures = _awaited(reading, organisation_id)
    if not figures:
        raise WorldError(
            f"No figure is awaited from {organisation.name}.",
            "Its KPIs are up to date, or it owns none.",
        )
    card = partnership(reading)
    return FormFacts(organisation.name, card.name, card.contact, reading.today, figures)


def _owned(reading: Reading, organisation_id: int | None) -> Any:
    query = select(IndicatorRow).where(
        IndicatorRow.retired_on.is_(None),
        IndicatorRow.merged_into_id.is_(None),
        IndicatorRow.framework_id == framework_in_force(reading),
        IndicatorRow.unit != Unit.NARRATIVE,
    )
    if organisation_id is not None:
        query = query.filter_by(owner_id=organisation_id)
    return query.order_by(IndicatorRow.position)


def _awaited(reading: Reading, organisation_id: int | None) -> tuple[AwaitedFigure, ...]:
    start_month = partnership(reading).financial_year_start
    rows = reading.all(_owned(reading, organisation_id))
    newest = _newest(reading)
    return tuple(
        AwaitedFigure(
            row.id, row.measure_key, row.code, row.name, row.unit, row.unit_words, period,
            newest[row.id][1] if row.id in newest and period.previous.start == newest[row.id][0]
            else "",
        )
        for row in rows
        for period in _periods(row.frequency, newest.get(row.id), reading.today, start_month)
    )  # fmt: skip


def _newest(reading: Reading) -> dict[int, tuple[date, str]]:
    """The newest figure of each indicator: the start of its period, and the figure in words."""
    kind = MeasurementRow
    latest = (
        select(kind.indicator_id, func.max(kind.period_start).label("start"))
        .group_by(kind.indicator_id)
        .subquery()
    )
    query = (
        select(kind.indicator_id, kind.period_start, kind.value, kind.state, IndicatorRow.unit)
        .join(
            latest,
            (latest.c.indicator_id == kind.indicator_id) & (latest.c.start == kind.period_start),
        )
        .join(IndicatorRow, IndicatorRow.id == kind.indicator_id)
    )
    return {
        number: (start, _figure_words(value, state, unit))
        for number, start, value, state, unit in reading.rows(query)
    }


def _figure_words(value: float | None, state: MeasurementState, unit: Unit) -> str:
    return state.label.lower() if value is None else format_plain(value, unit)


def _periods(
    frequency: Frequency, newest: tuple[date, str] | None, today: date, start_month: int
) -> tuple[Period, ...]:
    """The periods that have ended since the newest figure; only the last one when there is none."""
    last = period_of(today, frequency, start_month).previous
    found = [last]
    after = newest[0] if newest else last.previous.start
    if last.start <= after:
        return ()
    while found[-1].previous.start > after and len(found) < _MOST_PERIODS:
        found.append(found[-1].previous)
    return tuple(reversed(found))


def save_form(facts: FormFacts, path: Path) -> int:
    """Write the form; how many figures it asks for. Raises WorldError when it cannot be written."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    assert page is not None
    page.title = forms.RETURN_SHEET
    _write_head(page, facts)
    for number, figure in enumerate(facts.figures, start=_HEADER_ROW + 1):
        _write_line(page, number, figure)
    _write_hidden(book.create_sheet(forms.FORM_SHEET), facts)
    _finish(page, _HEADER_ROW + len(facts.figures))
    save_book(book, path)
    return len(facts.figures)


def _write_head(page: Any, facts: FormFacts) -> None:
    from openpyxl.styles import Font

    put_text(page["A1"], f"Return of KPI figures: {facts.organisation}")
    page["A1"].font = Font(bold=True, size=16)
    put_text(page["A2"], facts.partnership)
    put_text(page["A3"], f"Made on {plain_date(facts.made_on)}. Questions: {facts.contact}")
    for number, line in enumerate(_HOW_TO, start=5):
        put_text(page.cell(number, 1), line)
    for column, (title, width) in enumerate(_TITLES, start=1):
        put_text(page.cell(_HEADER_ROW, column), title)
        page.column_dimensions["ABCDEFGH"[column - 1]].width = width
    style_header(page[_HEADER_ROW])
    page.row_dimensions[_HEADER_ROW].height = 22


def _write_line(page: Any, number: int, figure: AwaitedFigure) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

    counted_as = figure.unit_words or figure.unit.label
    texts = (figure.code, figure.name, figure.period.label, counted_as, figure.before)
    edge = Border(bottom=Side(style="thin", color=LINE))
    for column, text in enumerate(texts, start=1):
        cell = page.cell(number, column)
        put(cell, text)
        cell.border = edge
        cell.font = Font(color=QUIET if column > 3 else "000000")
        cell.alignment = Alignment(vertical="top", wrap_text=column in (2, 4))
    for column in (6, 7, 8):
        cell = page.cell(number, column)
        cell.fill = PatternFill("solid", fgColor=INPUT)
        cell.border = Border(*[Side(style="thin", color=LINE)] * 4)
        cell.protection = Protection(locked=False)
        cell.alignment = Alignment(vertical="top", wrap_text=column == 8,
                                   horizontal="right" if column == 6 else None)  # fmt: skip
    if figure.unit is Unit.PERCENT:
        page.cell(number, 6).number_format = "0.0%"


def _write_hidden(page: Any, facts: FormFacts) -> None:
    """What the form is for, for the program only: no menu of Excel shows such a sheet."""
    seen = {figure.indicator_id: figure for figure in facts.figures}
    said = {
        "format": forms.FORM_FORMAT,
        "organisation": facts.organisation,
        "made_on": facts.made_on.isoformat(),
        "indicators": [
            {"id": one.indicator_id, "key": one.key, "code": one.code, "name": one.name}
            for one in seen.values()
        ],
    }
    put_text(page["A1"], forms.FORM_MARK)
    put_text(page["A2"], json.dumps(said, ensure_ascii=False))
    page.sheet_state = "veryHidden"
    page.protection.sheet = True


def _finish(page: Any, last: int) -> None:
    """Headings that cannot be changed by mistake, and a page that prints."""
    from openpyxl.worksheet.datavalidation import DataValidation

    hint = DataValidation(
        type="custom", formula1="TRUE", showErrorMessage=False, showInputMessage=True,
        promptTitle="Figure", prompt="A number, 45%, n/a, or <5 for a small number not shown.",
    )  # fmt: skip
    marks = DataValidation(type="list", formula1='"y"', allow_blank=True, showErrorMessage=False)
    hint.add(f"F{_HEADER_ROW + 1}:F{last}")
    marks.add(f"G{_HEADER_ROW + 1}:G{last}")
    page.add_data_validation(hint)
    page.add_data_validation(marks)
    page.freeze_panes = page.cell(_HEADER_ROW + 1, 1)
    page.protection.sheet = True  # against slips, not against people: there is no password
    page.protection.formatColumns = False
    page.protection.formatRows = False
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW}"
    for view in page.sheet_view.selection:
        view.activeCell = view.sqref = f"F{_HEADER_ROW + 1}"
