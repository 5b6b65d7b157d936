"""One parallel board in full: its messages both ways, papers, calendar, who sits on both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.vocabulary import MessageState, MessageWay, RequestKind
from ui.boards.ledger_table import state_piece
from ui.delegates.cells import Piece, rag_words, work_state
from ui.theme import theme
from ui.widgets.buttons import SecondaryButton
from ui.widgets.chips import PieceLabel
from ui.widgets.fields import Fields
from ui.widgets.inspector import EditableText, Inspector, wrapped

if TYPE_CHECKING:
    from cspdesk.agenda.business_records import RequestLine
    from cspdesk.boards.records import MessageLine
    from cspdesk.boards.tab import BoardDay, BoardLine, OnBoth

_STEPS = {
    MessageState.RECEIVED: "Received…",
    MessageState.PASSED: "Passed on…",
    MessageState.ACKNOWLEDGED: "Acknowledged…",
    MessageState.ANSWERED: "Answered…",
}
_OURS = "We answered…"  # what came in is answered by us
_PAPERS = {RequestKind.MINUTES: "Minutes", RequestKind.ACTION_PLAN: "Action plan"}


class BoardInspector(Inspector):
    """Made anew from what is read; the keyboard stays on the button that was pressed.

    step_wanted(message, state) · text_typed(message, text) · paper_wanted(kind, "ask" | "remind" |
    "came") · day_wanted(day or None) · day_gone(day)
    """

    step_wanted = Signal(object, object)
    text_typed = Signal(object, str)
    paper_wanted = Signal(object, str)
    day_wanted = Signal(object)
    day_gone = Signal(object)

    def __init__(self) -> None:
        super().__init__("Parallel board")
        self.line: BoardLine | None = None
        self._refusal = ""
        self.boxes: dict[str, QVBoxLayout] = {}
        for caption in ("From them", "To them", "Papers", "Calendar", "Who sits on both"):
            section = self.add_section(caption)
            host = QWidget()
            box = QVBoxLayout(host)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(theme().px(8))
            section.box.addWidget(host)
            self.boxes[caption] = box

    def show_line(self, line: BoardLine | None, refusal: str) -> None:
        """Show this board; with a refusal nothing can be changed."""
        if self.editing_text():
            return  # what is being typed stays until it is finished
        here = self.focusWidget()
        name = here.objectName() if here is not None and self.isAncestorOf(here) else ""
        self.line, self._refusal = line, refusal
        for box in self.boxes.values():
            _empty(box)
        if line is not None:
            self._show(line)
        self.setEnabled(line is not None)
        again = self.findChild(QWidget, name) if name else None
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def places_of(self, line: MessageLine) -> Fields:
        """Where the sentence of a broken rule about this message goes."""
        part = self.findChild(EditableText, f"text:{line.id}")
        return Fields({"text": part} if part is not None else {})

    def editing_text(self) -> bool:
        """Whether the words of a message are being edited."""
        return any(one.editing for one in self.findChildren(EditableText))

    def _show(self, line: BoardLine) -> None:
        board, words = line.board, []
        if board.scheme_label:
            words.append(board.scheme_label)
        _title, standing = line.update
        self.set_head(", ".join(words), board.name, state=state_piece(standing))
        self._messages("From them", board.incoming, "Nothing came or was asked this cycle.")
        self._messages("To them", board.outgoing, "No message to them this cycle.")
        for request in line.requests:
            self._paper(request)
        self._calendar(line)
        self._members(line.members)

    # -- messages -----------------------------------------------------------------------------

    def _messages(self, caption: str, lines: Sequence[MessageLine], nothing: str) -> None:
        box = self.boxes[caption]
        for line in lines:
            box.addWidget(self._message(line))
        if not lines:
            box.addWidget(wrapped(nothing, "label", "second"))

    def _message(self, line: MessageLine) -> QWidget:
        from cspdesk.boards.tab import Standing

        host = QWidget()
        column = QVBoxLayout(host)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(2))
        text = EditableText(f"{line.kind.label}s", read_only=bool(self._refusal))
        text.setObjectName(f"text:{line.id}")
        text.set_text(line.text)
        mark = "late" if line.days_late else _mark(line)
        text.set_aside([state_piece(Standing(mark, line.words))])
        text.committed.connect(lambda words, line=line: self.text_typed.emit(line, words))
        column.addWidget(text)
        for words in (line.trail, line.source, f"Carried by {line.carried_by}", line.answer):
            if words and words not in ("Carried by ", line.words):
                column.addWidget(wrapped(words, "label", "second"))
        column.addLayout(self._steps(line))
        return host

    def _steps(self, line: MessageLine) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme().px(6))
        # First it comes in or goes out; only then can it be acknowledged or answered.
        for state in line.next_states[: 1 if line.is_waiting else None]:
            came_in = line.way is MessageWay.IN and state is MessageState.ANSWERED
            words = _OURS if came_in else _STEPS[state]
            button = self._button(
                words,
                f"step:{line.id}:{state}",
                lambda line=line, state=state: self.step_wanted.emit(line, state),
            )
            button.setAccessibleName(f"{words} {line.text}")
            row.addWidget(button)
        row.addStretch(1)
        return row

    # -- papers -------------------------------------------------------------------------------

    def _paper(self, line: RequestLine) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme().px(6))
        standing, name = line.standing, _PAPERS[line.kind]
        came = standing.asked and not standing.open
        words = (line.answer if came else "") or standing.words
        mark = "done" if came else "half" if standing.asked else "todo"
        named = words.startswith(name)  # "Minutes 24 Jan"
        caption = [] if named else [Piece(f"{name}:", style="label")]
        shown = PieceLabel([*caption, work_state(mark, words)])
        row.addWidget(shown)
        row.addStretch(1)
        first = ("remind", "Remind") if standing.asked else ("ask", "Ask")
        for act, said in () if came else (first, ("came", "It came")):
            button = self._button(
                said,
                f"paper:{line.kind}:{act}",
                lambda line=line, act=act: self.paper_wanted.emit(line.kind, act),
            )
            button.setAccessibleName(f"{name}: {said}")
            row.addWidget(button)
        host = QWidget()
        row.setContentsMargins(0, 0, 0, 0)
        host.setLayout(row)
        self.boxes["Papers"].addWidget(host)

    # -- calendar and members -----------------------------------------------------------------

    def _calendar(self, line: BoardLine) -> None:
        from cspdesk.calendar import short_date

        box = self.boxes["Calendar"]
        for day in line.days:
            box.addWidget(self._day(day))
        told = line.board.next_meets_on
        if told is not None and all(day.held_on != told for day in line.days):
            box.addWidget(wrapped(f"Next meets {short_date(told, year=True)}", "label"))
        elif not line.days:
            box.addWidget(wrapped("No day is known.", "label", "second"))
        add = self._button("Add a &day…", "day:add", lambda: self.day_wanted.emit(None))
        box.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)

    def _day(self, day: BoardDay) -> QWidget:
        host = QWidget()
        column = QVBoxLayout(host)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(1))
        row = QHBoxLayout()
        row.setSpacing(theme().px(6))
        row.addWidget(wrapped(day.words), 1)
        change = self._button("Change…", f"day:{day.id}", lambda: self.day_wanted.emit(day))
        remove = self._button("Remove", f"gone:{day.id}", lambda: self.day_gone.emit(day))
        for button, verb in ((change, "Change"), (remove, "Remove")):
            button.setAccessibleName(f"{verb} {day.words}")
            row.addWidget(button)
        column.addLayout(row)
        if day.note:
            column.addWidget(wrapped(day.note, "label", "second"))
        if day.clash:
            column.addWidget(PieceLabel([rag_words("amber", day.clash)]))
        return host

    def _members(self, members: Sequence[OnBoth]) -> None:
        box = self.boxes["Who sits on both"]
        for member in members:
            ours = f"also on our {', '.join(member.ours)}" if member.ours else "not on our groups"
            box.addWidget(wrapped(f"{member.words}: {ours}", "label"))
        if not members:
            said = "No seat on this board is recorded: add seats under People and seats."
            box.addWidget(wrapped(said, "label", "second"))

    def _button(self, words: str, name: str, act: Callable[[], None]) -> SecondaryButton:
        button = SecondaryButton(words, act, compact=True)
        button.setObjectName(name)
        if self._refusal:
            button.set_allowed(False, self._refusal)
        return button


def _mark(line: MessageLine) -> str:
    if line.is_waiting:
        return "half" if line.way is MessageWay.IN else "todo"
    return "half" if line.state is MessageState.PASSED else "done"


def _empty(box: QVBoxLayout) -> None:
    """Take every widget out, and away with the next turn of events."""
    while box.count():
        item = box.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.setObjectName("")
            for inner in widget.findChildren(QWidget):
                inner.setObjectName("")
            widget.deleteLater()
