"""A form in a dialog: named fields, one command, its problems beside the fields; its controls."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui.theme import label, theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.days import unread_day
from ui.widgets.fields import Field, Fields, ProblemLabel

if TYPE_CHECKING:
    from cspdesk.commanding import Command
    from db.changes import ChangeSet
    from ui.operations import Operations


def fit(dialog: QDialog, width: int, height: int) -> None:
    """This large in design pixels, but never larger than the screen it stands on."""
    look, room = theme(), dialog.screen().availableSize()
    rim = look.px(48)  # the title bar, and a little of the window behind
    wide, high = min(look.px(width), room.width() - rim), min(look.px(height), room.height() - rim)
    dialog.resize(wide, high)


_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FormDialog(QDialog):
    """Override `command`; `place` puts fields in, `finish` the buttons under them.

    Ctrl+Enter presses the button from every field, several lines of text included.
    """

    def __init__(self, operations: Operations, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.operations = operations
        self.changes: ChangeSet | None = None
        self.whole = ProblemLabel()
        self.fields = Fields({}, self.whole)
        look = theme()
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(*(look.px(side) for side in (20, 16, 20, 16)))
        self.box.setSpacing(look.px(10))
        heading = label(title, "inspector")
        heading.setWordWrap(True)
        self.box.addWidget(heading)
        self.setMinimumWidth(look.px(480))

    def command(self) -> Command | None:
        """What saving does; None when a problem was shown beside a field."""
        raise NotImplementedError

    def place(self, *rows: Iterable[tuple[str, str, QWidget]]) -> None:
        """Rows of fields: (name the rules use, caption with its Alt key, control)."""
        for row in rows:
            grid = QGridLayout()
            grid.setHorizontalSpacing(theme().px(16))
            for column, (name, caption, control) in enumerate(row):
                grid.addWidget(self.fields.add(name, Field(caption, control)), 0, column)
                grid.setColumnStretch(column, 1)
            self.box.addLayout(grid)

    def finish(self, words: str) -> None:
        self.box.addWidget(self.whole)
        self.box.addStretch(1)
        self.save = PrimaryButton(words, self.press)
        self.save.setDefault(True)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(SecondaryButton("Cancel", self.reject))
        row.addWidget(self.save)
        self.box.addLayout(row)

    def press(self) -> None:
        self.fields.clear()
        if unread_day(self):
            return
        command = self.command()
        if command is None:
            return
        self.changes = self.operations.run(command, fields=self.fields)
        if self.changes is not None:
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if ctrl and event.key() in _ENTER:
            self.save.click()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._grow()
        return done

    def _grow(self) -> None:
        """A dialog does not grow by itself for words that wrap, such as problems."""
        needed = self.box.totalMinimumHeightForWidth(self.width())
        if needed > self.height():
            self.resize(self.width(), min(needed, self.screen().availableGeometry().height()))


class Choice(QComboBox):
    """One of some (key, words), or none of them where `none` says so.

    Keys are kept here: Qt would hand an enumeration back as plain text.
    """

    def __init__(
        self, choices: Iterable[tuple[Any, str]], chosen: Any = None, none: str = ""
    ) -> None:
        super().__init__()
        self._none = none
        self._keys: list[Any] = []
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.offer(choices, chosen)

    def offer(self, choices: Iterable[tuple[Any, str]], chosen: Any = None) -> None:
        """Offer other choices without announcing it; `chosen` where it is among them."""
        offered = [*([(None, self._none)] if self._none else []), *choices]
        self.blockSignals(True)
        self.clear()
        self._keys = [key for key, _words in offered]
        self.addItems([words for _key, words in offered])
        self.choose(chosen)
        self.blockSignals(False)

    def choose(self, key: Any) -> None:
        """Choose this key, or the first choice when it is none of them."""
        self.setCurrentIndex(self._keys.index(key) if key in self._keys else 0)

    @property
    def key(self) -> Any:
        place = self.currentIndex()
        return self._keys[place] if 0 <= place < len(self._keys) else None


class Words(QPlainTextEdit):
    """Some lines of plain text; Tab leaves it."""

    def __init__(self, text: str = "", lines: int = 3) -> None:
        super().__init__(text)
        self.setTabChangesFocus(True)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + theme().px(14))

    @property
    def words(self) -> str:
        return self.toPlainText().strip()


def completed(text: str, offers: Iterable[str]) -> QLineEdit:
    """One line that is completed from these, wherever they hold what is typed."""
    line = QLineEdit(text)
    line.setCursorPosition(0)  # a long role is read from its start
    completer = QCompleter(list(offers), line)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    line.setCompleter(completer)
    return line
