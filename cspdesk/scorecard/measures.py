"""How each measure is worked out from one cycle's facts. Pure; nothing missing counts as good.

A value is a count out of a whole, so that years are added up from counts and never from shares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cspdesk.scorecard.facts import CARRYING, ActionFact, CycleFacts, ItemFact
from cspdesk.words import counted
from db.vocabulary import ActionState, HomeworkState, ItemType


class Shape(StrEnum):
    """How a value is written: a share of a whole, or an amount a meeting."""

    SHARE = "share"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One record behind a value. `counts` says whether it is in the count, not only the whole.

    `page` and `target` lead to it.
    """

    title: str
    detail: str
    counts: bool
    page: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """What one cycle says: `count` out of `whole` (1 for an amount), or why it cannot be said."""

    count: float | None
    whole: float
    detail: str
    evidence: tuple[Evidence, ...] = ()

    @property
    def number(self) -> float | None:
        """The share from 0 to 1, or the amount; None when it is missing."""
        if self.count is None or not self.whole:
            return None
        return self.count / self.whole


Compute = Callable[[CycleFacts, date], Value]


def missing(why: str, evidence: Iterable[Evidence] = ()) -> Value:
    return Value(None, 0, why, tuple(evidence))


TO_COME = missing("The Board is to come.")


# Time and items


def decision_time(cycle: CycleFacts, _today: date) -> Value:
    """Minutes for decisions out of all that were planned."""
    whole = sum(item.minutes for item in cycle.items)
    if not whole:
        return missing("No agenda was kept.")
    count = sum(item.minutes for item in cycle.items if item.type is ItemType.DECISION)
    evidence = [
        _item(item, f"{item.type.label}, {item.minutes} minutes", item.type is ItemType.DECISION)
        for item in cycle.items
    ]
    return Value(count, whole, f"{count} of {whole} minutes planned", tuple(evidence))


def decision_items(cycle: CycleFacts, _today: date) -> Value:
    """Items for decision out of those that are not standing items."""
    items = [item for item in cycle.items if item.type is not ItemType.STANDING]
    if not items:
        return missing("No agenda was kept.")
    evidence = [_item(item, item.type.label, item.type is ItemType.DECISION) for item in items]
    count = sum(one.counts for one in evidence)
    return Value(count, len(items), f"{count} of {counted(len(items), 'item')}", tuple(evidence))


def all_items(cycle: CycleFacts, _today: date) -> Value:
    """How many items the agenda had, standing items too."""
    if not cycle.items:
        return missing("No agenda was kept.")
    evidence = tuple(_item(item, f"{item.minutes} minutes", True) for item in cycle.items)
    return Value(len(cycle.items), 1, counted(len(cycle.items), "item"), evidence)


def information_items(cycle: CycleFacts, _today: date) -> Value:
    """How many items only informed."""
    if not cycle.items:
        return missing("No agenda was kept.")
    found = [item for item in cycle.items if item.type is ItemType.INFORMATION]
    evidence = tuple(_item(item, item.type.label, True) for item in found)
    return Value(len(found), 1, counted(len(found), "information item"), evidence)


def pages(cycle: CycleFacts, _today: date) -> Value:
    """Pages of the pack that went out."""
    if cycle.pages is None:
        return missing("No pack was issued from this file." if cycle.held else TO_COME.detail)
    evidence = (Evidence("Board pack as issued", f"{cycle.pages} pages", True, "packs"),)
    return Value(cycle.pages, 1, counted(cycle.pages, "page"), evidence)


def sent_another_way(cycle: CycleFacts, _today: date) -> Value:
    """Information that went out instead of onto the agenda."""
    done = sum(way.done for way in cycle.ways_out)
    evidence = tuple(
        Evidence(way.title, f"{way.channel}, {'sent' if way.done else 'not yet sent'}", way.done,
                 "agenda", f"business:{way.business_id}")
        for way in cycle.ways_out
    )  # fmt: skip
    waiting = len(cycle.ways_out) - done
    return Value(
        done, 1, f"{done} sent" + (f", {waiting} still to send" if waiting else ""), evidence
    )


def over_time(cycle: CycleFacts, _today: date) -> Value:
    """Minutes the items took more or fewer than planned, out of the minutes planned."""
    timed = [item for item in cycle.items if item.seconds is not None]
    if not cycle.held:
        return TO_COME
    if not timed:
        return missing("Nobody recorded how long items took.")
    planned = sum(item.minutes for item in timed)
    real = round(sum(item.seconds or 0 for item in timed) / 60)
    evidence = tuple(
        _item(item, f"{round((item.seconds or 0) / 60)} of {item.minutes} minutes planned",
              (item.seconds or 0) > item.minutes * 60)
        for item in timed
    )  # fmt: skip
    untimed = len(cycle.items) - len(timed)
    rest = f"; {counted(untimed, 'item')} not timed" if untimed else ""
    return Value(abs(real - planned), planned, f"{real} minutes, {planned} planned{rest}", evidence)


# Ownership


