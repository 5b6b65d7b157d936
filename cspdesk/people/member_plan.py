"""What a membership list would change, row by row, before anything is written. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from cspdesk.calendar import plain_date
from cspdesk.people.member_cells import sector_of
from cspdesk.people.member_rows import Member, MemberList
from cspdesk.people.member_state import (
    Known,
    KnownGroup,
    KnownOrganisation,
    KnownPerson,
    KnownSeat,
    KnownTerm,
    key_of,
)
from cspdesk.people.terms import Term, clash_words, clashing, holder_on
from cspdesk.words import counted
from db.vocabulary import AppointmentKind, RowFate, Sector

_HOLDER, _SUBSTITUTE = AppointmentKind.HOLDER, AppointmentKind.SUBSTITUTE


@dataclass(frozen=True, slots=True)
class PlannedMember:
    """One row with what becomes of it. Ids are None where something new is made.

    `sector` is a new organisation's. `succeeds` is the appointment that ends the day before
    `from_on` (or today, for a seat that becomes vacant). `details` are the person's fields that
    change, `notes` what was read with a change or left out. `asks`: no organisation is called so
    here, and somebody has to say (or said) which it is; `suggestions` are those alike.
    """

    member: Member
    fate: RowFate
    words: str
    group_id: int | None = None
    organisation_id: int | None = None
    sector: Sector | None = None
    seat_id: int | None = None
    role: str = ""
    person_id: int | None = None
    appointment_id: int | None = None
    succeeds: int | None = None
    from_on: date | None = None
    details: tuple[tuple[str, str], ...] = ()
    changes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    asks: bool = False
    suggestions: tuple[int, ...] = ()

    @property
    def row(self) -> int:
        return self.member.row


@dataclass(frozen=True, slots=True)
class MembershipPlan:
    """A list held against what is known; applied as it was shown or not at all."""

    source: MemberList
    group_id: int
    rows: tuple[PlannedMember, ...]
    choices: Mapping[str, int | None] = field(default_factory=dict)

    def count(self, fate: RowFate) -> int:
        return sum(row.fate is fate for row in self.rows)

    @property
    def to_do(self) -> tuple[PlannedMember, ...]:
        return tuple(row for row in self.rows if row.fate in (RowFate.NEW, RowFate.CHANGED))

    @property
    def sentence(self) -> str:
        """ "12 rows: 3 new, 1 changed, 7 unchanged, 1 rejected."."""
        tallies = Counter(row.fate for row in self.rows)
        parts = [f"{tallies[fate]} {words}" for fate, words in _FATES.items() if tallies[fate]]
        return f"{counted(len(self.rows), 'row')}: {', '.join(parts)}." if parts else "No rows."


_FATES = {
    RowFate.NEW: "new",
    RowFate.CHANGED: "changed",
    RowFate.SAME: "unchanged",
    RowFate.REJECTED: "rejected",
}


def plan_members(
    source: MemberList,
    known: Known,
    group_id: int,
    choices: Mapping[str, int | None] | None = None,
) -> MembershipPlan:
    """Every row with its fate. Rows that name no group are for the group `group_id`.

    `choices` is what a person decided of names that no organisation has: the name as written → the
    organisation it is, or None for a new one. Without a decision such rows are not used.
    """
    chosen = dict(choices or {})
    planner = _Planner(known, group_id, chosen)
    rows = tuple(planner.plan(one) for one in source.members)
    return MembershipPlan(source, group_id, rows, chosen)


class _Refused(Exception):
    """Why a row cannot be used, as one sentence."""


@dataclass(slots=True)
class _Planner:
    known: Known
    group_id: int
    choices: Mapping[str, int | None]
    alike: dict[str, tuple[int, ...]] = field(default_factory=dict)
    begun: dict[tuple[int, str, str], int] = field(default_factory=dict)  # seats by row
    told: dict[tuple[str, ...], tuple[object, int]] = field(default_factory=dict)

    def plan(self, member: Member) -> PlannedMember:
        made = self._fated(member)
        if member.fault:
            return made
        notes = (*member.notes, *self._left_of_name(made), *self._taken_for(made))
        said = member.organisation
        if self.known.organisation(said) is not None:
            return replace(made, notes=notes)
        return replace(made, notes=notes, asks=True, suggestions=self._alike(said))

    def _alike(self, said: str) -> tuple[int, ...]:
        if said not in self.alike:
            self.alike[said] = self.known.organisations_like(said)
        return self.alike[said]

    def _left_of_name(self, made: PlannedMember) -> tuple[str, ...]:
        if made.fate is RowFate.REJECTED:
            return ()
        person = self.known.persons.get(made.person_id or 0)
        new = made.appointment_id is None
        return made.member.said_of_rank(person.title if person else "", new_appointment=new)

    def _taken_for(self, made: PlannedMember) -> tuple[str, ...]:
        said = made.member.organisation
        chosen = self.known.organisation_of(self.choices.get(said))
        if chosen is None or made.organisation_id != chosen.id:
            return ()
        return (f"“{said}” is {chosen.name}",)

    def _fated(self, member: Member) -> PlannedMember:
        if member.fault:
            return PlannedMember(member, RowFate.REJECTED, member.fault)
        if member.to_on is not None and member.to_on < self.known.today:
            left = f"{member.name or member.role} left on {plain_date(member.to_on)}."
            return PlannedMember(member, RowFate.REJECTED, left)
        try:
            return self._seat(member)
        except _Refused as refused:
            return PlannedMember(member, RowFate.REJECTED, str(refused))

    # -- whose seat ---------------------------------------------------------------------------

    def _seat(self, member: Member) -> PlannedMember:
        group = self._group(member)
        owner, sector = self._organisation(member)
        seat = self._known_seat(member, group, owner)
        role = seat.role if seat else member.role or member.job or "Member"
        begun = PlannedMember(
            member, RowFate.SAME, "", group.id, owner.id if owner else None, sector,
            seat.id if seat else None, role,
        )  # fmt: skip
        self._agrees(begun, owner)
        begun = self._once(begun, seat, owner)
        changes = self._seat_changes(member, seat, owner)
        if member.vacant:
            return self._vacant(begun, seat, changes)
        return self._person(begun, seat, owner, changes)

    def _group(self, member: Member) -> KnownGroup:
        if member.group:
            found = self.known.group(member.group)
            if found is None:
                raise _Refused(f"No group here is called “{member.group}”.")
            return found
        under = self.known.group(member.heading) if member.heading else None
        own = next((one for one in self.known.groups if one.id == self.group_id), None)
        chosen = under or own
        if chosen is None:
            raise _Refused("No group is chosen for this list.")
        return chosen

    def _organisation(self, member: Member) -> tuple[KnownOrganisation | None, Sector | None]:
        """The organisation, or None with the sector of the new one."""
        said = member.organisation
        found = self.known.organisation(said)
        if found is not None:
            return found, None
        if said not in self.choices:
            raise _Refused(self.known.which(said, self._alike(said)))
        chosen = self.known.organisation_of(self.choices[said])
        if chosen is not None:
            return chosen, None
        sector = member.sector or sector_of(said)
        if sector is None:
            raise _Refused(
                f"No organisation here is called “{said}”, and nothing tells its sector: add it "
                "first, or give the list a Sector column."
            )
        return None, sector

    def _known_seat(
        self, member: Member, group: KnownGroup, owner: KnownOrganisation | None
    ) -> KnownSeat | None:
        """The seat a row is about: by its role, else by who sits there, else the only one."""
        if owner is None:
            return self._kept_for(member, group)
        mine = self.known.seats_of(group.id, owner.id)
        if member.role:
            wanted = key_of(member.role)
            same = [one for one in mine if key_of(one.role) == wanted]
            return same[0] if same else self._kept_for(member, group)
        by_person = [one for one in mine if self._sits(one, member.name)]
        by_title = [one for one in mine if key_of(one.role) == key_of(member.job)]
        both = [one for one in by_person if one in by_title]
        found = both or by_person or by_title
        if len(found) > 1 and not both:
            found = []
        if not found and len(mine) == 1:
            found = list(mine)
        if not found and len(mine) > 1:
            roles = ", ".join(one.role for one in mine[:4])
            raise _Refused(
                f"{owner.short_name} has several seats ({roles}): say which in a Seat column."
            )
        return found[0] if found else None

    def _kept_for(self, member: Member, group: KnownGroup) -> KnownSeat | None:
        """A vacant seat of that role that nobody has yet."""
        wanted = key_of(member.role)
        return next(
            (
                one
                for one in self.known.seats
                if wanted
                and one.group_id == group.id
                and one.organisation_id is None
                and key_of(one.role) == wanted
            ),
            None,
        )

    def _sits(self, seat: KnownSeat, name: str) -> bool:
        return any(key_of(one.term.name) == key_of(name) for one in seat.terms if name)

    def _agrees(self, begun: PlannedMember, owner: KnownOrganisation | None) -> None:
        """A list must not say one thing here and another there of the same organisation or seat:
        whichever came last would win by chance."""
        member = begun.member
        whose = str(owner.id) if owner else key_of(member.organisation)
        seat = (str(begun.group_id), whose, key_of(begun.role))
        said: list[tuple[str, tuple[str, ...], object]] = [
            ("the statutory duty", (whose,), member.statutory),
            ("the part in the quorum", seat, member.key_partner),
        ]
        for words, key, value in said:
            self._told_alike(words, key, value, member)
        kind = "other" if member.kind is _HOLDER else "holder"
        if member.name and (kind, *seat, key_of(member.name)) in self.told:
            raise _Refused(f"{member.name} cannot substitute on a seat and hold it too.")
        own = "holder" if member.kind is _HOLDER else "other"
        self.told[own, *seat, key_of(member.name)] = ("", member.row)

    def _told_alike(self, words: str, key: tuple[str, ...], value: object, member: Member) -> None:
        if value is None or value == "":
            return
        before, row = self.told.setdefault((words, *key), (value, member.row))
        if before != value:
            raise _Refused(f"Row {row} says otherwise of {words}.")

    def _person_agrees(self, member: Member, person: KnownPerson | None, whose: str) -> None:
        """One person has one title, address and number, one address belongs to one person."""
        key = (f"person {person.id}",) if person else (key_of(member.name), whose)
        self._told_alike("the title", key, member.title, member)
        self._told_alike("the e-mail", key, member.email, member)
        self._told_alike("the phone", key, member.phone, member)
        if member.email:
            self._told_alike("whose address it is", (member.email.casefold(),), key, member)

    def _once(
        self, begun: PlannedMember, seat: KnownSeat | None, owner: KnownOrganisation | None
    ) -> PlannedMember:
        """A seat has one holder in a list too; its substitutes come after it."""
        member = begun.member
        if member.kind is not _HOLDER:
            return begun
        whose = str(owner.id) if owner else key_of(member.organisation)
        key = (begun.group_id or 0, whose, f"seat {seat.id}" if seat else key_of(begun.role))
        before = self.begun.get(key)
        if before is not None:
            raise _Refused(
                f"Row {before} gives the seat of {begun.role} a holder already: a seat has one."
            )
        self.begun[key] = member.row
        return begun

    def _seat_changes(
        self, member: Member, seat: KnownSeat | None, owner: KnownOrganisation | None
    ) -> list[str]:
        changes = []
        if owner and member.statutory is not None and member.statutory is not owner.statutory:
            changes.append("statutory" if member.statutory else "not statutory")
        if seat is None:
            return changes
        if member.key_partner is not None and member.key_partner is not seat.key_partner:
            changes.append("key partner" if member.key_partner else "not a key partner")
        if member.chair and not seat.co_chair:
            changes.append("co-chair")
        return changes

    # -- who sits there -----------------------------------------------------------------------

    def _vacant(
        self, begun: PlannedMember, seat: KnownSeat | None, changes: list[str]
    ) -> PlannedMember:
        if seat is None:
            words = f"New seat, vacant{_new_owner(begun)}"
            return replace(begun, fate=RowFate.NEW, words=words)
        held = self._holder(seat, self.known.today)
        if held is not None and held.term.to_on is not None:
            held = held if held.term.to_on > self.known.today else None  # leaves today anyway
        if seat.vacant and held is None and not changes:
            return replace(begun, words=f"{begun.role} is vacant")
        if held is not None:
            changes.insert(0, f"{held.term.name} leaves on {plain_date(self.known.today)}")
        if not seat.vacant:
            changes.insert(0, "becomes vacant")
        return replace(
            begun,
            fate=RowFate.CHANGED,
            words=f"{begun.role}: {', '.join(changes)}",
            succeeds=held.term.id if held else None,
            changes=tuple(changes),
        )

    def _holder(self, seat: KnownSeat, day: date) -> KnownTerm | None:
        found = holder_on((one.term for one in seat.terms), day)
        return next((one for one in seat.terms if found and one.term.id == found.id), None)

    def _person(
        self,
        begun: PlannedMember,
        seat: KnownSeat | None,
        owner: KnownOrganisation | None,
        changes: list[str],
    ) -> PlannedMember:
        member = begun.member
        if not member.name:
            return self._nameless(begun, seat, changes)
        terms = seat.terms if seat else ()
        on_seat = [one.person_id for one in terms if one.term.kind is member.kind]
        person = self.known.person(member.name, member.email, owner.id if owner else None, on_seat)
        whose = str(owner.id) if owner else key_of(member.organisation)
        self._person_agrees(member, person, whose)
        begun = replace(begun, person_id=person.id if person else None)
        begun, said = self._details(begun, person)
        changes += said
        current = self._current(seat, person, member.kind)
        if current is not None:
            return self._same_person(begun, current, seat, changes)
        return self._new_person(begun, seat, changes)

    def _nameless(
        self, begun: PlannedMember, seat: KnownSeat | None, changes: list[str]
    ) -> PlannedMember:
        if seat is None:
            return replace(begun, fate=RowFate.NEW, words=f"New seat{_new_owner(begun)}")
        if seat.organisation_id is None or seat.vacant:
            changes.insert(0, f"filled by {begun.member.organisation}")
        return self._as_changed(begun, f"{begun.role}", changes)

    def _as_changed(self, begun: PlannedMember, who: str, changes: list[str]) -> PlannedMember:
        if not changes:
            return replace(begun, fate=RowFate.SAME, words=who)
        words = f"{who}: {', '.join(changes)}"
        return replace(begun, fate=RowFate.CHANGED, words=words, changes=tuple(changes))

    def _details(
        self, begun: PlannedMember, person: KnownPerson | None
    ) -> tuple[PlannedMember, list[str]]:
        """What the list says otherwise of a known person; an empty cell changes nothing."""
        if person is None:
            return begun, []
        told = {
            "title": begun.member.title_beside(person.title),
            "email": begun.member.email,
            "phone": begun.member.phone,
        }
        details = tuple(
            (name, value)
            for name, value in told.items()
            if value and value != getattr(person, name)
        )
        said = [
            f"{_DETAIL[name]} {getattr(person, name) or 'empty'} → {value}"
            for name, value in details
        ]
        return replace(begun, details=details), said

    def _current(
        self, seat: KnownSeat | None, person: KnownPerson | None, kind: AppointmentKind
    ) -> KnownTerm | None:
        """The term this person has on the seat now, or has yet to begin."""
        if seat is None or person is None:
            return None
        return next(
            (
                one
                for one in seat.terms
                if one.person_id == person.id
                and one.term.kind is kind
                and (one.term.to_on is None or one.term.to_on >= self.known.today)
            ),
            None,
        )

    def _same_person(
        self,
        begun: PlannedMember,
        current: KnownTerm,
        seat: KnownSeat | None,
        changes: list[str],
    ) -> PlannedMember:
        from_on = begun.member.from_on
        term = current.term
        if from_on is not None and from_on != term.from_on:
            before = plain_date(term.from_on) if term.from_on else "not recorded"
            changes.append(f"since {before} → {plain_date(from_on)}")
            assert seat is not None
            self._refuse_clash(begun, seat, replace(term, from_on=from_on))
        if seat is not None and seat.vacant and term.kind is _HOLDER:
            changes.append("not vacant any more")
        begun = replace(begun, appointment_id=term.id, from_on=from_on)
        return self._as_changed(begun, f"{begun.member.name}, {begun.role}", changes)

    def _new_person(
        self, begun: PlannedMember, seat: KnownSeat | None, changes: list[str]
    ) -> PlannedMember:
        member = begun.member
        if member.kind is _SUBSTITUTE:
            said = f"{member.name} substitutes for {begun.role}"
            made = replace(begun, from_on=member.from_on, changes=tuple(changes))
            return replace(made, fate=RowFate.NEW, words=said)
        held = self._holder(seat, member.from_on or self.known.today) if seat else None
        if held is None or seat is None:
            if seat is not None and seat.vacant:
                changes.insert(0, "the seat was vacant")
            kind = "New seat and holder" if seat is None else "New holder"
            said = "".join(f", {change}" for change in changes)
            return replace(
                begun, fate=RowFate.NEW, words=f"{kind}{_new_owner(begun)}{said}",
                from_on=member.from_on, changes=tuple(changes),
            )  # fmt: skip
        from_on = member.from_on or self.known.today
        begins = Term(0, member.name, _HOLDER, from_on, member.to_on)
        if held.term.from_on is not None and held.term.from_on >= from_on:
            raise _Refused(clash_words(begun.role, begins, held.term))
        day = plain_date(from_on)
        unsaid = "" if member.from_on else ", as the list gives no day"
        changes.insert(0, f"{held.term.name} → {member.name} from {day}{unsaid}")
        begun = replace(begun, from_on=from_on, succeeds=held.term.id)
        return self._as_changed(begun, begun.role, changes)

    def _refuse_clash(self, begun: PlannedMember, seat: KnownSeat, term: Term) -> None:
        other = clashing(term, [one.term for one in seat.terms])
        if other is not None:
            raise _Refused(clash_words(begun.role, term, other))


def _new_owner(begun: PlannedMember) -> str:
    """ "; new organisation, sector Business", or "" for one that is known."""
    if begun.organisation_id is not None or begun.sector is None:
        return ""
    return f"; new organisation, sector {begun.sector.label}"


_DETAIL = {"title": "title", "email": "e-mail", "phone": "phone"}


def new_organisations(plan: MembershipPlan) -> tuple[str, ...]:
    """The organisations the plan makes, each once, as the list writes them."""
    names = (row.member.organisation for row in plan.to_do if row.organisation_id is None)
    return tuple(dict.fromkeys(names))
