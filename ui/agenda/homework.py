"""The homework questions of an item: who is asked and how far each is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from db.vocabulary import HomeworkState
from ui.delegates.cells import work_state
from ui.theme import label
from ui.widgets.chips import PieceLabel
from ui.widgets.flow import FlowLayout
from ui.widgets.pane import Section

if TYPE_CHECKING:
    from cspdesk.agenda.records import HomeworkMark

_FAR = {
    HomeworkState.DRAFT: "todo",
    HomeworkState.SET: "todo",
    HomeworkState.SENT: "half",
    HomeworkState.ANSWERED: "done",
    HomeworkState.NO_ANSWER: "todo",
}


class HomeworkSection(Section):
    """One mark a question; hidden while the item has none."""

    def __init__(self) -> None:
        super().__init__()
        self.box.addWidget(label("Homework questions", "label-strong", "second"))
        host = QWidget()
        self.marks = FlowLayout(host, spacing=14)
        self.box.addWidget(host)

    def show_marks(self, marks: tuple[HomeworkMark, ...]) -> None:
        self.marks.clear()
        for mark in marks:
            words = f"{mark.organisation}: {mark.state.label}"
            self.marks.addWidget(PieceLabel([work_state(_FAR[mark.state], words)]))
        self.setVisible(bool(marks))
