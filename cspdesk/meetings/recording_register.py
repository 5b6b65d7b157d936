"""The register of a meeting by seat, and what the forms of a meeting offer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import or_, select

from cspdesk.agenda.loading import organisation_names
from cspdesk.meetings.queries import board_after
from cspdesk.meetings.queries import meeting as meeting_card
from cspdesk.meetings.recording_records import (
    AttendanceLine,
    GuestLine,
    RecordingChoices,
    Register,
)
from cspdesk.meetings.recording_rules import quorum, tally_words
from cspdesk.phrases import lines_of
from cspdesk.reading import Reading
from db.tables import (
    AppointmentRow,
    AttendanceRow,
    GovernanceBodyRow,
    GroupRow,
    MeetingRow,
    OrganisationRow,
    PersonRow,
    SeatRow,
)
from db.vocabulary import AppointmentKind, GroupKind, Presence


def register(reading: Reading, meeting_id: int) -> Register:
    """The register of a meeting by the seats of its group, with the quorum as it stands."""
    entries = reading.all(select(AttendanceRow).where(AttendanceRow.meeting_id == meeting_id))
    by_seat = {row.seat_id: row for row in entries if row.seat_id is not None}
    people = _appointed(reading, meeting_id)
    seats = (
        select(SeatRow, OrganisationRow.short_name)
        .join(MeetingRow, SeatRow.group_id == MeetingRow.group_id)
        .outerjoin(OrganisationRow, SeatRow.organisation_id == OrganisationRow.id)
        .where(MeetingRow.id == meeting_id)
        .order_by(SeatRow.position, SeatRow.id)
    )
    lines = tuple(
        _attendance(seat, name or "", by_seat.get(seat.id), people)
        for seat, name in reading.rows(seats)
    )
    now = [line.now for line in lines]
    guests = _guests(reading, [row for row in entries if row.seat_id is None])
    return Register(lines, guests, quorum(now), tally_words(now))


def _appointed(reading: Reading, meeting_id: int) -> dict[tuple[int, AppointmentKind], list[str]]:
    """Who holds each seat, and who may come instead, on the day of the meeting."""
    given, day = AppointmentRow, MeetingRow.held_on
    query = (
        select(given.seat_id, given.kind, PersonRow.name, PersonRow.title)
        .join(PersonRow, given.person_id == PersonRow.id)
        .join(SeatRow, given.seat_id == SeatRow.id)
        .join(MeetingRow, SeatRow.group_id == MeetingRow.group_id)
        .where(
            MeetingRow.id == meeting_id,
            or_(given.from_on.is_(None), given.from_on <= day),
            or_(given.to_on.is_(None), given.to_on >= day),
        )
        .order_by(given.id)
    )
    held: dict[tuple[int, AppointmentKind], list[str]] = defaultdict(list)
    for seat, kind, name, title in reading.rows(query):
        held[seat, kind].append(name or title)
    return held


def _attendance(
    seat: SeatRow,
    organisation: str,
    row: AttendanceRow | None,
    people: dict[tuple[int, AppointmentKind], list[str]],
) -> AttendanceLine:
    holders = people.get((seat.id, AppointmentKind.HOLDER), [])
    return AttendanceLine(
        seat_id=seat.id,
        role=seat.role,
        organisation=organisation,
        key_partner=seat.key_partner,
        co_chair=seat.co_chair,
        vacant=seat.vacant or seat.organisation_id is None,
        holder=(row.name if row and row.name else "") or (holders[-1] if holders else ""),
        offers=tuple(people.get((seat.id, AppointmentKind.SUBSTITUTE), ())),
        attendance_id=row.id if row else None,
        presence=row.presence if row else None,
        substitute=row.substitute if row else "",
        arrived_at=row.arrived_at if row else "",
        left_at=row.left_at if row else "",
    )


def _guests(reading: Reading, rows: Sequence[AttendanceRow]) -> tuple[GuestLine, ...]:
    names = organisation_names(reading) if rows else {}
    return tuple(
        GuestLine(row.id, row.version, row.name, row.title, names.get(row.organisation_id or 0, ""))
        for row in rows
        if row.presence is Presence.IN_ATTENDANCE
    )


# What the forms offer


def recording_choices(reading: Reading, meeting_id: int) -> RecordingChoices:
    """Partners, parallel boards, channels, governance bodies and leads to choose from."""
    card = meeting_card(reading, meeting_id)
    partners = reading.all(select(OrganisationRow).order_by(OrganisationRow.position))
    boards = select(GroupRow.id, GroupRow.name).where(GroupRow.kind == GroupKind.PARALLEL_BOARD)
    bodies = (
        select(GovernanceBodyRow.id, OrganisationRow.short_name, GovernanceBodyRow.name)
        .join(OrganisationRow, GovernanceBodyRow.organisation_id == OrganisationRow.id)
        .order_by(OrganisationRow.position, GovernanceBodyRow.id)
    )
    roles = select(SeatRow.role).where(SeatRow.vacant.is_(False)).distinct()
    following = board_after(reading, card.held_on) if card else None
    return RecordingChoices(
        organisations=tuple((row.id, row.short_name) for row in partners),
        boards=tuple((key, name) for key, name in reading.rows(boards.order_by(GroupRow.position))),
        channels=tuple((row.id, name) for row in partners for name in lines_of(row.channels)),
        bodies=tuple((key, f"{who}: {name}") for key, who, name in reading.rows(bodies)),
        leads=tuple(sorted((role for (role,) in reading.rows(roles)), key=str.casefold)),
        next_board=(following.id, following.held_on) if following else None,
    )
