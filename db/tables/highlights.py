"""The highlight report of a cycle on its way to the Board, and what the Executive asked of it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Row, refers
from db.vocabulary import HighlightState


class HighlightReportRow(Row):
    """How far a cycle's report is; a cycle without a row has a draft.

    What is in it stands in `assessment`. Whether it is frozen is not kept here: it is once the
    cycle's pack has been issued. `as_issued` is what it showed then, as JSON; "" before.
    """

    __tablename__ = "highlight_report"
    __table_args__ = (UniqueConstraint("cycle_id"),)

    cycle_id: Mapped[int] = refers("cycle")
    state: Mapped[HighlightState] = mapped_column(default=HighlightState.DRAFT)
    sent_on: Mapped[date | None]
    reviewed_on: Mapped[date | None]
    approved_on: Mapped[date | None]
    as_issued: Mapped[str] = mapped_column(default="")


class HighlightRequestRow(Row):
    """ "More information needed: …" from the Executive, on one indicator or on the report."""

    __tablename__ = "highlight_request"

    cycle_id: Mapped[int] = refers("cycle")
    indicator_id: Mapped[int | None] = refers("indicator", optional=True)
    text: Mapped[str]
    asked_on: Mapped[date]
    answer: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[date | None]
