"""How the keyboard is used, as every widget asks it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

LETTER_KEYS = "letterKeys"  # property of the application; False switches single letters off


def keys_in_use(widget: QWidget) -> bool:
    """Whether the officer moves by keyboard now, so that focus must be seen."""
    return widget.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
