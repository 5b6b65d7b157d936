"""The four lists of the joint meeting's planner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent

from ui.boards.joint_pane import place_piece, step_piece
from ui.delegates.cells import Line, Lines, Piece, two_lines
from ui.models.columns import Column
from ui.models.rows import RowsModel
from ui.theme import theme
from ui.widgets.tables import RowsView

if TYPE_CHECKING:
    from cspdesk.boards.joint import GuestLine, QuestionLine, StepLine

_LEAST = 150  # px that the column without a width is to have
WHO, BRINGS, OUTCOME = 1, 2, 2  # places of the columns that are edited where they stand


class _Yielding(RowsView):
    """A list of which one column gives way while there is no room for all."""

    def __init__(self, model: RowsModel[Any], name: str, yields: int) -> None:
        self._yields = yields
        super().__init__(model, name=name, sortable=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needs = sum(column.width for column in self.rows.columns) + _LEAST
        self.setColumnHidden(self._yields, self.viewport().width() / theme().scale < needs)


def guest_list() -> RowsView:
    """Board, who is asked, what they bring, and how far the invitation is."""
    columns: tuple[Column[GuestLine], ...] = (
        Column("Board", lambda guest: guest.group, width=216),
        Column(
            "Who", lambda guest: guest.who or "Not said yet", edit=lambda one: one.who, width=240,
            tooltip=lambda guest: guest.who,
        ),
        Column(
            "What we ask them to bring",
            lambda guest: guest.brings or "Not said yet",
            edit=lambda guest: guest.brings,
            tooltip=lambda guest: guest.brings,
        ),
        Column(
            "Place",
            lambda guest: guest.words,
            cell=lambda guest: Line((place_piece(guest.state, guest.words),)),
            width=130,
        ),
    )  # fmt: skip
    view = _Yielding(_model(columns), "Guests", WHO)
    view.set_empty_text("No guest yet. Press Ins to add a member of another board.")
    return view


def question_list() -> RowsView:
    """The questions every board is asked, the one for the day first."""
    columns: tuple[Column[QuestionLine], ...] = (
        Column(
            "Question",
            lambda question: question.text,
            edit=lambda question: question.text,
            tooltip=lambda question: question.text,
        ),
    )
    view = RowsView(_model(columns), name="Shared questions", sortable=False)
    view.set_empty_text("No question yet. Press Ins to write the question for the day.")
    return view


def step_list() -> RowsView:
    """What is to be done before the meeting."""
    columns: tuple[Column[StepLine], ...] = (
        Column(
            "Step",
            lambda step: step.title,
            cell=_step,
            edit=lambda step: step.title,
        ),
        Column(
            "State",
            lambda step: step.words,
            cell=lambda step: Line((step_piece(step, step.words),)),
            width=140,
        ),
    )
    view = RowsView(_model(columns), name="Steps", kind="next", sortable=False)
    view.set_empty_text("No step yet. Press Ins to add one.")
    return view


def follow_list() -> RowsView:
    """What follows the meeting on each board, and what came of it there."""
    columns: tuple[Column[StepLine], ...] = (
        Column("Board", lambda step: step.group, width=216),
        Column("What follows", lambda step: step.title, tooltip=lambda step: step.title),
        Column(
            "What came of it",
            lambda step: step.outcome or "Nothing heard yet",
            cell=_outcome,
            edit=lambda step: step.outcome,
            width=220,
            tooltip=lambda step: step.outcome,
        ),
        Column(
            "State",
            lambda step: step.words,
            cell=lambda step: Line((step_piece(step, step.words),)),
            width=120,
        ),
    )
    view = _Yielding(_model(columns), "Follow-up across boards", OUTCOME)
    view.set_empty_text("What each board does after the day is kept here. Press Ins to add it.")
    return view


def _step(step: StepLine) -> Line | Lines:
    if not step.outcome:
        return Line((Piece(step.title, style="body"),))
    return two_lines(step.title, step.outcome, strong=False)


def _outcome(step: StepLine) -> Line:
    tone = "" if step.outcome else "hint"
    return Line((Piece(step.outcome or "Nothing heard yet", tone=tone),))


def _model(columns: tuple[Column[Any], ...]) -> RowsModel[Any]:
    return RowsModel(columns, key=lambda line: line.id)
