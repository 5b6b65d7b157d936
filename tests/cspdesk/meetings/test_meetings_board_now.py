"""The frame says how far a meeting under way is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cspdesk.desk import Desk
from cspdesk.meetings.board_now import BoardNow, board_now
from cspdesk.meetings.queries import board_meetings
from cspdesk.meetings.recording_commands import EndMeeting, OpenItem, StartMeeting
from cspdesk.meetings.recording_queries import meeting_view
from ui.home.shell import shell_view


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk.create(tmp_path / "s.cspdesk", sample=True) as made:
        yield made


def board(desk: Desk) -> tuple[int, int]:
    found = next(one for one in desk.ask(board_meetings) if one.held_on == date(2017, 2, 23))
    return found.id, found.version


def test_the_strip_follows_the_meeting_from_the_register_to_its_end(desk: Desk) -> None:
    meeting_id, version = board(desk)
    assert desk.ask(board_now, meeting_id) is None
    desk.run(StartMeeting(meeting_id, version))
    assert desk.ask(board_now, meeting_id) == BoardNow(at=0, of=8, closed=0)
    view = desk.ask(meeting_view, meeting_id)
    assert view is not None
    desk.run(OpenItem(view.items[3].id, None, 0))
    strip = shell_view(desk).strip
    assert strip is not None
    assert strip.next_title == "Board now: item 4 of 8"
    assert [piece.text for piece in strip.next_detail] == ["no items closed"]
    desk.run(EndMeeting(*board(desk), leave_open=True))
    assert desk.ask(board_now, meeting_id) is None
