"""The comms plan as plain text, for an e-mail to those who carry it. Pure."""

from __future__ import annotations

from cspdesk.calendar import plain_date, short_date
from cspdesk.comms.records import CommsPlan, PlanLine
from cspdesk.phrases import items_named, joined


def plan_text(plan: CommsPlan) -> str:
    """Every message with its audience, channels, owner and day; then the items without one."""
    parts = [f"Comms plan, Board of {plain_date(plan.meeting.held_on)}", plan.finding + "."]
    parts += [_message(line) for line in plan.messages]
    for lines, words in (
        (plan.to_decide, "still to be decided"),
        (plan.none_needed, "nothing needed"),
    ):
        if lines:
            numbers = [line.item_number for line in lines]
            parts.append(f"{items_named(numbers)}: {words}.")
    return "\n\n".join(parts) + "\n"


def _message(line: PlanLine) -> str:
    message = line.message
    assert message is not None
    due = short_date(message.due_on, year=True) if message.due_on else ""
    facts = (
        ("For", message.audience),
        ("Through", joined(message.all_channels)),
        ("Who", message.who),
        ("By", due),
        ("Sign-off", message.sign_off),
    )
    head = f"{line.place}: {line.about} ({line.standing.words})"
    said = [f"{name}: {value}" for name, value in facts if value]
    return "\n".join((head, message.message, *said))
