"""What the action log, an action and its history are read as."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from cspdesk.actions.rules import Due, Standing
from cspdesk.calendar import short_date
from cspdesk.phrases import sentence_case
from cspdesk.words import counted, number_word
from db.vocabulary import ActionState, ChaseWay, Publicity


@dataclass(frozen=True, slots=True)
class ActionUpdate:
    """What an owner said on a day. `due_was`: the day it was due until this moved it."""

    id: int
    version: int
    action_id: int
    made_on: date
    text: str
    due_was: date | None = None


@dataclass(frozen=True, slots=True)
class Chase:
    """A reminder. `answer` is "" until the partner answered it."""

    id: int
    version: int
    chased_on: date
    way: ChaseWay
    whom: str
    text: str
    answered_on: date | None
    answer: str

    @property
    def title(self) -> str:
        """ "Chased by phone"."""
        return f"Chased {_WAYS[self.way]}"

    @property
    def words(self) -> str:
        """Whom, what was asked and what came back, a line each where there is one."""
        asked = ": ".join(part for part in (self.whom, self.text) if part)
        answered = f"Answered {_day(self.answered_on)}: {self.answer}" if self.answered_on else ""
        return "\n".join(part for part in (asked, answered) if part)


_WAYS = {
    ChaseWay.EMAIL: "by email",
    ChaseWay.PHONE: "by phone",
    ChaseWay.IN_PERSON: "in person",
    ChaseWay.LETTER: "by letter",
}


def _day(day: date) -> str:
    """ "26 Jan"."""
    return short_date(day).split(" ", 1)[1]


class ActionLine(NamedTuple):
    """An action in the log. `due_on` is its day, or the day of the meeting it is due at.

    `last_update` is "" when there is none; `updates` and `chases` count them. `successor` is the
    reference of what took its place, "" without one. A tuple: the log makes thousands at once.
    """

    id: int
    version: int
    ref: str
    text: str
    organisation_id: int
    organisation: str
    organisation_name: str
    lead: str
    supporting: str
    due_on: date | None
    due_words: str
    due_meeting_id: int | None
    state: ActionState
    standing: Standing
    closed_on: date | None
    evidence: str
    last_update_on: date | None
    last_update: str
    updates: int
    agreed_at_id: int | None
    agreed_on: date | None
    item_id: int | None
    priority_id: int | None
    priority: str
    publicity: Publicity | None
    chases: int = 0
    chased_on: date | None = None
    successor_id: int | None = None
    successor: str = ""

    @property
    def update_words(self) -> str:
        """ "26 Jan: five of eight briefed", or "No update yet"."""
        if self.last_update_on is None:
            return "No update yet"
        return f"{_day(self.last_update_on)}: {self.last_update}"


@dataclass(frozen=True, slots=True)
class PartnerActions:
    """The open actions of a partner: the most days late first, then by date."""

    organisation_id: int
    name: str
    short_name: str
    lines: tuple[ActionLine, ...]

    @property
    def overdue(self) -> int:
        return sum(line.standing.is_overdue for line in self.lines)

    @property
    def most_late(self) -> int:
        """Days late of the latest action; 0 when none is."""
        return max(
            (line.standing.days for line in self.lines if line.standing.is_overdue), default=0
        )

    @property
    def words(self) -> str:
        """ "3 open, 2 overdue"."""
        late = f", {self.overdue} overdue" if self.overdue else ""
        return f"{len(self.lines)} open{late}"

    @property
    def paper_words(self) -> str:
        """ "1 of 2 overdue"."""
        return f"{self.overdue} of {len(self.lines)} overdue"


@dataclass(frozen=True, slots=True)
class ActionLog:
    """Open actions by partner, those with the most days late first; counts of all states.

    `closed_since_last` counts those closed since the last Board.
    """

    groups: tuple[PartnerActions, ...]
    board_on: date | None
    closed: int
    closed_since_last: int
    last_board_on: date | None

    @property
    def lines(self) -> tuple[ActionLine, ...]:
        return tuple(line for group in self.groups for line in group.lines)

    @property
    def open(self) -> int:
        return len(self.lines)

    @property
    def overdue(self) -> int:
        return self._count(Due.OVERDUE)

    @property
    def soon(self) -> int:
        return self._count(Due.SOON)

    @property
    def due_in_14_days(self) -> int:
        return sum(
            line.standing.due is Due.SOON and line.standing.days <= 14 for line in self.lines
        )

    @property
    def finding(self) -> str:
        """The title of the action log as its finding: "Seven of 16 open actions are overdue"."""
        if not self.open:
            return "No action is open"
        if not self.overdue:
            return f"None of {counted(self.open, 'open action')} is overdue"
        verb = "is" if self.overdue == 1 else "are"
        start = sentence_case(number_word(self.overdue))
        return f"{start} of {counted(self.open, 'open action')} {verb} overdue"

    @property
    def overdue_refs(self) -> tuple[str, ...]:
        return tuple(line.ref for line in self.lines if line.standing.is_overdue)

    def _count(self, due: Due) -> int:
        return sum(line.standing.due is due for line in self.lines)


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One step in an action's life, newest first: what and when, with the words said."""

    on: date
    title: str
    text: str
    update_id: int | None = None
    chase_id: int | None = None


@dataclass(frozen=True, slots=True)
class ActionCard:
    """Everything about one action. `agreed_words`: "Board, 24 Nov 2016, item 4".

    `due_words` names the meeting it is due at; `due_before` are the days it was due, oldest first.
    `decision_words` is the decision it was born from ("Resolved: that …"), "" without one.
    """

    id: int
    version: int
    line: ActionLine
    agreed_words: str
    item_title: str
    due_words: str
    due_before: tuple[date, ...]
    done_when: str
    updates: tuple[ActionUpdate, ...]
    chases: tuple[Chase, ...]
    history: tuple[HistoryEntry, ...]
    next_chase: str
    today: date
    decision_id: int | None = None
    decision_words: str = ""

    @property
    def was_words(self) -> str:
        """ "First due Fri 28 Oct 2016, then Fri 13 Jan 2017"; "" when it never moved."""
        days = [short_date(day, year=True) for day in self.due_before]
        return f"First due {', then '.join(days)}" if days else ""
