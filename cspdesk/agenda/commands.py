"""Add, change, move, copy and delete the items of an agenda."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from cspdesk.agenda.making import copy_of, item_from_standing
from cspdesk.agenda.rules import check_minutes, late_number
from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import KEEP, Check, Keep, apply_edit, edit_label, known, needs, required
from cspdesk.homework.rules import paper_due
from cspdesk.words import counted
from db.tables import (
    ActionRow,
    AgendaItemRow,
    BoardMessageRow,
    CycleRow,
    HomeworkRow,
    MeetingRow,
    OrganisationRow,
    PriorityRow,
    ReportBackRow,
    StandingItemRow,
)
from db.unit_of_work import UnitOfWork
from db.vocabulary import HomeworkState, ItemType, MeetingState, PaperState, Publicity

_NOT_OUT = (MeetingState.PLANNING, MeetingState.LOCKED)


@dataclass(frozen=True, slots=True)
class AddItem(Command):
    """Add an item at a position (counted from 1; None is the end)."""

    meeting_id: int
    title: str
    position: int | None = None
    type: ItemType = ItemType.DECISION
    minutes: int = 10
    lead: str = ""
    lead_organisation_id: int | None = None
    priority_id: int | None = None


@dataclass(frozen=True, slots=True)
class AddStandingItem(Command):
    """Add an item from the library of standing items."""

    meeting_id: int
    standing_key: str
    position: int | None = None


@dataclass(frozen=True, slots=True)
class EditItem(Command):
    """Change some fields of an item: one edit in the inspector is one step."""

    item_id: int
    seen_version: int
    title: str | Keep = KEEP
    short_title: str | Keep = KEEP
    type: ItemType | Keep = KEEP
    lead: str | Keep = KEEP
    lead_organisation_id: int | Keep | None = KEEP
    minutes: int | Keep = KEEP
    priority_id: int | Keep | None = KEEP
    purpose: str | Keep = KEEP
    decision_sought: str | Keep = KEEP
    partner_actions: str | Keep = KEEP
    value_added: str | Keep = KEEP
    time_split: str | Keep = KEEP
    sidetrack: str | Keep = KEEP
    steer: str | Keep = KEEP
    speakers: str | Keep = KEEP
    communities: str | Keep = KEEP
    community_plan: str | Keep = KEEP
    community_heard: str | Keep = KEEP
    comms_question: str | Keep = KEEP
    paper_state: PaperState | Keep = KEEP
    paper_from: str | Keep = KEEP
    paper_due_on: date | Keep | None = KEEP
    publicity: Publicity | Keep | None = KEEP
    exempt_paragraph: str | Keep = KEEP
    exempt_reason: str | Keep = KEEP
    keep_reason: str | Keep = KEEP


@dataclass(frozen=True, slots=True)
class MoveItem(Command):
    """Move an item to a position, counted from 1."""

    item_id: int
    to_position: int


@dataclass(frozen=True, slots=True)
class DuplicateItem(Command):
    """Copy an item to the place behind it, without its homework."""

    item_id: int


@dataclass(frozen=True, slots=True)
class DeleteItem(Command):
    """Delete an item with its homework questions."""

    item_id: int
    seen_version: int


@dataclass(frozen=True, slots=True)
class KeepInformationItem(Command):
    """Keep an item that is for noting only, and say why it is worth the Board's time."""

    item_id: int
    reason: str
    seen_version: int


_WORDS = {
    "title": "title",
    "short_title": "short title",
    "type": "type",
    "lead": "lead",
    "lead_organisation_id": "lead organisation",
    "minutes": "minutes",
    "priority_id": "priority",
    "purpose": "purpose",
    "decision_sought": "decision sought",
    "partner_actions": "partner actions sought",
    "value_added": "value added",
    "time_split": "split of the time",
    "sidetrack": "likely sidetrack",
    "steer": "steer",
    "speakers": "speakers",
    "communities": "communities",
    "community_plan": "community plan",
    "community_heard": "communities’ views",
    "comms_question": "comms question",
    "paper_state": "paper",
    "paper_from": "paper’s author",
    "paper_due_on": "paper’s date",
    "publicity": "publicity",
    "exempt_paragraph": "exemption",
    "exempt_reason": "reason for exemption",
    "keep_reason": "reason to keep it",
}


@handles(AddItem)
def add_item(command: AddItem, work: UnitOfWork) -> str:
    row = AgendaItemRow(
        meeting_id=command.meeting_id,
        position=0,
        title=required("title", command.title, "Give the item a title."),
        type=command.type,
        minutes=check_minutes(command.minutes),
        lead=command.lead.strip(),
        lead_organisation_id=known(work, OrganisationRow)(command.lead_organisation_id),
        priority_id=known(work, PriorityRow)(command.priority_id),
    )
    _insert(work, work.get(MeetingRow, command.meeting_id), row, command.position)
    return f"Added {named(row)}, {row.title}"


@handles(AddStandingItem)
def add_standing_item(command: AddStandingItem, work: UnitOfWork) -> str:
    library = select(StandingItemRow).filter_by(key=command.standing_key)
    standing = work.session.scalars(library).first()
    if standing is None:
        raise RuleBroken("standing_key", "This standing item is not in the library any more.")
    meeting = work.get(MeetingRow, command.meeting_id)
    if any(item.standing_key == standing.key for item in items_of(work, meeting.id)):
        raise RuleBroken("standing_key", f"“{standing.title}” is on this agenda already.")
    row = item_from_standing(standing, meeting.id, 0)
    _insert(work, meeting, row, command.position)
    return f"Added {named(row)}, {row.title}"


