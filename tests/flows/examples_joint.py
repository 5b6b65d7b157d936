"""Examples of the commands of joint meetings, boards' calendars, updates and accounts."""

from __future__ import annotations

from datetime import date

from command_examples import Example
from finding import first

from cspdesk.boards.account_commands import EditAccount, RecordAccount, RemoveAccount
from cspdesk.boards.asking_commands import AskForUpdates
from cspdesk.boards.calendar_commands import AddBoardDay, MoveBoardDay, RemoveBoardDay
from cspdesk.boards.commands import EditSpread, PassOn, RecordUpdate, RemoveSpread
from cspdesk.boards.joint_commands import (
    AddGuest,
    AddJointQuestion,
    AddJointStep,
    EditGuest,
    EditJointQuestion,
    EditJointStep,
    InviteGuests,
    MarkJointStep,
    RemoveGuest,
    RemoveJointQuestion,
    RemoveJointStep,
    SetGuestState,
    StartJointPlan,
)
from cspdesk.boards.queries import ledger
from cspdesk.commanding import Command
from cspdesk.desk import Desk
from db.tables import (
    BoardMessageRow,
    BodyMeetingRow,
    CycleRow,
    GroupAccountRow,
    GroupRow,
    JointGuestRow,
    JointQuestionRow,
    JointStepRow,
    MeetingRow,
)
from db.vocabulary import GuestState, MessageState


def _board(desk: Desk, name: str) -> int:
    return first(desk, GroupRow, short_name=name).id


def _cycle(desk: Desk, number: int) -> int:
    return first(desk, CycleRow, year_label="2016/17", number=number).id


def _entries(desk: Desk) -> tuple[tuple[int, int], ...]:
    found = desk.ask(ledger, _cycle(desk, 4))
    assert found is not None
    return found.to_pass_on[0].entries


def _guest(desk: Desk) -> JointGuestRow:
    return first(desk, JointGuestRow, state=GuestState.TO_INVITE)


def _step(desk: Desk) -> JointStepRow:
    return first(desk, JointStepRow, title="Joint data pack")


def _day(desk: Desk) -> BodyMeetingRow:
    return first(desk, BodyMeetingRow, group_id=_board(desk, "HWB"))


def _account(desk: Desk) -> GroupAccountRow:
    return first(desk, GroupAccountRow, group_id=_board(desk, "IOM Board"))


def _record_update(desk: Desk) -> RecordUpdate:
    row = first(desk, BoardMessageRow, state=MessageState.SOUGHT)
    day = date(2017, 2, 8)
    return RecordUpdate(row.cycle_id, row.group_id, "The protocol is agreed.", day, "", row.id)


EXAMPLES: dict[type[Command], Example] = {
    AddBoardDay: lambda desk: AddBoardDay(_board(desk, "CSB"), date(2017, 5, 15)),
    AddGuest: lambda desk: AddGuest(_guest(desk).meeting_id, _board(desk, "HWB"), "A GP"),
    AddJointQuestion: lambda desk: AddJointQuestion(_guest(desk).meeting_id, "Who pays?"),
    AddJointStep: lambda desk: AddJointStep(
        _guest(desk).meeting_id, "Name a lead", (_board(desk, "HWB"), _board(desk, "CSB"))
    ),
    AskForUpdates: lambda desk: AskForUpdates(_cycle(desk, 4), (_board(desk, "CSB"),)),
    EditAccount: lambda desk: EditAccount(
        _account(desk).id, _account(desk).version, support="A flat"
    ),
    EditGuest: lambda desk: EditGuest(_guest(desk).id, _guest(desk).version, brings="An offer"),
    EditJointQuestion: lambda desk: EditJointQuestion(
        first(desk, JointQuestionRow).id, first(desk, JointQuestionRow).version, "Who starts?"
    ),
    EditJointStep: lambda desk: EditJointStep(
        _step(desk).id, _step(desk).version, due_on=date(2017, 5, 3)
    ),
    EditSpread: lambda desk: EditSpread(_entries(desk), text="Come with one offer"),
    InviteGuests: lambda desk: InviteGuests(_guest(desk).meeting_id, (_guest(desk).group_id,)),
    MarkJointStep: lambda desk: MarkJointStep(
        _step(desk).id, _step(desk).version, begun_on=date(2017, 2, 9)
    ),
    MoveBoardDay: lambda desk: MoveBoardDay(
        _day(desk).id, _day(desk).version, date(2017, 3, 21), "Moved"
    ),
    PassOn: lambda desk: PassOn(_cycle(desk, 1), date(2016, 7, 14)),
    RecordAccount: lambda desk: RecordAccount(
        _cycle(desk, 4), _board(desk, "MARAC Steering Group"), "Repeats are down"
    ),
    RecordUpdate: _record_update,
    RemoveAccount: lambda desk: RemoveAccount(_account(desk).id, _account(desk).version),
    RemoveBoardDay: lambda desk: RemoveBoardDay(_day(desk).id, _day(desk).version),
    RemoveGuest: lambda desk: RemoveGuest(_guest(desk).id, _guest(desk).version),
    RemoveJointQuestion: lambda desk: RemoveJointQuestion(
        first(desk, JointQuestionRow).id, first(desk, JointQuestionRow).version
    ),
    RemoveJointStep: lambda desk: RemoveJointStep(_step(desk).id, _step(desk).version),
    RemoveSpread: lambda desk: RemoveSpread(_entries(desk)),
    SetGuestState: lambda desk: SetGuestState(
        _guest(desk).id, _guest(desk).version, GuestState.CONFIRMED
    ),
    StartJointPlan: lambda desk: StartJointPlan(
        first(desk, MeetingRow, cycle_id=_cycle(desk, 4)).id
    ),
}
