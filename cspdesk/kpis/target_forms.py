"""The many ways people write the same thing, turned into the few that `target_words` reads.

"31/03/2017" becomes "31 march 2017", "halve" "reduce by 50%", "80% or above" "at least 80%". The
meaning is never changed; where a form leaves something open a note says how it was taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from cspdesk.calendar import MONTHS
from cspdesk.kpis.target_phrases import DOWN, NUMBER, PERCENT, POINTS, UP, WHEN

Note = Callable[[str], None]
_Write = str | Callable[[re.Match[str]], str]

_MONTH = "|".join(f"{name[:3].lower()}(?:t|{name[3:].lower()})?" for name in MONTHS)
_TENS = {
    "five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "twenty-five": 25, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_PARTS = {
    "half": "50", "third": "33.3", "quarter": "25", "fifth": "20", "tenth": "10",
    "two thirds": "66.7", "three quarters": "75",
}  # fmt: skip
_PART = "|".join(("two thirds", "three quarters", *(f"(?:a |one )?{p}" for p in tuple(_PARTS)[:5])))
_BARE = rf"{NUMBER}( ?%| per ?cent\b)?"


def _day_first(found: re.Match[str]) -> str:
    month = int(found[2])
    if not 1 <= month <= 12:
        return found[0]
    return f"{int(found[1])} {MONTHS[month - 1].lower()} {found[3]}"


def _month_of_century(found: re.Match[str]) -> str:
    return f"{found[1][:3]} 20{found[2]}"


def _two_digit_year(found: re.Match[str]) -> str:
    first, second = int(found[1]), int(found[2])
    return f"20{found[1]}/{found[2]}" if (first + 1) % 100 == second else found[0]


def _tens(found: re.Match[str]) -> str:
    return f"{_TENS[found[1]]}%"


# Pattern and what is written in its place, in this order.
_FORMS: tuple[tuple[str, _Write], ...] = (
    (r"\b(\d{1,2})(?:st|nd|rd|th)\b", r"\1"),
    (r"\b(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d{2})\b", _day_first),
    (rf"\b({_MONTH})[-' ]+(\d{{2}})(?![\d%,./]| ?%| ?per ?cent)", _month_of_century),
    (r"\bsept (?=(?:19|20)\d{2})", "sep "),
    (r"\bby 1/2\b", "by half"),
    (r"\bby (?:1/3|(2)/3)\b", lambda found: "by two thirds" if found[1] else "by a third"),
    (r"\bby (?:1/4|(3)/4)\b", lambda found: "by three quarters" if found[1] else "by a quarter"),
    (r"(?<![\d/.,-])(\d{2})/(\d{2})(?![\d/])", _two_digit_year),
    (r"\bfy ?(?=\d)", ""),
    (rf"\b({'|'.join(_TENS)})(?: ?%| per ?cent\b)", _tens),
    (r"^(?:>=|=>|≥|>) ?(?=\d)", "at least "),
    (r"^(?:<=|=<|≤|<) ?(?=\d)", "at most "),
    (rf"{_BARE} or (?:above|more|over|higher|better)\b", r"at least \1\2"),
    (rf"{_BARE} or (?:below|less|under|lower|fewer)\b", r"at most \1\2"),
    (r"^(?:zero|nil|none|nought)\b(?=$| by)", "at most 0"),
    (r"\bto (?:zero|nil|none|nought)\b", "to 0"),
    (r"^-(?=\d[\d.]* ?(?:%|per ?cent))", "reduce by "),
    (r"^\+(?=\d[\d.]* ?(?:%|per ?cent))", "increase by "),
    (r"\b(?:maintain|keep|hold|stay|remain)(?:ed|ing)?(?: at)? (?=\d)", ""),
)


def plain_forms(text: str, note: Note) -> str:
    """The tidied words (lower case) in the forms that are read."""
    for pattern, write in _FORMS:
        text = re.sub(pattern, write, text)
    return _parts(_halves(text), note)


def _halves(text: str) -> str:
    text = re.sub(r"\b(?:halve|halving)\b", "reduce by 50%", text)
    return re.sub(r"\b(?:double|doubling)\b", "increase by 100%", text)


def _parts(text: str, note: Note) -> str:
    """ "By a third", "a quarter fewer": the part as a percentage, said where it is rounded."""

    def write(found: re.Match[str]) -> str:
        name = re.sub(r"^(?:a|one) ", "", found["part"])
        size = _PARTS[name]
        if "." in size:
            note(f"“{found['part']}” is read as {size}%.")
        return found[0].replace(found["part"], f"{size}%")

    text = re.sub(rf"\bby (?P<part>{_PART})\b", write, text)
    return re.sub(rf"\b(?P<part>{_PART}) (?:{DOWN}|{UP})\b", write, text)


# What cannot be read as a target, each with the sentence that says what to write instead.
_REFUSED: tuple[tuple[str, str], ...] = (
    (
        rf"\bbetween {NUMBER} ?%? and {NUMBER}|\b{NUMBER} ?%? ?- ?{NUMBER} ?%(?! ?\))",
        "A range is not a target. Give the end that counts: “at least 80% by March 2018”.",
    ),
    (
        rf"{NUMBER} ?(?:{PERCENT}|{POINTS}) (?:(?:a|per|each|every) year|annually|year on year)",
        "A change each year is not read. Say the whole of it:"
        " “reduce by 20% over 4 years from 2016/17”.",
    ),
)
_YEAR_RANGE = re.compile(WHEN)


def why_refused(text: str) -> str:
    """The sentence for words that must not be read as something else; "" for all others."""
    # A year such as 2016-17 is no range, nor is the "2013/14 - 22%" of a baseline.
    bare = _YEAR_RANGE.sub("", text)
    for pattern, sentence in _REFUSED:
        if re.search(pattern, bare):
            return sentence
    return ""
