"""Seats with their people and attendance, people and dates: the records that screens show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cspdesk.people.attending import Attendance
from cspdesk.people.gaps import Gap
from cspdesk.people.queries import BodyLine, OrganisationLine, SeatLine
from cspdesk.people.terms import Term
from cspdesk.phrases import joined
from db.vocabulary import AppointmentKind, GroupKind, Presence, Sector


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person; `seats` are those held or substituted on today, in words."""

    id: int
    version: int
    name: str
    title: str
    organisation_id: int | None
    organisation: str
    email: str
    phone: str
    seats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AppointmentLine:
    """Somebody's time on a seat, with what is known of the person now."""

    id: int
    version: int
    seat_id: int
    person: PersonLine
    kind: AppointmentKind
    from_on: date | None
    to_on: date | None
    note: str

    @property
    def term(self) -> Term:
        return Term(self.id, self.person.name, self.kind, self.from_on, self.to_on)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a seat's attendance; `presence` None is not recorded.

    `name` and `title` are what the register says, whoever holds the seat now.
    """

    held_on: date
    presence: Presence | None
    name: str = ""
    title: str = ""
    substitute: str = ""


@dataclass(frozen=True, slots=True)
class SeatCard:
    """A seat in full: `holder` and `substitutes` are today's, `terms` all, today's first."""

    seat: SeatLine
    group_kind: GroupKind
    organisation_name: str
    sector: Sector | None
    statutory: bool
    holder: AppointmentLine | None
    substitutes: tuple[AppointmentLine, ...]
    terms: tuple[AppointmentLine, ...]
    attendance: Attendance
    register: tuple[Entry, ...]
    sent: tuple[tuple[str, int], ...]

    @property
    def id(self) -> int:
        return self.seat.id

    @property
    def is_vacant(self) -> bool:
        return self.seat.vacant

    @property
    def state(self) -> str:
        """What the seat lacks: "Vacant", "No name yet", or "" """
        if self.seat.vacant:
            return "Vacant"
        return "" if self.holder else "No name yet"


@dataclass(frozen=True, slots=True)
class BodyDate:
    """A day on which a governance body meets."""

    id: int
    version: int
    body_id: int
    held_on: date
    note: str


@dataclass(frozen=True, slots=True)
class BodyCard:
    """A governance body with its dates, the earliest first."""

    line: BodyLine
    dates: tuple[BodyDate, ...]


@dataclass(frozen=True, slots=True)
class OrganisationCard:
    """An organisation in full."""

    line: OrganisationLine
    bodies: tuple[BodyCard, ...]
    seats: tuple[SeatLine, ...]
    people: tuple[PersonLine, ...]


@dataclass(frozen=True, slots=True)
class SeatsView:
    """The register of seats: groups in the order of the structure chart, and the questions."""

    cards: tuple[SeatCard, ...]
    gaps: tuple[Gap, ...]
    shares: str
    since: date
    key_partners: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """Who has the Board's seats, and whose presence its quorum asks for."""
        said = f"The Board has {self.shares}."
        if not self.key_partners:
            return f"{said} No key partner is named for the quorum." if self.cards else said
        return f"{said} Key partners for the quorum: {joined(self.key_partners)}."
