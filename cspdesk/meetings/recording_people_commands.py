"""Who is at a meeting: the register by seat, guests, who came late or left, interests declared."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, select

from cspdesk.agenda.commands import named
from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import KEEP, Keep, apply_edit, edit_label, known, needs, required
from cspdesk.meetings.recording_commands import check_recording
from cspdesk.meetings.rules import start_time
from cspdesk.words import counted
from db.tables import (
    AgendaItemRow,
    AppointmentRow,
    AttendanceRow,
    DeclarationRow,
    MeetingRow,
    OrganisationRow,
    PersonRow,
    SeatRow,
)
from db.unit_of_work import UnitOfWork
from db.vocabulary import AppointmentKind, Presence

_NO_INTEREST = "Say what the interest is."


@dataclass(frozen=True, slots=True)
class SetAttendance(Command):
    """How a seat is filled at a meeting; None takes the entry out again.

    A substitute is named. The holder of the seat on that day is kept with the entry. Times are
    "14:05"; "" is from the start and to the end.
    """

    meeting_id: int
    seat_id: int
    presence: Presence | None
    substitute: str = ""
    arrived_at: str | Keep = KEEP
    left_at: str | Keep = KEEP


@dataclass(frozen=True, slots=True)
class RestPresent(Command):
    """Every filled seat that is not recorded yet is present."""

    meeting_id: int


@dataclass(frozen=True, slots=True)
class AddGuest(Command):
    """Somebody in attendance who has no seat."""

    meeting_id: int
    name: str
    title: str = ""
    organisation_id: int | None = None


@dataclass(frozen=True, slots=True)
class RemoveGuest(Command):
    """Take a guest out of the register."""

    attendance_id: int
    seen_version: int


@dataclass(frozen=True, slots=True)
class DeclareInterest(Command):
    """An interest a member declares, in one item or in the whole meeting."""

    meeting_id: int
    interest: str
    item_id: int | None = None
    organisation_id: int | None = None
    name: str = ""
    left_room: bool = False


@dataclass(frozen=True, slots=True)
class EditDeclaration(Command):
    """Change some of what was declared."""

    declaration_id: int
    seen_version: int
    interest: str | Keep = KEEP
    item_id: int | Keep | None = KEEP
    organisation_id: int | Keep | None = KEEP
    name: str | Keep = KEEP
    left_room: bool | Keep = KEEP


@dataclass(frozen=True, slots=True)
class RemoveDeclaration(Command):
    """Take a declaration out that was not made."""

    declaration_id: int
    seen_version: int


# The register


@handles(SetAttendance)
def set_attendance(command: SetAttendance, work: UnitOfWork) -> str:
    meeting, seat = _seat_at(work, command.meeting_id, command.seat_id)
    key = {"meeting_id": meeting.id, "seat_id": seat.id}
    row = work.session.scalars(select(AttendanceRow).filter_by(**key)).first()
    who = _who(work, seat)
    if command.presence is None:
        if row is not None:
            work.delete(row)
        return f"{who} is to be recorded"
    if command.presence is Presence.SUBSTITUTE:
        required("substitute", command.substitute, f"Name who came for the {seat.role}.")
    row = row or work.add(_entry(work, meeting, seat, command.presence))
    row.presence = command.presence
    row.substitute = command.substitute.strip() if command.presence is Presence.SUBSTITUTE else ""
    _set_times(row, command)
    return f"{who}: {_said(row)}"


def _seat_at(work: UnitOfWork, meeting_id: int, seat_id: int) -> tuple[MeetingRow, SeatRow]:
    meeting, seat = work.get(MeetingRow, meeting_id), work.get(SeatRow, seat_id)
    check_recording(meeting)
    if seat.group_id != meeting.group_id:
        raise RuleBroken("seat_id", "This seat is on another group.")
    if seat.vacant or seat.organisation_id is None:
        raise RuleBroken("seat_id", f"The {seat.role} is vacant: nobody can come for it.")
    return meeting, seat


def _entry(
    work: UnitOfWork, meeting: MeetingRow, seat: SeatRow, presence: Presence
) -> AttendanceRow:
    """A new entry with the holder of the seat as on the day of the meeting."""
    held = (
        select(PersonRow)
        .join(AppointmentRow, AppointmentRow.person_id == PersonRow.id)
        .where(
            AppointmentRow.seat_id == seat.id,
            AppointmentRow.kind == AppointmentKind.HOLDER,
            or_(AppointmentRow.from_on.is_(None), AppointmentRow.from_on <= meeting.held_on),
            or_(AppointmentRow.to_on.is_(None), AppointmentRow.to_on >= meeting.held_on),
        )
        .order_by(AppointmentRow.id.desc())
    )
    holder = work.session.scalars(held.limit(1)).first()
    return AttendanceRow(
        meeting_id=meeting.id,
        seat_id=seat.id,
        organisation_id=seat.organisation_id,
        presence=presence,
        name=holder.name if holder else "",
        title=(holder.title if holder else "") or seat.role,
    )


def _set_times(row: AttendanceRow, command: SetAttendance) -> None:
    """Whoever is not there neither came nor left."""
    if not row.presence.is_there:
        row.arrived_at = row.left_at = ""
        return
    for field in ("arrived_at", "left_at"):
        typed = getattr(command, field)
        if typed is not KEEP:
            setattr(row, field, _time(field, typed))
    if row.arrived_at and row.left_at and row.left_at < row.arrived_at:
        raise RuleBroken("left_at", f"They came at {row.arrived_at}: they left after that.")


def _time(field: str, typed: str) -> str:
    if not typed.strip():
        return ""
    try:
        return start_time(typed)
    except RuleBroken as broken:
        raise RuleBroken(field, broken.message) from None


def _said(row: AttendanceRow) -> str:
    """ "substitute, came at 14:20"."""
    parts = [row.presence.label.lower()]
    if row.arrived_at:
        parts.append(f"came at {row.arrived_at}")
    if row.left_at:
        parts.append(f"left at {row.left_at}")
    return ", ".join(parts)


def _who(work: UnitOfWork, seat: SeatRow) -> str:
    if seat.organisation_id is None:
        return seat.role
    return f"{work.get(OrganisationRow, seat.organisation_id).short_name}, {seat.role}"


@handles(RestPresent)
def rest_present(command: RestPresent, work: UnitOfWork) -> str:
    meeting = work.get(MeetingRow, command.meeting_id)
    check_recording(meeting)
    held = work.all(select(AttendanceRow).filter_by(meeting_id=meeting.id))
    there = {row.seat_id for row in held}
    seats = select(SeatRow).filter_by(group_id=meeting.group_id, vacant=False)
    fresh = [
        seat
        for seat in work.all(seats.where(SeatRow.organisation_id.is_not(None)))
        if seat.id not in there
    ]
    if not fresh:
        raise RuleBroken("", "Every seat is recorded already.")
    for seat in fresh:
        work.add(_entry(work, meeting, seat, Presence.PRESENT))
    return f"Marked {counted(len(fresh), 'seat')} as present"


@handles(AddGuest)
def add_guest(command: AddGuest, work: UnitOfWork) -> str:
    meeting = work.get(MeetingRow, command.meeting_id)
    check_recording(meeting)
    row = work.add(
        AttendanceRow(
            meeting_id=meeting.id,
            organisation_id=known(work, OrganisationRow)(command.organisation_id),
            presence=Presence.IN_ATTENDANCE,
            name=required("name", command.name, "Name the guest, or say who they speak for."),
            title=command.title.strip(),
        )
    )
    return f"Added {row.name} in attendance"


@handles(RemoveGuest)
def remove_guest(command: RemoveGuest, work: UnitOfWork) -> str:
    row = work.get(AttendanceRow, command.attendance_id, command.seen_version)
    check_recording(work.get(MeetingRow, row.meeting_id))
    if row.seat_id is not None:
        raise RuleBroken("", "This is a member: mark the seat instead.")
    label = f"Removed {row.name} from those in attendance"
    work.delete(row)
    return label


# Interests


@handles(DeclareInterest)
def declare_interest(command: DeclareInterest, work: UnitOfWork) -> str:
    meeting = work.get(MeetingRow, command.meeting_id)
    check_recording(meeting)
    row = work.add(
        DeclarationRow(
            meeting_id=meeting.id,
            item_id=_item(work, meeting.id, command.item_id),
            organisation_id=known(work, OrganisationRow)(command.organisation_id),
            name=_whose(command.name, command.organisation_id),
            interest=required("interest", command.interest, _NO_INTEREST),
            left_room=command.left_room,
        )
    )
    return f"Recorded an interest in {_where(work, row)}"


def _whose(name: str, organisation_id: int | None) -> str:
    if not name.strip() and organisation_id is None:
        raise RuleBroken("name", "Say who declares it: the member, or the organisation.")
    return name.strip()


@handles(EditDeclaration)
def edit_declaration(command: EditDeclaration, work: UnitOfWork) -> str:
    row = _declaration(work, command.declaration_id, command.seen_version)
    words = {
        "interest": "interest",
        "item_id": "item",
        "organisation_id": "organisation",
        "name": "name",
        "left_room": "note on leaving the room",
    }
    checks = {
        "interest": needs("interest", _NO_INTEREST),
        "item_id": lambda key: _item(work, row.meeting_id, key),
        "organisation_id": known(work, OrganisationRow),
    }
    changed = apply_edit(row, command, words, checks)
    _whose(row.name, row.organisation_id)
    return edit_label(changed, f"an interest in {_where(work, row)}")


@handles(RemoveDeclaration)
def remove_declaration(command: RemoveDeclaration, work: UnitOfWork) -> str:
    row = _declaration(work, command.declaration_id, command.seen_version)
    label = f"Removed an interest in {_where(work, row)}"
    work.delete(row)
    return label


def _declaration(work: UnitOfWork, key: int, seen_version: int) -> DeclarationRow:
    row = work.get(DeclarationRow, key, seen_version)
    check_recording(work.get(MeetingRow, row.meeting_id))
    return row


def _item(work: UnitOfWork, meeting_id: int, item_id: int | None) -> int | None:
    if item_id is None:
        return None
    item = work.get(AgendaItemRow, item_id)
    if item.meeting_id != meeting_id:
        raise RuleBroken("item_id", "That item is on another agenda.")
    return item.id


def _where(work: UnitOfWork, row: DeclarationRow) -> str:
    return "the meeting" if row.item_id is None else named(work.get(AgendaItemRow, row.item_id))
