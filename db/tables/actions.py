"""Actions with their updates, and report-backs from partners' governance bodies."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Row, refers
from db.vocabulary import ActionState, Publicity, ReportBackState


class ActionRow(Row):
    """An action a partner leaves a meeting with. `ref` is "cycle.number" ("3.04")."""

    __tablename__ = "action"

    ref: Mapped[str]
    text: Mapped[str]
    organisation_id: Mapped[int] = refers("organisation")
    lead: Mapped[str] = mapped_column(default="")
    supporting: Mapped[str] = mapped_column(default="")
    agreed_at_id: Mapped[int | None] = refers("meeting", optional=True)
    item_id: Mapped[int | None] = refers("agenda_item", optional=True)
    priority_id: Mapped[int | None] = refers("priority", optional=True)
    due_on: Mapped[date | None]
    due_meeting_id: Mapped[int | None] = refers("meeting", optional=True)
    done_when: Mapped[str] = mapped_column(default="")
    state: Mapped[ActionState] = mapped_column(default=ActionState.OPEN)
    closed_on: Mapped[date | None]
    evidence: Mapped[str] = mapped_column(default="")
    publicity: Mapped[Publicity | None]


class ActionUpdateRow(Row):
    __tablename__ = "action_update"

    action_id: Mapped[int] = refers("action")
    made_on: Mapped[date]
    text: Mapped[str]


class ReportBackRow(Row):
    """What a partner's governance body did with a decision of the Board."""

    __tablename__ = "report_back"

    meeting_id: Mapped[int] = refers("meeting")
    item_id: Mapped[int | None] = refers("agenda_item", optional=True)
    governance_body_id: Mapped[int] = refers("governance_body")
    taken_back: Mapped[str]
    due_on: Mapped[date | None]
    state: Mapped[ReportBackState] = mapped_column(default=ReportBackState.DUE)
    met_on: Mapped[date | None]
    reported_on: Mapped[date | None]
    said: Mapped[str] = mapped_column(default="")
    changed: Mapped[str] = mapped_column(default="")
