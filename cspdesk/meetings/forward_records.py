"""What the forward plan's screens read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cspdesk.meetings.forward_rules import Clash, SubjectKind


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A planned topic. `item_number` is that of the item it became, "" while it is only planned."""

    id: int
    version: int
    meeting_id: int | None
    title: str
    note: str
    subject: str
    subject_name: str
    item_id: int | None
    item_number: str


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """A Board in the plan. `can_plan`: its papers have not gone out and it is still to come."""

    meeting_id: int
    cycle_id: int
    held_on: date
    label: str
    words: str
    focus: str
    is_past: bool
    can_plan: bool
    items: int
    topics: tuple[TopicLine, ...]
    clashes: tuple[Clash, ...]


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """A subject with its cell for each Board shown ("Items 3 and 4", "Planned", "").

    `neglected`: no Board to come has it and none had it within the last year. `due_on` is the day
    by which a yearly duty must be before the Board again; None for other subjects.
    """

    subject: str
    kind: SubjectKind
    name: str
    detail: str
    cells: tuple[str, ...]
    last_on: date | None
    last_words: str
    next_on: date | None
    next_words: str
    neglected: bool
    due_on: date | None


@dataclass(frozen=True, slots=True)
class ForwardPlan:
    """Boards shown as columns, every Board, the subjects by kind, topics without a Board."""

    today: date
    boards: tuple[BoardColumn, ...]
    all_boards: tuple[BoardColumn, ...]
    lines: tuple[SubjectLine, ...]
    waiting: tuple[TopicLine, ...]

    def lines_of(self, kind: SubjectKind) -> tuple[SubjectLine, ...]:
        return tuple(line for line in self.lines if line.kind is kind)

    def board(self, meeting_id: int) -> BoardColumn | None:
        return next((one for one in self.all_boards if one.meeting_id == meeting_id), None)

    @property
    def neglected(self) -> int:
        """How many subjects have had no Board for a year and have none to come."""
        return sum(line.neglected for line in self.lines)
