"""Conversations with communities and what was heard in them: never personal data."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Row, refers
from db.vocabulary import ConversationWay, Publicity, VoiceSource


class WardRow(Row):
    """A ward of the borough, so that one without a voice can be named."""

    __tablename__ = "ward"

    name: Mapped[str]
    panel: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class CommunityRow(Row):
    """A community of place, faith, age or interest whose views the partnership wants to hear."""

    __tablename__ = "community"

    name: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)


class ConversationRow(Row):
    """A conversation between Executive and Board: with whom, how, who holds it, by when.

    `people` is how many were spoken to; `heard` sums up what they said.
    """

    __tablename__ = "conversation"

    cycle_id: Mapped[int] = refers("cycle")
    item_id: Mapped[int | None] = refers("agenda_item", optional=True)
    community: Mapped[str]
    way: Mapped[ConversationWay]
    organisation_id: Mapped[int | None] = refers("organisation", optional=True)
    by_whom: Mapped[str] = mapped_column(default="")
    question: Mapped[str] = mapped_column(default="")
    ward_id: Mapped[int | None] = refers("ward", optional=True)
    due_on: Mapped[date | None]
    held_on: Mapped[date | None]
    people: Mapped[int | None]
    heard: Mapped[str] = mapped_column(default="")


class VoiceRow(Row):
    """One thing that was said, by whom in general terms, and what the partnership did with it."""

    __tablename__ = "voice"

    cycle_id: Mapped[int] = refers("cycle")
    conversation_id: Mapped[int | None] = refers("conversation", optional=True)
    heard_on: Mapped[date]
    source: Mapped[VoiceSource]
    said: Mapped[str]
    by_whom: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    ward_id: Mapped[int | None] = refers("ward", optional=True)
    community_id: Mapped[int | None] = refers("community", optional=True)
    theme: Mapped[str] = mapped_column(default="")
    item_id: Mapped[int | None] = refers("agenda_item", optional=True)
    priority_id: Mapped[int | None] = refers("priority", optional=True)
    indicator_id: Mapped[int | None] = refers("indicator", optional=True)
    did: Mapped[str] = mapped_column(default="")
    did_on: Mapped[date | None]
    publicity: Mapped[Publicity | None]
