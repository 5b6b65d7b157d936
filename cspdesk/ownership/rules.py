"""Shares of the partnership's work by organisation, and what a record says of a partner. Pure.

Source: the complaint that Police and Council carry it all. A share is said as "9 of 16", with a
percentage only from twenty up: below that one action moves it by more than anybody should read.
What nobody recorded counts as missing and is said in words; it is never nought.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cspdesk.calendar import short_date
from cspdesk.phrases import counted_in_words, joined
from cspdesk.words import counted, number_word
from db.vocabulary import ActionState, HomeworkState, Presence, ReportBackState, Sector

CARRYING = (Sector.POLICE, Sector.COUNCIL)
ENOUGH_FOR_PERCENT = 20


class Measure(StrEnum):
    """What a partner may own, in the order in which it is read."""

    ATTENDANCE = "attendance"
    HOMEWORK = "homework"
    ACTIONS = "actions"
    REPORT_BACKS = "report_backs"
    KPIS = "kpis"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Measure.ATTENDANCE: "Attendance",
    Measure.HOMEWORK: "Homework",
    Measure.ACTIONS: "Actions",
    Measure.REPORT_BACKS: "Report-backs",
    Measure.KPIS: "KPIs owned",
}

# What is given out at a meeting; attendance and the ownership of KPIs are counted by themselves.
WORK = (Measure.HOMEWORK, Measure.ACTIONS, Measure.REPORT_BACKS)


class Outcome(StrEnum):
    """What became of one thing that a partner owned."""

    DONE = "done"
    DONE_LATE = "done_late"
    UNDATED = "undated"  # done, with no date to hold it to
    WAITING = "waiting"
    LATE = "late"
    MISSED = "missed"
    SET_ASIDE = "set_aside"  # superseded, duplicate, dropped: no fault and no merit

    @property
    def is_done(self) -> bool:
        return self in (Outcome.DONE, Outcome.DONE_LATE, Outcome.UNDATED)


# What became of it


def attendance_outcome(presence: Presence) -> Outcome:
    """A substitute fills the seat. Those in attendance hold none."""
    if presence is Presence.IN_ATTENDANCE:
        return Outcome.SET_ASIDE
    return Outcome.DONE if presence.is_there else Outcome.MISSED


def homework_outcome(
    state: HomeworkState, due_on: date | None, answered_on: date | None, today: date
) -> Outcome:
    """A draft has not been asked yet. Without a day of its own an answer is taken as in time."""
    if state is HomeworkState.DRAFT:
        return Outcome.SET_ASIDE
    if state is HomeworkState.NO_ANSWER:
        return Outcome.MISSED
    if state is HomeworkState.ANSWERED:
        return _done(due_on, answered_on)
    return Outcome.LATE if due_on is not None and due_on < today else Outcome.WAITING


def action_outcome(
    state: ActionState, due_on: date | None, closed_on: date | None, today: date
) -> Outcome:
    """An open action is late from the day after it was due."""
    if state is ActionState.DONE:
        return _done(due_on, closed_on)
    if not state.is_open:
        return Outcome.SET_ASIDE
    return Outcome.LATE if due_on is not None and due_on < today else Outcome.WAITING


def report_back_outcome(
    state: ReportBackState, due_on: date | None, reported_on: date | None, today: date
) -> Outcome:
    """ "None yet" has been missed unless its day is still to come."""
    if state is ReportBackState.REPORTED:
        return _done(due_on, reported_on)
    if state is ReportBackState.NONE_YET:
        waits = due_on is not None and due_on >= today
        return Outcome.WAITING if waits else Outcome.MISSED
    return Outcome.LATE if due_on is not None and due_on < today else Outcome.WAITING


def _done(due_on: date | None, done_on: date | None) -> Outcome:
    if due_on is None or done_on is None:
        return Outcome.UNDATED
    return Outcome.DONE if done_on <= due_on else Outcome.DONE_LATE


_LATE = {Outcome.DONE_LATE: ", late", Outcome.UNDATED: ", no day to hold it to"}


def dated_words(
    outcome: Outcome, verb: str, done_on: date | None, due_on: date | None, state: str
) -> str:
    """ "Answered 18 Nov 2016", "Done 3 Feb 2017, late", "Late, due 13 Jan 2017", or the state."""
    due = day_words(due_on) if due_on else ""
    if outcome.is_done:
        on = f" {day_words(done_on)}" if done_on else ", day not recorded"
        return f"{verb}{on}{_LATE.get(outcome, '') if done_on else ''}"
    if outcome is Outcome.LATE:
        return f"Late, due {due}"
    if outcome is Outcome.WAITING:
        return f"Due {due}" if due else "Waiting, no date"
    return f"{state}, was due {due}" if outcome is Outcome.MISSED and due else state


def day_words(day: date) -> str:
    """ "18 Nov 2016"."""
    return short_date(day, year=True).split(" ", 1)[1]


# Figures of one partner


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many. `share` is None where there is nothing to take a share of."""

    got: int
    of: int

    @property
    def share(self) -> float | None:
        return self.got / self.of if self.of else None

    @property
    def percent(self) -> int | None:
        """A whole number, None under twenty."""
        share = self.share
        if share is None or self.of < ENOUGH_FOR_PERCENT:
            return None
        return round(100 * share)

    @property
    def words(self) -> str:
        """ "9 of 16", "16 of 47, 34%", "None"."""
        if not self.of:
            return "None"
        tail = f", {self.percent}%" if self.percent is not None else ""
        return f"{self.got} of {self.of}{tail}"

    def __add__(self, other: Rate) -> Rate:
        return Rate(self.got + other.got, self.of + other.of)


