"""Action tracking: what partners agreed to do, and what their governance bodies did with it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QDialog, QMenu, QStackedWidget, QVBoxLayout, QWidget

from cspdesk.charts.mark_names import MarkName
from ui.actions.log import ActionsView
from ui.pages import module_exists
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.page import Page, focus_pane
from ui.widgets.pane import Bar
from ui.widgets.segments import SubTabs
from ui.widgets.statusbar import StatusLine

if TYPE_CHECKING:
    from db.changes import ChangeSet

ACTIONS, REPORT_BACKS = "actions", "report_backs"
_REPORT_BACKS_MODULE = "ui.actions.report_backs"


class ActionsPage(Page):
    """Two views in one stack; report-backs are made when first chosen."""

    title = "Action tracking"
    tables = frozenset(
        {
            "action", "action_update", "chase", "report_back", "organisation", "governance_body",
            "meeting", "cycle", "agenda_item", "priority", "partnership", "decision", "business",
        }
    )  # fmt: skip

    def build(self) -> None:
        self._made: dict[str, Any] = {}
        choices = [(ACTIONS, "Actions")]
        if module_exists(_REPORT_BACKS_MODULE):
            choices.append((REPORT_BACKS, "Report-backs"))
        self.tabs = SubTabs(choices, name="Views of action tracking")
        self.tabs.chosen.connect(self.show_view)
        self.add_button = SecondaryButton("Add action", lambda: self.actions.add())
        self.add_button.setToolTip("A or Ctrl+N")
        self.chasers_button = PrimaryButton(
            "Draft chasers (.eml)…", self.draft_chasers, mark=MarkName.MAIL
        )
        self.import_button = SecondaryButton(
            "&Import…", self._ask_import, mark=MarkName.CHEVRON_DOWN
        )
        self.import_button.setAccessibleDescription("An action log, or actions out of minutes")
        self._tools: dict[str, list[QWidget]] = {
            ACTIONS: [self.import_button, self.add_button, self.chasers_button]
        }
        self.bar = Bar(44, edge=8)
        self.bar.add(self.tabs)
        self.bar.end(*self._tools[ACTIONS])
        self.actions = ActionsView(self)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.actions)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.bar)
        box.addWidget(self.stack, 1)
        why = self.operations.refusal
        if why:
            self.add_button.set_allowed(False, why)
            self.import_button.set_allowed(False, why)

    # -- views --------------------------------------------------------------------------------

    @property
    def view(self) -> str:
        return self.tabs.current

    def show_view(self, key: str) -> None:
        """Bring a view to the front."""
        if key != ACTIONS and key not in self._made:
            if not module_exists(_REPORT_BACKS_MODULE):
                return
            self._make_report_backs()
        self.tabs.choose(key)
        self.stack.setCurrentWidget(self._view())
        for name, tools in self._tools.items():
            for tool in tools:
                tool.setVisible(name == key)
        status = self.window().findChild(StatusLine)
        if status is not None:
            status.set_hints([*self.key_hints(), ("F6", "next pane"), ("F1", "keys")])

    def _make_report_backs(self) -> None:
        view = import_module(_REPORT_BACKS_MODULE).ReportBacksView(self)
        self._made[REPORT_BACKS] = view
        self._tools[REPORT_BACKS] = view.tools()
        self.bar.end(*self._tools[REPORT_BACKS])
        self.stack.addWidget(view)
        view.refresh()

    def _view(self) -> Any:
        return self._made.get(self.view, self.actions)

    # -- showing ------------------------------------------------------------------------------

    def refresh(self, changes: ChangeSet | None) -> None:
        from cspdesk.actions.queries import late_report_backs

        self.actions.refresh()
        for view in self._made.values():
            view.refresh()
        log = self.actions.log
        self.tabs.set_text(ACTIONS, "Actions", f"{log.open:,} open" if log else "")
        if module_exists(_REPORT_BACKS_MODULE):
            late = self.desk.ask(late_report_backs)
            self.tabs.set_text(REPORT_BACKS, "Report-backs", f"{late} late" if late else "")
        self._follow_cycle()

    def _follow_cycle(self) -> None:
        """An earlier or later cycle shows what its own Board agreed."""
        from cspdesk.meetings.queries import board_meeting_of

        chosen = self.context.cycle.cycle_id
        if chosen == getattr(self, "_followed", None):
            return
        self._followed = chosen
        meeting = self.desk.ask(board_meeting_of, chosen) if chosen is not None else None
        self.actions.look_at_board(meeting.id if meeting else None)

    # -- doing --------------------------------------------------------------------------------

    def draft_chasers(self) -> None:
        """Reminders to partners as drafts in a folder, or to copy."""
        from ui.actions.chasers import ChasersDialog

        self.chasers = ChasersDialog(self)
        self.chasers.open()

    def import_menu(self) -> QMenu:
        """The two ways in: a log as a table, and minutes as text."""
        menu = QMenu(self.import_button)
        menu.addAction("An action &log from a spreadsheet…", self.import_log)
        menu.addAction("Actions out of pasted &minutes…", self.import_minutes)
        return menu

    def _ask_import(self) -> None:
        menu = self.import_menu()
        menu.exec(self.import_button.mapToGlobal(QPoint(0, self.import_button.height())))
        menu.deleteLater()

    def import_log(self) -> None:
        """An action log out of a file or a pasted table."""
        from ui.actions.log_import import LogImport

        if not self.operations.refuse():
            self.importing: QDialog = LogImport(self)
            self.importing.open()

    def import_minutes(self) -> None:
        """Actions that pasted minutes mark."""
        from ui.actions.minutes_import import MinutesImport

        if not self.operations.refuse():
            self.importing = MinutesImport(self)
            self.importing.open()

    # -- the window's questions ---------------------------------------------------------------

    def key_hints(self) -> list[tuple[str, str]]:
        hints: list[tuple[str, str]] = self._view().key_hints()
        return hints

    def panes(self) -> list[QWidget]:
        panes: list[QWidget] = self._view().panes()
        return panes

    def activated(self) -> None:
        focus_pane(self.panes()[0])

    def escape(self) -> None:
        self._view().escape()

    def toggle_inspector(self) -> None:
        self._view().splitter.toggle_inspector()

    def show_target(self, target: str) -> None:
        """ "action:12" one action, "report_back:3" one report-back, "report_backs" the register,
        "chasers" the reminders to draft.
        """
        kind, _, key = target.partition(":")
        if kind == "chasers":
            self.draft_chasers()
        elif kind == "action" and key.isdecimal():
            self.show_view(ACTIONS)
            self.actions.choose(int(key))
        elif kind in (ACTIONS, REPORT_BACKS):
            self.show_view(kind)
            self.activated()
        elif kind == "report_back" and key.isdecimal():
            self.show_view(REPORT_BACKS)
            self._view().choose(int(key))
            self.activated()
