"""A card at the right of the meeting: what is recorded in one part, and the form for more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cspdesk.meetings.recording_commands import KeepUnfinished
from ui.delegates.cells import Piece, work_state
from ui.delegates.painting import paint_focus
from ui.theme import label, theme
from ui.widgets.buttons import SecondaryButton
from ui.widgets.chips import PieceLabel
from ui.widgets.dialogs import KeyCaps
from ui.widgets.fields import Fields, ProblemLabel
from ui.widgets.inspector import wrapped

if TYPE_CHECKING:
    from cspdesk.commanding import Command
    from cspdesk.meetings.recording_records import ItemNow, MeetingView, RecordingChoices
    from db.changes import ChangeSet
    from ui.meeting.page import MeetingPage


class Entry(NamedTuple):
    """One entry of a card: its id, its words, and what stands at its right end."""

    id: int
    words: str
    right: str = ""
    aside: str = ""


class EntryRow(QWidget):
    """An entry that is there: Enter changes it, Delete takes it out."""

    opened = Signal(int)
    removed = Signal(int)

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        said = ", ".join(part for part in (entry.words, entry.right, entry.aside) if part)
        self.setAccessibleName(said)
        self.setAccessibleDescription("Enter changes it, Delete takes it out")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme().px(2), 0, theme().px(2))
        row.setSpacing(theme().px(12))
        words = wrapped(entry.words)
        row.addWidget(words, 1)
        for text in (entry.right, entry.aside):
            if text:
                beside = label(text, "label", "second")
                row.addWidget(beside, 0, Qt.AlignmentFlag.AlignTop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            if event.modifiers():
                event.ignore()
                return
            self.opened.emit(self.entry.id)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(self.entry.id)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.opened.emit(self.entry.id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.hasFocus():
            edge = theme().px(4)
            paint_focus(QPainter(self), theme(), self.rect().adjusted(-edge, 0, edge, 0))


class Card(QWidget):
    """Title and state, the entries, and under them the form while the card is at work.

    Override `make_form`, `entries`, `state` and what the form does. `start` puts the keyboard into
    the form; `stop` keeps what is typed and puts the form away.
    """

    title = ""
    number = 0  # its key: Ctrl and this number
    aside = ""  # said beside the title
    prompt = ""  # the words of a button that starts the form

    def __init__(self, page: MeetingPage) -> None:
        super().__init__()
        self.page = page
        self.item: ItemNow | None = None
        self.choices: RecordingChoices | None = None
        self.active = False
        self._entries: tuple[Entry, ...] = ()
        self.setAccessibleName(self.title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.problem = ProblemLabel()
        self.fields = Fields({}, self.problem)
        self.state_mark = PieceLabel()
        self.box = QVBoxLayout(self)
        self.head = QHBoxLayout()
        self.head.addWidget(label(self.title, "pane"))
        if self.aside:
            self.head.addWidget(label(self.aside, "label", "second"))
        self.head.addStretch(1)
        self.head.addWidget(self.state_mark)
        self.box.addLayout(self.head)
        self.rows = QVBoxLayout()
        self.box.addLayout(self.rows)
        self.asking = self._make_prompt()
        self.form = QWidget()
        self.form_box = QVBoxLayout(self.form)
        self.form_box.setContentsMargins(0, 0, 0, 0)
        self.make_form()
        self.box.addWidget(self.form)
        self.box.addWidget(self.problem)
        self.form.hide()
        self._fit()
        theme().changed.connect(self._fit)

    def _make_prompt(self) -> QWidget:
        """A button with its key, shown while the card is not at work."""
        asking = QWidget()
        row = row_of(
            SecondaryButton(self.prompt, lambda: self.page.cards.start(self), compact=True),
            KeyCaps(f"Ctrl+{self.number}"),
            None,
        )
        row.setContentsMargins(0, theme().px(3), 0, 0)
        asking.setLayout(row)
        self.box.addWidget(asking)
        asking.setVisible(bool(self.prompt))
        return asking

    def _fit(self) -> None:
        look = theme()
        self.box.setContentsMargins(look.px(18), look.px(10), look.px(18), look.px(11))
        self.box.setSpacing(look.px(4))
        self.head.setSpacing(look.px(8))
        self.form_box.setSpacing(look.px(7))

    # -- to override --------------------------------------------------------------------------

    def make_form(self) -> None:
        """Put the controls into `form_box`; called once."""

    def entries(self, item: ItemNow) -> Sequence[Entry]:
        """What is recorded, as it is listed."""
        return ()

    def state(self, item: ItemNow) -> Piece:
        """The mark at the right of the title."""
        raise NotImplementedError

    def show_form(self, item: ItemNow) -> None:
        """The item changed, or what is recorded of it: bring the form in line."""

    def begin(self) -> None:
        """Put the keyboard where typing starts."""

    def finish(self) -> None:
        """Keep what is typed: the form is put away, or the item left."""

    def open_entry(self, entry_id: int) -> None:
        """Change an entry."""

    def remove_entry(self, entry_id: int) -> None:
        """Take an entry out."""

    # -- showing ------------------------------------------------------------------------------

    def show_item(self, view: MeetingView, choices: RecordingChoices, *, allowed: bool) -> None:
        """Show what is recorded of the item; `allowed`: it may be changed."""
        item = view.item
        assert item is not None
        if self.item is not None and self.item.id != item.id:
            self.problem.say("")
        self.item, self.choices = item, choices
        elsewhere = bool(item.line.taken_with)
        self.state_mark.set_pieces([] if elsewhere else [self.state(item)])
        self.form.setEnabled(allowed)
        self.asking.setVisible(bool(self.prompt) and allowed and not self.active)
        self._show_entries(tuple(self.entries(item)))
        self.show_form(item)

    def _show_entries(self, entries: tuple[Entry, ...]) -> None:
        if entries == self._entries:
            return
        self._entries = entries
        had = self._row_with_focus()
        while (old := self.rows.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for entry in entries:
            row = EntryRow(entry)
            row.opened.connect(self._open_row)
            row.removed.connect(self._remove_row)
            self.rows.addWidget(row)
            row.show()
        if had is not None and entries:
            at = self.rows.itemAt(min(had, len(entries) - 1))
            if at is not None and (widget := at.widget()) is not None:
                widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row_with_focus(self) -> int | None:
        for place in range(self.rows.count()):
            held = self.rows.itemAt(place)
            widget = held.widget() if held is not None else None
            if widget is not None and widget.hasFocus():
                return place
        return None

    def _open_row(self, entry_id: int) -> None:
        if self.form.isEnabled():
            self.page.cards.start(self)
            self.open_entry(entry_id)

    def _remove_row(self, entry_id: int) -> None:
        if self.form.isEnabled():
            self.remove_entry(entry_id)

    # -- at work ------------------------------------------------------------------------------

    def set_active(self, active: bool) -> None:
        if active == self.active:
            return
        if not active:
            self.finish()
        self.active = active
        self.form.setVisible(active)
        self.asking.setVisible(bool(self.prompt) and not active)
        self.update()

    def run(self, command: Command) -> ChangeSet | None:
        """A step of its own, with the sentence of a broken rule in this card."""
        self.page.keeping.announce()
        return self.page.operations.run(command, fields=self.fields)

    def keep(self, command: Command) -> ChangeSet | None:
        """What is typed or ticked: on the disk at once, told in passing."""
        return self.page.keeping.keep(command, self.fields)

    def keep_unfinished(self, form: str, text: str) -> None:
        """Text that is no record yet; the sentence of a rule broken before stays in sight."""
        if self.item is not None:
            self.page.keeping.keep(KeepUnfinished(self.item.id, form, text), None)

    # -- pointer and paint --------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if not self.active and self.form.isEnabled():
            self.page.cards.start(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme()
        painter.fillRect(self.rect(), look.colour("accent_bg" if self.active else "panel"))
        if self.active:
            painter.fillRect(0, 0, look.px(3), self.height(), look.colour("accent"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour("line"))


def recorded_mark(words: str) -> Piece:
    """ "2 recorded" with the filled tick."""
    return work_state("done", words)


def to_record() -> Piece:
    return work_state("todo", "To record")


def row_of(*widgets: QWidget | None, spacing: int = 8) -> QHBoxLayout:
    """Widgets side by side; None takes the room that is left."""
    row = QHBoxLayout()
    row.setSpacing(theme().px(spacing))
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row
