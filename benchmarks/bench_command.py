"""One command with its audit entry against a bare SQLite commit of one row, in the same run."""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from cspdesk.agenda.commands import MoveItem
from cspdesk.agenda.queries import agenda
from cspdesk.desk import Desk
from cspdesk.meetings.queries import current_cycle

RUNS = 60


def measure() -> dict[str, float]:
    """Milliseconds (medians) of a command and of a bare commit, and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        bare = _bare(Path(folder) / "bare.db")
        command = _command(Path(folder) / "sample.cspdesk")
    return {"command_ms": command, "bare_commit_ms": bare, "ratio": command / bare}


def _median_ms(act: Callable[[int], object]) -> float:
    times = []
    for run in range(RUNS):
        start = time.perf_counter()
        act(run)
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def _bare(path: Path) -> float:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=TRUNCATE")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE TABLE one (id INTEGER PRIMARY KEY, text TEXT)")

        def commit(run: int) -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO one (text) VALUES (?)", (f"row {run}",))
            connection.execute("COMMIT")

        return _median_ms(commit)


def _command(path: Path) -> float:
    with Desk.create(path, sample=True) as desk:
        strip = desk.ask(current_cycle)
        assert strip is not None
        assert strip.cycle.meeting_id is not None
        view = desk.ask(agenda, strip.cycle.meeting_id)
        assert view is not None
        item = view.lines[0].id
        return _median_ms(lambda run: desk.run(MoveItem(item, 2 - run % 2)))


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name} {value:.2f}")
