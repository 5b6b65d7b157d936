"""The states of a message between boards, the flow of a cycle, days and labels of boards. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from enum import StrEnum

from cspdesk.calendar import bank_holiday, plural, short_date, why_not_working
from cspdesk.errors import RuleBroken
from cspdesk.phrases import sentence_case
from db.vocabulary import GuestState, MessageState, MessageWay

_STATES = {
    MessageWay.IN: (MessageState.SOUGHT, MessageState.RECEIVED, MessageState.ANSWERED),
    MessageWay.OUT: (
        MessageState.TO_PASS,
        MessageState.PASSED,
        MessageState.ACKNOWLEDGED,
        MessageState.ANSWERED,
    ),
}
_WAITING = (MessageState.SOUGHT, MessageState.TO_PASS)


class Flow(StrEnum):
    """What went one way between the Board and a parallel board in a cycle."""

    PASSED = "passed"
    WAITING = "waiting"
    NONE = "none"


# Messages


def states_of(way: MessageWay) -> tuple[MessageState, ...]:
    """The states a message can have, in the order it goes through them."""
    return _STATES[way]


def states_after(way: MessageWay, state: MessageState) -> tuple[MessageState, ...]:
    """The states a message can still reach, the nearest first."""
    order = _STATES[way]
    return order[order.index(state) + 1 :]


def check_state(way: MessageWay, state: MessageState) -> None:
    """Raises RuleBroken when a message that way cannot be in that state."""
    if state not in _STATES[way]:
        goes = "comes in" if way is MessageWay.IN else "goes out"
        raise RuleBroken("state", f"A message that {goes} cannot be “{state.label.lower()}”.")


def is_waiting(state: MessageState) -> bool:
    """Sought and not received, or to pass on and not passed."""
    return state in _WAITING


def flow(states: Iterable[MessageState]) -> Flow:
    """The flow of one way: passed as soon as one message has, waiting while all are to come."""
    found = list(states)
    if not found:
        return Flow.NONE
    return Flow.WAITING if all(is_waiting(state) for state in found) else Flow.PASSED


def message_words(
    state: MessageState,
    dated: date | None,
    due_on: date | None,
    today: date,
) -> tuple[str, int]:
    """The state in words with days late: ("Received 30 Jan", 0), ("10 days late", 10)."""
    late = (today - due_on).days if due_on and is_waiting(state) else 0
    if late > 0:
        return f"{late} {plural('day', late)} late", late
    on = f" {day_words(dated)}" if dated else ""
    if state is MessageState.SOUGHT:
        return f"Asked{on}", 0
    if state is MessageState.TO_PASS:
        return ("After the Board" if due_on is None else f"To pass on by {short_date(due_on)}"), 0
    return f"{state.label}{on}", 0


def day_words(day: date) -> str:
    """ "30 Jan": a day of this cycle, without its weekday."""
    return short_date(day).split(" ", 1)[1]


def head_and_detail(text: str) -> tuple[str, str]:
    """A message's first words and the rest: "IRIS GP training: only if taken" → both halves."""
    head, colon, rest = text.partition(": ")
    return (head, sentence_case(rest)) if colon and len(head) <= _LONGEST_HEAD else (text, "")


_LONGEST_HEAD = 70

# Labels

_BARE_PRIORITY = re.compile(r"^priority\b", re.IGNORECASE)


def scheme_in_full(label: str) -> str:
    """A board's label with the scheme its number belongs to.

    The refresh calls the Health and Wellbeing Board the "Priority 2 Board" after the council's own
    plan, while the partnership has a Priority 2 of its own: a bare number would name both.
    """
    bare = label.strip()
    return f"Council’s {bare}" if _BARE_PRIORITY.match(bare) else bare


# Days


def check_board_day(
    day: date, taken: Collection[date], ours: Collection[date], name: str, *, anyway: bool
) -> None:
    """Raises RuleBroken where a board's day cannot be, or clashes and is not kept `anyway`.

    `taken` are the board's other days, `ours` those of the partnership's own Boards.
    """
    when = short_date(day, year=True)
    if day in taken:
        raise RuleBroken("held_on", f"{name} has {when} in its calendar already.")
    if anyway:
        return
    if day in ours:
        raise RuleBroken("held_on", f"Our own Board meets on {when} too: members sit on both.")
    why = why_not_working(day)
    if why is not None:
        reason = "at the weekend" if bank_holiday(day) is None else f"a bank holiday ({why})"
        raise RuleBroken("held_on", f"{when} is {reason}.")


def next_day(days: Iterable[date], today: date) -> date | None:
    """The first of these days that is still to come, today included."""
    return min((day for day in days if day >= today), default=None)


# Joint meetings


class StepMark(StrEnum):
    """How far a step towards a joint meeting is."""

    DONE = "done"
    BEGUN = "begun"
    LATE = "late"
    TO_DO = "to_do"


USUAL_STEPS = ("Date", "Co-chairs agree", "Invitations", "Joint data pack", "Rehearsal")


def step_standing(
    begun_on: date | None, done_on: date | None, due_on: date | None, today: date
) -> tuple[StepMark, str]:
    """How far a step is, with its words: (LATE, "3 days late"), (DONE, "Done 6 Feb")."""
    if done_on is not None:
        return StepMark.DONE, f"Done {day_words(done_on)}"
    late = (today - due_on).days if due_on else 0
    if late > 0:
        return StepMark.LATE, f"{late} {plural('day', late)} late"
    if begun_on is not None:
        return StepMark.BEGUN, f"Begun {day_words(begun_on)}"
    return StepMark.TO_DO, f"Due {day_words(due_on)}" if due_on else "To do"


def guest_words(state: GuestState, invited_on: date | None) -> str:
    """ "Not invited", "Invited 6 Feb", "Confirmed", "Declined"."""
    if state is GuestState.TO_INVITE:
        return "Not invited"
    if state is GuestState.INVITED and invited_on is not None:
        return f"Invited {day_words(invited_on)}"
    return state.label


def places_words(states: Sequence[GuestState]) -> tuple[GuestState, str]:
    """The place of a board whose guests stand so: one word for all, else how many confirmed.

    No guest counts as not invited.
    """
    found = set(states) or {GuestState.TO_INVITE}
    if len(found) == 1:
        (state,) = found
        return state, guest_words(state, None)
    confirmed = sum(state is GuestState.CONFIRMED for state in states)
    return GuestState.INVITED, f"{confirmed} of {len(states)} confirmed"


# Sub-groups


def account_words(received_on: date | None, due_on: date, today: date) -> tuple[str, int]:
    """Whether an account has come, with days late: ("Came 24 Jan", 0), ("7 days late", 7)."""
    if received_on is not None:
        return f"Came {day_words(received_on)}", 0
    late = (today - due_on).days
    if late > 0:
        return f"{late} {plural('day', late)} late", late
    return f"Due {day_words(due_on)}", 0
