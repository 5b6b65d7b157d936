"""What a cell of figures says: 45%, 1,234, (12), £, n/a, -, *, <5, 102p, 10 of 11, a number.

The shorthand in square brackets is that of the Government Statistical Service for tables
([c] confidential, [p] provisional, [r] revised, [x] not available, [z] not applicable …).
Percentages are in percentage points everywhere in the program: 45% is 45.0.
"""

from __future__ import annotations

import math
import re
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from cspdesk.sheets.grid import CellError, Raw, shown
from db.vocabulary import MeasurementState, Unit


class Outcome(StrEnum):
    NUMBER = "number"
    NOT_AVAILABLE = "not_available"
    SUPPRESSED = "suppressed"
    BLANK = "blank"
    REJECTED = "rejected"


class ReadValue(NamedTuple):
    """One cell as read. `note` says what was read with a change, `reason` why it was rejected.

    `mark` is PROVISIONAL or REVISED when the cell itself says so; `numerator` and `denominator`
    are set for "10 of 11".
    """

    outcome: Outcome
    number: float | None = None
    note: str = ""
    reason: str = ""
    mark: MeasurementState | None = None
    numerator: float | None = None
    denominator: float | None = None


BLANK = ReadValue(Outcome.BLANK)
_LARGEST = 1e12
_COUNTED = frozenset({Unit.COUNT, Unit.MILESTONES})

_NOT_AVAILABLE_WORDS = (
    "n/a na n.a. n.a n\\a n/k nk #n/a [x] x [z] z [w] w - -- .. ... … : tbc tba awaited pending "
    "unknown"
)
_NOT_AVAILABLE = frozenset(_NOT_AVAILABLE_WORDS.split()) | {
    "not available",
    "not applicable",
    "not known",
    "no data",
    "not yet available",
    "data awaited",
}
_SUPPRESSED = frozenset({"*", "**", "***", "c", "[c]", "(c)", "s", "[s]", "[low]", "suppressed"})
_BOUND = re.compile(
    r"(?:<|>|≤|≥|<=|>=|fewer than|less than|under|over|more than)\s*\d[\d,.]*\s*%?"
    r"|\d+\s*(?:-|to)\s*\d+|\d+ or (?:fewer|less|more)"
)
_MARKS: dict[str, tuple[MeasurementState | None, str]] = {
    "p": (MeasurementState.PROVISIONAL, "“p” read as provisional"),
    "r": (MeasurementState.REVISED, "“r” read as revised"),
    "e": (MeasurementState.PROVISIONAL, "“e”: an estimate, read as provisional"),
    "*": (MeasurementState.PROVISIONAL, "Star read as provisional"),
    "b": (None, "“b”: the source marks a break in the series here"),
    "u": (None, "“u”: the source calls this figure unreliable"),
    "prov": (MeasurementState.PROVISIONAL, "“prov” read as provisional"),
    "provisional": (MeasurementState.PROVISIONAL, ""),
    "revised": (MeasurementState.REVISED, ""),
    "†": (None, "Footnote mark † left out"),
    "‡": (None, "Footnote mark ‡ left out"),
}
_MARKED = re.compile(
    r"(?P<rest>.*?[\d%)])\s*(?:[\[(](?P<inside>p|r|e|b|u|prov|provisional|revised)[\])]"
    r"|(?P<bare>p|r|e|prov|provisional|revised|\*+|†|‡))\.?",
    re.IGNORECASE,
)
_OF = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(?:of|out of)\s*(\d[\d,]*(?:\.\d+)?)")
_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:e[+-]?\d{1,2})?")
_SPACED = re.compile(r"\d{1,3}(?: \d{3})+(?:\.\d+)?")
_SUPERSCRIPTS = re.compile(r"[⁰¹²³⁴-⁹]+$")


def read_value(raw: Raw, unit: Unit = Unit.COUNT, *, percent: bool = False) -> ReadValue:
    """Read one cell for an indicator of a unit; `percent` when its number format shows a %."""
    if isinstance(raw, bool):
        return _rejected(f"{shown(raw)} is not a number")
    if isinstance(raw, int | float):
        return _from_number(float(raw), unit, percent)
    if raw is None:
        return BLANK
    if isinstance(raw, str):
        return _from_text(raw, unit)
    if isinstance(raw, CellError):
        return _rejected(raw.reason[0].upper() + raw.reason[1:])
    assert isinstance(raw, date)
    return _rejected("A date, not a figure")


def _rejected(reason: str) -> ReadValue:
    return ReadValue(Outcome.REJECTED, reason=reason)


def _from_number(number: float, unit: Unit, percent: bool) -> ReadValue:
    if not math.isfinite(number) or abs(number) > _LARGEST:
        return _rejected("Too large to be a figure")
    if percent:
        if unit is not Unit.PERCENT:
            return _rejected(f"A percentage, but this KPI is a {unit.label.lower()}")
        hundredfold = round(number * 100, 10)
        note = f"Percent cell, so {_figure(hundredfold)}% and not {_figure(number)}"
        return ReadValue(Outcome.NUMBER, hundredfold, note)
    if unit is Unit.PERCENT:
        return _percent_without_sign(number)
    return _counted(number, unit)


def _counted(number: float, unit: Unit) -> ReadValue:
    """Nobody counts fewer than none: such a figure is a slip, or a change and not a count."""
    if number < 0 and unit in _COUNTED:
        return _rejected(f"{_figure(number)}: a count cannot be below nought")
    return ReadValue(Outcome.NUMBER, number)


