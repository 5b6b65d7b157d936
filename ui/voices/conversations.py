"""The cycle's conversations: planned, held, what was heard; each leads to its agenda item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.delegates.cells import Line, rag_words, text, two_lines, work_state
from ui.models.columns import Column
from ui.models.grouped import Group, GroupedModel
from ui.theme import theme
from ui.widgets.pane import Pane
from ui.widgets.tables import GroupedView

if TYPE_CHECKING:
    from cspdesk.voices.conversation_records import ConversationCard
    from ui.widgets.page import Page

EMPTY = "No conversation is planned in this cycle. Plan one at an agenda item, under Communities."
_HEARD = 2
_HEARD_FROM = 700  # px of the list at 100 % from which what was heard has a column


class ConversationsView(QWidget):
    """Part of a page: `refresh()` reads again. `waiting`: how many are still to be held."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.waiting = 0
        self.list = ConversationList()
        self.list.set_empty_text(EMPTY)
        self.list.record_opened.connect(self.go_to_item)
        self.pane = Pane()
        self.pane.setAccessibleName("Conversations")
        self.pane.add(self.list, 1)
        self.pane.focus_target = self.list
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.pane)

    def refresh(self) -> None:
        from cspdesk.meetings.queries import cycle_in_view
        from cspdesk.voices.conversation_queries import conversations_of_cycle

        desk = self.page.desk
        strip = desk.ask(cycle_in_view, self.page.context.cycle.cycle_id)
        cards = desk.ask(conversations_of_cycle, strip.cycle.id) if strip else ()
        self.waiting = sum(not card.standing.is_held for card in cards)
        self.list.show_cards(cards)

    def go_to_item(self, card: ConversationCard) -> None:
        """The item of the agenda for which it is held."""
        if card.item_id is not None:
            self.page.context.go("agenda", f"item:{card.item_id}")

    def key_hints(self) -> list[tuple[str, str]]:
        return [("Enter", "go to the item"), ("Ctrl+N", "keep a voice")]

    def panes(self) -> list[QWidget]:
        return [self.pane]


class ConversationList(GroupedView):
    """Those to be held first, then those that were."""

    def __init__(self) -> None:
        model: GroupedModel[ConversationCard] = GroupedModel(_COLUMNS, key=lambda card: card.id)
        super().__init__(model, name="Conversations", kind="agenda")

    def show_cards(self, cards: tuple[ConversationCard, ...]) -> None:
        titles = {False: "To be held", True: "Held"}
        groups = [
            Group(title, title, found)
            for held, title in titles.items()
            if (found := tuple(card for card in cards if card.standing.is_held is held))
        ]
        self.rows.set_groups(groups)
        self.choose_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width() / theme().scale
        self.setColumnHidden(_HEARD, room < _HEARD_FROM)


def _standing(card: ConversationCard) -> Line:
    if card.standing.days_late:
        return Line((rag_words("red", card.standing.words),))
    return Line((work_state("done" if card.standing.is_held else "todo", card.standing.words),))


_COLUMNS: tuple[Column[ConversationCard], ...] = (
    Column("With whom, and how", lambda card: f"{card.community}, {card.who}",
           cell=lambda card: two_lines(card.community, card.who)),
    Column("State", lambda card: card.standing.words, cell=_standing, width=220),
    Column("What was heard", lambda card: card.heard, width=460,
           cell=lambda card: text(card.heard, small=True), tooltip=lambda card: card.heard),
)  # fmt: skip
