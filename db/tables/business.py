"""Business that is raised with the Executive, what became of it, and what the groups were asked."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Row, refers
from db.vocabulary import BusinessSource, RequestKind, Verdict


class BusinessRow(Row):
    """One piece of business in one cycle, and the Executive's verdict on it.

    `raised_by` names the source in words where no group, organisation or indicator does.
    `subject_key` is the same for the same subject raised again; `found_by` is all that a search
    looks through, in small letters. `before_id` is the piece this one was deferred from;
    `item_id` and `deferred_to_id` say where the verdicts "Board" and "Defer" took it;
    `parked_at_id` is the item it was parked at in a meeting.
    """

    __tablename__ = "business"
    __table_args__ = (Index("ix_business_subject_key", "subject_key"),)

    cycle_id: Mapped[int] = refers("cycle")
    source: Mapped[BusinessSource]
    group_id: Mapped[int | None] = refers("partnership_group", optional=True)
    organisation_id: Mapped[int | None] = refers("organisation", optional=True)
    indicator_id: Mapped[int | None] = refers("indicator", optional=True)
    before_id: Mapped[int | None] = refers("business", optional=True)
    raised_by: Mapped[str] = mapped_column(default="")
    raised_on: Mapped[date]
    title: Mapped[str]
    asked: Mapped[str] = mapped_column(default="")
    asked_of: Mapped[str] = mapped_column(default="")
    why_whole: Mapped[str] = mapped_column(default="")
    verdict: Mapped[Verdict | None]
    reason: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[date | None]
    item_id: Mapped[int | None] = refers("agenda_item", optional=True)
    parked_at_id: Mapped[int | None] = refers("agenda_item", optional=True)
    deferred_to_id: Mapped[int | None] = refers("meeting", optional=True)
    told_on: Mapped[date | None]
    subject_key: Mapped[str] = mapped_column(default="")
    found_by: Mapped[str] = mapped_column(default="")


class DisseminationRow(Row):
    """One way in which a piece of business goes out instead of onto the agenda."""

    __tablename__ = "dissemination"

    business_id: Mapped[int] = refers("business")
    channel: Mapped[str]
    to_whom: Mapped[str]
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]


class GroupRequestRow(Row):
    """What a sub-group or parallel board was asked for in a cycle, and whether it came.

    `answer` says what came ("Nothing to raise").
    """

    __tablename__ = "group_request"
    __table_args__ = (UniqueConstraint("cycle_id", "group_id", "kind"),)

    cycle_id: Mapped[int] = refers("cycle")
    group_id: Mapped[int] = refers("partnership_group")
    kind: Mapped[RequestKind]
    asked_on: Mapped[date]
    reminded_on: Mapped[date | None]
    reminders: Mapped[int] = mapped_column(default=0)
    received_on: Mapped[date | None]
    answer: Mapped[str] = mapped_column(default="")
