"""What goes back to the sources as text: the reply to a verdict, the question, the reminder. Pure.

Nothing is sent from here: the officer copies the words into a message.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cspdesk.agenda.business_rules import mid_sentence, request_words
from cspdesk.calendar import long_date
from cspdesk.phrases import joined
from db.vocabulary import RequestKind, Verdict


@dataclass(frozen=True, slots=True)
class Decided:
    """A verdict as its source is told it.

    `item` is "item 5, Noel Park project"; `ways` are channel and whom it reaches; days are None
    where they do not apply.
    """

    title: str
    to: str
    verdict: Verdict
    reason: str
    decided_on: date
    board_on: date
    item: str = ""
    deferred_to: date | None = None
    ways: tuple[tuple[str, str], ...] = ()
    sender: str = ""


def reply(told: Decided) -> str:
    """The whole message: to whom, subject, what was decided and why."""
    parts = (
        f"To: {told.to}\nSubject: {told.title}",
        f"The Executive of the partnership considered “{told.title}” on "
        f"{long_date(told.decided_on)}.",
        _outcome(told),
        f"{_REASON[told.verdict]} {_sentence(told.reason)}",
        told.sender,
    )
    return "\n\n".join(part for part in parts if part)


_REASON = {
    Verdict.BOARD: "Why the whole partnership is needed:",
    Verdict.DEFER: "Why later:",
    Verdict.DISSEMINATE: "Why not on the agenda:",
    Verdict.DECLINE: "Why:",
    Verdict.SEND_BACK: "What is needed:",
}


def _outcome(told: Decided) -> str:
    if told.verdict is Verdict.BOARD:
        return (
            f"It goes before the Board on {long_date(told.board_on)}, as {told.item}. "
            "Please be ready to say what the Board is asked to decide and what each partner "
            "would do."
        )
    if told.verdict is Verdict.DEFER and told.deferred_to is not None:
        return (
            f"It is kept for the Board on {long_date(told.deferred_to)}. It comes back to the "
            "Executive before that meeting; you need not raise it again."
        )
    if told.verdict is Verdict.DISSEMINATE:
        ways = joined([f"{channel} (to {mid_sentence(to_whom)})" for channel, to_whom in told.ways])
        return f"It does not need the Board’s time. It goes out instead through: {_sentence(ways)}"
    if told.verdict is Verdict.SEND_BACK:
        return "The Executive needs more before it can decide."
    return "It does not go before the Board."


def _sentence(words: str) -> str:
    kept = words.strip()
    return kept if kept.endswith((".", "?", "!")) else f"{kept}."


@dataclass(frozen=True, slots=True)
class Asking:
    """What the groups are asked for, before which Executive and Board."""

    to: Sequence[str]
    kind: RequestKind
    executive_on: date
    board_on: date
    today: date
    focus: str = ""
    sender: str = ""


_QUESTION = {
    RequestKind.BUSINESS: (
        "What should the Board hear from you? Please send what needs a decision of the whole "
        "partnership, or a development that all of it has to know. For each, say what is asked, "
        "of which partners, and why one agency alone cannot do it.\n\n"
        "If there is nothing, please say so: then nobody has to ask again."
    ),
    RequestKind.MINUTES: "Please send the minutes of your last meeting.",
    RequestKind.ACTION_PLAN: "Please send your action plan as it stands now.",
}


def question(asking: Asking, *, reminder: bool = False) -> str:
    """The message that asks the groups, or reminds those that have not answered."""
    what = request_words(asking.kind)
    again = "Reminder: " if reminder else ""
    has_met = asking.executive_on < asking.today
    meets, plans = ("met", "planned") if has_met else ("meets", "plans")
    focus = f" Its priority in focus is {asking.focus}." if asking.focus else ""
    head = f"To: {'; '.join(asking.to)}\nSubject: {again}{what} for the Executive"
    before = (
        f"The Executive {meets} on {long_date(asking.executive_on)} and {plans} the Board of "
        f"{long_date(asking.board_on)}.{focus}"
    )
    late = "We have not heard from you yet." if reminder else ""
    parts = (head, late, before, _QUESTION[asking.kind], asking.sender)
    return "\n\n".join(part for part in parts if part)
