"""Several sheets of one workbook: which are read together, and with what care."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import sheet_makers as make

from cspdesk.sheets.mapping import Choices, IndicatorKey
from cspdesk.sheets.plan import ImportPlan
from cspdesk.sheets.read import read_plan
from db.vocabulary import RowFate

KPIS = (
    IndicatorKey(1, "M1", "Burglary", "mopac7.burglary"),
    IndicatorKey(2, "M2", "Robbery", "mopac7.robbery"),
)


def _read(path: Path, **options: object) -> ImportPlan:
    return read_plan(path, borough="Haringey", indicators=KPIS, **options)  # type: ignore[arg-type]


def _figures(plan: ImportPlan) -> dict[tuple[str, str], float | None]:
    return {
        (row.indicator.code, row.period.label): row.value
        for row in plan.changes
        if row.indicator and row.period
    }


def _month(label: str, burglary: int, robbery: int) -> list[list[object]]:
    return [["Indicator", label], ["Burglary", burglary], ["Robbery", robbery]]


def test_a_sheet_a_month_is_read_as_one(tmp_path: Path) -> None:
    tables = {"April": _month("Apr-16", 1, 2), "May": _month("May-16", 3, 4), "Notes": [["hello"]]}
    plan = _read(make.book_xlsx(tmp_path / "r.xlsx", tables))
    assert _figures(plan) == {
        ("M1", "Apr 2016"): 1,
        ("M2", "Apr 2016"): 2,
        ("M1", "May 2016"): 3,
        ("M2", "May 2016"): 4,
    }
    assert (plan.sheet, [row.sheet for row in plan.rows]) == (
        "April, May", ["April"] * 2 + ["May"] * 2,
    )  # fmt: skip
    assert plan.counts.new == 4
    assert plan.sentences[0] == "2 sheets are read; not read: “Notes”."


def test_a_sheet_an_indicator_is_read_as_one(tmp_path: Path) -> None:
    tables = {
        "Burglary": [["Month", "Count"], ["Apr-16", 1], ["May-16", 2]],
        "Robbery": [["Month", "Count"], ["Apr-16", 3], ["May-16", 4]],
    }
    plan = _read(make.book_xlsx(tmp_path / "r.xlsx", tables))
    assert _figures(plan)[("M2", "May 2016")] == 4
    assert len(plan.changes) == 4


def test_a_sheet_a_year_with_months_alone_takes_its_years_from_the_tabs(tmp_path: Path) -> None:
    tables = {
        year: [["Indicator", "Apr", "May", "Mar"], ["Burglary", n, n + 1, n + 2]]
        for n, year in enumerate(("2014-15", "2015-16", "2016-17"))
    }
    plan = _read(make.book_xlsx(tmp_path / "r.xlsx", tables))
    assert len(plan.changes) == 9
    assert _figures(plan)[("M1", "Mar 2017")] == 4


def test_one_month_on_two_sheets_with_two_figures_is_rejected_on_both(tmp_path: Path) -> None:
    tables = {"Draft": _month("Apr-16", 1, 2), "Final": _month("Apr-16", 9, 2)}
    path = make.book_xlsx(tmp_path / "r.xlsx", tables)
    plan = _read(path)
    assert [(row.sheet, row.fate) for row in plan.rows] == [
        ("Draft", RowFate.REJECTED),
        ("Draft", RowFate.NEW),
        ("Final", RowFate.REJECTED),
        ("Final", RowFate.SAME),
    ]
    assert plan.problems[0].reason == "Another figure on sheet “Final”, B2: 9"
    assert plan.rows[3].reason == "The same on sheet “Draft”, B3"
    assert (plan.counts.new, plan.counts.same, plan.counts.rejected) == (1, 1, 2)
    chosen = _read(path, choices=Choices(keep_sheet={(1, date(2016, 4, 1)): "Final"}))
    assert _figures(chosen)[("M1", "Apr 2016")] == 9


def test_of_forty_sheets_the_one_of_our_borough_is_read(tmp_path: Path) -> None:
    from cspdesk.sheets.names import BOROUGHS

    tables = {name[:31]: _month("Apr-16", n, n) for n, name in enumerate(BOROUGHS)}
    tables |= {f"Notes {n}": [["Read me"]] for n in range(40 - len(tables))}
    assert len(tables) == 40
    plan = _read(make.book_xlsx(tmp_path / "r.xlsx", tables))
    assert plan.sheet == "Haringey"
    assert plan.tables == ()
    ours = BOROUGHS.index("Haringey")
    assert _figures(plan) == {("M1", "Apr 2016"): ours, ("M2", "Apr 2016"): ours}


def test_forty_sheets_of_months_are_read_together(tmp_path: Path) -> None:
    months = [f"{year}-{month:02}" for year in range(2013, 2017) for month in range(1, 13)][:40]
    tables = {month: _month(month, n, n) for n, month in enumerate(months)}
    plan = _read(make.book_xlsx(tmp_path / "r.xlsx", tables))
    assert plan.counts.new == 80
    assert len(plan.tables) == 40


def test_a_table_of_another_kind_in_the_same_book_is_not_read_along(tmp_path: Path) -> None:
    tables = {
        "Return": _month("Apr-16", 1, 2),
        "Targets": [["Indicator", "Owner", "Apr-16"], ["Burglary", "Police", 100]],
    }
    plan = _read(make.book_xlsx(tmp_path / "r.xlsx", tables))
    assert plan.sheet in ("Return", "Targets")
    assert len({row.sheet for row in plan.rows}) == 1


def test_a_hidden_sheet_is_not_read_beside_an_open_one(tmp_path: Path) -> None:
    tables = {"April": _month("Apr-16", 1, 2), "Old": _month("May-16", 3, 4)}
    plan = _read(make.book_xlsx(tmp_path / "r.xlsx", tables, hidden=["Old"]))
    assert plan.sheet == "April"
