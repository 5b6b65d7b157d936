"""What a meeting must record before an item closes, who makes it quorate, how its time goes. Pure.

Times of day are "14:05"; seconds are those that an item was under discussion, pauses left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from cspdesk.agenda.rules import SplitPart
from cspdesk.calendar import plain_date, plural
from cspdesk.phrases import joined, sentence_case
from cspdesk.words import counted, number_word
from db.vocabulary import DecisionKind, MeetingState, Presence

MOST_SECONDS = 6 * 60 * 60
_DAY = 24 * 60
_MINUTE = 60
# A Board that begins within the hour of its time is late or early; one that does not is held at
# another time altogether, and its plan counts from when it really began.
_OTHER_TIME = 60


# -- what an item must hold -----------------------------------------------------------------------


class Part(StrEnum):
    """The four questions that each item answers before it closes (design, section 7)."""

    DECISION = "decision"
    ACTIONS = "actions"
    COMMS = "comms"
    MESSAGES = "messages"


_ASK = {
    Part.DECISION: "Record the decision, or say that there is none.",
    Part.ACTIONS: "Record the actions, or say that there are none.",
    Part.COMMS: "Record what is published, or say that nothing is.",
    Part.MESSAGES: "Record what parallel boards are told, or say that it is nothing.",
}
_NEEDS_LEAD = "Choose who leads the comms."


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many entries an item has in each part, and where "none" was said.

    `comms_without_lead` are comms decisions that nobody leads yet: they do not answer.
    """

    entries: Mapping[Part, int]
    none: frozenset[Part] = frozenset()
    comms_without_lead: int = 0

    def count(self, part: Part) -> int:
        return self.entries.get(part, 0)

    def is_answered(self, part: Part) -> bool:
        """Entries answer; where there are none, the word "none" does."""
        if part is Part.COMMS and self.comms_without_lead:
            return False
        return bool(self.count(part)) or part in self.none

    @property
    def missing(self) -> tuple[Part, ...]:
        """The parts that still want an answer, in their order."""
        return tuple(part for part in Part if not self.is_answered(part))

    @property
    def may_close(self) -> bool:
        return not self.missing


def what_is_missing(recorded: Recorded) -> str:
    """What to do about the first part that is missing, in one sentence; "" when none is."""
    if not recorded.missing:
        return ""
    first = recorded.missing[0]
    if first is Part.COMMS and recorded.comms_without_lead:
        return _NEEDS_LEAD
    return _ASK[first]


def left_words(recorded: Recorded) -> str:
    """ "1 of 4 left", "Nothing left"."""
    left = len(recorded.missing)
    return f"{left} of {len(Part)} left" if left else "Nothing left"


def why_not_none(recorded: Recorded, part: Part) -> str:
    """Why "none" cannot be said of a part, in one sentence; "" when it can."""
    count = recorded.count(part)
    if not count:
        return ""
    nouns = {
        Part.DECISION: ("decision is", "decisions are"),
        Part.ACTIONS: ("action is", "actions are"),
        Part.COMMS: ("comms decision is", "comms decisions are"),
        Part.MESSAGES: ("message is", "messages are"),
    }
    noun = nouns[part][0] if count == 1 else nouns[part][1]
    return f"{sentence_case(number_word(count))} {noun} recorded already, so it is not none."


# -- the quorum -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SeatNow:
    """A seat as it is filled now. `presence` None is not recorded yet; `left` who went again."""

    role: str
    organisation: str
    key_partner: bool
    presence: Presence | None = None
    vacant: bool = False
    left: bool = False

    @property
    def is_there(self) -> bool:
        return self.presence is not None and self.presence.is_there and not self.left

    @property
    def who(self) -> str:
        """ "Police (Borough Commander)"; a vacant seat by its role alone."""
        return f"{self.organisation} ({self.role})" if self.organisation else self.role


@dataclass(frozen=True, slots=True)
class Quorum:
    """Whether the key partners are here: the key seats that are not, and those nobody recorded."""

    key_seats: int
    missing: tuple[str, ...]
    unrecorded: tuple[str, ...]

    @property
    def is_quorate(self) -> bool:
        return self.key_seats > 0 and not self.missing and not self.unrecorded

    @property
    def sentence(self) -> str:
        """ "Not quorate: Haringey CCG (Director of Commissioning) is missing."."""
        if not self.key_seats:
            return "No seat is marked as a key partner, so there is no quorum to count."
        if self.is_quorate:
            here = f"all {number_word(self.key_seats)} key partners are here"
            return f"Quorate: {'the one key partner is here' if self.key_seats == 1 else here}."
        if self.missing:
            verb = "is" if len(self.missing) == 1 else "are"
            return f"Not quorate: {joined(self.missing)} {verb} missing."
        here_now = self.key_seats - len(self.unrecorded)
        return (
            f"{here_now} of {counted(self.key_seats, 'key partner')} here; "
            f"{joined(self.unrecorded)} to be recorded."
        )


