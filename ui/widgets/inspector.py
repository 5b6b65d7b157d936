"""The right-hand pane: one record in full, each part of it edited where it stands.

inspector = Inspector("Agenda item")
inspector.set_head("Item 4, 14:50 to 15:15", "BME engagement: agree the indicators", chips,
                   state=rag_words("red", "Paper 1 day late"))
part = inspector.add_text("decision_sought", "Decision sought", hint="What the Board is asked")
part.committed.connect(lambda text: operations.run(SetDecisionSought(..., text),
                                                   fields=inspector.fields))
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui.delegates.cells import Piece
from ui.delegates.painting import paint_focus
from ui.theme import label, set_style_property, theme
from ui.widgets.chips import PieceLabel
from ui.widgets.fields import ProblemLabel
from ui.widgets.flow import FlowLayout
from ui.widgets.pane import Bar, Scroll, Section


class KeyValueList(QWidget):
    """Labels at the left, values at the right ("Owner", "Metropolitan Police, Haringey")."""

    def __init__(
        self, pairs: Sequence[tuple[str, str]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(theme().px(12))
        self._form.setVerticalSpacing(theme().px(4))
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.set_pairs(pairs)

    def set_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        while self._form.rowCount():
            self._form.removeRow(0)
        for name, value in pairs:
            words = label(value or "None")
            words.setWordWrap(True)
            words.setAccessibleName(f"{name}: {value or 'None'}")
            caption = label(name, "label", "second")
            caption.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            caption.setContentsMargins(0, 1, 0, 0)  # level with the larger text beside it
            self._form.addRow(caption, words)


class _Editor(QTextEdit):
    """A plain-text edit as high as its text; says when it is left and how."""

    done = Signal()
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(1)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def _fit(self, *_: object) -> None:
        edges = self.height() - self.viewport().height()
        least = 2 * self.fontMetrics().lineSpacing()
        self.setFixedHeight(max(least, round(self.document().size().height())) + max(8, edges))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # A menu or another window does not end the edit; going elsewhere in this one does.
        passing = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if event.reason() not in passing:
            self.done.emit()


class EditableText(QWidget):
    """A caption over text. Enter, F2 or a press turns the text into an editor in its place.

    Leaving it or Ctrl+Enter keeps what was typed: `committed(text)`, once and only when it
    changed. Esc puts the old text back. A refusal (`set_problem`) opens the editor again with what
    was typed, so that nothing typed is ever lost.
    """

    committed = Signal(str)

    def __init__(self, caption: str, *, hint: str = "", read_only: bool = False) -> None:
        super().__init__()
        self.caption, self._hint = caption, hint
        self._text = self._typed = ""
        self._read_only = read_only
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.heading = label(caption, "label-strong", "second")
        self.aside = PieceLabel()
        self.shown = label()
        self.shown.setWordWrap(True)
        self.editor = _Editor()
        self.editor.hide()
        self.editor.setAccessibleName(caption)
        self.editor.setPlaceholderText(hint)
        self.problem = ProblemLabel()
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.aside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(3))
        layout.addLayout(head)
        for part in (self.shown, self.editor, self.problem):
            layout.addWidget(part)
        self.editor.done.connect(self._finish)
        self.editor.given_up.connect(self._give_up)
        if not read_only:
            self.setCursor(Qt.CursorShape.IBeamCursor)
        self.set_text("")

    # -- text ---------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        return self._text

    @property
    def editing(self) -> bool:
        return not self.editor.isHidden()

    def set_text(self, text: str) -> None:
        """Show this text. An open editor keeps what is being typed in it."""
        self._text = text
        self.shown.setText(text or self._hint or "None")
        set_style_property(self.shown, "tone", "" if text else "hint")
        self.setAccessibleName(f"{self.caption}: {text or 'none'}")
        self.setAccessibleDescription("" if self._read_only else "Press Enter to edit")

    def set_aside(self, pieces: Sequence[Piece]) -> None:
        """Marks or a count at the right of the caption."""
        self.aside.set_pieces(pieces)

    def set_problem(self, words: str) -> None:
        """Say what is wrong beside the text and go on editing; "" clears it."""
        self.problem.say(words)
        set_style_property(self.editor, "problem", "true" if words else "false")
        self.editor.setAccessibleDescription(words)
        if words and not self.editing:
            self.start_editing(self._typed or self._text)

    @property
    def control(self) -> QWidget:
        """What takes the keyboard: so that `Fields` can treat this as a field."""
        return self.editor if self.editing else self

    # -- editing ------------------------------------------------------------------------------

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        self.setAccessibleDescription("" if read_only else "Press Enter to edit")

    def start_editing(self, text: str | None = None) -> None:
        if self._read_only or self.editing:
            return
        self.editor.setPlainText(self._text if text is None else text)
        self.shown.hide()
        self.editor.show()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.editor.selectAll()

    def _finish(self) -> None:
        if not self.editing:
            return
        typed = self.editor.toPlainText().strip()
        self._close()
        if typed != self._text:
            self._typed = typed
            self.problem.say("")
            self.committed.emit(typed)

    def _give_up(self) -> None:
        self.problem.say("")
        self._close()

    def _close(self) -> None:
        had_focus = self.editor.hasFocus()
        self.editor.hide()
        self.shown.show()
        if had_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- keys and looks -----------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.start_editing()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.start_editing()
        super().mouseReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.hasFocus():
            paint_focus(QPainter(self), theme(), self.rect())


class Inspector(QWidget):
    """Reference and state, a 16 px title, chips; sections below; pinned actions at the foot."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.parts: dict[str, EditableText] = {}
        self.fields = _PartFields(self)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._make_head()
        self.body = QWidget()
        self.sections = QVBoxLayout(self.body)
        self.sections.setContentsMargins(0, 0, 0, 0)
        self.sections.setSpacing(0)
        self.sections.addStretch(1)
        self._outer.addWidget(Scroll(self.body), 1)
        self.foot = Bar(44, line="")
        self.foot.hide()
        self._outer.addWidget(self.foot)

    def _make_head(self) -> None:
        self.head = Section()
        self.reference = label("", "label", "second")
        self.state = PieceLabel()
        self.title = label("", "inspector")
        self.title.setWordWrap(True)
        top = QHBoxLayout()
        top.addWidget(self.reference, 1)
        top.addWidget(self.state)
        self._chip_host = QWidget()
        self.chips = FlowLayout(self._chip_host)
        self.head.box.addLayout(top)
        self.head.box.addWidget(self.title)
        self.head.box.addWidget(self._chip_host)
        self._outer.addWidget(self.head)

    def set_head(
        self,
        reference: str,
        title: str,
        chips: Sequence[Piece] = (),
        *,
        state: Piece | None = None,
    ) -> None:
        """Say which record this is."""
        self.reference.setText(reference)
        self.title.setText(title)
        self.state.set_pieces([state] if state else [])
        self.chips.clear()
        for piece in chips:
            self.chips.addWidget(PieceLabel([piece]))
        self._chip_host.setVisible(bool(chips))

    def add_text(
        self, key: str, caption: str, *, hint: str = "", read_only: bool = False
    ) -> EditableText:
        """A section of editable text; `key` is the name rules use for the field."""
        part = EditableText(caption, hint=hint, read_only=read_only)
        self.parts[key] = part
        self.add_section().box.addWidget(part)
        return part

    def add_section(self, caption: str = "") -> Section:
        """An empty section; put widgets into its `box`."""
        section = Section()
        if caption:
            section.box.addWidget(label(caption, "label-strong", "second"))
        self.sections.insertWidget(self.sections.count() - 1, section)
        return section

    def add_actions(self, *left: QWidget, right: Sequence[QWidget] = ()) -> None:
        """Buttons pinned at the foot."""
        self.foot.add(*left)
        self.foot.end(*right)
        self.foot.show()

    @property
    def editing(self) -> bool:
        return any(part.editing for part in self.parts.values())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme()
        painter.fillRect(self.rect(), look.colour("panel"))
        if not self.foot.isHidden():
            painter.fillRect(0, self.foot.y() - 1, self.width(), 1, look.colour("line"))


class _PartFields:
    """The inspector's parts as `Fields`: where a broken rule's sentence goes."""

    def __init__(self, inspector: Inspector) -> None:
        self._inspector = inspector

    def clear(self) -> None:
        for part in self._inspector.parts.values():
            part.problem.say("")

    def show(self, name: str, words: str) -> bool:
        part = self._inspector.parts.get(name)
        if part is None:
            return False
        part.set_problem(words)
        return True


def wrapped(words: str, style: str = "body", tone: str = "") -> QLabel:
    """A label that wraps."""
    made = label(words, style, tone)
    made.setWordWrap(True)
    return made
