"""What to do next and by when, what is late, what is missing: sentences from facts. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from cspdesk.agenda.checks import Check
from cspdesk.calendar import add_working_days, date_for, long_date, plain_date, short_date
from cspdesk.meetings.rules import Step
from cspdesk.phrases import items_named, joined, sentence_case
from cspdesk.words import counted, number_word

# Working days before papers go out by which each kind of work has to be done, so that the next
# can rest on it: questions first, then the agenda, then who may read what.
HOMEWORK_BEFORE = 3
AGENDA_BEFORE = 2
PUBLICITY_BEFORE = 1

_HOMEWORK_CHECKS = ("part", "drafts")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a line leads: a page and, where there is one, the record to choose there.

    Pages: agenda, homework, actions, report_backs, boards, kpis, people, packs, meetings.
    """

    page: str
    record_id: int | None = None


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
class AfterFacts:
    """What follows a Board: minutes, messages, report-backs (asked for, in).

    `late` report-backs are those of the Board before, `late_from` its day.
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


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """What the steps are worked out from: days of the cycle, and counts from each area."""

    today: date
    meeting_id: int
    papers_on: date
    board_on: date
    issued: bool
    checks: tuple[Check, ...]
    # number of each item by its id
    numbers: Mapping[int, str]
    without_part: tuple[str, ...]
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


# Headline


def headline(step: Step | None, day: date | None, time_left: str) -> str:
    """ "Papers go out in 4 working days", "The Board meets today", "Papers are 1 working day late".

    `time_left` is that of the meetings rules.
    """
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


def _weekday(day: date) -> str:
    """ "Wednesday 15 February"."""
    return long_date(day).rsplit(" ", 1)[0]


# Next steps


def next_steps(facts: HomeFacts) -> tuple[StepGroup, ...]:
    """What is to be done, grouped by what it has to come before; groups without steps left out."""
    groups: tuple[StepGroup, ...] = (
        StepGroup(
            "Before papers go out",
            facts.papers_on,
            short_date(facts.papers_on),
            _by_date(_before_papers(facts)),
        ),
        StepGroup(
            "Before the Board",
            facts.board_on,
            short_date(facts.board_on),
            _by_date(_before_board(facts)),
        ),
        StepGroup("After the Board", None, "", _by_date(_after_board(facts.today, facts.after))),
    )
    if facts.after_last and facts.last_board_on:
        title = f"After the Board of {plain_date(facts.last_board_on).rsplit(' ', 1)[0]}"
        owed = _by_date(_after_board(facts.today, facts.after_last))
        groups = (StepGroup(title, None, "", owed), *groups)
    return tuple(group for group in groups if group.steps)


def _by_date(steps: list[NextStep]) -> tuple[NextStep, ...]:
    return tuple(sorted(steps, key=lambda step: step.due_on))


def _step(
    today: date, key: str, title: str, detail: str, due_on: date, target: Target, link: str
) -> NextStep:
    """A step is never due in the past: what is late is due today."""
    due_on = max(due_on, today)
    words = "Today" if due_on == today else date_for(due_on, today)
    return NextStep(key, title, detail, due_on, words, target, link)


def _before_papers(facts: HomeFacts) -> list[NextStep]:
    if facts.issued or facts.today > facts.board_on:
        return []
    steps = [_step_of_check(facts, check) for check in facts.checks if not check.met]
    if facts.unsent:
        due = add_working_days(facts.papers_on, -HOMEWORK_BEFORE)
        title = f"Send {counted(facts.unsent, 'homework question')}"
        target = Target("homework", facts.meeting_id)
        steps.append(
            _step(
                facts.today,
                "send",
                title,
                "They are set and not sent.",
                due,
                target,
                "Draft e-mails",
            )
        )
    if not steps:
        title, detail = "Issue the Board pack", "Every check is met."
        target = Target("packs", facts.meeting_id)
        steps.append(
            _step(facts.today, "issue", title, detail, facts.papers_on, target, "Board pack")
        )
    return steps


def _step_of_check(facts: HomeFacts, check: Check) -> NextStep:
    title, detail = _WORDED.get(check.key, _as_said)(facts, check)
    if check.key == "papers" and facts.late_papers:
        due_on = facts.today
    else:
        due_on = add_working_days(facts.papers_on, -_days_before(check.key))
    page = "homework" if check.key in _HOMEWORK_CHECKS else "agenda"
    record = facts.drafts[0][2] if check.key == "drafts" and facts.drafts else check.item_id
    return _step(facts.today, check.key, title, detail, due_on, Target(page, record), check.fix)


def _days_before(key: str) -> int:
    if key in _HOMEWORK_CHECKS:
        return HOMEWORK_BEFORE
    return PUBLICITY_BEFORE if key == "publicity" else AGENDA_BEFORE


def _as_said(_facts: HomeFacts, check: Check) -> tuple[str, str]:
    return check.sentence, check.detail


def _papers(facts: HomeFacts, check: Check) -> tuple[str, str]:
    if not facts.late_papers:
        return check.sentence, check.detail
    named = [f"item {number}{f' from {who}' if who else ''}" for number, who in facts.late_papers]
    due = f", {check.detail.rpartition(', ')[2]}" if ", due " in check.detail else ""
    title = f"Get {counted(len(facts.late_papers), 'late paper')}"
    return title, f"{sentence_case(', '.join(named))}{due}"


def _part(facts: HomeFacts, _check: Check) -> tuple[str, str]:
    names = facts.without_part
    if len(names) == 1:
        title = f"Give {names[0]} a homework question or a part in an item"
        return title, "The only partner with neither this cycle"
    return f"Give {len(names)} partners a homework question or a part in an item", joined(names)


def _drafts(facts: HomeFacts, _check: Check) -> tuple[str, str]:
    items = list(dict.fromkeys(number for number, _partner, _id in facts.drafts))
    partners = list(dict.fromkeys(partner for _number, partner, _id in facts.drafts))
    count = len(facts.drafts)
    on = f", {'all ' if count > 1 else ''}on item {items[0]}" if len(items) == 1 else ""
    return f"Finish {counted(count, 'draft homework question')}{on}", ", ".join(partners)


def _noting(facts: HomeFacts, check: Check) -> tuple[str, str]:
    verb = "is" if len(check.item_ids) == 1 else "are"
    title = f"Choose how to share {_items(facts, check)}, which {verb} for noting only"
    if facts.over_limit:
        items = f"{number_word(facts.over_limit)} {'item' if facts.over_limit == 1 else 'items'}"
        return title, f"The agenda is {items} over the limit of {facts.item_limit}"
    return title, check.detail


def _publicity(facts: HomeFacts, check: Check) -> tuple[str, str]:
    return f"Say who may read {_items(facts, check)}", check.detail


def _heard(facts: HomeFacts, check: Check) -> tuple[str, str]:
    title = f"Record what communities said on {_items(facts, check)}"
    return title, "They were to be asked, and nothing is recorded yet."


def _items(facts: HomeFacts, check: Check) -> str:
    """ "items 3 and 4", within a sentence."""
    return items_named([facts.numbers[key] for key in check.item_ids]).lower()


_WORDED = {
    "papers": _papers,
    "part": _part,
    "drafts": _drafts,
    "noting": _noting,
    "publicity": _publicity,
    "heard": _heard,
}


def _before_board(facts: HomeFacts) -> list[NextStep]:
    if facts.today > facts.board_on:
        return []
    steps = []
    if facts.sent:
        title = f"Collect {counted(facts.sent, 'homework answer')}"
        detail = f"{facts.answered} of {facts.asked} are in"
        target = Target("homework", facts.meeting_id)
        steps.append(
            _step(facts.today, "answers", title, detail, facts.answers_due, target, "Open homework")
        )
    if facts.late_actions:
        title = f"Get an update on {counted(facts.late_actions, 'late action')}"
        day = facts.board_on - timedelta(days=7)
        steps.append(
            _step(
                facts, "late_actions", title, facts.oldest_action, day, Target("actions"), "Chase"
            )
        )
    if facts.waiting_boards:
        names = joined([name for name, _due in facts.waiting_boards])
        title = f"Get {counted(len(facts.waiting_boards), 'update')} from parallel boards"
        days = [due for _name, due in facts.waiting_boards if due]
        due = min(days, default=facts.papers_on)
        steps.append(
            _step(facts.today, "updates", title, names, due, Target("boards"), "Open ledger")
        )
    if facts.sidetracks:
        day = add_working_days(facts.board_on, -1)
        detail = f"{items_named(facts.sidetracks)}: the likely sidetrack and the steer"
        target = Target("agenda", facts.meeting_id)
        title = "Brief the co-chairs on the rehearsal notes"
        steps.append(_step(facts.today, "brief", title, detail, day, target, "Open agenda"))
    return steps


def _after_board(today: date, facts: AfterFacts) -> list[NextStep]:
    steps = []
    if not facts.minutes_out:
        detail = "The actions go to their owners with the draft minutes."
        day, target = facts.minutes_on, Target("actions")
        title = "Send minutes and actions"
        steps.append(_step(today, "minutes", title, detail, day, target, "Actions"))
    if facts.messages_to_pass:
        title = f"Pass {counted(facts.messages_to_pass, 'message')} to the parallel boards"
        detail = "Once the Board has agreed them."
        day, target = facts.minutes_on, Target("boards")
        steps.append(_step(today, "pass_on", title, detail, day, target, "Open ledger"))
    if facts.bodies and facts.report_backs_in < max(facts.report_backs_asked, 1):
        steps.append(_collect(today, facts))
    return steps


def _collect(today: date, facts: AfterFacts) -> NextStep:
    noun = "governance body" if facts.bodies == 1 else "governance bodies"
    title = f"Collect report-backs from {number_word(facts.bodies)} {noun}"
    detail = "What each body decided, and what changed."
    if facts.report_backs_in:
        detail = f"{facts.report_backs_in} of {facts.report_backs_asked} are in"
    elif facts.late and facts.late_from:
        late = sentence_case(number_word(facts.late))
        board = plain_date(facts.late_from).rsplit(" ", 1)[0]
        detail = f"{late} still late from the Board of {board}"
    day, target = facts.report_backs_on, Target("report_backs")
    return _step(today, "report_backs", title, detail, day, target, "Report-backs")
