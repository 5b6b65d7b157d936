"""Plan a cycle or change one: the Board's day, the days worked back from it, time and place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ui.theme import label, theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.days import DayEdit
from ui.widgets.fields import Field, Fields, ProblemLabel
from ui.widgets.notes import Note

if TYPE_CHECKING:
    from cspdesk.commanding import Command
    from cspdesk.meetings.forms import CycleForm
    from cspdesk.meetings.rules import CycleDates, Step
    from ui.operations import Operations
    from ui.widgets.page import PageContext

_WORDS = {True: "Plan the cycle", False: "Save the changes"}
_BUT = "This day can be chosen, but:"


def plan_cycle(context: PageContext, parent: QWidget) -> CycleDialog | None:
    """Ask for the next Board and plan its cycle; then its agenda is shown.

    None, with why, when the file can only be read here.
    """
    from cspdesk.meetings.forms import new_cycle

    if context.operations.refuse():
        return None

    def done(created: int | None) -> None:
        look_at(context, created)
        context.go("agenda", "")

    dialog = CycleDialog(context.operations, context.desk.ask(new_cycle), done, parent)
    dialog.open()
    return dialog


def change_cycle(context: PageContext, parent: QWidget) -> CycleDialog | None:
    """Change the cycle that is shown, and its Board; None when there is none to change."""
    from cspdesk.meetings.forms import cycle_form
    from cspdesk.meetings.queries import cycle_in_view

    if context.operations.refuse():
        return None
    strip = context.desk.ask(cycle_in_view, context.cycle.cycle_id)
    form = context.desk.ask(cycle_form, strip.cycle.id) if strip else None
    if form is None:
        return None
    dialog = CycleDialog(context.operations, form, lambda _created: None, parent)
    dialog.open()
    return dialog


def look_at(context: PageContext, cycle_id: int | None) -> None:
    """Show this cycle on every screen; the current one is not held on to when it moves on."""
    from cspdesk.meetings.queries import current_cycle

    current = context.desk.ask(current_cycle)
    is_current = current is not None and current.cycle.id == cycle_id
    context.cycle.choose(None if is_current else cycle_id)


class CycleDialog(QDialog):
    """The form of a cycle. `done(id)` follows success, with the new cycle's id or None."""

    def __init__(
        self,
        operations: Operations,
        form: CycleForm,
        done: Callable[[int | None], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(form.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form, self._operations, self._done = form, operations, done
        self._make_fields(form)
        self._make_days(form)
        self.save = PrimaryButton(_WORDS[form.cycle_id is None], self._save)
        self.save.setDefault(True)
        self._lay_out()
        self.day.dateChanged.connect(self._work_back)
        self._work_back()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        first = self.starts if self.form.has_met else self.day
        first.setFocus()

    # -- making -------------------------------------------------------------------------------

    def _make_fields(self, form: CycleForm) -> None:
        self.day = DayEdit(form.dates.board_on)
        self.starts, self.venue = QLineEdit(form.starts_at), QLineEdit(form.venue)
        self.minutes = QLineEdit(str(form.minutes_available))
        self.limit = QLineEdit(str(form.item_limit))
        self.focus = QComboBox()
        self.focus.addItem("None", None)
        for key, name in form.priorities:
            self.focus.addItem(name, key)
        self.focus.setCurrentIndex(max(0, self.focus.findData(form.focus_priority_id)))
        self.clashes = Note(_BUT, "")
        self.whole = ProblemLabel()
        named: dict[str, tuple[str, QWidget]] = {
            "board_on": ("&Date of the Board", self.day),
            "starts_at": ("S&tarts at", self.starts),
            "minutes_available": ("&Minutes", self.minutes),
            "item_limit": ("&Item limit", self.limit),
            "venue": ("&Venue", self.venue),
            "focus_priority_id": ("&Priority in focus", self.focus),
        }
        made = {name: Field(words, control) for name, (words, control) in named.items()}
        self.fields = Fields(made, self.whole)
        if form.has_met:
            self.day.setEnabled(False)
            self.day.setToolTip("This Board has met: its date cannot move.")

    def _make_days(self, form: CycleForm) -> None:
        """The other steps: worked out while a cycle is planned, set by hand in one that is."""
        from cspdesk.meetings.rules import Step

        self.days: dict[Step, DayEdit] = {}
        for step, day in zip(Step, form.dates.days, strict=True):
            if step is not Step.BOARD:
                self.days[step] = edit = DayEdit(day)
                self.fields.add(step.value, Field(step.label, edit))
                edit.setEnabled(form.cycle_id is not None)

    def _lay_out(self) -> None:
        box, look = QVBoxLayout(self), theme()
        box.setContentsMargins(*(look.px(side) for side in (20, 16, 20, 16)))
        box.setSpacing(look.px(12))
        box.addWidget(label(self.windowTitle(), "inspector"))
        box.addLayout(self._grid(("board_on", "starts_at")))
        box.addWidget(self.clashes)
        box.addLayout(self._grid(("minutes_available", "item_limit")))
        for name in ("venue", "focus_priority_id"):
            box.addWidget(self.fields.field(name))
        words = "Worked back from the Board in working days"
        if self.form.cycle_id is None:
            words += "; each day can be changed later"
        box.addWidget(label(words, "label", "second"))
        box.addLayout(self._grid(tuple(step.value for step in self.days), columns=3))
        box.addWidget(self.whole)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(SecondaryButton("Cancel", self.reject))
        row.addWidget(self.save)
        box.addLayout(row)
        self.setMinimumWidth(look.px(560))

    def _grid(self, names: tuple[str, ...], columns: int = 2) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(16))
        grid.setVerticalSpacing(theme().px(10))
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        for place, name in enumerate(names):
            grid.addWidget(self.fields.field(name), *divmod(place, columns))
        return grid

    # -- working ------------------------------------------------------------------------------

    def _work_back(self) -> None:
        """Every other step follows the Board's day."""
        from cspdesk.meetings.rules import Step

        dates = self.form.dates_for(self.day.day)
        for step, day in zip(Step, dates.days, strict=True):
            if step in self.days:
                self.days[step].set_day(day)
        self._say_clashes()

    def _say_clashes(self) -> None:
        """Before it is saved: why the day is impossible, or what speaks against it."""
        day = self.day.day
        self.fields.field("board_on").set_problem(self.form.fault(day))
        said = "\n".join(self.form.clashes(day))
        self.clashes.consequence.setText(said)
        self.clashes.setAccessibleName(f"{_BUT} {said}")
        self.clashes.setVisible(bool(said))
        self._make_room()

    def _make_room(self) -> None:
        """A dialog does not grow by itself for words that wrap."""
        box = self.layout()
        assert box is not None
        box.activate()
        width = max(self.width(), self.minimumWidth())
        self.resize(width, max(self.height(), box.totalHeightForWidth(width)))

    def _save(self) -> None:
        command = self._starting() if self.form.cycle_id is None else self._changing()
        changes = self._operations.run(command, fields=self.fields)
        if changes is not None:
            self.accept()
            self._done(changes.created)

    def _meeting(self) -> dict[str, Any]:
        return {
            "focus_priority_id": self.focus.currentData(),
            "starts_at": self.starts.text(),
            "venue": self.venue.text(),
            "minutes_available": _number(self.minutes),
            "item_limit": _number(self.limit),
        }

    def _starting(self) -> Command:
        from cspdesk.meetings.commands import StartCycle

        return StartCycle(self.day.day, **self._meeting())

    def _changing(self) -> Command:
        from cspdesk.meetings.commands import ChangeCycle

        assert self.form.cycle_id is not None
        board_on = self.day.day
        return ChangeCycle(
            self.form.cycle_id,
            self.form.version,
            board_on=board_on,
            days=self._set_by_hand(self.form.dates_for(board_on)),
            **self._meeting(),
        )

    def _set_by_hand(self, worked: CycleDates) -> tuple[tuple[Step, date], ...]:
        from cspdesk.meetings.rules import Step

        usual = dict(zip(Step, worked.days, strict=True))
        chosen = {step: edit.day for step, edit in self.days.items()}
        return tuple((step, day) for step, day in chosen.items() if day != usual[step])


def _number(line: QLineEdit) -> int:
    """What was typed; 0 for anything but a number, which the command refuses beside the field."""
    typed = line.text().strip()
    return int(typed) if typed.isdecimal() and typed.isascii() else 0
