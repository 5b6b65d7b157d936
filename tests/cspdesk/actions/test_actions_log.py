"""The action log of the sample, and what is done to an action."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cspdesk.actions.commands import (
    AddAction,
    AddUpdate,
    CloseAction,
    EditAction,
    EditUpdate,
    ReopenAction,
)
from cspdesk.actions.queries import (
    action,
    actions_for,
    closed_actions,
    open_actions,
)
from cspdesk.actions.records import ActionCard
from cspdesk.desk import Desk
from cspdesk.errors import Conflict, RuleBroken
from cspdesk.meetings.commands import RescheduleBoard
from cspdesk.meetings.queries import current_cycle
from db.vocabulary import ActionState

TODAY = date(2017, 2, 9)
POLICE = 2
NOVEMBER, FEBRUARY = 3, 4


def by_ref(desk: Desk, ref: str) -> ActionCard:
    lines = (*desk.ask(open_actions).lines, *desk.ask(closed_actions))
    card = desk.ask(action, next(line.id for line in lines if line.ref == ref))
    assert card is not None
    return card


def test_the_log_reads_as_the_screen_shows_it(read_desk: Desk) -> None:
    log = read_desk.ask(open_actions)
    assert (log.open, log.overdue, log.due_in_14_days, log.closed) == (16, 7, 4, 31)
    assert log.finding == "Seven of 16 open actions are overdue"
    assert log.groups[0].short_name == "London CRC", "27 days late"
    police = next(group for group in log.groups if group.short_name == "Police")
    assert (police.words, police.paper_words) == ("3 open, 2 overdue", "2 of 3 overdue")
    assert [line.ref for line in police.lines] == ["3.04", "2.11", "3.09"]
    assert police.lines[0].update_words == (
        "26 Jan: Five of eight briefed. Three panels moved to February."
    )
    assert [group.most_late for group in log.groups] == sorted(
        (group.most_late for group in log.groups), reverse=True
    )


def test_every_open_action_is_in_one_group(read_desk: Desk) -> None:
    log = read_desk.ask(open_actions)
    assert len({line.id for line in log.lines}) == log.open
    mine = read_desk.ask(actions_for, POLICE)
    assert mine == next(group for group in log.groups if group.organisation_id == POLICE).lines


def test_closed_actions_come_last_closed_first(read_desk: Desk) -> None:
    found = read_desk.ask(closed_actions)
    days = [line.closed_on for line in found if line.closed_on]
    assert days == sorted(days, reverse=True)
    assert len(found) == 31
    assert len(read_desk.ask(closed_actions, None, 5)) == 5
    since = read_desk.ask(closed_actions, date(2016, 11, 24))
    assert len(since) == read_desk.ask(open_actions).closed_since_last


def test_a_card_tells_its_history_newest_first(read_desk: Desk) -> None:
    card = by_ref(read_desk, "3.04")
    assert card.agreed_words == "Board, 24 Nov 2016, item 4"
    assert card.due_words == "Fri 20 Jan 2017"
    assert [entry.title for entry in card.history][-1] == "Agreed by the Board"
    days = [entry.on for entry in card.history]
    assert days == sorted(days, reverse=True)
    assert read_desk.ask(action, 999) is None


def test_a_new_action_takes_the_next_reference_of_its_cycle(desk: Desk) -> None:
    done = desk.run(AddAction(" Brief the panels ", POLICE, date(2017, 3, 1), agreed_at_id=3))
    assert done.label == "Added action 3.20 for Police"
    assert desk.ask(action, done.created or 0).line.text == "Brief the panels"  # type: ignore[union-attr]
    assert desk.run(AddAction("Without a meeting", POLICE)).label == (
        "Added action 4.01 for Police"
    ), "the current cycle's"
    assert desk.run(AddAction("At the Board", POLICE, agreed_at_id=FEBRUARY)).label == (
        "Added action 4.02 for Police"
    )


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"text": " "}, "text"),
        ({"due_on": date(2017, 3, 1), "due_meeting_id": FEBRUARY}, "due_on"),
    ],
)
def test_an_action_that_cannot_be_is_refused(
    desk: Desk, fields: dict[str, Any], field: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        desk.run(AddAction(**{"text": "Do", "organisation_id": POLICE, **fields}))
    assert broken.value.field == field


@pytest.mark.parametrize(
    "fields",
    [
        {"organisation_id": 999},
        {"agreed_at_id": 999},
        {"item_id": 999},
        {"priority_id": 999},
        {"due_meeting_id": 999},
    ],
)
def test_an_action_that_points_to_nothing_is_a_conflict(desk: Desk, fields: dict[str, int]) -> None:
    with pytest.raises(Conflict):
        desk.run(AddAction(**{"text": "Do", "organisation_id": POLICE, **fields}))  # type: ignore[arg-type]


def test_a_moved_date_keeps_the_old_one_as_an_update(desk: Desk) -> None:
    card = by_ref(desk, "3.04")
    desk.run(EditAction(card.id, card.version, due_on=date(2017, 3, 10)))
    after = by_ref(desk, "3.04")
    assert after.updates[0].text == "Due date moved from Fri 20 Jan 2017 to Fri 10 Mar 2017."
    assert after.updates[0].made_on == TODAY
    desk.undo()
    assert len(by_ref(desk, "3.04").updates) == len(card.updates)


def test_an_action_due_at_a_meeting_moves_with_it(desk: Desk) -> None:
    card = by_ref(desk, "3.04")
    desk.run(EditAction(card.id, card.version, due_meeting_id=FEBRUARY))
    assert by_ref(desk, "3.04").line.due_on == date(2017, 2, 23)
    strip = desk.ask(current_cycle)
    assert strip is not None
    desk.run(RescheduleBoard(strip.cycle.id, date(2017, 3, 2), strip.cycle.version))
    moved = by_ref(desk, "3.04")
    assert moved.line.due_on == date(2017, 3, 2)
    desk.run(EditAction(moved.id, moved.version, due_on=date(2017, 3, 1)))
    assert by_ref(desk, "3.04").line.due_meeting_id is None, "a day takes the meeting's place"


def test_an_edit_names_what_it_changed(desk: Desk) -> None:
    card = by_ref(desk, "3.05")
    assert desk.run(EditAction(card.id, card.version, lead="Area Director")).label == (
        "Changed the owner of action 3.05"
    )
    with pytest.raises(Conflict):
        desk.run(EditAction(card.id, card.version, lead="Nobody"))


def test_an_update_is_dated_and_may_mark_the_action_part_done(desk: Desk) -> None:
    card = by_ref(desk, "3.05")
    desk.run(AddUpdate(card.id, "Begun.", date(2017, 2, 7), part_done=True))
    after = by_ref(desk, "3.05")
    assert after.line.state is ActionState.PART_DONE
    assert after.line.update_words == "7 Feb: Begun."
    with pytest.raises(RuleBroken, match="not come yet"):
        desk.run(AddUpdate(card.id, "Tomorrow.", date(2017, 2, 10)))
    with pytest.raises(RuleBroken, match="Write what the owner says"):
        desk.run(AddUpdate(card.id, " "))
    desk.run(EditUpdate(after.updates[0].id, after.updates[0].version, text="Half done."))
    assert by_ref(desk, "3.05").updates[0].text == "Half done."


@pytest.mark.parametrize("outcome", [ActionState.DONE, ActionState.SUPERSEDED, ActionState.DROPPED])
def test_an_action_is_closed_with_evidence_or_a_reason(desk: Desk, outcome: ActionState) -> None:
    card = by_ref(desk, "3.02")
    with pytest.raises(RuleBroken) as broken:
        desk.run(CloseAction(card.id, card.version, outcome, " "))
    assert broken.value.field == "evidence"
    done = desk.run(CloseAction(card.id, card.version, outcome, "Paper received."))
    assert done.label == f"Closed action 3.02 as {outcome.label.lower()}"
    after = by_ref(desk, "3.02")
    assert (after.line.state, after.line.closed_on) == (outcome, TODAY)
    assert after.history[0].title == f"Closed as {outcome.label.lower()}"
    with pytest.raises(RuleBroken, match="closed already"):
        desk.run(CloseAction(card.id, after.version, outcome, "Again."))


def test_a_duplicate_names_the_other_action_and_no_action_takes_its_own_place(desk: Desk) -> None:
    card, other = by_ref(desk, "3.02"), by_ref(desk, "3.10")
    for wrong in (None, card.id):
        with pytest.raises(RuleBroken) as broken:
            desk.run(CloseAction(card.id, 1, ActionState.DUPLICATE, "", None, wrong))
        assert broken.value.field == "successor_id"
    desk.run(CloseAction(card.id, 1, ActionState.DUPLICATE, "", None, other.id))
    after = by_ref(desk, "3.02")
    assert (after.line.successor, after.history[0].title) == (
        "3.10",
        "Closed as duplicate of 3.10",
    )
    with pytest.raises(RuleBroken, match="own place"):
        desk.run(CloseAction(other.id, 1, ActionState.SUPERSEDED, "", None, card.id))
    desk.run(ReopenAction(card.id, after.version, "They differ after all."))
    assert by_ref(desk, "3.02").line.successor_id is None


def test_nothing_is_due_before_it_was_agreed(desk: Desk) -> None:
    with pytest.raises(RuleBroken) as broken:
        desk.run(AddAction("Do", POLICE, date(2016, 11, 1), agreed_at_id=NOVEMBER))
    assert broken.value.field == "due_on"
    assert "before the meeting that agreed it, Thu 24 Nov 2016" in broken.value.message
    card = by_ref(desk, "3.02")
    with pytest.raises(RuleBroken) as broken:
        desk.run(EditAction(card.id, card.version, due_meeting_id=1))
    assert broken.value.field == "due_meeting_id"


def test_every_day_an_action_was_due_is_kept_with_why_it_moved(desk: Desk) -> None:
    card = by_ref(desk, "3.04")
    desk.run(EditAction(card.id, 1, due_on=date(2017, 3, 10), due_reason="Panels meet late."))
    desk.run(EditAction(card.id, 2, due_meeting_id=FEBRUARY))
    after = by_ref(desk, "3.04")
    assert after.due_before == (date(2017, 1, 20), date(2017, 3, 10))
    assert after.was_words == "First due Fri 20 Jan 2017, then Fri 10 Mar 2017"
    assert after.due_words == "Board, Thu 23 Feb 2017"
    assert after.updates[1].text == (
        "Due date moved from Fri 20 Jan 2017 to Fri 10 Mar 2017: Panels meet late."
    )
    desk.undo()
    assert by_ref(desk, "3.04").due_before == (date(2017, 1, 20),)


@pytest.mark.parametrize("outcome", [ActionState.OPEN, ActionState.PART_DONE])
def test_an_action_is_not_closed_as_open(desk: Desk, outcome: ActionState) -> None:
    card = by_ref(desk, "3.02")
    with pytest.raises(RuleBroken, match="Choose done"):
        desk.run(CloseAction(card.id, card.version, outcome, "So."))


def test_a_closed_action_opens_again_and_keeps_how_it_was_closed(desk: Desk) -> None:
    card = by_ref(desk, "3.02")
    with pytest.raises(RuleBroken, match="open already"):
        desk.run(ReopenAction(card.id, card.version, "Why not."))
    desk.run(CloseAction(card.id, card.version, ActionState.DONE, "Paper received"))
    closed = by_ref(desk, "3.02")
    desk.run(ReopenAction(closed.id, closed.version, "The paper was about another estate."))
    after = by_ref(desk, "3.02")
    assert (after.line.state, after.line.closed_on, after.line.evidence) == (
        ActionState.OPEN,
        None,
        "",
    )
    assert after.updates[0].text == (
        "Opened again: The paper was about another estate. "
        "It was closed as done on Thu 9 Feb 2017 (Paper received)."
    )
