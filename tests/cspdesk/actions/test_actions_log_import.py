"""An action log out of a spreadsheet: merged cells, missing owners, odd names, twice, undone."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from cspdesk.actions.log_columns import Holds, find_log, holds_of, log_rows
from cspdesk.actions.log_commands import ApplyLog
from cspdesk.actions.log_importing import (
    LogSettings,
    OpenedLog,
    log_context,
    open_log,
    open_pasted,
    plan_log,
)
from cspdesk.actions.log_plan import LogChoices, LogPlan, PlannedAction
from cspdesk.actions.log_planning import LogPlanner
from cspdesk.actions.queries import action, closed_actions, open_actions
from cspdesk.desk import Desk
from cspdesk.errors import Conflict, RuleBroken, WorldError
from cspdesk.kpis.imports import imports
from cspdesk.sheets.grid import SheetData
from db.vocabulary import ActionState, RowFate

TITLES = ["Ref", "Agreed action", "Lead", "Lead officer", "By when", "Status", "Update", "Colour"]
ROWS: list[list[Any]] = [
    ["Board of 24 November 2016"],
    ["9.01", "Share the ward profile", "Police", "Ch Insp O’Neill", datetime(2017, 3, 1), "Open",
     "Begun"],
    ["9.02", "Map the support", "Council", "Ms Şükrü", "end of March", "In progress", ""],
    ["9.03", "Brief panels on moped theft", "Met Police", "", "15/02/17", "Complete", "Briefed"],
    ["9.04", "Write to the health board", "", "", "asap", "Open", ""],
    ["9.05", "Buy it", "Homes for Haringey", "", "32/13/2017", "Open", ""],
    ["9.06", "Sell it", "London CRC", "", "01/11/2016", "Open", ""],
    [9.1, "Agree a joint protocol", "Fire Brigade / Council", "", "next meeting",
     "Superseded by 9.01", ""],
    [None, None, "CCG", None, None, None, "Health joined later"],
    ["9.11", "Tell everybody", "All", "", "", "Green", "Fine"],
    ["9.01", "Share it again", "Police", "", "", "", ""],
]  # fmt: skip
POLICE, COUNCIL = 2, 1


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> OpenedLog:
    book = Workbook()
    sheet = book.active
    sheet.title = "Log"
    for row in (["Action log"], [], TITLES, *ROWS):
        sheet.append(row)
    for cells in ("A1:H1", "A4:H4", "A11:A12", "B11:B12"):
        sheet.merge_cells(cells)
    book.create_sheet("Notes").append(["Nothing here"])
    path = tmp_path_factory.mktemp("log") / "Actions – O’Neill.xlsx"
    book.save(path)
    return open_log(path)


def planned(desk: Desk, opened: OpenedLog, **choices: Any) -> LogPlan:
    return plan_log(opened, desk.ask(log_context), LogSettings(choices=LogChoices(**choices)))


def rows(plan: LogPlan) -> dict[int, PlannedAction]:
    return {row.row: row for row in plan.rows}


def test_every_row_has_its_fate_before_anything_is_written(
    read_desk: Desk, opened: OpenedLog
) -> None:
    plan = planned(read_desk, opened)
    found = rows(plan)
    assert [found[row].fate for row in (5, 6, 11)] == [RowFate.NEW] * 3
    reasons = {row: one.reason for row, one in found.items() if one.fate is RowFate.REJECTED}
    assert reasons == {
        7: "“Met Police” is perhaps Police: confirm it",
        8: "Nobody owns it: say whose it is",
        9: "The due date “32/13/2017” cannot be read as a date",
        10: "Due Tue 1 Nov 2016, before the Board that agreed it, Thu 24 Nov 2016",
        13: "“All” is no partner here: say whose it is",
        14: "Row 5 has the reference 9.01 already",
    }
    assert "“end of March” is read as Fri 31 Mar 2017" in found[6].notes
    assert "Not used: H Colour." in plan.sentences
    assert "Not read: “Notes”." in plan.sentences


def test_names_merged_cells_and_headings_are_read(read_desk: Desk, opened: OpenedLog) -> None:
    found = rows(planned(read_desk, opened))
    first, joint = found[5].values, found[11].values
    assert first is not None
    assert joint is not None
    assert (first.lead, first.due_on, first.updates) == (
        "Ch Insp O’Neill", date(2017, 3, 1), ("Begun",),
    )  # fmt: skip
    assert first.agreed_at_id is not None  # the heading named the Board
    assert joint.ref == "9.10"  # which Excel had made a number
    assert joint.supporting == "Council, Haringey CCG"
    assert joint.updates == ("Health joined later",)
    assert joint.due_meeting_id is not None
    assert found[6].values is not None
    assert found[6].values.lead == "Ms Şükrü"


def test_what_is_decided_is_planned_and_applied_in_one_step(desk: Desk, opened: OpenedLog) -> None:
    plan = planned(desk, opened, owners={"Met Police": POLICE, "All": None}, rows={8: COUNCIL})
    before = desk.ask(log_context).known
    counts = plan.counts
    assert (counts[RowFate.NEW], counts[RowFate.REJECTED]) == (5, 4)
    assert rows(plan)[13].reason == "Left out, as you chose"
    desk.run(ApplyLog(plan))
    lines = {line.ref: line for line in desk.ask(open_actions).lines}
    assert lines["9.01"].lead == "Ch Insp O’Neill"
    assert lines["9.04"].organisation == "Council"
    closed = {line.ref: line for line in desk.ask(closed_actions, None, None)}
    assert (closed["9.03"].state, closed["9.03"].evidence) == (ActionState.DONE, "Briefed")
    assert closed["9.10"].successor == "9.01"
    desk.undo()
    assert desk.ask(log_context).known == before


def test_the_same_file_twice_changes_nothing(desk: Desk, opened: OpenedLog) -> None:
    owners = {"Met Police": POLICE}
    desk.run(ApplyLog(planned(desk, opened, owners=owners)))
    again = planned(desk, opened, owners=owners)
    assert not again.changes
    assert again.counts[RowFate.SAME] == 4
    with pytest.raises(RuleBroken, match=r"every action of .* is here"):
        desk.run(ApplyLog(again))


def test_a_log_that_moved_on_changes_what_is_here_and_says_how(desk: Desk) -> None:
    line = next(one for one in desk.ask(open_actions).lines if one.ref == "3.04")
    table = (
        "Ref,Action,Owner,Due,Status,Update\n"
        f'3.04,"{line.text}",,10/03/2017,Complete,All eight briefed\n'
    )
    plan = planned(desk, open_pasted(table))
    (row,) = plan.rows
    assert row.fate is RowFate.CHANGED
    assert [words for words, _old, _new in row.changes] == ["Due", "Status", "Update"]
    desk.run(ApplyLog(plan))
    card = desk.ask(action, line.id)
    assert card is not None
    assert card.line.state is ActionState.DONE
    assert card.line.lead == line.lead  # a blank cell leaves what is here
    assert line.due_on in card.due_before
    assert "All eight briefed" in [one.text for one in card.updates]


def test_a_reference_of_another_action_is_refused_with_its_words(read_desk: Desk) -> None:
    plan = planned(read_desk, open_pasted("Ref,Action,Owner\n3.04,Buy a boat,Police"))
    assert "3.04 is another action here: “" in plan.rows[0].reason


def test_without_references_the_next_ones_of_the_cycle_are_given(desk: Desk) -> None:
    plan = planned(desk, open_pasted("Action\tOwner\nBuy a boat\tPolice\nSail it\tCouncil"))
    desk.run(ApplyLog(plan))
    new = [line for line in desk.ask(open_actions).lines if line.text in ("Buy a boat", "Sail it")]
    assert len({line.ref for line in new}) == 2
    assert not planned(desk, open_pasted("Action\tOwner\nBuy a boat\tPolice")).changes


def test_a_blank_owner_under_another_is_perhaps_a_merged_cell(read_desk: Desk) -> None:
    """A pasted table does not tell; a workbook does, and there a blank owner is nobody."""
    opened = open_pasted("Action\tOwner\nBuy a boat\tPolice\nSail it\t\nMoor it\t\nSink it\tX")
    plan = planned(read_desk, opened)
    said = "Nobody is named: perhaps Police, as in the row above. Confirm it"
    assert [row.reason for row in plan.rows[1:3]] == [said, said]
    plan = planned(read_desk, opened, rows={3: COUNCIL})
    assert plan.rows[1].fate is RowFate.NEW
    assert "perhaps Council" in plan.rows[2].reason


def test_what_changed_meanwhile_stops_the_import(desk: Desk) -> None:
    pasted = open_pasted("Action\tOwner\nBuy a boat\tPolice")
    plan = planned(desk, pasted)
    desk.run(ApplyLog(planned(desk, open_pasted("Action\tOwner\nSail it\tPolice"))))
    with pytest.raises(Conflict, match="Read the file again"):
        desk.run(ApplyLog(plan))


def test_an_imported_log_is_not_listed_among_imported_figures(
    desk: Desk, opened: OpenedLog
) -> None:
    before = desk.ask(imports)
    desk.run(ApplyLog(planned(desk, opened)))
    assert desk.ask(imports) == before


@pytest.mark.parametrize("text", ["Name,Size\nA,1", "Action\nDo it", "just words"])
def test_a_sheet_without_an_action_log_is_refused_in_one_sentence(
    read_desk: Desk, text: str
) -> None:
    with pytest.raises(WorldError, match="has no action log"):
        planned(read_desk, open_pasted(text))


def test_columns_can_be_told(read_desk: Desk) -> None:
    opened = open_pasted("Thing\tWho\nBuy a boat\tPolice")
    settings = LogSettings(columns={0: Holds.TEXT})
    plan = plan_log(opened, read_desk.ask(log_context), settings)
    assert [row.fate for row in plan.rows] == [RowFate.NEW]


@pytest.mark.parametrize("name", ["hostile.xlsx", "empty.csv"])
def test_a_file_that_is_no_spreadsheet_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"PK\x03\x04 not a workbook" if name.endswith("xlsx") else b"")
    with pytest.raises(WorldError):
        open_log(path)


@pytest.mark.parametrize(
    ("title", "holds"),
    [
        ("Action No.", Holds.REF), ("#", Holds.REF), ("Action agreed", Holds.TEXT),
        ("Lead Agency", Holds.OWNER), ("By whom", Holds.OWNER), ("Lead officer", Holds.PERSON),
        ("Target Date", Holds.DUE), ("RAG status", Holds.STATE), ("Complete?", Holds.STATE),
        ("Updates / comments", Holds.UPDATE), ("Date raised", Holds.AGREED),
        ("Date completed", Holds.CLOSED), ("Theme", Holds.PRIORITY),
        ("Supporting partners", Holds.SUPPORTING), ("Favourite colour", None),
    ],
)  # fmt: skip
def test_columns_are_known_by_their_titles(title: str, holds: Holds | None) -> None:
    assert holds_of(title) is holds


CELLS = st.one_of(
    st.none(),
    st.text(max_size=25),
    st.floats(allow_nan=False),
    st.booleans(),
    st.dates(),
    st.sampled_from(["Police", "Duplicate of 3.04", "next meeting", "29 Feb 2017", "3.04", "–"]),
)


@settings(max_examples=40)
@given(
    st.lists(st.lists(CELLS, min_size=7, max_size=7), max_size=8),
    st.lists(st.tuples(*[st.integers(0, 9)] * 4), max_size=3),
)
def test_whatever_stands_in_the_rows_each_has_one_fate_and_a_reason(
    read_desk: Desk, cells: list[list[Any]], merged: list[tuple[int, int, int, int]]
) -> None:
    titles: list[Any] = ["Ref", "Action", "Owner", "Due", "Status", "Update", "Closed on"]
    spans = tuple((min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in merged)
    sheet = SheetData("Log", [titles, *cells], merged=spans)
    layout = find_log(sheet)
    assert layout.is_log
    planner = LogPlanner(read_desk.ask(log_context), LogChoices())
    for row in planner.plan(log_rows(sheet, layout)):
        assert (row.values is None) is (row.fate is RowFate.REJECTED)
        assert row.result or row.fate in (RowFate.NEW, RowFate.SAME)
        assert 2 <= row.row <= len(cells) + 1
