"""Until when a cycle's assessments and its highlight report may change."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cspdesk.calendar import date_for
from cspdesk.errors import RuleBroken
from db.tables import CycleRow, GroupRow, HighlightReportRow, IssuedDocumentRow, MeetingRow
from db.unit_of_work import UnitOfWork
from db.vocabulary import DocumentKind, GroupKind, HighlightState, MeetingState

_BEFORE_ISSUE = (MeetingState.PLANNING, MeetingState.LOCKED)
_APPROVED = "The highlight report is approved for the papers. Take the approval back first."


def issued_on(session: Session, cycle_id: int) -> date | None:
    """The day the cycle's papers went out, None before that.

    A meeting that was issued without its pack in this file counts from the planned day.
    """
    board = (
        select(MeetingRow.id)
        .join(GroupRow, MeetingRow.group_id == GroupRow.id)
        .where(MeetingRow.cycle_id == cycle_id, GroupRow.kind == GroupKind.BOARD)
    )
    out = board.where(MeetingRow.state.not_in(_BEFORE_ISSUE)).limit(1)
    if session.scalar(out) is None:
        return None
    pack = select(func.min(IssuedDocumentRow.issued_at)).where(
        IssuedDocumentRow.kind == DocumentKind.BOARD, IssuedDocumentRow.meeting_id.in_(board)
    )
    issued = session.scalar(pack)
    if issued is not None:
        return issued.date()
    return session.scalar(select(CycleRow.papers_on).where(CycleRow.id == cycle_id))


def report_row(session: Session, cycle_id: int) -> HighlightReportRow | None:
    """How far the cycle's report is; None for a draft that nobody has sent yet."""
    return session.scalars(select(HighlightReportRow).filter_by(cycle_id=cycle_id)).first()


def issued_sentence(session: Session, cycle_id: int, today: date) -> str:
    """Why nothing of this cycle changes any more; "" while its papers are not out."""
    out = issued_on(session, cycle_id)
    if out is None:
        return ""
    return (
        f"The papers of this cycle went out on {date_for(out, today)}. What was issued stays as "
        "it was: record the change in the next cycle."
    )


def closed_sentence(session: Session, cycle_id: int, today: date) -> str:
    """Why assessments and report cannot be changed now; "" when they can."""
    row = report_row(session, cycle_id)
    approved = row is not None and row.state is HighlightState.APPROVED
    return issued_sentence(session, cycle_id, today) or (_APPROVED if approved else "")


def refuse_issued(work: UnitOfWork, cycle_id: int) -> None:
    """Raise RuleBroken when the papers of this cycle are out."""
    _refuse(issued_sentence(work.session, cycle_id, work.today))


def refuse_closed(work: UnitOfWork, cycle_id: int) -> None:
    """Raise RuleBroken when the report of this cycle is issued or approved for the papers."""
    _refuse(closed_sentence(work.session, cycle_id, work.today))


def _refuse(sentence: str) -> None:
    if sentence:
        raise RuleBroken("", sentence)
