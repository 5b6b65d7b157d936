"""When answers and papers are needed, and how far homework has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cspdesk.calendar import add_working_days, plural
from db.vocabulary import HomeworkState

# Working days before the Board: the chairs read the answers before they are briefed.
ANSWERS_BEFORE = 4
# Working days before papers go out: time to read and to mark a paper.
PAPER_BEFORE = 5

_FINISHED = (HomeworkState.ANSWERED, HomeworkState.NO_ANSWER)


def answers_due(board_on: date) -> date:
    """When partners' answers are due: Fri 17 February for a Board on Thu 23 February 2017."""
    return add_working_days(board_on, -ANSWERS_BEFORE)


def paper_due(papers_on: date) -> date:
    """When a paper is due with the secretariat: Wed 8 February when papers go out on Wed 15th."""
    return add_working_days(papers_on, -PAPER_BEFORE)


@dataclass(frozen=True, slots=True)
class HomeworkTotals:
    """How many questions stand where. `total` counts all of them."""

    total: int
    answered: int
    sent: int
    agreed: int
    draft: int
    no_answer: int

    @property
    def to_come(self) -> int:
        """Questions that still wait for an answer, sent or not."""
        return self.total - self.answered - self.no_answer

    @property
    def words(self) -> str:
        """ "16 questions: 5 answered, 8 sent, 3 draft"; what is nought is not said."""
        if not self.total:
            return "No questions yet"
        parts = (
            (self.answered, "answered"),
            (self.sent, "sent"),
            (self.agreed, "set"),
            (self.draft, "draft"),
            (self.no_answer, "without an answer"),
        )
        said = ", ".join(f"{count} {word}" for count, word in parts if count)
        return f"{self.total} {plural('question', self.total)}: {said}"


def totals(states: Iterable[HomeworkState]) -> HomeworkTotals:
    count = Counter(states)
    return HomeworkTotals(
        total=count.total(),
        answered=count[HomeworkState.ANSWERED],
        sent=count[HomeworkState.SENT],
        agreed=count[HomeworkState.SET],
        draft=count[HomeworkState.DRAFT],
        no_answer=count[HomeworkState.NO_ANSWER],
    )


def is_finished(state: HomeworkState) -> bool:
    """Whether the partner owes nothing more on it."""
    return state in _FINISHED


def is_late(state: HomeworkState, due_on: date | None, today: date) -> bool:
    """Whether a question was sent and its answer should have come before today."""
    return state is HomeworkState.SENT and due_on is not None and due_on < today


def answer_words(
    state: HomeworkState, due_on: date | None, answered_on: date | None, today: date
) -> str:
    """How an answer stands to its date: "9 days early", "2 days late", "due in 8 days", or ""."""
    if due_on is None or state is HomeworkState.NO_ANSWER:
        return ""
    if state is HomeworkState.ANSWERED:
        return _against((due_on - answered_on).days) if answered_on else ""
    days = (due_on - today).days
    if days < 0:
        return f"{-days} {plural('day', -days)} late"
    return "due today" if days == 0 else f"due in {days} {plural('day', days)}"


def _against(days: int) -> str:
    if days == 0:
        return "on the day"
    word = "early" if days > 0 else "late"
    return f"{abs(days)} {plural('day', abs(days))} {word}"
