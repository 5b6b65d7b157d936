"""The two-way ledger with the parallel boards."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Row, refers
from db.vocabulary import MessageKind, MessageState, MessageWay, Publicity


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
    answer: Mapped[str] = mapped_column(default="")
    publicity: Mapped[Publicity | None]
