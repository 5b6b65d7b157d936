"""Add, change, move, copy and delete the items of an agenda."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import object_session

from cspdesk.agenda.business_ties import let_go_of_item
from cspdesk.agenda.making import copy_of, item_from_standing
from cspdesk.agenda.order import block_at, check_can_be_sub, moved
from cspdesk.agenda.restricting import check_restricted
from cspdesk.agenda.rules import check_minutes, late_number, numbers
from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import KEEP, Check, Keep, apply_edit, edit_label, known, needs, required
from cspdesk.homework.rules import paper_due
from cspdesk.voices.conversation_commands import clear_conversations, none_expected
from cspdesk.words import counted
from db.tables import (
    ActionRow,
    AgendaItemRow,
    BoardMessageRow,
    ChaseRow,
    CommsDecisionRow,
    CycleRow,
    DecisionRow,
    DeclarationRow,
    HomeworkRow,
    ItemFieldRow,
    ItemRecordRow,
    MeetingRow,
    MinuteRow,
    OrganisationRow,
    PaperRow,
    PriorityRow,
    ReportBackRow,
    StandingItemRow,
)
from db.unit_of_work import UnitOfWork
from db.vocabulary import HomeworkState, ItemType, MeetingState, PaperState, Publicity


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
    community_none: str | Keep = KEEP
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
    """Move an item to a position, counted from 1; what stands under it goes with it."""

    item_id: int
    to_position: int


@dataclass(frozen=True, slots=True)
class PutUnder(Command):
    """Put an item under the one before it ("4a"), or make it a whole item again."""

    item_id: int
    is_sub: bool
    seen_version: int


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
    "community_none": "reason why no views are expected",
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
    insert_item(work, work.get(MeetingRow, command.meeting_id), row, command.position)
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
    insert_item(work, meeting, row, command.position)
    return f"Added {named(row)}, {row.title}"


@handles(EditItem)
def edit_item(command: EditItem, work: UnitOfWork) -> str:
    row = work.get(AgendaItemRow, command.item_id, command.seen_version)
    changed = apply_edit(row, command, _WORDS, _checks(work))
    if command.paper_state is PaperState.TO_FOLLOW and row.paper_due_on is None:
        row.paper_due_on = usual_paper_date(work, row.meeting_id)
    if {"publicity", "exemption", "reason for exemption"}.intersection(changed):
        check_restricted(row.publicity, row.exempt_paragraph, row.exempt_reason)
    if _WORDS["community_none"] in changed:
        row.community_none = none_expected(work, row.id, row.community_none)
    return edit_label(changed, named(row))


def _checks(work: UnitOfWork) -> dict[str, Check]:
    return {
        "title": needs("title", "Give the item a title."),
        "minutes": check_minutes,
        "lead_organisation_id": known(work, OrganisationRow),
        "priority_id": known(work, PriorityRow),
    }


def usual_paper_date(work: UnitOfWork, meeting_id: int) -> date:
    cycle = work.get(CycleRow, work.get(MeetingRow, meeting_id).cycle_id)
    return max(paper_due(cycle.papers_on), work.today)


@handles(MoveItem)
def move_item(command: MoveItem, work: UnitOfWork) -> str:
    row = work.get(AgendaItemRow, command.item_id)
    _check_open(work.get(MeetingRow, row.meeting_id), "the order of the items is fixed")
    rows = items_of(work, row.meeting_id)
    if not 1 <= command.to_position <= len(rows):
        raise RuleBroken("to_position", f"Choose a place from 1 to {len(rows)}.")
    before = named(row)
    subs = [item.is_sub for item in rows]
    number_places([rows[place] for place in moved(subs, row.position - 1, command.to_position - 1)])
    after = named(row).removeprefix("item ")
    return f"Moved {before}" if before.endswith(f" {after}") else f"Moved {before} to {after}"


@handles(PutUnder)
def put_under(command: PutUnder, work: UnitOfWork) -> str:
    row = work.get(AgendaItemRow, command.item_id, command.seen_version)
    _check_open(work.get(MeetingRow, row.meeting_id), "the order of the items is fixed")
    rows = items_of(work, row.meeting_id)
    before, place = named(row), rows.index(row)
    if not command.is_sub:
        row.is_sub = False
        return f"Made {before} an item of its own"
    check_can_be_sub([item.is_sub for item in rows], place)
    row.is_sub = True
    head = next(item for item in reversed(rows[:place]) if not item.is_sub)
    return f"Put {before} under {named(head)}"


@handles(DuplicateItem)
def duplicate_item(command: DuplicateItem, work: UnitOfWork) -> str:
    row = work.get(AgendaItemRow, command.item_id)
    meeting = work.get(MeetingRow, row.meeting_id)
    copy = copy_of(row, 0)
    last = block_at([item.is_sub for item in items_of(work, meeting.id)], row.position - 1).stop
    insert_item(work, meeting, copy, last + 1)
    return f"Copied {named(row)} to {named(copy)}"


@handles(DeleteItem)
def delete_item(command: DeleteItem, work: UnitOfWork) -> str:
    row = work.get(AgendaItemRow, command.item_id, command.seen_version)
    _check_open(work.get(MeetingRow, row.meeting_id), f"{named(row)} stays in the agenda")
    label = f"Deleted {named(row)}, {row.title}"
    _clear_what_hangs_on(work, row)
    free_what_is_under(work, row)
    work.delete(row)
    number_places(items_of(work, row.meeting_id))
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
    """ "item 4", "item 4a": the frozen number, else the place among the others."""
    if row.number:
        return f"item {row.number}"
    session = object_session(row)
    if session is None:
        return f"item {row.position}"
    query = (
        select(AgendaItemRow.is_sub)
        .where(AgendaItemRow.meeting_id == row.meeting_id, AgendaItemRow.position <= row.position)
        .order_by(AgendaItemRow.position)
    )
    subs = list(session.scalars(query))
    return f"item {numbers([''] * len(subs), subs)[-1]}"


def insert_item(
    work: UnitOfWork, meeting: MeetingRow, row: AgendaItemRow, position: int | None
) -> None:
    """Put a new row among the items of its meeting; in a locked agenda it is numbered like 4.1."""
    rows = items_of(work, meeting.id)
    place = len(rows) + 1 if position is None else position
    if not 1 <= place <= len(rows) + 1:
        raise RuleBroken("position", f"Choose a place from 1 to {len(rows) + 1}.")
    if meeting.state is not MeetingState.PLANNING:
        before = rows[place - 2].number if place > 1 else ""
        row.number = late_number(before, [item.number for item in rows])
    elif place <= len(rows) and rows[place - 1].is_sub:
        # Behind a sub-item and before the next it belongs with them.
        row.is_sub = True
    row.position = place
    work.add(row)
    rows.insert(place - 1, row)
    number_places(rows)


def number_places(rows: list[AgendaItemRow]) -> None:
    """Count the places anew; the first item stands under nothing."""
    for place, row in enumerate(rows, start=1):
        if row.position != place:
            row.position = place
    if rows and rows[0].is_sub:
        rows[0].is_sub = False


def free_what_is_under(work: UnitOfWork, row: AgendaItemRow) -> None:
    """Items under one that goes become whole items: they must not slip under another."""
    if row.is_sub:
        return
    rows = items_of(work, row.meeting_id)
    for place in block_at([item.is_sub for item in rows], rows.index(row))[1:]:
        rows[place].is_sub = False


def _check_open(meeting: MeetingRow, consequence: str) -> None:
    if meeting.state is MeetingState.LOCKED:
        raise RuleBroken("", f"The agenda is locked: {consequence}. Unlock it first.")
    if meeting.state is not MeetingState.PLANNING:
        raise RuleBroken("", f"The papers have gone out: {consequence}.")


def _clear_what_hangs_on(work: UnitOfWork, row: AgendaItemRow) -> None:
    """Delete the item's homework; refuse when partners' work would be lost with it."""
    homework = work.all(select(HomeworkRow).filter_by(item_id=row.id))
    answers = sum(question.state is HomeworkState.ANSWERED for question in homework)
    if answers:
        raise RuleBroken(
            "", f"Partners have answered {counted(answers, 'question')} on this item: it stays."
        )
    if any(_points_to(work, kind, row.id) for kind in (ActionRow, ReportBackRow)):
        raise RuleBroken("", "Actions or report-backs came from this item: it stays.")
    if any(_points_to(work, kind, row.id) for kind in _OF_THE_MEETING):
        raise RuleBroken("", "The Board has dealt with this item: it stays.")
    clear_conversations(work, row.id, named(row))
    for question in homework:
        for chase in work.all(select(ChaseRow).filter_by(homework_id=question.id)):
            work.delete(chase)
        work.delete(question)
    for paper in work.all(select(PaperRow).filter_by(item_id=row.id)):
        work.delete(paper)
    for said in work.all(select(ItemFieldRow).filter_by(item_id=row.id)):
        work.delete(said)
    for message in work.all(select(BoardMessageRow).filter_by(item_id=row.id)):
        message.item_id = None
    let_go_of_item(work, row.id)
    work.session.flush()


_OF_THE_MEETING = (CommsDecisionRow, DecisionRow, DeclarationRow, ItemRecordRow, MinuteRow)


def _points_to(work: UnitOfWork, kind: Any, item_id: int) -> bool:
    return work.session.scalars(select(kind.id).where(kind.item_id == item_id)).first() is not None
