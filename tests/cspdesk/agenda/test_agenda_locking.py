"""Overruled checks, a locked agenda, items carried to another Board, sub-items and templates."""

from __future__ import annotations

import pytest

from cspdesk.agenda.business_queries import not_on_this_agenda
from cspdesk.agenda.carrying_commands import (
    CarryForward,
    DeleteTemplate,
    SaveTemplate,
    StartFromTemplate,
)
from cspdesk.agenda.commands import AddItem, DeleteItem, DuplicateItem, EditItem, MoveItem, PutUnder
from cspdesk.agenda.disseminating_commands import DisseminateItem
from cspdesk.agenda.plan_queries import boards_ahead, locks, templates
from cspdesk.agenda.queries import agenda, item
from cspdesk.agenda.readiness_commands import (
    LockAgenda,
    OverruleCheck,
    TakeBackOverruling,
    UnlockAgenda,
)
from cspdesk.agenda.records import AgendaLine, AgendaView
from cspdesk.desk import Desk
from cspdesk.errors import Conflict, RuleBroken
from cspdesk.homework.queries import matrix
from cspdesk.kpis.executive_commands import ApproveReport
from db.vocabulary import MeetingState, Publicity

BOARD, JUNE = 4, 5


def view(desk: Desk, meeting: int = BOARD) -> AgendaView:
    found = desk.ask(agenda, meeting)
    assert found is not None
    return found


def line(desk: Desk, number: str, meeting: int = BOARD) -> AgendaLine:
    return next(one for one in view(desk, meeting).lines if one.number == number)


def numbers(desk: Desk, meeting: int = BOARD) -> list[str]:
    return [one.number for one in view(desk, meeting).lines]


def lock(desk: Desk) -> None:
    desk.run(LockAgenda(BOARD, view(desk).meeting.version))


# Overruling


def test_an_overruled_check_no_longer_counts_until_it_says_more(desk: Desk) -> None:
    before = view(desk).to_clear
    done = desk.run(OverruleCheck(BOARD, "limit", "Eight short items."))
    assert done.label == "Overruled “The agenda is one over its limit of items”"
    found = view(desk)
    assert found.to_clear == before - 1
    assert [check.overruled for check in found.checks if check.overruled] == ["Eight short items."]
    desk.run(AddItem(BOARD, "A ninth", minutes=0))
    assert any(check.key == "limit" and not check.met for check in view(desk).checks)


def test_a_reason_is_needed_and_a_met_check_cannot_be_overruled(desk: Desk) -> None:
    with pytest.raises(RuleBroken) as broken:
        desk.run(OverruleCheck(BOARD, "limit", "  "))
    assert broken.value.field == "reason"
    with pytest.raises(RuleBroken, match="nothing to overrule"):
        desk.run(OverruleCheck(BOARD, "time", "Because."))


def test_overruling_is_taken_back(desk: Desk) -> None:
    before = view(desk).to_clear
    desk.run(OverruleCheck(BOARD, "limit", "Eight short items."))
    desk.run(TakeBackOverruling(BOARD, "limit"))
    assert view(desk).to_clear == before


def test_approving_the_highlight_report_clears_its_check(desk: Desk) -> None:
    assert any(check.key == "highlight" and not check.met for check in view(desk).checks)
    desk.run(ApproveReport(view(desk).meeting.cycle_id))
    assert all(check.met for check in view(desk).checks if check.key == "highlight")


# Locking


def test_a_locked_agenda_keeps_its_numbers_and_a_late_item_goes_between(desk: Desk) -> None:
    lock(desk)
    assert view(desk).meeting.state is MeetingState.LOCKED
    desk.run(AddItem(BOARD, "Late", position=5))
    assert numbers(desk) == ["1", "2", "3", "4", "4.1", "5", "6", "7", "8"]
    assert [one.is_late for one in view(desk).lines].count(True) == 1


def test_order_and_items_of_a_locked_agenda_stay_until_it_is_unlocked(desk: Desk) -> None:
    lock(desk)
    four = line(desk, "4")
    for command in (
        MoveItem(four.id, 2),
        DeleteItem(four.id, four.version),
        PutUnder(four.id, True, four.version),
    ):
        with pytest.raises(RuleBroken, match="Unlock it first"):
            desk.run(command)
    desk.run(EditItem(four.id, four.version, steer="Who counts?"))
    with pytest.raises(RuleBroken, match="locked already"):
        lock(desk)


