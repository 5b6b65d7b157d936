"""Snapshots by SQLite's backup API: to a partial file, checked, then renamed.

Never a copy of the live file: a copy taken during a write is torn.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Iterable
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from db.errors import Damaged, WorldError

KEEP_DAYS, KEEP_WEEKS, KEEP_MONTHS = 7, 8, 24
_STAMP = "%Y-%m-%d %H%M%S"


def snapshot(source: Path, target: Path) -> Path:
    """Write a checked copy of `source` to `target` (replaced when it exists).

    Raises WorldError; the old target is whole then.
    """
    partial = target.with_name(target.name + ".partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # What a killed backup left would be taken for the beginning of this one.
        partial.unlink(missing_ok=True)
        journal_of(partial).unlink(missing_ok=True)
        with (
            closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as one,
            closing(sqlite3.connect(partial)) as other,
        ):
            one.backup(other)
        check_pages(partial)
        _flush(partial)
        # SQLite would roll an old journal back into the new file.
        journal_of(target).unlink(missing_ok=True)
        partial.replace(target)
    except (OSError, sqlite3.Error) as error:
        partial.unlink(missing_ok=True)
        raise WorldError(
            f"The backup could not be written to {target.parent}.",
            "Check that the folder exists, can be written and has space.",
        ) from error
    return target


def journal_of(path: Path) -> Path:
    """SQLite's rollback journal beside a file; empty or absent when nothing was cut short."""
    return path.with_name(path.name + "-journal")


def recover(path: Path) -> None:
    """Take back what a program that died in the middle of a commit left half written.

    SQLite does it by itself, but only for a connection that may write; ours that look at a file
    before it is opened may not. Raises sqlite3.Error.
    """
    journal = journal_of(path)
    if journal.exists() and journal.stat().st_size > 0:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def check_pages(path: Path) -> None:
    """Raise Damaged when SQLite finds the file damaged."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise Damaged(path.name) from error
    if found != "ok":
        raise Damaged(path.name)


def _flush(path: Path) -> None:
    # NTFS does not order the data before the rename: without this a power cut leaves zeros.
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def snapshot_folder(path: Path) -> Path:
    """Where the snapshots of this file lie: a folder beside it."""
    return path.with_name(f"{path.stem} snapshots")


def take_snapshot(path: Path, reason: str, now: datetime, *, spare: Path | None = None) -> Path:
    """A dated snapshot beside the file ("csp 2017-02-09 104200 at close.cspdesk")."""
    folder = snapshot_folder(path)
    made = snapshot(path, folder / f"{path.stem} {now.strftime(_STAMP)} {reason}{path.suffix}")
    thin(path, keep=(made, spare))
    return made


def snapshots(path: Path) -> tuple[tuple[datetime, Path], ...]:
    """Every snapshot of this file, newest first."""
    found = []
    for candidate in snapshot_folder(path).glob(f"{path.stem} *{path.suffix}"):
        stamp = candidate.name[len(path.stem) + 1 :][:17]
        try:
            found.append((datetime.strptime(stamp, _STAMP), candidate))
        except ValueError:
            continue
    return tuple(sorted(found, reverse=True))


def newest_good(path: Path) -> Path | None:
    """The newest snapshot that passes the check."""
    for _taken, candidate in snapshots(path):
        try:
            check_pages(candidate)
        except WorldError:
            continue
        return candidate
    return None


def thin(path: Path, *, keep: Collection[Path | None] = ()) -> None:
    """Keep the newest of each of 7 days, 8 weeks and 24 months, and never remove `keep`."""
    dated = snapshots(path)
    wanted = kept(taken for taken, _file in dated)
    for taken, file in dated:
        if taken not in wanted and file not in keep:
            # One that is open elsewhere goes the next time; the backup just made is good.
            with suppress(OSError):
                file.unlink(missing_ok=True)


def kept(taken: Iterable[datetime]) -> frozenset[datetime]:
    """Which of these moments to keep: all of the newest day, and the newest of each day, week
    and month within the limits.
    """
    newest_first = sorted(taken, reverse=True)
    wanted = {moment for moment in newest_first if moment.date() == newest_first[0].date()}
    for form, limit in (("%Y-%m-%d", KEEP_DAYS), ("%G-%V", KEEP_WEEKS), ("%Y-%m", KEEP_MONTHS)):
        seen: set[str] = set()
        for moment in newest_first:
            name = moment.strftime(form)
            if name not in seen and len(seen) < limit:
                seen.add(name)
                wanted.add(moment)
    return frozenset(wanted)
