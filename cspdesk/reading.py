"""What a query reads from: one moment of the file and the desk's day.

A query is a plain function whose first parameter is a Reading; it returns frozen records and keeps
no row. `desk.ask(lines_of_agenda, meeting_id)` calls it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Executable, Select
from sqlalchemy.orm import Session

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Reading:
    """A read session and the day the partnership lives on."""

    session: Session
    today: date

    def all(self, query: Select[R]) -> list[R]:
        return list(self.session.scalars(query))

    def one(self, query: Select[R]) -> R | None:
        return self.session.scalars(query).first()

    def rows(self, query: Executable) -> list[Any]:
        return list(self.session.execute(query))
