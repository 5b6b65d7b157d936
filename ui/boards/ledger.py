"""The two-way ledger: the boards, information to pass on, the joint meeting, one board in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from cspdesk.charts.mark_names import MarkName
from db.vocabulary import MessageWay
from ui.boards.forms import DayForm, MessageForm, PassOnForm, StateForm, UpdateForm
from ui.boards.inspector import BoardInspector
from ui.boards.joint_pane import JointPane
from ui.boards.ledger_table import LedgerTable, Legend
from ui.boards.messages import CARRIED, MESSAGE, SpreadTable
from ui.boards.requests import RequestsDialog
from ui.boards.saving import SheetSaving
from ui.theme import theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.notes import EmptyState
from ui.widgets.pane import Pane
from ui.widgets.splitter import Splitter

if TYPE_CHECKING:
    from cspdesk.boards.records import MessageLine, MessageSpread
    from cspdesk.boards.tab import BoardDay, BoardLine, BoardsTab
    from cspdesk.commanding import Command
    from db.vocabulary import MessageState, RequestKind
    from ui.boards.page import BoardsPage
    from ui.widgets.forms import FormDialog

_LOWER = 166  # px of the panes under the table: their headers and two or three lines
_NO_CYCLE = "No Board is planned yet. Updates are sought before each Board, and messages follow it."


class LedgerView(QWidget):
    """Part of the page: `form` is the dialog opened last."""

    def __init__(self, page: BoardsPage) -> None:
        super().__init__()
        self.page = page
        self.tab: BoardsTab | None = None
        self.form: FormDialog | None = None
        self.dialog: RequestsDialog | None = None
        self._make_tools()
        self.table, self.legend = LedgerTable(), Legend()
        self.spreads = SpreadTable()
        self.joint = JointPane(lambda: page.open_planner())
        self.inspector = BoardInspector()
        self.inspector.hide()
        self.empty = EmptyState(_NO_CYCLE)
        self._lay_out()
        self._connect()
        refusal = page.operations.refusal
        if refusal:
            for button in (self.record, self.add, self.pass_on):
                button.set_allowed(False, refusal)
            self.spreads.may_edit = False

    def _make_tools(self) -> None:
        self.sheets = SheetSaving(self)
        self.record = SecondaryButton("Record an update", self.record_update)
        self.record.setToolTip("U")
        self.requests = PrimaryButton(
            "Draft requests (.eml)…", self.draft_requests, mark=MarkName.MAIL
        )
        self.requests.setToolTip("R")
        self.add = SecondaryButton("Add message", self.add_message, compact=True)
        self.add.setToolTip("Ins or Ctrl+N")
        self.pass_on = SecondaryButton("Pass on all…", self.pass_all_on, compact=True)

    def tools(self) -> list[QWidget]:
        return [self.sheets.button, self.record, self.requests]

    def _lay_out(self) -> None:
        self.upper = Pane()
        self.upper.setAccessibleName("Parallel boards")
        self.upper.add(self.table, 1)
        self.upper.add(self.legend)
        self.lower = Pane("Information to pass on")
        self.lower.tools(self.pass_on, self.add)
        self.lower.add(self.spreads, 1)
        below = Splitter(
            "boards-below", (self.lower, self.joint), (0, 560), self.page.context.state
        )
        self.below = below
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        # All boards before all messages: the table never asks for more than its rows.
        column.addWidget(self.upper, 100)
        column.addWidget(below, 1)
        self.table.resized.connect(self._fit)
        self._fit()
        self.splitter = Splitter(
            "boards", (work, self.inspector), (0, 400), self.page.context.state
        )
        self.stack = QStackedLayout(self)
        self.stack.addWidget(self.splitter)
        self.stack.addWidget(self.empty)

    def _fit(self) -> None:
        self.upper.setMaximumHeight(self.table.maximumHeight() + self.legend.height())
        self.below.setMinimumHeight(theme().px(_LOWER))

    def _connect(self) -> None:
        self.table.record_chosen.connect(lambda line: self._show_board(line))
        self.table.record_opened.connect(lambda _line: self.open_inspector())
        for key, act in (("U", self.record_update), ("R", self.draft_requests),
                         ("D", lambda: self.edit_day(None))):  # fmt: skip
            self.table.add_key(key, lambda _line, act=act: act())
        model = self.spreads.rows
        model.mark_requested.connect(self.turn)
        model.edit_requested.connect(self.edit_spread)
        self.spreads.record_opened.connect(lambda _spread: self.spreads.start_editing())
        self.spreads.add_key("Del", self.remove_spread)
        inspector = self.inspector
        inspector.step_wanted.connect(self.take_step)
        inspector.text_typed.connect(self.type_text)
        inspector.paper_wanted.connect(self.ask_paper)
        inspector.day_wanted.connect(self.edit_day)
        inspector.day_gone.connect(self.remove_day)
        for key in ("Ctrl+N", "Ins"):
            shortcut = QShortcut(QKeySequence(key), self, self.add_message)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # -- showing ------------------------------------------------------------------------------

    def refresh(self, cycle_id: int | None) -> None:
        """Read the boards in a cycle, None for nothing planned."""
        from cspdesk.boards.tab import boards_tab

        tab = self.page.desk.ask(boards_tab, cycle_id) if cycle_id is not None else None
        self.tab = tab
        self.stack.setCurrentIndex(0 if tab else 1)
        if tab is None:
            for tool in (self.sheets.button, self.record, self.requests):
                tool.set_allowed(False, "No Board is planned yet.")
            return
        self.requests.set_allowed(bool(tab.lines), "No parallel board is recorded.")
        held = tab.ledger
        self.table.show_lines(tab.lines, held.cycle.id, held.standing_item)
        item = f"standing item {held.standing_item}, " if held.standing_item else ""
        minutes = f"{held.standing_minutes} minutes" if held.standing_minutes else ""
        self.lower.set_title("Information to pass on", f"{item}{minutes}".strip(", "))
        self.spreads.show_spreads(held.boards, held.to_pass_on)
        self.joint.show_plan(tab.joint)
        self._allow(tab)
        self._show_board(self.table.current_record())

    def _allow(self, tab: BoardsTab) -> None:
        from cspdesk.calendar import short_date

        if self.page.operations.refusal:
            return
        meets = short_date(tab.ledger.cycle.board_on, year=True)
        why = f"The Board decides on {meets} what is passed on."
        if tab.ledger.cycle.board_on <= self.page.desk.today:
            why = "Everything of this Board has been passed on."
        self.pass_on.setText(f"Pass on {tab.owed.words}…" if tab.owed else "Pass on all…")
        self.pass_on.set_allowed(tab.owed is not None, why)
        self.add.set_allowed(bool(tab.lines), "No parallel board is recorded.")
        self.record.set_allowed(bool(tab.lines), "No parallel board is recorded.")

    def _show_board(self, line: BoardLine | None) -> None:
        self.sheets.show()
        if not self.inspector.isHidden():
            self.inspector.show_line(line, self.page.operations.refusal)

    def open_inspector(self) -> None:
        """The chosen board in full, with the keyboard in it."""
        self.inspector.show()
        self.joint.hide()  # there is no room for both; it has a view of its own
        self._show_board(self.table.current_record())
        self.inspector.setFocus()
        first = next((one for one in self.inspector.findChildren(QWidget) if _takes(one)), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def toggle_inspector(self) -> None:
        """F9."""
        if self.inspector.isHidden():
            self.open_inspector()
        else:
            self.escape()

    def escape(self) -> None:
        """Out of the board's pane, back to the list."""
        self.inspector.hide()
        self.joint.show()
        self.table.setFocus()

    # -- doing --------------------------------------------------------------------------------

    def _open(self, form: FormDialog) -> None:
        self.form = form
        form.open()

    def _run(self, command: Command) -> bool:
        if self.page.operations.refuse():
            return False
        return self.page.operations.run(command) is not None

    def chosen_id(self) -> int | None:
        line = self.table.current_record()
        return line.id if line is not None else None

    def record_update(self) -> None:
        """What the chosen board told us."""
        chosen = self.chosen_id()
        if self.tab is not None and chosen is not None and not self.page.operations.refuse():
            self._open(UpdateForm(self.page, self.tab, chosen))

    def add_message(self) -> None:
        from cspdesk.agenda.queries import item_choices

        if self.tab is None or not self.tab.lines or self.page.operations.refuse():
            return
        roles = self.page.desk.ask(item_choices).leads
        self._open(MessageForm(self.page, self.tab, roles))

    def pass_all_on(self) -> None:
        owed = self.tab.owed if self.tab else None
        if owed is not None and not self.page.operations.refuse():
            self._open(PassOnForm(self.page, owed))

    def draft_requests(self) -> None:
        """A letter to each board whose update has not come."""
        from cspdesk.boards.asking_commands import AskForUpdates
        from cspdesk.boards.drafts import update_requests

        if self.tab is None:
            return
        cycle_id = self.tab.ledger.cycle.id
        self.dialog = RequestsDialog(
            self.page,
            "Draft requests for updates",
            "update",
            self.page.desk.ask(update_requests, self.tab),
            lambda boards: AskForUpdates(cycle_id, boards),
            record_words="&Note them as asked today",
            empty="Every board has answered in this cycle.",
        )
        self.dialog.open()

    def turn(self, spread: MessageSpread, place: int, on: bool) -> None:
        """A message is for this board too, or no longer."""
        from cspdesk.boards.commands import AddMessage, RemoveMessage

        if self.tab is None:
            return
        mark = spread.marks[place]
        if on:
            self._run(
                AddMessage(
                    self.tab.ledger.cycle.id,
                    (self.tab.lines[place].id,),
                    MessageWay.OUT,
                    spread.text,
                    spread.kind,
                    carried_by=spread.carried_by,
                    item_id=spread.item_id,
                )
            )
        elif mark is not None:
            self._run(RemoveMessage(mark.id, mark.version))

    def edit_spread(self, spread: MessageSpread, column: str, value: object) -> None:
        from cspdesk.boards.commands import EditSpread

        typed = str(value).strip()
        if column == MESSAGE and typed != spread.text:
            self._run(EditSpread(spread.entries, text=typed))
        elif column == CARRIED and typed != spread.carried_by:
            self._run(EditSpread(spread.entries, carried_by=typed))

    def remove_spread(self, spread: MessageSpread) -> None:
        from cspdesk.boards.commands import RemoveSpread

        self._run(RemoveSpread(spread.entries))

    def take_step(self, line: MessageLine, state: MessageState) -> None:
        if not self.page.operations.refuse():
            self._open(StateForm(self.page, line, state))

    def type_text(self, line: MessageLine, words: str) -> None:
        """Other words for a message; what is wrong with them is said beside them."""
        from cspdesk.boards.commands import EditMessage

        if not self.page.operations.refuse():
            places = self.inspector.places_of(line)
            self.page.operations.run(EditMessage(line.id, line.version, text=words), fields=places)

    def ask_paper(self, kind: RequestKind, act: str) -> None:
        """Minutes or the action plan: asked for, asked again, or here."""
        from cspdesk.agenda.business_request_commands import AskGroups, RecordCame, RemindGroups

        chosen = self.chosen_id()
        if self.tab is None or chosen is None:
            return
        cycle_id = self.tab.ledger.cycle.id
        if act == "came":
            self._run(RecordCame(cycle_id, chosen, kind))
        else:
            asks = {"ask": AskGroups, "remind": RemindGroups}[act]
            self._run(asks(cycle_id, (chosen,), kind))

    def edit_day(self, day: BoardDay | None) -> None:
        """A new day in the calendar of the chosen board, or another for this one."""
        line = self.table.current_record()
        if line is not None and not self.page.operations.refuse():
            self._open(DayForm(self.page, line, day, self.page.desk.today))

    def remove_day(self, day: BoardDay) -> None:
        from cspdesk.boards.calendar_commands import RemoveBoardDay

        self._run(RemoveBoardDay(day.id, day.version))

    # -- the page's questions -----------------------------------------------------------------

    def panes(self) -> list[QWidget]:
        if self.tab is None:
            return [self.empty]
        last = self.joint if self.inspector.isHidden() else self.inspector
        return [self.table, self.spreads, last]

    def key_hints(self) -> list[tuple[str, str]]:
        return [("Enter", "board"), ("U", "update"), ("R", "requests"), ("Ins", "message"),
                ("Space", "turn a box")]  # fmt: skip


def _takes(widget: QWidget) -> bool:
    from ui.widgets.pane import can_take_focus

    return can_take_focus(widget)
