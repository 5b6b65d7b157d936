"""Conversations with communities: when they take place, how they stand, what may be kept. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from cspdesk.calendar import date_for, plural, short_date
from cspdesk.errors import RuleBroken
from cspdesk.fields import whole_number
from cspdesk.voices.traces import TRACES
from db.vocabulary import ConversationWay

MOST_PEOPLE = 99_999


def check_due(due_on: date | None, executive_on: date, board_on: date) -> date | None:
    """A conversation takes place between the Executive and the Board (source, Agenda Planning).

    Raises RuleBroken on any other day; no day at all is allowed while nothing is agreed.
    """
    if due_on is not None and not executive_on <= due_on <= board_on:
        raise RuleBroken(
            "due_on",
            f"Choose a day between the Executive, {short_date(executive_on)}, and the Board, "
            f"{short_date(board_on)}.",
        )
    return due_on


def usual_due(executive_on: date, papers_on: date, board_on: date, today: date) -> date:
    """The day proposed: when papers go out, so that they can say what was heard; else the Board."""
    return papers_on if max(today, executive_on) <= papers_on < board_on else board_on


def check_who(way: ConversationWay, organisation_id: int | None) -> None:
    """Raises RuleBroken when a partner is to ask them and none is named."""
    if way is ConversationWay.PARTNER_ASKS and organisation_id is None:
        raise RuleBroken("organisation_id", "Name the partner that asks them.")


def check_held(held_on: date, today: date) -> date:
    """Raises RuleBroken when what is recorded as held lies ahead."""
    if held_on > today:
        raise RuleBroken("held_on", f"It cannot have been held on {short_date(held_on)}, yet.")
    return held_on


def check_people(people: int | None) -> int | None:
    """How many were spoken to; None where nobody counted."""
    return None if people is None else whole_number("people", people, 0, MOST_PEOPLE, "People")


_NONE_EXPECTED = re.compile(
    r"\s*none(?:\s+are|\s+is)?\s+expected,?\s*(?:because\b)?\s*", re.IGNORECASE
)


def reason_only(because: str) -> str:
    """ "nothing is decided here", whether or not "None expected, because" was typed before it."""
    return _NONE_EXPECTED.sub("", because, count=1).strip()


def none_words(because: str) -> str:
    """ "None expected, because nothing is decided here."; "" without a reason."""
    if not because:
        return ""
    said = f"None expected, because {because}"
    return said if said.endswith((".", "?", "!")) else f"{said}."


def in_general_terms(field: str, text: str) -> str:
    """The text, when nothing in it leads to one person. Raises RuleBroken(field) otherwise."""
    for pattern, what in TRACES:
        if found := pattern.search(text):
            raise RuleBroken(
                field, f"“{found[0].strip()}” looks like {what}: say it in general terms, please."
            )
    return text.strip()


# How it stands


@dataclass(frozen=True, slots=True)
class ConversationStanding:
    """`is_open`: it should have been held by now, or nobody has said when; `days_late` from 0."""

    is_held: bool
    is_open: bool
    days_late: int
    words: str


def standing(
    due_on: date | None, held_on: date | None, people: int | None, today: date
) -> ConversationStanding:
    """ "Held Tue 7 Feb, 14 people", "Due Mon 13 Feb", "3 days late", "No date yet"."""
    if held_on is not None:
        counted = f", {people} {'person' if people == 1 else 'people'}" if people else ""
        return ConversationStanding(True, False, 0, f"Held {date_for(held_on, today)}{counted}")
    if due_on is None:
        return ConversationStanding(False, True, 0, "No date yet")
    late = max(0, (today - due_on).days)
    words = f"{late} {plural('day', late)} late" if late else f"Due {date_for(due_on, today)}"
    return ConversationStanding(False, late > 0, late, words)


def who_words(way: ConversationWay, organisation: str, by_whom: str, ward: str) -> str:
    """ "Homes for Haringey asks them", "Police Ward Panel, Noel Park", "Invited to the Board"."""
    whom = f"{organisation} ({by_whom})" if organisation and by_whom else organisation or by_whom
    if way is ConversationWay.PARTNER_ASKS:
        return f"{whom} asks them" if whom else way.label
    said = "Invited to the Board" if way is ConversationWay.INVITE else way.label
    placed = f"{said}, {ward}" if ward else said
    return f"{placed}, by {whom}" if whom else placed
