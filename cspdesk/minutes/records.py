"""What minutes, their steps and matters arising are read as."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cspdesk.calendar import plain_date, short_date
from cspdesk.meetings.queries import MeetingCard
from cspdesk.minutes.rules import FIXED, why_not_editable
from db.vocabulary import MinutesState


@dataclass(frozen=True, slots=True)
class MinutesLine:
    """A Board with its minutes in the list; `state` None: not drafted yet.

    `refusal` says why they cannot be drafted yet, "" when they can.
    """

    meeting_id: int
    held_on: date
    state: MinutesState | None
    words: str
    next_step: str
    refusal: str = ""

    @property
    def title(self) -> str:
        """ "Thu 24 Nov 2016"."""
        return short_date(self.held_on, year=True)


@dataclass(frozen=True, slots=True)
class MinuteCard:
    """One minute. `fresh` is what a new draft would say where the officer's words differ from it,
    "" otherwise.
    """

    id: int
    version: int
    item_id: int | None
    number: str
    heading: str
    text: str
    edited: bool
    fresh: str = ""

    @property
    def is_fixed(self) -> bool:
        """Whether it is one of those without a number, before the first item."""
        return self.item_id is None and self.heading in FIXED

    @property
    def is_by_hand(self) -> bool:
        """Whether the officer added it: only such a minute can be removed."""
        return self.item_id is None and self.edited and not self.is_fixed

    @property
    def title(self) -> str:
        """ "33. Minutes", "Attendance"."""
        return f"{self.number}. {self.heading}" if self.number else self.heading


@dataclass(frozen=True, slots=True)
class MinutesCard:
    """The minutes of one Board. `next_board_on` is when they can be confirmed at the earliest.

    `numbering` is the style they are numbered in, `own_first` whether their first number is their
    own to choose: nothing earlier in the file is numbered. `not_yet` says why the next step must
    wait for the end of the meeting, "" when it need not.
    """

    id: int
    version: int
    meeting: MeetingCard
    state: MinutesState
    drafted_on: date
    cleared_on: date | None
    cleared_by: str
    circulated_on: date | None
    confirmed_on: date | None
    confirmed_at_id: int | None
    corrections: str
    next_board_id: int | None
    next_board_on: date | None
    numbering: str
    own_first: bool
    minutes: tuple[MinuteCard, ...]
    not_yet: str = ""

    @property
    def is_confirmed(self) -> bool:
        return self.state is MinutesState.CONFIRMED

    @property
    def refusal(self) -> str:
        """Why the words may not change now; "" when they may."""
        if self.is_confirmed and self.confirmed_on:
            day = plain_date(self.confirmed_on)
            return f"Confirmed on {day} and locked: nothing in these minutes changes any more."
        return why_not_editable(self.state)

    @property
    def kept(self) -> tuple[MinuteCard, ...]:
        """Minutes in the officer's words, of which the records say something else by now."""
        return tuple(card for card in self.minutes if card.fresh)

    @property
    def until(self) -> str:
        """What stands beside DRAFT: "until agreed by the Board on 9 February 2017"."""
        day = f" on {plain_date(self.next_board_on)}" if self.next_board_on else ""
        return f"until agreed by the Board{day}"


@dataclass(frozen=True, slots=True)
class MatterAction:
    """An action of an old minute: `words` is how it stands ("16 days late"), `update` the last."""

    id: int
    ref: str
    text: str
    owner: str
    is_open: bool
    words: str
    update: str


@dataclass(frozen=True, slots=True)
class Matter:
    """An old minute at a later meeting: its actions, and what was said (`text`, "" for nothing).

    `proposed` is what the actions' last updates would say.
    """

    meeting_id: int
    minute_id: int
    row_id: int | None
    version: int | None
    held_on: date
    number: str
    heading: str
    actions: tuple[MatterAction, ...]
    text: str
    proposed: str

    @property
    def title(self) -> str:
        """ "34. Action log, 10 Nov 2016"."""
        number = f"{self.number}. " if self.number else ""
        return f"{number}{self.heading}"
