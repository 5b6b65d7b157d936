"""What the screens ask the file, after one year and after twenty (`benchmarks/years.py`).

Each figure is one question as a screen asks it, in its own read transaction. The floor is sqlite3
reading the rows of one meeting, every open action and two years of figures into plain tuples, in
the same run: no answer can come sooner. `growth` is the cost after twenty years over that after
one. Times are the process's own, so that neighbours do not count. Aim: under 50 ms each,
the scorecard over all twenty years under 200 ms.
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

RUNS = 9
_FLOOR = (
    "SELECT * FROM agenda_item WHERE meeting_id = 4",
    "SELECT h.* FROM homework_question h JOIN agenda_item i ON i.id = h.item_id"
    " WHERE i.meeting_id = 4",
    "SELECT * FROM action WHERE state IN ('open', 'part_done')",
    "SELECT * FROM indicator",
    "SELECT * FROM measurement WHERE period_start >= '2014-10-01'",
)


def measure() -> dict[str, float]:
    """Milliseconds (medians) after twenty years, their ratios to the floor, and their growth."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        Desk.create(folder / "one.cspdesk", sample=True).close()
        one = _asked(folder / "one.cspdesk")
        many = _asked(make_twenty_years(folder / "twenty.cspdesk"))
    found = {f"{question}_ms": taken for question, taken in many.items()}
    for question, taken in many.items():
        if question != "floor":
            found[f"{question}_ratio"] = taken / many["floor"]
            found[f"{question}_growth"] = taken / one[question]
    return found


def _asked(path: Path) -> dict[str, float]:
    floor = _median_ms(lambda: _read(path))
    with Desk.open(path, as_at=AS_AT) as desk:
        return {"floor": floor} | {name: _median_ms(ask) for name, ask in _questions(desk).items()}


def _questions(desk: Desk) -> dict[str, Callable[[], Any]]:
    from cspdesk.actions.queries import open_actions
    from cspdesk.agenda.queries import agenda
    from cspdesk.home.queries import home
    from cspdesk.kpis.queries import indicator_card, indicator_groups
    from cspdesk.meetings.queries import current_cycle
    from cspdesk.scorecard.queries import refresh_scorecard
    from ui.home.shell import shell_view
    from ui.home.sight import read_home

    strip = desk.ask(current_cycle)
    assert strip is not None
    meeting_id = strip.cycle.meeting_id
    assert meeting_id is not None
    indicator = desk.ask(indicator_groups)[0].lines[0].id
    return {
        "frame": lambda: shell_view(desk),
        "home": lambda: desk.ask(home),
        "home_whole": lambda: desk.ask(read_home),
        "agenda": lambda: desk.ask(agenda, meeting_id),
        "actions": lambda: desk.ask(open_actions),
        "indicators": lambda: desk.ask(indicator_groups),
        "indicator": lambda: desk.ask(indicator_card, indicator),
        "scorecard": lambda: desk.ask(refresh_scorecard),
        "undo": lambda: desk.reach,
    }


def _read(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for query in _FLOOR:
            connection.execute(query).fetchall()


def _median_ms(act: Callable[[], object]) -> float:
    act()
    taken = []
    for _run in range(RUNS):
        start = time.process_time()
        act()
        taken.append(1000 * (time.process_time() - start))
    return statistics.median(taken)


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name:20} {value:8.2f}")