def _percent_without_sign(number: float) -> ReadValue:
    """26 can only be 26%; 0.77 could be either, and is not guessed."""
    if 0 < abs(number) <= 1:
        low, high = _figure(number), _figure(round(number * 100, 10))
        return _rejected(f"{low} could be {low}% or {high}%: write it with a % sign")
    return ReadValue(Outcome.NUMBER, number, f"No % sign: read as {_figure(number)}%")


def read_fraction(raw: Raw, hundredfold: bool) -> ReadValue | None:
    """0.45 for an indicator in per cent once a person has said what it means: 45%, or 0.45%."""
    try:
        number = float(raw) if isinstance(raw, int | float | str) else math.nan
    except ValueError:
        return None
    if not 0 < abs(number) <= 1:
        return None
    value = round(number * 100, 10) if hundredfold else number
    return ReadValue(Outcome.NUMBER, value, f"{_figure(number)} read as {_figure(value)}%, as said")


def _figure(number: float) -> str:
    return f"{number:.10g}"


def _from_text(raw: str, unit: Unit) -> ReadValue:
    text = " ".join(raw.replace("\u00a0", " ").replace("\u202f", " ").split())
    word = text.casefold().strip("\"'“”‘’ ")
    word = re.sub(r"[‐‑‒–—−]", "-", word)
    if not word:
        return BLANK
    if word in _NOT_AVAILABLE:
        return ReadValue(Outcome.NOT_AVAILABLE, note="Kept as not available, never as 0")
    if word in _SUPPRESSED or _BOUND.fullmatch(word):
        return ReadValue(
            Outcome.SUPPRESSED, note=f"“{text}” hides a small or exact number: kept as suppressed"
        )
    if word in ("nil", "zero"):
        return ReadValue(Outcome.NUMBER, 0.0, f"“{text}” read as 0")
    if match := _OF.fullmatch(word):
        return _of(float(match[1].replace(",", "")), float(match[2].replace(",", "")), unit)
    return _marked(word, text, unit)


def _of(part: float, whole: float, unit: Unit) -> ReadValue:
    if whole == 0 or part > whole:
        return _rejected(f"{_figure(part)} of {_figure(whole)} makes no sense")
    if unit is Unit.MILESTONES:
        return ReadValue(Outcome.NUMBER, part, numerator=part, denominator=whole)
    if unit is Unit.PERCENT:
        share = round(100 * part / whole, 10)
        note = f"{_figure(part)} of {_figure(whole)} read as {share:.1f}%"
        return ReadValue(Outcome.NUMBER, share, note, numerator=part, denominator=whole)
    return _rejected("Two numbers where one is expected")


def _marked(word: str, text: str, unit: Unit) -> ReadValue:
    notes: list[str] = []
    mark: MeasurementState | None = None
    if match := _SUPERSCRIPTS.search(word):
        notes.append("Footnote number left out")
        word = word[: match.start()].rstrip()
    if match := _MARKED.fullmatch(word):
        letter = (match["inside"] or match["bare"]).casefold()
        mark, note = _MARKS["*" if letter.startswith("*") else letter]
        notes += [note] if note else []
        word = match["rest"].strip()
    value = _plain(word, text, unit, notes)
    return value._replace(mark=mark) if value.outcome is Outcome.NUMBER else value


def _plain(word: str, text: str, unit: Unit, notes: list[str]) -> ReadValue:
    """A number with its signs: brackets or a minus, a pound, a percent sign, thousands."""
    percent = word.endswith("%")
    core = word.removesuffix("%").strip()
    negative = False
    if core.startswith("(") and core.endswith(")"):
        core, negative = core[1:-1].strip(), True
        percent, core = percent or core.endswith("%"), core.removesuffix("%").strip()
        notes.append(f"Brackets read as minus {core}")
    elif core[:1] in ("-", "+"):
        negative, core = core[0] == "-", core[1:].strip()
    if core.startswith("£"):
        core = core[1:].strip()
        notes.append("£ sign left out")
        if core.startswith("-"):
            negative, core = True, core[1:]
    if _SPACED.fullmatch(core):
        core = core.replace(" ", "")
        notes.append(f"Spaces left out: {core}")
    if not core or core == "." or not _NUMBER.fullmatch(core) or not re.search(r"\d", core):
        return _rejected(_why_not(core, text))
    number = float(core.replace(",", ""))
    return _signed(-number if negative else number, percent, unit, notes)


def _signed(number: float, percent: bool, unit: Unit, notes: list[str]) -> ReadValue:
    if abs(number) > _LARGEST:
        return _rejected("Too large to be a figure")
    if percent and unit is not Unit.PERCENT:
        return _rejected(f"A percentage, but this KPI is a {unit.label.lower()}")
    if unit is Unit.PERCENT and not percent:
        value = _percent_without_sign(number)
        notes.append(value.note)
    else:
        value = _counted(number, unit)
    return value._replace(note="; ".join(note for note in notes if note))


def _why_not(core: str, text: str) -> str:
    if re.fullmatch(r"\d+,\d{1,2}", core):
        return f"“{text}” has a comma where no thousands end"
    if re.search(r"\d", core):
        return f"“{text[:60]}” is not an exact number"
    return "Not a number"
