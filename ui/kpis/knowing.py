"""What a view keeps of the figures, so that rating and deciding do not read them all again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cspdesk.desk import Desk
    from cspdesk.kpis.known import Known
    from db.changes import ChangeSet


class Knowing:
    """The standings of every indicator as last read from one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: Known | None = None
        self._cycle_id: int | None = None

    def now(self, cycle_id: int, changes: ChangeSet | None) -> Known:
        """Where everything stands; `changes` None, or a change of figures, reads all of it."""
        from cspdesk.kpis.known import JUDGING, judged_again, read_known

        judged = changes is not None and set(changes.tables) <= JUDGING
        if self._known is not None and judged and cycle_id == self._cycle_id:
            self._known = self._desk.ask(judged_again, self._known, cycle_id)
        else:
            self._known = self._desk.ask(read_known)
        self._cycle_id = cycle_id
        return self._known
