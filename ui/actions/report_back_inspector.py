"""One report-back in full: what was taken back, the response, what changed, who was reminded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from ui.actions.report_back_list import state_piece
from ui.widgets.buttons import SecondaryButton
from ui.widgets.inspector import Inspector, wrapped
from ui.widgets.timeline import Step, Timeline

if TYPE_CHECKING:
    from datetime import date

    from cspdesk.actions.queries import Chase, ReportBackCard, ReportBackLine

_BUTTONS = {
    "record": ("Record…", "R"),
    "chase": ("Chase…", "C"),
    "raise": ("Raise in the inbox…", "I"),
    "edit": ("Change request…", "F2"),
    "remove": ("Take back", "Del"),
}
_SECTIONS = ("Taken back", "Response", "What changed", "Question back to the Board", "Also asked")


class ReportBackInspector(Inspector):
    """`wanted(what)`: record, chase, edit, remove; `step_wanted("chase:3")` to be answered."""

    wanted = Signal(str)
    step_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("Report-back")
        self.card: ReportBackCard | None = None
        self.texts = {}
        self.parts_of = {}
        for caption in _SECTIONS:
            section = self.add_section(caption)
            self.texts[caption] = wrapped("")
            section.box.addWidget(self.texts[caption])
            self.parts_of[caption] = section
        self.history = Timeline("Reminders")
        self.history.pressed.connect(self.step_wanted)
        self.reminders = self.add_section("Reminders")
        self.reminders.box.addWidget(self.history)
        self.buttons = {
            key: SecondaryButton(words, lambda key=key: self.wanted.emit(key), compact=True)
            for key, (words, _letter) in _BUTTONS.items()
        }
        raising = self.parts_of["Question back to the Board"]
        raising.box.addWidget(self.buttons["raise"], 0, Qt.AlignmentFlag.AlignLeft)
        self.raised = wrapped("", "label", "second")
        raising.box.addWidget(self.raised)
        self.add_actions(
            self.buttons["record"],
            self.buttons["chase"],
            self.buttons["edit"],
            right=(self.buttons["remove"],),
        )
        self.show_card(None, (), "")

    def show_card(
        self, card: ReportBackCard | None, chases: tuple[Chase, ...], refusal: str
    ) -> None:
        """Show this report-back with its reminders; `refusal`: why nothing can be changed."""
        self.card = card
        self.body.setVisible(card is not None)
        self.foot.setVisible(card is not None)
        if card is None:
            self.set_head("", "No report-back chosen")
            return
        line = card.line
        verb = "responded" if line.standing.is_in else "is to respond"
        self.set_head(line.body, f"How {line.organisation} {verb}", state=state_piece(line))
        for caption, words in _words(card).items():
            self.texts[caption].setText(words)
            self.parts_of[caption].setVisible(bool(words))
        self.history.show_steps([_step(chase, bool(refusal)) for chase in chases])
        self.reminders.setVisible(bool(chases))
        for key, button in self.buttons.items():
            button.set_allowed(not refusal, refusal)
            if not refusal:
                button.setToolTip(_BUTTONS[key][1])
        for key in ("chase", "remove"):
            self.buttons[key].setVisible(not line.standing.is_in)
        self._show_raising(card)

    def _show_raising(self, card: ReportBackCard) -> None:
        """A question or a refusal can become business, once."""
        part = self.parts_of["Question back to the Board"]
        part.setVisible(bool(card.line.question) or raisable(card) or card.raised_on is not None)
        if not card.line.question:
            self.texts["Question back to the Board"].setText("None recorded.")
        self.buttons["raise"].setVisible(raisable(card))
        self.raised.setVisible(card.raised_on is not None)
        if card.raised_on is not None:
            self.raised.setText(f"Raised in the inbox on {_day(card.raised_on)}")

    def take_focus(self) -> None:
        self.buttons["record"].setFocus()


def raisable(card: ReportBackCard) -> bool:
    """Whether what came back can be put to the partnership, and was not yet."""
    line = card.line
    return line.standing.is_in and bool(line.question or line.said) and card.raised_on is None


def _words(card: ReportBackCard) -> dict[str, str]:
    line = card.line
    due = f"\nDue {_day(line.due_on)}" if line.due_on and not line.standing.is_in else ""
    meets = line.body_next_meets_on
    next_meeting = f"\nThe body next meets {_day(meets)}" if meets else ""
    asked = f"{line.taken_back}\n{card.taken_words}{due}{next_meeting}"
    response = line.said or "No response recorded."
    if line.met_on and line.said:
        response = f"{response}\nMet {_day(line.met_on)}"
    nothing = "No change recorded." if line.standing.is_in else ""
    also = "\n".join(f"{other.taken_back}: {_answer(other)}" for other in card.others)
    values = (asked, response, line.changed or nothing, line.question, also)
    return dict(zip(_SECTIONS, values, strict=True))


def _answer(line: ReportBackLine) -> str:
    return line.said or line.standing.words


def _step(chase: Chase, read_only: bool) -> Step:
    link = "" if chase.answered_on or read_only else "Answer…"
    when = _day(chase.chased_on)
    return Step(chase.title, when, chase.words, strong=True, link=link, key=f"chase:{chase.id}")


def _day(day: date) -> str:
    from cspdesk.calendar import short_date

    return short_date(day, year=True)
