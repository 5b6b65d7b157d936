"""How an action or a report-back stands against its date, when to remind, references. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from cspdesk.calendar import add_working_days, date_for, is_working_day, plural, short_date
from cspdesk.words import number_word
from db.vocabulary import ActionState, Rag, ReportBackState

# An action due within two weeks is shown as at risk, as is one due before the Board.
SOON_DAYS = 14
# A partner is reminded this many days before the day, on the day, and then each so many working
# days after the last reminder; after so many reminders the co-chairs are told.
REMIND_BEFORE = 7
REMIND_AGAIN = 7
TELL_CO_CHAIRS = 3


class Due(StrEnum):
    """How an open action stands; CLOSED when it is not open."""

    OVERDUE = "overdue"
    SOON = "soon"
    ON_TRACK = "on_track"
    NO_DATE = "no_date"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Standing:
    """`days` is days late when overdue, days left otherwise, 0 without a date or when closed."""

    due: Due
    days: int
    words: str
    paper_words: str

    @property
    def rag(self) -> Rag:
        """The mark it is shown with; the words always stand beside it."""
        return _RAGS[self.due]

    @property
    def is_overdue(self) -> bool:
        return self.due is Due.OVERDUE


_RAGS = {
    Due.OVERDUE: Rag.RED,
    Due.SOON: Rag.AMBER,
    Due.ON_TRACK: Rag.GREEN,
    Due.NO_DATE: Rag.GREY,
    Due.CLOSED: Rag.GREY,
}


def action_standing(
    state: ActionState,
    due_on: date | None,
    today: date,
    board_on: date | None = None,
    closed_on: date | None = None,
) -> Standing:
    """An action against its date. On its due day it is not late yet.

    `board_on` is the coming Board: what is due by then needs an eye, however far off it is.
    """
    if not state.is_open:
        closed = f", {short_date(closed_on)}" if closed_on else ""
        return Standing(Due.CLOSED, 0, f"{state.label}{closed}", state.label)
    if due_on is None:
        return Standing(Due.NO_DATE, 0, "No date", "No date")
    left = (due_on - today).days
    if left < 0:
        late = f"{-left} {plural('day', -left)}"
        return Standing(Due.OVERDUE, -left, f"Overdue, {late}", f"{late} late")
    if left <= SOON_DAYS or (board_on is not None and due_on <= board_on):
        words = "Due today" if left == 0 else f"{left} {plural('day', left)} left"
        return Standing(Due.SOON, left, words, words)
    return Standing(Due.ON_TRACK, left, "On track", "On track")


@lru_cache(maxsize=8192)  # a log of thousands has few days
def next_reminder(
    due_on: date | None, last_chased: date | None, days_before: int = REMIND_BEFORE
) -> date | None:
    """The day on which the owner is to be reminded next; None without a due date.

    `days_before` the due day, on the due day, then seven working days after the last reminder. A
    reminder that would fall on a day when nobody works goes out on the working day before.
    """
    if due_on is None:
        return None
    early, on_the_day = (_working(due_on - timedelta(days=n)) for n in (days_before, 0))
    if last_chased is None or last_chased < early:
        return early
    return on_the_day if last_chased < on_the_day else add_working_days(last_chased, REMIND_AGAIN)


def _working(day: date) -> date:
    return day if is_working_day(day) else add_working_days(day, -1)


def chase_words(next_on: date | None, chases: int, today: date, board_on: date | None) -> str:
    """ "Mon 13 Feb. After three chases the co-chairs are told before the Board." """
    if next_on is None:
        return "No reminder: it has no date."
    when = "Today" if next_on <= today else date_for(next_on, today)
    many = number_word(TELL_CO_CHAIRS)
    if chases < TELL_CO_CHAIRS:
        return f"{when}. After {many} chases the co-chairs are told before the Board."
    board = f" of {date_for(board_on, today)}" if board_on else ""
    return (
        f"{when}. Chased {number_word(chases)} times: tell the co-chairs before the Board{board}."
    )


def next_ref(cycle_number: int, taken: Iterable[str]) -> str:
    """The next reference of a cycle's actions: "3.05" when "3.04" is the highest taken."""
    mine = re.compile(rf"{cycle_number}\.(\d+)")
    used = [int(found[1]) for ref in taken if (found := mine.fullmatch(ref.strip()))]
    return f"{cycle_number}.{max(used, default=0) + 1:02d}"


@lru_cache(maxsize=8192)
def ref_order(ref: str) -> tuple[tuple[int, ...], str]:
    """Sorts references as numbers: 2.11 before 3.04 before 3.13."""
    return tuple(int(part) for part in re.findall(r"\d+", ref)), ref


@dataclass(frozen=True, slots=True)
class ReportBackStanding:
    """How a report-back stands; `days_late` is 0 unless it is due and not in."""

    is_in: bool
    days_late: int
    words: str


def report_back_standing(
    state: ReportBackState, due_on: date | None, reported_on: date | None, today: date
) -> ReportBackStanding:
    """In words: "Received 22 Dec", "34 days late", "Due Fri 7 Apr", "Taken on, due Fri 7 Apr"."""
    if state is ReportBackState.REPORTED:
        on = f" {short_date(reported_on).split(' ', 1)[1]}" if reported_on else ""
        return ReportBackStanding(True, 0, f"Received{on}")
    if due_on is None:
        return ReportBackStanding(False, 0, state.label)
    late = (today - due_on).days
    if late > 0:
        return ReportBackStanding(False, late, f"{late} {plural('day', late)} late")
    due = f"due {short_date(due_on)}"
    if state is ReportBackState.DUE:
        return ReportBackStanding(False, 0, f"D{due[1:]}" if late else "Due today")
    return ReportBackStanding(False, 0, f"{state.label}, {due}")
