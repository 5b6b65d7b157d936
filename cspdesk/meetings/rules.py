"""The cycle worked back from its Board, where it stands today, and the clock of a meeting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cspdesk.calendar import (
    add_working_days,
    long_date,
    papers_due,
    plural,
    short_date,
    why_not_working,
    working_days_between,
)
from cspdesk.errors import RuleBroken

FURTHEST = 120  # working days from the Board that a step may be planned for

_MINUTES_IN_DAY = 24 * 60


class Step(StrEnum):
    """The six steps of a cycle, in order."""

    PMG = "pmg"
    EXECUTIVE = "executive"
    PAPERS = "papers"
    BOARD = "board"
    MINUTES = "minutes"
    REPORT_BACKS = "report_backs"

    @property
    def label(self) -> str:
        return _STEP_NAMES[self]


_STEP_NAMES = {
    Step.PMG: "PMG",
    Step.EXECUTIVE: "Executive",
    Step.PAPERS: "Papers out",
    Step.BOARD: "Board",
    Step.MINUTES: "Minutes and actions",
    Step.REPORT_BACKS: "Report-backs",
}


class StepState(StrEnum):
    DONE = "done"
    CURRENT = "current"
    TO_COME = "to_come"


@dataclass(frozen=True, slots=True)
class CycleDates:
    """The day of each step."""

    pmg_on: date
    executive_on: date
    papers_on: date
    board_on: date
    minutes_on: date
    report_backs_on: date

    @property
    def days(self) -> tuple[date, ...]:
        """In the order of Step."""
        return (
            self.pmg_on,
            self.executive_on,
            self.papers_on,
            self.board_on,
            self.minutes_on,
            self.report_backs_on,
        )


@dataclass(frozen=True, slots=True)
class Offsets:
    """Working days from each step to the Board, as the partnership's settings have them.

    Papers go by `clear_days` (neither end counts). As first set they give the trial year's last
    cycle: PMG Tue 17 January, Executive Thu 2 February, Board Thu 23 February, minutes Thu 2
    March, report-backs Fri 7 April.
    """

    pmg_before: int = 27
    executive_before: int = 15
    clear_days: int = 5
    minutes_after: int = 5
    report_backs_after: int = 31


USUAL_OFFSETS = Offsets()


def offsets_fault(offsets: Offsets) -> tuple[str, str] | None:
    """The field that makes the steps impossible and why, in one sentence; None when they fit.

    Papers go out `clear_days` + 1 working days before the Board: neither end is a clear day.
    """
    papers_before = offsets.clear_days + 1
    for name, words in (
        ("pmg_before", "PMG"),
        ("executive_before", "The Executive"),
        ("minutes_after", "Minutes"),
        ("report_backs_after", "Report-backs"),
    ):
        if not 1 <= getattr(offsets, name) <= FURTHEST:
            way = "before" if name.endswith("before") else "after"
            return name, f"{words}: a whole number from 1 to {FURTHEST} working days {way}."
    if offsets.executive_before < papers_before:
        return "executive_before", (
            f"Papers go out {papers_before} working days before the Board "
            f"({offsets.clear_days} clear days): the Executive must be that many before, or more."
        )
    if offsets.pmg_before < offsets.executive_before:
        return "pmg_before", (
            f"The Executive is {offsets.executive_before} working days before the Board and reads "
            "what PMG found: PMG must be that many before, or more."
        )
    if offsets.report_backs_after < offsets.minutes_after:
        return "report_backs_after", (
            f"Minutes go out {offsets.minutes_after} working days after the Board: report-backs "
            "must be that many after, or more."
        )
    return None


def worked_back(board_on: date, offsets: Offsets = USUAL_OFFSETS) -> CycleDates:
    """The dates of a cycle in working days from its Board (papers by the clear-days rule)."""
    return CycleDates(
        pmg_on=add_working_days(board_on, -offsets.pmg_before),
        executive_on=add_working_days(board_on, -offsets.executive_before),
        papers_on=papers_due(board_on, offsets.clear_days).due,
        board_on=board_on,
        minutes_on=add_working_days(board_on, offsets.minutes_after),
        report_backs_on=add_working_days(board_on, offsets.report_backs_after),
    )


def replanned(now: CycleDates, board_on: date, offsets: Offsets, today: date) -> CycleDates:
    """The dates after the Board moved: what is past stays, the rest is worked back anew.

    A step before the Board is never planned for a day that has gone: it moves to the next working
    day.
    """
    new = worked_back(board_on, offsets)
    first = add_working_days(today, 0)

    def before(old: date, wished: date) -> date:
        return old if old < today else max(wished, first)

    return CycleDates(
        pmg_on=before(now.pmg_on, new.pmg_on),
        executive_on=before(now.executive_on, new.executive_on),
        papers_on=new.papers_on,
        board_on=new.board_on,
        minutes_on=new.minutes_on,
        report_backs_on=new.report_backs_on,
    )


def first_planned(board_on: date, offsets: Offsets, today: date) -> CycleDates:
    """The dates of a cycle planned today: no step has happened yet, so none lies behind us."""
    ahead = CycleDates(today, today, today, board_on, today, today)
    return replanned(ahead, board_on, offsets, today)


def replan_fault(now: CycleDates, offsets: Offsets, today: date) -> str | None:
    """Why a cycle is left as it is when the offsets change; None when it can be planned anew."""
    return board_date_fault(now.board_on, offsets.clear_days, today)


def what_moved(old: CycleDates, new: CycleDates) -> tuple[tuple[Step, date, date], ...]:
    """The steps whose day changed, each with its old and new day."""
    pairs = zip(Step, old.days, new.days, strict=True)
    return tuple((step, was, now) for step, was, now in pairs if was != now)


def not_a_working_day(day: date) -> str | None:
    """Why nothing can be held that day, in one sentence; None for a working day."""
    why = why_not_working(day)
    if why is None:
        return None
    if why in long_date(day):
        return f"{long_date(day)} is at the weekend: choose a working day."
    return f"{long_date(day)} is a bank holiday ({why}): choose a working day."


def board_date_fault(board_on: date, clear_days: int, today: date) -> str | None:
    """Why the Board cannot be held that day, in one sentence; None when it can."""
    if board_on <= today:
        return f"{long_date(board_on)} is not in the future: choose a later day for the Board."
    weekend = not_a_working_day(board_on)
    if weekend:
        return weekend
    due = papers_due(board_on, clear_days).due
    if due < today:
        earliest = add_working_days(add_working_days(today, 0), clear_days + 1)
        return (
            f"Papers for {short_date(board_on)} were due out on {short_date(due)}: "
            f"the first day with {clear_days} clear working days is {short_date(earliest)}."
        )
    return None


def step_fault(dates: CycleDates, step: Step, day: date, clear_days: int) -> str | None:
    """Why a step cannot be on that day, in one sentence; None when it can."""
    weekend = not_a_working_day(day)
    if weekend:
        return weekend
    due = papers_due(dates.board_on, clear_days).due
    if step is Step.PAPERS and day > due:
        return (
            f"Papers must be out by {short_date(due)} to give {clear_days} clear working days "
            "before the Board."
        )
    steps = list(Step)
    place = steps.index(step)
    if place and day < dates.days[place - 1]:
        return f"{step.label} cannot be before {steps[place - 1].label}, {_on(dates, place - 1)}."
    if place + 1 < len(steps) and day > dates.days[place + 1]:
        return f"{step.label} cannot be after {steps[place + 1].label}, {_on(dates, place + 1)}."
    return None


def _on(dates: CycleDates, place: int) -> str:
    return short_date(dates.days[place])


def step_states(dates: CycleDates, today: date, *, issued: bool) -> tuple[StepState, ...]:
    """How each step stands on a day.

    A step is done when its day has gone; papers are done when they were issued, on whatever day,
    and count as late until the day of the Board.
    """
    done = [day < today for day in dates.days]
    papers = list(Step).index(Step.PAPERS)
    done[papers] = issued or dates.board_on <= today
    current = done.index(False) if False in done else len(done)
    return tuple(
        StepState.DONE if was_done else StepState.CURRENT if n == current else StepState.TO_COME
        for n, was_done in enumerate(done)
    )


def time_left(day: date, today: date) -> str:
    """Working days to a step: "4 working days", "today", "2 working days late"."""
    if day == today:
        return "today"
    days = working_days_between(today, day)
    if day > today:
        return f"{days} working {plural('day', days)}" if days else "by the next working day"
    return f"{-days} working {plural('day', -days)} late" if days else "late"


def municipal_year(day: date, first_month: int) -> str:
    """The municipal year a day falls in: "2016/17" for 23 February 2017 when it starts in May."""
    start = day.year if day.month >= first_month else day.year - 1
    return f"{start}/{(start + 1) % 100:02d}" if first_month > 1 else str(day.year)


def current_of(board_dates: Sequence[date], today: date) -> int | None:
    """Which cycle is the current one: the earliest with its Board to come (today counts), else the
    last. `board_dates` may be in any order; the answer is a place in it, None when it is empty.
    """
    if not board_dates:
        return None
    places = range(len(board_dates))
    ahead = [place for place in places if board_dates[place] >= today]
    if ahead:
        return min(ahead, key=lambda place: board_dates[place])
    return max(places, key=lambda place: board_dates[place])


# The clock

_CLOCK = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?\s*(am|pm)?", re.IGNORECASE)
_NO_TIME = "Write the time as 14:00."


def start_time(text: str) -> str:
    """A time as typed ("2pm", "14.00", "9:30") as "14:00". Raises RuleBroken("starts_at")."""
    found = _CLOCK.fullmatch(text.strip())
    if not found:
        raise RuleBroken("starts_at", _NO_TIME)
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half and not 1 <= hour <= 12:
        raise RuleBroken("starts_at", _NO_TIME)
    hour = hour % 12 + 12 * (half == "pm") if half else hour
    if hour > 23 or minute > 59:
        raise RuleBroken("starts_at", _NO_TIME)
    return f"{hour:02d}:{minute:02d}"


def minutes_after(start: str, minutes: int) -> str:
    """The time so many minutes after "14:00"; past midnight it begins again."""
    hour, minute = (int(part) for part in start.split(":"))
    total = (hour * 60 + minute + minutes) % _MINUTES_IN_DAY
    return f"{total // 60:02d}:{total % 60:02d}"


def clock_times(minutes: Sequence[int], start: str) -> tuple[tuple[str, str], ...]:
    """Start and end of each item, one after another from the start of the meeting."""
    ends = [sum(minutes[: n + 1]) for n in range(len(minutes))]
    return tuple(
        (minutes_after(start, end - own), minutes_after(start, end))
        for own, end in zip(minutes, ends, strict=True)
    )
