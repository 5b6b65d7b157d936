"""What is planned for Boards to come, and how long each item took when the agenda was rehearsed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Row, refers


class PlannedTopicRow(Row):
    """A topic meant for a Board; without `meeting_id` it waits for one.

    `subject` says what it accounts for: "priority:3", "outcome:2", "group:7", "yearly:plan", or "".
    No foreign key stands behind it, nor behind `item_id`, the item it became: a group that is
    dissolved or an item that is taken off must not be held back by a plan.
    """

    __tablename__ = "planned_topic"

    meeting_id: Mapped[int | None] = refers("meeting", optional=True)
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    subject: Mapped[str] = mapped_column(default="")
    item_id: Mapped[int | None]


class RehearsalRow(Row):
    """How far the rehearsal of a meeting's agenda is.

    `used` is lines of "item seconds" ("12 540"); `at_item_id` the item it stopped in. Items are
    named without a foreign key: one that is taken off the agenda leaves only its line behind.
    """

    __tablename__ = "rehearsal"
    __table_args__ = (UniqueConstraint("meeting_id"),)

    meeting_id: Mapped[int] = refers("meeting")
    at_item_id: Mapped[int | None]
    used: Mapped[str] = mapped_column(default="")
    rehearsed_on: Mapped[date]
