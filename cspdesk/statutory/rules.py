"""The duties the law lays on a Community Safety Partnership, and how one stands on a day. Pure.

The officer may add, change and take away: this is a list to start from, not legal advice.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cspdesk.calendar import plain_date, plural
from cspdesk.errors import RuleBroken

SOON_DAYS = 60
MOST_MONTHS = 120


@dataclass(frozen=True, slots=True)
class KnownDuty:
    """A duty to start from. `months`: how often it returns, 0 once. `day`: (month, day) by law.

    `since` is the day the duty came into force: a file that lives earlier is not offered it.
    """

    key: str
    title: str
    basis: str
    months: int
    note: str
    day: tuple[int, int] | None = None
    since: date = date(1998, 7, 31)


# Source: reference "domain", statutory context. Dates are those on which each provision began.
KNOWN_DUTIES = (
    KnownDuty(
        "assessment",
        "Strategic assessment",
        "SI 2007/1830, regulations 5 to 7",
        12,
        "Levels and patterns of crime, disorder and substance misuse, and what matters most.",
        since=date(2007, 8, 1),
    ),
    KnownDuty(
        "plan",
        "Partnership plan: yearly revision",
        "SI 2007/1830, regulations 10 and 11; Crime and Disorder Act 1998, section 6",
        12,
        "A three-year plan that is revised every year; a copy goes to the local policing body.",
        since=date(2007, 8, 1),
    ),
    KnownDuty(
        "public",
        "Meeting with the public",
        "SI 2007/1830, regulation 12",
        12,
        "As made, at least one public meeting a year: check the wording that is in force.",
        since=date(2007, 8, 1),
    ),
    KnownDuty(
        "scrutiny",
        "Crime and disorder scrutiny",
        "Police and Justice Act 2006, section 19",
        12,
        "The council’s committee considers the partnership’s work at least once a year.",
        since=date(2009, 4, 30),
    ),
    KnownDuty(
        "youth_justice",
        "Youth justice plan",
        "Crime and Disorder Act 1998, section 40",
        12,
        "Agreed by full Council and published by 30 June.",
        day=(6, 30),
    ),
    KnownDuty(
        "asb_review",
        "ASB case review figures published",
        "Anti-social Behaviour, Crime and Policing Act 2014, section 104",
        12,
        "Applications, threshold not met, reviews held, recommendations made.",
        since=date(2014, 10, 20),
    ),
    KnownDuty(
        "prevent",
        "Prevent: risk assessment and delivery plan",
        "Counter-Terrorism and Security Act 2015, section 26",
        12,
        "Agreed by the partners, with how progress is followed.",
        since=date(2015, 7, 1),
    ),
    KnownDuty(
        "information_sharing",
        "Information-sharing protocol reviewed",
        "SI 2007/1830, regulation 4; Crime and Disorder Act 1998, section 115",
        12,
        "Signed by each responsible authority; who the designated liaison officers are.",
        since=date(2007, 8, 1),
    ),
    KnownDuty(
        "serious_violence",
        "Serious Violence Duty: needs assessment and strategy reviewed",
        "Police, Crime, Sentencing and Courts Act 2022, section 8",
        12,
        "Kinds and causes of serious violence in the area, and what is done about them.",
        since=date(2023, 1, 31),
    ),
)


class Standing(StrEnum):
    """How a duty stands, the most pressing first."""

    OVERDUE = "overdue"
    NO_DAY = "no_day"
    SOON = "soon"
    TO_COME = "to_come"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class DutyState:
    """A standing with its words for list and screen reader ("12 days late")."""

    standing: Standing
    words: str

    @property
    def wants_work(self) -> bool:
        return self.standing in (Standing.OVERDUE, Standing.NO_DAY, Standing.SOON)


def state_of(due_on: date | None, last_done: date | None, months: int, today: date) -> DutyState:
    """How a duty stands. One that comes once is done when a record says so.

    Without a day it asks for one: it must not look as if nothing were due.
    """
    if months == 0 and last_done is not None:
        return DutyState(Standing.DONE, f"Done {plain_date(last_done)}")
    if due_on is None:
        return DutyState(Standing.NO_DAY, "No day set")
    days = (due_on - today).days
    if days < 0:
        return DutyState(Standing.OVERDUE, f"{-days} {plural('day', -days)} late")
    if days == 0:
        return DutyState(Standing.SOON, "Due today")
    if days <= SOON_DAYS:
        return DutyState(Standing.SOON, f"Due in {days} {plural('day', days)}")
    return DutyState(Standing.TO_COME, f"Due {plain_date(due_on)}")


def next_due(due_on: date | None, months: int, done_on: date) -> date | None:
    """The day it is due again once done: `months` after the day it was due, or was done.

    A duty that was done years late is not due in the past again. None when it comes only once.
    """
    if not months:
        return None
    day = months_later(due_on or done_on, months)
    while day <= done_on:
        day = months_later(day, months)
    return day


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last day where the month is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def first_due(known: KnownDuty, today: date) -> date | None:
    """The first day the law itself names, on or after today; None where it names none."""
    if known.day is None:
        return None
    month, day = known.day
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)


def duties_in_force(today: date, have: Collection[str] = ()) -> tuple[KnownDuty, ...]:
    """The known duties that were law on that day, without those whose key is in `have`."""
    return tuple(one for one in KNOWN_DUTIES if one.since <= today and one.key not in have)


def checked_months(months: int) -> int:
    """Months between two times, 0 for once. Raises RuleBroken("months", ...)."""
    if not 0 <= months <= MOST_MONTHS:
        raise RuleBroken(
            "months", f"Give the months between two times, from 0 (once) to {MOST_MONTHS}."
        )
    return months


def often_words(months: int) -> str:
    """ "Once", "Every month", "Every 6 months", "Every year", "Every 3 years"."""
    if not months:
        return "Once"
    if months % 12 == 0:
        years = months // 12
        return "Every year" if years == 1 else f"Every {years} years"
    return "Every month" if months == 1 else f"Every {months} months"
