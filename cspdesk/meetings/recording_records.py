"""What the screen of a meeting shows, as frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cspdesk.agenda.rules import SplitPart
from cspdesk.calendar import date_for
from cspdesk.meetings.queries import MeetingCard
from cspdesk.meetings.recording_rules import (
    Quorum,
    Recorded,
    SeatNow,
    TimedItem,
    Timing,
    began_at,
    decision_words,
    timing,
    took_words,
)
from cspdesk.phrases import sentence_case
from db.vocabulary import DecisionKind, ItemType, MeetingState, Presence


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item in the list at the left. `taken_with` is the number of the item it was joined to."""

    id: int
    number: str
    title: str
    short_title: str
    type: ItemType
    minutes: int
    seconds: int
    turn: int
    closed: bool
    started_at: str
    closed_at: str
    taken_with: str
    excluded: bool
    recorded: Recorded

    @property
    def is_open(self) -> bool:
        """Opened and not closed again."""
        return bool(self.turn) and not self.closed

    @property
    def time_words(self) -> str:
        """ "11 min, 1 over", "25 min planned", "Taken with item 4"."""
        if self.taken_with:
            return f"Taken with item {self.taken_with}"
        if self.closed:
            return took_words(self.minutes, self.seconds) if self.seconds else "Closed"
        noting = ", for noting" if self.type is ItemType.INFORMATION else ""
        return f"{self.minutes} min{' planned' if self.turn else ''}{noting}"


@dataclass(frozen=True, slots=True)
class HeardLine:
    """A partner's homework at the item: what was asked, what came, and whether it was heard."""

    id: int
    organisation: str
    question: str
    answer: str
    heard: bool


