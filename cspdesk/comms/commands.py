"""Comms decisions of a meeting: record, change, sign off, publish, say that nothing is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cspdesk.agenda.commands import named
from cspdesk.calendar import short_date
from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import KEEP, Check, Keep, apply_edit, edit_label, known, needs, required
from db.tables import (
    AgendaItemRow,
    CommsDecisionRow,
    IndicatorRow,
    ItemRecordRow,
    MeetingRow,
    OrganisationRow,
)
from db.unit_of_work import UnitOfWork

_NO_MESSAGE = "Write the message in the words that people are to read."


@dataclass(frozen=True, slots=True)
class RecordComms(Command):
    """Decide to publish something of an item, or good news of an indicator, of a meeting.

    The item's "nothing needed" is taken back with it. `channels` are names such as "Council
    website"; `organisation_id` leads it, `owner` is the role there, `sign_off` who approves.
    """

    meeting_id: int
    item_id: int | None
    message: str
    audience: str = ""
    channels: tuple[str, ...] = ()
    ward_panels: bool = False
    organisation_id: int | None = None
    owner: str = ""
    sign_off: str = ""
    due_on: date | None = None
    indicator_id: int | None = None


@dataclass(frozen=True, slots=True)
class EditComms(Command):
    """Change some fields. A changed message wants its sign-off again; a published one stays."""

    comms_id: int
    seen_version: int
    message: str | Keep = KEEP
    audience: str | Keep = KEEP
    channels: tuple[str, ...] | Keep = KEEP
    ward_panels: bool | Keep = KEEP
    organisation_id: int | Keep | None = KEEP
    owner: str | Keep = KEEP
    sign_off: str | Keep = KEEP
    due_on: date | Keep | None = KEEP
    item_id: int | Keep | None = KEEP


@dataclass(frozen=True, slots=True)
class RemoveComms(Command):
    """Take a message back that has not been published."""

    comms_id: int
    seen_version: int


@dataclass(frozen=True, slots=True)
class SignOffComms(Command):
    """Record that the message was approved, today unless `on` says when."""

    comms_id: int
    seen_version: int
    on: date | None = None


@dataclass(frozen=True, slots=True)
class MarkPublished(Command):
    """Record where the message was published, today unless `on` says when; once more corrects."""

    comms_id: int
    seen_version: int
    where: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class SayNoComms(Command):
    """Say that nothing need be published of an item; `none` False leaves it to be decided."""

    item_id: int
    none: bool = True


@handles(RecordComms)
def record_comms(command: RecordComms, work: UnitOfWork) -> str:
    meeting = work.get(MeetingRow, command.meeting_id)
    item = _item_of(work, meeting, command.item_id)
    row = work.add(
        CommsDecisionRow(
            meeting_id=meeting.id,
            item_id=item.id if item else None,
            indicator_id=known(work, IndicatorRow)(command.indicator_id),
            message=required("message", command.message, _NO_MESSAGE),
            audience=command.audience.strip(),
            channels=_lines(command.channels),
            ward_panels=command.ward_panels,
            organisation_id=known(work, OrganisationRow)(command.organisation_id),
            owner=command.owner.strip(),
            sign_off=command.sign_off.strip(),
            due_on=_not_before("due_on", command.due_on, meeting),
        )
    )
    if item:
        _say(work, item, none=False)
    return f"Recorded {_named(work, row)}"


@handles(EditComms)
def edit_comms(command: EditComms, work: UnitOfWork) -> str:
    row = work.get(CommsDecisionRow, command.comms_id, command.seen_version)
    meeting = work.get(MeetingRow, row.meeting_id)
    before = _named(work, row)
    words = {
        "message": "wording",
        "audience": "audience",
        "channels": "channels",
        "ward_panels": "ward panels",
        "organisation_id": "organisation",
        "owner": "owner",
        "sign_off": "sign-off",
        "due_on": "due date",
        "item_id": "item",
    }
    changed = apply_edit(row, command, words, _checks(work, meeting))
    if "wording" in changed:
        _check_unpublished(row, "its wording stays")
        row.signed_off_on = None
    if "sign-off" in changed:
        row.signed_off_on = None
    if "item" in changed and row.item_id is not None:
        _say(work, work.get(AgendaItemRow, row.item_id), none=False)
    return edit_label(changed, before)


def _checks(work: UnitOfWork, meeting: MeetingRow) -> dict[str, Check]:
    def item(key: int | None) -> int | None:
        found = _item_of(work, meeting, key)
        return found.id if found else None

    return {
        "message": needs("message", _NO_MESSAGE),
        "channels": _lines,
        "organisation_id": known(work, OrganisationRow),
        "due_on": lambda day: _not_before("due_on", day, meeting),
        "item_id": item,
    }


@handles(RemoveComms)
def remove_comms(command: RemoveComms, work: UnitOfWork) -> str:
    row = work.get(CommsDecisionRow, command.comms_id, command.seen_version)
    _check_unpublished(row, "it stays in the record")
    label = f"Removed {_named(work, row)}"
    work.delete(row)
    return label


@handles(SignOffComms)
def sign_off_comms(command: SignOffComms, work: UnitOfWork) -> str:
    row = work.get(CommsDecisionRow, command.comms_id, command.seen_version)
    _check_unpublished(row, "it is too late to sign it off")
    row.signed_off_on = _not_ahead("on", command.on or work.today, work.today)
    return f"Signed off {_named(work, row)}"


@handles(MarkPublished)
def mark_published(command: MarkPublished, work: UnitOfWork) -> str:
    row = work.get(CommsDecisionRow, command.comms_id, command.seen_version)
    where = required("where", command.where, "Say where it was published.")
    day = _not_ahead("on", command.on or work.today, work.today)
    row.published_on = _not_before("on", day, work.get(MeetingRow, row.meeting_id))
    row.published_where = where
    return f"Marked {_named(work, row)} as published"


@handles(SayNoComms)
def say_no_comms(command: SayNoComms, work: UnitOfWork) -> str:
    item = work.get(AgendaItemRow, command.item_id)
    if command.none:
        kept = select(CommsDecisionRow).where(CommsDecisionRow.item_id == item.id)
        if work.all(kept):
            sentence = f"A message is recorded for {named(item)}: remove it first."
            raise RuleBroken("none", sentence)
    _say(work, item, none=command.none)
    if command.none:
        return f"No comms needed for {named(item)}"
    return f"Comms of {named(item)} to be decided"


# Parts


def _say(work: UnitOfWork, item: AgendaItemRow, *, none: bool) -> None:
    """Keep the item's "nothing needed" in how the item went, which may have no row yet.

    A row that would say nothing any more goes: an item that was dealt with cannot be deleted.
    """
    query = select(ItemRecordRow).where(ItemRecordRow.item_id == item.id)
    record = next(iter(work.all(query)), None)
    if record is None:
        if none:
            work.add(ItemRecordRow(meeting_id=item.meeting_id, item_id=item.id, no_comms=True))
        return
    record.no_comms = none
    if not any(getattr(record, name) for name in _SAYING):
        work.delete(record)


_SAYING = (
    *("turn", "started_at", "closed_at", "seconds", "taken_with_id", "discussion"),
    *("no_decision", "no_actions", "no_comms", "no_messages", "closed", "unfinished"),
    *("excluded_paragraph", "excluded_reason"),
)


def _item_of(work: UnitOfWork, meeting: MeetingRow, item_id: int | None) -> AgendaItemRow | None:
    if item_id is None:
        return None
    item = work.get(AgendaItemRow, item_id)
    if item.meeting_id != meeting.id:
        raise RuleBroken("item_id", "Choose an item of this meeting.")
    return item


def _lines(channels: Sequence[str]) -> str:
    """Names of channels as the lines that are kept, each once."""
    return "\n".join(dict.fromkeys(name.strip() for name in channels if name.strip()))


def _not_before(field: str, day: date | None, meeting: MeetingRow) -> date | None:
    """Nothing is published before the meeting that decides it."""
    if day is not None and day < meeting.held_on:
        held = short_date(meeting.held_on, year=True)
        said = short_date(day, year=True)
        raise RuleBroken(field, f"{said} is before the meeting that decides it, {held}.")
    return day


def _not_ahead(field: str, day: date, today: date) -> date:
    if day > today:
        raise RuleBroken(field, f"{short_date(day)} has not come yet.")
    return day


def _check_unpublished(row: CommsDecisionRow, what: str) -> None:
    if row.published_on is not None:
        raise RuleBroken("", f"This message has been published: {what}.")


def _named(work: UnitOfWork, row: CommsDecisionRow) -> str:
    """ "the message of item 4", "the good news of ASB-1", "a message of the meeting"."""
    if row.item_id is not None:
        return f"the message of {named(work.get(AgendaItemRow, row.item_id))}"
    if row.indicator_id is not None:
        return f"the good news of {work.get(IndicatorRow, row.indicator_id).code}"
    return "a message of the meeting"
