"""The forms of the parallel boards: an update, a message, an answer, a day in a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from db.vocabulary import MessageKind, MessageState, MessageWay
from ui.theme import theme
from ui.widgets.days import DayEdit
from ui.widgets.fields import Field
from ui.widgets.forms import Choice, FormDialog, Words, completed

if TYPE_CHECKING:
    from cspdesk.boards.records import MessageLine
    from cspdesk.boards.tab import BoardDay, BoardLine, BoardsTab, OwedMessages
    from cspdesk.commanding import Command
    from ui.widgets.page import Page

_KINDS = [(MessageKind.TELL, "Tell them"), (MessageKind.ASK, "Ask them")]


class UpdateForm(FormDialog):
    """What a parallel board decided or told us; it answers what was asked of it, if anything."""

    def __init__(self, page: Page, tab: BoardsTab, group_id: int) -> None:
        super().__init__(page.operations, "Record an update", page.window())
        self.tab, self.page = tab, page
        self.board = Choice([(line.id, line.board.name) for line in tab.lines], group_id)
        self.received = DayEdit(page.desk.today)
        self.text = Words()
        self.source = QLineEdit()
        self.source.setPlaceholderText("Minutes, 24 January 2017")
        self.answers = Choice((), none="It comes unasked")
        self.place(
            [("group_id", "&Board", self.board), ("received_on", "&Received", self.received)],
            [("text", "What it &decided or told us", self.text)],
            [("source", "&Where it stands", self.source)],
            [("answers_id", "It &answers", self.answers)],
        )
        self.board.currentIndexChanged.connect(lambda _place: self._offer())
        self._offer()
        self.finish("Record the update")
        self.text.setFocus()

    def _offer(self) -> None:
        """What was asked of this board and has not come."""
        sought = self._sought()
        offered = [(one.id, f"{one.words}: {one.text}") for one in sought]
        self.answers.offer(offered, sought[0].id if sought else None)
        self.fields.field("answers_id").setVisible(bool(sought))

    def _sought(self) -> list[MessageLine]:
        line = self.tab.line(self.board.key)
        return [one for one in line.board.incoming if one.is_waiting] if line else []

    def command(self) -> Command | None:
        from cspdesk.boards.commands import RecordUpdate

        asked = next((one for one in self._sought() if one.id == self.answers.key), None)
        return RecordUpdate(
            self.tab.ledger.cycle.id,
            self.board.key,
            self.text.words,
            self.received.day,
            self.source.text(),
            asked.id if asked else None,
            asked.version if asked else None,
        )


class MessageForm(FormDialog):
    """A message written once for the boards that are ticked, at the standing item."""

    def __init__(self, page: Page, tab: BoardsTab, roles: Sequence[str]) -> None:
        super().__init__(page.operations, "Add a message to pass on", page.window())
        self.tab = tab
        self.text = Words()
        self.text.setPlaceholderText("In a few words: and what it means for them")
        self.kind = Choice(_KINDS, MessageKind.TELL)
        self.carried_by = completed("", roles)
        self.place(
            [("text", "The &message, in under 40 words", self.text)],
            [("kind", "&Purpose", self.kind), ("carried_by", "&Carried by", self.carried_by)],
        )
        self.boards: dict[int, QCheckBox] = {}
        self._make_boards()
        self.finish("Add the message")
        self.text.setFocus()

    def _make_boards(self) -> None:
        host = QWidget()
        column = QVBoxLayout(host)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(4))
        for line in self.tab.lines:
            tick = QCheckBox(line.board.name.replace("&", "&&"))
            tick.setChecked(True)
            self.boards[line.id] = tick
            column.addWidget(tick)
        self.box.addWidget(self.fields.add("group_ids", Field("Boards", host)))

    def command(self) -> Command:
        from cspdesk.boards.commands import AddMessage

        return AddMessage(
            self.tab.ledger.cycle.id,
            tuple(key for key, tick in self.boards.items() if tick.isChecked()),
            MessageWay.OUT,
            self.text.words,
            self.kind.key,
            carried_by=self.carried_by.text(),
            item_id=self.tab.ledger.standing_item_id,
        )


_QUESTIONS = {
    MessageState.RECEIVED: ("Received", "It was received on"),
    MessageState.PASSED: ("Passed on", "It was passed on, on"),
    MessageState.ACKNOWLEDGED: ("Acknowledged", "They acknowledged it on"),
    MessageState.ANSWERED: ("Answered", "They answered on"),
}


class StateForm(FormDialog):
    """A message has come one step further: the day, and the answer where there is one."""

    def __init__(self, page: Page, line: MessageLine, state: MessageState) -> None:
        ours = line.way is MessageWay.IN and state is MessageState.ANSWERED
        word, when = ("Answered", "We answered on") if ours else _QUESTIONS[state]
        super().__init__(page.operations, f"{word}: {line.text}", page.window())
        self.line, self.state = line, state
        self.day = DayEdit(page.desk.today)
        self.answer = Words(line.answer)
        self.place(
            [("dated", when, self.day)],
            [("answer", f"What {'we' if ours else 'they'} &answered", self.answer)],
        )
        self.fields.field("answer").setVisible(state not in (MessageState.PASSED,))
        self.finish("Record it")
        first = self.answer if state is MessageState.ANSWERED else self.day
        first.setFocus()

    def command(self) -> Command:
        from cspdesk.boards.commands import SetMessageState

        return SetMessageState(
            self.line.id, self.line.version, self.state, self.day.day, self.answer.words
        )


class PassOnForm(FormDialog):
    """After the Board: on which day every message went to its boards."""

    def __init__(self, page: Page, owed: OwedMessages) -> None:
        super().__init__(page.operations, f"Pass on every message: {owed.words}", page.window())
        self.owed = owed
        self.day = DayEdit(page.desk.today)
        self.place([("dated", "&Passed on, on", self.day)])
        self.finish("Pass them on")
        self.day.setFocus()

    def command(self) -> Command:
        from cspdesk.boards.commands import PassOn

        return PassOn(self.owed.cycle.id, self.day.day)


class DayForm(FormDialog):
    """A day on which a board meets. A clash is said beside it, and kept only when told to."""

    def __init__(self, page: Page, line: BoardLine, day: BoardDay | None, start: date) -> None:
        title = f"When the {line.board.name} meets"
        super().__init__(page.operations, title, page.window())
        self.line, self.old = line, day
        self.day = DayEdit(day.held_on if day else start)
        self.note = QLineEdit(day.note if day else "")
        self.anyway = QCheckBox("&Keep this day though it clashes")
        self.place([("held_on", "&Day", self.day)], [("note", "&Note", self.note)])
        self.box.addWidget(self.anyway)
        self.anyway.hide()
        self.finish("Save the day")
        self.day.setFocus()

    def press(self) -> None:
        super().press()
        # Offered only once something was said against the day.
        refused = bool(self.fields.field("held_on").problem.text())
        self.anyway.setVisible(refused or self.anyway.isChecked())

    def command(self) -> Command:
        from cspdesk.boards.calendar_commands import AddBoardDay, MoveBoardDay

        kept = self.anyway.isChecked()
        if self.old is None:
            return AddBoardDay(self.line.id, self.day.day, self.note.text(), kept)
        return MoveBoardDay(self.old.id, self.old.version, self.day.day, self.note.text(), kept)
