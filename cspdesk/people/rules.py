"""Partners and how text names them; which group may stand under which. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_SEPARATORS = re.compile(r"\s*(?:,|;|/|&|\+|\band\b)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation with at least one seat on the Board."""

    id: int
    code: str
    name: str
    short_name: str
    statutory: bool = False
    key_partner: bool = False
    co_chair: bool = False

    @property
    def known_as(self) -> frozenset[str]:
        """Every way to write it, folded for comparison."""
        return frozenset(folded(word) for word in (self.code, self.name, self.short_name) if word)


@lru_cache(maxsize=4096)  # an agenda asks of the same few names some hundred times
def folded(text: str) -> str:
    """Text for comparison: case, apostrophes, blanks and a remark in brackets do not count."""
    plain = re.sub(r"\([^)]*\)", " ", text.replace("’", "'")).casefold()
    return " ".join(plain.split()) or " ".join(text.casefold().split())


def partners_named(text: str, partners: Sequence[Partner]) -> frozenset[int]:
    """The partners that a short text names ("Police and Homes for Haringey").

    The whole text is tried before its parts, so that a name may hold "and". Words that name nobody
    ("all partners") name nobody.
    """
    whole = _ids(text, partners)
    if whole:
        return whole
    return frozenset(key for part in _SEPARATORS.split(text) for key in _ids(part, partners))


def _ids(text: str, partners: Iterable[Partner]) -> frozenset[int]:
    wanted = folded(text)
    return frozenset(partner.id for partner in partners if wanted and wanted in partner.known_as)


def is_under(group_id: int, above_id: int, parents: Mapping[int, int | None]) -> bool:
    """Whether a group is `above_id` or stands below it; `parents` gives each group's parent."""
    seen: set[int] = set()
    at: int | None = group_id
    while at is not None and at not in seen:
        if at == above_id:
            return True
        seen.add(at)
        at = parents.get(at)
    return False


def tree_order(parents: Mapping[int, int | None]) -> tuple[tuple[int, int], ...]:
    """Groups in the order of the structure chart as (id, depth): each under its parent.

    Siblings keep the order of `parents`; a group whose parent is missing counts as a top one.
    """
    below: dict[int | None, list[int]] = {}
    for key, parent in parents.items():
        below.setdefault(parent if parent in parents else None, []).append(key)

    def walk(parent: int | None, depth: int) -> Iterable[tuple[int, int]]:
        for key in below.get(parent, ()):
            yield key, depth
            yield from walk(key, depth + 1)

    return tuple(walk(None, 0))


def first_to_come(days: Iterable[date], today: date) -> date | None:
    """The first of the days that is today or later; None when all are past."""
    return min((day for day in days if day >= today), default=None)
