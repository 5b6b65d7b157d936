"""Above the KPI list: which framework is shown, and the ways to add and change indicators."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMenu, QSizePolicy

from cspdesk.kpis.frameworks import Framework, frameworks, indicators_of, retired_indicators
from cspdesk.kpis.queries import indicator_groups
from ui.theme import theme
from ui.widgets.buttons import FlatButton, SecondaryButton
from ui.widgets.pane import Bar

if TYPE_CHECKING:
    from cspdesk.kpis.records import IndicatorGroup, IndicatorLine
    from db.changes import ChangeSet
    from ui.kpis.page import KpisPage

RETIRED = "retired"
_READ_ONLY = "This file is open for reading only."


class FrameworkBar(Bar):
    """The framework's name opens the choice of others; New and Edit open the editor.

    `shown` is None for the framework in force, an id for another one, RETIRED for what is measured
    no longer.
    """

    def __init__(self, page: KpisPage) -> None:
        super().__init__(40, ground="subtle", edge=8)
        self.page = page
        self.shown: int | str | None = None
        self._known: tuple[Framework, ...] = ()
        self.name = FlatButton("", self.choose)
        self.name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.name.setStyleSheet("text-align: left")
        self.new = SecondaryButton("&New…", self.new_indicator, compact=True)
        self.edit = SecondaryButton("&Edit…", self.edit_indicator, compact=True)
        self.new.setAccessibleName("New indicator")
        self.edit.setAccessibleName("Edit indicator")
        self.new.setToolTip("New indicator (Ctrl+N)")
        self.edit.setToolTip("Edit the chosen indicator (Ctrl+E)")
        self.box.takeAt(0)
        self.box.addWidget(self.name, 1)
        self.end(self.new, self.edit)
        for keys, act in (("Ctrl+N", self.new_indicator), ("Ctrl+E", self.edit_indicator)):
            shortcut = QShortcut(QKeySequence(keys), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        for button in (self.new, self.edit):
            button.set_allowed(not page.desk.read_only, _READ_ONLY)
        page.list.view.link_pressed.connect(self._on_link)

    @property
    def is_only(self) -> bool:
        """Whether there is nothing else to look at: one framework, and it is shown."""
        return self.shown is None and len(self._known) < 2

    # -- which framework ----------------------------------------------------------------------

    def groups(self, cycle_id: int | None) -> tuple[IndicatorGroup, ...]:
        """The KPI list of the framework shown; what has ended carries the newest judgements."""
        desk = self.page.desk
        self._known = desk.ask(frameworks)
        if self.shown != RETIRED and self._framework() is None:
            self.shown = None  # undone, or it is in force by now
        self._tell_name()
        if self.shown is None:
            return desk.ask(indicator_groups, cycle_id)
        return desk.ask(indicator_groups, None, self._ids())

    def _ids(self) -> Collection[int]:
        if isinstance(self.shown, int):
            return self.page.desk.ask(indicators_of, self.shown)
        return self.page.desk.ask(retired_indicators)

    def _framework(self) -> Framework | None:
        """The framework shown; None when only retired indicators are."""
        if self.shown is None:
            return next((held for held in self._known if held.in_force), None)
        return next((held for held in self._known if held.id == self.shown), None)

    def _tell_name(self) -> None:
        framework = self._framework()
        words = framework.name if framework else "Retired indicators"
        if framework is not None and not framework.in_force:
            words += f" ({_when(framework)})"
        self._words = words
        self.name.setAccessibleName(f"Framework: {words}")
        self.name.setToolTip(f"{words}. Press to choose another or start a new one.")
        self._fit_name()

    def _fit_name(self) -> None:
        metrics, look = self.name.fontMetrics(), theme()
        room = max(look.px(80), self.name.width() - look.px(34))
        shown = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.name.setText(f"{shown.replace('&', '&&')}  ▾")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._known:
            self._fit_name()

    def choose(self) -> None:
        """The menu under the name."""
        self.menu = self.make_menu()
        self.menu.popup(self.name.mapToGlobal(QPoint(0, self.name.height())))

    def make_menu(self) -> QMenu:
        """Every framework, the retired indicators, and a new framework."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        shown = self._framework()
        for held in self._known:
            words = f"{held.name} ({_when(held)}, {held.indicators})"
            self._choice(menu, group, words, None if held.in_force else held.id, held is shown)
        retired = len(self.page.desk.ask(retired_indicators))
        if retired:
            words = f"Retired indicators ({retired})"
            self._choice(menu, group, words, RETIRED, self.shown == RETIRED)
        menu.addSeparator()
        new = menu.addAction("New &framework…", self.new_framework)
        new.setEnabled(not self.page.desk.read_only)
        rename = menu.addAction("&Rename this framework…", self.rename_framework)
        rename.setEnabled(shown is not None and not self.page.desk.read_only)
        return menu

    def _choice(
        self, menu: QMenu, group: QActionGroup, words: str, key: int | str | None, on: bool
    ) -> None:
        action = QAction(words.replace("&", "&&"), menu)
        action.setCheckable(True)
        action.setChecked(on)
        action.triggered.connect(lambda _on=False: self.show_framework(key))
        group.addAction(action)
        menu.addAction(action)

    def show_framework(self, key: int | str | None) -> None:
        """Show another framework's indicators; None is the one in force."""
        in_force = next((held.id for held in self._known if held.in_force), None)
        self.shown = None if key == in_force else key
        self.page.refresh(None)
        self.page.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what opens ---------------------------------------------------------------------------

    def _allowed(self) -> bool:
        return self.page.view == "kpis" and not self.page.desk.read_only

    def new_indicator(self) -> None:
        """An empty editor under the priority of the chosen row."""
        framework = self._framework()
        if framework is None or not self._allowed():
            return
        from cspdesk.kpis.editing import new_form
        from ui.kpis.editor import open_editor

        form = self.page.desk.ask(new_form, framework.id, self._chosen_priority())
        self.editor = open_editor(self.page.operations, form, self.page.window(), self._show_new)

    def _chosen_priority(self) -> int | None:
        card = self.page.detail.card
        return card.block.id if card is not None and card.block is not None else None

    def _show_new(self, changes: ChangeSet) -> None:
        """After New or Replace: choose the one that was made."""
        if changes.created is not None:
            self.page.list.view.choose(changes.created)

    def edit_indicator(self) -> None:
        """The chosen indicator in its editor."""
        self.edit_line(self.page.list.view.current_record())

    def edit_line(self, line: IndicatorLine | None, tab: str = "about") -> None:
        if line is None or not self._allowed():
            return
        from cspdesk.kpis.editing import edit_form
        from ui.kpis.editor import open_editor

        form = self.page.desk.ask(edit_form, line.id)
        self.editor = open_editor(self.page.operations, form, self.page.window(), self._show_new)
        if self.editor is not None and tab != "about":
            self.editor.show_tab(tab)

    def _on_link(self, line: IndicatorLine, link: str) -> None:
        """ "Merge" beside a row that is listed twice."""
        if link == "merge":
            self.edit_line(line, "life")

    def new_framework(self) -> None:
        from ui.kpis.frameworks import StartFrameworkDialog

        self.dialog = StartFrameworkDialog(self.page, self.page.window(), self._framework())
        self.dialog.started.connect(self._show_started)
        self.dialog.open()

    def _show_started(self, framework_id: int) -> None:
        self._known = self.page.desk.ask(frameworks)
        self.show_framework(framework_id)

    def rename_framework(self) -> None:
        from ui.kpis.frameworks import RenameFrameworkDialog

        framework = self._framework()
        if framework is not None:
            self.dialog = RenameFrameworkDialog(self.page, self.page.window(), framework)
            self.dialog.open()


def _when(framework: Framework) -> str:
    """ "in force", "from 1 Apr 2017", "to 31 Mar 2017"."""
    if framework.in_force:
        return "in force"
    start, end = framework.starts_on, framework.ends_on
    if end is None:
        return f"from {start.day} {start:%b %Y}"
    return f"{start.year} to {end.day} {end:%b %Y}"
