"""The blank preset, and what the loader refuses."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from cspdesk.errors import RuleBroken
from cspdesk.presets.load import load_preset, preset_names
from cspdesk.presets.records import DataFault, Loader, read_toml
from cspdesk.presets.sample import load_sample
from db.store import Store, create_store
from db.tables import (
    FrameworkRow,
    GroupRow,
    IndicatorRow,
    OrganisationRow,
    PartnershipRow,
    PriorityRow,
    StandingItemRow,
    ThemeRow,
)
from db.vocabulary import GroupKind

TODAY = date(2017, 2, 9)


@pytest.fixture
def empty(tmp_path: Path) -> Any:
    store = create_store(tmp_path / "new.cspdesk")
    yield store
    store.close()


def start(store: Store, preset: str, **wishes: str) -> None:
    with store.write(TODAY) as (work, step):
        load_preset(work, preset, **wishes)
        step.label = "Started"


def test_the_blank_preset_is_offered_first() -> None:
    assert preset_names() == ("blank", "haringey")


def test_a_blank_partnership_has_a_name_groups_and_standing_items_and_nothing_else(
    empty: Store,
) -> None:
    start(empty, "blank", partnership_name="Barnet Safer Communities", borough="Barnet")
    with empty.read() as session:
        partnership = session.scalars(select(PartnershipRow)).one()
        assert (partnership.name, partnership.borough) == ("Barnet Safer Communities", "Barnet")
        assert partnership.sample_as_at is None
        assert session.scalars(select(FrameworkRow)).one().ends_on is None
        groups = session.scalars(select(GroupRow).order_by(GroupRow.position))
        assert [row.kind for row in groups] == [
            GroupKind.BOARD,
            GroupKind.EXECUTIVE,
            GroupKind.PMG,
        ]
        assert session.scalars(select(StandingItemRow)).first() is not None
        for kind in (PriorityRow, ThemeRow, IndicatorRow, OrganisationRow):
            assert session.scalars(select(kind)).first() is None


def test_a_given_name_replaces_the_presets_and_an_empty_one_does_not(empty: Store) -> None:
    start(empty, "haringey", partnership_name="Safer Haringey", borough="")
    with empty.read() as session:
        partnership = session.scalars(select(PartnershipRow)).one()
        assert (partnership.name, partnership.borough) == ("Safer Haringey", "Haringey")


def test_an_unknown_preset_is_refused_with_the_names_there_are(empty: Store) -> None:
    with pytest.raises(RuleBroken, match="choose blank, haringey") as caught:
        start(empty, "../haringey")
    assert caught.value.field == "preset"


def test_a_second_preset_is_refused_and_changes_nothing(empty: Store) -> None:
    start(empty, "blank")
    with pytest.raises(RuleBroken, match="already holds a partnership"):
        start(empty, "haringey")
    with empty.read() as session:
        assert session.scalars(select(PartnershipRow)).one().borough == ""
        assert session.scalars(select(IndicatorRow)).first() is None


def test_a_preset_is_one_step_that_names_the_partnership(empty: Store) -> None:
    with empty.write(TODAY) as (work, step):
        load_preset(work, "haringey")
        load_sample(work)
        step.label = "Started"
        first = work.session.scalars(select(PartnershipRow)).one().id
    assert step.changes is not None
    assert step.changes.created == first
    assert {row.op for row in step.changes.rows} == {"insert"}


# What a person's slip in a data file says


def loader(empty: Store, fault: Any) -> None:
    with empty.write(TODAY) as (work, _step):
        found = Loader(work, place="groups.toml")
        fault(found)


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"nmae": "Board"}, "groups.toml: partnership_group has no field nmae."),
        ({"id": 7}, "groups.toml: partnership_group has no field id."),
        ({"parent": "Cabinet"}, "groups.toml: there is no partnership_group “Cabinet”."),
        ({"kind": "committee"}, "groups.toml: “committee” cannot be partnership_group.kind."),
        ({"position": "first"}, "groups.toml: “first” cannot be partnership_group.position."),
        (
            {"next_meets_on": "9 February"},
            "groups.toml: “9 February” cannot be partnership_group.next_meets_on.",
        ),
    ],
)
def test_a_slip_in_a_data_file_is_said_with_its_place(
    empty: Store, record: dict[str, Any], said: str
) -> None:
    with pytest.raises(DataFault) as caught:
        loader(empty, lambda found: found.put(GroupRow, [record]))
    assert caught.value.message == said


def test_a_code_that_stands_twice_is_refused(empty: Store) -> None:
    group = {"name": "Board", "short_name": "Board", "kind": "board"}
    with pytest.raises(DataFault, match="Board stands twice among partnership_group"):
        loader(empty, lambda found: found.put(GroupRow, [group, group], ["Board", "Board"]))


@pytest.mark.parametrize(
    ("text", "said"), [(None, "the file is missing"), ("[framework", "it cannot be read")]
)
def test_a_missing_or_broken_data_file_is_named(
    tmp_path: Path, text: str | None, said: str
) -> None:
    path = tmp_path / "framework.toml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(DataFault, match=f"framework.toml: {said}"):
        read_toml(path)
