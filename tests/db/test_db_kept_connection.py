"""The connection that is kept open between transactions."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from db_files import TODAY, organisation
from sqlalchemy import event, insert, select

from db.engine import open_engine, reading
from db.errors import WorldError
from db.store import Store, create_store
from db.tables import OrganisationRow
from db.unit_of_work import BulkRefused
from db.vocabulary import Sector


def codes(store: Store) -> list[str]:
    with store.read() as session:
        return list(session.scalars(select(OrganisationRow.code).order_by(OrganisationRow.id)))


def add(store: Store, code: str) -> None:
    with store.write(TODAY) as (work, step):
        work.add(organisation(code))
        step.label = f"Added {code}"


def test_questions_and_steps_share_one_connection(store: Store) -> None:
    made: list[object] = []
    event.listen(store.engine, "connect", lambda connection, _record: made.append(connection))
    before = codes(store)
    add(store, "NHS")
    assert codes(store) == [*before, "NHS"]
    assert len(made) <= 1


def test_what_another_connection_writes_is_seen(store: Store) -> None:
    before = codes(store)
    other = Store(store.path, open_engine(store.path), store.lock)
    add(other, "NHS")
    assert codes(store) == [*before, "NHS"]


def test_another_file_put_in_its_place_is_the_one_that_is_read(
    store: Store, tmp_path: Path
) -> None:
    before = codes(store)
    copy = tmp_path / "copy.cspdesk"
    shutil.copy(store.path, copy)
    add(store, "NHS")
    copy.replace(store.path)
    assert codes(store) == before


def test_a_file_that_was_deleted_is_not_made_anew(store: Store) -> None:
    codes(store)
    store.path.unlink()
    with pytest.raises(WorldError, match="could not be opened"):
        codes(store)
    assert not store.path.exists()


def test_nothing_is_open_after_closing(tmp_path: Path) -> None:
    store = create_store(tmp_path / "plan.cspdesk")
    codes(store)
    pool = store.engine.pool
    assert pool.checkedin() == 1  # type: ignore[attr-defined]
    store.close()
    assert pool.checkedin() == 0  # type: ignore[attr-defined]


def test_a_failed_step_leaves_no_permission_for_bulk_statements(store: Store) -> None:
    with (
        pytest.raises(RuntimeError, match="half way"),
        store.write(TODAY) as (work, _step),
    ):
        work.session.connection().info["flushing"] = True  # as within a flush that fails
        raise RuntimeError("half way")
    values = {"code": "X", "name": "X", "short_name": "X", "sector": Sector.FIRE}
    with pytest.raises(BulkRefused), store.write(TODAY) as (work, _step):
        work.session.execute(insert(OrganisationRow).values(**values))


def test_each_pragma_is_in_force_on_a_kept_connection(store: Store) -> None:
    for _time in range(2):
        with reading(store.engine) as connection:
            pragma = connection.exec_driver_sql
            assert pragma("PRAGMA synchronous").scalar() == 2
            assert pragma("PRAGMA foreign_keys").scalar() == 1
            assert pragma("PRAGMA journal_mode").scalar() == "truncate"
