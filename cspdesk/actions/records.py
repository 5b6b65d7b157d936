"""What the action log, an action and its history are read as."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cspdesk.actions.rules import Due, Standing
from cspdesk.calendar import short_date
from cspdesk.phrases import sentence_case
from cspdesk.words import counted, number_word
from db.vocabulary import ActionState, Publicity


@dataclass(frozen=True, slots=True)
class ActionUpdate:
    """What an owner said on a day."""

    id: int
    version: int
    action_id: int
    made_on: date
    text: str


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action in the log. `due_on` is its day, or the day of the meeting it is due at.

    `last_update` is "" when there is none; `updates` counts them.
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

    @property
    def update_words(self) -> str:
        """ "26 Jan: five of eight briefed", or "No update yet"."""
        if self.last_update_on is None:
            return "No update yet"
        day = short_date(self.last_update_on).split(" ", 1)[1]
        return f"{day}: {self.last_update}"


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


@dataclass(frozen=True, slots=True)
class ActionCard:
    """Everything about one action. `agreed_words`: "Board, 24 Nov 2016, item 4"."""

    id: int
    version: int
    line: ActionLine
    agreed_words: str
    due_words: str
    done_when: str
    updates: tuple[ActionUpdate, ...]
    history: tuple[HistoryEntry, ...]
