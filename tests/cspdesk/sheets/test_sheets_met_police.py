"""The Metropolitan Police borough table, as published, fills the MOPAC 7 by itself.

The cut in tests/data holds public sector information of the Metropolitan Police Service, licensed
under the Open Government Licence v3.0.
"""

from __future__ import annotations

import csv
import json
import os
from collections import defaultdict
from pathlib import Path

import pytest
import sheet_makers as make

from cspdesk.paths import resource
from cspdesk.sheets.mapping import Choices, IndicatorKey
from cspdesk.sheets.plan import ExistingFigure, ImportPlan
from cspdesk.sheets.read import plan_text, read_plan
from cspdesk.sheets.recipes import built_in
from db.vocabulary import RowFate

CUT = Path(__file__).resolve().parents[2] / "data" / "mps-borough-cut.csv"
# The whole file as it is published: an extra check where somebody has it at hand.
WHOLE = Path(
    os.environ.get("CSPDESK_TRIAL_FILES", "none"),
    "MPS Borough Level Crime (most recent 24 months).csv",
)
NAMES = {
    "burglary": "Reduce burglary",
    "robbery": "Reduce robbery (personal and commercial)",
    "theft_from_motor_vehicle": "Reduce theft from motor vehicle",
    "theft_of_motor_vehicle": "Reduce theft of motor vehicles",
    "theft_from_person": "Reduce theft from person",
    "criminal_damage": "Reduce criminal damage",
    "violence_with_injury": "Reduce violence with injury",
}
MOPAC7 = tuple(
    IndicatorKey(n, f"M{n}", name, f"mopac7.{key}")
    for n, (key, name) in enumerate(NAMES.items(), start=1)
)


def _belongs(major: str, minor: str) -> str | None:
    """The MOPAC 7 offence of a category, written without the recipe's own list."""
    if major in ("BURGLARY", "ROBBERY"):
        return major.lower()
    return {
        "THEFT FROM A VEHICLE": "theft_from_motor_vehicle",
        "THEFT OR UNAUTH TAKING OF A MOTOR VEH": "theft_of_motor_vehicle",
        "THEFT FROM THE PERSON": "theft_from_person",
        "CRIMINAL DAMAGE": "criminal_damage",
        "VIOLENCE WITH INJURY": "violence_with_injury",
    }.get(minor)


