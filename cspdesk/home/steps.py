"""Next steps: what is to be done before papers go out, before the Board and after it. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from cspdesk.agenda.checks import Check
from cspdesk.calendar import add_working_days, date_for, plain_date, short_date
from cspdesk.home.rules import AfterFacts, HomeFacts, NextStep, StepGroup, Target
from cspdesk.phrases import items_named, joined, sentence_case
from cspdesk.words import counted, number_word

# Working days before papers go out by which each kind of work has to be done, so that the next
# can rest on it: questions first, then the agenda, then who may read what.
HOMEWORK_BEFORE = 3
AGENDA_BEFORE = 2
PUBLICITY_BEFORE = 1

_HOMEWORK_CHECKS = ("part", "drafts")


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
    today = facts.today
    steps = [_step_of_check(facts, check) for check in facts.checks if not check.met]
    if facts.unsent:
        due = add_working_days(facts.papers_on, -HOMEWORK_BEFORE)
        title, detail = f"Send {counted(facts.unsent, 'homework question')}", "Set, and not sent."
        steps.append(_step(today, "send", title, detail, due, Target("homework"), "Draft e-mails"))
    if not steps:
        title, detail = "Issue the Board pack", "Every check is met."
        day, target = facts.papers_on, Target("packs")
        steps.append(_step(today, "issue", title, detail, day, target, "Board pack"))
    return steps


def _step_of_check(facts: HomeFacts, check: Check) -> NextStep:
    today = facts.today
    title, detail = _WORDED.get(check.key, _as_said)(facts, check)
    if check.key == "papers" and facts.late_papers:
        due_on = today
    else:
        due_on = add_working_days(facts.papers_on, -_days_before(check.key))
    return _step(today, check.key, title, detail, due_on, _target(facts, check), check.fix)


def _target(facts: HomeFacts, check: Check) -> Target:
    if check.key == "drafts" and facts.drafts:
        return Target("homework", "homework_question", facts.drafts[0][2])
    if check.key == "part" and facts.without_part:
        return Target("homework", "organisation", facts.without_part[0].id)
    if check.item_id is not None:
        return Target("agenda", "agenda_item", check.item_id)
    return Target("agenda")


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
    names = [partner.short_name for partner in facts.without_part]
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
    today = facts.today
    if today > facts.board_on:
        return []
    steps = []
    if facts.sent:
        title = f"Collect {counted(facts.sent, 'homework answer')}"
        detail = f"{facts.answered} of {facts.asked} are in"
        day, target = facts.answers_due, Target("homework")
        steps.append(_step(today, "answers", title, detail, day, target, "Open homework"))
    if facts.late_actions:
        title = f"Get an update on {counted(facts.late_actions, 'late action')}"
        day, target = facts.board_on - timedelta(days=7), Target("actions")
        oldest = facts.oldest_action
        steps.append(_step(today, "late_actions", title, oldest, day, target, "Chase"))
    if facts.waiting_boards:
        names = joined([name for name, _due in facts.waiting_boards])
        title = f"Get {counted(len(facts.waiting_boards), 'update')} from parallel boards"
        days = [due for _name, due in facts.waiting_boards if due]
        due = min(days, default=facts.papers_on)
        steps.append(_step(today, "updates", title, names, due, Target("boards"), "Open ledger"))
    if facts.sidetracks:
        day = add_working_days(facts.board_on, -1)
        detail = f"{items_named(facts.sidetracks)}: the likely sidetrack and the steer"
        target = Target("agenda")
        title = "Brief the co-chairs on the rehearsal notes"
        steps.append(_step(today, "brief", title, detail, day, target, "Open agenda"))
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
