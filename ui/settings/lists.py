"""A list of the settings in its order, with everything about the chosen entry beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.agenda.prompts import LinePrompt
from ui.models.columns import Column
from ui.models.rows import RowsModel
from ui.theme import theme
from ui.widgets.buttons import SecondaryButton
from ui.widgets.fields import Fields, ProblemLabel
from ui.widgets.inspector import Inspector
from ui.widgets.pane import Pane
from ui.widgets.splitter import Splitter
from ui.widgets.tables import RowsView

if TYPE_CHECKING:
    from cspdesk.commanding import Command
    from ui.settings.page import SettingsPage


class ListSettings(QWidget):
    """Base of the two lists. Records have `id`, `version` and `position`, counted from 1.

    Override what is below "to override"; `records` is what the list shows.
    """

    title = ""
    add_words = ""
    prompt_words = ""

    def __init__(
        self, page: SettingsPage, inspector: Inspector, columns: list[Column[Any]]
    ) -> None:
        super().__init__()
        self.page, self.inspector = page, inspector
        self._shown: int | None = None
        model: RowsModel[Any] = RowsModel(columns, key=lambda one: one.id)
        self.list = RowsView(model, name=self.title, kind="agenda", sortable=False, header=False)
        self.problem = ProblemLabel()
        self.prompt = LinePrompt(self.prompt_words, "Add", ("title",))
        self._make_buttons()
        self._lay_out()
        self._connect()
        self.only_read()

    def _make_buttons(self) -> None:
        self.add_button = SecondaryButton(self.add_words, self.add, compact=True)
        self.add_button.setToolTip("Ins or Ctrl+N")
        self.up = SecondaryButton("Up", lambda: self._step(-1), compact=True)
        self.up.setToolTip("Alt+↑")
        self.down = SecondaryButton("Down", lambda: self._step(1), compact=True)
        self.down.setToolTip("Alt+↓")
        self.remove_button = SecondaryButton("Remove", self._remove, compact=True)
        self.remove_button.setToolTip("Del")

    def _lay_out(self) -> None:
        self.pane = Pane(self.title)
        self.pane.tools(self.up, self.down, self.remove_button, self.add_button)
        self.problem.setContentsMargins(*(theme().px(side) for side in (16, 6, 16, 6)))
        self.pane.add(self.list, 1)
        for part in (self.problem, self.prompt):
            self.pane.add(part)
        self.pane.focus_target = self.list
        self.splitter = Splitter(
            f"settings-{self.title}", (self.pane, self.inspector), (0, 480), self.page.context.state
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.splitter)

    def _connect(self) -> None:
        self.list.record_chosen.connect(lambda _record: self._show_chosen())
        self.list.record_opened.connect(lambda _record: self.start_editing())
        self.prompt.answered.connect(self._add)
        self.prompt.closed.connect(self.list.setFocus)
        for key, act in (
            ("Alt+Up", lambda _one: self._step(-1)),
            ("Alt+Down", lambda _one: self._step(1)),
            ("Del", lambda _one: self._remove()),
            ("F2", lambda _one: self.start_editing()),
            ("Ins", lambda _one: self.add()),
        ):
            self.list.add_key(key, act)
        new = QShortcut(QKeySequence("Ctrl+N"), self)
        new.activated.connect(self.add)

    def only_read(self) -> None:
        """In a file that is open elsewhere, every way to change it is off and says why."""
        why = self.page.operations.refusal
        if not why:
            return
        for button in (self.add_button, self.up, self.down, self.remove_button):
            button.set_allowed(False, why)
        for part in self.inspector.parts.values():
            part.set_read_only(True)
            part.setToolTip(why)

    # -- to override --------------------------------------------------------------------------

    def read(self) -> Sequence[Any]:
        raise NotImplementedError

    def show_record(self, record: Any | None) -> None:
        raise NotImplementedError

    def adding(self, title: str) -> Command:
        raise NotImplementedError

    def moving(self, record: Any, to_position: int) -> Command:
        raise NotImplementedError

    def removing(self, record: Any) -> Command:
        raise NotImplementedError

    # -- showing ------------------------------------------------------------------------------

    @property
    def chosen(self) -> Any | None:
        return self.list.current_record()

    def refresh(self) -> None:
        records = list(self.read())
        self.list.rows.set_records(records)
        self.pane.set_title(self.title, f"{len(records)}")
        self.list.choose_first()
        self._show_chosen()

    def _show_chosen(self) -> None:
        record = self.chosen
        key = record.id if record is not None else None
        if key != self._shown:
            self._let_go()
            self._shown = key
        self.show_record(record)
        if self.page.operations.refusal:
            return
        last = len(self.list.rows.records())
        self.up.set_allowed(record is not None and record.position > 1, "It is the first.")
        self.down.set_allowed(record is not None and record.position < last, "It is the last.")
        self.remove_button.set_allowed(record is not None, "Nothing is chosen.")

    def _let_go(self) -> None:
        """An editor left open belongs to the entry before: it must never write into this one."""
        self.problem.say("")
        for part in self.inspector.parts.values():
            if part.editing:
                part.editor.given_up.emit()

    # -- doing --------------------------------------------------------------------------------

    def run(self, command: Command, fields: Any = None) -> Any:
        """Run it; a sentence without a place of its own stands under the list."""
        return self.page.operations.run(command, fields=fields or Fields({}, self.problem))

    def add(self) -> None:
        """Ask for a title under the list."""
        if not self.page.operations.refuse():
            self.prompt.ask()

    def _add(self, title: str) -> None:
        done = self.run(self.adding(title), self.prompt.fields)
        if done is not None:
            self.prompt.put_away()
            self.list.choose(done.created)
            self.start_editing()

    def start_editing(self) -> None:
        """Put the keyboard where the entry is described."""
        part = next(iter(self.inspector.parts.values()))
        part.setFocus()

    def _step(self, by: int) -> None:
        record = self.chosen
        to = record.position + by if record else 0
        if record is not None and 1 <= to <= len(self.list.rows.records()):
            self.run(self.moving(record, to))

    def _remove(self) -> None:
        record = self.chosen
        if record is not None and not self.page.operations.refuse():
            self.run(self.removing(record))

    # -- the page's questions -----------------------------------------------------------------

    def panes(self) -> list[QWidget]:
        return [self.pane, self.inspector]

    def key_hints(self) -> list[tuple[str, str]]:
        return [("Ins", "add"), ("Alt+↑ Alt+↓", "move"), ("F2", "edit"), ("Del", "remove")]
