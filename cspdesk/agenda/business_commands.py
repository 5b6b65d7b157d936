"""Business raised, changed, decided and spread another way; the verdict of the Executive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cspdesk.agenda.business_records import Piece
from cspdesk.agenda.business_rules import (
    check_done_on,
    check_raised_on,
    check_reason,
    check_source,
)
from cspdesk.agenda.business_ties import set_keys, the_business, ways_of
from cspdesk.agenda.commands import AddItem, add_item, items_of, named
from cspdesk.calendar import plain_date
from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import KEEP, Keep, apply_edit, edit_label, known, needs, required
from db.tables import (
    AgendaItemRow,
    BusinessRow,
    CycleRow,
    DisseminationRow,
    GroupRow,
    MeetingRow,
    OrganisationRow,
)
from db.unit_of_work import UnitOfWork
from db.vocabulary import BusinessSource, GroupKind, ItemType, Verdict

_NO_TITLE = "Say in a few words what it is about."
_KINDS = {
    BusinessSource.SUB_GROUP: GroupKind.SUB_GROUP,
    BusinessSource.PARALLEL_BOARD: GroupKind.PARALLEL_BOARD,
}


@dataclass(frozen=True, slots=True)
class RaiseBusiness(Command):
    """Put a piece of business before the Executive of a cycle; raised today without a day."""

    cycle_id: int
    source: BusinessSource
    title: str
    group_id: int | None = None
    organisation_id: int | None = None
    raised_by: str = ""
    raised_on: date | None = None
    asked: str = ""
    asked_of: str = ""
    why_whole: str = ""


@dataclass(frozen=True, slots=True)
class EditBusiness(Command):
    """Change some words of a piece of business."""

    piece: Piece
    seen_version: int
    title: str | Keep = KEEP
    raised_by: str | Keep = KEEP
    raised_on: date | Keep = KEEP
    asked: str | Keep = KEEP
    asked_of: str | Keep = KEEP
    why_whole: str | Keep = KEEP


@dataclass(frozen=True, slots=True)
class GiveVerdict(Command):
    """What the Executive does with a piece, and why.

    Board: `item_id` is the item it joins, None makes a new one. Defer: `meeting_id` is the later
    Board. Disseminate: `channel` and `to_whom`, with a day if wished.
    """

    piece: Piece
    seen_version: int
    verdict: Verdict
    reason: str
    item_id: int | None = None
    meeting_id: int | None = None
    channel: str = ""
    to_whom: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class TakeVerdictBack(Command):
    """Decide again: more has come, or the verdict was a slip."""

    business_id: int
    seen_version: int


@dataclass(frozen=True, slots=True)
class MarkTold(Command):
    """The reply has gone back to the source, today or on that day."""

    business_id: int
    seen_version: int
    told_on: date | None = None


@dataclass(frozen=True, slots=True)
class DeleteBusiness(Command):
    """Take out a piece that was put in by mistake; what was decided stays."""

    business_id: int
    seen_version: int


@dataclass(frozen=True, slots=True)
class AddWayOut(Command):
    """One more channel for a piece that goes out instead of onto the agenda."""

    business_id: int
    channel: str
    to_whom: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class MarkWayOutDone(Command):
    """It has gone out, today or on that day."""

    way_id: int
    seen_version: int
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class RemoveWayOut(Command):
    """Take back a channel that was not used; the last one stays as long as the verdict does."""

    way_id: int
    seen_version: int


# Raising


@handles(RaiseBusiness)
def raise_business(command: RaiseBusiness, work: UnitOfWork) -> str:
    check_source(command.source, command.group_id, command.organisation_id)
    row = BusinessRow(
        cycle_id=work.get(CycleRow, command.cycle_id).id,
        source=command.source,
        group_id=_group(work, command),
        organisation_id=known(work, OrganisationRow)(command.organisation_id),
        raised_by=command.raised_by.strip(),
        raised_on=check_raised_on(command.raised_on or work.today, work.today),
        title=required("title", command.title, _NO_TITLE),
        asked=command.asked.strip(),
        asked_of=command.asked_of.strip(),
        why_whole=command.why_whole.strip(),
    )
    set_keys(work, row)
    work.add(row)
    return f"Added the business {_quoted(row)}"


def _group(work: UnitOfWork, command: RaiseBusiness) -> int | None:
    if command.group_id is None:
        return None
    group = work.get(GroupRow, command.group_id)
    wanted = _KINDS.get(command.source)
    if wanted is not None and group.kind is not wanted:
        raise RuleBroken("raised_by", f"{group.name} is no {wanted.label.lower()}.")
    return group.id


@handles(EditBusiness)
def edit_business(command: EditBusiness, work: UnitOfWork) -> str:
    row = the_business(work, command.piece, command.seen_version)
    words = {
        "title": "title",
        "raised_by": "source",
        "raised_on": "day",
        "asked": "question",
        "asked_of": "partners asked",
        "why_whole": "reason for the whole partnership",
    }
    checks = {
        "title": needs("title", _NO_TITLE),
        "raised_on": lambda day: check_raised_on(day, work.today),
    }
    changed = apply_edit(row, command, words, checks)
    set_keys(work, row)
    return edit_label(changed, f"the business {_quoted(row)}")


@handles(DeleteBusiness)
def delete_business(command: DeleteBusiness, work: UnitOfWork) -> str:
    row = work.get(BusinessRow, command.business_id, command.seen_version)
    if row.verdict is not None:
        raise RuleBroken("", "The Executive has decided on this: it stays, as part of the record.")
    if row.before_id is not None:
        raise RuleBroken("", "It was deferred to this meeting: it stays until it is decided.")
    label = f"Deleted the business {_quoted(row)}"
    work.delete(row)
    return label


# Deciding


@handles(GiveVerdict)
def give_verdict(command: GiveVerdict, work: UnitOfWork) -> str:
    row = the_business(work, command.piece, command.seen_version)
    reason = check_reason(command.verdict, command.reason)
    stays = _take_back(work, row)
    row.verdict, row.reason = command.verdict, reason
    row.decided_on, row.told_on = work.today, None
    done = _DOES[command.verdict](command, work, row)
    set_keys(work, row)
    return f"{done}{stays}"


def _to_board(command: GiveVerdict, work: UnitOfWork, row: BusinessRow) -> str:
    meeting = _board(work, row.cycle_id)
    if command.item_id is None:
        item = _new_item(work, meeting, row)
        row.item_id = item.id
        return f"{_quoted(row)} goes to the Board as {named(item)}"
    item = work.get(AgendaItemRow, command.item_id)
    if item.meeting_id != meeting.id:
        raise RuleBroken("item_id", "This item is on another agenda.")
    row.item_id = item.id
    return f"{_quoted(row)} joins {named(item)}"


def _board(work: UnitOfWork, cycle_id: int) -> MeetingRow:
    query = (
        select(MeetingRow)
        .join(GroupRow, MeetingRow.group_id == GroupRow.id)
        .where(MeetingRow.cycle_id == cycle_id, GroupRow.kind == GroupKind.BOARD)
    )
    meeting = work.session.scalars(query).first()
    if meeting is None:
        raise RuleBroken("item_id", "This cycle has no Board meeting yet.")
    return meeting


def _new_item(work: UnitOfWork, meeting: MeetingRow, row: BusinessRow) -> AgendaItemRow:
    """An item that asks what the business asks, before the standing items at the end."""
    items = items_of(work, meeting.id)
    place = len(items)
    while place and items[place - 1].type is ItemType.STANDING:
        place -= 1
    # An agenda of standing items only: new business comes behind all of them.
    place = place or len(items)
    add_item(AddItem(meeting.id, row.title, place + 1), work)
    item = items_of(work, meeting.id)[place]
    item.decision_sought, item.value_added = row.asked, row.why_whole
    item.lead_organisation_id = row.organisation_id
    return item


def _defer(command: GiveVerdict, work: UnitOfWork, row: BusinessRow) -> str:
    if command.meeting_id is None:
        raise RuleBroken("meeting_id", "Choose the Board it is deferred to.")
    meeting = work.get(MeetingRow, command.meeting_id)
    if meeting.held_on <= work.get(CycleRow, row.cycle_id).board_on:
        raise RuleBroken("meeting_id", "Choose a later Board than this one.")
    same = {"cycle_id": meeting.cycle_id, "subject_key": row.subject_key}
    if work.session.scalars(select(BusinessRow).filter_by(**same)).first() is not None:
        raise RuleBroken("meeting_id", "This subject is in the inbox of that meeting already.")
    row.deferred_to_id = meeting.id
    work.add(come_back(row, meeting.cycle_id))
    return f"Deferred {_quoted(row)} to {plain_date(meeting.held_on)}"


def come_back(row: BusinessRow, cycle_id: int) -> BusinessRow:
    """The same piece in the inbox of the later meeting's cycle, undecided."""
    kept = ("source", "group_id", "organisation_id", "indicator_id", "raised_by", "raised_on")
    words = ("title", "asked", "asked_of", "why_whole", "subject_key", "found_by")
    copied = {name: getattr(row, name) for name in (*kept, *words)}
    return BusinessRow(cycle_id=cycle_id, before_id=row.id, **copied)


