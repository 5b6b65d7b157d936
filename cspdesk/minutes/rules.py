"""How minutes are numbered, worded and read back, and which step may follow which. Pure.

A minute is kept as plain lines that a clerk could have typed, so that it can be edited as such:

    Members heard why three actions were late.
    RESOLVED: that
    (a) one weekly list be shared
    (b) the cohort reach 240 people by 31 March 2017.
    ACTION 3.04, CCG: Name a MARAC lead. By 1 December 2016.
    Communications: good news to all ward panels.

`parts_of` reads them back for documents; a line it does not know is a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from cspdesk.calendar import plain_date
from cspdesk.errors import RuleBroken
from cspdesk.meetings.recording_rules import without_verb
from cspdesk.phrases import lines_of
from db.vocabulary import DecisionKind, MeetingState, MinutesState

PER_MEETING, CONTINUOUS, PREFIX = "per_meeting", "continuous", "prefix"
NUMBERINGS = (
    (PER_MEETING, "As on the agenda, afresh at every meeting (4, 5, 6)"),
    (CONTINUOUS, "Going on from meeting to meeting (33, 34, 35)"),
    (PREFIX, "Going on, with letters in front (CSP33, CSP34)"),
)

OPENING, ATTENDANCE = "The meeting", "Attendance"
DECLARATIONS, MATTERS = "Declarations of interest", "Matters arising"
OTHER = "Other business"
# Minutes without a number: they stand before the first item.
FIXED = (OPENING, ATTENDANCE, DECLARATIONS, MATTERS)

COMMUNICATIONS, TO_BOARDS = "Communications", "For parallel boards"
TO_BODIES, HEARD = "To take back", "Homework heard"
_LABELS = (COMMUNICATIONS, TO_BOARDS, TO_BODIES, HEARD)

STEPS = tuple(MinutesState)


# -- numbers ----------------------------------------------------------------------------------


def numbered(style: str, prefix: str, first: int, items: Sequence[str | None]) -> tuple[str, ...]:
    """The numbers of minutes, by the agenda's number of each item (None: not on the agenda).

    Per meeting a minute has its item's number; what came on top takes 4.1 after item 4, or the
    next whole number after the last item.
    """
    if style == PER_MEETING:
        return tuple(_of_agenda(items))
    letters = prefix.strip() if style == PREFIX else ""
    return tuple(f"{letters}{first + place}" for place in range(len(items)))


def _of_agenda(items: Sequence[str | None]) -> Iterable[str]:
    last, on_top = "0", 0
    for place, number in enumerate(items):
        if number:
            last, on_top = number, 0
            yield number
        elif any(items[place:]):
            on_top += 1
            yield f"{last}.{on_top}"
        else:
            last = str((value_of(last.partition(".")[0]) or 0) + 1)
            yield last


def value_of(number: str) -> int | None:
    """The figure that a minute's number begins or ends with: 33 of "CSP33", 4 of "4"."""
    found = re.fullmatch(r"\D*(\d{1,9})\D*", number)
    return int(found[1]) if found else None


def next_first(earlier: Iterable[str], own: str) -> int:
    """The first number of minutes that go on: after the highest before them, else as they have."""
    values = [value for value in map(value_of, earlier) if value is not None]
    return max(values) + 1 if values else (value_of(own) or 1)


def check_numbering(style: str, prefix: str) -> tuple[str, str]:
    """Style and prefix fit to be kept. Raises RuleBroken("style" or "prefix")."""
    if style not in dict(NUMBERINGS):
        raise RuleBroken("style", "Choose how minutes are numbered.")
    letters = "".join(prefix.split())
    if style == PREFIX and not re.fullmatch(r"[^\W\d]{1,10}[/-]?", letters):
        raise RuleBroken("prefix", "Give up to ten letters, such as CSP.")
    return style, letters


# -- words ------------------------------------------------------------------------------------


def stopped(text: str) -> str:
    """The text with a full stop, unless it ends a sentence already."""
    words = text.strip()
    return words if not words or words[-1] in ".!?:" else f"{words}."


