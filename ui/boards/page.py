"""Parallel boards: the two-way ledger, the joint meeting, and what sub-groups account for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.boards.ledger import LedgerView
from ui.widgets.page import Page, focus_pane
from ui.widgets.pane import PageHeader
from ui.widgets.segments import SubTabs
from ui.widgets.statusbar import StatusLine

if TYPE_CHECKING:
    from db.changes import ChangeSet

LEDGER, JOINT, GROUPS = "ledger", "joint", "groups"
# Views that are made when first chosen: module and class.
_LATER = {
    JOINT: ("ui.boards.planner", "PlannerView"),
    GROUPS: ("ui.boards.sub_groups", "SubGroupsView"),
}
_TITLES = {LEDGER: "Ledger", JOINT: "Joint meeting", GROUPS: "Sub-groups"}


class BoardsPage(Page):
    """Three views in one stack; a view has `refresh(cycle_id)`, `tools()` and `sentence()`."""

    title = "Parallel boards"
    tables = frozenset(
        {
            "board_message", "partnership_group", "group_request", "group_account", "body_meeting",
            "joint_guest", "joint_question", "joint_step", "seat", "appointment", "person",
            "organisation", "meeting", "cycle", "agenda_item", "business", "partnership",
            "priority", "planned_topic",
        }
    )  # fmt: skip

    def build(self) -> None:
        self._made: dict[str, Any] = {}
        self._stale: set[str] = set()
        self._tools: dict[str, list[QWidget]] = {}
        self.tabs = SubTabs(list(_TITLES.items()), name="Views of the parallel boards")
        self.tabs.chosen.connect(self.show_view)
        self.header = PageHeader(self.title)
        self.header.box.insertWidget(0, self.tabs)
        self.header.title.hide()
        self.stack = QStackedWidget()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.header)
        box.addWidget(self.stack, 1)
        self.ledger = LedgerView(self)
        self._take_in(LEDGER, self.ledger)

    # -- views --------------------------------------------------------------------------------

    @property
    def view(self) -> str:
        return self.tabs.current

    def show_view(self, key: str) -> None:
        """Bring a view to the front."""
        if key not in _TITLES:
            return
        if key not in self._made:
            module, name = _LATER[key]
            self._take_in(key, getattr(import_module(module), name)(self))
            self._stale.add(key)
        self.tabs.choose(key)
        self.stack.setCurrentWidget(self._made[key])
        for other, tools in self._tools.items():
            for tool in tools:
                tool.setVisible(other == key)
        if key in self._stale and not self.stale:
            self._read(key)
        self._tell()

    def _take_in(self, key: str, view: Any) -> None:
        self._made[key] = view
        self.stack.addWidget(view)
        self._tools[key] = view.tools()
        self.header.end(*self._tools[key])

    def open_planner(self) -> None:
        """The joint meeting, with the keyboard in it."""
        self.show_view(JOINT)
        self.activated()

    def front(self) -> Any:
        """The view in front."""
        return self._made[self.view]

    # -- showing ------------------------------------------------------------------------------

    def cycle_id(self) -> int | None:
        """The cycle to show: the one chosen in the strip, else the current one."""
        from cspdesk.meetings.queries import cycle_in_view

        strip = self.desk.ask(cycle_in_view, self.context.cycle.cycle_id)
        return strip.cycle.id if strip else None

    def refresh(self, changes: ChangeSet | None) -> None:
        self._stale |= set(self._made)
        self._read(self.view)
        if self.view != LEDGER:
            self._read(LEDGER)
        tab = self.ledger.tab
        count = tab.ledger.updates_to_come if tab else 0
        self.tabs.set_text(LEDGER, _TITLES[LEDGER], f"{count} to come" if count else "")
        self._tell()

    def _read(self, key: str) -> None:
        self._stale.discard(key)
        self._made[key].refresh(self.cycle_id())

    def _tell(self) -> None:
        """The sentence of the view in front, and its keys."""
        self.header.detail.setText(self._sentence())
        status = self.window().findChild(StatusLine)
        if status is not None:
            status.set_hints([*self.key_hints(), ("F6", "next pane"), ("F1", "keys")])

    def _sentence(self) -> str:
        if self.view != LEDGER:
            return str(self.front().sentence())
        tab = self.ledger.tab
        return f"This cycle: {tab.ledger.sentence}" if tab else ""

    # -- the window's questions ---------------------------------------------------------------

    def key_hints(self) -> list[tuple[str, str]]:
        hints: list[tuple[str, str]] = self.front().key_hints()
        return hints

    def panes(self) -> list[QWidget]:
        panes: list[QWidget] = self.front().panes()
        return panes

    def activated(self) -> None:
        focus_pane(self.panes()[0])

    def escape(self) -> None:
        self.front().escape()

    def toggle_inspector(self) -> None:
        self.front().toggle_inspector()

    def show_target(self, target: str) -> None:
        """ "ledger", "joint", "groups"; or a board, message or sub-group: "board:12", "group:7"."""
        kind, _, key = target.partition(":")
        if kind == "message" and key.isdecimal():
            kind, key = "board", str(self._board_of(int(key)) or "")
        if kind == "board":
            self.show_view(LEDGER)
            if key.isdecimal():
                self.ledger.table.choose(int(key))
        elif kind == "group" and key.isdecimal():
            self.show_view(GROUPS)
            self.front().choose(int(key))
        elif kind in _TITLES:
            self.show_view(kind)
        self.activated()

    def _board_of(self, message_id: int) -> int | None:
        """The board that a message is from or to; None when it is gone."""
        from cspdesk.boards.queries import message

        found = self.desk.ask(message, message_id)
        return found.group_id if found else None
