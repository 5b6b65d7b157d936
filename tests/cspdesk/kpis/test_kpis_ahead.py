"""Figures after the day a file lives on: kept, found by an import, and left out of all else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from kpi_issuing import issue
from sqlalchemy import select

from cspdesk.desk import Desk
from cspdesk.kpis.commands import EnterFigures, Entry
from cspdesk.kpis.dashboard import dashboard
from cspdesk.kpis.highlight_report import highlight_report
from cspdesk.kpis.import_commands import ApplyImport
from cspdesk.kpis.importing import Settings, import_sheet, open_text, plan_opened
from cspdesk.kpis.imports import existing_figures, imports
from cspdesk.kpis.queries import indicator_card, indicator_groups
from cspdesk.meetings.queries import current_cycle
from cspdesk.reading import Reading
from cspdesk.sheets.plan import ImportPlan
from db.tables import MeasurementRevisionRow

CUT = Path(__file__).resolve().parents[2] / "data" / "mps-borough-cut.csv"
SAMPLE_DAY = date(2017, 2, 9)


def plan(desk: Desk, months: str, figures: str) -> ImportPlan:
    return plan_opened(open_text(desk, f"KPI\t{months}\nReduce burglary\t{figures}\n"), Settings())


def burglary(desk: Desk) -> int:
    lines = (line for group in desk.ask(indicator_groups) for line in group.lines)
    return next(line.id for line in lines if line.name == "Burglary")


def cycle(desk: Desk) -> int:
    strip = desk.ask(current_cycle)
    assert strip is not None
    return strip.cycle.id


def test_a_published_table_of_later_years_is_kept_and_changes_nothing_that_is_shown(
    desk: Desk,
) -> None:
    before = (
        desk.ask(indicator_groups),
        desk.ask(dashboard, cycle(desk)),
        desk.ask(highlight_report, cycle(desk)),
        desk.ask(indicator_card, burglary(desk)),
    )
    done = import_sheet(desk, CUT)
    assert (done.applied, done.plan.counts.new) == (True, 168)
    assert (
        "168 figures lie after 9 February 2017, the day this file lives on; they are kept and "
        "shown from their day on."
    ) in done.sentences
    after = (
        desk.ask(indicator_groups),
        desk.ask(dashboard, cycle(desk)),
        desk.ask(highlight_report, cycle(desk)),
        desk.ask(indicator_card, burglary(desk)),
    )
    assert after == before


def test_a_second_import_of_figures_to_come_finds_them(desk: Desk) -> None:
    import_sheet(desk, CUT)
    again = import_sheet(desk, CUT)
    assert (again.applied, again.plan.counts.same) == (False, 168)
    assert "all 168 figures" in again.sentences[-1]


def test_they_are_shown_from_their_day_on(desk: Desk) -> None:
    import_sheet(desk, CUT)
    now = desk.ask(indicator_card, burglary(desk))
    desk.as_at = date(2030, 1, 1)
    then = desk.ask(indicator_card, burglary(desk))
    assert now is not None
    assert then is not None
    assert now.points[-1].start <= SAMPLE_DAY
    assert then.points[-1].start.year >= 2024
    assert then.line.latest_period != now.line.latest_period


@pytest.mark.parametrize("cell", ["*", "n/a"])
def test_a_cell_without_a_figure_of_a_month_to_come_is_left_out_with_that_reason(
    desk: Desk, cell: str
) -> None:
    made = plan(desk, "Jan 2017\tJul 2017\tAug 2017", f"151\t{cell}\t140")
    assert [row.period.label for row in made.changes if row.period] == ["Jan 2017", "Aug 2017"]
    assert [(left.why, left.figures) for left in made.left_out] == [
        ("no figure, and its period begins after 9 February 2017", 1)
    ]
    assert (
        "1 cell has no figure for a period that begins after 9 February 2017: it is left out."
    ) in made.sentences
    assert any(said.startswith("1 figure lies after 9 February 2017") for said in made.sentences)
    assert made.sentences[0] == "2 figures will change the data."


def test_a_file_that_only_hides_months_to_come_has_nothing_to_do(desk: Desk) -> None:
    assert plan(desk, "Jul 2017\tAug 2017", "*\t*").nothing_to_do


def test_a_hidden_month_that_has_begun_is_kept_as_hidden(desk: Desk) -> None:
    made = plan(desk, "Jan 2017\tFeb 2017", "*\t120")
    assert (len(made.changes), made.left_out) == (2, ())
    assert not any("lies on" in said or "lie after" in said for said in made.sentences)


def test_an_import_and_what_it_replaces_carry_the_day_of_the_file(desk: Desk) -> None:
    row = plan(desk, "Dec 2016", "1").changes[0]
    assert row.indicator is not None
    desk.run(ApplyImport(plan(desk, "Dec 2016", "151")))
    desk.run(EnterFigures((Entry(row.indicator.id, date(2016, 12, 1), "152"),)))
    assert desk.ask(imports)[0].imported_at.date() == SAMPLE_DAY
    days = {one.replaced_at.date() for one in desk.ask(revisions)}
    assert days == {SAMPLE_DAY}


def revisions(reading: Reading) -> list[MeasurementRevisionRow]:
    found = reading.all(select(MeasurementRevisionRow).order_by(MeasurementRevisionRow.id))
    return found[-2:]


def test_a_pack_did_not_report_a_figure_whose_period_had_not_begun(desk: Desk) -> None:
    import_sheet(desk, CUT)
    issue(desk)
    kept = desk.ask(existing_figures)
    reported = {start for (_key, start), held in kept.items() if held.reported_on}
    assert max(reported) <= SAMPLE_DAY
    assert max(start for _key, start in kept).year >= 2024
