"""The wards and communities that voices are counted by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import KEEP, Keep, apply_edit, edit_label, required
from cspdesk.words import counted
from db.tables import CommunityRow, ConversationRow, VoiceRow, WardRow
from db.unit_of_work import UnitOfWork

_NO_WARD, _NO_COMMUNITY = "Name the ward.", "Name the community."


@dataclass(frozen=True, slots=True)
class AddWard(Command):
    """Add a ward; `panel` says when or where its Police Ward Panel meets."""

    name: str
    panel: str = ""


@dataclass(frozen=True, slots=True)
class EditWard(Command):
    """Change a ward's name or what is known of its panel."""

    ward_id: int
    seen_version: int
    name: str | Keep = KEEP
    panel: str | Keep = KEEP


@dataclass(frozen=True, slots=True)
class RemoveWard(Command):
    """Take a ward off the list; one with voices or conversations stays."""

    ward_id: int
    seen_version: int


@dataclass(frozen=True, slots=True)
class AddCommunity(Command):
    """Add a community whose views are wanted."""

    name: str


@dataclass(frozen=True, slots=True)
class EditCommunity(Command):
    """Give a community another name."""

    community_id: int
    seen_version: int
    name: str | Keep = KEEP


@dataclass(frozen=True, slots=True)
class RemoveCommunity(Command):
    """Take a community off the list; one with voices stays."""

    community_id: int
    seen_version: int


@handles(AddWard)
def add_ward(command: AddWard, work: UnitOfWork) -> str:
    name = _free_name(work, WardRow, command.name, _NO_WARD)
    work.add(WardRow(name=name, panel=command.panel.strip(), position=_next(work, WardRow)))
    return f"Added the ward {name}"


@handles(EditWard)
def edit_ward(command: EditWard, work: UnitOfWork) -> str:
    row = work.get(WardRow, command.ward_id, command.seen_version)
    was = row.name
    checks = {"name": lambda name: _free_name(work, WardRow, name, _NO_WARD, row.id)}
    changed = apply_edit(row, command, {"name": "name", "panel": "panel"}, checks)
    return edit_label(changed, f"the ward {was}")


@handles(RemoveWard)
def remove_ward(command: RemoveWard, work: UnitOfWork) -> str:
    row = work.get(WardRow, command.ward_id, command.seen_version)
    _refuse_used(work, row.name, VoiceRow.ward_id == row.id, ConversationRow.ward_id == row.id)
    label = f"Removed the ward {row.name}"
    work.delete(row)
    return label


@handles(AddCommunity)
def add_community(command: AddCommunity, work: UnitOfWork) -> str:
    name = _free_name(work, CommunityRow, command.name, _NO_COMMUNITY)
    work.add(CommunityRow(name=name, position=_next(work, CommunityRow)))
    return f"Added the community {name}"


@handles(EditCommunity)
def edit_community(command: EditCommunity, work: UnitOfWork) -> str:
    row = work.get(CommunityRow, command.community_id, command.seen_version)
    was = row.name
    checks = {"name": lambda name: _free_name(work, CommunityRow, name, _NO_COMMUNITY, row.id)}
    changed = apply_edit(row, command, {"name": "name"}, checks)
    return edit_label(changed, f"the community {was}")


@handles(RemoveCommunity)
def remove_community(command: RemoveCommunity, work: UnitOfWork) -> str:
    row = work.get(CommunityRow, command.community_id, command.seen_version)
    _refuse_used(work, row.name, VoiceRow.community_id == row.id)
    label = f"Removed the community {row.name}"
    work.delete(row)
    return label


# Parts


def _free_name(
    work: UnitOfWork, kind: Any, name: str, sentence: str, but: int | None = None
) -> str:
    kept = required("name", name, sentence)
    for row in work.all(select(kind)):
        if row.id != but and row.name.casefold() == kept.casefold():
            raise RuleBroken("name", f"{row.name} is in the list already.")
    return kept


def _next(work: UnitOfWork, kind: Any) -> int:
    return (work.session.scalar(select(func.max(kind.position))) or 0) + 1


def _refuse_used(work: UnitOfWork, name: str, *uses: Any) -> None:
    """Raises RuleBroken when anything was heard there: the record must keep its place."""
    total = 0
    for use in uses:
        query = select(func.count()).where(use)
        total += work.session.scalar(query) or 0
    if total:
        raise RuleBroken("", f"{name} has {counted(total, 'record')}: it stays in the list.")
