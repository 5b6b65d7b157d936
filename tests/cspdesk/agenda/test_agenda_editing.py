"""Adding, moving, changing and deleting items on the sample's agenda of 23 February 2017."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cspdesk.agenda.commands import (
    AddItem,
    AddStandingItem,
    DeleteItem,
    DuplicateItem,
    EditItem,
    KeepInformationItem,
    MoveItem,
)
from cspdesk.agenda.queries import (
    AgendaView,
    agenda,
    checks_to_clear,
    item,
    item_cards,
    item_choices,
)
from cspdesk.agenda.records import ItemCard
from cspdesk.desk import Desk
from cspdesk.errors import Conflict, RuleBroken
from cspdesk.homework.queries import matrix
from db.vocabulary import ItemType, PaperState

BOARD = 4


def view(desk: Desk) -> AgendaView:
    found = desk.ask(agenda, BOARD)
    assert found is not None
    return found


def card(desk: Desk, number: int) -> ItemCard:
    found = desk.ask(item, view(desk).lines[number - 1].id)
    assert found is not None
    return found


def titles(desk: Desk) -> list[str]:
    return [line.short_title for line in view(desk).lines]


def test_the_agenda_reads_as_the_screen_shows_it(read_desk: Desk) -> None:
    found = view(read_desk)
    meters = found.meters
    assert (meters.planned, meters.available, meters.minutes_words) == (
        115,
        120,
        "5 spare, ends 15:55",
    )
    assert (meters.decision_share, meters.decision_words) == (57, "Last Board: 31%")
    assert (meters.items, meters.items_words) == (8, "1 over the limit")
    assert (meters.partners, meters.part_words) == (8, "London CRC")
    assert found.to_clear == read_desk.ask(checks_to_clear, BOARD) == 8
    line = found.lines[3]
    assert (line.number, line.runs, line.paper.words) == ("4", "14:50–15:15", "Paper 1 day late")
    assert line.in_focus
    assert [one.number for one in found.lines if one.challenge] == ["7"]
    assert [choice.key for choice in found.standing_choices] == [
        "communications",
        "urgent_business",
    ]


def test_an_item_is_read_whole(read_desk: Desk) -> None:
    found = card(read_desk, 4)
    assert found.heading == "Item 4, 14:50 to 15:15"
    assert [ask.partner for ask in found.asks][:2] == ["Police", "Homes for Haringey"]
    assert found.split_minutes == found.line.minutes == 25
    assert len(found.named_communities) == 4
    assert [mark.state.value for mark in found.homework] == [
        "answered",
        "sent",
        "sent",
        "sent",
        "answered",
    ]
    assert [check.key for check in found.checks] == ["papers"]


def test_all_items_are_read_for_the_front_sheets(read_desk: Desk) -> None:
    cards = read_desk.ask(item_cards, BOARD)
    assert [one.line.number for one in cards] == [str(n) for n in range(1, 9)]
    assert cards[4].priority_number == 3


def test_what_is_gone_is_answered_with_none(read_desk: Desk) -> None:
    assert read_desk.ask(agenda, 999) is None
    assert read_desk.ask(item, 999) is None
    assert read_desk.ask(item_cards, 999) == ()
    assert read_desk.ask(checks_to_clear, 999) == 0


def test_there_is_something_to_choose_from(read_desk: Desk) -> None:
    choices = read_desk.ask(item_choices)
    assert "Borough Commander" in choices.leads
    assert len(set(choices.leads)) == len(choices.leads)
    assert [choice.name for choice in choices.priorities][-1] == "MOPAC 7"
    assert len(choices.organisations) == 8


def test_an_item_is_added_where_it_is_wanted(desk: Desk) -> None:
    done = desk.run(AddItem(BOARD, "  Knife crime  ", position=3, minutes=5))
    assert done.label == "Added item 3, Knife crime"
    assert titles(desk)[2] == "Knife crime"
    assert done.created == view(desk).lines[2].id
    assert [line.position for line in view(desk).lines] == list(range(1, 10))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": "   "}, "title"),
        ({"minutes": -1}, "minutes"),
        ({"minutes": 601}, "minutes"),
        ({"minutes": "ten"}, "minutes"),
        ({"minutes": True}, "minutes"),
        ({"position": 0}, "position"),
        ({"position": 10}, "position"),
    ],
)
def test_an_item_that_cannot_be_is_not_added(
    desk: Desk, fields: dict[str, Any], field: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        desk.run(AddItem(**{"meeting_id": BOARD, "title": "Knife crime", **fields}))
    assert broken.value.field == field
    assert len(view(desk).lines) == 8


@pytest.mark.parametrize(
    "fields",
    [{"meeting_id": 999}, {"lead_organisation_id": 999}, {"priority_id": 999}],
)
def test_an_item_that_points_to_nothing_is_a_conflict(desk: Desk, fields: dict[str, int]) -> None:
    with pytest.raises(Conflict):
        desk.run(AddItem(**{"meeting_id": BOARD, "title": "Knife crime", **fields}))  # type: ignore[arg-type]


def test_a_standing_item_brings_its_wording_with_the_references_filled(desk: Desk) -> None:
    desk.run(AddStandingItem(BOARD, "urgent_business"))
    line = view(desk).lines[-1]
    assert (line.type, line.lead, line.minutes) == (ItemType.STANDING, "Co-chairs", 5)
    with pytest.raises(RuleBroken, match="on this agenda already"):
        desk.run(AddStandingItem(BOARD, "urgent_business"))
    with pytest.raises(RuleBroken, match="not in the library"):
        desk.run(AddStandingItem(BOARD, "opening_prayer"))
    welcome = card(desk, 1)
    desk.run(
        EditItem(
            welcome.id, welcome.version, purpose="Item {urgent_item}; minutes of {last_meeting}."
        )
    )
    assert card(desk, 1).purpose_words == "Item 9; minutes of 24 November 2016."


@pytest.mark.parametrize(
    ("start", "to", "order"),
    [(4, 2, [1, 4, 2, 3, 5, 6, 7, 8]), (2, 5, [1, 3, 4, 5, 2, 6, 7, 8]), (8, 1, [8, *range(1, 8)])],
)
def test_a_moved_item_takes_its_place_and_the_others_close_up(
    desk: Desk, start: int, to: int, order: list[int]
) -> None:
    before = titles(desk)
    done = desk.run(MoveItem(view(desk).lines[start - 1].id, to))
    assert done.label == f"Moved item {start} to {to}"
    assert titles(desk) == [before[n - 1] for n in order]
    assert [line.position for line in view(desk).lines] == list(range(1, 9))


def test_an_item_moved_to_its_own_place_is_no_step(desk: Desk) -> None:
    before = desk.reach
    assert desk.run(MoveItem(view(desk).lines[3].id, 4)).rows == ()
    assert desk.reach == before


def test_an_item_is_not_moved_off_the_agenda(desk: Desk) -> None:
    with pytest.raises(RuleBroken, match="from 1 to 8"):
        desk.run(MoveItem(view(desk).lines[3].id, 9))


def test_an_edit_names_what_it_changed(desk: Desk) -> None:
    four = card(desk, 4)
    done = desk.run(EditItem(four.id, four.version, decision_sought="Agree."))
    assert done.label == "Changed the decision sought of item 4"
    four = card(desk, 4)
    done = desk.run(EditItem(four.id, four.version, minutes=30, type=ItemType.DISCUSSION))
    assert done.label == "Changed the type and minutes of item 4"
    four = card(desk, 4)
    done = desk.run(EditItem(four.id, four.version, lead="A", steer="B", sidetrack="C"))
    assert done.label == "Changed item 4"


@pytest.mark.parametrize("text", ["O’Neill’s", "Şükrü", "日本 😀", "a\nb\n\nc", "=SUM(A1)", "<b>&"])
def test_the_officers_words_are_kept_as_typed(desk: Desk, text: str) -> None:
    four = card(desk, 4)
    desk.run(EditItem(four.id, four.version, title=f"  {text}  ", steer=text))
    assert (card(desk, 4).line.title, card(desk, 4).steer) == (text, text)


def test_the_same_words_again_are_no_step(desk: Desk) -> None:
    four = card(desk, 4)
    assert desk.run(EditItem(four.id, four.version, steer=four.steer)).rows == ()


def test_a_stale_edit_is_a_conflict_and_writes_nothing(desk: Desk) -> None:
    four = card(desk, 4)
    desk.run(EditItem(four.id, four.version, steer="First"))
    with pytest.raises(Conflict, match="changed in the meantime"):
        desk.run(EditItem(four.id, four.version, steer="Second"))
    assert card(desk, 4).steer == "First"


def test_an_empty_field_is_cleared_and_an_untouched_one_kept(desk: Desk) -> None:
    four = card(desk, 4)
    desk.run(EditItem(four.id, four.version, priority_id=None, steer=""))
    after = card(desk, 4)
    assert (after.line.priority_id, after.steer, after.sidetrack) == (None, "", four.sidetrack)


def test_a_paper_to_follow_gets_its_usual_date(desk: Desk) -> None:
    """Five working days before papers go out: Wed 8 February has gone, so it is due today."""
    desk.run(AddItem(BOARD, "Knife crime"))
    new = card(desk, 9)
    desk.run(EditItem(new.id, new.version, paper_state=PaperState.TO_FOLLOW))
    assert card(desk, 9).paper_due_on == date(2017, 2, 9)


def test_an_exemption_names_its_paragraph(desk: Desk) -> None:
    four = card(desk, 4)
    with pytest.raises(RuleBroken, match="Schedule 12A"):
        desk.run(EditItem(four.id, four.version, exempt_reason="Names a person."))
    desk.run(EditItem(four.id, four.version, exempt_reason="Names one.", exempt_paragraph="1"))


def test_a_copy_stands_behind_its_item_without_homework(desk: Desk) -> None:
    four = card(desk, 4)
    assert desk.run(DuplicateItem(four.id)).label == "Copied item 4 to item 5"
    copy = card(desk, 5)
    assert copy.line.title == "BME engagement: agree the indicators (copy)"
    assert (copy.value_added, copy.homework) == (four.value_added, ())


def test_deleting_an_item_takes_its_homework_and_undo_brings_both_back(desk: Desk) -> None:
    three = card(desk, 3)
    before = desk.ask(matrix, BOARD)
    assert desk.run(DeleteItem(three.id, three.version)).label == (
        "Deleted item 3, Moped theft and robbery: joint plan"
    )
    grid = desk.ask(matrix, BOARD)
    assert grid is not None
    assert grid.totals.total == 13
    assert [line.position for line in view(desk).lines] == list(range(1, 8))
    desk.undo()
    assert desk.ask(matrix, BOARD) == before


def test_an_item_with_answers_or_actions_stays(desk: Desk) -> None:
    four = card(desk, 4)
    with pytest.raises(RuleBroken, match="answered 2 questions"):
        desk.run(DeleteItem(four.id, four.version))
    old = desk.ask(agenda, 3)
    assert old is not None
    line = old.lines[3]
    with pytest.raises(RuleBroken, match="papers have gone out"):
        desk.run(DeleteItem(line.id, line.version))


def test_an_information_item_is_kept_with_a_reason_only(desk: Desk) -> None:
    seven = card(desk, 7)
    with pytest.raises(RuleBroken) as broken:
        desk.run(KeepInformationItem(seven.id, " ", seven.version))
    assert broken.value.field == "reason"
    desk.run(KeepInformationItem(seven.id, "Members asked for it.", seven.version))
    assert view(desk).lines[6].challenge == ""
    assert view(desk).to_clear == 7
    four = card(desk, 4)
    with pytest.raises(RuleBroken, match="not for noting only"):
        desk.run(KeepInformationItem(four.id, "Because.", four.version))
