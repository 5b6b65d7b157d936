"""The council's front-sheet fields: all off at first, printed only where switched on and filled."""

from __future__ import annotations

import pytest

from cspdesk.agenda.commands import DeleteItem
from cspdesk.agenda.queries import ItemCard, item_cards
from cspdesk.desk import Desk
from cspdesk.errors import Conflict, RuleBroken
from cspdesk.meetings.queries import board_meetings
from cspdesk.packs.board.council_fields import council_sections
from cspdesk.packs.board.facts import read_pack
from cspdesk.settings.front_sheet_commands import (
    AddFrontSheetField,
    EditFrontSheetField,
    MoveFrontSheetField,
    RemoveFrontSheetField,
    SetItemField,
)
from cspdesk.settings.front_sheets import (
    FrontSheetField,
    ItemField,
    fields_of_item,
    front_sheet_fields,
)

WORDS = "The duty under section 149 is met; see the assessment of January."


def field(desk: Desk, title: str) -> FrontSheetField:
    return next(one for one in desk.ask(front_sheet_fields) if one.title == title)


def switch(desk: Desk, title: str, on: bool) -> None:
    one = field(desk, title)
    desk.run(EditFrontSheetField(one.id, one.version, shown=on))


def next_items(desk: Desk) -> tuple[ItemCard, ...]:
    boards = desk.ask(board_meetings)
    return desk.ask(item_cards, next(one.id for one in boards if one.held_on.year == 2017))


def write(desk: Desk, item_id: int, title: str, text: str) -> None:
    now = {one.title: one for one in desk.ask(fields_of_item, item_id)}[title]
    desk.run(SetItemField(item_id, now.field_id, text, now.version))


def printed(desk: Desk, item: ItemCard) -> str:
    return repr(council_sections(item, desk.ask(read_pack, item.meeting_id)))


def test_a_new_partnership_knows_the_fields_that_councils_use_and_asks_for_none(
    read_desk: Desk,
) -> None:
    fields = read_desk.ask(front_sheet_fields)
    titles = [one.title for one in fields]
    for said in ("Report authorised by", "Wards affected", "Finance comments", "Legal comments",
                 "Equality comments", "Background papers"):  # fmt: skip
        assert said in titles
    assert not any(one.shown for one in fields)
    assert [one.position for one in fields] == list(range(1, len(fields) + 1))
    assert all(one.hint for one in fields)
    assert read_desk.ask(fields_of_item, next_items(read_desk)[0].id) == ()


def test_a_field_is_printed_only_where_it_is_on_and_filled(desk: Desk) -> None:
    first, second, *_ = next_items(desk)
    switch(desk, "Equality comments", True)
    assert "Equality comments" not in printed(desk, first)
    write(desk, first.id, "Equality comments", f" {WORDS} ")
    assert WORDS in printed(desk, first)
    assert "Equality comments" not in printed(desk, second)
    switch(desk, "Equality comments", False)
    assert WORDS not in printed(desk, first)
    switch(desk, "Equality comments", True)
    assert WORDS in printed(desk, first), "words are kept while a field is off"


def test_words_are_taken_out_again_by_emptying_the_field(desk: Desk) -> None:
    item = next_items(desk)[0]
    switch(desk, "Legal comments", True)
    write(desk, item.id, "Legal comments", "None.")
    write(desk, item.id, "Legal comments", "  ")
    (said,) = desk.ask(fields_of_item, item.id)
    assert (said.text, said.version) == ("", 0)
    desk.undo()
    (said,) = desk.ask(fields_of_item, item.id)
    assert said.text == "None."


def test_words_written_meanwhile_are_not_overwritten(desk: Desk) -> None:
    item = next_items(desk)[0]
    switch(desk, "Legal comments", True)
    (seen,) = desk.ask(fields_of_item, item.id)
    desk.run(SetItemField(item.id, seen.field_id, "First.", seen.version))
    with pytest.raises(Conflict):
        desk.run(SetItemField(item.id, seen.field_id, "Second.", seen.version))


def test_fields_are_renamed_added_and_put_in_order(desk: Desk) -> None:
    item = next_items(desk)[0]
    legal = field(desk, "Legal comments")
    desk.run(EditFrontSheetField(legal.id, legal.version, title="Comments of Legal", shown=True))
    done = desk.run(AddFrontSheetField("Climate", "What it does for the climate"))
    assert done.label == "Added the front-sheet field Climate"
    climate = field(desk, "Climate")
    desk.run(MoveFrontSheetField(climate.id, 1))
    shown = desk.ask(fields_of_item, item.id)
    assert [one.title for one in shown] == ["Climate", "Comments of Legal"]
    assert shown[0] == ItemField(climate.id, "Climate", "What it does for the climate", "", 0)


@pytest.mark.parametrize("title", ["", "  ", "legal COMMENTS"])
def test_a_field_needs_a_name_of_its_own(desk: Desk, title: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        desk.run(AddFrontSheetField(title))
    assert broken.value.field == "title"
    wards = field(desk, "Wards affected")
    with pytest.raises(RuleBroken):
        desk.run(EditFrontSheetField(wards.id, wards.version, title=title))


def test_a_field_in_which_items_say_something_is_switched_off_not_removed(desk: Desk) -> None:
    item = next_items(desk)[0]
    switch(desk, "Wards affected", True)
    write(desk, item.id, "Wards affected", "All wards")
    wards = field(desk, "Wards affected")
    assert wards.filled == 1
    with pytest.raises(RuleBroken, match="1 item says something in “Wards affected”"):
        desk.run(RemoveFrontSheetField(wards.id, wards.version))
    legal = field(desk, "Legal comments")
    desk.run(RemoveFrontSheetField(legal.id, legal.version))
    assert legal.title not in [one.title for one in desk.ask(front_sheet_fields)]


def test_an_item_is_deleted_with_what_its_front_sheet_said_and_comes_back_with_it(
    desk: Desk,
) -> None:
    item = next(one for one in next_items(desk) if not one.homework)
    switch(desk, "Wards affected", True)
    write(desk, item.id, "Wards affected", "All wards")
    desk.run(DeleteItem(item.id, item.version))
    assert field(desk, "Wards affected").filled == 0
    desk.undo()
    assert field(desk, "Wards affected").filled == 1
