"""The pieces that the words of a target are made of: dates, baselines, spans of years and ways."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from cspdesk.calendar import MONTHS
from cspdesk.kpis.periods import PeriodError, parse_period
from db.vocabulary import Direction, Measured, Unit

NUMBER = r"(\d[\d,]*(?:\.\d+)?)"
PERCENT = r"(%|per ?cent\b)"
POINTS = r"(?:percentage points?|points?|pp)\b"
_MONTH_NAMES = "|".join(f"{name[:3].lower()}(?:{name[3:].lower()})?" for name in MONTHS)
WHEN = (
    rf"(?:the )?(?:end of )?((?:\d{{1,2}} )?(?:{_MONTH_NAMES}) \d{{4}}"
    r"|(?:q[1-4] )?(?:19|20)\d{2}[/-]\d{2,4}|(?:19|20)\d{2}(?!\d))"
)
# A number that is not the first half of 2012/13 or the day of 1 March.
FIGURE = rf"{NUMBER}(?![\d/-]|\.\d| (?:{_MONTH_NAMES})\b)"
DOWN = r"reduc\w*|decreas\w*|cut\w*|fall\w*|drop\w*|lower\w*|fewer|less|down|below"
UP = r"increas\w*|rais\w*|rise\w*|rising|grow\w*|more|higher|up|above"
IMPROVE = r"improv\w*"
WAYS = re.compile(rf"\b(?:(?P<down>{DOWN})|(?P<up>{UP})|(?P<improve>{IMPROVE}))\b")
# Less of these is better, whatever an "improvement" in them is called.
UNWANTED = re.compile(
    r"offend|worr|crime|violence|burglar|robber|theft|damage|entrant|custody|victimisation"
    r"|perception of asb|anti-social|\bfear|arson"
)
_COUNT_WORDS = ("nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def tidy(words: str) -> str:
    """Lower case, plain hyphens and apostrophes, single spaces."""
    text = re.sub(r"[‐‑‒–—−]", "-", words.lower())
    return " ".join(text.replace("’", "'").split())


def number(text: str) -> float:
    """ "1,135" as a number."""
    return float(text.replace(",", ""))


@dataclass(slots=True)
class TargetReading:
    """The words while they are read, and what had to be assumed on the way."""

    text: str
    known: Direction | None
    notes: list[str] = field(default_factory=list)

    def find(self, pattern: str) -> re.Match[str] | None:
        return re.search(pattern, self.text)

    def note(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)

    def when(self, words: str) -> date | None:
        """The last day of a date, month or year; a bare year is the financial year's end."""
        day = re.fullmatch(rf"(\d{{1,2}}) ({_MONTH_NAMES}) (\d{{4}})", words)
        try:
            if day:
                month = 1 + [name[:3].lower() for name in MONTHS].index(day[2][:3])
                return date(int(day[3]), month, int(day[1]))
            if len(words) == 4:
                self.note(f"“{words}” is read as 31 March {words}, the end of a financial year.")
                return date(int(words), 3, 31)
            return parse_period(words.replace("-", "/")).end
        except (PeriodError, ValueError):
            self.note(f"“{words}” is not a date, and was left out.")
            return None


# What the words may hold


def end_date(reading: TargetReading) -> date | None:
    """The day of a "by March 2018"."""
    found = reading.find(rf"\bby {WHEN}")
    if found is None and not reading.find(r"\bfrom\b|\bbaseline\b|\bon\b"):
        found = reading.find(rf"(?:\d|%|per ?cent) (?:in|for|during|at) {WHEN}")
        if found:
            reading.note(f"“{found[1]}” is read as its last day.")
    return reading.when(found[1]) if found else None


def years_named(text: str) -> int | None:
    """The number in "over four years"."""
    found = re.search(rf"\bover (?:the next )?(\d{{1,2}}|{'|'.join(_COUNT_WORDS)}) years?\b", text)
    if not found:
        return None
    return int(found[1]) if found[1].isdigit() else _COUNT_WORDS.index(found[1])


def baseline_named(reading: TargetReading) -> tuple[float | None, date | None, bool]:
    """The baseline, its day and whether it is a percentage."""
    dated = reading.find(rf"\( ?{WHEN} ?[-:] ?{NUMBER} ?(%?)")
    if dated:
        return number(dated[2]), reading.when(dated[1]), dated[3] == "%"
    named = r"baseline(?: of| is|:)? "
    for pattern in (named, r"\bfrom "):
        found = reading.find(rf"{pattern}{FIGURE}(?: ?(%))?(?: (?:in|at) {WHEN})?")
        if found and not (pattern != named and _is_year(found)):
            day = reading.when(found[3]) if found[3] else baseline_day(reading)
            return number(found[1]), day, found[2] == "%"
    return None, baseline_day(reading), False


def _is_year(found: re.Match[str]) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d{2}", found[1])) and not found[2]


def baseline_day(reading: TargetReading) -> date | None:
    """The day of a "from 2012/13" or "below 2011/12"."""
    joint = r"from|since|on|below|above|against|than|compared (?:with|to)"
    found = reading.find(rf"\b(?:{joint}) {WHEN}") or reading.find(
        rf"{WHEN} (?:levels?|baseline|figures?|outturn)\b"
    )
    return reading.when(found[1]) if found else None


def measured_over(text: str) -> Measured:
    """The window the words name; the latest figure when they name none."""
    if re.search(r"rolling (?:12|twelve) months|\d (?:a|per|each) year\b", text):
        return Measured.ROLLING_12
    return Measured.YEAR_TO_DATE if "year to date" in text else Measured.LATEST


def unit_named(text: str) -> Unit | None:
    """The unit as far as the words tell it."""
    if re.search(r"rate per|per 1,?000|per 100,?000", text):
        return Unit.RATE
    if re.search(r"\bnumbers? of|\bcases\b|referrals", text) and "% of" not in text:
        return Unit.COUNT
    return Unit.PERCENT if "% of" in text or "perception" in text else None


def way_named(reading: TargetReading, words: str) -> Direction | None:
    """Which way the first verb of some words points; an improvement depends on its subject."""
    found = WAYS.search(words)
    if found is None:
        return reading.known
    if found["down"]:
        return Direction.LOWER
    if found["up"]:
        return Direction.HIGHER
    if reading.known is not None:
        return reading.known
    lower = bool(UNWANTED.search(reading.text))
    reading.note(f"An improvement is read as a {'fall' if lower else 'rise'}.")
    return Direction.LOWER if lower else Direction.HIGHER
