"""A partnership's file, open: lock, checks, upgrade, engine. The one way in and out.

Opening: lock → is it ours → not newer → pages good → backup and migrate if older → engine.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from db import backup, history
from db.changes import ChangeSet
from db.engine import open_engine, reading, world_errors
from db.errors import Damaged, WorldError
from db.lock import FileLock, FolderClosed, Holder, held, take
from db.unit_of_work import Step, UnitOfWork, unit_of_work
from db.upgrade import SCHEMA, create_schema, refuse_newer, schema_of, upgrade


@dataclass
class Store:
    """An open file. `holder` is who has it open when we may only read."""

    path: Path
    engine: Engine
    lock: FileLock | None
    holder: Holder | None = None
    changed: bool = field(default=False)

    @property
    def read_only(self) -> bool:
        return self.lock is None

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session on one moment of the file; what it changes is thrown away."""
        with (
            world_errors(),
            reading(self.engine) as connection,
            Session(connection, autoflush=False) as session,
        ):
            yield session

    @contextmanager
    def write(self, today: date) -> Iterator[tuple[UnitOfWork, Step]]:
        """One user action. Raises WorldError when the file is open for reading only."""
        self._refuse_reader()
        with unit_of_work(self.engine, today=today) as (work, step):
            yield work, step
        self.changed = True

    def undo(self, today: date) -> ChangeSet | None:
        self._refuse_reader()
        self.changed = True
        return history.undo(self.engine, today=today)

    def redo(self, today: date) -> ChangeSet | None:
        self._refuse_reader()
        self.changed = True
        return history.redo(self.engine, today=today)

    def close(self, now: datetime | None = None) -> None:
        """Let go of the file; a snapshot is taken first when anything changed.

        A snapshot that fails does not stop the closing: the file itself is whole.
        """
        try:
            if self.changed and self.lock is not None:
                backup.take_snapshot(self.path, "at close", now or datetime.now())
        finally:
            self.engine.dispose()
            if self.lock is not None:
                self.lock.release()
                self.lock = None

    def _refuse_reader(self) -> None:
        if self.lock is None:
            if self.holder is None:
                raise WorldError(
                    f"{self.path.name} can only be read here.",
                    "Copy it to a folder where you may write, and open it there.",
                )
            raise WorldError(
                f"{self.path.name} is open elsewhere ({self.holder}), so nothing can be changed "
                "here.",
                "Close it there and open it again.",
            )


def open_store(path: Path, *, now: datetime | None = None) -> Store:
    """Open an existing file; for reading only where it is open elsewhere or may not be written.

    Raises WorldError in one sentence; nothing changed then.
    """
    refuse_bad(path)
    if not os.access(path, os.W_OK):
        return _for_reading(path)
    try:
        lock = take(path)
    except FolderClosed:
        return _for_reading(path)
    if isinstance(lock, Holder):
        return _for_reading(path, lock)
    try:
        upgrade(path, now=now or datetime.now())
        return Store(path, open_engine(path, kept=True), lock)
    except BaseException:
        lock.release()
        raise


def _for_reading(path: Path, holder: Holder | None = None) -> Store:
    if schema_of(path) < SCHEMA:
        raise WorldError(
            f"{path.name} was made by an older CSP Desk and cannot be brought up to date here.",
            "Copy it to a folder where you may write, and open it there.",
        )
    return Store(path, open_engine(path, read_only=True, kept=True), None, holder)


def create_filled(path: Path, fill: Callable[[Store], object]) -> Store:
    """Make a new file whole or not at all: filled under another name, then moved into place.

    Raises WorldError when one is there or the folder cannot be written, and whatever `fill` raises.
    """
    lock = _lock_new(path)
    partial = path.with_name(path.name + ".partial")
    try:
        # What a killed one left.
        discard(partial)
        store = create_store(partial)
        try:
            fill(store)
        finally:
            store.changed = False
            store.close()
        partial.rename(path)
    finally:
        discard(partial)
        lock.release()
    made = open_store(path)
    made.changed = True
    return made


def create_store(path: Path) -> Store:
    """Make a new file. Raises WorldError when one is there or the folder cannot be written."""
    lock = _lock_new(path)
    try:
        create_schema(path)
        return Store(path, open_engine(path, kept=True), lock, changed=True)
    except BaseException:
        discard(path)
        lock.release()
        raise


