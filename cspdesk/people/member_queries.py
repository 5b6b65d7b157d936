"""What a membership list is held against, and the list itself from a file or pasted text."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from sqlalchemy import select

from cspdesk.people.member_rows import MemberList, member_list
from cspdesk.people.member_state import (
    Known,
    KnownGroup,
    KnownOrganisation,
    KnownPerson,
    KnownSeat,
    KnownTerm,
)
from cspdesk.people.queries import groups, organisations, seats
from cspdesk.people.terms import Term
from cspdesk.reading import Reading
from cspdesk.sheets.process import Cancelled, Progress, read_book
from cspdesk.sheets.read import book_of_text
from db.tables import AppointmentRow, PersonRow


def known_people(reading: Reading) -> Known:
    """Organisations, groups, seats with their terms, and people, as they are now."""
    held: dict[int, list[KnownTerm]] = defaultdict(list)
    query = select(AppointmentRow, PersonRow.name).join(PersonRow).order_by(AppointmentRow.id)
    for row, name in reading.rows(query):
        term = Term(row.id, name, row.kind, row.from_on, row.to_on)
        held[row.seat_id].append(KnownTerm(term, row.person_id))
    return Known(
        today=reading.today,
        organisations=tuple(
            KnownOrganisation(one.id, one.code, one.name, one.short_name, one.statutory)
            for one in organisations(reading)
        ),
        groups=tuple(
            KnownGroup(one.id, one.name, one.short_name, one.kind) for one in groups(reading)
        ),
        seats=tuple(
            KnownSeat(
                one.id, one.group_id, one.organisation_id, one.role, one.key_partner,
                one.co_chair, one.vacant, tuple(held.get(one.id, ())),
            )
            for one in seats(reading)
        ),
        people=tuple(
            KnownPerson(row.id, row.name, row.title, row.email, row.phone, row.organisation_id)
            for row in reading.all(select(PersonRow).order_by(PersonRow.id))
        ),
    )  # fmt: skip


def read_members(
    path: Path, *, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> MemberList:
    """The list of a file, read by a guarded child process. Raises SheetRefused, ReadCancelled."""
    return member_list(read_book(path, progress=progress, cancelled=cancelled))


def members_of_text(text: str) -> MemberList:
    """The list of a table copied from elsewhere. Raises SheetRefused."""
    return member_list(book_of_text(text, "Pasted list"))
