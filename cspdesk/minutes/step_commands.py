"""From the draft to the chair, to members, to the next Board; and a step back with care."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cspdesk.calendar import plain_date, short_date
from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import required
from cspdesk.minutes.rules import refuse_step, why_not_sent
from db.tables import IssuedDocumentRow, MeetingRow, MinutesRow
from db.unit_of_work import UnitOfWork
from db.vocabulary import DocumentKind, MeetingState, MinutesState


@dataclass(frozen=True, slots=True)
class ClearMinutes(Command):
    """The chair has cleared the draft; without a day, today."""

    minutes_id: int
    seen_version: int
    cleared_by: str
    cleared_on: date | None = None


@dataclass(frozen=True, slots=True)
class CirculateMinutes(Command):
    """The draft has gone out to members; without a day, today."""

    minutes_id: int
    seen_version: int
    circulated_on: date | None = None


@dataclass(frozen=True, slots=True)
class ConfirmMinutes(Command):
    """A later Board confirmed the minutes as a correct record; they are locked from then on.

    `corrections` says what was corrected, "" for nothing.
    """

    minutes_id: int
    seen_version: int
    at_meeting_id: int
    corrections: str = ""


@dataclass(frozen=True, slots=True)
class StepBack(Command):
    """Take the last step back; confirmed minutes only with a reason, and never issued ones."""

    minutes_id: int
    seen_version: int
    reason: str = ""


@handles(ClearMinutes)
def clear_minutes(command: ClearMinutes, work: UnitOfWork) -> str:
    minutes, meeting = _step(work, command.minutes_id, command.seen_version, MinutesState.CLEARED)
    minutes.cleared_by = required("cleared_by", command.cleared_by, "Say who cleared them.")
    minutes.cleared_on = _day(work, "cleared_on", command.cleared_on, minutes.drafted_on)
    return f"The minutes of {plain_date(meeting.held_on)} were cleared by {minutes.cleared_by}"


@handles(CirculateMinutes)
def circulate_minutes(command: CirculateMinutes, work: UnitOfWork) -> str:
    minutes, meeting = _step(
        work, command.minutes_id, command.seen_version, MinutesState.CIRCULATED
    )
    earliest = minutes.cleared_on or meeting.held_on
    minutes.circulated_on = _day(work, "circulated_on", command.circulated_on, earliest)
    return f"Circulated the draft minutes of {plain_date(meeting.held_on)}"


@handles(ConfirmMinutes)
def confirm_minutes(command: ConfirmMinutes, work: UnitOfWork) -> str:
    minutes, meeting = _step(work, command.minutes_id, command.seen_version, MinutesState.CONFIRMED)
    at = work.get(MeetingRow, command.at_meeting_id)
    if at.held_on <= meeting.held_on:
        raise RuleBroken("at_meeting_id", "A later meeting confirms them: choose another.")
    if at.held_on > work.today:
        raise RuleBroken("at_meeting_id", f"The Board of {plain_date(at.held_on)} is to come.")
    minutes.confirmed_at_id, minutes.confirmed_on = at.id, at.held_on
    minutes.corrections = command.corrections.strip()
    meeting.state = MeetingState.CONFIRMED
    corrected = ", with corrections" if minutes.corrections else ""
    return f"Confirmed the minutes of {plain_date(meeting.held_on)}{corrected}"


def _step(
    work: UnitOfWork, key: int, seen_version: int, to: MinutesState
) -> tuple[MinutesRow, MeetingRow]:
    minutes = work.get(MinutesRow, key, seen_version)
    meeting = work.get(MeetingRow, minutes.meeting_id)
    refuse_step(minutes.state, to)
    if why_not := why_not_sent(meeting.state, meeting.held_on, work.today):
        raise RuleBroken("", why_not)
    minutes.state = to
    return minutes, meeting


def _day(work: UnitOfWork, field: str, day: date | None, earliest: date) -> date:
    """The day given, today without one; never in the future nor before what went before it."""
    chosen = day or work.today
    if chosen > work.today:
        raise RuleBroken(field, f"{short_date(chosen)} has not come yet.")
    if chosen < earliest:
        raise RuleBroken(field, f"That is before {short_date(earliest, year=True)}.")
    return chosen


@handles(StepBack)
def step_back(command: StepBack, work: UnitOfWork) -> str:
    minutes = work.get(MinutesRow, command.minutes_id, command.seen_version)
    meeting = work.get(MeetingRow, minutes.meeting_id)
    day = plain_date(meeting.held_on)
    if minutes.state is MinutesState.CONFIRMED:
        reason = required("reason", command.reason, "Say why they are opened again.")
        _refuse_issued(work, meeting)
        minutes.state = MinutesState.CIRCULATED
        minutes.confirmed_at_id = minutes.confirmed_on = None
        meeting.state = MeetingState.MINUTES_DRAFT
        return f"Opened the confirmed minutes of {day} again: {reason.rstrip('.')}"
    if minutes.state is MinutesState.CIRCULATED:
        minutes.state, minutes.circulated_on = MinutesState.CLEARED, None
        return f"The minutes of {day} are not circulated"
    if minutes.state is MinutesState.CLEARED:
        minutes.state, minutes.cleared_on, minutes.cleared_by = MinutesState.DRAFT, None, ""
        return f"The minutes of {day} are a draft again"
    raise RuleBroken("", "These minutes are a draft: there is no step to take back.")


def _refuse_issued(work: UnitOfWork, meeting: MeetingRow) -> None:
    query = select(IssuedDocumentRow.number).filter_by(
        meeting_id=meeting.id, kind=DocumentKind.MINUTES
    )
    if work.session.scalars(query).first() is not None:
        raise RuleBroken("", "The confirmed minutes have been issued: they stay as they are.")
