"""People, and which of them holds or substitutes on which seat, from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import KEEP, Check, Keep, apply_edit, edit_label, known, needs, required
from cspdesk.people.references import said_uses
from cspdesk.people.terms import Term, clash_words, clashing, day_before, holder_on
from cspdesk.people.writing import address
from db.tables import AppointmentRow, GroupRow, OrganisationRow, PersonRow, SeatRow
from db.unit_of_work import UnitOfWork
from db.vocabulary import AppointmentKind

_NO_NAME = "Give the person a name."


@dataclass(frozen=True, slots=True)
class AddPerson(Command):
    """Add somebody who may hold a seat, substitute on one or be written to."""

    name: str
    title: str = ""
    organisation_id: int | None = None
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class EditPerson(Command):
    """Change what is known of a person; minutes and attendance keep what they say."""

    person_id: int
    seen_version: int
    name: str | Keep = KEEP
    title: str | Keep = KEEP
    organisation_id: int | Keep | None = KEEP
    email: str | Keep = KEEP
    phone: str | Keep = KEEP


@dataclass(frozen=True, slots=True)
class RemovePerson(Command):
    """Remove somebody who never held a seat nor substituted on one."""

    person_id: int
    seen_version: int


@dataclass(frozen=True, slots=True)
class Appoint(Command):
    """Give a seat a holder or a substitute: a person who is known, or a new one by `name`.

    With `replaces` whoever holds the seat on `from_on` holds it up to the day before. A new person
    is of the seat's organisation, or of `organisation_id` where the seat has none yet.
    """

    seat_id: int
    person_id: int | None = None
    name: str = ""
    title: str = ""
    email: str = ""
    phone: str = ""
    kind: AppointmentKind = AppointmentKind.HOLDER
    from_on: date | None = None
    to_on: date | None = None
    note: str = ""
    replaces: bool = False
    organisation_id: int | None = None


@dataclass(frozen=True, slots=True)
class EditAppointment(Command):
    """Change the days, the kind or the note of an appointment."""

    appointment_id: int
    seen_version: int
    kind: AppointmentKind | Keep = KEEP
    from_on: date | Keep | None = KEEP
    to_on: date | Keep | None = KEEP
    note: str | Keep = KEEP


@dataclass(frozen=True, slots=True)
class EndAppointment(Command):
    """The last day on which somebody holds or substitutes on a seat."""

    appointment_id: int
    seen_version: int
    to_on: date


@dataclass(frozen=True, slots=True)
class RemoveAppointment(Command):
    """Take out an appointment that was a slip; one that is over is ended instead."""

    appointment_id: int
    seen_version: int


@handles(AddPerson)
def add_person(command: AddPerson, work: UnitOfWork) -> str:
    row = work.add(
        PersonRow(
            name=required("name", command.name, _NO_NAME),
            title=command.title.strip(),
            organisation_id=known(work, OrganisationRow)(command.organisation_id),
            email=address(command.email),
            phone=command.phone.strip(),
        )
    )
    return f"Added {row.name}"


@handles(EditPerson)
def edit_person(command: EditPerson, work: UnitOfWork) -> str:
    row = work.get(PersonRow, command.person_id, command.seen_version)
    words = {
        "name": "name",
        "title": "title",
        "organisation_id": "organisation",
        "email": "e-mail address",
        "phone": "telephone number",
    }
    checks: dict[str, Check] = {
        "name": needs("name", _NO_NAME),
        "organisation_id": known(work, OrganisationRow),
        "email": address,
    }
    before = row.name
    return edit_label(apply_edit(row, command, words, checks), before)


@handles(RemovePerson)
def remove_person(command: RemovePerson, work: UnitOfWork) -> str:
    row = work.get(PersonRow, command.person_id, command.seen_version)
    uses = said_uses(work, PersonRow, row.id)
    if uses:
        raise RuleBroken(
            "", f"{row.name} has {uses}: the record of who held a seat must stay. End it instead."
        )
    work.delete(row)
    return f"Removed {row.name}"


@handles(Appoint)
def appoint(command: Appoint, work: UnitOfWork) -> str:
    seat = work.get(SeatRow, command.seat_id)
    _check_days(command.from_on, command.to_on)
    name = command.name.strip() or _name_of(work, command.person_id)
    term = Term(0, required("name", name, _NO_NAME), command.kind, command.from_on, command.to_on)
    others = terms_of(work, seat.id)
    if command.replaces:
        others = _succeed(work, seat, term, others)
    clash = clashing(term, others)
    if clash is not None:
        raise RuleBroken("from_on", clash_words(seat.role, term, clash))
    person = _person_for(command, work, seat)
    if command.kind is AppointmentKind.HOLDER:
        _fill(seat, person)
    row = AppointmentRow(
        seat_id=seat.id,
        person_id=person.id,
        kind=command.kind,
        from_on=command.from_on,
        to_on=command.to_on,
        note=command.note.strip(),
    )
    work.add(row)
    work.created = row.id  # the step is about the appointment, also where the person is new
    verb = "holds" if command.kind is AppointmentKind.HOLDER else "substitutes on"
    return f"{person.name} {verb} the seat of {seat.role}"


def _name_of(work: UnitOfWork, person_id: int | None) -> str:
    return "" if person_id is None else work.get(PersonRow, person_id).name


def _check_days(from_on: date | None, to_on: date | None) -> None:
    if from_on and to_on and to_on < from_on:
        raise RuleBroken("to_on", "The last day is before the first.")


def _succeed(
    work: UnitOfWork, seat: SeatRow, term: Term, others: tuple[Term, ...]
) -> tuple[Term, ...]:
    """End whoever holds the seat on the day the new holder begins."""
    if term.from_on is None:
        raise RuleBroken("from_on", "Say from which day the new holder has the seat.")
    held = holder_on(others, term.from_on)
    if held is None:
        return others
    if held.from_on is not None and held.from_on >= term.from_on:
        raise RuleBroken("from_on", clash_words(seat.role, term, held))
    work.get(AppointmentRow, held.id).to_on = day_before(term.from_on)
    return terms_of(work, seat.id)


def _person_for(command: Appoint, work: UnitOfWork, seat: SeatRow) -> PersonRow:
    if command.person_id is not None:
        return work.get(PersonRow, command.person_id)
    return work.add(
        PersonRow(
            name=command.name.strip(),
            title=command.title.strip(),
            organisation_id=seat.organisation_id
            or known(work, OrganisationRow)(command.organisation_id),
            email=address(command.email),
            phone=command.phone.strip(),
        )
    )


def _fill(seat: SeatRow, person: PersonRow) -> None:
    """Whoever takes a vacant seat brings the organisation to it."""
    if seat.organisation_id is None:
        if person.organisation_id is None:
            raise RuleBroken(
                "organisation_id",
                f"The seat of {seat.role} has no organisation yet: choose it first.",
            )
        seat.organisation_id = person.organisation_id
    seat.vacant = False


@handles(EditAppointment)
def edit_appointment(command: EditAppointment, work: UnitOfWork) -> str:
    row = work.get(AppointmentRow, command.appointment_id, command.seen_version)
    words = {"kind": "kind", "from_on": "first day", "to_on": "last day", "note": "note"}
    changed = apply_edit(row, command, words)
    _check_days(row.from_on, row.to_on)
    return edit_label(changed, f"the appointment of {_checked(work, row)}")


@handles(EndAppointment)
def end_appointment(command: EndAppointment, work: UnitOfWork) -> str:
    row = work.get(AppointmentRow, command.appointment_id, command.seen_version)
    _check_days(row.from_on, command.to_on)
    row.to_on = command.to_on
    return f"Ended the appointment of {_checked(work, row)}"


def _checked(work: UnitOfWork, row: AppointmentRow) -> str:
    """The person's name, once no other holder has the seat on the same day."""
    seat = work.get(SeatRow, row.seat_id)
    term = _term(row, work.get(PersonRow, row.person_id).name)
    clash = clashing(term, terms_of(work, seat.id))
    if clash is not None:
        raise RuleBroken("to_on", clash_words(seat.role, term, clash))
    return term.name


@handles(RemoveAppointment)
def remove_appointment(command: RemoveAppointment, work: UnitOfWork) -> str:
    row = work.get(AppointmentRow, command.appointment_id, command.seen_version)
    name = work.get(PersonRow, row.person_id).name
    seat = work.get(SeatRow, row.seat_id)
    group = work.get(GroupRow, seat.group_id).short_name
    work.delete(row)
    return f"Took {name} out of the seat of {seat.role}, {group}"


def terms_of(work: UnitOfWork, seat_id: int) -> tuple[Term, ...]:
    """Everybody's time on a seat, as recorded."""
    query = (
        select(AppointmentRow, PersonRow.name)
        .join(PersonRow, AppointmentRow.person_id == PersonRow.id)
        .where(AppointmentRow.seat_id == seat_id)
        .order_by(AppointmentRow.id)
    )
    return tuple(_term(row, name) for row, name in work.session.execute(query))


def _term(row: AppointmentRow, name: str) -> Term:
    return Term(row.id, name, row.kind, row.from_on, row.to_on)
