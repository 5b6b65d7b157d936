"""Next steps: what is to be done before papers go out, before the Board and after it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from cspdesk.agenda.checks import Check
from cspdesk.calendar import add_working_days, short_date
from cspdesk.home.beside_steps import beside_steps, confirm_step, step_on
from cspdesk.home.rules import (
    AfterFacts,
    HomeFacts,
    NextStep,
    StepGroup,
    Target,
    day_and_month,
)
from cspdesk.phrases import items_named, joined, sentence_case
from cspdesk.words import counted, number_word

# Working days before papers go out by which each kind of work has to be done, so that the next
# can rest on it: questions first, then the agenda, then who may read what.
HOMEWORK_BEFORE = 3
AGENDA_BEFORE = 2
PUBLICITY_BEFORE = 1

_HOMEWORK_CHECKS = ("part", "drafts")
HOMEWORK = Target("homework")


def next_steps(facts: HomeFacts) -> tuple[StepGroup, ...]:
    """What is to be done, grouped by what it has to come before; groups without steps left out."""
    papers, board = _before_papers(facts), _before_board(facts)
    after = _after_board(facts.today, facts.after)
    for step in beside_steps(facts):
        held = _held_by(facts, step.due_on, papers, board, after)
        held.insert(0 if step.key == "inbox" else len(held), step)
    papers_on, board_on = facts.papers_on, facts.board_on
    groups: tuple[StepGroup, ...] = (
        StepGroup("Before papers go out", papers_on, short_date(papers_on), _by_date(papers)),
        StepGroup("Before the Board", board_on, short_date(board_on), _by_date(board)),
        StepGroup("After the Board", None, "", _by_date(after)),
    )
    if facts.after_last and facts.last_board_on:
        title = f"After the Board of {day_and_month(facts.last_board_on)}"
        owed = _by_date(_after_board(facts.today, facts.after_last))
        groups = (StepGroup(title, None, "", owed), *groups)
    return tuple(group for group in groups if group.steps)


def most_urgent(groups: Sequence[StepGroup], count: int) -> tuple[StepGroup, ...]:
    """The same groups with only the `count` steps that are due first, in their order."""
    ranked = sorted(
        ((step.due_on, place, at) for place, group in enumerate(groups)
         for at, step in enumerate(group.steps)),
    )[:count]  # fmt: skip
    kept = {(place, at) for _due, place, at in ranked}
    found = (
        replace(group, steps=tuple(
            step for at, step in enumerate(group.steps) if (place, at) in kept
        ))
        for place, group in enumerate(groups)
    )  # fmt: skip
    return tuple(group for group in found if group.steps)


def _held_by(
    facts: HomeFacts,
    day: date,
    papers: list[NextStep],
    board: list[NextStep],
    after: list[NextStep],
) -> list[NextStep]:
    """The group of a step beside the agenda: what its own day comes before."""
    if day > facts.board_on or facts.today > facts.board_on:
        return after
    return papers if day <= facts.papers_on and not facts.issued else board


def _by_date(steps: list[NextStep]) -> tuple[NextStep, ...]:
    return tuple(sorted(steps, key=lambda step: step.due_on))


def _before_papers(facts: HomeFacts) -> list[NextStep]:
    if facts.issued or facts.today > facts.board_on:
        return []
    today = facts.today
    steps = [_step_of_check(facts, check) for check in facts.checks if not check.met]
    if facts.unsent:
        due = add_working_days(facts.papers_on, -HOMEWORK_BEFORE)
        title, detail = f"Send {counted(facts.unsent, 'homework question')}", "Set, and not sent."
        steps.append(step_on(today, "send", title, detail, due, HOMEWORK, "Draft e-mails"))
    if not steps:
        title, detail = "Issue the Board pack", "Every check is met."
        day, target = facts.papers_on, Target("packs")
        steps.append(step_on(today, "issue", title, detail, day, target, "Board pack"))
    return steps


def _step_of_check(facts: HomeFacts, check: Check) -> NextStep:
    today = facts.today
    title, detail = _WORDED.get(check.key, _as_said)(facts, check)
    if check.key == "papers" and facts.late_papers:
        due_on = today
    else:
        due_on = add_working_days(facts.papers_on, -_days_before(check.key))
    return step_on(today, check.key, title, detail, due_on, _target(facts, check), check.fix)


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
    if facts.today > facts.board_on:
        return []
    made = (_meet(facts), _answers(facts), _late_actions(facts), _updates(facts), _brief(facts))
    return [step for step in (*made, confirm_step(facts)) if step is not None]


def _meet(facts: HomeFacts) -> NextStep | None:
    if facts.today != facts.board_on or not facts.issued:
        return None
    title, detail = "Hold the Board", "One item at a time, and all that is decided is recorded."
    target = Target("meeting")
    return step_on(facts.today, "meet", title, detail, facts.today, target, "Meeting mode")


def _answers(facts: HomeFacts) -> NextStep | None:
    if not facts.sent:
        return None
    title = f"Collect {counted(facts.sent, 'homework answer')}"
    detail, day, target = f"{facts.answered} of {facts.asked} are in", facts.answers_due, HOMEWORK
    if late := facts.beside.late_answers:
        detail = f"{detail}, {late.count} {'is' if late.count == 1 else 'are'} late"
        day, target = facts.today, Target("homework", "homework_question", late.record_id)
    return step_on(facts.today, "answers", title, detail, day, target, "Open homework")


def _late_actions(facts: HomeFacts) -> NextStep | None:
    if not facts.late_actions:
        return None
    title = f"Get an update on {counted(facts.late_actions, 'late action')}"
    day = facts.board_on - timedelta(days=7)
    target = Target("actions", "action", facts.first_action)
    return step_on(facts.today, "late_actions", title, facts.oldest_action, day, target, "Chase")


def _updates(facts: HomeFacts) -> NextStep | None:
    if not facts.waiting_boards:
        return None
    names = joined([name for name, _due in facts.waiting_boards])
    title = f"Get {counted(len(facts.waiting_boards), 'update')} from parallel boards"
    days = [due for _name, due in facts.waiting_boards if due]
    due = min(days, default=facts.papers_on)
    target = Target("boards", "board", facts.first_board)
    return step_on(facts.today, "updates", title, names, due, target, "Open ledger")


def _brief(facts: HomeFacts) -> NextStep | None:
    if not facts.sidetracks:
        return None
    day = add_working_days(facts.board_on, -1)
    detail = f"{items_named(facts.sidetracks)}: the likely sidetrack and the steer"
    title = "Brief the co-chairs on the rehearsal notes"
    return step_on(facts.today, "brief", title, detail, day, Target("agenda"), "Open agenda")


def _after_board(today: date, facts: AfterFacts) -> list[NextStep]:
    steps = []
    if not facts.minutes_out:
        detail = facts.minutes_next or "The actions go to their owners with the draft minutes."
        day, title = facts.minutes_on, "Send minutes and actions"
        target = Target("minutes", "meeting", facts.meeting_id)
        steps.append(step_on(today, "minutes", title, detail, day, target, "Minutes"))
    if facts.messages_to_pass:
        title = f"Pass {counted(facts.messages_to_pass, 'message')} to the parallel boards"
        detail = "Once the Board has agreed them."
        day, target = facts.minutes_on, Target("boards", "ledger")
        steps.append(step_on(today, "pass_on", title, detail, day, target, "Open ledger"))
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
        board = day_and_month(facts.late_from)
        detail = f"{late} still late from the Board of {board}"
    day, target = facts.report_backs_on, Target("report_backs")
    return step_on(today, "report_backs", title, detail, day, target, "Report-backs")
