"""Draft minutes and edit them; their steps, numbers and matters arising are beside this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from cspdesk.calendar import plain_date
from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import KEEP, Keep, apply_edit, needs, required
from cspdesk.minutes.draft import Drafted
from cspdesk.minutes.matter_commands import SetMatterArising
from cspdesk.minutes.numbering import named, renumber, rows_of
from cspdesk.minutes.numbering_commands import NumberFrom, SetMinuteNumbering
from cspdesk.minutes.queries import drafts, drafts_by_key, key_of
from cspdesk.minutes.rules import FIXED, why_not_drafted, why_not_editable
from cspdesk.minutes.step_commands import (
    CirculateMinutes,
    ClearMinutes,
    ConfirmMinutes,
    StepBack,
)
from cspdesk.phrases import joined
from cspdesk.reading import Reading
from cspdesk.words import counted
from db.tables import MatterArisingRow, MeetingRow, MinuteRow, MinutesRow
from db.unit_of_work import UnitOfWork
from db.vocabulary import MeetingState, MinutesState

__all__ = [
    "AddMinute",
    "CirculateMinutes",
    "ClearMinutes",
    "ConfirmMinutes",
    "DraftMinutes",
    "EditMinute",
    "NumberFrom",
    "RemoveMinute",
    "SetMatterArising",
    "SetMinuteNumbering",
    "StepBack",
    "TakeDraft",
]

_NO_HEADING = "Give the minute a heading."


@dataclass(frozen=True, slots=True)
class DraftMinutes(Command):
    """Draft the minutes of a meeting from what was recorded, or draft them again.

    What the officer has written in their own words stays as it is; the label names what did.
    """

    meeting_id: int


@dataclass(frozen=True, slots=True)
class EditMinute(Command):
    """Change the words of one minute; from then on no new draft overwrites it."""

    minute_id: int
    seen_version: int
    heading: str | Keep = KEEP
    text: str | Keep = KEEP


@dataclass(frozen=True, slots=True)
class TakeDraft(Command):
    """Give up the officer's own words of a minute for those of a new draft."""

    minute_id: int
    seen_version: int


@dataclass(frozen=True, slots=True)
class AddMinute(Command):
    """Add a minute for what was not on the agenda, after another one or at the end."""

    minutes_id: int
    heading: str
    text: str = ""
    after_id: int | None = None


@dataclass(frozen=True, slots=True)
class RemoveMinute(Command):
    """Take away a minute that the officer had added."""

    minute_id: int
    seen_version: int


# -- drafting ---------------------------------------------------------------------------------


@handles(DraftMinutes)
def draft_minutes(command: DraftMinutes, work: UnitOfWork) -> str:
    meeting = work.get(MeetingRow, command.meeting_id)
    day = plain_date(meeting.held_on)
    if why_not := why_not_drafted(meeting.state, meeting.held_on, work.today):
        raise RuleBroken("", why_not)
    minutes = work.session.scalars(select(MinutesRow).filter_by(meeting_id=meeting.id)).first()
    if minutes is None:
        minutes = work.add(MinutesRow(meeting_id=meeting.id, drafted_on=work.today))
        if meeting.state is not MeetingState.IN_PROGRESS or meeting.held_on < work.today:
            meeting.state = MeetingState.MINUTES_DRAFT  # one under way goes on
        count, _kept = _write(work, minutes)
        renumber(work, meeting.held_on)
        return f"Drafted the minutes of {day}: {counted(count, 'minute')}"
    if minutes.state is not MinutesState.DRAFT:
        raise RuleBroken("", why_not_editable(minutes.state) or _PAST_DRAFTING)
    count, kept = _write(work, minutes)
    renumber(work, meeting.held_on)
    if count or kept:
        minutes.drafted_on = work.today
    held = f"; your words kept in {joined(kept)}" if kept else ""
    return f"Drafted the minutes of {day} again: {count or 'none'} changed{held}"


_PAST_DRAFTING = (
    "These minutes have been circulated: correct them, or take them back to a draft first."
)


def _write(work: UnitOfWork, minutes: MinutesRow) -> tuple[int, list[str]]:
    """Write the new draft; how many changed, and which stayed in the officer's words."""
    there = rows_of(work, minutes.id)
    by_key = {key_of(row.item_id, row.heading): row for row in there}
    if any(row.item_id is None and row.edited for row in there):
        by_key |= {row.heading: row for row in there if row.item_id is None}
    changed, kept, order = 0, [], []
    for new in drafts(Reading(work.session, work.today), minutes.meeting_id):
        row = by_key.pop(key_of(new.item_id, new.heading), None)
        if row is None:
            row = work.add(_row(minutes, new))
            changed += 1
        elif not row.edited:
            changed += _rewrite(row, new)
        elif row.text.strip() != new.text.strip():
            kept.append(row.number or row.heading)
        order.append(row)
    own = [row for row in by_key.values() if row.edited]
    for row in by_key.values():
        if not row.edited:
            work.delete(row)
            changed += 1
    place(_with_own(order, own, there))
    return changed, kept


