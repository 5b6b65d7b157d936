"""The bank: questions of earlier Boards, so that what worked is asked again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from cspdesk.calendar import plain_date
from cspdesk.reading import Reading
from db.tables import AgendaItemRow, HomeworkRow, MeetingRow, OrganisationRow
from db.vocabulary import HomeworkState


@dataclass(frozen=True, slots=True)
class EarlierQuestion:
    """A question of an earlier Board. `item_id` is the same item on this agenda, None when it is
    not on it; `is_last` that it was asked for the Board just before; `asked` that this Board asks
    the same question of the same partner already.
    """

    id: int
    question: str
    contribution: str
    organisation_id: int
    organisation: str
    item_title: str
    board_on: date
    state: HomeworkState
    answer: str
    item_id: int | None
    is_last: bool
    asked: bool

    @property
    def worked(self) -> bool:
        """Whether it brought an answer."""
        return self.state is HomeworkState.ANSWERED

    @property
    def source(self) -> str:
        """ "10 November 2016, Highlight report"."""
        return f"{plain_date(self.board_on)}, {self.item_title}"


def earlier_questions(reading: Reading, meeting_id: int) -> tuple[EarlierQuestion, ...]:
    """The questions of the Boards before this meeting, the latest first."""
    rows = reading.rows(_before(meeting_id))
    if not rows:
        return ()
    here = _items_of(reading, meeting_id)
    asked = _asked_at(reading, meeting_id)
    last = rows[0][3]
    return tuple(
        EarlierQuestion(
            id=row.id,
            question=row.question,
            contribution=row.contribution,
            organisation_id=row.organisation_id,
            organisation=name,
            item_title=item.short_title or item.title,
            board_on=held_on,
            state=row.state,
            answer=row.answer,
            item_id=_same_item(item, here),
            is_last=held_on == last,
            asked=(row.organisation_id, row.question) in asked,
        )
        for row, item, name, held_on in rows
    )


def _before(meeting_id: int) -> Select[*tuple[Any, ...]]:
    this = aliased(MeetingRow)
    return (
        select(HomeworkRow, AgendaItemRow, OrganisationRow.short_name, MeetingRow.held_on)
        .join(AgendaItemRow, HomeworkRow.item_id == AgendaItemRow.id)
        .join(OrganisationRow, HomeworkRow.organisation_id == OrganisationRow.id)
        .join(MeetingRow, AgendaItemRow.meeting_id == MeetingRow.id)
        .join(this, this.id == meeting_id)
        .where(MeetingRow.held_on < this.held_on, MeetingRow.group_id == this.group_id)
        .order_by(
            MeetingRow.held_on.desc(),
            AgendaItemRow.position,
            OrganisationRow.position,
            HomeworkRow.id,
        )
    )


def _items_of(reading: Reading, meeting_id: int) -> dict[str, int]:
    """The items of this agenda by the names they go by: standing key and title."""
    rows = reading.all(select(AgendaItemRow).where(AgendaItemRow.meeting_id == meeting_id))
    return {name: row.id for row in rows for name in _names(row)}


def _names(item: AgendaItemRow) -> Iterable[str]:
    if item.standing_key:
        yield f"key:{item.standing_key}"
    yield f"title:{' '.join(item.title.casefold().split())}"


def _same_item(item: AgendaItemRow, here: Mapping[str, int]) -> int | None:
    return next((here[name] for name in _names(item) if name in here), None)


def _asked_at(reading: Reading, meeting_id: int) -> frozenset[tuple[int, str]]:
    query = (
        select(HomeworkRow.organisation_id, HomeworkRow.question)
        .join(AgendaItemRow, HomeworkRow.item_id == AgendaItemRow.id)
        .where(AgendaItemRow.meeting_id == meeting_id)
    )
    return frozenset((key, words) for key, words in reading.rows(query))