@dataclass(frozen=True, slots=True)
class Residents:
    """One thing that residents said, and where it comes from."""

    said: str
    source: str


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision; `bodies` are the governance bodies that were asked to report back on it."""

    id: int
    version: int
    kind: DecisionKind
    text: str
    bodies: tuple[int, ...]
    at: str

    @property
    def words(self) -> str:
        """ "Agreed: three indicators."."""
        return decision_words(self.kind, self.text)


@dataclass(frozen=True, slots=True)
class AgreedAction:
    """An action that this meeting agreed under the item."""

    id: int
    version: int
    ref: str
    text: str
    organisation_id: int
    organisation: str
    lead: str
    due_on: date | None
    due_meeting_id: int | None
    due: str


@dataclass(frozen=True, slots=True)
class CommsLine:
    """What is to be published of the item."""

    id: int
    version: int
    message: str
    audience: str
    channels: tuple[str, ...]
    ward_panels: bool
    organisation_id: int | None
    organisation: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class ToldLine:
    """A message to one parallel board."""

    id: int
    version: int
    board: str
    text: str


@dataclass(frozen=True, slots=True)
class ParkedLine:
    """A topic that was parked at the item."""

    id: int
    version: int
    title: str
    decided: bool


@dataclass(frozen=True, slots=True)
class DeclarationLine:
    """An interest that was declared; `item_id` None is in the whole meeting."""

    id: int
    version: int
    item_id: int | None
    organisation_id: int | None
    who: str
    name: str
    interest: str
    left_room: bool


@dataclass(frozen=True, slots=True)
class ChairNotes:
    """What only the chair is shown: hidden while the screen is projected."""

    steer: str
    sidetrack: str
    speakers: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.steer or self.sidetrack or self.speakers)


@dataclass(frozen=True, slots=True)
class ItemNow:
    """The item in the middle of the screen with all that is recorded of it."""

    line: ItemLine
    lead: str
    lead_organisation_id: int | None
    priority: str
    purpose: str
    sought: tuple[str, ...]
    split: tuple[SplitPart, ...]
    rehearsed: str
    homework: tuple[HeardLine, ...]
    residents: tuple[Residents, ...]
    notes: ChairNotes
    discussion: str
    unfinished: Mapping[str, str]
    decisions: tuple[DecisionLine, ...]
    actions: tuple[AgreedAction, ...]
    comms: tuple[CommsLine, ...]
    messages: tuple[ToldLine, ...]
    parked: tuple[ParkedLine, ...]
    declarations: tuple[DeclarationLine, ...]
    excluded_paragraph: str
    excluded_reason: str

    @property
    def id(self) -> int:
        return self.line.id

    @property
    def heard_words(self) -> str:
        """ "Homework heard, 3 of 5"."""
        heard = sum(one.heard for one in self.homework)
        return f"Homework heard, {heard} of {len(self.homework)}"


@dataclass(frozen=True, slots=True)
class AttendanceLine:
    """A seat in the register. `holder` is who holds it that day, `offers` its known substitutes."""

    seat_id: int
    role: str
    organisation: str
    key_partner: bool
    co_chair: bool
    vacant: bool
    holder: str
    offers: tuple[str, ...]
    attendance_id: int | None
    presence: Presence | None
    substitute: str
    arrived_at: str
    left_at: str

    @property
    def now(self) -> SeatNow:
        return SeatNow(
            role=self.role,
            organisation=self.organisation,
            key_partner=self.key_partner,
            presence=self.presence,
            vacant=self.vacant,
            left=bool(self.left_at),
        )

    @property
    def how(self) -> str:
        """ "Substitute: Deputy Borough Commander"."""
        if self.vacant:
            return "Vacant"
        if self.presence is None:
            return "To record"
        return f"{self.presence.label}: {self.substitute}" if self.substitute else (
            self.presence.label
        )  # fmt: skip

    @property
    def times(self) -> str:
        """ "Came at 14:20, left at 15:05"; "" from the start to the end."""
        came = f"came at {self.arrived_at}" if self.arrived_at else ""
        left = f"left at {self.left_at}" if self.left_at else ""
        return sentence_case(", ".join(part for part in (came, left) if part))

    @property
    def words(self) -> str:
        """How and when in one line."""
        times = self.times
        return f"{self.how}, {times[:1].lower()}{times[1:]}" if times else self.how


@dataclass(frozen=True, slots=True)
class GuestLine:
    """Somebody in attendance without a seat."""

    id: int
    version: int
    name: str
    title: str
    organisation: str

    @property
    def words(self) -> str:
        return ", ".join(part for part in (self.name, self.title, self.organisation) if part)


@dataclass(frozen=True, slots=True)
class Register:
    """Who is at the meeting, by seat, with the quorum as it stands."""

    lines: tuple[AttendanceLine, ...]
    guests: tuple[GuestLine, ...]
    quorum: Quorum
    tally: str

    @property
    def to_record(self) -> int:
        return sum(line.presence is None and not line.vacant for line in self.lines)


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting on the screen: its items, the one it is at, who is there."""

    meeting: MeetingCard
    items: tuple[ItemLine, ...]
    item: ItemNow | None
    register: Register
    today: date
    declared: tuple[DeclarationLine, ...]

    @property
    def state(self) -> MeetingState:
        return self.meeting.state

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(line.id for line in self.items)

    @property
    def closed(self) -> tuple[int, ...]:
        return tuple(line.id for line in self.items if line.closed)

    @property
    def all_closed(self) -> bool:
        return bool(self.items) and len(self.closed) == len(self.items)

    def line(self, item_id: int | None) -> ItemLine | None:
        return next((line for line in self.items if line.id == item_id), None)

    def timing(self, now: str, at: int | None, seconds: int) -> Timing:
        """How the meeting stands at a time of day, with so many seconds in the item it is at."""
        timed = [
            TimedItem(
                planned=line.minutes,
                seconds=seconds if line.id == at and not line.closed else line.seconds,
                closed=line.closed,
                is_now=line.id == at,
            )
            for line in self.items
        ]
        opened = sorted((line.turn, line.started_at) for line in self.items if line.started_at)
        first = opened[0][1] if opened else now
        return timing(timed, began_at(self.meeting.starts_at, first), now)

    @property
    def start_words(self) -> str:
        """What to know before it begins: "The Board is on Thu 23 Feb, not today."."""
        held = self.meeting.held_on
        if held == self.today:
            return f"The Board is today at {self.meeting.starts_at}."
        verb = "is" if held > self.today else "was"
        return (
            f"The Board {verb} on {date_for(held, self.today)} at {self.meeting.starts_at}, "
            f"and today is {date_for(self.today, self.today)}: what is recorded now counts as "
            "its record."
        )


@dataclass(frozen=True, slots=True)
class RecordingChoices:
    """What the forms of a meeting offer: partners, boards, channels, governance bodies, leads.

    A channel is (its owner's id, its name); the first of each partner leads its list. `bodies` is
    (id, "Police: Borough Senior Leadership Team"). `next_board` is the Board after this one.
    """

    organisations: tuple[tuple[int, str], ...]
    boards: tuple[tuple[int, str], ...]
    channels: tuple[tuple[int, str], ...]
    bodies: tuple[tuple[int, str], ...]
    leads: tuple[str, ...]
    next_board: tuple[int, date] | None
