"""People and seats: who sits where and who is missing, organisations, the structure."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from ui.people.seats import SeatsView
from ui.widgets.page import Page, focus_pane
from ui.widgets.pane import Bar
from ui.widgets.segments import SubTabs
from ui.widgets.statusbar import StatusLine

if TYPE_CHECKING:
    from db.changes import ChangeSet

SEATS, ORGANISATIONS, STRUCTURE = "seats", "organisations", "structure"
_LATER = {
    ORGANISATIONS: ("ui.people.organisations", "OrganisationsView"),
    STRUCTURE: ("ui.people.structure", "StructureView"),
}
_TITLES = {SEATS: "Seats", ORGANISATIONS: "Organisations", STRUCTURE: "Structure"}
# What a target names, and the view that shows it.
_PLACES = {"seat": SEATS, "organisation": ORGANISATIONS, "group": STRUCTURE}


class PeoplePage(Page):
    """Three views in one stack; those behind are made when first chosen."""

    title = "People and seats"
    tables = frozenset(
        {
            "organisation", "governance_body", "body_meeting", "partnership_group", "seat",
            "person", "appointment", "attendance", "meeting", "partnership", "report_back",
        }
    )  # fmt: skip

    def build(self) -> None:
        self.dialog: QDialog | None = None
        self.tabs = SubTabs(list(_TITLES.items()), name="Views of people and seats")
        self.tabs.chosen.connect(self.show_view)
        self.bar = Bar(44, edge=8)
        self.bar.add(self.tabs)
        self.stack = QStackedWidget()
        self._made: dict[str, Any] = {}
        self._stale: set[str] = set()
        self._tools: dict[str, list[QWidget]] = {}
        self._take_in(SEATS, SeatsView(self))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.bar)
        box.addWidget(self.stack, 1)

    def _take_in(self, key: str, view: Any) -> None:
        self._made[key] = view
        self._tools[key] = view.tools()
        self.bar.end(*self._tools[key])
        self.stack.addWidget(view)

    # -- views --------------------------------------------------------------------------------

    @property
    def view(self) -> Any:
        """The view in front."""
        return self._made[self.tabs.current]

    def show_view(self, key: str) -> None:
        """Bring a view to the front; an unknown key changes nothing."""
        if key not in _TITLES:
            return
        if key not in self._made:
            module, name = _LATER[key]
            self._take_in(key, getattr(import_module(module), name)(self))
            self._stale.add(key)
        self.tabs.choose(key)
        self.stack.setCurrentWidget(self._made[key])
        if key in self._stale and not self.stale:
            self._stale.discard(key)
            self._made[key].refresh()
        for name, tools in self._tools.items():
            for tool in tools:
                tool.setVisible(name == key)
        status = self.window().findChild(StatusLine)
        if status is not None and self.isVisible():
            status.set_hints([*self.key_hints(), ("F6", "next pane"), ("F1", "keys")])

    def refresh(self, changes: ChangeSet | None) -> None:
        """The view in front reads now, the others when they come to the front."""
        self._stale = set(self._made) - {self.tabs.current}
        self.view.refresh()
        self._tell_counts()

    def _tell_counts(self) -> None:
        from cspdesk.people.queries import vacant_seats

        vacant = len(self.desk.ask(vacant_seats))
        self.tabs.set_text(SEATS, _TITLES[SEATS], f"{vacant} vacant" if vacant else "")

    def import_list(self) -> None:
        """Take in a membership list: a dialog of its own."""
        from ui.people.importing import MembersDialog

        if self.operations.refuse():
            return
        self.dialog = MembersDialog(self)
        self.dialog.finished.connect(lambda _result: self.activated())
        self.dialog.open()

    # -- the window's questions ---------------------------------------------------------------

    def key_hints(self) -> list[tuple[str, str]]:
        hints: list[tuple[str, str]] = self.view.key_hints()
        return hints

    def panes(self) -> list[QWidget]:
        panes: list[QWidget] = self.view.panes()
        return panes

    def activated(self) -> None:
        focus_pane(self.panes()[0])

    def escape(self) -> None:
        self.view.escape()

    def toggle_inspector(self) -> None:
        self.view.splitter.toggle_inspector()

    def show_target(self, target: str) -> None:
        """ "seat:3", "organisation:2", "group:4" one record; "seats", "organisations",
        "structure" a view; "seats_of:4" the seats of a group."""
        kind, _, key = target.partition(":")
        if kind == "seats_of" and key.isdecimal():
            self._show_seats_of(int(key))
        elif kind in _PLACES and key.isdecimal():
            self.show_view(_PLACES[kind])
            self.bring_up_to_date()
            self.view.choose(int(key))
            self.activated()
        elif kind in _TITLES:
            self.show_view(kind)
            self.activated()

    def _show_seats_of(self, group_id: int) -> None:
        from cspdesk.people.queries import seats

        found = self.desk.ask(seats, group_id)
        self.show_view(SEATS)
        if found:
            self.view.choose(found[0].id)
        self.activated()
