"""The dated framework: priorities, outcomes and themes, replaceable without losing history."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Row, refers


class FrameworkRow(Row):
    __tablename__ = "framework"

    name: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]


class PriorityRow(Row):
    """One of the partnership's priorities, or a block beside them.

    A block (MOPAC 7) has no number: Appendix 2 sets it outside the three priorities.
    """

    __tablename__ = "priority"

    framework_id: Mapped[int] = refers("framework")
    number: Mapped[int | None]
    code: Mapped[str]
    name: Mapped[str]
    rationale: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class OutcomeRow(Row):
    """An outcome of the Community Safety Strategy (O1 to O6)."""

    __tablename__ = "outcome"

    framework_id: Mapped[int] = refers("framework")
    number: Mapped[int]
    code: Mapped[str]
    name: Mapped[str]
    short_name: Mapped[str] = mapped_column(default="")


class ThemeRow(Row):
    """A theme of Appendix 2 within a priority (Youth Offending, VAWG…)."""

    __tablename__ = "theme"

    priority_id: Mapped[int] = refers("priority")
    name: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
