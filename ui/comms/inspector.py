"""One line of the comms plan in full, every part edited where it stands."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from ui.comms.columns import state_piece
from ui.widgets.buttons import SecondaryButton
from ui.widgets.days import DayEdit
from ui.widgets.fields import Field
from ui.widgets.forms import Choice
from ui.widgets.inspector import Inspector, wrapped
from ui.widgets.pane import Section

if TYPE_CHECKING:
    from cspdesk.comms.records import CommsMessage, PlanLine
    from ui.operations import Operations

_TEXTS = (
    ("message", "Message", "Nothing yet. Press Enter to write what people are to read"),
    ("audience", "For whom", "Who is to read it"),
    ("owner", "Who sees to it", "A role, such as communications lead"),
    ("sign_off", "Who signs it off", "Nobody: it goes out without sign-off"),
)
_BUTTONS = {
    "sign_off": ("Sign off", "S"),
    "publish": ("Published…", "P"),
    "copy": ("Copy text", "T"),
    "none": ("Nothing needed", "N"),
    "undecide": ("Decide again", "N"),
    "remove": ("Remove", "Del"),
}
_IN_DAYS = 14  # what is proposed when a day is first wanted


class CommsInspector(Inspector):
    """`wanted(what)`: channels, sign_off, publish, copy, none, undecide, remove.

    `text_written(text)`: the first wording of an item that has no message yet.
    """

    wanted = Signal(str)
    text_written = Signal(str)

    def __init__(self, operations: Operations, today: date) -> None:
        super().__init__("Communications of an item")
        self.operations, self.today = operations, today
        self.line: PlanLine | None = None
        self.held_on = today
        self.asked, self.asked_words = self._words("Asked on the front sheet")
        for name, caption, hint in _TEXTS:
            part = self.add_text(name, caption, hint=hint)
            part.committed.connect(partial(self._keep_text, name))
        self._make_hint()
        self._make_channels()
        self._make_who()
        self.missing, self.missing_words = self._words("Where it stands")
        self._make_foot()
        self._order_tabs()
        self.places = _Places(self)
        self._only_read(operations.refusal)
        self.show_line(None, today)

    # -- making -------------------------------------------------------------------------------

    def _words(self, caption: str) -> tuple[Section, Any]:
        section, words = self.add_section(caption), wrapped("")
        section.box.addWidget(words)
        return section, words

    def _make_hint(self) -> None:
        """The readability hint stands under the wording it is about."""
        self.hint = wrapped("", "label", "second")
        self.hint.setAccessibleName("How it reads")
        self._section_of("message").box.addWidget(self.hint)
        editor = self.parts["message"].editor
        editor.textChanged.connect(self._hint_while_typing)
        editor.given_up.connect(lambda: self._show_hint(self.parts["message"].text))

    def _make_channels(self) -> None:
        self.channels, self.channel_words = self._words("Channels")
        self.change_channels = SecondaryButton(
            "Choose channels…", lambda: self.wanted.emit("channels"), compact=True
        )
        self.channels.box.addWidget(self.change_channels)
        self._put_after("audience", self.channels)

    def _make_who(self) -> None:
        self.lead = Choice((), none="No partner yet")
        self.lead.activated.connect(lambda _place: self._keep_lead())
        self.has_day = QCheckBox("Has a day")
        self.has_day.clicked.connect(self._day_wanted)
        self.due = DayEdit(self.today)
        self.due.editingFinished.connect(self._keep_due)
        self.form = {
            "organisation_id": Field("Which partner leads", self.lead),
            "due_on": Field("By when", self.due),
        }
        self.form["due_on"].put_beside(self.has_day)
        self.who = Section()
        for field in self.form.values():
            self.who.box.addWidget(field)
        self._put_after("owner", self.who)

    def _make_foot(self) -> None:
        self.buttons = {
            key: SecondaryButton(words, lambda key=key: self.wanted.emit(key), compact=True)
            for key, (words, _letter) in _BUTTONS.items()
        }
        held = self.buttons
        self.add_actions(
            held["publish"],
            held["sign_off"],
            held["copy"],
            held["none"],
            held["undecide"],
            right=(held["remove"],),
        )

    def _order_tabs(self) -> None:
        """Tab goes down the pane as it is seen, not as it was made."""
        parts = self.parts
        seen = (
            *(parts["message"], parts["audience"], self.change_channels, parts["owner"]),
            *(self.lead, self.due, self.has_day, parts["sign_off"], self.buttons["publish"]),
        )
        for before, after in pairwise(seen):
            self.setTabOrder(before, after)

    def _section_of(self, name: str) -> Section:
        section = self.parts[name].parentWidget()
        assert isinstance(section, Section)
        return section

    def _put_after(self, name: str, section: QWidget) -> None:
        self.sections.insertWidget(self.sections.indexOf(self._section_of(name)) + 1, section)

    def _only_read(self, why: str) -> None:
        if not why:
            return
        for part in self.parts.values():
            part.set_read_only(True)
            part.setToolTip(why)
        for control in (self.lead, self.due, self.has_day):
            control.setEnabled(False)
            control.setToolTip(why)
        for button in (*self.buttons.values(), self.change_channels):
            button.set_allowed(False, why)
        self.buttons["copy"].set_allowed(True)

    # -- showing ------------------------------------------------------------------------------

    @property
    def message(self) -> CommsMessage | None:
        return self.line.message if self.line else None

    def show_line(self, line: PlanLine | None, held_on: date) -> None:
        """Show this line; what is being typed for the same line stays."""
        if line is None or self.line is None or line.key != self.line.key:
            self._let_go()
        self.line, self.held_on = line, held_on
        self.body.setVisible(line is not None)
        self.foot.setVisible(line is not None)
        if line is None:
            self.set_head("", "No item chosen")
            return
        self.set_head(line.place, line.about, state=state_piece(line))
        self._show_texts(line)
        self._show_who(line.message)
        self._show_around(line)
        self._show_buttons(line)

    def _let_go(self) -> None:
        """An editor left open belongs to the line before: it must never write into this one."""
        if hasattr(self, "places"):
            self.places.clear()
        for part in self.parts.values():
            if part.editing:
                part.editor.given_up.emit()

    def _show_texts(self, line: PlanLine) -> None:
        message = line.message
        for name in self.parts:
            self.parts[name].set_text(getattr(message, name) if message else "")
            self._section_of(name).setVisible(name == "message" or message is not None)
        self._show_hint(message.message if message else "")
        signed = message.signed_off_on if message else None
        if signed is not None:
            self.parts["sign_off"].shown.setText(f"{self.parts['sign_off'].text}, {_day(signed)}")

    def _hint_while_typing(self) -> None:
        part = self.parts["message"]
        if part.editing:
            self._show_hint(part.editor.toPlainText())

    def _show_hint(self, text: str) -> None:
        from cspdesk.comms.readability import MEASURE, read_plainly

        found = read_plainly(text)
        self.hint.setText("\n".join((found.summary, *found.hints)))
        self.hint.setToolTip(f"Measured as {MEASURE}. A hint: nothing is stopped by it.")
        self.hint.setVisible(bool(found.summary))

    def _show_who(self, message: CommsMessage | None) -> None:
        for section in (self.channels, self.who):
            section.setVisible(message is not None)
        if message is None:
            return
        self.channel_words.setText("\n".join(message.all_channels) or "None yet")
        with QSignalBlocker(self.lead), QSignalBlocker(self.due):
            self.lead.choose(message.organisation_id)
            self.due.set_day(message.due_on or self._proposed())
        self.has_day.setChecked(message.due_on is not None)
        self.due.setEnabled(message.due_on is not None and not self.operations.refusal)

    def _show_around(self, line: PlanLine) -> None:
        from cspdesk.comms.rules import missing_sentence

        self.asked_words.setText(line.asked)
        self.asked.setVisible(bool(line.asked))
        said = [missing_sentence(line.standing.missing), line.caution, _published(line.message)]
        words = "\n".join(part for part in said if part)
        self.missing_words.setText(words)
        self.missing.setVisible(bool(words))

    def _show_buttons(self, line: PlanLine) -> None:
        message, state = line.message, line.standing.state.value
        out = message is not None and message.published_on is not None
        shown = {
            "publish": message is not None,
            "sign_off": message is not None and not out and message.signed_off_on is None,
            "copy": message is not None,
            "none": message is None and state == "to_decide",
            "undecide": state == "none_needed",
            "remove": message is not None and not out,
        }
        for key, button in self.buttons.items():
            button.setVisible(shown[key])
            if not self.operations.refusal:
                button.setToolTip(_BUTTONS[key][1])

    def offer_partners(self, partners: list[tuple[int, str]]) -> None:
        """The partners that may lead a message."""
        self.lead.offer(partners, self.message.organisation_id if self.message else None)

    def _proposed(self) -> date:
        return max(self.today, self.held_on) + timedelta(days=_IN_DAYS)

    # -- editing ------------------------------------------------------------------------------

    def edit_message(self) -> None:
        """Put the keyboard into the wording."""
        self.parts["message"].start_editing()

    def take_focus(self) -> None:
        self.parts["message"].setFocus()

    def _keep_text(self, name: str, text: str) -> None:
        if self.message is None and name == "message":
            self.text_written.emit(text)
        else:
            self.edit(**{name: text})

    def _keep_lead(self) -> None:
        if self.message is not None and self.lead.key != self.message.organisation_id:
            self.edit(organisation_id=self.lead.key)

    def _day_wanted(self, on: bool) -> None:
        self.edit(due_on=self._proposed() if on else None)
        if on:
            self.due.setFocus()

    def _keep_due(self) -> None:
        message = self.message
        if message is not None and self.has_day.isChecked() and self.due.day != message.due_on:
            self.edit(due_on=self.due.day)

    def edit(self, **changed: Any) -> None:
        """Change fields of the message shown."""
        from cspdesk.comms.commands import EditComms

        message = self.message
        if message is not None:
            command = EditComms(message.id, message.version, **changed)
            self.operations.run(command, fields=self.places)


class _Places:
    """Where a broken rule's sentence goes: a field of the form, else a part of the inspector."""

    def __init__(self, inspector: CommsInspector) -> None:
        self._inspector = inspector

    def clear(self) -> None:
        self._inspector.fields.clear()
        for field in self._inspector.form.values():
            field.set_problem("")

    def show(self, name: str, words: str) -> bool:
        field = self._inspector.form.get(name)
        if field is None:
            return self._inspector.fields.show(name, words)
        field.set_problem(words)
        return True


def _published(message: CommsMessage | None) -> str:
    if message is None or message.published_on is None:
        return ""
    return f"Published {_day(message.published_on)}: {message.published_where}."


def _day(day: date) -> str:
    from cspdesk.calendar import short_date

    return short_date(day, year=True)
