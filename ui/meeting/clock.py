"""The clock of the item that the meeting is at; it goes on while another screen is looked at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING
from zlib import crc32

from PySide6.QtCore import QObject, QTimer, Signal

from cspdesk.meetings.recording_rules import Watch

if TYPE_CHECKING:
    from ui.state import WindowState

TICK = 1000  # ms
REMEMBER_EVERY = 10  # ticks after which the place is written beside the window's own settings
_KEY = "meeting/clock"


class MeetingClock(QObject):
    """Seconds of one item, pauses left out. `ticked` comes every second, paused or not.

    Where it is outlives a killed process: ten seconds are lost at most.
    """

    ticked = Signal()

    def __init__(
        self,
        state: WindowState,
        file: Path,
        parent: QObject,
        now: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__(parent)
        self._state, self._now = state, now
        self._file = str(crc32(str(file).encode()))  # an item of another file has the same id
        self.item_id: int | None = None
        self.watch = Watch()
        self._ticks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    @property
    def seconds(self) -> int:
        return self.watch.at(self._now())

    @property
    def running(self) -> bool:
        return self.watch.running

    @property
    def time_of_day(self) -> str:
        """The computer's own: "15:10"."""
        return f"{datetime.now():%H:%M}"

    def take_up(self, item_id: int, kept: int, *, run: bool = True) -> None:
        """Go on with an item that has had so many seconds."""
        self.item_id, self.watch = item_id, Watch(kept)
        if run:
            self.start()
        self.remember()

    def start(self) -> None:
        if self.item_id is not None:
            self.watch = self.watch.resumed(self._now())
            self.remember()

    def pause(self) -> None:
        self.watch = self.watch.paused(self._now())
        self.remember()

    def stop(self) -> None:
        """No item is at the clock any more."""
        self.pause()
        self.item_id = None
        self.remember()

    def _tick(self) -> None:
        self._ticks += 1
        if self._ticks % REMEMBER_EVERY == 0:
            self.remember()
        self.ticked.emit()

    # -- after a cut --------------------------------------------------------------------------

    def remember(self) -> None:
        place = f"{self._file} {self.item_id or 0} {self.seconds} {int(self.running)}"
        self._state.keep(_KEY, place)
        self._state.flush()

    def remembered(self) -> tuple[int, int, bool]:
        """Item (0 for none), seconds and whether it ran, when it was last written down."""
        parts = self._state.text(_KEY).split()
        if len(parts) != 4 or parts[0] != self._file or not all(map(str.isdecimal, parts)):
            return 0, 0, False
        return int(parts[1]), int(parts[2]), parts[3] == "1"
