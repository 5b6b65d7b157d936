"""What the action log costs once it holds 3,000 actions with 15,000 updates and chases.

Each figure is one thing the screen does: read the log, filter it, group it, look at one action. The
floor is sqlite3 reading the columns of all actions that the list shows, in the same run. Times are
the process's own, so that neighbours do not count. Aim: under 50 ms each.
"""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.years import AS_AT, make_twenty_years
from cspdesk.desk import Desk

ACTIONS, UPDATES, CHASES = 3_000, 9_000, 6_000
_FLOOR = "SELECT id, ref, text, organisation_id, lead, due_on, state FROM action"
_SAID = "Five of the eight panels are briefed; the other three meet in the spring."


def measure() -> dict[str, float]:
    """Milliseconds (medians) of each question, and their ratios to the floor."""
    with tempfile.TemporaryDirectory() as name:
        path = make_twenty_years(Path(name) / "twenty.cspdesk")
        with closing(sqlite3.connect(path)) as connection:
            fill(connection)
            connection.commit()
            floor = _median_ms(lambda: connection.execute(_FLOOR).fetchall())
        with Desk.open(path, as_at=AS_AT) as desk:
            taken = {name: _median_ms(ask) for name, ask in questions(desk).items()}
    found = {"floor_ms": floor} | {f"{name}_ms": each for name, each in taken.items()}
    return found | {f"{name}_ratio": each / floor for name, each in taken.items()}


def questions(desk: Desk) -> dict[str, Callable[[], Any]]:
    """By name, what is measured."""
    from cspdesk.actions.chase_queries import reminders_due
    from cspdesk.actions.grouping import Filter, GroupBy, Show, grouped, matching
    from cspdesk.actions.queries import action, closed_actions, open_actions

    lines = desk.ask(open_actions).lines
    asked: dict[str, Callable[[], Any]] = {
        "open_log": lambda: desk.ask(open_actions),
        "closed_log": lambda: desk.ask(closed_actions, None, None),
        "filter": lambda: matching(lines, Filter(Show.OPEN, "panels spring police")),
        "to_remind": lambda: matching(lines, Filter(Show.REMIND, today=desk.today)),
        "reminders": lambda: desk.ask(reminders_due),
        "one_action": lambda: desk.ask(action, lines[0].id),
    }
    for by in GroupBy:
        asked[f"by_{by.value}"] = lambda by=by: grouped(lines, by)
    return asked


def fill(connection: sqlite3.Connection) -> None:
    """Copies of the sample's own actions, two in three of them open, with their histories."""
    connection.row_factory = sqlite3.Row
    like = [dict(row) for row in connection.execute("SELECT * FROM action ORDER BY id")]
    here = [key for (key,) in connection.execute("SELECT id FROM action")]
    keys = [*here, *range(10_000, 10_000 + ACTIONS - len(here))]
    for number, key in enumerate(keys[len(here) :]):
        still_open = number % 3 > 0
        _insert(
            connection,
            "action",
            like[number % len(like)],
            id=key,
            ref=f"{1 + number // 700}.{number % 700:02d}",
            state="open" if still_open else "done",
            closed_on=None if still_open else "2016-05-04",
            due_on=(AS_AT + timedelta(days=number % 400 - 200)).isoformat(),
            due_meeting_id=None,
            agreed_at_id=None,
            item_id=None,
        )
    # The copied years are nearly all closed: a log that nobody keeps up is the harder case.
    connection.execute("UPDATE action SET state = 'open', closed_on = NULL WHERE id % 3 > 0")
    stamp = like[0]["created_at"]
    common = {"version": 1, "created_at": stamp, "updated_at": stamp}
    for number in range(UPDATES):
        _insert(
            connection, "action_update", common, action_id=keys[number % len(keys)],
            made_on=_day(number), text=_SAID, due_was=None,
        )  # fmt: skip
    for number in range(CHASES):
        _insert(
            connection, "chase", common, action_id=keys[number * 7 % len(keys)],
            chased_on=_day(number), way="email", whom="The lead", text="", answer="",
        )  # fmt: skip


def _insert(connection: sqlite3.Connection, table: str, like: dict[str, Any], **own: Any) -> None:
    row = {**like, **own}
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))


def _day(number: int) -> str:
    day: date = AS_AT - timedelta(days=number % 500)
    return day.isoformat()


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
