"""Finding the table: header, direction, columns, filters, notes."""

from __future__ import annotations

from datetime import date

import pytest

from cspdesk.sheets.detect import detect
from cspdesk.sheets.grid import Raw, SheetData
from cspdesk.sheets.layout import ColumnRole, Layout, Orientation

Rows = list[list[Raw]]

RETURN: Rows = [
    ["CSP KPI return", None, None, None, None, None],
    ["Quarter 3, 2016/17"],
    [],
    ["Indicator", "Period", "Value", "Target", "Prov.", "Comment"],
    ["Burglary", "Jan-17", 211, 200, "", ""],
    ["Robbery (personal & commercial)", "Jan-17", 120, 110, "", "half term"],
    ["Theft of motor vehicles", "Dec-16", "102*", 90, "Y", ""],
    ["Theft from person", 42736, 199, 180, "", ""],
    ["Confidence in policing", "Q3 16/17", "n/a", "70%", "", ""],
]


def _sheet(rows: Rows) -> SheetData:
    return SheetData("Return", rows, knows_formats=True)


def _layout(rows: Rows, **options: object) -> Layout:
    return detect(_sheet(rows), borough="Haringey", **options)  # type: ignore[arg-type]


def _roles(layout: Layout) -> dict[str, ColumnRole]:
    return {column.title: column.role for column in layout.columns}


def test_a_return_with_title_rows_is_one_figure_a_row() -> None:
    layout = _layout(RETURN)
    assert layout.orientation is Orientation.LONG
    assert layout.header_number == 4
    assert _roles(layout) == {
        "Indicator": ColumnRole.NAME,
        "Period": ColumnRole.PERIOD,
        "Value": ColumnRole.VALUE,
        "Target": ColumnRole.TARGET,
        "Prov.": ColumnRole.PROVISIONAL,
        "Comment": ColumnRole.NOTE,
    }
    assert layout.confidence > 0.9
    assert "The header is in row 4." in layout.sentences


@pytest.mark.parametrize(
    ("titles", "first", "last"),
    [
        (["202401", "202402", "202403"], "Jan 2024", "Mar 2024"),
        ([202401, 202402, 202403], "Jan 2024", "Mar 2024"),
        (["Apr-16", "May-16", "Jun-16"], "Apr 2016", "Jun 2016"),
        ([date(2016, 4, 1), date(2016, 5, 1)], "Apr 2016", "May 2016"),
        (["Q1 2016/17", "Q2 2016/17"], "Q1 2016/17", "Q2 2016/17"),
        (["2014/15", "2015/16"], "2014/15", "2015/16"),
        (["Apr-16", "May-16 (p)"], "Apr 2016", "May 2016"),
        (["Apr-16 actual", "May-16 actual"], "Apr 2016", "May 2016"),
    ],
)
def test_periods_across_are_found_in_any_usual_form(
    titles: list[Raw], first: str, last: str
) -> None:
    figures: Rows = [[name, *range(10, 10 + len(titles))] for name in ("Burglary", "Robbery")]
    layout = _layout([["Offence", *titles], *figures])
    assert layout.orientation is Orientation.ACROSS
    found = layout.of(ColumnRole.FIGURES)
    assert [column.period.label for column in found if column.period][:: len(found) - 1] == [
        first,
        last,
    ]
    assert found[-1].provisional is (titles[-1] == "May-16 (p)")


def test_periods_down_make_each_column_an_indicator() -> None:
    layout = _layout(
        [
            ["month", "Burglary", "Robbery", "Total notifiable offences"],
            ["2010-04", "229", "70", "2083"],
            ["2010-05", "238", "95", "2090"],
            ["2010-06", "268", "93", "2141"],
            ["2010-07", "277", "84", "2180"],
        ]
    )
    assert layout.orientation is Orientation.DOWN
    assert [c.title for c in layout.of(ColumnRole.INDICATOR)] == [
        "Burglary",
        "Robbery",
        "Total notifiable offences",
    ]


def test_counts_near_two_thousand_are_not_taken_for_years() -> None:
    layout = _layout(
        [
            ["Month", "All crime"],
            ["Apr-16", 2010],
            ["May-16", 2016],
            ["Jun-16", 2017],
        ]
    )
    period = layout.one(ColumnRole.PERIOD)
    assert period is not None
    assert period.title == "Month"


@pytest.mark.parametrize(
    "area", ["Haringey", "London Borough of Haringey", "HARINGEY", "LB Haringey"]
)
def test_the_column_that_names_the_borough_filters(area: str) -> None:
    layout = _layout(
        [
            ["Type", "BoroughName", "Apr-16", "May-16"],
            ["Burglary", "Barnet", 1, 2],
            ["Burglary", area, 3, 4],
            ["Burglary", "Camden", 5, 6],
        ]
    )
    assert [(w.title, w.value) for w in layout.filters] == [("BoroughName", "Haringey")]


def test_boroughs_are_known_even_when_ours_is_missing() -> None:
    layout = _layout(
        [
            ["Type", "Place", "Apr-16", "May-16"],
            ["Burglary", "Barnet", 1, 2],
            ["Burglary", "Camden", 5, 6],
        ]
    )
    assert [w.value for w in layout.filters] == ["Haringey"]


def test_a_year_and_a_month_in_two_columns_are_one_period() -> None:
    layout = _layout(
        [
            ["Financial year", "Month", "Indicator", "Count"],
            ["2016/17", "Apr", "Burglary", 3],
            ["2016/17", "May", "Burglary", 5],
            ["2016/17", "Jan", "Burglary", 4],
        ]
    )
    assert layout.orientation is Orientation.LONG
    assert _roles(layout)["Financial year"] is ColumnRole.YEAR
    assert _roles(layout)["Month"] is ColumnRole.PART


