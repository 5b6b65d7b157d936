"""The one place that opens SQLite: pragmas read back, transactions begun by hand.

The driver's own transactions neither roll back DDL nor give repeatable reads, so it is put in
autocommit mode and BEGIN is sent explicitly: BEGIN IMMEDIATE for writers, BEGIN for readers.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, DBAPIError, DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool, QueuePool

from db.errors import Damaged, WorldError

APPLICATION_ID = 0x43535044  # "CSPD"

# What every connection must have, read back after it is set: a pragma that SQLite does not know
# or cannot grant is ignored in silence.
_PRAGMAS: dict[str, tuple[object, object]] = {
    "foreign_keys": ("ON", 1),
    "journal_mode": ("TRUNCATE", "truncate"),
    "synchronous": ("FULL", 2),
    "busy_timeout": (2000, 2000),
    "trusted_schema": ("OFF", 0),
}


def open_engine(
    path: Path, *, read_only: bool = False, keys: bool = True, kept: bool = False
) -> Engine:
    """An engine on an existing or new file.

    `keys=False` leaves foreign keys off, as a migration must have it. `kept` keeps connections
    open between transactions, until `dispose()`: each new one reads the schema and its pages anew,
    which costs more than most questions. Raises WorldError when a pragma does not take effect.
    """
    # as_uri() percent-encodes odd characters; mode=ro never creates a journal, and of the others
    # only rwc makes a file: an open one that was deleted must not come back empty.
    mode = "ro" if read_only else ("rw" if kept else "rwc")
    uri = f"{path.resolve().as_uri()}?mode={mode}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)

    # Not kept, a connection leaves no handle behind that would stop Windows from moving the file.
    pool = QueuePool if kept else NullPool
    engine = create_engine("sqlite://", creator=connect, poolclass=pool)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, record: ConnectionPoolEntry) -> None:
        _set_pragmas(connection, read_only=read_only, keys=keys)
        record.info["file"] = _identity(path)

    @event.listens_for(engine, "checkout")
    def _is_the_file(_connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
        # Somebody put another file in its place: what is written to the old one would be lost.
        if record.info["file"] != _identity(path):
            raise DisconnectionError

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file lies there now; None when there is none."""
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_dev, about.st_ino


def _set_pragmas(connection: sqlite3.Connection, *, read_only: bool, keys: bool) -> None:
    for name, (wish, answer) in _PRAGMAS.items():
        if name == "journal_mode" and read_only:
            continue
        if name == "foreign_keys" and not keys:
            wish, answer = "OFF", 0
        connection.execute(f"PRAGMA {name}={wish}")
        got = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if got != answer:
            raise WorldError(
                f"The database could not be opened safely ({name} is {got}, not {answer}).",
                "Copy the file to a folder on this computer and open it there.",
            )


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One write transaction: committed at the end, rolled back on any exception."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One read transaction: everything read in it is of one moment."""
    with engine.connect() as connection, connection.begin():
        yield connection


def defer_keys(connection: Connection) -> None:
    """Let foreign keys be checked at commit: undo puts rows back in any order."""
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")


_WORLD = {
    "locked": (
        "The file is being written by another program.",
        "Wait a moment and try again.",
    ),
    "disk is full": ("The disk is full.", "Free some space and try again; nothing was changed."),
    "full": ("The disk is full.", "Free some space and try again; nothing was changed."),
    "readonly": ("The file can only be read.", "Copy it to a folder where you may write."),
    "disk i/o": (
        "The disk or network share did not answer.",
        "Check the connection and try again; nothing was changed.",
    ),
    "unable to open": ("The file could not be opened.", "Check that the folder still exists."),
    "not a database": ("This is not a CSP Desk file.", ""),
}


def world_error(error: sqlite3.Error | DBAPIError) -> WorldError | None:
    """The failure as a sentence when the world is at fault, None when it is our bug."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.IntegrityError | sqlite3.ProgrammingError):
        return None
    words = str(cause).lower()
    if "malformed" in words:
        return Damaged("The file")
    for sign, (message, advice) in _WORLD.items():
        if sign in words:
            return WorldError(message, advice)
    return None


@contextmanager
def world_errors() -> Iterator[None]:
    """Turn the driver's failures that the world is to blame for into WorldError."""
    try:
        yield
    except (sqlite3.Error, DatabaseError) as error:
        known = world_error(error)
        if known is None:
            raise
        raise known from error
    except UnicodeDecodeError as error:
        # SQLite quotes the damaged text in its message, which is then no text.
        raise Damaged("The file") from error
