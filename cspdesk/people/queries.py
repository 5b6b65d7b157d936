"""Organisations with their governance bodies, groups as the structure chart has them, seats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import Select, select

from cspdesk.people.rules import Partner, first_to_come, tree_order
from cspdesk.phrases import lines_of
from cspdesk.reading import Reading
from db.tables import BodyMeetingRow, GovernanceBodyRow, GroupRow, OrganisationRow, SeatRow
from db.vocabulary import GroupKind, Sector


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A governance body of an organisation."""

    id: int
    version: int
    organisation_id: int
    organisation: str
    name: str
    next_meets_on: date | None


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    """An organisation; `channels` are those it owns, one each; `seats` counts all groups'."""

    id: int
    version: int
    code: str
    name: str
    short_name: str
    sector: Sector
    statutory: bool
    email: str
    channels: tuple[str, ...]
    seats: int
    bodies: tuple[BodyLine, ...]


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat on a group. `organisation` is its short name, "" when the seat is vacant."""

    id: int
    version: int
    group_id: int
    group: str
    role: str
    organisation_id: int | None
    organisation: str
    key_partner: bool
    co_chair: bool
    vacant: bool
    note: str
    co_opted: bool = False


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group in the order of the structure chart; `depth` is 0 at the top."""

    id: int
    version: int
    name: str
    short_name: str
    kind: GroupKind
    parent_id: int | None
    depth: int
    scheme_label: str
    chair: str
    contact: str
    owes: str
    next_meets_on: date | None
    seats: tuple[SeatLine, ...]

    @property
    def vacant(self) -> int:
        return sum(seat.vacant for seat in self.seats)

    @property
    def link(self) -> tuple[str, str]:
        """Who attends a parallel board for the partnership, and where from (two lines)."""
        first, second = (*lines_of(self.contact), "", "")[:2]
        return first, second


def organisations(reading: Reading) -> tuple[OrganisationLine, ...]:
    """All organisations in the partnership's own order."""
    bodies: dict[int, list[BodyLine]] = {}
    for body in governance_bodies(reading):
        bodies.setdefault(body.organisation_id, []).append(body)
    seats = Counter(key for (key,) in reading.rows(select(SeatRow.organisation_id)) if key)
    return tuple(
        OrganisationLine(
            id=row.id,
            version=row.version,
            code=row.code,
            name=row.name,
            short_name=row.short_name,
            sector=row.sector,
            statutory=row.statutory,
            email=row.email,
            channels=lines_of(row.channels),
            seats=seats[row.id],
            bodies=tuple(bodies.get(row.id, ())),
        )
        for row in reading.all(_organisations())
    )


@cache
def _organisations() -> Select[OrganisationRow]:
    return select(OrganisationRow).order_by(OrganisationRow.position, OrganisationRow.name)


def governance_bodies(reading: Reading) -> tuple[BodyLine, ...]:
    """Every governance body, in the order of its organisation.

    Where its dates are recorded it meets next on the first of them to come.
    """
    dates = _body_days(reading)
    query = (
        select(GovernanceBodyRow, OrganisationRow.short_name)
        .join(OrganisationRow)
        .order_by(OrganisationRow.position, GovernanceBodyRow.id)
    )
    return tuple(
        BodyLine(
            id=row.id,
            version=row.version,
            organisation_id=row.organisation_id,
            organisation=short_name,
            name=row.name,
            next_meets_on=first_to_come(dates[row.id], reading.today)
            if row.id in dates
            else row.next_meets_on,
        )
        for row, short_name in reading.rows(query)
    )


def _body_days(reading: Reading) -> dict[int, list[date]]:
    found: dict[int, list[date]] = {}
    query = select(BodyMeetingRow.governance_body_id, BodyMeetingRow.held_on)
    for key, day in reading.rows(query.where(BodyMeetingRow.governance_body_id.is_not(None))):
        found.setdefault(key, []).append(day)
    return found