def quorum(seats: Sequence[SeatNow]) -> Quorum:
    """The quorum by key partners; a vacant key seat counts as missing."""
    key = [seat for seat in seats if seat.key_partner]
    unrecorded = [seat for seat in key if seat.presence is None and not seat.vacant]
    missing = [seat for seat in key if not seat.is_there and seat not in unrecorded]
    return Quorum(
        key_seats=len(key),
        missing=tuple(seat.who for seat in missing),
        unrecorded=tuple(seat.organisation or seat.role for seat in unrecorded),
    )


def is_quorate(seats: Sequence[SeatNow]) -> bool:
    """Whether every key partner's seat is filled now, by its holder or a substitute."""
    return quorum(seats).is_quorate


def tally_words(seats: Sequence[SeatNow]) -> str:
    """ "9 present, 1 substitute, 2 apologies, 1 to record"."""
    filled = [seat for seat in seats if not seat.vacant]
    words = (
        (Presence.PRESENT, "present", "present"),
        (Presence.SUBSTITUTE, "substitute", "substitutes"),
        (Presence.APOLOGIES, "apologies", "apologies"),
        (Presence.ABSENT, "absent", "absent"),
        (None, "to record", "to record"),
    )
    said = []
    for presence, one, many in words:
        count = sum(seat.presence is presence for seat in filled)
        if count:
            said.append(f"{count} {one if count == 1 else many}")
    return ", ".join(said)


# -- the clock of an item -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Watch:
    """Seconds under discussion: `kept` from before, and running since a moment or paused (None).

    Moments are seconds of any clock that only goes forward.
    """

    kept: float = 0
    since: float | None = None

    @property
    def running(self) -> bool:
        return self.since is not None

    def at(self, now: float) -> int:
        """Whole seconds at this moment; never fewer than were kept, never more than six hours."""
        gone = max(0.0, now - self.since) if self.since is not None else 0.0
        return int(min(self.kept + gone, MOST_SECONDS))

    def paused(self, now: float) -> Watch:
        if self.since is None:
            return self
        return Watch(min(self.kept + max(0.0, now - self.since), MOST_SECONDS))

    def resumed(self, now: float) -> Watch:
        return self if self.running else replace(self, since=now)


