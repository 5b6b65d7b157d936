"""The desk: a partnership's file, open, with its day. Runs commands, answers queries, undoes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import select

from cspdesk.commanding import Command, handler_of
from cspdesk.errors import RuleBroken, WorldError
from cspdesk.reading import Reading
from db import backup, files, history
from db.changes import ChangeSet
from db.store import Store, back_up_to, create_filled, open_store
from db.tables import PartnershipRow

P = ParamSpec("P")
R = TypeVar("R")


class Desk:
    """One open file. Not shared between threads: a job opens a reader of its own."""

    def __init__(self, store: Store, as_at: date | None = None) -> None:
        self._store = store
        self.as_at = as_at
        self.saved_at: datetime | None = None
        with store.read() as session:
            partnership = session.scalars(select(PartnershipRow)).first()
            self._sample_day = partnership.sample_as_at if partnership else None

    # -- opening and closing ------------------------------------------------------------------

    @classmethod
    def open(cls, path: Path, *, as_at: date | None = None) -> Desk:
        """Open a file. Raises WorldError with one clear sentence."""
        return cls(open_store(path), as_at)

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        preset: str = "blank",
        sample: bool = False,
        name: str = "",
        borough: str = "",
        as_at: date | None = None,
    ) -> Desk:
        """Make a file from a preset, with the sample year if wished.

        Raises WorldError, RuleBroken (unknown preset); no file is left then.
        """
        from cspdesk.presets.commands import StartPartnership

        def fill(store: Store) -> None:
            desk = cls(store, as_at)
            desk.run(StartPartnership(preset=preset, sample=sample, name=name, borough=borough))
            desk.forget_history()

        return cls(create_filled(path, fill), as_at)

    def close(self) -> None:
        """Close the file; a snapshot is taken when anything changed."""
        with suppress(WorldError):
            self._store.close()

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    # -- what it is ---------------------------------------------------------------------------

    @property
    def path(self) -> Path:
        return self._store.path

    @property
    def read_only(self) -> bool:
        return self._store.read_only

    @property
    def held_by(self) -> str:
        """Who has the file open, when it can only be read here."""
        return str(self._store.holder or "")

    @property
    def is_sample(self) -> bool:
        return self._sample_day is not None

    @property
    def today(self) -> date:
        """The day the partnership lives on: the one asked for, the sample's, or the clock's."""
        return self.as_at or self._sample_day or date.today()

    # -- doing --------------------------------------------------------------------------------

    def run(self, command: Command) -> ChangeSet:
        """Do one thing: one transaction, one undo step, one audit entry.

        Raises RuleBroken(field, message), Conflict, WorldError; nothing was written then.
        """
        handler = handler_of(command)
        if command.snapshot_first and not self.read_only:
            backup.take_snapshot(self.path, command.snapshot_first, datetime.now())
        with self._store.write(self.today) as (work, step):
            step.label = handler(command, work)
        self.saved_at = datetime.now()
        assert step.changes is not None
        return step.changes

    def ask(self, query: Callable[Concatenate[Reading, P], R], *args: P.args, **kw: P.kwargs) -> R:
        """Answer a query of one of the areas: plain frozen records."""
        with self._store.read() as session:
            return query(Reading(session, self.today), *args, **kw)

    def undo(self) -> ChangeSet | None:
        """Take the last step back; None when there is nothing. Raises Conflict, WorldError."""
        return self._stamped(self._store.undo(self.today))

    def redo(self) -> ChangeSet | None:
        return self._stamped(self._store.redo(self.today))

    def _stamped(self, changes: ChangeSet | None) -> ChangeSet | None:
        if changes is not None:
            self.saved_at = datetime.now()
        return changes

    @property
    def reach(self) -> history.Reach:
        """What undo and redo would do now."""
        with self._store.read() as session:
            return history.reach(session)

    @property
    def undo_label(self) -> str | None:
        return self.reach.undo

    @property
    def redo_label(self) -> str | None:
        return self.reach.redo

    def forget_history(self) -> None:
        """Empty the undo stack: after making a file there is nothing sensible to take back."""
        with self._store.write(self.today) as (work, _step):
            history.forget_old(work, keep=0)

    def snapshot(self, target: Path | None = None) -> Path:
        """A checked copy: dated beside the file, or at `target`. Raises WorldError."""
        if target is not None:
            return back_up_to(self.path, target, now=datetime.now())
        return backup.take_snapshot(self.path, "by hand", datetime.now())

    def keep_file(self, body: bytes, progress: Callable[[int, int], None] | None = None) -> str:
        """Keep a file's bytes for the record that will name their hash; from any thread.

        No step of its own. `progress(done, of)` may raise to stop it. Raises WorldError.
        """
        if self._store.holder is not None:
            raise WorldError("The file is open elsewhere, so nothing can be added here.")
        return files.keep_file(self._store.engine, body, progress)

    def reader(self) -> Desk:
        """A second desk on the same file for a job on another thread; reads only."""
        store = Store(self._store.path, self._store.engine, None, self._store.holder)
        return Desk(store, self.as_at)


__all__ = ["Desk", "RuleBroken", "WorldError"]
