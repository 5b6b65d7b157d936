"""Fields with their name above and their problem beneath, and the register that finds them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.theme import label, set_style_property, theme


class ProblemLabel(QLabel):
    """One sentence that says what is wrong and what to do; hidden while nothing is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("role", "label-strong")
        self.setProperty("tone", "red")
        self.hide()

    def say(self, words: str) -> None:
        self.setText(words)
        self.setVisible(bool(words))


class Field(QWidget):
    """A named editor: label (with its Alt key), the control, and room for one problem."""

    def __init__(
        self, name: str, control: QWidget, *, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.control = control
        self.problem = ProblemLabel()
        caption = label(name, "label-strong", "second")
        caption.setBuddy(control)
        control.setAccessibleName(name.replace("&", ""))
        self._hint = hint
        control.setAccessibleDescription(hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(3))
        layout.addWidget(caption)
        self._row = QHBoxLayout()
        self._row.setSpacing(theme().px(8))
        self._row.addWidget(control, 1)
        layout.addLayout(self._row)
        if hint:
            note = label(hint, "label", "hint")
            note.setWordWrap(True)
            layout.addWidget(note)
        layout.addWidget(self.problem)
        layout.addStretch(1)  # beside a field with a problem this one stays at the top

    def put_beside(self, widget: QWidget) -> None:
        """A button that belongs to the control, at its right."""
        self._row.addWidget(widget)

    def set_problem(self, words: str) -> None:
        """Show the sentence and frame the control in red; "" takes both away."""
        self.problem.say(words)
        set_style_property(self.control, "problem", "true" if words else "false")
        self.control.setAccessibleDescription(words or self._hint)
        if words:
            event = QAccessibleEvent(self.control, QAccessible.Event.DescriptionChanged)
            QAccessible.updateAccessibility(event)


class Fields:
    """The fields of one form by the names rules use, so that a broken rule finds its place.

    `whole` takes what belongs to no single field.
    """

    def __init__(
        self, fields: Mapping[str, Field] | None = None, whole: ProblemLabel | None = None
    ) -> None:
        self._fields: dict[str, Field] = dict(fields or {})
        self._whole = whole

    def add(self, name: str, field: Field) -> Field:
        self._fields[name] = field
        return field

    def field(self, name: str) -> Field:
        return self._fields[name]

    def clear(self) -> None:
        for field in self._fields.values():
            field.set_problem("")
        if self._whole is not None:
            self._whole.say("")

    def show(self, name: str, words: str) -> bool:
        """Put the sentence beside the field and the keyboard in it; False when it has no place."""
        field = self._fields.get(name)
        if field is not None:
            field.set_problem(words)
            field.control.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if self._whole is not None:
            self._whole.say(words)
            return True
        return False
