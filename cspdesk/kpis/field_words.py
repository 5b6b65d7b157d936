"""Numbers, days and periods as they are typed into a form, and written back into it. Pure."""

from __future__ import annotations

import math
import re
from datetime import date

from cspdesk.calendar import plain_date
from cspdesk.errors import RuleBroken
from cspdesk.kpis.figures import format_plain
from cspdesk.kpis.periods import Period, PeriodError, parse_period
from cspdesk.kpis.target_forms import plain_forms
from cspdesk.kpis.target_phrases import TargetReading, tidy
from db.vocabulary import Frequency, Unit

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[+-]?\.\d+")
LARGEST = 1e12


def read_number(field: str, text: str) -> float | None:
    """ "1,009", "45%", "−14.5"; None when empty. Raises RuleBroken(field, sentence)."""
    words = text.strip().replace("−", "-").removesuffix("%").strip()
    if not words:
        return None
    if not _NUMBER.fullmatch(words):
        raise RuleBroken(field, f"“{text.strip()}” is not a number.")
    value = float(words.replace(",", ""))
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise RuleBroken(field, f"“{text.strip()}” is too large.")
    return value


def write_number(value: float | None) -> str:
    """With no more decimals than it needs; empty for none."""
    return "" if value is None else format_plain(value, Unit.RATE)


def read_day(field: str, text: str) -> date | None:
    """ "31 March 2017", "31/03/2017"; of a month, quarter or year the last day. None when empty.

    Raises RuleBroken(field, sentence).
    """
    words = plain_forms(tidy(text), lambda _note: None)
    if not words:
        return None
    # A spreadsheet's serial number is no day that a person would type.
    typed = not words.isdigit() or len(words) in (len("2017"), len("201703"))
    day = TargetReading(words, None).when(words) if typed else None
    if day is None:
        raise RuleBroken(field, f"“{text.strip()}” is not a day. Write 31 March 2017 or 2016/17.")
    return day


def write_day(day: date | None) -> str:
    return plain_date(day) if day else ""


def read_period(field: str, text: str, frequency: Frequency, year_start: int) -> Period | None:
    """A month, quarter or year in the indicator's frequency; None when empty.

    Raises RuleBroken(field, sentence).
    """
    if not text.strip():
        return None
    try:
        return parse_period(text.strip(), frequency=frequency, year_start_month=year_start)
    except PeriodError as error:
        raise RuleBroken(field, str(error)) from error