@dataclass(frozen=True, slots=True)
class Tally:
    """The outcomes of one partner under one measure; what was set aside is not counted."""

    done: int = 0
    done_late: int = 0
    undated: int = 0
    waiting: int = 0
    late: int = 0
    missed: int = 0

    @property
    def total(self) -> int:
        return self.finished.got + self.waiting + self.late + self.missed

    @property
    def finished(self) -> Rate:
        """Done at all, of everything."""
        got = self.done + self.done_late + self.undated
        return Rate(got, got + self.waiting + self.late + self.missed)

    @property
    def in_time(self) -> Rate:
        """Done by its day, of what has been done by a day or should have been by now."""
        return Rate(self.done, self.done + self.done_late + self.late + self.missed)

    @property
    def open(self) -> int:
        return self.waiting + self.late


def tally(outcomes: Iterable[Outcome]) -> Tally:
    count = Counter(outcomes)
    return Tally(
        done=count[Outcome.DONE],
        done_late=count[Outcome.DONE_LATE],
        undated=count[Outcome.UNDATED],
        waiting=count[Outcome.WAITING],
        late=count[Outcome.LATE],
        missed=count[Outcome.MISSED],
    )


def figure_of(measure: Measure, found: Tally) -> Rate:
    """The one figure a measure is read by: seats filled, answers given, actions done in time,
    report-backs received.
    """
    return found.in_time if measure is Measure.ACTIONS else found.finished


def figure_words(measure: Measure, found: Tally) -> tuple[str, str]:
    """The figure and what follows from it: ("2 of 3 answered", "1 late")."""
    if not found.total:
        return _NOTHING[measure], ""
    rate = figure_of(measure, found)
    if measure is Measure.KPIS:
        return counted(found.total, "KPI"), ""
    if measure is Measure.ACTIONS and not rate.of:
        return "none due yet", _open_words(found)
    second = _open_words(found) if measure is Measure.ACTIONS else _late_words(measure, found)
    return f"{rate.got} of {rate.of} {_VERBS[measure]}", second


