"""Examples of the commands of agendas and homework."""

from __future__ import annotations

from command_examples import Example
from finding import first

from cspdesk.agenda.commands import (
    AddItem,
    AddStandingItem,
    DeleteItem,
    DuplicateItem,
    EditItem,
    KeepInformationItem,
    MoveItem,
)
from cspdesk.commanding import Command
from cspdesk.desk import Desk
from cspdesk.homework.commands import (
    EditHomework,
    MarkSent,
    RecordAnswer,
    SetHomework,
    WithdrawHomework,
)
from cspdesk.meetings.queries import current_cycle
from db.tables import AgendaItemRow, HomeworkRow, OrganisationRow
from db.vocabulary import HomeworkState, ItemType


def board(desk: Desk) -> int:
    """The meeting of 23 February 2017."""
    strip = desk.ask(current_cycle)
    assert strip is not None
    assert strip.cycle.meeting_id is not None
    return strip.cycle.meeting_id


def item(desk: Desk, position: int) -> AgendaItemRow:
    return first(desk, AgendaItemRow, meeting_id=board(desk), position=position)


def _edit_item(desk: Desk) -> EditItem:
    row = item(desk, 4)
    return EditItem(row.id, row.version, decision_sought="Agree O’Neill’s three. \n😀")


def _delete_item(desk: Desk) -> DeleteItem:
    """Item 3: three questions of homework go with it, and the items behind it move up."""
    row = item(desk, 3)
    return DeleteItem(row.id, row.version)


def _keep(desk: Desk) -> KeepInformationItem:
    row = first(desk, AgendaItemRow, meeting_id=board(desk), type=ItemType.INFORMATION)
    return KeepInformationItem(row.id, "Members asked for it in November.", row.version)


def _set_homework(desk: Desk) -> SetHomework:
    crc = first(desk, OrganisationRow, code="CRC")
    return SetHomework(item(desk, 2).id, crc.id, "Which employers take people on?", "A list.")


def _edit_homework(desk: Desk) -> EditHomework:
    row = first(desk, HomeworkRow, state=HomeworkState.DRAFT)
    return EditHomework(row.id, row.version, question="Which outcome would you keep?", draft=False)


def _record_answer(desk: Desk) -> RecordAnswer:
    row = first(desk, HomeworkRow, state=HomeworkState.SENT)
    return RecordAnswer(row.id, row.version, "Two wards.\nŞükrü asks for a third.")


def _withdraw(desk: Desk) -> Command:
    row = first(desk, HomeworkRow, state=HomeworkState.DRAFT)
    return WithdrawHomework(row.id, row.version)


def _mark_sent(desk: Desk) -> MarkSent:
    return MarkSent((first(desk, HomeworkRow, state=HomeworkState.DRAFT).id,))


EXAMPLES: dict[type[Command], Example] = {
    AddItem: lambda desk: AddItem(board(desk), "Knife crime: what schools can do", position=3),
    AddStandingItem: lambda desk: AddStandingItem(board(desk), "urgent_business"),
    DeleteItem: _delete_item,
    DuplicateItem: lambda desk: DuplicateItem(item(desk, 4).id),
    EditItem: _edit_item,
    KeepInformationItem: _keep,
    MoveItem: lambda desk: MoveItem(item(desk, 4).id, 2),
    EditHomework: _edit_homework,
    MarkSent: _mark_sent,
    RecordAnswer: _record_answer,
    SetHomework: _set_homework,
    WithdrawHomework: _withdraw,
}
