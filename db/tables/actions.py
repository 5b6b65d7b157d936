"""Actions with their updates, report-backs from partners' governance bodies, and chases."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Row, refers
from db.vocabulary import ActionState, ChaseWay, Publicity, ReportBackState


class ActionRow(Row):
    """An action a partner leaves a meeting with. `ref` is "cycle.number" ("3.04").

    `successor_id` is the action that superseded this one, or that it is a duplicate of.
    """

    __tablename__ = "action"

    ref: Mapped[str]
    text: Mapped[str]
    organisation_id: Mapped[int] = refers("organisation")
    lead: Mapped[str] = mapped_column(default="")
    supporting: Mapped[str] = mapped_column(default="")
    agreed_at_id: Mapped[int | None] = refers("meeting", optional=True)
    item_id: Mapped[int | None] = refers("agenda_item", optional=True)
    decision_id: Mapped[int | None] = refers("decision", optional=True)
    priority_id: Mapped[int | None] = refers("priority", optional=True)
    due_on: Mapped[date | None]
    due_meeting_id: Mapped[int | None] = refers("meeting", optional=True)
    done_when: Mapped[str] = mapped_column(default="")
    state: Mapped[ActionState] = mapped_column(default=ActionState.OPEN)
    closed_on: Mapped[date | None]
    evidence: Mapped[str] = mapped_column(default="")
    successor_id: Mapped[int | None] = refers("action", optional=True)
    publicity: Mapped[Publicity | None]


class ActionUpdateRow(Row):
    """What an owner said on a day. `due_was`: the day it was due until this moved it."""

    __tablename__ = "action_update"

    action_id: Mapped[int] = refers("action")
    made_on: Mapped[date]
    text: Mapped[str]
    due_was: Mapped[date | None]


class ReportBackRow(Row):
    """What a partner's governance body did with a decision of the Board."""

    __tablename__ = "report_back"

    meeting_id: Mapped[int] = refers("meeting")
    item_id: Mapped[int | None] = refers("agenda_item", optional=True)
    decision_id: Mapped[int | None] = refers("decision", optional=True)
    governance_body_id: Mapped[int] = refers("governance_body")
    taken_back: Mapped[str]
    due_on: Mapped[date | None]
    state: Mapped[ReportBackState] = mapped_column(default=ReportBackState.DUE)
    met_on: Mapped[date | None]
    reported_on: Mapped[date | None]
    said: Mapped[str] = mapped_column(default="")
    changed: Mapped[str] = mapped_column(default="")
    question: Mapped[str] = mapped_column(default="")


class ChaseRow(Row):
    """A partner was reminded of an action, a report-back or homework: exactly one of the three."""

    __tablename__ = "chase"

    action_id: Mapped[int | None] = refers("action", optional=True)
    report_back_id: Mapped[int | None] = refers("report_back", optional=True)
    homework_id: Mapped[int | None] = refers("homework_question", optional=True)
    chased_on: Mapped[date]
    way: Mapped[ChaseWay]
    whom: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[date | None]
    answer: Mapped[str] = mapped_column(default="")
