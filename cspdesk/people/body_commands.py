"""Governance bodies: the days on which they meet, and taking one out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cspdesk.calendar import plain_date
from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.people.references import said_uses
from cspdesk.people.rules import first_to_come
from cspdesk.words import counted
from db.tables import BodyMeetingRow, GovernanceBodyRow, OrganisationRow
from db.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class AddBodyDates(Command):
    """Days on which a governance body meets; the first to come is when it meets next."""

    body_id: int
    days: tuple[date, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class MoveBodyDate(Command):
    """Another day for a meeting of a governance body."""

    date_id: int
    seen_version: int
    held_on: date


@dataclass(frozen=True, slots=True)
class RemoveBodyDate(Command):
    """Take out a day on which a governance body does not meet after all."""

    date_id: int
    seen_version: int


@dataclass(frozen=True, slots=True)
class RemoveGovernanceBody(Command):
    """Take out a governance body that nothing was ever taken back to, with its dates."""

    body_id: int
    seen_version: int


@handles(AddBodyDates)
def add_body_dates(command: AddBodyDates, work: UnitOfWork) -> str:
    body = work.get(GovernanceBodyRow, command.body_id)
    days = sorted(set(command.days))
    if not days:
        raise RuleBroken("days", "Give at least one day.")
    there = {row.held_on for row in _dates(work, body.id)}
    for day in days:
        if day in there:
            raise RuleBroken("days", f"{body.name} meets on {plain_date(day)} already.")
        work.add(BodyMeetingRow(governance_body_id=body.id, held_on=day, note=command.note.strip()))
    _follow(work, body)
    said = plain_date(days[0]) if len(days) == 1 else counted(len(days), "date")
    return f"Added {said} of {_named(work, body)}"


@handles(MoveBodyDate)
def move_body_date(command: MoveBodyDate, work: UnitOfWork) -> str:
    row = work.get(BodyMeetingRow, command.date_id, command.seen_version)
    body = _body_of(work, row)
    others = {one.held_on for one in _dates(work, body.id) if one.id != row.id}
    if command.held_on in others:
        raise RuleBroken("held_on", f"{body.name} meets on {plain_date(command.held_on)} already.")
    before, row.held_on = row.held_on, command.held_on
    _follow(work, body)
    moved = f"{plain_date(before)} to {plain_date(row.held_on)}"
    return f"Moved {_named(work, body)} from {moved}"


@handles(RemoveBodyDate)
def remove_body_date(command: RemoveBodyDate, work: UnitOfWork) -> str:
    row = work.get(BodyMeetingRow, command.date_id, command.seen_version)
    body, day = _body_of(work, row), row.held_on
    work.delete(row)
    _follow(work, body)
    return f"Took {plain_date(day)} out of the dates of {_named(work, body)}"


@handles(RemoveGovernanceBody)
def remove_governance_body(command: RemoveGovernanceBody, work: UnitOfWork) -> str:
    body = work.get(GovernanceBodyRow, command.body_id, command.seen_version)
    uses = said_uses(work, GovernanceBodyRow, body.id, without=("body_meeting",))
    if uses:
        raise RuleBroken("", f"{_named(work, body)} has {uses}, so it stays. Rename it instead.")
    named = _named(work, body)
    remove_bodies(work, (body,))
    return f"Removed {named}"


def remove_bodies(work: UnitOfWork, bodies: Iterable[GovernanceBodyRow]) -> None:
    """Delete bodies with their dates."""
    for body in bodies:
        for row in _dates(work, body.id):
            work.delete(row)
        work.delete(body)


def _dates(work: UnitOfWork, body_id: int) -> list[BodyMeetingRow]:
    return work.all(select(BodyMeetingRow).filter_by(governance_body_id=body_id))


def _body_of(work: UnitOfWork, row: BodyMeetingRow) -> GovernanceBodyRow:
    if row.governance_body_id is None:  # the calendar of a parallel board is not kept here
        raise RuleBroken("", "This is a date of a board: change it under Parallel boards.")
    return work.get(GovernanceBodyRow, row.governance_body_id)


def _follow(work: UnitOfWork, body: GovernanceBodyRow) -> None:
    """When it meets next follows its dates."""
    body.next_meets_on = first_to_come((row.held_on for row in _dates(work, body.id)), work.today)


def _named(work: UnitOfWork, body: GovernanceBodyRow) -> str:
    return f"{body.name} of {work.get(OrganisationRow, body.organisation_id).short_name}"
