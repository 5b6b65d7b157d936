"""What a sheet says of itself above its table and in its name: whose it is, and of which time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cspdesk.kpis.periods import Period
from cspdesk.sheets import names, period_cells
from cspdesk.sheets.grid import SheetData, is_blank, shown

_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEARS = r"(?:19|20)\d\d(?:\s?[-/–]\s?(?:(?:19|20)\d\d|\d\d))?"
_PERIOD = re.compile(
    rf"\b(?:(?:q|qtr|quarter) ?[1-4][ ,:-]*{_YEARS}|{_YEARS}[ ,:-]*(?:q|qtr|quarter) ?[1-4]"
    rf"|{_MONTHS}[ ,-]*(?:(?:19|20)\d\d|['’]?\d\d)|(?:19|20)\d\d-(?:0\d|1[0-2])"
    rf"|(?:19|20)\d\d\s?[-/–]\s?(?:(?:19|20)\d\d|\d\d))(?!\d)",
    re.IGNORECASE,
)
_YEAR = re.compile(rf"(?<!\d){_YEARS}(?!\d)")
_PLAIN_SHEET = re.compile(r"(?:sheet|tabelle|data|return|table|figures|report)[ _-]?\d*", re.I)
_LOOK_AT = 12


def words_of(sheet: SheetData, header_row: int | None = None) -> tuple[str, ...]:
    """The sheet's name and the text cells above its header, or in its first rows that hold one."""
    said = [sheet.name]
    for row in sheet.rows[: _LOOK_AT if header_row is None else header_row]:
        texts = [shown(cell) for cell in row if isinstance(cell, str) and not is_blank(cell)]
        filled = sum(not is_blank(cell) for cell in row)
        if texts and (header_row is not None or filled <= 2):
            said += texts
    return tuple(said)


def other_borough(said: Iterable[str], borough: str) -> str:
    """The London borough which the words name instead of ours; "" when ours is named, or none."""
    if not borough:
        return ""
    text = " \n ".join(said)
    if _names(text, borough):
        return ""
    return next((name for name in names.BOROUGHS if _names(text, name)), "")


def _names(text: str, borough: str) -> bool:
    """Whether the borough stands in the text as words of its own; "&" is as good as "and"."""
    wanted = re.escape(borough).replace("\\ and\\ ", r"\s+(?:and|&)\s+").replace("\\ ", r"\s+")
    return re.search(rf"(?<![^\W_]){wanted}(?![^\W_])", text, re.IGNORECASE) is not None


def period_said(said: Iterable[str], year_start_month: int) -> Period | None:
    """The one period of which the words speak; None when they name none, or several."""
    found = {
        period
        for text in said
        for match in _PERIOD.finditer(text)
        if (period := period_cells.parse(match[0], year_start_month)) is not None
    }
    return found.pop() if len(found) == 1 else None


def year_said(said: Iterable[str]) -> str:
    """The one year ("2016/17", "2016") of which the words speak, or ""."""
    found = {re.sub(r"\s", "", match[0]) for text in said for match in _YEAR.finditer(text)}
    return found.pop() if len(found) == 1 else ""


def subject_of(sheet: SheetData, said: Sequence[str]) -> str:
    """What a sheet without names is about: its own name, or the first line above its table."""
    if not _PLAIN_SHEET.fullmatch(sheet.name.strip()):
        return sheet.name.strip()
    return next((text for text in said[1:] if period_cells.parse(text, 4) is None), "")
