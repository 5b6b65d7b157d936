"""The joint meeting planned: guests and what each brings, shared questions, steps, what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedLayout, QWidget

from cspdesk.charts.mark_names import MarkName
from db.vocabulary import GuestState
from ui.boards.messages import is_editing
from ui.boards.planner_forms import FollowUpForm, GuestForm, QuestionForm, StepForm
from ui.boards.planner_lists import (
    BRINGS,
    OUTCOME,
    follow_list,
    guest_list,
    question_list,
    step_list,
)
from ui.boards.requests import RequestsDialog
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.forms import Choice
from ui.widgets.notes import EmptyState
from ui.widgets.pane import Pane
from ui.widgets.splitter import Splitter

if TYPE_CHECKING:
    from cspdesk.boards.joint import GuestLine, JointPlan, QuestionLine, StepLine
    from cspdesk.commanding import Command
    from ui.boards.page import BoardsPage
    from ui.widgets.forms import FormDialog
    from ui.widgets.tables import RowsView

_NONE = (
    "Nothing is planned for this meeting yet. A plan starts with a place for each parallel board"
    " and the usual steps."
)
_NEXT = {
    GuestState.TO_INVITE: GuestState.INVITED,
    GuestState.INVITED: GuestState.CONFIRMED,
    GuestState.CONFIRMED: GuestState.DECLINED,
    GuestState.DECLINED: GuestState.TO_INVITE,
}


class PlannerView(QWidget):
    """Part of the page: `form` is the dialog opened last."""

    def __init__(self, page: BoardsPage) -> None:
        super().__init__()
        self.page = page
        self.plan: JointPlan | None = None
        self.form: FormDialog | None = None
        self.dialog: RequestsDialog | None = None
        self._cycle: object = ()
        self.meeting = Choice(())
        self.meeting.setAccessibleName("Joint meeting of the Board of")
        self.meeting.setMinimumContentsLength(24)
        self.meeting.currentIndexChanged.connect(lambda _place: self._read())
        self.invite = PrimaryButton(
            "Draft invitations (.eml)…", self.draft_invitations, mark=MarkName.MAIL
        )
        self.guests, self.questions = guest_list(), question_list()
        self.steps, self.follow_up = step_list(), follow_list()
        self.empty = EmptyState(_NONE, "Start the plan")
        self.empty.pressed.connect(self.start)
        self._panes()
        self._connect()
        refusal = page.operations.refusal
        if refusal:
            for button in (*self.adders, self.empty.button):
                button.set_allowed(False, refusal)

    def tools(self) -> list[QWidget]:
        return [self.meeting, self.invite]

    def _panes(self) -> None:
        titled = (
            ("Guests", self.guests, "Add &guest", self.add_guest),
            ("Shared questions", self.questions, "Add &question", self.add_question),
            ("Steps", self.steps, "Add &step", self.add_step),
            ("Follow-up across boards", self.follow_up, "Add f&ollow-up", self.add_follow_up),
        )
        self.adders: list[SecondaryButton] = []
        made = []
        for title, view, words, act in titled:
            pane = Pane(title)
            button = SecondaryButton(words, act, compact=True)
            button.setToolTip("Ins")
            self.adders.append(button)
            pane.tools(button)
            pane.add(view, 1)
            shortcut = QShortcut(QKeySequence("Ins"), pane, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.append(pane)
        state, upright = self.page.context.state, Qt.Orientation.Vertical
        left = Splitter("joint-left", (made[0], made[3]), (0, 250), state, upright)
        right = Splitter("joint-right", (made[1], made[2]), (210, 0), state, upright)
        self.splitter = Splitter("joint", (left, right), (0, 460), state)
        self.stack = QStackedLayout(self)
        self.stack.addWidget(self.splitter)
        self.stack.addWidget(self.empty)
        self.pane_of = dict(zip(("guests", "questions", "steps", "follow_up"), made, strict=True))

    def _connect(self) -> None:
        self.guests.rows.edit_requested.connect(self.edit_guest)
        self.guests.record_opened.connect(
            lambda guest: is_editing(self.guests) or self._open(GuestForm(self, guest))
        )
        self.questions.rows.edit_requested.connect(self.edit_question)
        self.questions.record_opened.connect(lambda _q: _edit(self.questions, 0))
        for view in (self.steps, self.follow_up):
            view.rows.edit_requested.connect(self.edit_step)
            view.record_opened.connect(
                lambda step, view=view: is_editing(view) or self._open(StepForm(self, step))
            )
            view.add_key("Space", self.mark_step)
            view.add_key("Del", self.remove_step)
        self.guests.add_key("Space", self.next_state)
        self.guests.add_key("Del", self.remove_guest)
        self.questions.add_key("Del", self.remove_question)
        for view, column in ((self.guests, BRINGS), (self.questions, 0), (self.steps, 0),
                             (self.follow_up, OUTCOME)):  # fmt: skip
            view.add_key("F2", lambda _record, view=view, column=column: _edit(view, column))

    # -- showing ------------------------------------------------------------------------------

    def refresh(self, cycle_id: int | None) -> None:
        """Offer the meetings, and read the plan of the one that is chosen."""
        from cspdesk.boards.joint import joint_meeting_of, joint_meetings
        from cspdesk.calendar import short_date

        desk = self.page.desk
        meetings = desk.ask(joint_meetings)
        chosen = self.meeting.key
        if self._cycle != self.page.context.cycle.cycle_id or chosen is None:
            self._cycle = self.page.context.cycle.cycle_id
            chosen = desk.ask(joint_meeting_of, cycle_id)
        offered = [
            (one.id, f"{short_date(one.held_on, year=True)}  {one.focus}") for one in meetings
        ]
        self.meeting.offer(offered, chosen)
        self._read()

    def _read(self) -> None:
        from cspdesk.boards.joint import joint_plan

        key = self.meeting.key
        plan = self.page.desk.ask(joint_plan, key) if key is not None else None
        self.plan = plan
        started = plan is not None and plan.is_started
        self.stack.setCurrentIndex(0 if started else 1)
        self.empty.button.setVisible(plan is not None)
        self.guests.rows.set_records(plan.guests if plan else ())
        self.questions.rows.set_records(plan.questions if plan else ())
        self.steps.rows.set_records(plan.steps if plan else ())
        self.follow_up.rows.set_records(plan.follow_up if plan else ())
        for view in (self.guests, self.questions, self.steps, self.follow_up):
            view.choose_first()
        waits = len(plan.to_invite) if plan else 0
        self.invite.set_allowed(bool(waits), "Every guest has been invited.")
        if plan is not None:
            self._count(plan)
        if self.page.view == "joint":
            self.page.header.detail.setText(self.sentence())

    def _count(self, plan: JointPlan) -> None:
        coming = sum(one.state is GuestState.CONFIRMED for one in plan.guests)
        done = sum(one.done_on is not None for one in plan.steps)
        told = sum(bool(one.outcome) for one in plan.follow_up)
        counts = {
            "guests": f"{coming} of {len(plan.guests)} confirmed",
            "questions": "the first is the question for the day",
            "steps": f"{done} of {len(plan.steps)} done",
            "follow_up": f"{told} of {len(plan.follow_up)} heard of" if plan.follow_up else "",
        }
        for name, words in counts.items():
            self.pane_of[name].set_title(self.pane_of[name].title.text(), words)

    def sentence(self) -> str:
        if self.plan is None:
            return "No Board is to come."
        return f"{self.plan.title}, {self.plan.words}"

    # -- doing --------------------------------------------------------------------------------

    def _open(self, form: FormDialog) -> None:
        if not self.page.operations.refuse():
            self.form = form
            form.open()

    def _run(self, command: Command) -> None:
        if not self.page.operations.refuse():
            self.page.operations.run(command)

    def start(self) -> None:
        """The usual steps and a place for each board."""
        from cspdesk.boards.joint_commands import StartJointPlan

        if self.plan is not None:
            self._run(StartJointPlan(self.plan.meeting.id))
            self.guests.setFocus()

    def add_guest(self) -> None:
        self._open(GuestForm(self, None))

    def add_question(self) -> None:
        self._open(QuestionForm(self))

    def add_step(self) -> None:
        self._open(StepForm(self, None))

    def add_follow_up(self) -> None:
        self._open(FollowUpForm(self))

    def edit_guest(self, guest: GuestLine, column: str, value: object) -> None:
        from cspdesk.boards.joint_commands import EditGuest

        field = "brings" if column == "What we ask them to bring" else "who"
        typed = str(value).strip()
        if typed != getattr(guest, field):
            self._run(EditGuest(guest.id, guest.version, **{field: typed}))

    def next_state(self, guest: GuestLine) -> None:
        """Space: invited, confirmed, declined, and round again."""
        from cspdesk.boards.joint_commands import SetGuestState

        self._run(SetGuestState(guest.id, guest.version, _NEXT[guest.state]))

    def remove_guest(self, guest: GuestLine) -> None:
        from cspdesk.boards.joint_commands import RemoveGuest

        self._run(RemoveGuest(guest.id, guest.version))

    def edit_question(self, question: QuestionLine, _column: str, value: object) -> None:
        from cspdesk.boards.joint_commands import EditJointQuestion

        typed = str(value).strip()
        if typed != question.text:
            self._run(EditJointQuestion(question.id, question.version, typed))

    def remove_question(self, question: QuestionLine) -> None:
        from cspdesk.boards.joint_commands import RemoveJointQuestion

        self._run(RemoveJointQuestion(question.id, question.version))

    def edit_step(self, step: StepLine, column: str, value: object) -> None:
        from cspdesk.boards.joint_commands import EditJointStep

        field = "outcome" if column == "What came of it" else "title"
        typed = str(value).strip()
        if typed != getattr(step, field):
            self._run(EditJointStep(step.id, step.version, **{field: typed}))

    def mark_step(self, step: StepLine) -> None:
        """Space: begun, done, and to do again."""
        from cspdesk.boards.joint_commands import MarkJointStep

        today = self.page.desk.today
        if step.done_on is not None:
            days = (None, None)
        elif step.begun_on is not None:
            days = (step.begun_on, today)
        else:
            days = (today, None)
        self._run(MarkJointStep(step.id, step.version, *days))

    def remove_step(self, step: StepLine) -> None:
        from cspdesk.boards.joint_commands import RemoveJointStep

        self._run(RemoveJointStep(step.id, step.version))

    def draft_invitations(self) -> None:
        """A letter to each board with a guest who was not invited."""
        from cspdesk.boards.drafts import invitations
        from cspdesk.boards.joint_commands import InviteGuests

        if self.plan is None:
            return
        meeting_id = self.plan.meeting.id
        self.dialog = RequestsDialog(
            self.page,
            "Draft invitations to the joint meeting",
            "invitation",
            self.page.desk.ask(invitations, self.plan),
            lambda boards: InviteGuests(meeting_id, boards),
            record_words="&Note them as invited today",
            empty="Every guest has been invited.",
        )
        self.dialog.open()

    # -- the page's questions -----------------------------------------------------------------

    def panes(self) -> list[QWidget]:
        if self.stack.currentIndex() == 1:
            return [self.empty]
        return [self.guests, self.questions, self.steps, self.follow_up]

    def key_hints(self) -> list[tuple[str, str]]:
        return [("Ins", "add"), ("F2", "edit"), ("Space", "next state"), ("Del", "remove")]

    def escape(self) -> None:
        self.panes()[0].setFocus()

    def toggle_inspector(self) -> None:
        """There is nothing to open beside the four lists."""


def _edit(view: RowsView, column: int) -> None:
    """Edit a cell of the chosen row where it stands; in the form while there is no room for it."""
    index: Any = view.currentIndex().siblingAtColumn(column)
    if index.isValid() and view.isColumnHidden(column):
        view.record_opened.emit(view.current_record())
    elif index.isValid() and not is_editing(view):
        view.edit(index)
