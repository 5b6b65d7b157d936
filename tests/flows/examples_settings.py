"""Examples of the commands of settings: offsets, the library, the council's front-sheet fields."""

from __future__ import annotations

from command_examples import Example
from finding import first

from cspdesk.commanding import Command
from cspdesk.desk import Desk
from cspdesk.meetings.commands import ReplanCycles
from cspdesk.meetings.replanning import cycles_to_replan
from cspdesk.settings.commands import MoveInLibrary
from cspdesk.settings.front_sheet_commands import (
    AddFrontSheetField,
    EditFrontSheetField,
    MoveFrontSheetField,
    RemoveFrontSheetField,
    SetItemField,
)
from db.tables import AgendaItemRow, FrontSheetFieldRow, StandingItemRow


def _replan(desk: Desk) -> ReplanCycles:
    return ReplanCycles(tuple((one.cycle_id, one.version) for one in desk.ask(cycles_to_replan)))


def _field(desk: Desk) -> FrontSheetFieldRow:
    return first(desk, FrontSheetFieldRow, key="legal")


EXAMPLES: dict[type[Command], Example] = {
    AddFrontSheetField: lambda desk: AddFrontSheetField("Climate", "What it does for the climate"),
    EditFrontSheetField: lambda desk: EditFrontSheetField(
        _field(desk).id, _field(desk).version, title="Comments of Legal", shown=True
    ),
    MoveFrontSheetField: lambda desk: MoveFrontSheetField(_field(desk).id, 1),
    RemoveFrontSheetField: lambda desk: RemoveFrontSheetField(
        _field(desk).id, _field(desk).version
    ),
    SetItemField: lambda desk: SetItemField(
        first(desk, AgendaItemRow).id, _field(desk).id, "No comments.", 0
    ),
    MoveInLibrary: lambda desk: MoveInLibrary(first(desk, StandingItemRow, key="welcome").id, 3),
    ReplanCycles: _replan,
}
