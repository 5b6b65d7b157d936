"""The plan: every figure's fate, with its reason, and nothing dropped without being said."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import sheet_makers as make

from cspdesk.kpis.importing import ImportDone
from cspdesk.sheets.errors import SheetRefused
from cspdesk.sheets.mapping import Choices, How, IndicatorKey
from cspdesk.sheets.plan import Existing, ExistingFigure, ImportPlan, PlannedFigure
from cspdesk.sheets.read import (
    book_of_text,
    find_table,
    parse_where,
    plan_book,
    plan_text,
    read_plan,
)
from cspdesk.sheets.recipes import recipe_from
from db.vocabulary import Frequency, MeasurementState, RowFate, Unit

Q, PC = Frequency.QUARTERLY, Unit.PERCENT
KPIS = (
    IndicatorKey(1, "M1", "Burglary", "mopac7.burglary"),
    IndicatorKey(2, "M2", "Reduce robbery (personal and commercial)", "mopac7.robbery"),
    IndicatorKey(4, "M4", "Theft of motor vehicles", "mopac7.theft_of_motor_vehicle"),
    IndicatorKey(5, "M5", "Theft from person", "mopac7.theft_from_person"),
    IndicatorKey(8, "R8", "Victim-survivors not withdrawing", unit=PC, frequency=Q),
    IndicatorKey(9, "R9", "MARAC repeat victimisation", unit=PC, frequency=Q),
    IndicatorKey(10, "C1", "Confidence in policing", unit=PC, frequency=Q),
    IndicatorKey(14, "P4", "Reported domestic violence offences"),
    IndicatorKey(15, "P5", "Reported domestic violence offences"),
    IndicatorKey(16, "R6", "Gang Exit caseload", unit=PC, frequency=Q),
    IndicatorKey(17, "P7", "PREVENT milestones on track", unit=Unit.MILESTONES, frequency=Q),
    IndicatorKey(18, "P2", "First time entrants", frequency=Q, aliases=("FTE (all)",)),
)
HEAD = "Indicator\tPeriod\tValue\tProv.\tComment\n"


def _plan(lines: str, existing: Existing | None = None, **options: object) -> ImportPlan:
    return plan_text(
        HEAD + lines,
        borough="Haringey",
        indicators=KPIS,
        existing=existing or {},
        **options,  # type: ignore[arg-type]
    )


def _only(plan: ImportPlan) -> PlannedFigure:
    assert len(plan.rows) == 1, plan.rows
    return plan.rows[0]


def _kept(plan: ImportPlan) -> Existing:
    """What the database would hold after the plan was applied."""
    return {
        (row.indicator.id, row.period.start): ExistingFigure(row.value, row.state)
        for row in plan.rows
        if row.indicator and row.period and row.fate is not RowFate.REJECTED
    }


def test_a_figure_not_yet_kept_is_new() -> None:
    row = _only(_plan("Burglary\tJan-17\t211\n"))
    assert row.fate is RowFate.NEW
    assert (row.row, row.where, row.value) == (2, "C2", 211)
    assert row.indicator is not None
    assert row.period is not None
    assert (row.indicator.code, row.period.label) == ("M1", "Jan 2017")


def test_a_star_is_read_as_provisional_and_the_old_figure_is_shown() -> None:
    kept = {(4, date(2016, 12, 1)): ExistingFigure(100.0)}
    row = _only(_plan("Theft of motor vehicles\tDec-16\t102*\n", kept))
    assert row.fate is RowFate.CHANGED
    assert row.result == "Was 100. Star read as provisional"
    assert row.state is MeasurementState.PROVISIONAL
    assert row.value_changed
    assert row.old == ExistingFigure(100.0)


def test_an_excel_day_number_is_read_with_a_note() -> None:
    row = _only(_plan("Theft from person\t42736\t199\n"))
    assert row.result == "42736 is an Excel date: Jan 17"
    assert row.period_changed


def test_a_figure_that_is_already_here_is_the_same() -> None:
    kept = {(1, date(2017, 1, 1)): ExistingFigure(211.0)}
    plan = _plan("Burglary\tJan-17\t211\n", kept)
    assert _only(plan).fate is RowFate.SAME
    assert plan.nothing_to_do
    assert plan.sentences[0] == (
        "Every figure in the file is already here: there is nothing to do."
    )


def test_a_provisional_figure_that_became_final_is_a_change() -> None:
    kept = {(1, date(2017, 1, 1)): ExistingFigure(211.0, MeasurementState.PROVISIONAL)}
    row = _only(_plan("Burglary\tJan-17\t211\n", kept))
    assert (row.fate, row.reason) == (RowFate.CHANGED, "Was provisional")


def test_a_revised_figure_is_not_changed_by_the_same_value() -> None:
    kept = {(1, date(2017, 1, 1)): ExistingFigure(211.0, MeasurementState.REVISED)}
    assert _only(_plan("Burglary\tJan-17\t211\n", kept)).fate is RowFate.SAME


def test_a_change_in_a_signed_off_period_says_so() -> None:
    kept = {(18, date(2015, 10, 1)): ExistingFigure(489.0, signed_off=True)}
    plan = _plan("FTE (all)\tQ3 15/16\t491\n", kept)
    assert _only(plan).result == "Was 489. PMG has signed off this period"
    assert plan.counts.signed_off == 1


def test_not_available_is_kept_as_that_and_stays_the_same_next_time() -> None:
    plan = _plan("Confidence in policing\tQ3 16/17\tn/a\n")
    row = _only(plan)
    assert (row.fate, row.value, row.state) == (RowFate.NEW, None, MeasurementState.NOT_AVAILABLE)
    again = _plan("Confidence in policing\tQ3 16/17\tn/a\n", _kept(plan))
    assert _only(again).fate is RowFate.SAME


def test_milestones_keep_both_numbers() -> None:
    row = _only(_plan("PREVENT milestones on track\tQ3 16/17\t10 of 11\n"))
    assert (row.value, row.numerator, row.denominator) == (10, 10, 11)


def test_the_provisional_column_and_the_comment_are_kept() -> None:
    plan = _plan("Burglary\tJan-17\t211\tY\thalf term\nBurglary\tFeb-17\t9\tmaybe\t\n")
    first, second = plan.rows
    assert (first.state, first.comment) == (MeasurementState.PROVISIONAL, "half term")
    assert second.state is MeasurementState.FINAL
    assert any("“maybe”" in said for said in plan.sentences)


@pytest.mark.parametrize(
    ("line", "fault", "reason"),
    [
        ("Hate crime (all)\tJan-17\t48", "name", "No KPI with this name"),
        ("Burglary\tJan-17\ttwo hundred", "value", "Not a number"),
        ("Gang Exit caseload\tQ5 16/17\t58%", "period", "There is no Q5"),
        ("Burglary\t2016/17\t900", "period", "2016/17 is a year, and a month is wanted"),
        ("Burglary\t\t900", "period", "The period is missing"),
        (
            "MARAC repeat victimisation\tQ3 16/17\t0.26",
            "value",
            "0.26 could be 0.26% or 26%: write it with a % sign",
        ),
        (
            "Reported domestic violence offences\tJan-17\t231",
            "name",
            "2 KPIs have this name: P4 or P5. Choose one",
        ),
        ("\tJan-17\t12", "name", "The name is missing"),
    ],
)
def test_a_row_that_cannot_be_used_is_rejected_with_its_reason(
    line: str, fault: str, reason: str
) -> None:
    plan = _plan(f"{line}\nBurglary\tDec-16\t1\n")
    row = next(row for row in plan.rows if row.row == 2)
    assert row.fate is RowFate.REJECTED
    assert (row.fault, row.reason) == (fault, reason)
    assert plan.problems == (row,)


def test_a_percentage_without_a_sign_is_read_with_a_note() -> None:
    row = _only(_plan("MARAC repeat victimisation\tQ3 16/17\t26\n"))
    assert (row.value, row.notes) == (26, ("No % sign: read as 26%",))


def test_a_month_stands_for_its_quarter_only_with_a_note() -> None:
    row = _only(_plan("First time entrants\tDec-16\t86\n"))
    assert row.period is not None
    assert (row.period.label, row.notes) == ("Q3 2016/17", ("Dec 16 lies in Q3 16/17",))


def test_two_figures_for_one_kpi_and_month_are_both_rejected() -> None:
    first, second = _plan("Burglary\tJan-17\t229\nBurglary\tJan-17\t231\n").rows
    assert {first.fate, second.fate} == {RowFate.REJECTED}
    assert first.reason == "Same KPI and month as row 3"
    assert second.reason == "Same KPI and month as row 2"
    assert (first.rivals, second.rivals) == ((3,), (2,))
    assert (first.value, second.value) == (229, 231)


@pytest.mark.parametrize(("keep", "kept"), [(2, [229.0]), (3, [231.0]), (None, [])])
def test_a_person_chooses_which_of_two_figures_counts(keep: int | None, kept: list[float]) -> None:
    choices = Choices(keep={(1, date(2017, 1, 1)): keep})
    plan = _plan("Burglary\tJan-17\t229\nBurglary\tJan-17\t231\n", choices=choices)
    assert [row.value for row in plan.changes] == kept
    assert len(plan.rows) == 2


def test_a_name_that_is_nearly_right_is_suggested_and_not_used() -> None:
    plan = _plan("Confidence in the police\tQ3 16/17\t68%\n")
    row = _only(plan)
    assert row.fate is RowFate.REJECTED
    assert "Perhaps C1 Confidence in policing?" in row.reason
    match = plan.matches[0]
    assert (match.how, match.suggestions[0].indicator.code) == (How.SUGGESTED, "C1")
    chosen = Choices(names={"Confidence in the police": 10})
    again = _plan("Confidence in the police\tQ3 16/17\t68%\n", choices=chosen)
    assert _only(again).value == 68


@pytest.mark.parametrize(
    "name",
    [
        "BURGLARY",
        "burglary ",
        "M1",
        "mopac7.burglary",
        "Reduce burglary",
        "Robbery (personal & commercial)",
        "Theft - from person",
    ],
)
def test_the_same_name_in_other_letters_is_the_same_name(name: str) -> None:
    assert _only(_plan(f"{name}\tJan-17\t1\n")).fate is RowFate.NEW


def test_a_name_left_out_by_choice_is_counted_and_said() -> None:
    plan = _plan(
        "Hate crime\tJan-17\t48\nBurglary\tJan-17\t1\n", choices=Choices(names={"Hate crime": None})
    )
    assert plan.counts.rejected == 0
    assert plan.left_out[0].rows == (2,)
    assert any("Hate crime" in said for said in plan.sentences)


def test_a_total_row_is_left_out_and_said() -> None:
    plan = _plan("Burglary\tJan-17\t1\nTotal\tJan-17\t1\n")
    assert [found.label for found in plan.left_out] == ["Total"]
    assert any("total row" in said for said in plan.sentences)


def test_names_that_a_person_adds_up_become_one_figure() -> None:
    choices = Choices(names={"Homes": 1, "Shops": 1}, sums=frozenset({1}))
    row = _only(_plan("Homes\tJan-17\t10\nShops\tJan-17\t5\n", choices=choices))
    assert (row.value, row.text, row.parts) == (15, "10 + 5", ("Homes", "Shops"))
    assert row.where == "C2, C3"


def test_a_sum_with_a_part_that_is_no_number_is_rejected() -> None:
    choices = Choices(names={"Homes": 1, "Shops": 1}, sums=frozenset({1}))
    row = _only(_plan("Homes\tJan-17\t10\nShops\tJan-17\t*\n", choices=choices))
    assert row.fate is RowFate.REJECTED
    assert "C3" in row.reason


def test_empty_cells_are_counted_and_change_nothing() -> None:
    plan = _plan(
        "Burglary\tJan-17\t\nBurglary\tFeb-17\t3\n", {(1, date(2017, 1, 1)): ExistingFigure(7.0)}
    )
    assert (plan.counts.blank, len(plan.rows)) == (1, 1)
    assert any("1 empty cell" in said for said in plan.sentences)


def test_other_boroughs_are_counted_and_not_listed() -> None:
    plan = plan_text(
        "Borough,Indicator,Apr-16,May-16\nBarnet,Burglary,1,2\nHaringey,Burglary,3,4\n"
        "Camden,Burglary,5,6\n",
        borough="Haringey",
        indicators=KPIS,
    )
    assert [row.value for row in plan.rows] == [3, 4]
    assert plan.counts.other_areas == 2
    assert "2 rows of 2 other areas left out." in plan.sentences


def test_a_file_of_other_boroughs_only_says_so() -> None:
    plan = plan_text(
        "Borough,Indicator,Apr-16,May-16\nBarnet,Burglary,1,2\nCamden,Burglary,5,6\n",
        borough="Haringey",
        indicators=KPIS,
    )
    assert plan.sentences[0] == "The file has no row for Haringey: there is nothing to do."


def test_a_filter_keeps_only_its_rows() -> None:
    text = (
        "Sex,Indicator,Apr-16,May-16\nMale,Burglary,1,2\nFemale,Burglary,3,4\nTotal,Burglary,4,6\n"
    )
    plan = plan_text(text, borough="Haringey", indicators=KPIS, where=parse_where(["Sex=total"]))
    assert [row.value for row in plan.changes] == [4, 6]
    assert any("2 rows left out by the filter" in said for said in plan.sentences)
    with pytest.raises(SheetRefused, match="there is no column “Ward”"):
        plan_text(text, borough="Haringey", indicators=KPIS, where={"Ward": "x"})
    with pytest.raises(SheetRefused, match="not a filter"):
        parse_where(["Sex"])


def test_a_percent_cell_of_a_workbook_is_not_read_as_a_fraction(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Indicator", "Period", "Value"])
    sheet.append(["Victim-survivors not withdrawing", "Q3 16/17", 0.77])
    sheet["C2"].number_format = "0%"
    book.create_sheet("Notes").append(["nothing here"])
    book.save(tmp_path / "r.xlsx")
    plan = read_plan(tmp_path / "r.xlsx", borough="Haringey", indicators=KPIS)
    row = _only(plan)
    assert (row.value, row.notes) == (77, ("Percent cell, so 77% and not 0.77",))
    assert any("not read: “Notes”" in said for said in plan.sentences)


def test_a_sheet_that_is_not_there_is_refused_with_the_names(tmp_path: Path) -> None:
    path = make.xlsx(tmp_path / "r.xlsx", [["month", "Burglary"], ["2016-04", 1]])
    with pytest.raises(SheetRefused, match=r"no sheet “Q3”.*“Return”"):
        read_plan(path, borough="Haringey", indicators=KPIS, sheet="Q3")


def test_a_hidden_row_is_read_with_a_note(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Indicator", "Apr-16", "May-16"], ["Burglary", 1, 2], ["M4", 3, 4]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    book.save(tmp_path / "r.xlsx")
    plan = read_plan(tmp_path / "r.xlsx", borough="Haringey", indicators=KPIS)
    assert ["hidden" in row.result for row in plan.rows] == [False, False, True, True]


def test_an_unknown_name_of_a_wide_table_is_rejected_once() -> None:
    plan = plan_text(
        "Indicator,Apr-16,May-16,Jun-16\nHate crime,1,2,3\nBurglary,4,5,6\n",
        borough="Haringey",
        indicators=KPIS,
    )
    rejected = plan.problems
    assert [(row.row, row.figures, row.text) for row in rejected] == [(2, 3, "3 figures")]


def test_the_recipe_survives_json_and_recognises_next_month() -> None:
    text = "Measure,Apr-16,May-16\nBreak-ins,4,5\nHate crime,1,2\n"
    choices = Choices(names={"Break-ins": 1, "Hate crime": None})
    plan = plan_text(text, borough="Haringey", indicators=KPIS, choices=choices)
    recipe = recipe_from(json.loads(json.dumps(plan.recipe)))
    again = plan_text(
        "Measure,May-16,Jun-16,Jul-16\nBreak-ins,5,6,7\nHate crime,1,2,3\n",
        borough="Haringey",
        indicators=KPIS,
        existing=_kept(plan),
        recipes=[recipe],
    )
    assert again.recipe_name == recipe.name
    assert [row.fate for row in again.rows] == [RowFate.SAME, RowFate.NEW, RowFate.NEW]
    assert [found.label for found in again.left_out] == ["Hate crime"]
    other = plan_text(
        "Indicator,May-16,Jun-16\nBreak-ins,5,6\n",
        borough="Haringey",
        indicators=KPIS,
        recipes=[recipe],
    )
    assert other.recipe_name == ""


def test_a_sum_is_kept_in_the_recipe() -> None:
    text = "Measure,Apr-16,May-16\nHomes,4,5\nShops,1,2\n"
    choices = Choices(names={"Homes": 1, "Shops": 1}, sums=frozenset({1}))
    plan = plan_text(text, borough="Haringey", indicators=KPIS, choices=choices)
    recipe = recipe_from(json.loads(json.dumps(plan.recipe)))
    again = plan_text(text, borough="Haringey", indicators=KPIS, recipes=[recipe])
    assert [row.value for row in again.rows] == [5, 7]


def test_a_recipe_finds_its_indicator_by_key_in_another_file() -> None:
    plan = plan_text(
        "Measure,Apr-16,May-16\nBreak-ins,4,5\n",
        borough="Haringey",
        indicators=KPIS,
        choices=Choices(names={"Break-ins": 1}),
    )
    recipe = recipe_from(json.loads(json.dumps(plan.recipe)))
    elsewhere = (IndicatorKey(1, "X1", "Worry"), IndicatorKey(77, "B", "B", "mopac7.burglary"))
    again = plan_text(
        "Measure,Apr-16,May-16\nBreak-ins,4,5\n",
        borough="Haringey",
        indicators=elsewhere,
        recipes=[recipe],
    )
    assert [row.indicator.id for row in again.rows if row.indicator] == [77, 77]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"format": 99, "name": "x"},
        {"name": "x", "columns": {"a": "nonsense"}},
        {"name": "x", "sum": [{"to": "x"}]},
        {"name": "x", "names": 5},
    ],
)
def test_what_is_no_recipe_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"recipe|not a valid"):
        recipe_from(data)


def test_a_corrected_layout_plans_again_without_reading_the_file() -> None:
    book = book_of_text(
        "Indicator,Period,This year,Last year\nBurglary,Apr-16,1,2\nTheft from person,Apr-16,3,4\n"
    )
    found = find_table(book, borough="Haringey")
    from cspdesk.sheets.layout import ColumnRole

    layout = found.layout.with_role(2, ColumnRole.UNUSED).with_role(3, ColumnRole.VALUE)
    plan = plan_book(book, borough="Haringey", indicators=KPIS, layout=layout)
    assert [row.value for row in plan.rows] == [2, 4]


def test_a_recipe_can_be_asked_for_by_name() -> None:
    plan = plan_text(
        "Measure,Apr-16,May-16\nBreak-ins,4,5\n",
        borough="Haringey",
        indicators=KPIS,
        choices=Choices(names={"Break-ins": 1}),
    )
    kept = plan.recipe | {"name": "Local return"}
    book = book_of_text("Other title,Apr-16,May-16\nBreak-ins,4,5\n")
    asked = plan_book(
        book, borough="Haringey", indicators=KPIS, recipes=[kept], recipe="local return"
    )
    assert (asked.counts.new, asked.recipe_name) == (2, "Local return")
    with pytest.raises(SheetRefused, match=r"no recipe “x”.*“Local return”"):
        plan_book(book, borough="Haringey", indicators=KPIS, recipes=[kept], recipe="x")


def test_a_recipe_of_a_newer_program_is_passed_over() -> None:
    plan = plan_text(
        "Indicator,Apr-16,May-16\nBurglary,4,5\n",
        borough="Haringey",
        indicators=KPIS,
        recipes=[{"format": 99, "name": "later"}],
    )
    assert plan.counts.new == 2


@pytest.mark.parametrize("cell", ["(12)", "-12"])
def test_a_count_below_nought_stays_out_even_where_a_figure_would_change(cell: str) -> None:
    before: Existing = {(1, date(2017, 1, 1)): ExistingFigure(240.0, MeasurementState.FINAL)}
    row = _only(_plan(f"Burglary\tJan-17\t{cell}\n", before))
    assert row.fate is RowFate.REJECTED
    assert "a count cannot be below nought" in row.reason


def test_a_number_cell_below_nought_is_no_count_either() -> None:
    book = book_of_text(HEAD + "Burglary\tJan-17\t240\n")
    book.sheets[0].rows[1][2] = -240.0
    plan = plan_book(book, borough="Haringey", indicators=KPIS)
    assert _only(plan).reason == "-240: a count cannot be below nought"


def test_what_an_import_did_not_do_is_said_in_a_whole_sentence() -> None:
    nothing = _plan("Burglary\tJan-17\tabc\n")
    done = ImportDone(nothing, applied=False, dry_run=False)
    assert done.sentences[-1].endswith("holds no figure that can be used.")
    before: Existing = {(1, date(2017, 1, 1)): ExistingFigure(240.0, MeasurementState.FINAL)}
    same = _plan("Burglary\tJan-17\t240\nTheft from person\tJan-17\t\n", before)
    said = ImportDone(same, applied=False, dry_run=False).sentences
    assert said[-1].startswith("Nothing changed: the one figure of ")
    assert "1 empty cell says nothing and change nothing." not in said
    assert "1 empty cell says nothing and changes nothing." in said
