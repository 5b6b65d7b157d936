"""Plan a year: a line for each Board with its day, its priority, and what speaks against it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.theme import label, theme
from ui.widgets.buttons import FlatButton
from ui.widgets.days import DayEdit
from ui.widgets.fields import Field
from ui.widgets.forms import Choice, FormDialog

if TYPE_CHECKING:
    from cspdesk.commanding import Command
    from cspdesk.meetings.year_plan import PlannedBoard, YearForm
    from ui.widgets.page import PageContext

_WEEKS_ON = 13  # a Board added stands a quarter after the one before


def plan_year(context: PageContext, parent: QWidget) -> YearDialog | None:
    """Ask for the year's Boards; None, with why, when the file can only be read here."""
    from cspdesk.meetings.year_plan import year_form

    if context.operations.refuse():
        return None
    dialog = YearDialog(context, context.desk.ask(year_form), parent)
    dialog.open()
    return dialog


class YearDialog(FormDialog):
    """`lines` are the Boards; the last can be taken away, another added."""

    def __init__(self, context: PageContext, form: YearForm, parent: QWidget) -> None:
        super().__init__(context.operations, "Plan a year of Boards", parent)
        self.form = form
        self.lines: list[BoardLine] = []
        words = "Every other step of each cycle is worked back from its Board."
        self.box.addWidget(label(words, "body", "second"))
        self.host = QWidget()
        self.column = QVBoxLayout(self.host)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme().px(8))
        self.box.addWidget(self.host)
        self.more = FlatButton("Add &another Board", self.add_board)
        self.fewer = FlatButton("Take the &last one away", self.take_last)
        row = QGridLayout()
        row.addWidget(self.more, 0, 0)
        row.addWidget(self.fewer, 0, 1)
        row.setColumnStretch(2, 1)
        self.box.addLayout(row)
        self.finish("Plan them")
        for board in form.boards:
            self._add(board)
        self.setMinimumWidth(theme().px(560))
        self.lines[0].day.setFocus()

    def add_board(self) -> None:
        """One more, a quarter after the last."""
        from cspdesk.meetings.year_plan import PlannedBoard

        last = self.lines[-1].day.day
        self._add(PlannedBoard(last + timedelta(weeks=_WEEKS_ON)))
        self.lines[-1].day.setFocus()

    def take_last(self) -> None:
        """One fewer; the first stays."""
        line = self.lines.pop()
        line.hide()
        line.deleteLater()
        self._count()

    def _add(self, board: PlannedBoard) -> None:
        place = len(self.lines)
        line = BoardLine(place, board, self.form, self._make_room)
        self.fields.add(f"board_on_{place}", line.day_field)
        self.fields.add(f"focus_priority_id_{place}", line.focus_field)
        self.lines.append(line)
        self.column.addWidget(line)
        self._count()

    def _count(self) -> None:
        from cspdesk.meetings.year_plan import MOST_BOARDS

        self.more.setEnabled(len(self.lines) < MOST_BOARDS)
        self.fewer.setEnabled(len(self.lines) > 1)
        self._make_room()

    def _make_room(self) -> None:
        """A dialog does not grow by itself for words that wrap, nor shrink for lines taken away."""
        self.box.activate()
        width = max(self.width(), self.minimumWidth())
        self.resize(width, self.box.totalHeightForWidth(width))

    def command(self) -> Command:
        from cspdesk.meetings.year_plan import PlannedBoard, PlanYear

        boards = tuple(PlannedBoard(line.day.day, line.focus.key) for line in self.lines)
        return PlanYear(boards)


class BoardLine(QWidget):
    """The day and priority of one Board; under them why the day is a poor one."""

    def __init__(
        self, place: int, board: PlannedBoard, form: YearForm, resized: Callable[[], None]
    ) -> None:
        super().__init__()
        self.form, self._resized = form, resized
        self.day = DayEdit(board.board_on)
        self.focus = Choice(form.cycle.priorities, board.focus_priority_id, "None")
        self.day_field = Field(f"Board &{place + 1}", self.day)
        self.focus_field = Field("Priority in focus", self.focus)
        self.focus.setAccessibleName(f"Priority in focus of Board {place + 1}")
        self.clash = label("", "label", "amber")
        self.clash.setWordWrap(True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(16))
        grid.setVerticalSpacing(theme().px(2))
        grid.addWidget(self.day_field, 0, 0)
        grid.addWidget(self.focus_field, 0, 1)
        grid.addWidget(self.clash, 1, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.day.dateChanged.connect(self._say)
        self._say()

    def _say(self) -> None:
        day = self.day.day
        self.day_field.set_problem(self.form.cycle.fault(day))
        said = " ".join(self.form.cycle.clashes(day))
        self.clash.setText(said)
        self.clash.setVisible(bool(said))
        self.day.setAccessibleDescription(said)
        self._resized()
