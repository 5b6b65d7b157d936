"""How a standing wording reads on the next Board's agenda, with its references filled in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cspdesk.agenda.loading import load_agenda
from cspdesk.agenda.rules import filled_wording, urgent_item
from cspdesk.calendar import plain_date
from cspdesk.meetings.queries import board_meetings
from cspdesk.reading import Reading
from cspdesk.settings.queries import StandingLine, standing_library


@dataclass(frozen=True, slots=True)
class LibraryLine:
    """A standing item, and how its wording reads: as on the agenda of `board_on`, None for none."""

    line: StandingLine
    position: int
    read: str
    board_on: date | None


def library_as_read(reading: Reading) -> tuple[LibraryLine, ...]:
    """The library with the wording of each item as the next Board would read it."""
    boards = board_meetings(reading)
    ahead = [board for board in boards if board.held_on >= reading.today]
    agenda = load_agenda(reading, ahead[0].id) if ahead else None
    keys = [row.standing_key for row in agenda.items] if agenda else []
    numbers = agenda.numbers if agenda else ()
    known = {key: number for key, number in zip(keys, numbers, strict=True) if key}
    urgent = urgent_item(keys, numbers)
    before = agenda.board_before if agenda else None
    last = plain_date(before.held_on) if before else "the last meeting"
    return tuple(
        LibraryLine(
            line=line,
            position=place,
            read=filled_wording(line.wording, urgent, last, known),
            board_on=agenda.meeting.held_on if agenda else None,
        )
        for place, line in enumerate(standing_library(reading), 1)
    )
