"""Community voice: what was said, what we did with it, and which wards were not heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.voices.conversations import ConversationsView
from ui.voices.coverage import CoverageView
from ui.voices.said import SaidView
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.page import Page, focus_pane
from ui.widgets.pane import Bar
from ui.widgets.segments import SubTabs
from ui.widgets.statusbar import StatusLine

if TYPE_CHECKING:
    from db.changes import ChangeSet

SAID, PLANNED, COVERAGE = "said", "conversations", "coverage"


class VoicesPage(Page):
    """Three views in one stack."""

    title = "Community voice"
    tables = frozenset(
        {
            "voice", "ward", "community", "conversation", "agenda_item", "priority", "indicator",
            "cycle", "organisation", "partnership",
        }
    )  # fmt: skip

    def build(self) -> None:
        choices = [
            (SAID, "What was said"),
            (PLANNED, "Conversations"),
            (COVERAGE, "Who has been heard"),
        ]
        self.tabs = SubTabs(choices, name="Views of community voice")
        self.tabs.chosen.connect(self.show_view)
        self.said, self.coverage = SaidView(self), CoverageView(self)
        self.planned = ConversationsView(self)
        self.copy = SecondaryButton("Copy “you said, we did”", self.said.copy_answers)
        self.copy.setToolTip("The answered voices that the public may read, as text")
        self.add_ward = SecondaryButton("Add ward…", lambda: self.coverage.add(ward=True))
        self.add_community = SecondaryButton(
            "Add community…", lambda: self.coverage.add(ward=False)
        )
        self.add_button = PrimaryButton("Keep a voice…", self.said.add)
        self.add_button.setToolTip("Ctrl+N")
        self._tools: dict[str, list[QWidget]] = {
            SAID: [self.copy],
            COVERAGE: [self.add_ward, self.add_community],
        }
        bar = Bar(44, edge=8)
        bar.add(self.tabs)
        bar.end(self.copy, self.add_ward, self.add_community, self.add_button)
        self.stack = QStackedWidget()
        for view in (self.said, self.planned, self.coverage):
            self.stack.addWidget(view)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(bar)
        box.addWidget(self.stack, 1)
        add = QShortcut(QKeySequence("Ctrl+N"), self, self.said.add)
        add.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        refusal = self.operations.refusal
        if refusal:
            for button in (self.add_button, self.add_ward, self.add_community):
                button.set_allowed(False, refusal)
        self.show_view(SAID)

    @property
    def view(self) -> SaidView | ConversationsView | CoverageView:
        views = {PLANNED: self.planned, COVERAGE: self.coverage}
        return views.get(self.tabs.current, self.said)

    def show_view(self, key: str) -> None:
        """Bring a view to the front."""
        self.tabs.choose(key)
        self.stack.setCurrentWidget(self.view)
        for name, tools in self._tools.items():
            for tool in tools:
                tool.setVisible(name == key)
        status = self.window().findChild(StatusLine)
        if status is not None and self.isVisible():
            status.set_hints([*self.key_hints(), ("F6", "next pane"), ("F1", "keys")])

    def refresh(self, changes: ChangeSet | None) -> None:
        self.said.refresh()
        self.planned.refresh()
        self.coverage.refresh()
        open_ = self.said.without_answer
        holes, waiting = self.coverage.holes, self.planned.waiting
        self.tabs.set_text(SAID, "What was said", f"{open_} without an answer" if open_ else "")
        self.tabs.set_text(PLANNED, "Conversations", f"{waiting} to hold" if waiting else "")
        self.tabs.set_text(COVERAGE, "Who has been heard", f"{holes} not heard" if holes else "")

    # -- the window's questions ---------------------------------------------------------------

    def key_hints(self) -> list[tuple[str, str]]:
        return self.view.key_hints()

    def panes(self) -> list[QWidget]:
        return self.view.panes()

    def activated(self) -> None:
        focus_pane(self.panes()[0])

    def escape(self) -> None:
        focus_pane(self.panes()[0])

    def toggle_inspector(self) -> None:
        self.said.splitter.toggle_inspector()

    def show_target(self, target: str) -> None:
        """ "voice:3" one voice, "conversations", "coverage" who has been heard."""
        kind, _, key = target.partition(":")
        if kind == "voice" and key.isdecimal():
            self.show_view(SAID)
            self.said.choose(int(key))
            self.activated()
        elif kind in (SAID, PLANNED, COVERAGE):
            self.show_view(kind)
            self.activated()
