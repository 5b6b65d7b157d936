"""Examples of the commands of settings: offsets, the library, the council's front-sheet fields."""

from __future__ import annotations

from command_examples import Example
from finding import first

from cspdesk.commanding import Command
from cspdesk.desk import Desk
from cspdesk.meetings.commands import ReplanCycles
from cspdesk.meetings.replanning import cycles_to_replan
from cspdesk.settings.commands import MoveInLibrary, SetMinuteNumbering
from db.tables import PartnershipRow, StandingItemRow


def _set_numbering(desk: Desk) -> SetMinuteNumbering:
    row = first(desk, PartnershipRow)
    return SetMinuteNumbering(row.id, row.version, "prefix", "CSP")


def _replan(desk: Desk) -> ReplanCycles:
    return ReplanCycles(tuple((one.cycle_id, one.version) for one in desk.ask(cycles_to_replan)))


EXAMPLES: dict[type[Command], Example] = {
    MoveInLibrary: lambda desk: MoveInLibrary(first(desk, StandingItemRow, key="welcome").id, 3),
    ReplanCycles: _replan,
    SetMinuteNumbering: _set_numbering,
}
