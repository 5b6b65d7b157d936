"""A membership list as rows; nothing is dropped without a word. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from cspdesk.people.member_cells import (
    Named,
    address_in,
    from_day,
    is_honour,
    is_vacant_word,
    people_in,
    phone_in,
    plain,
    sector_of,
    whole_name,
    yes_in,
)
from cspdesk.people.member_columns import Columns, Part, best_sheet, part_of
from cspdesk.sheets.errors import SheetRefused
from cspdesk.sheets.grid import Book, Raw, SheetData, is_blank
from db.vocabulary import AppointmentKind, Sector


@dataclass(frozen=True, slots=True)
class Member:
    """One seat or person as the list has it. `fault` says why it cannot be used, "" when it can.

    `notes` are what was read with a change. `row` is the row in the sheet, from 1; `heading` the
    words over a run of rows, which may name a group; `rank` what stood in brackets after the name;
    `job` the job title beside the seat, which
    tells which seat it is also where the row's person is a substitute.
    """

    row: int
    organisation: str
    role: str = ""
    name: str = ""
    title: str = ""
    job: str = ""
    email: str = ""
    phone: str = ""
    from_on: date | None = None
    to_on: date | None = None
    statutory: bool | None = None
    key_partner: bool | None = None
    sector: Sector | None = None
    group: str = ""
    heading: str = ""
    note: str = ""
    rank: str = ""
    chair: bool = False
    vacant: bool = False
    kind: AppointmentKind = AppointmentKind.HOLDER
    notes: tuple[str, ...] = ()
    fault: str = ""

    def title_beside(self, known: str = "") -> str:
        """The title the row tells; "(Supt)" after a name is one where nothing else is."""
        if self.title or known:
            return self.title
        return self.rank if sector_of(self.rank) is None else ""

    def said_of_rank(self, known: str, *, new_appointment: bool) -> tuple[str, ...]:
        """What becomes of "(Supt)" after a name; `known` is the title the person has."""
        if not self.rank or self.rank.casefold() == (self.title or known).casefold():
            return ()
        if self.title_beside(known) == self.rank:
            return (f"“{self.rank}” is kept as the title",)
        if new_appointment:
            return (f"“{self.rank}” is kept as a note of the appointment",)
        return (f"“{self.rank}” after the name is left out",)


@dataclass(frozen=True, slots=True)
class MemberList:
    """What a file holds: its name and hash, its rows, and what is to be said of it."""

    file_name: str
    sha256: str
    sheet: str
    members: tuple[Member, ...]
    sentences: tuple[str, ...] = ()


def member_list(book: Book) -> MemberList:
    """The members of a book. Raises SheetRefused when no sheet has a header of such a list."""
    found = best_sheet(book.sheets)
    if found is None:
        raise SheetRefused(
            f"{book.file_name} has no row that names the columns of a membership list.",
            "It needs titles such as Organisation, Name and E-mail over the columns.",
        )
    sheet, columns = found
    said = list(book.notes)
    others = [one.name for one in book.sheets if one is not sheet and one.rows]
    if others:
        listed = ", ".join(f"“{name}”" for name in others[:5])
        said.append(f"Sheet “{sheet.name}” is read; not read: {listed}.")
    read = ", ".join(part.value for part in columns.places)
    said.append(f"Row {columns.row + 1} names the columns: {read}.")
    members = _Reader(sheet, columns).members()
    return MemberList(book.file_name, book.sha256, sheet.name, tuple(members), tuple(said))


@dataclass(slots=True)
class _Reader:
    sheet: SheetData
    columns: Columns
    heading: str = ""
    above: str = ""  # the organisation last named
    seen: dict[tuple[str, ...], int] = field(default_factory=dict)

    def members(self) -> list[Member]:
        down = _merged_down(self.sheet)
        found: list[Member] = []
        for number in range(self.columns.row + 1, len(self.sheet.rows)):
            row = list(self.sheet.rows[number])
            for column, value in down.get(number, {}).items():
                row += [None] * (column + 1 - len(row))
                row[column] = value
            if all(is_blank(cell) for cell in row):
                continue
            found += self._row(number, row, merged=self._merged(down, number))
        return found

    def _merged(self, down: dict[int, dict[int, Raw]], number: int) -> bool:
        return self.columns.places.get(Part.ORGANISATION, -1) in down.get(number, {})

    def _row(self, number: int, row: Sequence[Raw], *, merged: bool) -> list[Member]:
        filled = [plain(cell) for cell in row if not is_blank(cell)]
        if self._is_header_again(row):
            return [Member(number + 1, filled[0], fault="The heading again.")]
        if len(filled) == 1 and len(self.columns.places) > 2 and not merged:
            return self._single(number, filled[0], row)
        cells = _Cells(row, self.columns)
        organisation, notes = self._organisation(cells, merged)
        base = cells.member(number + 1, organisation, self.heading, notes)
        if not organisation:
            return [_faulty(base, "No organisation is named.")]
        return [self._told_once(one) for one in cells.people(base)]

    def _single(self, number: int, text: str, row: Sequence[Raw]) -> list[Member]:
        """A row with one cell: a heading over a group of rows, or a note; never a seat."""
        place = self.columns.places.get(Part.ORGANISATION)
        if place is not None and place < len(row) and not is_blank(row[place]):
            self.above = plain(row[place])
        self.heading = text
        return [Member(number + 1, text, fault="Only one cell is filled: a heading or a note.")]

    def _organisation(self, cells: _Cells, merged: bool) -> tuple[str, tuple[str, ...]]:
        """The organisation of a row; an empty cell under one belongs to it, and that is said."""
        said = cells.text(Part.ORGANISATION).replace("\n", " ")
        if said:
            self.above = said
            return said, ()
        if self.above and Part.ORGANISATION in self.columns.places and cells.names_somebody:
            return self.above, ("the organisation is taken from the row above",)
        return "", ()

    def _is_header_again(self, row: Sequence[Raw]) -> bool:
        same = sum(
            column < len(row) and part_of(plain(row[column])) is part
            for part, column in self.columns.places.items()
        )
        return same >= 2 and same >= len(self.columns.places) - 1

    def _told_once(self, member: Member) -> Member:
        """The same seat and person twice in one list: the second is told and not used."""
        key = tuple(
            part.casefold().replace("’", "'")
            for part in (
                member.group or member.heading,
                member.organisation,
                member.role,
                member.name,
                member.kind,
            )
        )
        before = self.seen.setdefault(key, member.row)
        if before != member.row and not member.fault and not member.vacant:
            return _faulty(member, f"The same as row {before}.")
        return member


def _faulty(member: Member, fault: str) -> Member:
    return replace(member, fault=fault)


def _merged_down(sheet: SheetData) -> dict[int, dict[int, Raw]]:
    """What cells merged downwards say in the rows under their first."""
    found: dict[int, dict[int, Raw]] = {}
    for top, left, bottom, _right in sheet.merged:
        for row in range(top + 1, bottom + 1):
            found.setdefault(row, {})[left] = sheet.raw(top, left)
    return found


class _Cells:
    """One row by the parts of its columns."""

    def __init__(self, row: Sequence[Raw], columns: Columns) -> None:
        self.row, self.places = row, columns.places

    def raw(self, part: Part) -> Raw:
        place = self.places.get(part)
        return self.row[place] if place is not None and place < len(self.row) else None

    def text(self, part: Part) -> str:
        return plain(self.raw(part))

    @property
    def names_somebody(self) -> bool:
        parts = (Part.NAME, Part.LAST, Part.FIRST, Part.ROLE, Part.TITLE)
        return any(self.text(part) for part in parts)

    def member(
        self, number: int, organisation: str, heading: str, notes: tuple[str, ...]
    ) -> Member:
        """What the row says, less who it is."""
        email, odd_email = address_in(self.text(Part.EMAIL))
        phone, odd_phone = phone_in(self.raw(Part.PHONE))
        from_on, odd_from = from_day(self.raw(Part.FROM))
        to_on, odd_to = from_day(self.raw(Part.TO))
        statutory, odd_duty = yes_in(self.raw(Part.STATUTORY))
        key, odd_key = yes_in(self.raw(Part.KEY))
        odd = (odd_email, odd_phone, odd_from, odd_to, odd_duty, odd_key)
        title = self.text(Part.TITLE).replace("\n", " ")
        return Member(
            row=number,
            organisation=organisation,
            role=self.text(Part.ROLE).replace("\n", " "),
            title="" if is_honour(title) else title,
            job="" if is_honour(title) else title,
            email=email,
            phone=phone,
            from_on=from_on,
            to_on=to_on,
            statutory=statutory,
            key_partner=key,
            sector=sector_of(self.text(Part.SECTOR)) if self.text(Part.SECTOR) else None,
            group=self.text(Part.GROUP).replace("\n", " "),
            heading=heading,
            note=self.text(Part.NOTE).replace("\n", " "),
            notes=(*notes, *(words for words in odd if words)),
        )

    def name_cell(self) -> str:
        title = self.text(Part.TITLE)
        honour = title if is_honour(title) else ""
        first, last = self.text(Part.FIRST), self.text(Part.LAST)
        name = self.text(Part.NAME)
        if last or first:
            return whole_name(first, last, honour)
        return whole_name("", name, honour) if name else ""

    def people(self, base: Member) -> list[Member]:
        """The row's people: a holder, and substitutes where they are named as such."""
        cell = self.name_cell()
        named = people_in(cell)
        holders = [one for one in named if not one.substitute]
        if is_vacant_word(cell) or (named and all(is_vacant_word(one.name) for one in named)):
            return [replace(base, vacant=True)]
        if len(holders) > 1:
            both = " and ".join(one.name for one in holders)
            return [
                replace(
                    base,
                    name=both,
                    fault=f"{both} are in one cell: a seat has one holder. Give each a row.",
                )
            ]
        made = [_with_person(base, one, alone=len(named) == 1) for one in named] or [base]
        deputies = [one for one in people_in(self.text(Part.SUBSTITUTE)) if one.name]
        return made + [
            _with_person(base, _as_substitute(one), alone=False)
            for one in deputies
            if not is_vacant_word(one.name)
        ]


def _as_substitute(named: Named) -> Named:
    """The same person as a substitute: from a column that says so."""
    return Named(named.name, False, True, named.remark)


def _with_person(base: Member, one: Named, *, alone: bool) -> Member:
    substitute = one.substitute
    note = ", ".join(part for part in (base.note, one.remark) if part)
    kept = base if alone or not substitute else replace(base, email="", phone="", title="")
    return replace(
        kept,
        name=one.name,
        chair=one.chair,
        note=note,
        rank=one.remark,
        kind=AppointmentKind.SUBSTITUTE if substitute else AppointmentKind.HOLDER,
    )
