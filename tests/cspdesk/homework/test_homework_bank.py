"""The bank: questions of earlier Boards, asked again; how each partner stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.agenda.commands import AddItem, AddStandingItem
from cspdesk.agenda.queries import agenda
from cspdesk.agenda.rules import HIGHLIGHT_REPORT
from cspdesk.desk import Desk
from cspdesk.errors import RuleBroken
from cspdesk.homework.commands import CopyQuestions, MarkSent, RecordAnswer, SetHomework
from cspdesk.homework.earlier import EarlierQuestion, earlier_questions
from cspdesk.homework.queries import HomeworkCard, HomeworkMatrix, by_partner, matrix, question
from cspdesk.homework.rules import is_late
from cspdesk.homework.standing import PartnerStanding, Urgency, late_cards, standings
from cspdesk.meetings.commands import StartCycle
from cspdesk.meetings.queries import board_meeting_of
from db.vocabulary import HomeworkState

BOARD = 4
TODAY = date(2017, 2, 9)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk.create(tmp_path / "bank.cspdesk", sample=True) as made:
        yield made


@pytest.fixture
def following(desk: Desk) -> int:
    """A Board after the one of the sample, with the highlight report and an item of its own."""
    cycle = desk.run(StartCycle(date(2017, 6, 15))).created
    assert cycle is not None
    made = desk.ask(board_meeting_of, cycle)
    assert made is not None
    titles = {line.standing_key for line in _lines(desk, made.id)}
    if HIGHLIGHT_REPORT not in titles:
        desk.run(AddStandingItem(made.id, HIGHLIGHT_REPORT, 1))
    desk.run(AddItem(made.id, "Knife crime", 2))
    return made.id


def _lines(desk: Desk, meeting_id: int) -> tuple[object, ...]:
    view = desk.ask(agenda, meeting_id)
    assert view is not None
    return view.lines


def _grid(desk: Desk, meeting_id: int) -> HomeworkMatrix:
    found = desk.ask(matrix, meeting_id)
    assert found is not None
    return found


def _cards(desk: Desk, meeting_id: int = BOARD) -> list[HomeworkCard]:
    return [card for one in desk.ask(by_partner, meeting_id) for card in one.questions]


# -- the bank ---------------------------------------------------------------------------------


def test_the_bank_has_every_question_of_the_board_before(desk: Desk, following: int) -> None:
    bank = desk.ask(earlier_questions, following)
    assert {one.id for one in bank} >= {card.id for card in _cards(desk)}
    worked = {one.id for one in bank if one.worked}
    answered = {card.id for card in _cards(desk) if card.state is HomeworkState.ANSWERED}
    assert answered <= worked
    assert all(one.answer for one in bank if one.worked)
    assert {one.board_on for one in bank if one.is_last} == {date(2017, 2, 23)}


def test_a_standing_item_finds_its_place_on_the_new_agenda(desk: Desk, following: int) -> None:
    columns = {column.id: column.title for column in _grid(desk, following).columns}
    bank = desk.ask(earlier_questions, following)
    placed = [one for one in bank if one.is_last and one.item_id is not None]
    assert placed
    assert {one.item_title for one in placed} == {"Highlight report"}
    assert all(one.item_id in columns for one in placed)


def test_the_bank_of_a_board_has_nothing_of_its_own_nor_of_later_ones(desk: Desk) -> None:
    mine = {card.id for card in _cards(desk)}
    assert not mine & {one.id for one in desk.ask(earlier_questions, BOARD)}


def test_questions_are_copied_as_drafts_with_a_date_of_the_new_board(
    desk: Desk, following: int
) -> None:
    bank = [one for one in desk.ask(earlier_questions, following) if one.worked][:2]
    item = _grid(desk, following).columns[-1].id
    desk.run(CopyQuestions(tuple((one.id, item) for one in bank)))
    made = _cards(desk, following)
    assert [card.question for card in made] == [one.question for one in sorted(bank, key=_place)]
    for card in made:
        assert card.state is HomeworkState.DRAFT
        assert card.answer == ""
        assert card.sent_on is None
        assert card.due_on is not None
        assert TODAY < card.due_on <= date(2017, 6, 15)
    desk.undo()
    assert _cards(desk, following) == []


def _place(one: EarlierQuestion) -> int:
    return one.organisation_id


def test_a_question_can_be_asked_of_another_partner(desk: Desk, following: int) -> None:
    one = desk.ask(earlier_questions, following)[0]
    item = _grid(desk, following).columns[0].id
    other = next(
        row.organisation_id
        for row in _grid(desk, following).rows
        if row.organisation_id != one.organisation_id
    )
    desk.run(CopyQuestions(((one.id, item),), other))
    assert [card.organisation_id for card in _cards(desk, following)] == [other]


def test_the_same_question_is_not_put_twice(desk: Desk, following: int) -> None:
    one = desk.ask(earlier_questions, following)[0]
    item = _grid(desk, following).columns[0].id
    desk.run(CopyQuestions(((one.id, item), (one.id, item))))
    assert len(_cards(desk, following)) == 1
    assert next(o for o in desk.ask(earlier_questions, following) if o.id == one.id).asked
    with pytest.raises(RuleBroken, match="already"):
        desk.run(CopyQuestions(((one.id, item),)))
    with pytest.raises(RuleBroken, match="Tick"):
        desk.run(CopyQuestions(()))


# -- how partners stand -----------------------------------------------------------------------


def _standings(desk: Desk, today: date = TODAY) -> tuple[PartnerStanding, ...]:
    return standings(_grid(desk, BOARD), desk.ask(by_partner, BOARD), today)


def test_who_has_no_question_is_named_before_who_is_waited_for(desk: Desk) -> None:
    found = _standings(desk)
    first = found[0]
    assert first.short_name == "London CRC"
    assert first.urgency is Urgency.NOTHING
    assert first.words.startswith("No question yet")
    assert first.next_id is None
    assert len(found) == len(_grid(desk, BOARD).rows)
    assert [one.urgency for one in found] == sorted(one.urgency for one in found)


def test_late_answers_come_first_with_their_items_and_days(desk: Desk) -> None:
    after = max(card.due_on for card in _cards(desk) if card.due_on) + timedelta(days=3)
    found = _standings(desk, after)
    sent = [card for card in _cards(desk) if card.state is HomeworkState.SENT]
    late = late_cards(desk.ask(by_partner, BOARD), after)
    assert {card.id for card in late} == {card.id for card in sent}
    named = [one for one in found if one.urgency is Urgency.LATE]
    assert {one.organisation_id for one in named} == {card.organisation_id for card in sent}
    assert found[: len(named)] == tuple(named)
    assert all("late, by" in one.words and "item" in one.words for one in named)


def test_a_partner_that_answered_everything_is_done(desk: Desk) -> None:
    mine = desk.ask(by_partner, BOARD)[0]
    unsent = tuple(card.id for card in mine.to_send)
    if unsent:
        desk.run(MarkSent(unsent))
    for card in mine.questions:
        now = desk.ask(question, card.id)
        assert now is not None
        if now.state is HomeworkState.SENT:
            desk.run(RecordAnswer(now.id, now.version, "Yes: O’Neill Road."))
    done = next(o for o in _standings(desk) if o.organisation_id == mine.organisation_id)
    assert (done.urgency, done.words) == (Urgency.DONE, "All answered")


def test_a_question_set_and_not_sent_is_to_send(desk: Desk) -> None:
    idle = next(one for one in _standings(desk) if one.urgency is Urgency.NOTHING)
    item = _grid(desk, BOARD).columns[0].id
    desk.run(SetHomework(item, idle.organisation_id, "What can you bring?"))
    now = next(o for o in _standings(desk) if o.organisation_id == idle.organisation_id)
    assert (now.urgency, now.words) == (Urgency.TO_SEND, "1 question to send")


@given(st.sampled_from(HomeworkState), st.integers(-30, 30))
def test_only_what_was_sent_and_is_past_its_day_is_late(state: HomeworkState, days: int) -> None:
    late = is_late(state, TODAY + timedelta(days=days), TODAY)
    assert late == (state is HomeworkState.SENT and days < 0)
    assert not is_late(state, None, TODAY)


def test_silence_is_said_as_such(desk: Desk) -> None:
    held = desk.ask(by_partner, BOARD)
    one = held[0]
    silent = replace(
        one,
        questions=tuple(replace(card, state=HomeworkState.NO_ANSWER) for card in one.questions),
    )
    found = standings(_grid(desk, BOARD), [silent, *held[1:]], TODAY)
    mine = next(o for o in found if o.organisation_id == one.organisation_id)
    assert mine.words == "No answer will come"
