"""Where an item lands when it is moved: those under it go with it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from cspdesk.errors import RuleBroken


def block_at(subs: Sequence[bool], place: int) -> range:
    """The places (from 0) of an item and of those under it; a sub-item is alone."""
    last = place + 1
    if not subs[place]:
        while last < len(subs) and subs[last]:
            last += 1
    return range(place, last)


def moved(subs: Sequence[bool], place: int, to_place: int) -> list[int]:
    """The new order as old places. Places count from 0; the item lands as near as it can.

    An item never comes between another and those under it; a sub-item never comes first.
    """
    block = block_at(subs, place)
    rest = [old for old in range(len(subs)) if old not in block]
    at = min(max(to_place, 0), len(rest))
    if subs[place]:
        at = max(at, 1) if rest else 0
    else:
        step = 1 if to_place > place else -1
        while 0 < at < len(rest) and subs[rest[at]]:
            at += step
    return [*rest[:at], *block, *rest[at:]]


def place_for_drop(subs: Sequence[bool], place: int, gap: int) -> int:
    """Where an item goes that is dropped into a gap: gap 0 is above the first. Places from 0."""
    block = block_at(subs, place)
    if gap in (*block, block.stop):
        return place
    return gap if gap < place else gap - len(block)


def place_for_step(subs: Sequence[bool], place: int, by: int) -> int | None:
    """Where one press of Alt+Up or Alt+Down takes an item; None at the ends.

    A whole item steps over the next one with all that is under it.
    """
    block = block_at(subs, place)
    if subs[place]:
        to = place + by
        return to if 1 <= to < len(subs) else None
    if by > 0:
        if block.stop >= len(subs):
            return None
        return place + len(block_at(subs, block.stop))
    before = place - 1
    while before > 0 and subs[before]:
        before -= 1
    return before if before >= 0 else None


def check_can_be_sub(subs: Sequence[bool], place: int) -> None:
    """Raises RuleBroken when the item cannot stand under the one before it."""
    if place == 0:
        raise RuleBroken("is_sub", "The first item has none above it to stand under.")
    if len(block_at(subs, place)) > 1:
        raise RuleBroken("is_sub", "It has items under it itself: make those whole items first.")
