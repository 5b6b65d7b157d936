"""Conversations of an agenda item: planned, changed, heard, and what the agenda makes of them."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from cspdesk.agenda.carrying_commands import CarryForward
from cspdesk.agenda.commands import DeleteItem, EditItem
from cspdesk.agenda.queries import ItemCard, agenda, item_cards
from cspdesk.desk import Desk
from cspdesk.errors import RuleBroken
from cspdesk.meetings.queries import current_cycle
from cspdesk.packs.board.facts import read_pack
from cspdesk.packs.board.front_sheets import front_sheet
from cspdesk.people.queries import organisations
from cspdesk.reading import Reading
from cspdesk.voices.conversation_commands import (
    AddConversation,
    EditConversation,
    RecordConversation,
    RemoveConversation,
)
from cspdesk.voices.conversation_queries import conversation_choices, conversations_of_cycle
from db.tables import ConversationRow, VoiceRow
from db.vocabulary import ConversationWay, VoiceSource

WHO = "Parents at the children’s centre"
DUE = date(2017, 2, 15)
HELD = date(2017, 2, 7)


def meeting_id(desk: Desk) -> int:
    strip = desk.ask(current_cycle)
    assert strip is not None
    assert strip.cycle.meeting_id is not None
    return strip.cycle.meeting_id


def item(desk: Desk, place: int = 5) -> ItemCard:
    return desk.ask(item_cards, meeting_id(desk))[place - 1]


def plan(desk: Desk, place: int = 5, way: ConversationWay = ConversationWay.SURVEY) -> ItemCard:
    desk.run(AddConversation(item(desk, place).id, WHO, way, question="What helps?", due_on=DUE))
    return item(desk, place)


def bare(desk: Desk, place: int = 5) -> ItemCard:
    """The item without anything typed about communities."""
    card = item(desk, place)
    none = {"communities": "", "community_plan": "", "community_heard": ""}
    desk.run(EditItem(card.id, card.version, **none))
    return item(desk, place)


def named_by(desk: Desk, key: str) -> tuple[int, ...]:
    view = desk.ask(agenda, meeting_id(desk))
    assert view is not None
    return next(check for check in view.checks if check.key == key).item_ids


def test_a_conversation_is_planned_heard_and_taken_away(desk: Desk) -> None:
    (card,) = plan(desk).conversations
    assert (card.community, card.who, card.standing.words) == (WHO, "Survey", "Due Wed 15 Feb")
    desk.run(EditConversation(card.id, card.version, way=ConversationWay.EVENT, due_on=None))
    (card,) = item(desk).conversations
    assert (card.who, card.standing.words, card.question) == ("Event", "No date yet", "What helps?")
    desk.run(RecordConversation(card.id, card.version, HELD, 14, " Evening hours. "))
    (card,) = item(desk).conversations
    assert (card.heard, card.heard_from) == ("Evening hours.", f"{WHO}, 14 people")
    assert [one.id for one in desk.ask(conversations_of_cycle, card.cycle_id)] == [card.id]
    desk.run(RemoveConversation(card.id, card.version))
    assert item(desk).conversations == ()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"community": "  "}, "community"),
        ({"way": ConversationWay.PARTNER_ASKS}, "organisation_id"),
        ({"due_on": date(2017, 2, 24)}, "due_on"),
        ({"due_on": date(2017, 1, 2)}, "due_on"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_beside_its_field(
    desk: Desk, values: dict[str, object], field: str
) -> None:
    said: dict[str, object] = {"community": WHO, "way": ConversationWay.SURVEY, **values}
    with pytest.raises(RuleBroken) as broken:
        desk.run(AddConversation(item(desk).id, **said))  # type: ignore[arg-type]
    assert broken.value.field == field
    assert item(desk).conversations == ()


@pytest.mark.parametrize(
    ("held", "people", "heard", "field"),
    [
        (date(2017, 2, 10), 3, "Yes.", "held_on"),
        (HELD, -1, "Yes.", "people"),
        (HELD, 3, " ", "heard"),
        (HELD, 3, "Ring 020 8489 0000", "heard"),
    ],
)
def test_what_cannot_have_been_heard_is_refused_beside_its_field(
    desk: Desk, held: date, people: int, heard: str, field: str
) -> None:
    (card,) = plan(desk).conversations
    with pytest.raises(RuleBroken) as broken:
        desk.run(RecordConversation(card.id, card.version, held, people, heard))
    assert broken.value.field == field


def test_communities_are_considered_by_a_conversation_or_by_a_reason(desk: Desk) -> None:
    card = bare(desk)
    assert card.id in named_by(desk, "communities")
    desk.run(EditItem(card.id, card.version, community_none="None expected, because it is ours."))
    assert item(desk).community_none == "it is ours."
    assert card.id not in named_by(desk, "communities")
    assert plan(desk).community_none == ""  # views are expected now
    assert card.id not in (*named_by(desk, "communities"), *named_by(desk, "plan"))


def test_beside_a_conversation_nobody_says_that_no_views_are_expected(desk: Desk) -> None:
    card = plan(desk)
    with pytest.raises(RuleBroken, match="views are expected") as broken:
        desk.run(EditItem(card.id, card.version, community_none="it is ours"))
    assert broken.value.field == "community_none"


def test_a_conversation_waits_until_its_day_and_then_for_its_record(desk: Desk) -> None:
    bare(desk)
    (card,) = plan(desk).conversations
    assert card.item_id not in named_by(desk, "heard")
    desk.run(EditConversation(card.id, card.version, due_on=date(2017, 2, 6)))
    (card,) = item(desk).conversations
    assert card.item_id in named_by(desk, "heard")
    desk.run(RecordConversation(card.id, card.version, HELD, None, "Evening hours."))
    assert card.item_id not in named_by(desk, "heard")


def test_an_item_goes_with_its_plans_but_not_once_people_were_heard(desk: Desk) -> None:
    plan(desk, 3)
    victim = item(desk, 3)
    desk.run(DeleteItem(victim.id, victim.version))
    assert desk.ask(lambda reading: reading.all(select(ConversationRow.id))) == []
    desk.undo()
    (card,) = item(desk, 3).conversations
    desk.run(RecordConversation(card.id, card.version, HELD, 2, "Yes."))
    with pytest.raises(RuleBroken, match="Communities have been heard on item 3: it stays"):
        desk.run(DeleteItem(victim.id, item(desk, 3).version))


def test_what_was_said_stays_when_its_conversation_is_taken_away(desk: Desk) -> None:
    (card,) = plan(desk).conversations
    with desk._store.write(desk.today) as (work, step):
        step.label = "Kept what was said"
        said = {"heard_on": HELD, "source": VoiceSource.CONVERSATION, "said": "Later buses."}
        work.add(VoiceRow(cycle_id=card.cycle_id, conversation_id=card.id, **said))
    desk.run(RemoveConversation(card.id, card.version))
    kept = select(VoiceRow.conversation_id).filter_by(said="Later buses.")
    assert desk.ask(lambda reading: reading.all(kept)) == [None]


def test_a_conversation_goes_to_the_next_board_with_its_item(desk: Desk) -> None:
    card = plan(desk, 6)
    (before,) = card.conversations
    june = meeting_id(desk) + 1
    desk.run(CarryForward(card.id, june, True, card.version))
    moved = next(one for one in desk.ask(item_cards, june) if one.id == card.id)
    (after,) = moved.conversations
    assert after.cycle_id != before.cycle_id
    assert (after.due_on, after.standing.words) == (None, "No date yet")


def test_the_form_offers_the_communities_and_wards_of_the_preset(desk: Desk) -> None:
    plan(desk)
    found = desk.ask(conversation_choices, item(desk).id)
    assert found is not None
    assert found.communities[0] == "Turkish and Kurdish residents"
    assert found.communities[-1] == WHO  # used once, offered ever after
    assert len(found.wards) == 19
    assert {one.name for one in found.wards} >= {"Noel Park", "Northumberland Park", "Woodside"}
    assert len(found.organisations) == len(desk.ask(organisations))
    assert found.proposed == DUE
    assert desk.ask(conversation_choices, 10**6) is None


def test_the_front_sheet_prints_what_was_heard_and_what_is_still_to_come(desk: Desk) -> None:
    bare(desk)
    (card,) = plan(desk).conversations

    def sheet(reading: Reading) -> str:
        facts = read_pack(reading, meeting_id(desk))
        return repr(front_sheet(facts.items[4], facts))

    assert f"{WHO} (Survey; due Wed 15 Feb)." in desk.ask(sheet)
    desk.run(RecordConversation(card.id, card.version, HELD, 14, "Evening hours."))
    said = desk.ask(sheet)
    assert f"{WHO}, 14 people: " in said
    assert "Evening hours." in said
    assert "Still to be heard" not in said
