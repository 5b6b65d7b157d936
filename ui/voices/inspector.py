"""One voice in full: the words, who spoke, what it bears on, what the partnership did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.voices.list import answer_piece
from ui.widgets.buttons import SecondaryButton
from ui.widgets.inspector import Inspector, KeyValueList, wrapped

if TYPE_CHECKING:
    from cspdesk.voices.queries import VoiceLine

_BUTTONS = {
    "answer": ("What we did…", "W"),
    "edit": ("Change…", "F2"),
    "item": ("Go to the item", ""),
    "remove": ("Remove", "Del"),
}


class VoiceInspector(Inspector):
    """`wanted(what)`: answer, edit, item, remove."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("Voice")
        self.line: VoiceLine | None = None
        self.facts = KeyValueList()
        self.add_section("Heard").box.addWidget(self.facts)
        self.did = wrapped("")
        self.add_section("You said, we did").box.addWidget(self.did)
        self.about = KeyValueList()
        self.add_section("Bears on").box.addWidget(self.about)
        self.buttons = {
            key: SecondaryButton(words, lambda key=key: self.wanted.emit(key), compact=True)
            for key, (words, _letter) in _BUTTONS.items()
        }
        left = [self.buttons[key] for key in ("answer", "edit", "item")]
        self.add_actions(*left, right=(self.buttons["remove"],))
        self.show_line(None, "")

    def show_line(self, line: VoiceLine | None, refusal: str) -> None:
        """Show this voice; `refusal`: why nothing can be changed."""
        self.line = line
        self.body.setVisible(line is not None)
        self.foot.setVisible(line is not None)
        if line is None:
            self.set_head("", "No voice chosen")
            return
        self.set_head(line.theme or "No theme", f"“{line.said}”", state=answer_piece(line))
        self.facts.set_pairs(_heard(line))
        self.did.setText(_did_words(line))
        self.about.set_pairs(
            [("Item", line.item), ("Priority", line.priority), ("KPI", line.indicator)]
        )
        for key in ("answer", "edit", "remove"):
            self.buttons[key].set_allowed(not refusal, refusal)
            if not refusal:
                self.buttons[key].setToolTip(_BUTTONS[key][1])
        self.buttons["item"].setVisible(line.item_id is not None)

    def take_focus(self) -> None:
        self.buttons["answer"].setFocus()


def _heard(line: VoiceLine) -> list[tuple[str, str]]:
    from cspdesk.calendar import long_date

    readers = line.publicity.label if line.publicity else "As the partnership"
    return [
        ("On", long_date(line.heard_on)),
        ("How", line.source.label),
        ("By whom", line.by_whom),
        ("Community", line.community),
        ("Ward", line.ward),
        ("Place", line.place),
        ("May be read by", readers),
    ]


def _did_words(line: VoiceLine) -> str:
    from cspdesk.calendar import plain_date

    if not line.did:
        return "No answer yet. Whoever spoke should hear what became of it."
    when = f"\nDone {plain_date(line.did_on)}" if line.did_on else "\nStill to be done"
    return f"{line.did}{when}"
