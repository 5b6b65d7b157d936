"""Membership lists as officers have them: read with a word on every oddity, planned, applied."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from cspdesk.desk import Desk
from cspdesk.errors import Conflict, RuleBroken, WorldError
from cspdesk.people.commands import AddOrganisation, EditOrganisation
from cspdesk.people.days import day_of
from cspdesk.people.member_cells import (
    address_in,
    from_day,
    is_vacant_word,
    people_in,
    phone_in,
    sector_of,
    yes_in,
)
from cspdesk.people.member_columns import Part, part_of
from cspdesk.people.member_commands import ApplyMembership
from cspdesk.people.member_plan import MembershipPlan, PlannedMember, plan_members
from cspdesk.people.member_queries import known_people, members_of_text, read_members
from cspdesk.people.member_rows import Member, MemberList
from cspdesk.people.member_state import Known, KnownGroup, key_of
from cspdesk.people.queries import groups, organisations
from cspdesk.people.seat_queries import people, seats_view
from cspdesk.people.seat_records import SeatCard
from db.vocabulary import AppointmentKind, GroupKind, RowFate, Sector

NEW, SAME, CHANGED, REJECTED = RowFate.NEW, RowFate.SAME, RowFate.CHANGED, RowFate.REJECTED


# ---- cells --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Cllr A. Bell (Chair)", [("Cllr A. Bell", True, False, "")]),
        ("Cllr A. Bell – Co-Chair", [("Cllr A. Bell", True, False, "")]),
        ("Şükrü Demir", [("Şükrü Demir", False, False, "")]),
        ("B. O'Neill (Fire and Rescue)", [("B. O'Neill", False, False, "Fire and Rescue")]),
        ("A. Bell and B. Demir", [("A. Bell", False, False, ""), ("B. Demir", False, False, "")]),
        ("A. Bell / B. Demir (deputy)",
         [("A. Bell", False, False, ""), ("B. Demir", False, True, "")]),
        ("A. Bell\nB. Demir", [("A. Bell", False, False, ""), ("B. Demir", False, False, "")]),
        ("Alexandra Anderson", [("Alexandra Anderson", False, False, "")]),
        ("", []),
    ],
)  # fmt: skip
def test_a_name_cell_is_read_for_who_is_in_it(
    cell: str, names: list[tuple[str, bool, bool, str]]
) -> None:
    found = [(one.name, one.chair, one.substitute, one.remark) for one in people_in(cell)]
    assert found == names


@pytest.mark.parametrize(
    "cell", ["Vacant", "VACANT (from May)", "vacancy", "TBC", "tba", "To be confirmed", "-", "N/A"]
)
def test_a_cell_that_says_nobody_is_vacant(cell: str) -> None:
    assert is_vacant_word(cell)


@pytest.mark.parametrize("cell", ["Vacanti", "A. Tbcson", "None-Smith", "Nora"])
def test_a_name_is_not_taken_for_a_vacancy(cell: str) -> None:
    assert not is_vacant_word(cell)


@given(st.text(max_size=40))
def test_no_cell_breaks_the_reader(text: str) -> None:
    for one in people_in(text):
        assert one.name == one.name.strip()
    is_vacant_word(text)
    address_in(text)
    sector_of(text)
    part_of(text)
    assert day_of(text) is None or isinstance(day_of(text), date)
    assert key_of(key_of(text)) == key_of(text)


def test_cells_that_are_odd_are_told() -> None:
    assert address_in("mailto:a@b.example") == ("a@b.example", "")
    assert address_in("A Bell <a@b.example>; c@d.example")[0] == "a@b.example"
    assert "2 addresses" in address_in("a@b.example, c@d.example")[1]
    assert address_in("ask the office") == (
        "",
        "“ask the office” is no e-mail address and is left out",
    )
    assert phone_in(7700900123) == ("07700900123", "the 0 before the phone number is put back")
    assert phone_in("020 7946 0000") == ("020 7946 0000", "")
    assert from_day(42736) == (date(2017, 1, 1), "")
    assert from_day("1 Apr 2016") == (date(2016, 4, 1), "")
    assert from_day("spring") == (None, "“spring” is no day and is left out")
    assert yes_in("Y") == (True, "")
    assert yes_in("No") == (False, "")
    assert yes_in(None) == (None, "")
    assert yes_in("perhaps")[1] == "“perhaps” is neither yes nor no"
    assert key_of("O'Neill") == key_of("O’NEILL")


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("Organisation name", Part.ORGANISATION), ("Partner agency", Part.ORGANISATION),
        ("Job title", Part.TITLE), ("E-mail address", Part.EMAIL), ("Tel.", Part.PHONE),
        ("Named deputy", Part.SUBSTITUTE), ("Member since", Part.FROM), ("Surname", Part.LAST),
        ("Statutory?", Part.STATUTORY), ("Board member", Part.NAME), ("Seat", Part.ROLE),
        ("Favourite colour", None),
    ],
)  # fmt: skip
def test_a_title_tells_what_its_column_is(title: str, part: Part | None) -> None:
    assert part_of(title) is part


@pytest.mark.parametrize(
    ("name", "sector"),
    [
        ("Tottenham Traders’ Association", Sector.BUSINESS),
        ("Northumberland Park Community School", Sector.EDUCATION),
        ("North Middlesex University Hospital NHS Trust", Sector.HEALTH),
        ("Victim Support", Sector.JUSTICE),
        ("housing", Sector.HOUSING),
        ("Acme", None),
    ],
)
def test_a_sector_is_told_by_the_name_or_not_at_all(name: str, sector: Sector | None) -> None:
    assert sector_of(name) is sector


# ---- lists --------------------------------------------------------------------------------------


_NEW: dict[str, int | None] = {"Tottenham Traders’ Association": None, "Acme": None}


def board_id(desk: Desk) -> int:
    return next(one.id for one in desk.ask(groups) if one.kind is GroupKind.BOARD)


def plan(desk: Desk, source: MemberList, **choices: int | None) -> MembershipPlan:
    """With the names ticked as new that the lists of these tests use, unless told otherwise."""
    return plan_members(source, desk.ask(known_people), board_id(desk), choices or _NEW)


def planned(desk: Desk, text: str) -> list[PlannedMember]:
    return list(plan(desk, members_of_text(text)).rows)


def card(desk: Desk, role: str) -> SeatCard:
    return next(one for one in desk.ask(seats_view).cards if one.seat.role == role)


HEAD = "Organisation\tSeat\tName\tJob title\tE-mail\tPhone\tFrom\tStatutory\n"


_MESSY = """\
Haringey CSP: membership at January 2017