def _row(minutes: MinutesRow, new: Drafted) -> MinuteRow:
    return MinuteRow(
        minutes_id=minutes.id,
        item_id=new.item_id,
        position=10_000,
        heading=new.heading,
        text=new.text,
    )


def _rewrite(row: MinuteRow, new: Drafted) -> bool:
    if (row.heading, row.text) == (new.heading, new.text):
        return False
    row.heading, row.text = new.heading, new.text
    return True


def _with_own(
    order: list[MinuteRow], own: Sequence[MinuteRow], before: Sequence[MinuteRow]
) -> list[MinuteRow]:
    """The officer's own minutes behind those they stood behind."""
    for row in own:
        ahead = [one for one in before[: before.index(row)] if one in order]
        order.insert(order.index(ahead[-1]) + 1 if ahead else 0, row)
    return order


def place(rows: Sequence[MinuteRow]) -> None:
    """Give the rows their places in this order."""
    for position, row in enumerate(rows, 1):
        if row.position != position:
            row.position = position


# -- words ------------------------------------------------------------------------------------


@handles(EditMinute)
def edit_minute(command: EditMinute, work: UnitOfWork) -> str:
    row = work.get(MinuteRow, command.minute_id, command.seen_version)
    minutes = _open(work, row.minutes_id)
    was = named(row)
    if row.item_id is None and row.heading in FIXED and command.heading is not KEEP:
        raise RuleBroken("heading", f"{row.heading} keeps its heading.")
    words = {"heading": "heading", "text": "text"}
    if apply_edit(row, command, words, {"heading": needs("heading", _NO_HEADING)}):
        row.edited = True
    verb = "Corrected" if minutes.state is MinutesState.CIRCULATED else "Edited"
    return f"{verb} {was}"


@handles(TakeDraft)
def take_draft(command: TakeDraft, work: UnitOfWork) -> str:
    row = work.get(MinuteRow, command.minute_id, command.seen_version)
    minutes = _open(work, row.minutes_id)
    fresh = drafts_by_key(Reading(work.session, work.today), minutes.meeting_id)
    new = fresh.get(key_of(row.item_id, row.heading))
    if new is None:
        raise RuleBroken("", "The record says nothing of this minute: its words are yours alone.")
    _rewrite(row, new)
    row.edited = False
    return f"Took the record’s words for {named(row)}"


@handles(AddMinute)
def add_minute(command: AddMinute, work: UnitOfWork) -> str:
    minutes = _open(work, command.minutes_id)
    heading = required("heading", command.heading, _NO_HEADING)
    rows = rows_of(work, minutes.id)
    if heading in {row.heading for row in rows if row.item_id is None}:
        raise RuleBroken("heading", f"There is a minute “{heading}” already.")
    row = work.add(
        MinuteRow(
            minutes_id=minutes.id,
            position=10_000,
            heading=heading,
            text=command.text.strip(),
            edited=True,
        )
    )
    places = [one.id for one in rows]
    at = places.index(command.after_id) + 1 if command.after_id in places else len(rows)
    rows.insert(max(at, sum(_is_fixed(one) for one in rows)), row)
    place(rows)
    renumber(work, work.get(MeetingRow, minutes.meeting_id).held_on)
    return f"Added {named(row)}"


@handles(RemoveMinute)
def remove_minute(command: RemoveMinute, work: UnitOfWork) -> str:
    row = work.get(MinuteRow, command.minute_id, command.seen_version)
    minutes = _open(work, row.minutes_id)
    if row.item_id is not None or _is_fixed(row):
        raise RuleBroken("", "A new draft would bring this minute back: empty its text instead.")
    said = select(MatterArisingRow).filter_by(minute_id=row.id)
    if work.session.scalars(said).first() is not None:
        raise RuleBroken("", "A later meeting has said something of this minute: it stays.")
    label = f"Removed {named(row)}"
    work.delete(row)
    place(rows_of(work, minutes.id))
    renumber(work, work.get(MeetingRow, minutes.meeting_id).held_on)
    return label


def _is_fixed(row: MinuteRow) -> bool:
    return row.item_id is None and row.heading in FIXED


def _open(work: UnitOfWork, minutes_id: int) -> MinutesRow:
    """The minutes, if their words may change. Raises RuleBroken with the one sentence why not."""
    minutes = work.get(MinutesRow, minutes_id)
    why = why_not_editable(minutes.state)
    if why:
        raise RuleBroken("", why)
    return minutes
