"""The agenda drawn to scale, with the keyboard on it."""

from __future__ import annotations

from pathlib import Path

from desks import a_desk
from pytestqt.qtbot import QtBot

from cspdesk.agenda.queries import agenda
from cspdesk.meetings.queries import cycle_in_view
from ui.agenda.meters import AgendaOverview


def test_the_focus_ring_leaves_the_key_of_the_bar_free(qtbot: QtBot, tmp_path: Path) -> None:
    desk = a_desk(tmp_path, preset="haringey", sample=True)
    strip = desk.ask(cycle_in_view, None)
    assert strip is not None
    assert strip.cycle.meeting_id is not None
    view = desk.ask(agenda, strip.cycle.meeting_id)
    assert view is not None
    overview = AgendaOverview()
    qtbot.addWidget(overview)
    overview.resize(900, 200)
    overview.show_agenda(view, None)
    overview.show()
    drawing = overview.bar.drawing()
    assert drawing is not None
    assert drawing.height <= overview.bar.height() - 4
    desk.close()
