"""Holders and substitutes, dates of governance bodies, removing and merging, attendance."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from cspdesk.desk import Desk
from cspdesk.errors import RuleBroken
from cspdesk.people.commands import (
    AddBodyDates,
    AddGroup,
    AddOrganisation,
    AddPerson,
    AddSeat,
    Appoint,
    EditAppointment,
    EditPerson,
    EditSeat,
    EndAppointment,
    MergeOrganisations,
    MoveBodyDate,
    RemoveAppointment,
    RemoveBodyDate,
    RemoveGovernanceBody,
    RemoveGroup,
    RemoveOrganisation,
    RemovePerson,
    RemoveSeat,
)
from cspdesk.people.queries import governance_bodies, groups, organisations, seats
from cspdesk.people.seat_queries import (
    body_dates,
    organisation_card,
    people,
    questions,
    seat_card,
    seats_view,
)
from cspdesk.people.seat_records import SeatCard
from cspdesk.reading import Reading
from db.store import Store
from db.tables import AttendanceRow, MeetingRow
from db.vocabulary import AppointmentKind, GroupKind, Presence, Sector


def seat_id(desk: Desk, role: str) -> int:
    return next(line.id for line in desk.ask(seats) if line.role == role)


def card(desk: Desk, role: str) -> SeatCard:
    found = desk.ask(seat_card, seat_id(desk, role))
    assert found is not None
    return found


def code(desk: Desk, wanted: str) -> int:
    return next(line.id for line in desk.ask(organisations) if line.code == wanted)


COMMANDER = "Borough Fire Commander"


def test_the_sample_has_seats_without_names_and_asks_who_is_missing(read_desk: Desk) -> None:
    view = read_desk.ask(seats_view)
    assert len(view.cards) == len(read_desk.ask(seats))
    assert {one.state for one in view.cards} == {"Vacant", "No name yet"}
    asked = [gap.question for gap in read_desk.ask(questions)]
    assert asked[:4] == [
        "Who takes the vacant seat for business?",
        "Who takes the vacant seat for schools?",
        "Who else could speak for the voluntary sector?",
        "Who speaks for the community on the Board?",
    ]
    assert view.shares == "14 seats, 12 filled: 4 Council, 2 Police, 6 others"
    assert view.sentence.endswith(
        "quorum: Council, Police, Fire Brigade, Probation (NPS) and Haringey CCG."
    )
    commander = next(one for one in view.cards if one.seat.role == COMMANDER)
    assert commander.statutory
    assert commander.sector is Sector.FIRE


def test_a_seat_gets_a_holder_and_the_next_one_takes_over(desk: Desk) -> None:
    key = seat_id(desk, COMMANDER)
    done = desk.run(Appoint(key, name="Şükrü Demir", from_on=date(2016, 4, 1)))
    assert done.label == "Şükrü Demir holds the seat of Borough Fire Commander"
    with pytest.raises(RuleBroken, match=r"Şükrü Demir holds .* and O’Neill would hold it too"):
        desk.run(Appoint(key, name="O’Neill", from_on=date(2017, 1, 1)))
    desk.run(Appoint(key, name="O’Neill", from_on=date(2017, 1, 1), replaces=True))
    found = card(desk, COMMANDER)
    assert found.holder is not None
    assert found.holder.person.name == "O’Neill"
    assert found.holder.person.organisation == "Fire Brigade"
    assert [one.term.words for one in found.terms] == [
        "since 1 January 2017",
        "1 April 2016 to 31 December 2016",
    ]
    assert desk.undo() is not None
    again = card(desk, COMMANDER).holder
    assert again is not None
    assert (again.person.name, again.to_on) == ("Şükrü Demir", None), "one step, undone as one"
    assert [one.name for one in desk.ask(people)] == ["Şükrü Demir"]


def test_taking_over_needs_a_day_after_the_present_holder_began(desk: Desk) -> None:
    key = seat_id(desk, COMMANDER)
    desk.run(Appoint(key, name="A. Bell", from_on=date(2017, 1, 1)))
    with pytest.raises(RuleBroken, match="from which day"):
        desk.run(Appoint(key, name="B. Bell", replaces=True))
    with pytest.raises(RuleBroken, match=r"A. Bell holds"):
        desk.run(Appoint(key, name="B. Bell", from_on=date(2017, 1, 1), replaces=True))
    with pytest.raises(RuleBroken, match="before the first"):
        desk.run(Appoint(key, name="C", from_on=date(2017, 1, 2), to_on=date(2017, 1, 1)))
    with pytest.raises(RuleBroken, match="a name"):
        desk.run(Appoint(key, name=" "))
    assert len(desk.ask(people)) == 1, "a person that was refused is not left behind"


def test_ending_an_appointment_frees_the_seat_and_a_longer_one_must_not_clash(desk: Desk) -> None:
    key = seat_id(desk, COMMANDER)
    desk.run(Appoint(key, name="A. Bell", from_on=date(2016, 1, 1)))
    held = card(desk, COMMANDER).terms[0]
    desk.run(EndAppointment(held.id, held.version, date(2016, 12, 31)))
    assert card(desk, COMMANDER).holder is None
    assert card(desk, COMMANDER).state == "No name yet"
    desk.run(Appoint(key, name="B. Bell", from_on=date(2017, 1, 1)))
    first = card(desk, COMMANDER).terms[1]
    with pytest.raises(RuleBroken, match=r"B. Bell holds") as broken:
        desk.run(EditAppointment(first.id, first.version, to_on=None))
    assert broken.value.field == "to_on"
    desk.run(EditAppointment(first.id, first.version, to_on=None, kind=AppointmentKind.SUBSTITUTE))
    assert [one.person.name for one in card(desk, COMMANDER).substitutes] == ["A. Bell"]
    slip = card(desk, COMMANDER).substitutes[0]
    desk.run(RemoveAppointment(slip.id, slip.version))
    assert card(desk, COMMANDER).substitutes == ()


def test_a_vacant_seat_is_filled_by_who_comes_with_an_organisation(desk: Desk) -> None:
    key = seat_id(desk, "Business seat")
    with pytest.raises(RuleBroken, match="no organisation yet") as broken:
        desk.run(Appoint(key, name="A trader"))
    assert broken.value.field == "organisation_id"
    traders = desk.run(AddOrganisation("TTA", "Traders", "Traders", Sector.BUSINESS)).created
    chair = desk.run(AddPerson("A trader", "Chair", traders)).created
    desk.run(Appoint(key, chair, from_on=date(2017, 2, 1)))
    found = card(desk, "Business seat")
    assert (found.seat.organisation, found.is_vacant) == ("Traders", False)
    assert desk.ask(questions)[0].question == "Who else could speak for business?"
    assert [one.seats for one in desk.ask(people)] == [("Board: Business seat",)]


def test_a_seat_is_co_opted_and_leaves_with_its_appointments(desk: Desk) -> None:
    board = next(one.id for one in desk.ask(groups) if one.kind is GroupKind.BOARD)
    done = desk.run(AddSeat(board, "Faith forum", code(desk, "BRT"), co_opted=True))
    assert done.label == "Co-opted a seat on Board, Faith forum"
    found = card(desk, "Faith forum")
    assert found.seat.co_opted
    desk.run(EditSeat(found.id, found.seat.version, co_opted=False))
    assert not card(desk, "Faith forum").seat.co_opted
    desk.run(Appoint(found.id, name="A. Bell"))
    now = card(desk, "Faith forum")
    desk.run(RemoveSeat(now.id, now.seat.version))
    assert desk.ask(seat_card, now.id) is None
    assert [one.seats for one in desk.ask(people)] == [()]


def test_a_person_who_held_a_seat_stays_and_another_may_go(desk: Desk) -> None:
    desk.run(Appoint(seat_id(desk, COMMANDER), name="A. Bell", email="a.bell@fire.example"))
    held = desk.ask(people)[0]
    with pytest.raises(RuleBroken, match=r"A. Bell has 1 appointment"):
        desk.run(RemovePerson(held.id, held.version))
    with pytest.raises(RuleBroken, match="an e-mail address"):
        desk.run(EditPerson(held.id, held.version, email="nobody"))
    with pytest.raises(RuleBroken, match="a name"):
        desk.run(EditPerson(held.id, held.version, name=""))
    other = desk.run(AddPerson("B. Bell")).created
    assert other is not None
    desk.run(RemovePerson(other, 1))
    assert [one.name for one in desk.ask(people)] == ["A. Bell"]


# ---- governance bodies --------------------------------------------------------------------------


def test_a_body_meets_next_on_the_first_of_its_dates_to_come(desk: Desk) -> None:
    body = next(one for one in desk.ask(governance_bodies) if one.organisation == "Fire Brigade")
    days = (date(2017, 5, 2), date(2017, 1, 10), date(2017, 3, 7))
    assert desk.run(AddBodyDates(body.id, days)).label == (
        "Added 3 dates of Borough management team of Fire Brigade"
    )

    def meets() -> date | None:
        return next(one for one in desk.ask(governance_bodies) if one.id == body.id).next_meets_on

    assert meets() == date(2017, 3, 7)
    with pytest.raises(RuleBroken, match="meets on 7 March 2017 already"):
        desk.run(AddBodyDates(body.id, (date(2017, 3, 7),)))
    with pytest.raises(RuleBroken, match="at least one day"):
        desk.run(AddBodyDates(body.id, ()))
    first, second, third = desk.ask(body_dates)[body.id]
    desk.run(RemoveBodyDate(second.id, second.version))
    assert meets() == date(2017, 5, 2)
    with pytest.raises(RuleBroken, match="meets on 10 January 2017 already"):
        desk.run(MoveBodyDate(third.id, third.version, first.held_on))
    desk.run(MoveBodyDate(third.id, third.version, date(2017, 2, 1)))
    assert meets() is None, "all its dates are past"


def test_a_body_that_was_reported_to_stays(desk: Desk) -> None:
    body = desk.ask(governance_bodies)[0]
    with pytest.raises(RuleBroken, match=r"report-back.*so it stays"):
        desk.run(RemoveGovernanceBody(body.id, body.version))


# ---- removing and merging -----------------------------------------------------------------------


def test_what_others_refer_to_is_not_removed_and_says_what_it_has(desk: Desk) -> None:
    police = next(line for line in desk.ask(organisations) if line.code == "MPS")
    with pytest.raises(RuleBroken, match=r"Police has .*action.* and 5 seats, which would be lost"):
        desk.run(RemoveOrganisation(police.id, police.version))
    executive = next(one for one in desk.ask(groups) if one.short_name == "Executive")
    with pytest.raises(RuleBroken, match=r"Executive has .*7 seats: take those out"):
        desk.run(RemoveGroup(executive.id, executive.version))


def test_merging_moves_everything_and_loses_nothing(desk: Desk) -> None:
    crc, nps = (
        next(line for line in desk.ask(organisations) if line.code == wanted)
        for wanted in ("CRC", "NPS")
    )
    done = desk.run(MergeOrganisations(crc.id, nps.id, crc.version))
    assert done.label == "Merged London CRC into Probation (NPS)"
    merged = desk.ask(organisation_card, nps.id)
    assert merged is not None
    assert desk.ask(organisation_card, crc.id) is None
    assert merged.line.seats == crc.seats + nps.seats
    assert merged.line.channels == (*nps.channels, *crc.channels)
    assert len(merged.bodies) == 2
    with pytest.raises(RuleBroken, match="Choose another"):
        desk.run(MergeOrganisations(nps.id, nps.id, merged.line.version))
    desk.undo()
    assert desk.ask(organisation_card, crc.id) is not None


# ---- attendance ---------------------------------------------------------------------------------


def _register(desk: Desk, role: str, presence: Presence, **said: str) -> None:
    """What the meeting mode writes: one line of the register of the latest Board that met."""
    store: Store = desk._store
    key = seat_id(desk, role)

    def board(reading: Reading) -> int:
        group = next(line.group_id for line in seats(reading) if line.id == key)
        query = select(MeetingRow.id).filter_by(group_id=group)
        query = query.where(MeetingRow.held_on < reading.today)
        return reading.all(query.order_by(MeetingRow.held_on.desc()))[0]

    meeting = desk.ask(board)
    with store.write(desk.today) as (work, step):
        step.label = "Took the register"
        work.add(AttendanceRow(meeting_id=meeting, seat_id=key, presence=presence, **said))


NEW_SEAT = "Town centre manager"


def _new_seat(desk: Desk) -> None:
    """A seat that is in no register yet."""
    board = next(one.id for one in desk.ask(groups) if one.kind is GroupKind.BOARD)
    desk.run(AddSeat(board, NEW_SEAT, code(desk, "LBH")))


def test_attendance_by_seat_counts_what_is_not_recorded_as_not_recorded(desk: Desk) -> None:
    _new_seat(desk)
    before = card(desk, NEW_SEAT).attendance
    assert (before.recorded, before.short) == (0, "Not recorded")
    assert before.meetings >= 2
    _register(desk, NEW_SEAT, Presence.SUBSTITUTE, name="A. Bell", substitute="B. Deputy")
    after = card(desk, NEW_SEAT)
    assert after.attendance.there == 1
    assert after.attendance.count(None) == before.meetings - 1
    assert after.sent == (("B. Deputy", 1),)


def test_a_past_register_keeps_the_name_and_title_of_its_day(desk: Desk) -> None:
    _new_seat(desk)
    desk.run(Appoint(seat_id(desk, NEW_SEAT), name="A. Bell", title="Manager"))
    _register(desk, NEW_SEAT, Presence.PRESENT, name="A. Bell", title="Manager")
    person = next(one for one in desk.ask(people) if one.name == "A. Bell")
    desk.run(EditPerson(person.id, person.version, name="A. Bell-Demir", title="Director"))
    entry = card(desk, NEW_SEAT).register[-1]
    assert (entry.name, entry.title) == ("A. Bell", "Manager")
    now = card(desk, NEW_SEAT)
    with pytest.raises(RuleBroken, match="1 entry in the attendance, so it stays"):
        desk.run(RemoveSeat(now.id, now.seat.version))


def test_a_group_without_a_chair_is_asked_for(desk: Desk) -> None:
    desk.run(AddGroup("Hate Crime Group", "Hate Crime Group", GroupKind.SUB_GROUP))
    assert desk.ask(questions)[-1].question == "Who chairs the Hate Crime Group?"
