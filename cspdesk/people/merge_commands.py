"""Removing an organisation or a group, and merging two organisations into one, with care."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.people.body_commands import remove_bodies
from cspdesk.people.references import move_references, said_uses, uses
from cspdesk.phrases import lines_of
from db.tables import GovernanceBodyRow, GroupRow, OrganisationRow
from db.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class RemoveOrganisation(Command):
    """Remove an organisation that nothing refers to, with its governance bodies."""

    organisation_id: int
    seen_version: int


@dataclass(frozen=True, slots=True)
class MergeOrganisations(Command):
    """Make two organisations one: everything of the first becomes the second's."""

    organisation_id: int
    into_id: int
    seen_version: int


@dataclass(frozen=True, slots=True)
class RemoveGroup(Command):
    """Remove a group that nothing refers to: no seats, no meetings, nothing under it."""

    group_id: int
    seen_version: int


@handles(RemoveOrganisation)
def remove_organisation(command: RemoveOrganisation, work: UnitOfWork) -> str:
    row = work.get(OrganisationRow, command.organisation_id, command.seen_version)
    held = said_uses(work, OrganisationRow, row.id, without=("governance_body",))
    bodies = work.all(select(GovernanceBodyRow).filter_by(organisation_id=row.id))
    taken_back = any(uses(work, GovernanceBodyRow, b.id).get("report_back") for b in bodies)
    if held or taken_back:
        raise RuleBroken(
            "",
            f"{row.short_name} has {held or 'report-backs'}, which would be lost: "
            "merge it into another organisation instead.",
        )
    remove_bodies(work, bodies)
    name = row.name
    work.delete(row)
    return f"Removed {name}"


@handles(MergeOrganisations)
def merge_organisations(command: MergeOrganisations, work: UnitOfWork) -> str:
    row = work.get(OrganisationRow, command.organisation_id, command.seen_version)
    into = work.get(OrganisationRow, command.into_id)
    if row.id == into.id:
        raise RuleBroken("into_id", "Choose another organisation to merge it into.")
    clash = move_references(work, OrganisationRow, row.id, into.id)
    if clash:
        raise RuleBroken(
            "into_id",
            f"{row.short_name} and {into.short_name} each have their own for the same thing: "
            f"{clash}. Settle that first.",
        )
    into.channels = "\n".join(dict.fromkeys(lines_of(into.channels) + lines_of(row.channels)))
    into.email = into.email or row.email
    into.statutory = into.statutory or row.statutory
    work.session.flush()
    label = f"Merged {row.short_name} into {into.short_name}"
    work.delete(row)
    return label


@handles(RemoveGroup)
def remove_group(command: RemoveGroup, work: UnitOfWork) -> str:
    row = work.get(GroupRow, command.group_id, command.seen_version)
    held = said_uses(work, GroupRow, row.id)
    if held:
        raise RuleBroken("", f"{row.short_name} has {held}: take those out or move them first.")
    name = row.name
    work.delete(row)
    return f"Removed {name}"
