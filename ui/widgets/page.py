"""A screen of the window: knows the desk, hears of changes, refreshes when it is looked at.

class ActionsPage(Page):
    title = "Action tracking"
    tables = frozenset({"action", "action_update", "chase"})

    def build(self) -> None: ...                       # widgets, once
    def refresh(self, changes: ChangeSet | None) -> None:
        self.list.rows.set_records(self.desk.ask(open_actions))
    def key_hints(self) -> list[tuple[str, str]]:
        return [("U", "update"), ("C", "chase")]
    def panes(self) -> list[QWidget]:
        return [self.list, self.inspector]
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from ui.theme import theme

if TYPE_CHECKING:
    from cspdesk.desk import Desk
    from db.changes import ChangeSet
    from ui.bus import Bus
    from ui.cycle import ChosenCycle
    from ui.jobs import JobRunner
    from ui.operations import Operations
    from ui.state import WindowState


class PageContext(NamedTuple):
    """What a page works with. `go(page_key, target)` leads to another screen's work.

    `cycle.cycle_id` is the cycle to show, None for the current one.
    """

    desk: Desk
    bus: Bus
    operations: Operations
    jobs: JobRunner
    state: WindowState
    go: Callable[[str, str], None]
    cycle: ChosenCycle


class Page(QWidget):
    """The base of every screen. Override `build` and `refresh`, and what else applies.

    `tables` names the tables the screen shows: changes elsewhere leave it alone; empty means any
    change matters. A hidden page only marks itself stale and reads afresh when shown.
    """

    title = ""
    tables: frozenset[str] = frozenset()

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.context = context
        self.desk = context.desk
        self.operations = context.operations
        self.stale = True
        self.setAccessibleName(self.title)
        self.build()
        context.bus.changed.connect(self._on_changed)
        context.bus.reload.connect(self._on_reload)

    # -- to override --------------------------------------------------------------------------

    def build(self) -> None:
        """Make the widgets; called once, before the first refresh."""

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read and show. `changes` is what one action changed, None for everything."""

    def key_hints(self) -> list[tuple[str, str]]:
        """Keys for the status bar and the help dialog: ("Alt+↑ Alt+↓", "move item")."""
        return []

    def panes(self) -> list[QWidget]:
        """What F6 goes round, left to right; a pane may have `take_focus()`."""
        return []

    def activated(self) -> None:
        """The page came to the front: put the keyboard where work starts."""
        panes = self.panes()
        if panes:
            focus_pane(panes[0])

    def show_target(self, target: str) -> None:
        """Show one record or part ("item:4", "inbox"); what it means is the page's own."""

    def toggle_inspector(self) -> None:
        """F9."""

    def escape(self) -> None:
        """Esc that no editor used: back to the list."""
        self.activated()

    # -- keeping up ---------------------------------------------------------------------------

    def bring_up_to_date(self) -> None:
        if self.stale:
            self.stale = False
            self.refresh(None)

    def _on_changed(self, changes: ChangeSet) -> None:
        if self.tables and not changes.touches(*self.tables):
            return
        if self.isVisible() and not self.stale:
            self.refresh(changes)
        else:
            self.stale = True

    def _on_reload(self) -> None:
        self.stale = True
        if self.isVisible():
            self.bring_up_to_date()

    def showEvent(self, event: QShowEvent) -> None:
        self.bring_up_to_date()
        super().showEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().colour("panel"))


def focus_pane(pane: QWidget) -> None:
    """Put the keyboard into a pane: its own `take_focus`, itself, or its first control."""
    from PySide6.QtCore import Qt

    from ui.widgets.pane import can_take_focus

    own = getattr(pane, "take_focus", None)
    if callable(own):
        own()
        return
    inside = [pane, *pane.findChildren(QWidget)]
    target = next((widget for widget in inside if can_take_focus(widget)), None)
    if target is not None:
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
