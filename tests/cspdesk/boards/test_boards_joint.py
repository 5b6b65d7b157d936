"""The joint meeting planned, and the sub-groups' accounts."""

from __future__ import annotations

from datetime import date

import pytest

from cspdesk.agenda.business_requests import group_lines
from cspdesk.boards.account_commands import EditAccount, RecordAccount, RemoveAccount
from cspdesk.boards.drafts import invitations
from cspdesk.boards.joint import JointPlan, joint_meeting_of, joint_meetings, joint_plan
from cspdesk.boards.joint_commands import (
    AddGuest,
    AddJointQuestion,
    AddJointStep,
    EditJointStep,
    InviteGuests,
    MarkJointStep,
    SetGuestState,
    StartJointPlan,
)
from cspdesk.boards.rules import USUAL_STEPS
from cspdesk.boards.sub_groups import SubGroupLine, silence_sentence, sub_groups
from cspdesk.desk import Desk
from cspdesk.errors import RuleBroken
from cspdesk.packs.chair_edition import read_chair, rehearsal_sheet
from db.vocabulary import GuestState

CYCLE = 4
JUNE = 5


def plan(desk: Desk, meeting_id: int = JUNE) -> JointPlan:
    found = desk.ask(joint_plan, meeting_id)
    assert found is not None
    return found


def group(desk: Desk, name: str, cycle_id: int = CYCLE) -> SubGroupLine:
    found = desk.ask(sub_groups, cycle_id)
    assert found is not None
    return next(line for line in found.lines if line.short_name == name)


def test_the_plan_of_june_reads_as_it_is_drawn(read_desk: Desk) -> None:
    assert read_desk.ask(joint_meeting_of, CYCLE) == JUNE
    june = plan(read_desk)
    assert (june.title, june.words) == (
        "Joint Prevention meeting",
        "Thu 8 Jun 2017, with all four boards",
    )
    assert june.question == "What would each board share or pool to prevent harm earlier?"
    assert [(one.brings, one.words) for one in june.places] == [
        ("Mental health: one shared pathway", "Confirmed"),
        ("Early Help: whole-family offer", "Confirmed"),
        ("Cuckooing: early signs", "Invited"),
        ("Gangs and missing children", "Not invited"),
    ]
    assert [(one.title, one.mark.value) for one in june.steps] == [
        ("Date", "done"),
        ("Co-chairs agree", "done"),
        ("Invitations", "begun"),
        ("Joint data pack", "to_do"),
        ("Rehearsal", "to_do"),
    ]
    assert [one.group for one in june.follow_up] == [
        "Health and Wellbeing Board",
        "Children’s Executive",
    ]


def test_a_meeting_that_is_to_come_can_be_planned_from_nothing(desk: Desk) -> None:
    assert [one.id for one in desk.ask(joint_meetings)] == [4, JUNE]
    assert not plan(desk, 4).is_started
    desk.run(StartJointPlan(4))
    made = plan(desk, 4)
    assert tuple(one.title for one in made.steps) == USUAL_STEPS
    assert len(made.guests) == made.boards == 4
    assert desk.ask(joint_meeting_of, CYCLE) == 4
    with pytest.raises(RuleBroken, match="has a plan already"):
        desk.run(StartJointPlan(4))


def test_a_guest_is_invited_once_and_keeps_the_day(desk: Desk) -> None:
    (guest,) = plan(desk).to_invite
    desk.run(SetGuestState(guest.id, guest.version, GuestState.INVITED))
    (board,) = [one for one in plan(desk).guests if one.id == guest.id]
    assert board.words == "Invited 9 Feb"
    with pytest.raises(RuleBroken, match="has been invited"):
        desk.run(InviteGuests(JUNE, (guest.group_id,)))
    desk.run(SetGuestState(guest.id, guest.version + 1, GuestState.TO_INVITE))
    assert plan(desk).to_invite[0].invited_on is None


def test_an_invitation_asks_the_shared_questions_and_one_boards_part_only(desk: Desk) -> None:
    (draft,) = desk.ask(invitations, plan(desk))
    assert draft.name == "Children’s Safeguarding Board"
    body = draft.draft.body
    asked = [one.text for one in plan(desk).questions]
    ours = ["Gangs and missing children", "Independent chair and Board manager"]
    for part in (*asked, *ours, "Thursday 8 June 2017, 2pm to 4pm"):
        assert part in body
    assert "Cuckooing" not in body
    desk.run(InviteGuests(JUNE, (draft.group_id,)))
    assert desk.ask(invitations, plan(desk)) == ()


