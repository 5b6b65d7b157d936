"""Examples of the commands of conversations with communities."""

from __future__ import annotations

from datetime import date

from command_examples import Example
from examples_agenda import item
from finding import first

from cspdesk.commanding import Command
from cspdesk.desk import Desk
from cspdesk.voices.conversation_commands import (
    AddConversation,
    EditConversation,
    RecordConversation,
    RemoveConversation,
)
from db.tables import ConversationRow, OrganisationRow
from db.vocabulary import ConversationWay


def _add(desk: Desk) -> AddConversation:
    trust = first(desk, OrganisationRow, code="BRT")
    return AddConversation(
        item(desk, 4).id,
        "Şükrü’s neighbours",
        ConversationWay.PARTNER_ASKS,
        trust.id,
        question="What would make you ring us?",
        due_on=date(2017, 2, 15),
    )


def _planned(desk: Desk) -> ConversationRow:
    desk.run(_add(desk))
    return first(desk, ConversationRow, community="Şükrü’s neighbours")


def _edit(desk: Desk) -> EditConversation:
    row = _planned(desk)
    return EditConversation(row.id, row.version, way=ConversationWay.WARD_PANEL)


def _record(desk: Desk) -> RecordConversation:
    row = _planned(desk)
    return RecordConversation(row.id, row.version, date(2017, 2, 7), 12, "An answer in a month. 😀")


def _remove(desk: Desk) -> RemoveConversation:
    row = _planned(desk)
    return RemoveConversation(row.id, row.version)


EXAMPLES: dict[type[Command], Example] = {
    AddConversation: _add,
    EditConversation: _edit,
    RecordConversation: _record,
    RemoveConversation: _remove,
}
