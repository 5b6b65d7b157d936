"""Overrule a check with a reason; lock an agenda, so that its numbers hold, and unlock it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from cspdesk.agenda.checks import Check
from cspdesk.agenda.commands import items_of
from cspdesk.agenda.loading import load_agenda
from cspdesk.agenda.rules import numbers
from cspdesk.calendar import plain_date
from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import required
from cspdesk.reading import Reading
from cspdesk.words import counted
from db.tables import AgendaLockRow, MeetingRow, OverruledCheckRow
from db.unit_of_work import UnitOfWork
from db.vocabulary import MeetingState


@dataclass(frozen=True, slots=True)
class OverruleCheck(Command):
    """Let the papers go out in spite of a check, and say why.

    It holds for the items the check points to now: should it come to point to another, or say
    more, it stands again.
    """

    meeting_id: int
    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class TakeBackOverruling(Command):
    """Let the check stand again."""

    meeting_id: int
    key: str


@dataclass(frozen=True, slots=True)
class LockAgenda(Command):
    """Fix order and numbers: what comes later is numbered 4.1 and goes out as a supplement."""

    meeting_id: int
    seen_version: int


@dataclass(frozen=True, slots=True)
class UnlockAgenda(Command):
    """Open a locked agenda again, and say why: numbers that partners may have seen will change."""

    meeting_id: int
    reason: str
    seen_version: int


@handles(OverruleCheck)
def overrule_check(command: OverruleCheck, work: UnitOfWork) -> str:
    check = _unmet(work, command.meeting_id, command.key)
    reason = required("reason", command.reason, "Say why the papers go out all the same.")
    row = _overruling(work, command.meeting_id, command.key)
    if row is None:
        row = OverruledCheckRow(
            meeting_id=command.meeting_id,
            key=check.key,
            sentence=check.sentence,
            reason=reason,
            overruled_on=work.today,
        )
    row.items = ",".join(str(key) for key in check.item_ids)
    row.sentence, row.reason, row.overruled_on = check.sentence, reason, work.today
    work.add(row)
    return f"Overruled “{check.sentence}”"


def _unmet(work: UnitOfWork, meeting_id: int, key: str) -> Check:
    loaded = load_agenda(Reading(work.session, work.today), meeting_id)
    found = next((check for check in loaded.checks if check.key == key), None) if loaded else None
    if found is None or found.met:
        raise RuleBroken("reason", "This check is met: there is nothing to overrule.")
    return found


def _overruling(work: UnitOfWork, meeting_id: int, key: str) -> OverruledCheckRow | None:
    query = select(OverruledCheckRow).filter_by(meeting_id=meeting_id, key=key)
    return work.session.scalars(query).first()


@handles(TakeBackOverruling)
def take_back_overruling(command: TakeBackOverruling, work: UnitOfWork) -> str:
    row = _overruling(work, command.meeting_id, command.key)
    if row is None:
        raise RuleBroken("", "This check is not overruled.")
    label = f"Let “{row.sentence}” stand again"
    work.delete(row)
    return label


@handles(LockAgenda)
def lock_agenda(command: LockAgenda, work: UnitOfWork) -> str:
    meeting = work.get(MeetingRow, command.meeting_id, command.seen_version)
    if meeting.state is not MeetingState.PLANNING:
        raise RuleBroken("", "This agenda is locked already.")
    items = items_of(work, meeting.id)
    if not items:
        raise RuleBroken("", "There is nothing to lock: the agenda has no items.")
    frozen = numbers([item.number for item in items], [item.is_sub for item in items])
    for item, number in zip(items, frozen, strict=True):
        item.number = number
    meeting.state = MeetingState.LOCKED
    work.add(AgendaLockRow(meeting_id=meeting.id, locked_on=work.today))
    return f"Locked the agenda of {plain_date(meeting.held_on)}, {counted(len(items), 'item')}"


@handles(UnlockAgenda)
def unlock_agenda(command: UnlockAgenda, work: UnitOfWork) -> str:
    meeting = work.get(MeetingRow, command.meeting_id, command.seen_version)
    if meeting.state is not MeetingState.LOCKED:
        raise RuleBroken("reason", "Only an agenda that is locked, and not yet out, can be opened.")
    reason = required("reason", command.reason, "Say why it has to change: the reason is kept.")
    for item in items_of(work, meeting.id):
        item.number = ""
    meeting.state = MeetingState.PLANNING
    lock = _last_lock(work, meeting.id)
    lock.unlocked_on, lock.reason = work.today, reason
    return f"Unlocked the agenda of {plain_date(meeting.held_on)}"


def _last_lock(work: UnitOfWork, meeting_id: int) -> AgendaLockRow:
    query = select(AgendaLockRow).filter_by(meeting_id=meeting_id, unlocked_on=None)
    row = work.session.scalars(query.order_by(AgendaLockRow.id.desc())).first()
    return row or work.add(AgendaLockRow(meeting_id=meeting_id, locked_on=work.today))
