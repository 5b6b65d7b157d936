"""Examples of the commands of organisations, groups, seats and settings."""

from __future__ import annotations

from datetime import date

from command_examples import Example
from finding import first

from cspdesk.commanding import Command
from cspdesk.desk import Desk
from cspdesk.people.commands import (
    AddGovernanceBody,
    AddGroup,
    AddOrganisation,
    AddSeat,
    EditGovernanceBody,
    EditGroup,
    EditOrganisation,
    EditSeat,
    RemoveSeat,
)
from cspdesk.settings.commands import (
    AddToLibrary,
    EditInLibrary,
    RemoveFromLibrary,
    SetMeetingDefaults,
    SetPartnership,
    SetRatingDefaults,
)
from db.tables import (
    GovernanceBodyRow,
    GroupRow,
    OrganisationRow,
    PartnershipRow,
    SeatRow,
    StandingItemRow,
)
from db.vocabulary import GroupKind, Marking, Sector


def police(desk: Desk) -> OrganisationRow:
    return first(desk, OrganisationRow, code="MPS")


def _edit_organisation(desk: Desk) -> EditOrganisation:
    row = police(desk)
    return EditOrganisation(row.id, row.version, email="ward.panels@police.example")


def _edit_body(desk: Desk) -> EditGovernanceBody:
    row = first(desk, GovernanceBodyRow)
    return EditGovernanceBody(row.id, row.version, next_meets_on=date(2017, 4, 4))


def _edit_group(desk: Desk) -> EditGroup:
    row = first(desk, GroupRow, short_name="HWB")
    return EditGroup(row.id, row.version, chair="Cabinet Member for Health")


def _edit_seat(desk: Desk) -> EditSeat:
    row = first(desk, SeatRow, role="Business seat")
    return EditSeat(row.id, row.version, organisation_id=police(desk).id)


def _remove_seat(desk: Desk) -> RemoveSeat:
    row = first(desk, SeatRow, role="Schools seat")
    return RemoveSeat(row.id, row.version)


def _set_partnership(desk: Desk) -> SetPartnership:
    row = first(desk, PartnershipRow)
    return SetPartnership(
        row.id,
        row.version,
        name="Haringey CSP – Şükrü’s",
        contact="csp@haringey.example",
        marking=Marking.OFFICIAL_SENSITIVE,
    )


def _set_meeting_defaults(desk: Desk) -> SetMeetingDefaults:
    row = first(desk, PartnershipRow)
    return SetMeetingDefaults(row.id, row.version, clear_days=7, item_limit=6)


def _set_rating_defaults(desk: Desk) -> SetRatingDefaults:
    row = first(desk, PartnershipRow)
    return SetRatingDefaults(row.id, row.version, tolerance=3, spc_run=6)


def _edit_in_library(desk: Desk) -> EditInLibrary:
    row = first(desk, StandingItemRow, key="welcome")
    return EditInLibrary(row.id, row.version, minutes=8)


def _remove_from_library(desk: Desk) -> RemoveFromLibrary:
    row = first(desk, StandingItemRow, key="communications")
    return RemoveFromLibrary(row.id, row.version)


EXAMPLES: dict[type[Command], Example] = {
    AddGovernanceBody: lambda desk: AddGovernanceBody(police(desk).id, "Ward panel chairs"),
    AddGroup: lambda desk: AddGroup("Hate Crime Group", "Hate crime", GroupKind.SUB_GROUP),
    AddOrganisation: lambda desk: AddOrganisation(
        "TTA", "Tottenham Traders’ Association", "Traders", Sector.BUSINESS
    ),
    AddSeat: lambda desk: AddSeat(
        first(desk, GroupRow, kind=GroupKind.BOARD).id, "Detective Inspector", police(desk).id
    ),
    EditGovernanceBody: _edit_body,
    EditGroup: _edit_group,
    EditOrganisation: _edit_organisation,
    EditSeat: _edit_seat,
    RemoveSeat: _remove_seat,
    AddToLibrary: lambda desk: AddToLibrary("Emerging issues", lead="Co-chairs"),
    EditInLibrary: _edit_in_library,
    RemoveFromLibrary: _remove_from_library,
    SetMeetingDefaults: _set_meeting_defaults,
    SetPartnership: _set_partnership,
    SetRatingDefaults: _set_rating_defaults,
}
