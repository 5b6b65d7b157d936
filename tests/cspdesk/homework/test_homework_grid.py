"""Homework: questions set, sent and answered on the sample; the grid and each partner's list."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cspdesk.agenda.queries import agenda
from cspdesk.desk import Desk
from cspdesk.errors import Conflict, RuleBroken
from cspdesk.homework.commands import (
    EditHomework,
    MarkSent,
    RecordAnswer,
    SetHomework,
    WithdrawHomework,
)
from cspdesk.homework.queries import (
    HomeworkCard,
    HomeworkMatrix,
    by_partner,
    matrix,
    question,
    questions_for,
)
from cspdesk.homework.rules import answer_words, answers_due, paper_due, totals
from cspdesk.people.commands import AddOrganisation
from db.vocabulary import HomeworkState, Sector

BOARD = 4
TODAY = date(2017, 2, 9)
CRC = 5


def grid(desk: Desk) -> HomeworkMatrix:
    found = desk.ask(matrix, BOARD)
    assert found is not None
    return found


def item_id(desk: Desk, number: int) -> int:
    view = desk.ask(agenda, BOARD)
    assert view is not None
    return view.lines[number - 1].id


def one(desk: Desk, state: HomeworkState) -> HomeworkCard:
    marks = [m for row in grid(desk).rows for cell in row.cells for m in cell if m.state is state]
    card = desk.ask(question, marks[0].id)
    assert card is not None
    return card


def test_the_dates_of_the_trial_year_come_out() -> None:
    assert answers_due(date(2017, 2, 23)) == date(2017, 2, 17)
    assert paper_due(date(2017, 2, 15)) == date(2017, 2, 8)


def test_totals_say_only_what_there_is() -> None:
    H = HomeworkState
    assert totals([]).words == "No questions yet"
    assert totals([H.ANSWERED]).words == "1 question: 1 answered"
    found = totals([H.SENT, H.DRAFT, H.DRAFT, H.SET, H.NO_ANSWER, H.ANSWERED])
    assert found.words == "6 questions: 1 answered, 1 sent, 1 set, 2 draft, 1 without an answer"
    assert found.to_come == 4


@pytest.mark.parametrize(
    ("state", "answered_on", "words"),
    [
        (HomeworkState.ANSWERED, date(2017, 2, 8), "9 days early"),
        (HomeworkState.ANSWERED, date(2017, 2, 17), "on the day"),
        (HomeworkState.ANSWERED, date(2017, 2, 18), "1 day late"),
        (HomeworkState.SENT, None, "due in 8 days"),
        (HomeworkState.NO_ANSWER, None, ""),
    ],
)
def test_an_answer_is_held_against_its_date(
    state: HomeworkState, answered_on: date | None, words: str
) -> None:
    assert answer_words(state, date(2017, 2, 17), answered_on, TODAY) == words


def test_what_is_owed_is_late_the_day_after() -> None:
    assert answer_words(HomeworkState.SENT, TODAY, None, TODAY) == "due today"
    assert answer_words(HomeworkState.SENT, date(2017, 2, 8), None, TODAY) == "1 day late"
    assert answer_words(HomeworkState.SENT, None, None, TODAY) == ""


def test_the_grid_reads_as_the_screen_shows_it(read_desk: Desk) -> None:
    found = grid(read_desk)
    assert found.sentence == ("16 questions: 5 answered, 8 sent, 3 draft. Answers due Fri 17 Feb.")
    assert [(column.number, column.words) for column in found.columns] == [
        ("2", "1 of 1"),
        ("3", "0 of 3"),
        ("4", "2 of 5"),
        ("5", "2 of 2"),
        ("6", "0 of 5"),
        ("7", "For noting"),
    ]
    assert {row.short_name: row.total for row in found.rows}["Council"] == 3
    assert [row.short_name for row in found.rows if row.has_nothing] == ["London CRC"]
    assert [seat.role for seat in found.vacant] == ["Business seat", "Schools seat"]
    assert all(len(row.cells) == len(found.columns) for row in found.rows)


def test_every_question_of_the_meeting_is_in_the_grid_once(read_desk: Desk) -> None:
    found = grid(read_desk)
    ids = [mark.id for row in found.rows for cell in row.cells for mark in cell]
    assert len(ids) == len(set(ids)) == found.totals.total
    of_partners = [card.id for one in read_desk.ask(by_partner, BOARD) for card in one.questions]
    assert sorted(of_partners) == sorted(ids)


def test_an_organisation_without_a_seat_is_not_dropped_from_the_grid(desk: Desk) -> None:
    guest = desk.run(AddOrganisation("TTA", "Traders", "Traders", Sector.BUSINESS)).created
    assert guest is not None
    desk.run(SetHomework(item_id(desk, 3), guest, "Where are shops hit?"))
    assert [row.short_name for row in grid(desk).rows][-1] == "Traders"


def test_questions_know_their_neighbours(read_desk: Desk) -> None:
    seen = []
    at = read_desk.ask(by_partner, BOARD)[0].questions[0].id
    first = read_desk.ask(question, at)
    while first and first.previous_id:
        first = read_desk.ask(question, first.previous_id)
    while first:
        seen.append(first.id)
        first = read_desk.ask(question, first.next_id) if first.next_id else None
    assert len(seen) == 16


def test_a_partners_list_says_what_to_send_and_what_to_remind_of(read_desk: Desk) -> None:
    council = read_desk.ask(questions_for, 1, BOARD)
    assert council is not None
    assert (len(council.to_send), len(council.waiting)) == (1, 1)
    assert council.reply_by == date(2017, 2, 17)
    assert read_desk.ask(questions_for, CRC, BOARD) is None
    assert read_desk.ask(by_partner, 999) == ()
    assert read_desk.ask(question, 999) is None


def test_a_question_is_set_for_a_partner_and_everybody_then_has_a_part(desk: Desk) -> None:
    done = desk.run(SetHomework(item_id(desk, 2), CRC, "  Who employs people?  ", "A list."))
    assert done.label == "Set homework for London CRC, item 2"
    card = desk.ask(question, done.created or 0)
    assert card is not None
    assert (card.question, card.state, card.due_on) == (
        "Who employs people?",
        HomeworkState.SET,
        date(2017, 2, 17),
    )
    assert not any(row.has_nothing for row in grid(desk).rows)


def test_a_draft_says_so(desk: Desk) -> None:
    done = desk.run(SetHomework(item_id(desk, 2), CRC, "Who?", draft=True))
    assert done.label == "Drafted homework for London CRC, item 2"
    assert one(desk, HomeworkState.DRAFT).state is HomeworkState.DRAFT


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"question": " "}, "question"), ({"due_on": date(2017, 2, 24)}, "due_on")],
)
def test_a_question_that_cannot_be_is_refused(
    desk: Desk, fields: dict[str, Any], field: str
) -> None:
    whole = {"item_id": item_id(desk, 2), "organisation_id": CRC, "question": "Who?", **fields}
    with pytest.raises(RuleBroken) as broken:
        desk.run(SetHomework(**whole))
    assert broken.value.field == field


@pytest.mark.parametrize("fields", [{"item_id": 999}, {"organisation_id": 999}])
def test_a_question_on_nothing_is_a_conflict(desk: Desk, fields: dict[str, int]) -> None:
    whole: dict[str, Any] = {"item_id": item_id(desk, 2), "organisation_id": CRC, **fields}
    with pytest.raises(Conflict):
        desk.run(SetHomework(question="Who?", **whole))


def test_a_question_is_sharpened_and_finished_in_one_step(desk: Desk) -> None:
    card = one(desk, HomeworkState.DRAFT)
    done = desk.run(EditHomework(card.id, card.version, question="Which?", draft=False))
    assert done.label == "Changed the question and state of homework for Council, item 6"
    assert desk.ask(question, card.id).state is HomeworkState.SET  # type: ignore[union-attr]
    sent = one(desk, HomeworkState.SENT)
    with pytest.raises(RuleBroken, match="has been sent"):
        desk.run(EditHomework(sent.id, sent.version, draft=True))
    with pytest.raises(RuleBroken, match="before the Board"):
        desk.run(EditHomework(sent.id, sent.version, due_on=date(2017, 3, 1)))


def test_sending_marks_the_day_and_names_the_partners(desk: Desk) -> None:
    drafts = [card.id for p in desk.ask(by_partner, BOARD) for card in p.to_send]
    done = desk.run(MarkSent((*drafts, drafts[0])))
    assert done.label == "Sent 3 questions to Council, Haringey CCG and Bridge Renewal Trust"
    card = desk.ask(question, drafts[0])
    assert card is not None
    assert (card.state, card.sent_on) == (HomeworkState.SENT, TODAY)
    with pytest.raises(RuleBroken, match="all been sent"):
        desk.run(MarkSent(tuple(drafts)))


def test_an_answer_is_recorded_with_its_day(desk: Desk) -> None:
    card = one(desk, HomeworkState.SENT)
    with pytest.raises(RuleBroken, match="not come yet"):
        desk.run(RecordAnswer(card.id, card.version, "Yes.", date(2017, 2, 10)))
    with pytest.raises(RuleBroken, match="Write what the partner answered"):
        desk.run(RecordAnswer(card.id, card.version, " \n "))
    desk.run(RecordAnswer(card.id, card.version, "Yes.\n“Şükrü”", date(2017, 2, 8)))
    after = desk.ask(question, card.id)
    assert after is not None
    assert (after.answer, after.timing) == ("Yes.\n“Şükrü”", "9 days early")


def test_that_no_answer_will_come_is_an_answer_too(desk: Desk) -> None:
    card = one(desk, HomeworkState.SENT)
    desk.run(RecordAnswer(card.id, card.version, "", no_answer=True))
    assert grid(desk).totals.no_answer == 1
    assert grid(desk).totals.to_come == 10


def test_a_question_is_withdrawn_unless_it_was_answered(desk: Desk) -> None:
    draft, answered = one(desk, HomeworkState.DRAFT), one(desk, HomeworkState.ANSWERED)
    assert desk.run(WithdrawHomework(draft.id, draft.version)).label == (
        "Withdrew homework for Council, item 6"
    )
    with pytest.raises(RuleBroken, match="has answered"):
        desk.run(WithdrawHomework(answered.id, answered.version))
    assert grid(desk).totals.total == 15
