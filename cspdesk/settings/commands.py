"""Change the partnership's settings."""

from __future__ import annotations

from dataclasses import dataclass

from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from db.tables import PartnershipRow
from db.unit_of_work import UnitOfWork
from db.vocabulary import Marking


@dataclass(frozen=True, slots=True)
class SetPartnership(Command):
    """Name, contact and marking of the partnership."""

    partnership_id: int
    name: str
    borough: str
    secretariat: str
    contact: str
    marking: Marking
    seen_version: int


@handles(SetPartnership)
def set_partnership(command: SetPartnership, work: UnitOfWork) -> str:
    row = work.get(PartnershipRow, command.partnership_id, command.seen_version)
    if not command.name.strip():
        raise RuleBroken("name", "Give the partnership's name.")
    if not command.borough.strip():
        raise RuleBroken("borough", "Give the borough, as police spreadsheets spell it.")
    row.name = command.name.strip()
    row.borough = command.borough.strip()
    row.secretariat = command.secretariat.strip()
    row.contact = command.contact.strip()
    row.marking = command.marking
    return f"Changed the settings of {row.name}"
