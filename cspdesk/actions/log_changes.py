"""What a row of a file would change in an action that is here; blank cells change nothing. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from cspdesk.actions.log_plan import KnownAction, LogValues
from cspdesk.calendar import short_date
from db.vocabulary import ActionState

Changes = tuple[tuple[str, str, str], ...]


def changes_to(
    known: KnownAction, values: LogValues, short: Mapping[int, str], *, has_state: bool
) -> tuple[LogValues, Changes]:
    """The values to keep, and each change in words: field, what is here, what the file says."""
    kept = replace(
        values,
        ref=known.ref,
        lead=values.lead or known.lead,
        supporting=values.supporting or known.supporting,
        agreed_at_id=values.agreed_at_id or known.agreed_at_id,
        priority_id=values.priority_id or known.priority_id,
        done_when=values.done_when or known.done_when,
        state=_state(known, values, has_state),
        closed_on=values.closed_on or known.closed_on,
    )
    if kept.due_on is None and kept.due_meeting_id is None:
        kept = replace(kept, due_on=known.due_on, due_meeting_id=known.due_meeting_id)
    if kept.state is known.state:
        kept = replace(kept, closed_on=known.closed_on, evidence="", other="")
    return kept, tuple(_changes(known, kept, short))


def _state(known: KnownAction, values: LogValues, has_state: bool) -> ActionState:
    """A log that only says "open" does not take back that part of it is done."""
    partly = known.state is ActionState.PART_DONE and values.state is ActionState.OPEN
    return known.state if partly or not has_state else values.state


def _changes(
    known: KnownAction, kept: LogValues, short: Mapping[int, str]
) -> list[tuple[str, str, str]]:
    found = [
        (words, getattr(known, name), getattr(kept, name))
        for words, name in (
            ("Action", "text"), ("Person", "lead"), ("Supporting", "supporting"),
            ("Done when", "done_when"),
        )
        if getattr(known, name) != getattr(kept, name)
    ]  # fmt: skip
    if known.organisation_id != kept.organisation_id:
        found.append(("Owner", short[known.organisation_id], short[kept.organisation_id]))
    if (known.due_on, known.due_meeting_id) != (kept.due_on, kept.due_meeting_id):
        found.append(("Due", _due(known.due_on), _due(kept.due_on)))
    if known.state is not kept.state:
        found.append(("Status", known.state.label, kept.state.label))
    if known.agreed_at_id != kept.agreed_at_id:
        found.append(
            ("Agreed at", "another Board" if known.agreed_at_id else "", "the Board named")
        )
    if known.priority_id != kept.priority_id:
        found.append(("Priority", "another" if known.priority_id else "", "the one named"))
    found += [("Update", "", words) for words in kept.updates]
    return found


def _due(day: date | None) -> str:
    return short_date(day, year=True) if day else "at a Board"
