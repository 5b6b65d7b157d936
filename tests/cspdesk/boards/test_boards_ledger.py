"""The two-way ledger with the parallel boards."""

from __future__ import annotations

from datetime import date

import pytest

from cspdesk.boards.commands import AddMessage, EditMessage, RemoveMessage, SetMessageState
from cspdesk.boards.queries import Ledger, MessageLine, ledger, message
from cspdesk.boards.rules import Flow, check_state, flow, message_words, states_of
from cspdesk.desk import Desk
from cspdesk.errors import Conflict, RuleBroken
from db.vocabulary import MessageKind, MessageState, MessageWay

TODAY = date(2017, 2, 9)
CYCLE = 4
S = MessageState


def read(desk: Desk, cycle_id: int = CYCLE) -> Ledger:
    found = desk.ask(ledger, cycle_id)
    assert found is not None
    return found


def line(desk: Desk, state: MessageState) -> MessageLine:
    boards = read(desk).boards
    return next(
        one for board in boards for one in (*board.incoming, *board.outgoing) if one.state is state
    )


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([], Flow.NONE),
        ([S.SOUGHT], Flow.WAITING),
        ([S.SOUGHT, S.RECEIVED], Flow.PASSED),
        ([S.TO_PASS, S.TO_PASS], Flow.WAITING),
        ([S.TO_PASS, S.ANSWERED], Flow.PASSED),
    ],
)
def test_one_message_passed_makes_the_flow(states: list[MessageState], expected: Flow) -> None:
    assert flow(states) is expected


@pytest.mark.parametrize("way", list(MessageWay))
@pytest.mark.parametrize("state", list(MessageState))
def test_a_message_can_only_be_in_the_states_of_its_way(
    way: MessageWay, state: MessageState
) -> None:
    if state in states_of(way):
        check_state(way, state)
    else:
        with pytest.raises(RuleBroken):
            check_state(way, state)


@pytest.mark.parametrize(
    ("state", "dated", "due", "words", "late"),
    [
        (S.SOUGHT, date(2017, 1, 16), date(2017, 1, 30), "10 days late", 10),
        (S.SOUGHT, date(2017, 1, 23), date(2017, 2, 15), "Asked 23 Jan", 0),
        (S.SOUGHT, None, None, "Asked", 0),
        (S.RECEIVED, date(2017, 1, 30), date(2017, 1, 16), "Received 30 Jan", 0),
        (S.TO_PASS, None, None, "After the Board", 0),
        (S.TO_PASS, None, date(2017, 5, 24), "To pass on by Wed 24 May", 0),
        (S.TO_PASS, None, date(2017, 2, 8), "1 day late", 1),
        (S.PASSED, date(2016, 12, 6), None, "Passed on 6 Dec", 0),
    ],
)
def test_a_message_is_late_only_while_it_waits(
    state: MessageState, dated: date | None, due: date | None, words: str, late: int
) -> None:
    assert message_words(state, dated, due, TODAY) == (words, late)


def test_the_ledger_reads_as_the_screen_shows_it(read_desk: Desk) -> None:
    found = read(read_desk)
    assert found.sentence == "2 updates still to come, 3 messages to pass on at item 8"
    assert found.standing_minutes == 5
    assert [board.short_name for board in found.boards] == ["HWB", "CE", "ASB", "CSB"]
    hwb = found.boards[0]
    assert (hwb.scheme_label, hwb.attends, hwb.attends_from) == (
        "Corporate Plan Priority 2 Board",
        "Director of Commissioning",
        "CCG. Officer: Public Health",
    )
    assert [one.words for one in hwb.incoming] == ["Received 30 Jan"]
    assert [one.words for one in found.boards[3].incoming] == ["10 days late"]
    assert [(f.number, f.came_in.value, f.went_out.value) for f in hwb.flow] == [
        (1, "passed", "waiting"),
        (2, "passed", "passed"),
        (3, "passed", "none"),
        (4, "passed", "waiting"),
    ]


