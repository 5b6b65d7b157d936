"""What a reminder says: one partner, only what that partner owes. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cspdesk.actions.chase_queries import PartnerChase
from cspdesk.actions.records import ActionLine
from cspdesk.actions.report_back_queries import ReportBackLine
from cspdesk.calendar import days_late, short_date
from cspdesk.homework.late import LateAnswer
from cspdesk.mail.drafts import Draft
from cspdesk.phrases import counted_in_words
from db.vocabulary import Marking


@dataclass(frozen=True, slots=True)
class Sender:
    """Who reminds: the partnership, the secretariat's name and contact, the marking."""

    partnership: str
    secretariat: str
    contact: str
    marking: Marking


def reminder(partner: PartnerChase, sender: Sender, today: date) -> Draft:
    """The reminder to one partner as a draft."""
    parts = [f"Dear {partner.short_name} colleagues,"]
    if partner.actions:
        parts.append(_actions(partner.actions, today))
    if partner.report_backs:
        parts.append(_report_backs(partner.report_backs, today))
    if partner.homework:
        parts.append(_homework(partner.homework, today))
    parts.append("Please reply to this message. One line for each is enough.")
    parts.append("\n".join(part for part in (sender.secretariat, sender.contact) if part))
    return Draft(
        to_name=partner.name,
        to_address=partner.email,
        subject=f"{sender.partnership}: {partner.words} for {partner.short_name}",
        body="\n\n".join(parts) + "\n",
        marking=sender.marking,
    )


def _actions(lines: tuple[ActionLine, ...], today: date) -> str:
    one = len(lines) == 1
    head = f"{counted_in_words(len(lines), 'action')} agreed by the Board "
    head += "is with you. How does it stand?" if one else "are with you. How do they stand?"
    return "\n\n".join([head, *(_action(line, today) for line in lines)])


def _action(line: ActionLine, today: date) -> str:
    due = "no date"
    if line.due_on:
        due = f"due {short_date(line.due_on, year=True)}"
        due += f", {days_late(line.due_on, today)}"
    said = [f"{line.ref}  {line.text}", f"With: {line.lead or line.organisation_name}; {due}"]
    if line.supporting:
        said.append(f"Supported by: {line.supporting}")
    said.append(f"Last heard: {line.update_words}" if line.last_update_on else "No update yet")
    return "\n      ".join(said)


def _homework(asked: tuple[LateAnswer, ...], today: date) -> str:
    one = len(asked) == 1
    head = "We still wait for your answer to this question for the Board of "
    if not one:
        head = f"We still wait for your answers to {len(asked)} questions for the Board of "
    head += f"{short_date(asked[0].board_on, year=True)}."
    return "\n\n".join([head, *(_question(line, today) for line in asked)])


def _question(line: LateAnswer, today: date) -> str:
    due = f"Due {short_date(line.due_on, year=True)}, {days_late(line.due_on, today)}"
    return "\n      ".join((f"{line.item}: {line.question} [H{line.id}]", due))


def _report_backs(lines: tuple[ReportBackLine, ...], today: date) -> str:
    head = (
        "The Board asked what your governance body did with what it decided. "
        "Please tell us what was said, and what changed because of it."
    )
    return "\n\n".join([head, *(_report_back(line, today) for line in lines)])


def _report_back(line: ReportBackLine, today: date) -> str:
    board = f" (Board of {short_date(line.board_on, year=True)})" if line.board_on else ""
    said = [f"{line.body}: {line.taken_back}{board}"]
    if line.due_on:
        said.append(f"Due {short_date(line.due_on, year=True)}, {days_late(line.due_on, today)}")
    if line.said:
        said.append(f"You told us: {line.said}")
    return "\n      ".join(said)
