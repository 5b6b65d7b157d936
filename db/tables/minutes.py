"""Minutes of a meeting: drafted, cleared by the chair, circulated, confirmed, then locked."""

from __future__ import annotations

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Row, refers
from db.vocabulary import MinutesState


class MinutesRow(Row):
    """The minutes of one meeting. `corrections` were made when the next meeting confirmed them."""

    __tablename__ = "minutes"
    __table_args__ = (UniqueConstraint("meeting_id"),)

    meeting_id: Mapped[int] = refers("meeting")
    state: Mapped[MinutesState] = mapped_column(default=MinutesState.DRAFT)
    drafted_on: Mapped[date]
    cleared_on: Mapped[date | None]
    cleared_by: Mapped[str] = mapped_column(default="")
    circulated_on: Mapped[date | None]
    confirmed_at_id: Mapped[int | None] = refers("meeting", optional=True)
    confirmed_on: Mapped[date | None]
    corrections: Mapped[str] = mapped_column(default="")


class MinuteRow(Row):
    """One numbered minute. `edited`: the officer's own words, which no new draft overwrites."""

    __tablename__ = "minute"

    minutes_id: Mapped[int] = refers("minutes")
    item_id: Mapped[int | None] = refers("agenda_item", optional=True)
    position: Mapped[int]
    number: Mapped[str] = mapped_column(default="")
    heading: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    edited: Mapped[bool] = mapped_column(default=False)


class MatterArisingRow(Row):
    """What a later meeting said of an old minute."""

    __tablename__ = "matter_arising"

    meeting_id: Mapped[int] = refers("meeting")
    minute_id: Mapped[int] = refers("minute")
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(default="")
