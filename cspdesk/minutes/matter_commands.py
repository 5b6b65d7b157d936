"""What a later meeting said of old minutes."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.minutes.numbering import named
from cspdesk.minutes.rules import why_not_editable
from db.tables import MatterArisingRow, MeetingRow, MinuteRow, MinutesRow
from db.unit_of_work import UnitOfWork
from db.vocabulary import MinutesState


@dataclass(frozen=True, slots=True)
class SetMatterArising(Command):
    """What a meeting said of an old minute; empty text takes it away.

    `seen_version` is None where nothing was noted before.
    """

    meeting_id: int
    minute_id: int
    text: str
    seen_version: int | None = None


@handles(SetMatterArising)
def set_matter_arising(command: SetMatterArising, work: UnitOfWork) -> str:
    meeting = work.get(MeetingRow, command.meeting_id)
    minute = work.get(MinuteRow, command.minute_id)
    old = work.get(MeetingRow, work.get(MinutesRow, minute.minutes_id).meeting_id)
    if old.held_on >= meeting.held_on:
        raise RuleBroken("", "Only minutes of an earlier meeting give rise to matters.")
    _refuse_locked(work, meeting)
    text = command.text.strip()
    query = select(MatterArisingRow).filter_by(meeting_id=meeting.id, minute_id=minute.id)
    row = work.session.scalars(query).first()
    if row is not None:
        work.get(MatterArisingRow, row.id, command.seen_version)
    if row is not None and not text:
        work.delete(row)
    elif row is not None:
        row.text = text
    elif text:
        work.add(_matter(work, meeting, minute, text))
    return f"Noted what was said of {named(minute)}"


def _matter(
    work: UnitOfWork, meeting: MeetingRow, minute: MinuteRow, text: str
) -> MatterArisingRow:
    taken = select(MatterArisingRow.position).filter_by(meeting_id=meeting.id)
    last = max(work.session.scalars(taken), default=0)
    return MatterArisingRow(
        meeting_id=meeting.id, minute_id=minute.id, position=last + 1, text=text
    )


def _refuse_locked(work: UnitOfWork, meeting: MeetingRow) -> None:
    minutes = work.session.scalars(select(MinutesRow).filter_by(meeting_id=meeting.id)).first()
    if minutes is not None and minutes.state is MinutesState.CONFIRMED:
        raise RuleBroken("", why_not_editable(minutes.state))