Organisation|Seat|Name|Job title|Email|Phone|From|Statutory
Haringey Council|Cabinet Member for Communities|Cllr A. Bell (Chair)|Member|mailto:a@b.example|||Y
|Director of Public Health|Şükrü Demir|Director|not known||spring|
London Fire Brigade|Borough Fire Commander|B. O'Neill|Commander||||yes
Homes for Haringey|Head of Neighbourhoods|C. Clark and D. Dunn|||||N
Bridge Renewal Trust|Community Engagement Lead|vacant|||||
Tottenham Traders’ Association|Business seat|E. Evans|Chair||||
Metropolitan Police Harringey|Borough Commander|F. Frost|||||
London Fire Brigade|Borough Fire Commander|B. O’Neill|||||
Acme|Observer|G. Green|||||
* Statutory members are those of section 5.
"""


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    """A list as they come: titles over it, merged cells, notes under it, everything by hand."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Members"
    for line in _MESSY.splitlines():
        sheet.append([cell.strip() or None for cell in line.split("|")])
    sheet["F4"], sheet["G4"] = 7700900123, date(2016, 5, 20)
    sheet.merge_cells("A4:A5")
    sheet.merge_cells("A1:H1")
    book.create_sheet("Old list").append(["nothing"])
    path = tmp_path / "Mitgliederliste Şükrü.xlsx"
    book.save(path)
    return path


def test_a_messy_list_is_read_whole_and_told_row_by_row(desk: Desk, messy: Path) -> None:
    source = read_members(messy)
    assert any("not read: “Old list”" in words for words in source.sentences)
    found = plan(desk, source)
    fates = {row.row: (row.fate, row.words) for row in found.rows}
    assert fates[4][0] is NEW
    assert fates[5][0] is NEW, "the merged cell above names the organisation"
    assert fates[6][0] is NEW
    assert fates[7] == (REJECTED, "C. Clark and D. Dunn are in one cell: a seat has one holder. "
                        "Give each a row.")  # fmt: skip
    assert fates[8] == (CHANGED, "Community Engagement Lead: becomes vacant")
    assert fates[9] == (NEW, "New holder; new organisation, sector Business, the seat was vacant")
    assert "looks like Metropolitan Police, Haringey" in fates[10][1]
    assert fates[11] == (REJECTED, "The same as row 6.")
    assert "nothing tells its sector" in fates[12][1]
    assert fates[13] == (REJECTED, "Only one cell is filled: a heading or a note.")
    assert len(found.rows) == 10
    assert found.sentence == "10 rows: 4 new, 1 changed, 5 rejected."
    notes = {row.row: row.member.notes for row in found.rows}
    assert notes[4] == ("the 0 before the phone number is put back",)
    assert len(notes[5]) == 2


