"""Examples of the commands of people, appointments, dates of bodies, removing and merging."""

from __future__ import annotations

from datetime import date

from command_examples import Example
from finding import first

from cspdesk.commanding import Command
from cspdesk.desk import Desk
from cspdesk.people.commands import (
    AddBodyDates,
    AddGroup,
    AddOrganisation,
    AddPerson,
    Appoint,
    EditAppointment,
    EditPerson,
    EndAppointment,
    MergeOrganisations,
    MoveBodyDate,
    RemoveAppointment,
    RemoveBodyDate,
    RemoveGovernanceBody,
    RemoveGroup,
    RemoveOrganisation,
    RemovePerson,
)
from cspdesk.people.member_commands import ApplyMembership
from cspdesk.people.member_plan import plan_members
from cspdesk.people.member_queries import known_people, members_of_text
from db.tables import (
    AppointmentRow,
    BodyMeetingRow,
    GovernanceBodyRow,
    GroupRow,
    OrganisationRow,
    PersonRow,
    SeatRow,
)
from db.vocabulary import AppointmentKind, GroupKind, Sector

SPRING = date(2017, 4, 4)


def _appoint(desk: Desk) -> Appoint:
    seat = first(desk, SeatRow, role="Borough Fire Commander")
    return Appoint(
        seat.id,
        name="Şükrü O’Neill",
        title="Borough Fire Commander",
        kind=AppointmentKind.SUBSTITUTE,
        from_on=date(2016, 9, 1),
    )


def _person(desk: Desk) -> PersonRow:
    done = desk.run(AddPerson("Deputy for the sample", "Station Manager"))
    return first(desk, PersonRow, id=done.created)


def _appointment(desk: Desk) -> AppointmentRow:
    done = desk.run(_appoint(desk))
    return first(desk, AppointmentRow, id=done.created)


def _date(desk: Desk) -> BodyMeetingRow:
    body = first(desk, GovernanceBodyRow)
    done = desk.run(AddBodyDates(body.id, (date(2018, 4, 10),)))
    return first(desk, BodyMeetingRow, id=done.created)


def _edit_person(desk: Desk) -> EditPerson:
    row = _person(desk)
    return EditPerson(row.id, row.version, title="Group Manager", phone="020 7946 0000")


def _remove_person(desk: Desk) -> RemovePerson:
    row = _person(desk)
    return RemovePerson(row.id, row.version)


def _edit_appointment(desk: Desk) -> EditAppointment:
    row = _appointment(desk)
    return EditAppointment(row.id, row.version, from_on=date(2016, 10, 1), note="Named in writing")


def _end_appointment(desk: Desk) -> EndAppointment:
    row = _appointment(desk)
    return EndAppointment(row.id, row.version, date(2017, 3, 31))


def _remove_appointment(desk: Desk) -> RemoveAppointment:
    row = _appointment(desk)
    return RemoveAppointment(row.id, row.version)


def _move_date(desk: Desk) -> MoveBodyDate:
    row = _date(desk)
    return MoveBodyDate(row.id, row.version, date(2018, 4, 17))


def _remove_date(desk: Desk) -> RemoveBodyDate:
    row = _date(desk)
    return RemoveBodyDate(row.id, row.version)


def _remove_body(desk: Desk) -> RemoveGovernanceBody:
    from cspdesk.people.commands import AddGovernanceBody

    owner = first(desk, OrganisationRow, code="LFB")
    done = desk.run(AddGovernanceBody(owner.id, "Station managers", SPRING))
    row = first(desk, GovernanceBodyRow, id=done.created)
    return RemoveGovernanceBody(row.id, row.version)


def _remove_group(desk: Desk) -> RemoveGroup:
    done = desk.run(AddGroup("Hate Crime Task Group", "Hate crime task", GroupKind.SUB_GROUP))
    row = first(desk, GroupRow, id=done.created)
    return RemoveGroup(row.id, row.version)


def _remove_organisation(desk: Desk) -> RemoveOrganisation:
    done = desk.run(AddOrganisation("TGH", "Town Guild", "Town Guild", Sector.BUSINESS))
    row = first(desk, OrganisationRow, id=done.created)
    return RemoveOrganisation(row.id, row.version)


def _merge(desk: Desk) -> MergeOrganisations:
    crc, nps = (first(desk, OrganisationRow, code=code) for code in ("CRC", "NPS"))
    return MergeOrganisations(crc.id, nps.id, crc.version)


def _membership(desk: Desk) -> ApplyMembership:
    source = members_of_text(
        "Organisation\tSeat\tName\tFrom\n"
        "Haringey CCG\tDirector of Commissioning\tŞ. O’Neill\t1 Apr 2016\n"
        "Tottenham Traders’ Association\tTown centre\tA. Bell\t\n"
    )
    board = first(desk, GroupRow, kind=GroupKind.BOARD)
    new = {"Tottenham Traders’ Association": None}
    return ApplyMembership(plan_members(source, desk.ask(known_people), board.id, new))


EXAMPLES: dict[type[Command], Example] = {
    AddBodyDates: lambda desk: AddBodyDates(
        first(desk, GovernanceBodyRow, name="Trustees").id, (SPRING, date(2017, 7, 4))
    ),
    AddPerson: lambda desk: AddPerson("Chair of the Traders’ Association", "Chair"),
    ApplyMembership: _membership,
    Appoint: _appoint,
    EditAppointment: _edit_appointment,
    EditPerson: _edit_person,
    EndAppointment: _end_appointment,
    MergeOrganisations: _merge,
    MoveBodyDate: _move_date,
    RemoveAppointment: _remove_appointment,
    RemoveBodyDate: _remove_date,
    RemoveGovernanceBody: _remove_body,
    RemoveGroup: _remove_group,
    RemoveOrganisation: _remove_organisation,
    RemovePerson: _remove_person,
}
