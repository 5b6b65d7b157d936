"""Each check is met or not on a small agenda, and points to the items it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cspdesk.agenda.checks import (
    AgendaFacts,
    Check,
    ItemFacts,
    Overruling,
    challenge,
    readiness,
    stopping,
    to_clear,
)
from cspdesk.agenda.rules import Meters, decision_share, minutes_by_type
from db.vocabulary import HighlightState, HomeworkState, ItemType, PaperState, Publicity

TODAY = date(2017, 2, 9)
PAPERS = date(2017, 2, 15)

DECISION = ItemFacts(
    id=11,
    number="1",
    type=ItemType.DECISION,
    minutes=25,
    lead="Borough Commander",
    decision_sought="Agree the plan.",
    partner_actions="Police | Share the list | 1 Mar",
    value_added="The Police cannot fit anchors.",
    time_split="20 discuss\n5 decide",
    sidetrack="Stop and search",
    steer="Who counts?",
    communities="Riders",
    community_heard="Forty riders, 3 March: lock-ups.",
    paper_state=PaperState.IN,
    publicity=Publicity.PUBLIC,
)
HIGHLIGHT = replace(
    DECISION, id=12, number="2", type=ItemType.STANDING, standing_key="highlight_report", minutes=15
)
BOARDS = replace(
    DECISION, id=13, number="3", type=ItemType.STANDING, standing_key="parallel_boards", minutes=5
)


def facts(*items: ItemFacts, today: date = TODAY, **meters: Any) -> AgendaFacts:
    found = items or (DECISION, HIGHLIGHT, BOARDS)
    kinds = [(item.type, item.minutes) for item in found]
    gauge = Meters(
        planned=sum(item.minutes for item in found),
        available=120,
        ends_at="16:00",
        by_type=minutes_by_type(kinds),
        decision_share=decision_share(kinds),
        decision_aim=50,
        last_decision_share=None,
        items=len(found),
        item_limit=7,
        partners=8,
        without_part=(),
    )
    return AgendaFacts(tuple(found), replace(gauge, **meters), today, PAPERS)


def unmet(of: AgendaFacts) -> dict[str, Check]:
    return {check.key: check for check in readiness(of) if not check.met}


def test_a_whole_agenda_has_nothing_to_clear() -> None:
    checks = readiness(facts())
    assert to_clear(checks) == 0
    assert stopping(checks) == ()
    assert len({check.key for check in checks}) == len(checks) == 17


def changed(**fields: Any) -> AgendaFacts:
    return facts(replace(DECISION, **fields), HIGHLIGHT, BOARDS)


@pytest.mark.parametrize(
    ("fields", "key", "must", "sentence"),
    [
        ({"decision_sought": " "}, "sought", True, "Item 1 does not say what the Board is asked"),
        ({"decision_sought": "Note the plan."}, "sought", True, "Item 1 does not say what"),
        ({"value_added": ""}, "value", True, "Item 1 does not say what value"),
        ({"lead": ""}, "lead", True, "Item 1 has no lead"),
        ({"minutes": 0, "time_split": ""}, "lead", True, "Item 1 has no lead or no minutes"),
        ({"communities": ""}, "communities", False, "Item 1 does not say which communities"),
        ({"community_heard": ""}, "plan", False, "No conversation with communities is planned on"),
        ({"exempt": False}, "exempt", True, "Item 1 withholds something without a paragraph"),
        (
            {"community_plan": "Ask", "community_heard": ""},
            "heard",
            False,
            "What communities said on item 1 is not",
        ),
        ({"sidetrack": "", "steer": ""}, "rehearsed", False, "Item 1 is not planned in parts"),
        ({"time_split": "5 decide"}, "rehearsed", False, "Item 1 is not planned in parts"),
        ({"publicity": None}, "publicity", False, "Item 1 does not say who may read it"),
        (
            {"homework": (HomeworkState.DRAFT,)},
            "drafts",
            False,
            "One homework question is a draft",
        ),
    ],
)
def test_what_an_item_lacks_is_said_with_its_number(
    fields: dict[str, Any], key: str, must: bool, sentence: str
) -> None:
    found = unmet(changed(**fields))
    assert found[key].must is must
    assert found[key].sentence.startswith(sentence)
    assert found[key].item_id == DECISION.id
    assert not found[key].sentence.endswith(".")


def test_a_discussion_may_seek_actions_in_place_of_a_decision() -> None:
    discussion = replace(DECISION, type=ItemType.DISCUSSION, decision_sought="")
    assert "sought" not in unmet(facts(discussion, HIGHLIGHT, BOARDS))
    empty = replace(discussion, partner_actions="")
    assert "sought" in unmet(facts(empty, HIGHLIGHT, BOARDS))


def test_none_expected_because_is_an_answer_about_communities() -> None:
    assert "communities" not in unmet(changed(communities="None expected, because it is ours."))


def test_standing_business_needs_no_case_made_for_it() -> None:
    bare = replace(HIGHLIGHT, decision_sought="", value_added="", communities="", sidetrack="")
    assert unmet(facts(DECISION, bare, BOARDS)) == {}


def test_noting_only_is_challenged_until_a_reason_is_given() -> None:
    noting = replace(DECISION, type=ItemType.INFORMATION, minutes=5)
    found = facts(noting, HIGHLIGHT, BOARDS)
    assert unmet(found)["noting"].sentence == "Item 1 is for noting only"
    assert challenge(noting, found.meters) == (
        "For noting only: disseminate another way?",
        "Saves 5 minutes and brings the agenda to 2 items.",
    )
    kept = replace(noting, keep_reason="Members asked.")
    assert "noting" not in unmet(facts(kept, HIGHLIGHT, BOARDS))
    assert challenge(kept, found.meters) == ("", "")
    assert challenge(DECISION, found.meters) == ("", "")


def test_a_paper_to_follow_asks_and_a_late_one_stops() -> None:
    waiting = replace(DECISION, paper_state=PaperState.TO_FOLLOW, paper_due_on=TODAY)
    on_time = unmet(facts(waiting, HIGHLIGHT, BOARDS))["papers"]
    assert (on_time.must, on_time.sentence) == (False, "One paper is still to come")
    late = replace(waiting, paper_due_on=date(2017, 2, 8))
    found = unmet(facts(late, HIGHLIGHT, BOARDS))["papers"]
    assert (found.must, found.sentence, found.detail) == (
        True,
        "One paper is late",
        "Item 1, due Wed 8 Feb",
    )
    undated = replace(waiting, paper_due_on=None)
    assert unmet(facts(undated, HIGHLIGHT, BOARDS, today=PAPERS))["papers"].must


def test_minutes_must_fit_and_items_should_be_within_the_limit() -> None:
    found = unmet(facts(available=44, item_limit=2))
    assert found["time"].sentence == "The agenda is 1 minute too long"
    assert found["time"].must
    assert found["limit"].sentence == "The agenda is one over its limit of items"
    assert not found["limit"].must
    assert "time" not in unmet(facts(available=45))


def test_the_two_standing_items_of_the_refresh_must_be_there() -> None:
    found = unmet(facts(DECISION))["standing"]
    assert found.must
    assert found.sentence == (
        "The agenda has no item for the highlight report or information for parallel boards"
    )


def test_partners_without_a_part_are_named() -> None:
    found = unmet(facts(without_part=("London CRC", "Fire Brigade")))["part"]
    assert found.sentence == "London CRC and Fire Brigade have no part and no homework"


def test_musts_come_first_and_met_checks_last() -> None:
    checks = readiness(changed(publicity=None, value_added="", lead=""))
    order = [(check.met, not check.must) for check in checks]
    assert order == sorted(order)
    assert [check.key for check in stopping(checks)] == ["value", "lead"]


def test_words_of_the_meters_follow_the_numbers() -> None:
    meters = facts(available=40, item_limit=2, without_part=("A", "B", "C", "D")).meters
    assert meters.minutes_words == "5 too many, ends 16:00"
    assert meters.items_words == "1 over the limit"
    assert meters.part_words == "A, B and 2 more"
    assert meters.decision_words == "No Board before"
    within = facts(item_limit=3, last_decision_share=31).meters
    assert (within.items_words, within.decision_words) == ("At the limit", "Last Board: 31%")
    assert within.part_words == "Everybody has a part"
    assert facts().meters.items_words == "4 under the limit"


def test_no_conversation_is_asked_for_where_no_views_are_expected() -> None:
    none = replace(DECISION, communities="None expected, because it is ours.", community_heard="")
    assert "plan" not in unmet(facts(none, HIGHLIGHT, BOARDS))


@pytest.mark.parametrize("state", [one for one in HighlightState if one.value != "approved"])
def test_the_highlight_report_must_be_approved_before_the_papers_go(state: HighlightState) -> None:
    check = unmet(replace(facts(), highlight=state))["highlight"]
    assert check.must
    assert check.item_ids == (HIGHLIGHT.id,)
    assert "the papers go out on" in check.detail
    assert "highlight" not in unmet(replace(facts(DECISION, BOARDS), highlight=state)), "none is on"


def test_an_overruled_check_counts_as_met_and_keeps_its_reason() -> None:
    bare = replace(DECISION, value_added="")
    check = unmet(facts(bare, HIGHLIGHT, BOARDS))["value"]
    kept = Overruling("value", frozenset(check.item_ids), check.sentence, "The chair asked for it.")
    found = readiness(replace(facts(bare, HIGHLIGHT, BOARDS), overruled=(kept,)))
    answered = next(one for one in found if one.key == "value")
    assert (answered.met, answered.overruled) == (True, "The chair asked for it.")
    assert answered not in stopping(found)


def test_an_overruling_reaches_no_further_than_what_it_was_given_for() -> None:
    bare, more = replace(DECISION, value_added=""), replace(DECISION, id=19, value_added="")
    one = unmet(facts(bare, HIGHLIGHT, BOARDS))["value"]
    kept = Overruling("value", frozenset(one.item_ids), one.sentence, "Agreed.")
    assert "value" in unmet(replace(facts(bare, more, HIGHLIGHT, BOARDS), overruled=(kept,)))
    over = unmet(facts(item_limit=2))["limit"]
    limit = Overruling("limit", frozenset(), over.sentence, "Short items.")
    assert "limit" not in unmet(replace(facts(item_limit=2), overruled=(limit,)))
    assert "limit" in unmet(replace(facts(item_limit=1), overruled=(limit,)))
