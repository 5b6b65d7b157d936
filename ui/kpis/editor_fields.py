"""The controls that the indicator editor is made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cspdesk.errors import RuleBroken
from cspdesk.kpis.field_words import read_day, read_number, write_day, write_number
from ui.delegates.painting import paint_focus, paint_text, paint_tick_box
from ui.theme import label, theme
from ui.widgets.buttons import FlatButton, LinkButton
from ui.widgets.fields import Field, Fields
from ui.widgets.segments import keys_in_use

_BOX = 15  # px: the side of a tick box
_REMOVE = 84  # px: the button at the end of a row


class Choice(QComboBox):
    """One of several, each with its value. The wheel scrolls the form, not the choice."""

    def __init__(self, choices: Sequence[tuple[str, Any]] = ()) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        # Kept here, not in the items: Qt would hand an enum back as its bare text.
        self._values: list[Any] = []
        self.offer(choices)

    def offer(self, choices: Sequence[tuple[str, Any]]) -> None:
        """Offer these instead, without announcing a change."""
        self.blockSignals(True)
        self.clear()
        self.addItems([words for words, _value in choices])
        self._values = [value for _words, value in choices]
        self.blockSignals(False)

    @property
    def value(self) -> Any:
        at = self.currentIndex()
        return self._values[at] if 0 <= at < len(self._values) else None

    def choose(self, value: Any) -> None:
        """The choice with that value; the first where none has it."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Tick(QCheckBox):
    """A box to tick, painted as in the lists: its edge is seen in the dark too."""

    def sizeHint(self) -> QSize:
        look = theme()
        words = self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
        width = look.metrics("body").horizontalAdvance(words)
        return QSize(look.px(_BOX + 8) + width + look.px(6), look.px(24))

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        side = look.px(_BOX)
        box = QRect(0, (self.height() - side) // 2, side, side)
        paint_tick_box(painter, look, box, self.isChecked())
        words = self.rect().adjusted(side + look.px(8), 0, 0, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic
        tone = look.colour("text" if self.isEnabled() else "text3")
        paint_text(painter, look, words, self.text(), "body", tone, flags)
        if self.hasFocus() and keys_in_use(self):
            paint_focus(painter, look, self.rect())


class Words(QPlainTextEdit):
    """Several lines of plain text; Tab goes on to the next field."""

    def __init__(self, lines: int = 3) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self._lines = lines
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        height = self._lines * theme().metrics("body").lineSpacing() + theme().px(14)
        self.setMinimumHeight(height)
        self.setMaximumHeight(height)

    @property
    def text(self) -> str:
        return self.toPlainText().strip()


class _Read(QLineEdit):
    """A line that is read into a value, written back tidily when it is left."""

    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        ):
            self.tidy()
            self.left.emit()

    def tidy(self) -> None:
        """Write what was read; what cannot be read stays as it was typed."""
        try:
            value = self.read()
        except RuleBroken:
            return
        if self.text().strip():
            self.show_value(value)

    def read(self) -> Any:
        raise NotImplementedError

    def show_value(self, value: Any) -> None:
        raise NotImplementedError


class NumberLine(_Read):
    """A number; `read` gives it, None when empty, or raises RuleBroken."""

    def read(self) -> float | None:
        return read_number(self.name, self.text())

    def show_value(self, value: float | None) -> None:
        self.setText(write_number(value))


class WholeLine(NumberLine):
    """A whole number; `read` gives it, nought when empty, or raises RuleBroken."""

    def read(self) -> int:
        value = super().read() or 0.0
        if not value.is_integer():
            raise RuleBroken(self.name, "This must be a whole number.")
        return int(value)


class DayLine(_Read):
    """A day, or the last day of a month, quarter or year."""

    def read(self) -> Any:
        return read_day(self.name, self.text())

    def show_value(self, value: Any) -> None:
        self.setText(write_day(value))


class RowList(QWidget):
    """Rows of fields under one another, each with Remove, and a button that adds one.

    `make` gives the controls of a row with their names; a control may be a QWidget of any kind.
    """

    changed = Signal()

    def __init__(
        self, noun: str, add: str, make: Callable[[], list[tuple[str, QWidget, int]]]
    ) -> None:
        super().__init__()
        self._noun, self._make = noun, make
        self.rows: list[tuple[QWidget, list[QWidget]]] = []
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(theme().px(6))
        self.none = label(f"No {noun} yet.", "body", "hint")
        self.more = LinkButton(add, self._press_add)
        self.box.addWidget(self.none)
        self.heads: QWidget | None = None
        self.box.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(self.more)

    def _press_add(self) -> None:
        self.add()[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def add(self) -> list[QWidget]:
        """A new row at the end; returns its controls."""
        holder, controls = QWidget(), []
        made = self._make()
        if self.heads is None:
            self._make_heads([(name, room) for name, _control, room in made])
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        for name, control, room in made:
            control.setProperty("rowName", name)
            controls.append(control)
            row.addWidget(control, room)
        remove = FlatButton("Remove", lambda: self.remove(holder))
        remove.setFixedWidth(theme().px(_REMOVE))
        remove.setProperty("rowName", "Remove")
        row.addWidget(remove)
        self.rows.append((holder, [*controls, remove]))
        self.box.insertWidget(self.box.count() - 1, holder)
        self._name_rows()
        return controls

    def _make_heads(self, named: list[tuple[str, int]]) -> None:
        """What the columns hold, once there are rows: their hints go as soon as they are filled."""
        self.heads = QWidget()
        row = QHBoxLayout(self.heads)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        for name, room in named:
            head = label(name, "label", "second")
            head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            row.addWidget(head, room)
        row.addSpacing(theme().px(_REMOVE + 8))
        self.box.insertWidget(self.box.count() - 1, self.heads)

    def remove(self, holder: QWidget) -> None:
        place = next(at for at, (held, _controls) in enumerate(self.rows) if held is holder)
        self.rows.pop(place)
        had_focus = holder.isAncestorOf(self.window().focusWidget() or self)
        holder.hide()
        holder.setParent(None)
        holder.deleteLater()
        self._name_rows()
        if had_focus:
            self.more.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def clear(self) -> None:
        while self.rows:
            holder, _controls = self.rows.pop()
            holder.setParent(None)
            holder.deleteLater()
        self._name_rows()

    def controls(self) -> list[list[QWidget]]:
        """The controls of every row, without Remove."""
        return [controls[:-1] for _holder, controls in self.rows]

    def _name_rows(self) -> None:
        self.none.setVisible(not self.rows)
        if self.heads is not None:
            self.heads.setVisible(bool(self.rows))
        for place, (_holder, controls) in enumerate(self.rows, 1):
            for control in controls:
                name = f"{control.property('rowName')}, {self._noun} {place}"
                control.setAccessibleName(name)


class FormPart(QWidget):
    """One tab of the editor: its fields by the names that rules use. `edited()` follows a change
    by the officer's hand."""

    edited = Signal()
    title = ""

    def __init__(self) -> None:
        super().__init__()
        self.places: dict[str, Field] = {}
        self.fields = Fields(self.places)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def state(self) -> tuple[object, ...]:
        """Everything as it stands, readable or not: it differs once anything was typed."""
        raise NotImplementedError

    def field(self, key: str, words: str, control: QWidget, hint: str = "") -> Field:
        """A named field; its changes are edits."""
        made = Field(words, control, hint=hint)
        self.places[key] = made
        self.fields.add(key, made)
        self.listen(control)
        return made

    def listen(self, control: QWidget) -> None:
        """A change of this control is an edit."""
        for name in ("textEdited", "currentIndexChanged", "valueChanged", "toggled", "changed"):
            signal = getattr(control, name, None)
            if signal is not None and not isinstance(control, QPlainTextEdit):
                signal.connect(lambda *_: self.edited.emit())
        if isinstance(control, QPlainTextEdit):
            control.textChanged.connect(self.edited.emit)
        if isinstance(control, QComboBox) and control.isEditable():
            control.editTextChanged.connect(lambda _text: self.edited.emit())


def row_of(*parts: tuple[QWidget, int]) -> QHBoxLayout:
    """Fields side by side, each with its share of the room."""
    row = QHBoxLayout()
    row.setSpacing(theme().px(16))
    for part, room in parts:
        row.addWidget(part, room)
    return row
