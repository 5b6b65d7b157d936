"""Keep how far a rehearsal is, begin it again, take its minutes over into the agenda."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from cspdesk.agenda.commands import items_of, named
from cspdesk.agenda.rehearsing import (
    MOST_SECONDS,
    Run,
    changed_minutes,
    clock_words,
    used_from,
    used_text,
)
from cspdesk.calendar import short_date
from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import whole_number
from cspdesk.words import counted
from db.tables import AgendaItemRow, MeetingRow, RehearsalRow
from db.unit_of_work import UnitOfWork
from db.vocabulary import MeetingState


@dataclass(frozen=True, slots=True)
class KeepRehearsal(Command):
    """Keep the seconds that items have had, as (item, seconds), and the item the clock is in."""

    meeting_id: int
    used: tuple[tuple[int, int], ...]
    at_item_id: int | None = None


@dataclass(frozen=True, slots=True)
class RestartRehearsal(Command):
    """Forget the times of a rehearsal; what was thought through for each item stays."""

    meeting_id: int


@dataclass(frozen=True, slots=True)
class PlanAsRehearsed(Command):
    """Give each rehearsed item the minutes it took, begun minutes counted whole."""

    meeting_id: int


@handles(KeepRehearsal)
def keep_rehearsal(command: KeepRehearsal, work: UnitOfWork) -> str:
    meeting = work.get(MeetingRow, command.meeting_id)
    ids = {item.id for item in items_of(work, meeting.id)}
    used = {key: _checked(seconds) for key, seconds in command.used if key in ids}
    at = command.at_item_id if command.at_item_id in ids else None
    row = _row(work, meeting.id)
    if row is None:
        row = work.add(RehearsalRow(meeting_id=meeting.id, used="", rehearsed_on=work.today))
    row.used, row.at_item_id, row.rehearsed_on = used_text(used), at, work.today
    words = f"Kept the rehearsal of {short_date(meeting.held_on, year=True)}"
    if at is None:
        return words
    item = work.get(AgendaItemRow, at)
    return f"{words}: {named(item)}, {clock_words(used.get(at, 0))}"


@handles(RestartRehearsal)
def restart_rehearsal(command: RestartRehearsal, work: UnitOfWork) -> str:
    row = _row(work, command.meeting_id)
    if row is None:
        raise RuleBroken("", "Nothing has been rehearsed yet.")
    work.delete(row)
    return "Began the rehearsal again"


@handles(PlanAsRehearsed)
def plan_as_rehearsed(command: PlanAsRehearsed, work: UnitOfWork) -> str:
    meeting = work.get(MeetingRow, command.meeting_id)
    if meeting.state is not MeetingState.PLANNING:
        raise RuleBroken("", "The agenda is locked: unlock it before its minutes change.")
    row, items = _row(work, meeting.id), items_of(work, meeting.id)
    run = Run(None, used_from(row.used) if row else {})
    new = dict(changed_minutes([(item.id, item.minutes) for item in items], run))
    if not new:
        raise RuleBroken("", "Every rehearsed item has the minutes that it took.")
    for item in items:
        item.minutes = new.get(item.id, item.minutes)
    return f"Took over the rehearsed minutes of {counted(len(new), 'item')}"


def _row(work: UnitOfWork, meeting_id: int) -> RehearsalRow | None:
    return work.session.scalars(select(RehearsalRow).filter_by(meeting_id=meeting_id)).first()


def _checked(seconds: int) -> int:
    return whole_number("used", seconds, 0, MOST_SECONDS, "Seconds")
