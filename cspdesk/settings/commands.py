"""Change the partnership's settings and its library of standing items."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from cspdesk.agenda.rules import NEEDED_STANDING, check_minutes
from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import KEEP, Keep, apply_edit, edit_label, in_range, needs, required
from cspdesk.meetings.commands import offsets_of
from cspdesk.meetings.rules import FURTHEST, offsets_fault
from cspdesk.settings.rules import checked_wording, references_in
from db.tables import PartnershipRow, StandingItemRow
from db.unit_of_work import UnitOfWork
from db.vocabulary import Marking


@dataclass(frozen=True, slots=True)
class SetPartnership(Command):
    """Name, contact and marking of the partnership."""

    partnership_id: int
    seen_version: int
    name: str | Keep = KEEP
    borough: str | Keep = KEEP
    secretariat: str | Keep = KEEP
    contact: str | Keep = KEEP
    marking: Marking | Keep = KEEP


@dataclass(frozen=True, slots=True)
class SetMeetingDefaults(Command):
    """What a new Board meeting starts with, the rules of its papers, and how far its steps are.

    Steps are in working days from the Board; no cycle is re-planned by it (`ReplanCycles` does).
    `remind_before` is in days.
    """

    partnership_id: int
    seen_version: int
    meeting_minutes: int | Keep = KEEP
    item_limit: int | Keep = KEEP
    decision_aim: int | Keep = KEEP
    clear_days: int | Keep = KEEP
    pmg_before: int | Keep = KEEP
    executive_before: int | Keep = KEEP
    minutes_after: int | Keep = KEEP
    report_backs_after: int | Keep = KEEP
    remind_before: int | Keep = KEEP
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
class MoveInLibrary(Command):
    """Another place for a standing item, counted from 1: new agendas take them in this order."""

    standing_id: int
    to_position: int


@dataclass(frozen=True, slots=True)
class RemoveFromLibrary(Command):
    """Take a standing item out of the library; agendas that have it keep it."""

    standing_id: int
    seen_version: int


_OFFSET_WORDS = {
    "pmg_before": "PMG before the Board",
    "executive_before": "Executive before the Board",
    "clear_days": "clear days",
    "minutes_after": "minutes after the Board",
    "report_backs_after": "report-backs after the Board",
}
_MEETING_WORDS = {
    "meeting_minutes": "length of meetings",
    "item_limit": "limit of items",
    "decision_aim": "aim for decisions",
    **_OFFSET_WORDS,
    "remind_before": "days of reminders",
    "municipal_year_start": "municipal year",
    "financial_year_start": "financial year",
}
_MEETING_CHECKS = {
    "meeting_minutes": in_range("meeting_minutes", 1, 600, "Minutes"),
    "item_limit": in_range("item_limit", 1, 50, "The item limit"),
    "decision_aim": in_range("decision_aim", 0, 100, "The aim for decisions"),
    "clear_days": in_range("clear_days", 0, 60, "Clear days"),
    "pmg_before": in_range("pmg_before", 1, FURTHEST, "Working days"),
    "executive_before": in_range("executive_before", 1, FURTHEST, "Working days"),
    "minutes_after": in_range("minutes_after", 1, FURTHEST, "Working days"),
    "report_backs_after": in_range("report_backs_after", 1, FURTHEST, "Working days"),
    "remind_before": in_range("remind_before", 0, 60, "Days"),
    "municipal_year_start": in_range("municipal_year_start", 1, 12, "The month"),
    "financial_year_start": in_range("financial_year_start", 1, 12, "The month"),
}


@handles(SetPartnership)
def set_partnership(command: SetPartnership, work: UnitOfWork) -> str:
    row = work.get(PartnershipRow, command.partnership_id, command.seen_version)
    words = {
        "name": "name",
        "borough": "borough",
        "secretariat": "secretariat",
        "contact": "contact",
        "marking": "marking",
    }
    checks = {
        "name": needs("name", "Give the partnership’s name."),
        "borough": needs("borough", "Give the borough, as police spreadsheets spell it."),
    }
    changed = apply_edit(row, command, words, checks)
    if len(changed) == 1:
        return edit_label(changed, row.name)
    return f"Changed the settings of {row.name}"


@handles(SetMeetingDefaults)
def set_meeting_defaults(command: SetMeetingDefaults, work: UnitOfWork) -> str:
    row = work.get(PartnershipRow, command.partnership_id, command.seen_version)
    changed = apply_edit(row, command, _MEETING_WORDS, _MEETING_CHECKS)
    moved = [name for name, words in _OFFSET_WORDS.items() if words in changed]
    fault = offsets_fault(offsets_of(row)) if moved else None
    if fault:
        field, sentence = fault
        # The sentence stands beside what was typed, which may not be the field it is about.
        raise RuleBroken(field if field in moved else moved[0], sentence)
    return edit_label(changed, "meetings")


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
        "spc_run": in_range("spc_run", 6, 7, "The length of a run"),
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
            wording=checked_wording(command.wording, _keys(work)),
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
    checks = {
        "title": needs("title", "Give the item a title."),
        "minutes": check_minutes,
        "wording": lambda text: checked_wording(text, _keys(work)),
    }
    changed = apply_edit(row, command, words, checks)
    return edit_label(changed, f"the standing item {row.title}")


@handles(MoveInLibrary)
def move_in_library(command: MoveInLibrary, work: UnitOfWork) -> str:
    row = work.get(StandingItemRow, command.standing_id)
    rows = [one for one in _library(work) if one.id != row.id]
    if not 1 <= command.to_position <= len(rows) + 1:
        raise RuleBroken("to_position", f"Choose a place from 1 to {len(rows) + 1}.")
    rows.insert(command.to_position - 1, row)
    for place, one in enumerate(rows, 1):
        if one.position != place:
            one.position = place
    return f"Moved the standing item {row.title} to place {command.to_position}"


@handles(RemoveFromLibrary)
def remove_from_library(command: RemoveFromLibrary, work: UnitOfWork) -> str:
    row = work.get(StandingItemRow, command.standing_id, command.seen_version)
    if row.key in dict(NEEDED_STANDING):
        raise RuleBroken("", f"Every Board agenda needs {row.title}: it stays in the library.")
    for other in _library(work):
        if other.id != row.id and row.key in references_in(other.wording):
            raise RuleBroken(
                "", f"The wording of “{other.title}” refers to it: take the reference out first."
            )
    label = f"Removed the standing item {row.title}"
    work.delete(row)
    return label


def _library(work: UnitOfWork) -> list[StandingItemRow]:
    return work.all(select(StandingItemRow).order_by(StandingItemRow.position, StandingItemRow.id))


def _keys(work: UnitOfWork) -> set[str]:
    return {row.key for row in _library(work)}
