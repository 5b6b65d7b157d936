"""A table written in any shape and format reads back to the same figures, and then is known."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
import sheet_makers as make
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cspdesk.kpis.periods import Period
from cspdesk.sheets.errors import SheetRefused
from cspdesk.sheets.mapping import IndicatorKey
from cspdesk.sheets.plan import ExistingFigure, ImportPlan
from cspdesk.sheets.read import plan_text, read_plan
from db.vocabulary import Frequency, RowFate

NAMES = ("Burglary", "Robbery", "Hate crime", "Confidence survey replies", "MARAC referrals")
KPIS = tuple(IndicatorKey(n, f"K{n}", name) for n, name in enumerate(NAMES, start=1))
Figures = dict[tuple[int, date], float]

FORMS = {
    "yyyymm": lambda p: f"{p.start:%Y%m}",
    "short": lambda p: f"{p.start:%b-%y}",
    "label": lambda p: p.label,
    "iso": lambda p: f"{p.start:%Y-%m}",
}


@st.composite
def figures(draw: st.DrawFn) -> tuple[Figures, list[Period], list[IndicatorKey]]:
    """Some indicators over some months in a row, with gaps."""
    first = Period(
        date(draw(st.integers(2011, 2024)), draw(st.integers(1, 12)), 1), Frequency.MONTHLY
    )
    months = [first.plus(n) for n in range(draw(st.integers(2, 8)))]
    kpis = draw(st.lists(st.sampled_from(KPIS), min_size=2, unique=True))
    value = st.one_of(st.integers(0, 99_999), st.decimals(0, 999, places=2).map(float))
    found = {
        (kpi.id, month.start): float(draw(value))
        for kpi in kpis
        for month in months
        if draw(st.integers(0, 9)) or month is months[0]
    }
    return found, months, kpis


def _text(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"


def _shape(
    shape: str, found: Figures, months: list[Period], kpis: list[IndicatorKey], form: str
) -> list[list[object]]:
    write = FORMS[form]
    if shape == "across":
        return [["Indicator", *map(write, months)]] + [
            [kpi.name, *(found.get((kpi.id, m.start)) for m in months)] for kpi in kpis
        ]
    if shape == "down":
        return [["Month", *(kpi.name for kpi in kpis)]] + [
            [write(m), *(found.get((kpi.id, m.start)) for kpi in kpis)] for m in months
        ]
    return [["Indicator", "Period", "Value"]] + [
        [kpi.name, write(m), found[kpi.id, m.start]]
        for m in months
        for kpi in kpis
        if (kpi.id, m.start) in found
    ]


def _read(plan: ImportPlan) -> Figures:
    return {
        (row.indicator.id, row.period.start): row.value
        for row in plan.rows
        if row.indicator
        and row.period
        and row.value is not None
        and row.fate is not RowFate.REJECTED
    }


def _kept(found: Figures) -> dict[tuple[int, date], ExistingFigure]:
    return {key: ExistingFigure(value) for key, value in found.items()}


@given(
    figures(),
    st.sampled_from(["across", "down", "long"]),
    st.sampled_from(sorted(FORMS)),
    st.sampled_from(["\t", ",", ";"]),
)
@settings(max_examples=150, deadline=None)
def test_pasted_in_any_shape_it_reads_back_the_same(
    made: tuple[Figures, list[Period], list[IndicatorKey]], shape: str, form: str, separator: str
) -> None:
    found, months, kpis = made
    table = _shape(shape, found, months, kpis, form)
    text = "\n".join(
        separator.join(v if isinstance(v, str) else _text(v) for v in row)  # type: ignore[arg-type]
        for row in table
    )
    plan = plan_text(text, borough="Haringey", indicators=KPIS)
    assert _read(plan) == pytest.approx(found)
    assert plan.counts.rejected == 0
    again = plan_text(text, borough="Haringey", indicators=KPIS, existing=_kept(_read(plan)))
    assert again.nothing_to_do
    assert {row.fate for row in again.rows} == {RowFate.SAME}


@given(figures(), st.sampled_from(["across", "down", "long"]), st.sampled_from(["xlsx", "csv"]))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_saved_in_any_format_it_reads_back_the_same(
    made: tuple[Figures, list[Period], list[IndicatorKey]], shape: str, kind: str
) -> None:
    found, months, kpis = made
    table = _shape(shape, found, months, kpis, "short")
    write = make.xlsx if kind == "xlsx" else make.csv_file
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder) / f"r.{kind}", table)
        plan = read_plan(path, borough="Haringey", indicators=KPIS)
    assert _read(plan) == pytest.approx(found)


@given(figures(), st.data())
@settings(max_examples=60, deadline=None)
def test_what_changed_is_shown_with_the_old_figure(
    made: tuple[Figures, list[Period], list[IndicatorKey]], data: st.DataObject
) -> None:
    found, months, kpis = made
    key = data.draw(st.sampled_from(sorted(found)))
    table = _shape("long", found, months, kpis, "label")
    text = "\n".join(
        "\t".join(v if isinstance(v, str) else _text(v) for v in row)  # type: ignore[arg-type]
        for row in table
    )
    kept = _kept(found) | {key: ExistingFigure(found[key] + 1)}
    plan = plan_text(text, borough="Haringey", indicators=KPIS, existing=kept)
    (changed,) = plan.changes
    assert changed.fate is RowFate.CHANGED
    assert changed.old == ExistingFigure(found[key] + 1)
    assert plan.counts.same == len(found) - 1


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_text_is_planned_or_refused_in_one_sentence(text: str) -> None:
    try:
        plan = plan_text(text, borough="Haringey", indicators=KPIS)
    except SheetRefused:
        return
    assert plan.sentences


@given(
    st.lists(
        st.lists(
            st.one_of(
                st.sampled_from(
                    [
                        "Indicator",
                        "Period",
                        "Value",
                        "Burglary",
                        "Apr-16",
                        "2016/17",
                        "Q3 16/17",
                        "n/a",
                        "*",
                        "45%",
                        "",
                        "Total",
                        "Haringey",
                        "Barnet",
                        "Borough",
                        "May",
                        "2016",
                    ]
                ),
                st.integers(0, 3000).map(str),
            ),
            max_size=6,
        ),
        max_size=12,
    )
)
@settings(max_examples=200, deadline=None)
def test_any_table_of_likely_words_accounts_for_every_figure(rows: list[list[str]]) -> None:
    text = "\n".join("\t".join(row) for row in rows)
    try:
        plan = plan_text(text, borough="Haringey", indicators=KPIS)
    except SheetRefused:
        return
    counts = plan.counts
    assert counts.new + counts.changed + counts.same + counts.rejected == len(plan.rows)
    for row in plan.rows:
        assert bool(row.fault) == (row.fate is RowFate.REJECTED)
        if row.fate is RowFate.REJECTED:
            assert row.reason
        else:
            assert row.indicator is not None
            assert row.period is not None
