"""The few dialogs of the window itself: something to read, a failure, keys, about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui.delegates.painting import paint_keys
from ui.theme import label, theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton

if TYPE_CHECKING:
    from ui.errors import ErrorDesk
    from ui.widgets.statusbar import Hint


class _Dialog(QDialog):
    """Title, what it says, buttons at the right. Deleted when closed."""

    def __init__(self, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        look = theme()
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(look.px(20), look.px(16), look.px(20), look.px(16))
        self.box.setSpacing(look.px(10))
        self.heading = label(title, "inspector")
        self.heading.setWordWrap(True)
        self.box.addWidget(self.heading)
        self.setMinimumWidth(look.px(440))

    def words(self, text: str) -> None:
        said = label(text)
        said.setWordWrap(True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.box.addWidget(said)
        self.setAccessibleDescription(text)

    def buttons(self, *made: QWidget) -> None:
        self.box.addStretch()  # takes the height that wrapped labels ask for and do not need
        row = QHBoxLayout()
        row.addStretch(1)
        for button in made:
            row.addWidget(button)
        self.box.addSpacing(theme().px(4))
        self.box.addLayout(row)


class ExplainDialog(_Dialog):
    """Something that must be read, with one thing to do about it, or only Close."""

    def __init__(
        self,
        title: str,
        words: str,
        button: str = "",
        act: Callable[[], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self.words(words)
        self._act = act
        if button and act:
            self.do = PrimaryButton(button, self._press)
            self.do.setDefault(True)
            self.buttons(SecondaryButton("Cancel", self.reject), self.do)
        else:
            self.do = PrimaryButton("Close", self.accept)
            self.do.setDefault(True)
            self.buttons(self.do)

    def _press(self) -> None:
        self.accept()
        if self._act is not None:
            self._act()


class FailureDialog(_Dialog):
    """A failure nobody foresaw: what was entered is safe; details to copy. One for all."""

    def __init__(self, errors: ErrorDesk, parent: QWidget | None = None) -> None:
        super().__init__("Something went wrong in CSP Desk", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self._errors = errors
        self.words(
            "What you entered before this is saved. You can go on working; if it happens again, "
            "copy the details and send them to whoever looks after the program for you."
        )
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setAccessibleName("Details")
        self.details.setMinimumHeight(theme().px(180))
        self.box.addWidget(self.details)
        self.copy = SecondaryButton("Copy details", self._copy)
        close = PrimaryButton("Close", self.accept)
        close.setDefault(True)
        self.buttons(self.copy, close)
        self.refresh()

    def refresh(self) -> None:
        """Show the details of every failure gathered so far."""
        count = len(self._errors.failures)
        if count > 1:
            self.heading.setText(f"{count} things went wrong in CSP Desk")
        self.details.setPlainText(self._errors.details())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._errors.details())
        self.copy.setText("Copied")


EVERYWHERE: tuple[Hint, ...] = (
    ("Ctrl+1 … Ctrl+6", "go to a tab"),
    ("Ctrl+K", "find or go to"),
    ("Ctrl+P", "board pack"),
    ("Ctrl+N", "add here"),
    ("F2", "edit"),
    ("Ctrl+Z", "undo"),
    ("Ctrl+Y", "redo"),
    ("Ctrl+S", "save a copy"),
    ("Ctrl+F", "filter the list"),
    ("F6 Shift+F6", "next or previous pane"),
    ("F9", "inspector"),
    ("Ctrl++ Ctrl+-", "larger or smaller text"),
    ("Esc", "back to the list"),
    ("F1", "this list"),
)


class KeysDialog(_Dialog):
    """The keys of the screen at hand, then those that work everywhere."""

    def __init__(self, screen: str, hints: Sequence[Hint], parent: QWidget | None = None) -> None:
        super().__init__("Keys", parent)
        columns = QHBoxLayout()
        columns.setSpacing(theme().px(32))
        for title, listed in ((screen, hints), ("Everywhere", EVERYWHERE)):
            if listed:
                columns.addLayout(self._column(title, listed))
        self.box.addLayout(columns)
        close = PrimaryButton("Close", self.accept)
        close.setDefault(True)
        self.buttons(close)

    def _column(self, title: str, hints: Sequence[Hint]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme().px(8))
        column.addWidget(label(title, "label-strong", "second"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(12))
        grid.setVerticalSpacing(theme().px(6))
        for row, (keys, words) in enumerate(hints):
            grid.addWidget(KeyCaps(keys), row, 0, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(label(words), row, 1)
        column.addLayout(grid)
        column.addStretch(1)
        return column


class KeyCaps(QWidget):
    """Keys painted as caps: "Alt+↑ Alt+↓" gives two."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keys = keys
        self.setAccessibleName(keys)
        look = theme()
        metrics = look.metrics("tick")
        width = sum(metrics.horizontalAdvance(cap) + look.px(12) for cap in keys.split())
        self.setFixedSize(max(1, width - look.px(4)), look.px(18))

    def paintEvent(self, _event: object) -> None:
        from PySide6.QtCore import QRect
        from PySide6.QtGui import QPainter

        painter, look, x = QPainter(self), theme(), 0
        for cap in self.keys.split():
            x += paint_keys(painter, look, QRect(x, 0, 0, self.height()), cap) + look.px(4)


class AboutDialog(_Dialog):
    """What the program is and where its files lie."""

    def __init__(self, version: str, folder: str, parent: QWidget | None = None) -> None:
        super().__init__("CSP Desk", parent)
        self.words(
            "For the secretariat of a Community Safety Partnership: agendas that decide, partner "
            "homework, actions, parallel boards, KPIs and the board pack."
        )
        self.words(f"Version {version}. Files and logs: {folder}")
        close = PrimaryButton("Close", self.accept)
        close.setDefault(True)
        self.buttons(close)