def letter(place: int) -> str:
    """ "a" for 0, "z" for 25, "aa" for 26."""
    return chr(97 + place) if place < 26 else letter(place // 26 - 1) + chr(97 + place % 26)


def verdict_lines(kind: DecisionKind, decisions: Sequence[str]) -> tuple[str, ...]:
    """ "RESOLVED: that …", or its lettered parts when there are several."""
    said = (without_verb(kind, " ".join(text.split())) for text in decisions)
    texts = [text.rstrip(".") for text in said]
    verb = kind.label.upper()
    if len(texts) == 1:
        return (f"{verb}: {stopped(texts[0])}",)
    common = all(text.lower().startswith("that ") for text in texts)
    first = f"{verb}: that" if common else f"{verb}:"
    shown = [text[5:] if common else text for text in texts]
    parts = [f"({letter(place)}) {text}" for place, text in enumerate(shown)]
    return (first, *parts[:-1], stopped(parts[-1]))


def action_line(ref: str, owner: str, text: str, due: str) -> str:
    """ "ACTION 3.04, CCG: Name a MARAC lead. By 1 December 2016."."""
    by = f" By {due}." if due else ""
    return f"ACTION {ref}, {owner.replace(':', ' ')}: {stopped(' '.join(text.split()))}{by}"


# -- reading back -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was received, noted, resolved or agreed, with its lettered parts."""

    verb: str
    text: str
    letters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """An action line; `due` is "" when it says none."""

    ref: str
    owner: str
    text: str
    due: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """ "Communications: …", "For parallel boards: …"."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Attended:
    """A row of the attendance: organisation, role ("" where it is not known), how it was there."""

    organisation: str
    role: str
    how: str


Part: TypeAlias = Words | Verdict | Task | Labelled | Attended

_VERDICT = re.compile(r"(RESOLVED|NOTED|RECEIVED|AGREED)\b\s*:?\s*(.*)")
_LETTER = re.compile(r"\([a-z]{1,2}\)\s+(.+)")
_TASK = re.compile(
    r"ACTION\s+([^,:]*?)(?:,\s*([^:]+))?:\s*(.+?)(?:\s+By ((?:\d|the )[^.]*)\.?)?", re.DOTALL
)
_WAYS = ("Present", "Apologies", "Absent", "In attendance", "Not recorded", "Vacant")
_LABELLED = re.compile(rf"({'|'.join(_LABELS)}):\s*(.+)")


def parts_of(text: str) -> tuple[Part, ...]:
    """What the lines of a minute are."""
    found: list[Part] = []
    for line in lines_of(text):
        lettered = _LETTER.fullmatch(line)
        last = found[-1] if found else None
        if lettered and isinstance(last, Verdict):
            found[-1] = Verdict(last.verb, last.text, (*last.letters, lettered[1]))
        else:
            found.append(_part(line))
    return tuple(found)


def _part(line: str) -> Part:
    if verdict := _VERDICT.fullmatch(line):
        return Verdict(verdict[1], verdict[2])
    if task := _TASK.fullmatch(line):
        return Task(task[1].strip(), (task[2] or "").strip(), task[3], (task[4] or "").strip())
    if labelled := _LABELLED.fullmatch(line):
        return Labelled(labelled[1], labelled[2])
    cells = [cell.strip() for cell in line.split(" | ")]
    if len(cells) == 3 and all(cells):
        return Attended(*cells)
    if len(cells) == 2 and cells[0] and cells[1].startswith(_WAYS):
        return Attended(cells[0], "", cells[1])
    return Words(line)


# -- steps ------------------------------------------------------------------------------------


def refuse_step(state: MinutesState, to: MinutesState) -> None:
    """Raises RuleBroken unless `to` is the step that follows."""
    if state is MinutesState.CONFIRMED:
        raise RuleBroken("", "These minutes are confirmed and locked.")
    due = STEPS[STEPS.index(state) + 1]
    if to is not due:
        raise RuleBroken("", f"{_DO_FIRST[due]} first: these minutes are {_STANDING[state]}.")


_DO_FIRST = {
    MinutesState.CLEARED: "Have the chair clear them",
    MinutesState.CIRCULATED: "Circulate them",
    MinutesState.CONFIRMED: "Confirm them",
}
_STANDING = {
    MinutesState.DRAFT: "a draft",
    MinutesState.CLEARED: "cleared and not circulated",
    MinutesState.CIRCULATED: "circulated",
}


_BEGUN = (MeetingState.IN_PROGRESS, MeetingState.MINUTES_DRAFT, MeetingState.CONFIRMED)


def why_not_drafted(state: MeetingState, held_on: date, today: date) -> str:
    """Why a meeting has no minutes to draft, in one sentence; "" once it was begun or is past."""
    if state in _BEGUN or held_on < today:
        return ""
    day = plain_date(held_on)
    if held_on > today:
        return f"The meeting of {day} is still to come: there is nothing to minute."
    return f"The meeting of {day} has not begun: start it in meeting mode, or draft these tomorrow."


def why_not_sent(state: MeetingState, held_on: date, today: date) -> str:
    """Why minutes cannot be cleared or circulated yet; "" once the meeting ended or is past."""
    if held_on < today or state in (MeetingState.MINUTES_DRAFT, MeetingState.CONFIRMED):
        return ""
    return f"The meeting of {plain_date(held_on)} has not ended: end it in meeting mode first."


def why_not_editable(state: MinutesState) -> str:
    """Why the words of minutes may not change now; "" when they may.

    Circulated minutes may be corrected: corrections come when the next meeting confirms them.
    """
    if state is MinutesState.CONFIRMED:
        return "These minutes are confirmed and locked: nothing in them changes any more."
    if state is MinutesState.CLEARED:
        return "The chair has cleared these words: take the minutes back a step to change them."
    return ""
