"""The state of a homework question as mark and word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from cspdesk.charts.mark_names import MarkName
from cspdesk.homework.rules import is_late
from db.vocabulary import HomeworkState
from ui.delegates.cells import Piece

if TYPE_CHECKING:
    from cspdesk.homework.queries import HomeworkCard

ASK = "+ Ask"  # what a cell without a question offers
_MARKS = {
    HomeworkState.DRAFT: (MarkName.NOT_RATED, "hint", "Draft"),
    HomeworkState.SET: (MarkName.RING, "", "Set"),
    HomeworkState.SENT: (MarkName.HALF, "", "Sent"),
    HomeworkState.ANSWERED: (MarkName.DONE, "", "Answered"),
    HomeworkState.NO_ANSWER: (MarkName.CROSS, "second", "None"),
}
# Of several questions in one place, the one that needs the officer first is shown.
_FIRST = (
    HomeworkState.DRAFT,
    HomeworkState.SET,
    HomeworkState.SENT,
    HomeworkState.NO_ANSWER,
    HomeworkState.ANSWERED,
)


def state_piece(card: HomeworkCard, today: date) -> Piece:
    """ "Sent" with its half ring; "Late" in red once the answer should have come."""
    if is_late(card.state, card.due_on, today):
        return Piece("Late", MarkName.RED, "red", style="label-strong")
    return word_of(card.state)


def word_of(state: HomeworkState) -> Piece:
    """Mark and word of a state, whatever the day."""
    mark, tone, word = _MARKS[state]
    return Piece(word, mark, tone)


def most_urgent(cards: Sequence[HomeworkCard], today: date) -> HomeworkCard:
    """The question to see to first. `cards` is not empty."""
    return min(
        cards,
        key=lambda card: (not is_late(card.state, card.due_on, today), _FIRST.index(card.state)),
    )


def cell_pieces(cards: Sequence[HomeworkCard], today: date) -> tuple[Piece, ...]:
    """The marks of one partner on one item; how many more there are behind the first."""
    if not cards:
        return ()
    first = state_piece(most_urgent(cards, today), today)
    more = len(cards) - 1
    return (first, Piece(f"+{more}", tone="second")) if more else (first,)


def cell_words(cards: Sequence[HomeworkCard], today: date) -> str:
    """As read out and copied: "Sent, Answered"; "" without a question."""
    return ", ".join(state_piece(card, today).text for card in cards)
