"""Opening, refusing, locking, upgrading, backing up and restoring a partnership's file."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import stat
import subprocess
import sys
import textwrap
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from db_files import TODAY, organisation
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from db import backup, upgrade
from db.engine import APPLICATION_ID, open_engine
from db.errors import WorldError
from db.store import Store, create_store, open_store, restore
from db.tables import Base, HistoryRow, OrganisationRow

NOW = datetime(2017, 2, 9, 10, 42)


def count(store: Store) -> int:
    with store.read() as session:
        return session.scalar(select(func.count(OrganisationRow.id))) or 0


# -- refusing what is not a good file ---------------------------------------------------------


def not_sqlite(path: Path) -> None:
    path.write_text("Dear Police, please find attached", encoding="utf-8")


def other_sqlite(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE other (a)")
        connection.commit()


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version=99")


def half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (not_sqlite, "not a CSP Desk file"),
        (other_sqlite, "not a CSP Desk file"),
        (newer, "newer CSP Desk"),
        (half, "damaged"),
        (empty, "is empty"),
        (folder, "is a folder"),
        (Path.unlink, "There is no file"),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence_and_left_as_it_is(
    path: Path, spoil: object, sentence: str
) -> None:
    spoil(path)  # type: ignore[operator]
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(WorldError, match=sentence):
        open_store(path)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert not path.with_name(path.name + ".lock").exists()


@pytest.mark.parametrize("seed", range(12))
def test_flipped_bytes_never_end_in_a_traceback(path: Path, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(path.read_bytes())
    for _ in range(40):
        content[chance.randrange(len(content))] ^= 0xFF
    path.write_bytes(content)
    try:
        store = open_store(path)
    except WorldError:
        return
    try:
        count(store)
    except WorldError:
        pass
    finally:
        store.changed = False
        store.close()


def test_a_damaged_file_offers_its_newest_good_snapshot(path: Path) -> None:
    backup.take_snapshot(path, "by hand", NOW)
    half(path)
    with pytest.raises(WorldError, match="Restore the snapshot “O’Neill 50% #1 2017-02-09 104200"):
        open_store(path)


def test_creating_over_a_file_is_refused(path: Path) -> None:
    with pytest.raises(WorldError, match="exists already"):
        create_store(path)


def test_creating_in_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorldError, match="no folder"):
        create_store(tmp_path / "gone" / "x.cspdesk")


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere"
)
def test_a_folder_that_cannot_be_written_is_said(path: Path) -> None:
    path.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with pytest.raises(WorldError, match="cannot be written"):
            create_store(path.with_name("new.cspdesk"))
        store = open_store(path)
        assert store.read_only
        with pytest.raises(WorldError, match="can only be read here"), store.write(TODAY):
            pass
        store.close()
    finally:
        path.parent.chmod(stat.S_IRWXU)


# -- one writer -------------------------------------------------------------------------------


def test_the_second_opener_may_only_read_and_is_told_who_has_it(path: Path, store: Store) -> None:
    second = open_store(path)
    assert second.read_only
    assert store.lock is not None
    assert second.holder == store.lock.holder
    assert count(second) == 3
    with pytest.raises(WorldError, match="open elsewhere"), second.write(TODAY):
        pass
    second.close()
    assert not store.read_only


def test_a_lock_left_by_a_crash_is_replaced(path: Path) -> None:
    code = textwrap.dedent(f"""
        import os, sys
        sys.path.insert(0, {str(Path(__file__).parents[2])!r})
        from pathlib import Path
        from db.store import open_store
        open_store(Path({str(path)!r}))
        os._exit(9)
    """)
    subprocess.run([sys.executable, "-c", code], check=False)
    assert path.with_name(path.name + ".lock").exists()
    store = open_store(path)
    assert not store.read_only
    store.close()


def test_another_computers_lock_is_respected(path: Path) -> None:
    lock = path.with_name(path.name + ".lock")
    holder = {"user": "CSP officer", "host": "elsewhere", "process": 1, "since": "2017-02-09 09:00"}
    lock.write_text(json.dumps(holder), encoding="utf-8")
    store = open_store(path)
    assert store.read_only
    assert str(store.holder) == "CSP officer on elsewhere since 2017-02-09 09:00"
    store.close()
    assert lock.exists()


def test_a_torn_lock_file_does_not_lock_the_officer_out(path: Path) -> None:
    path.with_name(path.name + ".lock").write_text("{", encoding="utf-8")
    store = open_store(path)
    assert not store.read_only
    store.close()


# -- pragmas ----------------------------------------------------------------------------------


def test_every_connection_has_the_pragmas_it_must_have(store: Store) -> None:
    with store.read() as session:
        connection = session.connection()
        answers = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("foreign_keys", "journal_mode", "synchronous", "trusted_schema")
        }
    assert answers == {
        "foreign_keys": 1,
        "journal_mode": "truncate",
        "synchronous": 2,
        "trusted_schema": 0,
    }


def test_a_failed_transaction_takes_its_tables_back_too(path: Path) -> None:
    engine = open_engine(path)
    with pytest.raises(ZeroDivisionError), engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE half_made (a)")
        raise ZeroDivisionError
    with engine.connect() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars().all()
    assert "half_made" not in names


# -- migrations -------------------------------------------------------------------------------


def test_the_schema_number_is_that_of_the_newest_migration() -> None:
    from alembic.script import ScriptDirectory

    config = upgrade.alembic_config(connection=None)  # type: ignore[arg-type]
    heads = ScriptDirectory.from_config(config).get_heads()
    assert [int(head) for head in heads] == [upgrade.SCHEMA]


def test_the_migrated_schema_is_the_one_the_tables_describe(path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with open_engine(path).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": _same_type})
        assert compare_metadata(context, Base.metadata) == []


def _same_type(
    _context: object, _inspected: object, _meta: object, found: object, wanted: object
) -> bool:
    # Words are stored as text of at most 32 characters; SQLite reports just that.
    return type(found).__name__ not in ("VARCHAR",) and None


def test_an_older_file_is_backed_up_and_brought_to_today(
    path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _add_a_second_migration(tmp_path, monkeypatch)
    store = open_store(path, now=NOW)
    assert count(store) == 3
    with store.read() as session:
        columns = session.connection().exec_driver_sql("PRAGMA table_info(organisation)").all()
    assert "nickname" in {column[1] for column in columns}
    store.close()
    kept = [file.name for _taken, file in backup.snapshots(path)]
    assert any("before upgrade from version 1" in name for name in kept)
    assert upgrade.schema_of(path) == 2


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _add_a_second_migration(tmp_path, monkeypatch, then="raise ZeroDivisionError")
    before = path.read_bytes()
    with pytest.raises(ZeroDivisionError):
        open_store(path, now=NOW)
    assert path.read_bytes() == before
    assert not path.with_name(path.name + ".lock").exists()


def test_a_migration_that_loses_rows_is_taken_back(
    path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _add_a_second_migration(tmp_path, monkeypatch, then="op.execute('DELETE FROM organisation')")
    with pytest.raises(WorldError, match="lost rows of organisation"):
        open_store(path, now=NOW)
    monkeypatch.undo()
    store = open_store(path)
    assert count(store) == 3
    store.close()


def _add_a_second_migration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, then: str = "pass"
) -> None:
    import shutil

    folder = tmp_path / "migrations"
    shutil.copytree(upgrade._MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "0002_nickname.py").write_text(
        textwrap.dedent(f"""
        import sqlalchemy as sa
        from alembic import op
        revision, down_revision, branch_labels, depends_on = "0002", "0001", None, None
        def upgrade():
            with op.batch_alter_table("organisation") as table:
                table.add_column(sa.Column("nickname", sa.Text(), nullable=True))
            {then}
        """),
        encoding="utf-8",
    )
    monkeypatch.setattr(upgrade, "_MIGRATIONS", folder)
    monkeypatch.setattr(upgrade, "SCHEMA", 2)


# -- snapshots --------------------------------------------------------------------------------


def test_a_snapshot_is_taken_at_close_only_when_something_changed(path: Path) -> None:
    quiet = open_store(path)
    count(quiet)
    quiet.close()
    assert backup.snapshots(path) == ()
    busy = open_store(path)
    with busy.write(TODAY) as (work, _step):
        work.add(organisation("NPS"))
    busy.close(NOW)
    (taken, file), *rest = backup.snapshots(path)
    assert taken == NOW
    assert rest == []
    copy = open_store(file)
    assert count(copy) == 4
    copy.close()


def test_a_snapshot_of_a_damaged_file_does_not_replace_a_good_one(path: Path) -> None:
    target = path.with_name("copy.cspdesk")
    backup.snapshot(path, target)
    good = target.read_bytes()
    half(path)
    with pytest.raises(WorldError):
        backup.snapshot(path, target)
    assert target.read_bytes() == good
    assert list(path.parent.glob("*.partial")) == []


def test_restore_keeps_the_present_state_and_brings_the_old_one_back(path: Path) -> None:
    old = backup.take_snapshot(path, "by hand", NOW)
    store = open_store(path)
    with store.write(TODAY) as (work, _step):
        work.add(organisation("NPS"))
    store.changed = False
    store.close()
    kept = restore(path, old, now=NOW + timedelta(minutes=1))
    restored = open_store(path)
    assert count(restored) == 3
    restored.close()
    assert kept is not None
    present = open_store(kept)
    assert count(present) == 4
    present.close()


def test_restore_moves_a_damaged_file_aside_instead_of_losing_it(path: Path) -> None:
    old = backup.take_snapshot(path, "by hand", NOW)
    half(path)
    torn = path.read_bytes()
    kept = restore(path, old, now=NOW)
    assert kept is not None
    assert kept.read_bytes() == torn
    store = open_store(path)
    assert count(store) == 3
    store.close()


def test_thinning_keeps_seven_days_eight_weeks_and_two_years() -> None:
    every_day = [datetime(2017, 2, 9, 17) - timedelta(days=n) for n in range(1200)]
    kept = sorted(backup.kept(every_day), reverse=True)
    assert kept[:7] == every_day[:7]
    assert len(kept) <= 7 + 8 + 24
    assert kept[-1] <= datetime(2015, 4, 1)


@given(st.lists(st.datetimes(datetime(2010, 1, 1), datetime(2030, 1, 1)), max_size=60))
def test_thinning_always_keeps_the_newest_and_is_stable(taken: list[datetime]) -> None:
    kept = backup.kept(taken)
    assert kept <= set(taken)
    if taken:
        assert max(taken) in kept
    assert backup.kept(kept) == kept


# -- killed in the middle ---------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_a_killed_process_loses_no_acknowledged_step_and_leaves_none_half_done(
    path: Path, seed: int
) -> None:
    code = textwrap.dedent(f"""
        import sys
        sys.path.insert(0, {str(Path(__file__).parents[2])!r})
        from datetime import date
        from pathlib import Path
        from db.store import open_store
        from db.tables import OrganisationRow
        from db.vocabulary import Sector
        store = open_store(Path({str(path)!r}))
        n = 0
        while True:
            with store.write(date(2017, 2, 9)) as (work, step):
                for half in "ab":
                    work.add(OrganisationRow(
                        code=f"K{{n}}{{half}}", name="k", short_name="k", sector=Sector.FIRE))
                step.label = f"step {{n}}"
            print(n, flush=True)
            n += 1
    """)
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        for _ in range(random.Random(seed).randrange(1, 40)):
            acknowledged = int(process.stdout.readline())
        process.kill()
    store = open_store(path)
    with store.read() as session:
        codes = set(
            session.scalars(select(OrganisationRow.code).where(OrganisationRow.name == "k"))
        )
        steps = session.query(HistoryRow).filter(HistoryRow.label.like("step %")).count()
    store.close()
    assert {f"K{n}{half}" for n in range(acknowledged + 1) for half in "ab"} <= codes
    assert len(codes) == 2 * steps


def test_the_file_says_it_is_ours(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
