"""Plan a conversation with a community before the Board, change it, say what was heard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cspdesk.calendar import short_date
from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import KEEP, Check, Keep, apply_edit, edit_label, known, needs, required
from cspdesk.voices.conversation_rules import (
    check_due,
    check_held,
    check_people,
    check_who,
    in_general_terms,
    reason_only,
)
from db.tables import (
    AgendaItemRow,
    ConversationRow,
    CycleRow,
    MeetingRow,
    OrganisationRow,
    VoiceRow,
    WardRow,
)
from db.unit_of_work import UnitOfWork
from db.vocabulary import ConversationWay

_NO_COMMUNITY = "Say whose views are wanted."


@dataclass(frozen=True, slots=True)
class AddConversation(Command):
    """Plan a conversation for an item; views are expected then, whatever was said before."""

    item_id: int
    community: str
    way: ConversationWay = ConversationWay.PARTNER_ASKS
    organisation_id: int | None = None
    by_whom: str = ""
    question: str = ""
    ward_id: int | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class EditConversation(Command):
    """Change some fields of a conversation."""

    conversation_id: int
    seen_version: int
    community: str | Keep = KEEP
    way: ConversationWay | Keep = KEEP
    organisation_id: int | Keep | None = KEEP
    by_whom: str | Keep = KEEP
    question: str | Keep = KEEP
    ward_id: int | Keep | None = KEEP
    due_on: date | Keep | None = KEEP


@dataclass(frozen=True, slots=True)
class RecordConversation(Command):
    """It was held: on which day, with how many people (None: not counted), what was heard."""

    conversation_id: int
    seen_version: int
    held_on: date
    people: int | None
    heard: str


@dataclass(frozen=True, slots=True)
class RemoveConversation(Command):
    """Take a conversation away; voices heard in it stay."""

    conversation_id: int
    seen_version: int


@handles(AddConversation)
def add_conversation(command: AddConversation, work: UnitOfWork) -> str:
    item = work.get(AgendaItemRow, command.item_id)
    cycle = _cycle_of(work, item)
    check_who(command.way, command.organisation_id)
    row = work.add(
        ConversationRow(
            cycle_id=cycle.id,
            item_id=item.id,
            community=required("community", command.community, _NO_COMMUNITY),
            way=command.way,
            organisation_id=known(work, OrganisationRow)(command.organisation_id),
            by_whom=command.by_whom.strip(),
            question=command.question.strip(),
            ward_id=known(work, WardRow)(command.ward_id),
            due_on=check_due(command.due_on, cycle.executive_on, cycle.board_on),
        )
    )
    if item.community_none:
        item.community_none = ""
    return f"Planned a conversation with {row.community}"


@handles(EditConversation)
def edit_conversation(command: EditConversation, work: UnitOfWork) -> str:
    row = work.get(ConversationRow, command.conversation_id, command.seen_version)
    was = row.community
    changed = apply_edit(row, command, _WORDS, _checks(work, work.get(CycleRow, row.cycle_id)))
    check_who(row.way, row.organisation_id)
    return edit_label(changed, f"the conversation with {was}")


@handles(RecordConversation)
def record_conversation(command: RecordConversation, work: UnitOfWork) -> str:
    row = work.get(ConversationRow, command.conversation_id, command.seen_version)
    row.held_on = check_held(command.held_on, work.today)
    row.people = check_people(command.people)
    said = required("heard", command.heard, "Say what was heard, or that nobody came.")
    row.heard = in_general_terms("heard", said)
    return f"Recorded what {row.community} said on {short_date(row.held_on)}"


@handles(RemoveConversation)
def remove_conversation(command: RemoveConversation, work: UnitOfWork) -> str:
    row = work.get(ConversationRow, command.conversation_id, command.seen_version)
    label = f"Removed the conversation with {row.community}"
    drop_conversation(work, row)
    return label


# Parts


def none_expected(work: UnitOfWork, item_id: int, because: str) -> str:
    """Why no community is expected to have views. Raises RuleBroken beside a conversation."""
    planned = select(ConversationRow.id).filter_by(item_id=item_id)
    if because.strip() and work.session.scalars(planned).first() is not None:
        raise RuleBroken(
            "community_none", "A conversation is planned on this item, so views are expected."
        )
    return reason_only(because)


def drop_conversation(work: UnitOfWork, row: ConversationRow) -> None:
    for voice in work.all(select(VoiceRow).filter_by(conversation_id=row.id)):
        voice.conversation_id = None
    work.session.flush()
    work.delete(row)


def clear_conversations(work: UnitOfWork, item_id: int, name: str) -> None:
    """Before an item goes: plans go with it. Raises RuleBroken when people have been heard."""
    held = work.all(select(ConversationRow).filter_by(item_id=item_id))
    if any(row.held_on is not None for row in held):
        raise RuleBroken("", f"Communities have been heard on {name}: it stays.")
    for row in held:
        drop_conversation(work, row)
    for voice in work.all(select(VoiceRow).filter_by(item_id=item_id)):
        voice.item_id = None


def move_conversations(work: UnitOfWork, item_id: int, cycle_id: int) -> None:
    """The item goes to another Board: its conversations with it, those to come without a day."""
    for row in work.all(select(ConversationRow).filter_by(item_id=item_id)):
        row.cycle_id = cycle_id
        if row.held_on is None:
            row.due_on = None


_WORDS = {
    "community": "community",
    "way": "way",
    "organisation_id": "organisation",
    "by_whom": "person who asks",
    "question": "question",
    "ward_id": "ward",
    "due_on": "day",
}


def _checks(work: UnitOfWork, cycle: CycleRow) -> dict[str, Check]:
    return {
        "community": needs("community", _NO_COMMUNITY),
        "organisation_id": known(work, OrganisationRow),
        "ward_id": known(work, WardRow),
        "due_on": lambda day: check_due(day, cycle.executive_on, cycle.board_on),
    }


def _cycle_of(work: UnitOfWork, item: AgendaItemRow) -> CycleRow:
    return work.get(CycleRow, work.get(MeetingRow, item.meeting_id).cycle_id)