def carried(cycle: CycleFacts, _today: date) -> Value:
    """Actions led by Police or Council out of all the Board agreed."""
    if not cycle.actions:
        return missing("No action was recorded.") if cycle.held else TO_COME
    evidence = tuple(_action(one, one.partner, one.sector in CARRYING) for one in cycle.actions)
    count = sum(one.counts for one in evidence)
    detail = f"{count} of {counted(len(evidence), 'action')} with Police or Council"
    return Value(count, len(evidence), detail, evidence)


_SET_ASIDE = (ActionState.SUPERSEDED, ActionState.DUPLICATE, ActionState.DROPPED)


def on_time(cycle: CycleFacts, today: date) -> Value:
    """Actions done by the day they were due, out of those that are closed, due or undated.

    An action without a date cannot be in time, so it counts in the whole.
    """
    asked = [one for one in cycle.actions if one.state not in _SET_ASIDE and _is_up(one, today)]
    if not asked:
        if not cycle.held:
            return TO_COME
        return missing(
            "No action has fallen due yet." if cycle.actions else "No action was recorded."
        )
    evidence = tuple(_action(one, _timing(one), _in_time(one)) for one in asked)
    count = sum(one.counts for one in evidence)
    return Value(count, len(asked), f"{count} of {len(asked)} in time", evidence)


def _is_up(action: ActionFact, today: date) -> bool:
    closed = action.state is ActionState.DONE
    return closed or action.due_on is None or action.due_on < today


def _in_time(action: ActionFact) -> bool:
    done = action.state is ActionState.DONE and action.closed_on is not None
    if not done or action.due_on is None or action.closed_on is None:
        return False
    return action.closed_on <= action.due_on


def _timing(action: ActionFact) -> str:
    if action.due_on is None:
        return "No due date"
    if action.state is not ActionState.DONE or action.closed_on is None:
        return "Overdue"
    late = (action.closed_on - action.due_on).days
    return "In time" if late <= 0 else f"{counted(late, 'day')} late"


# Obligation and role


def reported_back(cycle: CycleFacts, _today: date) -> Value:
    """Report-backs that came out of those asked of governance bodies."""
    if not cycle.report_backs:
        return missing("No body was asked to report back.") if cycle.held else TO_COME
    evidence = tuple(
        Evidence(f"{one.partner}: {one.body}", "Received" if one.received else "Not received",
                 one.received, "actions", f"report_back:{one.id}")
        for one in cycle.report_backs
    )  # fmt: skip
    count = sum(one.counts for one in evidence)
    return Value(count, len(evidence), f"{count} of {len(evidence)} received", evidence)


def homework(cycle: CycleFacts, _today: date) -> Value:
    """Homework questions answered out of those set."""
    asked = [one for one in cycle.homework if one.state is not HomeworkState.DRAFT]
    if not asked:
        return missing("No homework was set.")
    evidence = tuple(
        Evidence(f"{one.partner}: {one.question}", one.state.label,
                 one.state is HomeworkState.ANSWERED, "homework", f"homework:{one.id}")
        for one in asked
    )  # fmt: skip
    count = sum(one.counts for one in evidence)
    return Value(count, len(asked), f"{count} of {len(asked)} answered", evidence)


# Community and business


def community_views(cycle: CycleFacts, _today: date) -> Value:
    """Items with community views, out of those that communities are expected to have views on.

    An item of which nothing was said counts as expected: silence must not look like care.
    """
    expected = [item for item in cycle.items if item.views]
    if not expected:
        return missing("No agenda was kept." if not cycle.items else "No views were expected.")
    evidence = tuple(
        _item(item, "Views recorded" if item.heard else "No views recorded", item.heard)
        for item in expected
    )
    count = sum(one.counts for one in evidence)
    return Value(count, len(expected), f"{count} of {counted(len(expected), 'item')}", evidence)


def others_at_table(cycle: CycleFacts, _today: date) -> Value:
    """Sectors at the table out of those with a seat; an empty seat is a sector not there."""
    if not cycle.held:
        return TO_COME
    if not any(seat.there is not None for seat in cycle.seats):
        return missing("Attendance was not recorded.")
    # A vacant seat has no organisation, so each is a sector of its own that is not there.
    sectors = {seat.sector or seat.seat_id for seat in cycle.seats}
    there = {seat.sector for seat in cycle.seats if seat.there and seat.sector is not None}
    evidence = tuple(
        Evidence(
            seat.name, _presence(seat.there), bool(seat.there), "people", f"seat:{seat.seat_id}"
        )
        for seat in cycle.seats
    )
    detail = f"{len(there)} of {counted(len(sectors), 'sector')}"
    return Value(len(there), len(sectors), detail, evidence)


def _presence(there: bool | None) -> str:
    if there is None:
        return "Not recorded"
    return "Came" if there else "Nobody came"


# Parts


def _item(item: ItemFact, detail: str, counts: bool) -> Evidence:
    title = f"{item.number}  {item.title}" if item.number else item.title
    return Evidence(title, detail, counts, "agenda", f"item:{item.id}")


def _action(action: ActionFact, detail: str, counts: bool) -> Evidence:
    title = f"{action.ref}  {action.text}"
    return Evidence(title, detail, counts, "actions", f"action:{action.id}")
