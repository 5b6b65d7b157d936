"""Which cycle the officer looks at: the current one unless another was chosen from the strip.

`context.cycle.cycle_id` goes into `cspdesk.meetings.queries.cycle_in_view`; the window asks every
screen to read again when it changes. Remembered for the session only: tomorrow starts in the
current cycle.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class ChosenCycle(QObject):
    """`cycle_id` is None for the current cycle, whichever that is by then."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cycle_id: int | None = None

    def choose(self, cycle_id: int | None) -> None:
        """Look at this cycle; None goes back to the current one."""
        if cycle_id != self.cycle_id:
            self.cycle_id = cycle_id
            self.changed.emit()

    def forget(self) -> None:
        """Another file is opened: its cycles have other ids. Nobody needs telling."""
        self.cycle_id = None
