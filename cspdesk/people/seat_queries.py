"""Seats with their people and attendance, organisations in full, people, who is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import select

from cspdesk.people.attending import Attendance, substitutes_sent
from cspdesk.people.gaps import (
    Gap,
    GroupFact,
    SeatFact,
    chair_vacancies,
    representation_gaps,
    share_words,
)
from cspdesk.people.queries import (
    GroupLine,
    OrganisationLine,
    SeatLine,
    groups,
    organisations,
    seats,
)
from cspdesk.people.seat_records import (
    AppointmentLine,
    BodyCard,
    BodyDate,
    Entry,
    OrganisationCard,
    PersonLine,
    SeatCard,
    SeatsView,
)
from cspdesk.people.terms import holder_on, is_over, substitutes_on
from cspdesk.reading import Reading
from db.tables import (
    AppointmentRow,
    AttendanceRow,
    BodyMeetingRow,
    GroupRow,
    MeetingRow,
    OrganisationRow,
    PersonRow,
    SeatRow,
)
from db.vocabulary import AppointmentKind, GroupKind


def seats_view(reading: Reading) -> SeatsView:
    """Every seat with its people, its attendance over the last year, and who is missing."""
    since = _a_year_before(reading.today)
    everybody = groups(reading)
    owners = {line.id: line for line in organisations(reading)}
    cards = _cards(reading, everybody, owners, since)
    board = [card for card in cards if card.group_kind is GroupKind.BOARD]
    facts = [_fact(card) for card in board]
    statutory = [(one.id, one.short_name) for one in owners.values() if one.statutory]
    seated = {card.seat.organisation_id for card in board if not card.is_vacant}
    gaps: tuple[Gap, ...] = ()
    if any(group.kind is GroupKind.BOARD for group in everybody):
        gaps = representation_gaps(facts, statutory, {key for key in seated if key is not None})
    gaps += chair_vacancies(_group_fact(group) for group in everybody)
    key = dict.fromkeys(
        card.seat.organisation for card in board if card.seat.key_partner and not card.is_vacant
    )
    return SeatsView(cards, gaps, share_words(facts), since, tuple(key))


def seat_card(reading: Reading, seat_id: int) -> SeatCard | None:
    """One seat in full; None when it is gone."""
    return next((card for card in seats_view(reading).cards if card.id == seat_id), None)


def _a_year_before(day: date) -> date:
    return (
        day.replace(year=day.year - 1, day=28)
        if day.month == 2 and day.day == 29
        else (day.replace(year=day.year - 1))
    )


def _fact(card: SeatCard) -> SeatFact:
    seat = card.seat
    return SeatFact(
        seat.id, seat.role, seat.organisation, card.sector, seat.vacant, seat.note.strip()
    )


def _group_fact(group: GroupLine) -> GroupFact:
    return GroupFact(group.id, group.short_name, group.kind, group.chair)


def _cards(
    reading: Reading,
    everybody: Sequence[GroupLine],
    owners: Mapping[int, OrganisationLine],
    since: date,
) -> tuple[SeatCard, ...]:
    terms = _terms(reading)
    registers = _registers(reading, since)
    cards = []
    for group in everybody:
        meetings, entries = registers.get(group.id, ((), {}))
        for seat in group.seats:
            found = entries.get(seat.id, {})
            register = tuple(found.get(key) or Entry(day, None) for key, day in meetings)
            owner = owners.get(seat.organisation_id or 0)
            mine = terms.get(seat.id, ())
            cards.append(_card(seat, group.kind, owner, mine, register, reading.today))
    return tuple(cards)


def _card(
    seat: SeatLine,
    kind: GroupKind,
    owner: OrganisationLine | None,
    terms: Sequence[AppointmentLine],
    register: tuple[Entry, ...],
    today: date,
) -> SeatCard:
    by_id = {one.id: one for one in terms}
    held = holder_on((one.term for one in terms), today)
    return SeatCard(
        seat=seat,
        group_kind=kind,
        organisation_name=owner.name if owner else "",
        sector=owner.sector if owner else None,
        statutory=bool(owner and owner.statutory),
        holder=by_id[held.id] if held else None,
        substitutes=tuple(
            by_id[one.id] for one in substitutes_on((one.term for one in terms), today)
        ),
        terms=tuple(sorted(terms, key=lambda one: _place(one, today))),
        attendance=Attendance(tuple(entry.presence for entry in register)),
        register=register,
        sent=substitutes_sent([entry.substitute for entry in register]),
    )


def _place(line: AppointmentLine, today: date) -> tuple[bool, bool, int]:
    """Who is there now before who was, the holder before substitutes, the latest first."""
    is_past = is_over(line.term, today)
    substitute = line.kind is AppointmentKind.SUBSTITUTE
    return is_past, substitute, -(line.from_on or date.min).toordinal()


def _terms(reading: Reading) -> dict[int, list[AppointmentLine]]:
    """Appointments by seat, in the order they were recorded."""
    query = (
        select(AppointmentRow, PersonRow, OrganisationRow.short_name)
        .join(PersonRow, AppointmentRow.person_id == PersonRow.id)
        .outerjoin(OrganisationRow, PersonRow.organisation_id == OrganisationRow.id)
        .order_by(AppointmentRow.id)
    )
    found: dict[int, list[AppointmentLine]] = defaultdict(list)
    for row, person, organisation in reading.rows(query):
        found[row.seat_id].append(
            AppointmentLine(
                id=row.id,
                version=row.version,
                seat_id=row.seat_id,
                person=_person(person, organisation or ""),
                kind=row.kind,
                from_on=row.from_on,
                to_on=row.to_on,
                note=row.note,
            )
        )
    return found


_Meetings = tuple[tuple[int, date], ...]
_Registers = dict[int, tuple[_Meetings, dict[int, dict[int, Entry]]]]


def _registers(reading: Reading, since: date) -> _Registers:
    """For each group its meetings since that day, and by seat what their registers say."""
    query = (
        select(MeetingRow.group_id, MeetingRow.id, MeetingRow.held_on)
        .where(MeetingRow.held_on >= since, MeetingRow.held_on <= reading.today)
        .order_by(MeetingRow.held_on, MeetingRow.id)
    )
    days = {key: (group, day) for group, key, day in reading.rows(query)}
    rows = reading.all(select(AttendanceRow).where(AttendanceRow.meeting_id.in_(days)))
    taken = {row.meeting_id for row in rows}
    meetings: dict[int, list[tuple[int, date]]] = defaultdict(list)
    for key, (group, day) in days.items():
        if day < reading.today or key in taken:  # today's counts once its register is begun
            meetings[group].append((key, day))
    entries: dict[int, dict[int, dict[int, Entry]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        if row.seat_id is not None:
            group, day = days[row.meeting_id]
            said = Entry(day, row.presence, row.name, row.title, row.substitute)
            entries[group][row.seat_id][row.meeting_id] = said
    return {group: (tuple(held), entries[group]) for group, held in meetings.items()}


# ---- people and organisations -------------------------------------------------------------------


def people(reading: Reading) -> tuple[PersonLine, ...]:
    """Everybody by name, with the seats held or substituted on today."""
    held: dict[int, list[str]] = defaultdict(list)
    query = (
        select(AppointmentRow, SeatRow.role, GroupRow.short_name)
        .join(SeatRow, AppointmentRow.seat_id == SeatRow.id)
        .join(GroupRow, SeatRow.group_id == GroupRow.id)
        .order_by(GroupRow.position, SeatRow.position, AppointmentRow.id)
    )
    for row, role, group in reading.rows(query):
        if (row.from_on or date.min) <= reading.today <= (row.to_on or date.max):
            substitute = " (substitute)" if row.kind is AppointmentKind.SUBSTITUTE else ""
            held[row.person_id].append(f"{group}: {role}{substitute}")
    rows = reading.rows(
        select(PersonRow, OrganisationRow.short_name)
        .outerjoin(OrganisationRow, PersonRow.organisation_id == OrganisationRow.id)
        .order_by(PersonRow.name, PersonRow.id)
    )
    return tuple(_person(row, name or "", held.get(row.id, ())) for row, name in rows)


def _person(row: PersonRow, organisation: str, held: Iterable[str] = ()) -> PersonLine:
    return PersonLine(
        id=row.id,
        version=row.version,
        name=row.name,
        title=row.title,
        organisation_id=row.organisation_id,
        organisation=organisation,
        email=row.email,
        phone=row.phone,
        seats=tuple(held),
    )


def organisation_card(reading: Reading, organisation_id: int) -> OrganisationCard | None:
    """One organisation in full; None when it is gone."""
    line = next((one for one in organisations(reading) if one.id == organisation_id), None)
    if line is None:
        return None
    dates = body_dates(reading)
    return OrganisationCard(
        line,
        tuple(BodyCard(body, dates.get(body.id, ())) for body in line.bodies),
        tuple(seat for seat in seats(reading) if seat.organisation_id == line.id),
        tuple(one for one in people(reading) if one.organisation_id == line.id),
    )


def body_dates(reading: Reading) -> dict[int, tuple[BodyDate, ...]]:
    """The recorded days of every governance body, the earliest first."""
    query = (
        select(BodyMeetingRow)
        .where(BodyMeetingRow.governance_body_id.is_not(None))
        .order_by(BodyMeetingRow.held_on, BodyMeetingRow.id)
    )
    found: dict[int, list[BodyDate]] = defaultdict(list)
    for row in reading.all(query):
        body = row.governance_body_id or 0
        found[body].append(BodyDate(row.id, row.version, body, row.held_on, row.note))
    return {key: tuple(days) for key, days in found.items()}


def questions(reading: Reading) -> tuple[Gap, ...]:
    """Who is missing on the Board and which chairs are vacant, as standing questions."""
    return seats_view(reading).gaps
