"""The forward plan: what stands in the way of a Board's day, what moved, what is due. Pure.

A clash never forbids a day: the officer knows the borough, the program only what it is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from cspdesk.calendar import (
    MONTHS,
    SHORT_MONTHS,
    add_working_days,
    bank_holiday,
    long_date,
    plural,
    short_date,
    why_not_working,
    working_days_between,
)
from cspdesk.meetings.rules import CycleDates, Step, what_moved
from cspdesk.phrases import joined

# Notice of an election is published no later than the 25th working day before the poll (Local
# Elections (Principal Areas) (England and Wales) Rules 2006, Schedule 2); councils restrict
# publicity from then on (Local Government Act 1986, section 2).
NOTICE_BEFORE_POLL = 25
MONTHS_WITHOUT = 12  # what has not been before the Board for a year is pointed out
_AUGUST, _MAY, _THURSDAY = 8, 5, 3
_CHRISTMAS, _NEW_YEAR = (12, 24), (1, 2)


# Clashes


class ClashKind(StrEnum):
    """Why a day is a poor one."""

    NOT_WORKING = "not_working"
    BESIDE_HOLIDAY = "beside_holiday"
    CHRISTMAS = "christmas"
    AUGUST = "august"
    ELECTION = "election"
    OTHER_BOARD = "other_board"
    CLEAR_DAYS = "clear_days"


@dataclass(frozen=True, slots=True)
class Clash:
    """One reason against the days of a cycle, in one sentence."""

    kind: ClashKind
    sentence: str


@dataclass(frozen=True, slots=True)
class OtherMeeting:
    """The day on which another board meets."""

    name: str
    on: date


def clashes(dates: CycleDates, others: Sequence[OtherMeeting] = ()) -> tuple[Clash, ...]:
    """What speaks against the days of a cycle, the weightiest first."""
    board = dates.board_on
    found = [
        *_not_working(dates),
        *_same_day(board, others),
        *_before_election(board),
        *_in_august(board),
        *_at_christmas(board),
        *_beside_holiday(board),
    ]
    return tuple(found)


def _not_working(dates: CycleDates) -> Iterable[Clash]:
    for step, day in zip(Step, dates.days, strict=True):
        why = why_not_working(day)
        if why is not None:
            when = short_date(day, year=True)
            reason = "at the weekend" if bank_holiday(day) is None else f"a bank holiday ({why})"
            yield Clash(ClashKind.NOT_WORKING, f"{step.label}, {when}, is {reason}.")


def _same_day(board: date, others: Sequence[OtherMeeting]) -> Iterable[Clash]:
    names = [other.name for other in others if other.on == board]
    if names:
        verb = "meets" if len(names) == 1 else "meet"
        yield Clash(
            ClashKind.OTHER_BOARD, f"{joined(names)} {verb} on the same day: members sit on both."
        )


def polling_day(year: int) -> date:
    """The ordinary day of local elections: the first Thursday of May."""
    first = date(year, _MAY, 1)
    return first + timedelta(days=(_THURSDAY - first.weekday()) % 7)


def pre_election_period(year: int) -> tuple[date, date]:
    """From the last day for the notice of election to polling day, both included."""
    poll = polling_day(year)
    return add_working_days(poll, -NOTICE_BEFORE_POLL), poll


def _before_election(board: date) -> Iterable[Clash]:
    first, poll = pre_election_period(board.year)
    if first <= board <= poll:
        yield Clash(
            ClashKind.ELECTION,
            f"Pre-election period if the borough votes on {short_date(poll, year=True)}: from "
            f"{short_date(first)} councillors and publicity are restricted.",
        )


def _in_august(board: date) -> Iterable[Clash]:
    if board.month == _AUGUST:
        yield Clash(ClashKind.AUGUST, "August: schools are closed and many members are on holiday.")


def _at_christmas(board: date) -> Iterable[Clash]:
    day = (board.month, board.day)
    if day >= _CHRISTMAS or day <= _NEW_YEAR:
        yield Clash(ClashKind.CHRISTMAS, "Between Christmas and New Year: offices are closed.")


def _beside_holiday(board: date) -> Iterable[Clash]:
    if why_not_working(board) is not None:
        return
    for day in (_holiday_before(board), _holiday_after(board)):
        if day is not None:
            side = "before" if day < board else "after"
            yield Clash(
                ClashKind.BESIDE_HOLIDAY,
                f"Next to a bank holiday: {bank_holiday(day)} is {short_date(day)}, the last day "
                f"off {side} it.",
            )


def _holiday_before(day: date) -> date | None:
    return _holiday_beside(day, -1)


def _holiday_after(day: date) -> date | None:
    return _holiday_beside(day, 1)


def _holiday_beside(day: date, way: int) -> date | None:
    """The bank holiday among the days off that touch a working day on that side."""
    at = day + timedelta(days=way)
    found = None
    while why_not_working(at) is not None:
        found = found or (at if bank_holiday(at) is not None else None)
        at += timedelta(days=way)
    return found


# Moves


@dataclass(frozen=True, slots=True)
class MoveLine:
    """One step whose day changed; `by` counts working days, negative when it came forward."""

    step: Step
    was: date
    now: date
    by: int

    @property
    def words(self) -> str:
        """ "5 working days later"."""
        days = abs(self.by)
        if not days:
            return "the same working day"
        way = "later" if self.by > 0 else "earlier"
        return f"{days} working {plural('day', days)} {way}"


def move_lines(old: CycleDates, new: CycleDates) -> tuple[MoveLine, ...]:
    """What moved, in the order of the cycle: the list that is shown before and after."""
    return tuple(move_line(step, was, now) for step, was, now in what_moved(old, new))


def move_line(step: Step, was: date, now: date) -> MoveLine:
    """One step's move, counted in working days."""
    return MoveLine(step, was, now, working_days_between(was, now))


