"""Audit (append-only) and history (the undo stack, which outlives a restart)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Base
from db.vocabulary import Origin


class AuditRow(Base):
    """One row's change in one transaction; triggers refuse update and delete."""

    __tablename__ = "audit"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    user: Mapped[str]
    step_id: Mapped[int | None]
    label: Mapped[str]
    origin: Mapped[Origin]
    entity: Mapped[str] = mapped_column(index=True)
    key: Mapped[int]
    op: Mapped[str]
    old: Mapped[str | None]
    new: Mapped[str | None]


class HistoryRow(Base):
    """One user action as row images. `state` is done, undone or dropped."""

    __tablename__ = "history"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    label: Mapped[str]
    state: Mapped[str] = mapped_column(index=True)
    # Empty when it can be undone; otherwise why not ("It has left the house.").
    fixed: Mapped[str] = mapped_column(default="")
    images: Mapped[str]
