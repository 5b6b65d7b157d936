"""A partnership's file after twenty years, for measuring: the sample's year, nineteen times over.

Each year before is the sample's four cycles moved back by 52 weeks, so that days of the week stay:
meetings, items, homework, report-backs, messages, actions and what PMG recorded. Beside them 200
indicators with a figure for each of 240 months, and the audit of all of it. Rows are copied by SQL:
entering them as an officer does would take an hour, and they are the same rows.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

YEARS, INDICATORS, MONTHS = 20, 200, 240
LAST_MONTH = date(2016, 12, 1)
AS_AT = date(2017, 2, 9)  # the sample's own day

_COPIED = ("cycle", "meeting", "agenda_item", "homework_question", "report_back", "board_message",
           "action", "action_update", "assessment")  # fmt: skip
_NEXT_CYCLE = 5  # the sample's cycle of the year after: not copied, or two would lie on one day
_APART = 100_000  # between the ids of two years
_TWICE = {"action", "action_update"}  # 47 a year are few: a busier partnership has 80
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CLOSED = {
    "action": ("open", "part_done"),
    "report_back": ("due", "taken_on"),
    "homework_question": ("draft", "agreed", "sent"),
    "board_message": ("sought", "received", "to_pass"),
    "meeting": ("planning", "locked", "issued", "in_progress", "minutes_draft"),
}
_AS = {"action": "done", "report_back": "reported", "homework_question": "answered",
       "board_message": "passed", "meeting": "confirmed"}  # fmt: skip

Row = dict[str, Any]


def make_twenty_years(path: Path) -> Path:
    """Write the file; about 80 meetings, 1,700 actions, 48,000 figures. Takes a few seconds."""
    from cspdesk.desk import Desk

    Desk.create(path, sample=True).close()
    with closing(sqlite3.connect(path)) as connection:
        for year in range(1, YEARS):
            _copy_year(connection, year)
        held = [key for (key,) in connection.execute("SELECT id FROM indicator ORDER BY id")]
        for number in range(len(held), INDICATORS):
            add_indicator(connection, held[number % len(held)], 1000 + number)
        for key in held:
            _add_figures(connection, key)
        _copy_audit(connection)
        connection.commit()
        connection.execute("PRAGMA optimize")
    return path


# Meetings and what belongs to them


def _copy_year(connection: sqlite3.Connection, year: int) -> None:
    taken: dict[str, set[int]] = {}
    for table in _COPIED:
        parents = {
            row[3]: row[2]
            for row in connection.execute(f"PRAGMA foreign_key_list({table})")
            if row[2] in _COPIED
        }
        rows = [row for row in _sample_rows(connection, table) if _is_copied(row, parents, taken)]
        taken[table] = {row["id"] for row in rows}
        if table == "cycle":
            taken[table].discard(_NEXT_CYCLE)
            rows = [row for row in rows if row["id"] != _NEXT_CYCLE]
        for half in range(2 if table in _TWICE else 1):
            _insert(connection, table, [_moved(table, row, parents, year, half) for row in rows])


def _sample_rows(connection: sqlite3.Connection, table: str) -> Iterator[Row]:
    found = connection.execute(f"SELECT * FROM {table} WHERE id < {_APART} ORDER BY id")
    names = [column[0] for column in found.description]
    return (dict(zip(names, row, strict=True)) for row in found.fetchall())


def _is_copied(row: Row, parents: dict[str, str], taken: dict[str, set[int]]) -> bool:
    return all(row[name] is None or row[name] in taken[table] for name, table in parents.items())


def _moved(table: str, row: Row, parents: dict[str, str], year: int, half: int) -> Row:
    """The row as it was `year` years before; everything of then is closed."""
    back = timedelta(weeks=52 * year)

    def moved(value: Any) -> Any:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return (date.fromisoformat(value) - back).isoformat()
        return value

    found = {name: moved(value) for name, value in row.items()}
    for name, parent in parents.items():
        if found[name] is not None:
            found[name] += year * _APART + (half * _APART // 2 if parent in _TWICE else 0)
    found["id"] += year * _APART + half * _APART // 2
    if "year_label" in found:
        found["year_label"] = f"{2016 - year}/{(2017 - year) % 100:02}"
    if table in _CLOSED and found["state"] in _CLOSED[table]:
        found["state"] = _AS[table]
    return found


def _copy_audit(connection: sqlite3.Connection) -> None:
    """As many entries again for each year: the audit is never thinned."""
    rows = list(_sample_rows(connection, "audit"))
    for year in range(1, YEARS):
        _insert(connection, "audit", [row | {"id": row["id"] + year * _APART} for row in rows])


# Indicators


def add_indicator(connection: sqlite3.Connection, like: int, key: int) -> None:
    """A count like another indicator, with a target and twenty years of months."""
    _insert(connection, "indicator", [_like(connection, "indicator", like) | {
        "id": key, "position": key, "code": f"K{key}", "name": f"Indicator {key}",
        "measure_key": "", "unit": "count", "frequency": "monthly", "direction": "lower",
        "decimals": 0, "baseline_points": None, "baseline_from": None, "retired_on": None,
        "merged_into_id": None, "replaces_id": None}])  # fmt: skip
    _insert(connection, "target", [_like(connection, "target") | {
        "id": None, "indicator_id": key, "kind": "level_by_date", "value": 900.0,
        "by_date": "2017-03-31", "relative": 0, "tolerance": 5.0, "measured": "rolling_12",
        "words": "900 by March 2017", "assumption": ""}])  # fmt: skip
    _add_figures(connection, key)


def _add_figures(connection: sqlite3.Connection, key: int) -> None:
    """A figure for each month that has none, when the indicator is monthly at all."""
    if _like(connection, "indicator", key)["frequency"] != "monthly":
        return
    query = "SELECT period_start FROM measurement WHERE indicator_id = ?"
    known = {start for (start,) in connection.execute(query, (key,))}
    final = _like(connection, "measurement") | {
        "id": None, "indicator_id": key, "state": "final", "note": "", "source": "typed",
        "is_example": 0, "data_to": None}  # fmt: skip
    figures = (
        final | {"period_start": str(start), "value": float(75 + (7 * key + 13 * place**2) % 29)}
        for place, start in enumerate(months())
        if str(start) not in known
    )
    _insert(connection, "measurement", list(figures))


def _like(connection: sqlite3.Connection, table: str, key: int | None = None) -> Row:
    """A row to make others from, so that a column added later has a value here too."""
    where = "WHERE id = ?" if key is not None else "WHERE ? IS NULL ORDER BY id LIMIT 1"
    found = connection.execute(f"SELECT * FROM {table} {where}", (key,))
    return dict(zip((column[0] for column in found.description), found.fetchone(), strict=True))


def months() -> list[date]:
    last = LAST_MONTH.year * 12 + LAST_MONTH.month - 1
    return [date(m // 12, m % 12 + 1, 1) for m in range(last - MONTHS + 1, last + 1)]


def _insert(connection: sqlite3.Connection, table: str, rows: list[Row]) -> None:
    if not rows:
        return
    names = ", ".join(f'"{name}"' for name in rows[0])
    places = ", ".join(f":{name}" for name in rows[0])
    connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)
