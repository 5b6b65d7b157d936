"""Plan topics for Boards to come: add, change, move, take away, put on the agenda."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from cspdesk.agenda.commands import AddItem, add_item
from cspdesk.calendar import short_date
from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import KEEP, Keep, apply_edit, edit_label, needs, required
from cspdesk.meetings.forward_queries import forward_plan
from cspdesk.meetings.forward_rules import (
    SubjectKind,
    board_for,
    due_by,
    subject_parts,
)
from cspdesk.reading import Reading
from cspdesk.words import counted
from db.tables import AgendaItemRow, MeetingRow, PlannedTopicRow
from db.unit_of_work import UnitOfWork
from db.vocabulary import ItemType, MeetingState

_WORDS = {"title": "title", "subject": "subject", "note": "note"}
_NO_TITLE = "Say what the topic is."


@dataclass(frozen=True, slots=True)
class AddTopic(Command):
    """Plan a topic for a Board; without a meeting it waits for one.

    `subject` is what it accounts for, as `subject_key` writes it ("group:7"), or "".
    """

    title: str
    meeting_id: int | None = None
    subject: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChangeTopic(Command):
    """Change a topic's words, or what it accounts for."""

    topic_id: int
    seen_version: int
    title: str | Keep = KEEP
    subject: str | Keep = KEEP
    note: str | Keep = KEEP


@dataclass(frozen=True, slots=True)
class MoveTopic(Command):
    """Plan a topic for another Board; None lets it wait for one."""

    topic_id: int
    meeting_id: int | None
    seen_version: int


@dataclass(frozen=True, slots=True)
class RemoveTopic(Command):
    """Take a topic out of the plan; an item that came from it stays on its agenda."""

    topic_id: int
    seen_version: int


@dataclass(frozen=True, slots=True)
class PutTopicOnAgenda(Command):
    """Make an item of a topic on the agenda of its Board."""

    topic_id: int
    seen_version: int


@dataclass(frozen=True, slots=True)
class PlaceYearlyTopics(Command):
    """Plan what the law wants each year and no Board to come has, where it is due."""


@handles(AddTopic)
def add_topic(command: AddTopic, work: UnitOfWork) -> str:
    title = required("title", command.title, _NO_TITLE)
    board = _board(work, command.meeting_id)
    work.add(
        PlannedTopicRow(
            meeting_id=command.meeting_id,
            position=_next_place(work, command.meeting_id),
            title=title,
            note=command.note.strip(),
            subject=_checked(work, command.subject),
        )
    )
    return f"Planned “{title}” {_for(board)}"


@handles(ChangeTopic)
def change_topic(command: ChangeTopic, work: UnitOfWork) -> str:
    row = work.get(PlannedTopicRow, command.topic_id, command.seen_version)
    checks = {
        "title": needs("title", _NO_TITLE),
        "subject": lambda subject: _checked(work, subject),
    }
    changed = apply_edit(row, command, _WORDS, checks)
    return edit_label(changed, f"the topic “{row.title}”")


@handles(MoveTopic)
def move_topic(command: MoveTopic, work: UnitOfWork) -> str:
    row = work.get(PlannedTopicRow, command.topic_id, command.seen_version)
    if _item(work, row) is not None:
        raise RuleBroken(
            "meeting_id", "This topic is on an agenda already: move the item, not the plan."
        )
    board = _board(work, command.meeting_id)
    row.position = _next_place(work, command.meeting_id)
    row.meeting_id, row.item_id = command.meeting_id, None
    return f"Moved “{row.title}” {_to(board)}"


@handles(RemoveTopic)
def remove_topic(command: RemoveTopic, work: UnitOfWork) -> str:
    row = work.get(PlannedTopicRow, command.topic_id, command.seen_version)
    work.delete(row)
    return f"Took “{row.title}” out of the forward plan"


@handles(PutTopicOnAgenda)
def put_topic_on_agenda(command: PutTopicOnAgenda, work: UnitOfWork) -> str:
    row = work.get(PlannedTopicRow, command.topic_id, command.seen_version)
    if row.meeting_id is None:
        raise RuleBroken("meeting_id", "Choose a Board for this topic first.")
    board = _board(work, row.meeting_id)
    if _item(work, row) is not None:
        raise RuleBroken("", "This topic is on the agenda already.")
    before = set(_item_ids(work, row.meeting_id))
    parts = subject_parts(row.subject)
    priority = int(parts[1]) if parts and parts[0] is SubjectKind.PRIORITY else None
    adding = AddItem(row.meeting_id, row.title, type=ItemType.DISCUSSION, priority_id=priority)
    add_item(adding, work)
    work.session.flush()
    row.item_id = next(key for key in _item_ids(work, row.meeting_id) if key not in before)
    work.get(AgendaItemRow, row.item_id).purpose = row.note
    return f"Put “{row.title}” on the agenda {_for(board)}"


@handles(PlaceYearlyTopics)
def place_yearly_topics(_command: PlaceYearlyTopics, work: UnitOfWork) -> str:
    plan = forward_plan(Reading(work.session, work.today))
    ahead = [(one.meeting_id, one.held_on) for one in plan.all_boards if one.can_plan]
    placed = 0
    for line in plan.lines_of(SubjectKind.YEARLY):
        meeting_id = board_for(due_by(line.last_on, work.today), ahead)
        if line.next_on is None and meeting_id is not None:
            add_topic(AddTopic(line.name, meeting_id, line.subject, line.detail), work)
            work.session.flush()
            placed += 1
    if not placed:
        why = "No Board is planned yet." if not ahead else "Each of them has its Board already."
        raise RuleBroken("", why)
    return f"Planned {counted(placed, 'yearly topic')}"


# Parts


def _board(work: UnitOfWork, meeting_id: int | None) -> MeetingRow | None:
    """The Board a topic is planned for. Raises RuleBroken when its papers have gone out."""
    if meeting_id is None:
        return None
    row = work.get(MeetingRow, meeting_id)
    if row.state not in (MeetingState.PLANNING, MeetingState.LOCKED) or row.held_on < work.today:
        raise RuleBroken(
            "meeting_id",
            f"The papers of {short_date(row.held_on, year=True)} have gone out: choose a later "
            "Board.",
        )
    return row


def _item(work: UnitOfWork, row: PlannedTopicRow) -> AgendaItemRow | None:
    """The item that the topic became; None when there is none, or it was taken off again."""
    if row.item_id is None:
        return None
    return work.session.get(AgendaItemRow, row.item_id)


def _item_ids(work: UnitOfWork, meeting_id: int) -> list[int]:
    return list(work.session.scalars(select(AgendaItemRow.id).filter_by(meeting_id=meeting_id)))


def _next_place(work: UnitOfWork, meeting_id: int | None) -> int:
    rows = work.all(select(PlannedTopicRow).filter_by(meeting_id=meeting_id))
    return max((row.position for row in rows), default=0) + 1


def _checked(work: UnitOfWork, subject: str) -> str:
    """A subject that is there, or "". Raises RuleBroken."""
    if not subject:
        return ""
    plan = forward_plan(Reading(work.session, work.today))
    if any(line.subject == subject for line in plan.lines):
        return subject
    raise RuleBroken("subject", "This priority, outcome or group is not there any more.")


def _for(board: MeetingRow | None) -> str:
    return f"for {short_date(board.held_on, year=True)}" if board else "for a later Board"


def _to(board: MeetingRow | None) -> str:
    return f"to {short_date(board.held_on, year=True)}" if board else "to wait for a Board"
