"""What a few words find: every kind of record, accents and all, the best match first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.desk import Desk
from cspdesk.finding.queries import TABLES, everything
from cspdesk.finding.rules import LONGEST, Entry, Kind, entry, found, plain, rank, shortened
from cspdesk.people.group_commands import AddGroup
from cspdesk.people.person_commands import AddPerson
from db.tables import Base
from db.vocabulary import GroupKind


def an_entry(title: str, detail: str = "", kind: Kind = Kind.ITEM, key: int = 1) -> Entry:
    return entry(kind, key, title, detail, ("agenda", f"item:{key}"))


def names(entries: list[Entry], query: str) -> list[str]:
    return [one.title for group in found(entries, query) for one in group.entries]


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("Şükrü Öztürk", "sukru ozturk"),
        ("Zoë O’Neill-Łukasz", "zoe o neill lukasz"),
        ("STRASSE straße", "strasse strasse"),
        ("3.13 Traders’ seat", "3.13 traders  seat"),
        ("İstanbul, ılık", "istanbul  ilik"),
    ],
)
def test_case_accents_and_punctuation_do_not_count(text: str, compared: str) -> None:
    assert plain(text) == compared


@pytest.mark.parametrize(
    ("title", "detail", "query", "expected"),
    [
        ("M4 Theft of vehicles", "", "m4", 0),
        ("M4 Theft of vehicles", "", "M4 theft", 0),
        ("Noel Park project", "", "noel pa", 1),
        ("Noel Park project", "", "park pro", 2),
        ("Noel Park project", "", "ark", 3),
        ("Noel Park project", "Police, Thu 9 Feb", "police noel", 4),
        ("Noel Park project", "Police", "olice", 5),
        ("Noel Park project", "Police", "fire", None),
        ("Noel Park project", "Police", "n", 1),
        ("Noel Park project", "Police", "p", None),
    ],
)
def test_the_title_counts_more_than_what_stands_beside_it(
    title: str, detail: str, query: str, expected: int | None
) -> None:
    assert rank(an_entry(title, detail), plain(query).split()) == expected


def test_the_kind_with_the_best_match_comes_first_and_the_rest_is_counted() -> None:
    entries = [an_entry(f"Brief the panels {n}", key=n) for n in range(1, 8)]
    entries.append(an_entry("Panels", kind=Kind.DUTY))
    first, second = found(entries, "panels")
    assert (first.kind, second.kind) == (Kind.DUTY, Kind.ITEM)
    assert [one.id for one in second.entries] == [1, 2, 3, 4, 5], "in the order given"
    assert second.more == 2


def test_nothing_is_found_by_nothing() -> None:
    assert found([an_entry("Panels")], "  ,; ") == ()


@given(st.text(max_size=40), st.text(max_size=60))
def test_an_entry_is_always_found_by_the_whole_of_its_title(title: str, other: str) -> None:
    entries = [an_entry(other, key=1), an_entry(title, key=2)]
    groups = found(entries, title)
    if len(plain(title).split()) and len(plain(title).strip()) > 1:
        assert 2 in [one.id for group in groups for one in group.entries]


@given(st.text(max_size=300))
def test_a_long_title_is_one_line_of_a_bounded_length(text: str) -> None:
    line = shortened(text)
    assert len(line) <= LONGEST + 1
    assert "\n" not in line


# -- on a file --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "kind", "title", "way"),
    [
        (
            "3.13",
            Kind.ACTION,
            "3.13 Approach traders’ associations for the business seat",
            "action",
        ),
        ("m4", Kind.INDICATOR, "M4 Theft of vehicles", "indicator"),
        ("moped joint", Kind.ITEM, "Moped theft and robbery: joint plan", "item"),
        ("cuckooing", Kind.BUSINESS, "Cuckooing: a protocol for vulnerable tenants", "inbox"),
        ("drainpipe", Kind.VOICE, "I chain it to the drainpipe. They took the drainpipe.", "voice"),
        ("fire brigade", Kind.ORGANISATION, "London Fire Brigade", "organisation"),
        ("adults safeguarding", Kind.GROUP, "Adults Safeguarding Board", "board"),
        ("ward panels", Kind.GROUP, "Police ward panels", "group"),
        ("23 feb 2017", Kind.MEETING, "Board, Thu 23 Feb 2017", "agenda"),
        ("youth justice plan", Kind.DUTY, "Youth justice plan", "duty"),
        ("employers offering", Kind.ACTION, "3.05 List employers offering work", "action"),
    ],
)
def test_every_kind_of_record_is_found_by_its_words(
    read_desk: Desk, query: str, kind: Kind, title: str, way: str
) -> None:
    held = read_desk.ask(everything)
    groups = found([one for mine in held.values() for one in mine], query)
    group = next(group for group in groups if group.kind is kind)
    assert group.entries[0].title.startswith(title)
    assert group.entries[0].target.partition(":")[0] == way


def test_an_entry_of_a_meeting_knows_its_cycle(read_desk: Desk) -> None:
    held = read_desk.ask(everything, [Kind.ITEM, Kind.MEETING])
    assert set(held) == {Kind.ITEM, Kind.MEETING}
    police = next(one for one in held[Kind.ITEM] if one.title == "Police update")
    assert (police.cycle_id, police.detail) == (1, "Item 4, Thu 7 Jul 2016")
    assert [one.cycle_id for one in held[Kind.MEETING]][:2] == [5, 4], "the latest first"


def test_a_person_is_found_without_typing_the_accents_and_leads_to_the_organisation(
    desk: Desk,
) -> None:
    desk.run(AddPerson("Şükrü Öztürk", "Superintendent", organisation_id=2))
    (one,) = desk.ask(everything, [Kind.PERSON])[Kind.PERSON]
    assert names([one], "sukru") == ["Şükrü Öztürk"]
    assert (one.page, one.target, one.detail) == (
        "people",
        "organisation:2",
        "Superintendent, Police",
    )


def test_the_kinds_of_a_table_that_changed_are_known() -> None:
    tables = set(Base.metadata.tables)
    assert {table for named in TABLES.values() for table in named} <= tables
    assert set(TABLES) == set(Kind) - {Kind.SCREEN}


def test_a_new_group_is_found_by_its_short_name(desk: Desk) -> None:
    desk.run(AddGroup("Hate Crime Delivery Group", "HCDG", GroupKind.SUB_GROUP))
    held = desk.ask(everything, [Kind.GROUP])[Kind.GROUP]
    assert names(list(held), "hcdg") == ["Hate Crime Delivery Group"]
