"""Undo and redo put row images back, outlive a restart and never overwrite later work."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from db_files import TODAY, organisation
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from db.errors import Conflict
from db.history import forget_old
from db.store import Store, create_store, open_store
from db.tables import AuditRow, GroupRow, OrganisationRow, SeatRow
from db.vocabulary import GroupKind, Origin


def snapshot(store: Store) -> list[tuple[object, ...]]:
    with store.read() as session:
        return [
            (row.id, row.code, row.name, row.email, row.sector)
            for row in session.scalars(select(OrganisationRow).order_by(OrganisationRow.id))
        ]


def rename(store: Store, key: int, name: str) -> None:
    with store.write(TODAY) as (work, step):
        work.get(OrganisationRow, key).name = name
        step.label = f"Renamed {key} to {name}"


def test_undo_names_the_step_and_redo_does_it_again(store: Store) -> None:
    before = snapshot(store)
    rename(store, 1, "Police")
    after = snapshot(store)
    undone = store.undo(TODAY)
    assert undone is not None
    assert undone.label == "Undo Renamed 1 to Police"
    assert undone.origin is Origin.UNDO
    assert snapshot(store) == before
    redone = store.redo(TODAY)
    assert redone is not None
    assert redone.label == "Redo Renamed 1 to Police"
    assert snapshot(store) == after


def test_undo_works_after_a_restart(path: Path) -> None:
    first = open_store(path)
    before = snapshot(first)
    rename(first, 1, "Police")
    first.close()
    second = open_store(path)
    second.undo(TODAY)
    assert snapshot(second) == before
    second.close()


def test_a_new_step_makes_the_undone_ones_unreachable(store: Store) -> None:
    rename(store, 1, "A")
    store.undo(TODAY)
    rename(store, 1, "B")
    assert store.redo(TODAY) is None


def test_a_row_changed_since_is_a_conflict_and_stays_as_it_is(store: Store) -> None:
    rename(store, 1, "A")
    # Someone else's work that this stack knows nothing of.
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE organisation SET name='Later' WHERE id=1")
    with pytest.raises(Conflict, match="changed again"):
        store.undo(TODAY)
    assert snapshot(store)[0][2] == "Later"


def test_a_step_that_left_the_house_says_so(store: Store) -> None:
    with store.write(TODAY) as (work, step):
        work.get(OrganisationRow, 1).name = "Issued"
        work.fixed = "It has left the house."
        step.label = "Issued board pack"
    with pytest.raises(Conflict, match="“Issued board pack” cannot be undone"):
        store.undo(TODAY)


def test_parents_and_children_deleted_together_come_back_together(store: Store) -> None:
    with store.write(TODAY) as (work, _step):
        board = work.add(GroupRow(name="Board", short_name="Board", kind=GroupKind.BOARD))
        seat = work.add(SeatRow(group_id=board.id, organisation_id=1, role="Commander"))
    with store.write(TODAY) as (work, step):
        work.delete(work.get(SeatRow, seat.id))
        work.delete(work.get(GroupRow, board.id))
        step.label = "Deleted the Board"
    store.undo(TODAY)
    with store.read() as session:
        found = session.get(SeatRow, seat.id)
        assert found is not None
        assert found.group_id == board.id
    store.redo(TODAY)
    with store.read() as session:
        assert session.get(GroupRow, board.id) is None


def test_versions_only_rise(store: Store) -> None:
    versions = []
    rename(store, 1, "A")
    for step in (store.undo, store.redo, store.undo):
        step(TODAY)
        with store.read() as session:
            row = session.get(OrganisationRow, 1)
            assert row is not None
            versions.append(row.version)
    assert versions == sorted(set(versions))


def test_undo_is_audited_too(store: Store) -> None:
    rename(store, 1, "A")
    store.undo(TODAY)
    with store.read() as session:
        last = session.scalars(select(AuditRow).order_by(AuditRow.id.desc())).first()
        assert last is not None
        assert last.origin is Origin.UNDO


def test_forgotten_steps_cannot_be_undone(store: Store) -> None:
    rename(store, 1, "A")
    with store.write(TODAY) as (work, _step):
        forget_old(work, keep=0)
    assert store.undo(TODAY) is None


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("walk") / "bare.cspdesk"
    store = create_store(path)
    store.changed = False
    store.close()
    return path


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.sampled_from(["add", "delete", "rename", "undo", "redo"]), st.integers(1, 6)),
        max_size=14,
    )
)
def test_any_walk_of_steps_can_be_undone_to_the_start_and_redone_to_the_end(
    bare: Path, walk: list[tuple[str, int]]
) -> None:
    path = bare.with_name("walk.cspdesk")
    shutil.copy(bare, path)
    store = open_store(path)
    for what, key in walk:
        _step(store, what, key)
    end = snapshot(store)
    steps = 0
    while store.undo(TODAY) is not None:
        steps += 1
    assert snapshot(store) == []
    for _ in range(steps):
        store.redo(TODAY)
    assert snapshot(store) == end
    store.changed = False
    store.close()


def _step(store: Store, what: str, key: int) -> None:
    if what in ("undo", "redo"):
        getattr(store, what)(TODAY)
        return
    with store.write(TODAY) as (work, step):
        step.label = f"{what} {key}"
        row = work.session.get(OrganisationRow, key)
        if what == "add":
            work.add(organisation(f"N{key}"))
        elif row is not None and what == "delete":
            work.delete(row)
        elif row is not None:
            row.name += "!"
