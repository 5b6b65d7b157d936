"""The right-hand pane of the meeting: the cards, and at the foot what is left before it closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.meetings.recording_rules import left_words, what_is_missing
from ui.meeting.actions_card import FORM as ACTION
from ui.meeting.actions_card import ActionsCard
from ui.meeting.card import Card
from ui.meeting.comms_card import CommsCard
from ui.meeting.decision_card import DecisionCard
from ui.meeting.other_cards import MESSAGE, PARKED, BoardsCard, DiscussionCard, ParkedCard
from ui.theme import label, theme
from ui.widgets.buttons import FlatButton, PrimaryButton
from ui.widgets.inspector import wrapped
from ui.widgets.pane import Pane, Scroll, Section

if TYPE_CHECKING:
    from cspdesk.meetings.recording_records import MeetingView, RecordingChoices
    from ui.meeting.page import MeetingPage


class Cards(Pane):
    """Ctrl+1 to Ctrl+6 start a card; one is at work at a time."""

    def __init__(self, page: MeetingPage) -> None:
        super().__init__()
        self.page = page
        self.setAccessibleName("Record")
        self.decision, self.actions = DecisionCard(page), ActionsCard(page)
        self.comms, self.boards = CommsCard(page), BoardsCard(page)
        self.parked, self.discussion = ParkedCard(page), DiscussionCard(page)
        self.all: tuple[Card, ...] = (
            self.decision, self.actions, self.comms, self.boards, self.parked, self.discussion,
        )  # fmt: skip
        held = QWidget()
        box = QVBoxLayout(held)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for card in self.all:
            box.addWidget(card)
        box.addStretch(1)
        self.scroll = Scroll(held)
        self.add(self.scroll, 1)
        self._make_foot()
        self._item: int | None = None

    def _make_foot(self) -> None:
        self.left, self.lacks = label("", "strong"), wrapped("", "body", "second")
        self.rest = FlatButton("None for the &rest", self.page.say_none_for_the_rest)
        self.close_item = PrimaryButton("Close item", self.page.close_or_open)
        foot = Foot()
        foot.words.addWidget(self.left)
        foot.words.addWidget(self.lacks)
        foot.row.addWidget(self.rest)
        foot.row.addWidget(self.close_item)
        self.add(foot)

    # -- showing ------------------------------------------------------------------------------

    def show_view(self, view: MeetingView, choices: RecordingChoices) -> None:
        """Show what is recorded of the item; a closed one, or one taken elsewhere, is read only."""
        item = view.item
        if item is None:
            return
        if item.id != self._item:
            self.stop()
            self._item = item.id
        why = self.page.operations.refusal
        elsewhere = bool(item.line.taken_with)
        allowed = not why and not item.line.closed and not elsewhere
        if not allowed:
            self.stop()
        for card in self.all:
            card.show_item(view, choices, allowed=allowed)
        self._show_foot(view, why)

    def _show_foot(self, view: MeetingView, why: str) -> None:
        assert view.item is not None
        line = view.item.line
        lacks = what_is_missing(line.recorded)
        number = line.number
        if view.all_closed:
            self.left.setText("All items are closed")
            self.lacks.setText("The minutes can be drafted once the meeting has ended.")
            self.close_item.setText("End the meeting")
        elif line.closed:
            self.left.setText(f"Closed at {line.closed_at}" if line.closed_at else "Closed")
            self.lacks.setText("")
            self.close_item.setText(f"Open item {number} again")
        elif line.taken_with:
            self.left.setText(f"Taken together with item {line.taken_with}")
            self.lacks.setText("It is recorded there and closes with it.")
            self.close_item.setText(f"Take item {number} by itself")
            lacks = ""
        else:
            self.left.setText(left_words(line.recorded))
            self.lacks.setText(lacks)
            self.close_item.setText(f"Close item {number}")
        self.rest.setVisible(bool(lacks) and not line.closed)
        self.close_item.set_allowed(not why and not lacks, why or lacks)

    def resume_unfinished(self) -> None:
        """After a cut: the form in which something was being typed is open again."""
        item = self.page.view.item if self.page.view else None
        forms = {ACTION: self.actions, MESSAGE: self.boards, PARKED: self.parked}
        for key, card in forms.items():
            if item is not None and item.unfinished.get(key) and card.form.isEnabled():
                self.start(card)
                return

    # -- at work ------------------------------------------------------------------------------

    def start(self, card: Card) -> None:
        """Put this card to work, and the keyboard into it."""
        if not card.form.isEnabled():
            return
        for other in self.all:
            if other is not card:
                other.set_active(False)
        card.set_active(True)
        self.page.show_again()
        card.begin()
        self.scroll.ensureWidgetVisible(card)

    def start_number(self, number: int) -> None:
        self.start(next(card for card in self.all if card.number == number))

    def stop(self) -> bool:
        """Put the card at work away; whether there was one."""
        at_work = [card for card in self.all if card.active]
        for card in at_work:
            card.set_active(False)
        if at_work:
            self.page.show_again()
        return bool(at_work)

    def take_focus(self) -> None:
        """F6: the form at work, else the button that closes the item."""
        at_work = next((card for card in self.all if card.active), None)
        if at_work is not None:
            at_work.begin()
        elif self.close_item.isEnabled():
            self.close_item.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().take_focus()


class Foot(Section):
    """What is left, and the buttons beside it."""

    def __init__(self) -> None:
        super().__init__(line=False)
        self.row = QHBoxLayout()
        self.row.setSpacing(theme().px(8))
        self.words = QVBoxLayout()
        self.words.setSpacing(0)
        self.row.addLayout(self.words, 1)
        self.box.addLayout(self.row)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme()
        painter.fillRect(self.rect(), look.colour("subtle"))
        painter.fillRect(0, 0, self.width(), 1, look.colour("line2"))