def test_an_agenda_is_unlocked_with_a_reason_that_is_kept(desk: Desk) -> None:
    lock(desk)
    version = view(desk).meeting.version
    with pytest.raises(RuleBroken) as broken:
        desk.run(UnlockAgenda(BOARD, " ", version))
    assert broken.value.field == "reason"
    desk.run(UnlockAgenda(BOARD, "The chair asked.", version))
    (kept,) = desk.ask(locks, BOARD)
    assert (kept.locked_on, kept.unlocked_on, kept.reason) == (
        desk.today, desk.today, "The chair asked.",
    )  # fmt: skip
    desk.run(MoveItem(line(desk, "4").id, 2))
    with pytest.raises(Conflict):
        desk.run(LockAgenda(BOARD, version))


def test_an_empty_agenda_is_not_locked(desk: Desk) -> None:
    for _ in view(desk, JUNE).lines:
        first = view(desk, JUNE).lines[0]
        desk.run(DeleteItem(first.id, first.version))
    with pytest.raises(RuleBroken, match="no items"):
        desk.run(LockAgenda(JUNE, view(desk, JUNE).meeting.version))


# Sub-items


def test_a_sub_item_goes_with_its_item_and_does_not_count_against_the_limit(desk: Desk) -> None:
    five = line(desk, "5")
    assert desk.run(PutUnder(five.id, True, five.version)).label == "Put item 5 under item 4"
    assert numbers(desk) == ["1", "2", "3", "4", "4a", "5", "6", "7"]
    assert view(desk).meters.items == 7
    desk.run(MoveItem(line(desk, "4").id, 1))
    assert numbers(desk) == ["1", "1a", "2", "3", "4", "5", "6", "7"]
    assert [one.id for one in view(desk).lines][1] == five.id
    assert view(desk).lines[0].ends == view(desk).lines[1].starts
    lock(desk)
    assert numbers(desk)[:3] == ["1", "1a", "2"]


def test_what_stood_under_a_deleted_item_stands_alone(desk: Desk) -> None:
    eight = line(desk, "8")
    desk.run(PutUnder(eight.id, True, eight.version))
    seven = line(desk, "7")
    assert desk.run(DuplicateItem(seven.id)).label == "Copied item 7 to item 8"
    assert numbers(desk) == ["1", "2", "3", "4", "5", "6", "7", "7a", "8"]
    desk.run(DeleteItem(seven.id, line(desk, "7").version))
    assert numbers(desk) == [str(n) for n in range(1, 9)]


# Carrying forward


def test_an_item_that_moves_takes_its_homework_along(desk: Desk) -> None:
    assert [one.id for one in desk.ask(boards_ahead, BOARD)] == [JUNE]
    six = line(desk, "6")
    asked = len(card_homework(desk, six.id))
    assert asked
    desk.run(CarryForward(six.id, JUNE, True, six.version))
    assert six.id not in [one.id for one in view(desk).lines]
    assert numbers(desk) == [str(n) for n in range(1, 8)]
    assert view(desk, JUNE).lines[-1].id == six.id
    assert len(card_homework(desk, six.id)) == asked
    assert desk.ask(matrix, JUNE) is not None


def card_homework(desk: Desk, item_id: int) -> tuple[object, ...]:
    found = desk.ask(item, item_id)
    assert found is not None
    return found.homework


def test_a_copy_leaves_what_came_of_the_item_behind(desk: Desk) -> None:
    four = line(desk, "4")
    desk.run(CarryForward(four.id, JUNE, False, four.version))
    copy = view(desk, JUNE).lines[-1]
    found, before = desk.ask(item, copy.id), desk.ask(item, four.id)
    assert found is not None
    assert before is not None
    assert (copy.title, found.decision_sought) == (four.title, before.decision_sought)
    assert before.community_heard
    assert (found.community_heard, found.homework) == ("", ())
    assert found.paper_due_on is not None
    assert found.paper_due_on > desk.today