@handles(EditItem)
def edit_item(command: EditItem, work: UnitOfWork) -> str:
    row = work.get(AgendaItemRow, command.item_id, command.seen_version)
    changed = apply_edit(row, command, _WORDS, _checks(work))
    if command.paper_state is PaperState.TO_FOLLOW and row.paper_due_on is None:
        row.paper_due_on = _usual_paper_date(work, row.meeting_id)
    if "exemption" in changed or "reason for exemption" in changed:
        _check_exemption(row)
    return edit_label(changed, named(row))


def _checks(work: UnitOfWork) -> dict[str, Check]:
    return {
        "title": needs("title", "Give the item a title."),
        "minutes": check_minutes,
        "lead_organisation_id": known(work, OrganisationRow),
        "priority_id": known(work, PriorityRow),
    }


def _check_exemption(row: AgendaItemRow) -> None:
    # Schedule 12A: a restricted item must name its paragraph once a reason is given, not before.
    if row.exempt_reason and not row.exempt_paragraph:
        raise RuleBroken(
            "exempt_paragraph", "Name the paragraph of Schedule 12A that the reason is about."
        )


def _usual_paper_date(work: UnitOfWork, meeting_id: int) -> date:
    cycle = work.get(CycleRow, work.get(MeetingRow, meeting_id).cycle_id)
    return max(paper_due(cycle.papers_on), work.today)


@handles(MoveItem)
def move_item(command: MoveItem, work: UnitOfWork) -> str:
    row = work.get(AgendaItemRow, command.item_id)
    _check_not_out(work.get(MeetingRow, row.meeting_id), "the order of the items is fixed")
    rows = items_of(work, row.meeting_id)
    if not 1 <= command.to_position <= len(rows):
        raise RuleBroken("to_position", f"Choose a place from 1 to {len(rows)}.")
    old = row.position
    rows.remove(row)
    rows.insert(command.to_position - 1, row)
    _number_places(rows)
    return f"Moved item {old} to {row.position}"


@handles(DuplicateItem)
def duplicate_item(command: DuplicateItem, work: UnitOfWork) -> str:
    row = work.get(AgendaItemRow, command.item_id)
    meeting = work.get(MeetingRow, row.meeting_id)
    copy = copy_of(row, 0)
    _insert(work, meeting, copy, row.position + 1)
    return f"Copied {named(row)} to {named(copy)}"


@handles(DeleteItem)
def delete_item(command: DeleteItem, work: UnitOfWork) -> str:
    row = work.get(AgendaItemRow, command.item_id, command.seen_version)
    _check_not_out(work.get(MeetingRow, row.meeting_id), f"{named(row)} stays in the agenda")
    label = f"Deleted {named(row)}, {row.title}"
    _clear_what_hangs_on(work, row)
    work.delete(row)
    _number_places(items_of(work, row.meeting_id))
    return label


@handles(KeepInformationItem)
def keep_information_item(command: KeepInformationItem, work: UnitOfWork) -> str:
    row = work.get(AgendaItemRow, command.item_id, command.seen_version)
    if row.type is not ItemType.INFORMATION:
        raise RuleBroken("reason", "This item is not for noting only: it needs no reason to stay.")
    row.keep_reason = required(
        "reason", command.reason, "Say why the whole Board needs to hear this."
    )
    return f"Kept {named(row)} for information"


# Parts


def items_of(work: UnitOfWork, meeting_id: int) -> list[AgendaItemRow]:
    query = select(AgendaItemRow).filter_by(meeting_id=meeting_id)
    return work.all(query.order_by(AgendaItemRow.position, AgendaItemRow.id))


def named(row: AgendaItemRow) -> str:
    """ "item 4": the frozen number, else the place."""
    return f"item {row.number or row.position}"


def _insert(
    work: UnitOfWork, meeting: MeetingRow, row: AgendaItemRow, position: int | None
) -> None:
    """Put a new row among the items of its meeting; after issue it takes a number like 4.1."""
    rows = items_of(work, meeting.id)
    place = len(rows) + 1 if position is None else position
    if not 1 <= place <= len(rows) + 1:
        raise RuleBroken("position", f"Choose a place from 1 to {len(rows) + 1}.")
    if meeting.state not in _NOT_OUT:
        before = rows[place - 2].number if place > 1 else ""
        row.number = late_number(before, [item.number for item in rows])
    row.position = place
    work.add(row)
    rows.insert(place - 1, row)
    _number_places(rows)


def _number_places(rows: list[AgendaItemRow]) -> None:
    for place, row in enumerate(rows, start=1):
        if row.position != place:
            row.position = place


def _check_not_out(meeting: MeetingRow, consequence: str) -> None:
    if meeting.state not in _NOT_OUT:
        raise RuleBroken("", f"The papers have gone out: {consequence}.")


def _clear_what_hangs_on(work: UnitOfWork, row: AgendaItemRow) -> None:
    """Delete the item's homework; refuse when partners' work would be lost with it."""
    homework = work.all(select(HomeworkRow).filter_by(item_id=row.id))
    answers = sum(question.state is HomeworkState.ANSWERED for question in homework)
    if answers:
        raise RuleBroken(
            "", f"Partners have answered {counted(answers, 'question')} on this item: it stays."
        )
    if _points_to(work, ActionRow, row.id) or _points_to(work, ReportBackRow, row.id):
        raise RuleBroken("", "Actions or report-backs came from this item: it stays.")
    for question in homework:
        work.delete(question)
    for message in work.all(select(BoardMessageRow).filter_by(item_id=row.id)):
        message.item_id = None
    work.session.flush()


def _points_to(work: UnitOfWork, kind: Any, item_id: int) -> bool:
    return work.session.scalars(select(kind.id).where(kind.item_id == item_id)).first() is not None
