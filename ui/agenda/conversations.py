"""The conversations of an item with communities: planned, changed, held, and what was heard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout

from cspdesk.charts.mark_names import MarkName
from ui.agenda.conversation_forms import ConversationForm, HeardForm
from ui.delegates.cells import Lines, Piece, rag_words, two_lines
from ui.models.columns import Column
from ui.models.rows import RowsModel
from ui.theme import label, theme
from ui.widgets.buttons import SecondaryButton
from ui.widgets.pane import Section
from ui.widgets.tables import RowsView

if TYPE_CHECKING:
    from cspdesk.agenda.records import ItemCard
    from cspdesk.voices.conversation_records import ConversationCard
    from ui.operations import Operations

_CHOOSE = "Choose a conversation first."


def _cell(card: ConversationCard) -> Lines:
    standing = card.standing
    if standing.days_late:
        piece = rag_words("red", standing.words)
    elif standing.is_held:
        piece = Piece(standing.words, MarkName.DONE, "second")
    else:
        piece = Piece(standing.words, tone="second")
    return two_lines(card.community, (piece, Piece(card.who, tone="second")))


class ConversationList(RowsView):
    """The conversations of one item, as high as they need."""

    def __init__(self) -> None:
        columns: list[Column[ConversationCard]] = [
            Column(
                "Conversation",
                lambda card: card.community,
                cell=_cell,
                spoken=lambda card: _cell(card).spoken,
                tooltip=lambda card: card.question or card.who,
            )
        ]
        model: RowsModel[ConversationCard] = RowsModel(columns, key=lambda card: card.id)
        super().__init__(model, name="Conversations", kind="agenda", sortable=False, header=False)

    def show_cards(self, cards: Sequence[ConversationCard]) -> None:
        self.rows.set_records(cards)
        self.setFixedHeight(max(1, len(cards)) * theme().row("agenda") + 2)
        self.setVisible(bool(cards))


class ConversationsSection(Section):
    """Each change is one command on the item shown."""

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self.operations = operations
        self.card: ItemCard | None = None
        self.dialog: QDialog | None = None
        self.list = ConversationList()
        self.said = label("", "label", "second")
        self.said.setWordWrap(True)
        self.plan = SecondaryButton("Plan a conversation…", self.start_planning, compact=True)
        self.record = SecondaryButton("Record…", self._record_chosen, compact=True)
        self.change = SecondaryButton("Change…", self._change_chosen, compact=True)
        self._lay_out()
        for key, act in {"R": self.record_heard, "F2": self.edit, "Del": self._remove}.items():
            self.list.add_key(key, act)
        self.list.record_opened.connect(self._open)
        self.list.record_chosen.connect(self._show_chosen)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(theme().px(6))
        for button in (self.plan, self.record, self.change):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.box.addWidget(label("Conversations with communities", "label-strong", "second"))
        for part in (self.list, self.said):
            self.box.addWidget(part)
        self.box.addLayout(buttons)

    # -- showing ------------------------------------------------------------------------------

    def show_card(self, card: ItemCard) -> None:
        self.card = card
        self.list.show_cards(card.conversations)
        if self.list.current_record() is None:
            self.list.choose_first()
        self._show_chosen(self.list.current_record())

    def _show_chosen(self, card: ConversationCard | None) -> None:
        words = card.heard or card.question if card else "None planned yet."
        self.said.setText(words)
        self.said.setVisible(bool(words))
        why = self.operations.refusal
        self.plan.set_allowed(not why, why)
        for button in (self.record, self.change):
            button.setVisible(card is not None)
            button.set_allowed(card is not None and not why, why or _CHOOSE)

    # -- doing --------------------------------------------------------------------------------

    def start_planning(self) -> None:
        """Ask with whom, how and by when."""
        if self.card is not None:
            self._form(None)

    def edit(self, card: ConversationCard) -> None:
        self._form(card)

    def _form(self, card: ConversationCard | None) -> None:
        from cspdesk.voices.conversation_queries import conversation_choices

        item = self.card
        if item is None or self.operations.refuse():
            return
        choices = self.operations.desk.ask(conversation_choices, item.id)
        if choices is not None:
            self._open_form(ConversationForm(self.operations, item, choices, self.window(), card))

    def record_heard(self, card: ConversationCard) -> None:
        """Ask when it was held, with how many people, and what they said."""
        if not self.operations.refuse():
            self._open_form(HeardForm(self.operations, card, self.window()))

    def record_first_open(self) -> bool:
        """The form for the first conversation that nobody has recorded; False when there is none.

        For a check's fix: it opens what is missing.
        """
        waiting = [card for card in self.list.rows.records() if not card.standing.is_held]
        if waiting:
            waiting.sort(key=lambda card: -card.standing.days_late)
            self.list.choose(waiting[0].id)
            self.record_heard(waiting[0])
        return bool(waiting)

    def _open_form(self, form: QDialog) -> None:
        self.dialog = form
        form.open()

    def _open(self, card: ConversationCard) -> None:
        """Enter: what is still to be heard is recorded; what was heard can be changed."""
        self.record_heard(card)

    def _record_chosen(self) -> None:
        card = self.list.current_record()
        if card is not None:
            self.record_heard(card)

    def _change_chosen(self) -> None:
        card = self.list.current_record()
        if card is not None:
            self.edit(card)

    def _remove(self, card: ConversationCard) -> None:
        from cspdesk.voices.conversation_commands import RemoveConversation

        self.operations.run(RemoveConversation(card.id, card.version))