def _by_hand(path: Path, borough: str) -> dict[tuple[str, str], float]:
    """The sums by offence and month, straight from the text."""
    sums: dict[tuple[str, str], float] = defaultdict(float)
    with path.open(newline="", encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            key = _belongs(row["MajorText"], row["MinorText"])
            if key and row["BoroughName"] == borough:
                for title, value in row.items():
                    if title.isdigit():
                        sums[key, title] += float(value)
    return dict(sums)


def _planned(plan: ImportPlan) -> dict[tuple[str, str], float | None]:
    return {
        (row.indicator.key.removeprefix("mopac7."), f"{row.period.start:%Y%m}"): row.value
        for row in plan.rows
        if row.indicator and row.period
    }


@pytest.fixture(params=["cut", "whole"])
def published(request: pytest.FixtureRequest) -> Path:
    path = CUT if request.param == "cut" else WHOLE
    if not path.exists():
        pytest.skip("the whole file is not here")
    return path


@pytest.mark.parametrize("borough", ["Haringey", "Barnet", "Camden"])
def test_the_published_table_fills_all_seven_for_24_months(published: Path, borough: str) -> None:
    plan = read_plan(published, borough=borough, indicators=MOPAC7)
    assert plan.recipe_name == "Metropolitan Police borough table"
    assert plan.counts.new == len(plan.rows) == 7 * 24 == 168
    assert _planned(plan) == _by_hand(published, borough)


def test_every_row_of_the_table_is_accounted_for(published: Path) -> None:
    plan = read_plan(published, borough="Haringey", indicators=MOPAC7)
    with published.open(encoding="utf-8-sig") as file:
        rows = sum(1 for line in file if line.strip()) - 1
    used = {n for row in plan.rows for n in (row.where.split(", "))}
    used_rows = {"".join(filter(str.isdigit, where)) for where in used}
    left = {number for found in plan.left_out for number in found.rows}
    assert len(used_rows) + len(left) + plan.counts.other_areas == rows
    assert any("ARSON" in found.why for found in plan.left_out)
    assert f"{plan.counts.other_areas:,} rows of" in " ".join(plan.sentences)


def test_the_sums_say_what_was_added_up() -> None:
    plan = read_plan(CUT, borough="Haringey", indicators=MOPAC7)
    first = next(r for r in plan.rows if r.indicator and r.indicator.code == "M1")
    assert first.label == "BURGLARY (3 rows)"
    assert len(first.parts) == len(first.where.split(", ")) == len(first.text.split(" + ")) == 3
    assert any(said.startswith("Added up to M2 Reduce robbery") for said in plan.sentences)


def test_the_second_import_of_the_same_file_has_nothing_to_do() -> None:
    plan = read_plan(CUT, borough="Haringey", indicators=MOPAC7)
    kept = {
        (row.indicator.id, row.period.start): ExistingFigure(row.value, row.state)
        for row in plan.rows
        if row.indicator and row.period
    }
    again = read_plan(CUT, borough="Haringey", indicators=MOPAC7, existing=kept)
    assert {row.fate for row in again.rows} == {RowFate.SAME}
    assert again.nothing_to_do
    assert again.sha256 == plan.sha256
    assert "nothing to do" in again.sentences[0]


OLD_AND_NEW = """MajorText,MinorText,LookUp_BoroughName,202302,202303,202304
BURGLARY,DOMESTIC BURGLARY,Haringey,80,40,0
BURGLARY,RES BURGLARY OF A HOME,Haringey,,45,85
BURGLARY,BURGLARY BUSINESS AND COMMUNITY,Haringey,30,31,32
THEFT,THEFT FROM PERSON,Haringey,100,50,0
THEFT,THEFT FROM THE PERSON,Haringey,0,60,120
VEHICLE OFFENCES,THEFT FROM A MOTOR VEHICLE,Haringey,200,100,0
VEHICLE OFFENCES,THEFT FROM A VEHICLE,Haringey,0,110,210
VEHICLE OFFENCES,THEFT OR TAKING OF A MOTOR VEHICLE,Haringey,90,40,0
VEHICLE OFFENCES,THEFT OR UNAUTH TAKING OF A MOTOR VEH,Haringey,0,50,95
"""


def test_old_and_new_category_names_are_added_up_and_never_switched() -> None:
    plan = plan_text(OLD_AND_NEW, borough="Haringey", indicators=MOPAC7)
    by_key: dict[str, list[float | None]] = defaultdict(list)
    for (key, _month), value in sorted(_planned(plan).items()):
        by_key[key].append(value)
    assert dict(by_key) == {
        "burglary": [110, 116, 117],
        "theft_from_person": [100, 110, 120],
        "theft_from_motor_vehicle": [200, 210, 210],
        "theft_of_motor_vehicle": [90, 90, 95],
    }
    first = min(plan.rows, key=lambda row: (row.indicator.code if row.indicator else "", row.row))
    assert "1 of 3 rows are empty here" in first.notes


def test_a_category_never_seen_before_is_not_left_out_of_burglary_silently() -> None:
    text = OLD_AND_NEW + "BURGLARY,BURGLARY OF A SHED BY DRONE,Haringey,1,2,3\n"
    plan = plan_text(text, borough="Haringey", indicators=MOPAC7)
    (problem,) = plan.problems
    assert problem.figures == 3
    assert "BURGLARY OF A SHED BY DRONE is new in this table" in problem.reason


def test_the_table_as_a_workbook_gives_the_same_figures(tmp_path: Path) -> None:
    with CUT.open(newline="", encoding="utf-8") as file:
        table = [[int(v) if v.isdigit() else v for v in row] for row in csv.reader(file)]
    path = make.xlsx(tmp_path / "mps.xlsx", [["Crime by borough"], [], *table])
    plan = read_plan(path, borough="Haringey", indicators=MOPAC7)
    assert _planned(plan) == _by_hand(CUT, "Haringey")


def test_the_recipe_names_its_publisher_and_licence() -> None:
    recipe = next(r for r in built_in() if r.name.startswith("Metropolitan"))
    assert recipe.publisher == "Metropolitan Police Service"
    assert recipe.licence == "Open Government Licence v3.0"
    assert {rule.target.key for rule in recipe.sums} == {kpi.key for kpi in MOPAC7}


def test_monthly_counts_with_a_column_per_offence_are_read_down() -> None:
    path = resource("sample", "haringey-mopac7-monthly.csv")
    with path.open(newline="", encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    plan = read_plan(path, borough="Haringey", indicators=MOPAC7)
    assert plan.counts.new == 7 * len(table)
    burglary = [r.value for r in plan.rows if r.indicator and r.indicator.code == "M1"]
    assert burglary == [float(row["Burglary"]) for row in table]
    unknown = set(table[0]) - {"month"} - {row.label for row in plan.changes}
    assert {row.label for row in plan.problems} == unknown != set()


def test_a_recipe_that_ships_is_not_kept_unless_somebody_decided_something() -> None:
    plan = plan_text(OLD_AND_NEW, borough="Haringey", indicators=MOPAC7)
    assert plan.recipe == {}
    text = OLD_AND_NEW + "BURGLARY,BURGLARY OF A SHED BY DRONE,Haringey,1,2,3\n"
    label = "BURGLARY – BURGLARY OF A SHED BY DRONE"
    chosen = Choices(names={label: 1})
    decided = plan_text(text, borough="Haringey", indicators=MOPAC7, choices=chosen)
    kept = json.loads(json.dumps(decided.recipe))
    assert kept["extends"] == "Metropolitan Police borough table"
    assert "sum" not in kept
    again = plan_text(text, borough="Haringey", indicators=MOPAC7, recipes=[kept])
    assert again.counts.rejected == 0
    assert _planned(again) == _planned(decided)
    assert _planned(again)["burglary", "202304"] == 120
