"""Examples of the commands of community voice."""

from __future__ import annotations

from datetime import date

from command_examples import Example
from finding import first

from cspdesk.commanding import Command
from cspdesk.desk import Desk
from cspdesk.voices.commands import AddVoice, AnswerVoice, EditVoice, RemoveVoice
from cspdesk.voices.place_commands import (
    AddCommunity,
    AddWard,
    EditCommunity,
    EditWard,
    RemoveCommunity,
    RemoveWard,
)
from db.tables import AgendaItemRow, CommunityRow, CycleRow, IndicatorRow, VoiceRow, WardRow
from db.vocabulary import Publicity, VoiceSource


def _voice(desk: Desk) -> VoiceRow:
    return first(desk, VoiceRow, did="")


def _add(desk: Desk) -> AddVoice:
    return AddVoice(
        first(desk, CycleRow, number=4).id,
        date(2017, 2, 8),
        VoiceSource.WARD_PANEL,
        "The lights by the station were out for a month.",
        by_whom="Traders",
        ward_id=first(desk, WardRow, name="Seven Sisters").id,
        community_id=first(desk, CommunityRow, name="Traders").id,
        item_id=first(desk, AgendaItemRow).id,
        indicator_id=first(desk, IndicatorRow, code="M5").id,
    )


def _edit(desk: Desk) -> EditVoice:
    row = _voice(desk)
    return EditVoice(row.id, row.version, theme="Streets", publicity=Publicity.PUBLIC)


def _answer(desk: Desk) -> AnswerVoice:
    row = _voice(desk)
    return AnswerVoice(row.id, row.version, "Lockable stands on three estates", date(2017, 2, 9))


def _remove(desk: Desk) -> RemoveVoice:
    row = _voice(desk)
    return RemoveVoice(row.id, row.version)


def _edit_ward(desk: Desk) -> EditWard:
    row = first(desk, WardRow, name="Highgate")
    return EditWard(row.id, row.version, panel="First Monday, library")


def _remove_ward(desk: Desk) -> RemoveWard:
    row = first(desk, WardRow, name="Alexandra")
    return RemoveWard(row.id, row.version)


def _edit_community(desk: Desk) -> EditCommunity:
    row = first(desk, CommunityRow, name="Traders")
    return EditCommunity(row.id, row.version, name="Traders and market stalls")


def _remove_community(desk: Desk) -> RemoveCommunity:
    row = first(desk, CommunityRow, name="Neighbourhood Watch")
    return RemoveCommunity(row.id, row.version)


EXAMPLES: dict[type[Command], Example] = {
    AddVoice: _add,
    EditVoice: _edit,
    AnswerVoice: _answer,
    RemoveVoice: _remove,
    AddWard: lambda _desk: AddWard("Finsbury Gate"),
    EditWard: _edit_ward,
    RemoveWard: _remove_ward,
    AddCommunity: lambda _desk: AddCommunity("Polish residents"),
    EditCommunity: _edit_community,
    RemoveCommunity: _remove_community,
}
