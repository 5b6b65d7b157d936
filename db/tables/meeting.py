"""What happened at a meeting: who came, what each item decided, what is to be published."""

from __future__ import annotations

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Row, refers
from db.vocabulary import DecisionKind, Presence


class AttendanceRow(Row):
    """One seat, or one guest, at one meeting. No row: not recorded.

    `name` and `title` are kept as they were that day: a later holder must not change old minutes.
    `substitute` names who came for the holder. Clock times are "14:05".
    """

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("meeting_id", "seat_id"),)

    meeting_id: Mapped[int] = refers("meeting")
    seat_id: Mapped[int | None] = refers("seat", optional=True)
    organisation_id: Mapped[int | None] = refers("organisation", optional=True)
    presence: Mapped[Presence]
    name: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    substitute: Mapped[str] = mapped_column(default="")
    arrived_at: Mapped[str] = mapped_column(default="")
    left_at: Mapped[str] = mapped_column(default="")


class ItemRecordRow(Row):
    """How an item went. `turn` is its place in the order in which items were really taken.

    The four `no_…` say "none" where an item closes without a decision, an action, a comms message
    or a message to a parallel board. `taken_with_id` is the item it was taken together with, named
    without a foreign key: an item may be taken off. `seconds` is the time it took, pauses left out.
    `unfinished` is what is being typed for it and is no record yet (JSON: form to text).
    """

    __tablename__ = "item_record"
    __table_args__ = (UniqueConstraint("item_id"),)

    meeting_id: Mapped[int] = refers("meeting")
    item_id: Mapped[int] = refers("agenda_item")
    turn: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[str] = mapped_column(default="")
    closed_at: Mapped[str] = mapped_column(default="")
    seconds: Mapped[int] = mapped_column(default=0)
    taken_with_id: Mapped[int | None]
    discussion: Mapped[str] = mapped_column(default="")
    no_decision: Mapped[bool] = mapped_column(default=False)
    no_actions: Mapped[bool] = mapped_column(default=False)
    no_comms: Mapped[bool] = mapped_column(default=False)
    no_messages: Mapped[bool] = mapped_column(default=False)
    closed: Mapped[bool] = mapped_column(default=False)
    unfinished: Mapped[str] = mapped_column(default="")
    excluded_paragraph: Mapped[str] = mapped_column(default="")
    excluded_reason: Mapped[str] = mapped_column(default="")


class DecisionRow(Row):
    """What the meeting received, noted, resolved or agreed; `take_back` asks for report-backs."""

    __tablename__ = "decision"

    meeting_id: Mapped[int] = refers("meeting")
    item_id: Mapped[int | None] = refers("agenda_item", optional=True)
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[DecisionKind]
    text: Mapped[str]
    take_back: Mapped[bool] = mapped_column(default=False)


class DeclarationRow(Row):
    """An interest that a member declared, in one item or in the whole meeting."""

    __tablename__ = "declaration"

    meeting_id: Mapped[int] = refers("meeting")
    item_id: Mapped[int | None] = refers("agenda_item", optional=True)
    organisation_id: Mapped[int | None] = refers("organisation", optional=True)
    name: Mapped[str] = mapped_column(default="")
    interest: Mapped[str]
    left_room: Mapped[bool] = mapped_column(default=False)


class CommsDecisionRow(Row):
    """What is to be published of an item, or of good news from a KPI.

    `channels` are lines; `organisation_id` leads it.
    """

    __tablename__ = "comms_decision"

    meeting_id: Mapped[int] = refers("meeting")
    item_id: Mapped[int | None] = refers("agenda_item", optional=True)
    indicator_id: Mapped[int | None] = refers("indicator", optional=True)
    message: Mapped[str]
    audience: Mapped[str] = mapped_column(default="")
    channels: Mapped[str] = mapped_column(default="")
    ward_panels: Mapped[bool] = mapped_column(default=False)
    organisation_id: Mapped[int | None] = refers("organisation", optional=True)
    owner: Mapped[str] = mapped_column(default="")
    sign_off: Mapped[str] = mapped_column(default="")
    signed_off_on: Mapped[date | None]
    due_on: Mapped[date | None]
    published_on: Mapped[date | None]
    published_where: Mapped[str] = mapped_column(default="")