@pytest.mark.parametrize(
    ("meeting", "words"),
    [(BOARD, "on this agenda already"), (1, "papers of that meeting have gone out")],
)
def test_an_item_is_not_carried_just_anywhere(desk: Desk, meeting: int, words: str) -> None:
    four = line(desk, "4")
    with pytest.raises(RuleBroken, match=words):
        desk.run(CarryForward(four.id, meeting, True, four.version))


def test_an_item_of_a_locked_agenda_is_copied_never_moved(desk: Desk) -> None:
    lock(desk)
    four = line(desk, "4")
    with pytest.raises(RuleBroken, match="Copy it instead"):
        desk.run(CarryForward(four.id, JUNE, True, four.version))
    desk.run(CarryForward(four.id, JUNE, False, four.version))


# Templates


def test_an_agenda_starts_from_a_template_without_doubling_its_standing_items(desk: Desk) -> None:
    desk.run(SaveTemplate(BOARD, " Usual Board "))
    (kept,) = desk.ask(templates)
    assert (kept.name, kept.items) == ("Usual Board", 8)
    standing = {one.standing_key for one in view(desk, JUNE).lines if one.standing_key}
    before = len(view(desk, JUNE).lines)
    desk.run(StartFromTemplate(JUNE, kept.id))
    added = view(desk, JUNE).lines[before:]
    shared = {one.standing_key for one in view(desk).lines} & standing
    assert len(added) == 8 - len(shared)
    assert "Moped theft and robbery: joint plan" in [one.title for one in added]
    assert all(not one.decisions for one in added), "what one Board was asked is not the template’s"


def test_a_template_of_the_same_name_is_replaced_and_can_be_deleted(desk: Desk) -> None:
    desk.run(SaveTemplate(BOARD, "Usual"))
    desk.run(SaveTemplate(JUNE, "usual"))
    (kept,) = desk.ask(templates)
    assert kept.items == len(view(desk, JUNE).lines)
    desk.run(DeleteTemplate(kept.id, kept.version))
    assert desk.ask(templates) == ()
    with pytest.raises(RuleBroken) as broken:
        desk.run(SaveTemplate(BOARD, ""))
    assert broken.value.field == "name"


# Another way


def test_an_item_for_noting_goes_out_another_way_and_is_tracked(desk: Desk) -> None:
    seven = line(desk, "7")
    done = desk.run(
        DisseminateItem(seven.id, seven.version, "Members’ bulletin", "All members", "To note.")
    )
    assert done.label.startswith("Took item 7, MOPAC funding for 2017/18, off the agenda")
    assert len(numbers(desk)) == 7
    cycle = view(desk).meeting.cycle_id
    assert any("Members’ bulletin" in one for one in desk.ask(not_on_this_agenda, cycle))
    desk.undo()
    assert line(desk, "7").id == seven.id


@pytest.mark.parametrize("field", ["channel", "to_whom", "reason"])
def test_another_way_needs_channel_readers_and_reason(desk: Desk, field: str) -> None:
    seven = line(desk, "7")
    said = {"channel": "Bulletin", "to_whom": "All", "reason": "To note.", field: " "}
    with pytest.raises(RuleBroken) as broken:
        desk.run(DisseminateItem(seven.id, seven.version, **said))
    assert broken.value.field == field
    assert len(numbers(desk)) == 8


# Restricting


def test_an_item_is_restricted_only_with_paragraph_and_reason(desk: Desk) -> None:
    five = line(desk, "5")
    secret = Publicity.RESTRICTED
    with pytest.raises(RuleBroken) as broken:
        desk.run(EditItem(five.id, five.version, publicity=secret))
    assert broken.value.field == "exempt_paragraph"
    with pytest.raises(RuleBroken) as broken:
        desk.run(EditItem(five.id, five.version, publicity=secret, exempt_paragraph="1"))
    assert broken.value.field == "exempt_reason"
    assert line(desk, "5").publicity is Publicity.PUBLIC
    desk.run(
        EditItem(
            five.id, five.version, publicity=secret, exempt_paragraph="1",
            exempt_reason="It names a resident.",
        )
    )  # fmt: skip
    assert line(desk, "5").publicity is secret
