"""What the cover of a pack says beside the agenda: priorities and their turns, seats to fill."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cspdesk.calendar import plain_date
from cspdesk.meetings.queries import CycleLine, MeetingCard, board_after, cycles, meeting
from cspdesk.people.queries import SeatLine, vacant_seats
from cspdesk.reading import Reading
from cspdesk.settings.queries import PartnershipCard, partnership
from db.tables import CycleRow, PriorityRow


@dataclass(frozen=True, slots=True)
class PriorityTile:
    """A priority and its turn: `board_on` is the Board it is (or was, or will be) in focus at."""

    id: int
    number: int
    name: str
    in_focus: bool
    board_on: date | None
    words: str


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The cover: partnership, meeting, priorities by number, vacant seats, the next Board."""

    partnership: PartnershipCard
    meeting: MeetingCard
    tiles: tuple[PriorityTile, ...]
    vacant: tuple[SeatLine, ...]
    next_board: MeetingCard | None


def front_matter(reading: Reading, meeting_id: int) -> FrontMatter | None:
    """None when the meeting is gone."""
    card = meeting(reading, meeting_id)
    if card is None:
        return None
    return FrontMatter(
        partnership=partnership(reading),
        meeting=card,
        tiles=_tiles(reading, card),
        vacant=vacant_seats(reading),
        next_board=board_after(reading, card.held_on),
    )


def _tiles(reading: Reading, card: MeetingCard) -> tuple[PriorityTile, ...]:
    """The numbered priorities of the cycle's framework: a block such as MOPAC 7 has no turn."""
    framework = select(CycleRow.framework_id).where(CycleRow.id == card.cycle_id)
    rows = reading.all(
        select(PriorityRow)
        .where(PriorityRow.framework_id.in_(framework), PriorityRow.number.is_not(None))
        .order_by(PriorityRow.number)
    )
    lines = cycles(reading)
    return tuple(_tile(row, card, lines) for row in rows)


def _tile(row: PriorityRow, card: MeetingCard, lines: tuple[CycleLine, ...]) -> PriorityTile:
    days = [line.board_on for line in lines if line.focus_priority_id == row.id]
    number = row.number or 0
    if card.focus_priority_id == row.id:
        return PriorityTile(
            row.id, number, row.name, True, card.held_on, f"Priority {number}: in focus today"
        )
    day = turn(days, card.held_on)
    if day is None:
        words = f"Priority {number}: no meeting planned"
    elif day < card.held_on:
        words = f"Priority {number}: met {plain_date(day)}"
    else:
        words = f"Priority {number}: {plain_date(day)}"
    return PriorityTile(row.id, number, row.name, False, day, words)


def turn(days: list[date], board_on: date) -> date | None:
    """The Board to name for a priority that is not in focus: the next one, else the last."""
    ahead = [day for day in days if day > board_on]
    behind = [day for day in days if day < board_on]
    return min(ahead, default=None) or max(behind, default=None)