def _disseminate(command: GiveVerdict, work: UnitOfWork, row: BusinessRow) -> str:
    _add_way(work, row.id, command.channel, command.to_whom, command.due_on)
    return f"{_quoted(row)} goes out another way: {command.channel.strip()}"


def _decline(_command: GiveVerdict, _work: UnitOfWork, row: BusinessRow) -> str:
    return f"Declined {_quoted(row)}"


def _send_back(_command: GiveVerdict, _work: UnitOfWork, row: BusinessRow) -> str:
    return f"Sent {_quoted(row)} back for more"


_DOES = {
    Verdict.BOARD: _to_board,
    Verdict.DEFER: _defer,
    Verdict.DISSEMINATE: _disseminate,
    Verdict.DECLINE: _decline,
    Verdict.SEND_BACK: _send_back,
}


@handles(TakeVerdictBack)
def take_verdict_back(command: TakeVerdictBack, work: UnitOfWork) -> str:
    row = work.get(BusinessRow, command.business_id, command.seen_version)
    if row.verdict is None:
        raise RuleBroken("", "The Executive has not decided on this yet.")
    stays = _take_back(work, row)
    row.verdict, row.reason = None, ""
    row.decided_on = row.told_on = None
    set_keys(work, row)
    return f"{_quoted(row)} is to be decided again{stays}"