# Subjects


class SubjectKind(StrEnum):
    """What must come before the Board from time to time."""

    PRIORITY = "priority"
    OUTCOME = "outcome"
    GROUP = "group"
    YEARLY = "yearly"

    @property
    def label(self) -> str:
        return _KIND_LABELS[self]


_KIND_LABELS = {
    SubjectKind.PRIORITY: "Priorities",
    SubjectKind.OUTCOME: "Outcomes",
    SubjectKind.GROUP: "Sub-groups",
    SubjectKind.YEARLY: "Every year",
}


def subject_key(kind: SubjectKind, key: int | str) -> str:
    """ "priority:3"."""
    return f"{kind.value}:{key}"


def subject_parts(subject: str) -> tuple[SubjectKind, str] | None:
    """Kind and key of "priority:3"; None for anything else."""
    kind, colon, key = subject.partition(":")
    known = next((one for one in SubjectKind if one.value == kind), None)
    return (known, key) if known is not None and colon and key else None


@dataclass(frozen=True, slots=True)
class YearlyDuty:
    """What the law wants each year. `said_as`: words of a title by which an item is known as it."""

    key: str
    title: str
    basis: str
    said_as: tuple[str, ...]


# The strategy group's duties: SI 2007/1830 as made (reference: domain, statute table). Scrutiny:
# Police and Justice Act 2006. The youth justice plan goes to full Council by 30 June.
YEARLY_DUTIES = (
    YearlyDuty("assessment", "Strategic assessment", "SI 2007/1830", ("strategic assessment",)),
    YearlyDuty(
        "plan",
        "Partnership plan: yearly revision",
        "SI 2007/1830",
        ("partnership plan", "community safety plan", "community safety strategy", "strategy from"),
    ),
    YearlyDuty(
        "public",
        "Meeting with the public",
        "SI 2007/1830, regulation 12",
        ("public meeting", "meeting with the public", "face the public"),
    ),
    YearlyDuty(
        "scrutiny",
        "Crime and disorder scrutiny",
        "Police and Justice Act 2006, section 19",
        ("scrutiny",),
    ),
    YearlyDuty(
        "youth_justice",
        "Youth justice plan",
        "Crime and Disorder Act 1998, section 40",
        ("youth justice plan",),
    ),
)


def duty_of_title(title: str) -> YearlyDuty | None:
    """The yearly duty that an agenda item's title names; None when it names none."""
    folded = title.casefold()
    return next((duty for duty in YEARLY_DUTIES if any(w in folded for w in duty.said_as)), None)


def names_group(text: str, names: Iterable[str]) -> bool:
    """Whether a text names a group by one of its names; text and names are casefolded."""
    return any(len(name) > 2 and name in text for name in names)


# When


def months_between(first: date, last: date) -> int:
    """Whole months from one day to a later one."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (last.day < first.day)


def month_year(day: date) -> str:
    """ "Feb 2017"."""
    return f"{SHORT_MONTHS[day.month - 1]} {day.year}"


def month_words(day: date) -> str:
    """ "February 2017"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def since_words(last: date | None, today: date) -> str:
    """How long ago a subject was before the Board: "Nov 2016, 2 months ago", "not yet"."""
    if last is None:
        return "not yet"
    months = months_between(last, today)
    ago = f"{months} {plural('month', months)} ago" if months else "this month"
    return f"{month_year(last)}, {ago}"


def is_neglected(last: date | None, following: date | None, today: date) -> bool:
    """Whether a subject has no Board to come and none within the last year."""
    if following is not None:
        return False
    return last is None or months_between(last, today) >= MONTHS_WITHOUT


def due_by(last: date | None, today: date) -> date:
    """The day by which what is yearly must be before the Board again; today when it never was."""
    if last is None:
        return today
    try:
        return last.replace(year=last.year + 1)
    except ValueError:  # 29 February
        return last.replace(year=last.year + 1, day=28)


def board_for(due: date, boards: Sequence[tuple[int, date]]) -> int | None:
    """The last Board on or before the day something is due, else the first after it.

    `boards` are those to come as (id, day), the earliest first; None when there is none.
    """
    if not boards:
        return None
    in_time = [key for key, day in boards if day <= due]
    return in_time[-1] if in_time else boards[0][0]


def board_title(held_on: date) -> str:
    """A Board by its day: "Board of Thursday 8 June 2017"."""
    return f"Board of {long_date(held_on)}"