def _lock_new(path: Path) -> FileLock:
    """The lock of a file that is not there yet."""
    if path.exists():
        raise WorldError(f"{path.name} exists already.", "Choose another name.")
    if not path.parent.is_dir():
        raise WorldError(f"There is no folder {path.parent}.", "Choose a folder that exists.")
    lock = take(path)
    if isinstance(lock, Holder):
        raise WorldError(f"{path.name} is being made by {lock}.")
    return lock


def discard(path: Path) -> None:
    """Remove a file that could not be finished, with SQLite's journal."""
    for name in (path.name, path.name + "-journal"):
        path.with_name(name).unlink(missing_ok=True)


def restore(path: Path, snapshot: Path, *, now: datetime) -> Path | None:
    """Put a snapshot in the file's place. The present file is kept as a snapshot first.

    Returns where the present state was kept (None when there was no file). Raises WorldError.
    """
    _refuse_missing(snapshot)
    with world_errors():
        backup.recover(snapshot)
    refuse_newer(snapshot, schema_of(snapshot))
    backup.check_pages(snapshot)
    if path.exists() and path.samefile(snapshot):
        raise WorldError(f"{path.name} is the file itself.", "Choose a snapshot of it.")
    lock = take(path)
    if isinstance(lock, Holder):
        raise WorldError(f"{path.name} is open elsewhere ({lock}).", "Close it there first.")
    try:
        kept = _keep_present(path, now, spare=snapshot)
        backup.snapshot(snapshot, path)
    finally:
        lock.release()
    return kept


def back_up_to(path: Path, target: Path, *, now: datetime) -> Path:
    """A checked copy where the officer wants it; in a folder it gets a dated name.

    Raises WorldError rather than replace anything but an earlier copy that nobody has open.
    """
    refuse_bad(path)
    if target.is_dir():
        target /= f"{path.stem} {now:%Y-%m-%d %H%M%S}{path.suffix}"
    if target.exists():
        _refuse_no_copy(path, target)
    return backup.snapshot(path, target)


def _refuse_no_copy(path: Path, target: Path) -> None:
    other = "Choose another name."
    if not target.is_file() or target.samefile(path):
        raise WorldError(f"{target.name} cannot be its own backup.", other)
    try:
        schema_of(target)
    except WorldError as error:
        raise WorldError(f"{target.name} is there already and is no backup.", other) from error
    holder = held(target)
    if holder is not None:
        raise WorldError(f"{target.name} is open ({holder}).", other)


def _keep_present(path: Path, now: datetime, spare: Path) -> Path | None:
    if not path.exists():
        return None
    try:
        with world_errors():
            backup.recover(path)
        return backup.take_snapshot(path, "before restore", now, spare=spare)
    except WorldError:
        # Too damaged for the backup API: move it aside whole, never delete it.
        aside = path.with_name(f"{path.stem} damaged {now:%Y-%m-%d %H%M%S}{path.suffix}")
        path.rename(aside)
        if backup.journal_of(path).exists():
            backup.journal_of(path).rename(backup.journal_of(aside))
        return aside


def refuse_bad(path: Path) -> None:
    """Raise WorldError unless this is a whole CSP Desk file that this program can read."""
    _refuse_missing(path)
    try:
        with world_errors():
            backup.recover(path)
        refuse_newer(path, schema_of(path))
        backup.check_pages(path)
    except Damaged as damage:
        raise Damaged(path.name, _advice_for_damaged(path)) from damage


def _refuse_missing(path: Path) -> None:
    if path.is_dir():
        raise WorldError(f"{path} is a folder, not a file.", "Choose a .cspdesk file in it.")
    if not path.exists():
        raise WorldError(f"There is no file {path}.", "Check the name and the folder.")
    if path.stat().st_size == 0:
        raise WorldError(f"{path.name} is empty.", "Restore a snapshot of it.")


def _advice_for_damaged(path: Path) -> str:
    good = backup.newest_good(path)
    return f"Restore the snapshot “{good.name}”." if good else "There is no good snapshot of it."
