"""The views of Agenda planning beside the agenda itself: made when first chosen, in one stack."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.pages import module_exists
from ui.widgets.segments import SubTabs

if TYPE_CHECKING:
    from db.changes import ChangeSet
    from ui.agenda.page import AgendaPage
    from ui.widgets.pane import PageHeader

AGENDA = "agenda"
# Key, title, module and class of the views that are made when first chosen.
_VIEWS = (
    ("inbox", "Inbox", "ui.agenda.inbox", "InboxView"),
    ("forward", "Forward plan", "ui.agenda.forward", "ForwardView"),
    ("rehearsal", "Rehearsal", "ui.agenda.rehearsal", "RehearsalView"),
    ("readiness", "Readiness", "ui.agenda.readiness", "ReadinessView"),
)


class Views(QObject):
    """Which view of the page is in front. A view whose module is missing has no sub-tab.

    A view is made as `InboxView(page)` and has `refresh(changes)` and `key_hints()`; it may have
    `tools()` (widgets for the right of the header), `panes()`, `show_target(words)` and
    `escape()`.
    """

    shown = Signal(str)

    def __init__(self, page: AgendaPage, header: PageHeader, agenda: QWidget) -> None:
        super().__init__(page)
        self.page, self.header = page, header
        self.makers = {
            key: (module, name) for key, _title, module, name in _VIEWS if module_exists(module)
        }
        self.titles = {key: title for key, title, *_rest in _VIEWS}
        choices = [(AGENDA, "Agenda"), *((key, self.titles[key]) for key in self.makers)]
        self.tabs = SubTabs(choices, name="Views of agenda planning")
        self.tabs.chosen.connect(self.show_view)
        header.box.insertWidget(0, self.tabs)
        self.tabs.setVisible(bool(self.makers))
        header.title.setVisible(not self.makers)
        self._made: dict[str, Any] = {}
        self._stale: set[str] = set()
        self._tools: dict[str, list[QWidget]] = {}
        self.stack = QStackedWidget()
        self.stack.addWidget(agenda)
        self._agenda = agenda

    @property
    def current(self) -> str:
        """The key of the view shown: "agenda", or one of `_VIEWS`."""
        return self.tabs.current

    def made(self) -> Any | None:
        """The view in front; None when it is the agenda."""
        return self._made.get(self.current)

    def show_view(self, key: str) -> bool:
        """Bring a view to the front; an unknown key changes nothing and answers False."""
        if key != AGENDA and key not in self.makers:
            return False
        self.tabs.choose(key)
        self.stack.setCurrentWidget(self._view_of(key))
        for other, tools in self._tools.items():
            for tool in tools:
                tool.setVisible(other == key)
        if key in self._stale and not self.page.stale:
            self._stale.discard(key)
            self._made[key].refresh(None)
        self.shown.emit(key)
        return True

    def _view_of(self, key: str) -> QWidget:
        if key == AGENDA:
            return self._agenda
        if key not in self._made:
            module, name = self.makers[key]
            self._made[key] = getattr(import_module(module), name)(self.page)
            self.stack.addWidget(self._made[key])
            self._tools[key] = getattr(self._made[key], "tools", list)()
            self.header.end(*self._tools[key])
            self._stale.add(key)
        view: QWidget = self._made[key]
        return view

    def refresh(self, changes: ChangeSet | None) -> None:
        """The view shown reads now; the others when they come to the front."""
        self._stale |= set(self._made)
        if self.current != AGENDA:
            self._stale.discard(self.current)
            self._made[self.current].refresh(changes)

    def tell_count(self, key: str, count: int) -> None:
        """ "Inbox 3": the count beside a sub-tab, none for nothing."""
        if key in self.makers:
            self.tabs.set_text(key, self.titles[key], str(count) if count else "")
