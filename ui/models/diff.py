"""The difference between two lists of keys as steps a Qt model can announce one by one.

Pure. Applied in order, the steps turn the old list into the new one: removals first, then moves,
then insertions, so that selection, scroll position and open editors of surviving rows stay put.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

MOVES_LIMIT = 30  # beyond it one re-ordering is cheaper for a view than many moves


@dataclass(frozen=True, slots=True)
class Remove:
    """Rows first to last go."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Move:
    """The row at `start` ends at `end`, positions counted after taking it out."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reorder:
    """Row `i` of the new order is the present row `order[i]`."""

    order: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Insert:
    """Rows first to last of the new list come in at `first`."""

    first: int
    last: int


Step = Remove | Move | Reorder | Insert


def steps(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Step]:
    """Steps from `old` to `new`; keys are unique within each (ValueError otherwise)."""
    wanted = {key: place for place, key in enumerate(new)}
    if len(wanted) != len(new) or len(set(old)) != len(old):
        raise ValueError("two records share one key")
    gone = [place for place, key in enumerate(old) if key not in wanted]
    kept = [key for key in old if key in wanted]
    present = set(kept)
    came = [place for place, key in enumerate(new) if key not in present]
    found: list[Step] = [Remove(*run) for run in reversed(list(runs(gone)))]
    found += _ordering(kept, wanted)
    found += [Insert(*run) for run in runs(came)]
    return found


def runs(places: Iterable[int]) -> Iterable[tuple[int, int]]:
    """Runs (first, last) of following numbers in a rising list."""
    first = last = None
    for place in places:
        if first is None or last is None:
            first = last = place
        elif place == last + 1:
            last = place
        else:
            yield first, last
            first = last = place
    if first is not None and last is not None:
        yield first, last


def _ordering(kept: list[Hashable], wanted: dict[Hashable, int]) -> list[Step]:
    """Moves of the fewest rows, or one re-ordering when they are many."""
    target = sorted(kept, key=wanted.__getitem__)
    still = _longest_rising([wanted[key] for key in kept])
    placed = {key for key in kept if wanted[key] in still}
    movers = [key for key in target if key not in placed]
    if len(movers) > MOVES_LIMIT:
        where = {key: place for place, key in enumerate(kept)}
        return [Reorder(tuple(where[key] for key in target))]
    return _moves(kept, target, movers, placed)


def _moves(
    kept: list[Hashable], target: list[Hashable], movers: list[Hashable], placed: set[Hashable]
) -> list[Step]:
    current, found = list(kept), list[Step]()
    before = dict(zip(target[1:], target, strict=False))
    for key in movers:
        start = current.index(key)
        current.pop(start)
        # The movers come in the new order, so whatever goes before one is placed already.
        neighbour = before.get(key)
        end = 0 if neighbour is None else current.index(neighbour) + 1
        current.insert(end, key)
        if start != end:
            found.append(Move(start, end))
    return found


def _longest_rising(numbers: list[int]) -> set[int]:
    """The numbers of one longest rising subsequence: the rows that need not move."""
    tails: list[int] = []
    tail_places: list[int] = []
    previous: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect_left(tails, number)
        previous.append(tail_places[at - 1] if at else -1)
        if at == len(tails):
            tails.append(number)
            tail_places.append(place)
        else:
            tails[at], tail_places[at] = number, place
    found, place = set(), tail_places[-1] if tail_places else -1
    while place >= 0:
        found.add(numbers[place])
        place = previous[place]
    return found
