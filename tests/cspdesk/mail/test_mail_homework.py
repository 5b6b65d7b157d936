"""Homework by mail: the letter with the sheet attached, late answers chased, read back as sent."""

from __future__ import annotations

from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

import pytest
from sqlalchemy import select

from cspdesk.actions.chase_queries import chases_of, reminders_due
from cspdesk.actions.commands import RecordChases
from cspdesk.agenda.commands import AddItem, DeleteItem
from cspdesk.desk import Desk
from cspdesk.errors import RuleBroken
from cspdesk.homework.commands import (
    EditHomework,
    MarkSent,
    RecordAnswer,
    RecordAnswers,
    SetHomework,
    WithdrawHomework,
)
from cspdesk.homework.late import late_answers
from cspdesk.homework.queries import question
from cspdesk.homework.replies import read_reply
from cspdesk.mail.drafts import Attachment, eml
from cspdesk.mail.homework_letters import asked_of, homework_letters
from cspdesk.mail.queries import reminders
from cspdesk.people.commands import EditOrganisation
from cspdesk.people.queries import organisations
from cspdesk.reading import Reading
from cspdesk.settings.commands import SetMeetingDefaults
from cspdesk.settings.queries import partnership
from db.tables import HomeworkRow, MeetingRow
from db.vocabulary import HomeworkState, ItemType

BOARD = date(2017, 2, 23)


def board(reading: Reading) -> int:
    return cast(int, reading.one(select(MeetingRow.id).where(MeetingRow.held_on == BOARD)))


def parsed(body: bytes) -> EmailMessage:
    return cast(EmailMessage, message_from_bytes(body, policy=cast(Any, default)))


def test_each_partner_gets_a_letter_with_only_its_questions(read_desk: Desk) -> None:
    letters = read_desk.ask(homework_letters, read_desk.ask(board))
    assert len(letters) > 3
    sheet = Attachment("Homework – Şükrü.pdf", b"%PDF-1.7 sheet")
    for one in letters:
        draft = one.draft
        message = parsed(eml(type(draft)(draft.to_name, draft.to_address, draft.subject, draft.body,
                                         draft.marking, (sheet,))))  # fmt: skip
        assert message["X-Unsent"] == "1"
        assert message["Subject"].startswith("OFFICIAL: ")
        assert [a.display_name for a in message["To"].addresses] == [one.partner.name]
        body = message.get_body(("plain",))
        assert body is not None
        said = body.get_content()
        for other in letters:
            for card in other.questions:
                assert (f"[H{card.id}]" in said) is (other is one)
        (attached,) = message.iter_attachments()
        assert attached.get_filename() == sheet.name
        assert attached.get_content() == sheet.body


def test_a_reply_that_quotes_the_letter_finds_its_questions_again(read_desk: Desk) -> None:
    letters = read_desk.ask(homework_letters, read_desk.ask(board))
    one = max(letters, key=lambda each: len(each.questions))
    lines = []
    for line in one.draft.body.splitlines():
        lines.append(f"> {line}")
        if line.startswith("Answer by"):
            lines.append(f"Our answer {len(lines)}.")
    found = read_reply("\n".join(lines), asked_of(one.partner), one.draft.body)
    assert [each.asked.id for each in found.proposals] == [card.id for card in one.questions]
    assert found.rest == ""


def test_a_partner_without_an_address_is_named_and_the_others_are_written(desk: Desk) -> None:
    police = next(one for one in desk.ask(organisations) if one.short_name == "Police")
    desk.run(EditOrganisation(police.id, police.version, email=""))
    letters = desk.ask(homework_letters, desk.ask(board))
    without = [one for one in letters if one.fault]
    assert [one.sentence for one in without] == [
        "Police has no e-mail address: copy the text instead."
    ]
    assert all(eml(one.draft) for one in letters if not one.fault)


def make_late(desk: Desk) -> HomeworkRow:
    def sent(reading: Reading) -> list[HomeworkRow]:
        rows = reading.all(select(HomeworkRow).where(HomeworkRow.state == HomeworkState.SENT))
        for row in rows:
            reading.session.expunge(row)
        return rows

    row = desk.ask(sent)[0]
    desk.run(EditHomework(row.id, row.version, due_on=date(2017, 2, 6)))
    return row


def test_a_late_answer_is_chased_once_and_again_after_two_working_days(desk: Desk) -> None:
    row = make_late(desk)
    (late,) = desk.ask(late_answers)
    assert (late.id, late.due_on) == (row.id, date(2017, 2, 6))
    (reminder,) = desk.ask(reminders, actions=False, report_backs=False)
    assert reminder.partner.words == "1 homework answer"
    assert f"[H{row.id}]" in reminder.draft.body
    assert row.question in reminder.draft.body
    step = desk.run(RecordChases(homework_ids=(row.id,), chased_on=date(2017, 2, 8)))
    assert step.label == "Chased 1 homework answer"
    assert desk.ask(reminders, actions=False, report_backs=False) == ()
    assert len(desk.ask(chases_of, homework_id=row.id)) == 1
    card = desk.ask(question, row.id)
    assert card is not None
    assert (card.chases, card.chased_on) == (1, date(2017, 2, 8))
    assert late.is_due(date(2017, 2, 9))
    chased = desk.ask(late_answers)[0]
    assert [chased.is_due(date(2017, 2, day)) for day in (9, 10)] == [False, True]


def test_one_message_asks_a_partner_for_all_it_owes(desk: Desk) -> None:
    row = make_late(desk)
    found = {one.partner.organisation_id: one for one in desk.ask(reminders)}
    mine = found[row.organisation_id]
    assert mine.partner.homework
    assert "homework answer" in mine.draft.subject
    others = [one for key, one in found.items() if key != row.organisation_id]
    assert all(row.question not in one.draft.body for one in others)


def test_an_answered_question_is_not_chased_and_a_withdrawn_one_takes_its_chases_away(
    desk: Desk,
) -> None:
    row = make_late(desk)
    desk.run(RecordChases(homework_ids=(row.id,)))
    card = desk.ask(question, row.id)
    assert card is not None
    desk.run(RecordAnswers((RecordAnswer(row.id, card.version, "By the spring."),)))
    with pytest.raises(RuleBroken, match="nothing to chase"):
        desk.run(RecordChases(homework_ids=(row.id,)))
    desk.undo()
    card = desk.ask(question, row.id)
    assert card is not None
    desk.run(WithdrawHomework(row.id, card.version))
    assert desk.ask(chases_of, homework_id=row.id) == ()
    desk.undo()
    assert len(desk.ask(chases_of, homework_id=row.id)) == 1


def test_the_days_before_are_those_the_partnership_has_set(desk: Desk) -> None:
    due = []
    for days in (0, 30):
        card = desk.ask(partnership)
        desk.run(SetMeetingDefaults(card.id, card.version, remind_before=days))
        due.append(sum(len(one.actions) for one in desk.ask(reminders_due)))
    assert due[0] < due[1]


def test_an_item_leaves_the_agenda_with_its_questions_and_their_chases(desk: Desk) -> None:
    item_id = desk.run(AddItem(desk.ask(board), "Night buses", type=ItemType.DISCUSSION)).created
    assert item_id is not None
    key = desk.run(SetHomework(item_id, 2, "Who rides them?")).created
    assert key is not None
    desk.run(MarkSent((key,)))
    desk.run(RecordChases(homework_ids=(key,)))
    desk.run(DeleteItem(item_id, 1))
    assert desk.ask(chases_of, homework_id=key) == ()
    desk.undo()
    assert len(desk.ask(chases_of, homework_id=key)) == 1
