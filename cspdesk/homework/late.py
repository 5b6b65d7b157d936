"""Homework whose answers should have come: of Boards that are still ahead, for chasing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from cspdesk.calendar import add_working_days
from cspdesk.reading import Reading
from db.tables import AgendaItemRow, ChaseRow, HomeworkRow, MeetingRow, OrganisationRow
from db.vocabulary import HomeworkState

# Working days after a reminder until the next one: answers are due only four before the Board.
REMIND_AGAIN = 2


@dataclass(frozen=True, slots=True)
class LateAnswer:
    """A question without its answer. `chased_on` is the last reminder, None without one."""

    id: int
    organisation_id: int
    organisation: str
    item: str
    question: str
    due_on: date
    board_on: date
    chased_on: date | None

    def is_due(self, today: date) -> bool:
        """Whether the partner is to be reminded today."""
        if self.chased_on is None:
            return True
        return add_working_days(self.chased_on, REMIND_AGAIN) <= today


def late_answers(reading: Reading) -> tuple[LateAnswer, ...]:
    """Questions that were sent and are not answered in time, the longest overdue first."""
    last = dict(
        reading.rows(
            select(ChaseRow.homework_id, func.max(ChaseRow.chased_on))
            .where(ChaseRow.homework_id.is_not(None))
            .group_by(ChaseRow.homework_id)
        )
    )
    query = (
        select(
            HomeworkRow.id,
            HomeworkRow.organisation_id,
            OrganisationRow.short_name,
            AgendaItemRow.title,
            HomeworkRow.question,
            HomeworkRow.due_on,
            MeetingRow.held_on,
        )
        .join(AgendaItemRow, HomeworkRow.item_id == AgendaItemRow.id)
        .join(MeetingRow, AgendaItemRow.meeting_id == MeetingRow.id)
        .join(OrganisationRow, HomeworkRow.organisation_id == OrganisationRow.id)
        .where(
            HomeworkRow.state == HomeworkState.SENT,
            HomeworkRow.due_on < reading.today,
            MeetingRow.held_on >= reading.today,
        )
        .order_by(HomeworkRow.due_on, AgendaItemRow.position, HomeworkRow.id)
    )
    return tuple(LateAnswer(*(*row, last.get(row[0]))) for row in reading.rows(query))
