"""How far the highlight report is: draft, with the Executive, reviewed, approved, issued."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from cspdesk.charts.mark_names import MarkName
from db.vocabulary import HighlightState
from ui.delegates.cells import Piece
from ui.theme import label, theme
from ui.widgets.buttons import LinkButton, PrimaryButton
from ui.widgets.chips import PieceLabel
from ui.widgets.fields import ProblemLabel
from ui.widgets.pane import Bar

if TYPE_CHECKING:
    from datetime import date

    from cspdesk.kpis.records import HighlightReport, ReportState
    from ui.kpis.highlight_page import HighlightView

# State now: what the button says, and the name of its command.
_STEPS = {
    HighlightState.DRAFT: ("Send to the Executive", "SendToExecutive"),
    HighlightState.WITH_EXECUTIVE: ("Record the review", "RecordReview"),
    HighlightState.REVIEWED: ("Approve for papers", "ApproveReport"),
}
_BACK = {
    HighlightState.WITH_EXECUTIVE: "Take it back from the Executive",
    HighlightState.REVIEWED: "Take the review back",
    HighlightState.APPROVED: "Take the approval back",
}
_NAMES = (
    (HighlightState.DRAFT, "Draft"),
    (HighlightState.WITH_EXECUTIVE, "With the Executive"),
    (HighlightState.REVIEWED, "Reviewed"),
    (HighlightState.APPROVED, "Approved for papers"),
)


class WayBar(QWidget):
    """The steps with their days, the step back, and what stands in the way of a change.

    `step` is the page's primary button; `said` stands before it.
    """

    def __init__(self, view: HighlightView) -> None:
        super().__init__()
        self._view = view
        self._state: ReportState | None = None
        self.step = PrimaryButton("", self._go_on)
        self.said = label("", "body", "second")
        self.said.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.said.setMinimumWidth(1)
        self.trail = PieceLabel()
        self.back = LinkButton("", self._go_back)
        self.more = LinkButton("More information needed…", lambda: view.ask_more(None))
        self.line = Bar(30, ground="subtle")
        self.line.add(self.trail)
        self.line.end(self.more, self.back)
        self.problem = ProblemLabel()
        self.problem.setContentsMargins(theme().px(16), theme().px(6), 0, theme().px(6))
        self.told = label("", "label-strong")
        self.told.setContentsMargins(theme().px(16), theme().px(6), 0, theme().px(6))
        self.told.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in (self.line, self.problem, self.told):
            box.addWidget(part)

    @property
    def open(self) -> bool:
        """Whether the report may still change."""
        state = self._state
        return bool(
            state and state.issued_on is None and state.state is not HighlightState.APPROVED
        )

    def show_report(self, report: HighlightReport | None) -> None:
        self._state = state = report.state if report else None
        self.line.setVisible(state is not None)
        self.say("")
        if state is None:
            self.said.setText("")
            self.step.setText("Send to the Executive")
            self.step.set_allowed(False, "Plan a cycle first.")
            return
        self.said.setText(self._words(state))
        self.trail.set_pieces(self._pieces(state))
        self._dress_buttons(state)

    def _dress_buttons(self, state: ReportState) -> None:
        read_only, out = self._view.page.desk.read_only, state.issued_on is not None
        words, _command = _STEPS.get(state.state, ("Approve for papers", ""))
        self.step.setText(words)
        self.step.set_allowed(
            state.state in _STEPS and not out and not read_only,
            "The report is in the papers." if out else "The report is approved.",
        )
        self.back.setText(_BACK.get(state.state, ""))
        self.back.setVisible(state.state in _BACK and not out and not read_only)
        asked = state.state in (HighlightState.WITH_EXECUTIVE, HighlightState.REVIEWED)
        self.more.setVisible(asked and not out and not read_only)

    def _words(self, state: ReportState) -> str:
        if state.issued_on is not None:
            return f"Issued on {self._day(state.issued_on)}: it no longer changes"
        if state.state is HighlightState.APPROVED:
            return f"Approved on {self._day(state.approved_on)}"
        if state.state is HighlightState.REVIEWED:
            return f"Executive reviewed on {self._day(state.reviewed_on)}"
        if state.state is HighlightState.WITH_EXECUTIVE:
            return f"With the Executive since {self._day(state.sent_on)}"
        return "Draft"

    def _pieces(self, state: ReportState) -> list[Piece]:
        days = (None, state.sent_on, state.reviewed_on, state.approved_on)
        order = [one for one, _name in _NAMES]
        at = len(order) if state.issued_on is not None else order.index(state.state)
        pieces = [
            _piece(f"{name} {self._day(day)}".strip(), place, at)
            for place, ((_state, name), day) in enumerate(zip(_NAMES, days, strict=True))
        ]
        issued = f"Issued {self._day(state.issued_on)}".strip()
        return [*pieces, _piece(issued, len(order), at)]

    def _day(self, day: date | None) -> str:
        from cspdesk.calendar import date_for

        return date_for(day, self._view.page.desk.today) if day else ""

    # -- saying -------------------------------------------------------------------------------

    def say(self, words: str) -> None:
        """One sentence under the steps; "" takes it away."""
        self.problem.say(words)
        self.told.hide()

    def tell(self, words: str) -> None:
        """Something that went well."""
        self.told.setText(words)
        self.told.setVisible(bool(words))

    def say_closed(self) -> None:
        """Why nothing can be changed now."""
        state = self._state
        if state is None or self.open:
            self.say("This file is open to read only.")
        elif state.issued_on is not None:
            self.say(
                "What was issued stays as it was: record the change in the next cycle's report."
            )
        else:
            self.say("The report is approved for the papers. Take the approval back first.")

    # -- moving -------------------------------------------------------------------------------

    def _go_on(self) -> None:
        state = self._state
        if state is not None and state.state in _STEPS:
            self._run(_STEPS[state.state][1])

    def _go_back(self) -> None:
        self._run("TakeBackReport")

    def _run(self, name: str) -> None:
        from cspdesk.kpis import executive_commands

        cycle_id, state = self._view.cycle_id, self._state
        assert state is not None
        command: Any = getattr(executive_commands, name)(cycle_id, seen_version=state.version)
        self._view.page.operations.run(command, fields=_Sentence(self))

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().colour("panel"))


class _Sentence:
    """Where a broken rule's sentence goes: under the steps."""

    def __init__(self, bar: WayBar) -> None:
        self._bar = bar

    def clear(self) -> None:
        self._bar.say("")

    def show(self, _name: str, words: str) -> bool:
        self._bar.say(words)
        return True


def _piece(words: str, place: int, at: int) -> Piece:
    """A step that is behind us, the one we are at, or one to come."""
    if place < at:
        return Piece(words, MarkName.DONE, "second")
    if place == at:
        return Piece(words, MarkName.HALF, "", style="label-strong")
    return Piece(words, MarkName.RING, "hint")
