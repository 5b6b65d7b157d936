"""The joint meeting in a few lines: the question, what each board brings, the steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from db.vocabulary import GuestState
from ui.delegates.cells import Line, Piece, rag_words, work_state
from ui.models.columns import Column
from ui.models.rows import RowsModel
from ui.theme import label, theme
from ui.widgets.buttons import SecondaryButton
from ui.widgets.chips import PieceLabel
from ui.widgets.flow import FlowLayout
from ui.widgets.inspector import wrapped
from ui.widgets.pane import Pane
from ui.widgets.tables import RowsView

if TYPE_CHECKING:
    from collections.abc import Callable

    from cspdesk.boards.joint import BoardPlace, JointPlan, StepLine

_NONE = (
    "No joint meeting is planned. The refresh asks for one on Prevention, with the other boards."
)


def place_piece(state: GuestState, words: str) -> Piece:
    """How far an invitation is, as mark and words."""
    if state is GuestState.DECLINED:
        return rag_words("amber", words)
    kinds = {GuestState.CONFIRMED: "done", GuestState.INVITED: "half"}
    return work_state(kinds.get(state, "todo"), words)


def step_piece(step: StepLine, words: str) -> Piece:
    """How far a step is."""
    if step.mark == "late":
        return rag_words("red", words)
    return work_state({"done": "done", "begun": "half"}.get(step.mark, "todo"), words)


class JointPane(Pane):
    """Shows a plan; the button leads to the planner."""

    def __init__(self, open_plan: Callable[[], None]) -> None:
        super().__init__("Joint meeting")
        self.open_button = SecondaryButton("Open p&lan", open_plan, compact=True)
        self.tools(self.open_button)
        self.question = wrapped("")
        self.nothing = wrapped(_NONE, "body", "second")
        model: RowsModel[BoardPlace] = RowsModel(_COLUMNS, key=lambda place: place.group_id)
        self.list = RowsView(model, name="What each board brings", sortable=False)
        self.list.record_opened.connect(lambda _place: open_plan())
        self.steps = QWidget()
        self._flow = FlowLayout(self.steps, 12)
        look = theme()
        top = QHBoxLayout()
        top.setContentsMargins(look.px(16), look.px(7), look.px(16), look.px(7))
        top.setSpacing(look.px(6))
        self.asked = label("Question for the day:", "strong")
        top.addWidget(self.asked, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.question, 1)
        top.addWidget(self.nothing, 1)
        self.box.addLayout(top)
        self.add(self.list, 1)
        self.rest = QWidget()  # keeps the sentence at the top while there is no list
        self.box.addWidget(self.rest, 1)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(look.px(16), look.px(6), look.px(16), look.px(6))
        bottom.addWidget(self.steps, 1)
        self.box.addLayout(bottom)

    def show_plan(self, plan: JointPlan | None) -> None:
        """Show this plan, or that there is none."""
        self.set_title(plan.title if plan else "Joint meeting", plan.words if plan else "")
        self.open_button.setText("Open p&lan" if plan else "P&lan one…")
        question = plan.question if plan else ""
        self.question.setText(question)
        for part in (self.asked, self.question):
            part.setVisible(bool(question))
        self.nothing.setVisible(plan is None)
        self.list.setVisible(plan is not None)
        self.rest.setVisible(plan is None)
        self.list.rows.set_records(plan.places if plan else ())
        self._flow.clear()
        steps = plan.steps if plan else ()
        if steps:
            self._flow.addWidget(label("Steps", "label-strong", "second"))
        for step in steps:
            shown = PieceLabel([step_piece(step, step.title)])
            shown.setToolTip(step.words)
            shown.setAccessibleName(f"{step.title}: {step.words}")
            self._flow.addWidget(shown)
        self.steps.setVisible(bool(steps))


_COLUMNS: tuple[Column[BoardPlace], ...] = (
    Column("Board", lambda place: place.group, width=218),
    Column("What we ask them to bring", lambda place: place.brings or "Not said yet"),
    Column(
        "Place",
        lambda place: place.words,
        cell=lambda place: Line((place_piece(place.state, place.words),)),
        width=130,
    ),
)
