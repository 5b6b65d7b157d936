"""Keeps what is typed at once; the rest of the window hears of it when typing rests for longer.

The words are on the disk when `keep` returns. What the window's frame shows of the file (saved at,
undo, pills) is read again a moment later: at every pause it would take longer than the saving.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from cspdesk.commanding import Command
    from db.changes import ChangeSet
    from ui.meeting.page import MeetingPage
    from ui.operations import FieldPlaces

REST = 700  # ms after the last saving


class Keeping(QObject):
    """Runs the commands of typing for the page."""

    def __init__(self, page: MeetingPage) -> None:
        super().__init__(page)
        self._page = page
        self._unsaid: list[ChangeSet] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST)
        self._timer.timeout.connect(self.announce)

    def keep(self, command: Command, fields: FieldPlaces | None) -> ChangeSet | None:
        """Write it; where that fails the window says why, as for any other step."""
        try:
            changes = self._page.desk.run(command)
        except Exception:  # whatever it is: the second try goes through the window’s own door
            self.announce()
            return self._page.operations.run(command, fields=fields, quiet=True)
        if fields is not None:
            fields.clear()
        self._unsaid.append(changes)
        self._timer.start()
        self._page.read_again()
        return changes

    def announce(self) -> None:
        """Tell the window what was kept since it last heard."""
        self._timer.stop()
        unsaid, self._unsaid = self._unsaid, []
        for changes in unsaid[-1:]:
            self._page.saying = True
            try:
                self._page.context.bus.changed.emit(_together(unsaid, changes))
            finally:
                self._page.saying = False


def _together(unsaid: list[ChangeSet], last: ChangeSet) -> ChangeSet:
    """All that changed, as one."""
    from dataclasses import replace

    return replace(last, rows=tuple(row for one in unsaid for row in one.rows))
