"""The two-way ledger with the parallel boards."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Row, refers
from db.vocabulary import GuestState, MessageKind, MessageState, MessageWay, Publicity


class BoardMessageRow(Row):
    """One message between the Board and a parallel board, in or out.

    `dated` is the day it was received, passed or sought; `source` says where it came from
    ("Minutes, 12 January 2017").
    """

    __tablename__ = "board_message"

    cycle_id: Mapped[int] = refers("cycle")
    group_id: Mapped[int] = refers("partnership_group")
    item_id: Mapped[int | None] = refers("agenda_item", optional=True)
    way: Mapped[MessageWay]
    kind: Mapped[MessageKind] = mapped_column(default=MessageKind.TELL)
    text: Mapped[str]
    state: Mapped[MessageState]
    carried_by: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    dated: Mapped[date | None]
    due_on: Mapped[date | None]
    acknowledged_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    answer: Mapped[str] = mapped_column(default="")
    publicity: Mapped[Publicity | None]


class JointGuestRow(Row):
    """A member of another board who is asked to a joint meeting, and what they bring."""

    __tablename__ = "joint_guest"

    meeting_id: Mapped[int] = refers("meeting")
    group_id: Mapped[int] = refers("partnership_group")
    who: Mapped[str] = mapped_column(default="")
    brings: Mapped[str] = mapped_column(default="")
    state: Mapped[GuestState] = mapped_column(default=GuestState.TO_INVITE)
    invited_on: Mapped[date | None]
    position: Mapped[int] = mapped_column(default=0)


class JointQuestionRow(Row):
    """A question that a joint meeting puts to every board."""

    __tablename__ = "joint_question"

    meeting_id: Mapped[int] = refers("meeting")
    text: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)


class JointStepRow(Row):
    """A step towards a joint meeting ("Co-chairs agree"), or what follows it on one board."""

    __tablename__ = "joint_step"

    meeting_id: Mapped[int] = refers("meeting")
    group_id: Mapped[int | None] = refers("partnership_group", optional=True)
    title: Mapped[str]
    follows: Mapped[bool] = mapped_column(default=False)
    due_on: Mapped[date | None]
    begun_on: Mapped[date | None]
    done_on: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
