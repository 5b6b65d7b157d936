"""Sub-groups and parallel boards asked, reminded, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cspdesk.agenda.business_rules import request_words
from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.phrases import joined
from cspdesk.words import counted
from db.tables import CycleRow, GroupRequestRow, GroupRow
from db.unit_of_work import UnitOfWork
from db.vocabulary import GroupKind, RequestKind

_ASKED = (GroupKind.SUB_GROUP, GroupKind.PARALLEL_BOARD)


@dataclass(frozen=True, slots=True)
class AskGroups(Command):
    """Ask groups for business, minutes or an action plan before the Executive; today.

    Groups that were asked already stay as they are.
    """

    cycle_id: int
    group_ids: tuple[int, ...]
    kind: RequestKind


@dataclass(frozen=True, slots=True)
class RemindGroups(Command):
    """Remind groups of what they were asked for and have not sent; today."""

    cycle_id: int
    group_ids: tuple[int, ...]
    kind: RequestKind


@dataclass(frozen=True, slots=True)
class RecordCame(Command):
    """What was asked for has come, today or on that day; also without having been asked."""

    cycle_id: int
    group_id: int
    kind: RequestKind
    answer: str = ""
    received_on: date | None = None


@handles(AskGroups)
def ask_groups(command: AskGroups, work: UnitOfWork) -> str:
    held = _requests(work, command.cycle_id, command.kind)
    fresh = [group for group in _groups(work, command.group_ids) if group.id not in held]
    if not fresh:
        raise RuleBroken("", "All of them have been asked.")
    for group in fresh:
        row = {"cycle_id": command.cycle_id, "group_id": group.id, "kind": command.kind}
        work.add(GroupRequestRow(**row, asked_on=work.today))
    return f"Asked {_named(fresh)} for {request_words(command.kind)}"


@handles(RemindGroups)
def remind_groups(command: RemindGroups, work: UnitOfWork) -> str:
    held = _requests(work, command.cycle_id, command.kind)
    waiting = [
        group
        for group in _groups(work, command.group_ids)
        if group.id in held and held[group.id].received_on is None
    ]
    if not waiting:
        raise RuleBroken("", "Nobody is to be reminded: ask first, or all of it has come.")
    for group in waiting:
        row = held[group.id]
        row.reminded_on, row.reminders = work.today, row.reminders + 1
    return f"Reminded {_named(waiting)} of {request_words(command.kind)}"


@handles(RecordCame)
def record_came(command: RecordCame, work: UnitOfWork) -> str:
    (group,) = _groups(work, (command.group_id,))
    day = command.received_on or work.today
    if day > work.today:
        raise RuleBroken("received_on", "This day has not come yet.")
    row = _requests(work, command.cycle_id, command.kind).get(group.id)
    if row is None:
        key = {"cycle_id": command.cycle_id, "group_id": group.id, "kind": command.kind}
        row = work.add(GroupRequestRow(**key, asked_on=day))
    if row.received_on is not None and row.answer == command.answer.strip():
        raise RuleBroken("", "It has come already.")
    row.received_on, row.answer = day, command.answer.strip()
    if command.kind is RequestKind.BUSINESS and row.answer:
        return f"{group.short_name} answered: {row.answer.removesuffix('.')}"
    return f"Received the {request_words(command.kind)} of {group.short_name}"


def _requests(work: UnitOfWork, cycle_id: int, kind: RequestKind) -> dict[int, GroupRequestRow]:
    cycle = work.get(CycleRow, cycle_id)
    found = work.all(select(GroupRequestRow).filter_by(cycle_id=cycle.id, kind=kind))
    return {row.group_id: row for row in found}


def _groups(work: UnitOfWork, group_ids: tuple[int, ...]) -> list[GroupRow]:
    groups = [work.get(GroupRow, key) for key in dict.fromkeys(group_ids)]
    for group in groups:
        if group.kind not in _ASKED:
            raise RuleBroken("", "Only sub-groups and parallel boards are asked.")
    return groups


def _named(groups: list[GroupRow]) -> str:
    names = [group.short_name for group in groups]
    return joined(names) if len(names) <= 3 else counted(len(names), "group")
