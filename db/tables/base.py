"""The base of every table: names of constraints, how words and stamps are stored."""

from __future__ import annotations

import enum
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Date, DateTime, Enum, Float, ForeignKey, LargeBinary, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

__all__ = ["Base", "Row", "refers"]


class Base(DeclarativeBase):
    """All tables of one partnership's file."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        enum.Enum: Enum(
            enum.Enum,
            native_enum=False,
            length=32,
            values_callable=lambda words: [word.value for word in words],
        ),
        str: Text(),
        float: Float(),
        date: Date(),
        datetime: DateTime(),
        bytes: LargeBinary(),
    }


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


class Row(Base):
    """A row the officer can change: integer id that is never used twice, version, stamps (UTC)."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default=_now)
    updated_at: Mapped[datetime] = mapped_column(default=_now)

    # A deleted row's id must not come back on another row: undo restores rows by id.
    # So every table is created with AUTOINCREMENT.
    @classmethod
    def __init_subclass__(cls, **kw: Any) -> None:
        cls.__table_args__ = (*getattr(cls, "__table_args__", ()), {"sqlite_autoincrement": True})
        super().__init_subclass__(**kw)


def refers(table: str, *, optional: bool = False) -> Any:
    """A column that points to `table`. No database cascade: a slip must raise, not delete."""
    return mapped_column(ForeignKey(f"{table}.id"), nullable=optional, index=True)
