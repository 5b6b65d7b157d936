"""Organisations, their governance bodies, groups and seats. Seats are not people."""

from __future__ import annotations

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Row, refers
from db.vocabulary import AppointmentKind, GroupKind, Sector


class OrganisationRow(Row):
    __tablename__ = "organisation"

    code: Mapped[str]
    name: Mapped[str]
    short_name: Mapped[str]
    sector: Mapped[Sector]
    statutory: Mapped[bool] = mapped_column(default=False)
    email: Mapped[str] = mapped_column(default="")
    channels: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class GovernanceBodyRow(Row):
    """The body to which an organisation's member takes the Board's decisions."""

    __tablename__ = "governance_body"

    organisation_id: Mapped[int] = refers("organisation")
    name: Mapped[str]
    next_meets_on: Mapped[date | None]


class GroupRow(Row):
    """Board, Executive, PMG, sub-group or parallel board; `parent_id` draws the structure chart."""

    __tablename__ = "partnership_group"

    name: Mapped[str]
    short_name: Mapped[str]
    kind: Mapped[GroupKind]
    parent_id: Mapped[int | None] = refers("partnership_group", optional=True)
    scheme_label: Mapped[str] = mapped_column(default="")
    chair: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")
    owes: Mapped[str] = mapped_column(default="")
    next_meets_on: Mapped[date | None]
    position: Mapped[int] = mapped_column(default=0)


class SeatRow(Row):
    """A seat on a group; a vacant one has no organisation and `role` says whose it should be."""

    __tablename__ = "seat"

    group_id: Mapped[int] = refers("partnership_group")
    organisation_id: Mapped[int | None] = refers("organisation", optional=True)
    role: Mapped[str]
    key_partner: Mapped[bool] = mapped_column(default=False)
    co_chair: Mapped[bool] = mapped_column(default=False)
    vacant: Mapped[bool] = mapped_column(default=False)
    co_opted: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class PersonRow(Row):
    """Somebody who holds a seat, substitutes on one or is written to."""

    __tablename__ = "person"

    name: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    organisation_id: Mapped[int | None] = refers("organisation", optional=True)
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")


class AppointmentRow(Row):
    """Who holds a seat, or substitutes on it, from one day to another (both included)."""

    __tablename__ = "appointment"

    seat_id: Mapped[int] = refers("seat")
    person_id: Mapped[int] = refers("person")
    kind: Mapped[AppointmentKind] = mapped_column(default=AppointmentKind.HOLDER)
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")


class BodyMeetingRow(Row):
    """A day on which a governance body or a parallel board meets: exactly one of the two."""

    __tablename__ = "body_meeting"

    governance_body_id: Mapped[int | None] = refers("governance_body", optional=True)
    group_id: Mapped[int | None] = refers("partnership_group", optional=True)
    held_on: Mapped[date]
    note: Mapped[str] = mapped_column(default="")


class GroupAccountRow(Row):
    """What a sub-group accounts for in a cycle: progress, challenges, support it needs."""

    __tablename__ = "group_account"
    __table_args__ = (UniqueConstraint("cycle_id", "group_id"),)

    cycle_id: Mapped[int] = refers("cycle")
    group_id: Mapped[int] = refers("partnership_group")
    received_on: Mapped[date]
    given_by: Mapped[str] = mapped_column(default="")
    progress: Mapped[str] = mapped_column(default="")
    challenges: Mapped[str] = mapped_column(default="")
    support: Mapped[str] = mapped_column(default="")