def test_what_follows_is_one_line_for_each_board(desk: Desk) -> None:
    boards = tuple(one.group_id for one in plan(desk).guests[:3])
    done = desk.run(AddJointStep(JUNE, "Name a lead", boards, date(2017, 7, 21)))
    assert done.label == "Added what follows on HWB, CE and ASB"
    last = plan(desk).follow_up[-1]
    desk.run(MarkJointStep(last.id, last.version, done_on=date(2017, 2, 9)))
    desk.run(EditJointStep(last.id, last.version + 1, outcome="Head of Safeguarding"))
    now = plan(desk).follow_up[-1]
    assert (now.words, now.outcome) == ("Done 9 Feb", "Head of Safeguarding")
    with pytest.raises(RuleBroken) as broken:
        desk.run(MarkJointStep(last.id, last.version + 2, begun_on=date(2017, 2, 10)))
    assert broken.value.field == "begun_on"


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (AddGuest(JUNE, 1), "group_id"),
        (AddJointQuestion(JUNE, " "), "text"),
        (AddJointStep(JUNE, ""), "title"),
    ],
)
def test_a_part_of_a_plan_that_cannot_be_is_refused(
    desk: Desk, command: object, field: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        desk.run(command)  # type: ignore[arg-type]
    assert broken.value.field == field


def test_sub_groups_account_are_silent_or_without_a_chair(read_desk: Desk) -> None:
    found = read_desk.ask(sub_groups, CYCLE)
    assert found is not None
    assert found.sentence == "4 of 10 accounts are in, 1 chair vacant, 4 silent"
    iom = group(read_desk, "IOM Board")
    assert iom.account is not None
    assert (iom.words, iom.is_silent, len(iom.earlier)) == ("Came 19 Jan", False, 1)
    snb = group(read_desk, "Safer Neighbourhood Board")
    assert (snb.chair_words, snb.words, snb.silence) == (
        "Chair vacant",
        "7 days late",
        "Silent for 4 cycles",
    )
    assert group(read_desk, "Gang Action Group").next_words == "Jun 2017"


def test_the_silent_are_named_to_the_executive(read_desk: Desk) -> None:
    lines = read_desk.ask(group_lines, CYCLE)
    said = silence_sentence(lines)
    for line in lines:
        assert (line.name in said) is line.silent
    assert "Police ward panels (silent for 4 cycles)" in said
    assert silence_sentence([line for line in lines if not line.silent]) == ""
    sheet = rehearsal_sheet(read_desk.ask(read_chair, CYCLE), draft=True)
    assert said in str(sheet)


def test_an_account_is_given_once_and_breaks_a_silence(desk: Desk) -> None:
    silent = group(desk, "MARAC Steering Group")
    assert silent.is_silent
    desk.run(RecordAccount(CYCLE, silent.id, "Repeats are down", received_on=date(2017, 2, 8)))
    now = group(desk, "MARAC Steering Group")
    assert now.account is not None
    assert (now.words, now.is_silent) == ("Came 8 Feb", False)
    with pytest.raises(RuleBroken, match="has given its account"):
        desk.run(RecordAccount(CYCLE, silent.id, "Again"))
    desk.run(EditAccount(now.account.id, now.account.version, support="A co-ordinator"))
    with pytest.raises(RuleBroken) as broken:
        version = now.account.version + 1
        desk.run(EditAccount(now.account.id, version, progress="", support=""))
    assert broken.value.field == "progress"
    desk.run(RemoveAccount(now.account.id, now.account.version + 1))
    assert group(desk, "MARAC Steering Group").is_silent


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"group_id": 1, "progress": "x"}, "group_id"),
        ({"progress": " "}, "progress"),
        ({"progress": "x", "received_on": date(2017, 2, 10)}, "received_on"),
    ],
)
def test_an_account_that_cannot_be_is_refused(
    desk: Desk, fields: dict[str, object], field: str
) -> None:
    silent = group(desk, "MARAC Steering Group").id
    with pytest.raises(RuleBroken) as broken:
        desk.run(RecordAccount(**{"cycle_id": CYCLE, "group_id": silent, **fields}))  # type: ignore[arg-type]
    assert broken.value.field == field
