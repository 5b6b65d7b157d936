"""What is done with an agenda as a whole: carry forward, templates, sub-items, lock and unlock."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from cspdesk.charts.mark_names import MarkName
from ui.agenda.prompts import LinePrompt
from ui.theme import label, theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.dialogs import ExplainDialog
from ui.widgets.fields import Field, Fields, ProblemLabel

if TYPE_CHECKING:
    from cspdesk.agenda.plan_queries import MeetingChoice
    from cspdesk.agenda.records import AgendaLine, AgendaView
    from ui.agenda.page import AgendaPage
    from ui.operations import Operations

_NO_BOARD = "No other Board is planned: plan the next cycle first."


class CarryDialog(QDialog):
    """To which Board, and whether the item moves there or is copied."""

    def __init__(
        self,
        operations: Operations,
        line: AgendaLine,
        boards: tuple[MeetingChoice, ...],
        moves: bool,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Carry item {line.number} forward")
        self._operations, self._line = operations, line
        self.board = QComboBox()
        for choice in boards:
            self.board.addItem(choice.words, choice.id)
        self.how = QComboBox()
        if moves:
            self.how.addItem("Move it, with its homework, its papers and what came of it", True)
        self.how.addItem("Copy what is asked and why; it stays here as well", False)
        self.how.setToolTip("" if moves else "A locked agenda keeps its items.")
        self._lay_out()

    def _lay_out(self) -> None:
        self.problem = ProblemLabel()
        named = {
            "meeting_id": Field("&To the Board of", self.board),
            "moves": Field("&How", self.how),
        }
        self.fields = Fields(named, self.problem)
        box, look = QVBoxLayout(self), theme()
        box.setContentsMargins(*(look.px(side) for side in (20, 16, 20, 16)))
        box.setSpacing(look.px(10))
        heading = label(f"Item {self._line.number}: {self._line.title}", "inspector")
        heading.setWordWrap(True)
        for part in (heading, *named.values()):
            box.addWidget(part)
        box.addWidget(self.problem)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(SecondaryButton("Cancel", self.reject))
        self.save = PrimaryButton("Carry forward", self._save)
        self.save.setDefault(True)
        row.addWidget(self.save)
        box.addLayout(row)
        self.setMinimumWidth(look.px(440))

    def _save(self) -> None:
        from cspdesk.agenda.carrying_commands import CarryForward

        line, board = self._line, self.board.currentData()
        command = CarryForward(line.id, board, self.how.currentData(), line.version)
        if self._operations.run(command, fields=self.fields) is not None:
            self.accept()


class Planning(QObject):
    """The header's “More” and “Lock agenda…”, with the two questions they ask under the list."""

    def __init__(self, page: AgendaPage) -> None:
        super().__init__(page)
        self.page, self.operations, self.desk = page, page.operations, page.desk
        self.dialog: QDialog | None = None
        self.more = SecondaryButton("&More", self._show_menu, mark=MarkName.CHEVRON_DOWN)
        self.more.setAccessibleDescription("Sub-items, carry forward, standing items, templates")
        self.lock = PrimaryButton("&Lock agenda…", self.lock_or_unlock)
        self.unlocking = LinePrompt(
            "Why must the agenda change after all?", "Unlock", ("reason", "")
        )
        self.naming = LinePrompt("Name of the template", "Keep it", ("name", ""))
        self.unlocking.answered.connect(self._unlock)
        self.naming.answered.connect(self._keep_template)

    @property
    def prompts(self) -> tuple[LinePrompt, LinePrompt]:
        return self.unlocking, self.naming

    def show_agenda(self, view: AgendaView | None) -> None:
        """What the buttons say and allow for this agenda."""
        why = self.operations.refusal
        issued = view is not None and view.meeting.is_issued
        locked = view is not None and view.is_locked and not issued
        self.lock.setText("&Unlock…" if locked else "&Lock agenda…")
        out = "The papers have gone out: the agenda stays as it is." if issued else ""
        empty = "" if view is None or view.lines else "There is nothing to lock yet."
        refused = why or out or empty
        self.lock.set_allowed(not refused, refused)
        self.more.set_allowed(not why, why)

    # -- the menu -----------------------------------------------------------------------------

    def menu(self) -> QMenu:
        """What can be done now; what cannot says why."""
        view, line = self.page.view, self.page.list.current_record()
        menu = QMenu(self.more)
        menu.setToolTipsVisible(True)
        if view is None:
            return menu
        locked = "The agenda is locked: unlock it first." if view.is_locked else ""
        none = "" if line else "Choose an item first."
        first = "The first item has none above it." if line and line.position == 1 else ""
        if line is not None and line.is_sub:
            self._add(menu, "Make it an item of its &own\tAlt+Left", self.set_sub, locked, False)
        else:
            words = "Put &under the item above\tAlt+Right"
            self._add(menu, words, self.set_sub, none or first or locked, True)
        self._add(menu, "Carry &forward…\tCtrl+Shift+M", self.carry, none)
        menu.addSeparator()
        self._standing(menu.addMenu("Add a &standing item"), view)
        self._templates(menu.addMenu("Start from a &template"), locked)
        self._add(menu, "Keep as a template…", self.ask_name, "" if view.lines else "It is empty.")
        return menu

    def _add(
        self, menu: QMenu, words: str, act: Callable[..., object], why: str, *values: Any
    ) -> QAction:
        action = menu.addAction(words)
        action.triggered.connect(lambda _on=False: act(*values))
        action.setEnabled(not why)
        action.setToolTip(why)
        return action

    def _standing(self, menu: QMenu, view: AgendaView) -> None:
        """The library's items that are not on this agenda yet, with the clerk's wording."""
        menu.setToolTipsVisible(True)
        for choice in view.standing_choices:
            words = choice.title.replace("&", "&&")
            self._add(menu, words, self.add_standing, "", choice.key).setToolTip(choice.wording)
        if not view.standing_choices:
            menu.addAction("All of them are on the agenda").setEnabled(False)

    def _templates(self, menu: QMenu, why: str) -> None:
        from cspdesk.agenda.plan_queries import templates

        found = self.desk.ask(templates)
        for one in found:
            words = f"{one.name.replace('&', '&&')} ({one.items} items)"
            self._add(menu, words, self.start_from, why, one.id)
        if not found:
            menu.addAction("No template yet").setEnabled(False)
            return
        rest = menu.addMenu("Delete")
        for one in found:
            self._add(rest, one.name.replace("&", "&&"), self.delete, "", one.id, one.version)

    def _show_menu(self) -> None:
        menu = self.menu()
        menu.exec(self.more.mapToGlobal(QPoint(0, self.more.height())))
        menu.deleteLater()

    # -- doing --------------------------------------------------------------------------------

    def set_sub(self, is_sub: bool) -> None:
        from cspdesk.agenda.commands import PutUnder

        line = self.page.list.current_record()
        if line is not None and line.is_sub is not is_sub and not self.operations.refuse():
            self.operations.run(PutUnder(line.id, is_sub, line.version))
            self.page.list.choose(line.id)

    def carry(self) -> None:
        """Ask to which Board the chosen item goes."""
        from cspdesk.agenda.plan_queries import boards_ahead

        view, line = self.page.view, self.page.list.current_record()
        if view is None or line is None or self.operations.refuse():
            return
        boards = self.desk.ask(boards_ahead, view.meeting.id)
        window = self.page.window()
        if boards:
            self.dialog = CarryDialog(self.operations, line, boards, not view.is_locked, window)
        else:
            self.dialog = ExplainDialog(
                "There is no Board to carry it to", _NO_BOARD, parent=window
            )
        self.dialog.open()

    def add_standing(self, key: str) -> None:
        from cspdesk.agenda.commands import AddStandingItem

        view = self.page.view
        if view is not None:
            self.operations.run(AddStandingItem(view.meeting.id, key))

    def start_from(self, template_id: int) -> None:
        from cspdesk.agenda.carrying_commands import StartFromTemplate

        view = self.page.view
        if view is not None:
            self.operations.run(StartFromTemplate(view.meeting.id, template_id))

    def delete(self, template_id: int, version: int) -> None:
        from cspdesk.agenda.carrying_commands import DeleteTemplate

        self.operations.run(DeleteTemplate(template_id, version))

    def ask_name(self) -> None:
        if self.page.view is not None and not self.operations.refuse():
            self.page.make_room()
            self.naming.ask()

    def _keep_template(self, name: str) -> None:
        from cspdesk.agenda.carrying_commands import SaveTemplate

        view = self.page.view
        if view is None:
            return
        command = SaveTemplate(view.meeting.id, name)
        if self.operations.run(command, fields=self.naming.fields) is not None:
            self.naming.put_away()

    # -- locking ------------------------------------------------------------------------------

    def lock_or_unlock(self) -> None:
        view = self.page.view
        if view is None or not self.lock.isEnabled() or self.operations.refuse():
            return
        if view.is_locked:
            self.page.make_room()
            self.unlocking.ask()
            return
        self.dialog = ExplainDialog(
            "Lock the agenda?", lock_words(view), "Lock agenda", self._lock, self.page.window()
        )
        self.dialog.open()

    def _lock(self) -> None:
        from cspdesk.agenda.readiness_commands import LockAgenda

        view = self.page.view
        if view is not None:
            self.operations.run(LockAgenda(view.meeting.id, view.meeting.version))

    def _unlock(self, reason: str) -> None:
        from cspdesk.agenda.readiness_commands import UnlockAgenda

        view = self.page.view
        if view is None:
            return
        command = UnlockAgenda(view.meeting.id, reason, view.meeting.version)
        if self.operations.run(command, fields=self.unlocking.fields) is not None:
            self.unlocking.put_away()


def lock_words(view: AgendaView) -> str:
    """What locking does, and what is not met yet."""
    does = (
        "Its order and numbers stay as they are; what comes later is numbered like 4.1, and goes "
        "out as a supplement once the pack is issued. It can be unlocked with a reason until then."
    )
    unmet = [check.sentence for check in view.checks if not check.met]
    if not unmet:
        return f"{does}\n\nEvery check is met."
    return f"{does}\n\nNot met yet:\n" + "\n".join(f"• {words}" for words in unmet)
