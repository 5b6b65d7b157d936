"""Agenda items, and the homework questions set for partners on them."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Row, refers
from db.vocabulary import HomeworkState, ItemType, PaperState, Publicity


class AgendaItemRow(Row):
    """An item of a meeting's agenda.

    `number` is empty while planning (counted from `position`) and frozen at issue, so that printed
    references hold. `time_split` is lines of "minutes what" ("5 introduce"). `standing_key` names
    the standing item it was made from.
    """

    __tablename__ = "agenda_item"

    meeting_id: Mapped[int] = refers("meeting")
    position: Mapped[int]
    number: Mapped[str] = mapped_column(default="")
    title: Mapped[str]
    short_title: Mapped[str] = mapped_column(default="")
    type: Mapped[ItemType]
    lead: Mapped[str] = mapped_column(default="")
    lead_organisation_id: Mapped[int | None] = refers("organisation", optional=True)
    minutes: Mapped[int] = mapped_column(default=10)
    priority_id: Mapped[int | None] = refers("priority", optional=True)
    purpose: Mapped[str] = mapped_column(default="")
    decision_sought: Mapped[str] = mapped_column(default="")
    partner_actions: Mapped[str] = mapped_column(default="")
    value_added: Mapped[str] = mapped_column(default="")
    time_split: Mapped[str] = mapped_column(default="")
    sidetrack: Mapped[str] = mapped_column(default="")
    steer: Mapped[str] = mapped_column(default="")
    speakers: Mapped[str] = mapped_column(default="")
    communities: Mapped[str] = mapped_column(default="")
    community_plan: Mapped[str] = mapped_column(default="")
    community_heard: Mapped[str] = mapped_column(default="")
    comms_question: Mapped[str] = mapped_column(default="")
    paper_state: Mapped[PaperState] = mapped_column(default=PaperState.NONE)
    paper_from: Mapped[str] = mapped_column(default="")
    paper_due_on: Mapped[date | None]
    publicity: Mapped[Publicity | None]
    exempt_paragraph: Mapped[str] = mapped_column(default="")
    exempt_reason: Mapped[str] = mapped_column(default="")
    keep_reason: Mapped[str] = mapped_column(default="")
    standing_key: Mapped[str] = mapped_column(default="")


class HomeworkRow(Row):
    """One question for one partner on one agenda item."""

    __tablename__ = "homework_question"

    item_id: Mapped[int] = refers("agenda_item")
    organisation_id: Mapped[int] = refers("organisation")
    question: Mapped[str]
    contribution: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    state: Mapped[HomeworkState] = mapped_column(default=HomeworkState.DRAFT)
    sent_on: Mapped[date | None]
    answer: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[date | None]
