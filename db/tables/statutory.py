"""What the law asks of the partnership, each with its dates and the evidence that it was done."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Row, refers


class StatutoryDutyRow(Row):
    """One duty. `basis` names the Act or regulation; `months` is how often it returns, 0 once."""

    __tablename__ = "statutory_duty"

    key: Mapped[str] = mapped_column(default="")
    title: Mapped[str]
    basis: Mapped[str] = mapped_column(default="")
    months: Mapped[int] = mapped_column(default=12)
    due_on: Mapped[date | None]
    responsible: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class StatutoryRecordRow(Row):
    """One time that a duty was due, when it was done and what shows it."""

    __tablename__ = "statutory_record"

    duty_id: Mapped[int] = refers("statutory_duty")
    due_on: Mapped[date | None]
    done_on: Mapped[date]
    evidence: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
