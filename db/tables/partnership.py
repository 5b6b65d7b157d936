"""The partnership itself, its settings and its library of standing items."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Row
from db.vocabulary import Marking


class PartnershipRow(Row):
    """The one partnership that a file holds, with its settings."""

    __tablename__ = "partnership"

    name: Mapped[str]
    borough: Mapped[str]
    secretariat: Mapped[str] = mapped_column(default="CSP secretariat")
    contact: Mapped[str] = mapped_column(default="")
    marking: Mapped[Marking] = mapped_column(default=Marking.OFFICIAL)
    municipal_year_start: Mapped[int] = mapped_column(default=5)
    financial_year_start: Mapped[int] = mapped_column(default=4)
    meeting_minutes: Mapped[int] = mapped_column(default=120)
    item_limit: Mapped[int] = mapped_column(default=7)
    decision_aim: Mapped[int] = mapped_column(default=50)
    clear_days: Mapped[int] = mapped_column(default=5)
    minute_numbering: Mapped[str] = mapped_column(default="per_meeting")
    minute_prefix: Mapped[str] = mapped_column(default="")
    # Working days before and after the Board; papers go by `clear_days`.
    pmg_before: Mapped[int] = mapped_column(default=27)
    executive_before: Mapped[int] = mapped_column(default=15)
    minutes_after: Mapped[int] = mapped_column(default=5)
    report_backs_after: Mapped[int] = mapped_column(default=31)
    # Days before an action or a report-back is due that its reminder falls due.
    remind_before: Mapped[int] = mapped_column(default=7)
    tolerance: Mapped[float] = mapped_column(default=5.0)
    spc_screening: Mapped[bool] = mapped_column(default=True)
    spc_run: Mapped[int] = mapped_column(default=7)
    spc_two_of_three_outside: Mapped[bool] = mapped_column(default=False)
    # The sample lives on one day for ever; a partnership of one's own has no such day.
    sample_as_at: Mapped[date | None]
    sample_note: Mapped[str] = mapped_column(default="")


class StandingItemRow(Row):
    """A standing item of the Board's agenda with the clerk's wording."""

    __tablename__ = "standing_item"

    key: Mapped[str]
    title: Mapped[str]
    wording: Mapped[str] = mapped_column(default="")
    lead: Mapped[str] = mapped_column(default="")
    minutes: Mapped[int] = mapped_column(default=5)
    position: Mapped[int] = mapped_column(default=0)
