"""What the rows of a table are like together: blank for "as above", the same again and again."""

from __future__ import annotations

from collections.abc import Sequence

from cspdesk.sheets import period_cells
from cspdesk.sheets.detect_columns import Profile
from cspdesk.sheets.grid import Raw, SheetData, is_blank

_LOOK_AT = 5_000
_REPEATS = 1.5
"""Rows to each name and month from which rows are events rather than figures."""


def blank_means_above(
    sheet: SheetData, columns: Sequence[Profile], first: int, last: int
) -> frozenset[int]:
    """Columns with cells merged downwards, and the first column of a pivot table: each of its
    names stands once, above blanks, beside a full column that repeats."""
    merged = {
        column
        for top, left, bottom, right in sheet.merged
        if first <= top < bottom <= last
        for column in range(left, right + 1)
    }
    if len(columns) > 2 and _is_outline(sheet, columns[0], columns[1], first, last):
        merged.add(columns[0].index)
    return frozenset(merged)


def _is_outline(sheet: SheetData, lead: Profile, second: Profile, first: int, last: int) -> bool:
    if not 0.0 < lead.filled <= 0.5 or lead.numeric >= 0.5 or second.filled < 1.0:
        return False
    if is_blank(sheet.raw(first, lead.index)) or second.distinct == len(second.values):
        return False
    rows = sheet.rows[first : last + 1]
    heads = [row[lead.index] for row in rows if lead.index < len(row)]
    found = [head for head in heads if not is_blank(head)]
    return len(set(found)) == len(found)


def rows_repeat(
    sheet: SheetData, first: int, last: int, columns: Sequence[int], dates: int
) -> bool:
    """Whether the same name comes again and again in the same month."""
    months: dict[Raw, object] = {}
    seen: set[tuple[object, ...]] = set()
    rows = sheet.rows[first : min(last + 1, first + _LOOK_AT)]
    for row in rows:
        cell = row[dates] if dates < len(row) else None
        if cell not in months:
            period = period_cells.parse(cell, 4)
            months[cell] = period.start if period else cell
        seen.add((months[cell], *(row[c] if c < len(row) else None for c in columns)))
    return len(rows) >= _REPEATS * len(seen)