_VERBS = {
    Measure.ATTENDANCE: "seats filled",
    Measure.HOMEWORK: "answered",
    Measure.ACTIONS: "in time",
    Measure.REPORT_BACKS: "received",
}
_NOTHING = {
    Measure.ATTENDANCE: "No record",
    Measure.HOMEWORK: "No question",
    Measure.ACTIONS: "No action",
    Measure.REPORT_BACKS: "None asked",
    Measure.KPIS: "No KPI",
}


def _open_words(found: Tally) -> str:
    """ "2 open, 1 overdue"."""
    late = f", {found.late} overdue" if found.late else ""
    return f"{found.open or 'none'} open{late}"


_MISSED = {
    Measure.ATTENDANCE: "empty",
    Measure.HOMEWORK: "never came",
    Measure.REPORT_BACKS: "none yet",
}


def _late_words(measure: Measure, found: Tally) -> str:
    """ "1 late", "1 late, 2 never came"."""
    parts = (
        (found.late + found.done_late, "late"),
        (found.missed, _MISSED.get(measure, "missed")),
        (found.waiting, "to come"),
    )
    return ", ".join(f"{count} {words}" for count, words in parts if count)


# Police and Council against the rest


def is_carrying(sector: Sector) -> bool:
    """Whether an organisation is Police or Council."""
    return sector in CARRYING


@dataclass(frozen=True, slots=True)
class Split:
    """How much Police and Council carry, and how much all the rest."""

    pair: int
    rest: int

    @property
    def rate(self) -> Rate:
        return Rate(self.pair, self.pair + self.rest)

    @property
    def words(self) -> str:
        """ "9 of 16", "None"."""
        return self.rate.words


def split_by_pair(counts: Iterable[tuple[Sector, int]]) -> Split:
    """The sums of Police and Council, and of all others."""
    pair = rest = 0
    for sector, count in counts:
        if is_carrying(sector):
            pair += count
        else:
            rest += count
    return Split(pair, rest)


def fair_share(sectors: Iterable[Sector]) -> Rate:
    """What Police and Council would carry if every partner carried the same: 2 of 8."""
    held = list(sectors)
    return Rate(sum(is_carrying(sector) for sector in held), len(held))


def share_finding(split: Split, fair: Rate) -> str:
    """ "Police and Council carry 36 of 86, 42%; as 2 of 8 partners an even share would be 25%."."""
    if not split.rate.of:
        return "Nothing was given to anybody in this time."
    even = f"; as {fair.got} of {fair.of} partners an even share is {_percent(fair)}"
    return f"Police and Council carry {split.words}{even if fair.of else ''}."


def _percent(rate: Rate) -> str:
    return f"{round(100 * (rate.share or 0))}%"


# Who has nothing


def has_nothing(tallies: Mapping[Measure, Tally]) -> bool:
    """No question, no action, no report-back and no KPI: the partner owns nothing at all."""
    return not any(tallies[one].total for one in (*WORK, Measure.KPIS) if one in tallies)


def idle_sentence(names: Iterable[str], held: int) -> str:
    """ "London CRC and Bridge Renewal Trust own nothing in this time." or that everybody does."""
    idle = list(names)
    if not held:
        return "No partner has a seat yet."
    if not idle:
        return "Every partner owns something."
    return f"{joined(idle)} {'owns' if len(idle) == 1 else 'own'} nothing in this time."


def missing_words(boards_held: int, without: int) -> str:
    """What the register lacks of a partner: "No attendance recorded at 2 of 3 Boards."; or ""."""
    if not boards_held:
        return "No Board has been held in this time."
    if not without:
        return ""
    if without == boards_held:
        many = "the Board" if boards_held == 1 else f"any of the {number_word(boards_held)} Boards"
        return f"No attendance was recorded at {many} held."
    return f"No attendance was recorded at {without} of {boards_held} Boards held."


def undated_sentence(count: int) -> str:
    """How many things belong to no meeting, so that no cycle has them; "" for none."""
    if not count:
        return ""
    what = counted_in_words(count, "action")
    verb = "belongs" if count == 1 else "belong"
    return f"{what} {verb} to no meeting: counted under all cycles only."
