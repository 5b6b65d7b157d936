"""The verdict on a piece of business: one key each, where it goes, and the reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLineEdit

from db.vocabulary import Verdict
from ui.theme import theme
from ui.widgets.buttons import FlatButton, SecondaryButton
from ui.widgets.days import DayEdit
from ui.widgets.fields import Field, Fields, ProblemLabel
from ui.widgets.pane import Section
from ui.widgets.segments import SegmentedControl

if TYPE_CHECKING:
    from cspdesk.agenda.business_records import VerdictChoices

# The key of each verdict, and its word with that letter marked (Alt and the letter do the same).
VERDICTS: dict[str, tuple[Verdict, str]] = {
    "B": (Verdict.BOARD, "&Board"),
    "D": (Verdict.DEFER, "&Defer"),
    "S": (Verdict.DISSEMINATE, "Di&sseminate"),
    "C": (Verdict.DECLINE, "De&cline"),
    "M": (Verdict.SEND_BACK, "Ask for &more"),
}
_FIELDS = {
    Verdict.BOARD: ("item_id",),
    Verdict.DEFER: ("meeting_id",),
    Verdict.DISSEMINATE: ("channel", "to_whom", "due_on"),
    Verdict.DECLINE: (),
    Verdict.SEND_BACK: (),
}
_REASONS = {
    Verdict.BOARD: "Why the whole Board is needed",
    Verdict.DEFER: "Why later",
    Verdict.DISSEMINATE: "Why it need not go before the Board",
    Verdict.DECLINE: "Why it goes no further",
    Verdict.SEND_BACK: "What is needed first",
}
_SAVE = {True: "Record the verdict", False: "Add this way"}


class _Quiet(QComboBox):
    """The wheel scrolls the pane; it never changes the choice in passing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class VerdictForm(Section):
    """Shows the five verdicts; the chosen one opens its fields. `given(values)` asks to record.

    `values` holds the verdict with the fields of GiveVerdict, or without a verdict a further way
    out. Enter in a field records, Esc puts the form away.
    """

    given = Signal(object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.waiting: Verdict | None = None
        self.adding_way = False
        self.choice = SegmentedControl(
            [(verdict.value, words) for verdict, words in VERDICTS.values()],
            name="Verdict of the Executive",
            compact=True,
        )
        for key, (verdict, _words) in VERDICTS.items():
            self.choice.button(verdict.value).setToolTip(f"Key {key}")
        self.choice.chosen.connect(lambda key: self.open_for(Verdict(key)))
        self.item, self.meeting = _Quiet(), _Quiet()
        self.channel, self.to_whom, self.reason = QLineEdit(), QLineEdit(), QLineEdit()
        self.due_on = DayEdit(date.today())
        self.whole = ProblemLabel()
        self.fields = Fields(
            {
                "item_id": Field("It goes on as", self.item),
                "meeting_id": Field("To which Board", self.meeting),
                "channel": Field("Through which channel", self.channel),
                "to_whom": Field("To whom", self.to_whom),
                "due_on": Field("By when", self.due_on),
                "reason": Field("Reason", self.reason, hint="The reason goes back to the source."),
            },
            self.whole,
        )
        self.save = SecondaryButton("", self._give)
        self.cancel = FlatButton("Cancel", self.put_away)
        self._lay_out()
        self.put_away()

    def _lay_out(self) -> None:
        self.box.addWidget(self.choice)
        for name in ("item_id", "meeting_id", "channel"):
            self.box.addWidget(self.fields.field(name))
        row = QHBoxLayout()
        row.setSpacing(theme().px(8))
        row.addWidget(self.fields.field("to_whom"), 3)
        row.addWidget(self.fields.field("due_on"), 2)
        self.box.addLayout(row)
        for part in (self.fields.field("reason"), self.whole):
            self.box.addWidget(part)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme().px(8))
        for button in (self.save, self.cancel):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.box.addLayout(buttons)
        for line in (self.channel, self.to_whom, self.reason):
            line.returnPressed.connect(self._give)

    # -- opening and closing ------------------------------------------------------------------

    def offer(self, choices: VerdictChoices, is_pmg: bool) -> None:
        """Where a piece of this cycle can go; PMG's lines join the highlight report at first."""
        _fill(self.item, [("A new item", None), *((one.name, one.id) for one in choices.items)])
        joins = self.item.findData(choices.joins) if is_pmg and choices.joins else 0
        self.item.setCurrentIndex(max(0, joins))
        _fill(self.meeting, [(one.name, one.id) for one in choices.meetings])
        _complete(self.channel, choices.channels)
        _complete(self.to_whom, choices.to_whom)

    def show_verdict(self, verdict: Verdict | None, due_on: date) -> None:
        """What stands recorded; an open form is left to the officer."""
        if self.waiting is None and not self.adding_way:
            self.choice.choose(verdict.value if verdict else "")
            self.due_on.set_day(due_on)
        self._recorded = verdict

    def open_for(self, verdict: Verdict) -> None:
        """Ask for what this verdict needs, with the keyboard in the first field."""
        self.waiting, self.adding_way = verdict, False
        self.choice.choose(verdict.value)
        reason = self.fields.field("reason")
        reason.control.setAccessibleName(_REASONS[verdict])
        self.reason.setPlaceholderText(_REASONS[verdict])
        self._open((*_FIELDS[verdict], "reason"))

    def open_for_way(self) -> None:
        """Ask for one more channel of a piece that goes out already."""
        self.waiting, self.adding_way = None, True
        self._open(_FIELDS[Verdict.DISSEMINATE])

    def _open(self, names: Sequence[str]) -> None:
        self.fields.clear()
        for name in (*_FIELDS[Verdict.DISSEMINATE], "item_id", "meeting_id", "reason"):
            self.fields.field(name).setVisible(name in names)
        self.save.setText(_SAVE[not self.adding_way])
        for button in (self.save, self.cancel):
            button.show()
        typed = [name for name in names if name in ("channel", "to_whom", "reason")]
        self.fields.field(typed[0]).control.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Forget what was typed; the recorded verdict shows again."""
        recorded: Verdict | None = getattr(self, "_recorded", None)
        self.waiting, self.adding_way = None, False
        for line in (self.channel, self.to_whom, self.reason):
            line.clear()
        self.fields.clear()
        for name in ("item_id", "meeting_id", "channel", "to_whom", "due_on", "reason"):
            self.fields.field(name).hide()
        for button in (self.save, self.cancel):
            button.hide()
        self.choice.choose(recorded.value if recorded else "")
        self.closed.emit()

    @property
    def is_open(self) -> bool:
        return self.waiting is not None or self.adding_way

    # -- recording ----------------------------------------------------------------------------

    def _give(self) -> None:
        if not self.is_open:
            return
        values: dict[str, Any] = {
            "item_id": self.item.currentData(),
            "meeting_id": self.meeting.currentData(),
            "channel": self.channel.text(),
            "to_whom": self.to_whom.text(),
            "due_on": self.due_on.day,
        }
        asked = _FIELDS[self.waiting or Verdict.DISSEMINATE]
        found = {name: value for name, value in values.items() if name in asked}
        if self.waiting is not None:
            found |= {"verdict": self.waiting, "reason": self.reason.text()}
        self.given.emit(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_open:
            self.put_away()
        else:
            super().keyPressEvent(event)


def _fill(box: QComboBox, choices: Sequence[tuple[str, int | None]]) -> None:
    """Other choices; what was chosen stays where it still is one."""
    before = box.currentData()
    box.clear()
    for words, key in choices:
        box.addItem(words, key)
    box.setCurrentIndex(max(0, box.findData(before)))


def _complete(line: QLineEdit, words: Sequence[str]) -> None:
    """Complete what is typed from these, wherever in them it stands."""
    completer = line.completer()
    if completer is None:
        completer = QCompleter([], line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        line.setCompleter(completer)
    offered = completer.model()
    assert isinstance(offered, QStringListModel)
    offered.setStringList(list(words))
