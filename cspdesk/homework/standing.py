"""How each partner stands with its homework: who is late, who has no question, who is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from cspdesk.calendar import plural, short_date
from cspdesk.homework.queries import HomeworkCard, HomeworkMatrix, PartnerHomework
from cspdesk.homework.rules import is_late
from cspdesk.phrases import joined
from cspdesk.words import counted
from db.vocabulary import HomeworkState


class Urgency(IntEnum):
    """What a partner's homework needs first; the most urgent is the least."""

    LATE = 0
    NOTHING = 1
    DRAFT = 2
    TO_SEND = 3
    WAITING = 4
    DONE = 5


@dataclass(frozen=True, slots=True)
class PartnerStanding:
    """One partner. `next_id` is the question to see to first, None without any question."""

    organisation_id: int
    code: str
    name: str
    short_name: str
    asked: int
    answered: int
    urgency: Urgency
    words: str
    next_id: int | None = None


def standings(
    matrix: HomeworkMatrix, held: Sequence[PartnerHomework], today: date
) -> tuple[PartnerStanding, ...]:
    """Every partner of the grid, the most urgent first, else in the partnership's order."""
    questions = {one.organisation_id: one.questions for one in held}
    found = []
    for row in matrix.rows:
        cards = questions.get(row.organisation_id, ())
        urgency, words, first = _standing(cards, row.has_nothing, today)
        answered = sum(card.state is HomeworkState.ANSWERED for card in cards)
        found.append(
            PartnerStanding(
                row.organisation_id, row.code, row.name, row.short_name,
                len(cards), answered, urgency, words, first,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: one.urgency))


def late_cards(held: Sequence[PartnerHomework], today: date) -> tuple[HomeworkCard, ...]:
    """The questions whose answers should have come, the longest overdue first."""
    cards = [card for one in held for card in one.questions]
    late = [card for card in cards if is_late(card.state, card.due_on, today)]
    return tuple(sorted(late, key=lambda card: card.due_on or today))


def _standing(
    cards: Sequence[HomeworkCard], has_nothing: bool, today: date
) -> tuple[Urgency, str, int | None]:
    if not cards:
        part = ", and no other part in this agenda" if has_nothing else ""
        return Urgency.NOTHING, f"No question yet{part}", None
    late = [card for card in cards if is_late(card.state, card.due_on, today)]
    if late:
        return Urgency.LATE, _late_words(late, today), late[0].id
    for state, urgency, verb in (
        (HomeworkState.DRAFT, Urgency.DRAFT, "to finish"),
        (HomeworkState.SET, Urgency.TO_SEND, "to send"),
    ):
        some = [card for card in cards if card.state is state]
        if some:
            kind = "draft" if state is HomeworkState.DRAFT else "question"
            return urgency, f"{counted(len(some), kind)} {verb}", some[0].id
    sent = [card for card in cards if card.state is HomeworkState.SENT]
    if sent:
        return Urgency.WAITING, _waiting_words(sent), sent[0].id
    return Urgency.DONE, _done_words(cards), cards[0].id


def _late_words(late: Sequence[HomeworkCard], today: date) -> str:
    """ "2 answers late, by 3 days: items 3 and 4"."""
    days = max((today - card.due_on).days for card in late if card.due_on)
    items = list(dict.fromkeys(card.item_number for card in late))
    where = f"{plural('item', len(items))} {joined(items)}"
    return f"{counted(len(late), 'answer')} late, by {counted(days, 'day')}: {where}"


def _waiting_words(sent: Sequence[HomeworkCard]) -> str:
    """ "2 answers to come, by Fri 17 Feb"."""
    due = min((card.due_on for card in sent if card.due_on), default=None)
    by = f", by {short_date(due)}" if due else ""
    return f"{counted(len(sent), 'answer')} to come{by}"


def _done_words(cards: Sequence[HomeworkCard]) -> str:
    silent = sum(card.state is HomeworkState.NO_ANSWER for card in cards)
    if not silent:
        return "All answered"
    return f"{silent} without an answer" if silent < len(cards) else "No answer will come"
