"""One action in full: who, by when and what it was before, what happened, when to remind next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.delegates.cells import Piece, rag_piece, work_state
from ui.widgets.buttons import SecondaryButton
from ui.widgets.inspector import Inspector, KeyValueList, wrapped
from ui.widgets.timeline import Step, Timeline

if TYPE_CHECKING:
    from cspdesk.actions.queries import ActionCard, ActionLine


class ActionInspector(Inspector):
    """`wanted(what)`: update, chase, redate, edit, close, reopen.

    `step_wanted(key)`: "update:7" to be corrected, "chase:3" to be answered.
    """

    wanted = Signal(str)
    step_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("Action")
        self.card: ActionCard | None = None
        self.facts = KeyValueList()
        self.add_section().box.addWidget(self.facts)
        self.history = Timeline("History")
        self.history.pressed.connect(self.step_wanted)
        self.add_section("History").box.addWidget(self.history)
        self.next_chase = wrapped("")
        self.next = self.add_section("Next chase")
        self.next.box.addWidget(self.next_chase)
        made = {
            key: SecondaryButton(words, lambda key=key: self.wanted.emit(key), compact=True)
            for key, words in _BUTTONS.items()
        }
        self.buttons = made
        self.add_actions(
            made["update"],
            made["chase"],
            made["redate"],
            made["edit"],
            right=(made["close"], made["reopen"]),
        )
        self.show_card(None, "")

    def show_card(self, card: ActionCard | None, refusal: str) -> None:
        """Show this action; `refusal` says why nothing can be changed in the file."""
        self.card = card
        self.body.setVisible(card is not None)
        self.foot.setVisible(card is not None)
        if card is None:
            self.set_head("", "No action chosen")
            return
        line = card.line
        self.set_head(f"Action {line.ref}", line.text, state=_state(line))
        self.facts.set_pairs(_facts(card))
        self.history.show_steps(_steps(card, bool(refusal)))
        self.next_chase.setText(card.next_chase)
        self.next.setVisible(line.state.is_open)
        self._allow(line.state.is_open, refusal)

    def _allow(self, is_open: bool, refusal: str) -> None:
        for key, button in self.buttons.items():
            button.set_allowed(not refusal, refusal)
            if not refusal:
                button.setToolTip(_KEYS[key])
        for key in ("chase", "redate", "close"):
            self.buttons[key].setVisible(is_open)
        self.buttons["reopen"].setVisible(not is_open)

    def take_focus(self) -> None:
        self.buttons["update"].setFocus()


_BUTTONS = {
    "update": "Update…",
    "chase": "Chase…",
    "redate": "Move date…",
    "edit": "Edit…",
    "close": "Close…",
    "reopen": "Open again…",
}
_KEYS = {
    "update": "U",
    "chase": "C",
    "redate": "M",
    "edit": "F2",
    "close": "D",
    "reopen": "O",
}


def _state(line: ActionLine) -> Piece:
    if not line.state.is_open:
        return work_state("done", line.standing.words)
    return rag_piece(line.standing.rag.value, line.standing.words)


def _facts(card: ActionCard) -> list[tuple[str, str]]:
    """Captions and values; what is not there is left out, but for owner, day and priority."""
    line = card.line
    owner = "\n".join(part for part in (line.organisation_name, line.lead) if part)
    due = "\n".join(part for part in (card.due_words, card.was_words) if part)
    agreed = card.agreed_words + (f": {card.item_title}" if card.item_title else "")
    pairs = [
        ("Owner", owner),
        ("Supported by", line.supporting),
        ("Agreed", agreed),
        ("Decision", card.decision_words),
        ("Due", due),
        ("State", line.state.label),
        ("Priority", line.priority or "None"),
        ("Done when", card.done_when),
        ("May read it", line.publicity.label if line.publicity else ""),
        ("Evidence", line.evidence),
        ("Instead", line.successor),
    ]
    return [(name, value) for name, value in pairs if value]


def _steps(card: ActionCard, read_only: bool) -> list[Step]:
    from cspdesk.calendar import date_for

    unanswered = {one.id for one in card.chases if not one.answered_on}
    today = card.today
    steps = []
    for entry in card.history:
        link = key = ""
        if entry.update_id is not None:
            link, key = "Correct…", f"update:{entry.update_id}"
        elif entry.chase_id in unanswered:
            link, key = "Answer…", f"chase:{entry.chase_id}"
        steps.append(
            Step(
                entry.title,
                date_for(entry.on, today),
                entry.text,
                strong=entry.chase_id is not None,
                link="" if read_only else link,
                key=key,
            )
        )
    return steps