def _standing(desk: Desk) -> list[object]:
    """Who sits where, less the count of changes that undoing adds to."""
    cards = desk.ask(seats_view).cards
    return [
        *(one.name for one in desk.ask(organisations)),
        *((one.seat.role, one.seat.organisation, one.seat.vacant, one.terms) for one in cards),
    ]


def test_it_is_written_as_shown_in_one_step_and_undone_as_one(desk: Desk, messy: Path) -> None:
    found = plan(desk, read_members(messy))
    before = _standing(desk)
    done = desk.run(ApplyMembership(found))
    assert done.label == f"Imported 5 rows from {messy.name}"
    cabinet = card(desk, "Cabinet Member for Communities")
    assert cabinet.holder is not None
    assert cabinet.holder.person.name == "Cllr A. Bell"
    assert cabinet.holder.person.phone == "07700900123"
    assert cabinet.holder.from_on == date(2016, 5, 20)
    assert card(desk, "Community Engagement Lead").is_vacant
    traders = card(desk, "Business seat")
    assert (traders.seat.organisation, traders.sector) == (
        "Tottenham Traders’ Association", Sector.BUSINESS,
    )  # fmt: skip
    assert not traders.is_vacant
    assert {one.code for one in desk.ask(organisations)} >= {"TTA", "LFB"}
    desk.undo()
    assert _standing(desk) == before
    assert desk.ask(people) == ()


def test_the_same_file_twice_changes_nothing(desk: Desk, messy: Path) -> None:
    source = read_members(messy)
    desk.run(ApplyMembership(plan(desk, source)))
    again = plan(desk, source)
    assert {row.fate for row in again.rows} == {SAME, REJECTED}
    with pytest.raises(RuleBroken, match="Nothing to import"):
        desk.run(ApplyMembership(again))


def test_what_changed_since_the_plan_stops_it(desk: Desk) -> None:
    found = plan(desk, members_of_text(HEAD + "LFB\tBorough Fire Commander\tA. Bell"))
    fire = next(one for one in desk.ask(organisations) if one.code == "LFB")
    desk.run(EditOrganisation(fire.id, fire.version, code="FIRE", name="Fire", short_name="Fire"))
    with pytest.raises(Conflict, match="since this plan was made"):
        desk.run(ApplyMembership(found))
    assert desk.ask(people) == ()


def test_a_new_holder_takes_over_from_the_day_the_list_gives(desk: Desk) -> None:
    old = HEAD + "LFB\tBorough Fire Commander\tA. Bell\t\ta@fire.example\t\t1 Apr 2016"
    desk.run(ApplyMembership(plan(desk, members_of_text(old))))
    assert planned(desk, old)[0].fate is SAME
    (row,) = planned(desk, HEAD + "LFB\tBorough Fire Commander\tB. Demir\t\t\t\t1/1/2017")
    assert row.words == "Borough Fire Commander: A. Bell → B. Demir from 1 January 2017"
    (row,) = planned(desk, HEAD + "LFB\tBorough Fire Commander\tB. Demir")
    assert row.words.endswith("from 9 February 2017, as the list gives no day")
    desk.run(ApplyMembership(plan(desk, members_of_text(
        HEAD + "LFB\tBorough Fire Commander\tB. Demir\t\t\t\t1/1/2017"))))  # fmt: skip
    found = card(desk, "Borough Fire Commander")
    assert [one.term.words for one in found.terms] == [
        "since 1 January 2017", "1 April 2016 to 31 December 2016",
    ]  # fmt: skip
    (row,) = planned(desk, HEAD + "LFB\tBorough Fire Commander\tC. Clark\t\t\t\t1 May 2016")
    assert row.fate in (CHANGED, REJECTED)
    (row,) = planned(desk, HEAD + "LFB\tBorough Fire Commander\tC. Clark\t\t\t\t1 Jan 2017")
    assert row.fate is REJECTED
    assert "B. Demir holds the seat of Borough Fire Commander" in row.words


