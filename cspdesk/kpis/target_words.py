"""Targets in the words of a strategy, read into numbers and said back in plain words.

Nothing is guessed silently: every reading that the words leave open comes with an assumption.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from cspdesk.calendar import MONTHS, plain_date
from cspdesk.kpis.figures import format_number, format_plain
from cspdesk.kpis.periods import PeriodError, parse_period
from cspdesk.kpis.targets import Target, final_value, what_is_missing
from db.vocabulary import Direction, Measured, TargetKind, Unit


@dataclass(frozen=True, slots=True)
class ParsedTarget:
    """What some words say about a target.

    `target` is None when they say nothing that can be aimed at. `reason` is one sentence on why
    no number can be expected (yet), empty when one can. `assumptions` are sentences to confirm.
    `direction` and `unit` are None where the words do not tell; `years` is an "over 4 years".
    """

    target: Target | None
    reason: str = ""
    assumptions: tuple[str, ...] = ()
    direction: Direction | None = None
    unit: Unit | None = None
    years: int | None = None

    @property
    def kind(self) -> TargetKind | None:
        return self.target.kind if self.target else None


def parse_target(words: str, *, direction: Direction | None = None) -> ParsedTarget:
    """Read a target such as "10% improvement by 2018 (2013/14 - 22% worried)".

    `direction`, where it is known, settles which way an "improvement" or a bare "by 20%" goes.
    """
    reading = _Reading(_tidy(words), direction)
    if not reading.text:
        return ParsedTarget(None, "There are no words to read a target from.")
    for read in (_gap, _milestones, _from_to, _change, _level, _narrative, _direction_only):
        found = read(reading)
        if found is not None:
            return replace(found, assumptions=tuple(reading.notes))
    return ParsedTarget(
        None,
        "The words give neither a number nor a direction.",
        direction=direction,
        unit=_unit(reading.text),
    )


# Pieces of words

_NUMBER = r"(\d[\d,]*(?:\.\d+)?)"
_PERCENT = r"(%|per ?cent\b)"
_POINTS = r"(?:percentage points?|points?|pp)\b"
_MONTH_NAMES = "|".join(f"{name[:3].lower()}(?:{name[3:].lower()})?" for name in MONTHS)
_WHEN = (
    rf"(?:the )?(?:end of )?((?:\d{{1,2}} )?(?:{_MONTH_NAMES}) \d{{4}}"
    r"|(?:19|20)\d{2}[/-]\d{2,4}|(?:19|20)\d{2}(?!\d))"
)
_DOWN = r"reduc\w*|decreas\w*|cut\w*|fall\w*|drop\w*|lower\w*|fewer|less|down|below"
_UP = r"increas\w*|rais\w*|ris\w*|grow\w*|more|higher|up|above"
_IMPROVE = r"improv\w*"
_WAYS = re.compile(rf"\b(?:(?P<down>{_DOWN})|(?P<up>{_UP})|(?P<improve>{_IMPROVE}))\b")
# Less of these is better, whatever an "improvement" in them is called.
_UNWANTED = re.compile(
    r"offend|worr|crime|violence|burglar|robber|theft|damage|entrant|custody|victimisation"
    r"|perception of asb|anti-social|\bfear|arson"
)
_COUNT_WORDS = ("nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def _tidy(words: str) -> str:
    text = re.sub(r"[‐‑‒–—−]", "-", words.lower())
    return " ".join(text.replace("’", "'").split())


def _number(text: str) -> float:
    return float(text.replace(",", ""))


@dataclass(slots=True)
class _Reading:
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


def _by(reading: _Reading) -> date | None:
    found = reading.find(rf"\bby {_WHEN}")
    return reading.when(found[1]) if found else None


def _years(text: str) -> int | None:
    found = re.search(rf"\bover (?:the next )?(\d{{1,2}}|{'|'.join(_COUNT_WORDS)}) years?\b", text)
    if not found:
        return None
    return int(found[1]) if found[1].isdigit() else _COUNT_WORDS.index(found[1])


def _baseline(reading: _Reading) -> tuple[float | None, date | None, bool]:
    """The baseline, its day and whether it is a percentage."""
    dated = reading.find(rf"\( ?{_WHEN} ?[-:] ?{_NUMBER} ?(%?)")
    if dated:
        return _number(dated[2]), reading.when(dated[1]), dated[3] == "%"
    named = r"baseline(?: of| is|:)? "
    for pattern in (named, r"\bfrom "):
        found = reading.find(rf"{pattern}{_NUMBER}(?![\d/-]) ?(%?)(?: (?:in|at) {_WHEN})?")
        if found and not (pattern != named and _is_year(found)):
            day = reading.when(found[3]) if found[3] else _baseline_day(reading)
            return _number(found[1]), day, found[2] == "%"
    return None, _baseline_day(reading), False


def _is_year(found: re.Match[str]) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d{2}", found[1])) and not found[2]


def _baseline_day(reading: _Reading) -> date | None:
    found = reading.find(rf"\b(?:from|since|on|below|above|against) {_WHEN}")
    return reading.when(found[1]) if found else None


def _measured(text: str) -> Measured:
    if re.search(r"rolling (?:12|twelve) months", text):
        return Measured.ROLLING_12
    return Measured.YEAR_TO_DATE if "year to date" in text else Measured.LATEST


def _unit(text: str) -> Unit | None:
    if re.search(r"rate per|per 1,?000|per 100,?000", text):
        return Unit.RATE
    if re.search(r"\bnumbers? of|\bcases\b|referrals", text) and "% of" not in text:
        return Unit.COUNT
    return Unit.PERCENT if "% of" in text or "perception" in text else None


def _way(reading: _Reading, words: str) -> Direction | None:
    """Which way the first verb of some words points; an improvement depends on its subject."""
    found = _WAYS.search(words)
    if found is None:
        return reading.known
    if found["down"]:
        return Direction.LOWER
    if found["up"]:
        return Direction.HIGHER
    if reading.known is not None:
        return reading.known
    lower = bool(_UNWANTED.search(reading.text))
    reading.note(f"An improvement is read as a {'fall' if lower else 'rise'}.")
    return Direction.LOWER if lower else Direction.HIGHER


def _plus_years(day: date, years: int) -> date:
    last = day.replace(day=28 if (day.month, day.day) == (2, 29) else day.day)
    return last.replace(year=last.year + years)


def _complete(
    reading: _Reading, target: Target, direction: Direction | None, unit: Unit | None
) -> ParsedTarget:
    """Work out the end from "over 4 years", and say what is still wanting."""
    years = _years(reading.text)
    if target.by is None and years and target.baseline_at:
        target = replace(target, by=_plus_years(target.baseline_at, years))
    reason = what_is_missing(target) or ""
    if target.by is None:
        if reason:
            reason = "There is no baseline and no year, so nothing can be worked out yet."
        elif years:
            reading.note(f"“Over {years} years” has no start, so the target counts as due now.")
        else:
            reading.note("No year is given, so the target counts as due now.")
    target = replace(target, measured=_measured(reading.text))
    return ParsedTarget(target, reason, (), direction, unit, years)


# One reader for each kind


def _gap(reading: _Reading) -> ParsedTarget | None:
    if not reading.find(r"\bno indicators?\b|indicators? (?:are|is) required"):
        return None
    return ParsedTarget(Target(TargetKind.GAP), "There is no indicator yet: one is required.")


def _milestones(reading: _Reading) -> ParsedTarget | None:
    if not reading.find(r"\bmilestones?\b|delivery plan"):
        return None
    reason = "Progress is by milestones, which the PMG judges: there is no number."
    return ParsedTarget(
        Target(TargetKind.MILESTONES), reason, direction=Direction.HIGHER, unit=Unit.MILESTONES
    )


def _from_to(reading: _Reading) -> ParsedTarget | None:
    """From 70 to 310: a count to be reached when it rises, else a level on the way down."""
    found = reading.find(
        rf"\bfrom {_NUMBER}(?![\d/]) ?(%?)(?: (?:in|at) {_WHEN})? to {_NUMBER} ?(%?)"
    )
    if not found:
        return None
    start, end = _number(found[1]), _number(found[4])
    percent = "%" in (found[2], found[5])
    rising = end >= start
    counting = rising and not percent
    target = Target(
        TargetKind.COUNT_UP_TO if counting else TargetKind.LEVEL_BY_DATE,
        value=end,
        by=_by(reading),
        baseline=start,
        baseline_at=reading.when(found[3]) if found[3] else _baseline_day(reading),
    )
    unit = Unit.PERCENT if percent else _unit(reading.text) or Unit.COUNT
    return _complete(reading, target, Direction.HIGHER if rising else Direction.LOWER, unit)


_CHANGES = (
    rf"\b(?P<way>{_DOWN}|{_UP})(?: by)? {_NUMBER} ?(?:{_PERCENT}|{_POINTS})",
    rf"{_NUMBER} ?(?:{_PERCENT}|{_POINTS}) (?P<way>{_DOWN}|{_UP}|{_IMPROVE})\b",
    rf"\bby {_NUMBER} ?(?:{_PERCENT}|{_POINTS})",
)


def _change(reading: _Reading) -> ParsedTarget | None:
    """10% reduction, by 40%, down 10 percentage points: a change on a baseline."""
    found = next((found for pattern in _CHANGES if (found := reading.find(pattern))), None)
    if found is None:
        return None
    named = found.groupdict().get("way")
    direction = _way(reading, named or reading.text[: found.start()])
    if direction not in (Direction.LOWER, Direction.HIGHER):
        reading.note("The words do not say which way, so a fall is assumed.")
        direction = Direction.LOWER
    numbers = [group for group in found.groups() if group and group[0].isdigit()]
    size = _number(numbers[0]) * (1 if direction is Direction.HIGHER else -1)
    relative = not re.search(_POINTS, found[0])
    baseline, day, percent = _baseline(reading)
    target = Target(
        TargetKind.CHANGE_ON_BASELINE,
        by=_by(reading),
        baseline=baseline,
        baseline_at=day,
        change_percent=size,
        relative=relative,
    )
    if percent and relative:
        _note_share_of_share(reading, target)
    return _complete(reading, target, direction, Unit.PERCENT if percent else _unit(reading.text))


def _note_share_of_share(reading: _Reading, target: Target) -> None:
    """A tenth off 22% and ten points off 22% are very different aims."""
    size = format_number(abs(target.change_percent or 0), 0)
    ends = [
        format_plain(final_value(replace(target, relative=relative)), Unit.PERCENT)
        for relative in (True, False)
    ]
    start = format_plain(target.baseline, Unit.PERCENT)
    reading.note(
        f"{size}% is read as {size}% of {start}, which is {ends[0]},"
        f" not as {size} percentage points, which is {ends[1]}."
    )


_AT_LEAST = r"(?:at least|no fewer than|no less than|more than|up to|reach)"
_AT_MOST = r"(?:at most|no more than|fewer than|less than|under)"
_LEVELS = (
    rf"{_NUMBER} ?{_PERCENT}",
    rf"\b{_AT_LEAST} {_NUMBER}(?![\d/-])",
    rf"\b{_AT_MOST} {_NUMBER}(?![\d/-])",
    rf"\btarget(?: of| is|:)? {_NUMBER}(?![\d/-])",
    rf"^{_NUMBER}(?![\d/-])",
)


def _level(reading: _Reading) -> ParsedTarget | None:
    """80% by 2016/17, at least 410, up to 310: a level, or a count to be reached."""
    baseline, day, _percent = _baseline(reading)
    plain = re.sub(rf"(?:\bfrom|baseline(?: of| is|:)?) {_NUMBER} ?%?", "", reading.text)
    found = next((found for pattern in _LEVELS if (found := re.search(pattern, plain))), None)
    if found is None:
        return None
    percent = len(found.groups()) > 1
    counting = found[0].startswith("up to") and not percent
    target = Target(
        TargetKind.COUNT_UP_TO if counting else TargetKind.LEVEL_BY_DATE,
        value=_number(found[1]),
        by=_by(reading),
        baseline=baseline,
        baseline_at=day if baseline is not None else None,
    )
    direction = _level_direction(reading, found[0], percent)
    unit = Unit.PERCENT if percent else _unit(reading.text) or Unit.COUNT
    return _complete(reading, target, direction, unit)


def _level_direction(reading: _Reading, found: str, percent: bool) -> Direction | None:
    if reading.known is not None:
        return reading.known
    if re.match(_AT_LEAST, found):
        return Direction.HIGHER
    if re.match(_AT_MOST, found):
        return Direction.LOWER
    if reading.find(r"^(?:reduc|improv|increas)\w* .*\bambition"):
        number = found.strip()
        reading.note(f"{number} is read as a level to reach, not as a change of {number}.")
        reading.note("The words do not say whether higher or lower is better.")
        return None
    if percent and f"{found} of " in reading.text:
        reading.note("Higher is better is assumed.")
        return Direction.HIGHER
    if _UNWANTED.search(reading.text):
        reading.note("Lower is better is assumed.")
        return Direction.LOWER
    reading.note("The words do not say whether higher or lower is better.")
    return None


def _narrative(reading: _Reading) -> ParsedTarget | None:
    if not reading.find(r"\bensure\b|awareness|\bnarrative\b|opportunities"):
        return None
    reason = "The words describe an aim and name nothing to count: the PMG judges."
    return ParsedTarget(Target(TargetKind.NARRATIVE), reason, unit=Unit.NARRATIVE)


def _direction_only(reading: _Reading) -> ParsedTarget | None:
    if not _WAYS.search(reading.text):
        return None
    direction = _way(reading, reading.text)
    target = Target(TargetKind.DIRECTION_ONLY, measured=_measured(reading.text))
    reason = "The words give a direction and no number."
    return ParsedTarget(target, reason, (), direction, _unit(reading.text))


# Said back

_SAID = {
    TargetKind.DIRECTION_ONLY: "No number: better than a year earlier",
    TargetKind.MILESTONES: "Milestones: the PMG judges",
    TargetKind.NARRATIVE: "Narrative: the PMG judges",
    TargetKind.GAP: "No indicator yet",
}
_OVER = {
    Measured.LATEST: "",
    Measured.ROLLING_12: ", over rolling 12 months",
    Measured.YEAR_TO_DATE: ", for the year to date",
}


def say_target(target: Target, unit: Unit) -> str:
    """The target in plain words, without a full stop: "80% by March 2017"."""
    if target.kind in _SAID:
        return _say_unnumbered(target)
    if target.kind is TargetKind.CHANGE_ON_BASELINE:
        return _say_change(target, unit) + _OVER[target.measured]
    end, start = format_plain(target.value, unit), format_plain(target.baseline, unit)
    by = f" by {_say_day(target.by)}" if target.by else ""
    at = f" in {_say_day(target.baseline_at)}" if target.baseline_at else ""
    if target.kind is TargetKind.COUNT_UP_TO:
        words = f"Up to {end}{by}" if target.baseline is None else f"From {start}{at} to {end}{by}"
    else:
        words = f"{end}{by}" + ("" if target.baseline is None else f", from {start}{at}")
    return words + _OVER[target.measured]


def _say_unnumbered(target: Target) -> str:
    if not target.milestones:
        return _SAID[target.kind]
    done = sum(step.done is not None for step in target.milestones)
    return f"{done} of {len(target.milestones)} milestones"


def _say_change(target: Target, unit: Unit) -> str:
    if target.change_percent is None:
        return "A change, but no number yet"
    way = "Down" if target.change_percent < 0 else "Up"
    size = format_plain(abs(target.change_percent), Unit.RATE)
    amount = f"{size}%" if target.relative else f"{size} percentage points"
    words = f"{way} {amount}" + (f" by {_say_day(target.by)}" if target.by else "")
    at = f" in {_say_day(target.baseline_at)}" if target.baseline_at else ""
    if target.baseline is None:
        since = f" from {_say_day(target.baseline_at)}" if target.baseline_at else ""
        return f"{words}{since} (no baseline figure yet)"
    start = format_plain(target.baseline, unit)
    end = format_plain(final_value(target), unit)
    return f"{words} on a baseline of {start}{at}: {end}"


def _say_day(day: date) -> str:
    """ "March 2017" for its last day, else the whole date."""
    month = parse_period(day)
    return plain_date(day) if day != month.end else f"{MONTHS[day.month - 1]} {day.year}"
