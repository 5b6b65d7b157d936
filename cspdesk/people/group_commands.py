"""Groups of the partnership and the seats on them. Seats are not people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import KEEP, Check, Keep, apply_edit, edit_label, known, needs, required
from cspdesk.people.references import said_uses
from cspdesk.people.rules import is_under
from db.tables import AppointmentRow, GroupRow, OrganisationRow, SeatRow
from db.unit_of_work import UnitOfWork
from db.vocabulary import GroupKind

_NO_NAME = "Give the group a name."
_NO_SHORT_NAME = "Give a short name for lists and tables."
_NO_ROLE = "Say whose seat it is, as a role: “Head of Community Safety”."


@dataclass(frozen=True, slots=True)
class AddGroup(Command):
    """Add a board or group; `parent_id` is the group it reports to."""

    name: str
    short_name: str
    kind: GroupKind
    parent_id: int | None = None
    scheme_label: str = ""
    chair: str = ""
    contact: str = ""
    owes: str = ""
    next_meets_on: date | None = None


@dataclass(frozen=True, slots=True)
class EditGroup(Command):
    """Change some fields of a group."""

    group_id: int
    seen_version: int
    name: str | Keep = KEEP
    short_name: str | Keep = KEEP
    kind: GroupKind | Keep = KEEP
    parent_id: int | Keep | None = KEEP
    scheme_label: str | Keep = KEEP
    chair: str | Keep = KEEP
    contact: str | Keep = KEEP
    owes: str | Keep = KEEP
    next_meets_on: date | Keep | None = KEEP


@dataclass(frozen=True, slots=True)
class AddSeat(Command):
    """Add a seat to a group; without an organisation it is vacant."""

    group_id: int
    role: str
    organisation_id: int | None = None
    key_partner: bool = False
    co_chair: bool = False
    note: str = ""
    co_opted: bool = False


@dataclass(frozen=True, slots=True)
class EditSeat(Command):
    """Change a seat. Filling or emptying it (`organisation_id`) also says whether it is vacant."""

    seat_id: int
    seen_version: int
    role: str | Keep = KEEP
    organisation_id: int | Keep | None = KEEP
    key_partner: bool | Keep = KEEP
    co_chair: bool | Keep = KEEP
    vacant: bool | Keep = KEEP
    note: str | Keep = KEEP
    co_opted: bool | Keep = KEEP


@dataclass(frozen=True, slots=True)
class RemoveSeat(Command):
    """Remove a seat that is in no register, with the appointments to it."""

    seat_id: int
    seen_version: int


@handles(AddGroup)
def add_group(command: AddGroup, work: UnitOfWork) -> str:
    _check_one_of_a_kind(work, command.kind, None)
    last = work.session.scalar(select(func.max(GroupRow.position))) or 0
    row = work.add(
        GroupRow(
            name=required("name", command.name, _NO_NAME),
            short_name=required("short_name", command.short_name, _NO_SHORT_NAME),
            kind=command.kind,
            parent_id=known(work, GroupRow)(command.parent_id),
            scheme_label=command.scheme_label.strip(),
            chair=command.chair.strip(),
            contact=command.contact.strip(),
            owes=command.owes.strip(),
            next_meets_on=command.next_meets_on,
            position=last + 1,
        )
    )
    return f"Added {row.name}"


@handles(EditGroup)
def edit_group(command: EditGroup, work: UnitOfWork) -> str:
    row = work.get(GroupRow, command.group_id, command.seen_version)
    if isinstance(command.kind, GroupKind) and command.kind is not row.kind:
        _check_one_of_a_kind(work, command.kind, row.id)
    words = {
        "name": "name",
        "short_name": "short name",
        "kind": "kind",
        "parent_id": "place in the structure",
        "scheme_label": "label",
        "chair": "chair",
        "contact": "contact",
        "owes": "duty",
        "next_meets_on": "next meeting",
    }
    checks: dict[str, Check] = {
        "name": needs("name", _NO_NAME),
        "short_name": needs("short_name", _NO_SHORT_NAME),
        "parent_id": lambda key: _parent(work, row, key),
    }
    changed = apply_edit(row, command, words, checks)
    return edit_label(changed, row.short_name)


def _parent(work: UnitOfWork, row: GroupRow, parent_id: int | None) -> int | None:
    if parent_id is None:
        return None
    parent = work.get(GroupRow, parent_id)
    parents = {group.id: group.parent_id for group in work.all(select(GroupRow))}
    if is_under(parent_id, row.id, parents):
        if parent_id == row.id:
            raise RuleBroken("parent_id", "A group cannot report to itself.")
        raise RuleBroken(
            "parent_id", f"{parent.short_name} reports to {row.short_name}: not both ways."
        )
    return parent_id


def _check_one_of_a_kind(work: UnitOfWork, kind: GroupKind, own_id: int | None) -> None:
    """One Board, one Executive, one PMG: the cycle has one step for each."""
    if kind in (GroupKind.SUB_GROUP, GroupKind.PARALLEL_BOARD):
        return
    others = [row for row in work.all(select(GroupRow).filter_by(kind=kind)) if row.id != own_id]
    if others:
        raise RuleBroken("kind", f"{others[0].name} is the {kind.label} already.")


@handles(AddSeat)
def add_seat(command: AddSeat, work: UnitOfWork) -> str:
    group = work.get(GroupRow, command.group_id)
    last = select(func.max(SeatRow.position)).where(SeatRow.group_id == group.id)
    row = work.add(
        SeatRow(
            group_id=group.id,
            organisation_id=known(work, OrganisationRow)(command.organisation_id),
            role=required("role", command.role, _NO_ROLE),
            key_partner=command.key_partner,
            co_chair=command.co_chair,
            vacant=command.organisation_id is None,
            note=command.note.strip(),
            co_opted=command.co_opted,
            position=(work.session.scalar(last) or 0) + 1,
        )
    )
    what = "Co-opted" if row.co_opted else "Added"
    return f"{what} a seat on {group.short_name}, {row.role}"


@handles(EditSeat)
def edit_seat(command: EditSeat, work: UnitOfWork) -> str:
    row = work.get(SeatRow, command.seat_id, command.seen_version)
    words = {
        "role": "role",
        "organisation_id": "organisation",
        "key_partner": "part in the quorum",
        "co_chair": "co-chair",
        "vacant": "vacancy",
        "note": "note",
        "co_opted": "co-option",
    }
    checks: dict[str, Check] = {
        "role": needs("role", _NO_ROLE),
        "organisation_id": known(work, OrganisationRow),
    }
    changed = apply_edit(row, command, words, checks)
    if command.vacant is KEEP and "organisation" in changed:
        row.vacant = row.organisation_id is None
    if row.organisation_id is None and not row.vacant:
        raise RuleBroken("organisation_id", "A seat without an organisation is vacant.")
    return edit_label(changed, f"the seat of {row.role}")


@handles(RemoveSeat)
def remove_seat(command: RemoveSeat, work: UnitOfWork) -> str:
    row = work.get(SeatRow, command.seat_id, command.seen_version)
    group = work.get(GroupRow, row.group_id)
    held = said_uses(work, SeatRow, row.id, without=("appointment",))
    if held:
        raise RuleBroken(
            "", f"The seat of {row.role} has {held}, so it stays: mark it vacant instead."
        )
    label = f"Removed the seat of {row.role} from {group.short_name}"
    for appointment in work.all(select(AppointmentRow).filter_by(seat_id=row.id)):
        work.delete(appointment)
    work.delete(row)
    return label