def groups(reading: Reading, kind: GroupKind | None = None) -> tuple[GroupLine, ...]:
    """All groups with their seats, each under the group it reports to; or those of one kind."""
    rows = reading.all(select(GroupRow).order_by(GroupRow.position, GroupRow.id))
    by_id = {row.id: row for row in rows}
    seated: dict[int, list[SeatLine]] = {}
    for seat in seats(reading):
        seated.setdefault(seat.group_id, []).append(seat)
    return tuple(
        _group_line(by_id[key], depth, seated.get(key, ()))
        for key, depth in tree_order({row.id: row.parent_id for row in rows})
        if kind is None or by_id[key].kind is kind
    )


def _group_line(row: GroupRow, depth: int, seated: Iterable[SeatLine]) -> GroupLine:
    return GroupLine(
        id=row.id,
        version=row.version,
        name=row.name,
        short_name=row.short_name,
        kind=row.kind,
        parent_id=row.parent_id,
        depth=depth,
        scheme_label=row.scheme_label,
        chair=row.chair,
        contact=row.contact,
        owes=row.owes,
        next_meets_on=row.next_meets_on,
        seats=tuple(seated),
    )


def seats(reading: Reading, group_id: int | None = None) -> tuple[SeatLine, ...]:
    """Every seat, or those of one group, in order."""
    query = (
        select(SeatRow, GroupRow.short_name, OrganisationRow.short_name)
        .join(GroupRow, SeatRow.group_id == GroupRow.id)
        .outerjoin(OrganisationRow, SeatRow.organisation_id == OrganisationRow.id)
        .order_by(GroupRow.position, SeatRow.position, SeatRow.id)
    )
    if group_id is not None:
        query = query.where(SeatRow.group_id == group_id)
    return tuple(
        _seat_line(row, group, organisation) for row, group, organisation in reading.rows(query)
    )


def _seat_line(row: SeatRow, group: str, organisation: str | None) -> SeatLine:
    return SeatLine(
        id=row.id,
        version=row.version,
        group_id=row.group_id,
        group=group,
        role=row.role,
        organisation_id=row.organisation_id,
        organisation=organisation or "",
        key_partner=row.key_partner,
        co_chair=row.co_chair,
        vacant=row.vacant or row.organisation_id is None,
        note=row.note,
        co_opted=row.co_opted,
    )


def vacant_seats(reading: Reading) -> tuple[SeatLine, ...]:
    """The Board's vacant seats."""
    board = select(GroupRow.id).where(GroupRow.kind == GroupKind.BOARD)
    return tuple(
        seat
        for (key,) in reading.rows(board)
        for seat in seats(reading, group_id=key)
        if seat.vacant
    )


def partners(reading: Reading) -> tuple[Partner, ...]:
    """The organisations with a seat on the Board that is filled, once each, in their order."""
    query = (
        select(
            OrganisationRow.id,
            OrganisationRow.code,
            OrganisationRow.name,
            OrganisationRow.short_name,
            OrganisationRow.statutory,
            SeatRow.key_partner,
            SeatRow.co_chair,
        )
        .join(SeatRow, SeatRow.organisation_id == OrganisationRow.id)
        .join(GroupRow, SeatRow.group_id == GroupRow.id)
        .where(GroupRow.kind == GroupKind.BOARD, SeatRow.vacant.is_(False))
        .order_by(OrganisationRow.position, OrganisationRow.id)
    )
    held: dict[int, Partner] = {}
    for key, code, name, short_name, statutory, key_partner, co_chair in reading.rows(query):
        seen = held.get(key)
        held[key] = Partner(
            id=key,
            code=code,
            name=name,
            short_name=short_name,
            statutory=statutory,
            key_partner=key_partner or bool(seen and seen.key_partner),
            co_chair=co_chair or bool(seen and seen.co_chair),
        )
    return tuple(held.values())
