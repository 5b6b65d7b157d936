"""What is known of people and seats when a membership list is held against it. Pure records."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cspdesk.people.terms import Term
from db.vocabulary import GroupKind


@dataclass(frozen=True, slots=True)
class KnownOrganisation:
    id: int
    code: str
    name: str
    short_name: str
    statutory: bool

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(key for key in map(key_of, (self.code, self.name, self.short_name)) if key)


@dataclass(frozen=True, slots=True)
class KnownGroup:
    id: int
    name: str
    short_name: str
    kind: GroupKind


@dataclass(frozen=True, slots=True)
class KnownPerson:
    id: int
    name: str
    title: str
    email: str
    phone: str
    organisation_id: int | None


@dataclass(frozen=True, slots=True)
class KnownTerm:
    """An appointment: the term with the person's id."""

    term: Term
    person_id: int


@dataclass(frozen=True, slots=True)
class KnownSeat:
    id: int
    group_id: int
    organisation_id: int | None
    role: str
    key_partner: bool
    co_chair: bool
    vacant: bool
    terms: tuple[KnownTerm, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """Everything a list is held against, on one day."""

    today: date
    organisations: tuple[KnownOrganisation, ...]
    groups: tuple[KnownGroup, ...]
    seats: tuple[KnownSeat, ...]
    people: tuple[KnownPerson, ...]

    @property
    def persons(self) -> Mapping[int, KnownPerson]:
        return {person.id: person for person in self.people}

    def organisation(self, text: str) -> KnownOrganisation | None:
        """The organisation a text names, however it is punctuated."""
        wanted = key_of(text)
        bare = key_of(re.sub(r"\([^)]*\)", " ", text))
        found = (one for one in self.organisations if one.keys & {wanted, bare})
        return next(found, None)

    def organisations_like(self, text: str) -> tuple[int, ...]:
        """Organisations written almost so, the likest first: to be asked about, never taken."""
        from cspdesk.actions.owners import OwnerFinder, Partner

        partners = [
            Partner(one.id, one.name, one.short_name, one.code) for one in self.organisations
        ]
        found = OwnerFinder(partners).find(text)
        sure = () if found.organisation_id is None else (found.organisation_id,)
        return sure or found.suggestions

    def which(self, said: str, alike: Sequence[int]) -> str:
        """The question for a name that no organisation has: none is taken or made silently."""
        found = self.organisation_of(next(iter(alike), None))
        if found is not None:
            return f"“{said}” looks like {found.name}: say that it is, or that it is new."
        return f"No organisation here is called “{said}”: say which it is, or that it is new."

    def organisation_of(self, key: int | None) -> KnownOrganisation | None:
        return next((one for one in self.organisations if one.id == key), None)

    def group(self, text: str) -> KnownGroup | None:
        """The group a text names: its name, its short name, or its kind (“Executive”)."""
        wanted = key_of(text)
        named = (one for one in self.groups if wanted in (key_of(one.name), key_of(one.short_name)))
        return next(named, None)

    def seats_of(self, group_id: int, organisation_id: int) -> tuple[KnownSeat, ...]:
        return tuple(
            one
            for one in self.seats
            if one.group_id == group_id and one.organisation_id == organisation_id
        )

    def person(
        self, name: str, email: str, organisation_id: int | None, on_seat: Sequence[int] = ()
    ) -> KnownPerson | None:
        """Who a name is: by the address, else by the name on that seat or in that organisation."""
        by_email = _first(
            one for one in self.people if email and one.email.casefold() == email.casefold()
        )
        if by_email is not None and key_of(by_email.name) == key_of(name):
            return by_email
        same = [one for one in self.people if key_of(one.name) == key_of(name)]
        return _first(one for one in same if one.id in on_seat) or _first(
            one for one in same if one.organisation_id == organisation_id
        )


def _first(found: Iterable[KnownPerson]) -> KnownPerson | None:
    return next(iter(found), None)


def key_of(text: str) -> str:
    """Letters and figures alone, folded, so that O'Neill, O’Neill and O’NEILL are one."""
    said = unicodedata.normalize("NFKC", text).casefold().replace("&", "and")
    return re.sub(r"[^\w]+|_", "", unicodedata.normalize("NFC", said))
