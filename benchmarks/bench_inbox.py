"""What the inbox asks the file once it holds 5,000 pieces of business in 80 cycles.

Each figure is one question as the inbox asks it, in its own read transaction. The floor is sqlite3
reading the columns of all 5,000 pieces that the list shows, in the same run. Times are the
process's own, so that neighbours do not count. Aim: under 50 ms each.
"""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from benchmarks.years import AS_AT, make_twenty_years
from cspdesk.desk import Desk

PIECES, SUBJECTS = 5_000, 700
_FLOOR = "SELECT id, cycle_id, source, title, verdict, raised_on, subject_key FROM business"
_ASKED = "Who pays for it from April, and which partner leads? " * 3


def measure() -> dict[str, float]:
    """Milliseconds (medians) of each question, and their ratios to the floor."""
    with tempfile.TemporaryDirectory() as name:
        path = make_twenty_years(Path(name) / "twenty.cspdesk")
        with closing(sqlite3.connect(path)) as connection:
            _fill(connection)
            connection.commit()
            floor = _median_ms(lambda: connection.execute(_FLOOR).fetchall())
        with Desk.open(path, as_at=AS_AT) as desk:
            taken = {name: _median_ms(ask) for name, ask in _questions(desk).items()}
    found = {"floor_ms": floor} | {f"{name}_ms": each for name, each in taken.items()}
    return found | {f"{name}_ratio": each / floor for name, each in taken.items()}


def _questions(desk: Desk) -> dict[str, Callable[[], Any]]:
    from cspdesk.agenda.business_queries import (
        business_card,
        inbox,
        inbox_counts,
        verdict_choices,
        ways_out,
    )
    from cspdesk.agenda.business_requests import group_lines
    from cspdesk.meetings.queries import current_cycle

    strip = desk.ask(current_cycle)
    assert strip is not None
    cycle = strip.cycle.id
    piece = desk.ask(inbox, cycle).lines[-1].piece
    return {
        "cycle": lambda: desk.ask(inbox, cycle),
        "all_cycles": lambda: desk.ask(inbox, None),
        "to_decide": lambda: desk.ask(inbox, None, only_open=True),
        "search": lambda: desk.ask(inbox, None, search="april leads"),
        "counts": lambda: desk.ask(inbox_counts, cycle),
        "piece": lambda: desk.ask(business_card, piece),
        "choices": lambda: desk.ask(verdict_choices, cycle),
        "another_way": lambda: desk.ask(ways_out, cycle),
        "groups": lambda: desk.ask(group_lines, cycle),
    }


def _fill(connection: sqlite3.Connection) -> None:
    """Copies of the sample's own pieces under other subjects, spread over every cycle."""
    connection.row_factory = sqlite3.Row
    like = [dict(row) for row in connection.execute("SELECT * FROM business ORDER BY id")]
    cycles = [key for (key,) in connection.execute("SELECT id FROM cycle ORDER BY id")]
    alone = {"item_id": None, "deferred_to_id": None, "before_id": None, "indicator_id": None}
    for number in range(PIECES - len(like)):
        subject = f"matter {number % SUBJECTS} of the partnership"
        row = {
            **like[number % len(like)],
            **alone,
            "id": 10_000 + number,
            "cycle_id": cycles[number % len(cycles)],
            "title": f"{subject.capitalize()}: part {number}",
            "asked": _ASKED,
            "subject_key": subject,
            "found_by": f"{subject} part {number} {_ASKED}".casefold(),
        }
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        connection.execute(f"INSERT INTO business ({names}) VALUES ({marks})", tuple(row.values()))


def _median_ms(act: Callable[[], object], times: int = 9) -> float:
    act()
    taken = []
    for _run in range(times):
        start = time.process_time()
        act()
        taken.append(1000 * (time.process_time() - start))
    return statistics.median(taken)


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name:20} {value:8.2f}")
