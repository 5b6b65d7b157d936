"""The states of a message between boards, and the flow of a cycle. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from cspdesk.calendar import plural, short_date
from cspdesk.errors import RuleBroken
from db.vocabulary import MessageState, MessageWay

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


def states_of(way: MessageWay) -> tuple[MessageState, ...]:
    """The states a message can have, in the order it goes through them."""
    return _STATES[way]


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
    on = f" {short_date(dated).split(' ', 1)[1]}" if dated else ""
    if state is MessageState.SOUGHT:
        return f"Asked{on}", 0
    if state is MessageState.TO_PASS:
        return ("After the Board" if due_on is None else f"To pass on by {short_date(due_on)}"), 0
    return f"{state.label}{on}", 0
