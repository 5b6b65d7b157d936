"""The one announcement of the window: what a committed action changed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Bus(QObject):
    """Carries changes from where they are made to whoever shows them.

    `changed(ChangeSet)` follows a commit, once per action. `reload()` asks every screen to read
    afresh: after a conflict, a restore or an import that changed nearly everything.
    """

    changed = Signal(object)
    reload = Signal()
