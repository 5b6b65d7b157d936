"""One duty in full: what the law asks, when it is due, every time it was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.statutory.list import state_piece
from ui.widgets.buttons import SecondaryButton
from ui.widgets.inspector import Inspector, KeyValueList, wrapped
from ui.widgets.timeline import Step, Timeline

if TYPE_CHECKING:
    from cspdesk.statutory.queries import DutyLine, DutyRecord

_BUTTONS = {"record": ("Record done…", "R"), "edit": ("Change…", "F2"), "remove": ("Remove", "Del")}


class DutyInspector(Inspector):
    """`wanted(what)`: record, edit, remove; `step_wanted("3")`: the record to correct."""

    wanted = Signal(str)
    step_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("Duty")
        self.line: DutyLine | None = None
        self.facts = KeyValueList()
        self.add_section("What the law asks").box.addWidget(self.facts)
        self.note = wrapped("")
        self.note_part = self.add_section("Note")
        self.note_part.box.addWidget(self.note)
        self.history = Timeline("Records")
        self.history.pressed.connect(self.step_wanted)
        self.nothing = wrapped("No record yet: a duty without evidence counts as not shown.")
        records = self.add_section("Records")
        records.box.addWidget(self.nothing)
        records.box.addWidget(self.history)
        self.buttons = {
            key: SecondaryButton(words, lambda key=key: self.wanted.emit(key), compact=True)
            for key, (words, _letter) in _BUTTONS.items()
        }
        self.add_actions(
            self.buttons["record"], self.buttons["edit"], right=(self.buttons["remove"],)
        )
        self.show_line(None, "")

    def show_line(self, line: DutyLine | None, refusal: str) -> None:
        """Show this duty; `refusal`: why nothing can be changed."""
        self.line = line
        self.body.setVisible(line is not None)
        self.foot.setVisible(line is not None)
        if line is None:
            self.set_head("", "No duty chosen")
            return
        from cspdesk.calendar import long_date
        from cspdesk.statutory.rules import often_words

        self.set_head(often_words(line.months), line.title, state=state_piece(line))
        due = long_date(line.due_on) if line.due_on else "No day set"
        self.facts.set_pairs([("Law", line.basis), ("Due", due), ("Responsible", line.responsible)])
        self.note.setText(line.note)
        self.note_part.setVisible(bool(line.note))
        self.nothing.setVisible(not line.records)
        self.history.setVisible(bool(line.records))
        self.history.show_steps([_step(record, bool(refusal)) for record in line.records])
        for key, button in self.buttons.items():
            button.set_allowed(not refusal, refusal)
            if not refusal:
                button.setToolTip(_BUTTONS[key][1])

    def take_focus(self) -> None:
        self.buttons["record"].setFocus()


def _step(record: DutyRecord, read_only: bool) -> Step:
    from cspdesk.calendar import plain_date

    late = f"{record.days_late} days late" if record.days_late else "in time"
    words = "\n".join(filter(None, (record.evidence, record.note)))
    when = late if record.due_on else ""
    link = "" if read_only else "Correct…"
    return Step(plain_date(record.done_on), when, words, strong=True, link=link, key=str(record.id))
