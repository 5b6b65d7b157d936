"""What the ledger with the parallel boards reads as."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cspdesk.boards.rules import Flow, day_words, is_waiting, states_after
from cspdesk.meetings.queries import CycleLine
from cspdesk.words import counted
from db.vocabulary import MessageKind, MessageState, MessageWay, Publicity


@dataclass(frozen=True, slots=True)
class MessageLine:
    """One entry of the ledger. `words` is its state with a day; `days_late` 0 unless overdue."""

    id: int
    version: int
    cycle_id: int
    group_id: int
    group: str
    way: MessageWay
    kind: MessageKind
    text: str
    state: MessageState
    words: str
    days_late: int
    carried_by: str
    source: str
    dated: date | None
    due_on: date | None
    acknowledged_on: date | None
    answered_on: date | None
    answer: str
    item_id: int | None
    item_number: str
    publicity: Publicity | None

    @property
    def is_waiting(self) -> bool:
        return is_waiting(self.state)

    @property
    def next_states(self) -> tuple[MessageState, ...]:
        """What can still become of it, the nearest first."""
        return states_after(self.way, self.state)

    @property
    def trail(self) -> str:
        """ "Passed on 4 Oct, acknowledged 11 Oct": every day that is known."""
        if self.is_waiting:
            return self.words
        first = "Received" if self.way is MessageWay.IN else "Passed on"
        days = (
            (first, self.dated),
            ("acknowledged", self.acknowledged_on),
            ("answered", self.answered_on),
        )
        said = ", ".join(f"{word} {day_words(day)}" for word, day in days if day)
        return said[:1].upper() + said[1:] or self.words


@dataclass(frozen=True, slots=True)
class CycleFlow:
    """Whether something went each way in a cycle."""

    cycle_id: int
    number: int
    came_in: Flow
    went_out: Flow


@dataclass(frozen=True, slots=True)
class BoardLedger:
    """A parallel board: who attends it, when it meets, its messages in the cycle, the year's flow.

    `attends` and `attends_from` are the two lines of the group's contact.
    """

    group_id: int
    version: int
    name: str
    short_name: str
    scheme_label: str
    chair: str
    attends: str
    attends_from: str
    owes: str
    next_meets_on: date | None
    incoming: tuple[MessageLine, ...]
    outgoing: tuple[MessageLine, ...]
    flow: tuple[CycleFlow, ...]


@dataclass(frozen=True, slots=True)
class MessageSpread:
    """A message that goes out, and its entry for each board in the ledger's order (None: not)."""

    text: str
    kind: MessageKind
    carried_by: str
    item_id: int | None
    item_number: str
    marks: tuple[MessageLine | None, ...]

    @property
    def entries(self) -> tuple[tuple[int, int], ...]:
        """Every board's entry as (id, version), as commands take them."""
        return tuple((mark.id, mark.version) for mark in self.marks if mark is not None)

    @property
    def key(self) -> int:
        """The same while words and boards change: the first entry's id."""
        return min(key for key, _version in self.entries)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger of a cycle. `standing_item` is the number of the item for parallel boards."""

    cycle: CycleLine
    boards: tuple[BoardLedger, ...]
    to_pass_on: tuple[MessageSpread, ...]
    standing_item: str
    standing_item_id: int | None
    standing_minutes: int

    @property
    def updates_to_come(self) -> int:
        """Boards from which an update was sought and has not come."""
        return sum(any(line.is_waiting for line in board.incoming) for board in self.boards)

    @property
    def messages_to_pass(self) -> int:
        """Messages that at least one board has still to be given."""
        return sum(
            any(mark is not None and mark.is_waiting for mark in spread.marks)
            for spread in self.to_pass_on
        )

    @property
    def sentence(self) -> str:
        """ "2 updates still to come, 3 messages to pass on at item 8"."""
        at = f" at item {self.standing_item}" if self.standing_item else ""
        updates = counted(self.updates_to_come, "update")
        return (
            f"{updates} still to come, {counted(self.messages_to_pass, 'message')} to pass on{at}"
        )
