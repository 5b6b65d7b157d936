"""The action log: filters over the list, the chosen action at the right, everything by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cspdesk.actions.grouping import Filter, GroupBy, Show, grouped, matching, to_remind
from ui.actions.inspector import ActionInspector
from ui.actions.list import ActionList
from ui.theme import theme
from ui.widgets.forms import Choice
from ui.widgets.page import focus_pane
from ui.widgets.pane import Bar, Pane
from ui.widgets.search import SearchField
from ui.widgets.segments import SegmentedControl
from ui.widgets.splitter import Splitter

if TYPE_CHECKING:
    from cspdesk.actions.queries import ActionLine, ActionLog
    from ui.widgets.forms import FormDialog
    from ui.widgets.page import Page

_SHOWN = (
    (Show.OPEN, "Open"),
    (Show.OVERDUE, "Overdue"),
    (Show.SOON, "Due in 14 days"),
    (Show.REMIND, "To remind"),
    (Show.CLOSED, "Closed"),
)
# Where there is no room for the words of a segment, fewer say it.
_SHORT = {Show.SOON: "In 14 days", Show.REMIND: "Remind"}
_ROOM = 1060  # px of the list at 100 % for all the words
_GROUPS = (
    (GroupBy.PARTNER, "By partner"),
    (GroupBy.PRIORITY, "By priority"),
    (GroupBy.MEETING, "By meeting"),
    (GroupBy.STATE, "By state"),
)
_EMPTY = {
    Show.OPEN: "No action is open. Press A to add one.",
    Show.OVERDUE: "No action is overdue.",
    Show.SOON: "No action is due in the next 14 days.",
    Show.REMIND: "Nobody is to be reminded of an action today.",
    Show.CLOSED: "No action has been closed yet.",
}


class ActionsView(QWidget):
    """Part of a page: `refresh()` reads again; `form` is the dialog opened last."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.form: FormDialog | None = None
        self.log: ActionLog | None = None
        self._closed: tuple[ActionLine, ...] | None = None
        self._progress: dict[int, int] = {}
        self._remind_before = 0
        self._reminded: int | None = None
        self.filter = Filter()
        self._shown: tuple[Filter, GroupBy] | None = None
        self._make_bar()
        self.list, self.inspector = ActionList(), ActionInspector()
        pane = Pane()
        pane.setAccessibleName("Action log")
        pane.add(self.bar)
        pane.add(self.list, 1)
        pane.focus_target = self.list
        self.pane = pane
        self.splitter = Splitter(
            "actions", (pane, self.inspector), (0, 372), page.context.state, inspector=1
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.splitter)
        self._connect()

    def _make_bar(self) -> None:
        self.search = SearchField("Filter actions")
        self.show_ = SegmentedControl([(one.value, words) for one, words in _SHOWN], name="Show")
        self.boards = Choice((), none="All boards")
        self.priorities = Choice((), none="All priorities")
        self.by = Choice([(one, words) for one, words in _GROUPS], GroupBy.PARTNER)
        named = {
            "Agreed at": self.boards, "Priority": self.priorities, "Grouped by": self.by,
        }  # fmt: skip
        for name, choice in named.items():
            choice.setAccessibleName(name)
            choice.setMinimumContentsLength(8)
        self.bar = Bar(42, ground="panel", line="line2")
        self.bar.add(self.search, self.show_, self.boards, self.priorities)
        self.bar.end(self.by)

    def _connect(self) -> None:
        self.list.record_chosen.connect(self._show_line)
        self.list.record_opened.connect(lambda _line: self.do("edit"))
        keys = {
            "U": "update", "C": "chase", "M": "redate", "F2": "edit", "D": "close", "O": "reopen",
        }  # fmt: skip
        for key, what in keys.items():
            self.list.add_key(key, lambda _line, what=what: self.do(what))
        self.inspector.wanted.connect(self.do)
        self.inspector.step_wanted.connect(self.do_step)
        self.search.searched.connect(lambda _text: self._filter_changed())
        self.search.left_downwards.connect(self.list.setFocus)
        self.show_.chosen.connect(lambda _key: self._filter_changed())
        for choice in (self.boards, self.priorities, self.by):
            choice.currentIndexChanged.connect(lambda _place: self._filter_changed())
        for key, act in (("Ctrl+F", self.search.setFocus), ("Ctrl+N", self.add)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        add = QShortcut(QKeySequence("A"), self.list)
        add.setContext(Qt.ShortcutContext.WidgetShortcut)
        add.activated.connect(self.add_by_letter)

    # -- showing ------------------------------------------------------------------------------

    def refresh(self) -> None:
        from cspdesk.actions.chase_queries import remind_before
        from cspdesk.actions.queries import action_choices, closed_by_partner, open_actions

        desk = self.page.desk
        self.log = desk.ask(open_actions)
        self._closed = self._reminded = None
        self._progress = desk.ask(closed_by_partner)
        self._remind_before = desk.ask(remind_before)
        choices = desk.ask(action_choices)
        boards = [(one.id, f"Board {_day(one.held_on)}") for one in choices.boards]
        self.boards.offer(boards, self.boards.key)
        self.priorities.offer(choices.priorities, self.priorities.key)
        self._show_counts(self.log)
        self._filter_changed()

    def _show_counts(self, log: ActionLog) -> None:
        counts = {
            Show.OPEN: log.open,
            Show.OVERDUE: log.overdue,
            Show.SOON: log.due_in_14_days,
            Show.REMIND: self._to_remind(log),
            Show.CLOSED: log.closed,
        }
        roomy = self.pane.width() >= theme().px(_ROOM)
        for one, words in _SHOWN:
            said = words if roomy else _SHORT.get(one, words)
            self.show_.set_text(one.value, said, f"{counts[one]:,}")

    def _to_remind(self, log: ActionLog) -> int:
        """Counted once a reading: it looks at every day anew."""
        if self._reminded is None:
            today, ahead = self.page.desk.today, self._remind_before
            self._reminded = sum(to_remind(line, today, ahead) for line in log.lines)
        return self._reminded

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = theme().px(170 if self.pane.width() >= theme().px(_ROOM) else 120)
        for choice in (self.boards, self.priorities, self.by):
            choice.setMaximumWidth(width)
        if self.log is not None:
            self._show_counts(self.log)

    def look_at_board(self, meeting_id: int | None) -> None:
        """Only what that Board agreed; None for all."""
        self.boards.choose(meeting_id)

    def _lines(self) -> tuple[ActionLine, ...]:
        if self.filter.show is not Show.CLOSED:
            return self.log.lines if self.log else ()
        if self._closed is None:
            from cspdesk.actions.queries import closed_actions

            self._closed = self.page.desk.ask(closed_actions, None, None)
        return self._closed

    def _filter_changed(self) -> None:
        by = self.by.key
        before = self._shown
        self.filter = Filter(
            Show(self.show_.current),
            self.search.text(),
            self.boards.key,
            self.priorities.key,
            self._remind_before,
            self.page.desk.today,
        )
        whole = self.filter.show is Show.OPEN and not self.filter.narrows
        groups = grouped(
            matching(self._lines(), self.filter), by, self._progress if whole else None
        )
        words = "Nothing matches the filter." if self.filter.narrows else _EMPTY[self.filter.show]
        self.list.set_empty_text(words)
        self._shown = (self.filter, by)
        self.list.show_groups(groups, by is GroupBy.PARTNER, afresh=self._shown != before)
        self._show_line(self.list.current_record())

    def _show_line(self, line: ActionLine | None) -> None:
        from cspdesk.actions.queries import action

        card = self.page.desk.ask(action, line.id) if line else None
        self.inspector.show_card(card, self.page.operations.refusal)

    def choose(self, action_id: int) -> None:
        """Show one action, closed or open, whatever the filter was."""
        from cspdesk.actions.queries import action

        card = self.page.desk.ask(action, action_id)
        if card is None:
            return
        if not self.list.choose(action_id):
            self.search.clear()
            self.boards.setCurrentIndex(0)
            self.priorities.setCurrentIndex(0)
            self.show_.choose((Show.OPEN if card.line.state.is_open else Show.CLOSED).value)
            self._filter_changed()
            self.list.choose(action_id)

    # -- doing --------------------------------------------------------------------------------

    def add_by_letter(self) -> None:
        from ui.kpis.pmg_panel import letters_allowed

        if letters_allowed():
            self.add()

    def add(self) -> None:
        """Ask for a new action; it is chosen afterwards."""
        from ui.actions.action_forms import ActionForm

        if self.page.operations.refuse():
            return
        form = ActionForm(self.page)
        form.accepted.connect(lambda: self._show_added(form))
        self._open(form)

    def _show_added(self, form: FormDialog) -> None:
        if form.changes is not None and form.changes.created is not None:
            self.choose(form.changes.created)

    def do(self, what: str) -> None:
        """Open the form for the chosen action: update, chase, redate, edit, close, reopen."""
        from ui.actions import action_forms as forms

        card = self.inspector.card
        if card is None or self.page.operations.refuse():
            return
        is_open = card.line.state.is_open
        if what == "update":
            self._open(forms.UpdateForm(self.page, card))
        elif what == "edit":
            self._open(forms.ActionForm(self.page, card))
        elif what == "reopen" and not is_open:
            self._open(forms.ReopenForm(self.page, card))
        elif what == "redate" and is_open:
            self._open(forms.RedateForm(self.page, card))
        elif what == "chase" and is_open:
            whom = card.line.lead or card.line.organisation_name
            about = f"action {card.line.ref}"
            self._open(forms.ChaseForm(self.page, about, whom, action_id=card.id))
        elif what == "close" and is_open:
            from cspdesk.actions.queries import references

            others = self.page.desk.ask(references, card.id)
            self._open(forms.CloseForm(self.page, card, others))

    def do_step(self, key: str) -> None:
        """Correct an update ("update:7") or record the answer to a chase ("chase:3")."""
        from ui.actions.action_forms import AnswerForm, CorrectForm

        kind, _, number = key.partition(":")
        card = self.inspector.card
        if card is None or self.page.operations.refuse():
            return
        if kind == "update":
            self._open(CorrectForm(self.page, card, int(number)))
        else:
            chase = next(one for one in card.chases if one.id == int(number))
            self._open(AnswerForm(self.page, chase))

    def _open(self, form: FormDialog) -> None:
        self.form = form
        form.finished.connect(lambda _result: self.list.setFocus())
        form.open()

    # -- the page's questions -----------------------------------------------------------------

    def key_hints(self) -> list[tuple[str, str]]:
        return [
            ("A", "add"),
            ("U", "update"),
            ("C", "chase"),
            ("D", "done or close"),
            ("M", "move date"),
            ("F2", "edit"),
            ("Ctrl+F", "filter"),
        ]

    def panes(self) -> list[QWidget]:
        return [self.pane, self.inspector]

    def escape(self) -> None:
        focus_pane(self.pane)


def _day(day: object) -> str:
    from datetime import date

    assert isinstance(day, date)
    return f"{day.day} {day:%b %Y}"
