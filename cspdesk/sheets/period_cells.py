"""Periods as sheets hold them: in a title, in a cell, or as a year and a month apart."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import NamedTuple

from cspdesk.kpis.periods import Period, PeriodError, parse_period
from cspdesk.sheets.grid import CellError, Raw, is_blank, shown
from db.vocabulary import Frequency

_MONTH = re.compile(
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?",
    re.IGNORECASE,
)
_QUARTER = re.compile(r"(?:q|qtr|quarter)[ .]?([1-4])", re.IGNORECASE)
_YEAR = re.compile(r"(?:fy ?)?((?:19|20)\d\d)(?:\s?[-/–]\s?((?:19|20)?\d\d))?(?:\.0)?")
_EXTRA = re.compile(
    r"\b(?:actual|actuals|outturn|result|results|performance|value|figure|figures|count)\b",
    re.IGNORECASE,
)
_PROVISIONAL = re.compile(r"\s*(?:\(?\[?\b(?:p|prov|provisional)\b\.?\]?\)?|\*)$", re.IGNORECASE)


class TitlePeriod(NamedTuple):
    """A column's title that names a period; `provisional` when it says so: "Jan-17 (p)"."""

    period: Period
    provisional: bool


def parse(raw: Raw, year_start_month: int, frequency: Frequency | None = None) -> Period | None:
    """The period of a cell, or None when it is none."""
    try:
        return must(raw, year_start_month, frequency)
    except PeriodError:
        return None


def must(raw: Raw, year_start_month: int, frequency: Frequency | None = None) -> Period:
    """The period of a cell; PeriodError with a sentence when it is none."""
    if raw is None or isinstance(raw, bool | CellError) or is_blank(raw):
        raise PeriodError("The period is missing.")
    return parse_period(raw, frequency=frequency, year_start_month=year_start_month)


def of_title(raw: Raw, year_start_month: int) -> TitlePeriod | None:
    """The period which a column's title names, with "actual", "(p)" and the like set aside."""
    plain = parse(raw, year_start_month)
    if plain is not None:
        return TitlePeriod(plain, False)
    if not isinstance(raw, str) or len(raw) > 40:
        return None
    text = _EXTRA.sub(" ", raw).strip(" :-")
    bare = _PROVISIONAL.sub("", text).strip()
    found = parse(bare, year_start_month) if bare and bare != raw else None
    return TitlePeriod(found, bare != text) if found is not None else None


def is_part(raw: Raw) -> bool:
    """A month or quarter without its year: "Apr", "September", "Q3"."""
    text = shown(raw)
    return bool(_MONTH.fullmatch(text) or _QUARTER.fullmatch(text))


def is_year(raw: Raw) -> bool:
    """A year alone: 2016, 2016/17, 2016-17."""
    return bool(_YEAR.fullmatch(shown(raw)))


def joined(part: Raw, year: Raw, year_start_month: int) -> Period:
    """The period of "Apr" and "2016/17", "Q3" and 2016; PeriodError when they make none."""
    part_text, year_text = shown(part), shown(year)
    match = _YEAR.fullmatch(year_text)
    if match is None:
        raise PeriodError(f"“{year_text}” is not a year.")
    first = int(match[1])
    if quarter := _QUARTER.fullmatch(part_text):
        tail = f"/{match[2]}" if match[2] else ""
        return parse_period(f"Q{quarter[1]} {first}{tail}", year_start_month=year_start_month)
    month = _month_number(part_text)
    if month is None:
        raise PeriodError(f"“{part_text}” is not a month or a quarter.")
    if match[2] and month < year_start_month:
        first += 1
    return parse_period(first * 100 + month, year_start_month=year_start_month)


def _month_number(text: str) -> int | None:
    if match := _MONTH.fullmatch(text):
        return "janfebmaraprmayjunjulaugsepoctnovdec".index(match[1][:3].lower()) // 3 + 1
    return int(text) if text.isdigit() and 1 <= int(text) <= 12 else None


def is_serial(raw: Raw) -> bool:
    """An Excel day number that lost its date format (42736), as number or text."""
    if isinstance(raw, str):
        return bool(re.fullmatch(r"[1-9]\d{4}(?:\.0+)?", raw.strip()))
    return isinstance(raw, int | float) and 10_000 <= raw < 100_000


def is_month_serial(raw: Raw) -> bool:
    """Excel's day number of the first of a month."""
    if not is_serial(raw):
        return False
    return (date(1899, 12, 30) + timedelta(days=int(float(shown(raw))))).day == 1


_DAY = re.compile(r"(\d{4})[-/.]\d{1,2}[-/.](\d{1,2}).*|(\d{1,2})[-/. ]\d{1,2}[-/. ]\d{2,4}.*")


def is_day(raw: Raw) -> bool:
    """A date that is a day of its own, not the first which stands for its month."""
    if isinstance(raw, date):
        return raw.day != 1
    if isinstance(raw, str):
        match = _DAY.fullmatch(raw.strip())
        return match is not None and int(match[2] or match[3]) != 1
    return is_serial(raw) and not is_month_serial(raw)


def day_of(raw: object) -> date | None:
    """The day of a date cell; None for a month or anything else."""
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, str) and (match := _DAY.fullmatch(raw.strip())):
        return _day(match, raw)
    if isinstance(raw, int | float) and is_serial(raw):
        return date(1899, 12, 30) + timedelta(days=int(raw))
    return None


def _day(match: re.Match[str], raw: str) -> date | None:
    numbers = [int(text) for text in re.findall(r"\d+", raw)[:3]]
    year, month, day = numbers if match[1] else numbers[::-1]
    try:
        return date(year + (2000 if year < 100 else 0), month, day)
    except ValueError:
        return None
