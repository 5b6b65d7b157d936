"""Settings: each is changed where it stands, saved at once and taken back with Ctrl+Z."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.widgets.page import Page, focus_pane
from ui.widgets.pane import Bar
from ui.widgets.segments import SubTabs
from ui.widgets.statusbar import StatusLine

if TYPE_CHECKING:
    from db.changes import ChangeSet

MEETINGS, PARTNERSHIP, STANDING, FRONT_SHEETS, RATINGS = (
    "meetings",
    "partnership",
    "standing",
    "front_sheets",
    "ratings",
)


class _ViewSpec(NamedTuple):
    title: str
    module: str
    name: str


# Made when first shown.
_VIEWS = {
    MEETINGS: _ViewSpec("Meetings and steps", "ui.settings.meetings", "MeetingsView"),
    PARTNERSHIP: _ViewSpec("Partnership", "ui.settings.partnership", "PartnershipView"),
    STANDING: _ViewSpec("Standing items", "ui.settings.standing", "StandingView"),
    FRONT_SHEETS: _ViewSpec("Front sheets", "ui.settings.front_sheets", "FrontSheetsView"),
    RATINGS: _ViewSpec("Ratings and charts", "ui.settings.ratings", "RatingsView"),
}


class SettingsView(Protocol):
    """What the page asks of one of its views."""

    def refresh(self) -> None: ...

    def panes(self) -> list[QWidget]: ...

    def key_hints(self) -> list[tuple[str, str]]: ...


class SettingsPage(Page):
    """Five views in one stack. Targets are their keys: "standing", "front_sheets"."""

    title = "Settings"
    tables = frozenset(
        {
            "partnership", "standing_item", "front_sheet_field", "item_field", "cycle", "meeting",
            "agenda_item", "partnership_group",
        }
    )  # fmt: skip

    def build(self) -> None:
        self.views: dict[str, SettingsView] = {}
        choices = [(key, spec.title) for key, spec in _VIEWS.items()]
        self.tabs = SubTabs(choices, name="Parts of the settings")
        self.tabs.chosen.connect(self.show_view)
        self.bar = Bar(44, edge=8)
        self.bar.add(self.tabs)
        self.stack = QStackedWidget()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.bar)
        box.addWidget(self.stack, 1)
        self.show_view(MEETINGS)

    # -- views --------------------------------------------------------------------------------

    @property
    def view(self) -> SettingsView:
        """The view in front."""
        return self.views[self.tabs.current]

    def show_view(self, key: str) -> None:
        """Bring a view to the front."""
        if key not in self.views:
            spec = _VIEWS[key]
            made = getattr(import_module(spec.module), spec.name)(self)
            self.views[key] = cast(SettingsView, made)
            self.stack.addWidget(made)
        self.tabs.choose(key)
        self.stack.setCurrentWidget(cast(QWidget, self.views[key]))
        if not self.stale:
            self.views[key].refresh()
        status = self.window().findChild(StatusLine)
        if status is not None and self.isVisible():
            status.set_hints([*self.key_hints(), ("F6", "next pane"), ("F1", "keys")])

    def refresh(self, changes: ChangeSet | None) -> None:
        """The view in front; the others read afresh when they come there."""
        self.view.refresh()

    # -- the window's questions ---------------------------------------------------------------

    def key_hints(self) -> list[tuple[str, str]]:
        return self.view.key_hints()

    def panes(self) -> list[QWidget]:
        return self.view.panes()

    def activated(self) -> None:
        focus_pane(self.panes()[0])

    def show_target(self, target: str) -> None:
        if target in _VIEWS:
            self.show_view(target)
            self.activated()
