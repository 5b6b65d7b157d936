"""Organisations, groups and seats: who is a partner, who reports to whom, what is vacant."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.desk import Desk
from cspdesk.errors import Conflict, RuleBroken
from cspdesk.people.commands import (
    AddGovernanceBody,
    AddGroup,
    AddOrganisation,
    AddSeat,
    EditGovernanceBody,
    EditGroup,
    EditOrganisation,
    EditSeat,
    RemoveSeat,
)
from cspdesk.people.queries import (
    GroupLine,
    OrganisationLine,
    SeatLine,
    governance_bodies,
    groups,
    organisations,
    partners,
    seats,
    vacant_seats,
)
from cspdesk.people.rules import Partner, folded, is_under, partners_named, tree_order
from db.vocabulary import GroupKind, Sector

POLICE = Partner(1, "MPS", "Metropolitan Police, Haringey", "Police")
COUNCIL = Partner(2, "LBH", "Haringey Council", "Council")
CCG = Partner(3, "CCG", "Haringey Clinical Commissioning Group", "Haringey CCG")
PROBATION = Partner(4, "NPS", "National Probation Service", "Probation (NPS)")
DRUGS = Partner(5, "DAT", "Drug and Alcohol Team", "Drug and Alcohol")
ALL = (POLICE, COUNCIL, CCG, PROBATION, DRUGS)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Police", {1}),
        ("  police ", {1}),
        ("MPS", {1}),
        ("Metropolitan Police, Haringey", {1}),
        ("Haringey CCG (health)", {3}),
        ("Probation", {4}),
        ("Probation (NPS)", {4}),
        ("Police and Council", {1, 2}),
        ("Police, Council & CCG", {1, 2, 3}),
        ("Police / Drug and Alcohol", {1}),
        ("Drug and Alcohol", {5}),
        ("All partners", set()),
        ("", set()),
        ("()", set()),
    ],
)
def test_a_text_names_the_partners_it_names(text: str, ids: set[int]) -> None:
    assert partners_named(text, ALL) == ids


def test_apostrophes_and_case_do_not_hide_a_partner() -> None:
    assert folded("Children’s  BOARD") == folded("children's board")


def test_a_group_stands_under_its_parents_and_a_ring_ends() -> None:
    parents = {1: None, 2: 1, 3: 2, 4: None, 8: 9, 9: 8}
    assert is_under(3, 1, parents)
    assert is_under(3, 3, parents)
    assert not is_under(1, 3, parents)
    assert not is_under(8, 1, parents), "a ring is walked once"


@given(st.dictionaries(st.integers(1, 9), st.one_of(st.none(), st.integers(1, 3)), max_size=9))
def test_every_group_that_hangs_on_the_top_is_drawn_once(parents: dict[int, int | None]) -> None:
    # A parent with a lower number rules rings out, as the commands do.
    honest = {key: parent if parent and parent < key else None for key, parent in parents.items()}
    drawn = tree_order(honest)
    assert sorted(key for key, _depth in drawn) == sorted(honest)
    depths = dict(drawn)
    for key, parent in honest.items():
        assert depths[key] == (depths[parent] + 1 if parent in honest else 0)


def police(desk: Desk) -> OrganisationLine:
    return next(line for line in desk.ask(organisations) if line.code == "MPS")


def group(desk: Desk, short_name: str) -> GroupLine:
    return next(line for line in desk.ask(groups) if line.short_name == short_name)


def seat(desk: Desk, role: str) -> SeatLine:
    return next(line for line in desk.ask(seats) if line.role == role)


def test_the_partners_are_the_organisations_with_a_seat_on_the_board(read_desk: Desk) -> None:
    found = read_desk.ask(partners)
    assert len(found) == 8
    assert [one.short_name for one in found][:2] == ["Council", "Police"]
    assert {one.code for one in found if one.co_chair} == {"LBH", "MPS"}
    assert {one.code for one in found if one.key_partner} == {"LBH", "MPS", "LFB", "NPS", "CCG"}


def test_organisations_come_with_channels_bodies_and_seats(read_desk: Desk) -> None:
    line = police(read_desk)
    assert line.channels[0] == "Ward panels"
    assert [body.name for body in line.bodies] == ["Borough Senior Leadership Team"]
    assert line.seats == 5
    assert line.statutory
    assert len(read_desk.ask(governance_bodies)) == 8


def test_groups_stand_under_the_group_they_report_to(read_desk: Desk) -> None:
    found = read_desk.ask(groups)
    depths = {line.short_name: line.depth for line in found}
    assert (depths["Board"], depths["Executive"], depths["PMG"]) == (0, 1, 2)
    place = {line.id: n for n, line in enumerate(found)}
    assert all(place[line.parent_id] < n for n, line in enumerate(found) if line.parent_id)
    board = group(read_desk, "Board")
    assert (len(board.seats), board.vacant) == (14, 2)
    assert len(read_desk.ask(groups, GroupKind.PARALLEL_BOARD)) == 4


def test_a_vacant_seat_is_filled_and_emptied(desk: Desk) -> None:
    empty = seat(desk, "Business seat")
    desk.run(EditSeat(empty.id, empty.version, organisation_id=police(desk).id))
    assert not seat(desk, "Business seat").vacant
    assert [line.role for line in desk.ask(vacant_seats)] == ["Schools seat"]
    taken = seat(desk, "Business seat")
    desk.run(EditSeat(taken.id, taken.version, organisation_id=None))
    assert seat(desk, "Business seat").vacant
    with pytest.raises(RuleBroken, match="is vacant"):
        desk.run(EditSeat(taken.id, taken.version + 1, vacant=False))


def test_a_seat_that_is_held_for_someone_may_be_vacant(desk: Desk) -> None:
    """The organisation is known and nobody sits there: it is no partner for this seat alone."""
    crc = seat(desk, "Area Manager")
    desk.run(EditSeat(crc.id, crc.version, vacant=True))
    assert "London CRC" not in [one.short_name for one in desk.ask(partners)]
    assert "Area Manager" in [line.role for line in desk.ask(vacant_seats)]


def test_a_seat_is_added_and_removed(desk: Desk) -> None:
    board = group(desk, "Board").id
    done = desk.run(AddSeat(board, "Youth Council", None))
    assert done.label == "Added a seat on Board, Youth Council"
    new = seat(desk, "Youth Council")
    assert new.vacant
    desk.run(RemoveSeat(new.id, new.version))
    with pytest.raises(Conflict):
        desk.run(RemoveSeat(new.id, new.version))
    with pytest.raises(RuleBroken, match="as a role"):
        desk.run(AddSeat(board, " "))
    with pytest.raises(Conflict):
        desk.run(AddSeat(board, "Traders", 999))


def test_an_organisation_is_added_last_and_its_code_is_its_own(desk: Desk) -> None:
    desk.run(AddOrganisation("TTA", "Tottenham Traders’ Association", "Traders", Sector.BUSINESS))
    assert desk.ask(organisations)[-1].name == "Tottenham Traders’ Association"
    with pytest.raises(RuleBroken, match="has the code mps") as broken:
        desk.run(AddOrganisation("mps", "Another", "Another", Sector.POLICE))
    assert broken.value.field == "code"
    line = police(desk)
    desk.run(EditOrganisation(line.id, line.version, code="mps"))
    assert desk.ask(organisations)[1].code == "mps"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"code": " "}, "code"),
        ({"name": ""}, "name"),
        ({"short_name": "\t"}, "short_name"),
        ({"email": "nobody"}, "email"),
        ({"email": "no body@police.example"}, "email"),
        ({"email": "@police.example"}, "email"),
    ],
)
def test_an_organisation_that_cannot_be_is_refused(
    desk: Desk, fields: dict[str, Any], field: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        desk.run(EditOrganisation(police(desk).id, police(desk).version, **fields))
    assert broken.value.field == field


def test_a_group_cannot_report_to_itself_or_to_what_reports_to_it(desk: Desk) -> None:
    executive, pmg = group(desk, "Executive"), group(desk, "PMG")
    with pytest.raises(RuleBroken, match="cannot report to itself") as broken:
        desk.run(EditGroup(executive.id, executive.version, parent_id=executive.id))
    assert broken.value.field == "parent_id"
    with pytest.raises(RuleBroken, match="PMG reports to Executive: not both ways"):
        desk.run(EditGroup(executive.id, executive.version, parent_id=pmg.id))
    board = group(desk, "Board")
    assert desk.run(EditGroup(pmg.id, pmg.version, parent_id=board.id)).label == (
        "Changed the place in the structure of PMG"
    )


def test_there_is_one_board_one_executive_and_one_pmg(desk: Desk) -> None:
    with pytest.raises(RuleBroken, match="is the Board already") as broken:
        desk.run(AddGroup("Second Board", "Second", GroupKind.BOARD))
    assert broken.value.field == "kind"
    hwb = group(desk, "HWB")
    with pytest.raises(RuleBroken, match="is the PMG already"):
        desk.run(EditGroup(hwb.id, hwb.version, kind=GroupKind.PMG))
    desk.run(AddGroup("Hate Crime Group", "Hate crime", GroupKind.SUB_GROUP))


def test_a_governance_body_is_added_and_its_next_meeting_kept(desk: Desk) -> None:
    done = desk.run(AddGovernanceBody(police(desk).id, "Ward panel chairs"))
    body = next(one for one in desk.ask(governance_bodies) if one.id == done.created)
    desk.run(EditGovernanceBody(body.id, body.version, next_meets_on=date(2017, 4, 4)))
    assert police(desk).bodies[-1].next_meets_on == date(2017, 4, 4)
    with pytest.raises(RuleBroken):
        desk.run(EditGovernanceBody(body.id, body.version + 1, name=" "))