def test_years_above_months_are_one_header() -> None:
    layout = _layout(
        [
            [None, "2016/17", None, None, "2017/18"],
            ["Indicator", "Feb", "Mar", None, "Apr"],
            ["Burglary", 1, 2, None, 3],
            ["Robbery", 4, 5, None, 6],
        ]
    )
    found = [c.period.label for c in layout.of(ColumnRole.FIGURES) if c.period]
    assert found == ["Feb 2017", "Mar 2017", "Apr 2017"]
    assert layout.header_number == 2


def test_notes_below_the_table_are_no_data() -> None:
    layout = _layout(
        [
            ["Indicator", "Apr-16", "May-16"],
            ["Burglary", 1, 2],
            ["Robbery", 3, 4],
            [],
            ["Source: Metropolitan Police Service"],
            ["* provisional"],
        ]
    )
    assert layout.last_row == 2
    assert [row.row for row in layout.skipped] == [4, 5]


def test_a_code_column_belongs_to_the_name() -> None:
    layout = _layout(
        [
            ["KPI ref", "Indicator", "Apr-16", "May-16"],
            ["M1", "Burglary", 1, 2],
            ["M2", "Robbery", 3, 4],
        ]
    )
    assert [c.title for c in layout.of(ColumnRole.NAME)] == ["KPI ref", "Indicator"]


def test_a_second_column_of_numbers_lowers_the_confidence_and_is_said() -> None:
    layout = _layout(
        [
            ["Indicator", "Period", "This year", "Last year"],
            ["Burglary", "Apr-16", 1, 2],
            ["Robbery", "Apr-16", 3, 4],
        ]
    )
    assert layout.confidence < 0.7
    assert any("Last year" in said for said in layout.sentences)


def test_a_filter_column_that_is_not_there_is_said() -> None:
    layout = _layout(RETURN, where={"Ward": "Bruce Grove"})
    assert layout.confidence == 0
    assert any("no column “Ward”" in said for said in layout.sentences)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [["only one cell"]],
        [["Dear all"], ["please find the figures"]],
        [["Name", "Email"], ["Jane", "jane@example.org"], ["Ali", "ali@example.org"]],
        [["a", "b"], [1, 2], [3, 4]],
    ],
)
def test_a_sheet_without_figures_by_period_has_no_confidence(rows: Rows) -> None:
    assert _layout(rows).confidence == 0


def test_a_person_can_give_a_column_another_role() -> None:
    layout = _layout(RETURN).with_role(3, ColumnRole.UNUSED).with_filter(0, "Burglary")
    assert layout.of(ColumnRole.TARGET) == ()
    assert layout.filters[0].title == "Indicator"
    assert layout.with_filter(0, None).filters == ()


def test_a_title_merged_over_two_lines_is_the_title_of_its_column() -> None:
    rows: Rows = [
        ["Indicator", "Borough", "2016/17", None],
        [None, None, "Apr-16", "May-16"],
        ["Burglary", "Haringey", 1, 2],
        ["Robbery", "Haringey", 3, 4],
    ]
    sheet = SheetData("Return", rows, merged=((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3)))
    layout = detect(sheet, borough="Haringey")
    assert [column.title for column in layout.columns] == [
        "Indicator",
        "Borough",
        "Apr-16",
        "May-16",
    ]
    assert layout.header_number == 2
    unmerged: Rows = [["Indicator", "2016/17", None], [None, "Apr", "May"], ["Burglary", 1, 2]]
    assert _layout(unmerged).columns[0].title == "Indicator"


MIXED: list[Raw] = ["Oct-16", "November 2016", 201612, date(2017, 1, 1), "Feb 17", "Mar-17"]


def test_each_cell_of_a_mixed_header_is_read_on_its_own() -> None:
    layout = _layout(
        [
            ["Recorded crime, Haringey, 2016/17 (provisional)"],
            [],
            ["Measure", *MIXED],
            ["Burglary", 165, 252, "222p", 240, "*", "-"],
            ["Robbery", 69, 121, 170, "12", "n/a", None],
        ]
    )
    periods = [column.period.label for column in layout.columns if column.period]
    assert periods == ["Oct 2016", "Nov 2016", "Dec 2016", "Jan 2017", "Feb 2017", "Mar 2017"]
    assert layout.orientation is Orientation.ACROSS
    assert layout.period is None


def test_a_mixed_header_under_a_year_of_its_own_is_read_too() -> None:
    rows: Rows = [
        ["Recorded crime, Haringey, 2016/17"],
        ["Measure", "2016/17"],
        [None, *MIXED, "Smarch 17"],
        ["Burglary", 165, 252, 222, 240, 200, 190, 3],
        ["Robbery", 69, 121, 170, 12, 30, 40, 5],
    ]
    layout = _layout(rows)
    assert sum(column.period is not None for column in layout.columns) == 6
    assert "Not used: H Smarch 17." in layout.sentences


def test_the_year_of_a_title_never_stands_in_for_periods_that_are_out_of_order() -> None:
    layout = _layout(
        [
            ["Recorded crime, Haringey, 2016/17"],
            ["Measure", "Dec-16", "Oct-16", "Nov-16"],
            ["Burglary", 165, 252, 222],
            ["Robbery", 69, 121, 170],
        ]
    )
    assert layout.period is None
    assert layout.confidence == 0
    assert "The periods of the header are not in order: Dec-16, Oct-16, Nov-16." in layout.sentences


def test_a_figure_that_looks_like_a_month_makes_no_header() -> None:
    layout = _layout([["Measure", "Month", "Value"], ["Burglary", "Oct-16", 201611]])
    assert layout.header_number == 1
