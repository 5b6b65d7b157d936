"""Organisations and the governance bodies they answer to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import KEEP, Check, Keep, apply_edit, edit_label, needs, required
from cspdesk.people.body_commands import (
    AddBodyDates,
    MoveBodyDate,
    RemoveBodyDate,
    RemoveGovernanceBody,
)
from cspdesk.people.group_commands import (
    AddGroup,
    AddSeat,
    EditGroup,
    EditSeat,
    RemoveSeat,
)
from cspdesk.people.merge_commands import MergeOrganisations, RemoveGroup, RemoveOrganisation
from cspdesk.people.person_commands import (
    AddPerson,
    Appoint,
    EditAppointment,
    EditPerson,
    EndAppointment,
    RemoveAppointment,
    RemovePerson,
)
from cspdesk.people.writing import address
from db.tables import GovernanceBodyRow, OrganisationRow
from db.unit_of_work import UnitOfWork
from db.vocabulary import Sector

__all__ = [
    "AddBodyDates",
    "AddGovernanceBody",
    "AddGroup",
    "AddOrganisation",
    "AddPerson",
    "AddSeat",
    "Appoint",
    "EditAppointment",
    "EditGovernanceBody",
    "EditGroup",
    "EditOrganisation",
    "EditPerson",
    "EditSeat",
    "EndAppointment",
    "MergeOrganisations",
    "MoveBodyDate",
    "RemoveAppointment",
    "RemoveBodyDate",
    "RemoveGovernanceBody",
    "RemoveGroup",
    "RemoveOrganisation",
    "RemovePerson",
    "RemoveSeat",
]

_NO_NAME = "Give the organisation a name."
_NO_SHORT_NAME = "Give a short name for lists and tables."
_NO_BODY = "Name the governance body."


@dataclass(frozen=True, slots=True)
class AddOrganisation(Command):
    """Add an organisation; its code is its own ("MPS")."""

    code: str
    name: str
    short_name: str
    sector: Sector
    statutory: bool = False
    email: str = ""
    channels: str = ""


@dataclass(frozen=True, slots=True)
class EditOrganisation(Command):
    """Change some fields of an organisation."""

    organisation_id: int
    seen_version: int
    code: str | Keep = KEEP
    name: str | Keep = KEEP
    short_name: str | Keep = KEEP
    sector: Sector | Keep = KEEP
    statutory: bool | Keep = KEEP
    email: str | Keep = KEEP
    channels: str | Keep = KEEP


@dataclass(frozen=True, slots=True)
class AddGovernanceBody(Command):
    """Add a body to which an organisation's member takes the Board's decisions."""

    organisation_id: int
    name: str
    next_meets_on: date | None = None


@dataclass(frozen=True, slots=True)
class EditGovernanceBody(Command):
    """Change a governance body's name or the day it meets next."""

    body_id: int
    seen_version: int
    name: str | Keep = KEEP
    next_meets_on: date | Keep | None = KEEP


@handles(AddOrganisation)
def add_organisation(command: AddOrganisation, work: UnitOfWork) -> str:
    last = work.session.scalar(select(func.max(OrganisationRow.position))) or 0
    row = work.add(
        OrganisationRow(
            code=_free_code(work, command.code, None),
            name=required("name", command.name, _NO_NAME),
            short_name=required("short_name", command.short_name, _NO_SHORT_NAME),
            sector=command.sector,
            statutory=command.statutory,
            email=address(command.email),
            channels=command.channels.strip(),
            position=last + 1,
        )
    )
    return f"Added {row.name}"


@handles(EditOrganisation)
def edit_organisation(command: EditOrganisation, work: UnitOfWork) -> str:
    row = work.get(OrganisationRow, command.organisation_id, command.seen_version)
    words = {
        "code": "code",
        "name": "name",
        "short_name": "short name",
        "sector": "sector",
        "statutory": "statutory duty",
        "email": "e-mail address",
        "channels": "channels",
    }
    checks: dict[str, Check] = {
        "code": lambda code: _free_code(work, code, row.id),
        "name": needs("name", _NO_NAME),
        "short_name": needs("short_name", _NO_SHORT_NAME),
        "email": address,
    }
    changed = apply_edit(row, command, words, checks)
    return edit_label(changed, row.short_name)


@handles(AddGovernanceBody)
def add_governance_body(command: AddGovernanceBody, work: UnitOfWork) -> str:
    organisation = work.get(OrganisationRow, command.organisation_id)
    row = work.add(
        GovernanceBodyRow(
            organisation_id=organisation.id,
            name=required("name", command.name, _NO_BODY),
            next_meets_on=command.next_meets_on,
        )
    )
    return f"Added {row.name} of {organisation.short_name}"


@handles(EditGovernanceBody)
def edit_governance_body(command: EditGovernanceBody, work: UnitOfWork) -> str:
    row = work.get(GovernanceBodyRow, command.body_id, command.seen_version)
    words = {"name": "name", "next_meets_on": "next meeting"}
    changed = apply_edit(row, command, words, {"name": needs("name", _NO_BODY)})
    owner = work.get(OrganisationRow, row.organisation_id).short_name
    return edit_label(changed, f"{row.name} of {owner}")


def _free_code(work: UnitOfWork, text: str, own_id: int | None) -> str:
    code = required("code", text, "Give a short code, such as MPS.")
    same = select(OrganisationRow).where(func.lower(OrganisationRow.code) == code.lower())
    if any(row.id != own_id for row in work.all(same)):
        raise RuleBroken("code", f"Another organisation has the code {code}.")
    return code
