"""The board cycle and its meetings."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Row, refers
from db.vocabulary import MeetingState


class CycleRow(Row):
    """One turn of PMG → Executive → papers out → Board → minutes and actions → report-backs."""

    __tablename__ = "cycle"

    framework_id: Mapped[int] = refers("framework")
    year_label: Mapped[str]
    number: Mapped[int]
    focus_priority_id: Mapped[int | None] = refers("priority", optional=True)
    pmg_on: Mapped[date]
    executive_on: Mapped[date]
    papers_on: Mapped[date]
    board_on: Mapped[date]
    minutes_on: Mapped[date]
    report_backs_on: Mapped[date]


class MeetingRow(Row):
    """A meeting of a group. `starts_at` is "14:00"."""

    __tablename__ = "meeting"

    cycle_id: Mapped[int] = refers("cycle")
    group_id: Mapped[int] = refers("partnership_group")
    held_on: Mapped[date]
    starts_at: Mapped[str] = mapped_column(default="14:00")
    venue: Mapped[str] = mapped_column(default="")
    minutes_available: Mapped[int] = mapped_column(default=120)
    state: Mapped[MeetingState] = mapped_column(default=MeetingState.PLANNING)
    item_limit: Mapped[int] = mapped_column(default=7)
