"""The forward plan: when each subject is before the Board, and what is planned for which Board."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.agenda.cycles import CycleDialog
from ui.agenda.forward_columns import (
    WAITING,
    SubjectsView,
    boards_view,
    moves_view,
    subject_groups,
    subjects_view,
    topics_view,
)
from ui.agenda.forward_topic import TopicDialog
from ui.agenda.year import YearDialog, plan_year
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.inspector import wrapped
from ui.widgets.notes import EmptyState
from ui.widgets.pane import Pane, Scroll, Section
from ui.widgets.splitter import Splitter

if TYPE_CHECKING:
    from cspdesk.commanding import Command
    from cspdesk.meetings.forward_records import BoardColumn, ForwardPlan, TopicLine
    from db.changes import ChangeSet
    from ui.agenda.page import AgendaPage

_NO_BOARD = "No Board is planned yet. Plan the first cycle, then topics for its Board."


class ForwardView(QWidget):
    """Subjects by Board at the left; at the right Boards to come, topics, clashes, what moved."""

    def __init__(self, page: AgendaPage) -> None:
        super().__init__()
        self.page = page
        self.setAccessibleName("Forward plan")
        self.plan: ForwardPlan | None = None
        self.dialog: TopicDialog | CycleDialog | YearDialog | None = None
        self.subjects: SubjectsView | None = None
        self._columns: tuple[tuple[int, date], ...] | None = None
        self.left = Pane("Before the Board")
        self._make_right()
        self._make_tools()
        parts = (self.left, self.right)
        self.splitter = Splitter("forward", parts, (0, 416), page.context.state)
        self.empty = EmptyState(_NO_BOARD, "Plan the first cycle…")
        self.empty.pressed.connect(page.plan_cycle)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.splitter)
        self.stack.addWidget(self.empty)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.stack)

    # -- making -------------------------------------------------------------------------------

    def _make_right(self) -> None:
        self.boards, self.topics, self.moves = boards_view(), topics_view(), moves_view()
        self.boards_pane, self.topics_pane = Pane("Boards to come"), Pane("Planned")
        self.moves_pane = Pane("What moved")
        self.boards_pane.add(self.boards, 1)
        self.clashes = Section()
        self.topics_pane.add(self.clashes)
        self.topics_pane.add(self.topics)
        self.moves_pane.add(self.moves)
        lower = Pane()
        for pane in (self.topics_pane, self.moves_pane):
            lower.add(pane)
        lower.box.addStretch(1)
        self.topics.scrolls_with_pane = self.moves.scrolls_with_pane = True
        self.right = Pane()
        self.right.add(self.boards_pane, 2)
        self.right.add(Scroll(lower), 3)
        self.boards.record_chosen.connect(self._show_board)
        self.topics.record_opened.connect(self.change_topic)
        for key, act in {
            "F2": self.change_topic,
            "Del": self.remove_topic,
            "Alt+Up": lambda topic: self.move_topic(topic, -1),
            "Alt+Down": lambda topic: self.move_topic(topic, 1),
            "A": self.put_on_agenda,
        }.items():
            self.topics.add_key(key, act)
        insert = QShortcut(QKeySequence("Ins"), self)
        insert.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        insert.activated.connect(self.add_topic)

    def _make_tools(self) -> None:
        self.yearly = SecondaryButton("Plan &yearly topics", self.place_yearly)
        self.yearly.setToolTip("What the law wants each year, on the last Board before it is due")
        self.year = SecondaryButton("Plan a y&ear…", self.plan_year)
        self.move = SecondaryButton("&Move the Board…", self.move_board)
        self.add = PrimaryButton("Plan a &topic…", self.add_topic)
        self.add.setToolTip("Ins")
        why = self.page.operations.refusal
        for button in (self.yearly, self.year, self.move, self.add):
            if why:
                button.set_allowed(False, why)

    def tools(self) -> list[QWidget]:
        return [self.yearly, self.year, self.move, self.add]

    # -- showing ------------------------------------------------------------------------------

    def refresh(self, _changes: ChangeSet | None) -> None:
        """Read the whole plan afresh; the chosen Board and topic stay."""
        from cspdesk.meetings.forward_queries import forward_plan

        self.plan = plan = self.page.desk.ask(forward_plan)
        self.stack.setCurrentWidget(self.splitter if plan.all_boards else self.empty)
        missing = f"{plan.neglected} subjects without a Board for a year" if plan.neglected else ""
        self.left.set_title("Before the Board", missing)
        columns = tuple((one.meeting_id, one.held_on) for one in plan.boards)
        if self.subjects is None or columns != self._columns:
            self._columns = columns
            self._replace_subjects(plan)
        assert self.subjects is not None
        self.subjects.show_groups(subject_groups(plan))
        self.boards.rows.set_records(self._rows(plan))
        self.boards.choose_first()
        self._show_board(self.boards.current_record())

    def _rows(self, plan: ForwardPlan) -> list[BoardColumn]:
        """Boards to come, and a row for what waits for one."""
        from cspdesk.meetings.forward_records import BoardColumn

        ahead = [one for one in plan.all_boards if not one.is_past]
        waiting = BoardColumn(
            meeting_id=WAITING,
            cycle_id=0,
            held_on=plan.today,
            label="",
            words="Waiting for a Board",
            focus="",
            is_past=False,
            can_plan=True,
            items=0,
            topics=plan.waiting,
            clashes=(),
        )
        return [*ahead, waiting]

    def _replace_subjects(self, plan: ForwardPlan) -> None:
        """The columns are the Boards, so another Board needs another table."""
        if self.subjects is not None:
            self.left.box.removeWidget(self.subjects)
            self.subjects.hide()
            self.subjects.deleteLater()
        self.subjects = subjects_view(plan.boards)
        self.left.add(self.subjects, 1)
        self.left.focus_target = self.subjects

    def _show_board(self, board: BoardColumn | None) -> None:
        from cspdesk.meetings.forward_moves import last_move

        self.topics.show_records(board.topics if board else ())
        words = board.words if board else ""
        self.topics_pane.set_title("Planned", words)
        self._show_clashes([clash.sentence for clash in board.clashes] if board else [])
        moved = None
        if board is not None and board.meeting_id != WAITING:
            moved = self.page.desk.ask(last_move, board.cycle_id)
        self.moves_pane.setVisible(moved is not None)
        self.moves.show_records(moved.lines if moved else ())
        if not self.page.operations.refusal:
            can = board is not None and board.meeting_id != WAITING and board.can_plan
            self.move.set_allowed(can, "Choose a Board whose papers have not gone out.")

    def _show_clashes(self, sentences: list[str]) -> None:
        while (old := self.clashes.box.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for words in sentences:
            self.clashes.box.addWidget(wrapped(words, "body", "amber"))
        self.clashes.setVisible(bool(sentences))

    # -- doing --------------------------------------------------------------------------------

    @property
    def board(self) -> BoardColumn | None:
        """The Board chosen; None for the row of what waits."""
        chosen: BoardColumn | None = self.boards.current_record()
        return None if chosen is None or chosen.meeting_id == WAITING else chosen

    def add_topic(self) -> None:
        self._ask_topic(None)

    def change_topic(self, topic: TopicLine) -> None:
        self._ask_topic(topic)

    def _ask_topic(self, topic: TopicLine | None) -> None:
        if self.plan is None or self.page.operations.refuse():
            return
        board = self.board
        meeting_id = topic.meeting_id if topic else board.meeting_id if board else None
        self.dialog = TopicDialog(
            self.page.operations, self.plan, topic, meeting_id, self._after, self.window()
        )
        self.dialog.open()

    def _after(self, topic_id: int | None) -> None:
        """The topic that was planned or moved stays chosen, on whichever Board it is now."""
        if self.plan is None or topic_id is None:
            return
        for row in self._rows(self.plan):
            if any(topic.id == topic_id for topic in row.topics):
                self.boards.choose(row.meeting_id)
                self._show_board(row)
                self.topics.choose(topic_id)
                self.topics.setFocus()

    def move_topic(self, topic: TopicLine, by: int) -> None:
        """To the Board before or after; behind the last one it waits."""
        from cspdesk.meetings.forward_commands import MoveTopic

        if self.plan is None:
            return
        open_ = [one.meeting_id for one in self._rows(self.plan) if one.can_plan]
        here = topic.meeting_id if topic.meeting_id is not None else WAITING
        place = (open_.index(here) if here in open_ else 0) + by
        if 0 <= place < len(open_):
            target = open_[place] if open_[place] != WAITING else None
            self._run(MoveTopic(topic.id, target, topic.version), topic.id)

    def remove_topic(self, topic: TopicLine) -> None:
        from cspdesk.meetings.forward_commands import RemoveTopic

        self._run(RemoveTopic(topic.id, topic.version), None)

    def put_on_agenda(self, topic: TopicLine) -> None:
        from cspdesk.meetings.forward_commands import PutTopicOnAgenda

        self._run(PutTopicOnAgenda(topic.id, topic.version), topic.id)

    def place_yearly(self) -> None:
        from cspdesk.meetings.forward_commands import PlaceYearlyTopics

        self._run(PlaceYearlyTopics(), None)

    def _run(self, command: Command, topic_id: int | None) -> None:
        if not self.page.operations.refuse() and self.page.operations.run(command) is not None:
            self._after(topic_id)

    def move_board(self) -> None:
        """Its day and the days worked back from it; afterwards the list says what moved."""
        from cspdesk.meetings.forms import cycle_form

        if self.board is None or self.page.operations.refuse():
            return
        form = self.page.desk.ask(cycle_form, self.board.cycle_id)
        if form is not None:
            self.dialog = CycleDialog(
                self.page.operations, form, lambda _created: None, self.window()
            )
            self.dialog.open()

    def plan_year(self) -> None:
        """Several Boards at once, each with its cycle worked back from it."""
        self.dialog = plan_year(self.page.context, self.window())

    # -- the page's questions -----------------------------------------------------------------

    def key_hints(self) -> list[tuple[str, str]]:
        return [
            ("Ins", "plan a topic"),
            ("Alt+↑ Alt+↓", "another Board"),
            ("A", "on the agenda"),
            ("F2", "change"),
            ("Del", "take out"),
        ]

    def panes(self) -> list[QWidget]:
        if self.plan is None or not self.plan.all_boards:
            return [self.empty]
        return [self.left, self.boards_pane, self.topics_pane]

    def take_focus(self) -> None:
        self.boards_pane.take_focus()
