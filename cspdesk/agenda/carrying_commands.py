"""Carry an item to another meeting; keep an agenda as a template and start from one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from cspdesk.agenda.commands import (
    free_what_is_under,
    insert_item,
    items_of,
    named,
    number_places,
    usual_paper_date,
)
from cspdesk.agenda.making import copy_for
from cspdesk.agenda.rules import late_number
from cspdesk.calendar import plain_date
from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import required
from cspdesk.voices.conversation_commands import move_conversations
from cspdesk.words import counted
from db.tables import AgendaItemRow, AgendaTemplateRow, MeetingRow, TemplateItemRow
from db.unit_of_work import UnitOfWork
from db.vocabulary import MeetingState, PaperState


@dataclass(frozen=True, slots=True)
class CarryForward(Command):
    """Take an item to another meeting.

    `moves` takes it off this agenda, with its homework, its papers and what came of it; otherwise
    it stays, and the other meeting gets what is asked and why, without what came of it.
    """

    item_id: int
    meeting_id: int
    moves: bool
    seen_version: int


@dataclass(frozen=True, slots=True)
class SaveTemplate(Command):
    """Keep what is the same at every meeting as a template; the same name replaces it."""

    meeting_id: int
    name: str


@dataclass(frozen=True, slots=True)
class StartFromTemplate(Command):
    """Add the items of a template to an agenda, less the standing items it has already."""

    meeting_id: int
    template_id: int


@dataclass(frozen=True, slots=True)
class DeleteTemplate(Command):
    template_id: int
    seen_version: int


@handles(CarryForward)
def carry_forward(command: CarryForward, work: UnitOfWork) -> str:
    row = work.get(AgendaItemRow, command.item_id, command.seen_version)
    meeting = work.get(MeetingRow, command.meeting_id)
    if meeting.id == row.meeting_id:
        raise RuleBroken("meeting_id", "It is on this agenda already: choose another meeting.")
    if meeting.state not in (MeetingState.PLANNING, MeetingState.LOCKED):
        raise RuleBroken("meeting_id", "The papers of that meeting have gone out: choose another.")
    if row.standing_key and _has_standing(work, meeting.id, row.standing_key):
        raise RuleBroken("meeting_id", f"That agenda has “{row.title}” already.")
    name, day = named(row), plain_date(meeting.held_on)
    if not command.moves:
        _copy_to(work, row, meeting)
        return f"Copied {name} to the agenda of {day}"
    _move_to(work, row, meeting)
    return f"Moved {name} to the agenda of {day}"


def _copy_to(work: UnitOfWork, row: AgendaItemRow, meeting: MeetingRow) -> None:
    copy = copy_for(row, meeting.id, row.title)
    copy.standing_key = row.standing_key
    insert_item(work, meeting, copy, None)
    if row.paper_state is not PaperState.NONE:
        copy.paper_state = PaperState.TO_FOLLOW
        copy.paper_due_on = usual_paper_date(work, meeting.id)


def _move_to(work: UnitOfWork, row: AgendaItemRow, meeting: MeetingRow) -> None:
    old = work.get(MeetingRow, row.meeting_id)
    if old.state is not MeetingState.PLANNING:
        gone = "is locked" if old.state is MeetingState.LOCKED else "has gone out"
        raise RuleBroken("moves", f"This agenda {gone}: {named(row)} stays in it. Copy it instead.")
    free_what_is_under(work, row)
    row.is_sub, row.number = False, ""
    left = [item for item in items_of(work, old.id) if item.id != row.id]
    row.meeting_id = meeting.id
    move_conversations(work, row.id, meeting.cycle_id)
    work.session.flush()
    number_places(left)
    others = [item for item in items_of(work, meeting.id) if item.id != row.id]
    _append(row, others, meeting)
    if row.paper_state is PaperState.TO_FOLLOW:
        row.paper_due_on = usual_paper_date(work, meeting.id)


def _append(row: AgendaItemRow, others: list[AgendaItemRow], meeting: MeetingRow) -> None:
    if meeting.state is MeetingState.LOCKED:
        last = others[-1].number if others else ""
        row.number = late_number(last, [item.number for item in others])
    row.position = len(others) + 1


def _has_standing(work: UnitOfWork, meeting_id: int, key: str) -> bool:
    return any(item.standing_key == key for item in items_of(work, meeting_id))


# Templates


_SAME = (
    "is_sub",
    "title",
    "type",
    "lead",
    "lead_organisation_id",
    "minutes",
    "purpose",
    "time_split",
    "publicity",
    "standing_key",
)


@handles(SaveTemplate)
def save_template(command: SaveTemplate, work: UnitOfWork) -> str:
    name = required("name", command.name, "Give the template a name.")
    items = items_of(work, command.meeting_id)
    if not items:
        raise RuleBroken("name", "This agenda has no items to keep.")
    template = _named_template(work, name)
    if template is None:
        template = work.add(AgendaTemplateRow(name=name))
    else:
        _clear(work, template)
        template.name = name
    for place, item in enumerate(items, start=1):
        fields = {field: getattr(item, field) for field in _SAME}
        work.add(TemplateItemRow(template_id=template.id, position=place, **fields))
    return f"Kept the agenda as the template “{name}”, {counted(len(items), 'item')}"


@handles(StartFromTemplate)
def start_from_template(command: StartFromTemplate, work: UnitOfWork) -> str:
    meeting = work.get(MeetingRow, command.meeting_id)
    template = work.get(AgendaTemplateRow, command.template_id)
    if meeting.state is not MeetingState.PLANNING:
        raise RuleBroken("template_id", "This agenda is locked: a template cannot be put into it.")
    there = {item.standing_key for item in items_of(work, meeting.id)}
    added = 0
    for item in _items(work, template):
        if item.standing_key and item.standing_key in there:
            continue
        fields = {field: getattr(item, field) for field in _SAME}
        insert_item(work, meeting, AgendaItemRow(meeting_id=meeting.id, position=0, **fields), None)
        added += 1
    if not added:
        raise RuleBroken("template_id", "All that is in this template is on the agenda already.")
    return f"Added {counted(added, 'item')} from the template “{template.name}”"


@handles(DeleteTemplate)
def delete_template(command: DeleteTemplate, work: UnitOfWork) -> str:
    template = work.get(AgendaTemplateRow, command.template_id, command.seen_version)
    label = f"Deleted the template “{template.name}”"
    _clear(work, template)
    work.delete(template)
    return label


def _named_template(work: UnitOfWork, name: str) -> AgendaTemplateRow | None:
    rows = work.all(select(AgendaTemplateRow))
    return next((row for row in rows if row.name.casefold() == name.casefold()), None)


def _items(work: UnitOfWork, template: AgendaTemplateRow) -> list[TemplateItemRow]:
    query = select(TemplateItemRow).filter_by(template_id=template.id)
    return work.all(query.order_by(TemplateItemRow.position))


def _clear(work: UnitOfWork, template: AgendaTemplateRow) -> None:
    for item in _items(work, template):
        work.delete(item)
