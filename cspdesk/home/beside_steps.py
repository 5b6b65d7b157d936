"""Steps beside the agenda: each stands under what its own day comes before. Pure."""

from __future__ import annotations

from datetime import date

from cspdesk.calendar import date_for
from cspdesk.home.rules import Beside, HomeFacts, NextStep, Target, Waits
from cspdesk.words import counted


def step_on(
    today: date, key: str, title: str, detail: str, due_on: date, target: Target, link: str
) -> NextStep:
    """A step is never due in the past: what is late is due today."""
    due_on = max(due_on, today)
    words = "Today" if due_on == today else date_for(due_on, today)
    return NextStep(key, title, detail, due_on, words, target, link)


def beside_steps(facts: HomeFacts) -> list[NextStep]:
    """What waits in the other areas, the most pressing kind first."""
    found = (
        _inbox(facts),
        _minutes(facts),
        *_partners(facts),
        *_told(facts),
        *_law(facts),
        _voices(facts),
    )
    return [step for step in found if step is not None]


def _inbox(facts: HomeFacts) -> NextStep | None:
    waits = facts.beside.inbox
    if not waits:
        return None
    title = f"Decide {counted(waits.count, 'item')} still in the business inbox"
    return _step(facts, "inbox", title, waits, Target("agenda", "inbox"), "Open inbox")


def _minutes(facts: HomeFacts) -> NextStep | None:
    waits = facts.beside.minutes
    if not waits:
        return None
    title = "Send the minutes of an earlier Board"
    if waits.count > 1:
        title = f"Send the minutes of {waits.count} earlier Boards"
    target = Target("minutes", "meeting", waits.record_id)
    return _step(facts, "earlier_minutes", title, waits, target, "Minutes")


def _partners(facts: HomeFacts) -> list[NextStep | None]:
    beside = facts.beside
    return [_accounts(facts, beside), _reminders(facts, beside), _conversations(facts, beside)]


def _accounts(facts: HomeFacts, beside: Beside) -> NextStep | None:
    waits = beside.accounts
    if not waits:
        return None
    accounts = "the account" if waits.count == 1 else "accounts"
    title = f"Get {accounts} of {counted(waits.count, 'sub-group')}"
    target = Target("boards", "group", waits.record_id)
    return _step(facts, "accounts", title, waits, target, "Sub-groups")


def _reminders(facts: HomeFacts, beside: Beside) -> NextStep | None:
    waits = beside.reminders
    if not waits:
        return None
    falls = "falls" if waits.count == 1 else "fall"
    title = f"Remind the owners of {counted(waits.count, 'action')} that {falls} due"
    target = Target("actions", "action", waits.record_id)
    return _step(facts, "reminders", title, waits, target, "Actions")


def _conversations(facts: HomeFacts, beside: Beside) -> NextStep | None:
    waits = beside.conversations
    if not waits:
        return None
    title = f"Hold {counted(waits.count, 'conversation')} with communities"
    target = Target("voices", "conversations")
    return _step(facts, "conversations", title, waits, target, "Conversations")


def _told(facts: HomeFacts) -> list[NextStep | None]:
    beside = facts.beside
    found: list[NextStep | None] = []
    if late := beside.late_comms:
        title = f"Publish {counted(late.count, 'late message')}"
        target = Target("comms", "message", late.record_id, late.cycle_id)
        found.append(_step(facts, "late_comms", title, late, target, "Comms plan"))
    if comms := beside.comms:
        title = f"Say who publishes {counted(comms.count, 'message')}, and by when"
        target = Target("comms", "message", comms.record_id, comms.cycle_id)
        found.append(_step(facts, "comms", title, comms, target, "Comms plan"))
    return found


def _law(facts: HomeFacts) -> list[NextStep | None]:
    found: list[NextStep | None] = []
    if duties := facts.beside.duties:
        dut = counted(duties.count, "statutory duty", "statutory duties")
        target = Target("statutory", "duty", duties.record_id)
        found.append(_step(facts, "duties", f"See to {dut}", duties, target, "Calendar"))
    if undated := facts.beside.undated:
        dut = counted(undated.count, "statutory duty", "statutory duties")
        target = Target("statutory", "duty", undated.record_id)
        found.append(_step(facts, "undated", f"Set a day for {dut}", undated, target, "Calendar"))
    return found


def _voices(facts: HomeFacts) -> NextStep | None:
    waits = facts.beside.voices
    if not waits:
        return None
    title = f"Answer {counted(waits.count, 'voice')} of the community"
    target = Target("voices", "voice", waits.record_id)
    return _step(facts, "voices", title, waits, target, "Answer")


def confirm_step(facts: HomeFacts) -> NextStep | None:
    """Minutes that the Board ahead is to confirm."""
    waits = facts.beside.to_confirm
    if not waits:
        return None
    target = Target("minutes", "meeting", waits.record_id)
    title = f"Confirm the minutes of {waits.words} at the Board"
    detail = "They are with the members; corrections are recorded as they are confirmed."
    return step_on(facts.today, "confirm", title, detail, facts.board_on, target, "Minutes")


def _step(
    facts: HomeFacts, key: str, title: str, waits: Waits, target: Target, link: str
) -> NextStep:
    """What has no day of its own is wanted by the Board."""
    day = waits.due_on or facts.board_on
    return step_on(facts.today, key, title, waits.words, day, target, link)
