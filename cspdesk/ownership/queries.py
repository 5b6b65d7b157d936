"""Reads what every partner owned: attendance, homework, actions, report-backs, KPIs, seats."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import aliased

from cspdesk.kpis.facts import is_listed
from cspdesk.meetings.queries import cycles
from cspdesk.ownership.records import BoardHeld, CycleName, Entry, Ledger, Owner
from cspdesk.ownership.rules import (
    Measure,
    Outcome,
    action_outcome,
    attendance_outcome,
    homework_outcome,
    report_back_outcome,
)
from cspdesk.people.queries import vacant_seats
from cspdesk.reading import Reading
from db.tables import (
    ActionRow,
    AgendaItemRow,
    AttendanceRow,
    GovernanceBodyRow,
    GroupRow,
    HomeworkRow,
    IndicatorRow,
    MeetingRow,
    OrganisationRow,
    ReportBackRow,
    SeatRow,
)
from db.vocabulary import GroupKind


def ownership_ledger(reading: Reading) -> Ledger:
    """Everything, once: partners are those with a seat on the Board or anything to their name."""
    entries = (
        *_attendance(reading),
        *_homework(reading),
        *_actions(reading),
        *_report_backs(reading),
        *_kpis(reading),
    )
    return Ledger(
        owners=_owners(reading, {entry.organisation_id for entry in entries}),
        entries=entries,
        boards=_boards(reading),
        cycles=tuple(
            CycleName(line.id, line.number, line.year_label, line.board_on)
            for line in cycles(reading)
        ),
        vacant=tuple(seat.role for seat in vacant_seats(reading)),
        kpis_unowned=_unowned(reading),
    )


def _owners(reading: Reading, busy: set[int]) -> tuple[Owner, ...]:
    roles: dict[int, list[str]] = {}
    query = (
        select(SeatRow.organisation_id, SeatRow.role)
        .join(GroupRow, SeatRow.group_id == GroupRow.id)
        .where(GroupRow.kind == GroupKind.BOARD, SeatRow.vacant.is_(False))
        .order_by(SeatRow.position, SeatRow.id)
    )
    for key, role in reading.rows(query):
        if key is not None:
            roles.setdefault(key, []).append(role)
    rows = reading.all(select(OrganisationRow).order_by(OrganisationRow.position))
    return tuple(
        Owner(row.id, row.code, row.name, row.short_name, row.sector, tuple(roles.get(row.id, ())))
        for row in rows
        if row.id in roles or row.id in busy
    )


def _boards(reading: Reading) -> tuple[BoardHeld, ...]:
    """The Boards held before today, with whom their registers name."""
    named: dict[int, set[int]] = {}
    for row, organisation_id, *_rest in _register(reading):
        named.setdefault(row.meeting_id, set()).add(organisation_id)
    held = (
        select(MeetingRow)
        .join(GroupRow, MeetingRow.group_id == GroupRow.id)
        .where(GroupRow.kind == GroupKind.BOARD, MeetingRow.held_on < reading.today)
        .order_by(MeetingRow.held_on)
    )
    return tuple(
        BoardHeld(row.cycle_id, row.held_on, frozenset(named.get(row.id, ())))
        for row in reading.all(held)
    )


_Registered = tuple[AttendanceRow, int, str, date, int]


def _register(reading: Reading) -> list[_Registered]:
    """Entries of the Board's seats with organisation, role, day and cycle, the newest first.

    A guest has no seat. The organisation is the one of that day, where it was kept.
    """
    query = (
        select(
            AttendanceRow,
            SeatRow.organisation_id,
            SeatRow.role,
            MeetingRow.held_on,
            MeetingRow.cycle_id,
        )
        .join(SeatRow, AttendanceRow.seat_id == SeatRow.id)
        .join(MeetingRow, AttendanceRow.meeting_id == MeetingRow.id)
        .join(GroupRow, MeetingRow.group_id == GroupRow.id)
        .where(GroupRow.kind == GroupKind.BOARD)
        .order_by(MeetingRow.held_on.desc(), SeatRow.position, AttendanceRow.id)
    )
    return [
        (row, row.organisation_id or owner, role, held_on, cycle_id)
        for row, owner, role, held_on, cycle_id in reading.rows(query)
        if row.organisation_id or owner
    ]


def _attendance(reading: Reading) -> Iterable[Entry]:
    for row, organisation_id, role, held_on, cycle_id in _register(reading):
        by = f", by {row.substitute}" if row.substitute else ""
        yield Entry(
            measure=Measure.ATTENDANCE,
            organisation_id=organisation_id,
            cycle_id=cycle_id,
            outcome=attendance_outcome(row.presence),
            title=row.title or role,
            state=f"{row.presence.label}{by}",
            page="meeting",
            target=f"meeting:{row.meeting_id}",
            board_on=held_on,
        )


# Columns, not rows: twenty years hold thousands of each, and the view is to open at once.


def _homework(reading: Reading) -> Iterable[Entry]:
    row, item = HomeworkRow, AgendaItemRow
    query = (
        select(row.id, row.organisation_id, row.state, row.due_on, row.answered_on,
               item.title, item.short_title, MeetingRow.cycle_id, MeetingRow.held_on)
        .join(item, row.item_id == item.id)
        .join(MeetingRow, item.meeting_id == MeetingRow.id)
        .order_by(MeetingRow.held_on.desc(), item.position, row.id)
    )  # fmt: skip
    for key, owner, state, due_on, done_on, title, short, cycle_id, held_on in reading.rows(query):
        yield Entry(
            measure=Measure.HOMEWORK,
            organisation_id=owner,
            cycle_id=cycle_id,
            outcome=homework_outcome(state, due_on, done_on, reading.today),
            title=short or title,
            state=state.label,
            page="homework",
            target=f"homework_question:{key}",
            board_on=held_on,
            verb="Answered",
            due_on=due_on,
            done_on=done_on,
        )


def _actions(reading: Reading) -> Iterable[Entry]:
    row, agreed, due_at = ActionRow, aliased(MeetingRow), aliased(MeetingRow)
    query = (
        select(row.id, row.organisation_id, row.state, row.due_on, row.closed_on, row.ref,
               row.text, agreed.cycle_id, due_at.held_on)
        .outerjoin(agreed, row.agreed_at_id == agreed.id)
        .outerjoin(due_at, row.due_meeting_id == due_at.id)
        .order_by(row.id.desc())
    )  # fmt: skip
    for key, owner, state, day, done_on, ref, words, cycle_id, board_on in reading.rows(query):
        due_on = board_on or day
        yield Entry(
            measure=Measure.ACTIONS,
            organisation_id=owner,
            cycle_id=cycle_id,
            outcome=action_outcome(state, due_on, done_on, reading.today),
            title=f"{ref} {words}",
            state=state.label,
            page="actions",
            target=f"action:{key}",
            verb="Done",
            due_on=due_on,
            done_on=done_on,
        )


def _report_backs(reading: Reading) -> Iterable[Entry]:
    row, body = ReportBackRow, GovernanceBodyRow
    query = (
        select(row.id, row.state, row.due_on, row.reported_on, row.taken_back,
               body.organisation_id, body.name, MeetingRow.cycle_id)
        .join(body, row.governance_body_id == body.id)
        .join(MeetingRow, row.meeting_id == MeetingRow.id)
        .order_by(MeetingRow.held_on.desc(), row.id)
    )  # fmt: skip
    for key, state, due_on, done_on, taken, owner, name, cycle_id in reading.rows(query):
        yield Entry(
            measure=Measure.REPORT_BACKS,
            organisation_id=owner,
            cycle_id=cycle_id,
            outcome=report_back_outcome(state, due_on, done_on, reading.today),
            title=f"{name}: {taken}",
            state=state.label,
            page="actions",
            target=f"report_back:{key}",
            verb="Received",
            due_on=due_on,
            done_on=done_on,
        )


def _kpis(reading: Reading) -> Iterable[Entry]:
    row = IndicatorRow
    query = (
        select(row.id, row.owner_id, row.code, row.name)
        .where(is_listed(reading), row.owner_id.is_not(None))
        .order_by(row.position, row.id)
    )
    for key, owner, code, name in reading.rows(query):
        yield Entry(
            measure=Measure.KPIS,
            organisation_id=owner,
            cycle_id=None,
            outcome=Outcome.DONE,
            title=f"{code} {name}",
            state="Owned",
            page="kpis",
            target=f"indicator:{key}",
        )


def _unowned(reading: Reading) -> int:
    query = select(IndicatorRow.id).where(is_listed(reading), IndicatorRow.owner_id.is_(None))
    return len(reading.rows(query))
