"""The forms of the joint meeting's planner: a guest, a question, a step, what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from db.vocabulary import GroupKind
from ui.theme import theme
from ui.widgets.days import DayEdit
from ui.widgets.fields import Field
from ui.widgets.forms import Choice, FormDialog, Words

if TYPE_CHECKING:
    from cspdesk.boards.joint import GuestLine, StepLine
    from cspdesk.commanding import Command
    from ui.boards.planner import PlannerView


class _PlannerForm(FormDialog):
    """A form on the plan that is shown."""

    def __init__(self, view: PlannerView, title: str) -> None:
        super().__init__(view.page.operations, title, view.window())
        self.view = view

    @property
    def meeting_id(self) -> int:
        assert self.view.plan is not None  # a plan is shown wherever a form can be opened
        return self.view.plan.meeting.id

    def boards(self) -> list[tuple[int, str]]:
        from cspdesk.people.queries import groups

        found = self.view.page.desk.ask(groups, GroupKind.PARALLEL_BOARD)
        return [(board.id, board.name) for board in found]


class GuestForm(_PlannerForm):
    """A member of another board, and what they are asked to bring."""

    def __init__(self, view: PlannerView, guest: GuestLine | None) -> None:
        super().__init__(view, "Change a guest" if guest else "Add a guest")
        self.guest = guest
        self.board = Choice(self.boards(), guest.group_id if guest else None)
        self.who = QLineEdit(guest.who if guest else "")
        self.who.setPlaceholderText("A role: Chair, Head of Early Help")
        self.brings = Words(guest.brings if guest else "", 2)
        self.place(
            [("group_id", "&Board", self.board), ("who", "&Who", self.who)],
            [("brings", "What we ask them to b&ring", self.brings)],
        )
        self.finish("Save the guest" if guest else "Add the guest")
        self.who.setFocus()

    def command(self) -> Command | None:
        from cspdesk.boards.joint_commands import AddGuest, EditGuest

        if self.board.key is None:
            self.fields.show("group_id", "Add a parallel board first, under People and seats.")
            return None
        who, brings = self.who.text(), self.brings.words
        if self.guest is None:
            return AddGuest(self.meeting_id, self.board.key, who, brings)
        return EditGuest(
            self.guest.id, self.guest.version, group_id=self.board.key, who=who, brings=brings
        )


class QuestionForm(_PlannerForm):
    """A question that every board is asked."""

    def __init__(self, view: PlannerView) -> None:
        super().__init__(view, "Add a question")
        self.text = Words(lines=2)
        self.place([("text", "The &question that every board is asked", self.text)])
        self.finish("Add the question")
        self.text.setFocus()

    def command(self) -> Command:
        from cspdesk.boards.joint_commands import AddJointQuestion

        return AddJointQuestion(self.meeting_id, self.text.words)


class StepForm(_PlannerForm):
    """A step, its day, and what came of it."""

    def __init__(self, view: PlannerView, step: StepLine | None) -> None:
        super().__init__(view, "Change a step" if step else "Add a step")
        self.step = step
        self.title = QLineEdit(step.title if step else "")
        self.has_day = QCheckBox("It is &due on a day")
        self.day = DayEdit((step.due_on if step else None) or view.page.desk.today)
        self.outcome = Words(step.outcome if step else "", 2)
        self.place([("title", "What is to be do&ne", self.title)])
        self.box.addWidget(self.has_day)
        self.place([("due_on", "D&ue", self.day)], [("outcome", "What &came of it", self.outcome)])
        self.has_day.toggled.connect(self.fields.field("due_on").setVisible)
        self.has_day.setChecked(step is None or step.due_on is not None)
        self.fields.field("due_on").setVisible(self.has_day.isChecked())
        self.fields.field("outcome").setVisible(step is not None)
        self.finish("Save the step" if step else "Add the step")
        self.title.setFocus()

    def command(self) -> Command:
        from cspdesk.boards.joint_commands import AddJointStep, EditJointStep

        due = self.day.day if self.has_day.isChecked() else None
        if self.step is None:
            return AddJointStep(self.meeting_id, self.title.text(), (), due)
        return EditJointStep(
            self.step.id,
            self.step.version,
            title=self.title.text(),
            due_on=due,
            outcome=self.outcome.words,
        )


class FollowUpForm(_PlannerForm):
    """What is to follow the meeting on one board or several."""

    def __init__(self, view: PlannerView) -> None:
        super().__init__(view, "Add what follows on other boards")
        self.title = Words(lines=2)
        self.day = DayEdit(view.page.desk.today)
        if view.plan is not None:
            self.day.set_day(view.plan.meeting.report_backs_on)
        self.place(
            [("title", "What is to &follow", self.title)], [("due_on", "We &hear by", self.day)]
        )
        host = QWidget()
        column = QVBoxLayout(host)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(4))
        self.ticks: dict[int, QCheckBox] = {}
        for key, name in self.boards():
            self.ticks[key] = QCheckBox(name.replace("&", "&&"))
            column.addWidget(self.ticks[key])
        self.box.addWidget(self.fields.add("group_ids", Field("On which boards", host)))
        self.finish("Add what follows")
        self.title.setFocus()

    def command(self) -> Command | None:
        from cspdesk.boards.joint_commands import AddJointStep

        chosen = tuple(key for key, tick in self.ticks.items() if tick.isChecked())
        if not chosen:
            self.fields.show("group_ids", "Choose at least one board.")
            return None
        return AddJointStep(self.meeting_id, self.title.words, chosen, self.day.day)
