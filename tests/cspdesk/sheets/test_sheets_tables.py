"""Tables as partners really send them: counted, added up, merged, titled, without years."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import sheet_makers as make

from cspdesk.sheets.layout import ColumnRole, Orientation
from cspdesk.sheets.mapping import Choices, IndicatorKey
from cspdesk.sheets.plan import ExistingFigure, ImportPlan
from cspdesk.sheets.read import plan_text, read_plan
from db.vocabulary import Frequency, MeasurementState, RowFate, Unit

KPIS = (
    IndicatorKey(1, "M1", "Burglary", "mopac7.burglary"),
    IndicatorKey(2, "M2", "Robbery", "mopac7.robbery"),
    IndicatorKey(3, "R8", "Cases not withdrawn", unit=Unit.PERCENT, frequency=Frequency.QUARTERLY),
    IndicatorKey(4, "P2", "First time entrants", frequency=Frequency.QUARTERLY),
    IndicatorKey(5, "Y1", "Homicides", frequency=Frequency.YEARLY),
)


def _plan(text: str, **options: object) -> ImportPlan:
    return plan_text(text, borough="Haringey", indicators=KPIS, **options)  # type: ignore[arg-type]


def _read(path: Path, **options: object) -> ImportPlan:
    return read_plan(path, borough="Haringey", indicators=KPIS, **options)  # type: ignore[arg-type]


def _figures(plan: ImportPlan) -> dict[tuple[str, str], float | None]:
    return {
        (row.indicator.code, row.period.label): row.value
        for row in plan.rows
        if row.indicator and row.period and row.fate is not RowFate.REJECTED
    }


# Rows that are counted


def test_one_row_per_crime_is_counted_by_name_and_month() -> None:
    lines = [f"{n},{day}/11/2016,Burglary,Noel Park" for n, day in enumerate((2, 9, 9, 30))]
    lines += ["9,28/12/2016,Burglary,Noel Park", "10,24/12/2016,Robbery,Highgate"]
    plan = _plan("Crime number,Date,Offence,Ward\n" + "\n".join(lines))
    assert plan.layout.orientation is Orientation.EVENTS
    assert _figures(plan) == {
        ("M1", "Nov 2016"): 4,
        ("M1", "Dec 2016"): 1,
        ("M2", "Dec 2016"): 1,
    }
    assert (plan.rows[0].text, plan.rows[0].where) == ("4 rows", "rows 2 to 5")
    assert any("rows are counted" in said for said in plan.sentences)


def test_events_are_counted_into_the_quarter_of_a_quarterly_indicator() -> None:
    days = ("01/10/2016", "31/10/2016", "15/11/2016", "30/12/2016")
    plan = _plan(
        "Ref,Date,Type\n"
        + "\n".join(f"a{n},{day},First time entrants" for n, day in enumerate(days))
    )
    assert _figures(plan) == {("P2", "Q3 2016/17"): 4}


def test_the_month_in_which_a_list_of_events_stops_is_provisional() -> None:
    plan = _plan("Date,Offence\n05/01/2017,Burglary\n31/01/2017,Burglary\n09/02/2017,Burglary\n")
    whole, part = plan.rows
    assert whole.state is MeasurementState.FINAL
    assert part.state is MeasurementState.PROVISIONAL
    assert part.comment == "Counted to 9 February 2017"


def test_the_open_data_of_the_police_is_counted_for_our_borough_only() -> None:
    head = "Crime ID,Month,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
    rows = [
        f"x{n},2016-12,-0.1,51.5,On or near High Road,E0{n},{area},{kind},Under investigation"
        for n, (area, kind) in enumerate(
            [("Haringey 001A", "Burglary")] * 3
            + [("Haringey 012C", "Robbery")] * 2
            + [("Enfield 003B", "Burglary")] * 4
        )
    ]
    plan = _plan(head + "Last outcome category\n" + "\n".join(rows))
    assert _figures(plan) == {("M1", "Dec 2016"): 3, ("M2", "Dec 2016"): 2}
    assert plan.counts.other_areas == 4


def test_an_event_without_a_date_is_rejected_by_itself() -> None:
    plan = _plan(
        "Date,Offence\n05/01/2017,Burglary\n31/01/2017,Burglary\n,Burglary\n32/1/17,Burglary\n"
    )
    assert [row.row for row in plan.problems] == [4, 5]
    assert plan.problems[0].reason == "The period is missing"
    assert _figures(plan) == {("M1", "Jan 2017"): 2}


# Wards


WARDS = "Ward,Offence,Apr-16,May-16\n"


def test_wards_are_added_up_to_the_borough() -> None:
    plan = _plan(
        WARDS + "Noel Park,Burglary,1,2\nHighgate,Burglary,10,20\nWest Green,Burglary,4,5\n"
    )
    assert _figures(plan) == {("M1", "Apr 2016"): 15, ("M1", "May 2016"): 27}
    assert plan.rows[0].label == "Burglary (3 places)"
    assert plan.rows[0].text == "1 + 10 + 4"
    assert any("added up" in said for said in plan.sentences)


def test_a_total_among_the_wards_is_not_added_again() -> None:
    plan = _plan(
        WARDS + "Noel Park,Burglary,1,2\nHighgate,Burglary,10,20\nHaringey,Burglary,11,22\n"
        "Borough total,Burglary,11,22\n"
    )
    assert _figures(plan) == {("M1", "Apr 2016"): 11, ("M1", "May 2016"): 22}
    assert any("2 total rows left out" in said for said in plan.sentences)


def test_a_ward_that_hides_its_figure_stops_the_sum_of_that_month_only() -> None:
    plan = _plan(WARDS + "Noel Park,Burglary,1,<5\nHighgate,Burglary,10,20\n")
    assert _figures(plan) == {("M1", "Apr 2016"): 11}
    assert "D2" in plan.problems[0].reason
    assert "cannot be added up" in plan.problems[0].reason


def test_a_month_in_which_a_ward_has_no_row_says_so() -> None:
    text = "Ward,Offence,Month,Count\nNoel Park,Burglary,Apr-16,1\nHighgate,Burglary,Apr-16,2\n"
    plan = _plan(text + "Noel Park,Burglary,May-16,3\n")
    assert plan.rows[1].value == 3
    assert plan.rows[1].notes == ("Highgate not among the 1 rows",)


def test_a_ward_that_stands_twice_is_not_added_twice() -> None:
    plan = _plan(
        "Ward,Offence,Month,Count\nNoel Park,Burglary,Apr-16,1\nNoel Park,Burglary,Apr-16,2\n"
    )
    assert [row.fate for row in plan.rows] == [RowFate.REJECTED] * 2


# What the sheet says of itself


def test_months_without_a_year_take_the_one_in_the_title() -> None:
    plan = _plan("Performance return 2016/17\n\nIndicator,Apr,May,Jan\nBurglary,1,2,3\n")
    assert _figures(plan) == {("M1", "Apr 2016"): 1, ("M1", "May 2016"): 2, ("M1", "Jan 2017"): 3}


def test_a_column_of_months_without_a_year_takes_the_one_of_the_sheet(tmp_path: Path) -> None:
    table = [["Month", "Burglary", "Robbery"], ["April", 1, 2], ["March", 3, 4]]
    plan = _read(make.xlsx(tmp_path / "r.xlsx", table, "2016-17"))
    assert _figures(plan)[("M1", "Mar 2017")] == 3
    assert any("2016-17, as the sheet says" in said for said in plan.sentences)


def test_months_of_no_known_year_are_not_guessed() -> None:
    with pytest.raises(Exception, match="no table of figures by period"):
        _plan("Month,Burglary,Robbery\nApril,1,2\nMay,3,4\n")


def test_a_sheet_for_one_quarter_gives_its_period_to_every_row(tmp_path: Path) -> None:
    table = [
        ["Community Safety: return for Q3 2016/17"],
        [],
        ["KPI", "Indicator", "Target", "Actual"],
        ["R8", "Cases not withdrawn", "60%", "58%"],
        ["P2", "First time entrants", 80, 86],
    ]
    plan = _read(make.xlsx(tmp_path / "r.xlsx", table))
    assert _figures(plan) == {("R8", "Q3 2016/17"): 58, ("P2", "Q3 2016/17"): 86}


def test_a_sheet_about_one_thing_is_named_by_its_tab(tmp_path: Path) -> None:
    plan = _read(
        make.xlsx(
            tmp_path / "r.xlsx", [["Month", "Count"], ["Apr-16", 4], ["May-16", 5]], "Burglary"
        )
    )
    assert _figures(plan) == {("M1", "Apr 2016"): 4, ("M1", "May 2016"): 5}
    assert any("All figures are of “Burglary”" in said for said in plan.sentences)


def test_a_sheet_of_another_borough_is_not_used_unless_a_person_says_so() -> None:
    text = "London Borough of Enfield: crime figures\n\nIndicator,Apr-16,May-16\nBurglary,1,2\n"
    plan = _plan(text)
    assert [row.reason for row in plan.rows] == ["The sheet says it is about Enfield"] * 2
    assert plan.nothing_to_do
    again = _plan(text, choices=Choices(other_place=True))
    assert again.counts.new == 2


def test_our_borough_beside_another_is_ours() -> None:
    plan = _plan("Haringey and Enfield BCU: Haringey\n\nIndicator,Apr-16,May-16\nBurglary,1,2\n")
    assert plan.counts.new == 2


# Merged cells, headers of two lines, pivot tables


def test_names_merged_downwards_count_for_every_row_of_theirs(tmp_path: Path) -> None:
    path = make.merged_xlsx(
        tmp_path / "r.xlsx",
        [
            ["Offence", "Month", "Value"],
            ["Burglary", "Apr-16", 1],
            [None, "May-16", 2],
            ["Robbery", "Apr-16", 3],
            [None, "May-16", 4],
        ],
        ["A2:A3", "A4:A5"],
    )
    plan = _read(path)
    assert _figures(plan) == {
        ("M1", "Apr 2016"): 1,
        ("M1", "May 2016"): 2,
        ("M2", "Apr 2016"): 3,
        ("M2", "May 2016"): 4,
    }
    assert any("a blank cell means what stands above" in said for said in plan.sentences)


def test_a_pivot_table_repeats_the_name_that_stands_once() -> None:
    plan = _plan(
        "Offence,Month,Value\nBurglary,Apr-16,1\n,May-16,2\n,Jun-16,2\nRobbery,Apr-16,3\n"
        ",May-16,4\n,Jun-16,5\n"
    )
    assert _figures(plan)[("M2", "Jun 2016")] == 5
    assert len(plan.changes) == 6


def test_a_single_missing_name_is_not_filled_in() -> None:
    plan = _plan("Offence,Unit,Apr-16,May-16\nBurglary,count,1,2\n,count,3,4\nRobbery,count,5,6\n")
    assert [row.reason for row in plan.problems] == ["The name is missing"]


def test_years_merged_over_months_make_periods(tmp_path: Path) -> None:
    path = make.merged_xlsx(
        tmp_path / "r.xlsx",
        [
            ["Indicator", "2015/16", None, "2016/17", None],
            [None, "Apr", "Mar", "Apr", "Mar"],
            ["Burglary", 1, 2, 3, 4],
        ],
        ["A1:A2", "B1:C1", "D1:E1"],
    )
    assert _figures(_read(path)) == {
        ("M1", "Apr 2015"): 1,
        ("M1", "Mar 2016"): 2,
        ("M1", "Apr 2016"): 3,
        ("M1", "Mar 2017"): 4,
    }


def test_quarters_merged_over_actual_and_target_use_the_actual(tmp_path: Path) -> None:
    path = make.merged_xlsx(
        tmp_path / "r.xlsx",
        [
            ["Indicator", "Q1 2016/17", None, "Q2 2016/17", None],
            [None, "Target", "Actual", "Target", "Actual"],
            ["First time entrants", 90, 84, 90, 88],
        ],
        ["A1:A2", "B1:C1", "D1:E1"],
    )
    plan = _read(path)
    assert _figures(plan) == {("P2", "Q1 2016/17"): 84, ("P2", "Q2 2016/17"): 88}
    assert [c.letter for c in plan.layout.of(ColumnRole.TARGET)] == ["B", "D"]


def test_titles_footnotes_and_marks_do_not_become_figures(tmp_path: Path) -> None:
    path = make.xlsx(
        tmp_path / "r.xlsx",
        [
            ["Haringey Community Safety Partnership"],
            ["Quarterly return"],
            [],
            ["Indicator", "Q1 2016/17", "Q2 2016/17", "Q3 2016/17", "Q4 2016/17"],
            ["First time entrants", "*", "-", "<5", "n/a"],
            [],
            ["* Numbers under five are not shown."],
            ["Source: Youth Offending Service"],
        ],
    )
    plan = _read(path)
    assert [row.value for row in plan.changes] == [None] * 4
    assert [row.state for row in plan.changes] == [
        MeasurementState.SUPPRESSED,
        MeasurementState.NOT_AVAILABLE,
        MeasurementState.SUPPRESSED,
        MeasurementState.NOT_AVAILABLE,
    ]
    assert plan.counts.notes == 2


@pytest.mark.parametrize(
    ("year", "part", "label"),
    [("2016/17", "Feb", "Feb 2017"), (2016, 11, "Nov 2016"), ("2016-17", "March", "Mar 2017")],
)
def test_year_and_month_in_two_columns(
    tmp_path: Path, year: object, part: object, label: str
) -> None:
    rows = [
        ["Year", "Month", "Indicator", "Value"],
        [year, part, "Burglary", 7],
        [year, part, "Robbery", 8],
    ]
    assert _figures(_read(make.xlsx(tmp_path / "r.xlsx", rows))) == {
        ("M1", label): 7,
        ("M2", label): 8,
    }


# What packs have said


def test_a_change_to_a_figure_in_an_issued_pack_says_what_was_reported() -> None:
    kept = {
        (1, date(2016, 9, 1)): ExistingFigure(97.0, reported_on=date(2016, 11, 10), reported=97.0)
    }
    plan = _plan("Indicator,Period,Value\nBurglary,Sep-16,103\n", existing=kept)
    assert plan.rows[0].reason == "Was 97. Reported as 97 on 10 November 2016"
    assert plan.counts.reported == 1
    assert "1 figure changes what an issued pack has reported." in plan.sentences
    same = _plan("Indicator,Period,Value\nBurglary,Sep-16,97\n", existing=kept)
    assert same.counts.reported == 0


# Percentages without a sign


@pytest.mark.parametrize(("meant", "value"), [(True, 45.0), (False, 0.45)])
def test_a_fraction_is_read_as_the_person_says(meant: bool, value: float) -> None:
    text = "Indicator,Period,Value\nCases not withdrawn,Q3 16/17,0.45\n"
    assert _plan(text).problems[0].fault == "value"
    plan = _plan(text, choices=Choices(fractions={3: meant}))
    assert plan.rows[0].value == value
    assert plan.rows[0].notes


# Years of two kinds


@pytest.mark.parametrize(("year", "fate"), [("2016", "rejected"), ("2016/17", "new")])
def test_a_calendar_year_does_not_stand_beside_financial_years(year: str, fate: str) -> None:
    kept = {(5, date(2015, 4, 1)): ExistingFigure(3.0)}
    plan = _plan(f"Indicator,Year,Value\nHomicides,{year},4\n", existing=kept)
    assert [row.fate.value for row in plan.rows] == [fate]
    if fate == "rejected":
        assert plan.rows[0].reason == (
            "2016 is another kind of year than those kept, such as 2016/17"
        )


def test_an_abbreviation_beside_the_full_name_does_not_hide_it() -> None:
    plan = _plan(
        "Short Desc,Data item,Years,LA and Regions,Values\nHom,Homicides,2016,Barnet,1\n"
        "Hom,Homicides,2016,Haringey,2\nHom,Homicides,2017,Haringey,3\n"
    )
    assert _figures(plan) == {("Y1", "2016"): 2, ("Y1", "2017"): 3}


def test_a_published_table_whose_long_names_stand_once_is_read_by_its_short_names() -> None:
    head = "Short Desc,Data item,Years,LA and Regions,Values\n"
    rows = [f"FirstYJS,,{year},{area},{year - 1600}" for year in range(2017, 2021)
            for area in ("Barnet", "Haringey")]  # fmt: skip
    text = head + "FirstYJS,First time entrants (rate),2016,Barnet,1\n" + "\n".join(rows)
    key = IndicatorKey(1, "P2", "First time entrants", frequency=Frequency.YEARLY)
    plan = plan_text(
        text, borough="Haringey", indicators=[key], choices=Choices(names={"FirstYJS": 1})
    )
    assert [row.value for row in plan.changes] == [417, 418, 419, 420]
    assert plan.counts.other_areas == 5
