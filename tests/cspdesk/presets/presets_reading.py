"""What the tests of the sample read from it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables import (
    AgendaItemRow,
    BoardMessageRow,
    CycleRow,
    GroupRow,
    HomeworkRow,
    MeetingRow,
    OrganisationRow,
)

TODAY = date(2017, 2, 9)


def cycles(session: Session) -> list[CycleRow]:
    return list(session.scalars(select(CycleRow).order_by(CycleRow.board_on)))


def items(session: Session, cycle: int) -> list[AgendaItemRow]:
    """The agenda of one cycle's Board, in order; 5 is the first of 2017/18."""
    wanted = cycles(session)[cycle - 1].id
    query = (
        select(AgendaItemRow)
        .join(MeetingRow, MeetingRow.id == AgendaItemRow.meeting_id)
        .where(MeetingRow.cycle_id == wanted)
        .order_by(AgendaItemRow.position)
    )
    return list(session.scalars(query))


def short_names(session: Session) -> dict[int, str]:
    return {row.id: row.short_name for row in session.scalars(select(OrganisationRow))}


def homework(session: Session, cycle: int) -> list[tuple[str, int, HomeworkRow]]:
    """Partner, item position and question."""
    places = {item.id: item.position for item in items(session, cycle)}
    names = short_names(session)
    return [
        (names[row.organisation_id], places[row.item_id], row)
        for row in session.scalars(select(HomeworkRow))
        if row.item_id in places
    ]


def messages(session: Session, cycle: int) -> list[tuple[str, BoardMessageRow]]:
    boards = {row.id: row.short_name for row in session.scalars(select(GroupRow))}
    wanted = cycles(session)[cycle - 1].id
    query = select(BoardMessageRow).where(BoardMessageRow.cycle_id == wanted)
    return [(boards[row.group_id], row) for row in session.scalars(query)]
