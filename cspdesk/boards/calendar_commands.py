"""The calendars of the parallel boards: the days on which each meets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cspdesk.boards.rules import check_board_day, next_day
from cspdesk.calendar import short_date
from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from db.tables import BodyMeetingRow, GroupRow, MeetingRow
from db.unit_of_work import UnitOfWork
from db.vocabulary import GroupKind


@dataclass(frozen=True, slots=True)
class AddBoardDay(Command):
    """A day on which a parallel board meets.

    A day of our own Board, a weekend or a bank holiday is refused unless `anyway`.
    """

    group_id: int
    held_on: date
    note: str = ""
    anyway: bool = False


@dataclass(frozen=True, slots=True)
class MoveBoardDay(Command):
    """Another day, or other words, for a meeting of a parallel board."""

    day_id: int
    seen_version: int
    held_on: date
    note: str = ""
    anyway: bool = False


@dataclass(frozen=True, slots=True)
class RemoveBoardDay(Command):
    """Take a day out of a parallel board's calendar."""

    day_id: int
    seen_version: int


@handles(AddBoardDay)
def add_board_day(command: AddBoardDay, work: UnitOfWork) -> str:
    group = work.get(GroupRow, command.group_id)
    if group.kind is not GroupKind.PARALLEL_BOARD:
        raise RuleBroken("group_id", "Only parallel boards have a calendar here.")
    _check(work, group, command.held_on, None, anyway=command.anyway)
    work.add(BodyMeetingRow(group_id=group.id, held_on=command.held_on, note=command.note.strip()))
    _keep_next(work, group, gone=None)
    return f"Added {short_date(command.held_on, year=True)} to the calendar of {group.short_name}"


@handles(MoveBoardDay)
def move_board_day(command: MoveBoardDay, work: UnitOfWork) -> str:
    row = work.get(BodyMeetingRow, command.day_id, command.seen_version)
    group = _owner(work, row)
    was = row.held_on
    if command.held_on != was:
        _check(work, group, command.held_on, row.id, anyway=command.anyway)
    row.held_on, row.note = command.held_on, command.note.strip()
    _keep_next(work, group, gone=was)
    return f"Changed a day in the calendar of {group.short_name}"


@handles(RemoveBoardDay)
def remove_board_day(command: RemoveBoardDay, work: UnitOfWork) -> str:
    row = work.get(BodyMeetingRow, command.day_id, command.seen_version)
    group, day = _owner(work, row), row.held_on
    work.delete(row)
    _keep_next(work, group, gone=day)
    return f"Removed {short_date(day, year=True)} from the calendar of {group.short_name}"


def _owner(work: UnitOfWork, row: BodyMeetingRow) -> GroupRow:
    if row.group_id is None:
        raise RuleBroken("", "This day belongs to a partner’s governance body.")
    return work.get(GroupRow, row.group_id)


def _check(
    work: UnitOfWork, group: GroupRow, day: date, own_id: int | None, *, anyway: bool
) -> None:
    taken = {one.held_on for one in _days(work, group) if one.id != own_id}
    query = select(MeetingRow.held_on).join(GroupRow).where(GroupRow.kind == GroupKind.BOARD)
    check_board_day(day, taken, set(work.session.scalars(query)), group.name, anyway=anyway)


def _days(work: UnitOfWork, group: GroupRow) -> list[BodyMeetingRow]:
    return work.all(select(BodyMeetingRow).filter_by(group_id=group.id))


def _keep_next(work: UnitOfWork, group: GroupRow, *, gone: date | None) -> None:
    """The board's next day follows its calendar; one that was told otherwise stays."""
    told = group.next_meets_on
    days = [one.held_on for one in _days(work, group)]
    if told is not None and told != gone:
        days.append(told)
    found = next_day(days, work.today)
    if found is not None or told == gone:
        group.next_meets_on = found
