"""Report-backs: each partner's governance body, what it was told, what it said, what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cspdesk.charts.mark_names import MarkName
from ui.actions.report_back_inspector import ReportBackInspector, raisable
from ui.actions.report_back_list import CAME, ReportBackList
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.forms import Choice
from ui.widgets.page import focus_pane
from ui.widgets.pane import Bar, Pane, YieldingLabel
from ui.widgets.segments import SegmentedControl
from ui.widgets.splitter import Splitter

if TYPE_CHECKING:
    from cspdesk.actions.queries import ReportBackLine
    from ui.widgets.forms import FormDialog
    from ui.widgets.page import Page

NOBODY_ASKED = "No governance body has been asked to report back. Press Ctrl+N to ask."


class ReportBacksView(QWidget):
    """Part of a page: `refresh()` reads again; `form` is the dialog opened last."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.form: FormDialog | None = None
        self._cycle: object = ()
        self.board = Choice((), none="All Boards")
        self.board.setAccessibleName("From the Board of")
        self.board.setMinimumContentsLength(22)
        self.sentence = YieldingLabel("", "body", "second")
        self.by = SegmentedControl(
            [("board", "By partner"), ("decision", "By decision"), (CAME, "What came back")],
            name="By",
        )
        bar = Bar(42, line="line2")
        bar.add(self.board, self.sentence)
        bar.end(self.by)
        self.list, self.inspector = ReportBackList(), ReportBackInspector()
        self.pane = Pane()
        self.pane.setAccessibleName("Report-backs")
        self.pane.add(bar)
        self.pane.add(self.list, 1)
        self.pane.focus_target = self.list
        self.splitter = Splitter(
            "report-backs", (self.pane, self.inspector), (0, 372), page.context.state, inspector=1
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.splitter)
        self._make_tools()
        self._connect()

    def _make_tools(self) -> None:
        self.ask_button = SecondaryButton("Ask bodies…", self.ask)
        self.ask_button.setToolTip("Ctrl+N")
        self.record_button = SecondaryButton("Record a response", lambda: self.do("record"))
        self.record_button.setToolTip("R")
        self.requests = PrimaryButton(
            "Draft requests (.eml)…", self.draft_requests, mark=MarkName.MAIL
        )
        refusal = self.page.operations.refusal
        if refusal:
            self.ask_button.set_allowed(False, refusal)

    def tools(self) -> list[QWidget]:
        """The buttons of the page's header while this view is shown."""
        return [self.ask_button, self.record_button, self.requests]

    def _connect(self) -> None:
        self.list.record_chosen.connect(self._show_line)
        self.list.record_opened.connect(lambda _line: self.do("record"))
        keys = {"R": "record", "C": "chase", "I": "raise", "F2": "edit", "Del": "remove"}
        for key, what in keys.items():
            self.list.add_key(key, lambda _line, what=what: self.do(what))
        self.inspector.wanted.connect(self.do)
        self.inspector.step_wanted.connect(self.answer)
        self.board.currentIndexChanged.connect(lambda _place: self._show_lines())
        self.by.chosen.connect(lambda _key: self._show_lines())
        ask = QShortcut(QKeySequence("Ctrl+N"), self, self.ask)
        ask.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # -- showing ------------------------------------------------------------------------------

    def refresh(self) -> None:
        from cspdesk.actions.queries import report_back_meetings

        boards = self.page.desk.ask(report_back_meetings)
        chosen = self.board.key
        if self._cycle != self.page.context.cycle.cycle_id:
            self._cycle = self.page.context.cycle.cycle_id
            chosen = self._board_in_view()
        named = [(one.id, f"From the Board of {_day(one.held_on)}") for one in boards]
        self.board.offer(named, chosen)
        self._show_lines()

    def _board_in_view(self) -> int | None:
        """The Board before that of the chosen cycle: its report-backs come in during the cycle."""
        from cspdesk.actions.queries import latest_report_backs
        from cspdesk.meetings.queries import cycle_in_view

        strip = self.page.desk.ask(cycle_in_view, self.page.context.cycle.cycle_id)
        view = self.page.desk.ask(latest_report_backs, strip.cycle.board_on) if strip else None
        return view.meeting.id if view else None

    def _show_lines(self) -> None:
        self.list.set_empty_text(NOBODY_ASKED)
        self.list.show_lines(self._lines(), self.by.current)
        self._show_line(self.list.current_record())

    def _lines(self) -> tuple[ReportBackLine, ...]:
        from cspdesk.actions.queries import report_back_register, report_backs

        desk = self.page.desk
        view = desk.ask(report_backs, self.board.key) if self.board.key is not None else None
        if view is not None:
            self.sentence.setText(view.sentence)
            return view.lines
        lines = desk.ask(report_back_register)
        got = sum(line.standing.is_in for line in lines)
        changed = sum(line.standing.is_in and bool(line.changed) for line in lines)
        words = f"{got} of {len(lines)} received, {changed} with a change made."
        self.sentence.setText(words if lines else "")
        return lines

    def _show_line(self, line: ReportBackLine | None) -> None:
        from cspdesk.actions.chase_queries import chases_of
        from cspdesk.actions.queries import report_back

        desk = self.page.desk
        card = desk.ask(report_back, line.id) if line else None
        chases = desk.ask(chases_of, report_back_id=line.id) if line else ()
        refusal = self.page.operations.refusal
        self.inspector.show_card(card, chases, refusal)
        why = refusal or ("" if card else "Choose a report-back first.")
        self.record_button.set_allowed(not why, why)
        self.record_button.setToolTip(why or "R")

    def choose(self, report_back_id: int) -> None:
        """Show one report-back, of whichever Board."""
        if not self.list.choose(report_back_id):
            self.board.choose(None)
            self.list.choose(report_back_id)

    # -- doing --------------------------------------------------------------------------------

    def ask(self) -> None:
        """Send a decision or information to governance bodies."""
        from ui.actions.report_back_forms import AskForm

        if self.page.operations.refuse():
            return
        form = AskForm(self.page, self.board.key)
        form.accepted.connect(lambda: self._show_asked(form))
        self._open(form)

    def _show_asked(self, form: FormDialog) -> None:
        if form.changes is not None and form.changes.created is not None:
            self.choose(form.changes.created)

    def do(self, what: str) -> None:
        """Do with the chosen report-back: record, chase, edit, remove."""
        from ui.actions.action_forms import ChaseForm
        from ui.actions.report_back_forms import RecordForm, RequestForm

        card = self.inspector.card
        if card is None or self.page.operations.refuse():
            return
        line = card.line
        if what == "record":
            self._open(RecordForm(self.page, line))
        elif what == "edit":
            self._open(RequestForm(self.page, line))
        elif what == "raise" and raisable(card):
            self._raise(line)
        elif what == "chase" and not line.standing.is_in:
            about = f"the report-back of {line.organisation}"
            self._open(ChaseForm(self.page, about, line.organisation, report_back_id=line.id))
        elif what == "remove" and not line.standing.is_in:
            from cspdesk.actions.commands import RemoveReportBack

            self.page.operations.run(RemoveReportBack(line.id, line.version))

    def _raise(self, line: ReportBackLine) -> None:
        """What the body asks or refuses, for the Executive of the cycle in view."""
        from cspdesk.meetings.queries import cycle_in_view
        from ui.actions.report_back_forms import RaiseForm

        strip = self.page.desk.ask(cycle_in_view, self.page.context.cycle.cycle_id)
        if strip is None:
            self.page.operations.tell("Plan a cycle first: business belongs to one.")
            return
        self._open(RaiseForm(self.page, line, strip.cycle.id))

    def answer(self, key: str) -> None:
        """Record how a reminder was answered ("chase:3")."""
        from cspdesk.actions.chase_queries import chases_of
        from ui.actions.action_forms import AnswerForm

        card = self.inspector.card
        if card is None or self.page.operations.refuse():
            return
        chases = self.page.desk.ask(chases_of, report_back_id=card.line.id)
        number = int(key.partition(":")[2])
        self._open(AnswerForm(self.page, next(one for one in chases if one.id == number)))

    def draft_requests(self) -> None:
        """Reminders of report-backs alone, as drafts in a folder or to copy."""
        from ui.actions.chasers import ChasersDialog

        self.dialog = ChasersDialog(self.page, actions=False, homework=False)
        self.dialog.open()

    def _open(self, form: FormDialog) -> None:
        self.form = form
        form.finished.connect(lambda _result: self.list.setFocus())
        form.open()

    # -- the page's questions -----------------------------------------------------------------

    def key_hints(self) -> list[tuple[str, str]]:
        return [
            ("R", "record response"),
            ("C", "chase"),
            ("I", "raise in the inbox"),
            ("F2", "change request"),
            ("Ctrl+N", "ask bodies"),
            ("Del", "take back"),
        ]

    def panes(self) -> list[QWidget]:
        return [self.pane, self.inspector]

    def escape(self) -> None:
        focus_pane(self.pane)


def _day(day: Any) -> str:
    return f"{day.day} {day:%b %Y}"
