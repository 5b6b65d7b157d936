"""Where the minutes stand, what comes next, and what is arising from old ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.vocabulary import MinutesState
from ui.delegates.cells import Piece, rag_words, work_state
from ui.minutes.editing import MinuteText
from ui.theme import label, set_style_property, theme
from ui.widgets.buttons import FlatButton, SecondaryButton
from ui.widgets.chips import PieceLabel
from ui.widgets.inspector import wrapped
from ui.widgets.pane import Pane, Scroll, Section

if TYPE_CHECKING:
    from cspdesk.minutes.records import Matter, MinutesCard


class MinutesSide(Pane):
    """`wanted(what)`: next, back, draft. `said(minute_id, text)`: of an old minute."""

    wanted = Signal(str)
    said = Signal(int, str)

    def __init__(self) -> None:
        super().__init__("Steps")
        body = QWidget()
        self._box = QVBoxLayout(body)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._make_steps()
        self.corrections = wrapped("")
        self._corrected = Section()
        self._corrected.box.addWidget(label("Corrections", "label-strong", "second"))
        self._corrected.box.addWidget(self.corrections)
        self._box.addWidget(self._corrected)
        self.arising = wrapped("", "label", "second")
        head = Section(line=False)
        head.box.addWidget(label("Matters arising", "strong"))
        head.box.addWidget(self.arising)
        self._box.addWidget(head)
        self.matters: dict[int, MatterEdit] = {}
        self._box.addStretch(1)
        self.add(Scroll(body), 1)
        self._meeting: int | None = None

    def _make_steps(self) -> None:
        section = Section()
        self.steps = [PieceLabel() for _state in MinutesState]
        for step in self.steps:
            section.box.addWidget(step)
        self.back = SecondaryButton("&Back a step…", lambda: self.wanted.emit("back"), compact=True)
        self.again = SecondaryButton(
            "Draft a&gain", lambda: self.wanted.emit("draft"), compact=True
        )
        self.again.setToolTip("Takes what was recorded since. Your own words stay.")
        row = QHBoxLayout()
        row.setSpacing(theme().px(8))
        row.addWidget(self.again)
        row.addWidget(self.back)
        row.addStretch(1)
        section.box.addSpacing(theme().px(4))
        section.box.addLayout(row)
        self._box.addWidget(section)

    # -- showing ------------------------------------------------------------------------------

    def show_steps(self, card: MinutesCard | None, refusal: str) -> None:
        """Each step with its day; the buttons of this state."""
        words = step_words(card)
        at = list(MinutesState).index(card.state) if card else -1
        for place, (shown, said) in enumerate(zip(self.steps, words, strict=True)):
            shown.set_pieces([work_state("done" if place <= at else "todo", said)])
        self.again.setVisible(card is not None and card.state is MinutesState.DRAFT)
        self.back.setVisible(card is not None and card.state is not MinutesState.DRAFT)
        for button in (self.again, self.back):
            if refusal:
                button.set_allowed(False, refusal)
        corrected = card.corrections if card else ""
        self.corrections.setText(corrected)
        self._corrected.setVisible(bool(corrected))

    def show_matters(
        self, meeting_id: int, found: tuple[Matter, ...], elsewhere: Sequence[str], refusal: str
    ) -> None:
        """Old minutes with their actions, what was said of each, and what is open `elsewhere`."""
        if meeting_id != self._meeting:
            self._drop(set())
            self._meeting = meeting_id
        heard = "What this Board hears of earlier minutes; the draft takes it over."
        told = [heard, *elsewhere] if found else elsewhere
        self.arising.setText("\n".join(told) or "No action of earlier Boards is open.")
        self._drop({one.minute_id for one in found})
        for one in found:
            edit = self.matters.get(one.minute_id)
            if edit is None:
                edit = self.matters[one.minute_id] = MatterEdit()
                edit.said.connect(self.said)
                self._box.insertWidget(self._box.count() - 1, edit)
            edit.show_matter(one, refusal)

    def _drop(self, kept: set[int]) -> None:
        for key in [key for key in self.matters if key not in kept]:
            edit = self.matters.pop(key)
            edit.text.keep_what_waits()
            edit.hide()
            self._box.removeWidget(edit)
            edit.deleteLater()


class MatterEdit(Section):
    """One old minute: its actions, and a line or more of what was said."""

    said = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self.matter: Matter | None = None
        self.title = wrapped("", "label-strong")
        self.actions = QVBoxLayout()
        self.actions.setSpacing(theme().px(2))
        self.text = MinuteText()
        self.text.rested.connect(self._rested)
        self.take = FlatButton("Write what is known", self._take, compact=True)
        self.box.addWidget(self.title)
        self.box.addLayout(self.actions)
        self.box.addWidget(self.text)
        self.box.addWidget(self.take)

    def show_matter(self, matter: Matter, refusal: str) -> None:
        self.matter = matter
        from cspdesk.calendar import short_date

        self.title.setText(f"{matter.title} ({short_date(matter.held_on)})")
        while (old := self.actions.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in matter.actions:
            self.actions.addWidget(PieceLabel([_action_piece(one.ref, one.words, one.is_open)]))
        self.text.setAccessibleName(f"What was said of {matter.title}")
        self.text.show_text(matter.text)
        self.text.lock(refusal, "Nothing was said.")
        offered = bool(matter.proposed) and not matter.text and not refusal
        self.take.setVisible(offered)
        self.take.setToolTip(matter.proposed)
        set_style_property(self.take, "offered", "true" if offered else "false")

    def _rested(self, words: str) -> None:
        if self.matter is not None and words != self.matter.text:
            self.said.emit(self.matter.minute_id, words)

    def _take(self) -> None:
        if self.matter is not None:
            self.said.emit(self.matter.minute_id, self.matter.proposed)


def _action_piece(ref: str, words: str, is_open: bool) -> Piece:
    if not is_open:
        return work_state("done", f"{ref}: {words.lower()}")
    late = "late" in words.lower() or "overdue" in words.lower()
    told = f"{ref}: {words[:1].lower()}{words[1:]}"
    return rag_words("red", told) if late else work_state("todo", told)


def step_words(card: MinutesCard | None) -> list[str]:
    """ "Drafted Thu 9 Feb", "Cleared by the Cabinet Member, Thu 9 Feb", … in order."""
    from cspdesk.calendar import short_date

    if card is None:
        return ["Draft", "Cleared by the chair", "Circulated to members", "Confirmed and locked"]
    cleared = (
        f"Cleared {short_date(card.cleared_on)} by {card.cleared_by}"
        if card.cleared_on
        else "To be cleared by the chair"
    )
    sent = (
        f"Circulated {short_date(card.circulated_on)}"
        if card.circulated_on
        else "To be circulated to members"
    )
    if card.confirmed_on:
        confirmed = f"Confirmed {short_date(card.confirmed_on)} and locked"
    elif card.next_board_on:
        confirmed = f"To be confirmed by the Board of {short_date(card.next_board_on)}"
    else:
        confirmed = "To be confirmed by the next Board"
    return [f"Drafted {short_date(card.drafted_on)}", cleared, sent, confirmed]
