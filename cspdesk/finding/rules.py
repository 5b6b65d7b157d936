"""Which entries a few words find, and in what order. Pure.

Case, accents and punctuation do not count: "sukru" finds "Şükrü". Every word must occur.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

SHOWN = 5  # of each kind at most; more words find what is left out
LONGEST = 110  # letters of a title in the list
_FEW = 2  # letters from which on a word is looked for inside titles and texts

_APART = str.maketrans(dict.fromkeys(",;:!?()[]{}“”‘’'\"/\\–—-_|•…", " "))
# Letters that no decomposition takes apart.
_PLAIN = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae",
                        "œ": "oe"})  # fmt: skip


class Kind(StrEnum):
    """What an entry is; its value heads the group in the list."""

    SCREEN = "Screens"
    ITEM = "Agenda items"
    ACTION = "Actions"
    INDICATOR = "KPIs"
    HOMEWORK = "Homework"
    BUSINESS = "Business"
    ORGANISATION = "Organisations"
    PERSON = "People"
    GROUP = "Groups and boards"
    MEETING = "Meetings"
    DECISION = "Decisions"
    MINUTE = "Minutes"
    VOICE = "Voices"
    MESSAGE = "Communications"
    REPORT_BACK = "Report-backs"
    DUTY = "Statutory duties"


class Entry(NamedTuple):
    """Something to find and the way to it.

    `page` and `target` are those of the window, `cycle_id` the cycle to look at there. `head` and
    `rest` are what is searched, plain (`plain`) and with a blank before: the title counts more.
    """

    kind: Kind
    id: int
    title: str
    detail: str
    page: str
    target: str
    cycle_id: int | None
    head: str
    rest: str


class FoundGroup(NamedTuple):
    """The entries of one kind, the best match first; `more` match and are not shown."""

    kind: Kind
    entries: tuple[Entry, ...]
    more: int


def plain(text: str) -> str:
    """Text as it is compared: small letters, no accents, blanks for punctuation."""
    if text.isascii():
        return text.lower().translate(_APART)
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return bare.translate(_PLAIN).translate(_APART)


def entry(
    kind: Kind,
    key: int,
    title: str,
    detail: str,
    way: tuple[str, str],
    cycle_id: int | None = None,
    *,
    rest: str = "",
) -> Entry:
    """An entry; `rest` is searched beside title and detail and is not shown."""
    page, target = way
    head, behind = plain(f" {title}"), plain(f" {detail} {rest}")
    return Entry(kind, key, shortened(title), detail, page, target, cycle_id, head, behind)


def shortened(text: str) -> str:
    """As one line, cut at a word where it is too long."""
    if len(text) <= LONGEST and "\n" not in text:
        return text
    line = " ".join(text.split())
    if len(line) <= LONGEST:
        return line
    return f"{line[:LONGEST].rsplit(' ', 1)[0]}…"


def found(entries: Iterable[Entry], query: str, shown: int = SHOWN) -> tuple[FoundGroup, ...]:
    """What the words of the query find, by kind: the kind with the best match first.

    `shown` of each kind at most.

    Entries of equal rank stay in the order given, which puts the latest first.
    """
    words = plain(query).split()
    if not words:
        return ()
    ranked: dict[Kind, list[list[Entry]]] = {}
    for one in entries:
        place = rank(one, words)
        if place is not None:
            ranked.setdefault(one.kind, [[] for _ in range(_RANKS)])[place].append(one)
    groups = [(_best(places), _group(kind, places, shown)) for kind, places in ranked.items()]
    order = list(Kind)
    groups.sort(key=lambda pair: (pair[0], order.index(pair[1].kind)))
    return tuple(group for _best_rank, group in groups)


_RANKS = 6


def rank(one: Entry, words: Sequence[str]) -> int | None:
    """0 the whole title, 1 its beginning, 2 beginnings of its words, 3 inside it, 4 and 5 in the
    rest (at the beginning of a word, anywhere); None when a word is missing."""
    head, rest = one.head, one.rest
    if len(words) == 1 and len(words[0]) < _FEW:
        return 1 if head.startswith(f" {words[0]}") else None
    for word in words:
        if word not in head and word not in rest:
            return None
    if all(f" {word}" in head for word in words):
        whole = f" {' '.join(words)}"
        if head == whole or head.startswith(f"{whole} "):
            return 0
        return 1 if head.startswith(whole) else 2
    if all(word in head for word in words):
        return 3
    return 4 if all(f" {word}" in head or f" {word}" in rest for word in words) else 5


def _best(places: Sequence[Sequence[Entry]]) -> int:
    return next(place for place, held in enumerate(places) if held)


def _group(kind: Kind, places: Sequence[Sequence[Entry]], shown: int) -> FoundGroup:
    every = [one for held in places for one in held]
    return FoundGroup(kind, tuple(every[:shown]), max(0, len(every) - shown))
