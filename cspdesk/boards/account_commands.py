"""What the sub-groups account for in each cycle: progress, challenges, support they need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import KEEP, Check, Keep, apply_edit, edit_label
from db.tables import CycleRow, GroupAccountRow, GroupRow
from db.unit_of_work import UnitOfWork
from db.vocabulary import GroupKind

_NOTHING = "Write at least one of progress, challenges and support."


@dataclass(frozen=True, slots=True)
class RecordAccount(Command):
    """A sub-group has given its account of a cycle; it gives one a cycle."""

    cycle_id: int
    group_id: int
    progress: str = ""
    challenges: str = ""
    support: str = ""
    given_by: str = ""
    received_on: date | None = None


@dataclass(frozen=True, slots=True)
class EditAccount(Command):
    """Change parts of an account."""

    account_id: int
    seen_version: int
    progress: str | Keep = KEEP
    challenges: str | Keep = KEEP
    support: str | Keep = KEEP
    given_by: str | Keep = KEEP
    received_on: date | Keep = KEEP


@dataclass(frozen=True, slots=True)
class RemoveAccount(Command):
    """Take an account back: it was recorded in error."""

    account_id: int
    seen_version: int


@handles(RecordAccount)
def record_account(command: RecordAccount, work: UnitOfWork) -> str:
    group = work.get(GroupRow, command.group_id)
    if group.kind is not GroupKind.SUB_GROUP:
        raise RuleBroken("group_id", "Accounts come from sub-groups only.")
    cycle = work.get(CycleRow, command.cycle_id)
    where = {"cycle_id": cycle.id, "group_id": group.id}
    if work.all(select(GroupAccountRow).filter_by(**where)):
        raise RuleBroken("", f"{group.short_name} has given its account of this cycle.")
    words = {
        name: getattr(command, name).strip()
        for name in ("progress", "challenges", "support", "given_by")
    }
    if not (words["progress"] or words["challenges"] or words["support"]):
        raise RuleBroken("progress", _NOTHING)
    day = _past(work, command.received_on or work.today)
    work.add(GroupAccountRow(**where, **words, received_on=day))
    return f"Recorded the account of {group.short_name}"


@handles(EditAccount)
def edit_account(command: EditAccount, work: UnitOfWork) -> str:
    row = work.get(GroupAccountRow, command.account_id, command.seen_version)
    words = {
        "progress": "progress",
        "challenges": "challenges",
        "support": "support",
        "given_by": "name of who gave it",
        "received_on": "day",
    }
    checks: dict[str, Check] = {"received_on": lambda day: _past(work, day)}
    changed = apply_edit(row, command, words, checks)
    if not (row.progress or row.challenges or row.support):
        raise RuleBroken("progress", _NOTHING)
    group = work.get(GroupRow, row.group_id)
    return edit_label(changed, f"the account of {group.short_name}")


@handles(RemoveAccount)
def remove_account(command: RemoveAccount, work: UnitOfWork) -> str:
    row = work.get(GroupAccountRow, command.account_id, command.seen_version)
    name = work.get(GroupRow, row.group_id).short_name
    work.delete(row)
    return f"Took back the account of {name}"


def _past(work: UnitOfWork, day: date) -> date:
    if day > work.today:
        raise RuleBroken("received_on", "This day has not come yet.")
    return day
