"""Business on its way to the Board or elsewhere: what a verdict needs, what a source is told. Pure.

The Executive filters what is raised (source, "Agenda Planning") and looks for another way of
spreading what is for noting only ("Setting strategic agendas").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cspdesk.calendar import plural, short_date
from cspdesk.errors import RuleBroken
from db.vocabulary import BusinessSource, RequestKind, Verdict

# What stands on the chip of a piece, and what was done in a sentence.
_CHIPS = {
    Verdict.BOARD: "Board",
    Verdict.DEFER: "Defer",
    Verdict.DISSEMINATE: "Disseminate",
    Verdict.DECLINE: "Decline",
    Verdict.SEND_BACK: "Send back",
}
_DONE = {
    Verdict.BOARD: "to the Board",
    Verdict.DEFER: "deferred",
    Verdict.DISSEMINATE: "disseminated",
    Verdict.DECLINE: "declined",
    Verdict.SEND_BACK: "sent back",
}
# Whose way of naming itself a source has: which reference says who raised it.
BY_GROUP = (BusinessSource.SUB_GROUP, BusinessSource.PARALLEL_BOARD)
_REQUESTS = {
    RequestKind.BUSINESS: "business",
    RequestKind.MINUTES: "minutes",
    RequestKind.ACTION_PLAN: "action plan",
}


def chip_words(verdict: Verdict | None) -> str:
    """ "Board", "Send back"; "To decide" before a verdict."""
    return _CHIPS[verdict] if verdict else "To decide"


def tally_words(verdicts: Iterable[Verdict | None]) -> str:
    """What became of several pieces: "3 to the Board, 1 disseminated, 2 to decide"."""
    found = list(verdicts)
    counts = [(_DONE[verdict], found.count(verdict)) for verdict in Verdict]
    counts.append(("to decide", found.count(None)))
    return ", ".join(f"{count} {words}" for words, count in counts if count)


def subject_key(title: str) -> str:
    """What makes two pieces the same subject: the words before the colon, in small letters.

    "IRIS GP training: funding ends in March" and "IRIS GP training" are the same subject.
    """
    return " ".join(re.findall(r"\w+", title.partition(":")[0].casefold()))


def found_by(*texts: str) -> str:
    """All that a search looks through, in small letters."""
    return " ".join(text.strip() for text in texts if text.strip()).casefold()


def check_reason(verdict: Verdict, reason: str) -> str:
    """The reason without blanks around it. Raises RuleBroken: it goes back to the source."""
    kept = reason.strip()
    if kept:
        return kept
    if verdict is Verdict.SEND_BACK:
        raise RuleBroken("reason", "Say what more is needed: it goes back to the source.")
    raise RuleBroken("reason", "Say why: the reason goes back to the source.")


def check_source(source: BusinessSource, group_id: int | None, organisation_id: int | None) -> None:
    """Raises RuleBroken when the source does not say who it is."""
    if source is BusinessSource.PMG:
        raise RuleBroken("source", "PMG’s lines come from the highlight report by themselves.")
    if source is BusinessSource.SUB_GROUP and group_id is None:
        raise RuleBroken("raised_by", "Choose the sub-group that raises it.")
    if source is BusinessSource.PARALLEL_BOARD and group_id is None:
        raise RuleBroken("raised_by", "Choose the parallel board that raises it.")
    if source is BusinessSource.PARTNER and organisation_id is None:
        raise RuleBroken("raised_by", "Choose the partner that raises it.")


def check_raised_on(raised_on: date, today: date) -> date:
    """The day itself. Raises RuleBroken for a day that has not come."""
    if raised_on > today:
        raise RuleBroken("raised_on", "This day has not come yet.")
    return raised_on


def check_done_on(done_on: date, today: date) -> date:
    """The day itself. Raises RuleBroken for a day that has not come."""
    if done_on > today:
        raise RuleBroken("done_on", "This day has not come yet.")
    return done_on


# Dissemination


def way_out_words(due_on: date | None, done_on: date | None, today: date) -> tuple[str, int]:
    """How far a dissemination is, with days late: ("Done 8 Feb", 0), ("2 days late", 2)."""
    if done_on is not None:
        return f"Done {_day(done_on)}", 0
    if due_on is None:
        return "To do", 0
    late = (today - due_on).days
    if late > 0:
        return f"{late} {plural('day', late)} late", late
    return f"Due {_day(due_on)}", 0


def _day(day: date) -> str:
    return short_date(day).split(" ", 1)[1]


# What the groups were asked


@dataclass(frozen=True, slots=True)
class RequestStanding:
    """How far a request is; `open` while something is awaited."""

    words: str
    asked: bool
    open: bool


def request_standing(
    asked_on: date | None,
    reminded_on: date | None,
    reminders: int,
    received_on: date | None,
) -> RequestStanding:
    """ "Not asked", "Asked 24 Jan", "Reminded 31 Jan", "Reminded twice, 2 Feb", "Came 1 Feb"."""
    if asked_on is None:
        return RequestStanding("Not asked", False, False)
    if received_on is not None:
        return RequestStanding(f"Came {_day(received_on)}", True, False)
    if reminded_on is None:
        return RequestStanding(f"Asked {_day(asked_on)}", True, True)
    if reminders < 2:
        return RequestStanding(f"Reminded {_day(reminded_on)}", True, True)
    often = "twice" if reminders == 2 else f"{reminders} times"
    return RequestStanding(f"Reminded {often}, {_day(reminded_on)}", True, True)


def is_silent(pieces: int, messages: int, answered: bool) -> bool:
    """Whether a group has said nothing in a cycle.

    It has spoken when it raised business, when a message of it came in, or when it answered that
    it has nothing to raise.
    """
    return not (pieces or messages or answered)


def silence_words(silent: bool, silent_cycles: int) -> str:
    """ "Silent", "Silent for 3 cycles"; "" for a group that has spoken."""
    if not silent:
        return ""
    return "Silent" if silent_cycles < 2 else f"Silent for {silent_cycles} cycles"


def silent_run(heard: Iterable[bool]) -> int:
    """How many cycles in a row, latest first, a group was silent."""
    run = 0
    for spoke in heard:
        if spoke:
            break
        run += 1
    return run


def request_words(kind: RequestKind) -> str:
    """ "business", "minutes", "action plan": what is asked for, within a sentence."""
    return _REQUESTS[kind]


MOST_PRINTED = 6  # pieces that the agenda's page names: more would push it onto a second one


def sent_instead(
    entries: Iterable[tuple[str, str, str, date | None, date | None]],
) -> tuple[str, ...]:
    """What went out instead of onto the agenda, for print: a few words for each piece.

    An entry is title, channel, to whom, the day it is due and the day it was done: "Home fires (GP
    bulletin to practice managers, 8 Feb)"; what is still to go out says by when.
    """
    held: dict[str, list[str]] = {}
    for title, channel, to_whom, due_on, done_on in entries:
        when = _day(done_on) if done_on else f"by {_day(due_on)}" if due_on else "to follow"
        # "Council: Schools bulletin" is Council's own channel; in print its name is enough.
        through = channel.partition(": ")[2] or channel
        subject = title.partition(":")[0].strip()
        held.setdefault(subject, []).append(f"{through} to {mid_sentence(to_whom)}, {when}")
    pieces = [f"{subject} ({'; '.join(ways)})" for subject, ways in held.items()]
    more = len(pieces) - MOST_PRINTED
    return (*pieces[:MOST_PRINTED], *([f"and {more} more"] if more > 0 else []))


def mid_sentence(words: str) -> str:
    """Words as they stand inside a sentence: "Practice managers" begins small, "GPs" does not."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words