def test_details_that_changed_are_told_from_what_to_what(desk: Desk) -> None:
    text = HEAD + "LFB\tBorough Fire Commander\tA. Bell\tCommander\ta@fire.example\t020 7946 0000"
    desk.run(ApplyMembership(plan(desk, members_of_text(text))))
    text = HEAD + "LFB\tBorough Fire Commander\tA. Bell\tAssistant Chief\t\t020 7946 0001\t\tno"
    (row,) = planned(desk, text)
    assert row.changes == (
        "not statutory", "title Commander → Assistant Chief", "phone 020 7946 0000 → 020 7946 0001",
    )  # fmt: skip
    desk.run(ApplyMembership(plan(desk, members_of_text(text))))
    holder = card(desk, "Borough Fire Commander").holder
    assert holder is not None
    assert (holder.person.title, holder.person.email) == ("Assistant Chief", "a@fire.example")


def test_substitutes_come_with_their_seat_and_groups_by_their_heading(desk: Desk) -> None:
    text = (
        "Organisation\tName\tJob title\tNamed substitute\n"
        "Tottenham Traders’ Association\tA. Bell\tChair\tB. Demir\n"
        "Executive\t\t\t\n"
        "Homes for Haringey\tC. Clark\tHead of Neighbourhoods\tD. Dunn (deputy)\n"
    )
    found = plan(desk, members_of_text(text))
    assert [(row.fate, row.member.kind) for row in found.rows] == [
        (NEW, AppointmentKind.HOLDER), (NEW, AppointmentKind.SUBSTITUTE),
        (REJECTED, AppointmentKind.HOLDER),
        (NEW, AppointmentKind.HOLDER), (NEW, AppointmentKind.SUBSTITUTE),
    ]  # fmt: skip
    desk.run(ApplyMembership(found))
    made = [one for one in desk.ask(seats_view).cards if one.seat.role == "Chair"]
    assert [one.seat.group for one in made] == ["Board"]
    assert [one.person.name for one in made[0].substitutes] == ["B. Demir"]
    executive = next(
        one
        for one in desk.ask(seats_view).cards
        if one.seat.group == "Executive" and one.seat.role == "Head of Neighbourhoods"
    )
    assert executive.holder is not None
    assert [one.person.name for one in executive.substitutes] == ["D. Dunn"]
    assert {row.fate for row in plan(desk, members_of_text(text)).rows} == {SAME, REJECTED}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("LFB\tBorough Fire Commander\tA. Bell\nLFB\tBorough Fire Commander\tB. Demir",
         "Row 2 gives the seat of Borough Fire Commander a holder already"),
        ("\tBorough Fire Commander\tA. Bell", "No organisation is named."),
        ("Organisation\tSeat\tName\tJob title\tE-mail\tPhone\tFrom\tStatutory",
         "The heading again."),
        ("LFB\tBorough Fire Commander\tA. Bell\t\t\t\t\tY\nLFB\tStation\tB. Demir\t\t\t\t\tn",
         "Row 2 says otherwise of the statutory duty."),
        ("LFB\tBorough Fire Commander\tA. Bell\tChief\nLFB\tStation\tA. Bell\tDriver",
         "Row 2 says otherwise of the title."),
        ("LFB\tStation\tA. Bell\t\ta@b.example\nCRC\tOffice\tB. Demir\t\ta@b.example",
         "Row 2 says otherwise of whose address it is."),
        ("LFB\tStation\tA. Bell / A. Bell (deputy)",
         "A. Bell cannot substitute on a seat and hold it too."),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_used_says_why(desk: Desk, row: str, words: str) -> None:
    assert planned(desk, HEAD + row)[-1].words.startswith(words)


def test_a_seat_that_is_not_named_is_asked_for_where_there_are_several(desk: Desk) -> None:
    head = "Organisation\tName\tUntil\n"
    (row,) = planned(desk, head + "Haringey Council\tA. Bell")
    assert row.words.startswith("Council has several seats (Cabinet Member for Communities,")
    (row,) = planned(desk, head + "London Fire Brigade\tA. Bell")
    assert (row.words, row.role) == ("New holder", "Borough Fire Commander")
    (row,) = planned(desk, head + "London Fire Brigade\tA. Bell\t31 Mar 2016")
    assert row.words == "A. Bell left on 31 March 2016."