def whole_minutes(seconds: int) -> int:
    """Minutes for so many seconds: a begun minute counts."""
    return -(-seconds // _MINUTE)


def took_words(planned: int, seconds: int) -> str:
    """What a closed item took against its plan: "11 min, 1 over", "9 min, 6 under", "15 min"."""
    took = whole_minutes(seconds)
    if took > planned:
        return f"{took} min, {took - planned} over"
    return f"{took} min, {planned - took} under" if took < planned else f"{took} min"


def next_step(split: Sequence[SplitPart], seconds: int) -> tuple[str, str]:
    """What to move to inside an item, and when: ("Move to the decision", "in 20 seconds").

    ("", "") where the time is not split or the last part has begun.
    """
    begins = 0
    for part, following in pairwise(split):
        begins += part.minutes * _MINUTE
        if seconds < begins:
            return _move_to(following.what), f"in {_time_words(begins - seconds)}"
    return "", ""


def _move_to(what: str) -> str:
    first = what.casefold().split(maxsplit=1)[0] if what.strip() else ""
    if first in ("decide", "decision", "agree", "resolve"):
        return "Move to the decision"
    if first in ("comms", "communications", "communication", "announce", "publish"):
        return "Move to comms"
    return f"Then {what}" if what.strip() else "Then the next part"


def _time_words(seconds: int) -> str:
    if seconds < 2 * _MINUTE:
        return f"{seconds} {plural('second', seconds)}"
    return f"{whole_minutes(seconds)} minutes"


# -- the time of the whole meeting ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TimedItem:
    """An item in the meeting's time: minutes planned, seconds it has had, whether it is closed.

    One that was taken together with another has its minutes in the plan and needs none.
    """

    planned: int
    seconds: int = 0
    closed: bool = False
    is_now: bool = False

    @property
    def left(self) -> int:
        """Seconds it still needs: an item over its time is not taken to be over before it is."""
        return 0 if self.closed else max(0, self.planned * _MINUTE - self.seconds)

    @property
    def done(self) -> int:
        """Seconds of the plan that are behind."""
        plan = self.planned * _MINUTE
        return plan if self.closed else min(self.seconds, plan)


@dataclass(frozen=True, slots=True)
class Timing:
    """How the meeting stands: minutes behind its plan (negative: ahead), and when it will end."""

    now: str
    behind: int
    ends_at: str

    @property
    def words(self) -> str:
        """ "3 minutes behind, on course for 15:58"."""
        return f"{self.behind_words}, on course for {self.ends_at}"

    @property
    def behind_words(self) -> str:
        if self.behind == 0:
            return "On time"
        minutes = abs(self.behind)
        return f"{minutes} {plural('minute', minutes)} {'behind' if self.behind > 0 else 'ahead'}"


def clock_minutes(clock: str) -> int:
    """Minutes since midnight of "14:05"."""
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


def began_at(planned: str, first_opened: str) -> str:
    """The time that the plan counts from: the planned one, unless the meeting was held at another.

    A Board that begins ten minutes late is behind; one practised at half past nine is not early.
    """
    if not first_opened:
        return planned
    apart = _apart(clock_minutes(planned), clock_minutes(first_opened))
    return first_opened if abs(apart) > _OTHER_TIME else planned


def timing(items: Sequence[TimedItem], starts_at: str, now: str) -> Timing:
    """Where the meeting stands at a time of day, by what is behind it and what is to come."""
    gone = _apart(clock_minutes(starts_at), clock_minutes(now))
    done = sum(item.done for item in items) // _MINUTE
    left = whole_minutes(sum(item.left for item in items))
    return Timing(now=now, behind=gone - done, ends_at=_clock(clock_minutes(now) + left))


def _apart(first: int, second: int) -> int:
    """Minutes from one time of day to another, the shorter way round midnight."""
    return (second - first + _DAY // 2) % _DAY - _DAY // 2


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


# -- what is next, and what state allows ----------------------------------------------------------


def next_open(ids: Sequence[int], closed: Sequence[int], after: int | None) -> int | None:
    """The item to go to: the first that is open behind `after`, else the first open of all."""
    still = [key for key in ids if key not in closed and key != after]
    place = ids.index(after) if after in ids else -1
    return next((key for key in still if ids.index(key) > place), still[0] if still else None)


def why_not_recording(state: MeetingState) -> str:
    """Why nothing can be recorded of a meeting in that state; "" when it can."""
    if state is MeetingState.IN_PROGRESS:
        return ""
    if state is MeetingState.MINUTES_DRAFT:
        return "The meeting has ended: go on with it first, or change its minutes."
    if state is MeetingState.CONFIRMED:
        return "The minutes of this meeting are confirmed: they stand as they are."
    return "The meeting has not begun: start it first."


# -- words of the record --------------------------------------------------------------------------

_VERB = re.compile(
    r"(?:(?:we|members|the (?:board|meeting))\s+)?(?P<verb>received|noted|resolved|agreed)"
    r"(?:\s*[:,–-]\s*|\s+(?=(?:to|that|the|an?|this|these|its|their|each|all|both)\b))(?=\S)",
    re.IGNORECASE,
)
# Both verbs bind: whoever chose the one and typed the other said it twice all the same.
_BINDING = (DecisionKind.RESOLVED, DecisionKind.AGREED)


def without_verb(kind: DecisionKind, text: str) -> str:
    """A decision without the verb it begins with where that is its kind: "to re-date three"."""
    words = text.strip()
    found = _VERB.match(words)
    if found is None:
        return words
    typed = DecisionKind(found["verb"].lower())
    same = typed is kind or (typed in _BINDING and kind in _BINDING)
    return words[found.end() :] if same else words


def decision_words(kind: DecisionKind, text: str) -> str:
    """ "Agreed: three indicators."; the verb once."""
    return f"{kind.label}: {without_verb(kind, text)}"


_RECORDED_AT = "Board of "


def recorded_at(held_on: date, number: str) -> str:
    """Where a message to a parallel board was recorded: "Board of 23 February 2017, item 8"."""
    return f"{_RECORDED_AT}{plain_date(held_on)}, item {number}"


def was_recorded(source: str) -> bool:
    """Whether a message was recorded at a Board, not planned for it."""
    return source.startswith(_RECORDED_AT)


# -- what is being typed --------------------------------------------------------------------------


def unfinished_from(text: str) -> dict[str, str]:
    """What `unfinished_text` wrote: form to text; nothing where it cannot be read."""
    try:
        held = json.loads(text) if text else {}
    except ValueError:
        return {}
    if not isinstance(held, dict):
        return {}
    return {str(key): str(words) for key, words in held.items()}


def unfinished_text(held: Mapping[str, str]) -> str:
    """Text being typed in forms, as it is kept; "" where all of them are empty."""
    kept = {key: words for key, words in sorted(held.items()) if words}
    return json.dumps(kept, ensure_ascii=False) if kept else ""
