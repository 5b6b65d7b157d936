"""Examples of the commands of agendas and homework."""

from __future__ import annotations

import io
from contextlib import suppress

import pikepdf
from command_examples import Example
from finding import first

from cspdesk.agenda.carrying_commands import (
    CarryForward,
    DeleteTemplate,
    SaveTemplate,
    StartFromTemplate,
)
from cspdesk.agenda.commands import (
    AddItem,
    AddStandingItem,
    DeleteItem,
    DuplicateItem,
    EditItem,
    KeepInformationItem,
    MoveItem,
    PutUnder,
)
from cspdesk.agenda.disseminating_commands import DisseminateItem
from cspdesk.agenda.paper_commands import AddPaper, EditPaper, MovePaper, RemovePaper
from cspdesk.agenda.paper_files import count_pages
from cspdesk.agenda.readiness_commands import (
    LockAgenda,
    OverruleCheck,
    TakeBackOverruling,
    UnlockAgenda,
)
from cspdesk.commanding import Command
from cspdesk.desk import Desk
from cspdesk.errors import RuleBroken
from cspdesk.homework.commands import (
    EditHomework,
    MarkSent,
    RecordAnswer,
    SetHomework,
    WithdrawHomework,
)
from cspdesk.meetings.queries import current_cycle
from db.tables import (
    AgendaItemRow,
    AgendaTemplateRow,
    HomeworkRow,
    MeetingRow,
    OrganisationRow,
    PaperRow,
)
from db.vocabulary import HomeworkState, ItemType, MeetingState, Publicity


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


def _disseminate(desk: Desk) -> DisseminateItem:
    row = first(desk, AgendaItemRow, meeting_id=board(desk), type=ItemType.INFORMATION)
    return DisseminateItem(row.id, row.version, "Members’ bulletin", "All members", "To note only.")


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


def a_pdf(pages: int = 1) -> bytes:
    """A real PDF of blank pages."""
    held = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=(595, 842))
        pdf.save(held)
    return held.getvalue()


def _add_paper(desk: Desk, position: int = 5, pages: int = 2) -> AddPaper:
    body = a_pdf(pages)
    digest = desk.keep_file(body)
    name = "Şükrü’s offer.pdf"
    counted = count_pages(name, body)
    return AddPaper(item(desk, position).id, "The offer", name, digest, counted, len(body))


def _a_paper(desk: Desk) -> PaperRow:
    with suppress(RuleBroken):  # it may be there already
        desk.run(_add_paper(desk))
    return first(desk, PaperRow, item_id=item(desk, 5).id)


def _edit_paper(desk: Desk) -> EditPaper:
    row = _a_paper(desk)
    secret = Publicity.RESTRICTED
    return EditPaper(row.id, row.version, "Offer", secret, "3", "Prices are still being agreed.")


def _move_paper(desk: Desk) -> MovePaper:
    row = _a_paper(desk)
    with suppress(RuleBroken):
        desk.run(_add_paper(desk, pages=3))
    return MovePaper(row.id, 2)


def _remove_paper(desk: Desk) -> RemovePaper:
    row = _a_paper(desk)
    return RemovePaper(row.id, row.version)


def _put_under(desk: Desk) -> PutUnder:
    row = item(desk, 5)
    return PutUnder(row.id, True, row.version)


def _carry(desk: Desk) -> CarryForward:
    """Item 6, with homework, goes to the June Board."""
    row = item(desk, 6)
    june = first(desk, MeetingRow, id=board(desk) + 1)
    return CarryForward(row.id, june.id, True, row.version)


def _template(desk: Desk) -> AgendaTemplateRow:
    desk.run(SaveTemplate(board(desk), "Usual Board"))
    return first(desk, AgendaTemplateRow)


def _delete_template(desk: Desk) -> DeleteTemplate:
    row = _template(desk)
    return DeleteTemplate(row.id, row.version)


def _take_back(desk: Desk) -> TakeBackOverruling:
    desk.run(OverruleCheck(board(desk), "limit", "Eight short items."))
    return TakeBackOverruling(board(desk), "limit")


def _lock(desk: Desk) -> LockAgenda:
    return LockAgenda(board(desk), first(desk, MeetingRow, id=board(desk)).version)


def _unlock(desk: Desk) -> UnlockAgenda:
    if first(desk, MeetingRow, id=board(desk)).state is MeetingState.PLANNING:
        desk.run(_lock(desk))
    version = first(desk, MeetingRow, id=board(desk)).version
    return UnlockAgenda(board(desk), "The Mayor’s Office has moved its deadline.", version)


EXAMPLES: dict[type[Command], Example] = {
    AddItem: lambda desk: AddItem(board(desk), "Knife crime: what schools can do", position=3),
    AddStandingItem: lambda desk: AddStandingItem(board(desk), "urgent_business"),
    DeleteItem: _delete_item,
    DuplicateItem: lambda desk: DuplicateItem(item(desk, 4).id),
    EditItem: _edit_item,
    KeepInformationItem: _keep,
    MoveItem: lambda desk: MoveItem(item(desk, 4).id, 2),
    AddPaper: _add_paper,
    CarryForward: _carry,
    DeleteTemplate: _delete_template,
    DisseminateItem: _disseminate,
    EditPaper: _edit_paper,
    LockAgenda: _lock,
    MovePaper: _move_paper,
    OverruleCheck: lambda desk: OverruleCheck(board(desk), "papers", "They come by hand."),
    PutUnder: _put_under,
    RemovePaper: _remove_paper,
    SaveTemplate: lambda desk: SaveTemplate(board(desk), "Usual Board"),
    StartFromTemplate: lambda desk: StartFromTemplate(board(desk) + 1, _template(desk).id),
    TakeBackOverruling: _take_back,
    UnlockAgenda: _unlock,
    EditHomework: _edit_homework,
    MarkSent: _mark_sent,
    RecordAnswer: _record_answer,
    SetHomework: _set_homework,
    WithdrawHomework: _withdraw,
}
