"""What the inbox reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cspdesk.agenda.business_rules import RequestStanding, chip_words, tally_words
from cspdesk.agenda.records import Choice
from db.vocabulary import BusinessSource, GroupKind, RequestKind, Verdict


@dataclass(frozen=True, slots=True)
class Piece:
    """Which piece of business is meant, in a command too.

    A line of the highlight report has no record of its own (`business_id` None) until the
    Executive says something about it: cycle and indicator name it then.
    """

    cycle_id: int
    business_id: int | None = None
    indicator_id: int | None = None

    @property
    def key(self) -> str:
        """ "b12" or "i5": the same piece in every reading."""
        return f"b{self.business_id}" if self.business_id else f"i{self.indicator_id}"


@dataclass(frozen=True, slots=True)
class BusinessLine:
    """A piece of business in the list. `version` is 0 while it has no record of its own.

    `raised_by` is the source by name; `outcome` says where the verdict took it ("Item 5",
    "8 June 2017", "Done 8 Feb, GP bulletin"); `days_late` counts a dissemination that is overdue.
    """

    piece: Piece
    version: int
    source: BusinessSource
    raised_by: str
    raised_on: date
    title: str
    verdict: Verdict | None
    outcome: str
    days_late: int
    came_before: int

    @property
    def key(self) -> str:
        return self.piece.key

    @property
    def chip(self) -> str:
        """ "To decide", "Board", "Disseminate"."""
        return chip_words(self.verdict)

    @property
    def to_decide(self) -> bool:
        return self.verdict is None


@dataclass(frozen=True, slots=True)
class InboxGroup:
    """The pieces of one source."""

    source: BusinessSource
    lines: tuple[BusinessLine, ...]

    @property
    def words(self) -> str:
        """ "3 to the Board, 1 to decide"."""
        return tally_words(line.verdict for line in self.lines)


@dataclass(frozen=True, slots=True)
class Inbox:
    """A window on the business: `total` counts all that match, `groups` hold those shown."""

    cycle_id: int | None
    groups: tuple[InboxGroup, ...]
    total: int

    @property
    def lines(self) -> tuple[BusinessLine, ...]:
        return tuple(line for group in self.groups for line in group.lines)


@dataclass(frozen=True, slots=True)
class InboxCounts:
    """What waits in the inbox of a cycle."""

    to_decide: int
    pieces: int
    ways_out: int
    ways_open: int
    silent: int
    groups: int


@dataclass(frozen=True, slots=True)
class WayOut:
    """One way in which a piece goes out instead of onto the agenda. `words` is how far it is."""

    id: int
    version: int
    business_id: int
    cycle_id: int
    title: str
    raised_by: str
    channel: str
    to_whom: str
    due_on: date | None
    done_on: date | None
    words: str
    days_late: int

    @property
    def is_done(self) -> bool:
        return self.done_on is not None


@dataclass(frozen=True, slots=True)
class Before:
    """An earlier time that the same subject came, and what happened."""

    cycle: str
    raised_on: date
    title: str
    raised_by: str
    words: str


@dataclass(frozen=True, slots=True)
class BusinessCard:
    """A piece of business in full, with its ways out, its history and the drafted reply.

    `source_words` says what else the same source raised this year. `reply` is "" before a
    verdict.
    """

    line: BusinessLine
    asked: str
    asked_of: str
    why_whole: str
    group_id: int | None
    organisation_id: int | None
    raised_by_words: str
    reason: str
    decided_on: date | None
    told_on: date | None
    item_id: int | None
    deferred_to_id: int | None
    ways: tuple[WayOut, ...]
    history: tuple[Before, ...]
    source_words: str
    reply: str

    @property
    def reference(self) -> str:
        """ "Sub-groups, raised 6 Feb 2017"."""
        return self.line.source.label


@dataclass(frozen=True, slots=True)
class VerdictChoices:
    """Where a piece can go: items of this Board, later Boards, channels and who they reach."""

    items: tuple[Choice, ...]
    meetings: tuple[Choice, ...]
    channels: tuple[str, ...]
    to_whom: tuple[str, ...]
    joins: int | None = None


@dataclass(frozen=True, slots=True)
class SourceChoices:
    """Who can raise business."""

    sub_groups: tuple[Choice, ...]
    parallel_boards: tuple[Choice, ...]
    partners: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One thing a group was asked for; `id` is None while it was not."""

    id: int | None
    version: int
    kind: RequestKind
    standing: RequestStanding
    answer: str


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group: what it was asked for, how many pieces it raised, whether it is silent."""

    id: int
    name: str
    short_name: str
    kind: GroupKind
    chair: str
    owes: str
    pieces: int
    messages: int
    requests: tuple[RequestLine, ...]
    silent: bool
    silence: str

    def request(self, kind: RequestKind) -> RequestLine:
        return next(line for line in self.requests if line.kind is kind)

    @property
    def heard(self) -> str:
        """ "2 pieces", "1 piece, 1 message"; "" when nothing came."""
        parts = [(self.pieces, "piece"), (self.messages, "message")]
        return ", ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in parts if n)
