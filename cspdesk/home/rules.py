"""What Home is made of: next steps, gaps, the facts behind them, and its headline. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cspdesk.agenda.checks import Check
from cspdesk.calendar import long_date, plain_date
from cspdesk.meetings.rules import Step
from cspdesk.people.rules import Partner
from cspdesk.phrases import sentence_case
from cspdesk.words import number_word


@dataclass(frozen=True, slots=True)
class Target:
    """Where a line leads: a page and, where there is one, the record to choose there.

    Pages: those of the window, and report_backs. `record` names what `record_id` is of:
    agenda_item, homework_question, organisation, indicator, seat, group, board, action,
    report_back, message, duty, voice, meeting. Without an id it names a view of the page ("inbox").
    `cycle_id` is the cycle to look at there, None for the one that is shown.
    """

    page: str
    record: str = ""
    record_id: int | None = None
    cycle_id: int | None = None


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing to do. `due_words` is "Today" or "Fri 10 Feb"."""

    key: str
    title: str
    detail: str
    due_on: date
    due_words: str
    target: Target
    link: str


@dataclass(frozen=True, slots=True)
class StepGroup:
    """Steps before papers go out, before the Board, after it. `on` is the day they lead up to."""

    title: str
    on: date | None
    words: str
    steps: tuple[NextStep, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that the partnership does not have yet."""

    title: str
    detail: str
    link: str
    target: Target


@dataclass(frozen=True, slots=True)
class Waits:
    """Something that waits for the officer: how many, which first, in words, due when.

    `cycle_id` is the cycle of the first where it matters.
    """

    count: int = 0
    record_id: int | None = None
    words: str = ""
    due_on: date | None = None
    cycle_id: int | None = None

    def __bool__(self) -> bool:
        return self.count > 0


NOTHING = Waits()


@dataclass(frozen=True, slots=True)
class Beside:
    """What waits beside the agenda of the cycle, from every other area.

    `reminders` are actions that fall due and are not late; `comms` lack an owner or a day,
    `late_comms` are past it; `duties` are the law's, overdue or due soon, `undated` have no day;
    `minutes` of an earlier Board are not out yet, `to_confirm` are and no Board has confirmed them.
    """

    inbox: Waits = NOTHING
    conversations: Waits = NOTHING
    late_answers: Waits = NOTHING
    accounts: Waits = NOTHING
    reminders: Waits = NOTHING
    comms: Waits = NOTHING
    late_comms: Waits = NOTHING
    duties: Waits = NOTHING
    undated: Waits = NOTHING
    voices: Waits = NOTHING
    minutes: Waits = NOTHING
    to_confirm: Waits = NOTHING


@dataclass(frozen=True, slots=True)
class AfterFacts:
    """What follows a Board: minutes, messages, report-backs (asked for, in).

    `late` report-backs are those of the Board before, `late_from` its day. `minutes_next` says what
    its minutes want next; `meeting_id` is the Board once it has met.
    """

    minutes_on: date
    report_backs_on: date
    minutes_out: bool
    messages_to_pass: int
    bodies: int
    report_backs_asked: int
    report_backs_in: int
    late: int = 0
    late_from: date | None = None
    minutes_next: str = ""
    meeting_id: int | None = None


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """What the steps are worked out from: days of the cycle, and counts from each area."""

    today: date
    papers_on: date
    board_on: date
    issued: bool
    checks: tuple[Check, ...]
    # number of each item by its id
    numbers: Mapping[int, str]
    without_part: tuple[Partner, ...]
    # (number, from) of each item whose paper is late
    late_papers: tuple[tuple[str, str], ...]
    # (item number, partner, id) of each draft question
    drafts: tuple[tuple[str, str, int], ...]
    unsent: int
    sent: int
    answered: int
    asked: int
    answers_due: date
    sidetracks: tuple[str, ...]
    over_limit: int
    item_limit: int
    late_actions: int
    oldest_action: str
    waiting_boards: tuple[tuple[str, date | None], ...]
    after: AfterFacts
    # the Board before this one and what it still owes, while its report-backs are awaited
    last_board_on: date | None = None
    after_last: AfterFacts | None = None
    beside: Beside = Beside()
    first_action: int | None = None
    first_board: int | None = None


# Headline


def headline(step: Step | None, day: date | None, time_left: str, still_open: int = 0) -> str:
    """ "Papers go out in 4 working days", "The Board meets today", "Papers are 1 working day late".

    `time_left` is that of the meetings rules; `still_open` counts what is left to do once every
    step's day has gone.
    """
    if (step is None or day is None) and still_open:
        is_open = "step is" if still_open == 1 else "steps are"
        return f"{sentence_case(number_word(still_open))} {is_open} still open in this cycle"
    if step is None or day is None:
        return "Everything in this cycle is done"
    subject, verb = _HEADS[step]
    if time_left.endswith("late"):
        late = "late" if time_left == "late" else time_left
        return f"{subject} {'are' if subject.endswith('s') else 'is'} {late}"
    if time_left == "today" or time_left.startswith("by "):
        return f"{subject} {verb} {time_left}"
    return f"{subject} {verb} in {time_left}"


_HEADS = {
    Step.PMG: ("PMG", "meets"),
    Step.EXECUTIVE: ("The Executive", "meets"),
    Step.PAPERS: ("Papers", "go out"),
    Step.BOARD: ("The Board", "meets"),
    Step.MINUTES: ("Minutes and actions", "go out"),
    Step.REPORT_BACKS: ("Report-backs", "are due"),
}


def headline_detail(
    step: Step | None, day: date | None, board_on: date, starts_at: str, venue: str, clear_days: int
) -> str:
    """The day in full, and for papers why: clear working days before the Board."""
    place = f", {venue}" if venue else ""
    board = f"{_weekday(board_on)}, {starts_at}{place}"
    if step is None or day is None:
        return f"The Board met on {_weekday(board_on)}."
    if step is Step.PAPERS:
        days = f"{number_word(clear_days)} clear working {'day' if clear_days == 1 else 'days'}"
        return f"{_weekday(day)}: {days} before the Board on {board}"
    if step is Step.BOARD:
        return board
    when = "before the Board on" if day < board_on else "after the Board on"
    return f"{_weekday(day)}, {when} {_weekday(board_on)}"


def day_and_month(day: date) -> str:
    """ "24 November": a day of which everybody knows the year."""
    return plain_date(day).rsplit(" ", 1)[0]


def _weekday(day: date) -> str:
    """ "Wednesday 15 February"."""
    return long_date(day).rsplit(" ", 1)[0]
