"""Bring a file to today's schema: backup first, one transaction, counts compared.

Foreign keys are off while it runs: a batch change of a parent table would otherwise delete its
children, and SQLite ignores the pragma inside a transaction.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from db.backup import take_snapshot
from db.engine import APPLICATION_ID, open_engine, world_errors, writing
from db.errors import WorldError

# The number of the newest migration ("0001"); a test holds it to the migrations folder.
SCHEMA = 1
_MIGRATIONS = Path(__file__).parent / "migrations"


def schema_of(path: Path) -> int:
    """The schema number of a CSP Desk file. Raises WorldError when it is no such file."""
    with (
        world_errors(),
        closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection,
    ):
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if application != APPLICATION_ID:
        raise WorldError(
            f"{path.name} is not a CSP Desk file.", "Choose a file ending in .cspdesk."
        )
    return version


def refuse_newer(path: Path, version: int) -> None:
    if version > SCHEMA:
        raise WorldError(
            f"{path.name} was made by a newer CSP Desk (file version {version}; this program "
            f"reads up to {SCHEMA}).",
            "Use the newer program; the file was not changed.",
        )


def upgrade(path: Path, *, now: datetime) -> bool:
    """Migrate an older file, backup first; True when it was older. On failure nothing changed."""
    version = schema_of(path)
    refuse_newer(path, version)
    if version == SCHEMA:
        return False
    take_snapshot(path, f"before upgrade from version {version}", now)
    migrate(path)
    return True


def create_schema(path: Path) -> None:
    """Make the tables in a new file."""
    migrate(path)


def migrate(path: Path) -> None:
    """Run every missing migration in one transaction; rolled back whole on any failure."""
    engine = open_engine(path, keys=False)
    with world_errors(), writing(engine) as connection:
        before = _counts(connection)
        _run_alembic(connection)
        _compare(before, _counts(connection))
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            raise WorldError("The upgrade left a broken reference and was taken back.")
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA}")


def alembic_config(connection: Connection, metadata: Any = None) -> Any:
    """Alembic's configuration without an ini file."""
    from alembic.config import Config  # 100 ms, needed only when a file is new or old

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["metadata"] = metadata
    return config


def _run_alembic(connection: Connection) -> None:
    from alembic import command

    command.upgrade(alembic_config(connection), "head")


def _counts(connection: Connection) -> dict[str, int]:
    names = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'"
    ).scalars()
    return {
        name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one()
        for name in names.all()
        if name != "alembic_version"
    }


def _compare(before: dict[str, int], after: dict[str, int]) -> None:
    lost = [name for name, count in before.items() if after.get(name, 0) < count]
    if lost:
        raise WorldError(f"The upgrade lost rows of {', '.join(lost)} and was taken back.")