def test_what_is_no_list_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(WorldError, match="no row that names the columns"):
        members_of_text("one\ttwo\n3\t4")
    with pytest.raises(WorldError, match="nothing to paste"):
        members_of_text("  ")
    broken = tmp_path / "list.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    with pytest.raises(WorldError):
        read_members(broken)


CELLS = st.sampled_from(
    ["", "LFB", "Police", "Traders’ Association", "A. Bell", "Ş. O’Neill (Chair)", "vacant",
     "B. Demir / C. Clark (sub)", "Borough Commander", "Head of X", "x@y.example", "soon", "=1+1"]
)  # fmt: skip


_BOARD = KnownGroup(1, "Board", "Board", GroupKind.BOARD)
_EMPTY = Known(date(2017, 2, 9), (), (_BOARD,), (), ())


@settings(max_examples=20)
@given(st.lists(st.lists(CELLS, min_size=3, max_size=5), max_size=8))
def test_whatever_a_list_holds_every_row_has_a_fate(rows: list[list[str]]) -> None:
    text = "Organisation\tName\tSeat\tE-mail\tFrom\n" + "\n".join("\t".join(row) for row in rows)
    source = members_of_text(text + "\nLFB\tA. Bell\tSeat")
    found = plan_members(source, _EMPTY, 1)
    assert len(found.rows) == len(source.members)
    assert all(row.words for row in found.rows)
    filled = sum(any(cell for cell in row) for row in rows) + 1
    assert len({row.row for row in found.rows}) == filled, "no row is dropped"


def test_a_group_column_must_name_a_group(desk: Desk) -> None:
    text = "Organisation\tName\tGroup\nLFB\tA. Bell\tParish council"
    (row,) = planned(desk, text)
    assert row.words == "No group here is called “Parish council”."
    desk.run(AddOrganisation("ACM", "Acme", "Acme", Sector.COMMUNITY))
    (row,) = planned(desk, "Organisation\tName\tGroup\nAcme\tA. Bell\tPMG")
    assert row.fate is NEW
    assert isinstance(row.member, Member)


# ---- which organisation -------------------------------------------------------------------------

_MET = HEAD + "Met Police\tBorough Commander\tSiobhán O'Neill (Supt)\t\tnot known\t\t\t\n"


def test_a_name_that_is_only_alike_is_asked_about_and_never_made_new(desk: Desk) -> None:
    known = {one.code: one.id for one in desk.ask(organisations)}
    (asked,) = planned(desk, _MET)
    assert asked.fate is REJECTED
    assert "looks like Metropolitan Police, Haringey" in asked.words
    assert (asked.asks, asked.suggestions[0]) == (True, known["MPS"])
    met = {"Met Police": known["MPS"]}
    chosen = plan_members(members_of_text(_MET), desk.ask(known_people), board_id(desk), met)
    desk.run(ApplyMembership(chosen))
    assert {one.code: one.id for one in desk.ask(organisations)} == known
    assert "“Met Police” is Metropolitan Police, Haringey" in chosen.rows[0].notes


def test_a_name_like_no_other_is_made_only_when_it_is_said_to_be_new(desk: Desk) -> None:
    text = HEAD + "Noel Park Chamber of Trade\tBusiness seat\tC. Clark\n"
    (asked,) = planned(desk, text)
    assert (asked.fate, asked.asks) == (REJECTED, True)
    new = {"Noel Park Chamber of Trade": None}
    made = plan_members(members_of_text(text), desk.ask(known_people), board_id(desk), new)
    assert made.rows[0].fate is NEW


def test_a_rank_after_a_name_is_the_title_and_a_bad_address_is_said(desk: Desk) -> None:
    text = _MET.replace("Met Police", "MPS")
    source = members_of_text(text)
    found = plan(desk, source)
    assert found.rows[0].notes == (
        "“not known” is no e-mail address and is left out", "“Supt” is kept as the title",
    )  # fmt: skip
    desk.run(ApplyMembership(found))
    assert next(one.title for one in desk.ask(people)) == "Supt"
    again = plan(desk, source)
    assert [row.fate for row in again.rows] == [SAME]
    assert not any("Supt" in words for words in again.rows[0].notes)
