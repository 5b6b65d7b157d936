"""What would move if the cycles to come were worked back by the settings as they are now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cspdesk.meetings.forward_rules import MoveLine, move_lines
from cspdesk.meetings.queries import CycleLine, cycles
from cspdesk.meetings.rules import Offsets, replan_fault, replanned
from cspdesk.reading import Reading
from cspdesk.settings.queries import partnership


@dataclass(frozen=True, slots=True)
class CycleReplan:
    """One cycle that stands otherwise than the settings would have it.

    `lines` are the steps that would move; `why_not` says why the cycle stays as it is even so.
    """

    cycle_id: int
    version: int
    label: str
    board_on: date
    lines: tuple[MoveLine, ...]
    why_not: str


def cycles_to_replan(reading: Reading) -> tuple[CycleReplan, ...]:
    """The cycles with their Board to come and not issued that would move, the earliest first."""
    offsets = partnership(reading).offsets
    ahead = [
        line for line in cycles(reading) if line.board_on > reading.today and not line.is_issued
    ]
    found = (_replan(line, offsets, reading.today) for line in ahead)
    return tuple(one for one in found if one.lines)


def _replan(line: CycleLine, offsets: Offsets, today: date) -> CycleReplan:
    new = replanned(line.dates, line.board_on, offsets, today)
    return CycleReplan(
        cycle_id=line.id,
        version=line.version,
        label=line.label,
        board_on=line.board_on,
        lines=move_lines(line.dates, new),
        why_not=replan_fault(line.dates, offsets, today) or "",
    )
