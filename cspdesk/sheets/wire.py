"""How the child process hands sheets to the program: lines of JSON, one block of rows a line.

JSON, because whatever a hostile file might make of the child, reading JSON can only yield plain
values. Dates and errors travel as small objects {"d": ISO} and {"e": code}.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from cspdesk.sheets.grid import CellError, Raw, SheetData

BLOCK = 2_000
"""Rows a line: large enough to be quick, small enough to work while the child still reads."""


def _plain(value: object) -> object:
    """What JSON has no word for."""
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return {"d": (value.date() if midnight else value.replace(tzinfo=None)).isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, CellError):
        return {"e": value.code}
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value)


def _typed(found: dict[str, Any]) -> object:
    if len(found) == 1:
        if "d" in found:
            text = str(found["d"])
            return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
        if "e" in found:
            return CellError(str(found["e"]))
    return found


_encode = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, default=_plain, separators=(",", ":")
).encode
_decode = json.JSONDecoder(object_hook=_typed).decode


def line(message: object) -> bytes:
    """One message as one line (JSON has no line breaks of its own)."""
    return _encode(message).encode("utf-8", "surrogatepass") + b"\n"


def read_line(data: bytes) -> Any:
    """The message of one line; ValueError when it is not one."""
    return _decode(data.decode("utf-8", "surrogatepass"))


def sheet_lines(sheet: SheetData) -> Iterator[bytes]:
    """A sheet as a heading line and blocks of rows."""
    yield line(
        {
            "sheet": sheet.name,
            "hidden": sheet.hidden,
            "hidden_rows": sorted(sheet.hidden_rows),
            "percents": [row * 1024 + column for row, column in sorted(sheet.percents)],
            "merged": [list(found) for found in sheet.merged],
            "knows_formats": sheet.knows_formats,
        }
    )
    for start in range(0, len(sheet.rows), BLOCK):
        yield line(sheet.rows[start : start + BLOCK])


def sheet_of(head: dict[str, Any]) -> SheetData:
    """The sheet which a heading line announces; its rows follow."""
    return SheetData(
        name=str(head["sheet"]),
        hidden=bool(head["hidden"]),
        hidden_rows=frozenset(int(row) for row in head["hidden_rows"]),
        percents=frozenset(divmod(int(mark), 1024) for mark in head["percents"]),
        merged=tuple((int(a), int(b), int(c), int(d)) for a, b, c, d in head["merged"]),
        knows_formats=bool(head["knows_formats"]),
    )


def rows_of(block: list[Any]) -> list[list[Raw]]:
    """The rows of a block; ValueError when it is anything else."""
    if not all(type(row) is list for row in block):
        raise ValueError("a block holds rows")
    return block
