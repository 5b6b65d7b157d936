"""Settings as fields that are saved one by one, when each is left; every one is a step to undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.kpis.editor_fields import Choice, Tick
from ui.theme import label, theme
from ui.widgets.fields import Field
from ui.widgets.inspector import wrapped

if TYPE_CHECKING:
    from cspdesk.commanding import Command
    from ui.operations import Operations

NUMBER = 76  # px: the width of a field for a number
_WIDEST = 860  # px: lines longer than this are hard to read


class SettingLine(QLineEdit):
    """One line. Leaving it or Enter keeps what was typed; Esc puts the old words back."""

    left = Signal()

    def __init__(self, whole: bool = False) -> None:
        super().__init__()
        self.whole = whole
        self.kept = ""
        self.editingFinished.connect(self.left.emit)

    def show_kept(self, words: str) -> None:
        """Show what is kept; words that are being typed, or were refused, stay."""
        typed = self.text() != self.kept
        self.kept = words
        if not typed:
            self.setText(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self.kept:
            self.setText(self.kept)
            self.selectAll()
            self.left.emit()
        else:
            super().keyPressEvent(event)


class NumberField(Field):
    """A field for a number: as narrow as that, with `words` after it."""

    def __init__(self, name: str, control: QWidget, words: str = "", hint: str = "") -> None:
        super().__init__(name, control, hint=hint)
        self._row.setStretch(0, 0)
        self._row.setAlignment(control, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.after = wrapped(words, "label", "second")
        self._row.addWidget(self.after, 1)


class SettingsForm(QWidget):
    """Fields by the names that rules use. `make(name, value)` gives the command of one change;
    `again()` shows what is kept, after a choice was refused.
    """

    def __init__(
        self,
        operations: Operations,
        make: Callable[[str, Any], Command],
        again: Callable[[], None],
    ) -> None:
        super().__init__()
        self.operations, self._make, self._again = operations, make, again
        self.places: dict[str, Field] = {}
        self.lines: dict[str, SettingLine] = {}
        self.choices: dict[str, Choice] = {}
        self.ticks: dict[str, Tick] = {}
        self.box = QVBoxLayout(self)
        look = theme()
        self.box.setContentsMargins(*(look.px(side) for side in (20, 14, 20, 20)))
        self.box.setSpacing(look.px(10))
        self.setMaximumWidth(look.px(_WIDEST))

    # -- making -------------------------------------------------------------------------------

    def heading(self, words: str, detail: str = "") -> None:
        """Begin a part of the form."""
        if self.box.count():
            self.box.addSpacing(theme().px(10))
        self.box.addWidget(label(words, "pane"))
        if detail:
            self.box.addWidget(wrapped(detail, "label", "second"))

    def line(self, name: str, words: str, *, hint: str = "") -> Field:
        return self._place(name, Field(words, self._line(name), hint=hint))

    def number(self, name: str, words: str, after: str = "", *, hint: str = "") -> NumberField:
        """A line for a whole number, which is narrow and handed on as one."""
        line = self._line(name, whole=True)
        line.setFixedWidth(theme().px(NUMBER))
        made = NumberField(words, line, after, hint)
        self._place(name, made)
        return made

    def _line(self, name: str, *, whole: bool = False) -> SettingLine:
        self.lines[name] = line = SettingLine(whole)
        line.left.connect(partial(self._line_left, name))
        return line

    def choice(
        self, name: str, words: str, choices: Sequence[tuple[str, Any]], *, hint: str = ""
    ) -> Field:
        box = Choice(choices)
        box.activated.connect(lambda _place: self.save(name, box.value))
        self.choices[name] = box
        return self._place(name, Field(words, box, hint=hint))

    def tick(self, name: str, words: str) -> Tick:
        box = Tick(words)
        box.clicked.connect(lambda on: self.save(name, on))
        self.ticks[name] = box
        why = self.operations.refusal
        box.setEnabled(not why)
        box.setToolTip(why)
        return box

    def _place(self, name: str, made: Field) -> Field:
        self.places[name] = made
        why, control = self.operations.refusal, made.control
        if isinstance(control, QLineEdit):
            control.setReadOnly(bool(why))
        else:
            control.setEnabled(not why)
        control.setToolTip(why)
        return made

    def row(self, *parts: tuple[QWidget, int]) -> None:
        """Fields side by side, each with its share of the room; 0 takes only what it needs."""
        row = QHBoxLayout()
        row.setSpacing(theme().px(16))
        for part, room in parts:
            row.addWidget(part, room)
        if not any(room for _part, room in parts):
            row.addStretch(1)
        self.box.addLayout(row)

    # -- showing and saving -------------------------------------------------------------------

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show what is kept."""
        for name, line in self.lines.items():
            line.show_kept(str(values[name]))
            if line.text() == line.kept:
                self.places[name].set_problem("")
        for name, choice in self.choices.items():
            choice.choose(values[name])
        for name, tick in self.ticks.items():
            tick.setChecked(bool(values[name]))

    def _line_left(self, name: str) -> None:
        line = self.lines[name]
        typed = line.text().strip()
        if typed == line.kept:
            line.setText(line.kept)
            self.places[name].set_problem("")
        elif not line.whole:
            self.save(name, typed)
        elif typed.isascii() and typed.isdecimal():
            self.save(name, int(typed))
        else:
            self.places[name].set_problem("Write a whole number in figures.")

    def save(self, name: str, value: Any) -> bool:
        """Keep one setting; what was typed stays, with the sentence beside it, when refused."""
        line = self.lines.get(name)
        before = line.kept if line else ""
        if line is not None:
            line.kept = line.text()  # so that the answer, not the typing, is shown after it
        done = self.operations.run(self._make(name, value), fields=_Places(self, name))
        if done is None and line is not None:
            line.kept = before
        elif done is None:
            self._again()
        elif line is not None and line.text() == line.kept:
            self.places[name].set_problem("")
        return done is not None


class _Places:
    """Where a broken rule's sentence goes: the field it names, else the one that was left."""

    def __init__(self, form: SettingsForm, name: str) -> None:
        self._form, self._name = form, name

    def clear(self) -> None:
        field = self._form.places.get(self._name)
        if field is not None:
            field.set_problem("")

    def show(self, name: str, words: str) -> bool:
        field = self._form.places.get(name) or self._form.places.get(self._name)
        if field is None:
            return False
        field.set_problem(words)
        return True
