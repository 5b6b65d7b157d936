"""Whatever a sheet holds, it is read or refused: detecting and planning never stumble."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from cspdesk.sheets.decisions import question_for
from cspdesk.sheets.errors import SheetRefused
from cspdesk.sheets.grid import Book, CellError, Raw, SheetData, trimmed
from cspdesk.sheets.hints import cards
from cspdesk.sheets.mapping import Choices, IndicatorKey
from cspdesk.sheets.read import plan_book
from db.vocabulary import Frequency, RowFate, Unit

KPIS = (
    IndicatorKey(1, "M1", "Burglary"),
    IndicatorKey(2, "R9", "MARAC repeats", unit=Unit.PERCENT, frequency=Frequency.QUARTERLY),
    IndicatorKey(3, "Y1", "Homicides", frequency=Frequency.YEARLY),
)
SAID = (
    "Indicator Period Month Year Value Ward Borough Target Actual Prov. Comment Ref Date Offence "
    "Total Burglary Robbery Homicides Haringey Enfield Apr May Jan-17 201604 2016/17 2016 Q3 <5 * "
    "n/a - 45% 0.45 1,234 (12) 102p 42736 31/12/2016 2016-04"
)
WORDS = SAID.split()
CELLS: st.SearchStrategy[Raw] = st.one_of(
    st.none(),
    st.sampled_from([*WORDS, "Q3 2016/17", "MARAC repeats", "London Borough of Enfield", ""]),
    st.integers(-3, 50_000),
    st.floats(0, 1),
    st.dates(date(2015, 1, 1), date(2017, 12, 31)),
    st.just(CellError("#N/A")),
    st.booleans(),
)
SHEETS = st.lists(
    st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=2, max_size=12),
    min_size=1,
    max_size=3,
)
MERGED = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), max_size=2)


@settings(max_examples=150)
@given(SHEETS, MERGED)
def test_any_sheet_is_read_or_refused(
    tables: list[list[list[Raw]]], merged: list[tuple[int, int]]
) -> None:
    ranges = tuple((top, left, top + 2, left) for top, left in merged)
    sheets = [
        SheetData(f"Sheet {n}", trimmed([list(row) for row in rows]), merged=ranges)
        for n, rows in enumerate(tables)
    ]
    book = Book("any.xlsx", 1, "0" * 64, "xlsx", sheets)
    try:
        plan = plan_book(book, borough="Haringey", indicators=KPIS)
    except SheetRefused:
        return
    keys = [(r.indicator.id, r.period.start) for r in plan.changes if r.indicator and r.period]
    assert len(keys) == len(set(keys)), "one figure for each KPI and period"
    assert plan.counts.figures == len(plan.rows)
    assert all(row.reason for row in plan.rows if row.fate is RowFate.REJECTED)
    for row in plan.rows:
        question_for(plan, row, Choices())
    cards(plan, plan.layout, next(s for s in sheets if s.name == plan.layout.sheet))
