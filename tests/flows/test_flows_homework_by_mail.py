"""A question goes out as a draft, its partner replies, the chair has the answer at the item."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, cast

from cspdesk.actions.commands import RecordChases
from cspdesk.desk import Desk
from cspdesk.homework.commands import EditHomework, MarkSent, RecordAnswer, RecordAnswers
from cspdesk.homework.queries import questions_for
from cspdesk.homework.replies import read_reply
from cspdesk.homework.reply_files import read_reply_file
from cspdesk.mail.homework_letters import asked_of, homework_letters
from cspdesk.mail.queries import reminders
from cspdesk.mail.saving import write_drafts
from cspdesk.meetings.queries import current_cycle
from cspdesk.packs.chair_edition import chair_brief, read_chair
from db.vocabulary import HomeworkState

ANSWER = "Two operations a week on the A10, from 1 March – Ms Şükrü leads."


def parsed(path: Path) -> EmailMessage:
    return cast(EmailMessage, message_from_bytes(path.read_bytes(), policy=cast(Any, default)))


def words_of(part: Any) -> str:
    """Every word of a document of blocks."""
    if isinstance(part, str):
        return part
    if isinstance(part, tuple | list):
        return " ".join(words_of(one) for one in part)
    if is_dataclass(part):
        return " ".join(words_of(getattr(part, one.name)) for one in fields(part))
    return ""


def test_from_the_draft_to_the_chairs_brief(desk: Desk, tmp_path: Path) -> None:
    strip = desk.ask(current_cycle)
    assert strip is not None
    board = strip.cycle.meeting_id
    assert board is not None

    # Out: every question that is set, one draft a partner.
    held = [one for one in desk.ask(homework_letters, board) if not one.fault]
    drafts = write_drafts(tmp_path, [one.draft for one in held], "questions")
    fresh = tuple(key for one in held for key in one.unsent)
    if fresh:
        desk.run(MarkSent(fresh))
    mine = next(one for one in held if one.partner.short_name == "Police")
    sent = parsed(drafts[held.index(mine)])
    assert sent["X-Unsent"] == "1"

    # Late: one of them is due, and chased with the partner's other matters in one message.
    first = mine.questions[0]
    desk.run(EditHomework(first.id, first.version, due_on=date(2017, 2, 6)))
    chase = next(one for one in desk.ask(reminders) if one.partner.short_name == "Police")
    assert f"[H{first.id}]" in chase.draft.body
    desk.run(
        RecordChases(
            tuple(line.id for line in chase.partner.actions),
            homework_ids=tuple(one.id for one in chase.partner.homework),
        )
    )

    # Back: the partner's mail program quotes our letter, and the answer stands between its lines.
    quoted = []
    for line in sent.get_content().splitlines():
        quoted.append(f"> {line}")
        if f"[H{first.id}]" in line:
            quoted.append(ANSWER)
    reply = EmailMessage()
    reply["From"], reply["Subject"] = mine.draft.to_address, f"RE: {sent['Subject']}"
    reply["Date"] = "Thu, 09 Feb 2017 10:00:00 +0000"
    reply.set_content("\n".join(["Please see below.", *quoted]))
    path = tmp_path / "reply.eml"
    path.write_bytes(reply.as_bytes())
    file = read_reply_file(path)
    partner = desk.ask(questions_for, mine.partner.organisation_id, board)
    assert partner is not None
    found = read_reply(file.text, asked_of(partner), mine.draft.body)
    assert [(one.asked.id, one.answer) for one in found.proposals] == [(first.id, ANSWER)]
    desk.run(
        RecordAnswers(
            tuple(
                RecordAnswer(one.asked.id, one.asked.version, one.answer, file.sent_on)
                for one in found.proposals
            )
        )
    )

    # At the item: the chair reads it, and nobody is chased for it any more.
    partner = desk.ask(questions_for, mine.partner.organisation_id, board)
    assert partner is not None
    card = next(one for one in partner.questions if one.id == first.id)
    assert (card.state, card.answered_on) == (HomeworkState.ANSWERED, date(2017, 2, 9))
    brief = chair_brief(desk.ask(read_chair, board), draft=True)
    assert ANSWER in words_of(brief.sections)
    assert not any(one.partner.homework for one in desk.ask(reminders))
