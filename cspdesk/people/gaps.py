"""Who is missing at the table, asked as questions until somebody sits there. Pure.

The partners asked for more business, voluntary sector and schools, and saw that community
representatives could be present (the refresh, findings and Appendix 3).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from cspdesk.people.rules import folded
from cspdesk.phrases import joined
from cspdesk.words import counted, number_word
from db.vocabulary import GroupKind, Sector


@dataclass(frozen=True, slots=True)
class SeatFact:
    """What the question needs of a seat on the Board; `sector` None when nobody holds it."""

    id: int
    role: str
    organisation: str
    sector: Sector | None
    vacant: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class GroupFact:
    id: int
    name: str
    kind: GroupKind
    chair: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A question about who is missing. `target` is where the screen goes ("seat:4", "group:2")."""

    key: str
    question: str
    detail: str = ""
    target: str = ""
    missing: bool = True  # False: somebody is there, and the partners still asked for more


@dataclass(frozen=True, slots=True)
class Wanted:
    """A sector that the partners asked for, and the words that a seat kept for it has."""

    sector: Sector
    voice: str
    words: tuple[str, ...]
    why: str


WANTED = (
    Wanted(
        Sector.BUSINESS,
        "business",
        ("business", "trader", "traders", "commerce", "retail"),
        "All interviews found a need for greater representation from business.",
    ),
    Wanted(
        Sector.EDUCATION,
        "schools",
        ("school", "schools", "college", "heads", "education"),
        "The Police asked for more representation of schools.",
    ),
    Wanted(
        Sector.VOLUNTARY,
        "the voluntary sector",
        ("voluntary", "charity", "charities"),
        "The Police asked for more representation of the voluntary sector.",
    ),
    Wanted(
        Sector.COMMUNITY,
        "the community",
        ("community", "resident", "residents"),
        "The refresh asks for the views of the community at the table.",
    ),
)


def representation_gaps(
    seats: Sequence[SeatFact], statutory: Iterable[tuple[int, str]], seated: Collection[int]
) -> tuple[Gap, ...]:
    """Standing questions about the Board: sectors first, then partners with a duty and no seat.

    `statutory` are (id, short name) of responsible authorities (Crime and Disorder Act 1998,
    section 5), `seated` the organisations with a filled seat.
    """
    asked = [gap for wanted in WANTED if (gap := _sector_gap(wanted, seats)) is not None]
    absent = [
        Gap(
            f"statutory:{key}",
            f"When will {name} take a seat on the Board?",
            "It is a responsible authority and has no filled seat.",
            f"organisation:{key}",
        )
        for key, name in statutory
        if key not in seated
    ]
    return (*asked, *absent)


def _sector_gap(wanted: Wanted, seats: Sequence[SeatFact]) -> Gap | None:
    held = [seat for seat in seats if seat.sector is wanted.sector and not seat.vacant]
    if len(held) > 1:
        return None
    kept = next((seat for seat in seats if seat.vacant and _is_for(seat, wanted)), None)
    key = f"sector:{wanted.sector.value}"
    target = f"seat:{kept.id}" if kept else f"seat:{held[0].id}" if held else ""
    if held:
        total = sum(not seat.vacant for seat in seats)
        names = joined(sorted({seat.organisation for seat in held}))
        question = f"Who else could speak for {wanted.voice}?"
        share = f"One of {number_word(total)} filled seats: {names}. {wanted.why}"
        return Gap(key, question, share, target, missing=False)
    if kept:
        question = f"Who takes the vacant seat for {wanted.voice}?"
        return Gap(key, question, kept.note or wanted.why, target)
    return Gap(key, f"Who speaks for {wanted.voice} on the Board?", f"Nobody yet. {wanted.why}")


def _is_for(seat: SeatFact, wanted: Wanted) -> bool:
    if seat.sector is not None:  # it is kept for the organisation that left it
        return seat.sector is wanted.sector
    said = set(re.findall(r"[a-z]+", folded(seat.role)))
    return not said.isdisjoint(wanted.words)


def chair_vacancies(groups: Iterable[GroupFact]) -> tuple[Gap, ...]:
    """Groups that nobody chairs."""
    return tuple(
        Gap(
            f"chair:{group.id}",
            f"Who chairs the {group.name}?",
            "The chair is vacant.",
            f"group:{group.id}",
        )
        for group in groups
        if is_vacant_chair(group.chair)
    )


def is_vacant_chair(chair: str) -> bool:
    """Whether the field of the chair says that there is none."""
    said = folded(chair)
    return said in ("", "vacant", "vacancy", "none", "tbc", "to be confirmed", "-", "–")


def share_words(seats: Sequence[SeatFact]) -> str:
    """ "14 seats, 12 filled: 6 Council, 2 Police, 4 others"; of the Board's seats."""
    if not seats:
        return "no seats yet"
    filled = [seat for seat in seats if not seat.vacant]
    tallies = Counter(seat.sector for seat in filled)
    council, police = tallies[Sector.COUNCIL], tallies[Sector.POLICE]
    said = f"{counted(len(seats), 'seat')}, {len(filled)} filled"
    if not filled:
        return said
    others = len(filled) - council - police
    return f"{said}: {council} Council, {police} Police, {others} others"