def test_a_message_to_several_boards_is_one_line_with_marks(read_desk: Desk) -> None:
    spread = read(read_desk).to_pass_on
    assert [tuple(mark is not None for mark in one.marks) for one in spread] == [
        (True, True, True, True),
        (False, True, False, True),
        (True, False, True, False),
    ]
    assert {one.item_number for one in spread} == {"8"}


def test_what_is_gone_is_answered_with_none(read_desk: Desk) -> None:
    assert read_desk.ask(ledger, 999) is None
    assert read_desk.ask(message, 999) is None


def test_a_message_is_written_once_for_several_boards(desk: Desk) -> None:
    boards = read(desk).boards
    ids = (boards[0].group_id, boards[2].group_id, boards[0].group_id)
    done = desk.run(AddMessage(CYCLE, ids, MessageWay.OUT, " Share it. ", MessageKind.ASK))
    assert done.label == "Added a message to HWB and ASB"
    assert len(done.rows) == 2
    spread = read(desk).to_pass_on[-1]
    assert (spread.text, spread.kind) == ("Share it.", MessageKind.ASK)
    assert [mark.words if mark else "" for mark in spread.marks] == [
        "After the Board",
        "",
        "After the Board",
        "",
    ]


def test_an_update_is_asked_for_and_comes_in(desk: Desk) -> None:
    ce = read(desk).boards[1].group_id
    asked = desk.run(AddMessage(CYCLE, (ce,), MessageWay.IN, "Referrals?", MessageKind.ASK))
    card = desk.ask(message, asked.created or 0)
    assert card is not None
    assert (card.state, card.words) == (S.SOUGHT, "Asked 9 Feb")
    done = desk.run(SetMessageState(card.id, card.version, S.RECEIVED, date(2017, 2, 8)))
    assert done.label == "Marked the message from CE as received"
    assert desk.ask(message, card.id).words == "Received 8 Feb"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"group_ids": ()}, "group_ids"),
        ({"group_ids": (1,)}, "group_ids"),
        ({"text": "\n"}, "text"),
        ({"state": S.SOUGHT}, "state"),
    ],
)
def test_a_message_that_cannot_be_is_refused(
    desk: Desk, fields: dict[str, object], field: str
) -> None:
    hwb = read(desk).boards[0].group_id
    whole = {"cycle_id": CYCLE, "group_ids": (hwb,), "way": MessageWay.OUT, "text": "x", **fields}
    with pytest.raises(RuleBroken) as broken:
        desk.run(AddMessage(**whole))  # type: ignore[arg-type]
    assert broken.value.field == field


def test_a_message_for_nobody_known_is_a_conflict(desk: Desk) -> None:
    hwb = read(desk).boards[0].group_id
    with pytest.raises(Conflict):
        desk.run(AddMessage(999, (hwb,), MessageWay.OUT, "x"))
    with pytest.raises(Conflict):
        desk.run(AddMessage(CYCLE, (999,), MessageWay.OUT, "x"))


def test_an_answer_needs_its_words_and_a_day_that_has_come(desk: Desk) -> None:
    one = line(desk, S.TO_PASS)
    with pytest.raises(RuleBroken) as broken:
        desk.run(SetMessageState(one.id, one.version, S.ANSWERED))
    assert broken.value.field == "answer"
    with pytest.raises(RuleBroken) as broken:
        desk.run(SetMessageState(one.id, one.version, S.PASSED, date(2017, 2, 10)))
    assert broken.value.field == "dated"
    with pytest.raises(RuleBroken, match="goes out cannot be “received”"):
        desk.run(SetMessageState(one.id, one.version, S.RECEIVED))


def test_an_entry_is_edited_or_removed_until_it_has_passed(desk: Desk) -> None:
    one = line(desk, S.TO_PASS)
    assert desk.run(EditMessage(one.id, one.version, carried_by="Şükrü’s team")).label == (
        "Changed the carrier of the message to HWB"
    )
    with pytest.raises(Conflict):
        desk.run(RemoveMessage(one.id, one.version))
    assert desk.run(RemoveMessage(one.id, one.version + 1)).label == "Removed the message to HWB"
    received = line(desk, S.RECEIVED)
    with pytest.raises(RuleBroken, match="passed between the boards"):
        desk.run(RemoveMessage(received.id, received.version))
