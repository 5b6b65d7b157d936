"""Targets in the words of a strategy, read into numbers and said back in plain words.

Nothing is guessed silently: every reading that the words leave open comes with an assumption.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from cspdesk.calendar import MONTHS, plain_date
from cspdesk.kpis.figures import format_number, format_plain
from cspdesk.kpis.periods import parse_period
from cspdesk.kpis.target_forms import plain_forms, why_refused
from cspdesk.kpis.target_phrases import (
    DOWN,
    FIGURE,
    IMPROVE,
    NUMBER,
    PERCENT,
    POINTS,
    UNWANTED,
    UP,
    WAYS,
    WHEN,
    TargetReading,
    baseline_day,
    baseline_named,
    end_date,
    measured_over,
    number,
    tidy,
    unit_named,
    way_named,
    years_named,
)
from cspdesk.kpis.targets import Milestone, Target, final_value, what_is_missing
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
    reading = TargetReading(tidy(words), direction)
    if not reading.text:
        return ParsedTarget(None, "There are no words to read a target from.")
    reading.text = plain_forms(reading.text, reading.note)
    refused = why_refused(reading.text)
    if refused:
        return ParsedTarget(None, refused)
    for read in _READERS:
        found = read(reading)
        if found is not None:
            return replace(found, assumptions=tuple(reading.notes))
    return ParsedTarget(
        None,
        "The words give neither a number nor a direction.",
        direction=direction,
        unit=unit_named(reading.text),
    )


def _plus_years(day: date, years: int) -> date:
    last = day.replace(day=28 if (day.month, day.day) == (2, 29) else day.day)
    return last.replace(year=last.year + years)


def _complete(
    reading: TargetReading, target: Target, direction: Direction | None, unit: Unit | None
) -> ParsedTarget:
    """Work out the end from "over 4 years", and say what is still wanting."""
    years = years_named(reading.text)
    if target.by is None and years and target.baseline_at:
        target = replace(target, by=_plus_years(target.baseline_at, years))
    elif target.by and years and target.baseline_at is None and target.is_change:
        target = replace(target, baseline_at=_plus_years(target.by, -years))
        reading.note(f"“Over {years} years” is counted back from the end to find the start.")
    if target.by and target.baseline_at and target.baseline_at >= target.by:
        return ParsedTarget(None, "The target ends before the baseline it starts from.")
    reason = what_is_missing(target) or ""
    if target.by is None:
        if reason:
            reason = "There is no baseline and no year, so nothing can be worked out yet."
        elif years:
            reading.note(f"“Over {years} years” has no start, so the target counts as due now.")
        else:
            reading.note("No year is given, so the target counts as due now.")
    target = replace(target, measured=measured_over(reading.text))
    return ParsedTarget(target, reason, (), direction, unit, years)


# One reader for each kind


def _gap(reading: TargetReading) -> ParsedTarget | None:
    if not reading.find(r"\bno indicators?\b|indicators? (?:are|is) required"):
        return None
    return ParsedTarget(Target(TargetKind.GAP), "There is no indicator yet: one is required.")


_FINISHED = (
    r"^(?:yes|done|complete(?:d|ion)?|in place|agreed|delivered|published|signed off|running)"
    r"\b(?!.*\d ?%)"
)


def _milestones(reading: TargetReading) -> ParsedTarget | None:
    if reading.find(_FINISHED):
        return _yes_or_no(reading)
    if not reading.find(r"\bmilestones?\b|delivery plan"):
        return None
    reason = "Progress is by milestones, which the PMG judges: there is no number."
    return ParsedTarget(
        Target(TargetKind.MILESTONES), reason, direction=Direction.HIGHER, unit=Unit.MILESTONES
    )


def _yes_or_no(reading: TargetReading) -> ParsedTarget:
    """ "Yes by March 2018": one step that is done or not."""
    due = end_date(reading)
    if due is None:
        reading.note("No date is given, so it is never late.")
    reading.note("A yes or no is one milestone.")
    named = reading.text.split(" by ")[0]
    step = Milestone("Done" if named == "yes" else named.capitalize(), due)
    target = Target(TargetKind.MILESTONES, by=due, milestones=(step,))
    reason = "It is done or not, which the PMG judges: there is no number."
    return ParsedTarget(target, reason, (), Direction.HIGHER, Unit.MILESTONES)


def _from_to(reading: TargetReading) -> ParsedTarget | None:
    """From 70 to 310: a count to be reached when it rises, else a level on the way down."""
    found = reading.find(rf"\bfrom {FIGURE}(?: ?(%))?(?: (?:in|at) {WHEN})? to {NUMBER} ?(%?)")
    if not found:
        return None
    start, end = number(found[1]), number(found[4])
    percent = "%" in (found[2], found[5])
    rising = end >= start
    counting = rising and not percent
    target = Target(
        TargetKind.COUNT_UP_TO if counting else TargetKind.LEVEL_BY_DATE,
        value=end,
        by=end_date(reading),
        baseline=start,
        baseline_at=reading.when(found[3]) if found[3] else baseline_day(reading),
    )
    unit = Unit.PERCENT if percent else unit_named(reading.text) or Unit.COUNT
    return _complete(reading, target, Direction.HIGHER if rising else Direction.LOWER, unit)


_BY_SO_MANY = r"(?P<way>(?:reduc|decreas|cut|fall|drop|lower|increas|rais|ris|grow|improv)\w*)"
_CHANGES = (
    rf"\b(?P<way>{DOWN}|{UP})(?: by)? {NUMBER} ?(?:{PERCENT}|{POINTS})",
    rf"{NUMBER} ?(?:{PERCENT}|{POINTS}) (?P<way>{DOWN}|{UP}|{IMPROVE})\b",
    rf"\bby {NUMBER} ?(?:{PERCENT}|{POINTS})",
    rf"^{NUMBER} ?{POINTS}",
    # So many, not so many per cent: "reduce by 15", "15 fewer", "down 15".
    rf"\b{_BY_SO_MANY}\b[^\d%]*? by {FIGURE}(?! ?(?:%|per ?cent|years?\b))(?!(?<=[12]\d{{3}})\b)",
    rf"{FIGURE} (?P<way>fewer|more|less)\b(?! than)",
    rf"\b(?P<way>down|up) {FIGURE}(?! ?(?:%|per ?cent|years?\b))(?!(?<=[12]\d{{3}})\b)",
)


def _change(reading: TargetReading) -> ParsedTarget | None:
    """10% reduction, by 40%, down 10 percentage points: a change on a baseline."""
    found = next((found for pattern in _CHANGES if (found := reading.find(pattern))), None)
    if found is None:
        return None
    named = found.groupdict().get("way")
    direction = way_named(reading, named or reading.text[: found.start()])
    if direction not in (Direction.LOWER, Direction.HIGHER):
        reading.note("The words do not say which way, so a fall is assumed.")
        direction = Direction.LOWER
    numbers = [group for group in found.groups() if group and group[0].isdigit()]
    size = number(numbers[0]) * (1 if direction is Direction.HIGHER else -1)
    relative = bool(re.search(PERCENT, found[0])) and not re.search(POINTS, found[0])
    baseline, day, percent = baseline_named(reading)
    target = Target(
        TargetKind.CHANGE_ON_BASELINE,
        by=end_date(reading),
        baseline=baseline,
        baseline_at=day,
        change_percent=size,
        relative=relative,
    )
    if percent and relative:
        _note_share_of_share(reading, target)
    return _complete(
        reading, target, direction, Unit.PERCENT if percent else unit_named(reading.text)
    )


def _note_share_of_share(reading: TargetReading, target: Target) -> None:
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


_AT_LEAST = (
    r"(?:at least|no fewer than|no less than|(?<!no )more than|up to|reach|above"
    rf"|\b(?:{UP})\b[^\d]*? to)"
)
_AT_MOST = (
    r"(?:at most|no more than|(?<!no )fewer than|(?<!no )less than|under|below|down to"
    rf"|\b(?:{DOWN})\b[^\d]*? to)"
)
_LEVELS = (
    rf"\b{_AT_LEAST} {NUMBER} ?{PERCENT}",
    rf"\b{_AT_MOST} {NUMBER} ?{PERCENT}",
    rf"{NUMBER} ?{PERCENT}",
    rf"\b{_AT_LEAST} {FIGURE}",
    rf"\b{_AT_MOST} {FIGURE}",
    rf"\btarget(?: of| is|:)? {FIGURE}",
    rf"^{FIGURE}",
)


def _level(reading: TargetReading) -> ParsedTarget | None:
    """80% by 2016/17, at least 410, up to 310: a level, or a count to be reached."""
    baseline, day, _percent = baseline_named(reading)
    plain = re.sub(rf"(?:\bfrom|baseline(?: of| is|:)?) {NUMBER} ?%?", "", reading.text)
    found = next((found for pattern in _LEVELS if (found := re.search(pattern, plain))), None)
    if found is None:
        return None
    percent = found.re.groups > 1
    counting = found[0].startswith("up to") and not percent
    target = Target(
        TargetKind.COUNT_UP_TO if counting else TargetKind.LEVEL_BY_DATE,
        value=number(found[1]),
        by=end_date(reading),
        baseline=baseline,
        baseline_at=day if baseline is not None else None,
    )
    direction = _level_direction(reading, found[0], percent)
    unit = Unit.PERCENT if percent else unit_named(reading.text) or Unit.COUNT
    return _complete(reading, target, direction, unit)


def _level_direction(reading: TargetReading, found: str, percent: bool) -> Direction | None:
    if re.match(_AT_LEAST, found):
        return Direction.HIGHER
    if re.match(_AT_MOST, found):
        return Direction.LOWER
    if reading.known is not None:
        return reading.known
    if reading.find(r"^(?:reduc|improv|increas)\w* .*\bambition"):
        level = found.strip()
        reading.note(f"{level} is read as a level to reach, not as a change of {level}.")
        reading.note("The words do not say whether higher or lower is better.")
        return None
    if percent and f"{found} of " in reading.text:
        reading.note("Higher is better is assumed.")
        return Direction.HIGHER
    if UNWANTED.search(reading.text):
        reading.note("Lower is better is assumed.")
        return Direction.LOWER
    reading.note("The words do not say whether higher or lower is better.")
    return None


def _narrative(reading: TargetReading) -> ParsedTarget | None:
    if not reading.find(r"\bensure\b|awareness|\bnarrative\b|opportunities"):
        return None
    reason = "The words describe an aim and name nothing to count: the PMG judges."
    return ParsedTarget(Target(TargetKind.NARRATIVE), reason, unit=Unit.NARRATIVE)


def _direction_only(reading: TargetReading) -> ParsedTarget | None:
    better = reading.find(r"\bbetter\b")
    if not better and not WAYS.search(reading.text):
        return None
    direction = reading.known if better else way_named(reading, reading.text)
    unread = re.findall(r"\d[\d,.]*", re.sub(WHEN, "", reading.text))
    if unread:
        numbers = " and ".join(f"“{figure.rstrip('.,')}”" for figure in unread)
        reading.note(f"{numbers} in the words {plural_is(unread)} not read as part of a target.")
    # Counts go up and down with the season; twelve months against the twelve before do not.
    target = Target(TargetKind.DIRECTION_ONLY, measured=Measured.ROLLING_12)
    reason = "The words give a direction and no number."
    return ParsedTarget(target, reason, (), direction, unit_named(reading.text))


def plural_is(things: list[str]) -> str:
    return "is" if len(things) == 1 else "are"


_READERS = (_gap, _milestones, _from_to, _change, _level, _narrative, _direction_only)


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
    at = _say_at(target.baseline_at)
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
    amount = f"{size}%" if target.relative else f"{size}{_points(unit)}"
    words = f"{way} {amount}" + (f" by {_say_day(target.by)}" if target.by else "")
    at = _say_at(target.baseline_at)
    if target.baseline is None:
        since = f" from {_say_day(target.baseline_at)}" if target.baseline_at else ""
        return f"{words}{since} (no baseline figure yet)"
    start = format_plain(target.baseline, unit)
    end = format_plain(final_value(target), unit)
    return f"{words} on a baseline of {start}{at}: {end}"


def _points(unit: Unit) -> str:
    return " percentage points" if unit is Unit.PERCENT else ""


def _say_at(day: date | None) -> str:
    """ "In March 2013", "at 1 April 2013"."""
    if day is None:
        return ""
    words = _say_day(day)
    return f" at {words}" if words[0].isdigit() else f" in {words}"


def _say_day(day: date) -> str:
    """ "March 2017" for its last day, else the whole date."""
    month = parse_period(day)
    return plain_date(day) if day != month.end else f"{MONTHS[day.month - 1]} {day.year}"
