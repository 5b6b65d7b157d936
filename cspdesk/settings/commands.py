"""Change the partnership's settings and its library of standing items."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from cspdesk.agenda.rules import NEEDED_STANDING, check_minutes
from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import KEEP, Keep, apply_edit, edit_label, in_range, needs, required
from db.tables import PartnershipRow, StandingItemRow
from db.unit_of_work import UnitOfWork
from db.vocabulary import Marking


@dataclass(frozen=True, slots=True)
class SetPartnership(Command):
    """Name, contact and marking of the partnership."""

    partnership_id: int
    name: str
    borough: str
    secretariat: str
    contact: str
    marking: Marking
    seen_version: int


@dataclass(frozen=True, slots=True)
class SetMeetingDefaults(Command):
    """What a new Board meeting starts with, and the rules of its papers."""

    partnership_id: int
    seen_version: int
    meeting_minutes: int | Keep = KEEP
    item_limit: int | Keep = KEEP
    decision_aim: int | Keep = KEEP
    clear_days: int | Keep = KEEP
    municipal_year_start: int | Keep = KEEP
    financial_year_start: int | Keep = KEEP


@dataclass(frozen=True, slots=True)
class SetRatingDefaults(Command):
    """The tolerance of RAG ratings, and how control charts are read (reference: SPC conventions).

    `tolerance` is in per cent or percentage points.
    """

    partnership_id: int
    seen_version: int
    tolerance: float | Keep = KEEP
    spc_screening: bool | Keep = KEEP
    spc_run: int | Keep = KEEP
    spc_two_of_three_outside: bool | Keep = KEEP


@dataclass(frozen=True, slots=True)
class AddToLibrary(Command):
    """Add a standing item to the library; new agendas start with it."""

    title: str
    wording: str = ""
    lead: str = ""
    minutes: int = 5


@dataclass(frozen=True, slots=True)
class EditInLibrary(Command):
    """Change a standing item of the library; agendas that have it already keep their own words."""

    standing_id: int
    seen_version: int
    title: str | Keep = KEEP
    wording: str | Keep = KEEP
    lead: str | Keep = KEEP
    minutes: int | Keep = KEEP


@dataclass(frozen=True, slots=True)
class RemoveFromLibrary(Command):
    """Take a standing item out of the library; agendas that have it keep it."""

    standing_id: int
    seen_version: int


@handles(SetPartnership)
def set_partnership(command: SetPartnership, work: UnitOfWork) -> str:
    row = work.get(PartnershipRow, command.partnership_id, command.seen_version)
    row.name = required("name", command.name, "Give the partnership’s name.")
    row.borough = required(
        "borough", command.borough, "Give the borough, as police spreadsheets spell it."
    )
    row.secretariat = command.secretariat.strip()
    row.contact = command.contact.strip()
    row.marking = command.marking
    return f"Changed the settings of {row.name}"


@handles(SetMeetingDefaults)
def set_meeting_defaults(command: SetMeetingDefaults, work: UnitOfWork) -> str:
    row = work.get(PartnershipRow, command.partnership_id, command.seen_version)
    words = {
        "meeting_minutes": "length of meetings",
        "item_limit": "limit of items",
        "decision_aim": "aim for decisions",
        "clear_days": "clear days",
        "municipal_year_start": "municipal year",
        "financial_year_start": "financial year",
    }
    checks = {
        "meeting_minutes": in_range("meeting_minutes", 1, 600, "Minutes"),
        "item_limit": in_range("item_limit", 1, 50, "The item limit"),
        "decision_aim": in_range("decision_aim", 0, 100, "The aim for decisions"),
        "clear_days": in_range("clear_days", 0, 60, "Clear days"),
        "municipal_year_start": in_range("municipal_year_start", 1, 12, "The month"),
        "financial_year_start": in_range("financial_year_start", 1, 12, "The month"),
    }
    return edit_label(apply_edit(row, command, words, checks), "meetings")


@handles(SetRatingDefaults)
def set_rating_defaults(command: SetRatingDefaults, work: UnitOfWork) -> str:
    row = work.get(PartnershipRow, command.partnership_id, command.seen_version)
    words = {
        "tolerance": "tolerance",
        "spc_screening": "screening of baselines",
        "spc_run": "length of a run",
        "spc_two_of_three_outside": "two-of-three rule",
    }
    checks = {
        "tolerance": _tolerance,
        "spc_run": in_range("spc_run", 6, 9, "The length of a run"),
    }
    return edit_label(apply_edit(row, command, words, checks), "ratings")


def _tolerance(value: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
        raise RuleBroken("tolerance", "The tolerance must be from 0 to 100.")
    return float(value)


@handles(AddToLibrary)
def add_to_library(command: AddToLibrary, work: UnitOfWork) -> str:
    last = work.session.scalar(select(func.max(StandingItemRow.position))) or 0
    row = work.add(
        StandingItemRow(
            key="own",
            title=required("title", command.title, "Give the item a title."),
            wording=command.wording.strip(),
            lead=command.lead.strip(),
            minutes=check_minutes(command.minutes),
            position=last + 1,
        )
    )
    # Ids are never used twice, so a removed item's agendas are not taken for this one's.
    row.key = f"own_{row.id}"
    return f"Added the standing item {row.title}"


@handles(EditInLibrary)
def edit_in_library(command: EditInLibrary, work: UnitOfWork) -> str:
    row = work.get(StandingItemRow, command.standing_id, command.seen_version)
    words = {"title": "title", "wording": "wording", "lead": "lead", "minutes": "minutes"}
    checks = {"title": needs("title", "Give the item a title."), "minutes": check_minutes}
    changed = apply_edit(row, command, words, checks)
    return edit_label(changed, f"the standing item {row.title}")


@handles(RemoveFromLibrary)
def remove_from_library(command: RemoveFromLibrary, work: UnitOfWork) -> str:
    row = work.get(StandingItemRow, command.standing_id, command.seen_version)
    if row.key in dict(NEEDED_STANDING):
        raise RuleBroken("", f"Every Board agenda needs {row.title}: it stays in the library.")
    label = f"Removed the standing item {row.title}"
    work.delete(row)
    return label