def _take_back(work: UnitOfWork, row: BusinessRow) -> str:
    """Undo what the verdict before did; returns what stays, for the label."""
    stays = ""
    if row.item_id is not None:
        stays = f"; {named(work.get(AgendaItemRow, row.item_id))} stays on the agenda"
        row.item_id = None
    if row.deferred_to_id is not None:
        _take_back_deferral(work, row)
    for way in ways_of(work, row.id):
        if way.done_on is not None:
            raise RuleBroken("verdict", f"It went out on {plain_date(way.done_on)}: this stands.")
        work.delete(way)
    return stays


def _take_back_deferral(work: UnitOfWork, row: BusinessRow) -> None:
    for later in work.all(select(BusinessRow).filter_by(before_id=row.id)):
        if later.verdict is not None:
            raise RuleBroken("verdict", "The later meeting has decided on it: this stands.")
        work.delete(later)
    row.deferred_to_id = None


@handles(MarkTold)
def mark_told(command: MarkTold, work: UnitOfWork) -> str:
    row = work.get(BusinessRow, command.business_id, command.seen_version)
    if row.verdict is None:
        raise RuleBroken("told_on", "There is no verdict to tell yet.")
    row.told_on = check_done_on(command.told_on or work.today, work.today)
    return f"Told the source about {_quoted(row)}"


# Going out another way


@handles(AddWayOut)
def add_way_out(command: AddWayOut, work: UnitOfWork) -> str:
    row = work.get(BusinessRow, command.business_id)
    if row.verdict is not Verdict.DISSEMINATE:
        raise RuleBroken("channel", "Give the verdict “Disseminate” first, with its reason.")
    _add_way(work, row.id, command.channel, command.to_whom, command.due_on)
    return f"{_quoted(row)} goes out in one more way: {command.channel.strip()}"


def _add_way(
    work: UnitOfWork, business_id: int, channel: str, to_whom: str, due_on: date | None
) -> None:
    work.add(
        DisseminationRow(
            business_id=business_id,
            channel=required("channel", channel, "Say through which channel it goes out."),
            to_whom=required("to_whom", to_whom, "Say whom it is to reach."),
            due_on=due_on,
        )
    )


@handles(MarkWayOutDone)
def mark_way_out_done(command: MarkWayOutDone, work: UnitOfWork) -> str:
    way = work.get(DisseminationRow, command.way_id, command.seen_version)
    if way.done_on is not None:
        raise RuleBroken("done_on", f"It went out on {plain_date(way.done_on)} already.")
    way.done_on = check_done_on(command.done_on or work.today, work.today)
    return f"Sent out by {way.channel} on {plain_date(way.done_on)}"


@handles(RemoveWayOut)
def remove_way_out(command: RemoveWayOut, work: UnitOfWork) -> str:
    way = work.get(DisseminationRow, command.way_id, command.seen_version)
    if way.done_on is not None:
        raise RuleBroken("", f"It went out on {plain_date(way.done_on)}: this stands.")
    row = work.get(BusinessRow, way.business_id)
    if len(ways_of(work, row.id)) == 1:
        raise RuleBroken("", "It is the only way out. Give another verdict instead.")
    label = f"Removed {way.channel} from {_quoted(row)}"
    work.delete(way)
    return label


def _quoted(row: BusinessRow) -> str:
    """ "IRIS GP training", in quotation marks: what stands before the colon."""
    return f"“{row.title.partition(':')[0].strip()}”"
