"""What a program that was killed in the middle of a commit leaves behind harms nothing."""

from __future__ import annotations

import json
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import pytest
from db_files import TODAY
from sqlalchemy import func, select

from db import backup
from db.errors import WorldError
from db.lock import Holder, born
from db.store import open_store, restore
from db.tables import OrganisationRow

NOW = datetime(2017, 2, 9, 10, 42)

# A large change with a small cache: pages reach the file before the commit, and then the end.
CUT_SHORT = """
import os, sqlite3, sys
file = sqlite3.connect(sys.argv[1], isolation_level=None)
file.execute("PRAGMA journal_mode=TRUNCATE")
file.execute("PRAGMA cache_size=2")
file.execute("BEGIN IMMEDIATE")
file.execute("UPDATE organisation SET name = hex(randomblob(40000))")
os._exit(9)
"""


@pytest.fixture
def cut(path: Path) -> Path:
    """A file with a commit cut short: its journal says what to take back."""
    subprocess.run([sys.executable, "-c", CUT_SHORT, str(path)], check=False)
    assert backup.journal_of(path).stat().st_size > 0
    return path


def names(path: Path) -> list[str]:
    store = open_store(path)
    with store.read() as session:
        found = list(session.scalars(select(OrganisationRow.name)))
    store.close()
    return found


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_a_commit_cut_short_is_taken_back_at_the_next_opening(
    made_once: Path, cut: Path, tmp_path: Path
) -> None:
    whole = Path(shutil.copy(made_once, tmp_path / "whole.cspdesk"))
    assert names(cut) == names(whole)
    assert dump(cut) == dump(whole)


def test_one_who_may_only_read_sees_it_whole_too(cut: Path) -> None:
    elsewhere = Holder("officer", "elsewhere", 1, "2017-02-09 09:00")
    cut.with_name(cut.name + ".lock").write_text(json.dumps(asdict(elsewhere)), encoding="utf-8")
    store = open_store(cut)
    assert isinstance(store.holder, Holder)
    with store.read() as session:
        longest = session.scalar(select(func.max(func.length(OrganisationRow.name))))
    store.close()
    assert longest is not None
    assert longest < 100


def test_a_restore_over_it_keeps_both_the_old_and_the_new(made_once: Path, cut: Path) -> None:
    snapshot = cut.with_name("from the memory stick.cspdesk")
    backup.snapshot(made_once, snapshot)
    before = names(made_once)
    kept = restore(cut, snapshot, now=NOW)
    assert kept is not None
    assert names(kept) == before
    assert names(cut) == before


def test_the_journal_of_a_damaged_file_never_reaches_the_restored_one(
    made_once: Path, cut: Path
) -> None:
    snapshot = cut.with_name("good.cspdesk")
    backup.snapshot(made_once, snapshot)
    cut.write_bytes(cut.read_bytes()[:20_000])
    kept = restore(cut, snapshot, now=NOW)
    assert kept is not None
    assert kept.exists()
    assert not backup.journal_of(cut).exists()
    assert names(cut) == names(made_once)


def test_what_a_killed_backup_left_does_not_stop_the_next_one(path: Path) -> None:
    target = path.with_name("copy.cspdesk")
    partial = target.with_name(target.name + ".partial")
    partial.write_bytes(b"half a file" * 1000)
    backup.journal_of(partial).write_bytes(b"half a journal")
    backup.snapshot(path, target)
    assert names(target) == names(path)
    assert not partial.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot make a folder unwritable so")
def test_an_old_snapshot_that_will_not_go_does_not_spoil_the_new_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(1, 12):
        backup.take_snapshot(path, "at close", NOW.replace(day=day))
    really = os.unlink

    def held_open(name: object, **more: object) -> None:
        if str(name).endswith(".cspdesk"):
            raise PermissionError(13, "held open")
        really(name, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "unlink", held_open)
    made = backup.take_snapshot(path, "at close", NOW.replace(month=3))
    assert made.exists()


def test_a_change_that_was_kept_is_not_taken_back(path: Path) -> None:
    store = open_store(path)
    with store.write(TODAY) as (work, step):
        work.all(select(OrganisationRow))[0].name = "Renamed"
        step.label = "Renamed"
    store.close()
    backup.recover(path)
    assert "Renamed" in names(path)


def test_recovering_a_file_that_cannot_be_opened_is_one_sentence(cut: Path) -> None:
    cut.unlink()
    with pytest.raises(WorldError, match="There is no file"):
        open_store(cut)


def left_by_this_number(path: Path, born_at: str) -> Holder:
    """A lock that bears the number of a process that runs: this one."""
    left = Holder("officer", platform.node(), os.getpid(), "2017-02-08 16:00", born_at)
    path.with_name(path.name + ".lock").write_text(json.dumps(asdict(left)), encoding="utf-8")
    return left


@pytest.mark.skipif(sys.platform == "darwin", reason="not told when a process started")
def test_after_a_power_cut_the_number_of_another_process_does_not_keep_the_officer_out(
    path: Path,
) -> None:
    left_by_this_number(path, "1")
    store = open_store(path)
    assert not store.read_only
    store.close()


def test_a_process_that_runs_keeps_its_lock(path: Path) -> None:
    left = left_by_this_number(path, born(os.getpid()))
    store = open_store(path)
    assert store.holder == left
    store.close()


def test_a_lock_of_an_older_program_is_respected_while_its_process_runs(path: Path) -> None:
    left_by_this_number(path, "")
    store = open_store(path)
    assert store.read_only
    store.close()
