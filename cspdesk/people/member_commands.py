"""Apply a membership list as it was shown: one transaction, one step, undone as one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import ClassVar

from sqlalchemy import func, select

from cspdesk.commanding import Command, handles
from cspdesk.errors import Conflict, RuleBroken
from cspdesk.people.member_plan import MembershipPlan, PlannedMember, plan_members
from cspdesk.people.member_queries import known_people
from cspdesk.people.member_state import key_of
from cspdesk.people.terms import day_before
from cspdesk.reading import Reading
from cspdesk.words import counted
from db.tables import AppointmentRow, OrganisationRow, PersonRow, SeatRow
from db.unit_of_work import UnitOfWork
from db.vocabulary import AppointmentKind, Sector


@dataclass(frozen=True, slots=True)
class ApplyMembership(Command):
    """Write what the plan says, exactly as it was shown."""

    snapshot_first: ClassVar[str] = "before import"

    plan: MembershipPlan


@handles(ApplyMembership)
def apply_membership(command: ApplyMembership, work: UnitOfWork) -> str:
    plan = command.plan
    if not plan.to_do:
        raise RuleBroken("", f"Nothing to import: all that {plan.source.file_name} tells is here.")
    now = plan_members(plan.source, known_people(Reading(work.session, work.today)), plan.group_id,
                       plan.choices)  # fmt: skip
    if now.rows != plan.rows:
        raise Conflict("People or seats have changed since this plan was made. Read it again.")
    writer = _Writer(work)
    for row in plan.to_do:
        writer.write(row)
    return f"Imported {counted(len(plan.to_do), 'row')} from {plan.source.file_name}"


@dataclass(slots=True)
class _Writer:
    """Writes rows in their order; what an earlier row made is there for a later one."""

    work: UnitOfWork
    owners: dict[str, OrganisationRow] = field(default_factory=dict)
    seats: dict[tuple[int, int, str], SeatRow] = field(default_factory=dict)
    people: dict[tuple[str, int], PersonRow] = field(default_factory=dict)

    def write(self, row: PlannedMember) -> None:
        owner = self._owner(row)
        seat = self._seat(row, owner)
        if row.member.vacant:
            self._vacate(row, seat)
        elif row.member.name:
            self._appoint(row, seat, self._person(row, owner))
        if not row.member.vacant and row.member.kind is AppointmentKind.HOLDER:
            seat.vacant = False

    def _owner(self, row: PlannedMember) -> OrganisationRow:
        if row.organisation_id is not None:
            owner = self.work.get(OrganisationRow, row.organisation_id)
            if row.member.statutory is not None:
                owner.statutory = row.member.statutory
            return owner
        key = key_of(row.member.organisation)
        if key not in self.owners:
            self.owners[key] = self._new_owner(row)
        return self.owners[key]

    def _new_owner(self, row: PlannedMember) -> OrganisationRow:
        last = self.work.session.scalar(select(func.max(OrganisationRow.position))) or 0
        name = row.member.organisation
        return self.work.add(
            OrganisationRow(
                code=self._free_code(name),
                name=name,
                short_name=name,
                sector=row.sector or Sector.COMMUNITY,
                statutory=bool(row.member.statutory),
                position=last + 1,
            )
        )

    def _free_code(self, name: str) -> str:
        """The initials, with a number where they are taken."""
        letters = [word[0] for word in re.findall(r"\w+", name) if word.casefold() not in _SMALL]
        code = "".join(letters).upper()[:5] or "ORG"
        taken = {key.casefold() for key in self.work.session.scalars(select(OrganisationRow.code))}
        number, free = 2, code
        while free.casefold() in taken:
            number, free = number + 1, f"{code}{number}"
        return free

    def _seat(self, row: PlannedMember, owner: OrganisationRow) -> SeatRow:
        assert row.group_id is not None
        key = (row.group_id, owner.id, key_of(row.role))
        if row.seat_id is not None:
            seat = self.work.get(SeatRow, row.seat_id)
            if seat.organisation_id is None:
                seat.organisation_id = owner.id
        elif key in self.seats:
            return self.seats[key]
        else:
            last = select(func.max(SeatRow.position)).where(SeatRow.group_id == row.group_id)
            seat = self.work.add(
                SeatRow(
                    group_id=row.group_id,
                    organisation_id=owner.id,
                    role=row.role,
                    position=(self.work.session.scalar(last) or 0) + 1,
                )
            )
            self.seats[key] = seat
        if row.member.key_partner is not None:
            seat.key_partner = row.member.key_partner
        seat.co_chair = seat.co_chair or row.member.chair
        return seat

    def _vacate(self, row: PlannedMember, seat: SeatRow) -> None:
        seat.vacant = True
        if row.succeeds is not None:
            self.work.get(AppointmentRow, row.succeeds).to_on = self.work.today

    def _person(self, row: PlannedMember, owner: OrganisationRow) -> PersonRow:
        member = row.member
        if row.person_id is not None:
            person = self.work.get(PersonRow, row.person_id)
            for name, value in row.details:
                setattr(person, name, value)
            return person
        key = key_of(member.name), owner.id
        known = self.people.get(key)
        title = member.title_beside(known.title if known else "")
        told = {"title": title, "email": member.email, "phone": member.phone}
        if known is None:
            new = PersonRow(name=member.name, organisation_id=owner.id, **told)
            self.people[key] = self.work.add(new)
            return new
        for name, value in told.items():  # an earlier row named the same person
            if value:
                setattr(known, name, value)
        return known

    def _appoint(self, row: PlannedMember, seat: SeatRow, person: PersonRow) -> None:
        if row.appointment_id is not None:
            if row.from_on is not None:
                self.work.get(AppointmentRow, row.appointment_id).from_on = row.from_on
            return
        if row.succeeds is not None and row.from_on is not None:
            self.work.get(AppointmentRow, row.succeeds).to_on = day_before(row.from_on)
        self.work.add(
            AppointmentRow(
                seat_id=seat.id,
                person_id=person.id,
                kind=row.member.kind,
                from_on=row.from_on,
                to_on=row.member.to_on,
                note=row.member.note,
            )
        )


_SMALL = frozenset({"and", "of", "the", "for", "in", "a"})
