"""How minutes are numbered, and where numbers that go on begin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cspdesk.calendar import plain_date
from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.minutes.numbering import renumber, rows_of
from cspdesk.minutes.rules import PER_MEETING, check_numbering, value_of, why_not_editable
from db.tables import MeetingRow, MinutesRow, PartnershipRow
from db.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class NumberFrom(Command):
    """Begin the numbers that go on from meeting to meeting with this one: older minutes lie
    elsewhere.
    """

    minutes_id: int
    seen_version: int
    first: int


@dataclass(frozen=True, slots=True)
class SetMinuteNumbering(Command):
    """Choose how minutes are numbered; drafts are numbered anew, what went out keeps its numbers.

    `prefix` is the letters in front ("CSP"), for the style "prefix" alone.
    """

    partnership_id: int
    seen_version: int
    style: str
    prefix: str = ""


@handles(NumberFrom)
def number_from(command: NumberFrom, work: UnitOfWork) -> str:
    minutes = work.get(MinutesRow, command.minutes_id, command.seen_version)
    why = why_not_editable(minutes.state)
    if why:
        raise RuleBroken("", why)
    if isinstance(command.first, bool) or not 1 <= command.first <= 99_999:
        raise RuleBroken("first", "Give a whole number from 1 to 99,999.")
    if _style(work) == PER_MEETING:
        raise RuleBroken("first", "These minutes have the numbers of the agenda’s items.")
    held_on = work.get(MeetingRow, minutes.meeting_id).held_on
    renumber(work, held_on, command.first)
    numbers = [value_of(row.number) for row in rows_of(work, minutes.id) if row.number]
    if not numbers or numbers[0] != command.first:
        raise RuleBroken("first", "Earlier minutes in this file go before: these follow them.")
    return f"Numbered the minutes of {plain_date(held_on)} from {command.first}"


def _style(work: UnitOfWork) -> str:
    return work.session.scalars(select(PartnershipRow.minute_numbering)).first() or PER_MEETING


@handles(SetMinuteNumbering)
def set_minute_numbering(command: SetMinuteNumbering, work: UnitOfWork) -> str:
    row = work.get(PartnershipRow, command.partnership_id, command.seen_version)
    style, prefix = check_numbering(command.style, command.prefix)
    row.minute_numbering, row.minute_prefix = style, prefix
    renumber(work, date.min)
    return "Changed how minutes are numbered"
