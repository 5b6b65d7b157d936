"""One minute: number and heading over its words, which are kept at every pause in typing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QTextEdit, QVBoxLayout, QWidget

from ui.delegates.cells import chip
from ui.theme import theme
from ui.widgets.buttons import LinkButton
from ui.widgets.chips import PieceLabel

if TYPE_CHECKING:
    from cspdesk.minutes.records import MinuteCard

PAUSE = 500  # ms without a key that count as a pause
_PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
# What a document sets in bold: verbs of decisions, whose action it is, what a line is about.
_STRONG = re.compile(
    r"^(?:(?:RESOLVED|NOTED|RECEIVED|AGREED):?|ACTION [^:]*:"
    r"|(?:Communications|For parallel boards|To take back|Homework heard):)"
)


class _Strong(QSyntaxHighlighter):
    """Shows in bold what the printed minutes have in bold."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._bold = QTextCharFormat()
        self._bold.setFontWeight(QFont.Weight.DemiBold)

    def highlightBlock(self, text: str) -> None:
        found = _STRONG.match(text)
        if found:
            self.setFormat(0, found.end(), self._bold)


class MinuteText(QTextEdit):
    """Plain lines as high as they are. `rested(text)` follows each pause, and leaving it.

    `step(by)`: Ctrl+Down and Ctrl+Up go to the minute after or before.
    """

    rested = Signal(str)
    step = Signal(int)
    heading_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(1)
        self._strong = _Strong(self.document())
        self._held = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.keep)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.document().contentsChange.connect(self._on_change)

    @property
    def waits(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return self._timer.isActive() or self._held

    def hold(self) -> None:
        """What was typed could not be kept: it stays here, to be tried again."""
        self._held = True

    def lock(self, refusal: str, nothing: str) -> None:
        """`refusal` says why nothing may be written, "" when it may; `nothing` stands for none."""
        self.setReadOnly(bool(refusal))
        self.setPlaceholderText(nothing if refusal else f"{nothing} Write here.")
        self.setAccessibleDescription(refusal)
        self.setToolTip(refusal)

    def show_text(self, text: str) -> None:
        """Show what is kept; what is being typed stays."""
        if self.waits or text == self.toPlainText().strip():
            return
        self.document().blockSignals(True)
        self.setPlainText(text)
        self.document().blockSignals(False)
        self._strong.rehighlight()
        self._timer.stop()
        self._fit()

    def keep(self) -> None:
        """Say now what would be said at the next pause."""
        self._timer.stop()
        self._held = False
        self.rested.emit(self.toPlainText().strip())

    def keep_what_waits(self) -> None:
        if self.waits:
            self.keep()

    def _on_change(self, _at: int, gone: int, come: int) -> None:
        if gone or come:
            self._timer.start()

    def _fit(self, *_: object) -> None:
        edges = self.height() - self.viewport().height()
        least = self.fontMetrics().lineSpacing()
        height = max(least, round(self.document().size().height())) + max(8, edges)
        if height != self.height():
            self.setFixedHeight(height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        by = steps.get(Qt.Key(event.key()))
        if by and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.keep_what_waits()
            self.step.emit(by)
        elif event.key() == Qt.Key.Key_F2:
            self.heading_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.keep_what_waits()
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _PASSING:
            self.keep_what_waits()


class _Heading(QLabel):
    """The heading as it is read; `wanted` when it is to be written."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "strong")
        self.setWordWrap(True)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.wanted.emit()


class MinuteEdit(QWidget):
    """`changed(id, field, text)` at each pause; `differs(id)`: see what the record says.

    F2, or pressing it twice, turns the heading into a line to write in.
    """

    changed = Signal(int, str, str)
    differs = Signal(int)
    step = Signal(int, int)

    def __init__(self, card: MinuteCard) -> None:
        super().__init__()
        self.card, self._locked = card, ""
        self.title = _Heading()
        self.heading = QLineEdit()
        self.heading.setAccessibleName("Heading")
        self.heading.hide()
        self.own = PieceLabel([chip("Your words")])
        self.link = LinkButton("The record says something else…", self._ask)
        self.text = MinuteText()
        self._lay_out()
        self.title.wanted.connect(self.write_heading)
        self.heading.editingFinished.connect(self._keep_heading)
        self.text.rested.connect(lambda words: self.changed.emit(self.card.id, "text", words))
        self.text.step.connect(lambda by: self.step.emit(self.card.id, by))
        self.text.heading_wanted.connect(self.write_heading)

    def _lay_out(self) -> None:
        look = theme()
        head = QHBoxLayout()
        head.setSpacing(look.px(8))
        head.addWidget(self.title, 1)
        head.addWidget(self.heading, 1)
        head.addWidget(self.own)
        head.addWidget(self.link)
        box = QVBoxLayout(self)
        box.setContentsMargins(look.px(16), look.px(8), look.px(16), look.px(4))
        box.setSpacing(look.px(3))
        box.addLayout(head)
        box.addWidget(self.text)

    def show_card(self, card: MinuteCard, refusal: str) -> None:
        """Show this minute; `refusal` says why its words may not change, "" when they may."""
        self.card, self._locked = card, refusal
        self.title.setText(card.title)
        fixed = card.is_fixed or bool(refusal)
        self.title.setToolTip("" if fixed else "F2 changes the heading")
        self.own.setVisible(card.edited and not refusal)
        self.link.setVisible(bool(card.fresh) and not refusal)
        self.text.show_text(card.text)
        self.text.lock(refusal, "Nothing was recorded.")
        self.text.setAccessibleName(card.title)

    # -- the heading --------------------------------------------------------------------------

    def write_heading(self) -> None:
        """A line in place of the heading, unless it is to stay as it is."""
        if self.card.is_fixed or self._locked:
            return
        self.heading.setText(self.card.heading)
        self.title.hide()
        self.heading.show()
        self.heading.setFocus(Qt.FocusReason.OtherFocusReason)
        self.heading.selectAll()

    def _keep_heading(self) -> None:
        if self.heading.isHidden():
            return
        words, had_focus = self.heading.text().strip(), self.heading.hasFocus()
        self.heading.hide()
        self.title.show()
        if had_focus:
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        if words and words != self.card.heading:
            self.changed.emit(self.card.id, "heading", words)

    # -- the words ----------------------------------------------------------------------------

    def _ask(self) -> None:
        self.differs.emit(self.card.id)

    def hold(self) -> None:
        """What was typed could not be kept: nothing typed is lost."""
        self.text.hold()

    def take_focus(self) -> None:
        """The keyboard behind the last word."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.text.moveCursor(QTextCursor.MoveOperation.End)
