"""What the Board received, noted, resolved or agreed, kept while it is typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox

from cspdesk.meetings.recording_commands import SayNone
from cspdesk.meetings.recording_decision_commands import AddDecision, EditDecision, RemoveDecision
from cspdesk.meetings.recording_rules import Part
from db.vocabulary import DecisionKind
from ui.meeting.card import Card, Entry, recorded_mark, row_of, to_record
from ui.meeting.typing import TypedText
from ui.widgets.buttons import FlatButton
from ui.widgets.segments import SegmentedControl

if TYPE_CHECKING:
    from cspdesk.meetings.recording_records import DecisionLine, ItemNow
    from ui.delegates.cells import Piece


class DecisionCard(Card):
    title = "Decision"
    number = 1
    at: int | None = None  # the decision being typed; None for one that has no words yet

    def make_form(self) -> None:
        self.kind = SegmentedControl(
            [(kind.value, kind.label) for kind in DecisionKind], "The Board", compact=True
        )
        self.kind.choose(DecisionKind.AGREED.value)
        self.text = TypedText("Decision", "What the Board decided. Enter for one more.", 3)
        self.none = QCheckBox("No decision")
        self.bodies = FlatButton("To governance bodies…", self._ask_bodies, compact=True)
        self.kind.chosen.connect(lambda _key: self.text.words and self._keep(self.text.words))
        self.text.rested.connect(self._keep)
        self.text.entered.connect(self._next)
        self.none.clicked.connect(self._say_none)
        self.form_box.addWidget(self.kind)
        self.form_box.addWidget(self.text)
        self.form_box.addLayout(row_of(self.none, None, self.bodies))

    # -- showing ------------------------------------------------------------------------------

    def entries(self, item: ItemNow) -> Sequence[Entry]:
        return [
            Entry(line.id, line.words, aside=_back(line))
            for line in item.decisions
            if not (self.active and line.id == self.at)
        ]

    def state(self, item: ItemNow) -> Piece:
        if item.decisions:
            return recorded_mark(f"Recorded {item.decisions[-1].at}")
        none = Part.DECISION in item.line.recorded.none
        return recorded_mark("No decision") if none else to_record()

    def show_form(self, item: ItemNow) -> None:
        line = self._line(item)
        if self.at is not None and line is None:  # undone, or taken out
            self.at = None
            self.text.begin_with("")
        elif line is not None:
            self.text.show_text(line.text)
            self.kind.choose(line.kind.value)
        none = item.line.recorded.none
        self.none.setChecked(Part.DECISION in none and not item.decisions)
        self.none.setEnabled(not item.decisions)
        self.bodies.set_allowed(bool(item.decisions), "Record a decision first.")

    def _line(self, item: ItemNow) -> DecisionLine | None:
        return next((line for line in item.decisions if line.id == self.at), None)

    # -- at work ------------------------------------------------------------------------------

    def begin(self) -> None:
        self.text.setFocus()

    def finish(self) -> None:
        self.text.keep_what_waits()
        self._next()

    def _keep(self, text: str) -> None:
        if self.item is None or not text:
            return
        kind = DecisionKind(self.kind.current)
        line = self._line(self.item)
        if line is None:
            done = self.keep(AddDecision(self.item.id, kind, text))
            self.at = done.created if done else None
            self.page.show_again()
        elif (line.kind, line.text) != (kind, text):
            self.keep(EditDecision(line.id, line.version, kind=kind, text=text))

    def _next(self) -> None:
        """This decision is done; one whose words were all taken away is taken out."""
        line = self._line(self.item) if self.item else None
        if line is not None and not self.text.words:
            self.keep(RemoveDecision(line.id, line.version))
        self.at = None
        self.text.begin_with("")
        self.page.show_again()

    def open_entry(self, entry_id: int) -> None:
        self.at = entry_id
        line = self._line(self.item) if self.item else None
        if line is not None:
            self.kind.choose(line.kind.value)
            self.text.begin_with(line.text)
            self.page.show_again()
            self.text.setFocus()

    def remove_entry(self, entry_id: int) -> None:
        lines = self.item.decisions if self.item else ()
        line = next((one for one in lines if one.id == entry_id), None)
        if line is not None:
            self.run(RemoveDecision(line.id, line.version))

    def _say_none(self, none: bool) -> None:
        if self.item is not None:
            self.keep(SayNone(self.item.id, (Part.DECISION,), none))

    def _ask_bodies(self) -> None:
        """For the decision being typed, else the last one."""
        self.text.keep_what_waits()
        if self.item is not None and self.item.decisions:
            line = self._line(self.item) or self.item.decisions[-1]
            self.page.asking.bodies(line)


def _back(line: DecisionLine) -> str:
    count = len(line.bodies)
    return f"To {count} {'body' if count == 1 else 'bodies'}" if count else ""
