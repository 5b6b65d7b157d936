"""Who holds a seat on which days: terms, how they clash, and the sentences for it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from cspdesk.calendar import plain_date
from db.vocabulary import AppointmentKind


@dataclass(frozen=True, slots=True)
class Term:
    """Somebody's time on a seat; both days are included, None is open at that end."""

    id: int
    name: str
    kind: AppointmentKind
    from_on: date | None = None
    to_on: date | None = None

    @property
    def words(self) -> str:
        """ "since 1 April 2016", "1 April 2016 to 31 March 2017", "days not recorded"."""
        if self.from_on and self.to_on:
            return f"{plain_date(self.from_on)} to {plain_date(self.to_on)}"
        if self.from_on:
            return f"since {plain_date(self.from_on)}"
        return f"until {plain_date(self.to_on)}" if self.to_on else "days not recorded"


def runs_on(term: Term, day: date) -> bool:
    """Whether the term covers the day."""
    return (term.from_on or date.min) <= day <= (term.to_on or date.max)


def is_over(term: Term, day: date) -> bool:
    """Whether the term ended before the day."""
    return term.to_on is not None and term.to_on < day


def common_days(one: Term, other: Term) -> tuple[date | None, date | None] | None:
    """First and last day both cover (None: open at that end), or None when they share no day."""
    first = max(one.from_on or date.min, other.from_on or date.min)
    last = min(one.to_on or date.max, other.to_on or date.max)
    if first > last:
        return None
    return (None if first == date.min else first), (None if last == date.max else last)


def clashing(term: Term, others: Iterable[Term]) -> Term | None:
    """The first other holder who has the seat on a day of this term. Substitutes never clash."""
    if term.kind is not AppointmentKind.HOLDER:
        return None
    return next(
        (
            other
            for other in others
            if other.id != term.id
            and other.kind is AppointmentKind.HOLDER
            and common_days(term, other) is not None
        ),
        None,
    )


def clash_words(role: str, term: Term, other: Term) -> str:
    """One sentence that names both holders, the days and the way out."""
    shared = common_days(term, other)
    assert shared is not None
    return (
        f"{other.name} holds the seat of {role} ({other.words}) and {term.name} would hold it too, "
        f"{_days(*shared)}: end the one before the other begins."
    )


def _days(first: date | None, last: date | None) -> str:
    if first and last:
        same = first == last
        return f"on {plain_date(first)}" if same else f"{plain_date(first)} to {plain_date(last)}"
    if first:
        return f"from {plain_date(first)} on"
    return f"up to {plain_date(last)}" if last else "on every day"


def day_before(day: date) -> date:
    """The last day of whoever is succeeded on `day`."""
    return day - timedelta(days=1)


def holder_on(terms: Iterable[Term], day: date) -> Term | None:
    """Who holds the seat that day: the latest to begin, where old records overlap."""
    held = [t for t in terms if t.kind is AppointmentKind.HOLDER and runs_on(t, day)]
    return max(held, key=lambda term: (term.from_on or date.min, term.id), default=None)


def substitutes_on(terms: Iterable[Term], day: date) -> tuple[Term, ...]:
    """Who may come for the holder that day."""
    return tuple(t for t in terms if t.kind is AppointmentKind.SUBSTITUTE and runs_on(t, day))
